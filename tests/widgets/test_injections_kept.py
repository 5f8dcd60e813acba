"""Text that elsewhere is more than text: every field of every page keeps it and shows it again."""

import io
import json

import pytest
from pypdf import PdfReader

import widgets.page
from exercises.content import load_check_in, modules
from journal import Shelf
from journal.record_json import from_json, to_json
from journal.taking import ratings_csv
from widgets.form import FormView
from widgets.paper.record import PARTS, record_pdf
from widgets.practice_form import FormPracticeView

LONGEST_LINE = 10_000


def value(spec, text):
    """What a field holds in which a person wrote a text wherever there is room for words."""
    if spec["control"] in ("line", "text"):
        return text if spec["control"] == "text" else text[:LONGEST_LINE]
    if spec["control"] == "list":
        return [{column["key"]: value(column, text) for column in spec["columns"]}]
    return None


def sheet_of(build, key):
    """A page with all its parts, and a workbook that isn't kept on a disk: for speed."""
    if key == "check-in":
        page = widgets.page.CheckInPage()
        page.note()
        sheet = build(page)
    else:
        sheet = build(key)
    assert sheet.ask(sheet.desk, kind="try")["kind"] == "opened"
    for part in sheet.page.parts:
        if part.name == "Keeping":
            assert sheet.answer(part, part.key, True)["kind"] == "saved"
    return sheet


@pytest.mark.parametrize("key", [*(module.key for module in modules()), load_check_in().key])
def test_every_field_keeps_every_text_as_it_is(build, injections, key, caplog):
    sheet = sheet_of(build, key)
    forms = [part for part in sheet.page.parts if isinstance(part, FormView)]
    practices = [part for part in sheet.page.parts if isinstance(part, FormPracticeView)]
    asked = [(part, name, item) for part in forms for name, item in part.items.items()]
    asked = [one for one in asked if value(one[2], "x") is not None]
    assert asked
    for base, (name, text) in enumerate(injections):
        for part, field, item in asked:
            reply = sheet.answer(part, field, value(item, text), base=base)
            assert reply["kind"] == "saved", (field, name, reply)
        for part in {id(part): part for part, _, _ in asked}.values():
            answers = sheet.filled(part)["answers"]
            for _, field, item in (one for one in asked if one[0] is part):
                assert answers[field]["value"] == value(item, text), (field, name)
        for place, part in enumerate(practices):
            fields = {spec["key"]: value(spec, text) for spec in part.spec["fields"]}
            record = {"before": None, "after": None, "fields": fields}
            reply = sheet.answer(part, f"{place:016x}{base:016x}", record)
            assert reply["kind"] == "saved", (part.key, name, reply)
    for part in practices:
        bodies = [entry["body"] for entry in sheet.filled(part)["entries"]]
        for (name, text), body in zip(injections, bodies, strict=True):
            for spec in part.spec["fields"]:
                assert body["fields"][spec["key"]] == value(spec, text), name
    assert caplog.text == ""


def test_a_text_from_another_window_is_handed_over_as_it_is(
    prompts, prompt, open_sheet, injections
):
    for base, (name, text) in enumerate(injections):
        assert open_sheet.answer(prompts, prompt, text, base=base)["kind"] == "saved"
        parted = open_sheet.answer(prompts, prompt, "something else", base=base)
        assert parted["kind"] == "changed", name
        assert json.loads(parted["json"]) == text


def test_no_text_is_taken_for_a_code_a_passphrase_or_a_message(sheet, injections, journals):
    for _, text in injections:
        for message in (
            {"kind": "hello", "code": text, "key": text},
            {"kind": "hello", "code": text, "key": "00" * 32},
            {"kind": text},
        ):
            for reply in sheet.tell(sheet.desk, **message):
                assert reply["kind"] in ("refused", "ways")
                assert text not in reply.get("words", "")
    assert sheet.page.journal is None
    left = list(journals.rglob("*")) if journals.exists() else []
    assert {path.name for path in left} <= {"tries", "nobody.seal"}


def test_what_is_taken_away_holds_every_text_as_text(injections, standing_clock):
    journal = Shelf("nowhere", ["none"]).in_memory()
    prompts = [
        f"{module.key}/{prompt.key}"
        for module in modules()
        for prompt in module.reflections
        if module.kept != "on-request"
    ]
    plain = ratings_csv(journal.record())
    for base, begin in enumerate(range(0, len(injections), len(prompts))):
        for key, (_, text) in zip(prompts, injections[begin:], strict=False):
            journal.save(key, text, base=base)
        record = journal.record()
        again = from_json(to_json(record))
        assert again == record
        assert ratings_csv(record) == plain  # ratings only: no word of a person's is in it
        pdf = PdfReader(io.BytesIO(record_pdf(journal, PARTS)))
        assert pdf.pages
        assert "/JavaScript" not in str(pdf.trailer["/Root"])
        assert not {"/AA", "/AcroForm", "/Names"} & set(pdf.trailer["/Root"])
        assert not [page for page in pdf.pages if page.get("/Annots")]
    journal.close()
