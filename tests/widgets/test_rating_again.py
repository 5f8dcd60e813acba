"""A rating in a later sitting: the earlier one is shown, taken anew, and its history is kept."""

import pytest


def answer_all(sheet, part, share: float, bases: dict[str, int]) -> None:
    """Answer every question at a share of its range."""
    for key, item in part.items.items():
        value = round(item["low"] + share * (item["high"] - item["low"]))
        reply = sheet.answer(part, key, value, base=bases.get(key, 0))
        assert reply["kind"] == "saved", reply
        bases[key] = reply["revision"]


def test_a_first_rating_belongs_to_this_sitting(standing_clock, open_sheet, rating, slider):
    assert open_sheet.filled(rating)["take"] is None
    heard = open_sheet.tell(rating, kind="answer", key=slider, edit=1, base=0, json="6")
    assert [one["kind"] for one in heard] == ["saved", "fill"]
    assert open_sheet.filled(rating)["take"] == {"current": True, "date": "1 March 2026"}


def test_a_later_sitting_shows_the_earlier_ratings_until_one_is_taken_anew(
    standing_clock, open_sheet, rating, slider, choice
):
    bases = {}
    answer_all(open_sheet, rating, 1, bases)
    standing_clock.forward(days=3)
    earlier = open_sheet.filled(rating)
    assert earlier["take"] == {"current": False, "date": "1 March 2026"}
    assert earlier["answers"][slider] == {"value": 10, "revision": 1}
    assert all(scale["share"] == 1 for scale in earlier["scales"])

    heard = open_sheet.tell(rating, kind="answer", key=slider, edit=2, base=1, json="0")
    assert [one["kind"] for one in heard] == ["saved", "fill"]
    today = open_sheet.filled(rating)
    assert today["take"] == {"current": True, "date": "4 March 2026"}
    assert today["answers"][slider] == {"value": 0, "revision": 2}
    assert today["answers"][choice] == {"value": None, "revision": 1}  # builds on what is kept
    assert sum(scale["answered"] for scale in today["scales"]) == 1

    heard = open_sheet.tell(rating, kind="answer", key=choice, edit=3, base=1, json="0")
    assert [one["kind"] for one in heard] == ["saved", "result"]
    history = open_sheet.page.journal.history(rating.form.key)
    assert {row.value for row in history if row.session == 2} == {0}
    assert len([row for row in history if row.session == 1]) == len(rating.items)


def test_the_same_answer_again_is_an_answer_of_the_new_sitting(
    standing_clock, open_sheet, rating, slider
):
    open_sheet.answer(rating, slider, 4)
    standing_clock.forward(hours=5)
    assert open_sheet.answer(rating, slider, 4, base=1)["revision"] == 2
    assert open_sheet.filled(rating)["take"]["current"]


def test_a_take_that_was_cleared_again_gives_way_to_the_one_before(
    standing_clock, open_sheet, rating, slider
):
    open_sheet.answer(rating, slider, 4)
    standing_clock.forward(days=1)
    open_sheet.answer(rating, slider, 5, base=1)
    open_sheet.answer(rating, slider, None, base=2)
    assert open_sheet.filled(rating)["take"]["current"]
    standing_clock.forward(days=1)
    filled = open_sheet.filled(rating)
    assert filled["take"] == {"current": False, "date": "1 March 2026"}
    assert filled["answers"][slider] == {"value": 4, "revision": 3}


def test_prompts_carry_on_from_sitting_to_sitting(standing_clock, open_sheet, prompts, prompt):
    open_sheet.answer(prompts, prompt, "begun")
    standing_clock.forward(days=30)
    filled = open_sheet.filled(prompts)
    assert filled["take"] is None
    assert filled["answers"][prompt] == {"value": "begun", "revision": 1}


def test_a_clock_set_back_a_little_keeps_the_sitting(standing_clock, open_sheet, rating, slider):
    open_sheet.answer(rating, slider, 4)
    standing_clock.forward(hours=-1)
    open_sheet.answer(rating, slider, 5, base=1)
    assert open_sheet.filled(rating)["take"] == {"current": True, "date": "1 March 2026"}
    assert len(open_sheet.page.journal.sessions()) == 1


@pytest.mark.parametrize(
    ("offset", "hour", "date"),
    [
        (840, 9, "1 March 2026"),
        (840, 10, "2 March 2026"),
        (-600, 9, "28 February 2026"),
        (-600, 10, "1 March 2026"),
        (0, 23, "1 March 2026"),
        (60, 23, "2 March 2026"),
    ],
)
def test_a_day_is_the_one_on_the_persons_own_calendar(standing_clock, sheet, offset, hour, date):
    standing_clock.moment = standing_clock.moment.replace(hour=hour)
    sheet.start(offset=offset)
    rating = sheet.page.its_rating
    sheet.answer(rating, next(iter(rating.items)), 1)
    assert sheet.filled(rating)["take"]["date"] == date


def test_who_travels_keeps_the_days_that_were(standing_clock, build):
    home = build()
    opened = home.start(offset=-600)
    rating = home.page.its_rating
    home.answer(rating, next(iter(rating.items)), 1)
    standing_clock.forward(days=2)
    away = build()
    away.hello(opened, offset=840)
    assert away.filled(away.page.its_rating)["take"]["date"] == "28 February 2026"
