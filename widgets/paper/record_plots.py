"""The plots of a record: each scale over time, two beside each other."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from itertools import groupby
from statistics import median

from exercises.content import words
from journal import Journal
from widgets.courses import Course, rated_courses, sentence
from widgets.dates import local
from widgets.paper.sheet import LABEL, SIDE, SMALL, SMALL_LABEL, Sheet, Step
from widgets.plots.style import Size
from widgets.plots.times import times_png

MOST_DOTS = 150
"""Dots that can be told from each other on a plot of this size."""
BESIDE = 6.0
"""Room between two plots beside each other."""


class PrintedSize(Size):
    """The size of a plot on paper, lower than on a page: four of them stand below each other."""

    @property
    def height(self) -> int:
        """In the same units as the width."""
        return round(self.width * 0.56)


PLOT = PrintedSize(width=340, ratio=2.4)
"""About 250 dots an inch when printed as wide as half a page."""
ROOM_FOR_PLOTS = 82.0
"""What a heading and the plots below it need."""


def plots(sheet: Sheet, journal: Journal) -> Iterator[tuple[str, list[Step]]]:
    """Yield each group of ratings that has something to draw: its title, two plots a step."""
    for title, begun in rated_courses(journal):
        courses = [course for course in begun.values() if course.rated]
        pairs = [courses[at : at + 2] for at in range(0, len(courses), 2)]
        yield title, [partial(_beside, sheet, pair) for pair in pairs]


def _beside(sheet: Sheet, pair: Sequence[Course]) -> None:
    """Draw one plot or two beside each other, each with its name and its sentence."""
    width = (sheet.epw - BESIDE) / 2
    high = width * PLOT.height / PLOT.width
    told = [_told(course) for course in pair]
    below = max(sheet.height_of(one, SMALL, width) for one in told)
    sheet.need(LABEL.line + high + below + 6)
    top, deepest = sheet.y, sheet.y
    for place, (course, words_below) in enumerate(zip(pair, told, strict=True)):
        indent = place * (width + BESIDE)
        sheet.set_y(top)
        sheet.say(course.scale.label, SMALL_LABEL, indent=indent, width=width, after=1)
        at, values = _dots(course)
        picture = times_png(at, values, (course.low, course.high), PLOT, course.usual)
        sheet.image(BytesIO(picture), x=SIDE + indent, y=sheet.y, w=width)
        sheet.set_y(sheet.y + high + 0.5)
        sheet.say(words_below, SMALL, indent=indent, width=width, after=0)
        deepest = max(deepest, sheet.y)
    sheet.set_y(deepest)
    sheet.gap(5)


def _told(course: Course) -> str:
    """Say in words what a plot shows, and what its dots are where they are no single ratings."""
    by_month = len(course.rated) > MOST_DOTS
    return " ".join([sentence(course), *([words("paper.dots")] if by_month else [])])


def _dots(course: Course) -> tuple[list[datetime], list[float]]:
    """Return what is drawn: each rating, or of very many the middle one of each month."""
    at = [local(point.at, point.session) for point in course.rated]
    if len(at) <= MOST_DOTS:
        return at, course.values
    dated = sorted(zip(at, course.values, strict=True))
    months = [list(month) for _, month in groupby(dated, lambda one: (one[0].year, one[0].month))]
    return (
        [month[len(month) // 2][0] for month in months],
        [median(value for _, value in month) for month in months],
    )
