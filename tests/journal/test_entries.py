"""Entries: several in a sitting, each by its own id."""

import pytest

from journal import EntryChanged, Gone

KEY = "reassurance/riding-an-urge"
ID = "0123456789abcdef" * 2


def test_entries_come_back_in_the_order_they_were_added(page, standing_clock):
    journal = page()
    journal.add_entry(KEY, {"before": 7})
    standing_clock.forward(hours=-1)
    journal.add_entry(KEY, {"before": 6})
    assert [entry.body["before"] for entry in page().entries(KEY)] == [7, 6]
    assert page().entries("other/practice") == []


def test_adding_an_entry_twice_is_once(memory):
    first = memory.add_entry(KEY, {"before": 7}, id=ID)
    assert memory.add_entry(KEY, {"before": 7}, id=ID) == first
    assert memory.entries(KEY) == [first]


def test_an_id_stays_with_its_key(memory):
    memory.add_entry(KEY, {}, id=ID)
    with pytest.raises(ValueError, match="another key"):
        memory.add_entry("other/practice", {}, id=ID)


def test_a_changed_entry_keeps_its_sitting_and_time(memory, standing_clock):
    first = memory.add_entry(KEY, {"before": 7})
    standing_clock.forward(hours=5)
    changed = memory.change_entry(first.id, {"before": 7, "after": 3}, first.revision)
    assert (changed.session, changed.at, changed.revision) == (1, first.at, 2)
    assert memory.entries(KEY) == [changed]
    assert memory.session().id == 2


def test_an_older_page_does_not_overwrite_a_newer_entry(page):
    one, other = page(), page()
    first = one.add_entry(KEY, {"before": 7})
    now = one.change_entry(first.id, {"before": 8}, 1)
    with pytest.raises(EntryChanged) as caught:
        other.change_entry(first.id, {"before": 9}, 1)
    assert caught.value.current == now
    assert other.change_entry(first.id, {"before": 8}, 1) == now


def test_a_removed_entry_is_gone_and_stays_gone(memory):
    first = memory.add_entry(KEY, {"before": 7})
    memory.remove_entry(first.id)
    memory.remove_entry(first.id)
    assert memory.entries(KEY) == []
    with pytest.raises(Gone):
        memory.change_entry(first.id, {"before": 1}, 1)


@pytest.mark.parametrize("identity", ["", "x", ID.upper(), ID + "\n", "g" * 32])
def test_an_id_is_hex_digits(memory, identity):
    with pytest.raises(ValueError, match="hex"):
        memory.add_entry(KEY, {}, id=identity)


def test_a_body_is_a_map(memory):
    with pytest.raises(ValueError, match="map"):
        memory.add_entry(KEY, ["not", "a", "map"])
