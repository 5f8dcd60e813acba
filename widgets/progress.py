"""Progress: every scale across sittings as a plot, a sentence and a table, and never a verdict."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from exercises.content import words
from journal import clock
from widgets.courses import RANGES, Course, compared, courses, sentence
from widgets.dates import day, day_of, local, moment
from widgets.deeds import Deed, days_written, deeds, written
from widgets.form import number
from widgets.part import Part, scripts, wire
from widgets.sent import text


class ProgressView(Part):
    """Small plots of all that was rated, grouped as it was asked, and one of them large."""

    name = "Progress"
    _esm = scripts("figure", "progress")
    catalogue = ("plot", "progress")

    def __init__(self, page: Any) -> None:
        self._courses: dict[str, Course] = {}
        self._deeds: list[Deed] = []
        super().__init__(page, {"ranges": list(RANGES)})

    def prepare(self) -> None:
        """Import what draws, before anybody waits for it."""
        import widgets.plots.times  # noqa: F401

    def fill(self) -> None:
        """List every scale that was rated; the page then asks for each plot at its own size."""
        self._courses = {}
        self._deeds = deeds(self.journal)
        groups, waiting = [], []
        for title, begun in courses(self.journal):
            self._courses |= begun
            if begun:
                listed = [_told(key, course) for key, course in begun.items()]
                groups.append({"title": title, "scales": listed})
            else:
                waiting.append(title)
        empty = words("progress.nothing")
        if groups:
            empty = words("progress.waiting", titles="; ".join(waiting)) if waiting else ""
        marked = bool(groups and self._deeds)
        told = {"groups": groups, "empty": empty, "summary": self._summary(), "marked": marked}
        self.send({"kind": "fill", "json": wire(told)})

    def empty(self) -> None:
        """Forget the ratings with the rest."""
        self._courses, self._deeds = {}, []
        super().empty()

    def receive(self, message: Mapping[str, Any]) -> None:
        """Draw, list or compare one scale, or show what was written on a day."""
        act = {
            "draw": self._draw,
            "rows": self._rows,
            "compare": self._compare,
            "written": self._written,
        }.get(str(message.get("kind")))
        if act is None:
            super().receive(message)
        else:
            act(message)

    def _course(self, message: Mapping[str, Any]) -> Course | None:
        """Return the scale that is asked for, in the part of the time that is looked at."""
        course = self._courses.get(text(message, "scale"))
        return course and course.since(_since(message))

    def _draw(self, message: Mapping[str, Any]) -> None:
        # Imported with the first plot: the page's words are there before.
        from widgets.plots.style import Size
        from widgets.plots.times import times_png

        course = self._course(message)
        if course is None:
            return
        size = Size.read(message.get("size"))
        told = {
            "kind": "picture",
            "scale": text(message, "scale"),
            "large": message.get("large") is True,
            "sentence": sentence(course),
            "width": size.width,
            "height": size.height,
        }
        if not course.rated:
            self.send({**told, "kind": "unrated"})
            return
        at = [local(point.at, point.session) for point in course.rated]
        first = course.rated[0].at
        done: dict[str, list[datetime]] = {"module": [], "practice": []}
        for deed in self._deeds:
            if deed.at >= first:
                done[deed.kind].append(local(deed.at, deed.session))
        ends = (course.low, course.high)
        picture = times_png(at, course.values, ends, size, course.usual, done, _day(message))
        self.send(told, [picture])

    def _rows(self, message: Mapping[str, Any]) -> None:
        """List a scale's sittings: only when somebody looks, since five years have many."""
        course = self._course(message)
        if course is None:
            return
        texts = days_written(self.journal)
        rows = []
        for point in course.points:
            on = local(point.session.opened, point.session).date()
            score = point.score
            rows.append(
                {
                    "when": moment(point.session),
                    "value": "–" if score.value is None else number(score.value),
                    "answered": words("progress.of", answered=score.answered, of=score.of),
                    "day": on.isoformat() if on in texts else None,
                }
            )
        done = [
            {"when": day(deed.session), "kind": deed.kind, "title": deed.title}
            for deed in self._deeds
            if (since := _since(message)) is None or deed.at >= since
        ]
        told = {"scale": text(message, "scale"), "json": wire({"rows": rows, "done": done})}
        self.send({"kind": "rows", **told, "large": message.get("large") is True})

    def _compare(self, message: Mapping[str, Any]) -> None:
        course, chosen = self._course(message), _day(message)
        if course is not None and chosen is not None:
            self.send({"kind": "compared", "words": compared(course, chosen)})

    def _written(self, message: Mapping[str, Any]) -> None:
        chosen = _day(message)
        if chosen is None:
            return
        texts = [vars(one) for one in written(self.journal, chosen)]
        told = words("progress.written_on", date=day_of(chosen))
        self.send({"kind": "written", "heading": told, "json": wire(texts)})

    def _summary(self) -> str:
        """Say how much there is, and since when."""
        sessions = self.journal.sessions()
        if not sessions:
            return ""
        practices = sum(deed.kind == "practice" for deed in self._deeds)
        said = {"count": len(sessions), "first": day(sessions[0]), "last": day(sessions[-1])}
        opening = words("progress.sitting" if len(sessions) == 1 else "progress.sittings", **said)
        if not practices:
            return opening
        key = "progress.practice_once" if practices == 1 else "progress.practices"
        return f"{opening} {words(key, count=practices)}"


def _told(key: str, course: Course) -> dict[str, Any]:
    return {
        "key": key,
        "label": course.scale.label,
        "drawn": bool(course.rated),
        "sentence": sentence(course),
    }


def _since(message: Mapping[str, Any]) -> datetime | None:
    """Return where the part of the time begins that is looked at; None for all of it."""
    length = RANGES.get(text(message, "range"))
    return None if length is None else clock.now() - length


def _day(message: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(text(message, "day"))
    except ValueError:
        return None
