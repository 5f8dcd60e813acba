"""Which fields may stand at a place of a content file: for "did you mean …?"."""

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel


def fields_at(shape: type[BaseModel], place: tuple[str | int, ...]) -> list[str]:
    """Return the names that may stand at a place below a model, as pydantic names places.

    >>> from exercises.schema import Module
    >>> fields_at(Module, ("demonstrations", 0, "axes"))
    ['x', 'y', 'ticks']
    """
    kinds: list[Any] = [shape]
    for part in place:
        kinds = _step(kinds, part)
    return [name for kind in _models(kinds) for name in _fields(kind)]


def _step(kinds: list[Any], part: str | int) -> list[Any]:
    """Return the kinds one part further down; a practice's tool picks among its models."""
    found = []
    for kind in kinds:
        if get_origin(kind) is tuple:
            found.append(get_args(kind)[0])
        elif get_origin(kind) is dict:
            found.append(get_args(kind)[1])
    for model in _models(kinds):
        if part in _fields(model):
            found.append(_fields(model)[str(part)])
        elif any(
            get_origin(kind) is Literal and part in get_args(kind)
            for kind in _fields(model).values()
        ):
            found.append(model)
    return found


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """Return a model's fields and their kinds, by the name that is written in a file."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _models(kinds: list[Any]) -> list[type[BaseModel]]:
    """Return the models among kinds, those of a union each."""
    found: list[type[BaseModel]] = []
    for kind in kinds:
        if get_origin(kind) in (Annotated, Union, UnionType):
            found += _models([one for one in get_args(kind) if one is not NoneType])
        elif isinstance(kind, type) and issubclass(kind, BaseModel):
            found.append(kind)
    return found
