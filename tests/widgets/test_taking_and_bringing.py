"""Files taken away from the page and brought back: what is in them, what is said, what comes in."""

import base64
import io
import json

import pytest
from pypdf import PdfReader

import widgets.page
from exercises.content import words

ITEM = "check-in/fear-of-being-left"
NOTE = "check-in/note"


@pytest.fixture
def yours(build):
    """The page of the workbook as a whole, with its parts by name."""
    sheet = build(widgets.page.yours())
    for name in ("take", "bring", "history", "remind"):
        setattr(sheet, name, getattr(sheet.page, name)())
    return sheet


@pytest.fixture
def opened(yours):
    """The same, with a workbook open that holds something."""
    yours.opened = yours.start(offset=60)
    yours.page.journal.save(ITEM, 7, base=0)
    yours.page.journal.save(NOTE, "=1+1 <b>Łódź</b>", base=0)
    return yours


def file(sheet, part, **message):
    """Ask for a file; return what the page is told of it, and its bytes."""
    heard = [one for one in sheet.hear(part, **message) if one.content["kind"] == "file"]
    (made,) = heard
    return made.content, made.buffers[0]


def send(sheet, part, data, size=1000):
    for start in range(0, max(1, len(data)), size):
        piece = base64.b64encode(data[start : start + size]).decode()
        assert sheet.tell(part, kind="piece", first=start == 0, data=piece) == []


@pytest.mark.parametrize("what", ["pdf", "csv", "json", "locked"])
def test_each_kind_of_file_is_made_and_its_ending_is_all_that_is_told_of_it(opened, what):
    told, made = file(opened, opened.take, kind="take", what=what, parts=["check-ins"])
    assert told.keys() == {"kind", "ending", "type"}
    assert told["ending"] == what
    begins = {"pdf": b"%PDF", "csv": b"\xef\xbb\xbf", "json": b"{", "locked": b""}[what]
    assert made.startswith(begins)
    if what == "locked":
        assert b"SQLite" not in made
        assert "Łódź".encode() not in made


def test_only_the_chosen_parts_are_in_the_booklet(opened):
    _, with_note = file(opened, opened.take, kind="take", what="pdf", parts=["check-ins"])
    _, without = file(opened, opened.take, kind="take", what="pdf", parts=["practices"])
    read = [
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
        for made in (with_note, without)
    ]
    assert "Łódź" in read[0]
    assert "Łódź" not in read[1]


@pytest.mark.parametrize("odd", [None, "all", {"a": 1}, ["nothing", 5, None, []]])
def test_odd_parts_make_a_booklet_of_none(opened, odd):
    _, made = file(opened, opened.take, kind="take", what="pdf", parts=odd, paper=odd)
    assert made.startswith(b"%PDF")


@pytest.mark.parametrize("odd", [None, "", "exe", "__init__", "journal", 5, []])
def test_no_other_file_can_be_asked_for(opened, odd):
    assert opened.tell(opened.take, kind="take", what=odd) == []


def test_progress_is_told_up_to_the_whole(opened):
    heard = opened.tell(opened.take, kind="take", what="pdf", parts=["check-ins", "progress"])
    steps = [(one["done"], one["of"]) for one in heard if one["kind"] == "progress"]
    assert steps == sorted(steps)
    assert steps[-1][0] == steps[-1][1]


def test_a_workbook_that_is_only_tried_can_be_taken_but_not_locked(yours):
    yours.tell(yours.desk, kind="try")
    yours.page.journal.save(ITEM, 4, base=0)
    assert file(yours, yours.take, kind="take", what="json")[1].startswith(b"{")
    (reply,) = [one for one in yours.tell(yours.take, kind="take", what="locked") if "words" in one]
    assert reply == {"kind": "refused", "words": words("refused.disk")}


@pytest.mark.parametrize("what", ["json", "locked"])
def test_what_was_taken_comes_back_into_another_workbook(opened, build, passphrase, what):
    _, made = file(opened, opened.take, kind="take", what=what)
    other = build(widgets.page.yours())
    bring = other.page.bring()
    other.start(offset=60)
    send(other, bring, made)
    if what == "locked":
        assert other.ask(bring, kind="look") == {"kind": "needs_passphrase"}
    shown = other.ask(bring, kind="look", passphrase=passphrase)
    assert shown["kind"] == "preview"
    assert "New here: 2 answers" in shown["words"]
    assert other.page.journal.answers() == {}
    assert other.tell(bring, kind="bring")[-1] == {"kind": "brought"}
    values = {key: answer.value for key, answer in other.page.journal.answers().items()}
    assert values == {ITEM: 7, NOTE: "=1+1 <b>Łódź</b>"}
    # Once more: nothing is doubled.
    send(other, bring, made)
    again = other.ask(bring, kind="look", passphrase=passphrase)
    assert "New here: 0 answers. Here already: 2." in again["words"]


