"""Reading the content of the workbook: its modules, its check-in, its words.

Everything is read once and kept. A file that does not fit its schema raises `ContentError`, which
says file, line, what was found and what to write instead.
"""

import os
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from exercises.questionnaire_form import QuestionnaireForm, page_flaws
from exercises.reading import YAML_ERRORS, read
from exercises.schema import CheckIn, CodeWords, Interface, Module, Questions
from exercises.schema_help import Help
from exercises.schema_scale import Questionnaire

LANGUAGE = Path(__file__).parent / "en"
SCALES = Path(__file__).parent / "scales"
"""Where questionnaires of other people's are put, unless WORKBOOK_SCALES says another folder."""

Shape = TypeVar("Shape", bound=BaseModel)
_telling: ContextVar[bool] = ContextVar("telling", default=False)
"""Whether the interface's own file is being read."""


class ContentError(Exception):
    """A content file is not as its schema wants it; the text says where, and what to write."""


def load(path: Path, shape: type[Shape]) -> Shape:
    """Read one content file; raise `ContentError` if it cannot be read or breaks its schema."""
    try:
        return shape.model_validate(read(path.read_bytes()))
    except YAML_ERRORS as error:  # a ValidationError is a ValueError, which is one of these
        # Imported here since only a broken file needs it, and it needs the words read here.
        from exercises.problems import examine, file_name

        _, problems = examine(path, shape, file_name(path, LANGUAGE.parent.parent))
        raise ContentError("\n".join(map(str, problems)) or str(error)) from None


@cache
def load_module(key: str) -> Module:
    """Return the module of that key; raise KeyError if there is none, ContentError if broken."""
    path = LANGUAGE / "modules" / f"{key}.yaml"
    if path not in _module_files():
        known = ", ".join(file.stem for file in _module_files())
        raise KeyError(words("check.no_module", key=key, known=known))
    return load(path, Module)


@cache
def modules() -> tuple[Module, ...]:
    """Return every module, in order of number."""
    found = (load_module(path.stem) for path in _module_files())
    return tuple(sorted(found, key=lambda module: module.number))


@cache
def load_check_in() -> CheckIn:
    """Return the check-in."""
    return load(LANGUAGE / "check-in.yaml", CheckIn)


@cache
def load_questions() -> Questions:
    """Return the questions that people ask, with answers to choose from."""
    return load(LANGUAGE / "questions.yaml", Questions)


@cache
def load_help() -> Help:
    """Return urgent help by country."""
    return load(LANGUAGE / "help.yaml", Help)


def scales_folder() -> Path:
    """Return the folder of the questionnaires that an educator brought."""
    return Path(os.environ.get("WORKBOOK_SCALES") or SCALES)


@cache
def questionnaires() -> tuple[QuestionnaireForm, ...]:
    """Return every questionnaire that an educator brought, in the order of their files' names.

    Raises ContentError if one is broken, or lacks what a page needs.
    """
    found = []
    for path in sorted(scales_folder().glob("[!.]*.yaml")):
        questionnaire = load(path, Questionnaire)
        if any(page_flaws(questionnaire)):
            raise ContentError(words("check.no_page_of_it", file=path))
        found.append(QuestionnaireForm(questionnaire))
    return tuple(found)


@cache
def code_words() -> tuple[str, ...]:
    """Return the plain words that a workbook code is drawn from."""
    return load(LANGUAGE / "code-words.yaml", CodeWords).root


def words(key: str, /, **fields: object) -> str:
    """Return what the interface says under a dotted key, its `{fields}` filled in.

    Raises KeyError, with the key, if there are no such words or a field of theirs is not given.
    """
    found = _under(key)
    if not isinstance(found, str):
        raise KeyError(f"interface.yaml has no text at {key!r}, but a group of texts")
    try:
        return found.format(**fields)
    except KeyError as missing:
        raise KeyError(f"interface.yaml, {key}: the field {missing} was not given") from None


def words_under(prefix: str) -> dict[str, Any]:
    """Return a part of the interface's words as nested maps (a copy), for the browser to use."""
    found = _under(prefix)
    if isinstance(found, str):
        raise KeyError(f"interface.yaml has one text at {prefix!r}, not a group of texts")
    return _copy(found)


@cache
def _interface() -> Mapping[str, Any]:
    # What is wrong with a file is said in words of this one: of itself it can say nothing.
    if _telling.get():
        raise ContentError("interface.yaml")
    token = _telling.set(True)
    try:
        return load(LANGUAGE / "interface.yaml", Interface).root
    finally:
        _telling.reset(token)


@cache
def _module_files() -> tuple[Path, ...]:
    return tuple(sorted((LANGUAGE / "modules").glob("*.yaml")))


def _under(key: str) -> Any:
    found: Any = _interface()
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            raise KeyError(f"interface.yaml has nothing at {key!r}")
        found = found[part]
    return found


def _copy(found: Any) -> Any:
    return {k: _copy(v) for k, v in found.items()} if isinstance(found, dict) else found
