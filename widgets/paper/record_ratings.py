"""The numbers of a record: check-ins as a table, ratings sitting by sitting."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from statistics import median
from typing import NamedTuple, TypeGuard

from babel.dates import format_date

from exercises.content import words
from exercises.schema import CheckIn, Form, Module
from exercises.schema_form import Question
from journal import Answer, Journal, Session
from widgets.dates import LOCALE, local, moment
from widgets.form import number
from widgets.paper.sheet import CELL, HINT, LABEL, SMALL, SMALL_LABEL, Sheet, Step

Sessions = Mapping[int, Session]

NEWEST_IN_WORDS = 20
"""Sittings of a rating that are told one by one, in words; earlier ones are summed up by month."""
NEWEST_IN_TABLE = 60
MOST_COLUMNS = 10
"""Questions beside each other in a table; of more, there is one table below the other."""


class Sitting(NamedTuple):
    """The numbers given in one sitting, by key."""

    session: Session
    values: Mapping[str, float]


def check_ins(sheet: Sheet, journal: Journal, sessions: Sessions, check_in: CheckIn) -> list[Step]:
    """Return the steps for the check-ins: what was asked, a table, what was noted."""
    taken = _sittings(journal, sessions, check_in)
    steps: list[Step] = []
    if taken:
        steps.append(partial(_legend, sheet, check_in))
        keys = [item.key for item in check_in.items]
        heads = [str(place) for place in range(1, len(keys) + 1)]
        steps.append(partial(table, sheet, taken, keys, heads))
    note = check_in.note
    if note is None:
        return steps
    noted: list[tuple[Session, str]] = []
    for answer in journal.history(check_in.key):
        if answer.key != f"{check_in.key}/{note.key}":
            continue
        if isinstance(answer.value, str) and answer.value.strip():
            noted.append((sessions[answer.session], answer.value))
        else:
            # The page showed what was noted before, so that went with it.
            noted.clear()
    if noted:
        steps.append(partial(sheet.say, note.prompt, LABEL))
    for session, text in noted:
        steps.append(partial(dated, sheet, moment(session), text))
    return steps


def ratings(sheet: Sheet, journal: Journal, sessions: Sessions, module: Module) -> list[Step]:
    """Return the steps for a module's ratings."""
    steps: list[Step] = []
    for rating in module.ratings:
        found = rated(sheet, journal, sessions, rating)
        if found and rating.title is not None:
            steps.append(partial(sheet.say, rating.title, LABEL))
        steps += found
    return steps


def rated(sheet: Sheet, journal: Journal, sessions: Sessions, form: Form) -> list[Step]:
    """Return the steps for a form's answers: the newest in words, earlier ones by month."""
    taken = _sittings(journal, sessions, form)
    if not taken:
        return []
    steps: list[Step] = [partial(sheet.say, form.period, HINT, after=2)]
    earlier, newest = taken[:-NEWEST_IN_WORDS], taken[-NEWEST_IN_WORDS:]
    if earlier:
        steps.append(partial(_legend, sheet, form))
        steps.append(partial(_earlier, sheet, earlier, form))
    return [*steps, *(partial(_in_words, sheet, one, form) for one in newest)]


def answers_now(sheet: Sheet, journal: Journal, sessions: Sessions, module: Module) -> list[Step]:
    """Return the steps for what a module's questions are answered with now, and no history.

    For what is kept on request, of which no page shows an earlier sitting either.
    """
    steps: list[Step] = []
    for rating in module.ratings:
        answers = journal.answers(rating.key)
        items = {f"{rating.key}/{item.key}": item for item in rating.items}
        if values := _numbers(answers.values(), items):
            given = (answers[f"{rating.key}/{key}"] for key in values)
            last = Sitting(sessions[max(answer.session for answer in given)], values)
            steps.append(partial(sheet.say, rating.period, HINT, after=2))
            steps.append(partial(_in_words, sheet, last, rating))
    return steps


def _earlier(sheet: Sheet, earlier: Sequence[Sitting], form: Form) -> None:
    numbered = [(item.key, str(place)) for place, item in enumerate(form.items, 1)]
    for at in range(0, len(numbered), MOST_COLUMNS):
        keys, heads = zip(*numbered[at : at + MOST_COLUMNS], strict=True)
        _by_month(sheet, earlier, keys, heads)


