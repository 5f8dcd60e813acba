"""A record from the tables of a journal, and a journal's tables from a record."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from journal.merging import in_order, merged
from journal.progress import Progress, unwatched
from journal.record import Record, RecordAnswer, RecordEntry, RecordSitting, iso
from journal.record_json import to_json
from journal.values import from_text, to_text

_SESSIONS = "SELECT id, opened, last, closed, east FROM session ORDER BY id"
_ANSWERS = "SELECT session, key, value, at FROM answer ORDER BY session, key"
_ENTRIES = "SELECT session, id, key, body, revision, at FROM entry ORDER BY session, place"
_REVISIONS = "SELECT key, revision FROM answer ORDER BY key, session"

Said = tuple[datetime, str, datetime]
"""Of an answer: when its sitting began, its value as text, when it was given."""


def read_record(connection: Any) -> Record:
    """Return all that the tables hold at one moment; raises SQLite's own errors.

    Nothing is checked: what is in the tables is a person's, and they get all of it.
    """
    within = connection.in_transaction
    if not within:
        connection.execute("BEGIN")
    try:
        tables = [connection.execute(table).fetchall() for table in (_SESSIONS, _ANSWERS, _ENTRIES)]
    finally:
        if not within:
            connection.execute("ROLLBACK")
    return _record(*tables)


def merge_record(connection: Any, record: Record, progress: Progress = unwatched) -> None:
    """Take in a record, inside a transaction; raises SQLite's own errors.

    The tables are written anew, unless there is nothing to take in. A key whose answers stay as
    they are keeps its revisions. One that has others now goes on above all that were, so that a
    page which knows an old one is told of the change.
    """
    before = read_record(connection)
    after = merged(before, record)
    if to_json(after) == to_json(before):
        return
    revisions = _revisions(connection, before, after)
    for table in ("answer", "entry", "session"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of ours
    for number, sitting in enumerate(after.sittings, 1):
        _write(connection, number, sitting, revisions)
        progress(number, len(after.sittings))


def _write(
    connection: Any, number: int, sitting: RecordSitting, revisions: dict[str, list[int]]
) -> None:
    ended = None if sitting.ended is None else _utc(sitting.ended)
    connection.execute(
        "INSERT INTO session (id, opened, last, closed, east) VALUES (?, ?, ?, ?, ?)",
        (number, _utc(sitting.began), _utc(sitting.last), ended, sitting.offset),
    )
    connection.executemany(
        "INSERT INTO answer (session, key, value, revision, at) VALUES (?, ?, ?, ?, ?)",
        [
            (number, one.key, to_text(one.value), revisions[one.key].pop(0), _utc(one.at))
            for one in sitting.answers
        ],
    )
    connection.executemany(
        "INSERT INTO entry (id, key, body, revision, session, at) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (one.id, one.key, to_text(one.body), one.revision, number, _utc(one.at))
            for one in sitting.entries
        ],
    )


def _revisions(connection: Any, before: Record, after: Record) -> dict[str, list[int]]:
    """Return, by key, the revisions of its answers in the order of the sittings."""
    had: dict[str, list[int]] = defaultdict(list)
    for key, revision in connection.execute(_REVISIONS):
        had[key].append(revision)
    (forgotten,) = connection.execute("SELECT revision FROM forgotten").fetchone()
    was, now = _said(before), _said(after)
    return {
        key: had[key] if was.get(key) == said else _above([forgotten, *had[key]], len(said))
        for key, said in now.items()
    }


def _above(known: list[int], count: int) -> list[int]:
    return list(range(max(known) + 1, max(known) + 1 + count))


def _said(record: Record) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for sitting in record.sittings:
        for one in sitting.answers:
            found[one.key].append((sitting.began, to_text(one.value), one.at))
    return found


def _record(sessions: list[Any], answers: list[Any], entries: list[Any]) -> Record:
    answers_of: dict[int, list[Any]] = defaultdict(list)
    entries_of: dict[int, list[Any]] = defaultdict(list)
    for number, *answer in answers:
        answers_of[number].append(answer)
    for number, *entry in entries:
        entries_of[number].append(entry)
    sittings = [_sitting(row, answers_of[row[0]], entries_of[row[0]]) for row in sessions]
    return Record.model_construct(sittings=tuple(sittings))


def _sitting(session: Any, answers: list[Any], entries: list[Any]) -> RecordSitting:
    _, opened, last, closed, east = session
    zone = timezone(timedelta(minutes=east))

    def there(moment: str) -> datetime:
        return datetime.fromisoformat(moment).astimezone(zone)

    return RecordSitting.model_construct(
        began=there(opened),
        last=there(last),
        ended=None if closed is None else there(closed),
        answers=tuple(_answer(row, there) for row in answers),
        entries=in_order(_entry(row, there) for row in entries),
    )


def _answer(row: Any, there: Callable[[str], datetime]) -> RecordAnswer:
    key, value, at = row
    return RecordAnswer.model_construct(key=key, value=from_text(value), at=there(at))


def _entry(row: Any, there: Callable[[str], datetime]) -> RecordEntry:
    identity, key, body, revision, at = row
    return RecordEntry.model_construct(
        id=identity, key=key, body=from_text(body), revision=revision, at=there(at)
    )


def _utc(moment: datetime) -> str:
    return iso(moment.astimezone(UTC))
