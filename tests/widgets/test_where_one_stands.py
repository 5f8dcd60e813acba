"""The contents page: begun, done for now, and nothing while no workbook is open."""

import pytest

import widgets
from exercises.content import modules
from widgets.desk import DeskView


@pytest.fixture
def contents(build, displayed):
    part = widgets.contents()
    sheet = build(part.owner)
    assert isinstance(displayed[-1], DeskView)
    sheet.part = part
    return sheet


def standing(contents, key="reassurance"):
    return contents.filled(contents.part)["standing"][key]


def test_every_module_is_listed_with_its_minutes_and_its_page(contents):
    listed = contents.part.spec["modules"]
    assert [one["number"] for one in listed] == sorted(module.number for module in modules())
    assert {one["notebook"] for one in listed} == {module.notebook for module in modules()}
    assert all(one["minutes"] and one["summary"] and one["title"] for one in listed)
    pages = [page["key"] for page in contents.part.spec["pages"]]
    assert pages == ["check-in", "questions", "progress", "yours", "help"]


def test_nothing_is_said_before_a_workbook_is_open(contents):
    assert contents.tell(contents.part, kind="ready") == []


def test_a_module_is_begun_with_its_first_answer_and_not_when_it_is_cleared(
    contents, open_sheet, prompts, prompt
):
    contents.hello(open_sheet.opened)
    assert standing(contents) is None
    open_sheet.answer(prompts, prompt, "a word")
    assert standing(contents) == "begun"
    assert standing(contents, "what-it-is") is None
    open_sheet.answer(prompts, prompt, None, base=1)
    assert standing(contents) is None


def test_a_practice_alone_begins_a_module(contents, open_sheet):
    contents.hello(open_sheet.opened)
    body = {"before": None, "after": None, "seconds": 3, "finished": False}
    open_sheet.answer(open_sheet.page.its_practice, "0" * 32, body)
    assert standing(contents) == "begun"


def test_a_module_is_done_when_the_person_says_so_and_undone_likewise(contents, open_sheet):
    contents.hello(open_sheet.opened)
    way_out = open_sheet.page.its_way_out
    key = way_out.spec["done"]
    assert open_sheet.answer(way_out, key, True)["revision"] == 1
    assert standing(contents) == "done"
    assert open_sheet.filled(way_out)["answers"] == {key: {"value": True, "revision": 1}}
    assert open_sheet.answer(way_out, key, None, base=1)["revision"] == 2
    assert standing(contents) is None


@pytest.mark.parametrize("wrong", [False, 1, 1.0, 0, "true", [], {}], ids=repr)
def test_a_box_is_ticked_or_not_and_nothing_else(open_sheet, wrong):
    way_out = open_sheet.page.its_way_out
    assert open_sheet.answer(way_out, way_out.spec["done"], wrong)["kind"] == "failed"
    assert open_sheet.answer(way_out, "reassurance/other", True)["kind"] == "failed"
    assert open_sheet.page.journal.answers() == {}


def test_locking_takes_the_standings_away(contents, open_sheet):
    contents.hello(open_sheet.opened)
    heard = contents.hear(contents.desk, kind="lock")
    assert [sent.content for sent in heard if sent.part is contents.part] == [{"kind": "empty"}]
