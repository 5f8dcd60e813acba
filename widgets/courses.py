"""A scale's ratings over the sittings, and what can be said of them: described, never judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from exercises.content import load_check_in, modules, questionnaires, words
from exercises.questionnaire_form import detectable_change
from exercises.schema_form import Form, Named
from exercises.schema_scale import Subscale
from journal import Journal, Point, before_after, series, usual_range
from journal.brought import brought_form, brought_series
from widgets.dates import day, day_of
from widgets.form import number
from widgets.questionnaire import change


@dataclass(frozen=True)
class Course:
    """One scale's ratings so far, with the numbers between which it can lie."""

    scale: Named
    points: list[Point]
    low: float
    high: float
    room: float | None = None
    """The change that measurement alone can make (MDC95), where a questionnaire has the figures."""

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

    def since(self, moment: datetime | None) -> "Course":
        """Return the part of it from a moment on; all of it for None."""
        if moment is None:
            return self
        return replace(self, points=[point for point in self.points if point.at >= moment])


RANGES = {"all": None, "year": timedelta(days=365), "quarter": timedelta(days=91)}
RANGES["month"] = timedelta(days=30)
"""What part of the time can be looked at: how long back from now, None for all there is."""


def rated_courses(journal: Journal) -> Iterator[tuple[str, dict[str, Course]]]:
    """Yield each group of what is rated here, with its title, and its courses by `form/scale`.

    Those never rated are left out. A form's history is read once for all of its scales.
    """
    read: Form | None = None
    points: dict[str, list[Point]] = {}
    for title, form, scales in asked():
        if form is not read:
            read, points = form, series(journal, form)
        yield (
            title,
            {
                f"{form.key}/{scale.key}": _course(form, scale, points[scale.key])
                for scale in scales
                if points[scale.key]
            },
        )


def courses(journal: Journal) -> Iterator[tuple[str, dict[str, Course]]]:
    """Yield what is rated here, and last a group of what was brought in from elsewhere."""
    yield from rated_courses(journal)
    forms = {form.key: form for _, form, _ in asked()}
    brought = {
        f"{brought_form(form.key)}/{scale.key}": _course(form, scale, found[scale.key].points)
        for form in forms.values()
        for found in [brought_series(journal, form)]
        for scale in form.scales
        if found[scale.key].points
    }
    if brought:
        yield words("progress.brought"), brought


def asked() -> Iterator[tuple[str, Form, Sequence[Named]]]:
    """Yield what is rated, with a title each: the check-in's two groups, each module's ratings,
    and the questionnaires that an educator brought.

    Not of modules that are kept on request: nothing of them is added up or drawn over time.
    """
    check_in = load_check_in()
    for group in ("markers", "strengths"):
        scales = [scale for scale in check_in.scales if scale.group == group]
        yield words(f"progress.{group}"), check_in, scales
    for module in modules():
        if module.kept == "on-request":
            continue
        for rating in module.ratings:
            title = module.title if rating.title is None else f"{module.title}: {rating.title}"
            yield title, rating, rating.scales
    for form in questionnaires():
        yield form.title, form, form.scales


def sentence(course: Course) -> str:
    """Say what a plot shows, for those who don't see it."""
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
        told = words("progress.one" if len(rated) == 1 else "progress.few", **said)
    else:
        ends = {"usual_low": number(usual[0]), "usual_high": number(usual[1])}
        told = words("progress.many", **said, **ends)
    if course.room is None or len(rated) == 1:
        return told
    return f"{told} {change(rated[0], values[-1], course.room)}"


def compared(course: Course, chosen: date) -> str:
    """Say how the ratings before a day and from it on lie to each other."""
    found = before_after(course.points, chosen)
    said = {"date": day_of(chosen), "before": found.before, "after": found.after}
    if found.comparison is None:
        return words("progress.too_few_to_compare", **said)
    nap, (low, high) = found.comparison.nap, found.comparison.interval
    shares = {"share": nap, "share_low": low, "share_high": high}
    return words("progress.compared", **said, **{k: round(100 * v) for k, v in shares.items()})


def _course(form: Form, scale: Named, points: list[Point]) -> Course:
    """Return the course of one of a form's scales."""
    room = detectable_change(scale) if isinstance(scale, Subscale) else None
    return Course(scale, points, *form.ends(scale.key), room)
