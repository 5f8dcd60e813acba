"""The plot of a demonstration: its series as lines, the figure kept while a slider moves."""

from collections.abc import Sequence

import numpy as np
from matplotlib.lines import Line2D

from exercises.demonstrations import Outcome
from exercises.schema import Demonstration
from widgets.plots.canvas import Canvas, round_limits
from widgets.plots.style import Size, line_styles


class LinesPlot:
    """Draws outcomes of one demonstration, each over the same axes."""

    def __init__(self, demonstration: Demonstration, expected: Sequence[Outcome]) -> None:
        """Take the outcomes that the axes should hold from the start: no jump at "try this"."""
        self._demonstration = demonstration
        self._limits = _limits(expected)
        self._span = float(expected[0].x[0]), float(expected[0].x[-1])
        self._canvas: Canvas | None = None
        self._lines: dict[str, Line2D] = {}

    def png(self, outcome: Outcome, size: Size) -> bytes:
        """Return the picture of one outcome; about 10 ms while neither size nor range changes."""
        wanted = _limits([outcome], self._limits)
        canvas = self._canvas
        if canvas is None or canvas.size != size:
            canvas = self._canvas = self._make(size)
        if wanted != self._limits:
            self._limits = wanted
            canvas.axes.set_ylim(*wanted)
            canvas.stale()
        for name, line in self._lines.items():
            line.set_data(outcome.x, outcome.series[name])
        return canvas.png(self._lines.values())

    def legend(self, size: Size) -> list[dict[str, str]]:
        """Return what each line is, for the page to show beside the picture."""
        named = zip(self._demonstration.series.values(), line_styles(size), strict=False)
        return [
            {"label": series.label, "colour": style.colour, "dash": style.strokes}
            for series, style in named
        ]

    def _make(self, size: Size) -> Canvas:
        canvas = Canvas(size)
        axes, spec = canvas.axes, self._demonstration
        canvas.label(spec.axes.x, spec.axes.y)
        axes.set_ylim(*self._limits)
        axes.set_xlim(*self._span)
        self._lines = {
            name: axes.plot([], [], color=style.colour, ls=style.dash, linewidth=2)[0]
            for name, style in zip(spec.series, line_styles(size), strict=False)
        }
        return canvas


def _limits(
    outcomes: Sequence[Outcome], within: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Return round limits that hold all outcomes and, if given, the limits so far."""
    values = np.concatenate([series for one in outcomes for series in one.series.values()])
    low, high = float(values.min()), float(values.max())
    if within is not None:
        if within[0] <= low and high <= within[1]:
            return within
        low, high = min(low, within[0]), max(high, within[1])
    low, high = round_limits(low, high)
    pad = (high - low) * 0.02
    return low - pad, high + pad
