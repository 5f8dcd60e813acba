"""A page that is kept on request: nothing is written before the person asks, whatever is sent."""

import pytest

import widgets
from exercises.content import load_module, modules
from journal import Unwritable

QUIET = [module.key for module in modules() if module.kept == "on-request"]
RECORD = {"before": 7, "after": 4, "seconds": 60, "finished": True}


@pytest.fixture(params=QUIET)
def quiet(request, build):
    sheet = build(request.param)
    sheet.opened = sheet.start()
    sheet.module = load_module(request.param)
    sheet.keeping, sheet.rating = sheet.page.its_rating.children
    sheet.item = next(iter(sheet.rating.items))
    sheet.prompt = next(iter(sheet.page.its_reflections.items))
    return sheet


def ask(sheet, value=True, base=0):
    return sheet.answer(sheet.keeping, sheet.keeping.key, value, base=base)


def try_everything(sheet) -> list[str]:
    """Send a rating, a reflection and a record of a practice; return what is replied."""
    sent = [
        (sheet.rating, sheet.item, 3),
        (sheet.page.its_reflections, sheet.prompt, "a planted sentence"),
        (sheet.page.its_practice, "0" * 32, RECORD),
    ]
    return [sheet.answer(part, key, value)["kind"] for part, key, value in sent]


def test_there_is_such_a_module_and_it_is_the_one_about_being_harmed():
    assert QUIET == ["seeing-clearly"]


def test_nothing_is_written_before_the_person_asks(quiet):
    assert try_everything(quiet) == ["unkept"] * 3
    journal = quiet.page.journal
    assert journal.answers() == {}
    assert journal.history(quiet.module.key) == []
    assert journal.entries(quiet.page.its_practice.key) == []
    assert journal.sessions() == [], "not even that somebody was here"


def test_everything_is_written_once_the_person_has_asked(quiet, build):
    assert ask(quiet)["kind"] == "saved"
    assert try_everything(quiet) == ["saved"] * 3
    later = build(quiet.module.key)
    later.hello(quiet.opened)
    keeping, rating = later.page.its_rating.children
    assert later.filled(keeping)["value"] is True
    assert later.filled(rating)["answers"][quiet.item]["value"] == 3
    assert later.page.keeping


def test_asking_can_be_taken_back_in_any_window_and_then_nothing_more_is_written(quiet, build):
    revision = ask(quiet)["revision"]
    other = build(quiet.module.key)
    other.hello(quiet.opened)
    assert ask(quiet, None, base=revision)["kind"] == "saved"
    other.rating, other.item, other.prompt = (
        other.page.its_rating.children[1],
        quiet.item,
        quiet.prompt,
    )
    assert try_everything(other) == ["unkept"] * 3


def test_taken_back_it_takes_with_it_all_that_was_kept_in_every_sitting(
    quiet, build, standing_clock
):
    way_out = quiet.page.its_way_out
    revision = ask(quiet)["revision"]
    quiet.answer(way_out, way_out.spec["done"], True)
    try_everything(quiet)
    standing_clock.forward(hours=5)
    later = build(quiet.module.key)
    later.hello(quiet.opened)
    keeping, rating = later.page.its_rating.children
    later.answer(rating, quiet.item, 4, base=1)
    journal = later.page.journal
    journal.save("check-in/other", 1, base=0)
    heard = later.hear(keeping, kind="answer", key=keeping.key, edit=1, base=revision, json="null")
    emptied = {sent.part for sent in heard if sent.content == {"kind": "empty"}}
    shows = {rating, later.page.its_reflections, later.page.its_practice, later.page.its_way_out}
    assert emptied == shows
    assert heard[0].content["kind"] == "saved"
    assert list(journal.answers()) == ["check-in/other"]
    assert journal.history(quiet.module.key) == []
    assert journal.entries(later.page.its_practice.key) == []


def test_what_cannot_be_forgotten_is_said_and_stays_on_the_page(quiet, monkeypatch):
    revision = ask(quiet)["revision"]
    quiet.answer(quiet.rating, quiet.item, 3)

    def fail(_form):
        raise Unwritable("full")

    monkeypatch.setattr(quiet.page.journal, "forget", fail)
    heard = quiet.hear(
        quiet.keeping, kind="answer", key=quiet.keeping.key, edit=1, base=revision, json="null"
    )
    assert [(sent.part, sent.content["kind"]) for sent in heard] == [(quiet.keeping, "failed")]


def test_it_can_be_asked_for_again_by_a_window_that_knows_an_old_revision(quiet):
    revision = ask(quiet)["revision"]
    ask(quiet, None, base=revision)
    assert ask(quiet, True, base=revision)["kind"] == "saved"
    assert quiet.answer(quiet.rating, quiet.item, 3)["kind"] == "saved"


@pytest.mark.parametrize("wrong", [False, 1, "yes", [], {"keep": True}], ids=repr)
def test_only_a_tick_asks(quiet, wrong):
    assert ask(quiet, wrong)["kind"] == "failed"
    other = quiet.answer(quiet.keeping, f"{quiet.module.key}/other", True)
    assert other["kind"] == "failed"
    assert not quiet.page.keeping
    assert quiet.page.journal.answers() == {}


def test_no_answer_adds_up_to_anything_even_when_kept(quiet):
    ask(quiet)
    heard = quiet.tell(quiet.rating, kind="answer", key=quiet.item, edit=1, base=0, json="9")
    assert [one["kind"] for one in heard] == ["saved"]
    filled = quiet.filled(quiet.rating)
    assert filled["scales"] == []
    assert filled["take"] is None


def test_it_is_on_no_progress_page_and_never_offered_nor_begun(quiet, build):
    ask(quiet)
    try_everything(quiet)
    progress = widgets.progress()
    shown = build(progress.owner)
    shown.hello(quiet.opened)
    told = shown.filled(progress)
    titles = [group["title"] for group in told["groups"]]
    assert quiet.module.title not in [*titles, told["empty"]]
    assert quiet.module.title not in told["empty"]
    contents = widgets.contents()
    page = build(contents.owner)
    page.hello(quiet.opened)
    filled = page.filled(contents)
    assert filled["standing"][quiet.module.key] is None
    assert filled["next"]["key"] != quiet.module.key


def test_that_it_is_done_is_kept_since_ticking_that_is_asking(quiet, build):
    way_out = quiet.page.its_way_out
    assert quiet.answer(way_out, way_out.spec["done"], True)["kind"] == "saved"
    assert list(quiet.page.journal.answers()) == [way_out.spec["done"]]
    contents = widgets.contents()
    page = build(contents.owner)
    page.hello(quiet.opened)
    assert page.filled(contents)["standing"][quiet.module.key] == "done"


def test_other_pages_ask_nothing_and_keep_as_ever(open_sheet, rating, slider):
    assert open_sheet.desk.spec["on_request"] is False
    assert open_sheet.answer(rating, slider, 5)["kind"] == "saved"


def test_the_browser_is_told_from_the_first_moment(quiet):
    assert quiet.desk.spec["on_request"] is True
