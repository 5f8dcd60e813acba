"""Ratings from elsewhere are a series of their own, kept as they came."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest

from exercises.content import load_check_in, modules
from exercises.history_csv import DayValue
from exercises.schema_form import Means
from journal import (
    Record,
    Shelf,
    brought_form,
    brought_record,
    brought_series,
    from_json,
    preview,
    series,
    to_json,
)
from journal.brought import PREFIX

FORM = load_check_in()
DAYS = [DayValue(date(2026, 2, day), value) for day, value in [(1, 40), (2, 100), (3, 0)]]


def bring(journal, values, ends=(0, 100), scale="alone"):
    journal.merge(brought_record(journal, FORM, scale, values, ends))


def values(journal, scale="alone"):
    return [point.score.value for point in brought_series(journal, FORM)[scale].points]


def test_they_are_put_on_the_scales_numbers_and_say_from_which(memory):
    bring(memory, DAYS)
    found = brought_series(memory, FORM)["alone"]
    assert [tuple(point.score) for point in found.points] == [(4, 1, 1), (10, 1, 1), (0, 1, 1)]
    assert found.ends == [(0, 100)]
    assert brought_series(memory, FORM)["fear"] == ([], [])


def test_they_are_never_among_the_persons_own(memory):
    memory.save("check-in/time-alone", 7, base=0)
    bring(memory, DAYS)
    assert [point.score.value for point in series(memory, FORM)["alone"]] == [7]
    assert memory.answers()["check-in/time-alone"].value == 7


def test_they_are_kept_as_they_came(memory):
    bring(memory, DAYS[:1])
    (answer,) = memory.history("brought-check-in")
    assert answer.key == "brought-check-in/alone"
    assert answer.value == {"values": [40], "low": 0, "high": 100}


def test_where_a_high_number_there_is_a_low_one_here_the_ends_say_so(memory):
    bring(memory, DAYS, ends=(100, 0))
    assert values(memory) == [6, 0, 10]


def test_a_day_with_several_numbers_is_their_mean(memory):
    bring(memory, [DAYS[0], DayValue(DAYS[0].day, 60)])
    (point,) = brought_series(memory, FORM)["alone"].points
    assert tuple(point.score) == (5, 2, 2)


@pytest.mark.parametrize("offset", [-720, 0, 840])
def test_a_day_is_that_day_and_before_all_that_was_done_on_it(
    shelf, started, standing_clock, offset
):
    journal = shelf.open(*started, offset=offset)
    journal.save("check-in/time-alone", 7, base=0)
    today = (standing_clock.moment + timedelta(minutes=offset)).date()
    bring(journal, [DayValue(today, 50)])
    (point,) = brought_series(journal, FORM)["alone"].points
    there = point.session.opened + timedelta(minutes=point.session.offset)
    assert there.replace(tzinfo=None) == datetime.combine(today, time())
    assert [one.offset for one in journal.sessions()] == [840, offset]
    assert journal.session().closed is None, "this sitting goes on"
    journal.close()


def test_to_bring_the_same_again_changes_nothing(memory, standing_clock):
    bring(memory, DAYS)
    standing_clock.forward(days=1)
    again = brought_record(memory, FORM, "alone", DAYS, (0, 100))
    assert again == Record(sittings=())
    bring(memory, [*DAYS, DayValue(date(2026, 2, 4), 50)])
    assert values(memory) == [4, 10, 0, 5]


def test_another_number_of_the_same_day_stands_and_the_first_is_kept(memory, standing_clock):
    bring(memory, DAYS[:1])
    standing_clock.forward(days=1)
    record = brought_record(memory, FORM, "alone", [DayValue(DAYS[0].day, 70)], (0, 100))
    assert preview(memory.record(), record).different == 1
    memory.merge(record)
    assert values(memory) == [7]
    (entry,) = memory.entries("brought-check-in/alone")
    assert entry.body == {"answered": {"values": [40], "low": 0, "high": 100}}


def test_two_scales_share_the_sitting_of_a_day(memory):
    bring(memory, DAYS)
    bring(memory, DAYS, scale="fear")
    assert len(memory.sessions()) == 3
    assert values(memory, "fear") == values(memory) == [4, 10, 0]


def test_they_go_out_and_come_back_with_the_rest(memory):
    bring(memory, DAYS)
    other = Shelf("nowhere", []).in_memory()
    other.merge(from_json(to_json(memory.record())))
    assert values(other) == values(memory)
    other.close()


def test_they_can_be_forgotten_together(memory):
    bring(memory, DAYS)
    memory.forget(brought_form("check-in"))
    assert values(memory) == []


@pytest.mark.parametrize("ends", [(5, 5), (0, 10), (0, float("nan")), (float("-inf"), 100)])
def test_values_beyond_their_ends_are_refused(memory, ends):
    with pytest.raises(ValueError, match="ends"):
        brought_record(memory, FORM, "alone", DAYS, ends)


STRANGE = [
    *(5, None, [], {}, {"values": [], "low": 0, "high": 1}, {"values": [2], "low": 0, "high": 1}),
    *({"values": ["1"], "low": 0, "high": 1}, {"values": [1], "low": 1, "high": 1}),
    *({"values": [True], "low": 0, "high": 1}, {"values": 5, "low": 0, "high": 1}),
    {"values": [0, 1e308], "low": -1e308, "high": 1e308},
]


@pytest.mark.parametrize("value", STRANGE, ids=range(len(STRANGE)))
def test_what_is_no_such_day_is_left_out(memory, value):
    memory.save("brought-check-in/alone", value, base=0)
    memory.save("brought-check-in/no-scale", {"values": [1], "low": 0, "high": 1}, base=0)
    assert values(memory) == []


def test_no_module_has_a_key_that_begins_so():
    assert not [one.key for one in modules() if one.key.startswith(PREFIX)]


def test_a_scale_on_other_numbers_has_them(memory):
    class Asked(Means):
        key = "form"
        scales = (SimpleNamespace(key="alone"),)
        items = (SimpleNamespace(scale="alone", low=1, high=5),)

    form = Asked()
    memory.merge(brought_record(memory, form, "alone", DAYS, (0, 100)))
    points = brought_series(memory, form)["alone"].points
    assert [point.score.value for point in points] == [2.6, 5, 1]
