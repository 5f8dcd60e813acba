"""Worksheets: each module on paper, to write on by hand."""

from collections.abc import Iterator
from pathlib import Path

from exercises.content import load_check_in, load_help, modules, words
from exercises.schema import (
    BreathingPractice,
    CheckIn,
    FormPractice,
    Module,
    OwnLines,
    Practice,
    Rating,
    Reflection,
)
from widgets.notes import address
from widgets.paper.blanks import INDENT, blank_form, points, question
from widgets.paper.prose import lead_in
from widgets.paper.sheet import (
    ACCENT,
    HINT,
    INK,
    LABEL,
    PART,
    SMALL,
    SMALL_LABEL,
    SOURCE,
    TEXT,
    TITLE,
    Paper,
    Sheet,
    document,
)

WRITING = 6
"""Lines below a prompt."""
OWN_LINES = 4


def worksheets(notebooks: Path, paper: Paper) -> Iterator[tuple[str, bytes]]:
    """Yield a file's name and its PDF for each module and the check-in.

    notebooks: the folder that holds the modules' pages. Names and metadata tell no topic.
    """
    for module in modules():
        yield f"{module.number:02}.pdf", module_sheet(module, notebooks, paper)
    check_in = load_check_in()
    yield f"{check_in.key}.pdf", check_in_sheet(check_in, paper)


def module_sheet(module: Module, notebooks: Path, paper: Paper) -> bytes:
    """Return a module's worksheet as a PDF."""
    sheet = _begun(paper, words("paper.sheet", number=module.number), module.title)
    if module.kept == "on-request":
        sheet.say(words("paper.found"), LABEL, after=3)
    opening, *sections = lead_in(notebooks / module.notebook)
    for paragraph in opening.paragraphs:
        sheet.say(paragraph, marked=True, after=2.4)
    for section in sections:
        sheet.gap(2)
        sheet.say(section.heading, LABEL, after=0.6)
        for paragraph in section.paragraphs:
            sheet.say(paragraph, marked=True, after=2.4)
    for rating in module.ratings:
        _rating(sheet, rating)
    if module.own is not None:
        _own(sheet, module.own)
    _heading(sheet, words("paper.reflections"), 95)
    for reflection in module.reflections:
        _prompt(sheet, reflection)
    for practice in module.practices:
        _practice(sheet, practice)
    _heading(sheet, words("out.heading"), 45)
    sheet.say(module.way_out.pause, after=2.4)
    sheet.say(module.way_out.grounding, after=2.4)
    _help(sheet, module.way_out.help)
    _sources(sheet, module)
    return document(sheet)


def check_in_sheet(check_in: CheckIn, paper: Paper) -> bytes:
    """Return the check-in as a PDF."""
    sheet = _begun(paper, words("paper.sheet_check_in"), check_in.title)
    sheet.say(words("paper.check_in"), after=2.4)
    sheet.say(words("rating.note"), HINT, after=4)
    sheet.say(check_in.period, LABEL, after=3)
    for number, item in enumerate(check_in.items, 1):
        question(sheet, number, item)
    if check_in.note is not None:
        _prompt(sheet, check_in.note)
    _help(sheet, words("paper.help_text"))
    return document(sheet)


def _begun(paper: Paper, running: str, title: str) -> Sheet:
    sheet = Sheet(paper, running, (running, ""))
    sheet.add_page()
    sheet.dress(SMALL_LABEL)
    sheet.set_text_color(*ACCENT)
    sheet.cell(sheet.epw / 2, SMALL_LABEL.line, running)
    sheet.dress(SMALL)
    sheet.cell(sheet.epw / 2, SMALL.line, words("paper.date_line"), align="R")
    sheet.set_y(sheet.y + SMALL_LABEL.line + 2)
    sheet.rule(ACCENT)
    sheet.gap(6)
    sheet.say(title, TITLE, width=sheet.epw, after=5)
    return sheet


def _heading(sheet: Sheet, text: str, room: float) -> None:
    sheet.need(room)
    sheet.gap(7)
    sheet.say(text, PART, width=sheet.epw, after=2.4)


