"""Practices: something to do, each time kept as a record with its rating before and after."""

from typing import Any

from exercises.schema import BreathingPractice, Practice
from journal import EntryChanged
from widgets.answers import Refused, SavingPart
from widgets.dates import day
from widgets.part import scripts, wire

RECORD = {"before", "after", "seconds", "finished"}


class PracticeView(SavingPart):
    """A timed practice. The timer runs in the browser; its record is kept in the journal."""

    name = "Practice"
    _esm = scripts("saver", "controls", "timers", "practice")
    catalogue = ("save", "form", "practice")

    def __init__(self, page: Any, practice: Practice) -> None:
        self.key = f"{page.key}/{practice.key}"
        spec: dict[str, Any] = {
            "tool": practice.tool,
            "title": practice.title,
            "introduction": practice.introduction,
            "seconds": practice.seconds,
            "question": practice.question,
            "anchors": {str(number): text for number, text in practice.anchors.items()},
            "stop": practice.stop,
            "finish": practice.finish,
        }
        if isinstance(practice, BreathingPractice):
            breath = practice.breath
            spec["breath"] = {"in": breath.in_, "hold": breath.hold, "out": breath.out}
        else:
            spec["steps"] = [step.model_dump() for step in practice.steps]
        super().__init__(page, spec)

    def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Commit the record of one time; `key` is the record's id, made by the page."""
        if not _is_record(value):
            raise Refused
        journal = self.journal
        entry = journal.add_entry(self.key, value, id=key)
        if entry.body != value:
            try:
                entry = journal.change_entry(key, value, base or entry.revision)
            except EntryChanged as changed:
                # Only the page that made a record writes to it, so its latest word counts.
                entry = journal.change_entry(key, value, changed.current.revision)
        return {"revision": entry.revision, "date": self._days()[entry.session]}

    def fill(self) -> None:
        """List the times it was done, the latest last."""
        days = self._days()
        entries = [
            {"id": entry.id, "date": days[entry.session], "body": entry.body}
            for entry in self.journal.entries(self.key)
        ]
        self.send({"kind": "fill", "json": wire({"entries": entries})})

    def _days(self) -> dict[int, str]:
        return {session.id: day(session) for session in self.journal.sessions()}


def _is_record(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != RECORD:
        return False
    rated = all(
        value[moment] is None or (type(value[moment]) is int and 0 <= value[moment] <= 10)
        for moment in ("before", "after")
    )
    timed = type(value["seconds"]) is int and 0 <= value["seconds"] <= 86_400
    return rated and timed and isinstance(value["finished"], bool)
