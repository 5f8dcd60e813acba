"""Progress: a plot, a sentence and a table of every scale, and never a verdict."""

import io
import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from matplotlib.dates import AutoDateLocator, date2num
from PIL import Image

import widgets.page
from exercises.content import load_check_in, words
from journal.statistics import ENOUGH, usual_range
from widgets.courses import asked
from widgets.plots.style import Size
from widgets.plots.times import _DayFormatter, _with_gaps, times_png

SCALE = "check-in/fear"
ITEM = "check-in/fear-of-being-left"


@pytest.fixture
def progress(build, standing_clock):
    part = widgets.page.progress()
    sheet = build(part.owner)
    sheet.part = part
    sheet.start(offset=60)
    return sheet


def rate(sheet, clock, *ratings, key=ITEM, days=1, base=0):
    """Rate once a sitting; then let `days` pass."""
    for number, rating in enumerate(ratings, base):
        sheet.page.journal.save(key, rating, base=number)
        clock.forward(days=days)


def scale(sheet, key=SCALE):
    scales = [one for group in sheet.filled(sheet.part)["groups"] for one in group["scales"]]
    told = next(one for one in scales if one["key"] == key)
    return {**told, "rows": [row(one) for one in listed(sheet, key)["rows"]]}


def listed(sheet, key=SCALE, **more):
    """The sittings of a scale, and what was done in that time."""
    return json.loads(sheet.ask(sheet.part, kind="rows", scale=key, **more)["json"])


def row(told):
    return {name: told[name] for name in ("when", "value", "answered")}


def test_with_nothing_rated_it_says_so(progress):
    said = words("progress.nothing")
    nothing = {"groups": [], "empty": said, "summary": "", "marked": False}
    assert progress.filled(progress.part) == nothing


def test_before_a_workbook_is_open_it_says_nothing(build):
    part = widgets.page.progress()
    assert build(part.owner).tell(part, kind="ready") == []


def test_one_rating_is_told_with_its_day_and_too_early_to_say(progress, standing_clock):
    rate(progress, standing_clock, 7)
    told = scale(progress)
    assert told["sentence"] == words("progress.one", value="7", high="10", date="1 March 2026")
    assert "oo early" in told["sentence"]
    rows = [{"when": "1 March 2026, 10:00", "value": "7", "answered": "1 of 1"}]
    assert told["rows"] == rows
    assert told["drawn"]


@pytest.mark.parametrize("count", [2, ENOUGH - 1, ENOUGH, ENOUGH + 3])
def test_few_ratings_are_too_early_and_five_are_told_without_a_verdict(
    progress, standing_clock, count
):
    ratings = [3, 8, 5, 9, 1, 4, 4, 6][:count]
    rate(progress, standing_clock, *ratings)
    told = scale(progress)
    usual = {}
    if found := usual_range(ratings):
        low, high = max(found.low, 0), min(found.high, 10)
        usual = {
            "usual_low": f"{low:.1f}".removesuffix(".0"),
            "usual_high": f"{high:.1f}".removesuffix(".0"),
        }
    assert told["sentence"] == words(
        f"progress.{'many' if usual else 'few'}",
        **usual,
        count=count,
        first="1 March 2026",
        last=f"{count} March 2026",
        low=str(min(ratings)),
        top=str(max(ratings)),
        high="10",
        value=str(ratings[-1]),
    )
    assert ("oo early" in told["sentence"]) == (count < ENOUGH)
    assert not {"better", "worse", "improved"} & set(told["sentence"].lower().split())
    assert [row["value"] for row in told["rows"]] == [str(rating) for rating in ratings]


def test_a_sitting_with_too_few_answers_is_a_row_without_a_number(progress, standing_clock):
    form = next(form for _, form, _ in asked() if form.key == "reassurance")
    scale_key = next(s.key for s in form.scales if sum(i.scale == s.key for i in form.items) == 2)
    first, second = [f"{form.key}/{i.key}" for i in form.items if i.scale == scale_key]
    rate(progress, standing_clock, 5, key=first)
    told = scale(progress, f"reassurance/{scale_key}")
    assert told["sentence"] == words("progress.not_enough")
    assert not told["drawn"]
    assert [(row["value"], row["answered"]) for row in told["rows"]] == [("–", "1 of 2")]
    drawn = progress.ask(progress.part, kind="draw", scale=f"reassurance/{scale_key}")
    assert (drawn["kind"], drawn["sentence"]) == ("unrated", words("progress.not_enough"))

    progress.page.journal.save(first, 6, base=1)
    progress.page.journal.save(second, 9, base=0)
    told = scale(progress, f"reassurance/{scale_key}")
    assert [row["value"] for row in told["rows"]] == ["–", "7.5"]
    assert told["sentence"].startswith("One rating, 7.5 of 10")


def test_groups_are_as_they_were_asked_and_the_others_are_named_as_waiting(
    progress, standing_clock
):
    rate(progress, standing_clock, 5)
    filled = progress.filled(progress.part)
    assert [group["title"] for group in filled["groups"]] == [words("progress.markers")]
    waiting = [title for title, _, _ in asked() if title != words("progress.markers")]
    assert filled["empty"] == words("progress.waiting", titles="; ".join(waiting))


