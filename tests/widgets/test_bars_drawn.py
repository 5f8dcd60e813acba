"""A demonstration of bars: parts on top of each other, told apart by more than colour."""

from itertools import pairwise

import numpy as np
import pytest

from exercises.content import modules
from exercises.demonstrations import run
from widgets.plots.bars import BarsPlot
from widgets.plots.style import Size

SIZE = Size(640)
BARS = [one for module in modules() for one in module.demonstrations if one.kind == "bars"]


@pytest.fixture(params=BARS, ids=lambda one: one.model)
def content(request):
    return request.param


@pytest.fixture
def plot(content):
    return BarsPlot(content, [run(content.model, content.start)])


def test_each_bar_is_as_high_as_its_parts_together(content, plot):
    for values in [content.start, *map(content.values, content.settings)]:
        outcome = run(content.model, values)
        plot.png(outcome, SIZE)
        for place in range(len(content.axes.ticks)):
            parts = [plot._parts[name][place] for name in content.series]
            heights = [part.get_height() for part in parts]
            assert heights == pytest.approx(
                [outcome.series[name][place] for name in content.series]
            )
            assert [part.get_y() for part in parts] == pytest.approx(
                np.cumsum([0, *heights[:-1]]).tolist()
            )


def test_every_bar_is_named(content, plot):
    plot.png(run(content.model, content.start), SIZE)
    shown = [label.get_text() for label in plot._canvas.axes.get_xticklabels()]
    assert ["".join(text.split()) for text in shown] == [
        "".join(tick.split()) for tick in content.axes.ticks
    ]


def test_a_narrow_page_breaks_names_between_words(content, plot):
    plot.png(run(content.model, content.start), Size(300))
    labels = plot._canvas.axes.get_xticklabels()
    drawn = [label.get_window_extent() for label in labels]
    for before, after in pairwise(drawn):
        assert before.x1 <= after.x0, "names don't run into each other"


def test_parts_differ_in_hatch_and_the_legend_says_which(content, plot):
    plot.png(run(content.model, content.start), SIZE)
    legend = plot.legend(SIZE)
    assert [one["label"] for one in legend] == [one.label for one in content.series.values()]
    assert len({one["hatch"] for one in legend}) == len(legend)
    assert len({one["colour"] for one in legend}) == len(legend)
    hatches = [plot._parts[name][0].get_hatch() for name in content.series]
    assert len(set(hatches)) == len(hatches)


def test_bars_that_grow_beyond_the_axis_lift_it_and_it_stays(content, plot):
    plot.png(run(content.model, content.start), SIZE)
    highest = {name: one.high for name, one in content.parameters.items()}
    plot.png(run(content.model, highest), SIZE)
    top = plot._canvas.axes.get_ylim()[1]
    total = sum(series[0] for series in run(content.model, highest).series.values())
    assert top >= total
    canvas = plot._canvas
    plot.png(run(content.model, content.start), SIZE)
    assert plot._canvas is canvas
    assert canvas.axes.get_ylim()[1] == top
