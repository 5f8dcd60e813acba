"""The server dies, stops, freezes or forgets: the page says so, and loses nothing."""

import signal
import sys

import pytest
from playwright.sync_api import expect

from exercises.content import words

LOST, BACK = words("server.line_lost"), words("server.line_back")
OPEN = "Your workbook is open"


def begun(someone, address="6"):
    """Open a page with a new workbook; return it and where to write on it."""
    someone.start()
    page = someone.visit(address)
    someone.told(page, OPEN)
    return page, page.locator("textarea").first


def written(someone, page):
    """Load the page anew; return where one wrote on it."""
    page.reload()
    someone.told(page, OPEN)
    return page.locator("textarea").first


def test_typing_goes_on_when_the_kernel_is_killed_and_everything_is_saved(visitor, banner):
    page, area = begun(visitor)
    said = banner(page)
    area.press_sequentially("Kept before. ")
    visitor.saved()
    kernel = visitor.site.kernels()[-1]
    kernel.suspend()
    page.keyboard.type("On their way. ")
    visitor.told(page, "Saving")
    kernel.kill()
    page.keyboard.type("Nobody hears. ")
    said.says_within_five_seconds(LOST)
    page.keyboard.type("Somebody does again.")
    said.says(BACK)
    visitor.saved()
    expect(page.locator("#line")).to_be_hidden(timeout=15_000)
    text = "Kept before. On their way. Nobody hears. Somebody does again."
    expect(area).to_have_value(text)
    expect(page.locator(".wb-conflict:visible")).to_have_count(0)
    expect(written(visitor, page)).to_have_value(text)


def test_typing_goes_on_when_the_server_is_killed_and_everything_is_saved(serve, newcomer, banner):
    site = serve()
    someone = newcomer(site)
    page, area = begun(someone)
    said = banner(page)
    area.press_sequentially("Kept before. ")
    someone.saved()
    page.keyboard.type("On their way. ")
    site.end(signal.SIGKILL)
    said.says_within_five_seconds(LOST)
    page.keyboard.type("Nobody hears. ")
    slider = page.locator(".wb-question input[type=range]").first
    slider.press("End")
    someone.told(page, "Not saved")
    site.start()
    said.says(BACK)
    someone.saved()
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("Somebody does again.")
    someone.saved()
    assert someone.errors == []
    again = written(someone, page)
    expect(again).to_have_value("Kept before. On their way. Nobody hears. Somebody does again.")
    expect(slider).to_have_value("10")


def test_words_on_their_way_are_saved_when_the_server_is_stopped(serve, newcomer, banner):
    site = serve()
    someone = newcomer(site)
    someone.start()
    with someone.page.expect_websocket() as opened:
        page = someone.visit("6")
    someone.told(page, OPEN)
    said, line, kernel = banner(page), opened.value, site.kernels()[-1]
    kernel.suspend()  # so that the words can't have arrived before
    with line.expect_event("framesent", lambda text: "on their way" in text):
        page.locator("textarea").first.fill("on their way")
    # A sign of life from the server, asked for after the words: it has them, too.
    with line.expect_event("framesent", lambda text: text == "ping"):
        pass
    with line.expect_event("framereceived", lambda text: text == "pong"):
        pass
    site.send(signal.SIGTERM)
    kernel.resume()
    site.server.wait(20)
    said.says_within_five_seconds(LOST)
    kept = someone.journal().answers("reassurance")
    assert [answer.value for answer in kept.values()] == ["on their way"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows can't stop a process for a while")
def test_a_connection_lost_without_a_word_is_noticed(visitor, banner):
    page, area = begun(visitor)
    said = banner(page)
    area.press_sequentially("Kept before. ")
    visitor.saved()
    kernel = visitor.site.kernels()[-1]
    visitor.site.send(signal.SIGSTOP)
    try:
        said.says_within_five_seconds(LOST)
        page.keyboard.type("Nobody hears.")
    finally:
        visitor.site.send(signal.SIGCONT)
    said.says(BACK)
    visitor.saved()
    assert visitor.site.kernels()[-1] == kernel, "the page has its own kernel again"
    expect(written(visitor, page)).to_have_value("Kept before. Nobody hears.")


def test_a_page_that_slept_longer_than_its_kernel_has_everything(serve, newcomer, banner):
    site = serve("serve", "--longest-break=0.02")
    someone = newcomer(site)
    page, area = begun(someone)
    said = banner(page)
    area.press_sequentially("Before the break. ")
    someone.saved()
    someone.context.set_offline(True)
    said.says_within_five_seconds(LOST)
    site.until(lambda: not site.kernels())
    page.keyboard.type("During it. ")
    someone.context.set_offline(False)
    said.says(BACK)
    page.keyboard.type("After it.")
    someone.saved()
    expect(written(someone, page)).to_have_value("Before the break. During it. After it.")


def test_a_window_that_was_away_overwrites_nothing_unasked(visitor, banner):
    first, area = begun(visitor)
    said, kernel = banner(first), visitor.site.kernels()[-1]
    second = visitor.second_tab("6")
    first.route("**/api/kernels", lambda route: route.abort())
    kernel.kill()
    said.says_within_five_seconds(LOST)
    area.fill("from the window that was away")
    second.locator("textarea").first.fill("from the other window")
    visitor.saved(second)
    first.unroute("**/api/kernels")
    conflict = first.locator(".wb-conflict:not([hidden])")
    expect(conflict.locator("blockquote")).to_have_text("from the other window", timeout=20_000)
    expect(area).to_have_value("from the window that was away")
    conflict.get_by_role("button", name="Keep what is here").click()
    visitor.saved(first)
    expect(written(visitor, second)).to_have_value("from the window that was away")


def test_a_text_too_long_to_be_saved_is_said_in_words_and_the_line_stays(visitor):
    page, area = begun(visitor)
    area.evaluate("(area) => { area.value = 'word '.repeat(300_000); }")
    area.press("End")
    area.press_sequentially("!")
    visitor.told(page, "Not saved")
    expect(page.locator(".wb-alarm")).to_contain_text("too long")
    expect(page.locator("#line")).to_be_hidden()
    area.fill("short again")
    visitor.saved()
    expect(written(visitor, page)).to_have_value("short again")


@pytest.mark.parametrize("size", [(1280, 900), (390, 844), (360, 640)], ids=lambda size: size[0])
def test_the_banner_fits_the_page_and_leave_stays_in_reach(newcomer, site, banner, size):
    someone = newcomer(viewport=dict(zip(("width", "height"), size, strict=True)))
    page = someone.visit("6")
    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight / 2)")
    said = banner(page)
    someone.context.set_offline(True)
    said.says_within_five_seconds(LOST)
    box = said.shown.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1] / 3, "most of the page is for the text"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0]
    assert page.locator("#leave").evaluate(
        """leave => {
            const { x, y, width, height } = leave.getBoundingClientRect();
            const at = [[0.1, 0.5], [0.5, 0.1], [0.5, 0.9], [0.9, 0.5]];
            return at.every(([across, down]) =>
                document.elementFromPoint(x + across * width, y + down * height) === leave);
        }"""
    )
