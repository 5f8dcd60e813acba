"""Another program's CSV: what is clear is read, what isn't is told by its row, nothing is guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises import history_csv
from exercises.history_csv import columns_in, read_history

TODAY = date(2026, 3, 10)


def read(data, day="date", value="mood", day_first=True, ends=(0, 10)):
    data = data.encode() if isinstance(data, str) else data
    return read_history(
        data,
        "mood.csv",
        day_column=day,
        value_column=value,
        day_first=day_first,
        ends=ends,
        today=TODAY,
    )


def one(cell, **kind):
    """Return what a day's cell is read as."""
    values, problems = read(f'date,mood\n"{cell}",5\n', **kind)
    return values[0].day if values else problems


FIRST_OF_FEBRUARY = [
    *("2026-02-01", "2026-2-1", "2026/02/01", "2026.02.01", "2026-02-01T21:30:00Z"),
    *("2026-02-01 21:30", "2026-02-01 9:30 PM", "2026-02-01T21:30:00.123+01:00"),
]


@pytest.mark.parametrize("cell", FIRST_OF_FEBRUARY)
@pytest.mark.parametrize("day_first", [True, False])
def test_a_day_with_its_year_first_is_clear(cell, day_first):
    assert one(cell, day_first=day_first) == date(2026, 2, 1)


@pytest.mark.parametrize("cell", ["1/2/2026", "01.02.2026", "1. 2. 2026", "01-02-2026 21:30"])
def test_a_day_with_its_year_last_is_read_as_the_person_says(cell):
    assert one(cell, day_first=True) == date(2026, 2, 1)
    assert one(cell, day_first=False) == date(2026, 1, 2)


NO_DAYS = [
    *("", "yesterday", "2026-02-30", "1/2/26", "31/31/2026", "2026-02", "20260201", "45000"),
    *("2026-02/01", "２０２６-02-01", "1899-01-01", "0000-01-01", "2026-02-01 or so", "=TODAY()"),
]


@pytest.mark.parametrize("cell", NO_DAYS)
def test_what_is_no_clear_day_is_told(cell):
    (problem,) = one(cell)
    assert problem.startswith(f"mood.csv: row 2, column 1 (date): found “{cell}”")


def test_a_day_to_come_is_told():
    assert one("10.3.2026") == TODAY
    (problem,) = one("11.3.2026")
    assert "still to come" in problem


NUMBERS = {
    "5": 5,
    " 5 ": 5,
    "5.5": 5.5,
    "5,5": 5.5,
    "5 %": 5,
    "50%": 50,
    "+5": 5,
    "-5": -5,
    "007": 7,
}


@pytest.mark.parametrize(("cell", "value"), NUMBERS.items())
def test_a_number_is_read(cell, value):
    values, problems = read(f'date,mood\n2026-02-01,"{cell}"\n', ends=(-100, 100))
    assert problems == []
    assert [found.value for found in values] == [value]


NONE = [
    *("good", "5/10", "1,000", "nan", "inf", "1e3", "--5", "5 6", "٣", "0x5", "1_0", "=5"),
    "9" * 40,
]


@pytest.mark.parametrize("cell", NONE)
def test_what_is_no_clear_number_is_told(cell):
    values, (problem,) = read(f'date,mood\n2026-02-01,"{cell}"\n', ends=(0, 10_000))
    assert values == []
    assert problem.startswith("mood.csv: row 2, column 2 (mood): found “")


def test_a_number_beyond_the_ends_is_told_and_the_others_are_read():
    values, (problem,) = read("date,mood\n2026-02-01,5\n2026-02-02,11\n2026-02-03,0\n")
    assert [found.value for found in values] == [5, 0]
    assert problem == (
        "mood.csv: row 3, column 2 (mood): found 11, outside 0 to 10; write a number from 0 to 10,"
        " or choose other ends if the numbers go further"
    )


def test_the_ends_may_be_the_other_way_round():
    assert read("date,mood\n2026-02-01,5\n", ends=(10, 0)).problems == []


def test_a_day_without_a_number_is_no_problem():
    assert read("date,mood\n2026-02-01,\n\n,\n2026-02-02,5\n") == ([(date(2026, 2, 2), 5)], [])


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_the_cells_is_found(sign):
    data = sign.join(["note", "date", "mood"]) + "\n" + sign.join(['"a,b;c\td"', "2026-02-01", "5"])
    assert read("\ufeff" + data + "\n").values == [(date(2026, 2, 1), 5)]
    assert columns_in(data.encode()) == ("note", "date", "mood")


FILES = {
    "nothing": (b"", "no column named date"),
    "only names": (b"date,mood\n", "no row below the names"),
    "another encoding": ("date,mood\n2026-02-01,é\n".encode("utf-16"), "another encoding"),
    "another name": (b"day,mood\n2026-02-01,5\n", "no column named date"),
    "a name twice": (b"date,mood,mood\n2026-02-01,5,6\n", "more than one column named mood"),
    "a cell more": (b"date,mood\n2026-02-01,5,6\n", "3 cells"),
    "an open quote": (b'date,mood\n2026-02-01,"5\n', "a quotation mark"),
}


@pytest.mark.parametrize(("data", "words"), FILES.values(), ids=FILES)
def test_what_is_wrong_with_a_file_is_told(data, words):
    values, (problem,) = read(data)
    assert values == []
    assert words in problem


def test_a_file_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(history_csv, "LARGEST", 10)
    assert "more than" in read("date,mood\n2026-02-01,5\n").problems[0]


def test_of_many_problems_some_are_told_and_all_counted():
    _, problems = read("date,mood\n" + "x,5\n" * 80)
    assert len(problems) == 51
    assert problems[-1] == "And 30 more like these."


def test_a_file_without_a_header_that_can_be_read_has_no_columns():
    assert columns_in(b"\xff\xfe") == ()
    assert columns_in(b"") == ()


@given(st.binary(max_size=80) | st.text('date,mood\n"5;-/.2026 ', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_told(data):
    read(data)
    read(b"date,mood\n" + data)
    columns_in(data)
