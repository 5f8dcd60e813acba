"""Ratings as a table: every number, on the person's clock, and no cell that a spreadsheet runs."""

import csv
from datetime import datetime, timedelta, timezone
from io import StringIO

from exercises.content import load_check_in, modules
from exercises.scores_csv import FORMULA, PLAIN_NUMBER
from journal import Record, ratings_csv, taking

BEGAN = datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5)))


def record(**values):
    answers = [
        {"key": key.replace("_", "-").replace("--", "/"), "value": value, "at": BEGAN}
        for key, value in values.items()
    ]
    sitting = {"began": BEGAN, "last": BEGAN, "ended": None, "entries": [], "answers": answers}
    return Record(sittings=[sitting])


def rows(data):
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(text, newline=""), strict=True))


def test_a_rating_has_a_row_with_its_question_and_its_numbers():
    header, row = rows(ratings_csv(record(check_in__time_alone=4)))
    assert header == ["Date", "Time", "Page", "Question", "Key", "Value", "Lowest", "Highest"]
    question = next(one for one in load_check_in().items if one.key == "time-alone")
    assert row == [
        *("2026-03-01", "23:30", load_check_in().title, question.text),
        *("check-in/time-alone", "4", "0", "10"),
    ]


def test_every_question_with_numbers_has_its_words():
    asked = dict(taking._asked())
    assert len(asked) == len(load_check_in().items) + sum(
        len(rating.items) for module in modules() for rating in module.ratings
    )
    for title, item in asked.values():
        assert title
        assert item.text


def test_only_numbers_are_ratings():
    data = ratings_csv(
        record(check_in__time_alone=None, check_in__note="=1+1", m__done=True, m__list=[1])
    )
    assert len(rows(data)) == 1


def test_a_key_that_is_not_asked_any_more_has_its_row():
    assert rows(ratings_csv(record(gone__item=2.5)))[1][2:] == ["", "", "gone/item", "2.5", "", ""]


def test_no_cell_is_a_formula(monkeypatch, nasty):
    words = nasty.encode("utf-8", "replace").decode()  # a content file holds no half of a pair
    item = load_check_in().items[0].model_copy(update={"text": words})
    monkeypatch.setattr(taking, "_asked", lambda: [("form/item", (words, item))])
    table = rows(ratings_csv(record(form__item=-4)))
    assert [len(row) for row in table] == [8, 8]
    assert table[1][2] == table[1][3]
    for row in table:
        for cell in row:
            assert PLAIN_NUMBER.fullmatch(cell) or not FORMULA.match(cell)


def test_sittings_are_counted():
    told = []
    ratings_csv(record(form__item=1), lambda *steps: told.append(steps))
    assert told == [(1, 1)]


def test_an_empty_journal_has_its_titles():
    assert len(rows(ratings_csv(Record(sittings=())))) == 1
