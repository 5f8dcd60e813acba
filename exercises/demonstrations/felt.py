"""How days felt, against how they were: relief after a hard spell counts as if it were a gift.

    V = q̄ + κ·r̄

q: how one day was, in points: a kind day +g, a hard day −h; q̄: the mean over all days; r̄: the
mean over all days of relief, where relief on the day that a hard spell ends is the distress that
has just ended, h, and 0 on every other day; κ: how much relief weighs (no unit); V: felt value,
points. Of n days, m are hard, in R spells of nearly the same length, each of them followed by kind
days; so q̄ = ((n − m)g − m·h)/n and r̄ = R·h/n. How intermittent it is moves R alone, from one
spell to as many as there can be: it changes V and leaves q̄ as it was.

That good and bad treatment in turns goes with strong attachment is an idea that Dutton & Painter
tested (1993), Emotional attachments in abusive relationships, Violence and Victims 8(2), 105–120.
The equation and every number are our own; nobody's days were measured for it.
"""

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

DAYS = 60
VISIBLE = 0.25
"""Points between how days felt and how they were, from which the two are said to part."""
NOUGHT = 0.05
"""Points: a mean nearer to 0 than this is not said to lie below it."""

Series = NDArray[np.float64]


def run(*, kind: float, hard: float, share: float, mixing: float, weight: float) -> Outcome:
    """Return sixty days: each one, the mean so far, and the felt value so far.

    kind g and hard h in points, share of hard days and mixing in percent, weight κ without unit.
    """
    hard_days = round(DAYS * share / 100)
    spells = count(hard_days, mixing / 100)
    is_hard = spread(hard_days, spells)
    treatment = np.where(is_hard, -hard, kind)
    relief = np.zeros(DAYS)
    relief[1:][is_hard[:-1] & ~is_hard[1:]] = hard
    so_far = np.arange(1, DAYS + 1)
    mean = np.cumsum(treatment) / so_far
    felt = mean + weight * np.cumsum(relief) / so_far
    return Outcome(
        x=so_far.astype(float),
        series={"treatment": treatment, "mean": mean, "felt": felt},
        case=_case(float(mean[-1]), float(felt[-1])),
        facts={
            "mean": float(mean[-1]),
            "felt": float(felt[-1]),
            "gap": float(felt[-1] - mean[-1]),
            "hard_days": float(hard_days),
            "spells": float(spells),
        },
    )


def count(hard_days: int, mixing: float) -> int:
    """Return how many spells the hard days come in; mixing from 0 (one) to 1 (as many as can be).

    >>> count(24, 0), count(24, 0.5), count(24, 1), count(0, 1)
    (1, 12, 24, 0)
    """
    most = min(hard_days, DAYS - hard_days)
    return min(most, max(1, round(mixing * most)))


def spread(hard_days: int, spells: int) -> NDArray[np.bool_]:
    """Return which days are hard, shape (DAYS,): `spells` spells, each with kind days after it.

    With no spells all days are alike: all hard, or none. When there are kind days to spare, the
    first day is one.
    """
    if not spells:
        return np.full(DAYS, hard_days > 0)
    hard_lengths = np.diff(np.arange(spells + 1) * hard_days // spells)
    kind_lengths = np.diff(np.arange(spells + 1) * (DAYS - hard_days) // spells)
    lengths = np.column_stack([hard_lengths, kind_lengths]).ravel()
    return np.roll(np.repeat([True, False] * spells, lengths), kind_lengths[-1] // 2)


def _case(mean: float, felt: float) -> str:
    """Name whether how days felt parts from how they were, and whether it hides a low mean."""
    if felt - mean < VISIBLE:
        return "alike"
    return "covers" if mean < -NOUGHT and felt >= 0 else "above"


MODEL = Model(
    run,
    bounds={
        "kind": (0, 5),
        "hard": (0, 5),
        "share": (0, 100),
        "mixing": (0, 100),
        "weight": (0, 3),
    },
    series=("treatment", "mean", "felt"),
    cases=("alike", "above", "covers"),
    facts=("mean", "felt", "gap", "hard_days", "spells"),
)
