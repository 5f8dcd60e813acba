"""A brought-in questionnaire as a form: what a page asks, and keys under which answers are kept.

A file that only scores answers collected elsewhere needs no texts. One that is to be a page does:
see `page_flaws`.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from exercises.reliability import minimal_detectable_change
from exercises.scale_scoring import score_person
from exercises.schema_form import MOST_CHOICES
from exercises.schema_parts import Flaw
from exercises.schema_scale import Questionnaire, Subscale
from exercises.scoring import Score

PREFIX = "scale-"
"""Before a questionnaire's key where answers are kept, so that it is never a module's."""

_PLAIN = re.compile(r"(?!x-[0-9a-f]{16}\Z)[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class AskedItem:
    """One item as a page asks it."""

    key: str
    text: str
    control: Literal["slider", "choice"]
    anchors: Mapping[int, str]
    low: int
    high: int


@dataclass(frozen=True)
class QuestionnaireForm:
    """See `exercises.schema_form.Form`. The questionnaire has no `page_flaws`."""

    questionnaire: Questionnaire

    @property
    def key(self) -> str:
        """The first part of its answers' keys."""
        return f"{PREFIX}{self.questionnaire.key}"

    @property
    def title(self) -> str:
        """What it is called."""
        return self.questionnaire.title

    @property
    def period(self) -> str:
        """What is said above the items."""
        return self.questionnaire.instructions

    @property
    def scales(self) -> Sequence[Subscale]:
        """Its subscales."""
        return self.questionnaire.subscales

    @cached_property
    def items(self) -> Sequence[AskedItem]:
        """Its items, in the file's order."""
        within = self.questionnaire.range
        few = within.high - within.low < MOST_CHOICES
        return tuple(
            AskedItem(
                key=answer_key(item.key),
                text=item.text or "",
                control="choice" if few else "slider",
                anchors=within.labels,
                low=within.low,
                high=within.high,
            )
            for item in self.questionnaire.items
        )

    def items_of(self, scale: str) -> Sequence[AskedItem]:
        """Return the items that a subscale is made of."""
        wanted = {answer_key(key) for key in self.subscale(scale).scored_items}
        return [item for item in self.items if item.key in wanted]

    def ends(self, scale: str) -> tuple[float, float]:
        """Return the lowest and the highest score of a subscale, in its own unit."""
        of, within = self.subscale(scale), self.questionnaire.range
        times = len(of.scored_items) if of.score == "sum" else 1
        return within.low * times, within.high * times

    def scores(self, values: Mapping[str, float | None]) -> dict[str, Score]:
        """Return what answers add up to, by subscale; values are by the keys of `items`."""
        given = {item.key: values.get(answer_key(item.key)) for item in self.questionnaire.items}
        return score_person(self.questionnaire, given)

    def subscale(self, key: str) -> Subscale:
        """Return a subscale by its key; raises KeyError."""
        return {scale.key: scale for scale in self.questionnaire.subscales}[key]


def detectable_change(scale: Subscale) -> float | None:
    """Return MDC95 of a subscale, in its own unit; None if its file doesn't have the figures.

    A change beyond it is a reliable one: see `exercises.reliability`.
    """
    if scale.norms is None or scale.reliability is None:
        return None
    return minimal_detectable_change(scale.norms.sd, scale.reliability.value)


def answer_key(item: str) -> str:
    """Return the second part of an item's key in a journal, which holds fewer letters.

    >>> answer_key("12"), answer_key("Q 12"), answer_key("x-0123456789abcdef")
    ('12', 'x-9740dd74dd0594a6', 'x-ecfcc2021e9a7ba9')
    """
    if _PLAIN.fullmatch(item):
        return item
    return f"x-{hashlib.blake2s(item.encode(), digest_size=8).hexdigest()}"


def page_flaws(questionnaire: Questionnaire) -> Iterator[Flaw]:
    """Yield what a questionnaire lacks to be a page: items' texts, and words at both ends."""
    for index, item in enumerate(questionnaire.items):
        if item.text is None:
            yield Flaw(("items", index), "item_without_text", {"item": item.key})
    within = questionnaire.range
    for end in (within.low, within.high):
        if end not in within.labels:
            yield Flaw(("range",), "end_without_words", {"end": end})
