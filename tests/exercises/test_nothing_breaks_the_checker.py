"""Whatever is in a file, the checker answers with problems in words, and never fails."""

import copy
import io
import json
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from exercises.check import check

STRAY = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.just([]),
    st.just({}),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.one_of(st.text(max_size=4), st.integers()), st.text(max_size=4), max_size=2),
    st.sampled_from(
        ["{", "{}", "{share", "{0}", "{share.x}", "{share:q}", "a: b", "\x85", "\u2028"]
    ),
)
FILES = st.sampled_from(
    [
        *("module", "check_in", "interface", "code_words", "notebook"),
        *("questions", "help", "wording", "keys", "scale"),
    ]
)
QUICK = settings(max_examples=150, deadline=None)


def places(value: object) -> Iterator[tuple]:
    """Every list or map below a value with each of its indices or names."""
    if isinstance(value, dict | list):
        names = list(value) if isinstance(value, dict) else range(len(value))
        for name in names:
            yield value, name
            yield from places(value[name])


def mutate(value: object, data: st.DataObject) -> object:
    """Delete, replace, double or rename one node."""
    value = copy.deepcopy(value)
    holder, name = data.draw(st.sampled_from(list(places(value))))
    change = data.draw(st.sampled_from(["delete", "replace", "double", "rename"]))
    if change == "delete":
        del holder[name]
    elif change == "replace":
        holder[name] = data.draw(STRAY)
    elif change == "double" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[name]))
    elif isinstance(holder, dict):
        new = data.draw(st.one_of(st.text(max_size=6), st.integers()))
        holder[new] = holder[name] if change == "double" else holder.pop(name)
    return value


def answers_in_words(project) -> None:
    for problem in check(project.root):
        assert problem.file
        assert problem.line >= 1
        assert problem.found
        assert problem.write
        assert str(problem).isprintable()


@QUICK
@given(st.data())
def test_a_node_changed_deleted_or_doubled(lasting_project, data):
    path = getattr(lasting_project, data.draw(FILES))
    right = path.read_bytes()
    try:
        if path.suffix == ".ipynb":
            path.write_text(json.dumps(mutate(json.loads(right), data), default=str))
        else:
            text = io.StringIO()
            yaml = YAML(typ="safe", pure=True)
            yaml.dump(mutate(yaml.load(right), data), text)
            path.write_bytes(text.getvalue().encode("utf-8", "surrogatepass"))
        answers_in_words(lasting_project)
    finally:
        path.write_bytes(right)


@QUICK
@given(st.data(), FILES)
def test_bytes_put_in_or_cut_out(lasting_project, data, name):
    path = getattr(lasting_project, name)
    right = path.read_bytes()
    start = data.draw(st.integers(0, len(right)))
    end = data.draw(st.integers(start, min(start + 20, len(right))))
    marks = st.sampled_from(
        [b"\t", b"'", b'"', b": ", b"- ", b"{", b"]", b"&a ", b"*a", b"!", b"\n"]
    )
    put = data.draw(st.one_of(marks, st.binary(max_size=8)))
    try:
        path.write_bytes(right[:start] + put + right[end:])
        answers_in_words(lasting_project)
    finally:
        path.write_bytes(right)


@QUICK
@given(st.binary(max_size=200), FILES)
def test_bytes_of_any_kind(lasting_project, data, name):
    path = getattr(lasting_project, name)
    right = path.read_bytes()
    try:
        path.write_bytes(data)
        answers_in_words(lasting_project)
    finally:
        path.write_bytes(right)
