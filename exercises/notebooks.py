"""Reading a notebook's cells as JSON, so that a broken one is a problem like any other."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from exercises.problems import Problem, problem


class Cell(NamedTuple):
    """A cell's kind and text, its number from 1, and the line of the file where its text begins.

    spread: whether each line of its text has a line of the file, as JupyterLab writes it.
    """

    kind: str
    text: str
    number: int
    line: int
    spread: bool


def cells_of(path: Path) -> list[Cell] | None:
    """Return a notebook's cells, or None if the file isn't a notebook."""
    try:
        raw = path.read_text(encoding="utf-8")
        given = json.loads(raw)["cells"]
        if not isinstance(given, list):
            return None
        cells, start = [], 0
        for number, cell in enumerate(given, 1):
            source = cell["source"]
            text = source if isinstance(source, str) else "".join(source)
            opening = json.dumps(text.split("\n")[0], ensure_ascii=False)[1:-1]
            start = max(start, raw.find(f'"{opening}', start))
            line = raw.count("\n", 0, start) + 1
            cells.append(Cell(str(cell["cell_type"]), text, number, line, text is not source))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return cells


def notebooks(folder: Path) -> Iterator[Path]:
    """Yield every notebook of a folder, but not what an editor keeps beside them."""
    for path in sorted(folder.rglob("*.ipynb")):
        if ".ipynb_checkpoints" not in path.parts:
            yield path


def problem_at(file: str, cell: Cell, kind: str, start: int = 0, /, **fields: Any) -> Problem:
    """Make a problem of a cell; start: the character of its text where it is."""
    lines = cell.text.count("\n", 0, start) if cell.spread else 0
    return problem(file, cell.line + lines, f"cells[{cell.number}]", kind, **fields)
