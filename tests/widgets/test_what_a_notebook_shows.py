"""What a notebook's cells make: every part in its place, with a short name that is always the same."""

import pytest

import widgets
from exercises.content import load_module, modules
from widgets.desk import DeskView


@pytest.mark.parametrize("key", [module.key for module in modules()])
def test_every_module_has_all_its_parts_and_each_a_short_name(build, key):
    page = build(key).page
    assert repr(page) == f"Page({key})"
    assert [repr(part) for part in page.parts] == [f"{name}({key})" for name in names_of(key)]
    assert repr(page.desk) == f"Desk({key})"


def names_of(key: str) -> list[str]:
    """The parts that a module's content asks for, in the page's order."""
    module = load_module(key)
    return [
        *(["Demonstration"] * len(module.demonstrations)),
        *(["Keeping"] if module.kept == "on-request" else []),
        *(["Rating"] * len(module.ratings)),
        *(["OwnLines"] if module.own else []),
        "Reflections",
        *(["Practice"] * len(module.practices)),
        "WayOut",
        "Sources",
    ]


def test_several_of_one_kind_stand_one_below_the_other(build):
    rating = build("early-roots").page.its_rating
    assert repr(rating) == "VBox(children=(Rating(early-roots), Rating(early-roots)))"


def test_the_other_pages_have_short_names_too(build):
    assert repr(widgets.check_in()) == "VBox(children=(Rating(check-in), Form(check-in)))"
    assert repr(widgets.contents()) == "Contents(index)"
    assert repr(widgets.progress()) == "Progress(progress)"
    assert repr(widgets.questions()) == "Questions(questions)"
    assert repr(widgets.help_lines()) == "HelpLines(help)"


def test_a_cell_can_be_run_again(sent, displayed):
    for _ in range(2):
        from widgets import check_in, contents, help_lines, module, progress, questions

        for make in (check_in, contents, progress, questions, help_lines):
            make()
        module("reassurance").demonstration()
    assert len(displayed) == 10
    assert all(isinstance(shown, DeskView) for shown in displayed)


def test_a_module_that_there_is_not_is_told_with_those_there_are(displayed):
    with pytest.raises(KeyError, match="reassurance"):
        widgets.module("reasurance")


def test_a_page_shows_its_desk_first_and_nothing_of_anyone(build, displayed):
    page = build().page
    assert displayed == [page.desk]
    assert page.journal is None


def test_a_part_that_is_added_to_an_open_page_is_filled_at_once(open_sheet, prompts, prompt):
    open_sheet.answer(prompts, prompt, "mine")
    before = len(open_sheet.log)
    part = open_sheet.page.reflections()
    (sent,) = open_sheet.log[before:]
    assert sent.part is part
    assert "mine" in sent.content["json"]


def test_help_shows_no_desk_before_its_lines(build, displayed):
    widgets.help_lines()
    assert displayed == []


def test_links_lead_to_contents_help_and_the_modules_before_and_after(build):
    listed = modules()
    for place, module in enumerate(listed):
        links = [link["notebook"] for link in build(module.key).desk.spec["links"]]
        around = [*listed[max(place - 1, 0) : place], *listed[place + 1 : place + 2]]
        assert links == ["index.ipynb", "help.ipynb", *(other.notebook for other in around)]


def test_two_pages_of_one_module_are_told_apart_in_the_browser(build):
    first, second = build().page, build().page
    assert first.id != second.id
    assert {part.page for part in [first.desk, *first.parts]} == {first.id}
