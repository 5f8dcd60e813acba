"""The figures that measurement asks for, and what holds of any series."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.statistics import usual_range

# The last ten of the NIST handbook's series.
NIST = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]

ratings = st.lists(st.floats(0, 10), min_size=5, max_size=60)


def test_the_individuals_chart_of_the_nist_handbook_comes_out():
    low, middle, high = usual_range(NIST)
    assert middle == pytest.approx(50.81, abs=5e-3)
    assert (low, high) == (pytest.approx(45.816, abs=5e-3), pytest.approx(55.804, abs=5e-3))


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
