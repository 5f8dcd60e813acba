"""A copy that opens with the passphrase anywhere, of which nothing is ever readable here."""

import os
import random
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlcipher3 import dbapi2

from journal import CannotBring, CannotOpen, Shelf, Unwritable, copying, keys, to_json
from journal.connection import connect
from journal.keys import derive
from journal.migrations import STEPS

PASSPHRASE = "seven quiet otters"
PLANTED = "I waited by the telephone until the morning"


@pytest.fixture
def kept(shelf, started):
    """The record of the journal, with something in it."""
    journal = shelf.open(*started)
    journal.save("form/note", PLANTED, base=0)
    for number in range(40):
        journal.save(f"form/long-{number}", "words " * 5000, base=0)
    journal.add_entry("form/practice", {"note": PLANTED})
    record = to_json(journal.record())
    journal.close()
    return record


@pytest.fixture
def copy(shelf, started, kept):
    return shelf.copy(*started)


def taken(folder):
    return [path for path in folder.iterdir() if ".taken-" in path.name]


def test_any_sqlcipher_program_opens_it_with_the_passphrase(tmp_path, monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 256_000)  # SQLCipher's own
    shelf = Shelf(tmp_path / "shelf", ["amber"])
    code, key = shelf.start(PASSPHRASE)
    with closing(shelf.open(code, key)) as journal:
        journal.save("form/note", PLANTED, base=0)
        copy = shelf.copy(code, key)
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "copy.db").write_bytes(copy)
    with closing(dbapi2.connect(alone / "copy.db")) as plain:
        plain.execute(f"PRAGMA key = '{PASSPHRASE}'")
        assert plain.execute("SELECT key, value FROM answer").fetchall() == [
            ("form/note", f'"{PLANTED}"')
        ]
        assert plain.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
    assert [path.name for path in alone.iterdir()] == ["copy.db"]


def test_it_is_what_the_journal_held_and_leaves_nothing_behind(shelf, started, folder, kept):
    told = []
    copy = shelf.copy(*started, lambda done, total: told.append((done, total)))
    assert taken(folder) == []
    assert told[-1][0] == told[-1][1] == len(copy) // 4096
    assert to_json(shelf.read_copy(copy, PASSPHRASE, started[0])) == kept
    assert to_json(shelf.read_copy(copy, PASSPHRASE)) == kept
    assert taken(folder) == []


def test_nothing_in_it_can_be_read(copy):
    for words in (PLANTED, PASSPHRASE, "form/note", "CREATE TABLE"):
        assert words.encode() not in copy
        assert words.encode("utf-16-le") not in copy


def test_what_pages_have_open_is_in_it(shelf, started, page):
    one, other = page(), page()
    one.save("form/a", 1, base=0)
    other.save("form/b", 2, base=0)
    record = shelf.read_copy(shelf.copy(*started), PASSPHRASE)
    assert to_json(record) == to_json(one.record())


def test_what_is_saved_meanwhile_is_in_it_whole_or_not_at_all(shelf, started, kept, page):
    journal = page()
    changed = []

    def save(_done, _total):
        if len(changed) < 3:
            changed.append(journal.save(f"form/new-{len(changed)}", "x" * 9000, base=0))

    copy = shelf.copy(*started, save)
    assert to_json(shelf.read_copy(copy, PASSPHRASE)) == kept
    assert len(changed) > 0
    assert len(journal.answers()) == 41 + len(changed)


def test_a_kill_leaves_an_encrypted_file_that_is_erased_with_the_journal(
    shelf, started, folder, kept
):
    left = []

    def kill(_done, _total):
        (file,) = taken(folder)
        assert file.stat().st_mode & 0o077 == 0
        left.append((file, file.read_bytes()))

    shelf.copy(*started, kill)
    file, content = left[0]
    assert file.name.startswith(f"{started[0]}.")
    assert PLANTED.encode() not in content
    file.write_bytes(content)
    shelf.erase(*started)
    assert taken(folder) == []


def test_what_a_kill_left_goes_with_another_passphrase_and_with_forgetting(
    shelf, started, folder, page
):
    def leave():
        (folder / f"{started[0]}.taken-0a.journal").write_bytes(b"x")
        (folder / f"{started[0]}.taken-0a.journal-wal").write_bytes(b"x")

    leave()
    page().forget("form")
    assert taken(folder) == []
    leave()
    shelf.change_passphrase(started[0], PASSPHRASE, "another three otters")
    assert taken(folder) == []


def test_what_a_kill_left_goes_after_an_hour(shelf, started, folder, kept, standing_clock):
    old, new = (folder / f"nobody.taken-{name}.journal" for name in ("0a", "0b"))
    for file, minutes in ((old, 61), (new, 59)):
        file.write_bytes(b"x")
        then = standing_clock.moment - timedelta(minutes=minutes)
        os.utime(file, (then.timestamp(), then.timestamp()))
    shelf.copy(*started)
    assert taken(folder) == [new]


def test_only_the_key_takes_a_copy(shelf, started):
    for code, key in [(started[0], bytes(32)), ("no-such-code", started[1]), ("../x", started[1])]:
        with pytest.raises(CannotOpen):
            shelf.copy(code, key)


def test_a_full_disk_is_told_and_leaves_nothing(shelf, started, folder, kept, monkeypatch):
    def fail(*_):
        raise OSError(28, "no room")

    monkeypatch.setattr(copying, "make_private", fail)
    with pytest.raises(Unwritable) as caught:
        shelf.copy(*started)
    assert caught.value.reason == "full"
    assert taken(folder) == []


