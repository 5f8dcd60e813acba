"""Taking ratings away as a table for a spreadsheet, where no cell is a formula."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from exercises.content import load_check_in, modules, questionnaires, words
from exercises.finite import is_finite
from exercises.schema_form import Form, Question
from exercises.scores_csv import harmless
from journal.progress import Progress, unwatched
from journal.record import Record

COLUMNS = ("date", "time", "module", "question", "key", "value", "low", "high")


def ratings_csv(record: Record, progress: Progress = unwatched) -> bytes:
    """Return a row for each number that was answered, oldest sitting first.

    UTF-8 with the mark that Excel knows it by. Date and time are those on the person's own clock. A
    key that today's content does not have has its row too, without title and question.
    """
    asked = dict(_asked())
    text = StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(harmless(words(f"taking.{column}")) for column in COLUMNS)
    for done, sitting in enumerate(record.sittings, 1):
        for answer in sitting.answers:
            if is_finite(answer.value):
                title, item = asked.get(answer.key, ("", None))
                table.writerow(
                    [
                        *_when(answer.at),
                        harmless(title),
                        "" if item is None else harmless(item.text),
                        harmless(answer.key),
                        answer.value,
                        *(("", "") if item is None else (item.low, item.high)),
                    ]
                )
        progress(done, len(record.sittings))
    return text.getvalue().encode("utf-8-sig")


def _when(at: datetime) -> tuple[str, str]:
    return at.date().isoformat(), f"{at:%H:%M}"


def _asked() -> Iterator[tuple[str, tuple[str, Question]]]:
    """Yield each question with numbers to answer by, under its key, with its page's title."""
    check_in = load_check_in()
    forms: list[tuple[str, Form]] = [(check_in.title, check_in)]
    forms += [(module.title, rating) for module in modules() for rating in module.ratings]
    forms += [(form.title, form) for form in questionnaires()]
    for title, form in forms:
        for item in form.items:
            yield f"{form.key}/{item.key}", (title, item)
