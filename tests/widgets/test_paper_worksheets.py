"""Worksheets: all that a module asks is on its sheet, and nothing outside tells what it is about."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

import server.command
from exercises.content import load_check_in, load_help, load_module, modules, words
from exercises.schema import FormPractice, StepsPractice
from widgets.paper.prose import lead_in
from widgets.paper.worksheets import check_in_sheet, module_sheet, worksheets

NOTEBOOKS = Path(__file__).parents[2] / "workbook"
KEYS = [module.key for module in modules()]
TELLING = re.compile(
    r"depend|emotion|relation|attach|partner|anxi|abus|" + "|".join(KEYS), re.IGNORECASE
)


def squeezed(text: str) -> str:
    """A text without its spaces: where a line ends is the paper's business."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def sheets() -> dict[str, PdfReader]:
    """Every sheet on A4, by the name of its file."""
    return {name: PdfReader(io.BytesIO(pdf)) for name, pdf in worksheets(NOTEBOOKS, "a4")}


@pytest.fixture(scope="module")
def printed(sheets) -> dict[str, str]:
    """What can be read on each, without spaces."""
    return {
        name: squeezed("".join(page.extract_text() for page in sheet.pages))
        for name, sheet in sheets.items()
    }


def wanted_of(practice):
    yield from (practice.title, practice.introduction, practice.finish)
    for moment in ("before", "after"):
        yield words(f"practice.{moment}", question=practice.question)
    yield from practice.anchors.values()
    if isinstance(practice, FormPractice):
        for field in practice.fields:
            yield from (field.label, field.hint or "", *field.anchors.values())
            for column in field.columns:
                yield from (column.label, *column.anchors.values())
    elif isinstance(practice, StepsPractice):
        yield from (step.words for step in practice.steps)


@pytest.mark.parametrize("key", KEYS)
def test_all_that_a_module_asks_is_on_its_sheet(key, printed):
    module = load_module(key)
    there = printed[f"{module.number:02}.pdf"]
    wanted = [module.title, *module.way_out.model_dump().values()]
    for rating in module.ratings:
        wanted += [rating.period, words("rating.note"), rating.title or ""]
        for item in rating.items:
            wanted += [item.text, *item.anchors.values()]
    if module.own is not None:
        wanted += [module.own.prompt, module.own.hint, module.own.line, module.own.belief]
    for reflection in module.reflections:
        wanted += [reflection.prompt, reflection.hint]
    for practice in module.practices:
        wanted += wanted_of(practice)
    for source in module.sources:
        wanted += [source.text, source.about]
    for section in lead_in(NOTEBOOKS / module.notebook):
        wanted += [text.replace("**", "") for text in section.paragraphs]
    assert [text for text in wanted if squeezed(text) not in there] == []


def test_the_check_in_is_a_sheet_too(printed):
    check_in = load_check_in()
    wanted = [check_in.title, check_in.period, check_in.note.prompt]
    wanted += [text for item in check_in.items for text in (item.text, *item.anchors.values())]
    assert [text for text in wanted if squeezed(text) not in printed["check-in.pdf"]] == []


def test_every_sheet_says_where_to_turn(printed):
    finders = [finder for finder in load_help().finders if finder.checked is not None]
    assert finders
    for there in printed.values():
        assert squeezed(words("paper.my_number")) in there
        assert all(squeezed(one.reach.removeprefix("https://")) in there for one in finders)


def test_no_sheet_lists_a_line_that_nobody_could_check(printed):
    unchecked = [one.reach for one in load_help().finders if one.checked is None]
    assert unchecked
    for reach in unchecked:
        assert squeezed(reach.removeprefix("https://")) not in "".join(printed.values())


def test_the_sheet_of_what_is_kept_on_request_warns_that_paper_can_be_found(printed):
    warned = [name for name, there in printed.items() if squeezed(words("paper.found")) in there]
    assert warned == [f"{one.number:02}.pdf" for one in modules() if one.kept == "on-request"]


def test_neither_a_files_name_nor_its_metadata_tells_the_topic(sheets):
    assert len(sheets) == len(modules()) + 1
    for name, sheet in sheets.items():
        assert re.fullmatch(r"\d\d\.pdf|check-in\.pdf", name)
        assert sheet.metadata.title in (
            words("paper.sheet_check_in"),
            words("paper.sheet", number=int(name[:2])) if name[0].isdigit() else None,
        )
        assert not TELLING.search(
            " ".join(map(str, sheet.metadata.values())).replace("check-in", "")
        )


def test_every_page_has_its_number(sheets):
    for sheet in sheets.values():
        for number, page in enumerate(sheet.pages, 1):
            assert str(number) in page.extract_text().splitlines()


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_what_was_asked_for(paper, size):
    sheet = PdfReader(io.BytesIO(check_in_sheet(load_check_in(), paper)))
    box = sheet.pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def lowest_fonts(sheet: PdfReader) -> list[str]:
    """The typeface of the lowest text on each page, above the page's number."""
    found = []
    for page in sheet.pages:
        seen = []

        def visit(text, _cm, tm, font, _size, seen=seen):
            if text.strip() and tm[5] > 60:
                seen.append((tm[5], str(font["/BaseFont"])))

        page.extract_text(visitor_text=visit)
        found.append(min(seen)[1])
    return found


def test_no_heading_is_the_last_thing_on_its_page(sheets):
    for name, sheet in sheets.items():
        assert not [font for font in lowest_fonts(sheet) if "Serif" in font], name


@pytest.mark.parametrize("key", KEYS)
def test_no_heading_is_the_last_thing_on_a_page_in_letter_either(key):
    sheet = PdfReader(io.BytesIO(module_sheet(load_module(key), NOTEBOOKS, "letter")))
    assert not [font for font in lowest_fonts(sheet) if "Serif" in font]


def test_an_opening_brings_the_section_that_it_sends_people_to():
    opening, named = lead_in(NOTEBOOKS / load_module("reassurance").notebook)
    assert named.heading in " ".join(opening.paragraphs)
    assert "ipynb" not in " ".join(named.paragraphs)


# The command


@pytest.fixture
def run(monkeypatch):
    """The command with one sheet to make, as the others are made above."""
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
    one = [("01.pdf", b"%PDF-1")]
    monkeypatch.setattr("widgets.paper.worksheets.worksheets", lambda *_: iter(one))
    return lambda *given: runner.invoke(server.command.app, ["worksheets", *map(str, given)])


def test_the_command_writes_the_sheets_to_a_folder(run, tmp_path):
    done = run("--out", tmp_path / "new" / "sheets")
    assert done.exit_code == 0
    assert (tmp_path / "new/sheets/01.pdf").read_bytes() == b"%PDF-1"


def test_the_command_keeps_two_sizes_apart(run, tmp_path):
    assert run("--out", tmp_path, "--paper", "both").exit_code == 0
    assert {path.parent.name for path in tmp_path.rglob("01.pdf")} == {"a4", "letter"}


def test_a_folder_that_cannot_be_written_is_told_in_words(run, tmp_path):
    (tmp_path / "taken").write_text("a file")
    done = run("--out", tmp_path / "taken" / "below")
    assert done.exit_code == 1
    assert "Choose another place" in done.output
    assert isinstance(done.exception, SystemExit)
