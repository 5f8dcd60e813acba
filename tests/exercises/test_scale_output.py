"""Scores and summaries as text: exact figures, empty where there is none, nothing that runs."""

import csv
from io import StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.answers_csv import Answers
from exercises.reliability import alpha_of
from exercises.scale_scoring import score_all
from exercises.schema_scale import Questionnaire
from exercises.scores_csv import FORMULA, harmless, rounded, scores_csv, shown, summary_csv
from exercises.summary import correlation, summarize

NONE = float("nan")
GROUP = np.array(
    [
        [1, 2, 7, 1, 1],
        [3, 3, 5, 4, 2],
        [5, 4, 3, 4, 3],
        [7, NONE, 1, 7, 4],
        [NONE, NONE, NONE, 2, 2],
    ]
)


@pytest.fixture
def two(questionnaire):
    return questionnaire(5, {"first": [1, 2, 3], "second": [4, 5]}, reversed_items=[3])


def rows_of(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(StringIO(text), delimiter=delimiter))


def written(scale, answers: Answers) -> list[list[str]]:
    scores = score_all(scale, answers.matrix)
    return rows_of(scores_csv(scale, answers, scores), answers.delimiter)


def test_a_row_of_answers_is_a_row_of_scores(two):
    assert written(two, Answers(GROUP, [], (), ",")) == [
        ["first", "second"],
        ["1.3333333333333333", "1"],
        ["3", "3"],
        ["4.666666666666667", "3.5"],
        ["7", "5.5"],
        ["", "2"],
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_kept_columns_come_first_and_whole(two, delimiter):
    texts = ["A, B", 'say "x"', "a;b", "two\nlines", "tab\there"]
    answers = Answers(GROUP, [(one,) for one in texts], ("who",), delimiter)
    found = written(two, answers)
    assert found[0] == ["who", "first", "second"]
    assert [row[0] for row in found[1:]] == texts


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1",
        "-2+cmd|' /C",
        "-",
        "+a",
    ],
)
def test_a_text_that_may_run_is_made_harmless(two, text):
    answers = Answers(GROUP[:1], [(text,)], (text,), ",")
    found = written(two, answers)
    assert found[0][0] == found[1][0] == f"'{text}".replace("\r", "\n")


@pytest.mark.parametrize("text", ["-3", "-3.5", "-3,5", "+7", "12", "a=b", "a-b", "", "P-07"])
def test_numbers_and_plain_texts_stay_as_they_are(text):
    assert harmless(text) == text


@given(st.text())
def test_whatever_was_kept_no_cell_begins_as_a_formula(text):
    cell = harmless(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert cell in (plain, f"'{plain}")
    if FORMULA.match(cell):
        float(cell.replace(",", "."))


@given(st.text("a=,;\t\r\n\"' ", max_size=8), st.sampled_from([",", ";", "\t"]))
def test_a_kept_text_stays_in_its_cell(text, delimiter):
    given_texts = dict.fromkeys(("title", "instructions", "source", "permission"), "None.")
    subscale = {"key": "all", "label": "All", "scored_items": [1], "score": "mean"}
    scale = Questionnaire(
        key="one",
        **given_texts,
        range={"low": 1, "high": 3},
        items=[{"key": 1}],
        subscales=[subscale],
    )
    found = written(scale, Answers(np.array([[2.0]]), [(text,)], ("who",), delimiter))
    assert found == [["who", "all"], [harmless(text), "2"]]


def test_negative_scores_stay_numbers(questionnaire):
    scale = questionnaire(1, {"all": [1]}, range={"low": -3, "high": 3})
    assert written(scale, Answers(np.array([[-3.0]]), [], (), ",")) == [["all"], ["-3"]]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_score_is_read_back_as_the_same_number(value):
    assert float(shown(value)) == value


def test_a_summary_has_the_figures_computed_by_hand(two):
    # first: scores 4/3, 3, 14/3, 7 of four people; second: 1, 3, 3.5, 5.5, 2 of five.
    first, second = summarize(two, GROUP)
    assert (first.items, first.n, first.alpha_n) == (3, 4, 3)
    assert first.mean == pytest.approx(4)
    assert first.sd == pytest.approx((((8 / 3) ** 2 + 1 + (2 / 3) ** 2 + 9) / 3) ** 0.5)
    # Three complete rows, item 3 turned: 1 2 1, 3 3 3, 5 4 5. Variances 4, 1, 4; of 4, 9, 14: 25.
    assert first.alpha == pytest.approx(3 / 2 * (1 - 9 / 25))
    assert (second.n, second.mean, second.alpha_n) == (5, 3, 5)
    # Items 1 4 4 7 2 and 1 2 3 4 2: variances 5.3 and 1.3; sums 2 6 7 11 4: 11.5.
    assert second.alpha == pytest.approx(2 * (1 - 6.6 / 11.5))
    # Over the four with both: deviations −8/3 −1 2/3 3 and −9/4 −1/4 1/4 9/4.
    r = (6 + 1 / 4 + 1 / 6 + 27 / 4) / ((64 / 9 + 1 + 4 / 9 + 9) * 10.25) ** 0.5
    assert first.correlations == pytest.approx((1, r))
    assert second.correlations == pytest.approx((r, 1))


def test_a_summary_is_one_table(two):
    found = rows_of(summary_csv(two, Answers(GROUP, [], (), ";")), ";")
    assert found[0] == [
        *("subscale", "items", "n", "mean", "sd", "alpha", "alpha_n", "r_first", "r_second"),
    ]
    assert found[1][:4] == ["first", "3", "4", "4"]
    assert [row[0] for row in found[1:]] == ["first", "second"]
    assert found[1][7] == found[2][8] == "1"
    assert found[1][8] == found[2][7]


@pytest.mark.parametrize("people", [np.full((3, 5), NONE), GROUP[:1], np.full((4, 5), 3.0)])
def test_what_a_group_cannot_tell_is_empty(two, people):
    _, first, second = rows_of(summary_csv(two, Answers(people, [], (), ",")))
    assert first[5] == second[5] == ""
    assert first[7:] == second[7:] == ["", ""]
    if np.isnan(people).all():
        assert first[2:5] == ["0", "", ""]


def test_alpha_is_the_published_formula():
    # Two parallel items: α = 2r/(1 + r), Spearman and Brown's formula.
    both = np.array([[1, 2], [2, 1], [3, 4], [4, 3], [5, 5]], dtype=float)
    r = correlation(both[:, 0], both[:, 1])
    assert alpha_of(both) == pytest.approx(2 * r / (1 + r))
    same = np.array([[1, 1, 1], [2, 2, 2], [4, 4, 4]], dtype=float)
    assert alpha_of(same) == pytest.approx(1)
    assert np.isnan(alpha_of(same[:, :1]))


@given(st.lists(st.lists(st.integers(1, 7), min_size=4, max_size=4), min_size=2, max_size=9))
def test_alpha_is_the_same_by_covariances(people):
    answers = np.array(people, dtype=float)
    alpha = alpha_of(answers)
    if np.ptp(answers.sum(axis=1)) == 0:
        assert np.isnan(alpha)
    else:
        table = np.cov(answers, rowvar=False)
        expected = 4 / 3 * (1 - np.trace(table) / table.sum())
        assert alpha == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert alpha <= 1 + 1e-9


def test_a_figure_is_told_without_the_noise_of_adding_up():
    assert rounded(0.1 + 0.2) == "0.3"
    assert rounded(NONE) == ""
