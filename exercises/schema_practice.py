"""The shape of a practice in a content file: breathing, words that guide, or a form to fill in.

Every practice asks the same question from 0 to 10 before and after.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema_form import SLIDER_ENDS, anchor_flaws
from exercises.schema_parts import (
    AnchorWords,
    Flaw,
    Key,
    Number,
    Part,
    Text,
    Whole,
    refuse,
    repeated,
)

DRAWINGS = {
    "ladder": {"step": "line", "expected": "slider", "actual": "slider"},
    "map": {"name": "line", "kind": "choice", "closeness": "slider"},
    "week": {"day": "choice", "what": "line", "with": "choice", "done": "choice"},
}
"""The columns that a drawing is drawn from, and the control of each."""


class Breath(Part):
    """One breath, in seconds; a hold of 0 is no hold."""

    in_: Annotated[Number, Field(gt=0)] = Field(alias="in")
    hold: Annotated[Number, Field(ge=0)]
    out: Annotated[Number, Field(gt=0)]


class Step(Part):
    """Words that stay for a while during a practice."""

    seconds: Annotated[Whole, Field(gt=0)]
    words: Text


class Column(Part):
    """One thing that every entry of a list asks for."""

    key: Key
    label: Text
    control: Literal["line", "slider", "choice"]
    anchors: dict[Whole, AnchorWords] = Field(default_factory=dict, description="words by number")

    @model_validator(mode="after")
    def _words_stand_where_needed(self) -> Self:
        refuse(anchor_flaws(self.control, self.anchors))
        return self


class FormField(Part):
    """One thing that a form asks for: a line, a text, a number, or a list with columns."""

    key: Key
    label: Text
    hint: Text | None = None
    control: Literal["line", "text", "slider", "choice", "list"]
    anchors: dict[Whole, AnchorWords] = Field(default_factory=dict, description="words by number")
    add: Text | None = Field(None, description="list only: what its button says")
    columns: tuple[Column, ...] = Field((), description="list only: what each entry asks for")

    @model_validator(mode="after")
    def _has_what_its_control_needs(self) -> Self:
        refuse([*anchor_flaws(self.control, self.anchors), *self._list_flaws()])
        return self

    def _list_flaws(self) -> Iterator[Flaw]:
        is_list = self.control == "list"
        if is_list and (self.add is None or not self.columns):
            yield Flaw(("add" if self.add is None else "columns",), "list_needs", {})
        elif not is_list and (self.add is not None or self.columns):
            at = "add" if self.add is not None else "columns"
            yield Flaw((at,), "only_in_list", {"name": at, "control": self.control})
        yield from repeated((("columns", i, "key"), c.key) for i, c in enumerate(self.columns))


class _Practice(Part):
    """Something to do, with the same question from 0 to 10 before and after."""

    key: Key
    title: Text
    introduction: Text
    question: Text
    anchors: dict[Whole, AnchorWords]
    finish: Text

    @model_validator(mode="after")
    def _words_at_both_ends(self) -> Self:
        points = sorted(self.anchors)
        if not points or (points[0], points[-1]) != SLIDER_ENDS[0]:
            refuse([Flaw(("anchors",), "practice_ends", {"points": points})])
        return self


class _TimedPractice(_Practice):
    """A practice that takes its time, and can be stopped before it is over."""

    seconds: Annotated[Whole, Field(gt=0, le=3600)] = Field(description="how long, to begin with")
    stop: Text = Field(description="kind words for stopping early")


class BreathingPractice(_TimedPractice):
    """Paced breathing."""

    tool: Literal["breathing"]
    breath: Breath


class StepsPractice(_TimedPractice):
    """Words that guide, one after another: through an urge until it passes, or back to the room."""

    tool: Literal["urge", "steps"]
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _steps_have_time(self) -> Self:
        total = sum(step.seconds for step in self.steps)
        if total > self.seconds:
            refuse([Flaw(("steps",), "steps_long", {"total": total, "seconds": self.seconds})])
        return self


class FormPractice(_Practice):
    """A form whose sheets are kept, listed, opened again, changed and removed."""

    tool: Literal["form"]
    record: Text = Field(description="what one filled-in sheet is called: thought record")
    drawing: Literal["none", "ladder", "map", "week"] = "none"
    fields: tuple[FormField, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        keys = ((("fields", i, "key"), field.key) for i, field in enumerate(self.fields))
        refuse([*repeated(keys), *self._drawing_flaws()])
        return self

    @property
    def drawn(self) -> FormField | None:
        """The list that its drawing is drawn from; None if nothing is drawn."""
        fit = [field for field in self.fields if self.drawing != "none" and self._fits(field)]
        return fit[0] if fit else None

    def _fits(self, field: FormField) -> bool:
        """Whether a field has the columns of the drawing, each with its control."""
        return DRAWINGS[self.drawing] == {c.key: c.control for c in field.columns}

    def _drawing_flaws(self) -> Iterator[Flaw]:
        if self.drawing == "none":
            return
        found = sum(map(self._fits, self.fields))
        if found != 1:
            wanted = [f"{key} (a {control})" for key, control in DRAWINGS[self.drawing].items()]
            said = {"drawing": self.drawing, "count": found, "wanted": wanted}
            yield Flaw(("drawing",), "drawing_columns", said)


Practice = Annotated[BreathingPractice | StepsPractice | FormPractice, Field(discriminator="tool")]
