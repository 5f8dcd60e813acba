"""What a person does on a page, in a real Chromium. It works the same on stock Voilà's page."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from exercises.content import words

PATIENCE = 60_000
"""Milliseconds until something counts as failed."""
SIZE: ViewportSize = {"width": 1280, "height": 900}
TEXT = "A walk, a call with a friend, and an hour in which I asked myself nothing at all."

# Which position of the slider a picture shows is known from the order of requests and pictures:
# the page asks for one at a time. A picture counts when it is decoded, ready to be painted.
DRAG = """
(() => {
  let moved = 0;
  const asked = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data === "string" && data.includes('"kind":"set"')) asked.push(moved);
    return send.call(this, data);
  };
  globalThis.drag = (milliseconds) => new Promise((done) => {
    const part = document.querySelector(".wb-demonstration");
    const slider = part.querySelector("input[type=range]");
    const image = part.querySelector("figure img");
    const [low, high, step] = [slider.min, slider.max, slider.step].map(Number);
    const steps = Math.round((high - low) / step);
    const times = [];
    let place = 0;
    asked.length = 0;
    const watch = new MutationObserver(async () => {
      const since = asked.shift();
      try {
        await image.decode();
        times.push(performance.now() - since);
      } catch {
        // The next picture has taken its place already.
      }
    });
    watch.observe(image, { attributeFilter: ["src"] });
    const timer = setInterval(() => {
      place += 1;
      slider.value = low + step * Math.abs((place % (2 * steps)) - steps);
      moved = performance.now();
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    }, 50);
    setTimeout(() => clearInterval(timer), milliseconds);
    setTimeout(() => {
      watch.disconnect();
      done(times);
    }, milliseconds + 2000);
  });
})();
"""

READY = """
() => {
  const image = document.querySelector(".wb-demonstration figure img");
  return image?.complete && image.naturalWidth > 0 && document.querySelector(".wb-question");
}
"""

RATE = """
(slider, value) => {
  slider.value = value;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}
"""


@contextmanager
def person(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """Give somebody a browser profile of their own, empty but for what a cookie there says.

    The page before the first is shown once, and isn't measured: stock Voilà has none.
    """
    context = browser.new_context(viewport=SIZE)
    context.add_cookies([{"name": "seen", "value": "1", "url": address}])
    context.set_default_timeout(PATIENCE)
    context.add_init_script(DRAG)
    yield context
    context.close()


def go(page: Page, address: str) -> None:
    """Go to a page, until its controls and its plot are there."""
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_function(READY, timeout=PATIENCE)


def drag(page: Page, seconds: float) -> list[float]:
    """Move the first slider; return the time from each shown move to its picture, in ms."""
    times: list[float] = page.evaluate(
        "(milliseconds) => globalThis.drag(milliseconds)", 1000 * seconds
    )
    return times


def start(page: Page) -> None:
    """Start a journal on a module's page, as its buttons lead to it."""
    page.locator(".wb-ways > summary").click()
    for name in ("start_button", "start_now", "kept"):
        page.get_by_role("button", name=words(f"desk.{name}"), exact=True).click()
    saved(page, "quiet")


def rate(page: Page) -> None:
    """Move every slider of the rating, and wait until that is saved."""
    for place, slider in enumerate(page.locator(".wb-form input[type=range]").all()):
        slider.evaluate(RATE, str(place))
    saved(page)


def write(page: Page) -> None:
    """Write to the first prompt, and wait until that is saved."""
    page.locator(".wb-form textarea").first.press_sequentially(TEXT, delay=20)
    saved(page)


def saved(page: Page, state: str = "saved") -> None:
    """Wait until the page says that all is saved, or another state."""
    page.locator(f".wb-dot[data-state={state}]").wait_for(state="attached")


def use(page: Page) -> None:
    """Do on a page all that there is to do."""
    drag(page, 0.5)
    start(page)
    rate(page)
    write(page)


def visit(browser: Browser, pages: dict[str, str]) -> dict[str, float]:
    """Work through two modules and come back; return the longest waits by name, in seconds.

    Raises Playwright's errors, and AssertionError where what was written isn't there again.
    """
    waits: dict[str, float] = {}

    def timed(what: str, work: Callable[[], None]) -> None:
        began = time.monotonic()
        work()
        waits[what] = max(waits.get(what, 0), time.monotonic() - began)

    with person(browser, pages["5"]) as context:
        page = context.new_page()
        timed("first page with its plot", lambda: go(page, pages["5"]))
        timed("workbook started", lambda: start(page))
        for module in ("5", "6"):
            if module == "6":
                timed("next page with its plot", partial(go, page, pages["6"]))
            drag(page, 1)
            timed("ratings saved", lambda: rate(page))
            page.locator(".wb-form textarea").first.press_sequentially(TEXT, delay=50)
            timed("text saved", lambda: saved(page))
        for module in ("5", "6"):
            timed("next page with its plot", partial(go, page, pages[module]))
            saved(page, "quiet")
            written = page.locator(".wb-form textarea").first
            page.wait_for_function("(area) => area.value", arg=written.element_handle())
            if written.input_value() != TEXT:
                raise AssertionError(f"module {module}: what was written is not there")
    return waits