def test_when_all_is_rated_nothing_is_said_to_be_waiting(progress):
    for _, form, scales in asked():
        for item in form.items:
            if item.scale in {one.key for one in scales}:
                progress.page.journal.save(f"{form.key}/{item.key}", item.high, base=0)
    filled = progress.filled(progress.part)
    assert filled["empty"] == ""
    assert len(filled["groups"]) == len(list(asked()))


def test_the_check_ins_scales_are_all_in_one_group_or_the_other():
    shown = [scale.key for _, form, scales in asked() for scale in scales if form.key == "check-in"]
    assert sorted(shown) == sorted(scale.key for scale in load_check_in().scales)


def test_a_scale_is_drawn_with_the_sentence_that_the_table_has(progress, standing_clock):
    rate(progress, standing_clock, 3, 8, 5)
    sentence = scale(progress)["sentence"]
    size = {"width": 500, "ratio": 2, "dark": True}
    (sent,) = progress.hear(progress.part, kind="draw", scale=SCALE, size=size)
    told = {"kind": "picture", "scale": SCALE, "large": False, "sentence": sentence}
    assert sent.content == {**told, "width": 500, "height": Size(500).height}
    assert Image.open(io.BytesIO(sent.buffers[0])).size == (1000, 2 * Size(500).height)


@pytest.mark.parametrize("odd", [None, 5, [], {}, "", "check-in/nothing", "\ud83d", True])
def test_a_scale_that_there_is_not_is_not_drawn(progress, standing_clock, odd):
    rate(progress, standing_clock, 3)
    progress.filled(progress.part)
    assert progress.tell(progress.part, kind="draw", scale=odd, size={}) == []


def test_locking_forgets_the_ratings(progress, standing_clock):
    rate(progress, standing_clock, 3)
    progress.filled(progress.part)
    progress.tell(progress.desk, kind="lock")
    assert progress.tell(progress.part, kind="draw", scale=SCALE, size={}) == []
    assert progress.part._courses == {}


@pytest.mark.parametrize(
    ("offset", "when"),
    [(0, "1 March 2026, 23:30"), (330, "2 March 2026, 05:00"), (-600, "1 March 2026, 13:30")],
)
def test_a_sitting_is_told_by_the_clock_on_the_persons_wall(build, standing_clock, offset, when):
    standing_clock.moment = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    part = widgets.page.progress()
    sheet = build(part.owner)
    sheet.part = part
    sheet.start(offset=offset)
    rate(sheet, standing_clock, 4)
    assert scale(sheet)["rows"][0]["when"] == when


def test_a_long_gap_breaks_the_line_and_a_usual_one_does_not():
    begin = datetime(2026, 3, 1)
    days = [0, 2, 4, 6, 40, 42]
    at = np.array([date2num(begin + timedelta(days=day)) for day in days])
    line_days, values = _with_gaps(at, np.arange(6.0))
    assert np.flatnonzero(np.isnan(values)).tolist() == [4]
    assert np.flatnonzero(np.isnan(line_days)).tolist() == [4]
    monthly = np.array([date2num(begin + timedelta(days=30 * n)) for n in range(6)])
    assert not np.isnan(_with_gaps(monthly, np.arange(6.0))[1]).any()
    assert len(_with_gaps(at[:1], np.array([5.0]))[0]) == 1


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("width", [200, 360, 640, 1600])
@pytest.mark.parametrize(
    "moments", [[0], [0, 0], [0, 1e-6], [0, 0.2], [0, 0.9], [0, 3], [0, 4000], [5, 3, 4], [9, 0]]
)
def test_ratings_at_any_times_can_be_drawn(moments, width):
    at = [datetime(2026, 3, 1) + timedelta(days=day) for day in moments]
    png = times_png(at, [5.0] * len(at), (0, 10), Size(width))
    assert png.startswith(b"\x89PNG")


def test_after_a_clock_was_set_back_the_line_goes_from_left_to_right_all_the_same():
    at = [datetime(2026, 3, day) for day in (5, 3, 4)]
    rightly = times_png(sorted(at), [2.0, 3.0, 1.0], (0, 10), Size(400))
    assert times_png(at, [1.0, 2.0, 3.0], (0, 10), Size(400)) == rightly


def test_a_clock_set_back_between_sittings_is_drawn_all_the_same(progress, standing_clock):
    rate(progress, standing_clock, 3, 5, days=-2)
    assert len(scale(progress)["rows"]) == 2
    (sent,) = progress.hear(progress.part, kind="draw", scale=SCALE, size={})
    assert sent.content["kind"] == "picture"


def test_a_lone_tick_is_told_as_its_day_and_several_as_they_differ():
    formatter = _DayFormatter(AutoDateLocator())
    september, october = date2num(datetime(2026, 9, 1)), date2num(datetime(2026, 10, 1))
    assert formatter.format_ticks([september]) == ["1 Sep 2026"]
    assert formatter.get_offset() == ""
    assert formatter.format_ticks([september, october]) == ["Sep", "Oct"]
    assert formatter.get_offset() == "2026"
