"""Files of answers: what is read, and what is refused with its row and column."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.answers_csv import Answers, AnswersError, read_answers
from exercises.answers_problems import SHOWN
from exercises.schema_scale import Questionnaire

NONE = float("nan")


@pytest.fixture
def three(questionnaire):
    return questionnaire(3, {"all": [1, 2, 3]}, missing=[0, -1, "NA"])


@pytest.fixture
def read(tmp_path, three):
    def call(content: str | bytes, *keep: str) -> Answers:
        path = tmp_path / "answers.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_answers(path, three, keep)

    return call


@pytest.fixture
def told(read):
    """The sentences about a file that is refused."""

    def call(content: str | bytes, *keep: str) -> list[str]:
        with pytest.raises(AnswersError) as refused:
            read(content, *keep)
        return str(refused.value).splitlines()

    return call


# What is read


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_a_file_is_read_whatever_separates_its_cells_and_rows(read, delimiter, end, start):
    rows = [["1", "2", "3"], ["7", "6", "5"], ["1", "", "2"]]
    answers = read(start + end.join(delimiter.join(row) for row in rows) + end)
    np.testing.assert_array_equal(answers.matrix, [[7, 6, 5], [1, NONE, 2]])
    assert answers.delimiter == delimiter


def test_columns_may_stand_in_any_order(read):
    np.testing.assert_array_equal(read("3,1,2\n7,5,6\n").matrix, [[5, 6, 7]])


@pytest.mark.parametrize("code", ["", " ", "0", "-1", "NA", " NA ", "0.0", "-1.0"])
def test_a_code_for_no_answer_is_no_answer(read, code):
    np.testing.assert_array_equal(read(f"1,2,3\n4,{code},4\n").matrix, [[4, NONE, 4]])


@pytest.mark.parametrize("cell", ["7", " 7 ", "7.0", "7.00", "07", '"7"', "\u00a07"])
def test_a_whole_number_is_read_as_programs_write_it(read, cell):
    assert read(f"1,2,3\n4,{cell},4\n").matrix.tolist() == [[4, 7, 4]]


def test_a_column_is_carried_along_if_that_is_asked_for(read):
    answers = read('1,2,who,3,1st\n1,2,"A; ""B""\nC",3,x\n', "1st", "who")
    assert answers.kept == [("x", 'A; "B"\nC')]
    assert answers.kept_names == ("1st", "who")


def test_another_columns_signs_dont_decide_what_separates(read):
    assert read('1;2;3;"a,b,c,d,e"\n1;2;3;x\n', "a,b,c,d,e").delimiter == ";"


def test_empty_lines_at_the_end_are_no_rows(read):
    assert len(read("1,2,3\n1,2,3\n\n\r\n\n").matrix) == 1


def test_a_row_of_empty_cells_is_somebody_without_answers(read):
    assert np.isnan(read("1,2,3\n,,\n").matrix).all()


def test_progress_is_told_in_bytes_up_to_the_whole_file(tmp_path, three):
    path = tmp_path / "long.csv"
    path.write_text("1,2,3\n" + "1,2,3\n" * 20_000)
    steps: list[int] = []
    read_answers(path, three, progress=steps.append)
    assert steps == sorted(steps)
    assert 10 <= len(steps) <= 20
    assert steps[-1] == path.stat().st_size


# What is refused

CELLS = [
    ("8", "found 8, outside 1 to 7; write a number from 1 to 7"),
    ("-2", "found -2, outside"),
    ("999999999", "outside"),
    ("7.5", "found “7.5”; write a whole number"),
    ("7;0", "found “7;0”"),
    ('"7,0"', "found “7,0”; write a whole number from 1 to 7, in digits alone"),
    ("1.000", "found “1.000”"),
    ('"1,000"', "found “1,000”"),
    ("1e0", "found “1e0”"),
    ("+7", "found “+7”"),
    ("٧", "found “٧”"),
    ("−1", "found “−1”"),
    ("na", "found “na”"),
    ("nan", "found “nan”"),
    ("inf", "found “inf”"),
    ("9" * 400, "found “999"),
    ("=1+1", "found “=1+1”"),
    ("\x1b[31mred", "found “[31mred”"),
    ("\x00", "found “”"),
]


@pytest.mark.parametrize(("cell", "said"), CELLS)
def test_a_cell_that_is_no_answer_is_told_with_row_and_column(told, cell, said):
    (line,) = told(f"2,1,3\n1,1,1\n4,{cell},4\n")
    assert line.startswith("answers.csv: row 3, column 2 (1): ")
    assert said in line
    assert line.isprintable()
    assert "or a code that the questionnaire has under missing" in line


ROWS = [
    ("1,2,3\n1,2\n", "row 2: found 2 cells; write 3 of them"),
    ("1,2,3\n1,2,3,\n", "row 2: found 4 cells"),
    ("1,2,3\n1,2,3\n\n1,2,3\n", "row 3: found an empty row"),
    ("1,2,3\n", "row 1: found no row of answers"),
    ("1,2,3\n\n\n", "row 1: found no row of answers"),
    ("", "row 1: found no names of columns; write the items’ keys in the first row, as in 1, 2, 3"),
    ("\n1,2,3\n", "row 1: found no names"),
    ('1,2,3\n1,2,3\n1,"2,3\n', "row 3: found a quotation mark"),
    ('"', "row 1: found a quotation mark"),
    ('1,2,3\n1,"2"2,3\n', "row 2: found a quotation mark"),
    ("1,2,3\n1,2," + "3" * 200_000 + "\n", "row 2: found a quotation mark"),
    (b"1,2,3\n1,2,3\n1,\xff,3\n", "row 3: found a character in another encoding"),
    ("1,2,3\n1,2,3\n".encode("utf-16"), "row 1: found a character in another encoding"),
    ("1,2,3,x\n1,2,3,4\n", "row 1, column 4 (x): found a column that is no item; write --keep"),
    ("1,2,Q3\n1,2,3\n", "row 1, column 3 (Q3): found a column that is no item; write 3 as its"),
    ("1,2,3,\n1,2,3,\n", "row 1, column 4 (): found a column without a name"),
    ("1,2,3,2\n1,2,3,2\n", "row 1, column 4 (2): found the same name a second time"),
    ("1,2\n1,2\n", "row 1: found no column named 3"),
]


@pytest.mark.parametrize(("content", "said"), ROWS)
def test_a_row_or_a_header_that_does_not_fit_is_told(told, content, said):
    (line,) = told(content)
    assert line.startswith(f"answers.csv: {said}")


def test_a_row_is_counted_as_a_spreadsheet_counts_it(told):
    (line,) = told('1,2,3,note\n1,2,3,"two\nlines"\n1,2,9,x\n', "note")
    assert "row 3, column 3 (3): found 9" in line


def test_every_problem_is_told_at_once_in_the_files_order(told):
    lines = told("1,2,3\n9,8,\n1\n\n1,2,x\n")
    where = [line.split(": ")[1].removeprefix("answers.csv: ") for line in lines]
    assert where == [
        *("row 2, column 1 (1)", "row 2, column 2 (2)", "row 3", "row 4", "row 5, column 3 (3)"),
    ]


def test_a_quotation_mark_is_told_at_its_row_whatever_is_wrong_above(told):
    lines = told('1,2,3\n1\n\n9,1,1\n1,"2\n')
    assert [line.split(":")[1] for line in lines] == [
        *(" row 2", " row 3", " row 4, column 1 (1)", " row 5"),
    ]


def test_fifty_are_shown_and_the_rest_counted(told):
    lines = told("1,2,3\n" + "9,1,1\n" * (SHOWN + 7))
    assert len(lines) == SHOWN + 1
    assert lines[-1] == "And 7 more like these."
    assert "row 51," in lines[-2]


def test_every_cell_that_is_not_shown_is_counted(told):
    lines = told("1,2,3\n" + "9,x,1\n" * 100)
    assert lines[-1] == f"And {200 - SHOWN} more like these."


def test_what_is_to_be_kept_has_to_be_there_and_no_score(told):
    assert "no column named who, which --keep asks for" in told("1,2,3\n1,2,3\n", "who")[0]
    assert "both as a column to keep" in told("1,2,3,all\n1,2,3,x\n", "all")[0]


def test_a_file_that_is_not_there_is_told(tmp_path, three):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(AnswersError, match="can’t be opened"):
            read_answers(path, three)


@given(st.binary(max_size=120) | st.text('123,;\t\n\r"x .-', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_in_words(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "answers.csv"
    path.write_bytes(data)
    scale = Questionnaire.model_validate(
        {
            "key": "two",
            **dict.fromkeys(("title", "instructions", "source", "permission"), "None."),
            "range": {"low": 1, "high": 3},
            "items": [{"key": 1}],
            "subscales": [{"key": "all", "label": "All", "scored_items": [1], "score": "mean"}],
        }
    )
    try:
        answers = read_answers(path, scale)
    except AnswersError as error:
        lines = str(error).splitlines()
        assert lines
        assert all(line.isprintable() for line in lines)
        return
    assert len(answers.matrix) > 0
    assert np.isin(answers.matrix[~np.isnan(answers.matrix)], [1, 2, 3]).all()
