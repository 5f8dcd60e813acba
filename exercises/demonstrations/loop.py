"""Two people who answer each other's closeness: whether they settle, swing or find no rest.

    ẋ₁ = −α₁x₁ + β₁x₂ + γ₁A₂        ẋ₂ = −α₂x₂ + β₂x₁ + γ₂A₁

x: closeness that each feels, in points above or below indifference; α: how fast it fades by itself,
a week (above 0); β: the reply to the other's closeness, a week: above 0 it is answered in kind,
below 0 one steps back as the other comes near; γA: how much each is drawn by what the other is
like, points a week. The rest point is x₁* = (α₂γ₁A₂ + β₁γ₂A₁)/(α₁α₂ − β₁β₂), and x₂* with 1 and 2
exchanged. It draws the two in if and only if α₁α₂ > β₁β₂; they swing around it if and only if
(α₁ − α₂)² + 4β₁β₂ < 0.

Strogatz (1988), Love affairs and differential equations, Mathematics Magazine 61(1), 35; with
fading and appeal, Rinaldi (1998), Love dynamics: The case of linear couples, Applied Mathematics
and Computation 95(2–3), 181–192. The numbers and the edge of the picture are our own.
"""

from dataclasses import dataclass
from math import exp, inf, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

WEEKS = 12
POINTS = 120
"""Steps over the weeks."""
START = (1.0, -1.0)
"""Points: one person feels near and the other far."""
TERMS = 12
"""Of the series for one step, which is short: more would change nothing that is kept."""
EDGE = 10.0
"""Points: the picture ends here, on both sides; lines that go further stay at its edge."""
FAINT = 0.05
"""A swing of which less than this share is left half a turn later can hardly be seen."""
TOUCHING = 1e-9
"""α₁α₂ − β₁β₂ up to this counts as nought: sliders move in decimal steps, which binary rounds."""

Pair = tuple[float, float]


@dataclass(frozen=True)
class Couple:
    """Two people: how fast each's closeness fades, how each replies, what draws each (γ₁A₂, γ₂A₁).

    All a week; `fades` above 0.
    """

    fades: Pair
    replies: Pair
    draws: Pair

    @property
    def matrix(self) -> NDArray[np.float64]:
        """What turns closeness into its rate of change, without the draws; shape (2, 2)."""
        (fade_1, fade_2), (reply_1, reply_2) = self.fades, self.replies
        return np.array([[-fade_1, reply_1], [reply_2, -fade_2]])

    @property
    def hold(self) -> float:
        """What fades, against what replies feed: α₁α₂ − β₁β₂."""
        return self.fades[0] * self.fades[1] - self.replies[0] * self.replies[1]

    @property
    def stable(self) -> bool:
        """Whether the two come back to a rest point, wherever they start."""
        return self.hold > TOUCHING

    @property
    def bend(self) -> float:
        """(α₁ − α₂)² + 4β₁β₂: below 0 the two swing."""
        return (self.fades[0] - self.fades[1]) ** 2 + 4 * self.replies[0] * self.replies[1]

    @property
    def swings(self) -> bool:
        """Whether the two go round the rest point instead of straight to it."""
        return self.bend < -TOUCHING

    def rest(self) -> Pair:
        """Return the rest point; raise ZeroDivisionError when α₁α₂ − β₁β₂ is nought."""
        (fade_1, fade_2), (reply_1, reply_2) = self.fades, self.replies
        draw_1, draw_2 = self.draws
        one = (fade_2 * draw_1 + reply_1 * draw_2) / self.hold
        other = (fade_1 * draw_2 + reply_2 * draw_1) / self.hold
        return one, other

    def period(self) -> float:
        """Return the weeks that one whole swing takes; infinite when they don't swing."""
        return 4 * pi / sqrt(-self.bend) if self.swings else inf

    def pace(self) -> float:
        """Return how fast the slowest part of a disturbance fades, a week; below 0 it grows."""
        return (sum(self.fades) - sqrt(max(self.bend, 0.0))) / 2

    def path(self, start: Pair, weeks: float, points: int) -> NDArray[np.float64]:
        """Return the closeness of both at `points` + 1 times; shape (points + 1, 2).

        x(t + h) = x + φ(Mh)·h·(Mx + γA), φ(z) = 1 + z/2! + z²/3! + …: exact but for rounding while
        a step is short against what it follows.
        """
        length = weeks / points
        term = whole = np.eye(2)
        for order in range(2, TERMS + 1):
            term = term @ self.matrix * (length / order)
            whole = whole + term
        (a, b), (c, d) = (whole * length).tolist()
        path = np.empty((points + 1, 2))
        path[0] = one, other = start
        for point in range(1, points + 1):
            push_1 = -self.fades[0] * one + self.replies[0] * other + self.draws[0]
            push_2 = -self.fades[1] * other + self.replies[1] * one + self.draws[1]
            one, other = one + a * push_1 + b * push_2, other + c * push_1 + d * push_2
            path[point] = one, other
        return path


def run(
    *,
    fade_one: float,
    fade_other: float,
    reply_one: float,
    reply_other: float,
    draw: float,
) -> Outcome:
    """Return twelve weeks of two people's closeness.

    fades α and replies β a week; draw γA in points a week, the same for both.
    """
    couple = Couple((fade_one, fade_other), (reply_one, reply_other), (draw, draw))
    path = np.clip(couple.path(START, WEEKS, POINTS), -EDGE, EDGE)
    rest = couple.rest() if couple.stable else (0.0, 0.0)
    return Outcome(
        x=np.linspace(0.0, WEEKS, POINTS + 1),
        series={"one": path[:, 0], "other": path[:, 1]},
        case=_case(couple, rest),
        facts={
            "rest_one": rest[0],
            "rest_other": rest[1],
            "period": couple.period() if couple.swings else 0.0,
            "half": log(2) / couple.pace() if couple.stable else 0.0,
        },
    )


def _case(couple: Couple, rest: Pair) -> str:
    """Name what becomes of the two; how faint is faint is only where the words change."""
    if not couple.stable:
        return "no_rest"
    if max(map(abs, rest)) > EDGE:
        return "beyond"
    if not couple.swings:
        return "settles"
    left = exp(-couple.pace() * couple.period() / 2)
    return "swings" if left >= FAINT else "swings_faintly"


MODEL = Model(
    run,
    bounds={
        "fade_one": (0.2, 1.5),
        "fade_other": (0.2, 1.5),
        "reply_one": (-1, 1),
        "reply_other": (-1, 1),
        "draw": (0, 1),
    },
    series=("one", "other"),
    cases=("settles", "swings", "swings_faintly", "beyond", "no_rest"),
    facts=("rest_one", "rest_other", "period", "half"),
)
