"""Locking: by hand, after a quiet time, in every tab; and forgetting."""

import json
import re

import pytest
from playwright.sync_api import expect

from exercises.content import words

QUIET = "15:01"
"""A little more than the quiet time that a server has unless told otherwise."""


@pytest.fixture
def someone(visitor):
    """A visitor whose clock can be moved."""
    visitor.page.clock.install()
    return visitor


class Line:
    """Loses the answers that a page sends, for as long as it is told to."""

    def __init__(self, page) -> None:
        self.losing = False
        page.route_web_socket(re.compile("/channels$"), self._join)

    def _join(self, browser) -> None:
        server = browser.connect_to_server()
        browser.on_message(lambda text: self._lost(text) or server.send(text))
        server.on_message(lambda text: browser.send(text))

    def _lost(self, text) -> bool:
        return self.losing and '"kind":"answer"' in text


@pytest.fixture
def line(someone):
    """The line between the page and its kernel."""
    return Line(someone.page)


def said(page):
    return page.locator(".wb-said")


def tell(key: str) -> str:
    return words(f"desk.{key}", minutes=15)


# --- The quiet time


def test_a_workbook_is_locked_after_a_quiet_time_and_unlocking_brings_everything_back(someone):
    code, passphrase = someone.begin()
    page = someone.page
    area = page.locator("textarea").first
    area.fill("saved before the quiet")
    someone.saved()
    page.locator("input[type=radio]").first.check()
    someone.saved()
    page.clock.fast_forward(QUIET)
    someone.told(page, "No workbook is open")
    expect(said(page)).to_have_text(tell("locked_quiet"))
    expect(said(page)).to_be_visible()
    expect(area).to_have_value("")
    expect(page.locator("input[type=radio]").first).not_to_be_checked()
    assert page.evaluate("sessionStorage.length") == 0
    someone.unlock(code, passphrase)
    expect(area).to_have_value("saved before the quiet")
    expect(page.locator("input[type=radio]").first).to_be_checked()
    expect(said(page)).to_have_count(0)


@pytest.mark.parametrize(
    "sign",
    [
        lambda page: page.keyboard.press("Escape"),  # an arrow scrolls too, a moment later
        lambda page: page.mouse.move(50, 60),
        lambda page: page.mouse.wheel(0, 40),
        lambda page: page.evaluate("window.scrollBy(0, 40)"),
        lambda page: page.evaluate("document.body.dispatchEvent(new Event('touchstart'))"),
    ],
    ids=["key", "pointer", "wheel", "scroll", "touch"],
)
def test_a_sign_of_life_begins_the_quiet_time_anew(someone, sign):
    someone.begin()
    page = someone.page
    page.clock.fast_forward("10:00")
    sign(page)
    page.wait_for_function(
        "() => Date.now() - JSON.parse(sessionStorage.getItem('notes')).at < 60_000"
    )
    page.clock.fast_forward("10:00")
    someone.told(page, "Your workbook is open")
    page.clock.fast_forward("05:01")
    someone.told(page, "No workbook is open")


def test_the_first_sign_after_a_long_sleep_locks_and_wakes_nothing(someone):
    someone.begin()
    page = someone.page
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + 3600)  # no timer has run
    page.keyboard.press("ArrowDown")
    page.clock.resume()
    someone.told(page, "No workbook is open")


def test_what_is_typed_at_the_last_moment_is_saved_before_the_lock(someone):
    code, passphrase = someone.begin()
    page = someone.page
    area = page.locator("textarea").first
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    area.fill("not sent yet")
    page.clock.set_system_time(page.evaluate("Date.now()") / 1000 + 3600)
    page.keyboard.press("ArrowDown")
    page.clock.resume()
    someone.told(page, "No workbook is open")
    expect(said(page)).to_have_text(tell("locked_quiet"))
    someone.unlock(code, passphrase)
    expect(area).to_have_value("not sent yet")


def test_trying_out_ends_with_the_quiet_time_and_says_so(someone):
    page = someone.visit("")
    expect(page.locator(".wb-card", has_text="Try it without")).to_contain_text("15 minutes")
    page.get_by_role("button", name="Try it", exact=True).click()
    someone.told(page, "nothing is kept")
    page.clock.fast_forward(QUIET)
    someone.told(page, "No workbook is open")
    expect(said(page)).to_have_text(tell("locked_quiet_trying"))


def test_a_key_left_in_a_tab_for_too_long_opens_nothing(someone):
    someone.begin()
    page = someone.visit("help")
    page.clock.fast_forward(QUIET)
    someone.visit("6")
    someone.told(page, "No workbook is open")
    expect(said(page)).to_have_text(tell("locked_quiet"))


# --- Several tabs


def test_who_is_busy_in_one_tab_is_not_locked_out_of_another(someone):
    someone.begin()
    other = someone.second_tab("check-in")
    for _ in range(3):
        other.clock.fast_forward("08:00")
        other.keyboard.press("ArrowDown")
        # The other tab hears of it.
        someone.page.wait_for_function(
            "() => Date.now() - JSON.parse(sessionStorage.getItem('notes')).at < 60_000"
        )
    someone.told(someone.page, "Your workbook is open")
    other.clock.fast_forward(QUIET)
    someone.told(someone.page, "No workbook is open")
    someone.told(other, "No workbook is open")


