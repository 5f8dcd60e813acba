"""The figures that measurement asks for, and what holds of the overlap of any two phases."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.scoring import reverse
from journal import (
    ird,
    nap,
    nap_interval,
    nap_standard_error,
    pand,
    pnd,
    tau,
    tau_u_minus_trend_a,
)

# The worked examples of Parker, Vannest & Davis (2011) and Parker, Vannest, Davis & Sauber (2011).
A, B = [20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]
FEW_A, FEW_B = [3, 3, 4, 5], [4, 5, 6, 7, 7]
RISING, ON = [1, 2, 3, 4, 5], [6, 7, 8, 9, 10]

MEASURES = [nap, tau, tau_u_minus_trend_a, nap_standard_error, nap_interval, pnd, pand, ird]

# From 0 to 10 in whole steps there are many ties, and in any steps there are few.
rating = st.one_of(st.integers(0, 10), st.floats(0, 10))
phases = st.lists(rating, min_size=1, max_size=12)
phases_of_two = st.lists(rating, min_size=2, max_size=8)


def test_the_worked_example_comes_out():
    assert nap(A, B) == 38.5 / 42
    assert tau(A, B) == 35 / 42
    assert pnd(A, B) == 5 / 7
    assert pand(A, B) == 11 / 13
    assert ird(A, B) == pytest.approx(29 / 42, abs=1e-12)
    assert nap_standard_error(A, B) == pytest.approx(0.0690, abs=5e-5)
    # As the manual of SingleCaseES has it.
    assert tau_u_minus_trend_a(A, B) == pytest.approx(0.7380952, abs=5e-8)


def test_tau_and_tau_u_of_the_other_examples_come_out():
    assert tau(FEW_A, FEW_B) == 0.80
    assert tau_u_minus_trend_a(FEW_A, FEW_B) == 11 / 20
    assert tau(RISING, ON) == 1
    assert tau_u_minus_trend_a(RISING, ON) == 0.6


def test_tau_u_can_pass_one_where_the_first_phase_falls():
    assert tau_u_minus_trend_a(RISING[::-1], ON) == 1.4


@given(phases, phases)
def test_the_other_way_round_nap_is_the_rest(a, b):
    assert nap(a, b) + nap(b, a) == pytest.approx(1, abs=1e-12)
    assert tau(b, a) == -tau(a, b)


@given(phases, phases)
def test_counting_from_the_other_end_of_the_scale_swaps_the_phases(a, b):
    back_a, back_b = [[reverse(value, 0, 10) for value in phase] for phase in (a, b)]
    # Rounding can make two very close ratings one.
    assume(len({*back_a, *back_b}) == len({*a, *b}))
    assert nap(back_a, back_b) == nap(b, a)
    assert nap(back_b, back_a) == nap(a, b)
    assert pand(back_b, back_a) == pand(a, b)
    assert nap_interval(back_b, back_a) == nap_interval(a, b)


@given(phases, phases, st.randoms(use_true_random=False))
def test_the_order_within_a_phase_is_nothing_to_nap(a, b, chance):
    shuffled = chance.sample(a, len(a)), chance.sample(b, len(b))
    for measure in (nap, pnd, pand, ird):
        assert measure(*shuffled) == measure(a, b)


@given(st.lists(st.integers(-10, 10), min_size=2), st.lists(st.integers(-10, 10), min_size=2))
def test_only_the_ranks_count(a, b):
    def stretched(phase):
        return [value**3 + 2 * value + 7 for value in phase]

    for measure in MEASURES:
        assert measure(stretched(a), stretched(b)) == measure(a, b)


@given(phases, phases)
def test_nap_is_twice_counted_ties_once(a, b):
    wins = sum(y > x for x in a for y in b)
    ties = sum(y == x for x in a for y in b)
    assert nap(a, b) == pytest.approx((wins + ties / 2) / (len(a) * len(b)), abs=1e-12)


@given(phases, phases)
def test_every_measure_stays_within_its_bounds(a, b):
    assert 0 <= nap(a, b) <= 1
    assert -1 <= tau(a, b) <= 1
    assert 0 <= pnd(a, b) <= 1
    assert max(len(a), len(b)) / (len(a) + len(b)) <= pand(a, b) <= 1
    assert ird(a, b) <= 1
    assert ird(a, b) == pytest.approx(
        1 - (len(a) + len(b)) ** 2 / (2 * len(a) * len(b)) * (1 - pand(a, b)), abs=1e-9
    )


@given(st.lists(rating, min_size=1, max_size=5), st.lists(rating, min_size=1, max_size=5))
def test_pand_is_what_trying_every_removal_finds(a, b):
    def kept():
        for left_a in range(len(a) + 1):
            for left_b in range(len(b) + 1):
                for low in combinations(a, left_a):
                    for high in combinations(b, left_b):
                        if not low or not high or max(low) < min(high):
                            yield left_a + left_b

    assert pand(a, b) == max(kept()) / (len(a) + len(b))


@given(rating, st.integers(1, 9), st.integers(1, 9))
def test_ratings_that_never_move_overlap_in_full(value, m, n):
    a, b = [value] * m, [value] * n
    assert (nap(a, b), tau(a, b), tau_u_minus_trend_a(a, b), pnd(a, b)) == (0.5, 0, 0, 0)
    assert pand(a, b) == max(m, n) / (m + n)
    low, high = nap_interval(a, b)
    assert low == pytest.approx(1 - high)


@pytest.mark.parametrize(("a", "b", "share"), [(3, 4, 1), (4, 3, 0), (3, 3, 0.5)])
def test_single_ratings_can_be_compared(a, b, share):
    assert nap([a], [b]) == share
    assert tau_u_minus_trend_a([a], [b]) == 2 * share - 1
    low, high = nap_interval([a], [b])
    assert high - low > 0.7


# The standard error


@given(phases_of_two, phases_of_two)
def test_the_standard_error_is_what_the_formula_says(a, b):
    pairs = np.array([[(y > x) + (y == x) / 2 for y in b] for x in a])
    m, n = pairs.shape
    first = (pairs.sum(axis=1) ** 2).sum() / (m * n**2)
    second = (pairs.sum(axis=0) ** 2).sum() / (m**2 * n)
    mean = pairs.mean()
    variance = mean - (m + n - 1) * mean**2 + n * first + m * second - 2 * (pairs**2).mean()
    expected = variance / ((m - 1) * (n - 1))
    assert nap_standard_error(a, b) ** 2 == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("population_a", "population_b", "ties"),
    [([1, 3, 6], [2, 5], False), ([1, 2, 4], [2, 3], True), ([1, 1, 2], [1, 2], True)],
)
def test_the_variance_is_unbiased_without_ties_and_too_large_with_them(
    population_a, population_b, ties
):
    """Over every way to draw two and two, with replacement, from small populations."""
    pairs_a = [[x, y] for x in population_a for y in population_a]
    pairs_b = [[x, y] for x in population_b for y in population_b]
    found = [(nap(a, b), nap_standard_error(a, b) ** 2) for a in pairs_a for b in pairs_b]
    naps, variances = np.array(found).T
    if ties:
        assert variances.mean() > naps.var()
    else:
        assert variances.mean() == pytest.approx(naps.var())


@pytest.mark.parametrize(("a", "b"), [([1], [2, 3]), ([1, 2], [3])])
def test_one_rating_has_no_standard_error(a, b):
    with pytest.raises(ValueError, match="two ratings in each phase"):
        nap_standard_error(a, b)


# The interval


def test_the_interval_of_the_worked_example():
    """As SingleCaseES's equation has it, solved there to four digits."""
    assert nap_interval(A, B) == pytest.approx((0.5973, 0.9860), abs=5e-5)


