"""A reminder for a calendar: a file that says when, and nothing of what for."""

import uuid
from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from exercises.content import words
from journal import clock

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LENGTH = timedelta(minutes=15)
LONGEST = timedelta(days=366)


def reminder(weekdays: Collection[int], at: time, first: date, until: date) -> bytes:
    """Return an iCalendar file (RFC 5545) with one event, every week on some days.

    weekdays: 0 is Monday, as in `date.weekday`. at: the time on the clock wherever the person is,
    so it has no zone. first, until: the days between which it comes, both included; at most a year
    and a day. Raises ValueError for no weekday, no such day in between, or too long.
    """
    days = sorted(set(weekdays))
    if not days or not set(days) <= set(range(7)) or at.tzinfo is not None:
        raise ValueError("a reminder has weekdays from 0 to 6 and a time without a zone")
    if until - first > LONGEST:
        raise ValueError("a reminder ends within a year")
    following = (first + timedelta(days=ahead) for ahead in range(7))
    begin = next(day for day in following if day.weekday() in days)
    if begin > until:
        raise ValueError("none of the weekdays comes before the end")
    title = words("taking.reminder")
    event = Event()
    event.add("uid", str(uuid.uuid4()))
    event.add("dtstamp", clock.now())
    event.add("dtstart", datetime.combine(begin, at))
    event.add("duration", LENGTH)
    event.add(
        "rrule",
        {
            "freq": "weekly",
            "until": datetime.combine(until, at),
            "byday": [WEEKDAYS[day] for day in days],
        },
    )
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")  # others who see the calendar don't see the time as taken
    event.add("class", "PRIVATE")
    event.add_component(_alarm(title))
    calendar = Calendar()
    calendar.add("prodid", "-//calendar//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(0))
    return alarm
