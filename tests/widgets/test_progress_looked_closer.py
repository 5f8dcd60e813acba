"""One scale large: parts of the time, what was done between, before and after, words of a day."""

import json
from datetime import timedelta

import pytest

import widgets.page
from exercises.content import load_check_in, modules, words
from widgets.courses import RANGES

SCALE = "check-in/fear"
ITEM = "check-in/fear-of-being-left"
NOTE = f"check-in/{load_check_in().note.key}"
MODULE = next(module for module in modules() if module.key == "reassurance")
PROMPT = f"reassurance/{MODULE.reflections[0].key}"
PRACTICE = f"reassurance/{MODULE.practices[0].key}"
QUIET = next(module for module in modules() if module.kept == "on-request")


@pytest.fixture
def progress(build, standing_clock):
    """The page of progress with a workbook open; `rate` keeps a rating a day."""
    part = widgets.page.progress()
    sheet = build(part.owner)
    sheet.part, sheet.clock, sheet.kept = part, standing_clock, 0
    sheet.start(offset=60)
    return sheet


def rate(sheet, *ratings, days=1):
    for rating in ratings:
        sheet.page.journal.save(ITEM, rating, base=sheet.kept)
        sheet.kept += 1
        sheet.clock.forward(days=days)
    sheet.filled(sheet.part)


def listed(sheet, **more):
    return json.loads(sheet.ask(sheet.part, kind="rows", scale=SCALE, **more)["json"])


def test_a_part_of_the_time_shows_that_part_and_every_part_has_its_words(progress):
    rate(progress, 1, 2, 3, days=100)
    rate(progress, 4, 5)
    shown = {key: [row["value"] for row in listed(progress, range=key)["rows"]] for key in RANGES}
    assert shown == {
        "all": ["1", "2", "3", "4", "5"],
        "year": ["1", "2", "3", "4", "5"],
        "quarter": ["4", "5"],
        "month": ["4", "5"],
    }
    assert list(RANGES.values())[1] > timedelta(days=300)
    assert progress.part.spec["ranges"] == list(RANGES)
    for key in RANGES:
        assert words(f"progress.ranges.{key}")


@pytest.mark.parametrize("odd", [None, "", "decade", 5, [], {}])
def test_a_part_that_there_is_not_is_all_of_it(progress, odd):
    rate(progress, 1, 2)
    assert len(listed(progress, range=odd)["rows"]) == 2


def test_a_part_without_a_rating_says_so_and_draws_nothing(progress):
    rate(progress, 1, days=400)
    reply = progress.ask(progress.part, kind="draw", scale=SCALE, range="month", large=True)
    assert (reply["kind"], reply["large"]) == ("unrated", True)
    assert reply["sentence"] == words("progress.not_enough")


def test_pages_and_practices_of_the_time_are_listed_and_change_the_picture(progress):
    rate(progress, 3, 4)
    draw = {"kind": "draw", "scale": SCALE, "size": {"width": 400, "ratio": 1}}
    (before,) = progress.hear(progress.part, **draw)
    journal = progress.page.journal
    journal.save(PROMPT, "two lines", base=0)
    journal.add_entry(PRACTICE, {"before": 4, "after": 2})
    rate(progress, 5)
    done = listed(progress)["done"]
    assert [(one["kind"], one["title"]) for one in done] == [
        ("module", MODULE.title),
        ("practice", MODULE.practices[0].title),
    ]
    (after,) = progress.hear(progress.part, **draw)
    assert before.buffers[0] != after.buffers[0]


def test_of_a_module_that_is_kept_on_request_nothing_is_told_over_time(progress):
    rate(progress, 3)
    key = f"{QUIET.key}/{QUIET.reflections[0].key}"
    progress.page.journal.save(key, "a sentence for nobody", base=0)
    progress.page.journal.add_entry(f"{QUIET.key}/{QUIET.practices[0].key}", {})
    rate(progress, 4)
    assert listed(progress)["done"] == []
    assert "nobody" not in json.dumps([sent.content for sent in progress.log])


def test_before_and_after_a_day_is_told_in_words(progress):
    rate(progress, 2, 3, 2, 8, 9, 8)
    reply = progress.ask(progress.part, kind="compare", scale=SCALE, day="2026-03-04")
    assert reply["kind"] == "compared"
    told = reply["words"]
    assert told.startswith("Before 4 March 2026 there are 3 ratings, from then on 3.")
    assert "in about 100 of 100 such pairs the later one is the higher" in told
    assert "nor which is better" in told


def test_the_chosen_day_is_drawn_where_it_is_within_the_time_shown(progress):
    rate(progress, 1, 2, 3, 4, 5, days=3)

    def picture(**more):
        (sent,) = progress.hear(progress.part, kind="draw", scale=SCALE, large=True, **more)
        return sent.buffers

    without = picture()
    assert picture(day="2026-03-07") != without
    for outside in ("2020-01-01", "2040-01-01", "0001-01-01", "never", None, 7):
        assert picture(day=outside) == without


def test_fewer_than_three_on_a_side_are_too_few(progress):
    rate(progress, 2, 3, 2, 8)
    reply = progress.ask(progress.part, kind="compare", scale=SCALE, day="2026-03-03")
    said = {"date": "3 March 2026", "before": 2, "after": 2}
    assert reply["words"] == words("progress.too_few_to_compare", **said)


@pytest.mark.parametrize("odd", [None, "", "yesterday", "2026-13-01", 5, [], "9999999-01-01"])
@pytest.mark.parametrize("kind", ["compare", "written"])
def test_what_is_no_day_is_not_answered(progress, kind, odd):
    rate(progress, 2)
    assert progress.tell(progress.part, kind=kind, scale=SCALE, day=odd) == []


def test_the_words_of_a_day_are_shown_with_what_they_answer_and_no_others(progress):
    journal = progress.page.journal
    journal.save(PROMPT, "first <b>day</b>", base=0)
    journal.save(NOTE, "a note", base=0)
    rate(progress, 3)
    journal.save(PROMPT, "second day", base=1)
    rate(progress, 4)
    assert [row["day"] for row in listed(progress)["rows"]] == ["2026-03-01", "2026-03-02"]
    reply = progress.ask(progress.part, kind="written", day="2026-03-01")
    assert reply["heading"] == words("progress.written_on", date="1 March 2026")
    assert json.loads(reply["json"]) == [
        {"title": load_check_in().title, "prompt": load_check_in().note.prompt, "text": "a note"},
        {
            "title": MODULE.title,
            "prompt": MODULE.reflections[0].prompt,
            "text": "first <b>day</b>",
        },
    ]


def test_a_day_without_words_has_none_to_show(progress):
    rate(progress, 3)
    assert [row["day"] for row in listed(progress)["rows"]] == [None]
    reply = progress.ask(progress.part, kind="written", day="2026-03-01")
    assert json.loads(reply["json"]) == []


def test_the_summary_counts_and_does_not_judge(progress):
    rate(progress, 3)
    assert progress.filled(progress.part)["summary"] == words(
        "progress.sitting", first="1 March 2026"
    )
    progress.page.journal.add_entry(PRACTICE, {"before": 4, "after": 2})
    rate(progress, 4)
    summary = progress.filled(progress.part)["summary"]
    assert summary.startswith("2 sittings from 1 March 2026 to 2 March 2026.")
    assert summary.endswith(words("progress.practice_once", count=1))


def test_locked_nothing_of_it_is_left_in_the_part(progress):
    rate(progress, 3)
    progress.page.lock()
    assert progress.part._courses == {}
    assert progress.part._deeds == []
