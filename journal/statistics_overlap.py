"""How far two phases of one person's ratings overlap. Each measure with its source.

In all of them the phases are 1-d sequences of numbers in any one unit, and a high measure says that
the ratings of the second phase, B, lie above those of the first, A: more, which for some scales is
good news and for some is not. They raise ValueError for an empty phase and for what is no finite
number. None of them knows why ratings moved.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

from journal.statistics_numbers import numbers

Phase = Sequence[float]

Z_95 = NormalDist().inv_cdf(0.975)


class Interval(NamedTuple):
    """The ends of a 95 % confidence interval."""

    low: float
    high: float


def nap(a: Phase, b: Phase) -> float:
    """Return the non-overlap of all pairs: the share of pairs in which b > a, ties for a half.

    NAP = Σ[I(b > a) + ½·I(b = a)] / (mn), from 0 to 1; ½ where neither phase lies higher
    (Parker & Vannest 2009, Behavior Therapy 40, 357–367, doi 10.1016/j.beth.2008.10.006).

    >>> nap([3, 3, 4, 5], [4, 5, 6, 7, 7])
    0.9
    """
    return _nap(_halves(a, b))


def tau(a: Phase, b: Phase) -> float:
    """Return Tau, with no correction for a trend: 2·NAP − 1, from −1 to 1.

    Parker, Vannest, Davis & Sauber (2011), Behavior Therapy 42, 284–299,
    doi 10.1016/j.beth.2010.08.006.
    """
    return _balance(a, b) / (len(a) * len(b))


def tau_u_minus_trend_a(a: Phase, b: Phase) -> float:
    """Return the Tau-U “A vs. B − trend A”, with the ratings of A in the order of time.

    (S_AB − S_A) / (mn), S being Kendall's: the pairs that rise less those that fall, between the
    phases and within A. It is one of four indices that go by the name of Tau-U (Parker, Vannest,
    Davis & Sauber 2011, as above), the one that their calculator has. Where A falls it can pass 1
    (Tarlow 2017, Behavior Modification 41, 427–467, doi 10.1177/0145445516676750), the further the
    longer A is beside B; so it is no share of anything.
    """
    between = _balance(a, b)
    within = int(np.triu(_halves(a, a) - 1, 1).sum())
    return (between - within) / (len(a) * len(b))


def nap_standard_error(a: Phase, b: Phase) -> float:
    """Return the standard error of NAP, from the unbiased estimate of its variance.

    V = [NAP − (m+n−1)·NAP² + n·Q1 + m·Q2 − 2·Q3] / ((m−1)(n−1)), where Q1 and Q2 are the mean
    squares of what single a and single b come to, and Q3 is that of single pairs (Sen 1967,
    Sankhyā A 29, 95–102; Mee 1990, JASA 85, 793–800, doi 10.1080/01621459.1990.10474942; as in
    Pustejovsky's R package SingleCaseES). With ties between the phases it is a little too large:
    unbiased it would have Q3 in place of 2·Q3 − NAP, which without ties are the same. Independent
    ratings are taken for granted. For phases that don't overlap it is 0, which no one should
    believe: see `nap_interval`. Raises ValueError for a phase of fewer than two ratings.
    """
    halves = _halves(a, b)
    m, n = halves.shape
    if min(m, n) < 2:
        raise ValueError("a standard error of NAP needs two ratings in each phase")
    # In whole half-pairs, so that nothing is lost to rounding where the terms cancel.
    total = int(halves.sum())
    squares = int((halves.sum(0) ** 2).sum() + (halves.sum(1) ** 2).sum() - 2 * (halves**2).sum())
    above = 2 * m * n * total - (m + n - 1) * total**2 + m * n * squares
    return sqrt(above / ((m - 1) * (n - 1))) / (2 * m * n)


def nap_interval(a: Phase, b: Phase) -> Interval:
    """Return a 95 % interval for NAP that holds for few ratings and for phases that don't overlap.

    The values of θ with (NAP − θ)² = z²·V(θ), where
    V(θ) = θ(1−θ)/(mn) · [1 + h·(1−θ)/(2−θ) + h·θ/(1+θ)] and h = (m+n)/2 − 1: Hanley & McNeil's
    variance (1982, Radiology 143, 29–36) taken at θ and made even between the phases, solved as
    Wilson's interval for a share is (Newcombe 2006, Statistics in Medicine 25, 559–573, method 5,
    doi 10.1002/sim.2324; the interval of SingleCaseES too). It covers the true value about 95 times
    in 100, and with three ratings on either side 90 times where neither lies higher. Independent
    ratings are taken for granted; those of neighbouring days resemble each other, and the interval
    is then too narrow.
    """
    halves = _halves(a, b)
    m, n = halves.shape
    h, theta = (m + n) / 2 - 1, Polynomial([0, 1])
    spread = theta * (1 - theta)
    apart = m * n * (_nap(halves) - theta) ** 2 * (2 + spread)
    # Times (2−θ)(1+θ) it is a polynomial: above 0 at 0 and at 1, below at NAP and far out. So its
    # four roots are real, and the middle two are the ends. Where NAP is 0 or 1, so is an end.
    roots = (apart - Z_95**2 * spread * (2 + h + (1 + 2 * h) * spread)).roots().real
    _, low, high, _ = np.sort(roots).clip(0, 1).tolist()
    return Interval(min(low, _nap(halves)), max(high, _nap(halves)))


def pnd(a: Phase, b: Phase) -> float:
    """Return the percentage of non-overlapping data, as a share: of b that pass the highest a.

    Scruggs, Mastropieri & Casto (1987), Remedial and Special Education 8(2), 24–33,
    doi 10.1177/074193258700800206. One high a is enough to make it 0.
    """
    return float(np.mean(_phase(b, "B") > np.max(_phase(a, "A"))))


def pand(a: Phase, b: Phase) -> float:
    """Return the percentage of all non-overlapping data, as a share.

    What is left of all ratings after taking away the fewest with which every a is below every b
    (Parker, Hagan-Burke & Vannest 2007, Journal of Special Education 40, 194–204,
    doi 10.1177/00224669070400040101; by this definition in Parker, Vannest & Davis 2011, Behavior
    Modification 35, 303–322, doi 10.1177/0145445511399147).
    """
    return _kept(a, b) / (len(a) + len(b))


def ird(a: Phase, b: Phase) -> float:
    """Return the robust improvement rate difference: 1 − (m+n)²/(2mn) · (1 − PAND).

    Parker, Vannest & Brown (2009), Exceptional Children 75, 135–150,
    doi 10.1177/001440290907500201; robust, with the ratings to take away shared evenly between the
    phases, in Parker, Vannest & Davis (2011), as above.
    """
    taken = len(a) + len(b) - _kept(a, b)
    return 1 - (len(a) + len(b)) * taken / (2 * len(a) * len(b))


def _phase(values: Phase, name: str) -> NDArray[np.float64]:
    found = numbers(values, f"phase {name}")
    if not found.size:
        raise ValueError(f"phase {name} has no ratings")
    return found


def _halves(a: Phase, b: Phase) -> NDArray[np.int8]:
    """Return m × n half-pairs: 2 where b > a, 1 where they are equal, else 0."""
    first, second = _phase(a, "A")[:, None], _phase(b, "B")[None, :]
    return (second > first).astype(np.int8) + (second >= first)


def _nap(halves: NDArray[np.int8]) -> float:
    return int(halves.sum()) / (2 * halves.size)


def _balance(a: Phase, b: Phase) -> int:
    """Return Kendall's S between the phases: the pairs that rise less those that fall."""
    return int((_halves(a, b) - 1).sum())


def _kept(a: Phase, b: Phase) -> int:
    """Return the most ratings that can stay for every a to be below every b."""
    lows, highs = np.sort(_phase(a, "A")), np.sort(_phase(b, "B"))
    # The lowest 1, 2, ... of A with what lies above them in B; or none of A with all of B.
    above = len(highs) - np.searchsorted(highs, lows, side="right")
    return max(len(highs), int(np.max(above + np.arange(1, len(lows) + 1))))
