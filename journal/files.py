"""Files that only their owner can read, from the first moment that they exist.

Each is made by `os.open` with its mode: a file that is made first and narrowed after can be opened
in between. On Windows modes mean little and a folder cannot be synced; there both are left to the
system.
"""

import os
import shutil
import stat
import tempfile
from pathlib import Path

PRIVATE = 0o600
_EXCLUSIVE = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def make_private_folder(folder: Path) -> None:
    """Make `folder` if need be, for its owner only; raises OSError.

    A folder that is there is narrowed if it is ours, but not one that all share, like /tmp.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix":
        found = folder.stat()
        ours = found.st_uid == os.geteuid() and not found.st_mode & stat.S_ISVTX
        if ours and stat.S_IMODE(found.st_mode) != 0o700:
            folder.chmod(0o700)


def make_private(path: Path) -> None:
    """Make an empty file; raises FileExistsError if there is one, or another OSError."""
    os.close(os.open(path, _EXCLUSIVE, PRIVATE))


def write_private(path: Path, content: bytes) -> None:
    """Put `content` in place of the file at once, or not at all; raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_private(source: Path, target: Path) -> None:
    """Copy a file to a new one and on to the disk; raises OSError, also if `target` is there."""
    descriptor = os.open(target, _EXCLUSIVE, PRIVATE)
    try:
        with os.fdopen(descriptor, "wb") as copy, source.open("rb") as original:
            shutil.copyfileobj(original, copy)
            copy.flush()
            os.fsync(copy.fileno())
    except BaseException:
        target.unlink(missing_ok=True)  # half a copy would pass for one
        raise
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """See that what was written to the file outlasts a power cut; raises OSError."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """See that the names in `folder` outlast a power cut; raises OSError."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
