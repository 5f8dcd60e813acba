"""An older journal is copied and brought up to date step by step; a newer one is left alone."""

import json
import os
import signal
from contextlib import closing

import pytest

from journal import JournalError, Shelf, TooNew, connection
from journal.migrations import STEPS, version_of

WORDS = ["amber", "basil", "cedar"]
NOW = len(STEPS)


def mark(db):
    """As a step might, change what is stored."""
    for session, key, value in db.execute("SELECT session, key, value FROM answer").fetchall():
        changed = json.dumps([json.loads(value)])
        db.execute(
            "UPDATE answer SET value = ? WHERE session = ? AND key = ?", (changed, session, key)
        )


def add_table(db):
    db.execute("CREATE TABLE later (a)")


@pytest.fixture
def old(shelf, started, folder):
    """A journal of the present version with an answer, its path and its salt."""
    journal = shelf.open(*started)
    journal.save("form/a", "words", base=0)
    journal.close()
    return folder / f"{started[0]}.journal"


def read(path, key):
    with closing(connection.connect(path, key, path.read_bytes()[:16], "ro")) as db:
        return version_of(db), db.execute("SELECT value FROM answer").fetchall()


def names(path):
    return sorted(file.name.partition(".")[2] for file in path.parent.iterdir())


def test_an_older_journal_is_brought_up_to_date_with_a_copy_as_it_was(folder, old, started):
    newer = Shelf(folder, WORDS, [*STEPS, mark, add_table])
    journal = newer.open(*started)
    assert journal.answers()["form/a"].value == ["words"]
    journal.close()
    assert names(old) == ["journal", "seal", f"v{NOW}.journal"]
    copy = old.with_name(f"{started[0]}.v{NOW}.journal")
    assert copy.stat().st_mode & 0o077 == 0
    assert b"words" not in copy.read_bytes()
    assert read(copy, started[1]) == (NOW, [('"words"',)])
    assert read(old, started[1]) == (NOW + 2, [('["words"]',)])
    newer.open(*started).close()
    assert read(copy, started[1]) == (NOW, [('"words"',)])


def test_a_journal_of_the_present_version_is_not_copied(shelf, old, started):
    shelf.open(*started).close()
    assert names(old) == ["journal", "seal"]


def test_a_new_journal_is_not_copied_on_its_way_through_the_versions(folder):
    code, _ = Shelf(folder, WORDS, [*STEPS, add_table]).start("p")
    assert names(folder / code) == ["journal", "seal"]


def test_what_was_still_in_the_log_is_in_the_copy(folder, shelf, old, started):
    holding = shelf.open(*started)
    holding.save("form/a", "in the log", base=1)
    journal = Shelf(folder, WORDS, [*STEPS, mark]).open(*started)
    assert journal.answers()["form/a"].value == ["in the log"]
    journal.close()
    holding.close()
    copy = old.with_name(f"{started[0]}.v{NOW}.journal")
    assert read(copy, started[1]) == (NOW, [('"in the log"',)])


@pytest.mark.parametrize("mistake", [KeyError("words"), ValueError("words"), TypeError("words")])
def test_a_step_with_a_mistake_changes_nothing_and_quotes_nothing(folder, shelf, started, mistake):
    def mistaken(db):
        mark(db)
        raise mistake

    journal = shelf.open(*started)
    journal.save("form/a", "words", base=0)
    with pytest.raises(JournalError) as caught:
        Shelf(folder, WORDS, [*STEPS, mistaken]).open(*started)
    assert "words" not in repr(caught.value)
    assert caught.value.__context__ is None
    assert journal.answers()["form/a"].value == "words"
    journal.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize("moment", ["copying", "copied", "first step", "second step", "committed"])
def test_a_kill_half_way_leaves_a_whole_journal_and_the_next_opening_goes_on(
    folder, old, started, moment
):
    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    def first(db):
        mark(db)
        if moment == "first step":
            die()

    def second(db):
        add_table(db)
        if moment == "second step":
            die()

    child = os.fork()
    if child == 0:
        try:
            if moment == "copying":
                connection.sync_file = die
            elif moment == "copied":
                connection.sync_folder = die
            Shelf(folder, WORDS, [*STEPS, first, second]).open(*started)
        finally:
            die()
    assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL

    journal = Shelf(folder, WORDS, [*STEPS, mark, add_table]).open(*started)
    assert journal.answers()["form/a"].value == ["words"]
    journal.close()
    assert read(old, started[1]) == (NOW + 2, [('["words"]',)])
    copy = old.with_name(f"{started[0]}.v{NOW}.journal")
    assert read(copy, started[1]) == (NOW, [('"words"',)])
    assert not list(folder.glob("*.partial*"))


def test_two_pages_opening_an_older_journal_take_each_step_once(folder, old, started):
    taken = []

    def step(db):
        taken.append(1)
        mark(db)

    newer = Shelf(folder, WORDS, [*STEPS, step])
    pages = [newer.open(*started), newer.open(*started)]
    assert [page.answers()["form/a"].value for page in pages] == [["words"]] * 2
    for page in pages:
        page.close()
    assert taken == [1]
    assert old.exists()


def test_a_newer_journal_is_refused_and_not_a_byte_of_it_changes(folder, shelf, old, started):
    Shelf(folder, WORDS, [*STEPS, mark, add_table]).open(*started).close()
    before = old.read_bytes()
    with pytest.raises(TooNew):
        shelf.open(*started)
    assert old.read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_a_newer_journal_whose_version_is_still_in_the_log_is_not_touched(
    folder, shelf, old, started
):
    child = os.fork()
    if child == 0:
        try:
            held = Shelf(folder, WORDS, [*STEPS, add_table]).open(*started)
            assert held
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    log = old.with_name(f"{old.name}-wal")
    before = (old.read_bytes(), log.read_bytes())
    with pytest.raises(TooNew):
        shelf.open(*started)
    assert (old.read_bytes(), log.read_bytes()) == before
    assert len(before[1]) > 0


def test_a_journal_in_memory_has_every_table(folder):
    journal = Shelf(folder, WORDS, [*STEPS, add_table]).in_memory()
    assert version_of(journal._connection) == NOW + 1
    journal.close()