@pytest.mark.parametrize("button", ["Lock", "Finish for today"])
def test_locking_by_hand_locks_every_tab_of_the_workbook_and_no_other(someone, newcomer, button):
    someone.begin()
    same = someone.second_tab("check-in")
    help_ = someone.tab()
    help_.goto(f"{someone.site.address}/help")
    help_.evaluate(
        "kept => sessionStorage.setItem('notes', kept)",
        someone.page.evaluate("sessionStorage.getItem('notes')"),
    )
    other = someone.tab()
    someone.visit("6", other)
    other.locator(".wb-ways > summary").click()
    other.get_by_role("button", name="Try it", exact=True).click()
    someone.told(other, "nothing is kept")
    someone.page.get_by_role("button", name=button).click()
    someone.told(same, "No workbook is open")
    expect(said(same)).to_have_text(tell("locked_elsewhere"))
    help_.wait_for_function("() => sessionStorage.length === 0")
    someone.told(other, "nothing is kept")


# --- What could not be saved


def test_what_could_not_be_saved_is_out_of_sight_and_comes_back(someone, line):
    code, passphrase = someone.begin()
    page = someone.page
    area = page.locator("textarea").first
    area.fill("saved")
    someone.saved()
    line.losing = True
    area.fill("saved, and not saved")
    page.clock.fast_forward(QUIET)
    someone.told(page, "No workbook is open")
    expect(said(page)).to_contain_text(tell("aside"))
    expect(area).to_have_value("")
    assert "and not saved" not in page.content()
    line.losing = False
    someone.unlock(code, passphrase)
    expect(area).to_have_value("saved, and not saved")
    someone.saved()
    page.reload()
    someone.told(page, "Your workbook is open")
    expect(area).to_have_value("saved, and not saved")


def test_what_could_not_be_saved_is_for_nobody_else(someone, line):
    code, passphrase = someone.begin()
    page = someone.page
    area = page.locator("textarea").first
    line.losing = True
    area.fill("for one person")
    page.clock.fast_forward(QUIET)
    someone.told(page, "No workbook is open")
    line.losing = False
    page.locator(".wb-ways > summary").click()
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("button", name="Start my workbook").click()
    page.get_by_role("button", name="I have kept them").click()
    someone.told(page, "Your workbook is open")
    expect(area).to_have_value("")
    area.fill("another person’s")
    someone.saved()
    page.get_by_role("button", name="Lock").click()
    someone.told(page, "No workbook is open")
    someone.unlock(code, passphrase)
    expect(area).to_have_value("for one person")
    someone.saved()


def test_a_page_is_dark_at_once_though_its_kernel_is_busy(someone, site):
    someone.begin()
    page = someone.page
    area = page.locator("textarea").first
    area.fill("seen by nobody")
    someone.saved()
    process = site.kernels()[-1]
    process.suspend()
    page.get_by_role("button", name="Lock").click()
    expect(area).not_to_be_visible()
    someone.told(page, "Locking")
    process.resume()
    someone.told(page, "No workbook is open")
    expect(area).to_be_visible()
    expect(area).to_have_value("")


def test_a_lock_that_the_kernel_missed_is_not_undone_when_the_line_is_back(someone):
    someone.begin()
    page = someone.page
    someone.context.set_offline(True)
    expect(page.locator("#line")).to_be_visible()
    page.get_by_role("button", name="Lock").click()
    someone.told(page, "Locking")
    someone.context.set_offline(False)
    someone.told(page, "No workbook is open")
    assert page.evaluate("sessionStorage.length") == 0


# --- Forgetting


def test_forgetting_removes_what_the_pages_keep_in_every_tab(someone):
    someone.begin()
    page = someone.page
    other = someone.second_tab("check-in")
    assert {one["name"] for one in someone.context.cookies()} == {"seat", "seen"}
    page.get_by_role("button", name="Forget me here").click()
    expect(page.locator(".wb-forget")).to_contain_text("history")
    with page.expect_response(re.compile("/forget$")) as answer:
        page.get_by_role("button", name="Forget me now").click()
    assert answer.value.header_value("clear-site-data") == '"cache"'
    for tab in (page, other):
        someone.told(tab, "No workbook is open")
        assert tab.evaluate("sessionStorage.length + localStorage.length") == 0
    expect(said(page)).to_have_text(words("desk.forgotten"))
    assert someone.context.cookies() == []
    page.reload()
    assert page.url.endswith("/begin?to=6"), "nothing tells that somebody was here"


def test_forgetting_without_the_server_says_what_is_left(someone):
    someone.begin()
    page = someone.page
    page.get_by_role("button", name="Forget me here").click()
    page.route("**/forget", lambda route: route.abort())
    page.get_by_role("button", name="Forget me now").click()
    expect(said(page)).to_have_text(words("desk.forgotten_partly"))
    assert page.evaluate("sessionStorage.length") == 0


def test_thinking_again_forgets_nothing(someone):
    someone.begin()
    page = someone.page
    page.get_by_role("button", name="Forget me here").click()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.locator(".wb-forget")).to_be_hidden()
    someone.told(page, "Your workbook is open")
    assert "key" in json.loads(page.evaluate("sessionStorage.getItem('notes')"))
