"""A person's record as a PDF: what they chose of their journal, made in memory only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple, get_args

from babel.dates import format_date

from exercises.content import load_check_in, modules, questionnaires, words
from exercises.schema import Module
from journal import Journal, clock
from widgets.dates import LOCALE, local
from widgets.paper.record_plots import ROOM_FOR_PLOTS, plots
from widgets.paper.record_ratings import (
    Sessions,
    answers_now,
    check_ins,
    rated,
    ratings,
)
from widgets.paper.record_writing import practices, reflections
from widgets.paper.sheet import (
    HINT,
    PART,
    SECTION,
    TEXT,
    TITLE,
    Paper,
    Sheet,
    Step,
    document,
)

Part = Literal["progress", "check-ins", "ratings", "reflections", "practices", "on-request"]
PARTS: tuple[Part, ...] = get_args(Part)
"""In the record's order. `on-request`: all of the modules that are kept on request only."""
USUAL: tuple[Part, ...] = tuple(part for part in PARTS if part != "on-request")
"""What is in a record unless somebody chooses: nothing that was kept on request only."""


SET_BY: Mapping[Part, Sequence[Callable[[Sheet, Journal, Sessions, Module], list[Step]]]] = {
    "ratings": (ratings,),
    "reflections": (reflections,),
    "practices": (practices,),
    "on-request": (answers_now, reflections, practices),
}
"""What of each module is in a part."""


class Group(NamedTuple):
    """What there is to set below a heading, step by step; the part's own heading will do for "".

    room: what the heading and the beginning of what follows need on a page, in millimetres.
    """

    heading: str
    steps: list[Step]
    room: float = 32


def record_pdf(
    journal: Journal,
    parts: Sequence[Part] = USUAL,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    paper: Paper = "a4",
) -> bytes:
    """Return the chosen parts of a journal as a PDF. Nothing is written to disk.

    progress: told how many steps are done, and of how many; a pair of plots is a step. Title and
    metadata name no topic. A letter that no font has stands as a sign, and the last page says how
    many there are. Raises ValueError for an unknown part, and what the journal raises.
    """
    if set(parts) - set(PARTS):
        raise ValueError("there is no such part of a record")
    here = journal.session()
    today = str(format_date(local(clock.now(), here), "d MMMM y", locale=LOCALE))
    sheet = Sheet(paper, words("paper.title"), (words("paper.title"), today))
    chosen = [part for part in PARTS if part in parts]
    found = {part: [one for one in _groups(part, journal, sheet) if one.steps] for part in chosen}
    steps = [step for part in chosen if found[part] for step in _steps(part, found[part], sheet)]
    _cover(sheet, today, found)
    for done, step in enumerate(steps):
        progress(done, len(steps) + 1)
        step()
    if sheet.missing:
        _missing(sheet)
    progress(len(steps), len(steps) + 1)
    made = document(sheet)
    progress(len(steps) + 1, len(steps) + 1)
    return made


def _groups(part: Part, journal: Journal, sheet: Sheet) -> Iterator[Group]:
    """Yield what a part could hold, in the workbook's order."""
    sessions = {session.id: session for session in journal.sessions()}
    if part == "progress":
        for heading, steps in plots(sheet, journal):
            yield Group(heading, steps, ROOM_FOR_PLOTS)
        return
    if part == "check-ins":
        yield Group("", check_ins(sheet, journal, sessions, load_check_in()))
        return
    for module in modules():
        if (module.kept == "on-request") != (part == "on-request"):
            continue
        steps = [step for kind in SET_BY[part] for step in kind(sheet, journal, sessions, module)]
        yield Group(module.title, steps)
    if part == "ratings":
        for form in questionnaires():
            yield Group(form.title, rated(sheet, journal, sessions, form))


def _steps(part: Part, groups: list[Group], sheet: Sheet) -> Iterator[Step]:
    """Yield the headings of a part and what is below them."""

    def opened() -> None:
        sheet.add_page()
        sheet.say(words(f"paper.part.{part}"), PART, after=3)

    yield opened
    for group in groups:
        if group.heading:
            yield partial(_headed, sheet, group)
        yield from group.steps


def _headed(sheet: Sheet, group: Group) -> None:
    sheet.need(group.room)
    sheet.gap(2)
    sheet.say(group.heading, SECTION, after=2)


def _cover(sheet: Sheet, today: str, found: Mapping[Part, list[Group]]) -> None:
    """Set the first page. What was chosen and is empty is said here and has no page."""
    sheet.add_page()
    sheet.set_y(sheet.h * 0.3)
    sheet.say(words("paper.title"), TITLE, after=2)
    sheet.say(today, HINT, after=12)
    for part, groups in found.items():
        name = words(f"paper.part.{part}")
        if groups:
            sheet.say(name, TEXT, after=0.8)
        else:
            sheet.say(words("paper.none", part=name), HINT, after=0.8)
    sheet.set_y(sheet.h * 0.7)
    sheet.say(words("paper.keep_safe"), HINT, after=0)


def _missing(sheet: Sheet) -> None:
    """Say at the end how many letters could not be shown."""
    sheet.need(24)
    sheet.gap(8)
    sheet.rule()
    sheet.gap(3)
    sheet.say(words("paper.missing", count=sheet.missing), HINT)
