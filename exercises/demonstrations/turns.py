"""A talk in turns: what each brings, how long a tone stays, and what each does to the other.

    W′ = a + r₁W + I(H)        H′ = b + r₂H + I(W′)

W, H: the tone of two people, from −10 (as harsh as it gets) to 10 (as warm as it gets); a, b: what
each brings; r: how much of one's own last tone is still there (0 ≤ r < 1); I: what the other's tone
does, a straight line on either side of 0, with a slope for warm and one for harsh words. They
speak in turns, so the second answers what the first has just said. Left alone (I = 0), W rests at
a/(1 − r₁). With the same slope s on both sides and the same r and a for both, and r + s < 1, both
rest at a/(1 − r − s).

Cook, Tyson, White, Rushe, Gottman & Murray (1995), Mathematics of marital conflict, Journal of
Family Psychology 9(2), 110–130. The numbers and the scale with its two ends are our own, and both
people have the same numbers here, so that neither is the one who is to blame.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from exercises.demonstrations.outcome import Model, Outcome

TURNS = 30
END = 10.0
"""Points: the scale's ends; a tone goes no further."""
ALIKE = 0.25
"""Points: tones that are no further apart are called about the same."""

Influence = Callable[[float], float]
Series = NDArray[np.float64]


def run(*, opening: float, ground: float, carry: float, warm: float, harsh: float) -> Outcome:
    """Return thirty turns of a talk, and of the first one's tone if nothing rubbed off.

    opening: the first one's first tone, in points; ground: where each rests when left alone,
    a/(1 − r), in points; 0 ≤ carry r < 1; warm and harsh: the slopes of I above and below 0.
    """
    brings = ground * (1 - carry)
    sway = influence(warm, harsh)
    one, other = talk((opening, ground), (brings, brings), (carry, carry), sway)
    alone = talk((opening, ground), (brings, brings), (carry, carry), _nothing)[0]
    end = (float(one[-1]) + float(other[-1])) / 2
    return Outcome(
        x=np.arange(TURNS + 1, dtype=float),
        series={"one": one, "other": other, "alone": alone},
        case=_case(end, ground),
        facts={
            "opening": opening,
            "ground": ground,
            "end": end,
            "end_one": float(one[-1]),
            "end_other": float(other[-1]),
            "lowest": float(min(one.min(), other.min())),
        },
    )


def talk(
    first: tuple[float, float],
    brings: tuple[float, float],
    carries: tuple[float, float],
    sway: Influence,
) -> tuple[Series, Series]:
    """Return both tones at every turn, each of shape (TURNS + 1,), beginning with `first`.

    brings: a and b; carries: r₁ and r₂; sway: I, the same for both.
    """
    one, other = np.empty(TURNS + 1), np.empty(TURNS + 1)
    one[0], other[0] = first
    said, answered = first
    for turn in range(1, TURNS + 1):
        one[turn] = said = _within(brings[0] + carries[0] * said + sway(answered))
        other[turn] = answered = _within(brings[1] + carries[1] * answered + sway(said))
    return one, other


def influence(warm: float, harsh: float) -> Influence:
    """Return I: slope `warm` above 0 and slope `harsh` below."""
    return lambda tone: (warm if tone > 0 else harsh) * tone


def _nothing(_: float) -> float:
    return 0.0


def _within(tone: float) -> float:
    return min(max(tone, -END), END)


def _case(end: float, ground: float) -> str:
    """Name where the talk ends, against where each would rest when left alone."""
    if abs(end - ground) <= ALIKE:
        return "same"
    return "warmer" if end > ground else "harsher"


MODEL = Model(
    run,
    bounds={
        "opening": (-5, 5),
        "ground": (-2, 2),
        "carry": (0, 0.8),
        "warm": (0, 0.6),
        "harsh": (0, 0.6),
    },
    series=("one", "other", "alone"),
    cases=("same", "warmer", "harsher"),
    facts=("opening", "ground", "end", "end_one", "end_other", "lowest"),
)
