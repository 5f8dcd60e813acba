"""The shape of a form in a content file: items that add up to scales."""

from collections.abc import Iterator
from typing import Any, Literal, Protocol, Self

from pydantic import Field, PrivateAttr, model_validator

from exercises.schema_parts import Flaw, Key, Part, Text, Whole, refuse, repeated

SLIDER_ENDS = ((0, 10), (0, 100))
"""A slider runs from 0 to 10, or from 0 to 100 for a percentage; its words stand at both ends."""


class Scale(Part):
    """What one or more items add up to, and what its ends say in words."""

    key: Key
    label: Text
    high: Text = Field(description="what a high number says")
    low: Text = Field(description="what a low number says")


class CheckInScale(Scale):
    """A scale of the check-in: a marker (high is more of it) or a strength (high is a strength)."""

    group: Literal["markers", "strengths"]


class Item(Part):
    """One question with numbers to answer by; unanswered is None, never a number."""

    key: Key
    scale: Key
    text: Text = Field(description="first person, one idea")
    control: Literal["slider", "choice"]
    anchors: dict[Whole, Text] = Field(min_length=2, description="words by number")
    reversed: bool = Field(False, strict=True, description="a high number says little of the scale")

    @model_validator(mode="after")
    def _words_stand_where_needed(self) -> Self:
        flaws: list[Flaw] = []
        if self.control == "slider" and (self.low, self.high) not in SLIDER_ENDS:
            flaws = [Flaw(("anchors",), "slider_ends", {"points": sorted(self.anchors)})]
        elif self.control == "choice":
            gaps = [n for n in range(self.low, self.high) if n not in self.anchors]
            if self.high - self.low > 10:
                flaws = [Flaw(("anchors",), "choice_many", {"low": self.low, "high": self.high})]
            elif gaps:
                said = {"gaps": gaps, "low": self.low, "high": self.high}
                flaws = [Flaw(("anchors",), "choice_gap", said)]
        refuse(flaws)
        return self

    @property
    def low(self) -> int:
        """The lowest number that can be answered."""
        return min(self.anchors)

    @property
    def high(self) -> int:
        """The highest number that can be answered."""
        return max(self.anchors)


class Form(Protocol):
    """Whatever has items that add up to scales: a module's rating, the check-in."""

    @property
    def key(self) -> str:
        """The first part of its answers' keys."""

    @property
    def period(self) -> str:
        """The time asked about."""

    @property
    def scales(self) -> tuple[Scale, ...]:
        """Its scales, in the page's order."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Its items, in the page's order."""


def form_flaws(form: Form) -> Iterator[Flaw]:
    """Yield where items and scales do not fit: a mean needs items, all on the same numbers."""
    yield from repeated((("items", i, "key"), item.key) for i, item in enumerate(form.items))
    yield from repeated((("scales", i, "key"), scale.key) for i, scale in enumerate(form.scales))
    known = [scale.key for scale in form.scales]
    first: dict[str, Item] = {}
    for index, item in enumerate(form.items):
        if item.scale not in known:
            said: dict[str, Any] = {"name": item.scale, "known": known}
            yield Flaw(("items", index, "scale"), "unknown_name", said)
        other = first.setdefault(item.scale, item)
        if (item.low, item.high) != (other.low, other.high):
            said = {"low": item.low, "high": item.high, "other": other.key}
            said |= {"other_low": other.low, "other_high": other.high}
            yield Flaw(("items", index, "anchors"), "mixed_range", said)
    for index, scale in enumerate(form.scales):
        if scale.key not in first:
            yield Flaw(("scales", index, "key"), "scale_without_item", {"scale": scale.key})


class Rating(Part):
    """A module's self-rating. Its key, the module's, is filled in by the module."""

    period: Text
    scales: tuple[Scale, ...] = Field(min_length=1)
    items: tuple[Item, ...] = Field(min_length=5, max_length=8)
    _key: str = PrivateAttr("")

    @property
    def key(self) -> str:
        """The module's key: the first part of the answers' keys."""
        return self._key

    @model_validator(mode="after")
    def _items_fit_scales(self) -> Self:
        refuse(form_flaws(self))
        return self
