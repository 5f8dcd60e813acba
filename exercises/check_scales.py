"""Whether the questionnaires in `scales/` are in order, and can be told from the modules.

Their wording is not held to `refused-wording.yaml`: nobody may reword a published questionnaire.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from exercises.problems import Problem, examine, place, problem
from exercises.schema_scale import Questionnaire

FOLDER = "exercises/scales"


def scale_problems(root: Path, taken: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with each file of the folder.

    taken: keys that answers are kept under already, each with the name of its file.
    """
    for path in sorted((root / FOLDER).glob("[!.]*")):
        file = path.relative_to(root).as_posix()
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
        if other := taken.get(key):
            said = {"key": key, "other": other}
            yield problem(file, *place(path, ("key",)), "key_taken", **said)
