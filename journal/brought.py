"""Ratings from elsewhere: kept as they came, beside a scale of ours and never among its ratings.

Of each day there is a sitting of its own, which begins with the day where days begin first (14
hours east of UTC). So it is the same sitting whoever brings it in and wherever, and stands before
whatever was done on that day. What came is an answer under `brought-<form>/<scale>`: the numbers of
the day, and the two ends of what they are on. On our own numbers they are put when they are read.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from statistics import fmean
from typing import Any, NamedTuple

from exercises.finite import is_finite
from exercises.history_csv import DayValue
from exercises.schema_form import Form
from exercises.scoring import Score
from journal import clock
from journal.protocol import Journal
from journal.record import Record, RecordAnswer, RecordSitting
from journal.series import Point

PREFIX = "brought-"
GREATEST = 10**9
_DAYS_BEGIN = timezone(timedelta(hours=14))


class Brought(NamedTuple):
    """The points of one scale, and the ends of the numbers that they came on, as (low, high)."""

    points: list[Point]
    ends: list[tuple[float, float]]


def brought_form(form_key: str) -> str:
    """Return the first part of the keys under which a form's numbers from elsewhere are kept.

    >>> brought_form("check-in")
    'brought-check-in'
    """
    return f"{PREFIX}{form_key}"


def brought_record(
    journal: Journal, form: Form, scale: str, values: Iterable[DayValue], ends: tuple[float, float]
) -> Record:
    """Return what `Journal.merge` takes in to keep values beside a scale; days it has stay away.

    ends: the numbers that stand where the scale's lowest and highest stand; the first may be the
    greater one. Raises ValueError if they are equal, or a value is outside of them.
    """
    low, high = ends
    days: dict[datetime, list[float]] = {}
    for day, value in values:
        began = datetime(day.year, day.month, day.day, tzinfo=_DAYS_BEGIN)
        days.setdefault(began, []).append(value)
    key = f"{brought_form(form.key)}/{scale}"
    had = {
        sitting.began: answer.value
        for sitting in journal.record().sittings
        for answer in sitting.answers
        if answer.key == key
    }
    now = clock.now()
    sittings = []
    for began, numbers in sorted(days.items()):
        kept = {"values": numbers, "low": low, "high": high}
        if _on(kept, 0, 1) is None:
            raise ValueError("a value is outside of the ends, or the ends are none")
        if had.get(began) != kept:
            answers = (RecordAnswer(key=key, value=kept, at=now),)
            sittings.append(
                RecordSitting(began=began, last=began, ended=began, answers=answers, entries=())
            )
    return Record(sittings=tuple(sittings))


def brought_series(journal: Journal, form: Form) -> dict[str, Brought]:
    """Return, by the key of each scale of a form, what was brought in beside it, oldest first.

    A point's value is the mean of its day's numbers, put on the scale's own by their ends; its
    score counts how many numbers the day had. What is not of this kind is left out.
    """
    sessions = {session.id: session for session in journal.sessions()}
    found = {scale.key: Brought([], []) for scale in form.scales}
    prefix = f"{brought_form(form.key)}/"
    for answer in journal.history(brought_form(form.key)):
        scale = answer.key.removeprefix(prefix)
        if scale not in found:
            continue
        value = _on(answer.value, *form.ends(scale))
        if value is not None and isinstance(answer.value, dict):
            count, session = len(answer.value["values"]), sessions[answer.session]
            found[scale].points.append(Point(session, session.opened, Score(value, count, count)))
            ends = (answer.value["low"], answer.value["high"])
            if ends not in found[scale].ends:
                found[scale].ends.append(ends)
    return found


def _on(kept: Any, low: float, high: float) -> float | None:
    """Return the mean of a day's numbers, put on low to high; None if it is no such day."""
    if not (isinstance(kept, dict) and kept.keys() == {"values", "low", "high"}):
        return None
    numbers, ends = kept["values"], (kept["low"], kept["high"])
    if not (isinstance(numbers, list) and numbers and all(map(_fits, [*numbers, *ends]))):
        return None
    least, greatest = sorted(ends)
    if least == greatest or not all(least <= number <= greatest for number in numbers):
        return None
    share = (fmean(numbers) - ends[0]) / (ends[1] - ends[0])
    return low + share * (high - low)


def _fits(number: Any) -> bool:
    """Whether something can be worked with: of numbers without end the mean has none."""
    return is_finite(number) and abs(number) <= GREATEST
