"""A record: what was chosen and no more, in words, in memory only, whatever was written."""

import builtins
import io
import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from exercises.content import load_check_in, load_module, modules, words
from exercises.schema import FormPractice
from journal import Shelf
from widgets.paper import fonts, record_plots, record_ratings
from widgets.paper.record import PARTS, USUAL, record_pdf
from widgets.paper.record_ratings import in_words
from widgets.paper.sheet import Sheet, document

PLANTED = {
    "check-ins": "A heron stood by the weir",
    "reflections": "The kettle sang in the blue kitchen",
    "practices": "Walk to the lighthouse and back",
    "on-request": "Seven grey pebbles in a row",
}
OWN_LINE = "I am too loud for this house"


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """What can be read, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


@pytest.fixture
def journal(standing_clock):
    return Shelf("nowhere", ["none"]).in_memory(offset=60)


def written_practice() -> tuple[str, FormPractice]:
    return next(
        (f"{module.key}/{practice.key}", practice)
        for module in modules()
        for practice in module.practices
        if isinstance(practice, FormPractice) and practice.drawing == "map"
    )


def filled_form(practice: FormPractice, text: str) -> dict:
    fields = {}
    for field in practice.fields:
        if field.control == "list":
            row = {
                column.key: text if column.control == "line" else max(column.anchors)
                for column in field.columns
            }
            fields[field.key] = [row]
        else:
            fields[field.key] = text if field.control in ("line", "text") else None
    return {"before": 3, "after": None, "fields": fields}


@pytest.fixture
def full(journal, standing_clock):
    """A journal with a planted sentence of each kind, over three sittings."""
    check_in, module = load_check_in(), load_module("reassurance")
    for sitting in range(3):
        for form in (check_in, module.rating):
            for item in form.items:
                journal.save(f"{form.key}/{item.key}", item.high - sitting, base=sitting)
        standing_clock.forward(days=2)
    journal.save("check-in/note", PLANTED["check-ins"], base=0)
    journal.save(f"{module.key}/{module.reflections[0].key}", PLANTED["reflections"], base=0)
    inner = load_module("inner-voice")
    journal.save(f"inner-voice/{inner.own.key}", [{"line": OWN_LINE, "belief": 80}], base=0)
    key, practice = written_practice()
    journal.add_entry(key, filled_form(practice, PLANTED["practices"]))
    breathing = load_module("what-it-is").practices[0]
    times = {"before": 8, "after": 4, "seconds": 180, "finished": True}
    journal.add_entry(f"what-it-is/{breathing.key}", times)
    (requested,) = (one for one in modules() if one.kept == "on-request")
    prompt = requested.reflections[0]
    journal.save(f"{requested.key}/{prompt.key}", PLANTED["on-request"], base=0)
    journal.save(f"{requested.key}/{requested.rating.items[0].key}", 9, base=0)
    return journal


# What was chosen, and no more


@pytest.mark.parametrize("part", PARTS)
def test_a_record_holds_the_chosen_part_and_nothing_of_another(full, part):
    text = text_of(record_pdf(full, [part]))
    assert words(f"paper.part.{part}") in text
    for other, sentence in PLANTED.items():
        assert (sentence in text) == (other == part)
    assert (OWN_LINE in text) == (part == "reflections")
    question = load_module("reassurance").rating.items[0].text
    assert (question in text) == (part == "ratings")


def test_what_was_kept_on_request_has_to_be_asked_for(full):
    assert set(USUAL) == set(PARTS) - {"on-request"}
    text = text_of(record_pdf(full))
    (requested,) = (one for one in modules() if one.kept == "on-request")
    assert requested.title not in text
    assert requested.rating.items[0].text not in text
    assert PLANTED["check-ins"] in text


def test_of_what_is_kept_on_request_only_what_stands_now_is_told(full, standing_clock):
    (requested,) = (one for one in modules() if one.kept == "on-request")
    item = requested.rating.items[0]
    standing_clock.forward(days=1)
    full.save(f"{requested.key}/{item.key}", 2, base=1)
    text = text_of(record_pdf(full, ["on-request"]))
    assert in_words(item.anchors, 2) in text
    assert in_words(item.anchors, 9) not in text


def test_an_unknown_part_is_refused(full):
    with pytest.raises(ValueError, match="no such part"):
        record_pdf(full, ["diary"])


def test_ratings_are_told_in_words(full):
    text = text_of(record_pdf(full, ["ratings"]))
    rating = load_module("reassurance").rating
    for item in rating.items:
        assert item.text in text
        for sitting in range(3):
            assert in_words(item.anchors, item.high - sitting) in text


def test_a_number_between_two_words_has_both():
    anchors = {0: "never", 5: "at times", 10: "always"}
    assert in_words(anchors, 5) == "5 of 10, at times"
    assert "“never” and “at times”" in in_words(anchors, 1)


def test_a_form_is_told_with_the_names_of_its_fields(full):
    text = text_of(record_pdf(full, ["practices"]))
    _, practice = written_practice()
    assert practice.title in text
    for field in practice.fields:
        assert field.label in text
    column = next(one for one in practice.drawn.columns if one.control == "choice")
    assert column.anchors[max(column.anchors)] in text


def test_a_timed_practice_is_told_with_its_numbers(full):
    text = text_of(record_pdf(full, ["practices"]))
    assert load_module("what-it-is").practices[0].question in text
    assert re.search(r"7 March 2026, 10:00 3 8 4\b", text)


def test_a_note_that_was_cleared_is_gone_with_those_before_it(full, standing_clock):
    standing_clock.forward(days=1)
    full.save("check-in/note", None, base=1)
    assert PLANTED["check-ins"] not in text_of(record_pdf(full, ["check-ins"]))


def test_a_reflection_that_was_cleared_or_rewritten_stands_as_it_is_now(full, standing_clock):
    module = load_module("reassurance")
    key = f"{module.key}/{module.reflections[0].key}"
    standing_clock.forward(days=1)
    full.save(key, "Quite another thing", base=1)
    text = text_of(record_pdf(full, ["reflections"]))
    assert "Quite another thing" in text
    assert PLANTED["reflections"] not in text
    full.save(key, None, base=2)
    assert module.reflections[0].prompt not in text_of(record_pdf(full, ["reflections"]))


def test_records_and_answers_that_todays_forms_do_not_have_break_nothing(full):
    key, practice = written_practice()
    full.add_entry(key, {"fields": {field.key: {"odd": 1} for field in practice.fields}})
    full.add_entry(key, {"fields": {field.key: ["odd", {}] for field in practice.fields}})
    full.add_entry(key, {"fields": 7, "before": "much"})
    check_in = load_check_in()
    full.save(f"check-in/{check_in.items[0].key}", 99, base=3)
    inner = load_module("inner-voice")
    full.save(f"inner-voice/{inner.own.key}", ["odd", {"line": 7}], base=1)
    assert PLANTED["practices"] in text_of(record_pdf(full))


# Plots


def test_a_plot_is_sharp_and_stands_above_its_sentence(full):
    pdf = record_pdf(full, ["progress"])
    assert "3 ratings from 1 March 2026 to 5 March 2026" in text_of(pdf)
    pictures = [picture.image for page in read(pdf).pages for picture in page.images]
    assert pictures
    # Half the width of the page is some 80 mm, which is 3.2 inches.
    assert min(picture.width for picture in pictures) >= 200 * 3.2


def test_very_many_ratings_are_drawn_as_a_dot_a_month_and_that_is_said(
    journal, standing_clock, monkeypatch
):
    drawn = []

    def draw(at, values, *more, draw=record_plots.times_png):
        drawn.append((at, values))
        return draw(at, values, *more)

    monkeypatch.setattr(record_plots, "MOST_DOTS", 40)
    monkeypatch.setattr(record_plots, "times_png", draw)
    item = load_check_in().items[0]
    for day in range(41):
        if day == 40:
            assert words("paper.dots") not in text_of(record_pdf(journal, ["progress"]))
        journal.save(f"check-in/{item.key}", 2 if day < 31 else 8, base=day)
        standing_clock.forward(days=1)
    assert words("paper.dots") in text_of(record_pdf(journal, ["progress"]))
    at, values = drawn[-1]
    assert [(one.year, one.month) for one in at] == [(2026, 3), (2026, 4)]
    assert values == [2, 8]


# Pages


def test_no_heading_is_the_last_thing_on_its_page(journal, standing_clock):
    for sitting in range(3):
        for module in modules():
            for rating in module.ratings:
                for item in rating.items:
                    journal.save(f"{rating.key}/{item.key}", item.low, base=sitting)
            for place, prompt in enumerate(module.reflections):
                text = "A few words, and some more. " * (7 * place + sitting)
                journal.save(f"{module.key}/{prompt.key}", text, base=sitting)
        standing_clock.forward(days=3)
    lowest = []
    for page in read(record_pdf(journal, PARTS)).pages[1:]:
        seen = []

        def visit(text, _cm, tm, font, _size, seen=seen):
            if text.strip() and tm[5] > 60:
                seen.append((tm[5], str(font["/BaseFont"])))

        page.extract_text(visitor_text=visit)
        lowest.append(min(seen)[1])
    assert len(lowest) > 20
    assert not [font for font in lowest if "Serif" in font or "Semibold" in font]


# A long history


def test_a_long_history_is_summed_up_by_month_and_nothing_is_left_out(
    journal, standing_clock, monkeypatch
):
    monkeypatch.setattr(record_ratings, "NEWEST_IN_TABLE", 5)
    item = load_check_in().items[0]
    for day in range(40):
        journal.save(f"check-in/{item.key}", day % 7, base=day)
        standing_clock.forward(days=1)
    text = text_of(record_pdf(journal, ["check-ins"]))
    # 40 days from 1 March: 31 and 4 by month, then 5 to 9 April one by one.
    assert words("paper.month", month="Mar 2026", count=31) in text
    assert words("paper.month", month="Apr 2026", count=4) in text
    assert words("paper.spread", middle=3, low=0, high=6) in text
    listed = re.findall(r"(\d+ \w+ 2026), 10:00", text)
    assert listed == [f"{day} April 2026" for day in range(5, 10)]


# Outside


def test_title_metadata_and_cover_tell_no_topic(full):
    reader = read(record_pdf(full))
    outside = " ".join(map(str, reader.metadata.values())) + reader.pages[0].extract_text()
    assert reader.metadata.title == words("paper.title")
    assert not re.search(r"depend|emotion|relation|attach|partner|workbook", outside, re.IGNORECASE)
    assert not any(module.title in outside for module in modules())


def test_every_page_but_the_first_has_a_running_line_with_the_date(full):
    _, *others = (page.extract_text() for page in read(record_pdf(full)).pages)
    assert others
    for number, text in enumerate(others, 2):
        assert words("paper.title") in text
        assert "7 March 2026" in text
        assert str(number) in text.splitlines()


def test_an_empty_journal_is_one_page_that_says_so(journal):
    pdf = record_pdf(journal, PARTS)
    assert len(read(pdf).pages) == 1
    for part in PARTS:
        assert words("paper.none", part=words(f"paper.part.{part}")) in text_of(pdf)


def test_progress_goes_from_nothing_to_all_in_steps(full):
    told = []
    record_pdf(full, progress=lambda done, of: told.append((done, of)))
    (of,) = {of for _, of in told}
    assert [done for done, _ in told] == list(range(of + 1))


def test_nothing_is_written_to_disk(full, tmp_path, monkeypatch):
    record_pdf(full)  # whatever a library keeps for itself on first use is there now
    opened, plain = [], builtins.open

    def watched(file, mode="r", *more, **named):
        if set(mode) & set("wax+"):
            opened.append(file)
        return plain(file, mode, *more, **named)

    def refused(*_given, **_named):
        raise AssertionError("a temporary file was asked for")

    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(builtins, "open", watched)
    monkeypatch.setattr(io, "open", watched)
    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile"):
        monkeypatch.setattr(f"tempfile.{name}", refused)
    assert record_pdf(full).startswith(b"%PDF")
    assert opened == []
    assert os.listdir() == []


# Whatever was written

NASTY = {
    "greek": "Σκέφτομαι το πρωινό, ἀρχή",
    "cyrillic": "Ещё один день, їжак",
    "polish": "Zażółć gęślą jaźń",
    "vietnamese": "Hôm nay tôi thấy ổn hơn",
    "markup": "<b>&amp; **not strong** __nor this__ {nb} {0} %s </b>",
    "formula": "=1+1 (and) \\) Tj ET",
    "pictures": "calm 🙂 heart ❤ leaf 🌱",
    "armenian": "Լավ օր էր",
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_what_was_written_comes_out_as_it_was(journal, text):
    module = load_module("reassurance")
    journal.save(f"{module.key}/{module.reflections[0].key}", text, base=0)
    pdf = record_pdf(journal, ["reflections"])
    assert text in text_of(pdf)
    assert "�" not in text_of(pdf)


@pytest.mark.parametrize("text", ["مرحبا", "שלום"])
def test_letters_from_right_to_left_are_there(text):
    sheet = Sheet("a4", "t", ("", ""))
    sheet.add_page()
    sheet.say(text)
    assert sheet.missing == 0
    assert sorted(text_of(document(sheet)).split()[0]) == sorted(text)


def test_letters_that_no_font_has_are_signs_that_the_last_page_counts(journal):
    module = load_module("reassurance")
    journal.save(f"{module.key}/{module.reflections[0].key}", "日本 and \ud83d alone", base=0)
    text = text_of(record_pdf(journal, ["reflections"]))
    assert "�� and � alone" in text
    assert words("paper.missing", count=3) in text


HOSTILE = {
    "a very long word": "w" * 20_000,
    "a very long text": "Some words on a line. " * 900,
    "marks upon marks": "Z" + "\u0337\u0322\u035d\u0338" * 300,
    "controls": "".join(map(chr, range(32))) + "\x7f\x9b31m",
    "joiners": "a\u200db\u200c\u200d\u2060\ufeff" * 50,
    "directions": "\u202eabc\u2066\u202d\u05d0\u2069\u200f" * 30,
    "surrogates": "\udc00\ud83d\ud83d\ude42",
    "many lines": "\n" * 3000 + "the end",
    "a wide letter": "\ufdfa\u2e3b" * 40,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_text_breaks_a_record_wherever_it_stands(journal, text):
    module, inner = load_module("reassurance"), load_module("inner-voice")
    key, practice = written_practice()
    journal.save("check-in/note", text, base=0)
    journal.save(f"{module.key}/{module.reflections[0].key}", text, base=0)
    journal.save(f"inner-voice/{inner.own.key}", [{"line": text, "belief": 0}], base=0)
    journal.add_entry(key, filled_form(practice, text))
    pages = read(record_pdf(journal)).pages
    assert practice.title in " ".join(page.extract_text() for page in pages)


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_printable_is_in_some_font(text):
    shown = fonts.printable(text)
    assert fonts.printable(shown) == shown
    assert all(one in "\n \u200c\u200d" or ord(one) in fonts._covered() for one in shown)


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=300), max_size=8))
def test_no_text_breaks_a_sheet(texts):
    sheet = Sheet("letter", "t", ("", ""))
    sheet.add_page()
    for text in texts:
        sheet.say(text)
        sheet.say(text, indent=8, width=25)
    assert len(read(document(sheet)).pages) >= 1
