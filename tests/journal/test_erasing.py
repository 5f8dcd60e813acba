"""Erasing removes every file of a code and no other, and nobody brings one back."""

import os
import signal
from datetime import UTC, datetime

import pytest

from journal import CannotOpen, Shelf, Unwritable, erasing

PASSPHRASE = "seven quiet otters"
BESIDE = [
    "seal.k3jx9", "next.seal", "journal-journal", "v1.journal", "v2.journal.partial",
    "damaged-20260301T090000Z.journal", "damaged-20260301T090000Z-2.journal-wal",
]  # fmt: skip


def left(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.fixture
def alike(folder, started):
    """Files of codes that begin or end alike, and what all have in common."""
    code = started[0]
    names = [
        f"{code}x.journal",
        f"{code}x.seal",
        f"{code}-x.journal-wal",
        f"x{code}.journal",
        "tries",
    ]
    for name in names:
        (folder / name).write_bytes(b"another's")
    return sorted(names)


def test_every_file_of_the_code_goes_and_no_other(shelf, started, folder, alike):
    for name in BESIDE:
        (folder / f"{started[0]}.{name}").write_bytes(b"of this one")
    shelf.erase(*started)
    assert left(folder) == alike
    with pytest.raises(CannotOpen):
        shelf.open(*started)


def test_a_code_as_typed_is_erased(shelf, started, folder):
    shelf.erase(started[0].upper().replace("-", " "), started[1])
    assert left(folder) == []


@pytest.mark.parametrize("code", [None, "amber-basil-nowhere", "../x"])
def test_a_wrong_code_or_key_erases_nothing(shelf, started, folder, code):
    before = left(folder)
    with pytest.raises(CannotOpen):
        shelf.erase(code or started[0], b"k" * 32)
    assert left(folder) == before
    shelf.open(*started).close()


def test_a_damaged_journal_and_one_without_a_seal_can_be_erased(shelf, folder):
    for harm in ("damaged", "unsealed"):
        code, key = shelf.start(PASSPHRASE)
        path = folder / f"{code}.journal"
        if harm == "damaged":
            path.write_bytes(path.read_bytes()[:5000])
        else:
            path.with_suffix(".seal").unlink()
        shelf.erase(code, key)
        assert left(folder) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_page_open_elsewhere_saves_and_reads_nothing_more_and_brings_nothing_back(
    shelf, started, folder, elsewhere
):
    page = elsewhere(*started)
    assert page("save", "form/a", "kept", base=0) == "Answer"
    shelf.erase(*started)
    assert page("save", "form/a", "too late", base=1) == "CannotOpen"
    assert page("answers") == "CannotOpen"
    assert page("end_session") == "CannotOpen"
    assert page("close") == "NoneType"
    assert left(folder) == []


def test_a_save_that_waited_while_the_journal_was_erased_is_refused(
    shelf, started, folder, page, monkeypatch
):
    journal = page()
    journal.save("form/a", 1, base=0)
    locked = []

    def waited(connection):
        if not locked:
            locked.append(1)
            shelf.erase(*started)
        connection.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr("journal.store.lock", waited)
    with pytest.raises(CannotOpen):
        journal.save("form/a", 2, base=1)
    assert left(folder) == []


def test_a_page_that_opens_meanwhile_writes_no_seal_anew(shelf, started, folder, monkeypatch):
    (folder / f"{started[0]}.seal").unlink()

    def waited(connection):
        shelf.erase(*started)
        connection.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr("journal.seals.lock", waited)
    journal = shelf.open(*started)
    with pytest.raises(CannotOpen):
        journal.answers()
    journal.close()
    assert left(folder) == []


@pytest.mark.usefixtures("impatient")
def test_while_another_page_is_writing_nothing_is_erased(shelf, started, folder, page):
    journal = page()
    journal._connection.execute("BEGIN IMMEDIATE")
    before = left(folder)
    with pytest.raises(Unwritable, match="busy"):
        shelf.erase(*started)
    assert left(folder) == before
    journal._connection.execute("ROLLBACK")
    assert journal.save("form/a", 1, base=0).revision == 1


def test_what_cannot_be_removed_is_told_and_can_be_erased_later(
    shelf, started, folder, monkeypatch
):
    (folder / f"{started[0]}.v1.journal").mkdir()
    with pytest.raises(Unwritable) as caught:
        shelf.erase(*started)
    assert started[0] not in repr(caught.value)
    shelf.open(*started).close()
    (folder / f"{started[0]}.v1.journal").rmdir()
    shelf.erase(*started)
    assert left(folder) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize("removed", range(6))
def test_a_kill_half_way_leaves_a_whole_journal_or_none_and_the_rest_can_be_erased(
    shelf, started, folder, removed
):
    journal = shelf.open(*started)
    journal.save("form/a", "in the log", base=0)
    (folder / f"{started[0]}.v1.journal").write_bytes(b"older")
    child = os.fork()
    if child == 0:
        try:
            unlink, done = type(folder).unlink, []

            def counted(path, **named):
                if len(done) == removed:
                    os.kill(os.getpid(), signal.SIGKILL)
                done.append(path)
                unlink(path, **named)

            type(folder).unlink = counted
            shelf.erase(*started)
        finally:
            os._exit(1)
    status = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(status) or removed == 5, "there are five files"
    del journal
    if f"{started[0]}.journal" in left(folder):
        again = shelf.open(*started)
        assert again.answers()["form/a"].value == "in the log"
        again.close()
    if left(folder):
        shelf.erase(*started)
    assert left(folder) == []


# What a start left behind


@pytest.fixture
def begun(folder):
    """Files as a start leaves them that was killed, an hour before the standing clock's time."""

    def make(name, content=b"", minutes=61):
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(content)
        then = datetime(2026, 3, 1, 9, 0, tzinfo=UTC).timestamp() - 60 * minutes
        os.utime(path, (then, then))
        return path

    return make


@pytest.mark.usefixtures("standing_clock")
def test_a_start_removes_what_an_earlier_one_left_empty(shelf, begun):
    empty = begun("amber-amber-nowhere.journal")
    shelf.start(PASSPHRASE)
    assert not empty.exists()


@pytest.mark.usefixtures("standing_clock")
@pytest.mark.parametrize(
    ("name", "content", "minutes", "beside"),
    [
        ("amber-amber-nowhere.journal", b"", 59, None),  # it may be starting now
        ("amber-amber-nowhere.journal", b"x", 61, None),
        ("amber-amber-nowhere.journal", b"", 61, "amber-amber-nowhere.seal"),  # damaged
        ("amber-amber-nowhere.journal", b"", 61, "amber-amber-nowhere.journal-wal"),
        ("amber-amber-nowhere.v1.journal", b"", 61, None),
        ("notes.journal", b"", 61, None),
    ],
)
def test_a_start_leaves_whatever_may_hold_something(shelf, begun, name, content, minutes, beside):
    kept = begun(name, content, minutes)
    if beside:
        begun(beside)
    shelf.start(PASSPHRASE)
    assert kept.exists()


def test_erasing_is_not_kept_from_a_full_disk(shelf, started, folder, monkeypatch):
    def full(*_):
        raise erasing.dbapi2.OperationalError("database or disk is full")

    monkeypatch.setattr(erasing, "lock", full)
    Shelf(folder, []).erase(*started)
    assert left(folder) == []
