"""A form is forgotten for good, and nobody takes what comes after for what was before."""

import pytest

from journal import Changed, Shelf
from journal.migrations import STEPS

FORM = "seeing-clearly"
PLANTED = "what nobody shall read"


@pytest.fixture
def journal(page, standing_clock):
    """Three sittings of two forms whose names begin alike, with entries."""
    journal = page()
    for sitting in range(3):
        for form in (FORM, f"{FORM}-too", "check-in"):
            journal.save(f"{form}/a", f"{PLANTED} {sitting}", base=sitting)
            journal.add_entry(f"{form}/quiet-minute", {"note": PLANTED})
        standing_clock.forward(hours=5)
    return journal


def rows(journal, form):
    return [
        *journal.history(form),
        *journal.answers(form),
        *journal.entries(f"{form}/quiet-minute"),
    ]


def test_every_sitting_and_entry_of_the_form_goes_and_no_other(journal, page):
    sessions = journal.sessions()
    others = rows(journal, f"{FORM}-too"), rows(journal, "check-in")
    journal.forget(FORM)
    for one in (journal, page()):
        assert rows(one, FORM) == []
        assert (rows(one, f"{FORM}-too"), rows(one, "check-in")) == others
        assert one.sessions() == sessions


def test_nothing_is_left_in_the_log_or_in_a_copy(journal, folder, started):
    log = folder / f"{started[0]}.journal-wal"
    copies = [
        folder / f"{started[0]}.{name}.journal" for name in ("v1", "damaged-20260301T090000Z")
    ]
    for copy in copies:
        copy.write_bytes(b"older")
    assert log.stat().st_size > 0
    journal.forget(FORM)
    assert log.stat().st_size == 0
    assert not any(copy.exists() for copy in copies)


def test_a_page_that_knows_what_was_forgotten_overwrites_nothing_after(journal, page):
    stale = journal.answers(FORM)[f"{FORM}/a"].revision
    other = page()
    other.forget(FORM)
    for number in range(stale):
        base = other.answers(FORM)[f"{FORM}/a"].revision if number else 0
        new = other.save(f"{FORM}/a", f"new {number}", base=base)
        assert new.revision > stale
        with pytest.raises(Changed) as caught:
            journal.save(f"{FORM}/a", "stale", base=stale)
        assert caught.value.current == new


def test_forgetting_what_is_not_there_and_forgetting_twice_is_nothing(journal, memory):
    memory.forget(FORM)
    journal.forget(FORM)
    journal.forget(FORM)
    assert rows(journal, FORM) == []
    assert memory.sessions() == []


@pytest.mark.parametrize("form", ["", "a/b", "A", "%"])
def test_only_a_form_is_forgotten(journal, form):
    with pytest.raises(ValueError, match="form's key"):
        journal.forget(form)


def test_an_older_journal_learns_to_forget(folder, started):
    old = Shelf(folder, ["amber", "basil"], STEPS[:1])
    code, key = old.start("p")
    journal = Shelf(folder, []).open(code, key)
    journal.save("form/a", 1, base=0)
    journal.forget("form")
    assert journal.answers() == {}
    assert journal.save("form/a", 2, base=0).revision == 2
    journal.close()
