"""Checking all content at once: each file by itself, and that files, models and notebooks fit.

Nothing here changes a file, and whatever is in one, what comes back is a list of problems.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from exercises.check_demonstrations import demonstration_problems
from exercises.check_notebooks import notebook_problems
from exercises.content import LANGUAGE
from exercises.problems import Problem, examine, place, problem
from exercises.schema import CheckIn, CodeWords, Interface, Module

SINGLE: dict[str, type[BaseModel]] = {
    "interface.yaml": Interface,
    "check-in.yaml": CheckIn,
    "code-words.yaml": CodeWords,
}


def check(root: Path) -> list[Problem]:
    """Return what is wrong with the content below the project's folder; an empty list if nothing.

    Every content file of the language is read, and every notebook of `workbook/`.
    """
    folder = root / "exercises" / LANGUAGE.name
    found: list[Problem] = []
    singles: dict[str, Any] = {}
    for name, shape in SINGLE.items():
        path = folder / name
        if not path.exists():
            found.append(problem(_name(path, root), 1, "", "no_file"))
            continue
        singles[name], wrong = examine(path, shape, _name(path, root))
        found += wrong
    modules: dict[Path, Module] = {}
    for path in sorted((folder / "modules").glob("[!.]*")):
        if path.suffix != ".yaml":
            found.append(problem(_name(path, root), 1, "", "ending"))
            continue
        module, wrong = examine(path, Module, _name(path, root))
        found += wrong
        if isinstance(module, Module):
            modules[path] = module
    found += _module_problems(modules, root)
    return found + notebook_problems(root, modules, singles.get("check-in.yaml"))


def _module_problems(modules: dict[Path, Module], root: Path) -> Iterator[Problem]:
    """Yield where modules don't fit their files' names, each other, or their models."""
    numbers: dict[int, str] = {}
    keys = {"check-in": "check-in.yaml"}
    for path, module in modules.items():
        file = _name(path, root)
        if module.key != path.stem:
            said = {"key": module.key, "file_name": path.name}
            yield problem(file, *place(path, ("key",)), "file_name", **said)
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


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
