"""Pages made ahead of the visitor: a notebook's cells run once, and what they made described.

A page is built blank, the same for everyone (see `widgets.page`). So its cells need not run anew
for each visitor: they run once, in the process that all kernels are forked from. What the page
shows before a kernel speaks is known too, and stands in its HTML.
"""

import contextlib
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import comm
import nbformat
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from ipywidgets import Box, Widget
from traitlets.config import Config

from server.kernel import PageComm
from widgets.part import Part

VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class PartMade:
    """What the browser needs to show one part: its script, and what it shows to everyone."""

    id: str
    script: str
    state: dict[str, Any]


@dataclass
class PageMade:
    """What a notebook's cells made, by the cell's position; None for a cell that failed."""

    cells: dict[int, list[PartMade] | None] = field(default_factory=dict)


@dataclass
class PageBuilt:
    """A page as it stands in memory: its description, its parts, and the lines to its widgets."""

    made: PageMade = field(default_factory=PageMade)
    parts: list[Part] = field(default_factory=list)
    comms: dict[str, PageComm] = field(default_factory=dict)


def build(notebook: Path) -> PageBuilt:
    """Run a notebook's cells, in order and without a kernel."""
    built, numbers = PageBuilt(), itertools.count()
    widgets: list[Widget] = []

    def line(*arguments: Any, **keywords: Any) -> PageComm:
        # Numbered, so that a page's parts have the same names in every kernel that there is.
        name = f"{notebook.stem}-{next(numbers)}"
        made = built.comms[name] = PageComm(*arguments, **{**keywords, "comm_id": name})
        return made

    Widget.on_widget_constructed(widgets.append)
    usual, comm.create_comm = comm.create_comm, line
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    try:
        for position, cell in enumerate(nbformat.read(notebook, as_version=4).cells):
            if cell.cell_type == "code":
                shown = _run(shell, cell.source)
                if shown is None:
                    built.made.cells[position] = None
                    continue
                tops = [widget for widget in widgets if widget.model_id in shown]
                parts = [part for top in tops for part in _parts(top)]
                built.made.cells[position] = [_describe(part) for part in parts]
                built.parts += parts
    finally:
        comm.create_comm = usual
        InteractiveShell.clear_instance()
        Widget.on_widget_constructed(None)
        comm.get_comm_manager().comms.clear()
    return built


def _run(shell: InteractiveShell, source: str) -> list[str] | None:
    """Return the widgets that a cell shows, in order; None if it failed."""
    shell.display_pub = CapturingDisplayPublisher()
    with contextlib.redirect_stdout(io.StringIO()):  # where a shell prints what a cell gives
        result = shell.run_cell(source)
    if not result.success:
        return None
    shown = [output["data"] for output in shell.display_pub.outputs]
    if result.result is not None and shell.display_formatter is not None:
        shown.append(shell.display_formatter.format(result.result)[0])
    return [data[VIEW]["model_id"] for data in shown if VIEW in data]


def _parts(widget: Widget) -> Iterator[Part]:
    """Yield a part, or the parts that a box holds, from the top down."""
    if isinstance(widget, Box):
        for child in widget.children:
            yield from _parts(child)
    elif isinstance(widget, Part):
        yield widget


def _describe(part: Part) -> PartMade:
    state = {name: getattr(part, name) for name in ("page", "words", "spec")}
    return PartMade(part.model_id, str(part._esm), state)
