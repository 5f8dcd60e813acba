"""Each answer: saved and acknowledged, refused if no control can give it, told in words if it fails."""

import json
import sqlite3

import pytest

from exercises.content import words
from journal import Damaged, JournalError, Unwritable

PLANTED = "a sentence that only I may read"


def test_an_answer_is_on_the_disk_when_it_is_acknowledged(open_sheet, build, rating, slider):
    reply = open_sheet.answer(rating, slider, 7, edit=12)
    assert reply == {"key": slider, "edit": 12, "kind": "saved", "revision": 1}
    other = build()
    other.hello(open_sheet.opened)
    assert other.filled(other.page.its_rating)["answers"][slider] == {"value": 7, "revision": 1}


def test_what_the_answers_add_up_to_follows_each_of_them(open_sheet, rating):
    form = rating.form
    scale = form.scales[0]
    items = [item for item in form.items if item.scale == scale.key]
    for number, item in enumerate(items, 1):
        heard = open_sheet.tell(
            rating, kind="answer", key=f"{form.key}/{item.key}", edit=1, base=0, json=str(item.high)
        )
        assert [one["kind"] for one in heard] in (["saved", "result"], ["saved", "fill"])
        filled = open_sheet.filled(rating)
        assert filled["scales"][0]["answered"] == number
        if heard[1]["kind"] == "result":
            assert json.loads(heard[1]["json"]) == filled["scales"]
    full = filled["scales"][0]
    assert full["label"] == scale.label
    assert full["words"] == words(
        "rating.score", value=items[0].high, high=items[0].high, high_words=scale.high
    )
    assert full["share"] == 1.0


def test_too_few_answers_are_never_a_number(open_sheet, rating, slider):
    scales = open_sheet.filled(rating)["scales"]
    assert [(scale["share"], scale["answered"]) for scale in scales] == [(None, 0)] * len(scales)
    several = next(
        scale.key
        for scale in rating.form.scales
        if sum(item.scale == scale.key for item in rating.form.items) > 1
    )
    index = [scale.key for scale in rating.form.scales].index(several)
    item = next(item for item in rating.form.items if item.scale == several)
    open_sheet.answer(rating, f"{rating.form.key}/{item.key}", 5)
    scale = open_sheet.filled(rating)["scales"][index]
    assert scale["share"] is None
    assert scale["words"] == words("rating.not_enough", answered=1, of=2)


def test_a_cleared_answer_is_unanswered_again(open_sheet, rating, slider):
    open_sheet.answer(rating, slider, 7)
    assert open_sheet.answer(rating, slider, None, base=1)["revision"] == 2
    assert open_sheet.filled(rating)["answers"][slider] == {"value": None, "revision": 2}
    assert all(scale["answered"] == 0 for scale in open_sheet.filled(rating)["scales"])


def test_nought_is_an_answer(open_sheet, rating, slider):
    open_sheet.answer(rating, slider, 0)
    assert open_sheet.filled(rating)["answers"][slider]["value"] == 0


WRONG = [-1, 11, 10**400, 5.0, 5.5, "5", PLANTED, True, False, [5], {"value": 5}, float("inf")]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_what_a_slider_cannot_give_is_refused(open_sheet, rating, slider, wrong, raw, caplog):
    value = raw("1" + "0" * 400) if wrong == 10**400 else wrong
    reply = open_sheet.answer(rating, slider, value, edit=3)
    failed = {"kind": "failed", "key": slider, "edit": 3, "words": words("refused.unexpected")}
    assert reply == failed
    assert open_sheet.page.journal.answers() == {}
    assert PLANTED not in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "-Infinity",
        "",
        "{",
        "9" * 5000,
        "[" * 100_000,
        "1e999",
        "nul",
        "\ud83d",
        f'"{PLANTED}',
    ],
    ids=lambda text: text[:9].encode("ascii", "replace").decode(),
)
def test_what_is_no_number_and_no_json_is_refused(open_sheet, rating, slider, text, raw, caplog):
    reply = open_sheet.answer(rating, slider, raw(text))
    assert (reply["kind"], reply["words"]) == ("failed", words("refused.unexpected"))
    assert open_sheet.page.journal.answers() == {}
    assert PLANTED not in caplog.text


