"""The contents page's list: every module with its minutes, and where one stands."""

from typing import Any

from exercises.content import load_check_in, modules, words
from exercises.schema import Module
from journal import Journal
from widgets.notes import done_key
from widgets.part import Part, scripts, wire


class ContentsView(Part):
    """Modules in any order. Where one stands is shown once a workbook is open."""

    name = "Contents"
    _esm = scripts("contents")
    catalogue = ("contents",)

    def __init__(self, page: Any) -> None:
        check_in = load_check_in()
        pages = [
            {
                "key": check_in.key,
                "title": check_in.title,
                "minutes": check_in.minutes,
                "notebook": check_in.notebook,
                "summary": words("contents.check_in_summary"),
            },
            {
                "key": "progress",
                "title": words("contents.progress_title"),
                "notebook": "progress.ipynb",
                "summary": words("contents.progress_summary"),
            },
        ]
        listed = [
            module.model_dump(include={"number", "key", "title", "minutes", "notebook", "summary"})
            for module in modules()
        ]
        super().__init__(page, {"pages": pages, "modules": listed})

    def fill(self) -> None:
        """Show where the person stands with each module."""
        standings = {module.key: standing(self.journal, module) for module in modules()}
        self.send({"kind": "fill", "json": wire({"standing": standings})})


def standing(journal: Journal, module: Module) -> str | None:
    """Return "done" if the person said so, "begun" if anything is kept of it, else None."""
    answers = journal.answers(module.key)
    done = answers.get(done_key(module))
    if done is not None and done.value is True:
        return "done"
    practised = journal.entries(f"{module.key}/{module.practice.key}")
    if practised or any(answer.value is not None for answer in answers.values()):
        return "begun"
    return None
