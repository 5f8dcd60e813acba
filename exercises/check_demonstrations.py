"""Whether a demonstration's words fit its model: sliders, series, a sentence for each case, facts.

What a model can return between its bounds is named in its `MODEL`, and tests hold it to that.
"""

from collections.abc import Iterable, Iterator

from exercises.demonstrations import MODELS, Model, run
from exercises.problems import guess
from exercises.schema import Demonstration
from exercises.schema_parts import Flaw, placeholders


def demonstration_problems(demonstration: Demonstration) -> Iterator[Flaw]:
    """Yield each flaw, with its place below the demonstration."""
    model = MODELS.get(demonstration.model)
    if model is None:
        said = guess(demonstration.model, list(MODELS))
        yield Flaw(("model",), "unknown_name", {"name": demonstration.model, "guess": said})
        return
    for part, written, known in (
        ("parameters", demonstration.parameters, model.bounds),
        ("series", demonstration.series, model.series),
        ("sentences", demonstration.sentences, model.cases),
    ):
        yield from _names(part, written, known, demonstration.model)
    yield from _ranges(demonstration, model)
    yield from _bars(demonstration, model)
    for case, sentence in demonstration.sentences.items():
        for name in sorted((placeholders(sentence) or set()).difference(model.facts)):
            fields = {"name": name, "model": demonstration.model}
            fields["guess"] = guess(name, list(model.facts))
            yield Flaw(("sentences", case), "unknown_fact", fields)


def _names(part: str, written: Iterable[str], known: Iterable[str], model: str) -> Iterator[Flaw]:
    """Yield names that the model doesn't have, and its names that are not written."""
    written, known = list(written), list(known)
    for name in written:
        if name not in known:
            missing = [one for one in known if one not in written]
            said = guess(name, missing)
            yield Flaw((part, name), "unknown_name", {"name": name, "guess": said})
    for name in known:
        if name not in written:
            yield Flaw((part, name), "missing_name", {"name": name, "model": model})


def _ranges(demonstration: Demonstration, model: Model) -> Iterator[Flaw]:
    """Yield each slider that goes where the model makes no sense."""
    for name, slider in demonstration.parameters.items():
        low, high = model.bounds.get(name, (slider.low, slider.high))
        if slider.low < low or slider.high > high:
            fields = {"low": slider.low, "high": slider.high, "from_": low, "to": high}
            yield Flaw(
                ("parameters", name), "beyond_model", fields | {"model": demonstration.model}
            )


def _bars(demonstration: Demonstration, model: Model) -> Iterator[Flaw]:
    """Yield a number of names that is not the number of bars."""
    within = all(
        low <= demonstration.start.get(name, low - 1) <= high
        for name, (low, high) in model.bounds.items()
    )
    if (
        demonstration.kind == "bars"
        and within
        and demonstration.start.keys() == model.bounds.keys()
    ):
        bars, names = len(run(demonstration.model, demonstration.start).x), demonstration.axes.ticks
        if len(names) != bars:
            yield Flaw(("axes", "ticks"), "bar_names", {"bars": bars, "count": len(names)})