@given(phases, phases)
def test_the_ends_of_the_interval_are_where_the_score_is_just_that_far_from_nap(a, b):
    m, n, estimate = len(a), len(b), nap(a, b)
    h = (m + n) / 2 - 1
    for end in nap_interval(a, b):
        more = h * (1 - end) / (2 - end) + h * end / (1 + end)
        variance = end * (1 - end) / (m * n) * (1 + more)
        assert (estimate - end) ** 2 == pytest.approx(1.959964**2 * variance, abs=1e-6)


@given(phases, phases)
def test_the_interval_holds_nap_and_stays_within_its_bounds(a, b):
    low, high = nap_interval(a, b)
    assert 0 <= low <= nap(a, b) <= high <= 1
    assert low < high
    back = nap_interval(b, a)
    assert (1 - back.high, 1 - back.low) == pytest.approx((low, high), abs=1e-9)


def test_phases_that_do_not_overlap_still_leave_room():
    low, high = nap_interval(RISING, ON)
    assert high == 1
    assert 0.6 < low < 0.7
    assert nap_standard_error(RISING, ON) == 0


@pytest.mark.parametrize("m", [1, 2, 9])
@pytest.mark.parametrize("n", [1, 2, 9, 1000])
def test_where_nap_is_an_end_of_its_range_so_is_one_of_the_interval(m, n):
    assert nap_interval([1] * m, [2] * n).high == 1
    assert nap_interval([2] * m, [1] * n).low == 0


def test_more_ratings_make_the_interval_narrower():
    widths = [high - low for low, high in (nap_interval(A * k, B * k) for k in (1, 2, 4, 8))]
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(("m", "n"), [(4, 4), (3, 10), (6, 12), (15, 15)])
@pytest.mark.parametrize("shift", [0.0, 1.0, 2.0])
def test_the_interval_covers_the_true_value_about_as_often_as_it_says(m, n, shift):
    """Newcombe's evaluation in little: normal ratings, with Pr(b > a) known."""
    from scipy.stats import norm

    chance, true, draws = np.random.default_rng(7), norm.cdf(shift / np.sqrt(2)), 300
    covered = 0
    for _ in range(draws):
        a, b = chance.normal(0, 1, m).tolist(), chance.normal(shift, 1, n).tolist()
        low, high = nap_interval(a, b)
        covered += low <= true <= high
    assert 0.92 <= covered / draws <= 0.995


def test_with_three_and_three_it_covers_nine_in_ten_where_neither_lies_higher():
    """Over all twenty orders of six ratings, which are then alike."""
    orders = list(combinations(range(6), 3))
    sides = [(list(a), [place for place in range(6) if place not in a]) for a in orders]
    covered = [low <= 0.5 <= high for low, high in (nap_interval(a, b) for a, b in sides)]
    assert sum(covered) / len(covered) == 0.9


# What is refused


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_phase_is_refused_by_its_name(measure):
    with pytest.raises(ValueError, match="phase A has no ratings"):
        measure([], [1, 2, 3])
    with pytest.raises(ValueError, match="phase B has no ratings"):
        measure([1, 2, 3], [])


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("odd", [None, float("nan"), float("inf"), True, "7", 10**400])
def test_what_is_no_number_is_refused_by_its_place_and_not_quoted(measure, odd):
    with pytest.raises(ValueError, match=r"value 2 of phase A is not a finite number$"):
        measure([1, odd, 3], [1, 2, 3])
    with pytest.raises(ValueError, match=r"value 3 of phase B is not a finite number$"):
        measure([1, 2, 3], [1, 2, odd])
