"""A document in the workbook's own type: styles, page breaks, running lines, writing space.

Lengths are in millimetres, sizes of type in points.
"""

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, XPos, YPos

from journal import clock
from widgets.paper import fonts

Paper = Literal["a4", "letter"]
Step = Callable[[], None]
"""Sets a piece of a document, and does not come back to it."""

INK = (43, 42, 40)
FAINT = (95, 91, 84)
ACCENT = (29, 106, 114)
RULE = (176, 170, 158)

SIDE, TOP, BOTTOM = 22.0, 22.0, 22.0
MEASURE = 142.0
"""The longest line of prose: about 80 letters."""
POINT = 25.4 / 72


LONG = 1500
"""Letters from which a paragraph is set without kerning, which takes far longer than the rest."""


class Style(NamedTuple):
    """How a text is set. `leading`: from line to line, as a multiple of the size."""

    family: str
    bold: bool
    size: float
    colour: tuple[int, int, int]
    leading: float = 1.38

    @property
    def line(self) -> float:
        """The height of a line."""
        return self.size * self.leading * POINT


TITLE = Style("title", False, 23, INK, 1.2)
PART = Style("title", False, 17, ACCENT, 1.2)
SECTION = Style("title", False, 13, ACCENT, 1.25)
LABEL = Style("text", True, 10.5, INK)
TEXT = Style("text", False, 10.5, INK)
HINT = Style("text", False, 9.5, FAINT)
SMALL = Style("text", False, 8.5, FAINT, 1.32)
SMALL_LABEL = Style("text", True, 8.5, INK, 1.32)
SOURCE = Style("text", False, 7.8, FAINT, 1.28)
CELL = Style("text", False, 8.5, INK, 1.32)
ROOM_AFTER = {PART: 45.0, SECTION: 32.0, LABEL: 26.0}
"""What must follow a heading on its page."""