def test_nothing_comes_in_that_was_not_looked_at(opened, build):
    _, made = file(opened, opened.take, kind="take", what="json")
    other = build(widgets.page.yours())
    bring = other.page.bring()
    other.start()
    send(other, bring, made)
    assert other.tell(bring, kind="bring") == []
    assert other.page.journal.answers() == {}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "not-json"),
        (b"not json", "not-json"),
        (b'{"a": 1}', "foreign"),
        (b'{"format": 99, "sittings": []}', "newer"),
        (bytes(range(256)) * 20, "passphrase"),
    ],
)
def test_a_broken_or_foreign_file_is_refused_with_the_reason(opened, data, why):
    before = opened.page.journal.record()
    send(opened, opened.bring, data)
    reply = opened.ask(opened.bring, kind="look", passphrase="seven quiet otters in fog")
    assert reply == {"kind": "refused", "words": words(f"bringing.why.{why}")}
    assert opened.page.journal.record() == before


@pytest.mark.parametrize("odd", [None, 5, "not base64!", "ä", [], "aGk"])
def test_pieces_that_are_none_are_dropped(opened, odd):
    assert opened.tell(opened.bring, kind="piece", first=True, data=odd) == []


def test_a_file_beyond_all_measure_is_refused(opened, monkeypatch):
    monkeypatch.setattr("widgets.bringing.LARGEST", 10)
    piece = base64.b64encode(b"eleven byte").decode()
    reply = opened.ask(opened.bring, kind="piece", first=True, data=piece)
    assert reply == {"kind": "refused", "words": words("bringing.why.too-large")}


def test_another_programs_days_stand_beside_our_own_ratings(opened, build):
    table = b"date,mood,place\n2025-01-01,50,a\n2025-01-02,abc,b\n2025-01-05,70,c\n"
    send(opened, opened.history, table)
    assert opened.ask(opened.history, kind="look")["columns"] == ["date", "mood", "place"]
    problems, shown = opened.tell(
        opened.history,
        kind="look",
        file="days.csv",
        scale="check-in/fear",
        day_first=True,
        day_column="date",
        value_column="mood",
        low=0,
        high=100,
    )
    assert "days.csv: row 3" in json.loads(problems["json"])[0]
    assert "New here: 2 answers" in shown["words"]
    opened.tell(opened.history, kind="bring")
    progress = build(widgets.page.progress().owner)
    progress.hello(opened.opened)
    (part,) = progress.page.parts
    groups = {group["title"]: group["scales"] for group in progress.filled(part)["groups"]}
    (brought,) = groups[words("progress.brought")]
    assert brought["key"] == "brought-check-in/fear"
    rows = json.loads(progress.ask(part, kind="rows", scale=brought["key"])["json"])["rows"]
    assert [row["value"] for row in rows] == ["5", "7"]
    (own,) = [one for one in groups[words("progress.markers")] if one["key"] == "check-in/fear"]
    rows = json.loads(progress.ask(part, kind="rows", scale=own["key"])["json"])["rows"]
    assert [row["value"] for row in rows] == ["7"]


@pytest.mark.parametrize("odd", [{"low": 5, "high": 5}, {"low": "0"}, {"scale": "nothing"}, {}])
def test_with_something_missing_the_columns_are_offered_again(opened, odd):
    send(opened, opened.history, b"day,value\n2025-01-01,5\n")
    asked = {"scale": "check-in/fear", "low": 0, "high": 10} if odd else {}
    reply = opened.ask(opened.history, kind="look", **{**asked, **odd})
    assert reply == {"kind": "columns", "columns": ["day", "value"]}


def test_a_reminder_says_when_and_nothing_of_what_for(yours):
    asked = {"kind": "remind", "at": "19:30", "first": "2026-03-02", "until": "2026-05-01"}
    told, made = file(yours, yours.remind, **asked, days=[0, 3])
    assert told["ending"] == "ics"
    text = made.decode()
    assert f"SUMMARY:{words('taking.reminder')}" in text
    assert "BYDAY=MO,TH" in text


@pytest.mark.parametrize(
    "odd",
    [{"days": []}, {"days": None}, {"days": [9]}, {"days": ["0"]}, {"at": "soon"}, {"until": ""}],
)
def test_a_reminder_that_lacks_something_is_told_how(yours, odd):
    asked = {"days": [0], "at": "19:30", "first": "2026-03-02", "until": "2026-05-01", **odd}
    reply = yours.ask(yours.remind, kind="remind", **asked)
    assert reply == {"kind": "refused", "words": words("yours.remind_how")}


def test_locked_nothing_of_a_file_is_left_in_the_part(opened):
    _, made = file(opened, opened.take, kind="take", what="json")
    send(opened, opened.bring, made)
    opened.ask(opened.bring, kind="look")
    opened.page.lock()
    assert not opened.bring._data
    assert opened.bring._record is None
