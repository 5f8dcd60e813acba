"""Scores and their summary as CSV text, safe to open in a spreadsheet.

Numbers have a decimal point. A score has as many digits as it takes to read the same number back, a
summary's figure ten after the point. What can't be told (too few answers, no spread) is empty.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from math import isnan

from exercises.answers_csv import Answers
from exercises.scale_scoring import Matrix
from exercises.schema_scale import Questionnaire
from exercises.summary import summarize

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\n]")
"""How a text begins that a spreadsheet may run (OWASP, CSV injection)."""
RETURN = re.compile(r"\r\n?")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def scores_csv(questionnaire: Questionnaire, answers: Answers, scores: Matrix) -> str:
    """Return a row of scores for each row of answers, after the columns that were kept.

    scores: people × subscales, nan for none.
    """
    names = [*map(harmless, answers.kept_names), *(one.key for one in questionnaire.subscales)]
    kept = answers.kept or [()] * len(scores)
    rows = (
        [*map(harmless, own), *map(shown, row)]
        for own, row in zip(kept, scores.tolist(), strict=True)
    )
    return _csv([names, *rows], answers.delimiter)


def summary_csv(questionnaire: Questionnaire, answers: Answers) -> str:
    """Return a row a subscale; its correlations are in the columns named r_ and a subscale."""
    found = summarize(questionnaire, answers.matrix)
    names = ["subscale", "items", "n", "mean", "sd", "alpha", "alpha_n"]
    rows = []
    for one in found:
        figures = map(rounded, (one.mean, one.sd, one.alpha))
        beside = map(rounded, one.correlations)
        rows.append([one.key, one.items, one.n, *figures, one.alpha_n, *beside])
    return _csv([[*names, *(f"r_{one.key}" for one in found)], *rows], answers.delimiter)


def shown(value: float) -> str:
    """Return a number in the fewest digits that give it back; nan is empty.

    >>> shown(4.0), shown(11 / 3), shown(float("nan"))
    ('4', '3.6666666666666665', '')
    """
    return "" if isnan(value) else repr(value).removesuffix(".0")


def rounded(value: float) -> str:
    """Return a number without what is only the noise of adding up."""
    return shown(round(value, 10))


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; numbers stay numbers.

    >>> harmless("=1+1"), harmless("-3"), harmless("Anna")
    ("'=1+1", '-3', 'Anna')
    """
    # A lone carriage return would not be quoted, and would begin a row in some spreadsheets.
    text = RETURN.sub("\n", text)
    return f"'{text}" if FORMULA.match(text) and not PLAIN_NUMBER.fullmatch(text) else text


def _csv(rows: Iterable[Sequence[object]], delimiter: str) -> str:
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()
