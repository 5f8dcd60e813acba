"""Where the journals are: a folder with one encrypted file for each participant.

For a code there are, in a folder that only its owner can read:

- `<code>.journal`, a SQLCipher database (and `-wal`, `-shm` while it is open);
- `<code>.seal`, the salt and what a key must fit (see `journal.keys`), and `<code>.next.seal` while
  a passphrase is changed;
- `<code>.v<n>.journal`, the journal as it was before a newer version of the workbook changed it;
- `<code>.damaged-<time>.journal`, a copy of it as it was found damaged;
- `<code>.taken-<random>.journal`, a copy while it is taken away or brought back.

And for all of them together `tries`, which slows guessing down (see `journal.tries`), and
`nobody.seal`, which is read where there is no journal, so that a wrong code takes as long as a
wrong passphrase.

A journal outlives its seal: with none that can be read, the salt is taken from the file's own first
bytes, the file itself says whether the key fits, and the seal is written anew.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from journal.codes import draw, normal
from journal.connection import look, ready, ready_in_memory
from journal.copying import encrypted_copy, read_copy
from journal.erasing import erase, remove_copies, sweep
from journal.faults import guarded
from journal.files import make_private, make_private_folder
from journal.keys import LONGEST, NO_SEAL, SALT_BYTES, Seal, derive, write_seal
from journal.migrations import STEPS, Step
from journal.progress import Progress, unwatched
from journal.protocol import CannotOpen, Journal, JournalError
from journal.record import Record
from journal.rekeying import change_key
from journal.seals import HeldFile, fitting, seal_of, seals_left, seals_of, settle
from journal.store import SqlJournal
from journal.tries import Tries

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
        self._tries = Tries(self._folder)

    def start(self, passphrase: str) -> tuple[str, bytes]:
        """Make an empty journal; return its code and its key.

        How good a passphrase is, is not judged here, but none at all and one of more than 1,024
        characters raise ValueError. Raises `Unwritable`, and then leaves nothing behind. What an
        earlier start left behind that was killed is removed.
        """
        _check_passphrase(passphrase)
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
        database is not touched. Wrong tries are counted: raises `TooSoon`, before any work, if the
        next one has to wait, and `Unwritable` if none can be counted.
        """
        return self._unlock(code, passphrase)[1]

    def open(self, code: str, key: bytes, *, offset: int = 0) -> Journal:
        """Open a journal by its key, without the work of a passphrase.

        `offset` is in minutes east of UTC, where the person is. A journal of an older version is
        copied and then brought to the present one. Raises `CannotOpen`, `Damaged` (a copy is beside
        it), `TooNew` (only looked at), `Unwritable`.
        """
        _check_offset(offset)
        path, seal, file = self._held(code, key)
        salt = seal.salt
        guarded(lambda: look(path, key, salt, len(self._steps)), path, file.is_ours)
        connection = guarded(lambda: ready(path, key, salt, self._steps), path, file.is_ours)
        settle(path, connection, seal)
        return SqlJournal(connection, file, offset)

    def change_passphrase(self, code: str, old_passphrase: str, new_passphrase: str) -> bytes:
        """Give a journal another passphrase and salt; return its new key.

        All that was saved is in it, and pages that have it open are refused from then on. Copies
        that were made before a newer version or on damage are removed, since they would still open
        with the old passphrase. Raises what `key` and `open` raise, `Unwritable` if the journal is
        not changed, and ValueError as `start` does.
        """
        _check_passphrase(new_passphrase)
        path, key, seal = self._unlock(code, old_passphrase)
        file = HeldFile(path, key)
        salt = secrets.token_bytes(SALT_BYTES)
        new_key = derive(new_passphrase, salt)

        def change() -> None:
            look(path, key, seal.salt, len(self._steps))
            remove_copies(path)
            change_key(path, key, seal, new_key, salt)

        guarded(change, path, file.is_ours)
        return new_key

    def erase(self, code: str, key: bytes) -> None:
        """Remove a journal and every other file of its code.

        Pages that have it open are refused from then on. Raises `CannotOpen` if the key does not
        fit, and `Unwritable` if something is left; then the key fits still, to try again.
        """
        path = self._path(code)
        seals = seals_of(path) if path is None or path.is_file() else seals_left(path)
        seal = guarded(lambda: fitting(path, seals, key), path)
        if path is None or seal is None:
            raise CannotOpen
        guarded(lambda: erase(path, key, seal.salt), None)

    def copy(self, code: str, key: bytes, progress: Progress = unwatched) -> bytes:
        """Return an encrypted copy: a SQLCipher file that opens with the same passphrase.

        Nothing of it stays on this disk. Raises what `open` raises; the journal is only read.
        """
        path, seal, file = self._held(code, key)
        salt = seal.salt

        def take() -> bytes:
            sweep(self._folder)
            look(path, key, salt, len(self._steps))
            return encrypted_copy(path, key, salt, progress)

        return guarded(take, path, file.is_ours)

    def read_copy(self, data: bytes, passphrase: str, code: str | None = None) -> Record:
        """Return the record that an encrypted copy holds; raises `CannotBring`, `Unwritable`.

        `code` is that of the journal it is for, if there is one: what a kill might leave of the
        copy, which is still encrypted, is erased with it.
        """
        path = (self._path(code) if code else None) or self._file("nobody", "journal")

        def read() -> Record:
            make_private_folder(self._folder)
            sweep(self._folder)
            return read_copy(path, data, passphrase)

        return guarded(read, None)

    def in_memory(self, *, offset: int = 0) -> Journal:
        """Return a journal that is kept nowhere and is gone when it is closed."""
        _check_offset(offset)
        return SqlJournal(ready_in_memory(self._steps), None, offset)

    def _file(self, code: str, kind: str) -> Path:
        return self._folder / f"{code}.{kind}"

    def _path(self, code: str) -> Path | None:
        """Return where the journal of a code as typed would be; None for what cannot be a code."""
        name = normal(code)
        return None if name is None else self._file(name, "journal")

    def _held(self, code: str, key: bytes) -> tuple[Path, Seal, HeldFile]:
        """Return a journal's file, the seal that its key fits, and the file as it is now."""
        path = self._path(code)
        seal = guarded(lambda: fitting(path, seals_of(path), key), path)
        if path is None or seal is None:
            raise CannotOpen
        return path, seal, HeldFile(path, key)

    def _unlock(self, code: str, passphrase: str) -> tuple[Path, bytes, Seal]:
        """Return where a journal is, its key and its seal, and count the try."""
        path = self._path(code)
        name = path.stem if path else None
        guarded(lambda: self._tries.begin(name), None)  # this makes the folder, too
        typed = passphrase if isinstance(passphrase, str) and len(passphrase) <= LONGEST else ""
        seals = seals_of(path, guarded(self._nobody, None))
        for salt in [seal.salt for seal in seals]:
            key = derive(typed, salt)
            seal = guarded(partial(fitting, path, seals, key), path)
            if path is not None and seal is not None:
                guarded(lambda: self._tries.succeeded(path.stem), None)
                return path, key, seal
        guarded(self._tries.failed, None)
        raise CannotOpen

    def _nobody(self) -> Path:
        """Return where a journal would be that there is not, with a seal that no key fits."""
        path = self._file("nobody", "journal")
        if not seal_of(path).exists():
            made_up = secrets.token_bytes(len(NO_SEAL.verifier))
            write_seal(seal_of(path), Seal(secrets.token_bytes(SALT_BYTES), made_up))
        return path

    def _claim(self) -> str:
        make_private_folder(self._folder)
        sweep(self._folder)
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


def _check_passphrase(passphrase: str) -> None:
    if not 0 < len(passphrase) <= LONGEST:
        raise ValueError("a passphrase has 1 to 1,024 characters")


def _check_offset(offset: int) -> None:
    if not (isinstance(offset, int) and abs(offset) < _ABROAD):
        raise ValueError("an offset is in minutes, within a day")
