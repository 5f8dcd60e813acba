"""How exact a questionnaire is, and how much of a change that leaves room for.

For a questionnaire that somebody brings with its figures and their source: standard deviations,
means and a reliability, all of one and the same scale, in its own unit. Never for our practice
ratings, of which no such figures are known. Every function raises ValueError for what is no finite
number.
"""

from collections.abc import Sequence
from math import isnan, nan, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from exercises.finite import is_finite

Z_95 = 1.96
"""What 95 % of a normal distribution lies within, in the two decimals of the papers below."""

ROUNDING = 1e-9
"""What totals differ by at most, beside the largest answer, if only rounding sets them apart."""


class CutOffs(NamedTuple):
    """Where one passes from a distressed group's scores to an untroubled group's."""

    a: float
    b: float
    c: float


def standard_error_of_measurement(deviation: float, reliability: float) -> float:
    """Return SEM = s·√(1 − r), in the unit of the scale.

    `deviation` (s) of the scores in a group, `reliability` (r) from 0 to 1 (Jacobson & Truax 1991,
    Journal of Consulting and Clinical Psychology 59, 12–19, doi 10.1037/0022-006X.59.1.12). Raises
    ValueError for a deviation that is not above 0 and a reliability out of its range.
    """
    _refuse_odd(deviation=deviation, reliability=reliability)
    if deviation <= 0:
        raise ValueError("the deviation is not above 0")
    if not 0 <= reliability <= 1:
        raise ValueError("the reliability is not from 0 to 1")
    return deviation * sqrt(1 - reliability)


def standard_error_of_difference(deviation: float, reliability: float) -> float:
    """Return Sdiff = √(2·SEM²): how far two scores lie apart by measurement alone.

    Jacobson & Truax (1991), as above.
    """
    return sqrt(2) * standard_error_of_measurement(deviation, reliability)


def minimal_detectable_change(deviation: float, reliability: float) -> float:
    """Return MDC95 = 1.96·Sdiff: the change that 95 % of unchanged people stay within.

    Weir (2005), Journal of Strength and Conditioning Research 19, 231–240, doi 10.1519/15184.1; it
    is the threshold of Jacobson & Truax's reliable change.
    """
    return Z_95 * standard_error_of_difference(deviation, reliability)


def reliable_change_index(
    before: float, after: float, *, deviation: float, reliability: float
) -> float:
    """Return RC = (x₂ − x₁)/Sdiff. Beyond ±1.96 a change is more than measurement alone would make.

    Jacobson & Truax (1991), as above. It says how sure a change is, not how large, nor what it came
    from. Raises ValueError for a reliability of 1, which leaves nothing to compare a change with.
    """
    _refuse_odd(before=before, after=after)
    apart = standard_error_of_difference(deviation, reliability)
    if apart == 0:
        raise ValueError("with a reliability of 1 there is no measurement error to compare with")
    return (after - before) / apart


def cut_offs(
    *,
    distressed_mean: float,
    distressed_deviation: float,
    untroubled_mean: float,
    untroubled_deviation: float,
) -> CutOffs:
    """Return Jacobson & Truax's three cut-offs (1991, as above), for a scale of either direction.

    a: two standard deviations from the distressed group's mean, towards the other's; b: two from
    the untroubled group's mean, towards the distressed one's; c: where a score is as many standard
    deviations from the one mean as from the other, (s₀M₁ + s₁M₀)/(s₀ + s₁). Raises ValueError for
    means that are the same and deviations that are not above 0.
    """
    _refuse_odd(
        distressed_mean=distressed_mean,
        distressed_deviation=distressed_deviation,
        untroubled_mean=untroubled_mean,
        untroubled_deviation=untroubled_deviation,
    )
    if distressed_deviation <= 0 or untroubled_deviation <= 0:
        raise ValueError("a deviation is not above 0")
    if distressed_mean == untroubled_mean:
        raise ValueError("the means are the same: there is nothing between them to cut")
    towards = 2 if untroubled_mean > distressed_mean else -2
    weighted = untroubled_deviation * distressed_mean + distressed_deviation * untroubled_mean
    return CutOffs(
        a=distressed_mean + towards * distressed_deviation,
        b=untroubled_mean - towards * untroubled_deviation,
        c=weighted / (untroubled_deviation + distressed_deviation),
    )


def cronbach_alpha(answers: Sequence[Sequence[float | None]]) -> float:
    """Return Cronbach's α = k/(k−1) · (1 − Σs²ᵢ/s²ₜ), at most 1.

    answers: people × items, reversed items reversed already; None or NaN is unanswered. People with
    an unanswered item are left out (listwise), so that every variance is of the same people.
    Cronbach (1951), Psychometrika 16, 297–334, doi 10.1007/BF02310555. Raises ValueError for rows
    of different lengths, fewer than two items, fewer than two people who answered all of them, and
    totals that don't vary.
    """
    items = {len(row) for row in answers}
    if len(items) > 1:
        raise ValueError("people have different numbers of items")
    if not items or min(items) < 2:
        raise ValueError("alpha needs two items")
    whole = [row for row in answers if not any(map(_is_unanswered, row))]
    if len(whole) < 2:
        raise ValueError("alpha needs two people who answered every item")
    for row in whole:
        _refuse_odd(**{f"item {place}": value for place, value in enumerate(row, 1)})
    alpha = alpha_of(np.array(whole, dtype=np.float64))
    if isnan(alpha):
        raise ValueError("alpha needs totals that vary")
    return alpha


def alpha_of(table: NDArray[np.float64]) -> float:
    """Return Cronbach's α of a table in which nothing is unanswered; nan where there is none.

    table: people × items, reversed items reversed already. There is none for fewer than two people
    or items, and for totals that don't vary.
    """
    people, items = table.shape
    totals = table.sum(axis=1)
    if people < 2 or items < 2 or np.ptp(totals) <= ROUNDING * np.abs(table).max():
        return nan
    single = table.var(axis=0, ddof=1).sum() / totals.var(ddof=1)
    return float(items / (items - 1) * (1 - single))


def _is_unanswered(value: Any) -> bool:
    return value is None or value != value  # only NaN is unlike itself


def _refuse_odd(**values: Any) -> None:
    """Raise ValueError for what is no finite number; the text names it and never quotes it."""
    for name, value in values.items():
        if not is_finite(value):
            raise ValueError(f"{name.replace('_', ' ')} is not a finite number")
