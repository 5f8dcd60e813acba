"""What SQLite and the system call an error, in a journal's own terms.

Their texts can quote what was being written and name the file, and the file's name is a code. So
the errors that leave this package are made anew, with nothing chained to them.
"""

import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from journal.damage import copy_aside
from journal.protocol import CannotOpen, Damaged, JournalError, Reason, Unwritable

T = TypeVar("T")

ROOM = 1 << 20
"""Bytes: with less than this free, a failing write is for want of room, whatever it was called."""

_BROKEN = {dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB}
_SQLITE: dict[int, Reason] = {
    dbapi2.SQLITE_FULL: "full",
    dbapi2.SQLITE_READONLY: "read-only",
    dbapi2.SQLITE_PERM: "read-only",
    dbapi2.SQLITE_BUSY: "busy",
    dbapi2.SQLITE_LOCKED: "busy",
    dbapi2.SQLITE_IOERR: "disk",
    dbapi2.SQLITE_CANTOPEN: "disk",
}
_SYSTEM: dict[int | None, Reason] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read-only",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
}


class BrokenFileError(Exception):
    """A file that SQLite would put up with, but that cannot be what was written."""


def guarded(
    work: Callable[[], T], path: Path | None, still_ours: Callable[[], bool] | None = None
) -> T:
    """Do `work`, and raise what fails in SQLite or the system as a `JournalError`.

    `path` is the journal's file, None if it has none; a damaged one is copied aside first.
    `still_ours` says whether the file is there and under the key; if not, that is what failed:
    a file under another key looks damaged.
    """
    try:
        return work()
    except (dbapi2.Error, BrokenFileError, OSError) as error:
        lost = still_ours is not None and not still_ours()
        fault = CannotOpen() if lost else _named(error, path)
    raise fault  # outside of the `except`, or the first error would hang on as its context


def is_broken(error: Exception) -> bool:
    """Whether SQLite says that the file is not, or not wholly, a database of this key."""
    return _code(error) in _BROKEN


def is_hindered(error: Exception) -> bool:
    """Whether SQLite was kept from reading or writing, whatever is in the file."""
    return _code(error) in _SQLITE


def is_busy(error: Exception) -> bool:
    """Whether another page kept the file for too long."""
    return _SQLITE.get(_code(error) or 0) == "busy"


def _named(error: Exception, path: Path | None) -> JournalError:
    if isinstance(error, BrokenFileError) or is_broken(error):
        return Damaged(copied=path is not None and copy_aside(path))
    if isinstance(error, OSError):
        return Unwritable(_or_full(_SYSTEM.get(error.errno, "disk"), path))
    if isinstance(error, dbapi2.ProgrammingError) and _code(error) is None:
        return JournalError("the journal is closed, or was opened by another thread")
    reason = _SQLITE.get(_code(error) or 0)
    if reason is None:
        return JournalError(
            f"the database refused: {getattr(error, 'sqlite_errorname', 'unnamed')}"
        )
    return Unwritable(_or_full(reason, path))


def _or_full(reason: Reason, path: Path | None) -> Reason:
    """A full disk is also met as a failing one: a shared-memory file that cannot grow, a quota."""
    if reason != "disk" or path is None:
        return reason
    try:
        return "full" if shutil.disk_usage(path.parent).free < ROOM else reason
    except OSError:
        return reason


def _code(error: Any) -> int | None:
    extended = getattr(error, "sqlite_errorcode", None)
    return None if extended is None else extended & 0xFF
