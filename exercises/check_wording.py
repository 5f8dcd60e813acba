"""Whether anything that participants read has wording that does harm: `refused-wording.yaml`.

Titles of sources, and what services call themselves, are others' words and are left alone.
"""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from exercises.schema_parts import Path
from exercises.schema_wording import Refused, RefusedWording

NOT_READ = {"key", "link", "links", "reach", "notebook", "equation"}
"""Fields without words of ours."""
CITED = {"sources": ("text", "name"), "finders": ("name", "source"), "lines": ("name", "source")}
"""Lists whose entries have fields in somebody else's words."""
FOR_EDUCATORS = {"check", "command", "score"}
"""Groups of the interface's words that no participant sees."""
MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")

Found = tuple[str, Refused]


def refused_in(content: BaseModel, wording: RefusedWording) -> Iterator[tuple[Path, Found]]:
    """Yield the place of each text of a content file that has refused wording, and what it is."""
    for place, text in _texts(content.model_dump(by_alias=True, mode="python"), ()):
        for _, words, entry in wording.found_in(text):
            yield place, (words, entry)


def refused_in_markdown(text: str, wording: RefusedWording) -> Iterator[tuple[int, Found]]:
    """Yield where in a cell of text (in characters) refused wording begins, and what it is."""
    for start, words, entry in wording.found_in(MARKDOWN_LINK.sub(_without_address, text)):
        yield start, (words, entry)


def _without_address(match: re.Match[str]) -> str:
    """Blank out a link's address, and the title of a page elsewhere; keep the length."""
    ours = "://" not in match[2]
    return (match[1] if ours else "").ljust(len(match[0]))


def _texts(value: Any, place: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        left = {*NOT_READ, *(() if place else FOR_EDUCATORS)}
        left.update(name for part in place[-2:-1] for name in CITED.get(str(part), ()))
        for name in value.keys() - left:
            yield from _texts(value[name], (*place, name))
    elif isinstance(value, list | tuple):
        for index, below in enumerate(value):
            yield from _texts(below, (*place, index))
