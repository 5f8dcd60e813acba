"""Two lives as two circles: the plane's formula, the shared area, and what the sliders do."""

from math import pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from exercises.demonstrations.circles import (
    EDGE,
    HIGHEST,
    MODEL,
    PROTOTYPES,
    circles,
    overlap,
    plane,
    run,
)

places = st.floats(0, HIGHEST)
radii = st.floats(0.1, 10)
parts = st.floats(0, 1)
ratings = st.floats(0, 10)


@given(radii, parts)
def test_the_shared_area_is_what_adding_up_thin_strips_gives(radius, part):
    distance = 2 * radius * part
    cap, _ = quad(lambda x: 2 * sqrt(max(radius**2 - x**2, 0.0)), distance / 2, radius)
    assert overlap(radius, distance) == pytest.approx(2 * cap, rel=1e-6, abs=1e-6 * radius**2)


@given(radii)
def test_circles_at_one_place_share_all_and_circles_that_touch_share_nothing(radius):
    assert overlap(radius, 0) == pytest.approx(pi * radius**2)
    assert overlap(radius, 2 * radius) == 0
    assert overlap(radius, 3 * radius) == 0
    assert overlap(radius, 2 * radius * (1 - 1e-9)) == pytest.approx(0, abs=1e-6 * radius**2)


def test_two_unit_circles_a_radius_apart_share_the_known_lens():
    assert overlap(1, 1) == pytest.approx(2 * pi / 3 - sqrt(3) / 2)


@given(radii, parts, parts)
def test_nearer_circles_share_more(radius, part, further):
    near, far = sorted([part, further])
    shared = overlap(radius, 2 * radius * near)
    assert shared >= overlap(radius, 2 * radius * far) - 1e-6 * radius**2


@given(radii, parts, st.floats(0.1, 10))
def test_the_shared_part_of_a_circle_does_not_hang_on_the_unit_of_length(radius, part, times):
    grown = overlap(times * radius, times * 2 * radius * part)
    room = (times * radius) ** 2
    wanted = times**2 * overlap(radius, 2 * radius * part)
    assert grown == pytest.approx(wanted, rel=1e-6, abs=1e-6 * room)


@given(ratings, ratings, ratings, ratings)
def test_the_plane_adds_up_four_ratings_as_published(secure, fearful, preoccupied, dismissing):
    here = plane(secure=secure, fearful=fearful, preoccupied=preoccupied, dismissing=dismissing)
    assert here[0] == pytest.approx(secure + dismissing - fearful - preoccupied, abs=1e-9)
    assert here[1] == pytest.approx(secure + preoccupied - fearful - dismissing, abs=1e-9)


@given(ratings)
def test_ratings_that_are_all_alike_stand_in_the_middle_of_the_plane(rating):
    here = plane(secure=rating, fearful=rating, preoccupied=rating, dismissing=rating)
    assert here == (0, 0)


def test_each_prototype_alone_stands_in_a_corner_of_its_own():
    assert set(PROTOTYPES.values()) == {(1, 1), (-1, 1), (1, -1), (-1, -1)}


@pytest.mark.parametrize(
    ("ground", "ease", "case"),
    [
        (10, 10, "both"),
        (0, 10, "leaning"),
        (10, 0, "apart"),
        (0, 0, "wary"),
        (5, 5, "middle"),
        (5, 10, "middle"),
        (0, 5, "middle"),
    ],
)
def test_the_corners_and_the_middle_have_words_of_their_own(ground, ease, case):
    assert run(ground=ground, ease=ease).case == case


@given(places, places, places)
def test_more_ground_leaves_more_to_share_and_more_of_ones_own(ground, more, ease):
    low, high = sorted([ground, more])
    less, larger = run(ground=low, ease=ease).facts, run(ground=high, ease=ease).facts
    assert larger["own"] >= less["own"] - 1e-9
    assert larger["shared"] >= less["shared"] - 1e-9


@given(places, places, places)
def test_the_share_hangs_on_ease_alone_and_grows_with_it(ground, ease, more):
    low, high = sorted([ease, more])
    share = run(ground=ground, ease=low).facts["share"]
    assert share == pytest.approx(run(ground=0, ease=low).facts["share"], abs=1e-6)
    assert share <= run(ground=ground, ease=high).facts["share"] + 1e-9


@given(places, places)
def test_the_room_is_the_shared_part_and_ones_own_together(ground, ease):
    facts = run(ground=ground, ease=ease).facts
    radius, distance = circles(ground, ease)
    assert facts["room"] == pytest.approx(pi * radius**2)
    assert facts["shared"] + facts["own"] == pytest.approx(facts["room"])
    assert facts["shared"] == pytest.approx(overlap(radius, distance))
    assert 0 <= facts["share"] <= 100


@given(places, places)
def test_the_drawing_holds_both_circles_and_what_they_share(ground, ease):
    outcome = run(ground=ground, ease=ease)
    radius, distance = circles(ground, ease)
    assert distance / 2 + radius < EDGE
    step = outcome.x[1] - outcome.x[0]
    for name in ("one", "other"):
        drawn = 2 * outcome.series[name].sum() * step
        assert drawn == pytest.approx(pi * radius**2, rel=0.02)
    shared = -2 * outcome.series["shared"].sum() * step
    assert shared == pytest.approx(overlap(radius, distance), rel=0.05, abs=0.02)
    assert np.allclose(outcome.series["one"], outcome.series["other"][::-1], atol=1e-6)


@given(places, places)
def test_it_returns_what_it_names(ground, ease):
    outcome = run(ground=ground, ease=ease)
    assert tuple(outcome.series) == MODEL.series
    assert outcome.case in MODEL.cases
    assert tuple(outcome.facts) == MODEL.facts
    assert all(np.isfinite(value) for value in outcome.facts.values())
    assert all(
        line.shape == outcome.x.shape and np.isfinite(line).all()
        for line in outcome.series.values()
    )
