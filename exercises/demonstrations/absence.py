"""Distress while someone is away, and after: how large, how soon, and what it takes from the day.

    D(t) = Dmax / (1 + e^(−k(t − t₅₀)))        while apart, 0 ≤ t ≤ T
    D(t) = D(T)·2^(−(t − T)/h)                 once together again, t > T
    R(t) = 10 − c·D(t)                         room left for the rest of life

t: hours since the parting; D: distress, 0 to 10; Dmax: the size that it grows towards; t₅₀: hours
until half of that; k: how steeply it grows, per hour; T: hours apart; h: hours until half of the
distress has gone; R: room, 0 to 10; c: points of room that each point of distress takes. Size,
delay and impairment are parameters apart, since a strong longing can leave room for a whole day,
and a weak one can take it.

The first line is the usual dose-and-response curve (a logistic function), with time apart as the
dose. Its use here, the recovery, the room and every number are our own.
"""

from math import inf, log, log2

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from exercises.demonstrations.outcome import Model, Outcome

APART = 72.0
"""Hours between the parting and the reunion (T)."""
AFTER = 72.0
"""Hours that are drawn after the reunion."""
STEP = 0.25
"""Hours between two points."""
FULL = 10.0
"""Points: all of the room there is."""
CALM = 1.0
"""Points: distress that stays below this is hardly felt, in words."""
MIDDLE = 5.0
"""Points, of distress or of room: where the words change, and nothing else does."""

Series = NDArray[np.float64]


def run(*, size: float, delay: float, steepness: float, cost: float, half_life: float) -> Outcome:
    """Return three days apart and three days together again: distress, and room for other things.

    size Dmax in points, delay t₅₀ in hours, steepness k per hour (above 0), cost c in points of
    room for each point of distress (0 to 1), half_life h in hours (above 0).
    """
    t = hours()
    distress = course(t, size, delay, steepness, half_life)
    peak = grown(APART, size, delay, steepness)
    least = FULL - cost * peak
    return Outcome(
        x=t,
        series={"distress": distress, "room": FULL - cost * distress},
        case=_case(peak, least),
        facts={
            "peak": peak,
            "delay": delay,
            "least": least,
            "little_hours": little_room(size, delay, steepness, cost, half_life),
            "half_life": half_life,
        },
    )


def grown(t: float, size: float, delay: float, steepness: float) -> float:
    """Return distress after t hours apart: half of `size` at t = `delay`.

    >>> grown(24, 6, 24, 0.1)
    3.0
    """
    return size * float(expit(steepness * (t - delay)))


def course(t: Series, size: float, delay: float, steepness: float, half_life: float) -> Series:
    """Return distress at each of the hours t, shape as `t`: growing until T, halving after it."""
    rising = size * expit(steepness * (np.minimum(t, APART) - delay))
    return np.asarray(rising * 2.0 ** (-np.maximum(t - APART, 0.0) / half_life), dtype=np.float64)


def little_room(
    size: float, delay: float, steepness: float, cost: float, half_life: float
) -> float:
    """Return for how many hours less than half of the room is left, in closed form.

    From where the rising curve passes x = 5/c, or from the parting, to where the falling one does.
    """
    peak = grown(APART, size, delay, steepness)
    limit = (FULL - MIDDLE) / cost if cost > 0 else inf
    if peak <= limit:
        return 0.0
    begins = delay - log(size / limit - 1) / steepness
    return APART - max(begins, 0.0) + half_life * log2(peak / limit)


def hours() -> Series:
    """Return the hours since the parting at every point, shape (n,)."""
    return np.linspace(0.0, APART + AFTER, round((APART + AFTER) / STEP) + 1)


def _case(peak: float, least: float) -> str:
    """Name what the days show: how strong it gets, and whether half of the room is left."""
    if peak < CALM:
        return "calm"
    if peak < MIDDLE:
        return "mild"
    return "strong_with_room" if least >= MIDDLE else "strong_without_room"


MODEL = Model(
    run,
    bounds={
        "size": (0, 10),
        "delay": (0, 72),
        "steepness": (0.05, 2),
        "cost": (0, 1),
        "half_life": (0.5, 48),
    },
    series=("distress", "room"),
    cases=("calm", "mild", "strong_with_room", "strong_without_room"),
    facts=("peak", "delay", "least", "little_hours", "half_life"),
)