def _in_words(sheet: Sheet, sitting: Sitting, form: Form) -> None:
    """Set one sitting's answers, each beside its question."""
    left = sheet.epw * 0.56
    rows = []
    for item in form.items:
        if item.key in sitting.values:
            answer = in_words(item.anchors, sitting.values[item.key])
            high = max(
                sheet.height_of(item.text, CELL, left - 4),
                sheet.height_of(answer, CELL, sheet.epw - left),
            )
            rows.append((item.text, answer, high + 1.2))
    sheet.need(SMALL_LABEL.line + 1 + sum(high for _, _, high in rows))
    sheet.say(moment(sitting.session), SMALL_LABEL, after=0.8)
    for question, answer, high in rows:
        sheet.rule()
        top = sheet.y + 0.6
        sheet.set_y(top)
        sheet.say(question, CELL, width=left - 4, after=0)
        sheet.set_y(top)
        sheet.say(answer, CELL, indent=left, width=sheet.epw - left, after=0)
        sheet.set_y(top + high - 0.6)
    sheet.gap(5)


def in_words(anchors: Mapping[int, str], value: float) -> str:
    """Return a number with the words that it stands for, or those of the points around it.

    >>> in_words({0: "never", 5: "at times", 10: "always"}, 7)
    '7 of 10, between “at times” and “always”'
    """
    high = max(anchors)
    if value in anchors:
        text = anchors[int(value)]
        return words("form.value_with_words", value=number(value), high=high, words=text)
    below = max((point for point in anchors if point < value), default=min(anchors))
    above = min((point for point in anchors if point > value), default=high)
    return words(
        "paper.between",
        value=number(value),
        high=high,
        below=anchors[below],
        above=anchors[above],
    )


def _sittings(journal: Journal, sessions: Sessions, form: Form) -> list[Sitting]:
    """Return what each sitting answered of a form, with at least one answer, oldest first."""
    items = {f"{form.key}/{item.key}": item for item in form.items}
    found = []
    for at, answers in groupby(journal.history(form.key), lambda answer: answer.session):
        values = _numbers(answers, items)
        if values:
            found.append(Sitting(sessions[at], values))
    return found


def _numbers(answers: Iterable[Answer], items: Mapping[str, Question]) -> dict[str, float]:
    """Return the numbers of answers that their questions still have, by the questions' keys."""
    return {
        items[answer.key].key: answer.value
        for answer in answers
        if answer.key in items and _fits(answer.value, items[answer.key])
    }


def _fits(value: object, item: Question) -> TypeGuard[int]:
    """Whether a value is a number that its question still has."""
    return type(value) is int and item.low <= value <= item.high


def _legend(sheet: Sheet, form: Form) -> None:
    """Set what the numbers above a table's columns stand for."""
    for place, item in enumerate(form.items, 1):
        said = words(
            "paper.legend",
            number=place,
            question=item.text,
            low=item.low,
            low_words=item.anchors[item.low],
            high=item.high,
            high_words=item.anchors[item.high],
        )
        sheet.say(said, SMALL, width=sheet.epw, after=0.6)
    sheet.gap(3)


def table(
    sheet: Sheet, taken: Sequence[Sitting], keys: Sequence[str], heads: Sequence[str]
) -> None:
    """Set numbers sitting by sitting, the newest ones; those before are summed up by month."""
    earlier, newest = taken[:-NEWEST_IN_TABLE], taken[-NEWEST_IN_TABLE:]
    if earlier:
        _by_month(sheet, earlier, keys, heads)
    rows = ([moment(one.session), *(_cell(one.values.get(key)) for key in keys)] for one in newest)
    sheet.rows(["", *heads], rows, _shares(heads))


def _by_month(
    sheet: Sheet, taken: Sequence[Sitting], keys: Sequence[str], heads: Sequence[str]
) -> None:
    """Set a month's numbers in one line: how many times, the middle number, lowest and highest."""
    sheet.say(words("paper.by_month"), SMALL, width=sheet.epw, after=1.5)
    rows = []
    for month, sittings in groupby(taken, lambda one: _month(one.session)):
        listed = list(sittings)
        cells = [[one.values[key] for one in listed if key in one.values] for key in keys]
        first = words("paper.month", month=month, count=len(listed))
        rows.append([first, *map(_spread, cells)])
    sheet.rows(["", *heads], rows, _shares(heads))


def _shares(heads: Sequence[str]) -> list[float]:
    return [2.2, *(1 for _ in heads)]


def _month(session: Session) -> str:
    return str(format_date(local(session.opened, session), "MMM y", locale=LOCALE))


def _cell(value: float | None) -> str:
    return "–" if value is None else number(value)


def _spread(values: Sequence[float]) -> str:
    if not values:
        return "–"
    low, high = min(values), max(values)
    if low == high:
        return number(low)
    return words("paper.spread", middle=number(median(values)), low=number(low), high=number(high))


def dated(sheet: Sheet, date: str, text: str) -> None:
    """Set somebody's words under their date."""
    sheet.need(SMALL.line + 12)
    sheet.say(date, SMALL, after=0.4)
    sheet.say(text, after=4)
