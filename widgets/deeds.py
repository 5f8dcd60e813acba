"""What was done between the ratings, and what was written on a day.

Of modules that are kept on request nothing is told: they are never shown over time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from exercises.content import load_check_in, modules
from exercises.schema import Module
from journal import Journal, Session
from widgets.dates import local


@dataclass(frozen=True)
class Deed:
    """A module that was worked on, or a practice that was done, in a sitting."""

    kind: Literal["module", "practice"]
    title: str
    at: datetime
    session: Session


@dataclass(frozen=True)
class Written:
    """A text of somebody's own, and what it was written to."""

    title: str
    prompt: str
    text: str


def deeds(journal: Journal) -> list[Deed]:
    """Return what was done, in the order of the times."""
    sessions = {session.id: session for session in journal.sessions()}
    found = []
    for module in _told_over_time():
        rows = [row for row in journal.history(module.key) if row.value is not None]
        touched = {row.session: row.at for row in rows}
        for number, at in touched.items():
            found.append(Deed("module", module.title, at, sessions[number]))
        for practice in module.practices:
            for entry in journal.entries(f"{module.key}/{practice.key}"):
                session = sessions[entry.session]
                found.append(Deed("practice", practice.title, entry.at, session))
    return sorted(found, key=lambda deed: deed.at)


def days_written(journal: Journal) -> set[date]:
    """Return the days on which something was written, where the person was."""
    return {day for day, _ in _texts(journal)}


def written(journal: Journal, day: date) -> list[Written]:
    """Return what was written on a day, as it stood at the end of each sitting."""
    return [text for on, text in _texts(journal) if on == day]


def _texts(journal: Journal) -> Iterator[tuple[date, Written]]:
    sessions = {session.id: session for session in journal.sessions()}
    for form, title, prompts in _prompts():
        for row in journal.history(form):
            if row.key in prompts and isinstance(row.value, str) and row.value.strip():
                session = sessions[row.session]
                told = Written(title, prompts[row.key], row.value)
                yield local(session.opened, session).date(), told


def _prompts() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield each form with prompts: its key, its title, and the prompts by their keys."""
    check_in = load_check_in()
    if check_in.note is not None:
        key = f"{check_in.key}/{check_in.note.key}"
        yield check_in.key, check_in.title, {key: check_in.note.prompt}
    for module in _told_over_time():
        found = {f"{module.key}/{prompt.key}": prompt.prompt for prompt in module.reflections}
        yield module.key, module.title, found


def _told_over_time() -> Iterator[Module]:
    return (module for module in modules() if module.kept != "on-request")
