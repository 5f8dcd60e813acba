"""Checking all content at once: each file by itself, and that files, models and notebooks fit.

Nothing here changes a file, and whatever is in one, what comes back is a list of problems.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from exercises import check_keys
from exercises.check_demonstrations import demonstration_problems
from exercises.check_notebooks import notebook_problems
from exercises.check_scales import scale_problems
from exercises.check_wording import refused_in
from exercises.content import LANGUAGE, SCALES
from exercises.problems import Problem, examine, excerpt, file_name, place, problem
from exercises.questionnaire_form import PREFIX
from exercises.schema import CheckIn, CodeWords, Interface, Module, Questions
from exercises.schema_help import Help
from exercises.schema_keys import ReleasedKeys
from exercises.schema_wording import RefusedWording

SINGLE: dict[str, type[BaseModel]] = {
    "interface.yaml": Interface,
    "check-in.yaml": CheckIn,
    "questions.yaml": Questions,
    "help.yaml": Help,
    "code-words.yaml": CodeWords,
    "refused-wording.yaml": RefusedWording,
}
RESERVED = ("brought-", PREFIX)
"""How no module's key begins: answers are kept under such keys for something else."""
READ_BY_PARTICIPANTS = ("interface.yaml", "check-in.yaml", "questions.yaml", "help.yaml")


def check(root: Path, scales: Path | None = None) -> list[Problem]:
    """Return what is wrong with the content below the project's folder; an empty list if nothing.

    Every content file of the language is read, and every notebook of `workbook/`. scales: the
    folder of an educator's questionnaires, the project's own if None.
    """
    folder = root / "exercises" / LANGUAGE.name
    found: list[Problem] = []
    singles: dict[str, Any] = {}
    for name, shape in SINGLE.items():
        singles[name] = _read(folder / name, shape, root, found)
    modules: dict[Path, Module] = {}
    unread = set()
    for path in sorted((folder / "modules").glob("[!.]*")):
        if path.suffix != ".yaml":
            found.append(problem(file_name(path, root), 1, "", "ending"))
            continue
        module, wrong = examine(path, Module, file_name(path, root))
        found += wrong
        if isinstance(module, Module):
            modules[path] = module
        else:
            unread.add(path.stem)
    found += _module_problems(modules, root)
    found += scale_problems(scales or root / "exercises" / SCALES.name, root)
    check_in, questions = singles["check-in.yaml"], singles["questions.yaml"]
    pages = {"check-in.yaml": check_in, "questions.yaml": questions}
    pages = {name: one for name, one in pages.items() if one is not None}
    if questions is not None:
        found += _link_problems(folder / "questions.yaml", questions, [*modules.values()], root)
    if (wording := singles["refused-wording.yaml"]) is not None:
        read = {folder / name: singles[name] for name in READ_BY_PARTICIPANTS if singles[name]}
        found += _wording_problems({**read, **modules}, wording, root)
    keys = _read(root / check_keys.FILE, ReleasedKeys, root, found)
    if keys is not None:
        unread |= {"check-in"} if check_in is None else set()
        found += _key_problems(check_keys.asked(modules, check_in, folder), keys, unread, root)
    return found + notebook_problems(root, modules, pages, wording)


def _read(path: Path, shape: type[BaseModel], root: Path, found: list[Problem]) -> Any:
    """Return what a file holds, or None; add what is wrong with it to `found`."""
    if not path.exists():
        found.append(problem(file_name(path, root), 1, "", "no_file"))
        return None
    value, wrong = examine(path, shape, file_name(path, root))
    found += wrong
    return value


def _module_problems(modules: dict[Path, Module], root: Path) -> Iterator[Problem]:
    """Yield where modules don't fit their files' names, each other, or their models."""
    numbers: dict[int, str] = {}
    keys = {"check-in": "check-in.yaml"}
    for path, module in modules.items():
        file = file_name(path, root)
        if module.key != path.stem:
            said = {"key": module.key, "file_name": path.name}
            yield problem(file, *place(path, ("key",)), "file_name", **said)
        if module.key.startswith(RESERVED):
            said = {"key": module.key}
            yield problem(file, *place(path, ("key",)), "key_reserved", **said)
        if other := keys.get(module.key):
            said = {"key": module.key, "other": other}
            yield problem(file, *place(path, ("key",)), "key_taken", **said)
        if other := numbers.get(module.number):
            taken = {"number": module.number, "other": other}
            yield problem(file, *place(path, ("number",)), "number_taken", **taken)
        keys.setdefault(module.key, path.name)
        numbers.setdefault(module.number, path.name)
        for index, demonstration in enumerate(module.demonstrations):
            for flaw in demonstration_problems(demonstration):
                where = place(path, ("demonstrations", index, *flaw.at))
                yield problem(file, *where, flaw.kind, **flaw.fields)


def _link_problems(
    path: Path, questions: Questions, modules: list[Module], root: Path
) -> Iterator[Problem]:
    """Yield each link of a question that doesn't say the title of the page it leads to."""
    titles = {module.notebook: module.title for module in modules}
    for index, question in enumerate(questions.questions):
        for number, link in enumerate(question.links):
            at = ("questions", index, "links", number)
            if not (root / "workbook" / link.notebook).exists():
                where = place(path, (*at, "notebook"))
                yield problem(file_name(path, root), *where, "dead_link", target=link.notebook)
            elif (title := titles.get(link.notebook, link.text)) != link.text:
                said = {"text": excerpt(link.text), "title": title}
                yield problem(
                    file_name(path, root), *place(path, (*at, "text")), "link_text", **said
                )


def _wording_problems(
    contents: Mapping[Path, BaseModel], wording: RefusedWording, root: Path
) -> Iterator[Problem]:
    """Yield each phrase in a content file that participants should not be given to read."""
    for path, content in contents.items():
        for at, (words, entry) in refused_in(content, wording):
            said = {"words": excerpt(words), "why": entry.why, "instead": entry.write}
            yield problem(file_name(path, root), *place(path, at), "refused_wording", **said)


def _key_problems(
    now: list[check_keys.Asked], keys: ReleasedKeys, unread: set[str], root: Path
) -> Iterator[Problem]:
    """Yield where what is asked doesn't fit the keys that were released."""
    for one, flaw in check_keys.changed(now, keys):
        yield problem(
            file_name(one.file, root), *place(one.file, flaw.at), flaw.kind, **flaw.fields
        )
    for flaw in check_keys.gone(now, keys, unread):
        where = place(root / check_keys.FILE, flaw.at)
        yield problem(check_keys.FILE, *where, flaw.kind, **flaw.fields)
