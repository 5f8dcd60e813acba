"""Giving a journal another key, so that a kill at any moment leaves one that opens."""

import errno
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from journal.connection import connect, lock, settle_log, unlocks
from journal.keys import Seal, write_seal
from journal.seals import next_seal_of, settle, settle_locked


def change_key(path: Path, key: bytes, seal: Seal, new_key: bytes, new_salt: bytes) -> None:
    """Encrypt a journal anew; raises OSError or SQLite's own errors, and then nothing is changed.

    SQLCipher rekeys the file in place, in one transaction of its write-ahead log: a kill before the
    commit leaves all pages under the old key, and one after it all under the new. A copy put in the
    file's place would be as safe from kills, but pages that have the journal open would go on
    writing to the one that is no more. So they take turns as for any write, and what they have
    saved is in it; from then on they can read nothing and are refused.
    """
    new = Seal.of(new_key, new_salt)
    with closing(connect(path, key, seal.salt, "rw")) as connection:
        lock(connection)
        settle_locked(path, seal)  # before: an earlier change that was cut short
        failure: Exception = OSError(errno.EIO, "SQLCipher may say that all went well")
        try:
            write_seal(next_seal_of(path), new)
            _rekey(connection, new_key, new_salt)
        except (dbapi2.Error, OSError) as error:
            failure = error
        if not unlocks(path, new_key, new_salt):  # on a full disk, say
            _leave(connection, path, key, seal)
            raise failure
        with suppress(dbapi2.Error):
            connection.execute("COMMIT")
        settle(path, connection, new)
        with suppress(dbapi2.Error):
            settle_log(connection)


def _rekey(connection: Any, key: bytes, salt: bytes) -> None:
    """Commit the transaction with every page under another key."""
    connection.execute(f"PRAGMA rekey = \"x'{key.hex()}{salt.hex()}'\"").fetchall()


def _leave(connection: Any, path: Path, key: bytes, seal: Seal) -> None:
    """Take back the seal of a change that failed; if that fails too, the next opening does it."""
    connection.close()
    with suppress(dbapi2.Error), closing(connect(path, key, seal.salt, "rw")) as again:
        settle(path, again, seal)
