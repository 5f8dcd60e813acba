"""How long a visit takes: ours beside stock Voilà serving the same notebooks.

Both servers run at once and are visited in turn, so that whatever else the machine does falls on
both alike. One round to each comes before any that counts. A round begins with an empty browser
profile: the first visit is to module 5, and the next one goes from there to module 6, in the same
tab. All times are the page's own clock, from the start of the navigation.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from benchmarks.results import Measured, Row, seconds, spread
from benchmarks.serving import Server, stock, workbook

PATIENCE = 60_000
"""Milliseconds until a visit counts as failed."""

# Looked at once a frame. What isn't shown yet, or lies under a waiting sign, doesn't count.
WATCH = """
(() => {
  const seen = (globalThis.seen = {});
  const all = { opacityProperty: true, visibilityProperty: true };
  const shown = (element) => element?.checkVisibility(all);
  const tell = (name) => (seen[name] ??= performance.now());
  const steps = {
    text: () => shown(document.querySelector("h1")),
    control: () => {
      const question = document.querySelector(".wb-question:has(input[type=range])");
      const slider = question?.querySelector("input[type=range]");
      const reading = question?.querySelector(".wb-reading");
      if (!shown(slider) || !reading) return false;
      const before = reading.textContent;
      slider.value = slider.max;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      return reading.textContent !== before;
    },
    plot: () => {
      const image = document.querySelector(".wb-demonstration figure img");
      return shown(image) && image.complete && image.naturalWidth > 0;
    },
  };
  (function look() {
    for (const name in steps) if (!(name in seen) && steps[name]()) tell(name);
    if (Object.keys(seen).length < Object.keys(steps).length) requestAnimationFrame(look);
  })();
})();
"""
WHOLE = "() => Object.keys(globalThis.seen ?? {}).length === 3"

DETAILS = """\
Each figure is the median of {count} visits, with the lowest and the highest in brackets.

### The next visit: from module 5 to module 6, in a browser that has been at module 5

{next}

### The first visit: module 5, and nothing of it is in the browser

{first}

- Both servers had been visited before, ran at once, and were visited in turn; a visit began when
  its server was at rest.
- "Works" means that a slider of the rating is shown, and that its reading changes when it is moved
  by an event and then by a key. The plot's picture comes from the kernel.
- No journal is open. Stock Voilà serves the folder of notebooks with its lab template, in the same
  environment. Its page asks another host for icons. The browser could reach no host but this
  machine and was told so at once, so neither side waited for one.
