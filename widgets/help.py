"""Urgent help by country: what the page lists, with a kernel or without one.

`structure` is the one way from the content file to the page. The server's template writes it out
as plain HTML, so that the page can be read where no kernel can start; `HelpLinesView` hands the
same to JupyterLab.
"""

from datetime import date
from itertools import groupby
from typing import Any

from babel.dates import format_date

from exercises.content import load_help, words
from exercises.schema_help import Country, Finder, HelpLine, Meanings, Origin
from widgets.dates import LOCALE
from widgets.part import Part, scripts


class HelpLinesView(Part):
    """Lines by country, finders, short advice. It knows nothing of the person, and keeps nothing.

    A country is chosen by hand: where somebody is, is asked of nobody and remembered nowhere.
    """

    name = "HelpLines"
    _esm = scripts("choice", "help")
    catalogue = ("help",)

    def __init__(self, page: Any) -> None:
        super().__init__(page, structure())


def structure() -> dict[str, Any]:
    """Return everything that the list shows, in the page's order and in words."""
    found = load_help()
    return {
        "countries": [_country(country, found.meanings) for country in found.countries],
        "finders": [_entry(finder, found.meanings) for finder in found.finders],
        "advice": [
            {
                "title": advice.title,
                "paragraphs": list(advice.paragraphs),
                "sources": [_origin(source) for source in advice.sources],
            }
            for advice in found.advice
        ],
        "about": found.meanings.about,
    }


def _country(country: Country, meanings: Meanings) -> dict[str, Any]:
    numbers = [line.reach for line in country.lines if line.kind == "emergency"]
    return {
        "key": country.key,
        "name": country.name,
        "emergency": ", ".join(numbers),
        "groups": [
            {
                "meaning": getattr(meanings, kind),
                "lines": [_entry(line, meanings) for line in lines],
            }
            for kind, lines in groupby(country.lines, key=lambda line: line.kind)
        ],
    }


def _entry(line: HelpLine | Finder, meanings: Meanings) -> dict[str, Any]:
    return {
        "name": line.name,
        "reach": line.reach,
        "link": line.reach.startswith("https://"),
        "notes": list(_notes(line)),
        "source": _origin(line.source),
        "checked": _checked(line.checked, meanings),
    }


def _notes(line: HelpLine | Finder) -> list[str]:
    """Return what is known beyond the number: for whom, when, in which languages."""
    if isinstance(line, Finder):
        notes = [line.about, line.note]
    else:
        notes = [
            line.note,
            words("help.hours", hours=line.hours) if line.hours else None,
            words("help.languages", languages=line.languages) if line.languages else None,
        ]
    return [note for note in notes if note]


def _origin(source: Origin) -> dict[str, str]:
    return {"name": source.name, "link": source.link}


def _checked(day: date | None, meanings: Meanings) -> str:
    """Say when a line was last compared with its source, or that nobody could."""
    if day is None:
        return meanings.unchecked
    return meanings.checked.format(day=format_date(day, "d MMMM y", locale=LOCALE))
