"""One person's ratings before and after a day that the person chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from journal.series import Point
from journal.statistics_overlap import Interval, nap, nap_interval

FEWEST = 3
"""Ratings on either side with which a comparison is told; with fewer there are too few."""


@dataclass(frozen=True)
class Comparison:
    """The ratings after a day beside those before it.

    `nap` is the share of pairs in which the later rating is the higher one, ties for a half: ½
    where neither side lies higher. `interval` is its 95 % interval.
    """

    nap: float
    interval: Interval


@dataclass(frozen=True)
class BeforeAfter:
    """How many ratings there are on either side of a day, and their comparison.

    `comparison` is None where one side has too few.
    """

    before: int
    after: int
    comparison: Comparison | None


def before_after(points: Iterable[Point], day: date) -> BeforeAfter:
    """Split the points of a scale at a day and compare the two sides.

    The day is of the calendar where the person was, by which a sitting is of the day it began on.
    Ratings of the day itself are of the time after. Points whose score has no value are left out.
    Nothing in it says what the difference comes from. That day was chosen, most likely for how
    things were then, and neighbouring ratings resemble each other: so the interval is too narrow
    rather than too wide.
    """
    before: list[float] = []
    after: list[float] = []
    for point in points:
        if point.score.value is not None:
            begun = point.session.opened + timedelta(minutes=point.session.offset)
            (before if begun.date() < day else after).append(point.score.value)
    comparison = None
    if min(len(before), len(after)) >= FEWEST:
        comparison = Comparison(nap(before, after), nap_interval(before, after))
    return BeforeAfter(len(before), len(after), comparison)
