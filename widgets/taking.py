"""Taking a record away as a file, and reminders. Files are made in memory and never on the disk."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, get_args

from babel.dates import get_day_names

from exercises.content import words
from journal.record_json import to_json
from journal.reminder import reminder
from journal.taking import ratings_csv
from widgets.dates import LOCALE
from widgets.part import scripts
from widgets.sent import text
from widgets.yours import YoursView

KINDS = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "json": "application/json",
    "locked": "application/octet-stream",
}
"""What can be taken away, by the ending of the file's name; the names say nothing else."""


class TakeView(YoursView):
    """Makes files to take away."""

    name = "Take"
    kind = "take"
    _esm = scripts("files", "taking")
    trying = True

    def __init__(self, page: Any) -> None:
        from widgets.paper.record import PARTS, USUAL

        super().__init__(page, parts=list(PARTS), usual=list(USUAL))

    def act(self, message: Mapping[str, Any]) -> None:
        """Make a file and send it to the page."""
        what = text(message, "what")
        if message.get("kind") == "take" and what in KINDS:
            made = getattr(self, f"_{what}")(message)
            self.send({"kind": "file", "ending": what, "type": KINDS[what]}, [made])

    def _pdf(self, message: Mapping[str, Any]) -> bytes:
        # A library that only those need who take a PDF.
        from widgets.paper.record import PARTS, record_pdf
        from widgets.paper.sheet import Paper

        asked = message.get("parts")
        parts = [part for part in PARTS if isinstance(asked, list) and part in asked]
        paper = text(message, "paper")
        known: tuple[Paper, ...] = get_args(Paper)
        return record_pdf(
            self.journal,
            parts,
            self.watched,
            next((size for size in known if size == paper), known[0]),
        )

    def _csv(self, _message: Mapping[str, Any]) -> bytes:
        return ratings_csv(self.journal.record(), self.watched)

    def _json(self, _message: Mapping[str, Any]) -> bytes:
        return to_json(self.journal.record(), self.watched)

    def _locked(self, _message: Mapping[str, Any]) -> bytes:
        return self.owner.desk.copy(self.watched)


class RemindView(YoursView):
    """Makes an entry for a calendar, which says when and nothing of what for."""

    name = "Remind"
    kind = "remind"
    _esm = scripts("files", "taking")
    trying = True
    needs_workbook = False

    def __init__(self, page: Any) -> None:
        names = get_day_names("wide", locale=LOCALE)
        super().__init__(page, weekdays=[names[day] for day in range(7)])

    def act(self, message: Mapping[str, Any]) -> None:
        """Make the entry, or say what is missing."""
        if message.get("kind") != "remind":
            return
        days = message.get("days")
        try:
            made = reminder(
                [day for day in days if type(day) is int] if isinstance(days, list) else [],
                time.fromisoformat(text(message, "at")),
                date.fromisoformat(text(message, "first")),
                date.fromisoformat(text(message, "until")),
            )
        except ValueError:
            self.send({"kind": "refused", "words": words("yours.remind_how")})
        else:
            self.send({"kind": "file", "ending": "ics", "type": "text/calendar"}, [made])
