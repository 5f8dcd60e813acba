"""Statistics of one person's ratings over time. Each formula with its source."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

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
    Ratings of neighbouring days resemble each other, which makes the range too narrow rather than
    too wide; so what lies outside it is a question at most, and never a verdict.

    >>> usual_range([5, 5, 5, 5, 5])
    UsualRange(low=5.0, middle=5.0, high=5.0)
    """
    if len(values) < ENOUGH:
        return None
    middle = float(np.mean(values))
    reach = SHEWHART * float(np.mean(np.abs(np.diff(values))))
    return UsualRange(middle - reach, middle, middle + reach)
