"""Copying a damaged journal aside, so that whatever is tried later, it can be tried again."""

import filecmp
from itertools import count
from pathlib import Path

from journal import clock
from journal.files import copy_private


def copy_aside(path: Path) -> bool:
    """Copy `<code>.journal` to `<code>.damaged-<UTC time>.journal`; say whether a copy is there.

    The original is only read and no copy is ever written over. What had not yet been moved from
    the write-ahead log into the journal belongs to it and is copied under the copy's name.
    """
    copies = path.parent.glob(f"{path.stem}.damaged-*.journal")
    try:
        if any(_equal(path, copy) and _equal(_log(path), _log(copy)) for copy in copies):
            return True
        _copy(path, f"{path.stem}.damaged-{clock.now():%Y%m%dT%H%M%SZ}")
    except OSError:
        return False
    return True


def _copy(path: Path, name: str) -> None:
    for number in count(1):
        target = path.with_name(f"{name}.journal" if number == 1 else f"{name}-{number}.journal")
        try:
            copy_private(path, target)
        except FileExistsError:
            continue
        if _size(_log(path)):
            copy_private(_log(path), _log(target))
        return


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _equal(one: Path, other: Path) -> bool:
    if _size(one) == 0 or _size(other) == 0:
        return _size(one) == _size(other)
    return filecmp.cmp(one, other, shallow=False)
