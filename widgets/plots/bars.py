"""The plot of a demonstration whose outcome is a few bars, each made of parts."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.patches import Rectangle

from exercises.demonstrations import Outcome
from exercises.schema import Demonstration
from widgets.plots.canvas import Canvas, round_limits
from widgets.plots.style import HATCHES, Size, bar_styles, palette

LETTER = 6.2
"""CSS pixels that a letter of a bar's name takes, on the whole."""


class BarsPlot:
    """Draws outcomes of one demonstration: a bar for each of its ticks, a part for each series."""

    def __init__(self, demonstration: Demonstration, expected: Sequence[Outcome]) -> None:
        """Take the outcomes that the axis should hold from the start: no jump at "try this"."""
        self._demonstration = demonstration
        self._top = _top(expected)
        self._canvas: Canvas | None = None
        self._parts: dict[str, list[Rectangle]] = {}

    def png(self, outcome: Outcome, size: Size) -> bytes:
        """Return the picture of one outcome; the figure is kept, and only its bars are moved."""
        wanted = max(self._top, _top([outcome]))
        canvas = self._canvas
        if canvas is None or canvas.size != size:
            canvas = self._canvas = self._make(size)
        if wanted != self._top:
            self._top = wanted
            canvas.axes.set_ylim(0, wanted)
            canvas.stale()
        below = np.zeros_like(outcome.x)
        for name, parts in self._parts.items():
            heights = outcome.series[name]
            for part, bottom, height in zip(parts, below, heights, strict=True):
                part.set_y(bottom)
                part.set_height(height)
            below = below + heights
        return canvas.png(part for parts in self._parts.values() for part in parts)

    def legend(self, size: Size) -> list[dict[str, str]]:
        """Return what each part is, for the page to show beside the picture; the lowest first."""
        ground = palette(size).ground
        named = zip(self._demonstration.series.values(), bar_styles(size), strict=False)
        return [
            {"label": series.label, "colour": colour, "hatch": hatch, "ground": ground}
            for series, (colour, hatch) in named
        ]

    def _make(self, size: Size) -> Canvas:
        canvas = Canvas(size)
        axes, spec = canvas.axes, self._demonstration
        canvas.label(spec.axes.x, spec.axes.y)
        places = range(len(spec.axes.ticks))
        room = int(size.width / (len(spec.axes.ticks) + 0.5) / LETTER)
        axes.set_xticks(places, [fill(tick, max(room, 6)) for tick in spec.axes.ticks])
        axes.set_xlim(-0.6, len(places) - 0.4)
        axes.set_ylim(0, self._top)
        self._parts = {}
        for name, (colour, hatch) in zip(spec.series, bar_styles(size), strict=False):
            bars = axes.bar(
                places,
                0,
                width=0.62,
                color=colour,
                edgecolor=canvas.colours.ground,
                linewidth=1,
                hatch=HATCHES[hatch],
            )
            self._parts[name] = list(bars)
        return canvas


def _top(outcomes: Sequence[Outcome]) -> float:
    """Return a round number that no bar of these is higher than."""
    totals = [np.sum(list(one.series.values()), axis=0) for one in outcomes]
    return round_limits(0, float(np.max(totals)))[1]
