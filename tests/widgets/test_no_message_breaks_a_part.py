"""Whatever arrives, no part raises, quotes an answer where it should not, or says it in a log."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import widgets.page
from exercises.content import words_under

PLANTED = "planted-sentence"

KINDS = [
    *("hello", "suggest", "start", "unlock", "try", "lock", "finish"),
    *("ready", "answer", "set", "draw"),
]
NAMES = [
    *("key", "edit", "base", "json", "code", "passphrase", "offset", "trying"),
    *("values", "size", "width", "ratio", "dark", "scale"),
]
texts = st.text(max_size=20) | st.sampled_from(
    ["", "\0", "\ud83d", "reassurance/urge-strength", "reassurance/done", "check-in/fear", "0" * 32]
)
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**300, max_value=10**310)
    | st.floats()
    | texts
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES) | texts, inner, max_size=4)
    ),
    max_leaves=8,
)
planted = st.just({"json": json.dumps(PLANTED)}) | st.just(
    {"json": json.dumps({"before": PLANTED, "after": None, "seconds": 1, "finished": True})}
)
messages = st.builds(
    lambda kind, fields, secret: {**fields, **secret, **({} if kind is None else {"kind": kind})},
    st.sampled_from(KINDS) | st.none() | values,
    st.dictionaries(st.sampled_from(NAMES) | texts, values, max_size=6),
    st.just({}) | planted,
)
everything = messages | values


def catalogue(found) -> set[str]:
    """Every text of the interface's words."""
    if isinstance(found, str):
        return {found}
    return set().union(*(catalogue(below) for below in found.values()))


@pytest.fixture
def room(build):
    """A module's page and the progress page, as they stand for all examples of one property."""
    sheet = build()
    other = build(widgets.page.progress().owner)
    return sheet, [sheet.desk, *sheet.page.parts, other.desk, *other.page.parts]


SAID = {
    *catalogue(words_under("refused")),
    *catalogue(words_under("save")),
    *catalogue(words_under("plot")),
}
SAID |= {words_under("desk")["finished"], words_under("desk")["finished_later"]}


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sent=st.lists(st.tuples(st.integers(min_value=0), everything), min_size=1, max_size=6))
@example(
    sent=[
        (0, {"kind": "try"}),
        (2, {"kind": "answer", "key": "\ud83d", "edit": 1, "base": 0, "json": "5"}),
    ]
)
@example(sent=[(0, {"kind": "try"}), (1, {"kind": "set", "values": {"relief": float("nan")}})])
@example(sent=[(0, {"kind": "try"}), (1, {"kind": "set", "size": {"width": float("inf")}})])
def test_no_message_of_any_shape_breaks_a_part(room, sent, caplog):
    sheet, parts = room
    for index, message in sent:
        part = parts[index % len(parts)]
        before = len(sheet.log)
        part._on_message(part, json.loads(json.dumps(message)), [])
        for reply in sheet.log[before:]:
            carried = json.dumps(reply.content)
            assert "Traceback" not in carried
            if reply.content["kind"] not in ("fill", "changed"):
                assert PLANTED not in carried
            if "words" in reply.content:
                assert reply.content["words"] in SAID
    assert PLANTED not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("message", [None, 5, "ready", [], [["kind", "ready"]], True, 1.5])
def test_what_is_no_message_at_all_is_left_alone(room, message):
    sheet, parts = room
    before = len(sheet.log)
    for part in parts:
        part._on_message(part, message, [])
    assert sheet.log[before:] == []
