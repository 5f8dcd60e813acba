"""The desk: opening, refusing in words, locking, finishing; and where a key never is."""

import json
import re

import ipywidgets as ipw
import pytest

from exercises.content import code_words, words
from journal import Damaged, JournalError, TooNew, TooSoon, Unwritable


def refusal(reply: dict) -> str:
    assert reply["kind"] == "refused"
    return reply["words"]


def test_a_new_tab_is_shown_the_ways_to_begin(sheet):
    assert sheet.ask(sheet.desk, kind="hello") == {"kind": "ways"}
    assert sheet.page.journal is None


def test_a_suggested_passphrase_is_five_plain_words_and_strong_enough(sheet):
    suggested = [sheet.ask(sheet.desk, kind="suggest")["passphrase"] for _ in range(20)]
    assert len(set(suggested)) == 20
    for passphrase in suggested:
        assert len(passphrase.split()) == 5
        assert set(passphrase.split()) <= set(code_words())
        assert sheet.start(passphrase)["fresh"]


@pytest.mark.parametrize(
    "weak",
    ["", "a", "password", "12345678", "qwertyuiop", "letmein1", "aaaaaaaaaaaaaaaaaaaa", "\0"],
)
def test_a_weak_passphrase_is_refused_with_a_reason_and_makes_nothing(sheet, weak, journals):
    reply = sheet.ask(sheet.desk, kind="start", passphrase=weak)
    assert refusal(reply) == words("refused.weak")
    assert not reply["stored"]  # the card to choose one stays open
    assert not journals.exists()


@pytest.mark.parametrize("odd", [None, 12345678901234567890, ["correct", "horse"], {"a": 1}, True])
def test_a_passphrase_that_is_no_text_starts_nothing(sheet, odd, journals):
    assert refusal(sheet.ask(sheet.desk, kind="start", passphrase=odd)) == words("refused.weak")
    assert not journals.exists()


def test_a_passphrase_too_long_to_keep_is_refused_in_words(sheet, journals):
    long = "seven quiet otters " * 60
    assert refusal(sheet.ask(sheet.desk, kind="start", passphrase=long)) == words("refused.long")
    assert not journals.exists()


@pytest.mark.parametrize(
    "strange",
    ["otters \ud83d swim far out", "otters\0swim\nfar out", "浅瀬の七匹の川獺は静かに泳ぐ"],
)
def test_a_strong_passphrase_of_any_characters_opens_what_it_started(build, strange):
    code = build().start(strange)["code"]
    assert build().unlock(code, strange)["kind"] == "opened"


def test_starting_gives_a_code_of_three_words_and_a_key_once(sheet, journals):
    opened = sheet.start()
    assert opened["fresh"]
    assert not opened["trying"]
    assert len(opened["code"].split("-")) == 3
    assert set(opened["code"].split("-")) <= set(code_words())
    assert re.fullmatch(r"[0-9a-f]{64}", opened["key"])
    assert (journals / f"{opened['code']}.journal").is_file()
    again = sheet.ask(sheet.desk, kind="hello")
    assert again == {**opened, "fresh": False}


def test_no_widgets_state_ever_holds_a_code_a_passphrase_a_key_or_an_answer(
    open_sheet, prompts, prompt, passphrase
):
    planted = "a sentence that only I may read"
    open_sheet.answer(prompts, prompt, planted)
    open_sheet.filled(prompts)
    suggested = open_sheet.ask(open_sheet.desk, kind="suggest")["passphrase"]
    secret = [open_sheet.opened["code"], open_sheet.opened["key"], passphrase, planted, suggested]
    instances = ipw.widgets.widget._instances
    parts = [open_sheet.desk, *open_sheet.page.parts]
    assert set(parts) <= set(instances.values())
    for widget in instances.values():
        state = json.dumps(widget.get_state(), default=repr)
        assert not any(one in state for one in secret), widget


def test_the_right_code_and_passphrase_open_the_workbook_on_another_page(build, passphrase):
    opened = build().start()
    typed = f"  {opened['code'].replace('-', ' ').upper()} "
    reply = build().unlock(typed, passphrase)
    assert reply == {**opened, "code": typed, "fresh": False}


