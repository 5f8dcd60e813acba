"""What a worksheet takes from its notebook: the lead-in, and the sections it sends people to."""

import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from exercises.notebooks import cells_of

_QUOTED = re.compile("“([^”]+)”")


class Section(NamedTuple):
    """Some paragraphs under a heading; `**` stands round strong words."""

    heading: str
    paragraphs: list[str]


def lead_in(notebook: Path) -> list[Section]:
    """Return a notebook's opening, then each section that the opening names in quotation marks."""
    cells = [cell.text for cell in cells_of(notebook) or [] if cell.kind == "markdown"]
    opening, *others = map(_section, cells)
    named = set(_QUOTED.findall(" ".join(opening.paragraphs)))
    return [opening, *(section for section in others if section.heading in named)]


def _section(markdown: str) -> Section:
    heading, paragraphs = "", []
    tokens = MarkdownIt().parse(markdown)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            text = "".join(map(_plain, token.children or []))
            if before.type == "heading_open":
                heading = text
            else:
                paragraphs.append(text)
    return Section(heading, paragraphs)


def _plain(token: Token) -> str:
    if token.type in ("strong_open", "strong_close"):
        return "**"
    return " " if token.type == "softbreak" else token.content
