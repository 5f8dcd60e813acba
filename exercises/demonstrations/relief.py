"""Relief with a half-life: what asking each time does over a week, and what waiting does.

    A(t) = B − (B − A⁺)·2^(−t/h)

A: unease, 0 to 10; A⁺: unease just after asking, which takes f points away; B: the level that
unease goes back to; h: hours until half of the relief has worn off. Each asking raises B by b
points; each urge that is ridden out instead lowers it by c. Small jolts push A up four times a
day, the same every day; above B, A comes down by itself, the gap halving every two hours.

That reassurance is sought, doubted and sought again is an idea of Joiner & Metalsky's
(excessive reassurance seeking). The equation, the jolts and every number are our own.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

DAYS = 7
STEP = 0.5
"""Hours between two points."""
JOLTS = {8.0: 2.0, 12.0: 3.5, 17.0: 2.5, 21.0: 3.0}
"""Points by hour of the day."""
LEVEL = 3.0
"""Where B starts."""
EASING = 2.0
"""Hours in which unease above B comes half the way down."""
PAUSE = 1.0
"""Hours between two askings at least."""
WINDOW = 2
"""Days at the start and at the end over which askings are compared."""


@dataclass(frozen=True)
class Week:
    """Unease at every point (shape (n,)), the hours of urges answered, and B at the end."""

    unease: NDArray[np.float64]
    moments: tuple[float, ...]
    level: float

    def a_day(self, first: float, last: float) -> float:
        """Return how many a day there were from day `first` up to day `last`."""
        found = sum(first * 24 <= hour < last * 24 for hour in self.moments)
        return found / (last - first)


def run(*, relief: float, half_life: float, rise: float, fall: float, threshold: float) -> Outcome:
    """Return a week of unease, asking each time and waiting each time.

    relief f, rise b, fall c and threshold in points, half_life h in hours (above 0).
    """
    asking = ask(relief=relief, half_life=half_life, rise=rise, threshold=threshold)
    waiting = wait(half_life=half_life, fall=fall, threshold=threshold)
    asked = asking.a_day(0, WINDOW), asking.a_day(DAYS - WINDOW, DAYS)
    urges = waiting.a_day(0, WINDOW), waiting.a_day(DAYS - WINDOW, DAYS)
    return Outcome(
        x=hours() / 24,
        series={"asking": asking.unease, "waiting": waiting.unease},
        case=_case(asked, urges) if asking.moments else "none",
        facts={
            "asked": float(len(asking.moments)),
            "asked_first": asked[0],
            "asked_last": asked[1],
            "gap_first": _gap(asked[0]),
            "gap_last": _gap(asked[1]),
            "urges_first": urges[0],
            "urges_last": urges[1],
            "level_start": LEVEL,
            "level_asking": asking.level,
            "level_waiting": waiting.level,
            "calm_hours": half_life,
        },
    )


def ask(*, relief: float, half_life: float, rise: float, threshold: float) -> Week:
    """Return the week of someone who asks whenever unease reaches the threshold."""
    unease, level = LEVEL, LEVEL
    line: list[float] = []
    moments: list[float] = []
    for hour in hours().tolist():
        unease = _next(unease, level, hour, half_life)
        if unease >= threshold and (not moments or hour - moments[-1] >= PAUSE):
            moments.append(hour)
            line.append(unease)
            unease = max(unease - relief, 0.0)
            level = min(level + rise, 10.0)
        else:
            line.append(unease)
    return Week(np.array(line), tuple(moments), level)


def wait(*, half_life: float, fall: float, threshold: float) -> Week:
    """Return the week of someone who rides out each urge: when unease reaches the threshold."""
    unease, level = LEVEL, LEVEL
    line: list[float] = []
    moments: list[float] = []
    for hour in hours().tolist():
        before, unease = unease, _next(unease, level, hour, half_life)
        if unease >= threshold and unease > before:
            moments.append(hour)
            level = max(level - fall, 0.0)
        line.append(unease)
    return Week(np.array(line), tuple(moments), level)


def drift(unease: float, level: float, elapsed: float, half_life: float) -> float:
    """Return unease after `elapsed` hours: half of its gap to the level closes each half-life."""
    return level - (level - unease) * 2.0 ** (-elapsed / half_life)


def hours() -> NDArray[np.float64]:
    """Return the hours of the week at every point, shape (n,)."""
    return np.linspace(0.0, DAYS * 24.0, round(DAYS * 24 / STEP) + 1)


def _next(unease: float, level: float, hour: float, half_life: float) -> float:
    """Return unease a step later, with a jolt if it is the hour of one; 0 to 10."""
    if hour > 0:
        unease = drift(unease, level, STEP, half_life if unease < level else EASING)
    return min(max(unease + JOLTS.get(hour % 24, 0.0), 0.0), 10.0)


def _gap(a_day: float) -> float:
    """Return the hours between askings; the window's own length when there were none."""
    return min(24 / a_day, 24.0 * WINDOW) if a_day else 24.0 * WINDOW


def _case(asked: tuple[float, float], urges: tuple[float, float]) -> str:
    """Name what the week shows; one asking more or less in the window is about the same."""
    pace = "closer" if asked[1] - asked[0] > 1 / WINDOW else "steady"
    return f"{pace}_eases" if urges[1] < urges[0] else pace


MODEL = Model(
    run,
    bounds={
        "relief": (0.5, 6),
        "half_life": (0.5, 24),
        "rise": (0, 0.5),
        "fall": (0, 0.5),
        "threshold": (3.5, 9),
    },
    series=("asking", "waiting"),
    cases=("none", "steady", "closer", "steady_eases", "closer_eases"),
    facts=(
        "asked",
        "asked_first",
        "asked_last",
        "gap_first",
        "gap_last",
        "urges_first",
        "urges_last",
        "level_start",
        "level_asking",
        "level_waiting",
        "calm_hours",
    ),
)
