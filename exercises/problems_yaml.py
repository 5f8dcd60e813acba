"""What is wrong when a file is not YAML at all: the line, and which of a few slips it was."""

import re
from typing import Any

from exercises.reading import YAML_ERRORS, constructs, nodes, quote_before, scalars

CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow."""

SLIPS = (
    ("quoted scalar", "unexpected end of stream", "quote_open"),
    ("quoted scalar", "document separator", "quote_open"),
    ("double-quoted scalar", "", "backslash"),
    ("block scalar", "", "block_text"),
    ("flow ", "", "bracket_open"),
    ("simple key", "", "no_colon"),
    ("block node", "", "stray_sign"),
    ("", "found undefined alias", "stray_sign"),
    ("", "could not determine a constructor", "stray_sign"),
    ("", "that cannot start any token", "stray_sign"),
    ("", "sequence entries are not allowed here", "stray_dash"),
    ("anchor", "", "stray_sign"),
    ("alias", "", "stray_sign"),
    ("tag", "", "stray_sign"),
    ("directive", "", "stray_sign"),
    ("", "document start", "stray_sign"),
    ("single document", "", "two_documents"),
    ("", "unhashable key", "field_not_text"),
)
"""A part of the parser's context, a part of its problem, and which slip it means."""

Slip = tuple[int, str, dict[str, Any]]


def yaml_problem(data: bytes, error: Exception) -> Slip:
    """Return the line (from 1), the kind of slip and the fields of its words."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        return data[: wrong.start].count(b"\n") + 1, "not_utf8", {}
    lines = text.splitlines() or [""]
    if control := CONTROL.search(text):
        return text.count("\n", 0, control.start()) + 1, "control_character", {}
    if isinstance(error, RecursionError):
        return 1, "too_deep", {}
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unmarked(data)
    line, column = min(mark.line, len(lines) - 1), mark.column
    said = {"text": _around(lines[line])}
    context, found = str(getattr(error, "context", "")), str(getattr(error, "problem", ""))
    began = getattr(error, "context_mark", None)
    if "'\\t'" in found or re.match(r" *\t", lines[line]):
        return line + 1, "tab", said
    if duplicate := re.match(r'found duplicate key "(.*?)" with', found, re.DOTALL):
        return line + 1, "repeated_field", {"name": duplicate[1]}
    if (opened := quote_before(data, mark.index, line)) is not None:
        return opened + 1, "quote_open", {"text": _around(lines[opened])}
    if "mapping values" in found:
        kind = "colon_in_text" if ":" in lines[line][:column].rstrip(": ") else "indentation"
        return line + 1, kind, said
    for in_context, in_problem, kind in SLIPS:
        if in_context in context and in_problem in found:
            if kind in ("quote_open", "bracket_open", "no_colon") and began is not None:
                line = min(began.line, len(lines) - 1)
            return line + 1, kind, {"text": _around(lines[line])}
    if "<scalar>" in found and "block" in context:
        return line + 1, "text_after_quote", said
    return line + 1, "indentation" if "block" in context else "not_yaml", said


def where_fast(data: bytes, error: Exception) -> tuple[int, str]:
    """Return the line (from 1) and the text where only the fast parser stopped."""
    lines = data.decode("utf-8-sig").splitlines() or [""]
    mark = getattr(error, "problem_mark", None)
    line = min(mark.line, len(lines) - 1) if mark is not None else 0
    return line + 1, _around(lines[line])


def _unmarked(data: bytes) -> Slip:
    """Find the value that no value could be made of, such as a day that is in no calendar."""
    try:
        wrong = [node for node in scalars(nodes(data)) if not constructs(node)]
    except YAML_ERRORS:
        wrong = []
    for node in wrong:
        kind = "no_such_day" if str(node.tag).endswith("timestamp") else "not_yaml"
        return node.start_mark.line + 1, kind, {"text": _around(str(node.value))}
    return 1, "not_yaml", {"text": ""}


def _around(line: str) -> str:
    """Return a line without its margins, cut to a length that fits a message."""
    line = line.strip()
    return line if len(line) <= 60 else line[:59] + "…"
