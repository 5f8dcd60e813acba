"""A write that fails says why, writes nothing, and the next one works."""

import os
import subprocess
import traceback
from contextlib import suppress
from pathlib import Path

import pytest

from journal import JournalError, Shelf, Unwritable

resource = pytest.importorskip("resource", reason="limits as Unix has them")

PLANTED = "a sentence that no log may hold"
KEY = "form/a"


def said(error: BaseException) -> str:
    """Return all that a log of the error could hold."""
    assert error.__context__ is None
    assert error.__cause__ is None
    return "".join(traceback.format_exception(error)) + repr(error) + repr(error.args)


def refused(journal, value, base=0) -> Unwritable:
    with pytest.raises(Unwritable) as caught:
        journal.save(KEY, value, base=base)
    return caught.value


def test_a_database_that_may_not_grow_is_full_until_it_may(page):
    journal = page()
    journal.save(KEY, "kept", base=0)
    journal._connection.execute("PRAGMA max_page_count = 12").fetchall()
    error = refused(journal, PLANTED * 10_000, base=1)
    assert error.reason == "full"
    assert PLANTED not in said(error)
    assert journal.answers()[KEY].value == "kept"
    journal._connection.execute("PRAGMA max_page_count = 100000").fetchall()
    assert journal.save(KEY, PLANTED * 10_000, base=1).revision == 2


def test_a_file_that_the_system_lets_grow_no_further_is_told_and_the_next_save_works(page):
    journal = page()
    journal.save(KEY, "kept", base=0)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        error = refused(journal, PLANTED * 100_000, base=1)
        assert journal.answers()[KEY].value == "kept"
        assert journal.save(KEY, "small", base=1).revision == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert error.reason in ("full", "disk")
    assert PLANTED not in said(error)
    assert journal.save(KEY, PLANTED * 100_000, base=2).revision == 3
    assert page().answers()[KEY].value == PLANTED * 100_000


@pytest.fixture
def small_disk(tmp_path: Path):
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "none", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a small disk cannot be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def fill(path: Path) -> None:
    """Write until there is no room for one byte more."""
    with path.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def test_a_disk_without_room_is_full_and_what_was_saved_is_there(small_disk):
    shelf = Shelf(small_disk / "shelf", ["amber", "basil"])
    code, key = shelf.start("p")
    journal = shelf.open(code, key)
    journal.save(KEY, "kept", base=0)
    fill(small_disk / "filler")
    error = refused(journal, PLANTED * 1_000, base=1)
    assert error.reason == "full"
    assert PLANTED not in said(error)
    assert journal.answers()[KEY].value == "kept"
    with pytest.raises(Unwritable, match="full") as caught:
        shelf.start("p")
    assert "amber" not in said(caught.value)
    journal.close()
    fill(small_disk / "filler")
    with pytest.raises(Unwritable, match="full"):
        shelf.open(code, key)
    (small_disk / "filler").unlink()
    journal = shelf.open(code, key)
    assert journal.save(KEY, PLANTED * 100, base=1).revision == 2
    journal.close()


def test_a_journal_that_may_only_be_read_says_so_and_can_be_read(page):
    journal = page()
    journal.save(KEY, "kept", base=0)
    journal._connection.execute("PRAGMA query_only = ON")
    error = refused(journal, PLANTED, base=1)
    assert error.reason == "read-only"
    assert PLANTED not in said(error)
    assert journal.answers()[KEY].value == "kept"
    journal._connection.execute("PRAGMA query_only = OFF")
    assert journal.save(KEY, PLANTED, base=1).revision == 2


def test_a_folder_that_cannot_be_made_says_so_without_its_name(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unwritable) as caught:
        Shelf(tmp_path / "file" / "shelf", ["amber"]).start("p")
    assert str(tmp_path) not in repr(caught.value) + str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.usefixtures("impatient")
def test_a_journal_that_another_page_holds_too_long_is_busy(page):
    one, other = page(), page()
    one._connection.execute("BEGIN IMMEDIATE")
    error = refused(other, PLANTED)
    assert error.reason == "busy"
    assert PLANTED not in said(error)
    assert other.answers() == {}
    one._connection.execute("ROLLBACK")
    assert other.save(KEY, PLANTED, base=0).revision == 1


def test_an_interrupted_save_is_undone_and_the_next_one_works(page, monkeypatch):
    journal = page()
    enter = journal._enter

    def interrupted(*given):
        enter(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_enter", interrupted)
    with pytest.raises(KeyboardInterrupt):
        journal.save(KEY, 1, base=0)
    monkeypatch.undo()
    assert page().sessions() == []
    assert page().save(KEY, 2, base=0).revision == 1


def test_a_closed_journal_says_so(page):
    journal = page()
    journal.close()
    journal.close()
    with pytest.raises(JournalError, match="closed") as caught:
        journal.save(KEY, PLANTED, base=0)
    assert PLANTED not in said(caught.value)


def test_no_record_shows_its_content_when_it_is_printed(page):
    journal = page()
    answer = journal.save(KEY, PLANTED, base=0)
    entry = journal.add_entry("form/practice", {"note": PLANTED})
    assert PLANTED not in f"{answer!r} {entry!r} {journal!r} {journal.answers()!r}"