def _rating(sheet: Sheet, rating: Rating) -> None:
    _heading(sheet, rating.title or words("paper.rating"), 70)
    sheet.say(words("rating.note"), HINT, after=3)
    sheet.say(rating.period, LABEL, after=3)
    for number, item in enumerate(rating.items, 1):
        question(sheet, number, item)


def _own(sheet: Sheet, own: OwnLines) -> None:
    sheet.gap(3)
    sheet.need(60)
    sheet.say(own.prompt, LABEL, after=0.4)
    sheet.say(own.hint, HINT, after=1)
    for _ in range(OWN_LINES):
        sheet.need(34)
        sheet.say(own.line, SMALL, after=0)
        sheet.writing_lines(1)
        sheet.say(own.belief, SMALL, after=1)
        points(sheet, "slider", own.anchors, INDENT)
        sheet.gap(4)


def _prompt(sheet: Sheet, reflection: Reflection) -> None:
    sheet.need(24 + WRITING * 8.5)
    sheet.gap(2)
    sheet.say(reflection.prompt, LABEL, width=sheet.epw, after=0.4)
    sheet.say(reflection.hint, HINT, width=sheet.epw, after=0)
    sheet.writing_lines(WRITING)


def _practice(sheet: Sheet, practice: Practice) -> None:
    _heading(sheet, practice.title, 80)
    sheet.say(practice.introduction, after=4)
    _beside(sheet, practice, "before")
    if isinstance(practice, FormPractice):
        blank_form(sheet, practice)
    elif isinstance(practice, BreathingPractice):
        breath = practice.breath
        for phase, seconds in (("in", breath.in_), ("hold", breath.hold), ("out", breath.out)):
            if seconds:
                told = words(
                    "paper.seconds", phase=words(f"practice.{phase}"), seconds=f"{seconds:g}"
                )
                sheet.say(told, LABEL, indent=INDENT, after=1)
        sheet.say(_minutes(practice.seconds), HINT, indent=INDENT, after=4)
    else:
        sheet.say(_minutes(practice.seconds), HINT, after=2)
        for number, step in enumerate(practice.steps, 1):
            sheet.need(2 * TEXT.line)
            sheet.number(number)
            sheet.say(step.words, indent=INDENT, after=1.8)
        sheet.gap(2)
    _beside(sheet, practice, "after")
    sheet.say(practice.finish, after=2)


def _beside(sheet: Sheet, practice: Practice, moment: str) -> None:
    """Set the question that is asked before and after."""
    sheet.need(28)
    asked = words(f"practice.{moment}", question=practice.question)
    sheet.say(asked, LABEL, width=sheet.epw, after=1.4)
    points(sheet, "slider", practice.anchors)
    sheet.gap(5)


def _minutes(seconds: int) -> str:
    minutes = round(seconds / 60)
    return words("practice.minute" if minutes == 1 else "practice.minutes", minutes=minutes)


def _help(sheet: Sheet, text: str) -> None:
    """Set where to turn: lines for the numbers nearby, and what finds others anywhere."""
    _heading(sheet, words("paper.help"), 108)
    sheet.say(text, after=3)
    for key in ("paper.my_number", "paper.my_person"):
        sheet.say(words(key), SMALL_LABEL, after=0)
        sheet.writing_lines(1)
    sheet.say(words("help.finders"), SMALL_LABEL, after=0.6)
    for finder in load_help().finders:
        if finder.checked is not None:
            reach = finder.reach.removeprefix("https://")
            said = words("paper.finder", reach=reach, about=finder.about, note=finder.note or "")
            sheet.say(said.strip(), SMALL, marked=True, width=sheet.epw, after=0.4)


def _sources(sheet: Sheet, module: Module) -> None:
    _heading(sheet, words("sources.heading"), 40)
    for source in module.sources:
        sheet.need(4 * SOURCE.line)
        sheet.say(source.text, SOURCE._replace(colour=INK), width=sheet.epw, after=0)
        said = words("paper.source", about=source.about, link=address(source.link))
        sheet.say(said, SOURCE, width=sheet.epw, after=1.4)
