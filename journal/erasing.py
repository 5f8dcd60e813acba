"""Removing what lies in the folder for a code: all of it, its copies, or what a start left behind.

A code has no dot in it, so the files of one are those whose names begin with it and a dot.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from journal import clock
from journal.codes import normal
from journal.connection import connect, lock
from journal.faults import is_busy
from journal.files import sync_folder

UNFINISHED = timedelta(hours=1)
"""So long after a start began, what is still empty is of a process that was killed."""

_COPY = re.compile(r"(v\d+|damaged-[^.]*|taken-[^.]*)\.journal(|-journal|-wal|-shm|\.partial)")


def erase(path: Path, key: bytes, salt: bytes) -> None:
    """Remove every file of a journal; raises OSError, or SQLite's error if another page is writing.

    Copies go first and the journal at one stroke after them, then its log, which is nothing without
    it, and its seals last: so at each moment there is a whole journal or none, and for as long as
    anything is left the key still fits, to erase the rest. The journal's write lock is held
    meanwhile: a page that waits for it finds no file, and one that had it has been erased.
    """
    with _locked(path, key, salt):
        for file in sorted(_files_of(path), key=lambda file: _turn(file, path)):
            file.unlink(missing_ok=True)
        sync_folder(path.parent)
    if _files_of(path):
        raise OSError(errno.EIO, "something was left")


def remove_copies(path: Path) -> None:
    """Remove the copies that were made before a newer version, on damage or to be taken away.

    Raises OSError.
    """
    for file in _files_of(path):
        if _COPY.fullmatch(file.name.partition(".")[2]):
            file.unlink(missing_ok=True)
    sync_folder(path.parent)


def sweep(folder: Path) -> None:
    """Remove what was begun an hour ago and never finished.

    Of journals only files without a byte, a log or a seal: whatever else there is may hold
    something. Of copies to be taken away all: the journal is there still.
    """
    for path in folder.glob("*.taken-*.journal*"):
        with suppress(OSError):
            if _age(path.stat()) > UNFINISHED.total_seconds():
                path.unlink()
    for path in folder.glob("*.journal"):
        if normal(path.stem) == path.stem and _files_of(path) == [path]:
            with suppress(OSError):
                found = path.stat()
                if found.st_size == 0 and _age(found) > UNFINISHED.total_seconds():
                    path.unlink()


@contextmanager
def _locked(path: Path, key: bytes, salt: bytes) -> Iterator[None]:
    """Hold the journal's write lock, if it can be had of a file that may be damaged or gone."""
    connection = None
    try:
        connection = connect(path, key, salt, "rw")
        lock(connection)
    except dbapi2.Error as error:
        if is_busy(error):
            raise
    if connection is not None and os.name != "posix":
        connection.close()  # elsewhere a file that is open cannot be removed, by whomever
    try:
        yield
    finally:
        if connection is not None:
            connection.close()


def _files_of(path: Path) -> list[Path]:
    return [file for file in path.parent.iterdir() if file.name.startswith(f"{path.stem}.")]


def _age(found: os.stat_result) -> float:
    return clock.now().timestamp() - found.st_mtime


def _turn(file: Path, path: Path) -> int:
    if file == path:
        return 1
    if file.name.startswith(f"{path.name}-"):
        return 2
    return 3 if file.suffix == ".seal" else 0
