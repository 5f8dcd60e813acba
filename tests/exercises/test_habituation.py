"""Five tries, staying and leaving: the curve in closed form, peaks that move by the surprise."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.demonstrations.habituation import (
    MINUTES,
    MODEL,
    RELIEF,
    SHARE,
    TRIES,
    peaks,
    run,
    settle,
    settle_or_leave,
)

RANGES = {
    name: st.floats(low, high, allow_subnormal=False) for name, (low, high) in MODEL.bounds.items()
}
VALUES = st.fixed_dictionaries(RANGES)


def tries(line):
    return line.reshape(TRIES, -1)


@given(RANGES["peak"], RANGES["floor"], RANGES["pace"], st.floats(0, 40))
def test_unease_follows_the_closed_form(peak, floor, pace, minutes):
    assume(floor <= peak)
    written = floor + (peak - floor) * np.exp(-pace * minutes)
    assert settle(minutes, peak, floor, pace) == pytest.approx(written)


@given(RANGES["peak"], RANGES["floor"], st.floats(0.01, 0.3))
def test_unease_begins_at_the_peak_and_ends_at_the_floor(peak, floor, pace):
    assert settle(0, peak, floor, pace) == pytest.approx(peak)
    assert settle(1e5, peak, floor, pace) == pytest.approx(min(floor, peak))


@given(RANGES["peak"], RANGES["floor"], st.floats(0.01, 0.3))
def test_half_of_the_way_is_gone_after_ln_two_over_the_pace(peak, floor, pace):
    low = min(floor, peak)
    assert settle(np.log(2) / pace, peak, floor, pace) == pytest.approx((peak + low) / 2)


@given(RANGES["peak"], RANGES["floor"])
def test_without_a_pace_nothing_eases(peak, floor):
    assert settle(MINUTES, peak, floor, 0) == pytest.approx(peak)


@given(RANGES["peak"], RANGES["surprise"])
def test_peaks_fall_by_the_part_of_the_surprise_that_was_taken_in(peak, surprise):
    written = peak - surprise * (1 - (1 - SHARE) ** np.arange(TRIES))
    np.testing.assert_allclose(peaks(peak, surprise, MINUTES), np.clip(written, 0, 10), atol=1e-9)


@given(st.floats(3, 7), st.floats(-3, 3), RANGES["leave"])
def test_each_step_of_the_peak_is_a_share_of_what_is_left_to_learn(peak, surprise, minutes):
    found = peaks(peak, surprise, minutes)
    left = found - (peak - surprise)
    np.testing.assert_allclose(left[1:], left[:-1] * (1 - SHARE * minutes / MINUTES), atol=1e-9)


@given(RANGES["peak"], RANGES["leave"])
def test_without_a_surprise_the_peak_does_not_move(peak, minutes):
    assert (peaks(peak, 0, minutes) == peak).all()


@given(RANGES["peak"], RANGES["surprise"])
def test_leaving_at_once_learns_nothing(peak, surprise):
    assert (peaks(peak, surprise, 0) == peak).all()


@given(VALUES)
def test_leaving_at_the_very_end_is_the_same_as_staying(values):
    outcome = run(**values | {"leave": MINUTES})
    np.testing.assert_allclose(outcome.series["leave"], outcome.series["stay"], atol=1e-9)
    assert outcome.facts["last_leave"] == pytest.approx(outcome.facts["last_stay"])


@given(VALUES, RANGES["leave"])
def test_staying_longer_moves_the_peak_at_least_as_far(values, leave):
    shorter, longer = sorted([values["leave"], leave])
    moved = [
        abs(peaks(values["peak"], values["surprise"], one)[-1] - values["peak"])
        for one in (shorter, longer)
    ]
    assert moved[1] >= moved[0] - 1e-9


@given(VALUES)
def test_the_pace_of_easing_does_not_change_what_is_learned(values):
    first, second = run(**values), run(**values | {"pace": 0})
    for name in ("last_stay", "last_leave"):
        assert first.facts[name] == second.facts[name]


@given(VALUES)
def test_leaving_brings_relief_that_halves_unease(values):
    assume(values["leave"] + RELIEF < MINUTES)
    at = np.array([values["leave"], values["leave"] + RELIEF])
    rest = {name: values[name] for name in ("peak", "floor", "pace", "leave")}
    left = settle_or_leave(at, **rest)
    assert left[1] == pytest.approx(left[0] / 2)


@given(VALUES)
def test_up_to_the_moment_of_leaving_the_first_try_is_the_same(values):
    outcome = run(**values)
    before = outcome.x[: outcome.x.size // TRIES] <= values["leave"]
    stay, leave = (tries(outcome.series[name])[0] for name in ("stay", "leave"))
    np.testing.assert_allclose(leave[before], stay[before])
    assert (leave <= stay + 1e-9).all()


@given(VALUES)
def test_unease_never_rises_within_a_try(values):
    for line in run(**values).series.values():
        assert (np.diff(tries(line), axis=1) <= 1e-9).all()


@given(VALUES)
def test_everything_stays_within_ten_points(values):
    outcome = run(**values)
    assert (np.diff(outcome.x) > 0).all()
    for line in outcome.series.values():
        assert line.shape == outcome.x.shape
        assert ((line >= 0) & (line <= 10)).all()


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
        ({"surprise": 4, "pace": 0.1}, "lower_eases"),
        ({"surprise": 4, "pace": 0}, "lower"),
        ({"surprise": 0, "pace": 0.1}, "same_eases"),
        ({"surprise": 0, "pace": 0}, "same"),
        ({"surprise": -2, "pace": 0.1}, "higher"),
    ],
)
def test_each_case_is_met(values, case):
    assert run(**{"peak": 8, "floor": 3, "leave": 5} | values).case == case
