"""A journal over a SQLite connection, the same for a file and for memory."""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from journal import clock
from journal.connection import lock, settle_log
from journal.erasing import remove_copies
from journal.faults import guarded
from journal.progress import Progress, unwatched
from journal.protocol import (
    Answer,
    CannotOpen,
    Changed,
    Damaged,
    Entry,
    EntryChanged,
    Gone,
    Session,
    Value,
)
from journal.record import Record
from journal.record_rows import merge_record, read_record
from journal.seals import HeldFile
from journal.sittings import settled, sitting
from journal.values import check_form, check_id, check_key, from_text, same, to_text

T = TypeVar("T")

NEVER = "null"
"""An answer never given and one cleared say the same."""

_ANSWER = "SELECT key, value, revision, session, at FROM answer"
_ENTRY = "SELECT id, key, body, revision, session, at FROM entry"
_SESSION = "SELECT id, opened, last, closed, east FROM session"


class SqlJournal:
    """See `journal.protocol.Journal`. `file` is None in memory."""

    def __init__(self, connection: Any, file: HeldFile | None, offset: int) -> None:
        self._connection = connection
        self._file = file
        self._offset = offset
        self._damaged = False

    def __repr__(self) -> str:
        return "<Journal>"

    # Sittings

    def session(self) -> Session:
        """Return the sitting that a write now would belong to; only a write begins it."""
        return self._guarded(lambda: self._sitting(clock.now()))

    def sessions(self) -> list[Session]:
        """Return every sitting, in the order they began."""
        now = clock.now()
        rows = self._guarded(lambda: self._all(f"{_SESSION} ORDER BY id"))
        return [settled(_session(row), now) for row in rows]

    def end_session(self) -> None:
        """Close the sitting, so that the next write begins another."""
        self._write(self._end_session)

    # Answers

    def save(self, key: str, value: Value, *, base: int) -> Answer:
        """Keep an answer of this sitting; it is on disk when this returns. None clears it."""
        check_key(key)
        text = to_text(value)
        return self._write(lambda: self._save(key, text, base))

    def answers(self, form: str | None = None) -> dict[str, Answer]:
        """Return the latest answer of each key, cleared ones too; of one form if given."""
        # With max(), SQLite takes the other columns from the row that has it.
        latest = "SELECT key, value, max(revision), session, at FROM answer"
        where, keys = _within(form)
        rows = self._guarded(lambda: self._all(f"{latest}{where} GROUP BY key ORDER BY key", *keys))
        return {row[0]: _answer(row) for row in rows}

    def history(self, form: str) -> list[Answer]:
        """Return what each sitting ended on for each key of a form, oldest sitting first."""
        where, keys = _within(form)
        rows = self._guarded(lambda: self._all(f"{_ANSWER}{where} ORDER BY session, key", *keys))
        return [_answer(row) for row in rows]

    # Entries

    def add_entry(self, key: str, body: dict[str, Any], *, id: str | None = None) -> Entry:  # noqa: A002
        """Keep a new entry; for an id that is there already, return what is there."""
        check_key(key)
        entry = uuid.uuid4().hex if id is None else id
        check_id(entry)
        text = _body(body)
        return self._write(lambda: self._add_entry(entry, key, text))

    def entries(self, key: str) -> list[Entry]:
        """Return the entries of a key, in the order they were added."""
        check_key(key)
        rows = self._guarded(lambda: self._all(f"{_ENTRY} WHERE key = ? ORDER BY place", key))
        return [_entry(row) for row in rows]

    def change_entry(self, id: str, body: dict[str, Any], base: int) -> Entry:  # noqa: A002
        """Replace an entry's body; its sitting and time stay those it was added in."""
        check_id(id)
        text = _body(body)
        return self._write(lambda: self._change_entry(id, text, base))

    def remove_entry(self, id: str) -> None:  # noqa: A002
        """Remove an entry, without a trace of when: this begins no sitting."""
        check_id(id)
        self._write(lambda: self._do("DELETE FROM entry WHERE id = ?", id))

    # All together

    def forget(self, form: str) -> None:
        """Remove every row of a form, and see that none is left in the log or in a copy."""
        _, keys = _within(form)
        file = self._file
        if file is not None:
            self._guarded(lambda: remove_copies(file.path))
        self._write(lambda: self._forget(keys))
        if file is not None:
            self._guarded(lambda: settle_log(self._connection))

    def record(self) -> Record:
        """Return all that is kept, read in one transaction."""
        return self._guarded(lambda: read_record(self._connection))

    def merge(self, record: Record, progress: Progress = unwatched) -> None:
        """Take in what a record holds and this has not yet."""
        self._write(lambda: merge_record(self._connection, record, progress))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # Inside a transaction

    def _save(self, key: str, text: str, base: int) -> Answer:
        now = clock.now()
        session = self._sitting(now)
        row = self._latest(key) or (key, NEVER, 0, session.id, now.isoformat())
        _, stored, revision, written, _ = row
        if same(stored, text):
            # The same answer in a new sitting is an answer of that sitting; nothing twice is not.
            if written == session.id or text == NEVER:
                return _answer(row)
        elif revision != base:
            raise Changed(_answer(row))
        number = (revision or self._forgotten()) + 1
        self._enter(session, now)
        self._do(
            "INSERT INTO answer (session, key, value, revision, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (session, key) DO UPDATE"
            " SET value = excluded.value, revision = excluded.revision, at = excluded.at",
            *(session.id, key, text, number, _iso(now)),
        )
        return Answer(key, from_text(text), number, session.id, now)

    def _add_entry(self, entry: str, key: str, text: str) -> Entry:
        if row := self._one(f"{_ENTRY} WHERE id = ?", entry):
            if row[1] != key:
                raise ValueError("this id is of an entry under another key")
            return _entry(row)
        now = clock.now()
        session = self._sitting(now)
        self._enter(session, now)
        row = (entry, key, text, 1, session.id, _iso(now))
        self._do(
            "INSERT INTO entry (id, key, body, revision, session, at) VALUES (?, ?, ?, ?, ?, ?)",
            *row,
        )
        return _entry(row)

    def _change_entry(self, entry: str, text: str, base: int) -> Entry:
        row = self._one(f"{_ENTRY} WHERE id = ?", entry)
        if row is None:
            raise Gone
        _, key, stored, revision, session, at = row
        if same(stored, text):
            return _entry(row)
        if revision != base:
            raise EntryChanged(_entry(row))
        now = clock.now()
        self._enter(self._sitting(now), now)
        self._do("UPDATE entry SET body = ?, revision = ? WHERE id = ?", text, revision + 1, entry)
        return _entry((entry, key, text, revision + 1, session, at))

    def _forget(self, keys: tuple[str, ...]) -> None:
        self._do(
            "UPDATE forgotten SET revision = (SELECT max(forgotten.revision, answer.revision)"
            " FROM answer WHERE key >= ? AND key < ? ORDER BY answer.revision DESC LIMIT 1)"
            " WHERE EXISTS (SELECT 1 FROM answer WHERE key >= ? AND key < ?)",
            *keys,
            *keys,
        )
        self._do("DELETE FROM answer WHERE key >= ? AND key < ?", *keys)
        self._do("DELETE FROM entry WHERE key >= ? AND key < ?", *keys)

    def _forgotten(self) -> int:
        revision: int = self._one("SELECT revision FROM forgotten")[0]
        return revision

    def _end_session(self) -> None:
        now = clock.now()
        latest = self._latest_session()
        if latest and latest.closed is None:
            closed = settled(latest, now).closed or now
            self._do("UPDATE session SET closed = ? WHERE id = ?", _iso(closed), latest.id)

    def _enter(self, session: Session, now: datetime) -> None:
        """Write that something is written in this sitting now, which may begin it."""
        latest = self._latest_session()
        if latest and latest.id == session.id:
            self._do("UPDATE session SET last = ? WHERE id = ?", _iso(now), session.id)
            return
        if latest and latest.closed is None:
            self._do("UPDATE session SET closed = last WHERE id = ?", latest.id)
        self._do(
            "INSERT INTO session (id, opened, last, east) VALUES (?, ?, ?, ?)",
            *(session.id, _iso(now), _iso(now), session.offset),
        )

    def _sitting(self, now: datetime) -> Session:
        return sitting(self._latest_session(), now, self._offset)

    def _latest_session(self) -> Session | None:
        row = self._one(f"{_SESSION} ORDER BY id DESC LIMIT 1")
        return _session(row) if row else None

    def _latest(self, key: str) -> Any:
        return self._one(f"{_ANSWER} WHERE key = ? ORDER BY revision DESC LIMIT 1", key)

    # SQLite

    def _write(self, work: Callable[[], T]) -> T:
        """Do `work` in one transaction that no other writer can come between, or not at all."""

        def transaction() -> T:
            try:
                lock(self._connection)
                self._check_file()  # again: while we waited, it may have been erased
                result = work()
                self._do("COMMIT")
            except BaseException:  # an interrupted kernel too
                with suppress(dbapi2.Error):
                    if self._connection.in_transaction:
                        self._do("ROLLBACK")
                raise
            return result

        return self._guarded(transaction)

    def _guarded(self, work: Callable[[], T]) -> T:
        if self._damaged:
            raise Damaged(copied=True)  # nothing more is written to what may be worth mending
        path, still_ours = (self._file.path, self._file.is_ours) if self._file else (None, None)
        try:
            self._check_file()
            return guarded(work, path, still_ours)
        except Damaged as damaged:
            self._damaged = damaged.copied
            raise

    def _check_file(self) -> None:
        """Refuse to read or write a file that was erased: the system would let us go on."""
        if self._file is not None and not self._file.is_there():
            raise CannotOpen

    def _do(self, sql: str, *values: Any) -> None:
        self._connection.execute(sql, values)

    def _one(self, sql: str, *values: Any) -> Any:
        return self._connection.execute(sql, values).fetchone()

    def _all(self, sql: str, *values: Any) -> list[Any]:
        rows: list[Any] = self._connection.execute(sql, values).fetchall()
        return rows


def _within(form: str | None) -> tuple[str, tuple[str, ...]]:
    """Return the condition that a key is of the form; "0" is the character after "/"."""
    if form is None:
        return "", ()
    check_form(form)
    return " WHERE key >= ? AND key < ?", (f"{form}/", f"{form}0")


def _body(body: dict[str, Any]) -> str:
    if not isinstance(body, dict):
        raise ValueError("the body of an entry is a map")
    return to_text(body)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")


def _answer(row: Any) -> Answer:
    key, value, revision, session, at = row
    return Answer(key, from_text(value), revision, session, datetime.fromisoformat(at))


def _entry(row: Any) -> Entry:
    identity, key, body, revision, session, at = row
    return Entry(identity, key, from_text(body), revision, session, datetime.fromisoformat(at))


def _session(row: Any) -> Session:
    number, opened, last, closed, east = row
    return Session(
        id=number,
        opened=datetime.fromisoformat(opened),
        last=datetime.fromisoformat(last),
        closed=datetime.fromisoformat(closed) if closed else None,
        offset=east,
    )
