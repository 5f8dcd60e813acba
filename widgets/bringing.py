"""Bringing a file back into the workbook that is open, looked at before anything is changed."""

import binascii
from base64 import b64decode
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from exercises.content import words
from exercises.finite import is_finite
from exercises.history_csv import columns_in, read_history
from exercises.schema_form import Form, Named
from journal import CannotBring, clock
from journal.bringing import Preview, is_locked, preview, why
from journal.brought import brought_record
from journal.record import Record
from journal.record_json import from_json
from widgets.courses import asked
from widgets.dates import day_of
from widgets.part import scripts, wire
from widgets.sent import text
from widgets.yours import YoursView

LARGEST = 32 * 2**20
"""Bytes of the largest file that is taken: decades of a person's writing are a tenth of it."""


class FileView(YoursView):
    """Takes in a file piece by piece, since a message of a page can't be as long."""

    _esm = scripts("files", "bringing")
    trying = True

    def __init__(self, page: Any, **spec: Any) -> None:
        self._data = bytearray()
        self._record: Record | None = None
        super().__init__(page, **spec)

    def empty(self) -> None:
        """Forget the file with the rest."""
        self._data, self._record = bytearray(), None
        super().empty()

    def act(self, message: Mapping[str, Any]) -> None:
        """Take in a piece, say what is in the file, or bring it in."""
        kind = message.get("kind")
        try:
            if kind == "piece":
                self._take(message)
            elif kind == "look":
                self._record = None
                self.look(bytes(self._data), message)
            elif kind == "bring" and self._record is not None:
                self.journal.merge(self._record, self.watched)
                self.empty()
                self.owner.refill()
                self.send({"kind": "brought"})
        except CannotBring as cannot:
            self.send({"kind": "refused", "words": why(cannot)})

    def look(self, data: bytes, message: Mapping[str, Any]) -> None:
        """Say what is in the file."""
        raise NotImplementedError

    def offer(self, record: Record) -> None:
        """Say what would come in, and keep it ready."""
        self._record = record
        self.send({"kind": "preview", "words": told(preview(self.journal.record(), record))})

    def _take(self, message: Mapping[str, Any]) -> None:
        if message.get("first") is True:
            self._data = bytearray()
        try:
            piece = b64decode(text(message, "data"), validate=True)
        except (binascii.Error, ValueError):
            return
        if len(self._data) + len(piece) > LARGEST:
            self._data = bytearray()
            raise CannotBring("too-large")
        self._data += piece


class BringView(FileView):
    """Brings back what was taken away: everything as JSON, or a locked copy."""

    name = "Bring"
    kind = "bring"

    def look(self, data: bytes, message: Mapping[str, Any]) -> None:
        """Say what is in the file; ask for the passphrase that a locked copy needs."""
        if not is_locked(data):
            self.offer(from_json(data))
        elif passphrase := text(message, "passphrase"):
            self.offer(self.owner.desk.read_copy(data, passphrase))
        else:
            self.send({"kind": "needs_passphrase"})


class HistoryView(FileView):
    """Brings in another program's days, beside a scale of ours and never among its ratings."""

    name = "History"
    kind = "history"

    def __init__(self, page: Any) -> None:
        self._scales: dict[str, tuple[Form, Named]] = {}
        listed = []
        for title, form, scales in asked():
            for scale in scales:
                key = f"{form.key}/{scale.key}"
                self._scales[key] = form, scale
                listed.append([key, f"{title}: {scale.label}"])
        super().__init__(page, scales=listed)

    def look(self, data: bytes, message: Mapping[str, Any]) -> None:
        """Offer the columns to choose from; with them chosen, say what would come in."""
        chosen = self._scales.get(text(message, "scale"))
        low, high = message.get("low"), message.get("high")
        if chosen is None or not (is_finite(low) and is_finite(high)) or low == high:
            self.send({"kind": "columns", "columns": list(columns_in(data))})
            return
        form, scale = chosen
        ends = (float(low), float(high))
        history = read_history(
            data,
            text(message, "file"),
            day_column=text(message, "day_column"),
            value_column=text(message, "value_column"),
            day_first=message.get("day_first") is True,
            ends=ends,
            # Where the day begins first it may be tomorrow already.
            today=(clock.now() + timedelta(hours=14)).date(),
        )
        self.send({"kind": "problems", "json": wire(history.problems)})
        self.offer(brought_record(self.journal, form, scale.key, history.values, ends))


def told(found: Preview) -> str:
    """Say what would come in."""
    if found.first is None or found.last is None:
        return words("yours.preview_empty")
    said = {
        "count": found.sittings,
        "first": day_of(found.first),
        "last": day_of(found.last),
        "new": found.new,
        "there": found.there,
        "different": found.different,
    }
    return words("yours.preview_one" if found.sittings == 1 else "yours.preview", **said)
