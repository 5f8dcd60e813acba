"""Workbook codes: three plain words that name a journal without naming a person."""

import re
import secrets
import unicodedata
from collections.abc import Sequence

WORDS = 3
LONGEST = 100
"""Bytes of a code, well within a file name; and characters typed for one that are looked at."""

_BETWEEN = re.compile(r"[\s_\-‐‑‒–—]+")


def draw(words: Sequence[str]) -> str:
    """Return a random code; raise ValueError for a list with a word that a code cannot have."""
    code = "-".join(secrets.choice(words) for _ in range(WORDS))
    if normal(code) != code:
        raise ValueError("the list of code words has one that is not plain lower-case letters")
    return code


def normal(typed: str) -> str | None:
    """Return a code as it is written in file names; None for what cannot be one.

    Only letters and hyphens come through, so that no path can be made of it.

    >>> normal("  Amber river_SPOON ")
    'amber-river-spoon'
    >>> normal("../etc/passwd") is None
    True
    """
    if not isinstance(typed, str) or len(typed) > LONGEST:
        return None
    lower = unicodedata.normalize("NFC", typed).lower()
    words = [word for word in _BETWEEN.split(lower) if word]
    code = "-".join(words)
    plain = len(words) == WORDS and all(map(str.isalpha, words))
    return code if plain and len(code.encode()) <= LONGEST else None
