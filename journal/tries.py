"""How long the next try at a passphrase has to wait, counted on disk as each page is a process.

Two rules. Each code has three tries, and then waits: 1 second, 2, 4 and so on, up to 15 minutes.
And once the whole server has seen 30 failures in ten minutes, every code's tries wait a little, at
most 3 seconds, even the first. That wait is the code's own and not shared, so whoever waits as told
gets a try, whatever others do meanwhile. Codes that there are not are counted like those there are.

Beside the journals lies one small database, `tries`. It holds hashes of codes under a random key,
counts and times; what is older than a day goes. Lost or damaged, it begins anew.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from journal import clock, connection
from journal.files import make_private, make_private_folder
from journal.protocol import TooSoon

# Counts of tries, and times in seconds.
FREE = 3
LONGEST = 15 * 60.0
CROWD = 30
CROWD_SPAN = 10 * 60.0
CROWD_STEP = 0.1
CROWD_LONGEST = 3.0
REMEMBERED = 24 * 3600.0

_TABLES = (
    "CREATE TABLE IF NOT EXISTS secret (one INTEGER PRIMARY KEY, value BLOB NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS tried (who BLOB PRIMARY KEY, count INTEGER NOT NULL,"
    " at REAL NOT NULL, seconds REAL NOT NULL) STRICT",
    "CREATE TABLE IF NOT EXISTS failure (at REAL NOT NULL) STRICT",
)
_UNUSABLE = (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_ERROR)


def own_wait(count: int) -> float:
    """Return the seconds between a code's `count`-th wrong try in a row and the next.

    >>> [own_wait(count) for count in (1, 2, 3, 4, 5, 12, 13, 10_000)]
    [0.0, 0.0, 1.0, 2.0, 4.0, 512.0, 900.0, 900.0]
    """
    return min(2.0 ** min(count - FREE, 10), LONGEST) if count >= FREE else 0.0


def crowd_wait(failures: int) -> float:
    """Return the seconds that any try waits after so many failures of a server in ten minutes.

    >>> [crowd_wait(failures) for failures in (29, 30, 39, 1000)]
    [0.0, 0.1, 1.0, 3.0]
    """
    return min(max(0, failures - CROWD + 1) * CROWD_STEP, CROWD_LONGEST)


class Tries:
    """The tries at the journals in a folder. Each method is one transaction on the disk."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "tries"

    def begin(self, code: str | None) -> None:
        """Count a try at a code before it is made, so that none is free that is made meanwhile.

        Raises `TooSoon` if it has to wait, and then doesn't count it. None, for what cannot be a
        code, never waits: there is nothing to guess. Raises OSError or SQLite's own errors.
        """
        seconds = self._transaction(lambda db: _begin(db, _who(db, code), _now(db)) if code else 0)
        if seconds > 0:
            raise TooSoon(seconds)

    def failed(self) -> None:
        """Count a try that failed, for the whole server."""
        self._transaction(lambda db: db.execute("INSERT INTO failure VALUES (?)", (_now(db),)))

    def succeeded(self, code: str) -> None:
        """Begin anew for this code, and only for it."""
        forget = "DELETE FROM tried WHERE who = ?"
        self._transaction(lambda db: db.execute(forget, (_who(db, code),)))

    def _transaction(self, work: Callable[[Any], Any]) -> Any:
        try:
            return self._once(work)
        except dbapi2.Error as error:
            if (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF not in _UNUSABLE:
                raise
        for name in ("tries", "tries-journal"):
            self._path.with_name(name).unlink(missing_ok=True)
        return self._once(work)

    def _once(self, work: Callable[[Any], Any]) -> Any:
        make_private_folder(self._path.parent)
        with suppress(FileExistsError):
            make_private(self._path)
        opened = dbapi2.connect(
            str(self._path), isolation_level=None, timeout=connection.BUSY_SECONDS
        )
        with closing(opened) as db:
            db.execute("PRAGMA synchronous = OFF")  # a power cut may cost the counts, no more
            db.execute("BEGIN IMMEDIATE")
            for table in _TABLES:
                db.execute(table)
            db.execute("INSERT OR IGNORE INTO secret VALUES (1, ?)", (secrets.token_bytes(32),))
            result = work(db)
            db.execute("COMMIT")
        return result


def _begin(db: Any, who: bytes, now: float) -> float:
    (failures,) = db.execute("SELECT count(*) FROM failure").fetchone()
    crowd = crowd_wait(failures)
    count, at, seconds = db.execute(
        "SELECT count, at, seconds FROM tried WHERE who = ?", (who,)
    ).fetchone() or (-1, now, 0.0)
    left = max(0.0, at + seconds - now)
    if left > 0:
        return left
    if count < 0 and crowd > 0:
        count, seconds = 0, crowd  # comes for the first time, and has a try after this
        left = crowd
    else:
        count = max(count, 0) + 1
        seconds = max(own_wait(count), crowd)
    db.execute("INSERT OR REPLACE INTO tried VALUES (?, ?, ?, ?)", (who, count, now, seconds))
    return left


def _now(db: Any) -> float:
    """Return the time, having dropped what is long ago.

    If the clock was set back, what seems to come is taken for now: no wait grows by that.
    """
    now = clock.now().timestamp()
    db.execute("DELETE FROM tried WHERE at <= ?", (now - REMEMBERED,))
    db.execute("DELETE FROM failure WHERE at <= ?", (now - CROWD_SPAN,))
    db.execute("UPDATE tried SET at = ? WHERE at > ?", (now, now))
    db.execute("UPDATE failure SET at = ? WHERE at > ?", (now, now))
    return now


def _who(db: Any, code: str) -> bytes:
    (secret,) = db.execute("SELECT value FROM secret").fetchone()
    return hmac.new(secret, code.encode(), hashlib.sha256).digest()
