"""The figures that measurement asks for, and what holds of any series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.statistics import SHEWHART, ewma_chart, usual_range

# The series of the NIST handbook's EWMA chart; its individuals chart is of the last ten.
NIST = [
    *(52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5),
    *(49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1),
]

ratings = st.lists(st.floats(0, 10), min_size=5, max_size=60)


def test_the_individuals_chart_of_the_nist_handbook_comes_out():
    low, middle, high = usual_range(NIST[-10:])
    assert middle == pytest.approx(50.81, abs=5e-5)
    assert (high - middle) / SHEWHART == pytest.approx(1.8778, abs=5e-5)
    assert (low, high) == pytest.approx((45.816, 55.804), abs=5e-4)


def test_the_ewma_chart_of_the_nist_handbook_comes_out():
    low, middle, high, smoothed = ewma_chart(NIST, middle=50, deviation=2.0539, weight=0.3)
    assert (low, high) == pytest.approx((47.4116, 52.5884), abs=5e-5)
    assert middle == 50
    assert smoothed[:3] == pytest.approx((50.60, 49.52, 50.56), abs=5e-3)
    assert smoothed[-1] == pytest.approx(51.99, abs=5e-3)
    assert len(smoothed) == len(NIST)


@pytest.mark.parametrize("count", range(5))
def test_with_fewer_than_five_ratings_it_is_too_early_to_say(count):
    assert usual_range([3.0] * count) is None


@given(ratings)
def test_the_range_lies_evenly_around_the_mean(values):
    low, middle, high = usual_range(values)
    assert middle == pytest.approx(sum(values) / len(values))
    assert high - middle == pytest.approx(middle - low)
    assert low <= high


@given(ratings)
def test_reading_a_series_backwards_changes_nothing(values):
    assert usual_range(values[::-1]) == pytest.approx(usual_range(values))


@pytest.mark.parametrize("odd", [None, float("nan"), float("-inf"), "5", False])
@pytest.mark.parametrize("place", [1, 6])
def test_what_is_no_number_is_refused_by_its_place(odd, place):
    values = [5.0] * 6
    values[place - 1] = odd
    with pytest.raises(ValueError, match=f"value {place} of the series is not a finite number"):
        usual_range(values)
    with pytest.raises(ValueError, match=f"value {place} of the series is not a finite number"):
        ewma_chart(values, middle=5, deviation=1)


@given(st.lists(st.floats(0, 10), max_size=30), st.floats(0, 10), st.floats(0.01, 1))
def test_a_smoothed_series_stays_among_what_it_smooths(values, middle, weight):
    chart = ewma_chart(values, middle=middle, deviation=1, weight=weight)
    among = [middle, *values]
    assert len(chart.smoothed) == len(values)
    assert all(min(among) - 1e-9 <= z <= max(among) + 1e-9 for z in chart.smoothed)


@given(ratings)
def test_with_all_weight_on_the_newest_rating_nothing_is_smoothed(values):
    chart = ewma_chart(values, middle=5, deviation=2, weight=1)
    assert chart.smoothed == pytest.approx(tuple(values))
    assert (chart.low, chart.high) == (-1, 11)


@given(st.floats(0, 10), st.integers(0, 20), st.floats(0.01, 1))
def test_a_series_that_never_leaves_the_middle_is_smoothed_to_itself(value, count, weight):
    chart = ewma_chart([value] * count, middle=value, deviation=0, weight=weight)
    assert chart.smoothed == pytest.approx((value,) * count)
    assert (chart.low, chart.high) == (value, value)


@pytest.mark.parametrize("weight", [0, -0.1, 1.01])
def test_a_weight_that_is_none_is_refused(weight):
    with pytest.raises(ValueError, match="weight is not above 0"):
        ewma_chart([5], middle=5, deviation=1, weight=weight)


def test_a_deviation_below_nothing_is_refused():
    with pytest.raises(ValueError, match="deviation is below 0"):
        ewma_chart([5], middle=5, deviation=-1)


@pytest.mark.parametrize(
    ("odd", "place"), [({"middle": None}, 1), ({"deviation": "1"}, 2), ({"weight": True}, 3)]
)
def test_a_setting_of_the_chart_that_is_no_number_is_refused(odd, place):
    with pytest.raises(ValueError, match=f"value {place} of middle, deviation and weight"):
        ewma_chart([5], **{"middle": 5, "deviation": 1} | odd)
