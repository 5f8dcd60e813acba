"""The figures that measurement asks for, and what holds of any questionnaire's."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.reliability import (
    cronbach_alpha,
    cut_offs,
    minimal_detectable_change,
    reliable_change_index,
    standard_error_of_difference,
    standard_error_of_measurement,
)

deviations = st.floats(0.01, 100)
reliabilities = st.floats(0, 0.999)
scores = st.floats(-1000, 1000)

ODD = [None, float("nan"), float("inf"), "5", True]


# Reliable change


def test_the_worked_example_of_jacobson_and_truax_comes_out():
    assert standard_error_of_measurement(7.5, 0.80) == pytest.approx(3.354, abs=5e-4)
    assert standard_error_of_difference(7.5, 0.80) == pytest.approx(4.743, abs=5e-4)
    index = reliable_change_index(32.5, 47.5, deviation=7.5, reliability=0.80)
    assert index == pytest.approx(3.162, abs=5e-4)


def test_the_couples_of_their_second_table_come_out():
    assert standard_error_of_difference(11.826, 0.88) == pytest.approx(5.793, abs=1e-3)
    assert minimal_detectable_change(11.826, 0.88) == pytest.approx(11.355, abs=5e-4)


@given(scores, scores, deviations, reliabilities)
def test_a_change_is_reliable_just_where_it_passes_the_detectable_one(x, y, deviation, reliability):
    index = reliable_change_index(x, y, deviation=deviation, reliability=reliability)
    least = minimal_detectable_change(deviation, reliability)
    assert index * least == pytest.approx(1.96 * (y - x), abs=1e-6)
    assert index == -reliable_change_index(y, x, deviation=deviation, reliability=reliability)


@given(deviations, reliabilities, reliabilities)
def test_the_more_reliable_a_scale_the_smaller_its_error(deviation, one, other):
    low, high = sorted([one, other])
    errors = [standard_error_of_measurement(deviation, r) for r in (high, low)]
    assert 0 <= errors[0] <= errors[1] <= deviation


def test_nothing_measured_twice_without_error_lies_apart():
    assert standard_error_of_measurement(7.5, 1) == 0
    assert minimal_detectable_change(7.5, 1) == 0
    with pytest.raises(ValueError, match="reliability of 1"):
        reliable_change_index(1, 2, deviation=7.5, reliability=1)


@pytest.mark.parametrize("deviation", [0, -1])
def test_a_deviation_that_is_none_is_refused(deviation):
    with pytest.raises(ValueError, match="deviation is not above 0"):
        standard_error_of_measurement(deviation, 0.8)


@pytest.mark.parametrize("reliability", [-0.1, 1.1, 80])
def test_a_reliability_out_of_its_range_is_refused(reliability):
    with pytest.raises(ValueError, match="reliability is not from 0 to 1"):
        minimal_detectable_change(7.5, reliability)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["before", "after", "deviation", "reliability"])
def test_a_figure_that_is_no_number_is_refused_by_its_name(name, odd):
    figures = {"before": 1, "after": 2, "deviation": 7.5, "reliability": 0.8} | {name: odd}
    with pytest.raises(ValueError, match=f"^{name} is not a finite number$"):
        reliable_change_index(figures.pop("before"), figures.pop("after"), **figures)


# Cut-offs


def groups(m1, s1, m0, s0):
    return {
        "distressed_mean": m1,
        "distressed_deviation": s1,
        "untroubled_mean": m0,
        "untroubled_deviation": s0,
    }


def test_the_cut_offs_of_jacobson_and_truax_come_out():
    assert cut_offs(**groups(40, 7.5, 60, 7.5)) == (55, 45, 50)


def test_where_a_low_score_is_the_untroubled_one_the_cut_offs_are_mirrored():
    assert cut_offs(**groups(60, 7.5, 40, 7.5)) == (45, 55, 50)


@given(scores, deviations, scores, deviations)
def test_the_third_cut_off_is_as_far_from_both_means_in_their_deviations(m1, s1, m0, s0):
    assume(m1 != m0)
    c = cut_offs(**groups(m1, s1, m0, s0)).c
    assert (c - m1) / s1 == pytest.approx((m0 - c) / s0, abs=1e-6, rel=1e-6)


@given(st.integers(-50, 50), st.integers(1, 20), st.integers(-50, 50), st.integers(1, 20))
def test_counting_from_the_other_end_mirrors_every_cut_off(m1, s1, m0, s0):
    assume(m1 != m0)
    there = cut_offs(**groups(m1, s1, m0, s0))
    back = cut_offs(**groups(-m1, s1, -m0, s0))
    assert tuple(back) == pytest.approx(tuple(-cut for cut in there))


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        ((40, 7.5, 40, 7.5), "means are the same"),
        ((40, 0, 60, 7.5), "deviation is not above 0"),
        ((40, 7.5, 60, -1), "deviation is not above 0"),
        ((None, 7.5, 60, 7.5), "distressed mean is not a finite number"),
        ((40, 7.5, 60, float("nan")), "untroubled deviation is not a finite number"),
    ],
)
def test_groups_that_cannot_be_told_apart_are_refused(figures, why):
    with pytest.raises(ValueError, match=why):
        cut_offs(**groups(*figures))


# Cronbach's alpha

# Ten people and five items, with the alpha that SPSS has for them: Denis, Applied Univariate,
# Bivariate, and Multivariate Statistics.
PEOPLE = [
    [10, 12, 15, 11, 12],
    [12, 18, 12, 12, 1],
    [8, 16, 14, 14, 4],
    [6, 8, 16, 8, 6],
    [4, 7, 8, 7, 5],
    [6, 6, 3, 7, 3],
    [3, 4, 6, 5, 8],
    [7, 3, 7, 9, 9],
    [8, 9, 4, 10, 10],
    [9, 5, 6, 11, 12],
]


def test_alpha_of_a_worked_example_comes_out():
    assert cronbach_alpha(PEOPLE) == pytest.approx(0.633, abs=5e-4)


@pytest.mark.parametrize("blank", [None, float("nan")])
def test_who_left_an_item_out_is_left_out(blank):
    gaps = [[5, blank, 5, 5, 5], [blank] * 5]
    assert cronbach_alpha(PEOPLE + gaps) == cronbach_alpha(PEOPLE)


def test_an_array_does_as_well():
    assert cronbach_alpha(np.array(PEOPLE)) == cronbach_alpha(PEOPLE)


@st.composite
def tables(draw):
    count = draw(st.integers(2, 6))
    row = st.lists(st.integers(0, 10), min_size=count, max_size=count)
    found = st.lists(row, min_size=2, max_size=12)
    return draw(found.filter(lambda rows: len({sum(row) for row in rows}) > 1))


@given(tables())
def test_alpha_is_at_most_one_and_is_that_of_the_mean_covariance(rows):
    alpha = cronbach_alpha(rows)
    assert alpha <= 1 + 1e-9
    covariance = np.cov(np.array(rows).T)
    count = len(rows[0])
    between = covariance.sum() - np.trace(covariance)
    assert alpha == pytest.approx(count / (count - 1) * between / covariance.sum(), abs=1e-6)


@given(tables(), st.integers(1, 9), st.integers(-50, 50))
def test_alpha_does_not_depend_on_the_unit_of_the_answers(rows, factor, shift):
    other = [[factor * value + shift for value in row] for row in rows]
    assert cronbach_alpha(other) == pytest.approx(cronbach_alpha(rows), abs=1e-6)


@given(st.lists(st.integers(0, 10), min_size=2, max_size=9).filter(lambda row: len(set(row)) > 1))
def test_items_that_all_say_the_same_have_an_alpha_of_one(answers):
    assert cronbach_alpha([[value] * 4 for value in answers]) == pytest.approx(1)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "needs two items"),
        ([[], []], "needs two items"),
        ([[1], [2]], "needs two items"),
        ([[1, 2]], "two people"),
        ([[1, 2], [None, 3], [4, math.nan]], "two people"),
        ([[1, 2], [1, 2, 3]], "different numbers of items"),
        ([[1, 2], [1, 2]], "totals that vary"),
        ([[1, 2], [2, 1]], "totals that vary"),
        ([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]], "totals that vary"),
        ([[0, 0], [0, 0]], "totals that vary"),
        ([[1, 2], [1, "2"]], "^item 2 is not a finite number$"),
        ([[1, 2], [math.inf, 2]], "^item 1 is not a finite number$"),
    ],
)
def test_a_table_that_has_no_alpha_is_refused_with_the_reason(rows, why):
    with pytest.raises(ValueError, match=why):
        cronbach_alpha(rows)