# Bringing it back


def refused(shelf, data, passphrase=PASSPHRASE):
    with pytest.raises(CannotBring) as caught:
        shelf.read_copy(data, passphrase)
    assert caught.value.__context__ is None
    return caught.value.reason


@pytest.mark.parametrize("passphrase", ["wrong", "", "x" * 2000, PASSPHRASE + " ", "\ud800"])
def test_a_wrong_passphrase_is_refused(shelf, copy, passphrase, folder, capfd):
    assert refused(shelf, copy, passphrase) == "passphrase"
    assert taken(folder) == []
    assert capfd.readouterr() == ("", "")


OTHERS = {
    "nothing": b"",
    "a salt": bytes(16),
    "text": b"words " * 2000,
    "a database of another program": b"SQLite format 3\x00" * 1000,
    "chance": random.Random(1).randbytes(40_960),
}


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS)
def test_what_no_passphrase_opens_is_refused(shelf, data, folder):
    assert refused(shelf, data) == "passphrase"
    assert taken(folder) == []


DAMAGES = {
    "a byte": lambda data: data[:99_000] + bytes([data[99_000] ^ 1]) + data[99_001:],
    "half": lambda data: data[: len(data) // 2],
    "half and a bit": lambda data: data[: len(data) // 2 + 77],
    "its last page lost": lambda data: data[:-4096],
    "two pages exchanged": lambda data: (
        data[:40_960] + data[45_056:49_152] + data[40_960:45_056] + data[49_152:]
    ),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_copy_is_refused(shelf, copy, folder, damage):
    assert refused(shelf, damage(copy)) == "damaged"
    assert taken(folder) == []


def test_a_copy_too_large_is_not_even_tried(shelf, copy, monkeypatch):
    monkeypatch.setattr(copying, "LARGEST", len(copy) - 1)
    assert refused(shelf, copy) == "too-large"


@pytest.fixture
def changed(copy, tmp_path):
    """Return the copy as it is after some SQL under the same passphrase."""

    def change(*statements):
        file = tmp_path / "changed.db"
        file.write_bytes(copy)
        salt = copy[:16]
        with closing(connect(file, derive(PASSPHRASE, salt), salt, "rw")) as connection:
            for statement in statements:
                connection.execute(statement)
        return file.read_bytes()

    return change


FOREIGN = {
    "no version": ["PRAGMA user_version = 0"],
    "a table more": ["CREATE TABLE more (a)"],
    "a view": ["CREATE VIEW more AS SELECT 1"],
    "a trigger": ["CREATE TRIGGER t AFTER INSERT ON session BEGIN SELECT 1; END"],
    "a table less": ["DROP TABLE entry"],
}


@pytest.mark.parametrize("statements", FOREIGN.values(), ids=FOREIGN)
def test_other_tables_than_a_journals_are_foreign(shelf, changed, statements):
    assert refused(shelf, changed(*statements)) == "foreign"


WRONG = {
    "a value that is no JSON": "UPDATE answer SET value = '{'",
    "lists too deep": f"UPDATE answer SET value = '{'[' * 60 + ']' * 60}'",
    "lists without end": f"UPDATE answer SET value = '{'[' * 100_000}'",
    "no number": "UPDATE answer SET value = 'NaN'",
    "a body that is no map": "UPDATE entry SET body = '[]'",
    "a time that is none": "UPDATE session SET opened = 'yesterday'",
    "an offset of years": "UPDATE session SET east = 999999999999",
    "a year that is none": "UPDATE session SET last = '0001-01-01T00:00:00+00:00'",
    "a key of another shape": "UPDATE answer SET key = '../' || key",
}


@pytest.mark.parametrize("statement", WRONG.values(), ids=WRONG)
def test_a_copy_with_what_no_journal_writes_is_damaged(shelf, changed, statement):
    assert refused(shelf, changed(statement)) == "damaged"


def test_a_copy_whose_pages_contradict_each_other_is_damaged(shelf, changed):
    other = "(SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_answer_1')"
    damage = f"UPDATE sqlite_schema SET rootpage = {other} WHERE name = 'entry_key'"
    assert refused(shelf, changed("PRAGMA writable_schema = ON", damage)) == "damaged"


def test_a_copy_of_a_newer_version_is_refused(shelf, changed):
    assert refused(shelf, changed(f"PRAGMA user_version = {len(STEPS) + 1}")) == "newer"


def test_a_copy_of_an_older_version_is_read(shelf, changed, kept):
    older = changed("DROP TABLE forgotten", "PRAGMA user_version = 1")
    assert to_json(shelf.read_copy(older, PASSPHRASE)) == kept


def test_the_journals_own_file_is_a_copy_too(shelf, started, kept, folder):
    data = (folder / f"{started[0]}.journal").read_bytes()
    assert to_json(shelf.read_copy(data, PASSPHRASE)) == kept
    assert taken(folder) == []


def test_a_copy_comes_into_another_journal_whole(shelf, copy, kept):
    code, key = shelf.start("another four otters")
    with closing(shelf.open(code, key)) as journal:
        journal.merge(shelf.read_copy(copy, PASSPHRASE, code))
        assert to_json(journal.record()) == kept
        assert journal.sessions()[0].opened < datetime.now(UTC) + timedelta(minutes=1)