def test_a_wrong_code_and_a_wrong_passphrase_get_the_same_answer(build, passphrase):
    code = build().start()["code"]
    other = build()
    wrong = other.unlock(code, "seven quiet otters in fig")
    assert wrong == other.unlock("amber-river-nowhere", passphrase)
    assert refusal(wrong) == words("refused.wrong")
    assert not wrong["stored"]
    assert other.page.journal is None


ODD = [None, 0, -1, 1.5, True, [], ["a-b-c"], {}, {"code": "a-b-c"}, "", "\0", "../../etc/passwd"]


@pytest.mark.parametrize("odd", ODD)
def test_a_code_or_passphrase_of_any_kind_is_wrong_and_no_more(build, odd, passphrase):
    code = build().start()["code"]
    other = build()
    assert refusal(other.unlock(odd, passphrase)) == words("refused.wrong")
    assert refusal(other.unlock(code, odd)) == words("refused.wrong")


def test_ten_megabytes_are_wrong_and_no_more(build, passphrase):
    code = build().start()["code"]
    other = build()
    long = "x" * 10_000_000
    assert refusal(other.unlock(long, passphrase)) == words("refused.wrong")
    assert refusal(other.unlock(code, long)) == words("refused.wrong")
    assert refusal(other.ask(other.desk, kind="start", passphrase=long)) == words("refused.long")


def test_a_message_with_nothing_in_it_is_refused_in_words(sheet):
    assert refusal(sheet.ask(sheet.desk, kind="unlock")) == words("refused.wrong")
    assert refusal(sheet.ask(sheet.desk, kind="start")) == words("refused.weak")
    assert sheet.tell(sheet.desk) == []
    assert sheet.tell(sheet.desk, kind="no such kind") == []


def test_a_tab_that_has_a_key_opens_at_once_on_the_next_page(build):
    opened = build().start()
    assert build().hello(opened) == {**opened, "fresh": False}


@pytest.mark.parametrize(
    "key", ["", "zz", "00" * 32, "00", None, 5, ["00"], "\ud83d", "0" * 10_000]
)
def test_a_key_that_does_not_open_is_forgotten_by_the_tab(build, key):
    opened = build().start()
    reply = build().hello({**opened, "key": key})
    assert refusal(reply) == words("refused.gone")
    assert reply["stored"]


def test_a_workbook_that_was_erased_meanwhile_is_gone(build, journals):
    opened = build().start()
    for file in journals.iterdir():
        file.unlink()
    assert refusal(build().hello(opened)) == words("refused.gone")


def test_a_damaged_file_is_said_and_left_as_it_is(build, journals):
    sheet = build()
    opened = sheet.start()
    sheet.page.lock()
    file = journals / f"{opened['code']}.journal"
    broken = bytearray(file.read_bytes())
    broken[100:200] = bytes(100)
    file.write_bytes(broken)
    assert refusal(build().hello(opened)) == words("refused.damaged")
    assert refusal(build().unlock(opened["code"])) == words("refused.damaged")
    assert file.read_bytes() == broken


def test_after_three_wrong_tries_the_wait_is_told_in_words_and_then_it_opens(build, standing_clock):
    code = build().start()["code"]
    other = build()
    for _ in range(3):
        assert refusal(other.unlock(code, "wrong")) == words("refused.wrong")
    assert refusal(other.unlock(code)) == words("refused.too_soon", seconds=2)
    standing_clock.forward(seconds=1)
    assert other.unlock(code)["kind"] == "opened"


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.2, words("refused.too_soon", seconds=2)),
        (31.2, words("refused.too_soon", seconds=32)),
        (90, words("refused.too_soon", seconds=90)),
        (90.5, words("refused.too_soon_minutes", minutes=2)),
        (900, words("refused.too_soon_minutes", minutes=15)),
    ],
)
def test_a_wait_is_told_in_seconds_or_minutes(build, monkeypatch, seconds, told):
    def fail(*_):
        raise TooSoon(seconds)

    monkeypatch.setattr("journal.shelf.Shelf.key", fail)
    assert refusal(build().unlock("amber-basil-cedar")) == told


