"""A person's own workbook as a whole: another passphrase, and erasing it."""

from collections.abc import Mapping
from typing import Any

from exercises.content import words
from journal import CannotOpen, Damaged, JournalError, TooNew, TooSoon, Unwritable
from widgets.desk import WeakPassphrase, why_too_soon
from widgets.part import Part, scripts
from widgets.sent import text

STEPS = 50
"""How often, at most, the page is told how far something is."""


class YoursView(Part):
    """A part that acts on the whole workbook through the desk, which alone holds its key."""

    _esm = scripts("files", "passphrase", "yours")
    catalogue = ("yours", "desk", "paper")
    kind = ""
    trying = False
    """Whether it is of use while nothing is saved."""
    needs_workbook = True
    """Whether it is of use only while a workbook is open."""

    def __init__(self, page: Any, **spec: Any) -> None:
        usable = {"trying": self.trying, "needs_workbook": self.needs_workbook}
        super().__init__(page, {"kind": self.kind, **usable, **spec})

    def receive(self, message: Mapping[str, Any]) -> None:
        """Do what is asked, or say in words why not; the workbook is then as it was."""
        try:
            self.act(message)
        except CannotOpen:
            self._tell("yours.not_that_one")
        except TooSoon as early:
            self.send({"kind": "refused", "words": why_too_soon(early.seconds)})
        except WeakPassphrase as weak:
            self._tell(f"refused.{weak}")
        except Unwritable as unwritable:
            self._tell(f"refused.{unwritable.reason}")
        except (Damaged, TooNew):
            self._tell("refused.damaged")
        except JournalError:
            self._tell("refused.disk")

    def act(self, message: Mapping[str, Any]) -> None:
        """Act on a message; raises what the desk raises."""
        raise NotImplementedError

    def watched(self, done: int, of: int) -> None:
        """Tell the page how far something is that takes a while, now and then."""
        if of and done % max(1, of // STEPS) == 0:
            self.send({"kind": "progress", "done": done, "of": of})

    def trouble(self, _message: Mapping[str, Any]) -> None:
        """Say that it failed on our side."""
        self._tell("refused.unexpected")

    def _tell(self, why: str) -> None:
        self.send({"kind": "refused", "words": words(why)})


class PassphraseView(YoursView):
    """Changes the passphrase."""

    name = "Passphrase"
    kind = "passphrase"

    def act(self, message: Mapping[str, Any]) -> None:
        """Suggest a passphrase, or put a new one in place of the old."""
        if message.get("kind") == "suggest":
            self.send({"kind": "suggestion", "passphrase": self.owner.desk.suggestion()})
        elif message.get("kind") == "change":
            self.owner.desk.change_passphrase(text(message, "old"), text(message, "new"), message)
            self.send({"kind": "changed"})


class EraseView(YoursView):
    """Erases the workbook, once the page has asked twice."""

    name = "Erase"
    kind = "erase"

    def act(self, message: Mapping[str, Any]) -> None:
        """Erase the workbook that is open, if it is the one that the page asked about."""
        if message.get("kind") == "erase":
            self.owner.desk.erase(text(message, "code"))
            self.send({"kind": "erased"})
