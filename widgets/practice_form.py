"""Practices that are written: a form whose records are listed, reopened, changed and removed."""

from collections.abc import Mapping
from typing import Any

from exercises.schema import FormField, FormPractice
from exercises.schema_practice import Column
from widgets.part import scripts
from widgets.records import RecordsView, by_text, rated, whole_between

LONGEST_LINE = 10_000
MOST_ROWS = 500
"""Above what the page lets a person do, so that only what no page of ours sends is refused."""


class FormPracticeView(RecordsView):
    """A written practice. A record has every field of the form; unanswered ones are None."""

    name = "Practice"
    _esm = scripts("saver", "controls", "lists", "drawings", "times", "records")
    catalogue = ("save", "form", "practice", "records")

    def __init__(self, page: Any, practice: FormPractice) -> None:
        self.fields = {field.key: field for field in practice.fields}
        drawn = practice.drawn
        spec = {
            "record": practice.record,
            "fields": [field_spec(field) for field in practice.fields],
            "drawing": practice.drawing,
            "drawn": None if drawn is None else drawn.key,
        }
        super().__init__(page, practice, spec)

    def fits(self, body: Any) -> bool:
        """Tell whether a body is two ratings and something that each field's control can give."""
        return (
            isinstance(body, dict)
            and set(body) == {"before", "after", "fields"}
            and rated(body)
            and isinstance(body["fields"], dict)
            and set(body["fields"]) == set(self.fields)
            and all(_can_be_given(self.fields[key], value) for key, value in body["fields"].items())
        )

    def shown(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Return the fields that today's form has; an educator may have changed it since."""
        written = body.get("fields")
        if not isinstance(written, dict):
            return None
        fields = {
            key: written.get(key) if self._asked(key, written.get(key)) else None
            for key in self.fields
        }
        told = {"before": body.get("before"), "after": body.get("after"), "fields": fields}
        return told if self.fits(told) else None

    def kept(self, stored: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Return the body with what the page didn't show, since today's form doesn't ask it."""
        written = body["fields"]
        hidden = {
            key: value
            for key, value in stored.get("fields", {}).items()
            if written.get(key) is None and not self._asked(key, value)
        }
        return {**body, "fields": {**written, **hidden}}

    def _asked(self, key: str, value: Any) -> bool:
        return key in self.fields and _can_be_given(self.fields[key], value)


def field_spec(field: FormField) -> dict[str, Any]:
    """Return what the browser needs to ask for a field."""
    spec = {"key": field.key, "control": field.control, "text": field.label, "hint": field.hint}
    if field.control == "list":
        columns = [
            {"key": column.key, "control": column.control, "label": column.label, **_points(column)}
            for column in field.columns
        ]
        return {**spec, "add": field.add, "columns": columns}
    return {**spec, **_points(field)}


def _points(asked: FormField | Column) -> dict[str, Any]:
    if not asked.anchors:
        return {}
    anchors = asked.anchors
    return {"anchors": by_text(anchors), "low": min(anchors), "high": max(anchors)}


def _can_be_given(asked: FormField | Column, value: Any) -> bool:
    """Tell whether a control of ours can give this value; what arrives may come from anywhere."""
    if value is None:
        return True
    if asked.control == "line":
        return isinstance(value, str) and len(value) <= LONGEST_LINE
    if asked.control == "text":
        return isinstance(value, str)
    if asked.control == "slider":
        return whole_between(value, min(asked.anchors), max(asked.anchors))
    if asked.control == "choice":
        return type(value) is int and value in asked.anchors
    return isinstance(asked, FormField) and _are_rows(asked, value)


def _are_rows(field: FormField, value: Any) -> bool:
    columns: Mapping[str, Column] = {column.key: column for column in field.columns}
    return (
        isinstance(value, list)
        and 0 < len(value) <= MOST_ROWS
        and all(isinstance(row, dict) and set(row) == set(columns) for row in value)
        and all(_can_be_given(columns[key], given) for row in value for key, given in row.items())
    )
