"""An encrypted copy of a journal as bytes, and the record that such bytes hold.

SQLite can give or take an encrypted database only as a file. So for a moment there is one, beside
the journals and as secret as they are: `<code>.taken-<random>.journal`. A killed process may leave
it. It goes with its journal when that is erased, and an hour later in any case.
"""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from journal.connection import connect, unlocks
from journal.faults import is_hindered
from journal.files import make_private
from journal.keys import LONGEST, SALT_BYTES, derive
from journal.migrations import STEPS, migrate, version_of
from journal.progress import Progress, unwatched
from journal.protocol import CannotBring, Why
from journal.record import Record
from journal.record_rows import read_record

LARGEST = 100_000_000
"""Bytes of a copy that are read."""
PAGES = 256
"""Pages of 4,096 bytes between two words about the progress."""

_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def encrypted_copy(path: Path, key: bytes, salt: bytes, progress: Progress = unwatched) -> bytes:
    """Return a SQLCipher file of all that is saved at this moment, under the same passphrase.

    Pages may write meanwhile. Raises OSError or SQLite's own errors.
    """
    with _beside(path) as copy, closing(connect(copy, key, salt, "rw")) as target:
        with closing(connect(path, key, salt, "ro")) as source:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM session").fetchone()  # this moment, to the end

            def copied(_status: int, remaining: int, total: int) -> None:
                progress(total - remaining, total)

            target.execute("PRAGMA journal_mode = OFF").fetchall()
            source.backup(target, pages=PAGES, progress=copied)
        target.execute("PRAGMA journal_mode = DELETE").fetchall()  # whole in one file
        return copy.read_bytes()


def read_copy(path: Path, data: bytes, passphrase: str) -> Record:
    """Return the record that an encrypted copy holds, of this or an older version.

    `path`: the journal that it is put beside to be read. Raises `CannotBring` with the reason,
    OSError, or SQLite's own errors of writing.
    """
    if len(data) > LARGEST:
        raise CannotBring("too-large")
    if len(data) <= SALT_BYTES or not 0 < len(passphrase) <= LONGEST:
        raise CannotBring("passphrase")
    salt = data[:SALT_BYTES]
    key = derive(passphrase, salt)
    reason: Why
    with _beside(path) as copy:
        copy.write_bytes(data)
        try:
            if not unlocks(copy, key, salt):
                raise CannotBring("passphrase")
            return _read(copy, key, salt)
        except dbapi2.Error as error:
            if is_hindered(error):
                raise
            reason = "damaged"
        except (
            ValueError,
            TypeError,
            ArithmeticError,
            RecursionError,
        ):  # pydantic's is a ValueError
            reason = "damaged"
    raise CannotBring(reason)


def _read(copy: Path, key: bytes, salt: bytes) -> Record:
    with closing(connect(copy, key, salt, "rw")) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        if version_of(connection) > len(STEPS):
            raise CannotBring("newer")
        if not _is_journal(connection):
            raise CannotBring("foreign")
        if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise CannotBring("damaged")
        migrate(connection, STEPS)
        record = read_record(connection)
    return Record.model_validate(record.model_dump(warnings=False))


def _is_journal(connection: Any) -> bool:
    """Whether it has a journal's tables, and nothing else: a view or a trigger would be run."""
    version = version_of(connection)
    with closing(dbapi2.connect(":memory:", isolation_level=None)) as ours:
        migrate(ours, STEPS[:version])
        wanted = ours.execute(_SCHEMA).fetchall()
    return version > 0 and connection.execute(_SCHEMA).fetchall() == wanted


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Make an empty file beside a journal, for its owner only, and remove it at the end."""
    file = path.with_name(f"{path.stem}.taken-{secrets.token_hex(8)}.journal")
    make_private(file)
    try:
        yield file
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                file.with_name(f"{file.name}{suffix}").unlink()
