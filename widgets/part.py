"""What every part of a page is: a widget that speaks with its browser half in messages.

What a person enters or sees of their own never becomes a synced trait: traits are a widget's state,
and JupyterLab can save widget state into a notebook on disk. Traits hold content only.
"""

import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import anywidget
from traitlets import Dict, Unicode

from exercises.content import words_under
from journal import Journal, JournalError
from widgets.browser import script

if TYPE_CHECKING:
    from widgets.page import Page

log = logging.getLogger("workbook")

COMMON = ("dom", "page")


def scripts(*names: str) -> str:
    """Return the browser half of a part: what all share, and its own files."""
    return script(*COMMON, *names)


def wire(value: Any) -> str:
    """Return a value as JSON text inside a message.

    Half an emoji (a lone surrogate) is a text that a person can type and JSON can escape, but the
    wire's own encoding can't: so what a person typed travels escaped, in both directions.
    """
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


class Part(anywidget.AnyWidget):
    """A part of a page: built blank, filled when a journal is opened, emptied when it is locked."""

    page = Unicode(help="the page it belongs to, in the browser").tag(sync=True)
    words = Dict(help="the catalogue's sentences that it needs").tag(sync=True)
    spec = Dict(help="what it shows to everyone").tag(sync=True)

    name = "Part"
    catalogue: tuple[str, ...] = ()

    def __init__(self, page: "Page", spec: Mapping[str, Any], **fields: Any) -> None:
        self.owner = page
        words = {group: words_under(group) for group in self.catalogue}
        super().__init__(page=page.id, words=words, spec=dict(spec), **fields)
        self.on_msg(self._on_message)

    def __repr__(self) -> str:
        return f"{self.name}({self.owner.key})"

    @property
    def journal(self) -> Journal:
        """The journal that is open on the page; raises JournalError if none is."""
        if self.owner.journal is None:
            raise JournalError("no journal is open on this page")
        return self.owner.journal

    def prepare(self) -> None:
        """Do ahead of a visitor what is the same for all of them, and takes time."""

    def fill(self) -> None:
        """Show what the open journal holds for this part."""

    def empty(self) -> None:
        """Show nothing of anyone."""
        self.send({"kind": "empty"})

    def receive(self, message: Mapping[str, Any]) -> None:
        """Act on a message of the browser half; "ready" asks to be filled."""
        if message.get("kind") == "ready" and self.owner.journal is not None:
            self.fill()

    def _on_message(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, Mapping):
            return
        try:
            self.receive(message)
        except Exception as error:
            self.report(error)
            self.trouble(message)

    def report(self, error: Exception) -> None:
        """Log that something failed on our side.

        Only the kind of error: its text could quote what a person wrote, and logs are kept.
        """
        log.error("%s failed on %s: %s", self.name, self.owner.key, type(error).__name__)

    def trouble(self, message: Mapping[str, Any]) -> None:
        """Tell the person in words that something failed on our side."""
