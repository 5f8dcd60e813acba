"""A thought record as evidence: how belief in a line moves with each piece that is written down.

    logit(b') = logit(b) + Σ ln(r) − a·Σ ln(q),   logit(b) = ln(b/(1 − b))

b, b': belief in the line before and after, shown in per cent; r: by how many times a piece for
the line is likelier if the line is true than if it isn't; q: by how many times a piece against it
is likelier if the line isn't true; a: how far pieces against are let in, from 0 (each is met with
"yes, but") to 1 (each counts in full). Since weights add up, order makes no difference, pieces
that weigh the same for and against cancel, and no number of pieces brings belief to 0 or 100 %.

That evidence adds up on the scale of log-odds is Turing's and Good's weight of evidence: Good
(1979), A. M. Turing's statistical work in World War II, Biometrika 66(2), 393–396. To draw a
thought record with it, the share a, and every number are our own.
"""

from math import log

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from exercises.demonstrations.outcome import Model, Outcome

MOST = 6.0
"""Pieces for, and pieces against, at most."""
MOVED = 5.0
"""Percentage points: belief that moves by less stays about where it was, in words."""
HELD_OFF = 5.0
"""Percentage points: what a "yes, but" must hold off before the words mention it."""

Series = NDArray[np.float64]


def run(
    *,
    before: float,
    pieces_for: float,
    weight_for: float,
    pieces_against: float,
    weight_against: float,
    let_in: float,
) -> Outcome:
    """Return belief after each piece, with the pieces for first, and with those against first.

    before b in per cent (above 0, below 100), the numbers of pieces 0 to 6, the weights r and q as
    ratios (1 or more), let_in a from 0 to 1.
    """
    lift, drop = log(weight_for), let_in * log(weight_against)
    x = pieces()
    for_first = np.minimum(x, pieces_for), np.clip(x - pieces_for, 0, pieces_against)
    against_first = np.clip(x - pieces_against, 0, pieces_for), np.minimum(x, pieces_against)
    after = belief(before, pieces_for * lift - pieces_against * drop)
    whole = belief(before, pieces_for * lift - pieces_against * log(weight_against))
    heard = pieces_for * lift + pieces_against * log(weight_against) > 0
    return Outcome(
        x=x,
        series={
            "for_first": belief(before, for_first[0] * lift - for_first[1] * drop),
            "against_first": belief(before, against_first[0] * lift - against_first[1] * drop),
        },
        case=_case(float(after - before), float(after - whole)) if heard else "none",
        facts={
            "before": before,
            "after": float(after),
            "whole": float(whole),
            "pieces_for": pieces_for,
            "pieces_against": pieces_against,
        },
    )


def belief(before: float, weight: Series | float) -> Series:
    """Return belief in per cent, shape as `weight`, once so much log-odds has been added.

    >>> round(float(belief(50, log(3))), 6)
    75.0
    """
    return np.asarray(100 * expit(logit(before / 100) + weight), dtype=np.float64)


def pieces() -> Series:
    """Return how many pieces have been read at every point, shape (n,); lines stay flat after."""
    return np.arange(2 * MOST + 1)


def _case(moved: float, held_off: float) -> str:
    """Name which way belief went, and whether a "yes, but" kept it higher."""
    way = "same" if abs(moved) < MOVED else "up" if moved > 0 else "down"
    return f"{way}_held" if held_off >= HELD_OFF else way


MODEL = Model(
    run,
    bounds={
        "before": (1, 99),
        "pieces_for": (0, MOST),
        "weight_for": (1, 10),
        "pieces_against": (0, MOST),
        "weight_against": (1, 10),
        "let_in": (0, 1),
    },
    series=("for_first", "against_first"),
    cases=("none", "same", "same_held", "down", "down_held", "up", "up_held"),
    facts=("before", "after", "whole", "pieces_for", "pieces_against"),
)
