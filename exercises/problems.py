"""What is wrong with a content file, in words for somebody who doesn't program.

Every problem says the file, the line, the field, what was found and what to write instead; the
words are the interface's, under `check`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from exercises import content
from exercises.problems_yaml import where_fast, yaml_problem
from exercises.reading import YAML_ERRORS, locate, nodes, read, read_slowly
from exercises.schema import CODE_WORD_PATTERN
from exercises.schema_fields import fields_at
from exercises.schema_help import COUNTRY_PATTERN, SECURE_LINK_PATTERN
from exercises.schema_keys import ANSWER_KEY_PATTERN
from exercises.schema_parts import (
    KEY_PATTERN,
    LINK_PATTERN,
    NAME_PATTERN,
    PAGE_PATTERN,
    WORDS_PATTERN,
    Flaw,
)
from exercises.schema_scale import CODE_PATTERN, ITEM_KEY_PATTERN, SHARE_PATTERN

KINDS = {
    "missing": "missing",
    "extra_forbidden": "unknown_field",
    "invalid_key": "field_not_text",
    "model_type": "want_group",
    "model_attributes_type": "want_group",
    "dict_type": "want_group",
    "tuple_type": "want_list",
    "string_type": "want_text",
    "string_unicode": "want_text",
    "string_too_short": "empty_text",
    "int_type": "want_whole",
    "float_type": "want_number",
    "finite_number": "want_number",
    "bool_type": "want_boolean",
    "date_type": "want_day",
    "greater_than": "above",
    "greater_than_equal": "at_least",
    "less_than_equal": "at_most",
    "less_than": "below",
    "too_short": "too_few",
    "too_long": "too_many",
    "literal_error": "one_of",
    "union_tag_invalid": "one_of",
    "union_tag_not_found": "missing_tool",
    "recursion_loop": "loop",
}
"""Words by the type of pydantic's error."""

PATTERNS = {
    KEY_PATTERN: "not_key",
    NAME_PATTERN: "not_name",
    LINK_PATTERN: "not_link",
    PAGE_PATTERN: "not_page",
    WORDS_PATTERN: "no_words",
    ANSWER_KEY_PATTERN: "not_answer_key",
    CODE_WORD_PATTERN: "not_code_word",
    COUNTRY_PATTERN: "not_country",
    SECURE_LINK_PATTERN: "not_secure_link",
    ITEM_KEY_PATTERN: "not_item_key",
    SHARE_PATTERN: "not_share",
    CODE_PATTERN: "not_code",
}
"""Words by the pattern that a text does not fit."""

EXCERPT = 40
"""Characters of a value that are shown."""
NEAR = 0.6
"""How alike two names are, from 0 to 1, when one may have been meant by the other."""


@dataclass(frozen=True)
class Problem:
    """One thing to put right: where it is, what is there, what to write instead."""

    file: str
    line: int
    field: str
    found: str
    write: str

    def __str__(self) -> str:
        kind = "line" if self.field else "line_without_field"
        text = say(kind, **vars(self))
        return text or f"{self.file}:{self.line}: {self.field}: {self.found}"


def say(key: str, /, **fields: object) -> str:
    """Return the checker's words; none when the interface's own file is what is broken."""
    try:
        return content.words(f"check.{key}", **fields)
    except (KeyError, content.ContentError, OSError):
        return ""


def problem(file: str, line: int, field: str, kind: str, /, **fields: object) -> Problem:
    """Make a problem of one kind; its words may quote the fields."""
    said = {name: _plain(_said(value)) for name, value in fields.items()}
    found = say(f"{kind}.found", **said) or f"{kind} {said or ''}".strip()
    return Problem(_plain(file), line, _plain(field), found, say(f"{kind}.write", **said))


def examine(
    path: Path, shape: type[BaseModel], file: str
) -> tuple[BaseModel | None, list[Problem]]:
    """Return what a content file holds and no problems, or None and what is wrong with it.

    file: what to call it. Never raises, whatever the file has in it.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return None, [problem(file, 1, "", "unreadable")]
    try:
        value = read_slowly(data)
    except YAML_ERRORS as error:
        line, kind, fields = yaml_problem(data, error)
        return None, [problem(file, line, "", kind, **fields)]
    if value is None:
        return None, [problem(file, 1, "", "empty_file")]
    try:
        read(data)
    except YAML_ERRORS as error:  # the fast parser is stricter: {text: Really?, reply: Yes.}
        line, text = where_fast(data, error)
        return None, [problem(file, line, "", "stray_sign", text=text)]
    try:
        return shape.model_validate(value), []
    except ValidationError as error:
        faults = _not_twice([one for detail in error.errors() for one in _faults(detail)])
        faults = [_with_guess(flaw, shape, value) for flaw in faults]
        tree = nodes(data)
        placed = ((*locate(tree, flaw.at), flaw) for flaw in faults)
        found = [problem(file, line, name, flaw.kind, **flaw.fields) for line, name, flaw in placed]
        return None, sorted(dict.fromkeys(found), key=lambda one: one.line)


def file_name(path: Path, root: Path) -> str:
    """Return what to call a file: its place below the project's folder, or all of it elsewhere."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def place(path: Path, at: tuple[str | int, ...]) -> tuple[int, str]:
    """Return the line and the name of a field in a file that could be read."""
    return locate(nodes(path.read_bytes()), at)


