"""Habituation, and learning by surprise: five tries at something feared, staying and leaving.

    A(t) = A∞ + (A₀ − A∞)·e^(−k·t)             during a try
    A₀'  = A₀ − α·s,   s' = (1 − α)·s          from one try to the next

A: unease, 0 to 10; A₀: its peak, at the start of a try; A∞: where it settles for someone who stays;
k: how fast it gets there, per minute; t: minutes since the start. s: the surprise, by how many
points it goes better than was feared (below 0: worse); α: the share of it that is taken in by
staying to the end. What is taken in is no surprise next time, so after n tries the peak has fallen
by s·(1 − (1 − α)^n). Leaving after L of the T minutes halves unease every two minutes, and takes in
the share α·L/T only. Peaks are kept within 0 and 10, and A∞ is never above the peak.

That what teaches is the mismatch between what was expected and what happened, more than how far
fear falls in the meantime, is the idea of Craske, Treanor, Conway, Zbozinek & Vervliet (2014),
Maximizing exposure therapy: An inhibitory learning approach, Behaviour Research and Therapy 58,
10–23. The curve is the usual exponential one; the way peaks move and every number are our own.
"""

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

TRIES = 5
MINUTES = 40.0
"""How long a try lasts (T)."""
STEP = 0.5
"""Minutes between two points."""
SHARE = 0.5
"""The share of a surprise that is taken in by staying to the end of a try (α)."""
RELIEF = 2.0
"""Minutes in which unease halves for someone who has left."""
TOP = 10.0
NOTICED = 0.5
"""Points: a peak that moves by less is about the same, in words."""
EASED = 1.0
"""Points: unease that falls by less during a try hardly eases, in words."""

Series = NDArray[np.float64]


def run(*, peak: float, floor: float, pace: float, leave: float, surprise: float) -> Outcome:
    """Return the unease of five tries: of someone who stays, and of someone who leaves each time.

    peak A₀, floor A∞ and surprise s in points, pace k per minute, leave L in minutes.
    """
    stay = peaks(peak, surprise, MINUTES)
    go = peaks(peak, surprise, leave)
    t = np.arange(0.0, MINUTES, STEP)
    first_end = float(settle(MINUTES, stay[0], floor, pace))
    return Outcome(
        x=np.arange(0.0, TRIES * MINUTES, STEP),
        series={
            "stay": np.concatenate([settle(t, a, floor, pace) for a in stay]),
            "leave": np.concatenate([settle_or_leave(t, a, floor, pace, leave) for a in go]),
        },
        case=_case(stay[-1] - stay[0], stay[0] - first_end),
        facts={
            "first": float(stay[0]),
            "first_end": first_end,
            "last_stay": float(stay[-1]),
            "last_leave": float(go[-1]),
            "leave": leave,
            "tries": float(TRIES),
        },
    )


def peaks(peak: float, surprise: float, minutes: float) -> Series:
    """Return the peak at the start of each try, shape (TRIES,), for so many minutes stayed.

    >>> peaks(8, 4, MINUTES)
    array([8.  , 6.  , 5.  , 4.5 , 4.25])
    """
    taken = SHARE * min(max(minutes / MINUTES, 0.0), 1.0)
    before = np.arange(TRIES)
    return np.clip(peak - surprise * (1 - (1 - taken) ** before), 0.0, TOP)


def settle(t: Series | float, peak: float, floor: float, pace: float) -> Series:
    """Return unease after t minutes of staying, shape as `t`."""
    low = min(floor, peak)
    return np.asarray(low + (peak - low) * np.exp(-pace * np.asarray(t)), dtype=np.float64)


def settle_or_leave(t: Series, peak: float, floor: float, pace: float, leave: float) -> Series:
    """Return unease at each of the minutes t, shape as `t`, of someone who leaves at `leave`."""
    stayed = settle(np.minimum(t, leave), peak, floor, pace)
    return np.asarray(stayed * 2.0 ** (-np.maximum(t - leave, 0.0) / RELIEF), dtype=np.float64)


def _case(moved: float, eased: float) -> str:
    """Name what the tries show for someone who stays: how the peak moves, and if unease eases."""
    if moved >= NOTICED:
        return "higher"
    way = "lower" if moved <= -NOTICED else "same"
    return f"{way}_eases" if eased >= EASED else way


MODEL = Model(
    run,
    bounds={
        "peak": (0, 10),
        "floor": (0, 10),
        "pace": (0, 0.3),
        "leave": (0, 40),
        "surprise": (-10, 10),
    },
    series=("stay", "leave"),
    cases=("lower", "lower_eases", "same", "same_eases", "higher"),
    facts=("first", "first_end", "last_stay", "last_leave", "leave", "tries"),
)