"""


@dataclass
class Visit:
    """One visit: milliseconds by moment, and what came over the network."""

    moments: dict[str, float]
    requests: int
    fetched: int
    messages: int

    @property
    def there(self) -> float:
        """Return the seconds until the first control worked and the plot was there."""
        return max(self.moments["control"], self.moments["plot"]) / 1000


@dataclass
class Side:
    """A server and its visits."""

    server: Server
    first: list[Visit] = field(default_factory=list)
    next: list[Visit] = field(default_factory=list)

    def round(self, browser: Browser) -> tuple[Visit, Visit]:
        """Visit one module with an empty profile, and go on to another one."""
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(WATCH)
        # The page before the first is shown once, and isn't measured; stock Voilà has none.
        context.add_cookies([{"name": "seen", "value": "1", "url": self.server.pages["6"]}])
        page = context.new_page()
        visits = self._visit(page, "5"), self._visit(page, "6")
        page.goto("about:blank")
        context.close()
        self.server.rest()
        return visits

    def _visit(self, page: Page, module: str) -> Visit:
        """Go to a page, wait for all moments, and wait until the server is at rest."""
        counted = _Network(page)
        page.goto(self.server.pages[module], wait_until="commit", timeout=PATIENCE)
        page.wait_for_function(WHOLE, timeout=PATIENCE)
        moments = page.evaluate("() => globalThis.seen")
        self._must_obey_a_key(page)
        self.server.rest()
        counted.stop()
        return Visit(moments, counted.requests, counted.fetched, counted.messages)

    def _must_obey_a_key(self, page: Page) -> None:
        """See that the control also works for a real key, not only for an event of ours."""
        question = page.locator(".wb-question:has(input[type=range])").first
        before = question.locator(".wb-reading").text_content()
        question.locator("input[type=range]").press("ArrowLeft")
        if question.locator(".wb-reading").text_content() == before:
            raise SystemExit(f"{self.server.name}: the control does not follow a key.")


class _Network:
    """Counts what a page fetches. What the browser's cache answers, or nobody, is not counted."""

    def __init__(self, page: Page) -> None:
        self.requests = self.fetched = self.messages = 0
        self._cached: set[str] = set()
        self._session = page.context.new_cdp_session(page)
        self._session.send("Network.enable")
        self._session.on("Network.requestServedFromCache", self._on_cached)
        self._session.on("Network.responseReceived", self._on_response)
        self._session.on("Network.loadingFinished", self._on_finished)
        self._session.on("Network.webSocketFrameReceived", self._on_frame)

    def stop(self) -> None:
        """Count no more."""
        self._session.detach()

    def _on_cached(self, event: dict) -> None:
        self._cached.add(event["requestId"])

    def _on_response(self, event: dict) -> None:
        response = event["response"]
        local = event["requestId"] in self._cached or response.get("fromDiskCache")
        if not local and response["url"].startswith("http"):
            self.requests += 1

    def _on_finished(self, event: dict) -> None:
        if event["requestId"] not in self._cached:
            self.fetched += int(event["encodedDataLength"])

    def _on_frame(self, event: dict) -> None:
        text = event["response"]["opcode"] == 1
        length = len(event["response"]["payloadData"])
        self.messages += length if text else length * 3 // 4  # the rest is told in base64


def measure(browser: Browser, count: int) -> Measured:
    """Visit both servers in turn, `count` times each."""
    with stock() as one, workbook() as other:
        sides = [Side(one), Side(other)]
        for side in sides:
            side.round(browser)
        for turn in range(count):
            # Each goes first in every other turn.
            for side in sides if turn % 2 == 0 else reversed(sides):
                first, after = side.round(browser)
                side.first.append(first)
                side.next.append(after)
    stocks, ours = sides
    rows = [
        _row(
            "warm visit from one module to the next, until the first control works and the plot "
            "is there",
            [visit.there for visit in stocks.next],
            [visit.there for visit in ours.next],
            ("≤ 0.30×", "≤ 0.20×"),
        ),
        _row(
            "first visit, empty cache, until the same",
            [visit.there for visit in stocks.first],
            [visit.there for visit in ours.first],
            ("≤ 0.6×", "≤ 0.4×"),
        ),
    ]
    details = DETAILS.format(
        count=count,
        next="\n".join(_table(sides, lambda side: side.next)),
        first="\n".join(_table(sides, lambda side: side.first)),
    )
    return Measured("Visits", rows, details)


def _row(what: str, stocks: list[float], ours: list[float], goals: tuple[str, str]) -> Row:
    both = statistics.median(stocks), statistics.median(ours)
    return Row(what, seconds(both[1]), *goals, stock=seconds(both[0]), ratio=both[1] / both[0])


def _table(sides: list[Side], visits: Callable[[Side], list[Visit]]) -> list[str]:
    def row(words: str, value: Callable[[Visit], float], digits: int, unit: str = "") -> str:
        cells = (spread([value(visit) for visit in visits(side)], digits, unit) for side in sides)
        return f"| {words} | " + " | ".join(cells) + " |"

    def moment(name: str) -> Callable[[Visit], float]:
        return lambda visit: visit.moments[name] / 1000

    return [
        "| | " + " | ".join(side.server.name for side in sides) + " |",
        "|---|" + "---:|" * len(sides),
        row("until the text can be read", moment("text"), 2, " s"),
        row("until the first control works", moment("control"), 2, " s"),
        row("until the plot is there", moment("plot"), 2, " s"),
        row("requests", lambda visit: visit.requests, 0),
        row("fetched", lambda visit: visit.fetched / 1e6, 2, " MB"),
        row("messages from the kernel", lambda visit: visit.messages / 1e6, 2, " MB"),
    ]
