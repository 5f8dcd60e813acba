"""The tables of a journal, and the steps from each version of them to the next.

The version is SQLite's own `user_version`: the number of steps taken. A step and its new version
are one transaction, so a kill leaves either the old version whole or the new one.

To change the tables add a function at the end of `STEPS`, and never change one that has shipped. A
step gets a connection inside a transaction and must not end it (so no `executescript`).
"""

from collections.abc import Callable, Sequence
from typing import Any

from journal.protocol import JournalError, TooNew

Step = Callable[[Any], None]
Keep = Callable[[int], None]


def begin(connection: Any) -> None:
    """Make the tables of version 1.

    `session.east` is minutes east of UTC. An answer is what its sitting ended on for its key, and
    its revision counts the key's changes over all sittings. `value` and `body` are JSON. Times are
    UTC, ISO, to the microsecond. An entry's `place` keeps the order of adding.
    """
    for table in _VERSION_1:
        connection.execute(table)


_VERSION_1 = (
    """CREATE TABLE session (
        id INTEGER PRIMARY KEY,
        opened TEXT NOT NULL,
        last TEXT NOT NULL,
        closed TEXT,
        east INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE answer (
        session INTEGER NOT NULL REFERENCES session,
        key TEXT NOT NULL,
        value TEXT NOT NULL,
        revision INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (session, key),
        UNIQUE (key, revision)
    ) STRICT""",
    """CREATE TABLE entry (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        key TEXT NOT NULL,
        session INTEGER NOT NULL REFERENCES session,
        body TEXT NOT NULL,
        revision INTEGER NOT NULL,
        at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX entry_key ON entry (key)",
)


def remember_forgetting(connection: Any) -> None:
    """Make a table for the highest revision that was forgotten, of all keys together.

    A key that is begun anew goes on above it. So a page that knows an old revision is told of the
    change, instead of overwriting unseen what has been answered since under the same number.
    """
    connection.execute("CREATE TABLE forgotten (revision INTEGER NOT NULL) STRICT")
    connection.execute("INSERT INTO forgotten VALUES (0)")


STEPS: tuple[Step, ...] = (begin, remember_forgetting)


def version_of(connection: Any) -> int:
    """Return how many steps the journal has taken."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(connection: Any, steps: Sequence[Step], keep: Keep | None = None) -> None:
    """Take the steps that are still to take, calling `keep(version)` before the first.

    `keep` is to make a copy. It is called while no one else can write, so that the copy is what the
    step starts from, and not at all for a journal that has no tables yet. Raises TooNew for one
    that has taken steps we do not know.
    """
    kept = version_of(connection) == 0
    while version_of(connection) < len(steps):
        connection.execute("BEGIN IMMEDIATE")
        try:
            version = version_of(connection)  # again: another page may have been first
            if version < len(steps):
                if keep and not kept:
                    keep(version)
                    kept = True
                _take(steps[version], connection)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    if version_of(connection) > len(steps):
        raise TooNew


def _take(step: Step, connection: Any) -> None:
    """Take one step; a mistake in it is told by its kind only, as its text may quote an answer."""
    try:
        step(connection)
        return
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        kind = type(error).__name__
    raise JournalError(f"a step to a newer version failed: {kind}")
