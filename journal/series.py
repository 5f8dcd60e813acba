"""A form's scales over the sittings: what the plots of progress are drawn from.

Scores are never stored. They are worked out from the answers each time, so that a mended scoring
mends the past too.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from exercises.schema_form import Form, Question
from exercises.scoring import Score
from journal.protocol import Journal, Session


@dataclass(frozen=True)
class Point:
    """What a scale came to in one sitting. `at` is when its last item was answered (UTC)."""

    session: Session
    at: datetime
    score: Score


def series(journal: Journal, form: Form) -> dict[str, list[Point]]:
    """Return, by the key of each of the form's scales, its points in the order of the sittings.

    A scale has one point for each sitting in which an item of it was answered. A sitting stands
    for itself: what was not answered in it is not taken from an earlier one, and a sitting in which
    too few items were answered has a point whose score has no value. The form's history is read
    once, however many scales it has.
    """
    found: dict[str, list[Point]] = {scale.key: [] for scale in form.scales}
    history = journal.history(form.key)
    if not history:
        return found
    sessions = {session.id: session for session in journal.sessions()}
    items = {f"{form.key}/{item.key}": item for item in form.items}
    of = {scale: [item.key for item in form.items_of(scale)] for scale in found}
    for number, answers in groupby(history, attrgetter("session")):
        values: dict[str, float | None] = {}
        times: dict[str, datetime] = {}
        for answer in answers:
            item = items.get(answer.key)
            if item and isinstance(answer.value, int | float) and _can_be(answer.value, item):
                values[item.key], times[item.key] = answer.value, answer.at
        scores = form.scores(values)
        for scale, keys in of.items():
            if answered := [times[key] for key in keys if key in times]:
                found[scale].append(Point(sessions[number], max(answered), scores[scale]))
    return found


def _can_be(value: float, item: Question) -> bool:
    """Whether the item still has that number: a form may have been on other numbers once."""
    return not isinstance(value, bool) and item.low <= value <= item.high
