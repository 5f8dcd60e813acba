from math import log, pi, sqrt

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from exercises.demonstrations.loop import EDGE, START, TOUCHING, Couple, run

fades = st.floats(0.2, 1.5)
replies = st.floats(-1, 1)
draws = st.floats(0, 1)
couples = st.builds(
    Couple, st.tuples(fades, fades), st.tuples(replies, replies), st.tuples(draws, draws)
)


def loop(**changed: float):
    given_ = {"fade_one": 0.2, "fade_other": 0.2, "reply_one": 0.8, "reply_other": -0.8}
    return run(**(given_ | {"draw": 0.3} | changed))


@given(couples)
def test_stable_if_and_only_if_fading_outweighs_the_replies(couple):
    assume(abs(couple.hold) > 1e-6)
    every_part_fades = bool(np.all(np.linalg.eigvals(couple.matrix).real < 0))
    outweighs = couple.fades[0] * couple.fades[1] > couple.replies[0] * couple.replies[1]
    assert couple.stable == outweighs == every_part_fades


@given(couples)
def test_swings_if_and_only_if_the_eigenvalues_are_complex(couple):
    one, other = couple.fades
    bend = (one - other) ** 2 + 4 * couple.replies[0] * couple.replies[1]
    assume(abs(bend) > 1e-6)
    complex_ = bool(np.any(np.abs(np.linalg.eigvals(couple.matrix).imag) > 1e-9))
    assert couple.swings == (bend < 0) == complex_


@given(couples)
def test_nothing_changes_at_the_rest_point(couple):
    assume(abs(couple.hold) > 1e-3)
    rate = couple.matrix @ couple.rest() + couple.draws
    assert np.allclose(rate, 0, atol=1e-9)


def test_the_rest_point_is_the_formula_in_both_directions():
    couple = Couple((0.5, 0.8), (0.3, -0.4), (0.6, 0.2))
    hold = 0.5 * 0.8 + 0.3 * 0.4
    assert couple.rest() == pytest.approx(
        ((0.8 * 0.6 + 0.3 * 0.2) / hold, (0.5 * 0.2 - 0.4 * 0.6) / hold)
    )


@settings(deadline=None, max_examples=30)
@given(couples)
def test_the_path_is_what_an_integrator_finds(couple):
    path = couple.path(START, 12, 120)
    found = solve_ivp(
        lambda _, near: couple.matrix @ near + couple.draws,
        (0, 12),
        START,
        t_eval=np.linspace(0, 12, 121),
        rtol=1e-9,
        atol=1e-9,
    )
    assert np.allclose(found.y.T, path, rtol=1e-5, atol=1e-5)


@settings(max_examples=50)
@given(couples)
def test_a_stable_couple_comes_to_its_rest_point(couple):
    assume(couple.stable)
    assume(couple.pace() > 0.05)
    end = couple.path(START, 600, 6000)[-1]
    assert np.allclose(end, couple.rest(), atol=1e-6)


@given(couples)
def test_the_pace_is_that_of_the_slowest_eigenvalue(couple):
    slowest = np.linalg.eigvals(couple.matrix).real.max()
    assert couple.pace() == pytest.approx(-slowest, abs=1e-6)


@given(fades, st.floats(0.2, 1), st.floats(0.2, 1), st.floats(-0.95, 0.95))
def test_a_swing_takes_the_period_of_the_eigenvalues(fade, near, away, apart):
    """One comes near, the other steps back, and they fade at paces not too far apart."""
    other = fade + apart * 2 * sqrt(near * away)
    assume(0.2 <= other <= 1.5)
    couple = Couple((fade, other), (near, -away), (0.0, 0.0))
    assert couple.bend < 0
    turning = np.abs(np.linalg.eigvals(couple.matrix).imag).max()
    assert couple.period() == pytest.approx(2 * pi / turning, rel=1e-6)


def test_after_one_swing_the_line_is_where_it_was_but_for_fading():
    couple = Couple((0.2, 0.2), (0.8, -0.8), (0.0, 0.0))
    path = couple.path(START, couple.period(), 100)
    left = np.exp(-couple.pace() * couple.period())
    assert np.allclose(path[-1], np.array(START) * left)
    assert couple.period() == pytest.approx(4 * pi / sqrt(4 * 0.8 * 0.8))


def test_half_of_a_disturbance_has_gone_when_it_is_said_to():
    assert loop().facts["half"] == pytest.approx(log(2) / 0.2)


@given(fades, fades, replies, replies, draws)
def test_the_lines_stay_in_the_picture(fade_one, fade_other, reply_one, reply_other, draw):
    lines = run(
        fade_one=fade_one,
        fade_other=fade_other,
        reply_one=reply_one,
        reply_other=reply_other,
        draw=draw,
    ).series
    assert all(np.all(np.abs(line) <= EDGE) for line in lines.values())


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({}, "swings"),
        ({"fade_one": 0.8, "fade_other": 0.8}, "swings_faintly"),
        ({"reply_one": 0.3, "reply_other": 0.2, "fade_one": 0.4, "fade_other": 0.4}, "settles"),
        ({"reply_one": 0.3, "reply_other": 0.5, "fade_one": 0.4, "fade_other": 0.4}, "beyond"),
        ({"reply_one": 0.5, "reply_other": 0.5}, "no_rest"),
        ({"reply_one": -0.5, "reply_other": -0.5}, "no_rest"),
        ({"reply_one": 0.2, "reply_other": 0.2}, "no_rest"),
        ({"reply_one": 0.0, "reply_other": 0.0}, "settles"),
    ],
)
def test_the_case_says_what_becomes_of_the_two(changed, case):
    assert loop(**changed).case == case


def test_decimal_steps_that_meet_exactly_leave_no_rest_point():
    couple = Couple((0.3, 0.1 * 3), (0.1 * 3, 0.3), (0.3, 0.3))
    assert abs(couple.hold) <= TOUCHING
    assert not couple.stable
