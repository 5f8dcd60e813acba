"""Practices: something to do, each time kept as a record with its rating before and after."""

from typing import Any

from exercises.schema import BreathingPractice, FormPractice, Practice, StepsPractice
from widgets.part import scripts
from widgets.practice_form import FormPracticeView
from widgets.records import RecordsView, rated, whole_between

RECORD = {"before", "after", "seconds", "finished"}
LONGEST_SECONDS = 86_400


class PracticeView(RecordsView):
    """A timed practice. The timer runs in the browser; its record is kept in the journal."""

    name = "Practice"
    _esm = scripts("saver", "controls", "timers", "times", "practice")
    catalogue = ("save", "form", "practice")

    def __init__(self, page: Any, practice: BreathingPractice | StepsPractice) -> None:
        spec: dict[str, Any] = {
            "tool": practice.tool,
            "seconds": practice.seconds,
            "stop": practice.stop,
        }
        if isinstance(practice, BreathingPractice):
            breath = practice.breath
            spec["breath"] = {"in": breath.in_, "hold": breath.hold, "out": breath.out}
        else:
            spec["steps"] = [step.model_dump() for step in practice.steps]
        super().__init__(page, practice, spec)

    def fits(self, body: Any) -> bool:
        """Tell whether a body is two ratings, a length and whether it was done to the end."""
        return (
            isinstance(body, dict)
            and set(body) == RECORD
            and rated(body)
            and whole_between(body["seconds"], 0, LONGEST_SECONDS)
            and isinstance(body["finished"], bool)
        )


def practice_view(page: Any, practice: Practice) -> RecordsView:
    """Return the view of a practice, timed or written."""
    if isinstance(practice, FormPractice):
        return FormPracticeView(page, practice)
    return PracticeView(page, practice)
