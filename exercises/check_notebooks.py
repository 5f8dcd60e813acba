"""Whether a notebook fits: short calls only, a module's parts once each in order, its text.

The text's own rules stand in `check_prose`.
"""

import ast
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from exercises.check_prose import (
    citation_problems,
    heading_of,
    heading_problems,
    link_problems,
    wording_problems,
)
from exercises.notebooks import Cell, cells_of, notebooks, problem_at
from exercises.problems import Problem, excerpt, problem
from exercises.schema import CheckIn, Module, Questions
from exercises.schema_wording import RefusedWording

PAGES: dict[str, str | None] = {
    "index.ipynb": "contents",
    "check-in.ipynb": "check_in",
    "progress.ipynb": "progress",
    "questions.ipynb": "questions",
    "more.ipynb": "questionnaires",
    "yours.ipynb": "yours",
    "help.ipynb": "help_lines",
    "begin.ipynb": None,
}
"""Pages that are there whichever modules are, and what each of them calls; None for nothing."""
SECTIONS = ("demonstration", "rating", "reflections", "practice", "way_out", "sources")
"""The parts of a module's page, in order."""
CALL_LENGTH = 88


class Calls(NamedTuple):
    """What the code of a page calls, in order: (cell, key) for modules, (cell, name) for parts."""

    modules: list[tuple[Cell, str]]
    parts: list[tuple[Cell, str]]
    others: list[str]


def notebook_problems(
    root: Path,
    modules: Mapping[Path, Module],
    pages: Mapping[str, CheckIn | Questions],
    wording: RefusedWording | None,
) -> list[Problem]:
    """Return what is wrong with the notebooks of `workbook/`, and where content has another say.

    pages: content of the pages besides the modules, by the name of its file.
    """
    folder = root / "workbook"
    titles = {one.notebook: (one.title, path.name) for path, one in modules.items()}
    titles |= {one.notebook: (one.title, name) for name, one in pages.items()}
    by_notebook = {module.notebook: module for module in modules.values()}
    known = {path.stem for path in (root / "exercises").glob("*/modules/*.yaml")}
    found = []
    for name in sorted({*PAGES, *titles}):
        if not (folder / name).exists():
            found.append(problem(f"workbook/{name}", 1, "", "no_file"))
    read = {path: cells_of(path) for path in notebooks(folder)}
    headings = {path.name: heading_of(cells)[1] for path, cells in read.items() if cells}
    for path, cells in read.items():
        file = path.relative_to(root).as_posix()
        if cells is None:
            found.append(problem(file, 1, "", "not_notebook"))
            continue
        if path.name in titles:
            found += heading_problems(file, cells, titles[path.name])
        found += link_problems(file, cells, path.parent, headings)
        if wording is not None:
            found += wording_problems(file, cells, wording)
        if path.name in by_notebook:
            found += citation_problems(file, cells, list(by_notebook[path.name].sources))
        calls = Calls([], [], [])
        for cell, first in _code(cells):
            if not _is_one_call(cell.text, first, cell, calls):
                said = {"text": excerpt(cell.text)}
                found.append(problem_at(file, cell, "not_one_call", **said))
        found += _page_problems(file, calls, by_notebook.get(path.name), known)
        wanted = PAGES.get(path.name)
        if wanted and wanted not in calls.others:
            found.append(problem(file, 1, "", "no_call", call=f"{wanted}()", name=wanted))
    return found


def _code(cells: list[Cell]) -> Iterator[tuple[Cell, bool]]:
    """Yield each cell of code, and whether it is the first."""
    code = [cell for cell in cells if cell.kind == "code"]
    for index, cell in enumerate(code):
        yield cell, index == 0


def _is_one_call(text: str, first: bool, cell: Cell, calls: Calls) -> bool:
    """Return whether a cell is one short call of plain values; note what it calls.

    In the first cell an import from `widgets` may stand above it.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    if first and body and isinstance(body[0], ast.ImportFrom) and body[0].module == "widgets":
        body = body[1:]
    if len(body) != 1 or not isinstance(body[0], ast.Expr | ast.Assign):
        return False
    call = body[0].value
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name | ast.Attribute):
        return False
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if any(not isinstance(value, ast.Constant) for value in given):
        return False
    if isinstance(call.func, ast.Name):
        calls.others.append(call.func.id)
        if call.func.id == "module":
            keys = [str(value.value) for value in given if isinstance(value, ast.Constant)]
            calls.modules.append((cell, ", ".join(keys)))
    elif not isinstance(call.func.value, ast.Name):
        return False
    elif call.func.value.id == "page":
        calls.parts.append((cell, call.func.attr))
    return all(len(line) <= CALL_LENGTH for line in text.splitlines())


def _page_problems(
    file: str, calls: Calls, module: Module | None, known: set[str]
) -> Iterator[Problem]:
    """Yield where a page's calls don't fit its module."""
    for cell, key in calls.modules:
        if module is not None and key != module.key:
            yield problem_at(file, cell, "other_page", found_key=excerpt(key), key=module.key)
        elif module is None and key not in known:
            yield problem_at(file, cell, "page_without_file", found_key=excerpt(key))
    if module is None:
        return
    if not calls.modules:
        yield problem(file, 1, "", "no_page", key=module.key)
    yield from _order_problems(file, calls.parts)


def _order_problems(file: str, parts: list[tuple[Cell, str]]) -> Iterator[Problem]:
    """Yield each part that is unknown, there twice, out of order, or not there."""
    order = ", ".join(map(_call, SECTIONS))
    seen: list[str] = []
    for cell, part in parts:
        if part not in SECTIONS:
            yield problem_at(file, cell, "section_unknown", section=_call(part), order=order)
            continue
        if part in seen:
            yield problem_at(file, cell, "section_twice", section=_call(part))
        elif seen and SECTIONS.index(part) < (last := max(map(SECTIONS.index, seen))):
            said = {"section": _call(part), "before": _call(SECTIONS[last]), "order": order}
            yield problem_at(file, cell, "section_order", **said)
        seen.append(part)
    for part in SECTIONS:
        if part not in seen:
            yield problem(file, 1, "", "section_missing", section=_call(part))


def _call(part: str) -> str:
    return f"page.{part}()"
