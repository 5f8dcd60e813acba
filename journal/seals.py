"""The seals beside a journal, and which of them the file is under.

Mostly there is one, `<code>.seal`. A change of passphrase writes the new one beside it, as
`<code>.next.seal`, before it touches the journal, and puts it in the other's place after. Of two
seals that a kill left, the file itself says which is right: neither is trusted without trying it.
Seals are only written or removed under the journal's own write lock and by who has the key, so that
nobody takes the next seal away from a change that is under way.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from journal.connection import lock, unlocks
from journal.keys import KEY_BYTES, NO_SEAL, Seal, read_seal, salt_in, write_seal


def seal_of(path: Path) -> Path:
    """Return where the seal of a journal is kept."""
    return path.with_suffix(".seal")


def next_seal_of(path: Path) -> Path:
    """Return where the seal to come is kept while a passphrase is changed."""
    return path.with_suffix(".next.seal")


def seals_of(path: Path | None, instead: Path | None = None) -> list[Seal]:
    """Return what a key to the journal may have to fit, one or two.

    Without a journal, what is beside `instead`, so that to look takes as long; or else `NO_SEAL`. A
    seal that is lost is stood in for by one with the file's salt.
    """
    known = path if path is not None and path.is_file() else instead
    if known is None:
        return [NO_SEAL]
    coming, seal = _read_both(known)
    seal = seal or Seal(salt_in(known) or NO_SEAL.salt, NO_SEAL.verifier)
    return [seal, coming] if coming else [seal]


def seals_left(path: Path) -> list[Seal]:
    """Return the seals of a journal that is gone, with which it was being erased."""
    return [seal for seal in _read_both(path) if seal]


def fitting(path: Path | None, seals: list[Seal], key: bytes) -> Seal | None:
    """Return the seal of `key` if it opens the journal; raises SQLite's own errors.

    A wrong key is told from the seal alone, unless it is lost.
    """
    for seal in seals:
        sealed = seal.verifier != NO_SEAL.verifier
        possible = seal.fits(key) if sealed else len(key) == KEY_BYTES
        if path is None or not possible or seal.salt == NO_SEAL.salt:
            continue
        if (sealed and len(seals) == 1) or unlocks(path, key, seal.salt):
            return Seal.of(key, seal.salt)
    return None


def settle(path: Path, connection: Any, seal: Seal) -> None:
    """Leave this seal beside the journal and no other, if `connection` opens it by its key.

    What cannot be written now is left for the next time: the journal opens without, too.
    """
    if read_seal(seal_of(path)) == seal and not next_seal_of(path).exists():
        return
    with suppress(OSError, dbapi2.Error):
        lock(connection)
        try:
            if path.is_file():  # or it was erased while we waited
                settle_locked(path, seal)
        finally:
            connection.execute("ROLLBACK")


def settle_locked(path: Path, seal: Seal) -> None:
    """Do as `settle`, for who holds the lock; raises OSError."""
    if read_seal(seal_of(path)) != seal:
        write_seal(seal_of(path), seal)
    next_seal_of(path).unlink(missing_ok=True)


class HeldFile:
    """A journal's file as a page opened it: whether it is there, and still under the page's key."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._identity = _identity(path)

    def is_there(self) -> bool:
        """Whether the name still is of the file that was opened: 2 microseconds."""
        return self._identity is not None and _identity(self.path) == self._identity

    def is_ours(self) -> bool:
        """Whether it is there and no seal beside it is of another key."""
        return self.is_there() and all(seal.fits(self._key) for seal in seals_left(self.path))


def _read_both(path: Path) -> tuple[Seal | None, Seal | None]:
    """Return the seal to come and the present one, read in this order.

    A change puts the one in the other's place before it removes it. Read the other way round, both
    could be missed: the present one while it is still the old, and then the next, gone.
    """
    coming = read_seal(next_seal_of(path))
    return coming, read_seal(seal_of(path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
