"""Small numerical models: named parameters in, named series and facts out.

They illustrate an idea and are never fitted to a person. A model is one file: a function
`run(*, <parameters>) -> Outcome`, whose equation, units and source stand at the top of the file,
and a `MODEL` that names what a content file may use.
"""

from collections.abc import Mapping

from exercises.demonstrations import (
    absence,
    alarm,
    approaches,
    circles,
    evidence,
    felt,
    habituation,
    inertia,
    loop,
    parts_of_life,
    relief,
    turns,
    vigilance,
    worth,
)
from exercises.demonstrations.outcome import Model, Outcome

__all__ = ["MODELS", "Model", "Outcome", "run"]

MODELS: Mapping[str, Model] = {
    "absence": absence.MODEL,
    "alarm": alarm.MODEL,
    "approaches": approaches.MODEL,
    "circles": circles.MODEL,
    "evidence": evidence.MODEL,
    "felt": felt.MODEL,
    "habituation": habituation.MODEL,
    "inertia": inertia.MODEL,
    "loop": loop.MODEL,
    "parts_of_life": parts_of_life.MODEL,
    "relief": relief.MODEL,
    "turns": turns.MODEL,
    "vigilance": vigilance.MODEL,
    "worth": worth.MODEL,
}
"""Every model by the name that a content file uses."""


def run(model: str, values: Mapping[str, float]) -> Outcome:
    """Run a model by name; raise KeyError if there is no such model.

    >>> run("inertia", {"weight": 0, "carry_over": 0.5, "noise": 1})
    Outcome(own: partner, mood, own at 61 points)
    """
    return MODELS[model].run(**values)