@pytest.mark.parametrize("json_field", [None, 5, True, ["5"], {}], ids=repr)
def test_json_that_is_no_text_is_refused(open_sheet, rating, slider, json_field):
    message = {"kind": "answer", "key": slider, "edit": 1, "base": 0, "json": json_field}
    assert open_sheet.ask(rating, **message)["kind"] == "failed"
    del message["json"]
    assert open_sheet.ask(rating, **message)["kind"] == "failed"


def test_a_choice_beyond_its_points_is_refused(open_sheet, rating, choice):
    high = rating.items[choice]["high"]
    assert open_sheet.answer(rating, choice, high + 1)["kind"] == "failed"
    assert open_sheet.answer(rating, choice, high)["kind"] == "saved"


@pytest.mark.parametrize(
    "key", ["", "nothing", "reassurance/nothing", "check-in/note", "../x", "a" * 10**6]
)
def test_a_question_that_is_not_asked_here_is_refused(open_sheet, rating, key):
    assert open_sheet.answer(rating, key, 5)["words"] == words("refused.unexpected")
    assert open_sheet.page.journal.answers() == {}


@pytest.mark.parametrize("key", [None, 5, ["a"], {"a": 1}, "\ud83d/a"], ids=repr)
@pytest.mark.parametrize("edit", [1, None, "1"], ids=repr)
def test_an_answer_that_no_page_of_ours_sends_gets_no_reply(open_sheet, rating, key, edit):
    assert open_sheet.tell(rating, kind="answer", key=key, edit=edit, base=0, json="5") == []


@pytest.mark.parametrize("base", [None, "0", 0.5, [0]], ids=repr)
def test_an_answer_without_the_revision_it_builds_on_is_refused(open_sheet, rating, slider, base):
    assert open_sheet.answer(rating, slider, 5, base=base)["words"] == words("refused.unexpected")


def test_an_answer_before_a_workbook_is_open_is_said_not_to_be_kept(sheet):
    rating = sheet.page.its_rating
    reply = sheet.answer(rating, next(iter(rating.items)), 5, edit=4)
    assert reply["kind"] == "failed"
    assert reply["edit"] == 4
    assert reply["words"] == words("save.closed")


TEXTS = {
    "NUL": "before\0after",
    "half a pair": "before \ud83d after",
    "the other half": "\ude00",
    "a pair": "\U0001f600",
    "markup": "<script>alert(1)</script> &amp; \"'",
    "long": "wörter " * 100_000,
    "blanks": " \n\t ",
    "right to left": "\u202eابجد\u202c",
    "formula": "=cmd|' /C calc'!A0",
    "line ends": "a\r\nb\rc\u2028d",
    "empty": "",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_comes_back_as_it_was_typed(open_sheet, build, prompts, prompt, text):
    assert open_sheet.answer(prompts, prompt, text)["kind"] == "saved"
    other = build()
    other.hello(open_sheet.opened)
    assert other.filled(other.page.its_reflections)["answers"][prompt]["value"] == text


@pytest.mark.parametrize("wrong", [5, True, 1.5, ["a"], {"a": "b"}], ids=repr)
def test_a_prompt_takes_nothing_but_text(open_sheet, prompts, prompt, wrong):
    assert open_sheet.answer(prompts, prompt, wrong)["kind"] == "failed"


def test_two_pages_of_one_workbook_never_overwrite_each_other_silently(
    open_sheet, build, prompts, prompt
):
    other = build()
    other.hello(open_sheet.opened)
    theirs = other.page.its_reflections
    assert open_sheet.answer(prompts, prompt, "here \ud83d")["revision"] == 1
    reply = other.answer(theirs, prompt, "there", base=0, edit=9)
    changed = {"kind": "changed", "key": prompt, "edit": 9, "revision": 1}
    assert reply == {**changed, "json": json.dumps("here \ud83d")}
    assert open_sheet.filled(prompts)["answers"][prompt]["value"] == "here \ud83d"
    assert other.answer(theirs, prompt, "there", base=1)["revision"] == 2


def test_the_same_answer_from_two_pages_is_no_conflict(open_sheet, build, prompts, prompt):
    other = build()
    other.hello(open_sheet.opened)
    open_sheet.answer(prompts, prompt, "the same")
    assert other.answer(other.page.its_reflections, prompt, "the same")["revision"] == 1


def test_an_answer_sent_again_is_saved_once(open_sheet, rating, slider):
    first = open_sheet.answer(rating, slider, 4, edit=1)
    assert open_sheet.answer(rating, slider, 4, edit=1) == first


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (Unwritable("full"), "full"),
        (Unwritable("read-only"), "read-only"),
        (Unwritable("busy"), "busy"),
        (Unwritable("disk"), "disk"),
        (Damaged(copied=True), "damaged"),
        (JournalError(PLANTED), "disk"),
    ],
)
def test_an_answer_that_cannot_be_written_fails_in_words(
    open_sheet, rating, slider, monkeypatch, fault, why, caplog
):
    def fail(*_args, **_named):
        raise fault

    monkeypatch.setattr(open_sheet.page.journal, "save", fail)
    reply = open_sheet.answer(rating, slider, 5, edit=6)
    assert reply == {"kind": "failed", "key": slider, "edit": 6, "words": words(f"save.{why}")}
    monkeypatch.undo()
    assert PLANTED not in caplog.text
    assert open_sheet.page.journal.save(slider, 5, base=0).revision == 1


