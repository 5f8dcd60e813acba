"""The desk: opening a workbook on a page, its saved state, locking it and finishing for today."""

import math
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from exercises.content import code_words, words
from journal import (
    CannotOpen,
    Damaged,
    Journal,
    JournalError,
    Shelf,
    TooNew,
    TooSoon,
    Unwritable,
)
from journal.keys import LONGEST
from journal.progress import Progress
from journal.record import Record
from widgets.browser import style
from widgets.part import Part, scripts
from widgets.sent import text

SUGGESTED_WORDS = 5
"""Words in a suggested passphrase: about 43 bits from 400 words, behind a slow key derivation."""
WEAKEST = 3
"""zxcvbn's lowest score that is taken: "safely unguessable", over 10^8 guesses."""


class DeskView(Part):
    """The first part of every page. It alone handles codes, passphrases and keys.

    The key is derived once and handed to the browser tab, which keeps it and hands it to each
    further page; only messages carry it, never a trait, an address or the environment.
    """

    name = "Desk"
    _esm = scripts("passphrase", "lock", "desk")
    # For every part of the page, as the desk is on all of them.
    _css = style()
    catalogue = ("save", "desk")

    def __init__(self, page: Any, shelf: Callable[[], Shelf], **spec: Any) -> None:
        self._shelf = shelf
        self._opened: dict[str, Any] = {}
        super().__init__(page, spec)

    def prepare(self) -> None:
        """Read the list of words that codes and passphrases are drawn from."""
        code_words()

    def receive(self, message: Mapping[str, Any]) -> None:
        """Open, lock or finish, as the person asks; every refusal is said in words."""
        act = {
            "hello": self._hello,
            "suggest": self._suggest,
            "start": self._start,
            "unlock": self._unlock,
            "try": self._try,
            "lock": self._lock,
            "finish": self._finish,
        }.get(str(message.get("kind")))
        if act is None:
            return
        try:
            act(message)
        except CannotOpen:
            self._refuse(message, "gone" if act == self._hello else "wrong")
        except TooSoon as soon:
            self._say_no(message, "too_soon", why_too_soon(soon.seconds))
        except Damaged:
            self._refuse(message, "damaged")
        except TooNew:
            self._refuse(message, "too_new")
        except Unwritable as unwritable:
            self._refuse(message, unwritable.reason)
        except JournalError:
            self._refuse(message, "disk")

    def trouble(self, message: Mapping[str, Any]) -> None:
        """Say that opening failed on our side."""
        self._refuse(message, "unexpected")

    def _hello(self, message: Mapping[str, Any]) -> None:
        """Open at once what this tab has open already."""
        if self.owner.journal is not None:
            # A second view of the same page: in JupyterLab, or after the connection was lost, and
            # with it perhaps what the parts were shown.
            self.send(self._opened)
            for part in self.owner.parts:
                part.fill()
        elif message.get("trying") is True:
            self._try(message)
        elif "key" in message:
            try:
                key = bytes.fromhex(text(message, "key"))
            except ValueError:
                raise CannotOpen from None
            self._open(text(message, "code"), key, message)
        else:
            self.send({"kind": "ways"})

    def suggestion(self) -> str:
        """Return a passphrase made up just now."""
        return " ".join(secrets.choice(code_words()) for _ in range(SUGGESTED_WORDS))

    def change_passphrase(self, old: str, new: str, message: Mapping[str, Any]) -> None:
        """Put a new passphrase in place of the old, and hand the tab its new key.

        Raises WeakPassphrase, and what the journal raises; the old one then still holds.
        """
        code = self._own()["code"]
        _must_be_strong(new)
        shelf = self._shelf()
        key = shelf.change_passphrase(code, old, new)
        self._hand_over(
            shelf.open(code, key, offset=_offset(message)),
            code=code,
            key=key.hex(),
            fresh=False,
            trying=False,
        )

    def erase(self, code: str) -> None:
        """Erase the workbook that is open, if that is its code, and lock the page.

        Raises what the journal raises; the workbook is then open as before.
        """
        own = self._own()
        if code != own["code"]:
            raise CannotOpen
        self._shelf().erase(code, bytes.fromhex(own["key"]))
        self._lock({}, forget=True)

    def copy(self, progress: Progress) -> bytes:
        """Return a locked copy of the workbook that is open; raises what the journal raises."""
        own = self._own()
        return self._shelf().copy(own["code"], bytes.fromhex(own["key"]), progress)

    def read_copy(self, data: bytes, passphrase: str) -> Record:
        """Return what a locked copy holds; raises what the journal raises."""
        return self._shelf().read_copy(data, passphrase, self._opened.get("code"))

    def _own(self) -> dict[str, Any]:
        """Return what opened the workbook; raises JournalError if none is open to be kept."""
        if "key" not in self._opened:
            raise JournalError("no workbook that is kept is open on this page")
        return self._opened

    def _suggest(self, _message: Mapping[str, Any]) -> None:
        self.send({"kind": "suggestion", "passphrase": self.suggestion()})

    def _start(self, message: Mapping[str, Any]) -> None:
        passphrase = text(message, "passphrase")
        try:
            _must_be_strong(passphrase)
        except WeakPassphrase as weak:
            self._refuse(message, str(weak))
            return
        shelf = self._shelf()
        code, key = shelf.start(passphrase)
        try:
            journal = shelf.open(code, key, offset=_offset(message))
        except BaseException:
            with suppress(JournalError):
                shelf.erase(code, key)  # nobody was told its code
            raise
        self._hand_over(journal, code=code, key=key.hex(), fresh=True, trying=False)

    def _unlock(self, message: Mapping[str, Any]) -> None:
        code = text(message, "code")
        key = self._shelf().key(code, text(message, "passphrase"))
        self._open(code, key, message)

    def _open(self, code: str, key: bytes, message: Mapping[str, Any]) -> None:
        journal = self._shelf().open(code, key, offset=_offset(message))
        self._hand_over(journal, code=code, key=key.hex(), fresh=False, trying=False)

    def _try(self, message: Mapping[str, Any]) -> None:
        self._hand_over(self._shelf().in_memory(offset=_offset(message)), fresh=False, trying=True)

    def _hand_over(self, journal: Journal, **told: Any) -> None:
        self._opened = {"kind": "opened", **told, "fresh": False}
        self.send({"kind": "opened", **told})
        try:
            self.owner.open(journal)
        except JournalError:
            self._lock({})  # what cannot be read is not left open, half of it shown
            raise

    def _lock(self, _message: Mapping[str, Any], **told: str | bool) -> None:
        self._opened = {}
        self.owner.lock()
        self.send({"kind": "locked", **told})

    def _finish(self, message: Mapping[str, Any]) -> None:
        said = "desk.finished"
        try:
            if self.owner.journal is not None:
                self.owner.journal.end_session()
        except JournalError as error:
            self.report(error)
            said = "desk.finished_later"  # four quiet hours close it, too; the page is locked now
        self._lock(message, words=words(said))

    def _refuse(self, message: Mapping[str, Any], why: str) -> None:
        self._say_no(message, why, words(f"refused.{why}"))

    def _say_no(self, message: Mapping[str, Any], why: str, reason: str) -> None:
        stored = message.get("kind") == "hello" and self.owner.journal is None
        # The tab forgets a key only when that key doesn't open: a full or busy disk passes.
        told = {
            "words": reason,
            "stored": stored,
            "forget": why == "gone",
        }
        self.send({"kind": "refused", **told})


def _offset(message: Mapping[str, Any]) -> int:
    """Return how far east of UTC the browser is, in minutes; no place is further than 14 h."""
    offset = message.get("offset")
    return offset if type(offset) is int and abs(offset) <= 14 * 60 else 0


def why_too_soon(seconds: float) -> str:
    """Say how long to wait: at least two of anything, so that one plural does."""
    if seconds > 90:
        return words("refused.too_soon_minutes", minutes=math.ceil(seconds / 60))
    return words("refused.too_soon", seconds=max(2, math.ceil(seconds)))


class WeakPassphrase(Exception):  # noqa: N818 - named by what it is
    """A passphrase that isn't taken: "weak" or "long"."""


def _must_be_strong(passphrase: str) -> None:
    if len(passphrase) > LONGEST:
        raise WeakPassphrase("long")
    if _is_weak(passphrase):
        raise WeakPassphrase("weak")


def _is_weak(passphrase: str) -> bool:
    # A large dictionary, loaded only where somebody starts a workbook.
    from zxcvbn import zxcvbn

    # The estimator's time grows steeply with the length, and 60 characters say enough.
    return not passphrase or zxcvbn(passphrase[:60])["score"] < WEAKEST
