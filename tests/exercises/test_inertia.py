from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.demonstrations import run
from exercises.demonstrations.inertia import closed_form, days, follow


def inertia(**changed: float):
    return run("inertia", {"weight": 0.9, "carry_over": 0.6, "noise": 0.5} | changed)


@pytest.mark.parametrize("weight", [0, 0.5, 1.5])
@pytest.mark.parametrize("carry_over", [0, 0.4, 0.8])
@pytest.mark.parametrize("noise", [0.3, 1.0])
def test_a_long_run_has_the_variance_of_the_closed_form(weight, carry_over, noise):
    partner, own = days(200_000, seed=7)
    mood = follow(weight * partner + noise * own, carry_over)
    expected = (weight**2 + noise**2) / (1 - carry_over**2)
    assert mood.var() == pytest.approx(expected, rel=0.03)
    assert closed_form(weight, carry_over, noise)[1] == pytest.approx(sqrt(expected))


def test_each_day_follows_the_equation():
    pushes = np.array([1.0, -2.0, 0.5])
    assert follow(pushes, 0.5).tolist() == [1.0, -1.5, -0.25]


def test_without_weight_the_mood_is_ones_own():
    outcome = inertia(weight=0)
    assert np.array_equal(outcome.series["mood"], outcome.series["own"])
    assert outcome.facts["share"] == 0
    assert outcome.case == "own"


def test_without_carry_over_a_day_has_only_its_own_push():
    partner, own = days(60, seed=20)
    outcome = inertia(carry_over=0)
    assert np.allclose(outcome.series["mood"], 0.9 * partner + 0.5 * own)
    assert outcome.facts["halving"] == 0
    assert outcome.facts["spread"] == pytest.approx(sqrt(0.9**2 + 0.5**2))


@given(st.floats(0.01, 0.95))
def test_half_of_a_low_has_gone_when_it_is_said_to(carry_over):
    halving = inertia(carry_over=carry_over).facts["halving"]
    assert carry_over**halving == pytest.approx(0.5)
    assert halving == pytest.approx(log(2) / -log(carry_over))


@given(st.floats(0, 1.5), st.floats(0, 1.5))
def test_more_weight_is_never_a_smaller_share(one, other):
    light, heavy = sorted([one, other])
    assert inertia(weight=light).facts["share"] <= inertia(weight=heavy).facts["share"]


def test_the_days_that_are_drawn_are_standard():
    partner, own = days(60, seed=20)
    for line in (partner, own):
        assert line.mean() == pytest.approx(0, abs=1e-12)
        assert line.std() == pytest.approx(1)
    with pytest.raises(ValueError, match="read-only"):
        partner[0] = 5


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({"weight": 0.3}, "own"),
        ({"weight": 0.3, "carry_over": 0.9}, "own"),
        ({"weight": 0.5}, "shared"),
        ({"weight": 0.5, "carry_over": 0.9}, "shared_lingers"),
        ({}, "theirs"),
        ({"carry_over": 0.9}, "theirs_lingers"),
    ],
)
def test_the_case_says_whose_days_and_how_long(changed, case):
    assert inertia(**changed).case == case
