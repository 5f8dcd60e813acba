"""An educator's questionnaire as a page: asked, scored as its file says, and changes told with care."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exercises import content
from exercises.questionnaire_form import detectable_change
from journal import from_json, ratings_csv, to_json
from widgets.contents import ContentsView
from widgets.page import questionnaires
from widgets.paper.record import record_pdf
from widgets.progress import ProgressView

FOLDER = Path(__file__).parent / "scales"
KEYS = ("scale-habits/1", "scale-habits/2", "scale-habits/3")


@pytest.fixture(autouse=True)
def folder(monkeypatch):
    """Questionnaires are read once for all; so once for these tests, and anew after them."""
    monkeypatch.setenv("WORKBOOK_SCALES", str(FOLDER))
    content.questionnaires.cache_clear()
    yield FOLDER
    content.questionnaires.cache_clear()


@pytest.fixture
def view(build):
    """The page's one questionnaire, with a new workbook open."""
    (part,) = questionnaires().children
    sheet = build(part.owner)
    sheet.opened = sheet.start()
    return sheet, part


def answer(sheet, part, values):
    """Answer items by their place; return what is then shown of each scale."""
    for key, value in zip(part.items, values, strict=False):
        if value is not None:
            known = part.journal.answers().get(key)
            reply = sheet.answer(part, key, value, base=known.revision if known else 0)
            assert reply["kind"] == "saved"
    return sheet.filled(part)["scales"]


def test_it_is_asked_as_it_stands_in_its_file(view):
    _, part = view
    texts = [item["text"] for item in part.spec["items"]]
    assert texts[0] == "I put the phone away before I go to bed."
    assert [item["control"] for item in part.spec["items"]] == ["choice"] * 5
    assert part.spec["items"][0]["anchors"] == {
        "1": "not at all",
        "4": "in part",
        "7": "completely",
    }
    assert part.spec["title"] == "Evening habits"
    assert part.spec["open"] is True
    assert "Journal of Examples" in part.spec["about"]
    assert "Free to use" in part.spec["about"]


def test_answers_are_kept_apart_from_any_modules(view):
    sheet, part = view
    answer(sheet, part, [1, 2, 3, 4, 5])
    assert all(key.startswith("scale-habits/") for key in part.journal.answers())
    assert len(part.journal.answers()) == 5


def test_a_mean_and_a_sum_are_told_in_the_questionnaires_own_numbers(view):
    ease, bedtime = answer(*view, [5, 6, 2, 7, 1])
    # Item 3 counts from the other end: (5 + 6 + (8 − 2)) / 3, and 7 + (8 − 1).
    assert ease["words"].startswith("5.67, the mean")
    assert "from 1 to 7" in ease["words"]
    assert bedtime["words"].startswith("14, the sum")
    assert "from 2 to 14" in bedtime["words"]
    assert ease["share"] == pytest.approx((17 / 3 - 1) / 6)
    assert bedtime["share"] == 1


def test_too_few_answers_are_no_score(view):
    ease, bedtime = answer(*view, [5, None, None, 7])
    assert ease["words"] == "not enough answers yet (1 of 3)"
    assert ease["share"] is None
    assert "below" not in ease
    assert bedtime["words"] == "not enough answers yet (1 of 2)"


def test_norms_stand_beside_a_score_only_where_the_file_has_them(view):
    ease, bedtime = answer(*view, [5, 6, 2, 7, 1])
    assert any("mean of 4.6" in text and "412 adults" in text for text in ease["below"])
    assert bedtime["below"] == []


