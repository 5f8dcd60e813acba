"""The shape of a content file, as pydantic models: what may be written and what must be there.

Frozen, with no unknown fields. The parts stand in `schema_parts`, `schema_demonstration` and
`schema_form`; here they make a module and the check-in.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, RootModel, StringConstraints, model_validator

from exercises.schema_demonstration import Demonstration, Line, Parameter, Setting
from exercises.schema_form import (
    SLIDER_ENDS,
    CheckInScale,
    Form,
    Item,
    Rating,
    Scale,
    form_flaws,
)
from exercises.schema_parts import (
    Flaw,
    Key,
    Number,
    Part,
    Path,
    Text,
    Whole,
    placeholders,
    refuse,
    repeated,
)

__all__ = [
    "BreathingPractice",
    "CheckIn",
    "CheckInScale",
    "CodeWords",
    "Demonstration",
    "Form",
    "Interface",
    "Item",
    "Line",
    "Module",
    "Parameter",
    "Practice",
    "Rating",
    "Reflection",
    "Scale",
    "Setting",
    "Source",
    "UrgePractice",
    "WayOut",
]

NOTEBOOK_PATTERN = re.compile(r"(\d\d)-[a-z0-9]+(-[a-z0-9]+)*\.ipynb")
LINK_PATTERN = r"^(https?://[^\s/]+\.[^\s]+|doi:10\.\d{4,9}/\S+)$"

CODE_WORD_PATTERN = r"^[a-z]{3,7}$"

CodeWord = Annotated[str, StringConstraints(pattern=CODE_WORD_PATTERN)]


class Reflection(Part):
    """A prompt with writing space."""

    key: Key
    prompt: Text
    hint: Text


class Breath(Part):
    """One breath, in seconds; a hold of 0 is no hold."""

    in_: Annotated[Number, Field(gt=0)] = Field(alias="in")
    hold: Annotated[Number, Field(ge=0)]
    out: Annotated[Number, Field(gt=0)]


class Step(Part):
    """Words that stay for a while during a practice."""

    seconds: Annotated[Whole, Field(gt=0)]
    words: Text


class _Practice(Part):
    """Something to do, with the same question from 0 to 10 before and after."""

    key: Key
    title: Text
    introduction: Text
    seconds: Annotated[Whole, Field(gt=0, le=3600)] = Field(description="how long, to begin with")
    question: Text
    anchors: dict[Whole, Text]
    stop: Text = Field(description="kind words for stopping early")
    finish: Text

    @model_validator(mode="after")
    def _words_at_both_ends(self) -> Self:
        points = sorted(self.anchors)
        if not points or (points[0], points[-1]) != SLIDER_ENDS[0]:
            refuse([Flaw(("anchors",), "practice_ends", {"points": points})])
        return self


class BreathingPractice(_Practice):
    """Paced breathing."""

    tool: Literal["breathing"]
    breath: Breath


class UrgePractice(_Practice):
    """Words that guide through an urge until it passes."""

    tool: Literal["urge"]
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_have_time(self) -> Self:
        total = sum(step.seconds for step in self.steps)
        if total > self.seconds:
            refuse([Flaw(("steps",), "steps_long", {"total": total, "seconds": self.seconds})])
        return self


Practice = Annotated[BreathingPractice | UrgePractice, Field(discriminator="tool")]


class Source(Part):
    """A full reference, what it is cited for, and the day somebody looked it up."""

    text: Text
    about: Text
    link: Annotated[str, StringConstraints(pattern=LINK_PATTERN)]
    checked: date = Field(strict=True)


class WayOut(Part):
    """A gentle way out of a page: three short texts."""

    pause: Text
    grounding: Text
    help: Text


class Module(Part):
    """One file of `modules/`: everything that a module's page asks and shows, besides its prose."""

    number: Annotated[Whole, Field(ge=1, le=99)]
    key: Key = Field(description="also the file's name; the first part of the answers' keys")
    title: Text = Field(description="neutral to a glance but meaningful")
    minutes: Annotated[Whole, Field(ge=1, le=240)]
    notebook: str = Field(description="its page in `workbook/`, with the number: 06-slug.ipynb")
    summary: Text = Field(description="one sentence for the contents page")
    demonstration: Demonstration
    rating: Rating
    reflections: tuple[Reflection, ...] = Field(min_length=3, max_length=4)
    practice: Practice
    sources: tuple[Source, ...] = Field(min_length=1)
    way_out: WayOut

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        refuse([*self._notebook_flaws(), *repeated(self._keys())])
        self.rating._key = self.key
        return self

    def _notebook_flaws(self) -> Iterator[Flaw]:
        match = NOTEBOOK_PATTERN.fullmatch(self.notebook)
        if match is None or int(match[1]) != self.number:
            said = {"notebook": self.notebook, "number": self.number, "key": self.key}
            yield Flaw(("notebook",), "notebook_name", said)

    def _keys(self) -> Iterator[tuple[Path, str]]:
        """Yield every key that follows `<module>/` in the journal, with its place."""
        for index, item in enumerate(self.rating.items):
            yield ("rating", "items", index, "key"), item.key
        for index, reflection in enumerate(self.reflections):
            yield ("reflections", index, "key"), reflection.key
        yield ("practice", "key"), self.practice.key


class CheckIn(Part):
    """The file `check-in.yaml`: the two-minute measure that is repeated."""

    key: Literal["check-in"]
    title: Text
    minutes: Annotated[Whole, Field(ge=1, le=240)]
    notebook: Literal["check-in.ipynb"]
    period: Text
    scales: tuple[CheckInScale, ...] = Field(min_length=1)
    items: tuple[Item, ...] = Field(min_length=1)
    note: Reflection | None = Field(None, description="free words, if the person likes")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        keys: list[tuple[Path, str]] = [
            (("items", index, "key"), item.key) for index, item in enumerate(self.items)
        ]
        if self.note is not None:
            keys.append((("note", "key"), self.note.key))
        refuse([*repeated(keys), *form_flaws(self), *self._pair_flaws()])
        return self

    def _pair_flaws(self) -> Iterator[Flaw]:
        """Yield each item whose scale has one already: the check-in asks one thing a scale."""
        for at, scale in (((i,), item.scale) for i, item in enumerate(self.items)):
            if scale in {item.scale for item in self.items[: at[0]]}:
                yield Flaw(("items", *at, "scale"), "second_item", {"scale": scale})


class CodeWords(RootModel[Annotated[tuple[CodeWord, ...], Field(min_length=256)]]):
    """The file `code-words.yaml`: short plain words that a workbook code is drawn from."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _enough_and_different(self) -> Self:
        refuse(repeated(((index,), word) for index, word in enumerate(self.root)))
        return self


class Interface(RootModel[dict[str, Any]]):
    """The file `interface.yaml`: texts in nested maps, which may quote fields as `{name}`."""

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="after")
    def _holds_texts(self) -> Self:
        refuse(self._flaws((), self.root))
        return self

    def _flaws(self, at: Path, value: Any) -> Iterator[Flaw]:
        if isinstance(value, dict) and len(at) < 9:
            for name, below in value.items():
                yield from self._flaws((*at, str(name)), below)
        elif not isinstance(value, str):
            yield Flaw(at, "not_words", {"name": at[-1]})
        elif placeholders(value) is None:
            yield Flaw(at, "placeholder", {})
