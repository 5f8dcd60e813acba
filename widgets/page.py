"""Pages: what a notebook builds with one call a cell.

A page is built blank, with no journal, so that it can be built ahead of the visitor and nothing of
anyone is ever in an output. Opening a journal fills its parts, locking it empties them.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import ipywidgets as ipw
from IPython.display import display
from platformdirs import user_data_path

from exercises import content
from exercises.content import code_words, load_check_in, load_module, modules, words
from exercises.schema import Module
from journal import Journal, JournalError, Shelf

# These three at once: were they imported later, their names would take the place of the functions
# `contents`, `progress` and `questions` in the package, and no cell could be run twice.
from widgets.bringing import BringView, HistoryView
from widgets.contents import ContentsView
from widgets.desk import DeskView
from widgets.form import FormView, OwnLinesView, RatingView, ReflectionsView, prompt_spec
from widgets.help import HelpLinesView
from widgets.keeping import KeepingView, RequestedRatingView, keep_key
from widgets.part import Part
from widgets.progress import ProgressView
from widgets.questions import QuestionsView
from widgets.taking import RemindView, TakeView
from widgets.yours import EraseView, PassphraseView


class Page:
    """One notebook's parts, and the journal that is open on it."""

    on_request = False
    """Whether nothing of it is kept unless the person asks."""

    def __init__(self, key: str, *, full: bool = False, desk: bool = True) -> None:
        self.key = key
        self.id = secrets.token_hex(4)
        self.journal: Journal | None = None
        self.parts: list[Part] = []
        if desk:
            spec = {
                "full": full,
                "links": neighbours(key),
                "on_request": self.on_request,
                "lock_after": lock_after(),
            }
            self.desk = DeskView(self, shelf, **spec)
            display(self.desk)

    def __repr__(self) -> str:
        return f"Page({self.key})"

    @property
    def keeping(self) -> bool:
        """Whether what is entered here may be written to the journal that is open."""
        return True

    def add(self, part: Part) -> Part:
        """Take a part in, to be filled and emptied with the page."""
        self.parts.append(part)
        if self.journal is not None:
            part.fill()
        return part

    def open(self, journal: Journal) -> None:
        """Show what a journal holds, in place of any that was open.

        Raises what the journal raises. Any other fault in a part leaves that part empty, and the
        others are filled.
        """
        self.close()
        self.journal = journal
        for part in self.parts:
            try:
                part.fill()
            except JournalError:
                raise
            except Exception as error:
                part.report(error)

    def refill(self) -> None:
        """Show anew what the journal holds, after much of it changed at once."""
        for part in self.parts:
            part.fill()

    def lock(self) -> None:
        """Let go of the journal, and show nothing of anyone."""
        try:
            self.close()
        finally:
            for part in self.parts:
                part.empty()

    def close(self) -> None:
        """Let go of the journal; the page is about to go, too."""
        journal, self.journal = self.journal, None
        if journal is not None:
            journal.close()


class ModulePage(Page):
    """A module: each method is one section of its page."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self.on_request = module.kept == "on-request"
        super().__init__(module.key)

    @property
    def keeping(self) -> bool:
        """Whether the module is always kept, or the person has asked for it in this journal."""
        if not self.on_request:
            return True
        asked = self.journal.answers(self.key).get(keep_key(self.module)) if self.journal else None
        return asked is not None and asked.value is True

    def demonstration(self) -> Part | ipw.VBox:
        """Sliders and a plot over a small model, or over each of two."""
        from widgets.demonstration import DemonstrationView

        return self._stack(*(DemonstrationView(self, one) for one in self.module.demonstrations))

    def rating(self) -> Part | ipw.VBox:
        """The self-ratings, what they add up to, and lines of one's own where there are any."""
        module = self.module
        if self.on_request:
            quiet = (RequestedRatingView(self, one) for one in module.ratings)
            return self._stack(KeepingView(self, module), *quiet)
        parts: list[Part] = [RatingView(self, one) for one in module.ratings]
        if module.own is not None:
            parts.append(OwnLinesView(self, module.own))
        return self._stack(*parts)

    def reflections(self) -> Part:
        """Prompts with writing space."""
        return self.add(ReflectionsView(self, self.module.reflections))

    def practice(self) -> Part | ipw.VBox:
        """Something to do, or two such things, each with a rating before and after."""
        from widgets.practice import practice_view

        views = [self.add(practice_view(self, practice)) for practice in self.module.practices]
        return views[0] if len(views) == 1 else ipw.VBox(views)

    def way_out(self) -> Part:
        """A pause, a way back to the room, someone to turn to."""
        from widgets.notes import WayOutView

        return self.add(WayOutView(self, self.module))

    def sources(self) -> Part:
        """Where the claims come from."""
        from widgets.notes import SourcesView

        return self.add(SourcesView(self, self.module))

    def _stack(self, *parts: Part) -> Part | ipw.VBox:
        """Take parts in; return the only one, or all of them one below the other."""
        added = [self.add(part) for part in parts]
        return added[0] if len(added) == 1 else ipw.VBox(added)


