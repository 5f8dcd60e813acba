"""Whatever a person types is kept exactly, and shown as text."""

import pytest
from playwright.sync_api import expect

TEXTS = {
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; \"quotes\" 'and' `ticks`",
    "emoji": "👩‍👩‍👧 🏳️‍🌈 é vs é ǅ ﷽",
    "right to left": "שלום, أهلا وسهلا — mixed with English ‮and overrides",
    "nul and controls": "before\u0000after\u0007\u001b[31m",
    "half an emoji": "broken \ud83d here",
    "formula": '=HYPERLINK("http://x")\n+1\n-1\n@x',
    "long": "word " * 20_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_comes_back_as_it_was_typed(visitor, name):
    text = TEXTS[name]
    visitor.start()
    page = visitor.visit("6")
    write = """(area, codes) => {
        area.value = codes.map(c => String.fromCharCode(c)).join("");
        area.dispatchEvent(new Event("input", {bubbles: true}));
    }"""
    read = "(area) => Array.from({length: area.value.length}, (_, i) => area.value.charCodeAt(i))"
    # UTF-16 code units: half an emoji is no text that could be handed over as such.
    raw = text.encode("utf-16-le", "surrogatepass")
    codes = [int.from_bytes(raw[i : i + 2], "little") for i in range(0, len(raw), 2)]
    area = page.locator("textarea").first
    area.evaluate(write, codes)
    visitor.saved()
    page.reload()
    visitor.told(page, "Your workbook is open")
    expect(area).not_to_have_value("")
    assert area.evaluate(read) == codes


def test_markup_that_was_typed_in_another_tab_is_shown_as_text(visitor):
    visitor.start()
    first = visitor.visit("6")
    second = visitor.second_tab("6")
    first.locator("textarea").first.fill("<b>first</b><script>window.hacked = true</script>")
    visitor.saved(first)
    second.locator("textarea").first.fill("second")
    conflict = second.locator(".wb-conflict:not([hidden])")
    expect(conflict.locator("blockquote")).to_have_text(
        "<b>first</b><script>window.hacked = true</script>"
    )
    assert second.evaluate("window.hacked") is None


def test_an_older_page_never_overwrites_a_newer_answer_unasked(visitor):
    visitor.start()
    first = visitor.visit("6")
    second = visitor.second_tab("6")
    area = "textarea >> nth=0"
    first.locator(area).fill("from the first window")
    visitor.saved(first)
    second.locator(area).fill("from the second window")
    visitor.told(second, "Not saved")
    expect(second.locator(".wb-alarm")).to_contain_text("changed in another window")
    expect(second.locator(area)).to_have_value("from the second window")
    second.get_by_role("button", name="Keep what is here").click()
    visitor.saved(second)
    first.reload()
    visitor.told(first, "Your workbook is open")
    expect(first.locator(area)).to_have_value("from the second window")


def test_different_answers_from_two_tabs_are_both_kept(visitor):
    visitor.start()
    first = visitor.visit("6")
    second = visitor.second_tab("6")
    first.locator("textarea").nth(0).fill("one")
    second.locator("textarea").nth(1).fill("two")
    visitor.saved(first)
    visitor.saved(second)
    first.reload()
    visitor.told(first, "Your workbook is open")
    expect(first.locator("textarea").nth(0)).to_have_value("one")
    expect(first.locator("textarea").nth(1)).to_have_value("two")
