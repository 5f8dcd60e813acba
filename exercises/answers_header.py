"""What the columns of a file of answers are: told by its first row, the header."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from exercises.answers_problems import Found
from exercises.problems import NEAR, excerpt
from exercises.schema_scale import Questionnaire

DELIMITERS = (",", ";", "\t")


class Columns(NamedTuple):
    """All names, and where (from 0) each item's column and each kept column is."""

    names: list[str]
    items: list[int]
    kept: list[int]


def delimiter_of(line: str, keys: Sequence[str]) -> str:
    """Return the sign that splits a header into the most items, then into the most cells."""

    def fits(delimiter: str) -> tuple[int, int]:
        names = [name.strip().strip('"') for name in line.split(delimiter)]
        return len({*names} & {*keys}), len(names)

    return max(DELIMITERS, key=fits)


def columns_of(
    header: list[str], questionnaire: Questionnaire, keep: Sequence[str], found: Found
) -> Columns:
    """Return where everything is; tell each column that is missing, unknown or there twice."""
    names = [name.strip() for name in header]
    keys = [item.key for item in questionnaire.items]
    if found:
        return Columns(names, [], [])
    if not any(names):
        found.add(1, None, "no_header", example=", ".join(keys[:3]))
        return Columns(names, [], [])
    gone = [key for key in keys if key not in names]
    wanted = {*keys, *keep}
    for index, name in enumerate(names):
        where = (index + 1, name)
        if not name:
            found.add(1, where, "unnamed_column")
        elif name in names[:index]:
            found.add(1, where, "repeated_column")
        elif name not in wanted:
            near = [] if found.full else get_close_matches(name, gone, n=1, cutoff=NEAR)
            if near:
                gone.remove(near[0])
                found.add(1, where, "misnamed_column", name=excerpt(name), near=near[0])
            else:
                found.add(1, where, "unknown_column", name=excerpt(name))
    for key in gone:
        found.add(1, None, "no_column", name=key)
    for name in keep:
        if name not in names:
            found.add(1, None, "nothing_to_keep", name=excerpt(name))
        elif name in {scale.key for scale in questionnaire.subscales}:
            found.add(1, None, "keep_is_score", name=name)
    if found:
        return Columns(names, [], [])
    return Columns(names, [names.index(key) for key in keys], [names.index(key) for key in keep])
