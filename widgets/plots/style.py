"""The page's own type and colours, for plots: light and dark, safe for colour-blind readers."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from widgets.sent import within

FONT = Path(__file__).parent / "fonts" / "SourceSans3-Regular.ttf"


@dataclass(frozen=True)
class Size:
    """How large a plot is on the page: CSS pixels, device pixels each, and a dark page or not."""

    width: int
    ratio: float = 1.0
    dark: bool = False

    @classmethod
    def read(cls, sent: Any) -> "Size":
        """Take what a browser sent, within what can sensibly be drawn; anything else is a default.

        A page can send anything, and a picture of a million pixels would stop the kernel.
        """
        sent = sent if isinstance(sent, dict) else {}
        width = within(sent.get("width"), 200, 1600)
        ratio = within(sent.get("ratio"), 1, 2)
        return cls(
            width=640 if width is None else round(width),
            ratio=1.0 if ratio is None else ratio,
            dark=sent.get("dark") is True,
        )

    @property
    def height(self) -> int:
        """A narrow page gets a taller plot, so that its lines stay readable."""
        return round(self.width * (0.8 if self.width < 520 else 0.56))


@dataclass(frozen=True)
class Palette:
    """Colours of a page: text, faint text, grid, the ground of a plot, and the lines in order."""

    ink: str
    faint: str
    grid: str
    ground: str
    lines: tuple[str, ...]


# Line colours differ in lightness as well as in hue, and each line has a dash of its own.
LIGHT = Palette(
    "#2b2a28",
    "#67635c",
    "#e3dfd6",
    "#f4f1ea",
    ("#1d6a72", "#b8632b", "#6a5f9e", "#7d7016", "#a1366a"),
)
DARK = Palette(
    "#e8e3d9",
    "#a8a297",
    "#3a3834",
    "#252523",
    ("#7cc7cd", "#e3a06a", "#b4a9e6", "#cfc16a", "#e58ab4"),
)
DASHES = ((), (5, 2), (1.5, 1.5), (7, 2, 1.5, 2), (3, 1))
"""Lengths on and off, in line widths; none for a solid line."""


HATCHES = {"plain": "", "rising": "//", "dots": "..", "falling": "\\\\", "level": "--"}
"""What is drawn over each part of a bar, by the name the page has for it."""


@dataclass(frozen=True)
class LineStyle:
    """How one series is drawn: in the picture, and as a sample beside it."""

    colour: str
    strokes: str

    @property
    def dash(self) -> Any:
        """Return the dash as Matplotlib takes it."""
        return (0, tuple(map(float, self.strokes.split()))) if self.strokes else "-"


def line_styles(size: Size) -> list[LineStyle]:
    """Return the styles of lines, in the order of a demonstration's series."""
    lines = palette(size).lines
    return [
        LineStyle(colour, " ".join(map(str, dash)))
        for colour, dash in zip(lines, DASHES, strict=True)
    ]


def bar_styles(size: Size) -> list[tuple[str, str]]:
    """Return colour and hatch of the parts of a bar, in the order of a demonstration's series."""
    return list(zip(palette(size).lines, HATCHES, strict=True))


def palette(size: Size) -> Palette:
    """Return the colours for a light or a dark page."""
    return DARK if size.dark else LIGHT


@cache
def use_font() -> None:
    """Let Matplotlib know the page's own type, once a process."""
    from matplotlib import font_manager, rcParams

    font_manager.fontManager.addfont(str(FONT))
    rcParams["font.family"] = ["Source Sans 3", "DejaVu Sans"]