FAULTS = [
    (Damaged(copied=True), "damaged"),
    (Damaged(copied=False), "damaged"),
    (TooNew(), "too_new"),
    (Unwritable("full"), "full"),
    (Unwritable("read-only"), "read-only"),
    (Unwritable("busy"), "busy"),
    (Unwritable("disk"), "disk"),
    (JournalError("what only a log may say"), "disk"),
    (RuntimeError("what only a log may say"), "unexpected"),
]


@pytest.mark.parametrize(("fault", "why"), FAULTS)
def test_whatever_hinders_opening_is_said_in_words(build, journals, monkeypatch, fault, why):
    opened = build().start()

    def fail(*_args, **_named):
        raise fault

    other = build()
    monkeypatch.setattr("journal.shelf.Shelf.open", fail)
    assert refusal(other.hello(opened)) == words(f"refused.{why}")
    assert refusal(other.unlock(opened["code"])) == words(f"refused.{why}")
    reply = other.ask(other.desk, kind="start", passphrase="eight loud herons on ice")
    assert refusal(reply) == words(f"refused.{why}")
    assert other.page.journal is None
    (left,) = journals.glob("*.journal")
    assert left.stem == opened["code"], "a start whose code nobody was told leaves no file"


def test_damage_found_while_a_page_is_filled_locks_it_and_is_said(build, monkeypatch):
    opened = build().start()
    other = build()

    def fail():
        raise Damaged(copied=True)

    monkeypatch.setattr(other.page.its_reflections, "fill", fail)
    replies = other.tell(
        other.desk, kind="unlock", code=opened["code"], passphrase="seven quiet otters in fog"
    )
    assert [reply["kind"] for reply in replies] == ["opened", "locked", "refused"]
    assert replies[-1]["words"] == words("refused.damaged")
    assert other.page.journal is None


def test_one_part_that_fails_leaves_the_others_filled(build, monkeypatch, caplog):
    opened = build().start()
    other = build()

    def fail():
        raise LookupError("a sentence that only I may read")

    monkeypatch.setattr(other.page.its_rating, "fill", fail)
    kinds = {
        (sent.part, sent.content["kind"])
        for sent in other.hear(other.desk, **{**opened, "kind": "hello"})
    }
    assert (other.page.its_reflections, "fill") in kinds
    assert "LookupError" in caplog.text
    assert "only I" not in caplog.text


def test_a_page_that_asks_again_is_filled_again(open_sheet, prompts, prompt):
    open_sheet.answer(prompts, prompt, "mine")
    heard = open_sheet.hear(open_sheet.desk, kind="hello")
    assert heard[0].content["kind"] == "opened"
    filled = [sent.part for sent in heard if sent.content["kind"] == "fill"]
    assert prompts in filled


def test_trying_without_saving_writes_nothing_anywhere(sheet, journals):
    opened = sheet.ask(sheet.desk, kind="try", offset=60)
    assert opened == {"kind": "opened", "fresh": False, "trying": True}
    prompts = sheet.page.its_reflections
    assert sheet.answer(prompts, next(iter(prompts.items)), "a try")["kind"] == "saved"
    assert sheet.ask(sheet.desk, kind="hello") == opened
    assert not journals.exists()
    sheet.tell(sheet.desk, kind="lock")
    assert not journals.exists()


def test_a_tab_that_tries_out_goes_on_trying_on_the_next_page(sheet):
    opened = sheet.ask(sheet.desk, kind="hello", trying=True)
    assert opened["trying"]
    assert "key" not in opened


def test_locking_empties_every_part_and_forgets_the_key(open_sheet, prompts, prompt):
    open_sheet.answer(prompts, prompt, "mine")
    journal = open_sheet.page.journal
    heard = open_sheet.hear(open_sheet.desk, kind="lock")
    emptied = [sent.part for sent in heard if sent.content == {"kind": "empty"}]
    assert emptied == open_sheet.page.parts
    assert heard[-1].content == {"kind": "locked"}
    with pytest.raises(JournalError):
        journal.answers()
    assert open_sheet.ask(open_sheet.desk, kind="hello") == {"kind": "ways"}
    assert open_sheet.tell(prompts, kind="ready") == []
    assert open_sheet.answer(prompts, prompt, "more")["words"] == words("save.closed")


