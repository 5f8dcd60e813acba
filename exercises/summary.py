"""What a group's scores look like together: n, mean, SD, Cronbach's α, correlations."""

from typing import NamedTuple

import numpy as np

from exercises.reliability import alpha_of
from exercises.scale_scoring import Matrix, items_of, keyed, score_all
from exercises.schema_scale import Questionnaire


class SubscaleSummary(NamedTuple):
    """One subscale over a group. nan where there are too few people or no spread.

    n: people with a score; sd: with n − 1; alpha_n: people with an answer to every item of it;
    correlations: with each subscale in the file's order, over the people who have both scores.
    """

    key: str
    items: int
    n: int
    mean: float
    sd: float
    alpha: float
    alpha_n: int
    correlations: tuple[float, ...]


def summarize(questionnaire: Questionnaire, answers: Matrix) -> list[SubscaleSummary]:
    """Return each subscale's summary; answers: people × items, nan is unanswered."""
    scores = score_all(questionnaire, answers)
    right_way = keyed(questionnaire, answers)
    found = []
    for index, scale in enumerate(questionnaire.subscales):
        own = scores[~np.isnan(scores[:, index]), index]
        items = right_way[:, items_of(questionnaire, scale)]
        complete = items[~np.isnan(items).any(axis=1)]
        found.append(
            SubscaleSummary(
                key=scale.key,
                items=items.shape[1],
                n=len(own),
                mean=float(own.mean()) if len(own) else np.nan,
                sd=float(own.std(ddof=1)) if len(own) > 1 else np.nan,
                alpha=alpha_of(complete),
                alpha_n=len(complete),
                correlations=tuple(correlation(scores[:, index], other) for other in scores.T),
            )
        )
    return found


def correlation(one: Matrix, other: Matrix) -> float:
    """Return Pearson's r over the people who have both; nan for fewer than two or no spread."""
    both = ~np.isnan(one) & ~np.isnan(other)
    one, other = one[both], other[both]
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return np.nan
    return float(np.corrcoef(one, other)[0, 1])
