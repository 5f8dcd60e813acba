"""Parts that save: each change is committed by the journal before the page says "Saved"."""

import json
from collections.abc import Mapping
from typing import Any

from exercises.content import words
from journal import CannotOpen, Changed, Damaged, JournalError, Unwritable
from widgets.part import Part, wire


class Refused(Exception):  # noqa: N818 - named by what happened, like the journal's
    """The browser sent an answer that no control of ours can give; nothing is saved."""


class SavingPart(Part):
    """A part whose browser half sends answers and waits for each to be acknowledged.

    On a page that is kept on request, nothing is written until the person has asked. To take an
    answer away again needs no asking.
    """

    unasked = False
    """Whether it is saved on such a page too: a box whose very meaning is that it is kept."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        self._latest: dict[str, tuple[int, int]] = {}
        super().__init__(*arguments, **keywords)

    def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Commit one answer and return what the page needs to know.

        Raises Refused, or a journal's error.
        """
        raise NotImplementedError

    def saved(self) -> None:
        """Follow up a saved answer: a result to show, say."""

    def receive(self, message: Mapping[str, Any]) -> None:
        """Save an answer and reply to it by its edit number, so that only the latest counts."""
        if message.get("kind") != "answer":
            super().receive(message)
            return
        if self.owner.journal is None:
            self._failed(message, "save.closed")
            return
        reply = _quoted(message)
        base = message.get("base")
        if reply is None or not isinstance(base, int):
            raise Refused
        try:
            value = json.loads(message["json"])
            if not (value is None or self.unasked or self.owner.keeping):
                self.send({**reply, "kind": "unkept"})
                return
            edit, revision = self._latest.get(reply["key"], (None, 0))
            if edit is not None and message.get("after") == edit:
                # A page that is being left sends its last words before it has our answer.
                base = revision
            done = self.save(reply["key"], value, base)
            self._latest[reply["key"]] = (reply["edit"], done.get("revision", base))
        except Changed as changed:
            current = {"json": wire(changed.current.value), "revision": changed.current.revision}
            self.send({**reply, "kind": "changed", **current})
        except Unwritable as unwritable:
            self._failed(message, f"save.{unwritable.reason}")
        except Damaged:
            self._failed(message, "save.damaged")
        except CannotOpen:
            self._failed(message, "save.elsewhere")
        except JournalError:
            self._failed(message, "save.disk")
        else:
            self.send({**reply, "kind": "saved", **done})
            try:
                self.saved()
            except Exception as error:
                self.report(error)  # the answer is saved all the same, and was said to be

    def trouble(self, message: Mapping[str, Any]) -> None:
        """Say that an answer isn't saved; the page keeps it."""
        if message.get("kind") == "answer":
            self._failed(message, "refused.unexpected")

    def _failed(self, message: Mapping[str, Any], why: str) -> None:
        if reply := _quoted(message):
            self.send({**reply, "kind": "failed", "words": words(why)})


def _quoted(message: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what a reply quotes of an answer; None for what no page of ours sends."""
    key, edit = message.get("key"), message.get("edit")
    if isinstance(key, str) and key.isascii() and isinstance(edit, int):
        return {"key": key, "edit": edit}
    return None
