"""Opening a SQLCipher file by its key, so that what is acknowledged is on disk."""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal

from sqlcipher3 import dbapi2

from journal.faults import BrokenFileError, is_broken
from journal.files import make_private, sync_file, sync_folder
from journal.migrations import Step, migrate, version_of
from journal.protocol import TooNew

BUSY_SECONDS = 5.0
"""How long a write waits for another page's before it gives up."""

_AS_KEPT = (
    "PRAGMA temp_store = MEMORY",  # nothing readable in a temporary file
    "PRAGMA secure_delete = ON",  # what was removed is overwritten
    "PRAGMA synchronous = FULL",  # a commit is on the disk when it returns
)


def connect(path: Path, key: bytes, salt: bytes, mode: Literal["ro", "rw"]) -> Any:
    """Return a connection in autocommit to a file that is there; raises SQLite's own errors.

    A wrong key may be told here ("not a database") or by the first reading.
    """
    connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to our stderr
        connection.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        for pragma in _AS_KEPT:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def unlocks(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether the file's first page can be read with the key."""
    try:
        with closing(connect(path, key, salt, "ro")) as connection:
            version_of(connection)
    except dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == dbapi2.SQLITE_NOTADB:
            return False
        if not is_broken(error):  # read, but not the length it says: that is for `look` to tell
            raise
    return True


def look(path: Path, key: bytes, salt: bytes, known: int) -> None:
    """Read a journal through before anything is written to it.

    Raises BrokenFileError or SQLite's own error if it is damaged anywhere, TooNew if its version is
    above `known`. This is a connection of its own and read-only, since to close one that can write
    may move the write-ahead log into the file. 4 ms for each MB.
    """
    if path.stat().st_size == 0:
        raise BrokenFileError  # to SQLite that is a new database
    with closing(connect(path, key, salt, "ro")) as connection:
        if version_of(connection) > known:
            raise TooNew
        if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise BrokenFileError


def lock(connection: Any) -> None:
    """Begin a transaction that no other writer can come between, waiting for one that is on."""
    connection.execute("BEGIN IMMEDIATE")


def settle_log(connection: Any) -> None:
    """Move the write-ahead log into the file and empty it, unless a page is reading just now.

    Then it is done when the last page closes.
    """
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def ready(path: Path, key: bytes, salt: bytes, steps: Sequence[Step]) -> Any:
    """Return a connection to a journal, brought to the present version, to read and write with."""
    connection = connect(path, key, salt, "rw")
    try:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
        migrate(connection, steps, lambda version: _keep(path, key, salt, version))
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def ready_in_memory(steps: Sequence[Step]) -> Any:
    """Return a connection to a journal that is nowhere but in memory."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    migrate(connection, steps)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _keep(path: Path, key: bytes, salt: bytes, version: int) -> None:
    """Copy the journal to `<code>.v<version>.journal`, as secret as it is itself.

    Under another name until it is whole, so a copy of that name is never half a copy. One that is
    there is of an earlier try, and this one holds all that it held.
    """
    whole = path.with_name(f"{path.stem}.v{version}.journal")
    partial = whole.with_name(f"{whole.name}.partial")
    partial.unlink(missing_ok=True)
    make_private(partial)
    with (
        closing(connect(path, key, salt, "ro")) as source,
        closing(connect(partial, key, salt, "rw")) as target,
    ):
        target.execute("PRAGMA journal_mode = OFF").fetchall()
        source.backup(target)
    sync_file(partial)
    os.replace(partial, whole)
    sync_folder(path.parent)
