"""The words of a record: reflections, lines of one's own, what practices kept."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from exercises.content import words
from exercises.schema import FormField, FormPractice, Module, OwnLines, Practice, Reflection
from exercises.schema_practice import Column
from journal import Answer, Entry, Journal
from widgets.dates import day, moment
from widgets.paper.record_ratings import Sessions, Sitting, dated, in_words, table
from widgets.paper.sheet import HINT, LABEL, SMALL, SMALL_LABEL, TEXT, Sheet, Step
from widgets.records import whole_between


def reflections(sheet: Sheet, journal: Journal, sessions: Sessions, module: Module) -> list[Step]:
    """Return the steps for what a module's prompts were answered with, as it stands now."""
    answers = journal.answers(module.key)
    steps: list[Step] = []
    for prompt in module.reflections:
        answer = answers.get(f"{module.key}/{prompt.key}")
        if answer is not None and isinstance(answer.value, str) and answer.value.strip():
            steps.append(partial(_answered, sheet, sessions, prompt, answer))
    if module.own is not None:
        answer = answers.get(f"{module.key}/{module.own.key}")
        if answer is not None and isinstance(answer.value, list):
            steps.append(partial(_own, sheet, sessions, module.own, answer))
    return steps


def _answered(sheet: Sheet, sessions: Sessions, prompt: Reflection, answer: Answer) -> None:
    sheet.need(sheet.height_of(prompt.prompt, LABEL, sheet.epw) + 16)
    sheet.say(prompt.prompt, LABEL, after=0.6)
    dated(sheet, _written(sessions, answer), str(answer.value))


def _own(sheet: Sheet, sessions: Sessions, own: OwnLines, answer: Answer) -> None:
    sheet.say(own.prompt, LABEL, after=0.6)
    sheet.say(_written(sessions, answer), SMALL, after=0.4)
    for row in answer.value if isinstance(answer.value, list) else ():
        if isinstance(row, dict) and isinstance(row.get("line"), str):
            sheet.say(row["line"], after=0.4)
            if whole_between(row.get("belief"), 0, 100):
                said = in_words(own.anchors, row["belief"])
                _labelled(sheet, own.belief, said)
            sheet.gap(2)


def _written(sessions: Sessions, written: Answer | Entry) -> str:
    return words("paper.written", date=day(sessions[written.session]))


def practices(sheet: Sheet, journal: Journal, sessions: Sessions, module: Module) -> list[Step]:
    """Return the steps for what a module's practices kept of each time."""
    steps: list[Step] = []
    for practice in module.practices:
        entries = journal.entries(f"{module.key}/{practice.key}")
        if not entries:
            continue
        steps.append(partial(sheet.say, practice.title, LABEL))
        if isinstance(practice, FormPractice):
            steps += [partial(_form, sheet, sessions, practice, entry) for entry in entries]
        else:
            steps.append(partial(_times, sheet, sessions, practice, entries))
    return steps


def _times(sheet: Sheet, sessions: Sessions, practice: Practice, entries: list[Entry]) -> None:
    """Set the times a practice was done, with the numbers before and after."""
    ends = practice.anchors
    low, high = min(ends), max(ends)
    said = words("practice.ends", low=low, low_words=ends[low], high=high, high_words=ends[high])
    sheet.say(practice.question, HINT, after=0.4)
    sheet.say(said, SMALL, after=2)
    heads = [words("practice.time"), words("practice.was"), words("practice.became")]
    taken = [Sitting(sessions[entry.session], _numbers(entry.body)) for entry in entries]
    table(sheet, taken, ["minutes", "before", "after"], heads)


def _numbers(body: Mapping[str, Any]) -> dict[str, float]:
    found: dict[str, float] = {
        key: body[key] for key in ("before", "after") if whole_between(body.get(key), 0, 10)
    }
    if whole_between(body.get("seconds"), 0, 86_400):
        found["minutes"] = round(body["seconds"] / 60, 1)
    return found


def _form(sheet: Sheet, sessions: Sessions, practice: FormPractice, entry: Entry) -> None:
    """Set one filled-in form: each field's name, and what was written."""
    sheet.need(30)
    sheet.rule()
    sheet.gap(1.5)
    sheet.say(moment(sessions[entry.session]), SMALL_LABEL, after=1.5)
    _rated(sheet, practice, entry.body, "before")
    written = entry.body.get("fields")
    if isinstance(written, dict):
        for field in practice.fields:
            _field(sheet, field, written.get(field.key))
    _rated(sheet, practice, entry.body, "after")
    sheet.gap(4)


def _rated(sheet: Sheet, practice: Practice, body: Mapping[str, Any], when: str) -> None:
    if whole_between(body.get(when), 0, 10):
        label = words(f"practice.{when}", question=practice.question)
        _labelled(sheet, label, in_words(practice.anchors, body[when]))


def _field(sheet: Sheet, field: FormField, value: Any) -> None:
    """Set a field that was filled in; a list has a line for each entry."""
    if field.control != "list":
        if text := _value(field, value):
            _labelled(sheet, field.label, text)
        return
    rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    if not rows:
        return
    sheet.need(SMALL.line + 12)
    sheet.say(field.label, SMALL, after=0.6)
    for place, row in enumerate(rows, 1):
        given = [(column, _value(column, row.get(column.key))) for column in field.columns]
        filled = [(column.label, text) for column, text in given if text]
        sheet.need(TEXT.line + SMALL.line * max(len(filled) - 1, 1))
        for index, (label, text) in enumerate(filled):
            if index == 0:
                said = words("paper.row", number=place, text=text)
                sheet.say(said, indent=3, width=sheet.epw - 3, after=0.2)
            else:
                said = words("records.column", label=label, value=text)
                sheet.say(said, SMALL, indent=8, width=sheet.epw - 8, after=0.2)
        sheet.gap(1.2)
    sheet.gap(1.5)


def _value(asked: FormField | Column, value: Any) -> str:
    """Return what was given in words; "" for nothing, and for what today's form doesn't have."""
    if asked.control in ("line", "text"):
        return value.strip() if isinstance(value, str) else ""
    if asked.control == "choice":
        return asked.anchors[value] if type(value) is int and value in asked.anchors else ""
    fits = asked.anchors and whole_between(value, min(asked.anchors), max(asked.anchors))
    return in_words(asked.anchors, value) if fits else ""


def _labelled(sheet: Sheet, label: str, text: str) -> None:
    sheet.need(sheet.height_of(label, SMALL, sheet.epw) + TEXT.line + 2)
    sheet.say(label, SMALL, width=sheet.epw, after=0.2)
    sheet.say(text, after=2.5)
