"""An old alarm in a new bond: Bayes' rule on silence, and the template over three years."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.demonstrations.alarm import CLOSE, MODEL, MONTHS, after_silence, follow, rest, run

percents = st.floats(*MODEL.bounds["early"])
rates = st.floats(0, 0.3)
ratios = st.floats(*MODEL.bounds["ratio"])
settings = {
    "early": percents,
    "here": percents,
    "learning": st.floats(*MODEL.bounds["learning"]),
    "pull": st.floats(*MODEL.bounds["pull"]),
    "ratio": ratios,
}


def bayes(percent, ratio):
    """Return what Bayes' rule gives in chances: silence at 0.1 without trouble, L × 0.1 with it."""
    trouble = percent / 100
    with_trouble, without = trouble * 0.1 * ratio, (1 - trouble) * 0.1
    return 100 * with_trouble / (with_trouble + without)


@given(percents, ratios)
def test_silence_moves_the_odds_as_bayes_rule_says(percent, ratio):
    (found,) = after_silence(np.array([percent]), ratio)
    assert found == pytest.approx(bayes(percent, ratio))
    before, after = percent / (100 - percent), found / (100 - found)
    assert after == pytest.approx(before * ratio)


@given(percents)
def test_silence_that_says_nothing_leaves_things_as_they_were(percent):
    assert after_silence(np.array([percent]), 1)[0] == pytest.approx(percent)


def test_the_same_silence_says_little_to_one_and_much_to_another():
    low, high = after_silence(np.array([10.0, 60.0]), 3)
    assert low == pytest.approx(25)
    assert high == pytest.approx(100 * 4.5 / 5.5)


@given(percents, percents, rates, rates)
def test_the_template_follows_its_closed_form(early, here, learning, pull):
    months = np.arange(MONTHS + 1)
    to = rest(early, here, learning, pull)
    closed = to + (early - to) * (1 - learning - pull) ** months
    assert follow(early, here, learning, pull) == pytest.approx(closed)


@given(percents, percents, st.floats(0.05, 0.3))
def test_without_a_pull_back_the_early_template_is_overwritten_in_the_end(early, here, learning):
    assert rest(early, here, learning, 0) == pytest.approx(here)
    left = (1 - learning) ** MONTHS
    assert follow(early, here, learning, 0)[-1] == pytest.approx(here + left * (early - here))


@given(percents, percents, st.floats(0.01, 0.3), st.floats(0.01, 0.3))
def test_with_a_pull_back_it_rests_between_the_early_template_and_this_bond(
    early, here, learning, pull
):
    low, high = sorted([early, here])
    assert low - 1e-9 <= rest(early, here, learning, pull) <= high + 1e-9
    nearer = rest(early, here, learning, pull / 2)
    assert abs(nearer - here) <= abs(rest(early, here, learning, pull) - here) + 1e-9


@given(percents, percents, rates)
def test_a_template_that_learns_nothing_stays(early, here, pull):
    assert follow(early, here, 0, pull) == pytest.approx(np.full(MONTHS + 1, early))
    assert rest(early, here, 0, pull) == pytest.approx(early)


@given(percents, rates, rates, ratios)
def test_a_template_that_fits_stays_and_its_alarm_fits(percent, learning, pull, ratio):
    outcome = run(
        early=percent, here=percent, learning=100 * learning, pull=100 * pull, ratio=ratio
    )
    assert outcome.case == "fits"
    assert outcome.series["alarm"] == pytest.approx(outcome.series["fitting"])


@given(st.fixed_dictionaries(settings))
def test_the_template_never_leaves_the_range_between_the_two_and_never_turns_back(values):
    line = run(**values).series["template"]
    low, high = sorted([values["early"], values["here"]])
    assert low - 1e-6 <= line.min() <= line.max() <= high + 1e-6
    steps = np.diff(line) * np.sign(values["here"] - values["early"])
    assert steps.min() >= -1e-9


@given(st.fixed_dictionaries(settings))
def test_each_sentence_is_true_of_its_numbers(values):
    outcome = run(**values)
    facts = outcome.facts
    first, last = facts["alarm_start"], facts["alarm_end"]
    fitting = facts["fitting"]
    if outcome.case == "fits":
        assert abs(first - fitting) < CLOSE
        assert abs(last - fitting) < CLOSE + 1e-6
    elif outcome.case in ("settles", "stays_high"):
        assert first > fitting
        assert (last - fitting < CLOSE) == (outcome.case == "settles")
    else:
        assert first < fitting
        assert (fitting - last < CLOSE) == (outcome.case == "wakes")


@pytest.mark.parametrize(
    ("values", "case"),
    [
        ({}, "stays_high"),
        ({"pull": 0}, "settles"),
        ({"learning": 0}, "stays_high"),
        ({"here": 60}, "fits"),
        ({"early": 10, "here": 60, "pull": 0}, "wakes"),
        ({"early": 10, "here": 60, "learning": 0}, "stays_low"),
    ],
)
def test_every_case_can_be_met(values, case):
    start = {"early": 60, "here": 10, "learning": 10, "pull": 5, "ratio": 3}
    assert run(**(start | values)).case == case


@given(st.fixed_dictionaries(settings))
def test_it_returns_what_it_names(values):
    outcome = run(**values)
    assert tuple(outcome.series) == MODEL.series
    assert outcome.case in MODEL.cases
    assert tuple(outcome.facts) == MODEL.facts
    assert all(np.isfinite(value) for value in outcome.facts.values())
    assert all(
        line.shape == outcome.x.shape and np.isfinite(line).all()
        for line in outcome.series.values()
    )
