"""What answers to a brought-in questionnaire add up to, for any number of people at once.

Same rule as `exercises.scoring`: reversed items count from the other end (low + high − x), an
unanswered item stays out, and with fewer answers than the file asks for there is no number. A sum
is prorated: the mean of the answered items times the number of all items.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from exercises.schema_scale import Questionnaire, Subscale
from exercises.scoring import Score, reverse

Matrix = NDArray[np.float64]
"""People × items in the questionnaire's order; nan is unanswered."""


def keyed(questionnaire: Questionnaire, answers: Matrix) -> Matrix:
    """Return the answers with reversed items counted from the other end.

    Raises ValueError if the matrix doesn't have a column an item, or an answer is outside the
    questionnaire's numbers.
    """
    within = questionnaire.range
    if answers.ndim != 2 or answers.shape[1] != len(questionnaire.items):
        raise ValueError(f"answers need {len(questionnaire.items)} columns, one an item")
    if ((answers < within.low) | (answers > within.high)).any():
        raise ValueError(f"an answer is outside {within.low} to {within.high}")
    turned = np.array([item.key in questionnaire.reversed_items for item in questionnaire.items])
    return np.where(turned, reverse(answers, within.low, within.high), answers)


def items_of(questionnaire: Questionnaire, scale: Subscale) -> list[int]:
    """Return the columns of a subscale's items, from 0."""
    column = {item.key: index for index, item in enumerate(questionnaire.items)}
    return [column[key] for key in scale.scored_items]


def score_all(questionnaire: Questionnaire, answers: Matrix) -> Matrix:
    """Return people × subscales; nan where too few items were answered.

    Raises ValueError as `keyed` does.
    """
    right_way = keyed(questionnaire, answers)
    scores = [
        _scores(scale, right_way[:, items_of(questionnaire, scale)])
        for scale in questionnaire.subscales
    ]
    return np.column_stack(scores)


def score_person(
    questionnaire: Questionnaire, values: Mapping[str, float | None]
) -> dict[str, Score]:
    """Return one person's score by subscale key.

    values: by item key; missing or None is unanswered. Raises ValueError for an answer outside
    the questionnaire's numbers; the text never has the answer.
    """
    given = [values.get(item.key) for item in questionnaire.items]
    row = np.array([[np.nan if value is None else value for value in given]], dtype=float)
    scores = score_all(questionnaire, row)[0]
    found = {}
    for scale, value in zip(questionnaire.subscales, scores, strict=True):
        answered = int(np.count_nonzero(~np.isnan(row[0, items_of(questionnaire, scale)])))
        number = None if np.isnan(value) else float(value)
        found[scale.key] = Score(number, answered, len(scale.scored_items))
    return found


def _scores(scale: Subscale, answers: Matrix) -> Matrix:
    """Return one subscale's score for each person."""
    answered = np.count_nonzero(~np.isnan(answers), axis=1)
    enough = answered >= scale.needed
    total = np.nansum(answers, axis=1)
    if scale.score == "sum":
        # Before the division, so that a complete sum stays the whole number that it is.
        total = total * len(scale.scored_items)
    return np.divide(total, answered, out=np.full(len(answers), np.nan), where=enough)
