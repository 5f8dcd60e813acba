"""The plot of one scale across sittings, on a true time axis where a gap is seen as a gap."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np
from matplotlib.dates import (
    HOURLY,
    AutoDateLocator,
    ConciseDateFormatter,
    date2num,
    num2date,
)

from widgets.plots.canvas import Canvas
from widgets.plots.style import Size

MARKS = {"module": "s", "practice": "^"}
"""How a module that was worked on and a practice that was done are marked."""
NOTHING: Mapping[str, Sequence[datetime]] = {}

GAP = timedelta(days=14)
"""Sittings further apart than this, and than three usual intervals, are not joined by a line."""


class _DayFormatter(ConciseDateFormatter):
    """Writes a lone tick as its day; by itself it would be told as an hour, midnight."""

    _lone = False

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """Return the words below the ticks."""
        self._lone = len(values) == 1
        if not self._lone:
            return list(super().format_ticks(values))
        day = num2date(values[0])
        return [f"{day.day} {day:%b %Y}"]

    def get_offset(self) -> str:
        """Return what all ticks have in common: nothing that a lone one doesn't say."""
        return "" if self._lone else str(super().get_offset())


def times_png(
    at: Sequence[datetime],
    values: Sequence[float],
    ends: tuple[float, float],
    size: Size,
    usual: tuple[float, float] | None = None,
    done: Mapping[str, Sequence[datetime]] = NOTHING,
    split: date | None = None,
) -> bytes:
    """Return the picture of ratings over time; `ends` are the scale's, `usual` is drawn as a band.

    Beneath the scale, marks stand for what was `done` at the times given, by its kind in MARKS. A
    line stands where the day `split` begins, if that is within the time shown.
    Sittings come in the order they began. After a clock was set back that isn't the order of their
    times, but the line goes from left to right.
    """
    canvas = Canvas(size)
    axes, colour = canvas.axes, canvas.colours.lines[0]
    days = np.array([date2num(moment) for moment in at])
    order = np.argsort(days, kind="stable")
    days, shown = days[order], np.array(values, dtype=float)[order]
    if usual is not None:
        axes.axhspan(*usual, color=colour, alpha=0.13, linewidth=0, zorder=1)
    axes.plot(*_with_gaps(days, shown), color=colour, linewidth=1.6, zorder=2)
    axes.plot(days, shown, "o", color=colour, markersize=5.5, zorder=3, clip_on=False)
    low, high = ends
    strip = _mark(canvas, done, ends)
    axes.set_ylim(low - strip * (high - low), high + 0.02 * (high - low))
    axes.set_yticks(np.linspace(low, high, 3))
    margin = max(0.05 * float(days[-1] - days[0]), 0.6)
    axes.set_xlim(days[0] - margin, days[-1] + margin)
    if split is not None and days[0] - margin < date2num(split) < days[-1] + margin:
        axes.axvline(date2num(split), color=canvas.colours.faint, linewidth=1.4, linestyle="--")
    locator = AutoDateLocator(minticks=2, maxticks=max(3, size.width // 110))
    # A narrow plot of a day or two has room for midnights only.
    locator.intervald[HOURLY].append(24)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(_DayFormatter(locator))
    axes.xaxis.get_offset_text().set_color(canvas.colours.faint)
    return canvas.png(())


def _mark(
    canvas: Canvas, done: Mapping[str, Sequence[datetime]], ends: tuple[float, float]
) -> float:
    """Draw the marks of what was done; return how much room they take, in heights of the scale."""
    low, high = ends
    room = 0.02
    for place, (kind, shape) in enumerate(MARKS.items()):
        if done.get(kind):
            level = low - (0.09 + 0.08 * place) * (high - low)
            days = [date2num(moment) for moment in done[kind]]
            colour = canvas.colours.lines[1 + place]
            canvas.axes.plot(
                days, [level] * len(days), shape, color=colour, markersize=4, clip_on=True
            )
            room = 0.14 + 0.08 * place
    return room


def _with_gaps(days: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the line's points with a break wherever nothing was rated for long."""
    steps = np.diff(days)
    if not len(steps):
        return days, values
    longest = max(GAP / timedelta(days=1), 3 * float(np.median(steps)))
    breaks = np.flatnonzero(steps > longest) + 1
    return np.insert(days, breaks, np.nan), np.insert(values, breaks, np.nan)
