"""The shape of a form in a content file: items that add up to scales."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol, Self

from pydantic import Field, PrivateAttr, model_validator

from exercises.schema_parts import AnchorWords, Flaw, Key, Part, Text, Whole, refuse, repeated
from exercises.scoring import Score, score

SLIDER_ENDS = ((0, 10), (0, 100))
"""A slider runs from 0 to 10, or from 0 to 100 for a percentage; its words stand at both ends."""
MOST_CHOICES = 11


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
    anchors: dict[Whole, AnchorWords] = Field(min_length=2, description="words by number")
    reversed: bool = Field(False, strict=True, description="a high number says little of the scale")

    @model_validator(mode="after")
    def _words_stand_where_needed(self) -> Self:
        refuse(anchor_flaws(self.control, self.anchors))
        return self

    @property
    def low(self) -> int:
        """The lowest number that can be answered."""
        return min(self.anchors)

    @property
    def high(self) -> int:
        """The highest number that can be answered."""
        return max(self.anchors)


def anchor_flaws(control: str, anchors: Mapping[int, str]) -> Iterator[Flaw]:
    """Yield where a control lacks words: a slider at its ends, a choice anywhere."""
    points = sorted(anchors)
    if control not in ("slider", "choice"):
        if points:
            yield Flaw(("anchors",), "no_anchors_here", {"control": control})
    elif len(points) < 2:
        yield Flaw(("anchors",), "too_few_anchors", {"count": len(points)})
    elif control == "slider":
        if (points[0], points[-1]) not in SLIDER_ENDS:
            yield Flaw(("anchors",), "slider_ends", {"points": points})
    elif points[-1] - points[0] > MOST_CHOICES - 1:
        yield Flaw(("anchors",), "choice_many", {"low": points[0], "high": points[-1]})
    elif gaps := [n for n in range(points[0], points[-1]) if n not in anchors]:
        said: dict[str, Any] = {"gaps": gaps, "low": points[0], "high": points[-1]}
        yield Flaw(("anchors",), "choice_gap", said)


class Question(Protocol):
    """One question of a form, with numbers to answer by."""

    @property
    def key(self) -> str:
        """The second part of its answers' key."""

    @property
    def text(self) -> str:
        """What is asked."""

    @property
    def control(self) -> str:
        """What it is answered on: "slider" or "choice"."""

    @property
    def anchors(self) -> Mapping[int, str]:
        """Words by number; there are words at both ends."""

    @property
    def low(self) -> int:
        """The lowest number that can be answered."""

    @property
    def high(self) -> int:
        """The highest number that can be answered."""


class Named(Protocol):
    """A scale of a form: its key and what it is called."""

    @property
    def key(self) -> str:
        """The scale's key."""

    @property
    def label(self) -> str:
        """What it is called."""


class Form(Protocol):
    """Whatever has questions that add up to scales: a rating, the check-in, a questionnaire."""

    @property
    def key(self) -> str:
        """The first part of its answers' keys."""

    @property
    def period(self) -> str:
        """The time asked about."""

    @property
    def scales(self) -> Sequence[Named]:
        """Its scales, in the page's order."""

    @property
    def items(self) -> Sequence[Question]:
        """Its questions, in the page's order."""

    def items_of(self, scale: str) -> Sequence[Question]:
        """Return the questions that a scale is made of."""

    def ends(self, scale: str) -> tuple[float, float]:
        """Return the lowest and the highest score that a scale can have."""

    def scores(self, values: Mapping[str, float | None]) -> dict[str, Score]:
        """Return what answers add up to, by scale.

        values: by item key; missing or None is unanswered. Raises ValueError for an answer outside
        its item's numbers; the text never has the answer.
        """


class Means:
    """A form whose scales are each the mean of items of their own."""

    scales: tuple[Scale, ...]
    items: tuple[Item, ...]

    def items_of(self, scale: str) -> tuple[Item, ...]:
        """Return the items that a scale is made of."""
        return tuple(item for item in self.items if item.scale == scale)

    def ends(self, scale: str) -> tuple[float, float]:
        """Return the ends of a scale, which are those of its items."""
        first = self.items_of(scale)[0]
        return first.low, first.high

    def scores(self, values: Mapping[str, float | None]) -> dict[str, Score]:
        """Return what answers add up to, by scale."""
        return {scale.key: score(self.items_of(scale.key), values) for scale in self.scales}


def form_flaws(form: Means) -> Iterator[Flaw]:
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


class Rating(Means, Part):
    """A module's self-rating. Its key, the module's, is filled in by the module."""

    title: Text | None = Field(None, description="needed where a module has two ratings")
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


class OwnLines(Part):
    """Lines in the person's own words, each with how far it rings true, from 0 to 100 %."""

    key: Key
    prompt: Text
    hint: Text
    add: Text = Field(description="what the button for one more line says")
    line: Text = Field(description="what the field of a line is called")
    belief: Text = Field(description="what its slider is called")
    anchors: dict[Whole, AnchorWords]

    @model_validator(mode="after")
    def _words_at_both_ends(self) -> Self:
        points = sorted(self.anchors)
        if not points or (points[0], points[-1]) != SLIDER_ENDS[1]:
            refuse([Flaw(("anchors",), "own_ends", {"points": points})])
        return self
