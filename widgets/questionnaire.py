"""A questionnaire that an educator brought: its form, its scores, and how sure a change is."""

from typing import Any

from exercises.content import words
from exercises.questionnaire_form import QuestionnaireForm, detectable_change
from exercises.schema_scale import Subscale
from exercises.scoring import Score
from journal import Point, series
from widgets.dates import day
from widgets.form import RatingView, not_enough


class QuestionnaireView(RatingView):
    """A questionnaire: taken anew in each sitting, and scored as its own file says."""

    name = "Questionnaire"
    catalogue = (*RatingView.catalogue, "questionnaire")

    def __init__(self, page: Any, form: QuestionnaireForm, *, alone: bool) -> None:
        """`alone`: whether it is the page's only one, which need not be opened first."""
        self._points: dict[str, list[Point]] = {}
        asked = form.questionnaire
        about = words("questionnaire.about", source=asked.source, permission=asked.permission)
        note = words("questionnaire.note")
        super().__init__(page, form, title=asked.title, open=alone, about=about, note=note)

    def empty(self) -> None:
        """Forget the scores with the rest."""
        self._points = {}
        super().empty()

    def fill(self) -> None:
        """Show the latest sitting. What earlier ones came to is read here: no answer changes it."""
        self._points = series(self.journal, self.form)
        super().fill()

    def told(self, scale: Subscale, score: Score) -> dict[str, Any]:
        """Return the score in the questionnaire's own numbers, and what it can be held against."""
        if score.value is None:
            return {"words": not_enough(score)}
        low, high = self.form.ends(scale.key)
        said = {"value": exact(score.value), "low": exact(low), "high": exact(high)}
        return {
            "words": words(f"questionnaire.{scale.score}", **said),
            "below": [*self._norms(scale), *self._changes(scale, score.value)],
        }

    def _norms(self, scale: Subscale) -> list[str]:
        if scale.norms is None:
            return []
        norms = scale.norms
        said = {"mean": exact(norms.mean), "sd": exact(norms.sd), "source": norms.source}
        return [words("questionnaire.norms", **said)]

    def _changes(self, scale: Subscale, now: float) -> list[str]:
        """Say how the score that is shown differs from the first one, and from the one before."""
        before = [
            point
            for point in self._points[scale.key]
            if point.score.value is not None and point.session.id < (self._shown or 0)
        ]
        room = detectable_change(scale)
        if room is None or not before:
            return []
        others = before[:1] if len(before) == 1 else [before[0], before[-1]]
        told = [change(point, now, room) for point in others]
        source = scale.reliability.source if scale.reliability else ""
        return [*told, words("questionnaire.reliability", source=source)]


def change(before: Point, now: float, room: float) -> str:
    """Say how far a score lies from an earlier one, and whether measurement alone could do that.

    room: the change that 95 % of unchanged people stay within, in the unit of the score.
    """
    earlier = before.score.value or 0.0
    beyond = abs(now - earlier) > room
    return words(
        "questionnaire.beyond" if beyond else "questionnaire.within",
        date=day(before.session),
        before=exact(earlier),
        now=exact(now),
        change=exact(abs(now - earlier)),
        room=exact(room),
    )


def exact(value: float) -> str:
    """Return a score with up to two decimals, as norms are printed.

    >>> exact(47.5), exact(3.0), exact(2 / 3)
    ('47.5', '3', '0.67')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
