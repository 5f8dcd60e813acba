"""The contents page's list: every module with its minutes, where one stands, and a next step."""

from collections.abc import Iterator
from typing import Any

from exercises.content import load_check_in, load_questions, modules, questionnaires, words
from exercises.schema import Module
from journal import Answer, Journal, series
from widgets.notes import done_key
from widgets.part import Part, scripts, wire

MARKERS = {
    "fear": "old-alarm",
    "alone": "missing-or-terror",
    "settling": "reassurance",
    "steadying": "steadying",
}
"""The module that is about a marker of the check-in. Fear here is the fear of being left."""


class ContentsView(Part):
    """Modules in any order. Where one stands is shown once a workbook is open."""

    name = "Contents"
    _esm = scripts("contents")
    catalogue = ("contents",)

    def __init__(self, page: Any) -> None:
        listed = [
            module.model_dump(include={"number", "key", "title", "minutes", "notebook", "summary"})
            for module in modules()
        ]
        super().__init__(page, {"pages": _pages(), "modules": listed})

    def fill(self) -> None:
        """Show where the person stands with each module, and what could be next."""
        standings = {module.key: standing(self.journal, module) for module in modules()}
        told = {"standing": standings, "next": next_step(self.journal, standings)}
        self.send({"kind": "fill", "json": wire(told)})


def _pages() -> list[dict[str, Any]]:
    """Return the pages that are no modules, in the order of the list."""
    check_in, questions = load_check_in(), load_questions()
    return [
        {
            "key": check_in.key,
            "title": check_in.title,
            "minutes": check_in.minutes,
            "notebook": check_in.notebook,
            "summary": words("contents.check_in_summary"),
        },
        {
            "key": questions.key,
            "title": questions.title,
            "minutes": questions.minutes,
            "notebook": questions.notebook,
            "summary": questions.summary,
        },
        *_more(),
        {
            "key": "progress",
            "title": words("contents.progress_title"),
            "notebook": "progress.ipynb",
            "summary": words("contents.progress_summary"),
        },
        {
            "key": "yours",
            "title": words("contents.yours_title"),
            "notebook": "yours.ipynb",
            "summary": words("contents.yours_summary"),
        },
        {
            "key": "help",
            "title": words("contents.help_title"),
            "notebook": "help.ipynb",
            "summary": words("contents.help_summary"),
        },
    ]


def _more() -> Iterator[dict[str, Any]]:
    """Yield the page of the questionnaires that an educator brought, if there are any."""
    if brought := questionnaires():
        yield {
            "key": "more",
            "title": words("contents.more_title"),
            "notebook": "more.ipynb",
            "summary": "; ".join(form.title for form in brought),
        }


def standing(journal: Journal, module: Module) -> str | None:
    """Return "done" if the person said so, "begun" if anything is kept of it, else None.

    Of a module that is kept on request, only what the person said counts: that something of it is
    kept is not to be read off the contents page.
    """
    answers = journal.answers(module.key)
    done = answers.get(done_key(module))
    if done is not None and done.value is True:
        return "done"
    return "begun" if _touched(journal, module) else None


def next_step(journal: Journal, standings: dict[str, str | None]) -> dict[str, str]:
    """Return the page that could be next, and why. It is an offer: any page opens at any time.

    - Something is begun and not done: go on with it; with several, the one touched last.
    - There is a check-in: the module about the marker with the highest number in the latest one,
      the first of equals, unless that module is done; then the next marker's. A marker at the
      lowest number of its scale offers nothing.
    - Nothing yet: module 1.
    - Otherwise the next module, by number, that is not done.
    - All are done: the progress page.

    A module that is kept on request is never offered: that it fits somebody is for nobody to guess
    from their numbers, and no list says who has read it.
    """
    offered = [module for module in modules() if module.kept == "always"]
    touched = {
        module.key: _touched(journal, module)
        for module in offered
        if standings[module.key] == "begun"
    }
    if touched:
        return _offer(max(touched, key=lambda key: touched[key]), "begun")
    left = [module.key for module in offered if standings[module.key] is None]
    for label, key in _markers(journal):
        if key in left:
            return _offer(key, "marker", label=label)
    if not left:
        return _offer("progress", "done")
    return _offer(left[0], "start" if len(left) == len(offered) else "onward")


def _offer(key: str, why: str, **fields: str) -> dict[str, str]:
    return {"key": key, "why": words(f"contents.why.{why}", **fields)}


def _touched(journal: Journal, module: Module) -> str:
    """Return when something of a module was last written that is still there; "" if never."""
    if module.kept == "on-request":
        return ""
    kept: list[Answer | Any] = [
        answer for answer in journal.answers(module.key).values() if answer.value is not None
    ]
    for practice in module.practices:
        kept += journal.entries(f"{module.key}/{practice.key}")
    return max((one.at.isoformat() for one in kept), default="")


def _markers(journal: Journal) -> list[tuple[str, str]]:
    """Return label and module of each marker in the latest check-in, the highest number first."""
    check_in = load_check_in()
    points = series(journal, check_in)
    found = []
    for scale in check_in.scales:
        rated = [point for point in points[scale.key] if point.score.value is not None]
        if scale.key in MARKERS and rated:
            found.append((rated[-1], scale))
    latest = max((point.session.id for point, _ in found), default=None)
    low = {item.scale: item.low for item in check_in.items}
    now = [
        (point.score.value, scale)
        for point, scale in found
        if point.session.id == latest
        and point.score.value is not None
        and point.score.value > low[scale.key]
    ]
    now.sort(key=lambda one: -one[0])
    return [(scale.label, MARKERS[scale.key]) for _, scale in now]
