import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from exercises.demonstrations.turns import ALIKE, END, TURNS, influence, run, talk

openings = st.floats(-5, 5)
grounds = st.floats(-2, 2)
carries = st.floats(0, 0.8)
slopes = st.floats(0, 0.6)


def turns(**changed: float):
    given_ = {"opening": -4.0, "ground": 0.5, "carry": 0.6, "warm": 0.3, "harsh": 0.6}
    return run(**(given_ | changed))


@given(openings, grounds, carries, slopes, slopes)
def test_left_alone_one_comes_to_rest_at_what_they_bring(opening, ground, carry, warm, harsh):
    outcome = turns(opening=opening, ground=ground, carry=carry, warm=warm, harsh=harsh)
    expected = ground + (opening - ground) * carry ** np.arange(TURNS + 1)
    assert np.allclose(outcome.series["alone"], expected)


def test_the_uninfluenced_rest_is_what_is_brought_over_what_is_not_carried():
    one, other = talk((3.0, -2.0), (0.6, 0.3), (0.4, 0.25), lambda _: 0.0)
    assert one[-1] == pytest.approx(0.6 / (1 - 0.4))
    assert other[-1] == pytest.approx(0.3 / (1 - 0.25))


@given(openings, grounds, carries)
def test_without_influence_both_end_at_their_own_ground(opening, ground, carry):
    outcome = turns(opening=opening, ground=ground, carry=carry, warm=0, harsh=0)
    assert np.array_equal(outcome.series["one"], outcome.series["alone"])
    assert outcome.facts["end"] == pytest.approx(ground, abs=0.01)
    assert outcome.case == "same"


def test_the_second_answers_what_the_first_has_just_said():
    one, other = talk((1.0, -2.0), (0.5, 0.1), (0.5, 0.2), influence(0.3, 0.6))
    assert one[1] == pytest.approx(0.5 + 0.5 * 1.0 - 0.6 * 2.0)
    assert other[1] == pytest.approx(0.1 - 0.2 * 2.0 + 0.6 * one[1])
    assert one[2] == pytest.approx(0.5 + 0.5 * one[1] + 0.6 * other[1])


@given(st.floats(0.1, 2), st.floats(0, 0.5), st.floats(0, 0.3))
def test_with_one_slope_both_end_at_the_shared_rest(ground, carry, slope):
    rest = ground * (1 - carry) / (1 - carry - slope)
    assume(rest < END)
    one, other = talk(
        (ground, ground), (ground * (1 - carry),) * 2, (carry, carry), influence(slope, slope)
    )
    assert one[-1] == pytest.approx(rest, rel=0.01)
    assert other[-1] == pytest.approx(rest, rel=0.01)


@given(openings, grounds, carries, slopes, slopes)
def test_tones_stay_on_the_scale(opening, ground, carry, warm, harsh):
    lines = turns(opening=opening, ground=ground, carry=carry, warm=warm, harsh=harsh).series
    assert all(np.all(np.abs(line) <= END) for line in lines.values())


@given(openings, openings, grounds, carries, slopes, slopes)
def test_a_gentler_first_word_never_ends_harsher(one, other, ground, carry, warm, harsh):
    low, high = sorted([one, other])
    shared = {"ground": ground, "carry": carry, "warm": warm, "harsh": harsh}
    assert turns(opening=low, **shared).facts["end"] <= (
        turns(opening=high, **shared).facts["end"] + 1e-9
    )


@pytest.mark.parametrize(
    ("changed", "case"),
    [
        ({}, "harsher"),
        ({"opening": -2}, "warmer"),
        ({"harsh": 0.3}, "warmer"),
        ({"carry": 0.3}, "warmer"),
        ({"opening": 0, "ground": 0}, "same"),
        ({"warm": 0, "opening": 3}, "same"),
    ],
)
def test_the_case_says_where_the_talk_ends_against_ones_own_ground(changed, case):
    outcome = turns(**changed)
    assert outcome.case == case
    gap = outcome.facts["end"] - outcome.facts["ground"]
    assert (abs(gap) <= ALIKE) == (case == "same")
