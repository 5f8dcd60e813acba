"""A scale's ratings before and after a day that the person chose."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.scoring import Score
from journal import BeforeAfter, Point, Session, before_after, nap, nap_interval

BEGIN = datetime(2026, 3, 1, 9, tzinfo=UTC)
FOURTH = date(2026, 3, 4)


def point(value, opened, offset=0, number=1):
    sitting = Session(number, opened, opened, opened, offset)
    return Point(sitting, opened, Score(value, 1, 1))


def daily(*values):
    return [point(value, BEGIN + timedelta(days=day)) for day, value in enumerate(values)]


def test_ratings_of_the_day_itself_are_of_the_time_after():
    found = before_after(daily(3, 4, 5, 4, 6, 7), FOURTH)
    assert (found.before, found.after) == (3, 3)
    assert found.comparison.nap == nap([3, 4, 5], [4, 6, 7])
    assert found.comparison.interval == nap_interval([3, 4, 5], [4, 6, 7])


@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 5), (2, 5), (3, 2), (3, 0)])
def test_with_fewer_than_three_on_a_side_there_are_too_few(before, after):
    points = daily(*[5] * (before + after))
    day = BEGIN.date() + timedelta(days=before)
    assert before_after(points, day) == BeforeAfter(before, after, None)


def test_three_and_three_are_enough():
    assert before_after(daily(1, 2, 3, 4, 5, 6), FOURTH).comparison.nap == 1


def test_points_without_a_rating_are_left_out():
    found = before_after(daily(1, None, 3, 4, None, 6), FOURTH)
    assert found == BeforeAfter(2, 2, None)


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, (1, 0)), (30, (1, 0)), (31, (0, 1)), (-600, (1, 0))]
)
def test_the_day_is_the_one_on_the_persons_wall(offset, expected):
    late = datetime(2026, 3, 3, 23, 29, tzinfo=UTC)
    found = before_after([point(5, late, offset)], FOURTH)
    assert (found.before, found.after) == expected


def test_a_clock_that_was_set_back_puts_no_rating_on_the_wrong_side():
    points = daily(1, 2, 3, 4, 5, 6)
    assert before_after(points[::-1], FOURTH) == before_after(points, FOURTH)


@given(st.lists(st.none() | st.integers(0, 10), max_size=20), st.integers(-3, 25))
def test_every_rating_is_on_one_side_or_the_other(values, days):
    found = before_after(daily(*values), BEGIN.date() + timedelta(days=days))
    rated = [value for value in values if value is not None]
    assert found.before + found.after == len(rated)
    assert (found.comparison is None) == (min(found.before, found.after) < 3)
    if found.comparison:
        low, high = found.comparison.interval
        assert low <= found.comparison.nap <= high
