"""The checker's words and its kinds of problem are the same set, and every field has an example."""

import ast
from pathlib import Path
from string import Formatter

import pytest
from pydantic import BaseModel

import exercises
from exercises.content import words_under
from exercises.problems import KINDS, PATTERNS
from exercises.problems_yaml import SLIPS
from exercises.schema import CheckIn, Module, Questions
from exercises.schema_fields import _models, fields_at
from exercises.schema_help import Help
from exercises.schema_keys import ReleasedKeys
from exercises.schema_scale import Questionnaire
from exercises.schema_wording import RefusedWording

SOURCES = sorted(Path(exercises.__file__).parent.glob("*.py"))
CATALOGUE = words_under("check")
WITH_KIND = {
    name
    for name, words in CATALOGUE.items()
    if isinstance(words, dict) and name not in ("values", "examples")
}


def written_kinds() -> set[str]:
    """Every kind that Python can tell: in a table, in a call that makes a problem, returned."""
    kinds = {*KINDS.values(), *PATTERNS.values(), *(kind for _, _, kind in SLIPS), "other"}
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text())):
            called = node.func.id if _is_call(node) else ""
            if called in ("Flaw", "problem", "problem_at"):
                given = [one.value for one in node.args if isinstance(one, ast.Constant)]
                kinds |= {one for one in given if isinstance(one, str) and one}
            if source.name == "problems_yaml.py" and isinstance(node, ast.Constant):
                kinds |= {node.value} & WITH_KIND
    return kinds


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def test_every_kind_of_problem_has_words_and_no_words_are_left_over():
    assert written_kinds() == WITH_KIND


def test_every_other_text_of_the_checker_is_used():
    code = "\n".join(source.read_text() for source in SOURCES)
    others = set(CATALOGUE) - WITH_KIND - {"values", "examples"}
    assert {
        name for name in others if f'"{name}"' not in code and f"check.{name}" not in code
    } == set()
    kinds = {name for name in CATALOGUE["values"] if name not in code}
    assert kinds == set()


def every_field(shape: type[BaseModel]) -> set[str]:
    names, waiting = set(), [shape]
    while waiting:
        model = waiting.pop()
        names |= set(fields_at(model, ()))
        for field in model.model_fields.values():
            kinds = [field.annotation, *getattr(field.annotation, "__args__", ())]
            waiting += _models(kinds)
    return names


def test_every_field_has_an_example_and_no_example_is_left_over():
    shapes = (Module, CheckIn, Questions, Help, RefusedWording, ReleasedKeys, Questionnaire)
    fields = set().union(*map(every_field, shapes))
    assert fields == set(CATALOGUE["examples"])


@pytest.mark.parametrize("kind", sorted(WITH_KIND))
def test_a_problems_words_are_two_texts(kind):
    assert set(CATALOGUE[kind]) == {"found", "write"}
    for text in CATALOGUE[kind].values():
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text))
