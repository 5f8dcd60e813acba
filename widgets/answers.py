"""Parts that save: each change is committed by the journal before the page says "Saved"."""

import json
from collections.abc import Mapping
from typing import Any

from exercises.content import words
from journal import Changed, Damaged, JournalError, Unwritable
from widgets.part import Part, wire


class Refused(Exception):
    """The browser sent an answer that no control of ours can give; nothing is saved."""


class SavingPart(Part):
    """A part whose browser half sends answers and waits for each to be acknowledged."""

    def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Commit one answer and return what the page needs to know; raise Refused or a journal's error."""
        raise NotImplementedError

    def saved(self) -> None:
        """Follow up a saved answer: a result to show, say."""

    def receive(self, message: Mapping[str, Any]) -> None:
        """Save an answer and reply to it by its edit number, so that only the latest counts."""
        if message.get("kind") != "answer":
            super().receive(message)
            return
        reply: dict[str, Any] = {"key": message.get("key"), "edit": message.get("edit")}
        if self.owner.journal is None:
            self.send({**reply, "kind": "failed", "words": words("save.closed")})
            return
        key, base = message.get("key"), message.get("base")
        if not isinstance(key, str) or not isinstance(base, int):
            raise Refused
        try:
            done = self.save(key, json.loads(message["json"]), base)
        except Changed as changed:
            current = changed.current
            self.send({**reply, "kind": "changed", "json": wire(current.value), "revision": current.revision})
        except Unwritable as unwritable:
            self.send({**reply, "kind": "failed", "words": words(f"save.{unwritable.reason}")})
        except Damaged:
            self.send({**reply, "kind": "failed", "words": words("save.damaged")})
        except JournalError:
            self.send({**reply, "kind": "failed", "words": words("save.disk")})
        else:
            self.send({**reply, "kind": "saved", **done})
            self.saved()

    def trouble(self, message: Mapping[str, Any]) -> None:
        """Say that an answer isn't saved; the page keeps it."""
        if message.get("kind") == "answer":
            reply = {"key": message.get("key"), "edit": message.get("edit")}
            self.send({**reply, "kind": "failed", "words": words("refused.unexpected")})
