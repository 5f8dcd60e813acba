"""What every part of a content file is made of: a base model, kinds of text and number, flaws.

A rule over several fields is a `Flaw` with the exact place; `exercises.problems` turns both
pydantic's errors and flaws into words for an educator.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from string import Formatter
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

KEY_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME_PATTERN = r"^[a-z][a-z0-9_]*$"
LINK_PATTERN = r"^(https?://[^\s/]+\.[^\s]+|doi:10\.\d{4,9}/\S+)$"
WORDS_PATTERN = r"[^\W\d_]"
PAGE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\.ipynb$"

Path = tuple[str | int, ...]


class Flaw(NamedTuple):
    """A rule that a file breaks: where (below the model that found it), its kind, what to say."""

    at: Path
    kind: str
    fields: dict[str, Any]


def refuse(flaws: Iterable[Flaw]) -> None:
    """Raise all flaws as one pydantic error, so that a file is told all of them at once."""
    if found := list(flaws):
        summary = "; ".join(f"{flaw.kind} at {flaw.at} {flaw.fields}" for flaw in found)
        raise PydanticCustomError("flaws", "{summary}", {"summary": summary, "flaws": found})


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words to read; never empty."""
AnchorWords = Annotated[str, StringConstraints(strip_whitespace=True, pattern=WORDS_PATTERN)]
"""What a number stands for, in words: a number alone says nothing."""
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
"""Part of an answer's key, stable for ever: `urge-strength`."""
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
"""Named in a model's Python: `half_life`."""
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]


class Part(BaseModel):
    """Any part of a content file: cannot be changed once read, and has no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Part):
    """A full reference, what it is cited for, and the day somebody looked it up."""

    text: Text
    about: Text
    link: Annotated[str, StringConstraints(pattern=LINK_PATTERN)]
    checked: date = Field(strict=True)


class Link(Part):
    """A page of the workbook to read on at, under its own title."""

    text: Text
    notebook: Annotated[str, StringConstraints(pattern=PAGE_PATTERN)]


def repeated(keys: Iterable[tuple[Path, str]]) -> Iterator[Flaw]:
    """Yield a flaw for each key that was used before."""
    seen: set[str] = set()
    for at, key in keys:
        if key in seen:
            yield Flaw(at, "repeated", {"key": key})
        seen.add(key)


def placeholders(sentence: str) -> set[str] | None:
    """Return the names that a sentence quotes as `{name}` or `{name:.1f}`; None if it is malformed.

    Only plain names and number formats: nothing in a content file can reach into Python.
    """
    names = set()
    try:
        for _, name, form, conversion in Formatter().parse(sentence):
            if name is None:
                continue
            if not name.isidentifier() or conversion:
                return None
            format(1.0, form or "")
            names.add(name)
    except ValueError:
        return None
    return names
