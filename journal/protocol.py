"""What a journal is to the rest of the workbook: its records, what it does, how it can fail.

No text or argument of these errors holds an answer, a code, a passphrase or a key: errors end up in
logs. For the same reason the records leave their content out of their `repr`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from journal.progress import Progress, unwatched
from journal.record import Record

Value = int | float | str | list[Any] | dict[str, Any] | None
"""What an answer can be: anything JSON holds. None is *unanswered* (never asked, or cleared)."""

Reason = Literal["full", "read-only", "busy", "disk"]
Why = Literal["not-json", "foreign", "newer", "passphrase", "damaged", "too-large"]


@dataclass(frozen=True)
class Session:
    """One sitting. `offset`: minutes east of UTC where the person is; times are UTC."""

    id: int
    opened: datetime
    last: datetime
    closed: datetime | None
    offset: int


@dataclass(frozen=True)
class Answer:
    """What was answered under a key in a sitting. `revision` rises with every change of the key."""

    key: str
    value: Value = field(repr=False)
    revision: int
    session: int
    at: datetime


@dataclass(frozen=True)
class Entry:
    """Something done or noted, of which a sitting can hold several. `id`: 32 hex digits (uuid4)."""

    id: str
    key: str
    body: dict[str, Any] = field(repr=False)
    revision: int
    session: int
    at: datetime


class Journal(Protocol):
    """One participant's journal. Whatever it returns as written is on disk.

    Every method may raise `Damaged`, and those that write `Unwritable`; after an error nothing of
    that call is written and the journal can be used on. If it was erased elsewhere or its
    passphrase changed, all but `close` raise `CannotOpen` from then on. A key is `form/item`, in
    lower-case words joined by hyphens; ValueError for another, and for what JSON cannot hold.
    """

    def session(self) -> Session:
        """Return the sitting that a write now would belong to; only a write begins it."""

    def sessions(self) -> list[Session]:
        """Return every sitting, in the order they began."""

    def end_session(self) -> None:
        """Close the sitting, so that the next write begins another."""

    def save(self, key: str, value: Value, *, base: int) -> Answer:
        """Keep an answer of this sitting; None clears it.

        `base` is the revision the page last knew, 0 if none. Raises `Changed` if another page has
        since written something else; the same thing written twice is not a conflict.
        """

    def answers(self, form: str | None = None) -> dict[str, Answer]:
        """Return the latest answer of each key, cleared ones too; of one form if given."""

    def history(self, form: str) -> list[Answer]:
        """Return what each sitting ended on for each key of a form, oldest sitting first."""

    def add_entry(self, key: str, body: dict[str, Any], *, id: str | None = None) -> Entry:  # noqa: A002
        """Keep a new entry; for an id that is there already, return what is there."""

    def entries(self, key: str) -> list[Entry]:
        """Return the entries of a key, in the order they were added."""

    def change_entry(self, id: str, body: dict[str, Any], base: int) -> Entry:  # noqa: A002
        """Replace an entry's body. Raises `EntryChanged`, like `save`; `Gone` if it was removed."""

    def remove_entry(self, id: str) -> None:  # noqa: A002
        """Remove an entry; one that is gone already stays gone."""

    def forget(self, form: str) -> None:
        """Remove for good every answer and entry of a form, in all sittings and revisions.

        Copies of the file that were made before a newer version or on damage go too, since they
        hold what is to be forgotten. The sittings stay: they don't say what was done in them.
        """

    def record(self) -> Record:
        """Return all that it holds, as it is at one moment."""

    def merge(self, record: Record, progress: Progress = unwatched) -> None:
        """Take in all that a record holds and this has not yet, in one transaction or not at all.

        Nothing that either holds is lost: see `journal.merging`. Sittings are numbered anew in the
        order they began, so pages that have the journal open are to be filled again.
        """

    def close(self) -> None:
        """Let go of the file. Closing twice is once; anything else then raises JournalError."""


class JournalError(Exception):
    """Whatever a journal can fail with."""


class CannotOpen(JournalError):  # noqa: N818 - named by what happened, as the page says it
    """No journal opens with that code and passphrase; which of the two is wrong is not told."""

    def __init__(self) -> None:
        super().__init__("no journal opens with this code and passphrase")


class TooSoon(JournalError):  # noqa: N818
    """After wrong tries the next has to wait for `seconds` more; nothing was tried."""

    def __init__(self, seconds: float) -> None:
        super().__init__("the next try has to wait")
        self.seconds = seconds


class Damaged(JournalError):  # noqa: N818
    """The file is damaged. It is left as it is; `copied` says whether a copy is safe beside it."""

    def __init__(self, *, copied: bool) -> None:
        super().__init__("the journal's file is damaged")
        self.copied = copied


class TooNew(JournalError):  # noqa: N818
    """The journal was written by a newer version of the workbook; it was only looked at."""

    def __init__(self) -> None:
        super().__init__("the journal was written by a newer version")


class Unwritable(JournalError):  # noqa: N818
    """Nothing was written, and why: no room, not allowed, in use too long, or a failing disk."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"the journal cannot be written: {reason}")
        self.reason = reason


class CannotBring(JournalError):  # noqa: N818
    """A file cannot be brought in, and why; the journal is as it was."""

    def __init__(self, reason: Why) -> None:
        super().__init__(f"the file cannot be brought in: {reason}")
        self.reason = reason


class Changed(JournalError):  # noqa: N818
    """Another page has answered since; `current` is what stands now."""

    def __init__(self, current: Answer) -> None:
        super().__init__("another page has changed this answer since")
        self.current = current


class EntryChanged(JournalError):  # noqa: N818
    """Another page has changed the entry since; `current` is what stands now."""

    def __init__(self, current: Entry) -> None:
        super().__init__("another page has changed this entry since")
        self.current = current


class Gone(JournalError):  # noqa: N818
    """The entry was removed."""

    def __init__(self) -> None:
        super().__init__("this entry was removed")
