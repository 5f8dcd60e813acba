import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.demonstrations import MODELS, run
from exercises.demonstrations.relief import LEVEL, PAUSE, ask, drift, wait

START = {"relief": 3.0, "half_life": 4.0, "rise": 0.1, "fall": 0.1, "threshold": 5.0}
VALUES = st.fixed_dictionaries(
    {key: st.floats(low, high) for key, (low, high) in MODELS["relief"].bounds.items()}
)


def relief(**changed: float):
    return run("relief", START | changed)


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0.5, 24))
def test_after_a_half_life_half_of_the_gap_has_closed(unease, level, half_life):
    later = drift(unease, level, half_life, half_life)
    assert level - later == pytest.approx((level - unease) / 2, abs=1e-12)


def test_relief_wears_off_in_the_plot_with_its_half_life():
    # The first asking comes with the second jolt, at noon; the next jolt is five hours later.
    outcome = relief(half_life=4, relief=6, rise=0, threshold=6)
    before, after = outcome.series["asking"][[24, 25]]
    fallen = before - 6
    assert after == pytest.approx(drift(fallen, LEVEL, 0.5, 4))
    assert outcome.series["asking"][32] == pytest.approx((fallen + LEVEL) / 2)


@settings(deadline=None)
@given(VALUES)
def test_unease_stays_between_nought_and_ten(values):
    outcome = run("relief", values)
    for line in outcome.series.values():
        assert line.min() >= 0
        assert line.max() <= 10
    for name in ("level_asking", "level_waiting"):
        assert 0 <= outcome.facts[name] <= 10


@settings(deadline=None)
@given(VALUES)
def test_every_asking_raises_the_level_and_every_urge_waited_out_lowers_it(values):
    asking = ask(**{key: values[key] for key in ("relief", "half_life", "rise", "threshold")})
    waiting = wait(**{key: values[key] for key in ("half_life", "fall", "threshold")})
    raised = LEVEL + values["rise"] * len(asking.moments)
    assert asking.level == pytest.approx(min(raised, 10))
    assert waiting.level == pytest.approx(max(LEVEL - values["fall"] * len(waiting.moments), 0))
    assert all(np.diff(asking.moments) >= PAUSE)


@pytest.mark.parametrize("threshold", [4, 5, 6, 7])
@pytest.mark.parametrize("half_life", [0.5, 2, 4, 12, 24])
@pytest.mark.parametrize("size", [1, 3, 6])
def test_the_more_an_asking_adds_the_higher_the_level_ends(size, half_life, threshold):
    ends = [
        relief(relief=size, half_life=half_life, threshold=threshold, rise=rise).facts[
            "level_asking"
        ]
        for rise in np.linspace(0, 0.5, 11)
    ]
    assert all(np.diff(ends) >= -1e-9)


def test_nobody_asks_when_the_threshold_is_never_reached():
    outcome = relief(threshold=9)
    assert outcome.case == "none"
    assert outcome.facts["asked"] == 0
    assert np.array_equal(outcome.series["asking"], outcome.series["waiting"])


def test_both_lines_are_the_same_up_to_the_first_asking():
    outcome = relief()
    first = ask(relief=3, half_life=4, rise=0.1, threshold=5).moments[0]
    same = outcome.x <= first / 24
    asking, waiting = outcome.series["asking"], outcome.series["waiting"]
    assert np.array_equal(asking[same], waiting[same])


def test_without_a_rise_askings_do_not_come_closer():
    outcome = relief(rise=0)
    assert outcome.facts["level_asking"] == LEVEL
    assert outcome.facts["gap_last"] >= outcome.facts["gap_first"]
    assert outcome.case == "steady_eases"


def test_at_the_start_askings_come_closer_and_urges_get_fewer():
    outcome = relief()
    assert outcome.case == "closer_eases"
    assert outcome.facts["gap_last"] < outcome.facts["gap_first"]
    assert outcome.facts["urges_last"] < outcome.facts["urges_first"]


def test_hours_between_askings_and_askings_a_day_say_the_same():
    facts = relief().facts
    assert facts["gap_first"] == pytest.approx(24 / facts["asked_first"])
    assert facts["gap_last"] == pytest.approx(24 / facts["asked_last"])


def test_waiting_that_takes_nothing_off_brings_no_fewer_urges():
    assert relief(fall=0).case == "closer"
    assert relief(fall=0, rise=0).case == "steady"
