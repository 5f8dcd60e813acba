"""The shape of a demonstration in a content file: sliders, series, settings to try, sentences."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from exercises.schema_parts import Flaw, Name, Number, Part, Path, Text, placeholders, refuse


class Parameter(Part):
    """One slider of a demonstration."""

    label: Text = Field(description="what the slider is called")
    unit: str = Field("", description="hours, days, points; empty when it has none")
    low: Number = Field(description="the lowest value, at the slider's left end")
    high: Number = Field(description="the highest value, at the slider's right end")
    step: Annotated[Number, Field(gt=0)] = Field(description="how far one press of a key moves it")
    start: Number = Field(description="where it stands when the page opens")
    meaning: Text = Field(description="what it means, in one short sentence")

    @model_validator(mode="after")
    def _a_slider_can_reach(self) -> Self:
        if self.low >= self.high:
            refuse([Flaw(("high",), "low_not_below_high", {"low": self.low, "high": self.high})])
        refuse([*self.flaws("high", self.high), *self.flaws("start", self.start)])
        return self

    def flaws(self, at: str | int, value: float) -> Iterator[Flaw]:
        """Yield why a slider cannot stand at `value`: beyond its ends, or between two steps."""
        said = {"value": value, "low": self.low, "high": self.high, "step": self.step}
        steps = (value - self.low) / self.step
        if not self.low <= value <= self.high:
            yield Flaw((at,), "out_of_range", said)
        elif abs(steps - round(steps)) > 1e-6:
            nearest = round(self.low + min(round(steps), int(steps) or 1) * self.step, 9)
            yield Flaw((at,), "between_steps", {**said, "nearest": nearest})


class Axes(Part):
    """What the two axes of the plot say, with units."""

    x: Text
    y: Text
    ticks: tuple[Text, ...] = Field((), description="bars only: the name under each bar")


class Line(Part):
    """One series of the plot."""

    label: Text


class Setting(Part):
    """Something to try: values for some sliders (the others go to start), and what to notice."""

    label: Text
    values: dict[Name, Number] = Field(min_length=1)
    notice: Text


class Demonstration(Part):
    """Sliders and a plot over one model of `exercises.demonstrations`."""

    model: Name = Field(description="a name in `exercises.demonstrations.MODELS`")
    title: Text
    kind: Literal["lines", "bars"] = "lines"
    parameters: dict[Name, Parameter] = Field(min_length=1, description="in the page's order")
    axes: Axes
    series: dict[Name, Line] = Field(min_length=1, description="in the legend's order")
    settings: tuple[Setting, ...] = Field(min_length=2, max_length=3)
    sentences: dict[Name, Text] = Field(min_length=1, description="by case; may quote facts")
    equation: Text
    source: Text = Field(description="where the equation or idea is from; says so if it is our own")

    @model_validator(mode="after")
    def _fits_itself(self) -> Self:
        refuse([*self._setting_flaws(), *self._sentence_flaws(), *self._tick_flaws()])
        return self

    def _setting_flaws(self) -> Iterator[Flaw]:
        for index, setting in enumerate(self.settings):
            for name, value in setting.values.items():
                at: Path = ("settings", index, "values")
                if name not in self.parameters:
                    known = list(self.parameters)
                    yield Flaw((*at, name), "unknown_name", {"name": name, "known": known})
                else:
                    for flaw in self.parameters[name].flaws(name, value):
                        yield flaw._replace(at=at + flaw.at)

    def _sentence_flaws(self) -> Iterator[Flaw]:
        for case, sentence in self.sentences.items():
            if placeholders(sentence) is None:
                yield Flaw(("sentences", case), "placeholder", {})

    def _tick_flaws(self) -> Iterator[Flaw]:
        if self.kind == "bars" and not self.axes.ticks:
            yield Flaw(("axes", "ticks"), "bars_without_names", {})
        elif self.kind != "bars" and self.axes.ticks:
            yield Flaw(("axes", "ticks"), "names_without_bars", {})

    @property
    def start(self) -> dict[str, float]:
        """Where every slider stands when the page opens."""
        return {name: parameter.start for name, parameter in self.parameters.items()}

    def values(self, setting: Setting) -> dict[str, float]:
        """Return the value of every slider in a setting; those it leaves out are at their start."""
        return self.start | setting.values

    def sentence(self, case: str, facts: Mapping[str, float]) -> str:
        """Say in words what an outcome shows: its case's sentence with its facts filled in."""
        return self.sentences[case].format(**facts)
