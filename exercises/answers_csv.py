"""Reading a file of answers: a row a person, a column an item, whatever else is refused.

The library's reader splits the rows; what a cell means is decided here, each different text once.
Nothing comes back from a file with a problem: a wrong score is worse than none.
"""

import csv
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BufferedReader, TextIOWrapper
from itertools import chain
from math import inf, nan
from pathlib import Path
from typing import NamedTuple

import numpy as np

from exercises.answers_header import Columns, columns_of, delimiter_of
from exercises.answers_problems import AnswersError, Found
from exercises.problems import excerpt
from exercises.scale_scoring import Matrix
from exercises.schema_scale import WHOLE_NUMBER, Questionnaire

ROWS_A_STEP = 1000
"""Rows between two words about the progress."""


class Answers(NamedTuple):
    """What a file holds: answers (people × items, nan is unanswered) and the columns kept."""

    matrix: Matrix
    kept: list[tuple[str, ...]]
    kept_names: tuple[str, ...]
    delimiter: str


def read_answers(
    path: Path,
    questionnaire: Questionnaire,
    keep: Sequence[str] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> Answers:
    """Read a CSV file in UTF-8 with a header of item keys.

    Commas, semicolons or tabs between the cells. keep: columns to carry along as text. progress
    is told now and then how many bytes were read. Raises AnswersError with all that is wrong.
    """
    found = Found(path.name)
    try:
        with path.open("rb") as file:
            answers = _read(file, questionnaire, keep, progress, found)
    except UnicodeDecodeError:
        found.add(_undecodable_line(path), None, "not_utf8")
    except OSError:
        found.add(1, None, "unreadable")
    if found:
        raise AnswersError(found)
    return answers


def _read(
    file: BufferedReader,
    questionnaire: Questionnaire,
    keep: Sequence[str],
    progress: Callable[[int], None],
    found: Found,
) -> Answers:
    lines = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    first = lines.readline()
    delimiter = delimiter_of(first, [item.key for item in questionnaire.items])
    rows = split_rows(chain([first], lines), delimiter, found)
    _, header = next(rows, (1, []))
    columns = columns_of(header, questionnaire, keep, found)
    cells = _Cells(questionnaire)
    values, kept = array("d"), []
    if not found:
        for number, row in _whole_rows(rows, columns, found):
            values.extend(map(cells.__getitem__, [row[index] for index in columns.items]))
            if cells.wrong and found.full:
                found.count += values[-len(columns.items) :].count(inf)
            elif cells.wrong:
                cells.tell(number, row, columns, found)
            cells.wrong = False
            if columns.kept:
                kept.append(tuple(row[index] for index in columns.kept))
            if number % ROWS_A_STEP == 0:
                progress(file.tell())
        if not values and not found:
            found.add(1, None, "no_rows")
    matrix = np.array(values).reshape(-1, len(questionnaire.items))
    return Answers(matrix, kept, tuple(columns.names[i] for i in columns.kept), delimiter)


def split_rows(
    lines: Iterable[str], delimiter: str, found: Found
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its number, up to one that can't be split into cells."""
    number = 0
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter, strict=True), 1):
            yield number, row
    except csv.Error:
        found.add(number + 1, None, "quotes")


def _whole_rows(
    rows: Iterator[tuple[int, list[str]]], columns: Columns, found: Found
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that has a cell a column; empty rows at the end are none."""
    width = len(columns.names)
    empty: list[int] = []
    for number, row in rows:
        if not row:
            empty.append(number)
            continue
        while empty:
            found.add(empty.pop(0), None, "blank_row")
        if len(row) == width:
            yield number, row
        else:
            found.add(number, None, "ragged", cells=len(row), width=width)


class _Cells(dict[str, float]):
    """What each text of a cell stands for: a number, nan for no answer, inf for neither."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.range = questionnaire.range
        self.missing = {"", *questionnaire.missing}
        self.wrong = False

    def __missing__(self, text: str) -> float:
        value = self._value(text.strip())
        if value == inf:
            self.wrong = True  # and not kept, so that the next one is seen too
        else:
            self[text] = value
        return value

    def _value(self, text: str) -> float:
        if text in self.missing:
            return nan
        if (match := WHOLE_NUMBER.fullmatch(text)) is None:
            return inf
        value = int(match[1])
        if str(value) in self.missing:
            return nan
        return value if self.range.low <= value <= self.range.high else inf

    def tell(self, row: int, cells: list[str], columns: Columns, found: Found) -> None:
        """Tell what is wrong with the cells of one row."""
        within = {"low": self.range.low, "high": self.range.high}
        for index in sorted(columns.items):
            text = cells[index].strip()
            if self._value(text) == inf:
                where = (index + 1, columns.names[index])
                said = within | {"value": excerpt(text)}
                if WHOLE_NUMBER.fullmatch(text):
                    found.add(row, where, "outside", **said)
                else:
                    found.add(row, where, "not_whole", **said)


def _undecodable_line(path: Path) -> int:
    """Return the line, from 1, of the first byte that is not UTF-8."""
    data = path.read_bytes()
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return data[: error.start].count(b"\n") + 1
    return 1
