"""Whether a notebook fits: short calls only, a module's parts once each in order, links that lead.

Notebooks are read as JSON, so that a broken one is a problem like any other.
"""

import ast
import json
import re
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from exercises.problems import Problem, excerpt, problem
from exercises.schema import CheckIn, Module

PAGES = ("index.ipynb", "check-in.ipynb", "progress.ipynb")
"""Pages that are there whichever modules are."""
SECTIONS = ("demonstration", "rating", "reflections", "practice", "way_out", "sources")
"""The parts of a module's page, in order."""
CALL_LENGTH = 88
LINK = re.compile(r"\]\(\s*<?([^)>\s]+)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
"""How a link begins that is not relative."""
STYLING = re.compile(r"<(?:style|script|link)\b|<[a-z][^>]*\sstyle\s*=", re.IGNORECASE)
HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


class Cell(NamedTuple):
    """A cell's kind and text, its number from 1, and the line of the file where its text begins."""

    kind: str
    text: str
    number: int
    line: int


class Calls(NamedTuple):
    """What the code of a page calls, in order: (cell, key) for modules, (cell, name) for parts."""

    modules: list[tuple[Cell, str]]
    parts: list[tuple[Cell, str]]


def notebook_problems(
    root: Path, modules: Mapping[Path, Module], check_in: CheckIn | None
) -> list[Problem]:
    """Return what is wrong with the notebooks of `workbook/`, and where content has another say."""
    folder = root / "workbook"
    titles = {one.notebook: (one.title, path.name) for path, one in modules.items()}
    if check_in is not None:
        titles[check_in.notebook] = (check_in.title, "check-in.yaml")
    by_notebook = {module.notebook: module for module in modules.values()}
    known = {path.stem for path in (root / "exercises").glob("*/modules/*.yaml")}
    found = []
    for name in sorted({*PAGES, *titles}):
        if not (folder / name).exists():
            found.append(problem(f"workbook/{name}", 1, "", "no_file"))
    for path in sorted(folder.rglob("*.ipynb")):
        if ".ipynb_checkpoints" in path.parts:
            continue
        file = path.relative_to(root).as_posix()
        cells = _cells(path)
        if cells is None:
            found.append(problem(file, 1, "", "not_notebook"))
            continue
        found += _text_problems(file, cells, path, titles.get(path.name))
        calls = Calls([], [])
        for cell, first in _code(cells):
            if not _is_one_call(cell.text, first, cell, calls):
                said = {"text": excerpt(cell.text)}
                found.append(_at(file, cell, "not_one_call", **said))
        found += _page_problems(file, calls, by_notebook.get(path.name), known)
    return found


def _cells(path: Path) -> list[Cell] | None:
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
            cells.append(Cell(str(cell["cell_type"]), text, number, line))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return cells


def _text_problems(
    file: str, cells: list[Cell], path: Path, titled: tuple[str, str] | None
) -> Iterator[Problem]:
    """Yield a heading that isn't the title, styling, and links that lead nowhere."""
    texts = [cell for cell in cells if cell.kind == "markdown"]
    if titled is not None:
        headings = [(cell, match[1]) for cell in texts for match in HEADING.finditer(cell.text)]
        cell, heading = headings[0] if headings else (Cell("", "", 1, 1), "")
        if heading != titled[0]:
            said = {"text": f"# {excerpt(heading)}", "title": titled[0], "file_name": titled[1]}
            yield _at(file, cell, "heading", **said)
    for cell in texts:
        if styling := STYLING.search(cell.text):
            yield _at(file, cell, "styling", text=excerpt(styling[0]))
        for link in LINK.finditer(cell.text):
            target = unquote(re.split(r"[?#]", link[1])[0])
            if target and not ELSEWHERE.match(target) and not _exists(path.parent / target):
                yield _at(file, cell, "dead_link", target=excerpt(target))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


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
            yield _at(file, cell, "other_page", found_key=excerpt(key), key=module.key)
        elif module is None and key not in known:
            yield _at(file, cell, "page_without_file", found_key=excerpt(key))
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
            yield _at(file, cell, "section_unknown", section=_call(part), order=order)
            continue
        if part in seen:
            yield _at(file, cell, "section_twice", section=_call(part))
        elif seen and SECTIONS.index(part) < (last := max(map(SECTIONS.index, seen))):
            said = {"section": _call(part), "before": _call(SECTIONS[last]), "order": order}
            yield _at(file, cell, "section_order", **said)
        seen.append(part)
    for part in SECTIONS:
        if part not in seen:
            yield problem(file, 1, "", "section_missing", section=_call(part))


def _call(part: str) -> str:
    return f"page.{part}()"


def _at(file: str, cell: Cell, kind: str, **fields: Any) -> Problem:
    """Make a problem of a cell."""
    return problem(file, cell.line, f"cells[{cell.number}]", kind, **fields)
