"""Felt worth as a leaky integrator: where it rests, and how far a sign from outside moves it.

    τ dS/dt = −(S − S₀) + k·f(t)

S: worth as felt just now, in points from 0 to 10; S₀: the level that it comes back to; f: signs
from the other person, 1 as warm and −1 as distant as they get, 0 for none; k: the lift, points by
which a steady sign of 1 would raise S; τ: hours until a sign that has gone has faded to 1/e. A
steady sign f ends at S₀ + k·f, and a pulse fades as e^(−t/τ). Signs are steady between two points,
so each step is exact: S goes to S₀ + k·f and closes 1 − e^(−Δt/τ) of the gap.

Level and lift are two numbers: S − S₀ does not depend on S₀. That self-esteem follows signs of
being accepted is the sociometer idea: Leary, Tambor, Terdal & Downs (1995), Journal of Personality
and Social Psychology 68(3), 518–530; that it matters what it hangs on, besides how high it is:
Crocker & Wolfe (2001), Psychological Review 108(3), 593–623. The equation and every number are
our own.
"""

from functools import cache
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

DAYS = 7
STEP = 0.5
"""Hours between two points."""
SIGNS = (
    (18, 22, 1.0),
    (33, 36, -0.5),
    (44, 46, 0.5),
    (56, 68, -1.0),
    (69, 71, 1.0),
    (84, 86, 0.5),
    (130, 142, 1.0),
    (153, 165, -1.0),
)
"""The week's signs: from hour, to hour, how warm (above 0) or distant (below 0)."""
FOOT = 1.0
"""Where the line of signs is drawn when there is no sign."""
OTHER = (5.0, 0.5)
"""Level and lift, in points, of the person for comparison."""
MIDDLE = 5.0
"""Points: levels from here on are called higher."""
MOVES = 2.0
"""Points between the lowest and the highest hour, above which worth is said to move a lot."""

Series = NDArray[np.float64]


def run(*, level: float, lift: float, fade: float) -> Outcome:
    """Return a week of felt worth, beside that of somebody whose lift is small.

    level S₀ and lift k in points, fade τ in hours (above 0).
    """
    signs = week()
    worth = follow(signs, level=level, lift=lift, fade=fade)
    other = follow(signs, level=OTHER[0], lift=OTHER[1], fade=fade)
    swing = float(np.ptp(worth))
    return Outcome(
        x=np.arange(signs.size) * STEP / 24,
        series={"worth": worth, "other": other, "signs": FOOT + signs},
        case=_case(level, swing),
        facts={
            "level": level,
            "lowest": float(worth.min()),
            "highest": float(worth.max()),
            "swing": swing,
            "half_hours": fade * log(2),
            "other_level": OTHER[0],
            "other_lowest": float(other.min()),
            "other_swing": float(np.ptp(other)),
        },
    )


def follow(signs: Series, *, level: float, lift: float, fade: float) -> Series:
    """Return felt worth, shape as `signs`; each sign holds until the next point."""
    closing = 1 - exp(-STEP / fade)
    worth = np.empty_like(signs)
    above = 0.0
    for point, sign in enumerate(signs.tolist()):
        worth[point] = level + above
        above += (lift * sign - above) * closing
    return worth


@cache
def week() -> Series:
    """Return the week's signs at every point, shape (n,), read-only."""
    hours = np.arange(round(DAYS * 24 / STEP) + 1) * STEP
    signs = np.zeros_like(hours)
    for start, end, sign in SIGNS:
        signs[(start <= hours) & (hours < end)] = sign
    signs.flags.writeable = False
    return signs


def _case(level: float, swing: float) -> str:
    """Name level and movement, apart: the bounds are only where the words change."""
    where = "higher" if level >= MIDDLE else "lower"
    return f"{where}_moves" if swing > MOVES else f"{where}_steady"


MODEL = Model(
    run,
    bounds={"level": (3, 7), "lift": (0, 3), "fade": (0.5, 48)},
    series=("worth", "other", "signs"),
    cases=("lower_steady", "lower_moves", "higher_steady", "higher_moves"),
    facts=(
        "level",
        "lowest",
        "highest",
        "swing",
        "half_hours",
        "other_level",
        "other_lowest",
        "other_swing",
    ),
)
