"""A reminder is a valid calendar file that says when, and nothing of what for."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from journal.reminder import LONGEST, reminder

TOPIC = re.compile(r"depend|attach|relation|love|partner|workbook|journal|check-?in|emotion", re.I)


def event_in(data):
    calendar = Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    assert calendar.errors == event.errors == []
    assert calendar["version"] == "2.0"
    return event


@given(
    st.sets(st.integers(0, 6), min_size=1),
    st.times().map(lambda at: at.replace(microsecond=0)),
    st.dates(date(2020, 1, 1), date(2100, 1, 1)),
    st.integers(6, 366),
)
def test_it_comes_on_the_chosen_days_at_the_chosen_time(weekdays, at, first, length):
    until = first + timedelta(days=length)
    event = event_in(reminder(weekdays, at, first, until))
    begin = event["dtstart"].dt
    assert begin.tzinfo is None, "floating: the time on the clock, wherever the person is"
    rule = event["rrule"].to_ical().decode()
    days = [found.date() for found in rrulestr(rule, dtstart=begin)]
    every = [first + timedelta(days=ahead) for ahead in range(length + 1)]
    assert days == [day for day in every if day.weekday() in weekdays]
    assert begin.time() == at


def test_it_says_nothing_of_what_for(standing_clock):
    data = reminder([0, 3], time(19, 30), date(2026, 3, 1), date(2026, 6, 1))
    text = data.decode()
    assert not TOPIC.search(text)
    event = event_in(data)
    assert set(event) == {
        *("SUMMARY", "DTSTART", "DURATION", "DTSTAMP", "UID", "RRULE", "CLASS", "TRANSP"),
    }
    assert event["summary"] == "Time for myself"
    assert event["dtstamp"].dt == datetime(2026, 3, 1, 9, tzinfo=UTC)
    (alarm,) = event.walk("VALARM")
    assert alarm["description"] == "Time for myself"
    assert alarm["trigger"].dt == timedelta(0)


def test_lines_end_and_fold_as_calendars_want():
    data = reminder([0], time(19, 30), date(2026, 3, 1), date(2026, 6, 1))
    lines = data.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)


def test_two_are_never_taken_for_one():
    made = [event_in(reminder([0], time(8), date(2026, 3, 1), date(2026, 6, 1))) for _ in range(2)]
    assert made[0]["uid"] != made[1]["uid"]


REFUSED = {
    "no weekday": ([], time(8), date(2026, 6, 1)),
    "an eighth weekday": ([7], time(8), date(2026, 6, 1)),
    "a time with a zone": ([0], time(8, tzinfo=UTC), date(2026, 6, 1)),
    "over before it begins": ([0], time(8), date(2026, 2, 1)),
    "no such day before the end": ([0], time(8), date(2026, 3, 1)),
    "for ever": ([0], time(8), date(2026, 3, 2) + LONGEST),
}


@pytest.mark.parametrize(("weekdays", "at", "until"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_reminder_is_refused(weekdays, at, until):
    with pytest.raises(ValueError, match=r"reminder|weekdays"):
        reminder(weekdays, at, date(2026, 3, 1), until)
