"""A module with two ratings: either, both or neither can be taken."""

import pytest

import widgets
from exercises.content import load_module, modules

KEY = next(module.key for module in modules() if module.rating_now)


@pytest.fixture
def two(build):
    sheet = build(KEY)
    sheet.opened = sheet.start()
    sheet.then, sheet.now = sheet.page.its_rating.children
    return sheet


def test_each_has_a_title_under_which_it_can_be_left_shut(two):
    module = load_module(KEY)
    titles = [part.spec["title"] for part in (two.then, two.now)]
    assert titles == [module.rating.title, module.rating_now.title]
    assert len(set(titles)) == 2


def test_a_single_rating_has_none(build):
    assert build("reassurance").page.its_rating.spec["title"] is None


def test_one_is_taken_without_the_other(two):
    key = next(iter(two.now.items))
    assert two.answer(two.now, key, 4)["kind"] == "saved"
    assert two.filled(two.now)["take"]["current"]
    assert two.filled(two.then)["take"] is None
    assert two.answer(two.then, key, 5, base=1)["kind"] == "failed", "not one of its questions"


def test_both_are_on_the_progress_page_under_titles_of_their_own(two, build):
    module = load_module(KEY)
    for part in (two.then, two.now):
        for key in part.items:
            assert two.answer(part, key, 6)["kind"] == "saved"
    progress = widgets.progress()
    shown = build(progress.owner)
    shown.hello(two.opened)
    groups = {group["title"]: group["scales"] for group in shown.filled(progress)["groups"]}
    assert list(groups) == [
        f"{module.title}: {module.rating.title}",
        f"{module.title}: {module.rating_now.title}",
    ]
    for scales, rating in zip(groups.values(), module.ratings, strict=True):
        assert [scale["label"] for scale in scales] == [scale.label for scale in rating.scales]
