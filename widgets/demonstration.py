"""A demonstration: sliders over a model, its plot, and a sentence that says what it shows."""

from collections.abc import Mapping
from typing import Any

from exercises.content import words
from exercises.demonstrations import run
from exercises.schema import Demonstration
from widgets.part import Part, scripts
from widgets.sent import within

WIDE = {"width": 520, "ratio": 1, "dark": False}
"""What the page asks for on every window from 1,024 pixels on (workbook.css, figure.js)."""


class DemonstrationView(Part):
    """One view draws every demonstration. It knows nothing of the person, and keeps nothing."""

    name = "Demonstration"
    _esm = scripts("figure", "demonstration")
    catalogue = ("plot", "demonstration")

    def __init__(self, page: Any, demonstration: Demonstration) -> None:
        self.content = demonstration
        self._plot: Any = None
        self._first: tuple[dict[str, Any], bytes] | None = None
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

    def prepare(self) -> None:
        """Draw what a wide page shows at first: the plot is there then, its type laid out."""
        self._first = self._picture(dict(self.content.start), WIDE)

    def receive(self, message: Mapping[str, Any]) -> None:
        """Draw the setting that the sliders show."""
        if message.get("kind") == "set":
            self.draw(self._within(message.get("values")), message.get("size"))

    def draw(self, values: Mapping[str, float], size: Any) -> None:
        """Send the picture and the sentence of one setting."""
        first = self._first if size == WIDE and values == self.content.start else None
        content, png = first or self._picture(values, size)
        self.send(content, [png])

    def _picture(self, values: Mapping[str, float], size: Any) -> tuple[dict[str, Any], bytes]:
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
        content = {
            "kind": "picture",
            "sentence": self.content.sentence(outcome.case, outcome.facts),
            "width": picture.width,
            "height": picture.height,
            "lines": self._plot.legend(picture),
        }
        return content, self._plot.png(outcome, picture)

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
