"""Whether answers' keys still mean what they meant when they were last released, and releasing.

A release puts the new keys into `released-keys.yaml`; it never changes a key that is there.
"""

import json
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from exercises.content import LANGUAGE, load
from exercises.reading import read_slowly
from exercises.schema import CheckIn, FormPractice, Item, Module
from exercises.schema_keys import Meaning, ReleasedKeys
from exercises.schema_parts import Flaw
from exercises.schema_parts import Path as Place

FILE = "exercises/released-keys.yaml"
SAME_QUESTION = 0.4
"""How alike two wordings are, from 0 to 1, word by word, when they still ask the same."""


class Asked(NamedTuple):
    """Something that is answered: where it stands, its key, what an answer means."""

    file: Path
    at: Place
    key: str
    meaning: Meaning


def asked(modules: Mapping[Path, Module], check_in: CheckIn | None, folder: Path) -> list[Asked]:
    """Return all that is answered in the files of a language's folder, in the order of keys."""
    found: list[Asked] = []
    for path, module in modules.items():
        found += [Asked(path, *one) for one in _of_module(module)]
    if check_in is not None:
        path = folder / "check-in.yaml"
        for index, item in enumerate(check_in.items):
            found.append(Asked(path, ("items", index, "key"), f"check-in/{item.key}", _of(item)))
        if (note := check_in.note) is not None:
            meaning = Meaning(answers="words", asks=note.prompt)
            found.append(Asked(path, ("note", "key"), f"check-in/{note.key}", meaning))
    return sorted(found, key=lambda one: one.key)


def changed(now: list[Asked], keys: ReleasedKeys) -> Iterator[tuple[Asked, Flaw]]:
    """Yield each thing asked whose key is retired, or had another meaning."""
    for one in now:
        if one.key in keys.retired:
            yield one, Flaw(one.at, "key_back", {"key": one.key})
        elif (before := keys.released.get(one.key)) is not None:
            was, is_ = _said(before), _said(one.meaning)
            if was != is_:
                yield one, Flaw(one.at, "key_changed", {"key": one.key, "was": was, "now": is_})
            elif not _alike(before.asks, one.meaning.asks):
                yield one, Flaw(one.at, "key_reused", {"key": one.key, "was": str(before.asks)})


def gone(now: list[Asked], keys: ReleasedKeys, unread: set[str]) -> Iterator[Flaw]:
    """Yield each released key that nothing asks for any more, as a flaw of the list.

    unread: modules whose file could not be read, about whose keys nothing can be said.
    """
    there = {one.key for one in now}
    for key in keys.released:
        if key not in there and key.split("/")[0] not in unread:
            yield Flaw(("released", key), "key_gone", {"key": key})


def release(root: Path) -> int:
    """Put every key that is not yet there into the list; return how many were put in.

    The project's content must be in order: see `exercises.check.check`.
    """
    path, folder = root / FILE, root / "exercises" / LANGUAGE.name
    modules = {one: load(one, Module) for one in sorted((folder / "modules").glob("*.yaml"))}
    now = asked(modules, load(folder / "check-in.yaml", CheckIn), folder)
    text = path.read_text(encoding="utf-8")
    keys = ReleasedKeys.model_validate(read_slowly(text.encode()))
    new = {one.key: one.meaning for one in now if one.key not in keys.released}
    comment = [line for line in text.splitlines() if line.startswith("#")]
    lines = [*comment, *_listed("released", keys.released | new), *_listed("retired", keys.retired)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(new)


def _of_module(module: Module) -> Iterator[tuple[Place, str, Meaning]]:
    for name, rating in zip(("rating", "rating_now"), module.ratings, strict=False):
        for index, item in enumerate(rating.items):
            yield (name, "items", index, "key"), f"{module.key}/{item.key}", _of(item)
    if module.own is not None:
        meaning = Meaning(answers="lines, each 0 to 100", asks=module.own.prompt)
        yield ("own", "key"), f"{module.key}/{module.own.key}", meaning
    for index, one in enumerate(module.reflections):
        meaning = Meaning(answers="words", asks=one.prompt)
        yield ("reflections", index, "key"), f"{module.key}/{one.key}", meaning
    for index, practice in enumerate(module.practices):
        at, key = ("practices", index), f"{module.key}/{practice.key}"
        yield (*at, "key"), key, Meaning(answers=f"practice, {practice.tool}")
        if isinstance(practice, FormPractice):
            yield from _of_form(practice, at, key)


def _of_form(practice: FormPractice, at: Place, key: str) -> Iterator[tuple[Place, str, Meaning]]:
    for index, field in enumerate(practice.fields):
        here, name = (*at, "fields", index), f"{key}/{field.key}"
        answers = _range(field.control, field.anchors)
        yield (*here, "key"), name, Meaning(answers=answers, asks=field.label)
        for number, column in enumerate(field.columns):
            answers = _range(column.control, column.anchors)
            meaning = Meaning(answers=answers, asks=column.label)
            yield (*here, "columns", number, "key"), f"{name}/{column.key}", meaning


def _of(item: Item) -> Meaning:
    answers = _range(item.control, item.anchors)
    return Meaning(answers=answers, scale=item.scale, reversed=item.reversed, asks=item.text)


def _range(control: str, anchors: Mapping[int, str]) -> str:
    return f"{control} {min(anchors)} to {max(anchors)}" if anchors else control


def _said(meaning: Meaning) -> str:
    """Say a meaning without its question: slider 0 to 10, scale urge, reversed."""
    scale = f", scale {meaning.scale}" if meaning.scale else ""
    return meaning.answers + scale + (", reversed" if meaning.reversed else "")


def _alike(before: str | None, now: str | None) -> bool:
    if before is None or now is None:
        return before == now
    was, is_ = before.casefold().split(), now.casefold().split()
    return SequenceMatcher(None, was, is_, autojunk=False).ratio() >= SAME_QUESTION


def _listed(name: str, keys: Mapping[str, Meaning]) -> Iterator[str]:
    """Yield the lines of one list, a key a line, so that a line can be moved by hand."""
    yield f"{name}:" if keys else f"{name}: {{}}"
    for key in sorted(keys):
        fields = keys[key].model_dump(exclude_defaults=True)
        said = ", ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in fields.items())
        yield f"  {key}: {{{said}}}"
