from math import exp, log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from exercises.demonstrations.worth import OTHER, STEP, follow, run, week

levels = st.floats(3, 7)
lifts = st.floats(0, 3)
fades = st.floats(0.5, 48)


def worth(**changed: float):
    return run(**({"level": 6.5, "lift": 3.0, "fade": 8.0} | changed))


@given(levels, lifts, fades)
def test_a_pulse_fades_by_the_exponential(level, lift, fade):
    pulse = np.zeros(200)
    pulse[0] = 1.0
    above = follow(pulse, level=level, lift=lift, fade=fade) - level
    gone_by = np.exp(-np.arange(199) * STEP / fade)
    assert above[0] == pytest.approx(0, abs=1e-9)
    assert np.allclose(above[1:], above[1] * gone_by, atol=1e-9)
    assert above[1] == pytest.approx(lift * (1 - exp(-STEP / fade)), abs=1e-9)


@given(levels, lifts, fades, st.floats(-1, 1))
def test_a_steady_sign_ends_at_level_plus_lift_times_sign(level, lift, fade, sign):
    steady = np.full(round(40 * fade / STEP) + 2, sign)
    end = follow(steady, level=level, lift=lift, fade=fade)[-1]
    assert end == pytest.approx(level + lift * sign, abs=1e-9)


@pytest.mark.parametrize("fade", [0.5, 8.0, 48.0])
def test_the_week_is_what_an_integrator_finds(fade):
    signs = week()

    def rate(hour: float, worth: np.ndarray) -> np.ndarray:
        sign = signs[min(int(hour / STEP), signs.size - 1)]
        return (4.0 + 2.0 * sign - worth) / fade

    hours = np.arange(signs.size) * STEP
    found = solve_ivp(rate, (0, hours[-1]), [4.0], t_eval=hours, max_step=STEP / 2, rtol=1e-8)
    ours = follow(signs, level=4.0, lift=2.0, fade=fade)
    assert np.allclose(found.y[0], ours, atol=2e-3)


@given(lifts, fades, levels, levels)
def test_movement_does_not_depend_on_level(lift, fade, one, other):
    first, second = worth(level=one, lift=lift, fade=fade), worth(level=other, lift=lift, fade=fade)
    moved = first.series["worth"] - one
    assert np.allclose(moved, second.series["worth"] - other)
    assert first.facts["swing"] == pytest.approx(second.facts["swing"], abs=1e-9)


@given(levels, lifts, fades)
def test_worth_stays_within_the_lift_and_the_scale(level, lift, fade):
    line = worth(level=level, lift=lift, fade=fade).series["worth"]
    assert np.all(np.abs(line - level) <= lift + 1e-9)
    assert np.all((line >= 0) & (line <= 10))


@given(levels, fades, st.floats(0, 1.5))
def test_twice_the_lift_is_twice_the_swing(level, fade, lift):
    once = worth(level=level, lift=lift, fade=fade).facts["swing"]
    twice = worth(level=level, lift=2 * lift, fade=fade).facts["swing"]
    assert twice == pytest.approx(2 * once, abs=1e-9)


@given(levels, fades)
def test_without_lift_nothing_moves(level, fade):
    outcome = worth(level=level, lift=0, fade=fade)
    assert np.all(outcome.series["worth"] == level)
    assert outcome.case in ("lower_steady", "higher_steady")


@settings(max_examples=30)
@given(fades)
def test_half_of_a_sign_has_gone_when_it_is_said_to(fade):
    half = worth(fade=fade).facts["half_hours"]
    assert exp(-half / fade) == pytest.approx(0.5)
    assert half == pytest.approx(fade * log(2))


def test_a_higher_level_can_have_the_lower_hour():
    facts = worth().facts
    assert facts["level"] > facts["other_level"]
    assert facts["lowest"] < facts["other_lowest"]


def test_the_other_person_is_the_same_model():
    outcome = worth()
    alike = worth(level=OTHER[0], lift=OTHER[1])
    assert np.array_equal(outcome.series["other"], alike.series["worth"])


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({}, "higher_moves"),
        ({"lift": 0.5}, "higher_steady"),
        ({"level": 4}, "lower_moves"),
        ({"level": 4, "lift": 0.5}, "lower_steady"),
        ({"level": 5, "lift": 0}, "higher_steady"),
    ],
)
def test_the_case_names_level_and_movement_apart(changed, case):
    assert worth(**changed).case == case


def test_the_week_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        week()[0] = 1
