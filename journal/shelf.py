"""Where the journals are: a folder with one encrypted file for each participant.

For a code there are, in a folder that only its owner can read:

- `<code>.journal`, a SQLCipher database (and `-wal`, `-shm` while it is open);
- `<code>.seal`, the salt and what a key must fit (see `journal.keys`);
- `<code>.v<n>.journal`, the journal as it was before a newer version of the workbook changed it;
- `<code>.damaged-<time>.journal`, a copy of it as it was found damaged.

A journal outlives its seal: with none that can be read, the salt is taken from the file's own first
bytes, the file itself says whether the key fits, and the seal is written anew.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from journal.codes import draw, normal
from journal.connection import look, ready, ready_in_memory, unlocks
from journal.faults import guarded
from journal.files import make_private, make_private_folder
from journal.keys import (
    KEY_BYTES,
    LONGEST,
    NO_SEAL,
    SALT_BYTES,
    Seal,
    derive,
    read_seal,
    salt_in,
    write_seal,
)
from journal.migrations import STEPS, Step
from journal.protocol import CannotOpen, Journal, JournalError
from journal.store import SqlJournal

DRAWS = 1000
_ABROAD = 24 * 60


class Shelf:
    """The journals in a folder. Nothing is read or made there before a journal is asked for.

    `code_words` are the plain words that codes are drawn from; `steps` lead to the present version
    of the tables.
    """

    def __init__(
        self, folder: Path | str, code_words: Sequence[str], steps: Sequence[Step] = STEPS
    ) -> None:
        self._folder = Path(folder)
        self._words = code_words
        self._steps = tuple(steps)

    def start(self, passphrase: str) -> tuple[str, bytes]:
        """Make an empty journal; return its code and its key.

        How good a passphrase is, is not judged here, but none at all and one of more than 1,024
        characters raise ValueError. Raises `Unwritable`, and then leaves nothing behind.
        """
        if not 0 < len(passphrase) <= LONGEST:
            raise ValueError("a passphrase has 1 to 1,024 characters")
        salt = secrets.token_bytes(SALT_BYTES)
        key = derive(passphrase, salt)
        code = guarded(self._claim, None)
        try:
            guarded(lambda: self._make(code, key, salt), self._file(code, "journal"))
        except BaseException:
            self._take_back(code)
            raise
        return code, key

    def key(self, code: str, passphrase: str) -> bytes:
        """Return the key of a journal; raise `CannotOpen` if code and passphrase do not fit.

        For a code that there is not, the same work is done as for a wrong passphrase, and the
        database is not touched.
        """
        name = normal(code)
        seal = guarded(lambda: self._seal(name), None)
        typed = passphrase if isinstance(passphrase, str) and len(passphrase) <= LONGEST else ""
        key = derive(typed, seal.salt)
        if not self._fits(name, seal, key):
            raise CannotOpen
        return key

    def open(self, code: str, key: bytes, *, offset: int = 0) -> Journal:
        """Open a journal by its key, without the work of a passphrase.

        `offset` is in minutes east of UTC, where the person is. A journal of an older version is
        copied and then brought to the present one. Raises `CannotOpen`, `Damaged` (a copy is beside
        it), `TooNew` (only looked at), `Unwritable`.
        """
        _check_offset(offset)
        name = normal(code)
        seal = guarded(lambda: self._seal(name), None)
        if name is None or not self._fits(name, seal, key):
            raise CannotOpen
        path = self._file(name, "journal")
        guarded(lambda: look(path, key, seal.salt, len(self._steps)), path)
        connection = guarded(lambda: ready(path, key, seal.salt, self._steps), path)
        return SqlJournal(connection, path, offset)

    def in_memory(self, *, offset: int = 0) -> Journal:
        """Return a journal that is kept nowhere and is gone when it is closed."""
        _check_offset(offset)
        return SqlJournal(ready_in_memory(self._steps), None, offset)

    def _file(self, code: str, kind: str) -> Path:
        return self._folder / f"{code}.{kind}"

    def _seal(self, code: str | None) -> Seal:
        """Return what a key to the code must fit; without a seal, one with the file's salt."""
        if code is None or not self._file(code, "journal").is_file():
            return NO_SEAL
        salt = salt_in(self._file(code, "journal")) or NO_SEAL.salt
        return read_seal(self._file(code, "seal")) or Seal(salt, NO_SEAL.verifier)

    def _fits(self, code: str | None, seal: Seal, key: bytes) -> bool:
        if seal.fits(key):
            return True
        if not code or seal.verifier != NO_SEAL.verifier or seal.salt == NO_SEAL.salt:
            return False
        path = self._file(code, "journal")
        if len(key) != KEY_BYTES or not guarded(lambda: unlocks(path, key, seal.salt), path):
            return False
        with suppress(OSError):  # it opens without one, too
            write_seal(self._file(code, "seal"), Seal.of(key, seal.salt))
        return True

    def _claim(self) -> str:
        make_private_folder(self._folder)
        for _ in range(DRAWS):
            code = draw(self._words)
            try:
                make_private(self._file(code, "journal"))
            except FileExistsError:
                continue
            return code
        raise JournalError("no code is free: the list of words is too short")

    def _make(self, code: str, key: bytes, salt: bytes) -> None:
        ready(self._file(code, "journal"), key, salt, self._steps).close()
        write_seal(self._file(code, "seal"), Seal.of(key, salt))

    def _take_back(self, code: str) -> None:
        for kind in ("journal", "journal-wal", "journal-shm", "journal-journal", "seal"):
            with suppress(OSError):
                self._file(code, kind).unlink()


def _check_offset(offset: int) -> None:
    if not (isinstance(offset, int) and abs(offset) < _ABROAD):
        raise ValueError("an offset is in minutes, within a day")
