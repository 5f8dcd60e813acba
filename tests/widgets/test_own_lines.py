"""Lines in the person's own words: as many as they like, each with how far it rings true."""

import math

import pytest

from exercises.content import modules

KEY = next(module.key for module in modules() if module.own)
LINES = [{"line": "I’m too much", "belief": 70}, {"line": "I can ask", "belief": None}]


@pytest.fixture
def own(build):
    sheet = build(KEY)
    sheet.opened = sheet.start()
    sheet.part = sheet.page.its_rating.children[-1]
    (sheet.key,) = sheet.part.items
    return sheet


def test_lines_are_kept_with_their_beliefs_and_come_back(own, build):
    assert own.answer(own.part, own.key, LINES)["kind"] == "saved"
    assert own.filled(own.part)["answers"][own.key] == {"value": LINES, "revision": 1}
    other = build(KEY)
    other.hello(own.opened)
    assert other.filled(other.page.its_rating.children[-1])["answers"][own.key]["value"] == LINES


def test_lines_can_be_taken_away_again(own):
    own.answer(own.part, own.key, LINES)
    assert own.answer(own.part, own.key, None, base=1)["revision"] == 2
    assert own.filled(own.part)["answers"][own.key]["value"] is None


def test_a_line_of_any_text_is_kept_exactly(own):
    odd = [{"line": "<b>half an emoji \ud83d</b>\0", "belief": 0}]
    assert own.answer(own.part, own.key, odd)["kind"] == "saved"
    assert own.filled(own.part)["answers"][own.key]["value"] == odd


ODD = [
    "a text",
    5,
    True,
    {},
    [],
    [[]],
    ["line"],
    [{"line": "one"}],
    [{"line": "one", "belief": 5, "more": 1}],
    [{"line": 5, "belief": 5}],
    [{"line": ["one"], "belief": 5}],
    [{"line": "one", "belief": "5"}],
    [{"line": "one", "belief": True}],
    [{"line": "one", "belief": 5.5}],
    [{"line": "one", "belief": -1}],
    [{"line": "one", "belief": 101}],
    [{"line": "one", "belief": math.nan}],
    [*LINES, {"line": "one", "belief": 101}],
    [{"line": "one", "belief": 1}] * 501,
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:50])
def test_what_no_list_of_ours_can_give_is_refused(own, odd):
    assert own.answer(own.part, own.key, odd)["kind"] == "failed"
    assert own.page.journal.answers() == {}


def test_the_rating_beside_them_knows_nothing_of_them(own):
    rating = own.page.its_rating.children[0]
    own.answer(own.part, own.key, LINES)
    assert own.filled(rating)["take"] is None
    assert all(scale["answered"] == 0 for scale in own.filled(rating)["scales"])
