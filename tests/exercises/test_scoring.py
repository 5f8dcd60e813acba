from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.scoring import Score, reverse, score


@dataclass(frozen=True)
class Asked:
    key: str
    low: int = 0
    high: int = 10
    reversed: bool = False


THREE = [Asked("a"), Asked("b"), Asked("c", reversed=True)]


@st.composite
def answered_forms(draw):
    low = draw(st.integers(-5, 5))
    high = low + draw(st.integers(1, 100))
    number = draw(st.integers(1, 12))
    items = [Asked(f"item-{n}", low, high, draw(st.booleans())) for n in range(number)]
    answer = st.one_of(st.none(), st.integers(low, high), st.floats(low, high))
    return items, {item.key: draw(answer) for item in items}


@given(st.integers(-100, 100), st.integers(1, 100), st.data())
def test_reversing_twice_is_the_same_answer(low, width, data):
    value = data.draw(st.integers(low, low + width))
    there = reverse(value, low, low + width)
    assert low <= there <= low + width
    assert reverse(there, low, low + width) == value


@given(answered_forms())
def test_a_mean_stays_within_what_can_be_answered(form):
    items, values = form
    found = score(items, values)
    if found.value is not None:
        assert items[0].low - 1e-9 <= found.value <= items[0].high + 1e-9


@given(answered_forms())
def test_unanswered_stays_out_of_the_mean(form):
    items, values = form
    found = score(items, values)
    given_only = [item for item in items if values[item.key] is not None]
    assert found.answered == len(given_only)
    assert found.of == len(items)
    if found.value is not None:
        assert found.value == score(given_only, values).value


@given(answered_forms())
def test_there_is_a_number_from_two_thirds_on(form):
    items, values = form
    found = score(items, values)
    assert (found.value is not None) == (found.answered > 0 and 3 * found.answered >= 2 * found.of)


def test_a_mean_of_answers_with_one_reversed():
    assert score(THREE, {"a": 4, "b": 6, "c": 2}) == Score(6.0, 3, 3)


def test_two_of_three_are_enough_and_one_is_not():
    assert score(THREE, {"a": 4, "b": 6}) == Score(5.0, 2, 3)
    assert score(THREE, {"a": 4, "b": None}) == Score(None, 1, 3)


def test_no_answer_is_no_number_and_zero_is_an_answer():
    assert score(THREE, {}) == Score(None, 0, 3)
    assert score([Asked("a")], {"a": 0}) == Score(0.0, 1, 1)
    assert score([], {}) == Score(None, 0, 0)


def test_answers_to_other_items_are_left_alone():
    assert score([Asked("a")], {"a": 3, "elsewhere": 9}) == Score(3.0, 1, 1)


@pytest.mark.parametrize("value", [-1, 11, 10.5, float("nan"), float("inf"), True, "5", [5]])
def test_an_answer_that_cannot_be_is_refused_without_being_quoted(value):
    with pytest.raises(ValueError, match="answer to a is") as refused:
        score([Asked("a")], {"a": value})
    assert str(value) not in str(refused.value).replace("0 to 10", "")
