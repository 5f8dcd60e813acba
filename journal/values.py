"""How answers become text in the database and come back exactly.

JSON in ASCII holds what SQLite's own text does not: a NUL, half a surrogate pair. The one thing it
cannot tell apart is two halves of a pair side by side and the one character they are; nor can the
browser, and the character comes back.
"""

import json
import math
import re
from contextlib import suppress
from typing import Any

DEEPEST = 50
"""Lists in lists: more than any page needs, and far from where Python stops reading them back."""

_WORDS = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_KEY = re.compile(rf"(?=.{{1,200}}\Z){_WORDS}/{_WORDS}")
_FORM = re.compile(rf"(?=.{{1,200}}\Z){_WORDS}")
_ID = re.compile(r"[0-9a-f]{32}")


def to_text(value: Any) -> str:
    """Return `value` as JSON in ASCII; raise ValueError, not quoting it, if JSON cannot hold it."""
    _refuse_strangers(value, DEEPEST)
    with suppress(ValueError):  # an integer of more digits than Python writes out
        return json.dumps(value, ensure_ascii=True, allow_nan=False)
    raise ValueError("a journal cannot keep a number this long")


def from_text(text: str) -> Any:
    """Return what `to_text` was given."""
    return json.loads(text)


def same(one: str, other: str) -> bool:
    """Whether two texts of `to_text` say the same; the order of names in a map says nothing."""
    return one == other or ordered(json.loads(one)) == ordered(json.loads(other))


def ordered(value: Any) -> str:
    """Return the one text that all values have which say the same."""
    return json.dumps(value, sort_keys=True)


def check_key(key: str) -> None:
    """Raise ValueError unless `key` is like `form/item`."""
    if not (isinstance(key, str) and _KEY.fullmatch(key)):
        raise ValueError("an answer's key is form/item, in lower-case words joined by hyphens")


def check_form(form: str) -> None:
    """Raise ValueError unless `form` can be the first part of a key."""
    if not (isinstance(form, str) and _FORM.fullmatch(form)):
        raise ValueError("a form's key is lower-case words joined by hyphens")


def check_id(entry: str) -> None:
    """Raise ValueError unless `entry` is 32 hex digits in lower case."""
    if not (isinstance(entry, str) and _ID.fullmatch(entry)):
        raise ValueError("an entry's id is 32 hex digits")


def _refuse_strangers(value: Any, depth: int) -> None:
    """Refuse what would come back as something else, or not come back at all."""
    if depth == 0:
        raise ValueError("a journal cannot keep lists this deep in lists")
    if isinstance(value, dict):
        if not all(isinstance(name, str) for name in value):
            raise ValueError("a journal keeps only maps whose names are text")
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            _refuse_strangers(part, depth - 1)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("a journal cannot keep a number that is none")
    elif not (value is None or isinstance(value, str | int)):
        raise ValueError("a journal keeps text, numbers, lists and maps")
