"""Whether a notebook's text fits: its heading, plain Markdown, links, sources, and its wording."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from exercises.check_wording import refused_in_markdown
from exercises.notebooks import Cell, problem_at
from exercises.problems import Problem, excerpt
from exercises.schema import Source
from exercises.schema_wording import RefusedWording

LINK = re.compile(r"(?:\[([^\]]*))?\]\(\s*<?([^)>\s]+)")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
"""How a link begins that is not relative."""
STYLING = re.compile(r"<(?:style|script|link)\b|<[a-z][^>]*\sstyle\s*=", re.IGNORECASE)
HEADING = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
CITED = re.compile(r"\(([^()]*?\b(?:19|20)\d\d[^()]*)\)")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
NAME = re.compile(r"[^\W\d_a-z][\w’'-]+")
BEFORE = 60
"""Characters before a year in brackets in which the author's name stands."""


def texts_of(cells: list[Cell]) -> list[Cell]:
    """Return the cells of text."""
    return [cell for cell in cells if cell.kind == "markdown"]


def heading_of(cells: list[Cell]) -> tuple[Cell, str]:
    """Return a notebook's first heading of the first level and its cell; "" if it has none."""
    for cell in texts_of(cells):
        if match := HEADING.search(cell.text):
            return cell, match[1]
    return Cell("", "", 1, 1, False), ""


def heading_problems(file: str, cells: list[Cell], titled: tuple[str, str]) -> Iterator[Problem]:
    """Yield a first heading that isn't the title; titled: the title, and the file it is from."""
    cell, heading = heading_of(cells)
    if heading != titled[0]:
        said = {"text": f"# {excerpt(heading)}", "title": titled[0], "file_name": titled[1]}
        yield problem_at(file, cell, "heading", **said)


def link_problems(
    file: str, cells: list[Cell], folder: Path, headings: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield styling, links that lead nowhere, and links that don't say the page's title."""
    for cell in texts_of(cells):
        if styling := STYLING.search(cell.text):
            yield problem_at(file, cell, "styling", styling.start(), text=excerpt(styling[0]))
        for link in LINK.finditer(cell.text):
            target = unquote(re.split(r"[?#]", link[2])[0])
            if not target or ELSEWHERE.match(target):
                continue
            if not _exists(folder / target):
                said = {"target": excerpt(target)}
                yield problem_at(file, cell, "dead_link", link.start(), **said)
            elif (title := headings.get(target)) and link[1] and link[1] != title:
                said = {"text": excerpt(link[1]), "title": title}
                yield problem_at(file, cell, "link_text", link.start(), **said)


def citation_problems(file: str, cells: list[Cell], sources: list[Source]) -> Iterator[Problem]:
    """Yield each work that the text names with its year and that is not among the sources."""
    for cell in texts_of(cells):
        for bracket in CITED.finditer(cell.text):
            for part in bracket[1].split(";"):
                for year in YEAR.findall(part):
                    start = bracket.start()
                    near = cell.text[max(start - BEFORE, 0) : start]
                    names = NAME.findall(part.split(year)[0]) or NAME.findall(near)
                    if not any(_is_by(source, names, year) for source in sources):
                        said = {"text": excerpt(part.strip())}
                        yield problem_at(file, cell, "no_such_source", start, **said)


def wording_problems(file: str, cells: list[Cell], wording: RefusedWording) -> Iterator[Problem]:
    """Yield each phrase that participants should not be given to read."""
    for cell in texts_of(cells):
        for start, (words, entry) in refused_in_markdown(cell.text, wording):
            said = {"words": excerpt(words), "why": entry.why, "instead": entry.write}
            yield problem_at(file, cell, "refused_wording", start, **said)


def _is_by(source: Source, names: list[str], year: str) -> bool:
    return year in source.text and any(name in source.text for name in names)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False
