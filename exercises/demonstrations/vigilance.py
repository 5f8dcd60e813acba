"""Learning whether a call is answered: what comes to be expected, and how alert one stays.

    V' = V + κα(λ − V)        α' = γ|λ − V| + (1 − γ)α

One step is one call. λ: 1 if it was answered and 0 if not, answered at chance p each time, apart
from all that went before; V: how far an answer is expected, 0 to 1; α: alertness (in learning
theory, associability), 0 to 1; κ: speed of learning; γ: weight of the latest surprise |λ − V|.

An expectation V is off by 1 − V at chance p and by V at chance 1 − p, on average by
p + V − 2pV. So where V has come to p, alertness settles around

    2p(1 − p)

which is nil at p = 0 and p = 1 and highest, one half, at p = ½: nothing surprises where calls are
always or never answered. The same luck is drawn at every setting, so that settings can be compared.

Alertness that follows surprise: Pearce & Hall (1980), A model for Pavlovian learning, Psychological
Review 87(6), 532–552. The running average γ is the usual later form. To use it for care is our own,
and so is every number.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

CALLS = 300
SEED = 0
START = 0.5
"""Where V and α start: nothing is known yet."""
SETTLED = 100
"""Calls after which levels are averaged."""
NEAR_END = 20.0
"""Percent: as near as this to never or to always, the words say seldom or mostly."""

Series = NDArray[np.float64]


def run(*, chance: float, learning: float, weight: float) -> Outcome:
    """Return 300 calls: what is expected, how alert one is, and the level that alertness nears.

    chance p in percent; learning κ and weight γ above 0 and up to 1.
    """
    p = chance / 100
    answered = (luck(CALLS, SEED) < p).astype(float)
    expected, alert = follow(answered, learning, weight)
    return Outcome(
        x=np.arange(CALLS + 1, dtype=float),
        series={"expected": expected, "alert": alert, "level": np.full(CALLS + 1, level(p))},
        case=_case(chance),
        facts={
            "chance": chance,
            "expected": 100 * float(expected[SETTLED:].mean()),
            "alert": 100 * float(alert[SETTLED:].mean()),
            "level": 100 * level(p),
            "highest": 100 * level(0.5),
        },
    )


def level(p: float) -> float:
    """Return where alertness settles once V has come to p: 2p(1 − p), 0 to ½.

    >>> level(0), level(0.5), level(1)
    (0, 0.5, 0)
    """
    return 2 * p * (1 - p)


def follow(answered: Series, learning: float, weight: float) -> tuple[Series, Series]:
    """Return V and α before the first call and after each: shape (n + 1,) for n calls."""
    expected, alert = np.empty(answered.size + 1), np.empty(answered.size + 1)
    v = a = expected[0] = alert[0] = START
    for call, outcome in enumerate(answered.tolist(), 1):
        surprise = outcome - v
        v += learning * a * surprise
        a = weight * abs(surprise) + (1 - weight) * a
        expected[call], alert[call] = v, a
    return expected, alert


@cache
def luck(n: int, seed: int) -> Series:
    """Return n draws between 0 and 1 (never 1 itself), spread evenly, in chance order; read-only.

    One falls in each nth part, so that of n calls very nearly p·n are answered.
    """
    source = np.random.default_rng(seed)
    drawn = (source.permutation(n) + source.random(n)) / n
    drawn.flags.writeable = False
    return drawn


def _case(chance: float) -> str:
    """Name how calls are answered."""
    if chance in (0, 100):
        return "always" if chance else "never"
    if min(chance, 100 - chance) <= NEAR_END:
        return "mostly" if chance > NEAR_END else "seldom"
    return "uneven"


MODEL = Model(
    run,
    bounds={"chance": (0, 100), "learning": (0.1, 0.5), "weight": (0.05, 0.3)},
    series=("expected", "alert", "level"),
    cases=("never", "seldom", "uneven", "mostly", "always"),
    facts=("chance", "expected", "alert", "level", "highest"),
)