class CheckInPage(Page):
    """The repeated measure, in about two minutes."""

    def __init__(self) -> None:
        super().__init__("check-in")

    def rating(self) -> Part:
        """What weighs and what carries."""
        return self.add(RatingView(self, load_check_in()))

    def note(self) -> Part:
        """Room for a line of one's own."""
        note = load_check_in().note
        prompts = [] if note is None else [prompt_spec(self.key, note)]
        return self.add(FormView(self, prompts, retaken=False))


class YoursPage(Page):
    """The workbook as a whole: each method is one section of the page."""

    def __init__(self) -> None:
        super().__init__("yours")

    def take(self) -> Part:
        """Take a record away as a file."""
        return self.add(TakeView(self))

    def bring(self) -> Part:
        """Bring back what was taken away."""
        return self.add(BringView(self))

    def history(self) -> Part:
        """Bring in another program's days."""
        return self.add(HistoryView(self))

    def remind(self) -> Part:
        """Make an entry for a calendar."""
        return self.add(RemindView(self))

    def passphrase(self) -> Part:
        """Put another passphrase in place of the one there is."""
        return self.add(PassphraseView(self))

    def erase(self) -> Part:
        """Erase the workbook for good."""
        return self.add(EraseView(self))


def shelf() -> Shelf:
    """Return where journals are kept: the server's folder, or this person's own data folder."""
    folder = os.environ.get("WORKBOOK_JOURNALS")
    kept = Path(folder) if folder else user_data_path("workbook", appauthor=False) / "journals"
    return Shelf(kept, code_words())


def lock_after() -> int:
    """Return after how many quiet minutes a workbook is locked."""
    return int(os.environ.get("WORKBOOK_LOCK_AFTER", "15"))


def neighbours(key: str) -> list[dict[str, str]]:
    """Return the links of a page's header: contents, help, and the modules before and after."""
    links = [
        {"notebook": "index.ipynb", "label": words("desk.contents")},
        {"notebook": "help.ipynb", "label": words("desk.help")},
    ]
    listed = modules()
    for place, module in enumerate(listed):
        if module.key == key:
            around: list[tuple[str, Any]] = []
            if place:
                around.append(("desk.previous", listed[place - 1]))
            if place + 1 < len(listed):
                around.append(("desk.next", listed[place + 1]))
            links += [
                {"notebook": other.notebook, "label": words(label, title=other.title)}
                for label, other in around
            ]
    return links


def module(key: str) -> ModulePage:
    """Begin a module's page: its desk, at the top; then call its sections in order."""
    return ModulePage(load_module(key))


def check_in() -> ipw.VBox:
    """The whole check-in: desk, ratings, and room for a line of one's own."""
    page = CheckInPage()
    return ipw.VBox([page.rating(), page.note()])


def contents() -> Part:
    """The contents page: opening a workbook, and the list of modules."""
    page = Page("index", full=True)
    return page.add(ContentsView(page))


def questions() -> Part:
    """The questions page: answers to choose from, and a reply to each."""
    page = Page("questions")
    return page.add(QuestionsView(page))


def help_lines() -> Part:
    """The help page's list. Without a desk: nothing is asked of somebody who needs it."""
    page = Page("help", desk=False)
    return page.add(HelpLinesView(page))


def questionnaires() -> ipw.VBox:
    """Every questionnaire that an educator brought, each with its scores; there may be none."""
    from widgets.questionnaire import QuestionnaireView

    page, forms = Page("more"), content.questionnaires()
    views = (QuestionnaireView(page, form, alone=len(forms) == 1) for form in forms)
    return ipw.VBox([page.add(view) for view in views])


def progress() -> Part:
    """Every scale across sittings."""
    page = Page("progress")
    return page.add(ProgressView(page))


def yours() -> YoursPage:
    """Begin the page of the workbook as a whole; then call its sections."""
    return YoursPage()
