"""A scale over the sittings: what the plots of progress are drawn from.

Scores are never stored. They are worked out from the answers each time, so that a mended scoring
mends the past too.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from exercises.schema_form import Form, Item
from exercises.scoring import Score, score
from journal.protocol import Journal, Session


@dataclass(frozen=True)
class Point:
    """What a scale came to in one sitting. `at` is when its last item was answered (UTC)."""

    session: Session
    at: datetime
    score: Score


def series(journal: Journal, form: Form, scale: str) -> list[Point]:
    """Return one point for each sitting in which an item of the scale was answered, in order.

    A sitting stands for itself: what was not answered in it is not taken from an earlier one, and
    a sitting in which too few items were answered has a point whose score has no value. Raises
    KeyError if the form has no such scale.
    """
    items = {f"{form.key}/{item.key}": item for item in form.items if item.scale == scale}
    if not items:
        raise KeyError(scale)
    sessions = {session.id: session for session in journal.sessions()}
    points = []
    for number, answers in groupby(journal.history(form.key), lambda answer: answer.session):
        values: dict[str, float | None] = {}
        times = []
        for answer in answers:
            item = items.get(answer.key)
            if item and isinstance(answer.value, int | float) and _can_be(answer.value, item):
                values[item.key] = answer.value
                times.append(answer.at)
        if values:
            points.append(Point(sessions[number], max(times), score(items.values(), values)))
    return points


def _can_be(value: float, item: Item) -> bool:
    """Whether the item still has that number: a form may have been on other numbers once."""
    return not isinstance(value, bool) and item.low <= value <= item.high
