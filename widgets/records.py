"""Records: what a practice keeps of each time it is done, changed and removed one by one."""

from collections.abc import Mapping
from typing import Any

from exercises.content import words
from exercises.schema import Practice
from journal import Answer, Changed, Entry, EntryChanged, Gone, JournalError, Session, Unwritable
from widgets.answers import Refused, SavingPart
from widgets.dates import day
from widgets.part import wire

LONGEST = 1_000_000
"""Characters of JSON that one record may have: more than anyone writes, and no burden to a page."""


class RecordsView(SavingPart):
    """A practice with its records. A record's key is its id, which the page makes."""

    def __init__(self, page: Any, practice: Practice, spec: Mapping[str, Any]) -> None:
        self.key = f"{page.key}/{practice.key}"
        shared = {
            "title": practice.title,
            "introduction": practice.introduction,
            "question": practice.question,
            "anchors": by_text(practice.anchors),
            "finish": practice.finish,
            # No trend is shown of what is kept on request only.
            "over_time": not page.on_request,
        }
        super().__init__(page, {**shared, **spec})

    def fits(self, body: Any) -> bool:
        """Tell whether this practice can have made such a record; anything may arrive."""
        raise NotImplementedError

    def shown(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Return what the page can show of a stored record; None for what it can't."""
        return body if self.fits(body) else None

    def kept(self, _stored: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
        """Return what a stored record becomes when the page changes what it shows of it."""
        return body

    def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Commit a record as it stands now.

        Raises Changed if it builds on a version that isn't the latest; its current value is None
        if another page has removed the record since.
        """
        if not self.fits(value):
            raise Refused
        journal = self.journal
        stored = self._stored(key)
        try:
            if stored is not None:
                entry = journal.change_entry(key, self.kept(stored.body, value), base)
            elif base:
                raise Gone
            else:
                entry = journal.add_entry(self.key, value, id=key)
        except EntryChanged as changed:
            now = changed.current
            body = self.shown(now.body)
            raise Changed(Answer(key, body, now.revision, now.session, now.at)) from None
        except Gone:
            sitting = journal.session()
            raise Changed(Answer(key, None, 0, sitting.id, sitting.last)) from None
        return {"revision": entry.revision, **_when(entry, journal.sessions())}

    def receive(self, message: Mapping[str, Any]) -> None:
        """Remove a record, or save one that is not too long."""
        kind = message.get("kind")
        if kind == "remove":
            self._remove(message.get("key"))
        elif kind == "answer" and len(str(message.get("json"))) > LONGEST:
            self._failed(message, "records.too_long")
        else:
            super().receive(message)

    def trouble(self, message: Mapping[str, Any]) -> None:
        """Say that a record isn't saved, or not removed."""
        if message.get("kind") == "remove":
            self._not_removed(message.get("key"), "refused.unexpected")
        else:
            super().trouble(message)

    def fill(self) -> None:
        """List the records, in the order they were begun."""
        sessions = self.journal.sessions()
        entries = []
        for entry in self.journal.entries(self.key):
            body = self.shown(entry.body)
            if body is not None:
                told = {"id": entry.id, "revision": entry.revision, "body": body}
                entries.append({**told, **_when(entry, sessions)})
        self.send({"kind": "fill", "json": wire({"entries": entries})})

    def _remove(self, key: Any) -> None:
        """Remove a record of this practice; one that is gone already is gone."""
        try:
            if isinstance(key, str) and self._stored(key) is not None:
                self.journal.remove_entry(key)
        except Unwritable as unwritable:
            self._not_removed(key, f"save.{unwritable.reason}")
        except JournalError:
            self._not_removed(key, "save.disk")
        else:
            self.send({"kind": "removed", "key": _id(key)})

    def _not_removed(self, key: Any, why: str) -> None:
        self.send({"kind": "not_removed", "key": _id(key), "words": words(why)})

    def _stored(self, key: str) -> Entry | None:
        """Return a record of this practice; other practices' are none of its business."""
        entries = self.journal.entries(self.key)
        return next((entry for entry in entries if entry.id == key), None)


def rated(body: Mapping[str, Any]) -> bool:
    """Tell whether a record's two numbers are from 0 to 10, or not given."""
    return all(
        body[moment] is None or whole_between(body[moment], 0, 10) for moment in ("before", "after")
    )


def whole_between(value: Any, low: int, high: int) -> bool:
    """Tell whether something that arrived is a whole number between two ends, both included.

    >>> whole_between(3, 0, 10), whole_between(True, 0, 10), whole_between(3.0, 0, 10)
    (True, False, False)
    """
    return type(value) is int and low <= value <= high


def by_text(anchors: Mapping[int, str]) -> dict[str, str]:
    """Return the words of a scale's points as a page gets them, by their number as text.

    >>> by_text({0: "none", 10: "all"})
    {'0': 'none', '10': 'all'}
    """
    return {str(number): text for number, text in anchors.items()}


def _when(entry: Entry, sessions: list[Session]) -> dict[str, Any]:
    """Return the day of a record in words, and its moment in milliseconds for a time axis."""
    sitting = next(session for session in sessions if session.id == entry.session)
    return {"date": day(sitting), "at": round(entry.at.timestamp() * 1000)}


def _id(key: Any) -> str:
    """Return the id that a reply quotes; what is no text of ours is not sent back."""
    return key if isinstance(key, str) and key.isascii() else ""
