"""`workbook score`: answers in a file to scores in a file, with nothing in between left behind."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import typer

from exercises.answers_csv import AnswersError, read_answers
from exercises.content import words
from exercises.problems import examine
from exercises.scale_scoring import score_all
from exercises.schema_scale import Questionnaire
from exercises.scores_csv import scores_csv, summary_csv
from journal.files import write_private

LONG = 2_000_000
"""Bytes from which reading takes long enough to show how far it is."""


class UnscoredError(Exception):
    """Nothing was scored or written; the text says why, and what to do."""


def score(
    scale: Path, answers: Path, out: Path | None, keep: list[str], summary: bool
) -> Iterator[str]:
    """Score a file of answers; yield, for whoever runs it, how many have each score.

    Writes to `out`, at once or not at all and for its owner alone, or else to the standard
    output. Raises UnscoredError.
    """
    questionnaire, problems = examine(scale, Questionnaire, str(scale))
    if not isinstance(questionnaire, Questionnaire):
        raise UnscoredError("\n".join(map(str, problems)))
    target = None if out is None else _target(out, (scale, answers))
    try:
        with _progress(answers) as progress:
            read = read_answers(answers, questionnaire, keep, progress)
    except AnswersError as error:
        raise UnscoredError(str(error)) from None
    scores = score_all(questionnaire, read.matrix)
    text = summary_csv(questionnaire, read) if summary else scores_csv(questionnaire, read, scores)
    if target is None:
        typer.echo(text.encode(), nl=False)  # in UTF-8 as in a file, whatever the terminal has
    else:
        try:
            write_private(target, text.encode())
        except OSError as error:
            raise UnscoredError(words("score.unwritable", file=out, why=error.strerror)) from None
    left = np.count_nonzero(np.isnan(scores), axis=0)
    for one, none in zip(questionnaire.subscales, left.tolist(), strict=True):
        counts = {"scored": len(scores) - none, "rows": len(scores), "none": none}
        yield words("score.scored", key=one.key, **counts)


def _target(out: Path, inputs: tuple[Path, Path]) -> Path:
    """Return the file to write, with links followed; a folder, a device or an input is refused."""
    target = out.resolve()
    if target.exists() and any(one.exists() and target.samefile(one) for one in inputs):
        raise UnscoredError(words("score.is_input", file=out))
    if target.exists() and not target.is_file():
        raise UnscoredError(words("score.not_file", file=out))
    return target


@contextmanager
def _progress(answers: Path) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much of a long file was read."""
    size = answers.stat().st_size if answers.is_file() else 0
    if size < LONG or not sys.stderr.isatty():
        yield lambda _: None
        return
    label = words("score.reading", file=answers.name)
    with typer.progressbar(length=size, label=label, file=sys.stderr) as bar:
        yield lambda read: bar.update(read - bar.pos)