def test_locking_twice_is_locking_once(open_sheet):
    open_sheet.tell(open_sheet.desk, kind="lock")
    assert open_sheet.ask(open_sheet.desk, kind="lock") == {"kind": "locked"}
    assert open_sheet.ask(open_sheet.desk, kind="finish")["kind"] == "locked"


def test_a_page_locks_even_if_the_file_cannot_be_let_go(open_sheet, monkeypatch):
    def fail():
        raise OSError

    monkeypatch.setattr(open_sheet.page.journal, "close", fail)
    heard = open_sheet.hear(open_sheet.desk, kind="lock")
    assert [
        sent.part for sent in heard if sent.content == {"kind": "empty"}
    ] == open_sheet.page.parts
    assert open_sheet.page.journal is None


def test_finishing_ends_the_sitting_and_locks(open_sheet, build, prompts, prompt):
    open_sheet.answer(prompts, prompt, "mine")
    reply = open_sheet.ask(open_sheet.desk, kind="finish")
    assert reply == {"kind": "locked", "words": words("desk.finished")}
    later = build()
    later.hello(open_sheet.opened)
    assert [one.closed is not None for one in later.page.journal.sessions()] == [True]
    later.answer(later.page.its_reflections, prompt, "more", base=1)
    assert len(later.page.journal.sessions()) == 2


@pytest.mark.parametrize(
    "fault", [Unwritable("full"), Damaged(copied=True), JournalError("closed")]
)
def test_finishing_locks_even_if_the_sitting_cannot_be_closed(open_sheet, monkeypatch, fault):
    def fail():
        raise fault

    monkeypatch.setattr(open_sheet.page.journal, "end_session", fail)
    heard = open_sheet.hear(open_sheet.desk, kind="finish")
    assert [
        sent.part for sent in heard if sent.content == {"kind": "empty"}
    ] == open_sheet.page.parts
    assert heard[-1].content == {"kind": "locked", "words": words("desk.finished_later")}
    assert open_sheet.page.journal is None


def test_opening_another_workbook_lets_the_first_go(build, open_sheet, prompts, prompt):
    open_sheet.answer(prompts, prompt, "of the first")
    first = open_sheet.page.journal
    open_sheet.start("eight loud herons on ice")
    with pytest.raises(JournalError):
        first.answers()
    assert open_sheet.filled(prompts)["answers"] == {}


@pytest.mark.parametrize(
    ("offset", "kept"),
    [
        (0, 0),
        (330, 330),
        (-600, -600),
        (840, 840),
        (841, 0),
        (10**9, 0),
        (True, 0),
        ("60", 0),
        (None, 0),
        (1.5, 0),
    ],
)
def test_where_a_person_is_is_taken_within_what_there_is_on_earth(sheet, offset, kept):
    sheet.start(offset=offset)
    assert sheet.page.journal.session().offset == kept


def test_messages_arrive_through_the_widget_itself(sheet, sent):
    sheet.desk._handle_custom_msg({"kind": "hello"}, [])
    assert sent[-1].content == {"kind": "ways"}


def test_nothing_of_a_person_is_logged_when_the_desk_fails(build, monkeypatch, caplog, passphrase):
    opened = build().start()
    other = build()
    monkeypatch.setattr("journal.shelf.derive", lambda typed, _salt: int(typed))
    other.unlock(opened["code"])
    assert "ValueError" in caplog.text
    assert not any(one in caplog.text for one in (passphrase, opened["code"], opened["key"]))


def test_a_page_whose_workbook_was_erased_or_changed_elsewhere_says_so(
    open_sheet, prompts, prompt, passphrase
):
    shelf = open_sheet.desk._shelf()
    code = open_sheet.opened["code"]
    key = shelf.change_passphrase(code, passphrase, "eight loud herons on ice")
    reply = open_sheet.answer(prompts, prompt, "too late")
    assert (reply["kind"], reply["words"]) == ("failed", words("save.elsewhere"))
    shelf.erase(code, key)
    assert open_sheet.answer(prompts, prompt, "too late")["words"] == words("save.elsewhere")
