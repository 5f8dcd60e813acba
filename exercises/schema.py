"""The shape of a content file, as pydantic models: what may be written and what must be there.

Frozen, with no unknown fields. The parts stand in `schema_parts`, `schema_demonstration`,
`schema_form` and `schema_practice`; here they make a module and the check-in.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, RootModel, StringConstraints, model_validator

from exercises.schema_demonstration import Demonstration, Line, Parameter, Setting
from exercises.schema_form import (
    CheckInScale,
    Form,
    Item,
    Means,
    OwnLines,
    Rating,
    Scale,
    form_flaws,
)
from exercises.schema_parts import (
    Flaw,
    Key,
    Part,
    Path,
    Source,
    Text,
    Whole,
    placeholders,
    refuse,
    repeated,
)
from exercises.schema_practice import (
    BreathingPractice,
    FormField,
    FormPractice,
    Practice,
    StepsPractice,
)
from exercises.schema_questions import Option, Question, Questions

__all__ = [
    "BreathingPractice",
    "CheckIn",
    "CheckInScale",
    "CodeWords",
    "Demonstration",
    "Form",
    "FormField",
    "FormPractice",
    "Interface",
    "Item",
    "Line",
    "Module",
    "Option",
    "OwnLines",
    "Parameter",
    "Practice",
    "Question",
    "Questions",
    "Rating",
    "Reflection",
    "Scale",
    "Setting",
    "Source",
    "StepsPractice",
    "WayOut",
]

NOTEBOOK_PATTERN = re.compile(r"(\d\d)-[a-z0-9]+(-[a-z0-9]+)*\.ipynb")
CODE_WORD_PATTERN = r"^[a-z]{3,7}$"

CodeWord = Annotated[str, StringConstraints(pattern=CODE_WORD_PATTERN)]


class Reflection(Part):
    """A prompt with writing space."""

    key: Key
    prompt: Text
    hint: Text


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
    kept: Literal["always", "on-request"] = Field(
        "always", description="on-request: nothing is saved, added up or shown later unless asked"
    )
    demonstrations: tuple[Demonstration, ...] = Field(min_length=1, max_length=2)
    rating: Rating
    rating_now: Rating | None = Field(None, description="another rating, to take instead or too")
    own: OwnLines | None = Field(None, description="the person's own lines, below the rating")
    reflections: tuple[Reflection, ...] = Field(min_length=3, max_length=4)
    practices: tuple[Practice, ...] = Field(min_length=1, max_length=2)
    sources: tuple[Source, ...] = Field(min_length=1)
    way_out: WayOut

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        refuse([*self._notebook_flaws(), *repeated(self._keys()), *self._rating_flaws()])
        for rating in self.ratings:
            rating._key = self.key
        return self

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """The rating, and the second one where there is one."""
        return (self.rating,) if self.rating_now is None else (self.rating, self.rating_now)

    def _rating_flaws(self) -> Iterator[Flaw]:
        """Yield two ratings that nobody could tell apart: by title, or by the keys of scales."""
        if self.rating_now is None:
            return
        for name, rating in (("rating", self.rating), ("rating_now", self.rating_now)):
            if rating.title is None:
                yield Flaw((name, "title"), "two_ratings", {})
        yield from repeated(
            ((name, "scales", index, "key"), scale.key)
            for name, rating in (("rating", self.rating), ("rating_now", self.rating_now))
            for index, scale in enumerate(rating.scales)
        )

    def _notebook_flaws(self) -> Iterator[Flaw]:
        match = NOTEBOOK_PATTERN.fullmatch(self.notebook)
        if match is None or int(match[1]) != self.number:
            said = {"notebook": self.notebook, "number": self.number, "key": self.key}
            yield Flaw(("notebook",), "notebook_name", said)

    def _keys(self) -> Iterator[tuple[Path, str]]:
        """Yield every key that follows `<module>/` in the journal, with its place."""
        for name, rating in zip(("rating", "rating_now"), self.ratings, strict=False):
            for index, item in enumerate(rating.items):
                yield (name, "items", index, "key"), item.key
        if self.own is not None:
            yield ("own", "key"), self.own.key
        for index, reflection in enumerate(self.reflections):
            yield ("reflections", index, "key"), reflection.key
        for index, practice in enumerate(self.practices):
            yield ("practices", index, "key"), practice.key


class CheckIn(Means, Part):
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
