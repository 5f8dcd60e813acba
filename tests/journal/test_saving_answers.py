"""An answer is kept as it was given, once, and no page overwrites another's unseen."""

import math
import tempfile
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal import Changed, Journal, Shelf
from journal.values import from_text, to_text

KEY = "reassurance/urge-strength"

texts = st.text(alphabet=st.characters(exclude_categories=()))
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)  # fmt: skip


def joined(value: Any) -> Any:
    """Put two halves of one character together, as the browser does."""
    if isinstance(value, str):
        wide = value.encode("utf-16-le", "surrogatepass")
        return wide.decode("utf-16-le", "surrogatepass")
    if isinstance(value, list):
        return [joined(part) for part in value]
    if isinstance(value, dict):
        return {joined(name): joined(part) for name, part in value.items()}
    return value


def test_an_answer_is_there_on_the_next_page(page):
    page().save(KEY, 7, base=0)
    assert page().answers()[KEY].value == 7


@given(values)
@example("\x00")
@example("\ud800 half a pair")
@example("👩‍👩‍👧 עברית ‏العربية")
@example("x" * 100_000)
@example(-0.0)
def test_any_value_comes_back_as_it_was(value):
    journal = Shelf("nowhere", []).in_memory()
    try:
        saved = journal.save(KEY, value, base=0)
        assert saved.value == from_text(to_text(value)) == joined(value)
        assert journal.answers() == ({} if value is None else {KEY: saved})
    finally:
        journal.close()


def test_a_hundred_thousand_characters_come_back_from_the_disk(page):
    text = "\x00 ünï \ud83d 𝔘 " * 8_000
    page().save("reassurance/exception", text, base=0)
    assert page().answers()["reassurance/exception"].value == text


@pytest.mark.parametrize(
    "value",
    [math.nan, math.inf, [1, math.nan], {"a": -math.inf}, {1: "a"}, {"a"}, b"bytes", [10**5000]],
)
def test_what_json_cannot_hold_is_refused_without_being_quoted(memory, value):
    with pytest.raises(ValueError, match="a journal") as caught:
        memory.save(KEY, value, base=0)
    assert caught.value.__context__ is None
    assert memory.sessions() == []


def test_lists_too_deep_to_be_read_back_are_refused(memory):
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(ValueError, match="this deep"):
        memory.save(KEY, deep, base=0)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a",
        "a/b/c",
        "A/b",
        "a/b ",
        "a/b\n",
        "a_b/c",
        "/b",
        "a/",
        "a--b/c",
        "a/é",
        "a/" + 200 * "b",
    ],
)
def test_a_key_is_a_form_and_an_item(memory, key):
    with pytest.raises(ValueError, match="form/item"):
        memory.save(key, 1, base=0)


@pytest.mark.parametrize("form", ["", "check-in/", "A", "a%"])
def test_a_form_is_the_first_part_of_a_key(memory, form):
    with pytest.raises(ValueError, match="form's key"):
        memory.answers(form)


def test_an_older_page_does_not_overwrite_a_newer_answer(page):
    one, other = page(), page()
    one.save(KEY, "first", base=0)
    with pytest.raises(Changed) as caught:
        other.save(KEY, "second", base=0)
    assert caught.value.current == one.answers()[KEY]
    assert caught.value.current.value == "first"
    assert other.save(KEY, "second", base=caught.value.current.revision).revision == 2


def test_the_same_answer_from_two_pages_is_no_conflict_and_no_change(page):
    one, other = page(), page()
    first = one.save(KEY, {"a": 1, "b": 2}, base=0)
    assert other.save(KEY, {"b": 2, "a": 1}, base=0) == first


def test_the_same_answer_in_a_later_sitting_is_an_answer_of_that_sitting(memory):
    memory.save(KEY, 5, base=0)
    memory.end_session()
    again = memory.save(KEY, 5, base=0)
    assert (again.session, again.revision) == (2, 2)
    assert [answer.session for answer in memory.history("reassurance")] == [1, 2]


def test_a_cleared_answer_is_none_and_the_history_still_tells(memory):
    memory.save(KEY, 5, base=0)
    memory.end_session()
    memory.save(KEY, None, base=1)
    assert memory.answers()[KEY].value is None
    assert [answer.value for answer in memory.history("reassurance")] == [5, None]


def test_clearing_what_was_never_answered_begins_nothing(memory):
    assert memory.save(KEY, None, base=0).revision == 0
    assert memory.answers() == {}
    assert memory.sessions() == []


def test_a_page_that_knew_another_journal_is_told_that_this_one_has_no_answer(memory):
    with pytest.raises(Changed) as caught:
        memory.save(KEY, 5, base=3)
    assert (caught.value.current.value, caught.value.current.revision) == (None, 0)
    assert memory.save(KEY, 5, base=0).revision == 1


def test_answers_of_one_form_leave_out_forms_that_begin_alike(memory):
    for key in ("check-in/fear", "check-in-two/fear", "check/fear", "check-in/note"):
        memory.save(key, 1, base=0)
    assert sorted(memory.answers("check-in")) == ["check-in/fear", "check-in/note"]
    assert [answer.key for answer in memory.history("check")] == ["check/fear"]
    assert len(memory.answers()) == 4


actions = st.lists(
    st.tuples(
        st.sampled_from([0, 1]),
        st.sampled_from(["save", "save", "save", "read", "end"]),
        st.sampled_from(["form/a", "form/b"]),
        st.sampled_from([None, 1, 2, "x", [1]]),
    ),
    max_size=30,
)


@given(actions)
def test_two_pages_in_any_order_never_overwrite_what_they_have_not_seen(steps):
    with tempfile.TemporaryDirectory() as place:
        shelf = Shelf(place, ["amber", "basil"])
        code, key = shelf.start("p")
        pages = [shelf.open(code, key), shelf.open(code, key)]
        try:
            compare_with_a_dictionary(pages, steps)
        finally:
            for journal in pages:
                journal.close()


def compare_with_a_dictionary(pages: list[Journal], steps: list[Any]) -> None:
    stored: dict[str, tuple[Any, int]] = {}
    seen: list[dict[str, int]] = [{}, {}]
    for who, action, key, value in steps:
        if action == "read":
            seen[who] = {k: answer.revision for k, answer in pages[who].answers().items()}
        elif action == "end":
            pages[who].end_session()
        else:
            save_as_the_dictionary_says(pages[who], key, value, seen[who], stored)
    for journal in pages:
        assert {k: (a.value, a.revision) for k, a in journal.answers().items()} == stored


def save_as_the_dictionary_says(
    journal: Journal, key: str, value: Any, seen: dict[str, int], stored: dict[str, Any]
) -> None:
    now, revision = stored.get(key, (None, 0))
    base = seen.get(key, 0)
    if base != revision and value != now:
        with pytest.raises(Changed) as caught:
            journal.save(key, value, base=base)
        assert (caught.value.current.value, caught.value.current.revision) == (now, revision)
        return
    answer = journal.save(key, value, base=base)
    seen[key] = answer.revision
    assert answer.value == value
    assert answer.revision == revision + 1 or (value == now and answer.revision == revision)
    if answer.revision:
        stored[key] = (value, answer.revision)
