"""A thought record as evidence: weights add up, order makes no difference, nothing is certain."""

from itertools import permutations
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.demonstrations.evidence import MODEL, belief, run

RANGES = {
    name: st.floats(low, high, allow_subnormal=False) for name, (low, high) in MODEL.bounds.items()
}
VALUES = st.fixed_dictionaries(RANGES)


def odds(per_cent):
    return per_cent / (100 - per_cent)


@given(VALUES)
def test_order_makes_no_difference_to_where_belief_ends(values):
    outcome = run(**values)
    for line in outcome.series.values():
        assert line[0] == pytest.approx(values["before"])
        assert line[-1] == pytest.approx(outcome.facts["after"])


@given(RANGES["before"], st.lists(st.floats(-2, 2), min_size=2, max_size=4))
def test_single_pieces_may_come_in_any_order(before, weights):
    ends = set()
    for order in permutations(weights):
        now = before
        for weight in order:
            now = float(belief(now, weight))
        ends.add(round(now, 6))
    assert max(ends) - min(ends) <= 2e-6


@given(VALUES)
def test_the_same_weight_for_and_against_cancels(values):
    same = {"pieces_against": values["pieces_for"], "weight_against": values["weight_for"]}
    outcome = run(**values | same | {"let_in": 1})
    assert outcome.facts["after"] == pytest.approx(values["before"])
    assert outcome.case in ("same", "none")


@given(VALUES)
def test_odds_are_multiplied_by_each_piece_that_counts(values):
    after = run(**values | {"let_in": 1}).facts["after"]
    ratio = values["weight_for"] ** values["pieces_for"]
    ratio /= values["weight_against"] ** values["pieces_against"]
    assert odds(after) == pytest.approx(odds(values["before"]) * ratio, rel=1e-4)


@given(RANGES["before"], RANGES["weight_for"])
def test_one_piece_turned_about_moves_the_opposite_belief_as_far(before, weight):
    towards = belief(before, log(weight))
    away = belief(100 - before, -log(weight))
    assert towards + away == pytest.approx(100)


@given(VALUES)
def test_belief_is_never_certain(values):
    for line in run(**values).series.values():
        assert ((line > 0) & (line < 100)).all()


@given(VALUES)
def test_belief_stays_between_all_for_and_all_against(values):
    outcome = run(**values)
    most = run(**values | {"pieces_against": 0}).facts["after"]
    least = run(**values | {"pieces_for": 0}).facts["after"]
    for line in outcome.series.values():
        assert ((line <= most + 1e-9) & (line >= least - 1e-9)).all()


@given(VALUES)
def test_without_pieces_belief_stays_where_it_was(values):
    outcome = run(**values | {"pieces_for": 0, "pieces_against": 0})
    assert outcome.facts["after"] == pytest.approx(values["before"])
    assert outcome.case == "none"


@given(VALUES)
def test_pieces_that_fit_either_way_move_nothing(values):
    outcome = run(**values | {"weight_for": 1, "weight_against": 1})
    assert outcome.facts["after"] == pytest.approx(values["before"])
    assert outcome.case == "none"


@given(VALUES)
def test_what_is_not_let_in_moves_nothing(values):
    shut = run(**values | {"let_in": 0}).facts["after"]
    assert shut == pytest.approx(run(**values | {"pieces_against": 0}).facts["after"])


@given(VALUES, RANGES["let_in"])
def test_letting_more_in_never_raises_belief(values, let_in):
    less, more = sorted([values["let_in"], let_in])
    ends = [run(**values | {"let_in": one}).facts["after"] for one in (less, more)]
    assert ends[1] <= ends[0] + 1e-9


@given(VALUES)
def test_with_everything_let_in_nothing_is_held_off(values):
    outcome = run(**values | {"let_in": 1})
    assert outcome.facts["after"] == pytest.approx(outcome.facts["whole"])
    assert not outcome.case.endswith("_held")


@given(VALUES)
def test_every_outcome_has_a_known_case_and_finite_facts(values):
    outcome = run(**values)
    assert outcome.case in MODEL.cases
    assert tuple(outcome.series) == MODEL.series
    assert tuple(outcome.facts) == MODEL.facts
    assert np.isfinite(list(outcome.facts.values())).all()
    assert (np.diff(outcome.x) > 0).all()


@pytest.mark.parametrize(
    ("values", "case"),
    [
        ({"pieces_for": 0, "pieces_against": 0}, "none"),
        ({"pieces_for": 3, "pieces_against": 3}, "same"),
        ({"pieces_for": 2, "pieces_against": 4, "let_in": 0.5}, "same_held"),
        ({"pieces_for": 1, "pieces_against": 4}, "down"),
        ({"pieces_for": 0, "pieces_against": 4, "let_in": 0.5}, "down_held"),
        ({"pieces_for": 4, "pieces_against": 1}, "up"),
        ({"pieces_for": 5, "pieces_against": 6, "let_in": 0.2, "before": 50}, "up_held"),
    ],
)
def test_each_case_is_met(values, case):
    start = {"before": 70, "weight_for": 2, "weight_against": 2, "let_in": 1}
    assert run(**start | values).case == case
