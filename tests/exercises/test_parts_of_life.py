from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.demonstrations.parts_of_life import (
    MODEL,
    SD,
    START,
    WEEKS,
    effective,
    equally,
    mastery,
    run,
    shares,
    ups_and_downs,
    variance,
)

VALUES = st.fixed_dictionaries(
    {
        "areas": st.integers(1, 6).map(float),
        "outcome": st.floats(0, 10),
        "learning": st.floats(0, 1),
        "together": st.floats(0, 0.95),
        "setback": st.integers(0, 12).map(float),
    }
)
PARTS = st.integers(2, 7)
TOGETHER = st.floats(0, 0.95)


def normalised(pulls):
    return np.array(pulls) / sum(pulls)


@given(st.integers(1, 50))
def test_equal_weights_amount_to_as_many_parts_as_there_are(parts):
    assert effective(np.full(parts, 1 / parts)) == pytest.approx(parts)


@given(st.integers(1, 50))
def test_one_weight_amounts_to_one_part(parts):
    assert effective(np.eye(parts)[0]) == 1


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=20))
def test_the_effective_number_lies_between_one_and_the_number_of_parts(pulls):
    assert 1 - 1e-9 <= effective(normalised(pulls)) <= len(pulls) + 1e-9


def test_the_variance_is_that_of_a_simulated_life():
    draw = np.random.default_rng(7)
    weights = np.array([0.5, 0.2, 0.2, 0.1])
    sds = np.array([2.0, 1.0, 0.5, 1.5])
    mixing = draw.standard_normal((4, 4))
    covariance = mixing @ mixing.T
    scale = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(scale, scale)
    weeks = draw.multivariate_normal(np.zeros(4), correlation * np.outer(sds, sds), 400_000)
    simulated = (weeks @ weights).var()
    assert variance(weights, sds, correlation) == pytest.approx(simulated, rel=0.01)


@given(st.lists(st.floats(0.01, 1), min_size=2, max_size=7), TOGETHER, st.floats(0.1, 5))
def test_with_equal_ups_and_downs_the_variance_follows_the_effective_number(pulls, together, sd):
    weights = normalised(pulls)
    found = variance(weights, np.full(len(pulls), sd), equally(len(pulls), together))
    closed = sd**2 * (together + (1 - together) / effective(weights))
    assert found == pytest.approx(closed)


@given(PARTS)
def test_parts_that_are_alike_and_move_apart_share_the_variance_out(parts):
    found = variance(np.full(parts, 1 / parts), np.ones(parts), equally(parts, 0))
    assert found == pytest.approx(1 / parts)


@given(PARTS)
def test_parts_that_move_as_one_are_no_steadier_than_one(parts):
    found = variance(np.full(parts, 1 / parts), np.ones(parts), equally(parts, 1))
    assert found == pytest.approx(1)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.integers(0, 60))
def test_can_do_has_its_closed_form_when_every_try_goes_the_same(start, outcome, learning, tries):
    found = mastery(start, np.full(tries, outcome), learning)
    closed = outcome + (start - outcome) * (1 - learning) ** np.arange(tries + 1)
    assert found == pytest.approx(closed)


@given(st.lists(st.floats(0, 1), max_size=30), st.floats(0, 1))
def test_can_do_stays_between_nought_and_one_and_never_jumps_further_than_learning(tries, learning):
    found = mastery(START, np.array(tries), learning)
    assert (found >= 0).all()
    assert (found <= 1).all()
    assert (np.abs(np.diff(found)) <= learning + 1e-12).all()


@given(st.floats(0, 1))
def test_without_learning_can_do_stays_where_it_is(start):
    assert (mastery(start, np.linspace(0, 1, 9), 0) == start).all()


@given(st.integers(1, 6))
def test_no_can_do_leaves_all_the_weight_on_one_person_and_full_can_do_shares_it(areas):
    weights = shares(np.array([0.0, 1.0]), areas)
    assert effective(weights[0]) == 1
    assert effective(weights[1]) == pytest.approx(areas + 1)


@given(st.floats(0, 1), st.integers(1, 6))
def test_the_one_person_never_weighs_less_than_another_part(can_do, areas):
    weights = shares(np.array([can_do]), areas)[0]
    assert weights.sum() == pytest.approx(1)
    assert weights[0] >= weights[1:].max()


@given(PARTS, TOGETHER)
def test_the_weeks_drawn_move_together_exactly_as_far_as_asked(parts, together):
    weeks = ups_and_downs(parts, together)
    assert weeks.mean(axis=0) == pytest.approx(0, abs=1e-9)
    assert np.cov(weeks.T, bias=True) == pytest.approx(equally(parts, together), abs=1e-9)


@given(PARTS, TOGETHER, st.floats(0, 1))
def test_a_year_with_steady_weights_strays_as_far_as_the_equation_says(parts, together, can_do):
    weights = shares(np.array([can_do]), parts - 1)[0]
    year = SD * ups_and_downs(parts, together) @ weights
    closed = variance(weights, np.full(parts, SD), equally(parts, together))
    assert year.var() == pytest.approx(closed)


@given(VALUES, VALUES)
def test_the_line_for_one_person_is_the_same_whatever_the_sliders(values, others):
    assert run(**values).series["one"] == pytest.approx(run(**others).series["one"])


@given(VALUES)
def test_everything_stays_between_nought_and_ten(values):
    for line in run(**values).series.values():
        assert line.min() >= 0
        assert line.max() <= 10


@given(VALUES)
def test_more_can_do_never_means_a_wider_spread(values):
    facts = run(**values).facts
    if facts["end"] >= facts["start"]:
        assert facts["spread_end"] <= facts["spread_start"] + 1e-9
        assert facts["parts_end"] >= facts["parts_start"] - 1e-9


@given(VALUES)
def test_a_setback_only_lowers_can_do_and_leaves_the_weeks_before_it_alone(values):
    smooth = run(**(values | {"setback": 0.0})).series["can_do"]
    line = run(**values).series["can_do"]
    assert line[:21] == pytest.approx(smooth[:21])
    assert (line <= smooth + 1e-9).all()


def test_after_a_setback_can_do_grows_again():
    values = {"areas": 4.0, "outcome": 8.0, "learning": 0.1, "together": 0.2}
    line = run(**values, setback=4.0).series["can_do"]
    assert line[24] < line[20]
    assert (np.diff(line[24:]) > 0).all()
    assert line[-1] > line[20]


@given(VALUES)
def test_what_comes_back_is_what_the_model_says_it_has(values):
    outcome = run(**values)
    assert outcome.case in MODEL.cases
    assert tuple(outcome.series) == MODEL.series
    assert tuple(outcome.facts) == MODEL.facts
    assert all(line.shape == outcome.x.shape == (WEEKS + 1,) for line in outcome.series.values())
    assert np.isfinite(list(outcome.facts.values())).all()


def test_every_case_comes_up_at_some_corner():
    corners = (dict(zip(MODEL.bounds, at, strict=True)) for at in product(*MODEL.bounds.values()))
    assert {run(**at).case for at in corners} == set(MODEL.cases)
