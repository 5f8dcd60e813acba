"""Leaving a page in a hurry: blank first, whatever else goes on, and nothing to come back to."""

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from exercises.content import words

NEUTRAL = "https://www.wikipedia.org/"
PAGES = ["", "6", "check-in", "help", "begin", "99"]
named = pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "contents")


@pytest.fixture(autouse=True)
def elsewhere(newcomer, visitor):
    """The page that leaving leads to; no test asks the real one."""
    answer = {"body": "<title>elsewhere</title>", "content_type": "text/html"}
    visitor.context.route(f"{NEUTRAL}**", lambda route: route.fulfill(**answer))


@pytest.fixture
def nowhere(visitor):
    """The page that leaving leads to has nothing to show: one can look at what was left."""
    visitor.context.unroute(f"{NEUTRAL}**")
    visitor.context.route(f"{NEUTRAL}**", lambda route: route.fulfill(status=204))


def three_shifts(page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def is_on_top(page) -> bool:
    """Whether Leave is in view and nothing lies over it: asked of the browser, at five points."""
    return page.evaluate("""() => {
        const leave = document.getElementById("leave");
        const { left, right, top, bottom } = leave.getBoundingClientRect();
        const points = [[left + 4, top + 4], [right - 4, top + 4], [left + 4, bottom - 4],
            [right - 4, bottom - 4], [(left + right) / 2, (top + bottom) / 2]];
        return points.every(([x, y]) => document.elementFromPoint(x, y) === leave);
    }""")


# --- In view


@named
@pytest.mark.parametrize(
    "viewport",
    [
        {"viewport": {"width": 1280, "height": 800}},
        {"viewport": {"width": 360, "height": 640}},
        # A window of 1280 × 720 at 200 % zoom, and one of 640 × 720.
        {"viewport": {"width": 640, "height": 360}, "device_scale_factor": 2},
        {"viewport": {"width": 320, "height": 360}, "device_scale_factor": 2},
    ],
    ids=["wide", "phone", "zoomed", "narrow and zoomed"],
)
def test_leave_is_first_and_never_covered(newcomer, address, viewport):
    someone = newcomer(**viewport)
    page = someone.visit(address)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    expect(page.locator("a[href], button").first).to_have_id("leave")
    assert is_on_top(page)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    assert is_on_top(page)
    if page.locator("#line").count():
        someone.context.set_offline(True)
        expect(page.locator("#line")).to_be_visible()
        assert is_on_top(page)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        assert is_on_top(page)
    page.evaluate("window.scrollTo(0, 0)")
    page.keyboard.press("Tab")
    expect(page.locator("#leave")).to_be_focused()


# --- Going


@named
@pytest.mark.parametrize("way", ["button", "Enter", "Shift"])
def test_leaving_works_on_every_page(visitor, address, way):
    page = visitor.visit(address)
    if way == "button":
        page.locator("#leave").click()
    elif way == "Enter":
        page.locator("#leave").focus()
        page.keyboard.press("Enter")
    else:
        three_shifts(page)
    page.wait_for_url(NEUTRAL)


RECORD = """
    globalThis.record = [];
    for (const [owner, name] of [[Element.prototype, "append"], [WebSocket.prototype, "send"],
        [Navigator.prototype, "sendBeacon"], [Storage.prototype, "clear"]]) {
      const real = owner[name];
      owner[name] = function (...given) {
        const [first] = given;
        if (first?.id === "blank") record.push("blank");
        else if (name !== "append" && first !== "ping") record.push(`${name} ${first ?? ""}`);
        return real.apply(this, given);
      };
    }
"""


def test_the_page_is_blank_before_anything_else_happens(visitor, nowhere):
    page = visitor.page
    page.add_init_script(RECORD)
    visitor.begin()
    page.locator("textarea").first.press_sequentially("last words")
    page.evaluate("""() => {
        document.querySelector("textarea").dispatchEvent(new Event("input", { bubbles: true }));
        record.length = 0;
        document.getElementById("leave").click();
    }""")
    first, *others = page.evaluate("record")
    assert first == "blank"
    saving = max(place for place, one in enumerate(others) if '"answer"' in one)
    (bye,) = [place for place, one in enumerate(others) if one.startswith("sendBeacon")]
    assert saving < bye, "what was typed goes to the kernel before it is told to let go"
    assert "clear " in others
    assert page.evaluate("document.elementFromPoint(99, 99).id") == "blank"
    expect(page.locator("main")).not_to_be_visible()
    expect(page.get_by_role("alert").filter(has_text=words("server.leave_now"))).to_have_count(1)


def test_nothing_is_left_to_the_tab_but_that_it_was_left(visitor, nowhere):
    visitor.begin()
    page = visitor.page
    page.locator("#leave").click()
    assert page.evaluate("({ ...sessionStorage })") == {"away": "1"}
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("state", [signal.SIGSTOP, signal.SIGKILL], ids=["busy", "dead"])
def test_leaving_waits_for_no_kernel(visitor, site, state):
    visitor.begin()
    page = visitor.page
    process = site.kernels()[-1]
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    os.kill(process.pid, state)
    page.locator("textarea").first.fill("never saved")
    page.locator("#leave").click()
    page.wait_for_url(NEUTRAL)
    if state == signal.SIGSTOP:
        process.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("way", ["button", "Shift"])
def test_leaving_waits_for_no_script(visitor, site, way):
    page = visitor.page
    visitor.context.route(re.compile(r"/(?!leave)\w+\.js$"), lambda _route: None)
    page.goto(f"{site.address}/6", wait_until="commit")
    expect(page.locator(".preparing").first).to_be_visible()
    process = site.kernels()[-1]
    if way == "button":
        page.locator("#leave").click()
    else:
        three_shifts(page)
    page.wait_for_url(NEUTRAL)
    process.wait(20)  # told to let go, though the page had no line to it yet


# --- What was typed, and the journal


def test_what_was_typed_is_kept_and_the_kernel_lets_go(visitor, newcomer, site):
    code, passphrase = visitor.begin()
    process = site.kernels()[-1]
    visitor.page.locator("textarea").first.fill("typed a moment ago")
    three_shifts(visitor.page)
    visitor.page.wait_for_url(NEUTRAL)
    process.wait(20)
    later = newcomer()
    later.visit("6")
    later.unlock(code, passphrase)
    expect(later.page.locator("textarea").first).to_have_value("typed a moment ago")


def test_last_words_are_kept_while_earlier_ones_are_still_on_their_way(visitor, newcomer, site):
    page = visitor.page
    page.add_init_script(RECORD)
    code, passphrase = visitor.begin()
    process = site.kernels()[-1]
    process.suspend()
    area = page.locator("textarea").first
    area.fill("the first words")
    page.wait_for_function("() => record.some((sent) => sent.includes('the first words'))")
    area.fill("the first words, and the last")
    page.locator("#leave").click()
    page.wait_for_url(NEUTRAL)
    process.resume()
    process.wait(20)
    later = newcomer()
    later.visit("6")
    later.unlock(code, passphrase)
    expect(later.page.locator("textarea").first).to_have_value("the first words, and the last")


def test_leaving_locks_the_workbook_in_other_tabs(visitor):
    visitor.begin()
    other = visitor.second_tab("check-in")
    visitor.page.locator("#leave").click()
    visitor.told(other, "No workbook is open")
    expect(other.locator(".wb-said")).to_have_text(words("desk.locked_elsewhere"))
    assert other.evaluate("sessionStorage.getItem('notes')") is None


# --- Back


def test_back_leads_to_nothing_however_deep(visitor, site):
    visitor.start()
    page = visitor.page
    page.goto("about:blank")
    for address in ("", "6", "help", "check-in"):
        visitor.visit(address)
    page.locator("#leave").click()
    page.wait_for_url(NEUTRAL)
    for _ in range(3):
        page.go_back(wait_until="commit")
        page.wait_for_url(NEUTRAL)
    visitor.visit("6")
    visitor.told(page, "No workbook is open")
    assert page.evaluate("({ ...sessionStorage })") == {}, "who comes back is welcome"


def test_a_page_behind_is_blank_while_it_leads_away(visitor, nowhere):
    visitor.visit("")
    page = visitor.visit("6")
    page.evaluate("sessionStorage.setItem('away', '1')")
    page.go_back(wait_until="commit")
    page.locator("#blank").wait_for(state="attached")
    assert page.evaluate("document.elementFromPoint(99, 99).id") == "blank"
    expect(page.locator("h1")).not_to_be_visible()


def test_a_page_that_the_browser_kept_for_going_back_is_blank_and_made_anew(visitor):
    page = visitor.visit("6")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
    assert page.evaluate("document.elementFromPoint(99, 99).id") == "blank"
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(page.locator("h1")).to_be_visible()


@named
def test_no_page_is_kept_by_the_browser(visitor, address):
    response = visitor.page.request.get(f"{visitor.site.address}/{address}")
    assert response.headers["cache-control"] == "no-store"


# --- Shift, three times


def told(page):
    return page.locator("#leave-told")


def test_each_press_of_shift_is_told_to_screen_readers(visitor):
    page = visitor.visit("6")
    expect(told(page)).to_have_role("status")
    page.locator("textarea").first.focus()
    page.keyboard.press("Shift")
    expect(told(page)).to_have_text(words("server.leave_once"))
    page.keyboard.press("Shift")
    expect(told(page)).to_have_text(words("server.leave_twice"))
    page.keyboard.press("Shift")
    page.wait_for_url(NEUTRAL)


def test_each_press_counts_for_five_seconds(visitor):
    page = visitor.page
    page.clock.install()
    visitor.visit("help")
    page.keyboard.press("Shift")
    page.clock.fast_forward(4000)
    page.keyboard.press("Shift")
    expect(told(page)).to_have_text(words("server.leave_twice"))
    page.clock.fast_forward(5001)
    expect(told(page)).to_have_text(words("server.leave_over"))
    page.keyboard.press("Shift")
    expect(told(page)).to_have_text(words("server.leave_once"))
    page.clock.fast_forward(5001)
    page.clock.fast_forward(5001)
    expect(told(page)).to_be_empty()


def test_shift_with_another_key_does_not_count(visitor):
    page = visitor.visit("6")
    area = page.locator("textarea").first
    area.focus()
    for key in ("Shift+A", "Shift+B", "Shift+C", "Control+Shift", "Alt+Shift", "Shift+Tab"):
        page.keyboard.press(key)
        expect(told(page)).to_be_empty()
    page.keyboard.press("Shift")
    page.keyboard.press("x")
    expect(told(page)).to_have_text(words("server.leave_over"))
    page.keyboard.press("Shift")
    expect(told(page)).to_have_text(words("server.leave_once"))
    assert page.url.endswith("/6")


def test_shift_and_a_click_does_not_count(visitor):
    page = visitor.visit("help")
    for _ in range(3):
        page.locator("h1").click(modifiers=["Shift"])
    expect(told(page)).to_be_empty()


def test_shift_held_down_counts_once(visitor):
    page = visitor.visit("6")
    page.locator("textarea").first.focus()
    for _ in range(5):
        page.keyboard.down("Shift")  # the second and further ones are repeats
    page.keyboard.up("Shift")
    expect(told(page)).to_have_text(words("server.leave_once"))


# --- Said plainly


@pytest.mark.parametrize("address", ["", "begin"])
def test_the_page_says_that_history_is_not_erased(visitor, address):
    text = visitor.visit(address).locator("main").text_content()
    assert re.search(r"doesn’t (clear the|erase your) browser’s history", text)
