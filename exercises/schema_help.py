"""The shape of `help.yaml`: urgent help by country, finders, short advice.

Every line says where it is from and when somebody last compared it with that source; `null` there
means that nobody could, and has to be written: a line without `checked` is refused.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from exercises.schema_parts import Flaw, Key, Part, Text, placeholders, refuse, repeated

COUNTRY_PATTERN = r"^[a-z]{2}$"
SECURE_LINK_PATTERN = r"^https://[^\s/]+\.[^\s]+$"

CountryKey = Annotated[str, StringConstraints(pattern=COUNTRY_PATTERN)]
"""A country's two letters in ISO 3166, small: `nz`."""
SecureLink = Annotated[str, StringConstraints(pattern=SECURE_LINK_PATTERN)]
Day = Annotated[date, Field(strict=True)]


class Origin(Part):
    """Who says that a line is so, and the page where they say it."""

    name: Text
    link: SecureLink


class _Reachable(Part):
    """Somebody to reach: by a number, a message to a number, or an https address."""

    name: Text = Field(description="what the service calls itself")
    reach: Text = Field(description="999, text to 50808, or https://…")
    note: Text | None = Field(None, description="who it is for, what it costs, other ways in")
    source: Origin
    checked: Day | None = Field(description="when compared with its source; null: nobody could")

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        by_number = "://" not in self.reach and any(c.isdecimal() for c in self.reach)
        if not by_number and not self.reach.startswith("https://"):
            refuse([Flaw(("reach",), "no_reach", {"reach": self.reach})])
        return self


class HelpLine(_Reachable):
    """One line of a country."""

    kind: Literal["emergency", "violence", "crisis"]
    hours: Text | None = Field(None, description="only if certain")
    languages: Text | None = Field(None, description="only if certain")


class Finder(_Reachable):
    """Something that finds a line in many countries."""

    about: Text


class Country(Part):
    """A country's lines, emergency first."""

    key: CountryKey
    name: Text
    lines: tuple[HelpLine, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _emergency_comes_first(self) -> Self:
        if all(line.kind != "emergency" for line in self.lines):
            refuse([Flaw(("lines",), "no_emergency", {"country": self.name})])
        if self.lines[0].kind != "emergency":
            refuse([Flaw(("lines", 0, "kind"), "emergency_later", {"country": self.name})])
        return self


class Advice(Part):
    """A short text to be read in a hurry."""

    key: Key
    title: Text
    paragraphs: tuple[Text, ...] = Field(min_length=1, max_length=4)
    sources: tuple[Origin, ...] = ()


class Meanings(Part):
    """What the page says for each kind of line, and beside each line about its source."""

    emergency: Text
    violence: Text
    crisis: Text
    checked: Text = Field(description="quotes {day}")
    unchecked: Text
    about: Text = Field(description="what a day of checking does and doesn't promise")

    @model_validator(mode="after")
    def _a_day_is_quoted(self) -> Self:
        if placeholders(self.checked) != {"day"}:
            refuse([Flaw(("checked",), "no_day_quoted", {})])
        return self


class Help(Part):
    """The file `help.yaml`."""

    meanings: Meanings
    advice: tuple[Advice, ...] = Field(min_length=1)
    finders: tuple[Finder, ...] = Field(min_length=1)
    countries: tuple[Country, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        refuse([*self._repeated(), *self._order_flaws()])
        return self

    def _repeated(self) -> Iterator[Flaw]:
        yield from repeated((("advice", i, "key"), one.key) for i, one in enumerate(self.advice))
        yield from repeated((("finders", i, "name"), f.name) for i, f in enumerate(self.finders))
        yield from repeated((("countries", i, "key"), c.key) for i, c in enumerate(self.countries))
        named = enumerate(country.name for country in self.countries)
        yield from repeated((("countries", i, "name"), name) for i, name in named)

    def _order_flaws(self) -> Iterator[Flaw]:
        """Yield each country that stands after one whose name comes later in the alphabet."""
        names = [country.name for country in self.countries]
        for index, (before, name) in enumerate(pairwise(names), 1):
            if name.casefold() < before.casefold():
                said = {"name": name, "before": before}
                yield Flaw(("countries", index, "name"), "country_order", said)
