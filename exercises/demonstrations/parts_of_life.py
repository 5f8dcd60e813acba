"""Parts of a life: what one can do grows by trying, and more parts come to carry weight.

    e′ = e + α(o − e),    w ∝ 1 for one person and e for each of n other parts, Σw = 1
    N = 1/Σwᵢ²,    Var = ΣᵢΣⱼ wᵢ·wⱼ·σᵢ·σⱼ·ρᵢⱼ

e: can-do, 0 to 1 (shown as 0 to 10), the same in every part; e′: the next week's; α: how far one
week moves it; o: how well the week's tries go, 0 to 1, and 0 in the weeks of a setback; w: the
weights of the parts; N: how many parts of equal weight they amount to; σ: how far a part goes up
and down, in points; ρ: how far the parts go up and down together; Var: the variance of the whole,
in points². The weight of the one person is not taken away: what grows is the rest.

For a steady outcome e = o + (e₀ − o)(1 − α)ᵗ. With equal σ the variance is σ²(ρ + (1 − ρ)/N): more
parts steady a life only as far as they don't move together.

That a self with more, and more separate, sides goes with smaller swings is Linville's idea (1985,
Self-complexity and affective extremity, Social Cognition 3(1), 94–120); that can-do grows most by
doing is Bandura's (1977, Self-efficacy, Psychological Review 84(2), 191–215); N is Laakso &
Taagepera's effective number (1979). How they are put together, and every number, is our own.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

WEEKS = 52
SETBACK = 20
"""The week in which a setback begins."""
START = 0.1
"""Can-do at first, 0 to 1."""
MOST = 6
"""Parts besides the one person, at most."""
SD = 1.5
"""Points by which each part goes up and down."""
USUAL = 5.0
"""Points: an ordinary week."""
SEED = 13
RISE = 0.05
"""Can-do that has risen by less than this, of 1, is said to have stayed about where it was."""
CALMER = 0.9
"""A spread below this share of the first is said to be smaller."""

Series = NDArray[np.float64]


def run(
    *, areas: float, outcome: float, learning: float, together: float, setback: float
) -> Outcome:
    """Return a year of can-do, and of weeks that rest on one person or on several parts.

    areas n a whole number, outcome o as 0 to 10, 0 ≤ learning α ≤ 1, 0 ≤ together ρ < 1, setback in
    weeks.
    """
    count = round(areas)
    tries = np.full(WEEKS, outcome / 10)
    hard = slice(SETBACK, SETBACK + round(setback))
    tries[hard] = 0.0
    can_do = mastery(START, tries, learning)
    weights = shares(can_do, count)
    felt = ups_and_downs(count + 1, together)
    spread = [
        float(np.sqrt(variance(at, np.full(count + 1, SD), equally(count + 1, together))))
        for at in (weights[0], weights[-1])
    ]
    return Outcome(
        x=np.arange(WEEKS + 1, dtype=float),
        series={
            "can_do": 10 * can_do,
            "one": USUAL + SD * felt[:, 0],
            "life": USUAL + SD * (weights * felt).sum(axis=1),
        },
        case=_case(can_do, spread) + ("_setback" if setback else ""),
        facts={
            "start": 10 * float(can_do[0]),
            "end": 10 * float(can_do[-1]),
            "before": 10 * float(can_do[hard.start]),
            "after": 10 * float(can_do[hard.stop]),
            "share_start": 100 * float(weights[0, 0]),
            "share_end": 100 * float(weights[-1, 0]),
            "parts_start": effective(weights[0]),
            "parts_end": effective(weights[-1]),
            "spread_start": spread[0],
            "spread_end": spread[1],
        },
    )


def mastery(start: float, outcomes: Series, learning: float) -> Series:
    """Return can-do before the first try and after each, shape (len(outcomes) + 1,)."""
    line = [start]
    for outcome in outcomes.tolist():
        line.append(line[-1] + learning * (outcome - line[-1]))
    return np.array(line)


def shares(can_do: Series, areas: int) -> Series:
    """Return weights by week and part, shape (len(can_do), areas + 1): the one person comes first.

    Every row adds up to 1.
    """
    pulls = np.column_stack([np.ones_like(can_do), np.tile(can_do[:, None], areas)])
    return pulls / pulls.sum(axis=1, keepdims=True)


def effective(weights: Series) -> float:
    """Return how many parts of equal weight the weights (which add up to 1) amount to: 1/Σw²."""
    return 1 / float(np.square(weights).sum())


def variance(weights: Series, sds: Series, correlation: Series) -> float:
    """Return the variance of a weighted sum of parts: ΣΣ wᵢ·wⱼ·σᵢ·σⱼ·ρᵢⱼ.

    weights and sds of shape (n,), correlation of shape (n, n).
    """
    pulls = weights * sds
    return float(pulls @ correlation @ pulls)


def equally(parts: int, together: float) -> Series:
    """Return the correlation of parts that all move together by the same amount."""
    return np.where(np.eye(parts, dtype=bool), 1.0, together)


def ups_and_downs(parts: int, together: float) -> Series:
    """Return the parts' weeks, shape (WEEKS + 1, parts): mean 0, SD 1, correlation `together`.

    The first part's are the same whatever the parameters.
    """
    return _weeks()[:, :parts] @ np.linalg.cholesky(equally(parts, together)).T


@cache
def _weeks() -> Series:
    """Return weeks for the most parts, uncorrelated to the last digit, mean 0, SD 1, read-only."""
    drawn = np.random.default_rng(SEED).standard_normal((WEEKS + 1, MOST + 1))
    apart, upper = np.linalg.qr(drawn - drawn.mean(axis=0))
    weeks: Series = apart * np.sign(np.diag(upper)) * np.sqrt(WEEKS + 1)
    weeks.flags.writeable = False
    return weeks


def _case(can_do: Series, spread: list[float]) -> str:
    """Name whether can-do has risen over the year, and whether the spread has become smaller."""
    if can_do[-1] - can_do[0] < RISE:
        return "level"
    return "steadier" if spread[1] < CALMER * spread[0] else "grows"


MODEL = Model(
    run,
    bounds={
        "areas": (1, MOST),
        "outcome": (0, 10),
        "learning": (0, 1),
        "together": (0, 0.95),
        "setback": (0, 12),
    },
    series=("can_do", "one", "life"),
    cases=("level", "grows", "steadier", "level_setback", "grows_setback", "steadier_setback"),
    facts=(
        "start",
        "end",
        "before",
        "after",
        "share_start",
        "share_end",
        "parts_start",
        "parts_end",
        "spread_start",
        "spread_end",
    ),
)
