"""Whether the questionnaires of a folder are in order, and can be pages.

Their wording is not held to `refused-wording.yaml`: nobody may reword a published questionnaire.
"""

from collections.abc import Iterator
from pathlib import Path

from exercises.problems import Problem, examine, file_name, place, problem
from exercises.questionnaire_form import page_flaws
from exercises.schema_scale import Questionnaire


def scale_problems(folder: Path, root: Path) -> Iterator[Problem]:
    """Yield what is wrong with each file of the folder.

    root: the project's folder, below which files are named by their place in it.
    """
    for path in sorted(folder.glob("[!.]*")):
        file = file_name(path, root)
        if path.suffix != ".yaml":
            yield problem(file, 1, "", "ending")
            continue
        questionnaire, wrong = examine(path, Questionnaire, file)
        yield from wrong
        if not isinstance(questionnaire, Questionnaire):
            continue
        key = questionnaire.key
        if key != path.stem:
            said = {"key": key, "file_name": path.name}
            yield problem(file, *place(path, ("key",)), "file_name", **said)
        for flaw in page_flaws(questionnaire):
            yield problem(file, *place(path, flaw.at), flaw.kind, **flaw.fields)
