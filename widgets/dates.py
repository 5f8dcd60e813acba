"""Days and times as a person reads them, where that person is."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime

from journal import Session

LOCALE = "en_GB"


def local(at: datetime, session: Session) -> datetime:
    """Return a UTC moment as the clock on the person's wall showed it then."""
    return (at + timedelta(minutes=session.offset)).replace(tzinfo=None)


def day(session: Session) -> str:
    """Return the day a sitting began: 22 November 2026."""
    return day_of(local(session.opened, session).date())


def day_of(date: date) -> str:
    """Return a day in words.

    >>> day_of(date(2026, 11, 22))
    '22 November 2026'
    """
    return format_date(date, "d MMMM y", locale=LOCALE)


def moment(session: Session) -> str:
    """Return day and time a sitting began, as one day can hold several: 22 November 2026, 14:05."""
    return format_datetime(local(session.opened, session), "d MMMM y, HH:mm", locale=LOCALE)
