"""Distress while someone is away: the curve, the recovery, and size, delay and impairment apart."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.demonstrations.absence import (
    APART,
    MODEL,
    course,
    grown,
    hours,
    little_room,
    run,
)

RANGES = {
    name: st.floats(low, high, allow_subnormal=False) for name, (low, high) in MODEL.bounds.items()
}
VALUES = st.fixed_dictionaries(RANGES)
CURVE = (RANGES["size"], RANGES["delay"], RANGES["steepness"])


@given(*CURVE)
def test_half_of_the_size_is_reached_after_the_delay(size, delay, steepness):
    assert grown(delay, size, delay, steepness) == pytest.approx(size / 2)


@given(*CURVE)
def test_distress_grows_from_nothing_towards_its_size(size, delay, steepness):
    assert grown(-1e6, size, delay, steepness) == pytest.approx(0)
    assert grown(1e6, size, delay, steepness) == pytest.approx(size)


@given(*CURVE, st.floats(-100, 100))
def test_the_curve_is_the_same_turned_about_its_middle(size, delay, steepness, away):
    early = grown(delay - away, size, delay, steepness)
    late = grown(delay + away, size, delay, steepness)
    assert early + late == pytest.approx(size)


@given(RANGES["size"], RANGES["delay"], st.floats(0.01, 50))
def test_a_very_steep_curve_is_a_step(size, delay, away):
    assert grown(delay - away, size, delay, 1e5) == pytest.approx(0, abs=1e-6)
    assert grown(delay + away, size, delay, 1e5) == pytest.approx(size)


@given(VALUES)
def test_while_apart_distress_follows_the_written_equation(values):
    outcome = run(**values)
    apart = outcome.x <= APART
    with np.errstate(over="ignore"):
        written = values["size"] / (
            1 + np.exp(-values["steepness"] * (outcome.x - values["delay"]))
        )
    np.testing.assert_allclose(outcome.series["distress"][apart], written[apart], atol=1e-9)


@given(VALUES)
def test_after_the_reunion_distress_halves_each_half_life(values):
    outcome = run(**values)
    after = outcome.x >= APART
    peak = grown(APART, values["size"], values["delay"], values["steepness"])
    written = peak * 0.5 ** ((outcome.x[after] - APART) / values["half_life"])
    np.testing.assert_allclose(outcome.series["distress"][after], written, atol=1e-9)


@given(*CURVE, RANGES["half_life"])
def test_half_is_gone_one_half_life_after_the_reunion(size, delay, steepness, half_life):
    at = course(np.array([APART, APART + half_life]), size, delay, steepness, half_life)
    assert at[1] == pytest.approx(at[0] / 2)


@given(VALUES)
def test_distress_only_grows_while_apart_and_only_falls_after(values):
    outcome = run(**values)
    change = np.diff(outcome.series["distress"])
    apart = outcome.x[1:] <= APART
    assert (change[apart] >= -1e-12).all()
    assert (change[~apart] <= 1e-12).all()


@given(VALUES)
def test_everything_stays_within_ten_points(values):
    outcome = run(**values)
    for line in outcome.series.values():
        assert line.shape == outcome.x.shape
        assert ((line >= 0) & (line <= 10)).all()


@given(VALUES, RANGES["cost"])
def test_what_it_takes_from_the_day_does_not_change_the_distress(values, cost):
    first, second = run(**values), run(**values | {"cost": cost})
    np.testing.assert_array_equal(first.series["distress"], second.series["distress"])
    assert first.facts["peak"] == second.facts["peak"]


@given(VALUES)
def test_distress_that_takes_nothing_leaves_all_the_room(values):
    outcome = run(**values | {"cost": 0})
    assert (outcome.series["room"] == 10).all()
    assert outcome.facts["little_hours"] == 0


@given(VALUES, RANGES["delay"])
def test_a_longer_delay_never_brings_more_distress(values, delay):
    sooner, later = sorted([values["delay"], delay])
    first, second = (run(**values | {"delay": one}) for one in (sooner, later))
    assert (second.series["distress"] <= first.series["distress"] + 1e-12).all()


@given(VALUES)
def test_hours_of_little_room_agree_with_the_line(values):
    outcome = run(**values)
    t = np.linspace(0, 400, 40_001)
    rest = ("size", "delay", "steepness", "half_life")
    room = 10 - values["cost"] * course(t, *(values[name] for name in rest))
    counted = (room < 5).mean() * 400
    assume(outcome.facts["little_hours"] < 300)
    assert outcome.facts["little_hours"] == pytest.approx(counted, abs=0.1)


def test_hours_of_little_room_are_none_where_half_is_always_left():
    assert little_room(size=10, delay=20, steepness=0.2, cost=0.5, half_life=4) == 0


@given(VALUES)
def test_every_outcome_has_a_known_case_and_finite_facts(values):
    outcome = run(**values)
    assert outcome.case in MODEL.cases
    assert tuple(outcome.series) == MODEL.series
    assert tuple(outcome.facts) == MODEL.facts
    assert np.isfinite(list(outcome.facts.values())).all()


@pytest.mark.parametrize(
    ("values", "case"),
    [
        ({"size": 0.5, "cost": 1}, "calm"),
        ({"size": 4, "cost": 1}, "mild"),
        ({"size": 9, "cost": 0.2}, "strong_with_room"),
        ({"size": 9, "cost": 0.9}, "strong_without_room"),
    ],
)
def test_each_case_is_met(values, case):
    assert run(**{"delay": 12, "steepness": 0.3, "half_life": 6} | values).case == case


def test_the_hours_rise_and_hold_the_reunion():
    assert (np.diff(hours()) > 0).all()
    assert APART in hours()