class Sheet(FPDF):
    """A document of pages with a running line above (not on the first page) and a number below.

    `running` and `title` are seen by whoever sees the file: they name no topic.
    """

    def __init__(self, paper: Paper, title: str, running: tuple[str, str]) -> None:
        super().__init__(format=paper, unit="mm")
        self.running = running
        self.missing = 0
        # What a person writes may hold this sign for "number of pages".
        self.str_alias_nb_pages = ""
        self.set_margins(SIDE, TOP, SIDE)
        self.set_auto_page_break(True, BOTTOM)
        self.add_font("text", "", fonts.TEXT)
        self.add_font("text", "B", fonts.STRONG)
        self.add_font("title", "", fonts.TITLE)
        self.add_font("emoji", "", fonts.EMOJI)
        self.add_font("others", "", fonts.OTHERS)
        self.set_fallback_fonts(["text", "emoji", "others"], exact_match=False)
        self.set_text_shaping(True)
        self.set_title(title)
        self.set_lang("en")
        self.set_creation_date(clock.now())
        self.set_line_width(0.2)
        self.c_margin = 0

    # What fpdf2 calls on each page

    def header(self) -> None:
        """Set the running line."""
        if self.page == 1:
            return
        self.set_y(11)
        self.dress(SMALL)
        half = self.epw / 2
        self.cell(half, SMALL.line, self.running[0], align="L")
        self.cell(half, SMALL.line, self.running[1], align="R")
        self.set_y(TOP)

    def footer(self) -> None:
        """Set the page's number."""
        self.set_y(-14)
        self.dress(SMALL)
        self.cell(self.epw, SMALL.line, str(self.page), align="C")

    # Text

    def dress(self, style: Style) -> None:
        """Take up a style."""
        self.set_font(style.family, "B" if style.bold else "", style.size)
        self.set_text_color(*style.colour)

    def say(
        self,
        text: str,
        style: Style = TEXT,
        *,
        indent: float = 0,
        width: float | None = None,
        after: float = 1.5,
        marked: bool = False,
    ) -> None:
        """Set paragraphs below what is there; `marked`: `**` in it is for strong words.

        A paragraph whose letters run from right to left stands on the right.
        """
        if style in ROOM_AFTER:
            self.need(ROOM_AFTER[style])
        self.dress(style)
        width = min(MEASURE, self.epw - indent) if width is None else width
        for paragraph in self.shown(text).split("\n"):
            self.set_x(SIDE + indent)
            self.set_text_shaping(len(paragraph) < LONG or _needs_shaping(paragraph))
            if not paragraph.strip():
                self.gap(style.line / 2)
                continue
            self.multi_cell(
                width,
                style.line,
                paragraph,
                align="R" if _from_right(paragraph) else "L",
                markdown=marked,
                new_x=XPos.LMARGIN,
                new_y=YPos.NEXT,
            )
        self.set_text_shaping(True)
        self.gap(after)

    def shown(self, text: str) -> str:
        """Return what can be printed of a text, and count what can't."""
        text = fonts.printable(text)
        self.missing += text.count(fonts.MISSING)
        return text

    def height_of(self, text: str, style: Style, width: float) -> float:
        """Return how high a text comes out."""
        self.dress(style)
        height: Any = self.multi_cell(
            width,
            style.line,
            fonts.printable(text),
            align="L",
            dry_run=True,
            output=MethodReturnValue.HEIGHT,
        )
        return float(height)

    # Room

    @property
    def left(self) -> float:
        """The height that is left on the page."""
        return float(self.h - BOTTOM - self.y)

    def need(self, height: float) -> None:
        """Begin a page unless this one has so much room, or none could have it."""
        if self.left < height and self.y > TOP + 1:
            self.add_page()

    def gap(self, height: float) -> None:
        """Leave room, but none at the top of a page."""
        if self.y > TOP:
            self.set_y(min(self.y + height, self.h - BOTTOM))

    def number(self, place: int) -> None:
        """Set a number at the left of the line that follows."""
        y = self.y
        self.dress(SMALL_LABEL)
        self.set_text_color(*ACCENT)
        self.set_xy(SIDE, y)
        self.cell(0, TEXT.line, str(place))
        self.set_y(y)

    # Lines and tables

    def rule(self, colour: tuple[int, int, int] = RULE) -> None:
        """Draw a line across the page."""
        self.set_draw_color(*colour)
        self.line(SIDE, self.y, SIDE + self.epw, self.y)

    def writing_lines(self, count: int, indent: float = 0, every: float = 8.5) -> None:
        """Draw lines to write on, those at a page's end going on upon the next."""
        for _ in range(count):
            self.need(every)
            self.set_y(self.y + every)
            self.set_draw_color(*RULE)
            self.line(SIDE + indent, self.y, SIDE + self.epw, self.y)
        self.gap(3)

    def rows(
        self, head: Iterable[str], rows: Iterable[Iterable[str]], widths: Iterable[float]
    ) -> None:
        """Set a table of short cells, its head again on every page; widths share the line."""
        shares = list(widths)
        wide = [self.epw * share / sum(shares) for share in shares]
        heads = list(head)
        self._row(heads, wide, SMALL_LABEL)
        for row in rows:
            if self.left < CELL.line + 2:
                self.add_page()
                self._row(heads, wide, SMALL_LABEL)
            self._row(list(row), wide, CELL)
        self.gap(4)

    def _row(self, cells: list[str], wide: list[float], style: Style) -> None:
        self.dress(style)
        for cell, width in zip(cells, wide, strict=True):
            self.cell(width, style.line + 1.4, cell, align="L")
        self.set_xy(SIDE, self.y + style.line + 1.6)
        self.rule()
        self.set_y(self.y + 0.3)


def _from_right(text: str) -> bool:
    """Tell whether the first letter that has a direction runs from right to left."""
    directions = map(unicodedata.bidirectional, text)
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def _needs_shaping(text: str) -> bool:
    """Tell whether a text has letters that join, stack or run from right to left."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "NSM") or letter in fonts.JOINERS
        for letter in text
    )


def document(sheet: Sheet) -> bytes:
    """Return a finished document."""
    return bytes(sheet.output())