def guess(name: str, known: list[str]) -> str:
    """Return "did you mean …?" for a name that is nearly one of the known, else which there are."""
    if near := get_close_matches(name, known, n=1, cutoff=NEAR):
        return say("guess", name=near[0])
    return say("known", names=", ".join(known)) if known else say("leave_out")


def describe(value: object) -> str:
    """Say what a value is, in a few words: the number 5, the text “…”, a list of 3."""
    if value is None:
        return say("values.nothing")
    if isinstance(value, bool):
        return say("values.boolean", value=str(value).lower())
    if isinstance(value, Mapping):
        return say("values.group", count=len(value))
    if isinstance(value, list | tuple):
        return say("values.list", count=len(value))
    kind = "number" if isinstance(value, int | float) else "text"
    kind = "day" if isinstance(value, date) else kind
    return say(f"values.{kind}", value=excerpt(value))


def excerpt(value: object) -> str:
    """Return the beginning of a value on one line, safe to print."""
    try:
        text = str(value)
    except ValueError:  # Python prints no number of more than 4300 digits
        text = "9" * EXCERPT + "9"
    text = " ".join(_plain(text).split())
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"


def _faults(detail: ErrorDetails) -> Iterator[Flaw]:
    """Yield what one of pydantic's errors says, as flaws from the top of the file."""
    place, given = detail["loc"], detail.get("ctx", {})
    if detail["type"] == "flaws":
        for flaw in given["flaws"]:
            yield flaw._replace(at=(*place, *flaw.at))
        return
    value = detail["input"]
    if place and place[-1] == "[key]":
        place, value = place[:-1], place[-2]
    if detail["type"] == "invalid_key":
        place = place[:-1]
    if detail["type"].startswith("union_tag"):
        place, value = (*place, "tool"), given.get("tag", value)
    kind = PATTERNS.get(given.get("pattern", ""), KINDS.get(detail["type"], "other"))
    name = str(place[-1]) if place else ""
    fields = {"name": name, "value": describe(value), **given}
    if kind in ("missing", "want_text", "want_group", "want_list", "empty_text"):
        fields["example"] = say(f"examples.{name}") or say("example", name=name)
    elif kind == "one_of":
        wanted = re.findall(r"'([^']*)'", given.get("expected", given.get("expected_tags", "")))
        fields["wanted"] = say("or").join(wanted)
    elif kind in ("too_few", "too_many"):
        if kind == "too_few" and len(detail["input"]) >= given["min_length"]:
            return  # there are enough, and those with a fault of their own are told already
        fields["wanted"] = given.get("min_length", given.get("max_length"))
    elif kind in ("above", "at_least", "at_most", "below"):
        limits = (given[name] for name in ("gt", "ge", "le", "lt") if name in given)
        fields["limit"] = next(limits)
    yield Flaw(place, kind, fields)


def _not_twice(faults: list[Flaw]) -> list[Flaw]:
    """Leave out a missing field that is there under a name that is nearly its own."""
    unknown = [flaw.at for flaw in faults if flaw.kind == "unknown_field"]

    def misspelt(flaw: Flaw) -> bool:
        beside = [str(at[-1]) for at in unknown if at[:-1] == flaw.at[:-1]]
        return bool(get_close_matches(str(flaw.at[-1]), beside, n=1, cutoff=NEAR))

    return [flaw for flaw in faults if flaw.kind != "missing" or not misspelt(flaw)]


def _with_guess(flaw: Flaw, shape: type[BaseModel], value: Any) -> Flaw:
    """Add to an unknown name what may have been meant: a field that isn't there yet."""
    if flaw.kind == "unknown_field":
        there: Any = value
        for part in flaw.at[:-1]:
            if not isinstance(there, dict) or part in there:
                there = there[part]
        known = [name for name in fields_at(shape, flaw.at[:-1]) if name not in there]
    elif flaw.kind == "unknown_name":
        known = flaw.fields["known"]
    else:
        return flaw
    return flaw._replace(fields=flaw.fields | {"guess": guess(flaw.fields["name"], known)})


def _plain(text: str) -> str:
    """Return a text on one line and safe to print, whatever a file has in it."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _said(value: object) -> str:
    """Write a field of a message: lists with commas, numbers without a needless .0."""
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    if isinstance(value, float):
        return f"{value:g}"
    return value if isinstance(value, str) else excerpt(value)
