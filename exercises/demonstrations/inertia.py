"""Emotional inertia with a partner's weight: whose days make the mood, and how long a low stays.

    x' = μ + φ(x − μ) + w·p + ε

x: mood, x': the next day's, both in points above or below the usual, so μ = 0; φ: how much of a
day's mood is carried over; p: the partner's day, white with SD σp = 1 point; w: its weight; ε: the
person's own ups and downs, white with SD σε points. Since p and ε are white and apart from each
other, the stationary variance is (w²σp² + σε²)/(1 − φ²), of which w²σp²/(w²σp² + σε²) is the
partner's.

The autoregressive picture of mood: Kuppens, Allen & Sheeber (2010), Emotional inertia and
psychological maladjustment, Psychological Science 21(7), 984–991. The partner's term is our own.
"""

from functools import cache
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

DAYS = 60
SEED = 20
LINGERS = 2.0
"""Days: a low that takes longer than this to halve is said to linger."""

Series = NDArray[np.float64]


def run(*, weight: float, carry_over: float, noise: float) -> Outcome:
    """Return sixty days of mood: with the partner's weight, and the same days without it.

    weight w in points per point, 0 ≤ carry_over φ < 1, noise σε in points.
    """
    partner, own_days = days(DAYS, SEED)
    share, spread = closed_form(weight, carry_over, noise)
    halving = log(2) / -log(carry_over) if carry_over > 0 else 0.0
    return Outcome(
        x=np.arange(DAYS + 1, dtype=float),
        series={
            "partner": partner,
            "mood": follow(weight * partner + noise * own_days, carry_over),
            "own": follow(noise * own_days, carry_over),
        },
        case=_case(share, halving),
        facts={
            "share": 100 * share,
            "spread": spread,
            "own_spread": closed_form(0, carry_over, noise)[1],
            "halving": halving,
        },
    )


def closed_form(weight: float, carry_over: float, noise: float) -> tuple[float, float]:
    """Return the partner's share of the mood's variance (0 to 1) and the mood's stationary SD."""
    theirs, own = weight**2, noise**2
    share = theirs / (theirs + own) if theirs + own > 0 else 0.0
    return share, sqrt((theirs + own) / (1 - carry_over**2))


@cache
def days(n: int, seed: int) -> tuple[Series, Series]:
    """Return n + 1 days of the partner's and of one's own, white, mean 0, SD 1, read-only."""
    drawn = np.random.default_rng(seed).standard_normal((2, n + 1))
    drawn -= drawn.mean(axis=1, keepdims=True)
    drawn /= drawn.std(axis=1, keepdims=True)
    drawn.flags.writeable = False
    return drawn[0], drawn[1]


def follow(pushes: Series, carry_over: float) -> Series:
    """Return the mood that starts at the usual and takes each day's push, shape as `pushes`."""
    mood = np.empty_like(pushes)
    today = 0.0
    for day, push in enumerate(pushes.tolist()):
        mood[day] = today = carry_over * today + push
    return mood


def _case(share: float, halving: float) -> str:
    """Name whose days make the mood: a third and two thirds are only where the words change."""
    if share < 1 / 3:
        return "own"
    whose = "shared" if share <= 2 / 3 else "theirs"
    return f"{whose}_lingers" if halving > LINGERS else whose


MODEL = Model(
    run,
    bounds={"weight": (0, 1.5), "carry_over": (0, 0.95), "noise": (0.1, 1.5)},
    series=("partner", "mood", "own"),
    cases=("own", "shared", "shared_lingers", "theirs", "theirs_lingers"),
    facts=("share", "spread", "own_spread", "halving"),
)
