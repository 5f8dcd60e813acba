"""Progress: every scale across sittings as a plot, a sentence and a table, and never a verdict."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exercises.content import load_check_in, modules, words
from exercises.schema import Form, Scale
from journal import Point, series, usual_range
from widgets.dates import day, local, moment
from widgets.form import number
from widgets.part import Part, scripts, wire


@dataclass(frozen=True)
class Course:
    """One scale's ratings so far, with the numbers between which it can lie."""

    scale: Scale
    points: list[Point]
    low: float
    high: float

    @property
    def usual(self) -> tuple[float, float] | None:
        """The usual range so far, within the scale; None while it is too early to say."""
        found = usual_range(self.values)
        return found and (max(found.low, self.low), min(found.high, self.high))

    @property
    def rated(self) -> list[Point]:
        """The sittings in which enough was answered for a rating."""
        return [point for point in self.points if point.score.value is not None]

    @property
    def values(self) -> list[float]:
        """Their ratings."""
        return [point.score.value for point in self.points if point.score.value is not None]


class ProgressView(Part):
    """Small plots of all that was rated, grouped as it was asked."""

    name = "Progress"
    _esm = scripts("figure", "progress")
    catalogue = ("plot", "progress")

    def __init__(self, page: Any) -> None:
        self._courses: dict[str, Course] = {}
        super().__init__(page, {})

    def fill(self) -> None:
        """List every scale that was rated; the page then asks for each plot at its own size."""
        self._courses = {}
        groups, waiting = [], []
        for title, form, scales in asked():
            courses = {f"{form.key}/{scale.key}": self._course(form, scale) for scale in scales}
            begun = {key: course for key, course in courses.items() if course.points}
            self._courses |= begun
            if begun:
                listed = [_told(key, course) for key, course in begun.items()]
                groups.append({"title": title, "scales": listed})
            else:
                waiting.append(title)
        empty = words("progress.nothing")
        if groups:
            empty = words("progress.waiting", titles="; ".join(waiting)) if waiting else ""
        self.send({"kind": "fill", "json": wire({"groups": groups, "empty": empty})})

    def empty(self) -> None:
        """Forget the ratings with the rest."""
        self._courses = {}
        super().empty()

    def receive(self, message: Mapping[str, Any]) -> None:
        """Draw one scale at the size that the page has for it."""
        if message.get("kind") != "draw":
            super().receive(message)
            return
        key = str(message.get("scale"))
        course = self._courses.get(key)
        if course is None or not course.rated:
            return
        # Imported with the first plot: the page's words and tables are there before.
        from widgets.plots.style import Size
        from widgets.plots.times import times_png

        size = Size.read(message.get("size"))
        at = [local(point.at, point.session) for point in course.rated]
        told = {
            "kind": "picture",
            "scale": key,
            "sentence": sentence(course),
            "width": size.width,
            "height": size.height,
        }
        ends = (course.low, course.high)
        self.send(told, [times_png(at, course.values, ends, size, course.usual)])

    def _course(self, form: Form, scale: Scale) -> Course:
        item = next(item for item in form.items if item.scale == scale.key)
        return Course(scale, series(self.journal, form, scale.key), item.low, item.high)


def asked() -> Iterator[tuple[str, Form, list[Scale]]]:
    """Yield what is rated, with a title each: the check-in's two groups, then each module's.

    Not of modules that are kept on request: nothing of them is added up or drawn over time.
    """
    check_in = load_check_in()
    for group in ("markers", "strengths"):
        scales: list[Scale] = [scale for scale in check_in.scales if scale.group == group]
        yield words(f"progress.{group}"), check_in, scales
    for module in modules():
        if module.kept == "on-request":
            continue
        for rating in module.ratings:
            title = module.title if rating.title is None else f"{module.title}: {rating.title}"
            yield title, rating, list(rating.scales)


def sentence(course: Course) -> str:
    """Say what a plot shows, for those who don't see it; it describes and never judges."""
    rated = course.rated
    if not rated:
        return words("progress.not_enough")
    values = course.values
    said = {
        "count": len(rated),
        "value": number(values[-1]),
        "low": number(min(values)),
        "top": number(max(values)),
        "high": number(course.high),
        "date": day(rated[-1].session),
        "first": day(rated[0].session),
        "last": day(rated[-1].session),
    }
    if (usual := course.usual) is None:
        return words("progress.one", **said) if len(rated) == 1 else words("progress.few", **said)
    return words("progress.many", **said, usual_low=number(usual[0]), usual_high=number(usual[1]))


def _told(key: str, course: Course) -> dict[str, Any]:
    rows = [
        {
            "when": moment(point.session),
            "value": "–" if point.score.value is None else number(point.score.value),
            "answered": words("progress.of", answered=point.score.answered, of=point.score.of),
        }
        for point in course.points
    ]
    return {
        "key": key,
        "label": course.scale.label,
        "rows": rows,
        "drawn": bool(course.rated),
        "sentence": sentence(course),
    }
