"""Alertness that follows surprise: its level, its limits, and what it does call by call."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.demonstrations.vigilance import CALLS, MODEL, START, follow, level, luck, run

chances = st.floats(0, 100)
speeds = st.floats(*MODEL.bounds["learning"])
weights = st.floats(*MODEL.bounds["weight"])


def long_run(p, learning=0.2, weight=0.1, calls=40_000):
    """Return the mean expectation and alertness over the second half of many calls."""
    answered = (np.random.default_rng(1).random(calls) < p).astype(float)
    expected, alert = follow(answered, learning, weight)
    return expected[calls // 2 :].mean(), alert[calls // 2 :].mean()


@pytest.mark.parametrize("p", [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95])
def test_over_a_long_time_alertness_comes_to_twice_p_times_its_opposite(p):
    expected, alert = long_run(p)
    assert expected == pytest.approx(p, abs=0.03)
    assert alert == pytest.approx(level(p), abs=0.02)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_where_nothing_surprises_alertness_dies_away(p):
    expected, alert = long_run(p)
    assert expected == pytest.approx(p, abs=0.001)
    assert alert == pytest.approx(0, abs=0.001)


def test_alertness_is_highest_where_care_is_like_the_toss_of_a_coin():
    found = [long_run(p)[1] for p in (0, 0.1, 0.3, 0.5, 0.7, 0.9, 1)]
    assert found.index(max(found)) == 3
    assert found[:4] == sorted(found[:4])
    assert found[3:] == sorted(found[3:], reverse=True)


@given(st.floats(0, 1))
def test_the_level_is_nil_at_both_ends_highest_in_the_middle_and_the_same_both_ways(p):
    assert level(0) == level(1) == 0
    assert 0 <= level(p) <= level(0.5) == 0.5
    assert level(p) == pytest.approx(level(1 - p))


@given(st.lists(st.booleans(), min_size=1, max_size=60), speeds, weights)
def test_each_call_follows_the_equations(answers, learning, weight):
    answered = np.array(answers, dtype=float)
    expected, alert = follow(answered, learning, weight)
    assert expected[0] == alert[0] == START
    surprise = answered - expected[:-1]
    assert expected[1:] == pytest.approx(expected[:-1] + learning * alert[:-1] * surprise)
    assert alert[1:] == pytest.approx(weight * abs(surprise) + (1 - weight) * alert[:-1])


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.floats(0, 1), st.floats(0, 1))
def test_expectation_and_alertness_never_leave_nought_to_one(answers, learning, weight):
    expected, alert = follow(np.array(answers, dtype=float), learning, weight)
    assert 0 <= expected.min() <= expected.max() <= 1
    assert 0 <= alert.min() <= alert.max() <= 1


@given(st.lists(st.booleans(), min_size=1, max_size=60), speeds, weights)
def test_answers_and_their_opposites_leave_the_same_alertness(answers, learning, weight):
    answered = np.array(answers, dtype=float)
    expected, alert = follow(answered, learning, weight)
    opposite, same = follow(1 - answered, learning, weight)
    assert same == pytest.approx(alert)
    assert opposite == pytest.approx(1 - expected)


@given(st.integers(0, 100))
def test_very_nearly_the_chosen_share_of_calls_is_answered(percent):
    answered = (luck(CALLS, 0) < percent / 100).mean()
    assert answered == pytest.approx(percent / 100, abs=1 / CALLS)


@pytest.mark.parametrize(
    ("chance", "case"),
    [
        (0, "never"),
        (5, "seldom"),
        (20, "seldom"),
        (25, "uneven"),
        (50, "uneven"),
        (75, "uneven"),
        (80, "mostly"),
        (95, "mostly"),
        (100, "always"),
    ],
)
def test_the_words_follow_how_calls_are_answered(chance, case):
    assert run(chance=chance, learning=0.3, weight=0.15).case == case


@given(st.integers(5, 15).map(lambda n: 5.0 * n), speeds, weights)
def test_uneven_care_leaves_alertness_well_above_what_steady_care_leaves(chance, learning, weight):
    facts = run(chance=chance, learning=learning, weight=weight).facts
    assert facts["alert"] > 30
    for steady in (0, 100):
        assert run(chance=steady, learning=learning, weight=weight).facts["alert"] < 10


@given(chances, speeds, weights)
def test_the_line_of_three_hundred_calls_ends_near_its_level(chance, learning, weight):
    facts = run(chance=chance, learning=learning, weight=weight).facts
    assert facts["alert"] == pytest.approx(facts["level"], abs=10)
    assert facts["expected"] == pytest.approx(facts["chance"], abs=15)


@given(chances, speeds, weights)
def test_it_returns_what_it_names_and_the_same_again(chance, learning, weight):
    outcome = run(chance=chance, learning=learning, weight=weight)
    again = run(chance=chance, learning=learning, weight=weight)
    assert tuple(outcome.series) == MODEL.series
    assert outcome.case in MODEL.cases
    assert tuple(outcome.facts) == MODEL.facts
    assert outcome.facts == again.facts
    assert all(np.isfinite(value) for value in outcome.facts.values())
    assert all(
        line.shape == outcome.x.shape and np.isfinite(line).all()
        for line in outcome.series.values()
    )
