"""The end of a module: a gentle way out, and where its claims come from."""

from typing import Any

from exercises.schema import Module
from widgets.answers import Refused, SavingPart
from widgets.part import Part, scripts, wire

NOTES = scripts("saver", "notes")


class WayOutView(SavingPart):
    """A pause, a way back to the room, someone to turn to; and a box to tick when done for now."""

    name = "WayOut"
    _esm = NOTES
    catalogue = ("save", "out")
    unasked = True

    def __init__(self, page: Any, module: Module) -> None:
        self.key = done_key(module)
        parts = [{"key": key, "text": text} for key, text in module.way_out.model_dump().items()]
        super().__init__(page, {"kind": "way_out", "done": self.key, "parts": parts})

    def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Mark the module as done for now, or not."""
        if key != self.key or not (value is True or value is None):
            raise Refused
        return {"revision": self.journal.save(key, value, base=base).revision}

    def fill(self) -> None:
        """Show whether it is marked."""
        answer = self.journal.answers().get(self.key)
        answers = {}
        if answer is not None:
            answers[self.key] = {"value": answer.value, "revision": answer.revision}
        self.send({"kind": "fill", "json": wire({"answers": answers})})


class SourcesView(Part):
    """The references of a module, each with what it is cited for."""

    name = "Sources"
    _esm = NOTES
    catalogue = ("sources",)

    def __init__(self, page: Any, module: Module) -> None:
        listed = [
            {"text": source.text, "about": source.about, "link": address(source.link)}
            for source in module.sources
        ]
        super().__init__(page, {"kind": "sources", "sources": listed})


def done_key(module: Module) -> str:
    """Return the key under which a module is marked as done for now."""
    return f"{module.key}/done"


def address(link: str) -> str:
    """Return the web address of a source; a DOI is one too."""
    return f"https://doi.org/{link.removeprefix('doi:')}" if link.startswith("doi:") else link