def test_a_workbook_that_another_program_holds_is_busy(open_sheet, rating, slider, build):
    other = build()
    other.hello(open_sheet.opened)
    connection = other.page.journal._connection
    connection.execute("BEGIN IMMEDIATE")
    assert open_sheet.answer(rating, slider, 5)["words"] == words("save.busy")
    connection.execute("ROLLBACK")
    assert open_sheet.answer(rating, slider, 5)["kind"] == "saved"


def test_a_file_that_is_damaged_in_use_is_said_and_not_written_to(
    open_sheet, prompts, prompt, journals
):
    open_sheet.answer(prompts, prompt, "words " * 20_000)
    journal = open_sheet.page.journal
    journal._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    file = journals / f"{open_sheet.opened['code']}.journal"
    broken = bytearray(file.read_bytes())
    broken[4096:] = bytes(len(broken) - 4096)
    file.write_bytes(broken)
    journal._connection.execute("PRAGMA shrink_memory")
    replies = [open_sheet.answer(prompts, prompt, "more", base=1, edit=edit) for edit in (1, 2)]
    assert [reply["words"] for reply in replies] == [words("save.damaged")] * 2
    assert file.read_bytes() == broken
    assert open_sheet.tell(prompts, kind="ready") == []


def test_a_result_that_cannot_be_worked_out_does_not_unsay_that_an_answer_is_saved(
    open_sheet, rating, slider, monkeypatch, caplog
):
    def fail(*_args):
        raise ValueError(PLANTED)

    monkeypatch.setattr(open_sheet.page.journal, "history", fail)
    heard = open_sheet.tell(rating, kind="answer", key=slider, edit=1, base=0, json="5")
    assert [one["kind"] for one in heard] == ["saved"]
    assert "ValueError" in caplog.text
    assert PLANTED not in caplog.text


def test_an_answer_on_numbers_that_the_form_no_longer_has_is_not_shown_and_stops_nothing(
    open_sheet, rating, slider, choice
):
    open_sheet.page.journal.save(choice, 99, base=0)
    open_sheet.page.journal.save(slider, PLANTED, base=0)
    filled = open_sheet.filled(rating)
    assert filled["answers"][choice] == {"value": None, "revision": 1}
    assert filled["answers"][slider] == {"value": None, "revision": 1}
    assert all(scale["answered"] == 0 for scale in filled["scales"])
    assert open_sheet.answer(rating, choice, 1, base=1)["revision"] == 2


def test_nothing_typed_is_readable_on_the_disk(open_sheet, prompts, prompt, journals, passphrase):
    open_sheet.answer(prompts, prompt, PLANTED)
    for secret in (PLANTED, passphrase, open_sheet.opened["key"]):
        for file in journals.iterdir():
            assert secret.encode() not in file.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(journals / f"{open_sheet.opened['code']}.journal").execute(
            "SELECT 1 FROM answer"
        )
