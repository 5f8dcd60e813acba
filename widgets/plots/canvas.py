"""A figure that is made once for a size and drawn over a saved background ever after.

Drawing everything anew takes several times as long as drawing the lines alone, and a slider's
drag asks for a picture many times a second.
"""

import math
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from widgets.plots.style import Size, palette, use_font


class Canvas:
    """One axes on a transparent ground, in the page's type and colours."""

    def __init__(self, size: Size) -> None:
        use_font()
        self.size = size
        self.colours = palette(size)
        dpi = 100 * size.ratio
        self.figure = Figure(
            figsize=(size.width / 100, size.height / 100), dpi=dpi, layout="constrained"
        )
        self.agg = FigureCanvasAgg(self.figure)
        self.figure.patch.set_alpha(0)
        self.axes: Axes = self.figure.add_subplot()
        self._background: Any = None
        self._dress()

    def _dress(self) -> None:
        axes, colours = self.axes, self.colours
        axes.patch.set_alpha(0)
        axes.spines[["top", "right"]].set_visible(False)
        axes.spines[["left", "bottom"]].set_color(colours.grid)
        axes.tick_params(colors=colours.faint, labelsize=9.5, length=0, pad=6)
        axes.grid(axis="y", color=colours.grid, linewidth=0.8)
        axes.set_axisbelow(True)

    def label(self, x: str, y: str) -> None:
        """Name the axes; the upright one reads level, above its numbers."""
        self.axes.set_xlabel(x, color=self.colours.faint, fontsize=10, labelpad=4)
        self.axes.set_title(y, color=self.colours.faint, fontsize=10, loc="left", pad=8)

    def stale(self) -> None:
        """Let the next picture draw everything: limits or labels have changed."""
        self._background = None

    def png(self, moving: Iterable[Artist]) -> bytes:
        """Draw the moving artists over the rest, and return the picture."""
        moving = tuple(moving)
        if self._background is None:
            for artist in moving:
                artist.set_animated(True)
            self.figure.set_layout_engine("constrained")
            self.agg.draw()
            # The layout is settled: without this, every draw would work it out again.
            self.figure.set_layout_engine("none")
            self._background = self.agg.copy_from_bbox(self.figure.bbox)
        self.agg.restore_region(self._background)
        for artist in moving:
            self.axes.draw_artist(artist)
        return _png(np.asarray(self.agg.buffer_rgba()))


def _png(pixels: np.ndarray) -> bytes:
    """Return pixels (height, width, 4) as a PNG of at most 256 colours.

    A plot has few colours and their fading edges, on a ground that is not there: the 255 that fit
    are looked for among what is drawn alone. Packed like this it is a third of the bytes, in less
    than half of the time. No dithering: areas stay plain.
    """
    height, width, _ = pixels.shape
    drawn = np.flatnonzero(pixels[..., 3] != 0)
    ink = pixels.reshape(-1, 4).view(np.uint32)[drawn, 0]
    few = Image.frombytes("RGBA", (len(ink), 1), ink.tobytes()).quantize(
        255, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    places = np.zeros(height * width, dtype=np.uint8)
    places[drawn] = np.asarray(few)[0] + 1
    packed = Image.frombytes("P", (width, height), places.tobytes())
    packed.putpalette(bytes([0, 0, 0, 0, *(few.getpalette("RGBA") or ())]), "RGBA")
    picture = BytesIO()
    packed.save(picture, "png", compress_level=1)
    return picture.getvalue()


def round_limits(low: float, high: float) -> tuple[float, float]:
    """Return round numbers just below and above two.

    >>> round_limits(0.3, 8.7), round_limits(-0.4, 2.1)
    ((0, 9), (-0.5, 2.5))
    """
    step = 10 ** math.floor(math.log10(max(high - low, 1e-9)))
    step = step / 2 if (high - low) / step < 4 else step
    return math.floor(low / step) * step, math.ceil(high / step) * step
