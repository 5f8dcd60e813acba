"""Another passphrase and erasing: what the page says, what then opens, and what is left."""

import pytest

import widgets.page
from exercises.content import words
from journal import Shelf, Unwritable

NEW = "nine copper lanterns drifting upstream"


@pytest.fixture
def yours(build):
    """The page of the workbook as a whole."""
    sheet = build(widgets.page.yours())
    sheet.passphrase, sheet.erase = sheet.page.passphrase(), sheet.page.erase()
    return sheet


def change(sheet, old, new=NEW):
    return sheet.ask(sheet.passphrase, kind="change", old=old, new=new)


def test_a_changed_passphrase_opens_what_the_old_one_did_and_the_old_one_nothing(
    yours, build, passphrase
):
    code = yours.start()["code"]
    heard = yours.hear(yours.passphrase, kind="change", old=passphrase, new=NEW)
    assert [one.content["kind"] for one in heard if one.part is yours.passphrase] == ["changed"]
    (told,) = [one.content for one in heard if one.part is yours.desk]
    assert told["kind"] == "opened"
    assert not told["fresh"]
    assert build().hello(told)["kind"] == "opened"
    assert build().unlock(code, NEW)["kind"] == "opened"
    assert build().unlock(code, passphrase)["words"] == words("refused.wrong")


def test_the_page_goes_on_with_the_new_key(yours, passphrase):
    yours.start()
    change(yours, passphrase)
    yours.page.journal.save("check-in/tired", 3, base=0)
    assert yours.page.journal.answers("check-in")["check-in/tired"].value == 3


def test_the_wrong_old_passphrase_changes_nothing(yours, build, passphrase):
    code = yours.start()["code"]
    assert change(yours, "seven loud otters in fog")["words"] == words("yours.not_that_one")
    assert build().unlock(code)["kind"] == "opened"


@pytest.mark.parametrize(
    ("new", "why"), [("password1", "weak"), ("", "weak"), ("x y" * 500, "long")]
)
def test_a_new_passphrase_that_can_be_guessed_is_refused_with_a_reason(yours, passphrase, new, why):
    yours.start()
    assert change(yours, passphrase, new)["words"] == words(f"refused.{why}")


def test_guessing_at_the_old_one_has_to_wait(yours):
    yours.start()
    replies = [change(yours, f"wrong number {number}")["words"] for number in range(6)]
    assert replies[0] == words("yours.not_that_one")
    assert replies[-1] != words("yours.not_that_one")


def test_a_passphrase_can_be_made_up(yours):
    suggestion = yours.ask(yours.passphrase, kind="suggest")["passphrase"]
    assert len(suggestion.split()) == 5


def test_a_full_disk_leaves_the_old_passphrase_and_says_so(yours, build, passphrase, monkeypatch):
    code = yours.start()["code"]

    def full(*_):
        raise Unwritable("full")

    with monkeypatch.context() as context:
        context.setattr(Shelf, "change_passphrase", full)
        assert change(yours, passphrase)["words"] == words("refused.full")
    assert build().unlock(code)["kind"] == "opened"


def test_erasing_leaves_no_file_of_the_workbook_and_locks_the_page(yours, journals, build):
    code = yours.start()["code"]
    heard = yours.hear(yours.erase, kind="erase", code=code)
    told = {one.part.name: one.content for one in heard}
    assert told["Erase"] == {"kind": "erased"}
    assert told["Desk"] == {"kind": "locked", "forget": True}
    assert yours.page.journal is None
    assert not [path.name for path in journals.iterdir() if path.name.startswith(code)]
    assert build().unlock(code)["words"] == words("refused.wrong")


def test_erasing_takes_no_other_workbook_with_it(yours, build):
    other = build()
    kept = other.start()["code"]
    yours.ask(yours.erase, kind="erase", code=kept)
    assert build().unlock(kept)["kind"] == "opened"
    gone = yours.start()["code"]
    assert yours.ask(yours.erase, kind="erase", code=kept)["words"] == words("yours.not_that_one")
    assert build().unlock(gone)["kind"] == "opened"
    yours.tell(yours.erase, kind="erase", code=gone)
    assert build().unlock(kept)["kind"] == "opened"


@pytest.mark.parametrize("how", ["closed", "trying"])
def test_with_no_workbook_that_is_kept_there_is_nothing_to_change_or_erase(yours, how, passphrase):
    if how == "trying":
        yours.tell(yours.desk, kind="try")
    assert change(yours, passphrase)["words"] == words("refused.disk")
    assert yours.ask(yours.erase, kind="erase", code="a-b-c")["words"] == words("refused.disk")


@pytest.mark.parametrize("message", [{}, {"kind": 5}, {"kind": "nothing"}, {"kind": None}])
def test_other_messages_do_nothing(yours, message):
    yours.start()
    assert yours.tell(yours.passphrase, **message) == []
    assert yours.tell(yours.erase, **message) == []
