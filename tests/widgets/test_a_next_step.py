"""The contents page offers a next step and says why: an offer, never a verdict."""

import pytest

import widgets
from exercises.content import load_check_in, load_module, modules, words
from widgets.contents import MARKERS
from widgets.notes import done_key

OFFERED = [module.key for module in modules() if module.kept == "always"]


@pytest.fixture
def person(standing_clock, build, open_sheet):
    """Somebody with a workbook; `save` writes as any page would, `offer` reads the contents."""
    contents = widgets.contents()
    sheet = build(contents.owner)
    sheet.hello(open_sheet.opened)
    journal = sheet.page.journal

    class Person:
        clock = standing_clock

        def save(self, key, value):
            known = journal.answers().get(key)
            journal.save(key, value, base=known.revision if known else 0)

        def check_in(self, **markers):
            for item in load_check_in().items:
                if item.scale in markers:
                    self.save(f"check-in/{item.key}", markers[item.scale])

        def begin(self, key, text="a word"):
            self.save(f"{key}/{load_module(key).reflections[0].key}", text)

        def finish(self, *keys):
            for key in keys:
                self.save(done_key(load_module(key)), True)

        def offer(self):
            return sheet.filled(contents)["next"]

    return Person()


def because(why, **fields):
    return words(f"contents.why.{why}", **fields)


def label(scale):
    return next(one.label for one in load_check_in().scales if one.key == scale)


def test_with_nothing_yet_it_is_the_first_module(person):
    assert person.offer() == {"key": modules()[0].key, "why": because("start")}


def test_what_was_begun_is_offered_before_all_else_the_latest_first(person):
    person.check_in(settling=10)
    person.begin("self-worth")
    person.clock.forward(hours=1)
    person.begin("two-of-us")
    assert person.offer() == {"key": "two-of-us", "why": because("begun")}
    person.clock.forward(hours=1)
    person.begin("self-worth", "again")
    assert person.offer()["key"] == "self-worth"
    person.finish("self-worth", "two-of-us")
    assert person.offer()["key"] == "reassurance"


@pytest.mark.parametrize("scale", list(MARKERS))
def test_after_a_check_in_it_is_the_module_about_the_highest_marker(person, scale):
    person.check_in(**{**dict.fromkeys(MARKERS, 2), scale: 7})
    assert person.offer() == {
        "key": MARKERS[scale],
        "why": because("marker", label=label(scale)),
    }


def test_of_equals_it_is_the_first_and_a_finished_module_gives_way_to_the_next_marker(person):
    person.check_in(fear=5, alone=8, settling=8, steadying=1)
    assert person.offer()["key"] == MARKERS["alone"]
    person.finish(MARKERS["alone"])
    assert person.offer()["key"] == MARKERS["settling"]
    person.finish(MARKERS["settling"])
    assert person.offer()["key"] == MARKERS["fear"]


def test_only_the_latest_check_in_counts(person):
    person.check_in(fear=10, alone=10)
    person.clock.forward(days=7)
    person.check_in(settling=3)
    assert person.offer()["key"] == MARKERS["settling"]


def test_a_marker_at_its_lowest_number_offers_nothing(person):
    person.check_in(**dict.fromkeys(MARKERS, 0))
    assert person.offer() == {"key": modules()[0].key, "why": because("start")}


def test_otherwise_it_is_the_next_one_that_is_not_done(person):
    person.finish(*OFFERED[:3])
    assert person.offer() == {"key": OFFERED[3], "why": because("onward")}


def test_when_all_are_done_it_is_the_progress_page(person):
    person.check_in(fear=9)
    person.finish(*OFFERED)
    assert person.offer() == {"key": "progress", "why": because("done")}


def test_what_is_kept_on_request_is_never_offered(person):
    hidden = [module.key for module in modules() if module.kept != "always"]
    assert not set(MARKERS.values()) & set(hidden)
    for key in OFFERED:
        assert person.offer()["key"] not in hidden
        person.finish(key)


def test_every_marker_of_the_check_in_has_its_module():
    markers = [scale.key for scale in load_check_in().scales if scale.group == "markers"]
    assert list(MARKERS) == markers
    for key in MARKERS.values():
        assert load_module(key)
