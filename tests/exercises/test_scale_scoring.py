"""A questionnaire's scores: published keys by hand, and the one rule for one person and for many."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.scale_scoring import score_all, score_person
from exercises.schema_scale import Questionnaire
from exercises.scoring import score

ECR_R_REVERSED = [9, 11, 20, 22, *range(26, 32), *range(33, 37)]
ECR_REVERSED = [3, 15, 19, 22, 25, 27, 29, 31, 33, 35]


@pytest.fixture
def ecr_r(questionnaire):
    return questionnaire(
        36,
        {"anxiety": [*range(1, 19)], "avoidance": [*range(19, 37)]},
        reversed_items=ECR_R_REVERSED,
    )


@pytest.fixture
def ecr(questionnaire):
    return questionnaire(
        36,
        {"avoidance": [*range(1, 37, 2)], "anxiety": [*range(2, 37, 2)]},
        reversed_items=ECR_REVERSED,
    )


@pytest.fixture
def ecr_rs(questionnaire):
    return questionnaire(
        9, {"avoidance": [*range(1, 7)], "anxiety": [7, 8, 9]}, reversed_items=[1, 2, 3, 4]
    )


def answers(numbers) -> dict[str, int]:
    return {str(item): value for item, value in enumerate(numbers, 1)}


def values(questionnaire, given) -> dict[str, float | None]:
    return {key: one.value for key, one in score_person(questionnaire, given).items()}


def test_ecr_r_by_its_key(ecr_r):
    # All ones: two of 18 anxiety items count as 7, twelve of 18 avoidance items do.
    all_ones = values(ecr_r, answers([1] * 36))
    assert all_ones == {"anxiety": (16 + 2 * 7) / 18, "avoidance": (6 + 12 * 7) / 18}
    # Answers 1, 2 … 7, 1, 2 … to the items in turn. Anxiety as answered adds up to 66, with 2 and 4
    # at items 9 and 11, which turn into 6 and 4. Avoidance as answered adds up to 75; its twelve
    # reversed items as answered to 50, and so to 12 · 8 − 50 = 46 when they are turned.
    turns = values(ecr_r, answers(index % 7 + 1 for index in range(36)))
    assert turns == {"anxiety": (66 - 6 + 10) / 18, "avoidance": (75 - 50 + 46) / 18}


def test_ecr_of_1998_by_its_key(ecr):
    all_ones = values(ecr, answers([1] * 36))
    assert all_ones == {"avoidance": (9 + 9 * 7) / 18, "anxiety": (17 + 7) / 18}


def test_the_two_keys_differ_for_the_same_answers(ecr, ecr_r):
    same = answers([1] * 36)
    assert values(ecr, same) != values(ecr_r, same)


def test_ecr_rs_by_its_key(ecr_rs):
    # 8 − 2, 8 − 3, 8 − 1, 8 − 2, then 5 and 6: 6 + 5 + 7 + 6 + 5 + 6 = 35 over 6; 3 + 4 + 7 = 14.
    found = values(ecr_rs, answers([2, 3, 1, 2, 5, 6, 3, 4, 7]))
    assert found == {"avoidance": 35 / 6, "anxiety": 14 / 3}


def test_a_sum_of_complete_answers_is_the_plain_sum(questionnaire):
    four = questionnaire(4, {"all": [1, 2, 3, 4]}, score="sum", reversed_items=[4])
    assert values(four, answers([1, 2, 3, 1])) == {"all": 1 + 2 + 3 + 7}


def test_a_sum_with_an_answer_missing_is_prorated(questionnaire):
    three = questionnaire(3, {"all": [1, 2, 3]}, score="sum")
    assert values(three, {"1": 2, "2": 5}) == {"all": 10.5}


def test_too_few_answers_are_no_number(ecr_rs):
    found = score_person(ecr_rs, {"1": 1, "2": 1, "3": 1, "7": 5, "8": None})
    assert found["avoidance"] == (None, 3, 6)
    assert found["anxiety"] == (None, 1, 3)
    assert score_person(ecr_rs, {"7": 5, "9": 6})["anxiety"] == (5.5, 2, 3)


@pytest.mark.parametrize(
    ("share", "needed"), [("2/3", 12), ("12/18", 12), ("1/1", 18), ("67/100", 13), ("1/999", 1)]
)
def test_the_share_that_a_file_names_is_counted_exactly(questionnaire, share, needed):
    one = questionnaire(18, {"all": [*range(1, 19)]}, least_answered=share)
    assert values(one, answers([3] * needed)) == {"all": 3}
    assert values(one, answers([3] * (needed - 1))) == {"all": None}


@pytest.mark.parametrize("value", [0, 8, 7.5, float("inf")])
def test_an_answer_that_cannot_be_is_refused_without_being_quoted(ecr_rs, value):
    with pytest.raises(ValueError, match=r"^an answer is outside 1 to 7$"):
        score_person(ecr_rs, {"1": value})


def test_answers_need_a_column_an_item(ecr_rs):
    with pytest.raises(ValueError, match="9 columns"):
        score_all(ecr_rs, np.ones((4, 8)))


def test_nobody_has_no_scores(ecr_rs):
    assert score_all(ecr_rs, np.empty((0, 9))).shape == (0, 2)


@dataclass(frozen=True)
class Asked:
    key: str
    low: int
    high: int
    reversed: bool


@st.composite
def groups(draw):
    """Draw a questionnaire with one subscale of all items, and answers of some people."""
    low = draw(st.integers(-5, 5))
    high = low + draw(st.integers(1, 20))
    number = draw(st.integers(1, 12))
    keys = [*range(1, number + 1)]
    every = {
        "key": "drawn",
        **dict.fromkeys(("title", "instructions", "source", "permission"), "None."),
        "range": {"low": low, "high": high},
        "items": [{"key": key} for key in keys],
        "reversed_items": draw(st.lists(st.sampled_from(keys), unique=True)),
        "subscales": [
            {"key": score, "label": score, "scored_items": keys, "score": score}
            for score in ("mean", "sum")
        ],
    }
    answer = st.one_of(st.just(np.nan), st.integers(low, high))
    person = st.lists(answer, min_size=number, max_size=number)
    return Questionnaire.model_validate(every), draw(st.lists(person, min_size=1, max_size=6))


@given(groups())
def test_the_rule_is_that_of_the_workbooks_own_ratings(group):
    scale, people = group
    within = scale.range
    asked = [
        Asked(item.key, within.low, within.high, item.key in scale.reversed_items)
        for item in scale.items
    ]
    found = score_all(scale, np.array(people, dtype=float))
    for person, (mean, total) in zip(people, found, strict=True):
        given_values = {
            item.key: None if np.isnan(value) else value
            for item, value in zip(scale.items, person, strict=True)
        }
        expected = score(asked, given_values)
        if expected.value is None:
            assert np.isnan(mean)
            assert np.isnan(total)
        else:
            assert mean == expected.value
            assert total == pytest.approx(expected.value * expected.of, abs=1e-9)
        assert score_person(scale, given_values)["mean"] == expected
