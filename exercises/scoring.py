"""What answers add up to: the mean of a scale's items, or nothing when too few were answered.

A practice rating's score says nothing about a person; see the note that every score stands under.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

ENOUGH = Fraction(2, 3)
"""The share of a scale's items that needs an answer before there is a number."""

Values = TypeVar("Values", float, NDArray[np.float64])


class Scored(Protocol):
    """What scoring needs to know of an item."""

    @property
    def key(self) -> str:
        """The name its answer is given under."""

    @property
    def low(self) -> int:
        """The lowest number that can be answered."""

    @property
    def high(self) -> int:
        """The highest number that can be answered."""

    @property
    def reversed(self) -> bool:
        """Whether a high number says little of the scale."""


class Score(NamedTuple):
    """The mean of the answered items, or None when fewer than two thirds of them were."""

    value: float | None
    answered: int
    of: int


def score(items: Iterable[Scored], values: Mapping[str, float | None]) -> Score:
    """Return what answers to the items of one scale add up to.

    values: by item key, in the item's own numbers; missing or None is unanswered, and stays out.
    Raises ValueError for an answer that is not a number or is outside its item's numbers; the
    text names the item, never the answer.

    >>> from types import SimpleNamespace as Item
    >>> items = [Item(key=key, low=0, high=10, reversed=key == "c") for key in "abc"]
    >>> score(items, {"a": 4, "c": 2})
    Score(value=6.0, answered=2, of=3)
    >>> score(items, {"a": 4, "b": None})
    Score(value=None, answered=1, of=3)
    """
    asked = list(items)
    known = [_value(item, value) for item in asked if (value := values.get(item.key)) is not None]
    enough = bool(known) and len(known) >= ENOUGH * len(asked)
    return Score(sum(known) / len(known) if enough else None, len(known), len(asked))


def reverse(value: Values, low: float, high: float) -> Values:
    """Return the same answer, or answers, counted from the other end: low + high − value."""
    return low + high - value


def _value(item: Scored, value: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"the answer to {item.key} is not a number")
    if not item.low <= value <= item.high:
        raise ValueError(f"the answer to {item.key} is outside {item.low} to {item.high}")
    return reverse(value, item.low, item.high) if item.reversed else value
