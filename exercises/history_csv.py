"""Reading ratings by day from a CSV file that another program wrote.

What a row says is taken or told, never guessed: a person can bring in the rows that are clear and
mend the others. Problems are told as those of a file of answers are.
"""

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO
from math import inf
from typing import NamedTuple

from exercises.answers_csv import split_rows
from exercises.answers_header import delimiter_of
from exercises.answers_problems import Found
from exercises.problems import excerpt

LARGEST = 10_000_000
"""Bytes of a file that are read: some hundred thousand rows."""
EARLIEST = 1900

_CLOCK = r"(?:[T ,]+[0-9]{1,2}[:.][0-9]{2}\S*(?: ?[AaPp]\.?[Mm]\.?)?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_CLOCK}")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.]) ?([0-9]{{1,2}})\2 ?([0-9]{{4}}){_CLOCK}")
_NUMBER = re.compile(r"([+-]?[0-9]{1,9})(?:[.,]([0-9]{1,15}))?(?: ?%)?")
_THOUSAND = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}")


class DayValue(NamedTuple):
    """One number of one day."""

    day: date
    value: float


class History(NamedTuple):
    """The values that are clear, in the file's order, and what is wrong with the other rows."""

    values: list[DayValue]
    problems: list[str]


def columns_in(data: bytes) -> tuple[str, ...]:
    """Return the names of a file's columns to choose from; none if it cannot be read."""
    try:
        _, header = next(_rows(data[:LARGEST].decode("utf-8-sig"), [], Found("")), (1, []))
    except UnicodeDecodeError:
        return ()
    return tuple(name for name in map(str.strip, header) if name)


def read_history(
    data: bytes,
    file: str,
    *,
    day_column: str,
    value_column: str,
    day_first: bool,
    ends: tuple[float, float],
    today: date,
) -> History:
    """Read a day and a number from each row of a CSV file in UTF-8 with a header.

    file: its name, to be told. day_first: whether 1/2/2026 is in February; a year that comes first
    says it by itself. ends: the two ends of what the numbers are on. An empty cell is a day without
    a rating. What is outside of the ends or after `today` is told, not taken.
    """
    found = Found(file)
    values: list[DayValue] = []
    if len(data) > LARGEST:
        found.add(1, None, "too_large", most=LARGEST // 1_000_000)
        return _told(values, found)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.add(data[: error.start].count(b"\n") + 1, None, "not_utf8")
        return _told(values, found)
    rows = _rows(text, [day_column, value_column], found)
    _, header = next(rows, (1, []))
    names = [name.strip() for name in header]
    for name in (day_column, value_column):
        if names.count(name) != 1 and not found:
            found.add(1, None, "not_chosen" if name not in names else "chosen_twice", name=name)
    if found:
        return _told(values, found)
    reader = _Reader(names.index(day_column), names.index(value_column), day_first, ends, today)
    before = 0
    for number, row in rows:
        before += 1
        if not any(map(str.strip, row)):
            continue
        if len(row) != len(names):
            found.add(number, None, "ragged", cells=len(row), width=len(names))
        elif (value := reader.read(number, row, names, found)) is not None:
            values.append(value)
    if not before and not found:
        found.add(1, None, "no_days")
    return _told(values, found)


class _Reader(NamedTuple):
    """What to read of a row, and how."""

    day: int
    value: int
    day_first: bool
    ends: tuple[float, float]
    today: date

    def read(self, number: int, row: list[str], names: list[str], found: Found) -> DayValue | None:
        """Return what a row says; None for an empty cell, and for what is told instead."""
        typed = row[self.value].strip()
        if not typed:
            return None
        where = (self.day + 1, names[self.day])
        day = _day(row[self.day].strip(), day_first=self.day_first)
        if day is None or day > self.today:
            said = {"value": excerpt(row[self.day].strip())}
            found.add(number, where, "not_day" if day is None else "day_to_come", **said)
            return None
        value = _number(typed)
        where = (self.value + 1, names[self.value])
        low, high = sorted(self.ends)
        if value == inf:
            found.add(number, where, "not_number", value=excerpt(typed))
        elif not low <= value <= high:
            said = {"value": excerpt(typed), "low": f"{low:g}", "high": f"{high:g}"}
            found.add(number, where, "beyond", **said)
        else:
            return DayValue(day, value)
        return None


def _day(text: str, *, day_first: bool) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match[1], match[3], match[4]
    elif match := _YEAR_LAST.fullmatch(text):
        year = match[4]
        day, month = (match[1], match[3]) if day_first else (match[3], match[1])
    else:
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= EARLIEST else None


def _number(text: str) -> float:
    """Return a number with a point or a comma; inf for none, and for one that may be a thousand."""
    match = _NUMBER.fullmatch(text)
    if match is None or _THOUSAND.fullmatch(text.rstrip(" %")):
        return inf
    return float(f"{match[1]}.{match[2] or 0}")


def _rows(text: str, names: list[str], found: Found) -> Iterator[tuple[int, list[str]]]:
    lines = StringIO(text, newline="")
    delimiter = delimiter_of(lines.readline(), names)
    lines.seek(0)
    return split_rows(lines, delimiter, found)


def _told(values: list[DayValue], found: Found) -> History:
    return History(values, found.all_told())
