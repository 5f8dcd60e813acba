"""The desk: opening a workbook on a page, its saved state, locking it and finishing for today."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from exercises.content import code_words, words
from journal import CannotOpen, Damaged, Journal, JournalError, Shelf, TooNew, Unwritable
from journal.keys import LONGEST
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
    _esm = scripts("desk")
    # For every part of the page, as the desk is on all of them.
    _css = style()
    catalogue = ("save", "desk")

    def __init__(self, page: Any, shelf: Callable[[], Shelf], **spec: Any) -> None:
        self._shelf = shelf
        self._opened: dict[str, Any] = {}
        super().__init__(page, spec)

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
            # A second view of the same page: in JupyterLab, or after the connection was lost.
            self.send(self._opened)
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

    def _suggest(self, _message: Mapping[str, Any]) -> None:
        chosen = (secrets.choice(code_words()) for _ in range(SUGGESTED_WORDS))
        self.send({"kind": "suggestion", "passphrase": " ".join(chosen)})

    def _start(self, message: Mapping[str, Any]) -> None:
        passphrase = text(message, "passphrase")
        if len(passphrase) > LONGEST:
            self._refuse(message, "long")
            return
        if _is_weak(passphrase):
            self._refuse(message, "weak")
            return
        code, key = self._shelf().start(passphrase)
        self._open(code, key, message, fresh=True)

    def _unlock(self, message: Mapping[str, Any]) -> None:
        code = text(message, "code")
        key = self._shelf().key(code, text(message, "passphrase"))
        self._open(code, key, message)

    def _open(self, code: str, key: bytes, message: Mapping[str, Any], fresh: bool = False) -> None:
        journal = self._shelf().open(code, key, offset=_offset(message))
        self._hand_over(journal, code=code, key=key.hex(), fresh=fresh, trying=False)

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

    def _lock(self, _message: Mapping[str, Any], **told: str) -> None:
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
        stored = message.get("kind") == "hello" and self.owner.journal is None
        # The tab forgets a key only when that key doesn't open: a full or busy disk passes.
        told = {"words": words(f"refused.{why}"), "stored": stored, "forget": why == "gone"}
        self.send({"kind": "refused", **told})


def _offset(message: Mapping[str, Any]) -> int:
    """Return how far east of UTC the browser is, in minutes; no place is further than 14 h."""
    offset = message.get("offset")
    return offset if type(offset) is int and abs(offset) <= 14 * 60 else 0


def _is_weak(passphrase: str) -> bool:
    # A large dictionary, loaded only where somebody starts a workbook.
    from zxcvbn import zxcvbn

    # The estimator's time grows steeply with the length, and 60 characters say enough.
    return not passphrase or zxcvbn(passphrase[:60])["score"] < WEAKEST