def test_a_change_is_told_beyond_or_within_what_measuring_makes(view, standing_clock):
    sheet, part = view
    scale = part.form.subscale("ease")
    # 1.96 · √2 · 1.1 · √(1 − 0.8)
    assert detectable_change(scale) == pytest.approx(1.3636, abs=1e-4)
    assert detectable_change(part.form.subscale("bedtime")) is None
    first = answer(sheet, part, [3, 3, 5])[0]
    assert not any("From" in text for text in first["below"])
    standing_clock.forward(days=30)
    second = answer(sheet, part, [4, 4, 4])[0]
    (change,) = [text for text in second["below"] if text.startswith("From")]
    assert change.startswith("From 3 on 1 March 2026 to 4: a change of 1.")
    assert "Up to 1.36" in change
    assert any("over four weeks" in text for text in second["below"])
    standing_clock.forward(days=30)
    third = answer(sheet, part, [5, 5, 3])[0]
    from_first, from_last = [text for text in third["below"] if text.startswith("From")]
    assert from_first.startswith("From 3 on 1 March 2026 to 5: a change of 2. More than 1.36")
    assert from_last.startswith("From 4 on 31 March 2026 to 5: a change of 1. Up to 1.36")


def test_what_no_control_gives_is_refused(view):
    sheet, part = view
    for value in (0, 8, 3.5, True, "3", [3]):
        assert sheet.answer(part, KEYS[0], value)["kind"] == "failed"
    assert sheet.answer(part, "scale-habits/9", 3)["kind"] == "failed"
    assert part.journal.answers() == {}


def test_its_scales_are_on_the_progress_page_with_the_change(view, standing_clock):
    sheet, part = view
    answer(sheet, part, [3, 3, 5, 2, 6])
    standing_clock.forward(days=30)
    answer(sheet, part, [6, 6, 2, 6, 2])
    progress = ProgressView(sheet.page)
    (group,) = sheet.filled(progress)["groups"]
    assert group["title"] == "Evening habits"
    ease, bedtime = group["scales"]
    assert ease["sentence"].endswith("nor whether it’s for the good.")
    assert "of 7" in ease["sentence"]
    assert "of 14" in bedtime["sentence"]
    assert "measuring" not in bedtime["sentence"]
    told = sheet.ask(progress, kind="draw", scale=ease["key"], size={"width": 400, "ratio": 1})
    assert told["kind"] == "picture"


def test_it_is_in_every_copy_that_is_taken_away(view):
    sheet, part = view
    answer(sheet, part, [3, 3, 5, 2, 6])
    record = part.journal.record()
    (sitting,) = from_json(to_json(record)).sittings
    assert [one.value for one in sitting.answers if one.key in KEYS] == [3, 3, 5]
    table = ratings_csv(record).decode("utf-8-sig")
    assert "Evening habits,I put the phone away before I go to bed.,scale-habits/1,3,1,7" in table
    printed = PdfReader(BytesIO(record_pdf(part.journal, ("ratings",))))
    text = " ".join(page.extract_text() for page in printed.pages)
    assert "Evening habits" in text
    assert "I put the phone away before I go to bed." in " ".join(text.split())


def test_the_contents_page_lists_it_and_leaves_the_entry_out_where_there_is_none(view, build):
    sheet, _ = view
    (entry,) = [one for one in ContentsView(sheet.page).spec["pages"] if one["key"] == "more"]
    assert entry["summary"] == "Evening habits"
    assert entry["notebook"] == "more.ipynb"


def test_without_a_questionnaire_there_is_a_page_and_no_entry(monkeypatch, tmp_path, build, sheet):
    monkeypatch.setenv("WORKBOOK_SCALES", str(tmp_path))
    content.questionnaires.cache_clear()
    assert questionnaires().children == ()
    assert all(one["key"] != "more" for one in ContentsView(sheet.page).spec["pages"])


def test_one_that_lacks_what_a_page_needs_is_told_to_who_put_it_there(monkeypatch, tmp_path):
    text = (
        (FOLDER / "habits.yaml").read_text().replace(", text: Evenings alone feel long to me.", "")
    )
    (tmp_path / "habits.yaml").write_text(text)
    monkeypatch.setenv("WORKBOOK_SCALES", str(tmp_path))
    content.questionnaires.cache_clear()
    with pytest.raises(content.ContentError, match=r"habits\.yaml.*workbook check"):
        content.questionnaires()


def test_a_lock_takes_the_scores_with_it(view):
    sheet, part = view
    answer(sheet, part, [7, 7, 7])
    assert part._points["ease"]
    sheet.page.lock()
    assert part._points == {}
