"""Forms: questions whose answers save themselves, and what a rating adds up to."""

from collections.abc import Iterable, Mapping
from typing import Any

from exercises.content import words
from exercises.schema import Form as FormContent
from exercises.schema import OwnLines, Rating, Reflection
from exercises.schema_form import Question
from exercises.scoring import Score
from journal import Answer
from widgets.answers import Refused, SavingPart
from widgets.dates import day
from widgets.part import scripts, wire


def item_spec(form: str, item: Question) -> dict[str, Any]:
    """Return what the browser needs to ask an item."""
    return {
        "key": f"{form}/{item.key}",
        "control": item.control,
        "text": item.text,
        "low": item.low,
        "high": item.high,
        "anchors": {str(number): text for number, text in item.anchors.items()},
    }


def prompt_spec(form: str, prompt: Reflection) -> dict[str, Any]:
    """Return what the browser needs to give a prompt with writing space."""
    return {
        "key": f"{form}/{prompt.key}",
        "control": "text",
        "text": prompt.prompt,
        "hint": prompt.hint,
    }


MOST_ROWS = 500
"""Rows of a list: above what the page lets a person write."""


class FormView(SavingPart):
    """Questions in a list, each answered or not, each saved by itself."""

    name = "Form"
    _esm = scripts("saver", "controls", "form")
    catalogue: tuple[str, ...] = ("save", "form", "rating")

    def __init__(self, page: Any, items: list[dict[str, Any]], **spec: Any) -> None:
        self.items = {item["key"]: item for item in items}
        super().__init__(page, {"items": items, **spec})

    def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Commit one answer that its control can give."""
        if key not in self.items or not _can_be_given(self.items[key], value):
            raise Refused
        return {"revision": self.journal.save(key, value, base=base).revision}

    def fill(self) -> None:
        """Show every latest answer; prompts carry on from sitting to sitting."""
        latest = self.journal.answers()
        answers = {key: self._told(latest[key]) for key in self.items if key in latest}
        self.send({"kind": "fill", "json": wire({"answers": answers, "take": None, "scales": []})})

    def _told(self, answer: Answer) -> dict[str, Any]:
        # A form may have been on other numbers once: what its control can't show is not shown.
        shown = answer.value if _can_be_given(self.items[answer.key], answer.value) else None
        return {"value": shown, "revision": answer.revision}


class RatingView(FormView):
    """A rating: shown as last answered, taken anew in each sitting, with what it adds up to."""

    name = "Rating"

    def __init__(self, page: Any, form: FormContent, **spec: Any) -> None:
        self.form = form
        self._shown: int | None = None
        items = [item_spec(form.key, item) for item in form.items]
        title = form.title if isinstance(form, Rating) else None
        spec = {"period": form.period, "title": title, **spec}
        super().__init__(page, items, retaken=True, **spec)

    def fill(self) -> None:
        """Show the latest sitting in which something was rated, and no other."""
        journal = self.journal
        now = journal.session().id
        latest = journal.answers(self.form.key)
        rows = [row for row in journal.history(self.form.key) if row.key in self.items]
        rated = (row.session for row in rows if row.value is not None or row.session == now)
        session = self._shown = max(rated, default=None)
        # The revision is the key's latest even where this sitting has no answer: what is saved
        # next builds on it.
        answers = {
            key: {"value": None, "revision": latest[key].revision}
            for key in self.items
            if key in latest
        }
        for row in rows:
            if row.session == session:
                answers[row.key]["value"] = self._told(row)["value"]
        take = None
        if session is not None:
            when = next(one for one in journal.sessions() if one.id == session)
            take = {"current": session == now, "date": day(when)}
        scales = self._scales(row for row in rows if row.session == session)
        told = {"answers": answers, "take": take, "scales": scales}
        self.send({"kind": "fill", "json": wire(told)})

    def saved(self) -> None:
        """Show what the answers add up to now; a new sitting's first answer begins a new take."""
        if self.journal.session().id != self._shown:
            self.fill()
            return
        rows = [row for row in self.journal.history(self.form.key) if row.session == self._shown]
        self.send({"kind": "result", "json": wire(self._scales(rows))})

    def _scales(self, rows: Iterable[Answer]) -> list[dict[str, Any]]:
        told = {row.key: self._told(row)["value"] for row in rows if row.key in self.items}
        form = self.form
        scores = form.scores({item.key: told.get(f"{form.key}/{item.key}") for item in form.items})
        return [
            {
                "label": scale.label,
                "share": self._share(scale.key, scores[scale.key]),
                "answered": scores[scale.key].answered,
                **self.told(scale, scores[scale.key]),
            }
            for scale in form.scales
        ]

    def _share(self, scale: str, score: Score) -> float | None:
        """Return where a score lies between its scale's ends, from 0 to 1."""
        low, high = self.form.ends(scale)
        return None if score.value is None else (score.value - low) / (high - low)

    def told(self, scale: Any, score: Score) -> dict[str, Any]:
        """Return what is said of a scale's score: `words`, and any sentences `below` them."""
        if score.value is None:
            return {"words": not_enough(score)}
        high = self.form.ends(scale.key)[1]
        said = {"value": number(score.value), "high": number(high), "high_words": scale.high}
        return {"words": words("rating.score", **said)}


def not_enough(score: Score) -> str:
    """Say that there is no score, and of how many questions how many were answered."""
    return words("rating.not_enough", answered=score.answered, of=score.of)


def number(value: float) -> str:
    """Return a rating as it is read: at most one decimal, none for a whole number."""
    return f"{value:.1f}".removesuffix(".0")


class ReflectionsView(FormView):
    """Prompts with writing space."""

    name = "Reflections"

    def __init__(self, page: Any, prompts: Iterable[Reflection]) -> None:
        super().__init__(page, [prompt_spec(page.key, prompt) for prompt in prompts], retaken=False)


class OwnLinesView(FormView):
    """Lines in the person's own words, as many as they like, each with how far it rings true."""

    name = "OwnLines"
    _esm = scripts("saver", "controls", "lists", "form")
    catalogue = (*FormView.catalogue, "records")

    def __init__(self, page: Any, own: OwnLines) -> None:
        super().__init__(page, [_own_spec(page.key, own)], retaken=False)


def _own_spec(form: str, own: OwnLines) -> dict[str, Any]:
    anchors = {str(number): text for number, text in own.anchors.items()}
    belief = {"control": "slider", "low": min(own.anchors), "high": max(own.anchors)}
    return {
        "key": f"{form}/{own.key}",
        "control": "list",
        "text": own.prompt,
        "hint": own.hint,
        "add": own.add,
        "columns": [
            {"key": "line", "label": own.line, "control": "line"},
            {"key": "belief", "label": own.belief, "anchors": anchors, **belief},
        ],
    }


def _can_be_given(item: Mapping[str, Any], value: Any) -> bool:
    """Tell whether a control of ours can give this answer; what arrives may come from anywhere."""
    if value is None:
        return True
    if item["control"] == "list":
        is_list = isinstance(value, list) and 0 < len(value) <= MOST_ROWS
        return is_list and all(_is_row(item["columns"], row) for row in value)
    if item["control"] in ("line", "text"):
        return isinstance(value, str)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and item["low"] <= value <= item["high"]


def _is_row(columns: list[dict[str, Any]], row: Any) -> bool:
    if not isinstance(row, dict) or set(row) != {column["key"] for column in columns}:
        return False
    return all(_can_be_given(column, row[column["key"]]) for column in columns)
