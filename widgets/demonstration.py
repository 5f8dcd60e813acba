"""A demonstration: sliders over a model, its plot, and a sentence that says what it shows."""

from collections.abc import Mapping
from typing import Any

from exercises.content import words
from exercises.demonstrations import run
from exercises.schema import Demonstration
from widgets.part import Part, scripts
from widgets.sent import within


class DemonstrationView(Part):
    """One view draws every demonstration. It knows nothing of the person, and keeps nothing."""

    name = "Demonstration"
    _esm = scripts("figure", "demonstration")
    catalogue = ("plot", "demonstration")

    def __init__(self, page: Any, demonstration: Demonstration) -> None:
        self.content = demonstration
        self._plot: Any = None
        parameters = [
            {"key": key, **parameter.model_dump()}
            for key, parameter in demonstration.parameters.items()
        ]
        spec = {
            "title": demonstration.title,
            "parameters": parameters,
            "settings": [setting.model_dump() for setting in demonstration.settings],
            "equation": demonstration.equation,
            "source": demonstration.source,
        }
        super().__init__(page, spec)

    def receive(self, message: Mapping[str, Any]) -> None:
        """Draw the setting that the sliders show."""
        if message.get("kind") == "set":
            self.draw(self._within(message.get("values")), message.get("size"))

    def draw(self, values: Mapping[str, float], size: Any) -> None:
        """Send the picture and the sentence of one setting."""
        # Imported with the first picture: until then the page's other parts are already there.
        from widgets.plots.bars import BarsPlot
        from widgets.plots.lines import LinesPlot
        from widgets.plots.style import Size

        if self._plot is None:
            settings = [self.content.start, *map(self.content.values, self.content.settings)]
            expected = [run(self.content.model, setting) for setting in settings]
            plot = BarsPlot if self.content.kind == "bars" else LinesPlot
            self._plot = plot(self.content, expected)
        outcome = run(self.content.model, values)
        picture = Size.read(size)
        self.send(
            {
                "kind": "picture",
                "sentence": self.content.sentence(outcome.case, outcome.facts),
                "width": picture.width,
                "height": picture.height,
                "lines": self._plot.legend(picture),
            },
            [self._plot.png(outcome, picture)],
        )

    def trouble(self, _message: Mapping[str, Any]) -> None:
        """Say in the picture's place that it could not be drawn, and let the sliders go on."""
        self.send({"kind": "trouble", "words": words("plot.trouble")})

    def _within(self, sent: Any) -> dict[str, float]:
        """Return each parameter's value as sent, kept between the slider's ends."""
        sent = sent if isinstance(sent, Mapping) else {}
        values = {}
        for name, parameter in self.content.parameters.items():
            value = within(sent.get(name), parameter.low, parameter.high)
            values[name] = parameter.start if value is None else value
        return values
