"""Four kinds of therapy and five themes: which approach usually speaks of which theme.

    b[a, t] = W[a, t]·r[t] / S     and     B[a] = Σₜ b[a, t]

r: how strong a theme is, 0 to 10; W: how much an approach usually speaks of it, from 1 (touches on
it) to 4 (it stands at the centre); S: the sum of an approach's weights, the same for all four; b:
the part of an approach's bar that a theme makes; B: its bar, 0 to 10. Each bar is a mean with fixed
weights, so it lies within the ratings, rises with each of them, and where all themes are equally
strong all four bars are the same: no approach is favoured beforehand.

W and the equation are our own, a reading of what the approaches say of themselves and not a
measurement; nothing here says what helps more. By approach, the reading rests on these:

attachment  Expectations of close people, and the therapist as a secure base: fear of being left
            stands at the centre, and comfort sought and given comes next. Berry & Danquah (2016),
            Attachment-informed therapy for adults, Psychology and Psychotherapy 89(1), 15–32.
schema      Old beliefs about oneself and others, among them being left and being flawed: worth
            stands at the centre, and fear comes next. Taylor, Bee & Haddock (2017), Does schema
            therapy change schemas and symptoms? Psychology and Psychotherapy 90(3), 456–479.
dbt         Skills for strong feelings and for getting through distress: steadying stands at the
            centre, and hours alone come next, as such distress. Neacsiu and others (2014),
            Behaviour Research and Therapy 59, 40–51.
cbt         Thoughts looked at and tried out: time alone and putting off an asking lend themselves
            to being tried in steps, and worth to being looked at. Kolubinski and others (2018),
            Psychiatry Research 267, 296–305.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

APPROACHES = ("attachment", "schema", "dbt", "cbt")
THEMES = ("fear", "alone", "settling", "steadying", "worth")
WEIGHTS = np.array(
    [
        [4, 2, 3, 1, 2],
        [3, 1, 2, 2, 4],
        [1, 3, 2, 4, 2],
        [2, 3, 3, 1, 3],
    ],
    dtype=float,
)
"""Shape (4, 5): by approach and theme, 1 to 4; every row has the same sum."""
EVEN = 1.0
"""Points: bars that all lie within this of each other are said to be much alike."""
AHEAD = 0.25
"""Points: a bar that is further than this above the next is said to be the longest."""


def run(*, fear: float, alone: float, settling: float, steadying: float, worth: float) -> Outcome:
    """Return the parts of four bars, one bar for each of `APPROACHES`; ratings 0 to 10."""
    parts = bars(np.array([fear, alone, settling, steadying, worth]))
    totals = dict(zip(APPROACHES, parts.sum(axis=1).tolist(), strict=True))
    return Outcome(
        x=np.arange(len(APPROACHES), dtype=float),
        series=dict(zip(THEMES, parts.T, strict=True)),
        case=_case(totals),
        facts=totals,
    )


def bars(ratings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much each theme adds to each approach's bar, shape (4, 5), in points.

    ratings: shape (5,), 0 to 10, in the order of `THEMES`.
    """
    return WEIGHTS * ratings / WEIGHTS.sum(axis=1, keepdims=True)


def _case(totals: Mapping[str, float]) -> str:
    """Name the longest bar, or that there is none: nothing marked, much alike, or two in front."""
    first, second, *_, last = sorted(totals.values(), reverse=True)
    if first == 0:
        return "none"
    if first - last < EVEN:
        return "even"
    return max(totals, key=lambda name: totals[name]) if first - second > AHEAD else "two"


MODEL = Model(
    run,
    bounds=dict.fromkeys(THEMES, (0, 10)),
    series=THEMES,
    cases=("none", "even", "two", *APPROACHES),
    facts=APPROACHES,
)
