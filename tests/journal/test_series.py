"""A scale over the sittings."""

from types import SimpleNamespace

import pytest

from journal import series


def item(key, scale, reverse=False):
    return SimpleNamespace(key=key, scale=scale, low=0, high=10, reversed=reverse)


FORM = SimpleNamespace(
    key="reassurance",
    items=(
        item("often", "urge"),
        item("strong", "urge"),
        item("calm", "urge", reverse=True),
        item("settled", "effect"),
    ),
)


def answer(journal, **values):
    for key, value in values.items():
        known = journal.answers().get(f"reassurance/{key}")
        journal.save(f"reassurance/{key}", value, base=known.revision if known else 0)


def test_each_sitting_with_an_answer_is_a_point_of_its_own(memory, standing_clock):
    answer(memory, often=4, strong=6, calm=2, settled=9)
    standing_clock.forward(days=7)
    answer(memory, settled=3)
    standing_clock.forward(days=7)
    answer(memory, often=1)
    standing_clock.forward(minutes=2)
    answer(memory, strong=2)
    points = series(memory, FORM, "urge")
    assert [point.session.id for point in points] == [1, 3]
    assert [tuple(point.score) for point in points] == [(6, 3, 3), (1.5, 2, 3)]
    assert points[1].at == standing_clock.moment
    assert [point.score.value for point in series(memory, FORM, "effect")] == [9, 3]


def test_too_few_answers_are_a_point_without_a_value(memory):
    answer(memory, often=4)
    (point,) = series(memory, FORM, "urge")
    assert tuple(point.score) == (None, 1, 3)


def test_cleared_answers_and_what_is_no_number_of_the_item_stay_out(memory):
    answer(memory, often=4, strong=5, calm=6)
    answer(memory, often=None, strong=11, calm="six")
    assert series(memory, FORM, "urge") == []
    answer(memory, calm=True)
    assert series(memory, FORM, "urge") == []


def test_a_clock_set_back_leaves_the_points_in_order(memory, standing_clock):
    answer(memory, settled=1)
    standing_clock.forward(days=-2)
    answer(memory, settled=2)
    assert [point.score.value for point in series(memory, FORM, "effect")] == [1, 2]


def test_a_form_without_that_scale_is_a_mistake(memory):
    with pytest.raises(KeyError):
        series(memory, FORM, "urgent")
