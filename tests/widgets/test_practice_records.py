"""Each time a practice is done is a record of its own, kept if it is well made."""

import json

import pytest

ID = "0123456789abcdef" * 2
BODY = {"before": 7, "after": None, "seconds": 0, "finished": False}


@pytest.fixture
def practice(open_sheet):
    return open_sheet.page.its_practice


def test_a_record_is_kept_and_grows_as_the_practice_goes_on(
    standing_clock, open_sheet, practice, build
):
    first = open_sheet.answer(practice, ID, BODY, edit=1)
    at = round(standing_clock().timestamp() * 1000)
    saved = {"key": ID, "edit": 1, "kind": "saved", "revision": 1}
    assert first == {**saved, "date": "1 March 2026", "at": at}
    done = {"before": 7, "after": 4, "seconds": 600, "finished": True}
    assert open_sheet.answer(practice, ID, done, base=1, edit=2)["revision"] == 2
    other = build()
    other.hello(open_sheet.opened)
    (entry,) = other.filled(other.page.its_practice)["entries"]
    assert entry == {"id": ID, "revision": 2, "date": "1 March 2026", "at": at, "body": done}


def test_a_record_sent_again_is_there_once(open_sheet, practice):
    for _ in range(3):
        assert open_sheet.answer(practice, ID, BODY)["revision"] == 1
    assert len(open_sheet.filled(practice)["entries"]) == 1


def test_a_change_that_builds_on_an_older_version_is_shown_the_newer_one(open_sheet, practice):
    open_sheet.answer(practice, ID, BODY, base=0)
    parted = open_sheet.answer(practice, ID, {**BODY, "after": 3}, base=0)
    assert (parted["kind"], json.loads(parted["json"]), parted["revision"]) == ("changed", BODY, 1)
    assert open_sheet.answer(practice, ID, {**BODY, "after": 3}, base=1)["revision"] == 2
    assert open_sheet.filled(practice)["entries"][0]["body"]["after"] == 3


def test_several_times_are_listed_in_order_with_their_days(standing_clock, open_sheet, practice):
    for number in range(3):
        open_sheet.answer(practice, f"{number:032x}", {**BODY, "seconds": number})
        standing_clock.forward(days=1)
    entries = open_sheet.filled(practice)["entries"]
    assert [entry["body"]["seconds"] for entry in entries] == [0, 1, 2]
    assert [entry["date"] for entry in entries] == ["1 March 2026", "2 March 2026", "3 March 2026"]


WRONG = [
    None,
    [],
    "a text",
    {},
    {**BODY, "note": "a sentence that only I may read"},
    {name: value for name, value in BODY.items() if name != "after"},
    {**BODY, "before": 11},
    {**BODY, "before": -1},
    {**BODY, "before": True},
    {**BODY, "after": 2.5},
    {**BODY, "after": "3"},
    {**BODY, "seconds": -1},
    {**BODY, "seconds": 86_401},
    {**BODY, "seconds": 1.5},
    {**BODY, "seconds": True},
    {**BODY, "seconds": None},
    {**BODY, "finished": 1},
    {**BODY, "finished": None},
]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_a_malformed_record_is_refused(open_sheet, practice, wrong, caplog):
    assert open_sheet.answer(practice, ID, wrong)["kind"] == "failed"
    assert open_sheet.filled(practice)["entries"] == []
    assert "only I" not in caplog.text


@pytest.mark.parametrize(
    "name", ["", "0" * 31, "0" * 33, "G" * 32, "0" * 31 + "\n", "../../etc/passwd"]
)
def test_a_malformed_id_is_refused(open_sheet, practice, name):
    assert open_sheet.answer(practice, name, BODY)["kind"] == "failed"
    assert open_sheet.filled(practice)["entries"] == []


def test_a_record_of_another_practice_is_never_written_over(open_sheet, practice):
    body = {"before": 1, "after": 1, "seconds": 1, "finished": True}
    open_sheet.page.journal.add_entry("other/practice", body, id=ID)
    assert open_sheet.answer(practice, ID, BODY)["kind"] == "failed"
    assert open_sheet.page.journal.entries("other/practice")[0].body == body


def test_no_trend_is_drawn_of_what_is_kept_on_request_only(build):
    trends = {}
    for key in ("reassurance", "seeing-clearly"):
        (view,) = [part for part in build(key).page.parts if hasattr(part, "fits")]
        trends[key] = view.spec["over_time"]
    assert trends == {"reassurance": True, "seeing-clearly": False}
