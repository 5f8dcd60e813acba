"""Written practices: what a form can give is kept and comes back; nothing else is."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.content import modules
from exercises.schema import FormPractice
from journal import Unwritable
from widgets.practice_form import FormPracticeView, field_spec

WRITTEN = {
    f"{module.key}/{practice.key}": practice
    for module in modules()
    for practice in module.practices
    if isinstance(practice, FormPractice)
}
ID = "0123456789abcdef" * 2
OTHER = "fedcba9876543210" * 2
PLANTED = "a sentence that only I may read"


@pytest.fixture
def show(build):
    """Open a page with the written practice of a module, and a workbook on it."""

    def opened(name="inner-voice/thought-record", workbook=None):
        sheet = build(name.split("/")[0])
        if workbook is None:
            sheet.opened = sheet.start()
        else:
            sheet.hello(workbook)
            sheet.opened = workbook
        (view,) = [part for part in sheet.page.parts if getattr(part, "key", None) == name]
        return sheet, view

    return opened


def blank(view, **fields):
    """A record of which only some fields are answered."""
    return {"before": None, "after": None, "fields": {**dict.fromkeys(view.fields), **fields}}


def value_of(asked):
    """A strategy of what a control can give."""
    if asked.control == "line":
        found = st.text(max_size=20)
    elif asked.control == "text":
        found = st.text(max_size=60) | st.just("half \ud83d")
    elif asked.control == "slider":
        found = st.integers(min(asked.anchors), max(asked.anchors))
    elif asked.control == "choice":
        found = st.sampled_from(sorted(asked.anchors))
    else:
        columns = {column.key: value_of(column) for column in asked.columns}
        found = st.lists(st.fixed_dictionaries(columns), min_size=1, max_size=4)
    return st.none() | found


def bodies(practice):
    """A strategy of the records that a form can give."""
    rating = st.none() | st.integers(0, 10)
    fields = st.fixed_dictionaries({field.key: value_of(field) for field in practice.fields})
    return st.fixed_dictionaries({"before": rating, "after": rating, "fields": fields})


def test_the_written_practices_are_there():
    assert len(WRITTEN) >= 8
    assert {practice.drawing for practice in WRITTEN.values()} == {"none", "ladder", "map", "week"}


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_a_form_can_give_is_kept_and_comes_back(show, name, data):
    sheet, view = show(name)
    first, second = data.draw(bodies(WRITTEN[name])), data.draw(bodies(WRITTEN[name]))
    saved = sheet.answer(view, ID, first)
    assert saved["kind"] == "saved"
    assert sheet.answer(view, ID, second, base=saved["revision"])["kind"] == "saved"
    _, again = show(name, sheet.opened)
    (entry,) = sheet.filled(again)["entries"]
    assert entry["body"] == second


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_is_told_what_each_field_needs(name):
    for field in WRITTEN[name].fields:
        spec = field_spec(field)
        for asked in [spec, *spec.get("columns", [])]:
            if asked["control"] in ("slider", "choice"):
                assert asked["anchors"][str(asked["low"])]
                assert asked["anchors"][str(asked["high"])]


WRONG = {
    "no map": lambda body: [],
    "nothing": lambda body: None,
    "no fields": lambda body: {"before": None, "after": None},
    "fields that are no map": lambda body: {**body, "fields": []},
    "an unknown part": lambda body: {**body, "note": PLANTED},
    "a rating above ten": lambda body: {**body, "before": 11},
    "a rating that is a text": lambda body: {**body, "after": "3"},
    "an unknown field": lambda body: {**body, "fields": {**body["fields"], "note": PLANTED}},
    "a field left out": lambda body: {**body, "fields": {"situation": PLANTED}},
}
WRONG_FIELDS = {
    "a text that is a number": {"situation": 3},
    "a text that is a list": {"situation": [PLANTED]},
    "a line beyond any line": {"line": "x" * 10_001},
    "a slider below its end": {"belief-before": -1},
    "a slider above its end": {"belief-before": 101},
    "a slider between two numbers": {"belief-before": 1.5},
    "a slider that is yes": {"belief-before": True},
    "a list that is a text": {"for": PLANTED},
    "an empty list": {"for": []},
    "a list of texts": {"for": [PLANTED]},
    "a row with another column": {"for": [{"other": PLANTED}]},
    "a row with one column more": {"for": [{"piece": PLANTED, "other": PLANTED}]},
    "a row of numbers": {"for": [{"piece": 5}]},
    "more rows than anyone writes": {"for": [{"piece": "x"}] * 501},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_body_of_another_shape_is_refused(show, name, caplog):
    sheet, view = show()
    assert sheet.answer(view, ID, WRONG[name](blank(view)))["kind"] == "failed"
    assert sheet.filled(view)["entries"] == []
    assert PLANTED not in caplog.text


@pytest.mark.parametrize("name", WRONG_FIELDS)
def test_a_field_that_its_control_cant_give_is_refused(show, name, caplog):
    sheet, view = show()
    assert sheet.answer(view, ID, blank(view, **WRONG_FIELDS[name]))["kind"] == "failed"
    assert sheet.filled(view)["entries"] == []
    assert PLANTED not in caplog.text


def test_a_choice_that_isnt_offered_is_refused(show):
    sheet, view = show("two-of-us/chain")
    row = {"link": "I wrote three times", "kind": 0}  # the kinds are 1 to 4
    assert sheet.answer(view, ID, blank(view, links=[row]))["kind"] == "failed"
    assert sheet.answer(view, ID, blank(view, links=[{**row, "kind": 4}]))["kind"] == "saved"


def test_a_record_that_is_too_long_is_said_to_be_so(show):
    sheet, view = show()
    assert sheet.answer(view, ID, blank(view, situation="x" * 900_000))["kind"] == "saved"
    long = sheet.answer(view, ID, blank(view, situation="x" * 1_000_001), base=1)
    assert "longer than can be kept" in long["words"]
    assert len(sheet.filled(view)["entries"][0]["body"]["fields"]["situation"]) == 900_000


def test_nothing_is_kept_without_a_workbook(build):
    sheet = build("inner-voice")
    view = next(part for part in sheet.page.parts if isinstance(part, FormPracticeView))
    assert sheet.answer(view, ID, blank(view))["kind"] == "failed"
    assert sheet.tell(view, kind="ready") == []


def test_two_windows_are_shown_each_others_version_and_neither_is_lost(show):
    sheet, view = show()
    other_sheet, other = show(workbook=sheet.opened)
    mine, theirs = blank(view, situation="mine"), blank(view, situation="theirs")
    assert sheet.answer(view, ID, blank(view, line="both"))["revision"] == 1
    assert other_sheet.answer(other, ID, theirs, base=1)["revision"] == 2
    parted = sheet.answer(view, ID, mine, base=1)
    assert (parted["kind"], parted["revision"]) == ("changed", 2)
    assert json.loads(parted["json"]) == theirs
    assert sheet.filled(view)["entries"][0]["body"] == theirs
    assert sheet.answer(view, ID, mine, base=2)["kind"] == "saved"


def test_a_record_that_another_window_removed_is_told_as_such_and_can_be_kept(show):
    sheet, view = show()
    other_sheet, other = show(workbook=sheet.opened)
    assert sheet.answer(view, ID, blank(view, line="one"))["kind"] == "saved"
    assert other_sheet.ask(other, kind="remove", key=ID) == {"kind": "removed", "key": ID}
    parted = sheet.answer(view, ID, blank(view, line="two"), base=1)
    assert (parted["kind"], parted["json"], parted["revision"]) == ("changed", "null", 0)
    assert sheet.filled(view)["entries"] == []
    assert sheet.answer(view, ID, blank(view, line="two"))["kind"] == "saved"


def test_removing_takes_one_record_and_no_other(show):
    sheet, view = show()
    sheet.answer(view, ID, blank(view, line="one"))
    sheet.answer(view, OTHER, blank(view, line="two"))
    assert sheet.ask(view, kind="remove", key=ID)["kind"] == "removed"
    (entry,) = sheet.filled(view)["entries"]
    assert entry["id"] == OTHER
    assert sheet.ask(view, kind="remove", key=ID)["kind"] == "removed"


@pytest.mark.parametrize("key", [None, 5, [], "", "\ud83d", "0" * 31, OTHER])
def test_removing_what_isnt_a_record_of_this_practice_removes_nothing(show, key):
    sheet, view = show()
    body = {"note": "of another practice"}
    sheet.page.journal.add_entry("other/practice", body, id=OTHER)
    sheet.answer(view, ID, blank(view))
    assert sheet.ask(view, kind="remove", key=key)["kind"] == "removed"
    assert sheet.page.journal.entries("other/practice")[0].body == body
    assert len(sheet.filled(view)["entries"]) == 1


@pytest.mark.parametrize("reason", ["full", "read-only", "busy", "disk"])
def test_a_record_that_couldnt_be_removed_is_said_to_be_there_still(show, reason, monkeypatch):
    sheet, view = show()
    sheet.answer(view, ID, blank(view))

    def refuse(_id):
        raise Unwritable(reason)

    monkeypatch.setattr(sheet.page.journal, "remove_entry", refuse)
    told = sheet.ask(view, kind="remove", key=ID)
    assert (told["kind"], told["key"]) == ("not_removed", ID)
    assert told["words"]
    assert len(sheet.filled(view)["entries"]) == 1


def test_removing_without_a_workbook_is_said_to_have_failed(build):
    sheet = build("inner-voice")
    view = next(part for part in sheet.page.parts if isinstance(part, FormPracticeView))
    assert sheet.ask(view, kind="remove", key=ID)["kind"] == "not_removed"


def test_what_an_older_form_asked_is_kept_though_todays_form_doesnt_show_it(show):
    sheet, view = show()
    older = {"before": 3, "after": None, "fields": {"once": "asked", "belief-before": 400}}
    sheet.page.journal.add_entry(view.key, older, id=ID)
    (entry,) = sheet.filled(view)["entries"]
    assert entry["body"] == {**blank(view), "before": 3}
    assert sheet.answer(view, ID, blank(view, line="now"), base=1)["kind"] == "saved"
    kept = sheet.page.journal.entries(view.key)[0].body["fields"]
    assert (kept["once"], kept["belief-before"], kept["line"]) == ("asked", 400, "now")
    assert sheet.answer(view, ID, blank(view, **{"belief-before": 40}), base=2)["kind"] == "saved"
    assert sheet.page.journal.entries(view.key)[0].body["fields"]["belief-before"] == 40


@pytest.mark.parametrize("body", [{}, {"fields": 5}, {"fields": {}, "before": "x"}])
def test_a_stored_record_that_cant_be_shown_is_left_alone(show, body):
    sheet, view = show()
    sheet.page.journal.add_entry(view.key, body, id=ID)
    assert sheet.filled(view)["entries"] == []
    assert sheet.page.journal.entries(view.key)[0].body == body


def test_no_words_of_a_record_become_a_trait_or_a_log_line(show, caplog):
    sheet, view = show()
    sheet.answer(view, ID, blank(view, situation=PLANTED))
    sheet.filled(view)
    sheet.answer(view, ID, blank(view, situation=[PLANTED]), base=1)
    assert PLANTED not in json.dumps(view.get_state(), default=repr)
    assert PLANTED not in caplog.text
    assert PLANTED not in repr(view)
