"""The shape of a questionnaire that an educator brings: items, answer range, subscales, norms.

Most published questionnaires may not be copied. Whoever writes such a file says under
`permission` on what grounds they use it; none but an example of ours is shipped.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from exercises.schema_parts import AnchorWords, Flaw, Key, Number, Part, Text, Whole, refuse
from exercises.schema_parts import Path as Place
from exercises.schema_parts import repeated as repeated_keys

ITEM_KEY_PATTERN = r"^\w([\w .-]{0,58}[\w.-])?$"
SHARE_PATTERN = r"^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$"
CODE_PATTERN = r"^\S(.{0,18}\S)?$"
WHOLE_NUMBER = re.compile(r"(-?[0-9]{1,9})(?:\.0{1,2})?")
"""A whole number in a file of answers. Many programs write 7 as 7.0; 1.000 may be a thousand."""


def _as_text(value: Any) -> Any:
    """Return a whole number as its digits: items and codes are numbers or names."""
    return str(value) if type(value) is int and abs(value) < 10**9 else value


ItemKey = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=ITEM_KEY_PATTERN)]
"""An item's number or name, which is also the name of its column in a file of answers."""
MissingCode = Annotated[str, BeforeValidator(_as_text), StringConstraints(pattern=CODE_PATTERN)]
"""What stands in a file of answers where there is none: -1, 99, NA."""
Share = Annotated[str, StringConstraints(pattern=SHARE_PATTERN)]
"""A share in whole numbers, which no rounding can change: 2/3, or 12/18."""
Point = Annotated[Whole, Field(ge=-10_000, le=10_000)]


class AnswerRange(Part):
    """The whole numbers that every item is answered by, and what some of them say in words."""

    low: Point
    high: Point
    labels: dict[Point, AnchorWords] = Field(default_factory=dict, description="words by number")

    @model_validator(mode="after")
    def _labels_are_inside(self) -> Self:
        if self.low >= self.high:
            said = {"low": self.low, "high": self.high}
            refuse([Flaw(("high",), "low_not_below_high", said)])
        refuse(
            Flaw(("labels", point), "out_of_range", self._beside(point))
            for point in self.labels
            if not self.low <= point <= self.high
        )
        return self

    def _beside(self, point: int) -> dict[str, Any]:
        return {"value": point, "low": self.low, "high": self.high}


class ScaleItem(Part):
    """One item. Its text may be left out where a file only scores answers collected elsewhere."""

    key: ItemKey
    text: Text | None = None


class Norms(Part):
    """Mean and standard deviation of a comparison group, in the subscale's own scores."""

    mean: Number
    sd: Annotated[Number, Field(gt=0)]
    source: Text = Field(description="where the figures are from, and of whom")


class Reliability(Part):
    """How closely scores of the same people agree; a change of one person is judged by it."""

    method: Literal["alpha", "retest"]
    value: Annotated[Number, Field(gt=0, lt=1)]
    source: Text


class Subscale(Part):
    """Items that make one score.

    mean: of the answered items, after reversal. sum: prorated, the mean of the answered items
    times the number of all, so that an unanswered item counts as the person's own mean; with all
    items answered it is the plain sum.
    """

    key: Key = Field(description="also the name of its column of scores")
    label: Text
    scored_items: tuple[ItemKey, ...] = Field(min_length=1)
    score: Literal["mean", "sum"]
    least_answered: Share = Field("2/3", description="share of its items that needs an answer")
    norms: Norms | None = None
    reliability: Reliability | None = Field(None, description="reliable change also needs norms")

    @property
    def needed(self) -> int:
        """How many of its items need an answer before there is a score."""
        return ceil(Fraction(self.least_answered) * len(self.scored_items))

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        refuse(self._flaws())
        return self

    def _flaws(self) -> Iterator[Flaw]:
        keys = ((("scored_items", i), key) for i, key in enumerate(self.scored_items))
        yield from repeated_keys(keys)
        if Fraction(self.least_answered) > 1:
            yield Flaw(("least_answered",), "share_above_one", {"share": self.least_answered})
        if self.reliability is not None and self.norms is None:
            yield Flaw(("reliability",), "reliability_alone", {})


class Questionnaire(Part):
    """One file of `scales/`, or of an educator's own folder."""

    key: Key = Field(description="also the file's name in `scales/`")
    title: Text
    instructions: Text = Field(description="what is said above the items")
    source: Text = Field(description="the full reference, or who wrote it")
    permission: Text = Field(description="on what grounds it may be used here")
    range: AnswerRange
    missing: tuple[MissingCode, ...] = Field((), description="besides an empty cell")
    items: tuple[ScaleItem, ...] = Field(min_length=1)
    reversed_items: tuple[ItemKey, ...] = Field((), description="a high number says little")
    subscales: tuple[Subscale, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        refuse([*self._key_flaws(), *self._item_flaws(), *self._code_flaws(), *self._norm_flaws()])
        return self

    def _key_flaws(self) -> Iterator[Flaw]:
        yield from repeated_keys((("items", i, "key"), one.key) for i, one in enumerate(self.items))
        keys = ((("reversed_items", i), key) for i, key in enumerate(self.reversed_items))
        yield from repeated_keys(keys)
        scales = enumerate(self.subscales)
        yield from repeated_keys((("subscales", i, "key"), one.key) for i, one in scales)

    def _item_flaws(self) -> Iterator[Flaw]:
        """Yield each number that is no item's, and each item that no score would be made of."""
        known = [item.key for item in self.items]
        named: list[tuple[Place, str]] = [
            (("subscales", i, "scored_items", j), key)
            for i, scale in enumerate(self.subscales)
            for j, key in enumerate(scale.scored_items)
        ]
        scored = {key for _, key in named}
        named += [(("reversed_items", i), key) for i, key in enumerate(self.reversed_items)]
        for at, key in named:
            if key not in known:
                yield Flaw(at, "unknown_name", {"name": key, "known": known})
        for index, key in enumerate(known):
            if key not in scored:
                yield Flaw(("items", index, "key"), "item_without_subscale", {"item": key})

    def _code_flaws(self) -> Iterator[Flaw]:
        """Yield each code for a missing answer that could be an answer."""
        low, high = self.range.low, self.range.high
        for index, code in enumerate(self.missing):
            number = WHOLE_NUMBER.fullmatch(code)
            if number and low <= int(number[1]) <= high:
                said = {"code": code, "low": low, "high": high}
                yield Flaw(("missing", index), "missing_is_answer", said)

    def _norm_flaws(self) -> Iterator[Flaw]:
        """Yield each mean that no scores can have: often that of a sum, beside score: mean."""
        for index, scale in enumerate(self.subscales):
            times = len(scale.scored_items) if scale.score == "sum" else 1
            low, high = self.range.low * times, self.range.high * times
            if scale.norms is not None and not low <= scale.norms.mean <= high:
                said = {"value": scale.norms.mean, "low": low, "high": high, "score": scale.score}
                yield Flaw(("subscales", index, "norms", "mean"), "norm_outside", said)
