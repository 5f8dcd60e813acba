"""Charts of one person's ratings over time. Each formula with its source.

Ratings of neighbouring days resemble each other, which makes the limits of either chart too narrow
rather than too wide; so what lies outside them is a question at most, and never a verdict.
"""

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt
from typing import NamedTuple

import numpy as np

from journal.statistics_numbers import numbers

ENOUGH = 5
"""Ratings from which on a usual range is told; with fewer it is too early to say."""

SHEWHART = 3 / 1.128
"""Three sigma in mean moving ranges of two: the constant of an individuals chart."""


class UsualRange(NamedTuple):
    """Where most of somebody's ratings lie, if nothing but the usual up and down is at work."""

    low: float
    middle: float
    high: float


def usual_range(values: Sequence[float]) -> UsualRange | None:
    """Return the limits of an individuals chart; None with fewer than five values.

    middle ± 3/1.128 × the mean absolute difference of neighbours, in the unit of the values
    (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2, "Individuals Control Charts").
    Raises ValueError for a value that is no finite number.

    >>> usual_range([5, 5, 5, 5, 5])
    UsualRange(low=5.0, middle=5.0, high=5.0)
    """
    ratings = numbers(values, "the series")
    if len(ratings) < ENOUGH:
        return None
    middle = float(np.mean(ratings))
    reach = SHEWHART * float(np.mean(np.abs(np.diff(ratings))))
    return UsualRange(middle - reach, middle, middle + reach)


class EwmaChart(NamedTuple):
    """A smoothed series, one value for each rating, and the limits it stays in if all is usual."""

    low: float
    middle: float
    high: float
    smoothed: tuple[float, ...]


def ewma_chart(
    values: Sequence[float], *, middle: float, deviation: float, weight: float = 0.3
) -> EwmaChart:
    """Return the exponentially weighted moving average of a series, with its limits.

    z = λ·x + (1 − λ)·z₋₁ from z₀ = middle, and middle ± 3·s·√(λ/(2 − λ)), the limits for the long
    run (NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.4, "EWMA Control Charts", after
    Roberts 1959, Technometrics 1, 239–250). `middle` and `deviation` (s) are of earlier ratings, in
    the unit of the values; `weight` is λ, the weight of the newest rating, 0 < λ ≤ 1. A small and
    lasting shift shows earlier than on an individuals chart. Raises ValueError for a weight out of
    its range, a deviation below 0, and what is no finite number.
    """
    ratings = numbers(values, "the series")
    numbers([middle, deviation, weight], "middle, deviation and weight")
    if deviation < 0:
        raise ValueError("the deviation is below 0")
    if not 0 < weight <= 1:
        raise ValueError("the weight is not above 0 and up to 1")
    reach = 3 * deviation * sqrt(weight / (2 - weight))
    course = accumulate(
        ratings.tolist(), lambda before, now: weight * now + (1 - weight) * before, initial=middle
    )
    _, *smoothed = course  # the middle that it begins from is no rating's
    return EwmaChart(middle - reach, middle, middle + reach, tuple(smoothed))
