import time
from inspect import signature
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.content import modules
from exercises.demonstrations import MODELS, run


def values_of(name: str) -> st.SearchStrategy:
    """Values between a model's bounds, the ends among them."""
    bounds = MODELS[name].bounds
    return st.fixed_dictionaries(
        {
            key: st.floats(low, high) | st.sampled_from([low, high])
            for key, (low, high) in bounds.items()
        }
    )


@pytest.mark.parametrize("name", MODELS)
def test_a_models_names_are_its_parameters(name):
    assert list(MODELS[name].bounds) == list(signature(MODELS[name].run).parameters)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_returns_what_it_says_it_does(name):
    model = MODELS[name]

    @settings(deadline=None)
    @given(values_of(name))
    def holds(values):
        outcome = run(name, values)
        assert tuple(outcome.series) == model.series
        assert tuple(outcome.facts) == model.facts
        assert outcome.case in model.cases
        assert np.all(np.diff(outcome.x) > 0)
        assert all(line.shape == outcome.x.shape for line in outcome.series.values())
        assert all(np.all(np.isfinite(line)) for line in outcome.series.values())
        assert all(np.isfinite(fact) for fact in outcome.facts.values())

    holds()


@pytest.mark.parametrize("name", MODELS)
def test_a_model_returns_the_same_each_time(name):
    values = {key: sum(ends) / 2 for key, ends in MODELS[name].bounds.items()}
    first, second = run(name, values), run(name, values)
    assert first.facts == second.facts
    assert all(np.array_equal(first.series[key], second.series[key]) for key in first.series)


@pytest.mark.parametrize("name", MODELS)
def test_every_case_can_come_up(name):
    model, found = MODELS[name], set()
    each = {1: 41, 2: 21, 3: 11, 4: 5}.get(len(model.bounds), 4)
    ends = [np.linspace(low, high, each) for low, high in model.bounds.values()]
    for at in product(*ends):
        found.add(run(name, dict(zip(model.bounds, at, strict=True))).case)
        if found == set(model.cases):
            return
    assert found == set(model.cases)


@pytest.mark.parametrize("name", MODELS)
def test_a_model_keeps_up_with_a_slider(name):
    values = {key: sum(ends) / 2 for key, ends in MODELS[name].bounds.items()}
    taken = []
    for _ in range(20):
        start = time.perf_counter()
        run(name, values)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.005


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.key)
def test_every_setting_of_every_module_has_its_sentence(module):
    settings_ = [
        (demonstration, values)
        for demonstration in module.demonstrations
        for values in (
            demonstration.start,
            *map(demonstration.values, demonstration.settings),
        )
    ]
    for demonstration, values in settings_:
        outcome = run(demonstration.model, values)
        sentence = demonstration.sentence(outcome.case, outcome.facts)
        assert "{" not in sentence
        assert "nan" not in sentence
