import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.demonstrations.felt import DAYS, count, run, spread

points = st.floats(0, 5)
percents = st.floats(0, 100)
weights = st.floats(0, 3)


def felt(**changed: float):
    given_ = {"kind": 2.0, "hard": 4.0, "share": 40.0, "mixing": 50.0, "weight": 1.0}
    return run(**(given_ | changed))


@given(points, points, percents, percents, weights)
def test_felt_value_is_the_mean_plus_the_weight_of_relief(kind, hard, share, mixing, weight):
    facts = felt(kind=kind, hard=hard, share=share, mixing=mixing, weight=weight).facts
    hard_days, spells = facts["hard_days"], facts["spells"]
    mean = ((DAYS - hard_days) * kind - hard_days * hard) / DAYS
    assert facts["mean"] == pytest.approx(mean, abs=1e-9)
    assert facts["felt"] == pytest.approx(mean + weight * spells * hard / DAYS, abs=1e-9)


@given(points, points, percents, percents, percents, weights)
def test_how_intermittent_it_is_leaves_the_mean_as_it_was(kind, hard, share, one, other, weight):
    low, high = sorted([one, other])
    shared = {"kind": kind, "hard": hard, "share": share, "weight": weight}
    less, more = felt(mixing=low, **shared).facts, felt(mixing=high, **shared).facts
    assert more["mean"] == pytest.approx(less["mean"], abs=1e-9)
    assert more["felt"] >= less["felt"] - 1e-9


@given(points, points, percents, percents)
def test_without_weight_days_feel_as_they_were(kind, hard, share, mixing):
    outcome = felt(kind=kind, hard=hard, share=share, mixing=mixing, weight=0)
    assert np.array_equal(outcome.series["felt"], outcome.series["mean"])
    assert outcome.case == "alike"


@pytest.mark.parametrize("share", [0, 100])
@given(percents, weights)
def test_days_that_are_all_alike_bring_no_relief(share, mixing, weight):
    facts = felt(share=share, mixing=mixing, weight=weight).facts
    assert facts["gap"] == 0
    assert facts["spells"] == 0
    assert facts["mean"] == (2.0 if share == 0 else -4.0)


@given(st.integers(0, DAYS), st.floats(0, 1))
def test_every_hard_spell_is_followed_by_kind_days(hard_days, mixing):
    spells = count(hard_days, mixing)
    is_hard = spread(hard_days, spells)
    ends = is_hard[:-1] & ~is_hard[1:]
    assert is_hard.size == DAYS
    assert is_hard.sum() == hard_days
    assert ends.sum() == spells
    assert (spells > 0) == (0 < hard_days < DAYS)


@given(st.integers(1, DAYS - 1), st.floats(0, 1))
def test_spells_are_of_nearly_the_same_length(hard_days, mixing):
    spells = count(hard_days, mixing)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], spread(hard_days, spells), [0]])))
    lengths = edges[1::2] - edges[::2]
    assert lengths.size == spells
    assert np.ptp(lengths) <= 1


def test_from_one_spell_to_a_change_each_day():
    assert count(30, 0) == 1
    assert count(30, 1) == 30
    assert np.all(np.diff(spread(30, 30).astype(int)) != 0)


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({}, "covers"),
        ({"mixing": 0}, "alike"),
        ({"mixing": 10}, "alike"),
        ({"kind": 4.0}, "above"),
        ({"kind": 0.0}, "above"),
        ({"hard": 0.0}, "alike"),
        ({"kind": 2.6}, "above"),
        ({"hard": 3.05, "weight": 0.8}, "above"),
    ],
)
def test_the_case_says_whether_feeling_parts_from_the_days(changed, case):
    assert felt(**changed).case == case
