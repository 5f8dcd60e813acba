"""Two copies put together: nothing is lost, in whichever order, however often."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import (
    CannotBring,
    Changed,
    EntryChanged,
    Record,
    Shelf,
    from_json,
    is_locked,
    preview,
    to_json,
)
from journal.merging import known_sittings, merged
from journal.values import ordered

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
NOTHING = Record(sittings=())

# Few of each, so that two records have much in common.
moments = st.integers(0, 5).map(lambda days: START + timedelta(days=days))
answers = st.fixed_dictionaries(
    {
        "key": st.sampled_from(["form/a", "form/b"]),
        "value": st.sampled_from([None, 1, 1.0, True, {"a": 1, "b": 2}, {"b": 2, "a": 1}]),
        "at": moments,
    }
)
entries = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["0" * 32, "1" * 32, "2" * 32]),
        "key": st.sampled_from(["form/p", "form/q"]),
        "body": st.sampled_from([{}, {"a": 1}, {"a": 2}]),
        "revision": st.integers(1, 3),
        "at": moments,
    }
)


@st.composite
def records(draw):
    ids = set()
    sittings = []
    for _ in range(draw(st.integers(0, 4))):
        fresh = draw(st.lists(entries, max_size=2, unique_by=lambda one: one["id"]))
        fresh = [one for one in fresh if one["id"] not in ids]
        ids |= {one["id"] for one in fresh}
        sittings.append(
            {
                "began": draw(moments),
                "last": draw(moments),
                "ended": draw(st.none() | moments),
                "answers": draw(st.lists(answers, max_size=2, unique_by=lambda one: one["key"])),
                "entries": fresh,
            }
        )
    return merged(NOTHING, Record(sittings=sittings))


def said(record):
    """Everything that a record says, by its sitting; an answer set aside is one still."""
    found = set()
    for known, sitting in known_sittings(record).items():
        for answer in sitting.answers:
            if answer.value is not None:
                found.add((known, answer.key, ordered(answer.value)))
        for entry in sitting.entries:
            if entry.key in ("form/a", "form/b"):
                found.add((known, entry.key, ordered(entry.body["answered"])))
            else:
                found.add((None, entry.key, ordered(entry.body)))
    return found


@given(records(), records())
def test_nothing_is_lost_and_nothing_made_up(one, other):
    assert said(merged(one, other)) == said(one) | said(other)


@given(records(), records())
def test_it_is_the_same_whichever_comes_first(one, other):
    assert to_json(merged(one, other)) == to_json(merged(other, one))


def test_what_differs_in_the_order_of_names_only_is_the_same_too():
    def record(value):
        answer = {"key": "form/a", "value": value, "at": START}
        entry = {"id": "0" * 32, "key": "form/p", "body": value, "revision": 1, "at": START}
        sitting = {"began": START, "last": START, "ended": None}
        return Record(sittings=[sitting | {"answers": [answer], "entries": [entry]}])

    one, other = record({"a": 1, "b": 2}), record({"b": 2, "a": 1})
    assert to_json(merged(one, other)) == to_json(merged(other, one))
    assert len(merged(one, other).sittings[0].entries) == 1


@given(records(), records())
def test_to_do_it_again_changes_nothing(one, other):
    both = merged(one, other)
    assert to_json(merged(both, other)) == to_json(both)
    assert to_json(merged(one, both)) == to_json(both)
    assert to_json(merged(both, both)) == to_json(both)


@given(records(), records())
def test_two_journals_come_to_the_same(one, other):
    journals = [Shelf("nowhere", []).in_memory() for _ in range(2)]
    for journal, (first, second) in zip(journals, [(one, other), (other, one)], strict=True):
        journal.merge(first)
        journal.merge(second)
    assert to_json(journals[0].record()) == to_json(journals[1].record())
    assert to_json(journals[0].record()) == to_json(merged(one, other))
    shown = [{key: one.value for key, one in journal.answers().items()} for journal in journals]
    assert shown[0] == shown[1]
    for journal in journals:
        journal.close()


@given(records(), records())
def test_what_was_announced_comes_in(one, other):
    announced = preview(one, other)
    after = preview(merged(one, other), other)
    assert (after.new, after.different) == (0, 0)
    assert after.there == announced.new + announced.there + announced.different
    if announced.new + announced.different == 0:
        assert said(merged(one, other)) == said(one)


# In a journal


@pytest.fixture
def copy(memory, standing_clock):
    """A record of a journal as it was, which then went on."""
    memory.save("form/same", 1, base=0)
    memory.save("form/other", 1, base=0)
    memory.add_entry("form/practice", {"note": "old"}, id="a" * 32)
    record = from_json(to_json(memory.record()))
    standing_clock.forward(minutes=5)
    memory.save("form/other", 2, base=1)
    memory.save("form/later", 3, base=0)
    return record


def test_the_later_answer_stands_and_the_other_is_kept(memory, copy):
    assert preview(memory.record(), copy) == (1, START.date(), START.date(), 0, 2, 1)
    memory.merge(copy)
    assert memory.answers()["form/other"].value == 2
    assert [entry.body for entry in memory.entries("form/other")] == [{"answered": 1}]
    assert preview(memory.record(), copy) == (1, START.date(), START.date(), 0, 3, 0)


def test_what_was_kept_is_forgotten_with_its_form(memory, copy):
    memory.merge(copy)
    memory.forget("form")
    assert memory.entries("form/other") == []
    assert all(not sitting.answers and not sitting.entries for sitting in memory.record().sittings)


def test_to_bring_in_what_is_there_writes_nothing(page, copy):
    journal = page()
    journal.merge(copy)
    before, revision = to_json(journal.record()), journal.answers()["form/other"].revision
    told = []
    journal.merge(copy, lambda *steps: told.append(steps))
    assert to_json(journal.record()) == before
    assert journal.answers()["form/other"].revision == revision
    assert told == []


def test_an_empty_journal_becomes_the_copy(page, copy):
    journal, told = page(), []
    assert preview(journal.record(), copy).new == 3
    journal.merge(copy, lambda done, total: told.append((done, total)))
    assert to_json(journal.record()) == to_json(copy)
    assert told == [(1, 1)]


def test_earlier_sittings_come_before_and_the_latest_answer_stays(memory, copy, standing_clock):
    standing_clock.forward(days=-30)
    elsewhere = Shelf("nowhere", []).in_memory()
    elsewhere.save("form/other", 9, base=0)
    memory.merge(elsewhere.record())
    elsewhere.close()
    standing_clock.forward(days=30)
    assert [one.value for one in memory.history("form") if one.key == "form/other"] == [9, 2]
    assert memory.answers()["form/other"].value == 2
    assert [one.opened for one in memory.sessions()] == sorted(
        one.opened for one in memory.sessions()
    )
    assert memory.session().closed is None, "this sitting goes on"
    assert memory.save("form/same", 5, base=1).session == 2


def test_a_page_that_knows_an_old_answer_is_told(memory, standing_clock):
    elsewhere = Shelf("nowhere", []).in_memory()
    memory.save("form/item", 1, base=0)
    standing_clock.forward(days=1)
    elsewhere.save("form/item", 2, base=0)
    memory.merge(elsewhere.record())
    elsewhere.close()
    with pytest.raises(Changed) as caught:
        memory.save("form/item", 5, base=1)
    assert caught.value.current.value == 2


def test_a_new_answer_has_no_number_that_a_page_knew_for_another(memory, standing_clock):
    elsewhere = Shelf("nowhere", []).in_memory()
    memory.save("form/item", 1, base=0)
    memory.save("form/item", 2, base=1)
    memory.save("gone/item", 1, base=0)
    memory.forget("gone")
    standing_clock.forward(days=1)
    elsewhere.save("form/item", 9, base=0)
    elsewhere.save("gone/item", 9, base=0)
    memory.merge(elsewhere.record())
    elsewhere.close()
    for key, known in (("form/item", 2), ("gone/item", 1)):
        with pytest.raises(Changed):
            memory.save(key, 5, base=known)


def test_only_the_last_sitting_can_go_on(memory, standing_clock):
    memory.save("form/item", 1, base=0)
    earlier = memory.record()
    elsewhere = Shelf("nowhere", []).in_memory()
    standing_clock.forward(hours=1)
    elsewhere.save("form/item", 2, base=0)
    elsewhere.merge(earlier)
    first, second = elsewhere.record().sittings
    elsewhere.close()
    assert (first.ended, second.ended) == (first.last, None)


def test_a_sitting_that_was_ended_in_one_copy_ended_when_it_was_last_written_in(
    memory, standing_clock
):
    memory.save("form/item", 1, base=0)
    elsewhere = Shelf("nowhere", []).in_memory()
    elsewhere.merge(memory.record())
    elsewhere.end_session()
    standing_clock.forward(hours=1)
    memory.save("form/item", 2, base=1)
    elsewhere.merge(memory.record())
    (sitting,) = elsewhere.record().sittings
    elsewhere.close()
    assert sitting.ended == sitting.last == standing_clock.moment


def test_of_two_edits_of_one_entry_both_are_seen(memory, copy):
    memory.change_entry("a" * 32, {"note": "here"}, 1)
    elsewhere = Shelf("nowhere", []).in_memory()
    elsewhere.merge(copy)
    elsewhere.change_entry("a" * 32, {"note": "there"}, 1)
    memory.merge(elsewhere.record())
    elsewhere.close()
    bodies = [entry.body["note"] for entry in memory.entries("form/practice")]
    assert sorted(bodies) == ["here", "there"]
    with pytest.raises(EntryChanged):
        memory.change_entry("a" * 32, {"note": "on"}, 2)


def test_a_change_of_an_entry_is_no_second_one(memory, copy):
    memory.change_entry("a" * 32, {"note": "new"}, 1)
    before = len(memory.entries("form/practice"))
    elsewhere = Shelf("nowhere", []).in_memory()
    elsewhere.merge(memory.record())
    assert before == len(elsewhere.entries("form/practice")) == 1
    elsewhere.close()


def test_keys_that_nobody_knows_are_kept(memory):
    sitting = {"began": START, "last": START, "ended": START, "entries": []}
    answer = {"key": "module-of-2040/item", "value": {"new": [1]}, "at": START}
    record = Record(sittings=[sitting | {"answers": [answer]}])
    memory.merge(record)
    assert to_json(memory.record()) == to_json(record)


def test_a_merge_that_fails_leaves_the_journal_as_it_was(page, copy):
    journal = page()
    journal.save("form/mine", 1, base=0)
    before = to_json(journal.record())

    def stop(_done, _total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        journal.merge(copy, stop)
    assert to_json(journal.record()) == before
    journal.merge(copy)
    assert "form/other" in journal.answers()


def test_after_a_clock_was_set_back_each_keeps_its_own_order(memory, standing_clock):
    memory.save("form/item", 1, base=0)
    memory.end_session()
    standing_clock.forward(days=-3)
    memory.save("form/item", 2, base=1)
    elsewhere = Shelf("nowhere", []).in_memory()
    standing_clock.forward(days=1)
    elsewhere.save("form/item", 9, base=0)
    memory.merge(elsewhere.record())
    elsewhere.close()
    values = [one.value for one in memory.history("form")]
    assert values.index(1) < values.index(2)
    assert sorted(values) == [1, 2, 9]


def test_bytes_that_need_a_passphrase_are_told_from_text(shelf, started, page, copy):
    page().merge(copy)
    assert is_locked(shelf.copy(*started))
    assert not is_locked(to_json(copy))
    assert not is_locked(("é" * 4000).encode())
    assert not is_locked(("x" + "é" * 4000).encode())
    with pytest.raises(CannotBring):
        from_json(shelf.copy(*started))
