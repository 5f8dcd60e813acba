from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.demonstrations.approaches import (
    APPROACHES,
    MODEL,
    THEMES,
    WEIGHTS,
    bars,
    run,
)

RATINGS = st.fixed_dictionaries(dict.fromkeys(THEMES, st.floats(0, 10)))


def totals(ratings):
    return np.array([run(**ratings).facts[name] for name in APPROACHES])


def test_every_approach_has_the_same_sum_of_weights_so_that_none_is_favoured():
    assert len(set(WEIGHTS.sum(axis=1))) == 1


def test_every_approach_speaks_of_every_theme_and_has_one_at_its_centre():
    assert WEIGHTS.min() >= 1
    assert (WEIGHTS.max(axis=1) - WEIGHTS.min(axis=1) >= 2).all()


@given(st.floats(0, 10))
def test_themes_that_are_all_equally_strong_give_four_bars_of_that_height(rating):
    assert totals(dict.fromkeys(THEMES, rating)) == pytest.approx(rating)


@given(RATINGS)
def test_a_bar_lies_between_the_lowest_and_the_highest_rating(ratings):
    low, high = min(ratings.values()), max(ratings.values())
    assert (totals(ratings) >= low - 1e-9).all()
    assert (totals(ratings) <= high + 1e-9).all()


@given(RATINGS, st.sampled_from(THEMES), st.floats(0, 10))
def test_no_bar_becomes_shorter_when_a_theme_becomes_stronger(ratings, theme, rating):
    more = ratings | {theme: max(ratings[theme], rating)}
    assert (totals(more) >= totals(ratings) - 1e-9).all()


@given(RATINGS)
def test_the_parts_of_a_bar_add_up_to_the_bar(ratings):
    outcome = run(**ratings)
    assert sum(outcome.series.values()) == pytest.approx(totals(ratings))
    assert all((part >= 0).all() for part in outcome.series.values())


@given(RATINGS)
def test_half_of_every_rating_is_half_of_every_bar(ratings):
    values = np.array(list(ratings.values()))
    assert bars(values / 2) == pytest.approx(bars(values) / 2)


@pytest.mark.parametrize(
    ("strong", "case"),
    [
        ((), "none"),
        (("fear",), "attachment"),
        (("worth",), "schema"),
        (("steadying",), "dbt"),
        (("alone", "settling", "worth"), "cbt"),
        (("alone",), "two"),
        (THEMES, "even"),
    ],
)
def test_the_case_names_the_bar_that_stands_out_if_one_does(strong, case):
    assert run(**{theme: 10.0 * (theme in strong) for theme in THEMES}).case == case


@given(RATINGS)
def test_the_bar_that_the_case_names_is_the_longest(ratings):
    outcome = run(**ratings)
    if outcome.case in APPROACHES:
        assert outcome.facts[outcome.case] == max(outcome.facts.values())


@given(RATINGS)
def test_what_comes_back_is_what_the_model_says_it_has(ratings):
    outcome = run(**ratings)
    assert outcome.case in MODEL.cases
    assert tuple(outcome.series) == MODEL.series
    assert tuple(outcome.facts) == MODEL.facts
    assert all(part.shape == outcome.x.shape for part in outcome.series.values())
    assert np.isfinite(list(outcome.facts.values())).all()


def test_every_case_comes_up_at_some_corner():
    corners = (dict(zip(THEMES, at, strict=True)) for at in product((0.0, 10.0), repeat=5))
    assert {run(**at).case for at in corners} == set(MODEL.cases)
