"""A sitting begins with a write and closes when it is ended or after four quiet hours."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import Shelf, clock

HOUR = timedelta(hours=1)


def test_opening_and_reading_begin_no_sitting(page):
    journal = page()
    journal.answers()
    assert journal.session().id == 1
    journal.end_session()
    assert journal.sessions() == []


def test_the_first_write_begins_the_sitting_that_was_announced(memory, standing_clock):
    announced = memory.session()
    answer = memory.save("form/a", 1, base=0)
    assert memory.sessions() == [announced]
    assert (answer.session, answer.at) == (announced.id, standing_clock.moment)


def test_a_sitting_lasts_over_pages_until_it_is_ended(page):
    one, other = page(), page()
    assert one.save("form/a", 1, base=0).session == 1
    assert other.save("form/b", 1, base=0).session == 1
    one.end_session()
    assert other.save("form/c", 1, base=0).session == 2


def test_four_quiet_hours_do_not_end_a_sitting_but_more_do(memory, standing_clock):
    memory.save("form/a", 1, base=0)
    standing_clock.forward(hours=4)
    assert memory.save("form/a", 2, base=1).session == 1
    last = standing_clock.moment
    standing_clock.forward(hours=4, microseconds=1)
    assert memory.sessions()[0].closed == last
    assert memory.save("form/a", 3, base=2).session == 2
    assert memory.sessions()[0].closed == last


def test_ending_a_sitting_long_after_its_last_write_closes_it_at_that_write(memory, standing_clock):
    memory.save("form/a", 1, base=0)
    last = standing_clock.moment
    standing_clock.forward(hours=9)
    memory.end_session()
    standing_clock.forward(hours=-9)
    assert memory.sessions()[0].closed == last


def test_a_sitting_is_ended_at_the_moment_it_is_ended(memory, standing_clock):
    memory.save("form/a", 1, base=0)
    standing_clock.forward(minutes=5)
    memory.end_session()
    standing_clock.forward(minutes=5)
    memory.end_session()
    assert memory.sessions()[0].closed == standing_clock.moment - timedelta(minutes=5)


def test_a_clock_set_back_loses_nothing_and_reorders_nothing(memory, standing_clock):
    memory.save("form/a", "before", base=0)
    standing_clock.forward(hours=-5)
    memory.save("form/a", "after", base=1)
    assert [answer.value for answer in memory.history("form")] == ["before", "after"]
    assert memory.answers()["form/a"].value == "after"
    assert [session.id for session in memory.sessions()] == [1, 2]


def test_a_sitting_knows_where_its_person_was(shelf):
    journal = shelf.in_memory(offset=-210)
    journal.save("form/a", 1, base=0)
    assert journal.sessions()[0].offset == -210
    journal.close()


@pytest.mark.parametrize("offset", [24 * 60, -24 * 60, 0.5, None])
def test_an_offset_is_whole_minutes_within_a_day(shelf, offset):
    with pytest.raises(ValueError, match="minutes"):
        shelf.in_memory(offset=offset)


def test_a_clock_without_a_zone_is_refused():
    with (
        clock.told_by(lambda: datetime(2026, 1, 1)),
        pytest.raises(ValueError, match="zone"),
    ):
        clock.now()


steps = st.lists(
    st.tuples(st.sampled_from(["write", "write", "end"]), st.integers(-9 * 60, 9 * 60)), max_size=25
)


@given(steps)
def test_however_the_clock_goes_sittings_split_at_ends_and_at_gaps_over_four_hours(plan):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    expected = 0
    last: datetime | None = None
    journal = Shelf("nowhere", []).in_memory()
    with clock.told_by(lambda: moment):
        for revision, (action, minutes) in enumerate(plan):
            moment += timedelta(minutes=minutes)
            if action == "end":
                journal.end_session()
                last = None
                continue
            expected += last is None or abs(moment - last) > 4 * HOUR
            base = journal.answers().get("form/a")
            answer = journal.save("form/a", revision, base=base.revision if base else 0)
            assert answer.session == expected
            last = moment
        assert [session.id for session in journal.sessions()] == list(range(1, expected + 1))
        assert all(session.closed for session in journal.sessions()[:-1])
    journal.close()
