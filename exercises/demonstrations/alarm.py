"""An old alarm in a new bond: what it says of an unanswered message, month after month.

    A' = A + s(E − A) + r(P − A)        odds after = odds before × likelihood ratio

One step is one month. A: the template, how likely trouble seems before anything has happened; P:
the early template, where A starts; E: how often there is trouble in this bond, all three in
percent; s: how much of the gap to E a month closes; r: how much of the gap to P it opens again. So

    A(t) = A* + (P − A*)·(1 − s − r)^t        A* = (sE + rP)/(s + r)

With r = 0 the early template is overwritten in the end (the revisionist case, A* = E); with r above
0 it goes on pulling (the prototype case). A message then goes unanswered. Silence is L times as
likely with trouble as without, and by Bayes' rule odds A/(1 − A) become L·A/(1 − A): the alarm.
With E in place of A it is what would fit this bond.

The working model over time: Fraley (2002), Attachment stability from infancy to adulthood,
Personality and Social Psychology Review 6(2), 123–151. Bayes' rule is plain probability. To join
the two, and every number, is our own.
"""

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

MONTHS = 36
CLOSE = 5.0
"""Points of a hundred: alarms nearer than this are said to fit."""

Series = NDArray[np.float64]


def run(*, early: float, here: float, learning: float, pull: float, ratio: float) -> Outcome:
    """Return three years: the template, the alarm after silence, and what would fit this bond.

    early P and here E in percent, above 0 and below 100; learning s and pull r in percent of the
    gap a month, together at most 100; ratio L above 0, 1 if silence says nothing.
    """
    template = follow(early, here, learning / 100, pull / 100)
    alarm = after_silence(template, ratio)
    fitting = float(after_silence(np.array([here]), ratio)[0])
    first, last = float(alarm[0]), float(alarm[-1])
    return Outcome(
        x=np.arange(MONTHS + 1, dtype=float),
        series={"template": template, "alarm": alarm, "fitting": np.full(MONTHS + 1, fitting)},
        case=_case(first - fitting, last - fitting),
        facts={
            "early": early,
            "here": here,
            "template_end": float(template[-1]),
            "rest": rest(early, here, learning / 100, pull / 100),
            "alarm_start": first,
            "alarm_end": last,
            "fitting": fitting,
        },
    )


def follow(early: float, here: float, learning: float, pull: float) -> Series:
    """Return the template at the start and after each month, in percent, shape (37,)."""
    template = np.empty(MONTHS + 1)
    template[0] = now = early
    for month in range(1, MONTHS + 1):
        now += learning * (here - now) + pull * (early - now)
        template[month] = now
    return template


def rest(early: float, here: float, learning: float, pull: float) -> float:
    """Return where the template settles, in percent; where nothing moves it, that is the start.

    >>> rest(60, 10, 0.1, 0), rest(60, 10, 0, 0.1), rest(60, 10, 0.1, 0.1)
    (10.0, 60.0, 35.0)
    """
    if learning + pull == 0:
        return early
    return here + (early - here) * (pull / (learning + pull))


def after_silence(before: Series, ratio: float) -> Series:
    """Return how likely trouble seems after silence, in percent, from how likely it seemed before.

    before between 0 and 100, ends left out.
    """
    odds = before / (100 - before) * ratio
    return 100 * odds / (1 + odds)


def _case(first: float, last: float) -> str:
    """Name how the alarm stands to what would fit: by how much at first and last, in points."""
    if abs(first) < CLOSE:
        return "fits"
    if first > 0:
        return "settles" if last < CLOSE else "stays_high"
    return "wakes" if last > -CLOSE else "stays_low"


MODEL = Model(
    run,
    bounds={
        "early": (5, 95),
        "here": (5, 95),
        "learning": (0, 30),
        "pull": (0, 30),
        "ratio": (1, 6),
    },
    series=("template", "alarm", "fitting"),
    cases=("fits", "settles", "stays_high", "wakes", "stays_low"),
    facts=("early", "here", "template_end", "rest", "alarm_start", "alarm_end", "fitting"),
)
