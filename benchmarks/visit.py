"""How long a visit to module 6 takes: ours beside stock Voilà serving the same notebook.

Both servers run at once and are visited in turn, so that whatever else the machine does falls on
both alike. One visit to each comes before any that counts. A first visit has an empty browser
profile; the next visit to the same server has the same profile, with what it was allowed to keep.
All times are the page's own clock, from the start of the navigation.

    python -m benchmarks.visit --visits 7
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page

from benchmarks.serving import ROOT, chromium, free_port, running

RESULTS = Path(__file__).parent / "results.md"
NOTEBOOK = ROOT / "workbook" / "06-reassurance.ipynb"
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
MOMENTS = ("text", "control", "plot")


REPORT = """\
# A visit to module 6, ours beside stock Voilà

`make bench` writes this file; `visit.py` says how it measures. Each figure is the median of {count}
visits, with the lowest and the highest in brackets.

## The next visit: the browser has been there before

{next}

## The first visit: nothing of it is in the browser

{first}

## How to read this

- Both servers had been visited before, ran at once, and were visited in turn; a visit began when
  its server was at rest. Other programs may have run on the machine, so compare the columns and
  don't lean on the seconds. The load over
  a minute was {before} at the beginning and {after} at the end.
- "Works" means that a slider of the rating is shown, and that its reading changes when it is moved.
  The plot's picture comes from the kernel.
- No journal is open. Stock Voilà is `voila 06-reassurance.ipynb` with its lab template, in the same
  environment. Its page asks another host for icons. The browser could reach no host but this
  machine and was told so at once, so neither side waited for one.
- The memory is what would be free without the kernel (USS), after the plot was drawn.
- Machine: {machine}.
- Python {python}, Voilà {voila}, ipywidgets {ipywidgets}, anywidget {anywidget}.
- Chromium {chromium}. Measured on {day}.
"""


@dataclass
class Visit:
    """One visit: milliseconds by moment, what came over the network, the kernel's memory."""

    moments: dict[str, float]
    requests: int
    fetched: int
    messages: int
    memory: float


@dataclass
class Side:
    """A server and its visits: each pair is one with an empty profile and one after it."""

    name: str
    address: str
    server: psutil.Process
    first: list[Visit] = field(default_factory=list)
    next: list[Visit] = field(default_factory=list)

    def pair(self, browser: Browser) -> tuple[Visit, Visit]:
        """Visit twice with a profile that is empty at first."""
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(WATCH)
        page = context.new_page()
        visits = self._visit(page), self._visit(page)
        context.close()
        return visits

    def _visit(self, page: Page) -> Visit:
        """Go to the page, wait for all moments, leave, and wait until the server is at rest."""
        counted = _Network(page)
        page.goto(self.address, wait_until="commit", timeout=PATIENCE)
        whole = f"Object.keys(globalThis.seen ?? {{}}).length === {len(MOMENTS)}"
        page.wait_for_function(whole, timeout=PATIENCE)
        moments = page.evaluate("globalThis.seen")
        self._must_obey_a_key(page)
        kernels = self.server.children(recursive=True)
        memory = max(kernel.memory_full_info().uss for kernel in kernels) / 2**20
        page.goto("about:blank")
        counted.stop()
        self._rest()
        return Visit(moments, counted.requests, counted.fetched, counted.messages, memory)

    def _must_obey_a_key(self, page: Page) -> None:
        """See that the control also works for a real key, not only for an event of ours."""
        question = page.locator(".wb-question:has(input[type=range])").first
        before = question.locator(".wb-reading").text_content()
        question.locator("input[type=range]").press("ArrowLeft")
        if question.locator(".wb-reading").text_content() == before:
            raise SystemExit(f"{self.name}: the control does not follow a key.")

    def _rest(self) -> None:
        """Wait until the last page's kernel is gone and nothing is being made ready any more."""
        before, deadline = None, time.monotonic() + 30
        while time.monotonic() < deadline:
            now = self._busy()
            # Within three hundredths of a second of work in half a second: at rest.
            if before and now[0] == before[0] and now[1] - before[1] < 0.03:
                return
            before = now
            time.sleep(0.5)
        raise SystemExit(f"{self.name}: the server does not come to rest.")

    def _busy(self) -> tuple[frozenset[int], float]:
        spent, ids = 0.0, set()
        for process in (self.server, *self.server.children(recursive=True)):
            try:
                times = process.cpu_times()
            except psutil.Error:
                continue
            ids.add(process.pid)
            spent += times.user + times.system
        return frozenset(ids), spent


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


def main() -> None:
    """Measure, print the table and keep it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--visits", type=int, default=7, help="first and next visits to each (7)")
    wanted = max(1, parser.parse_args().visits)
    before = _load()
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        folder, ports = Path(made), (free_port(), free_port())
        ours = [sys.executable, "-m", "server.command", "serve", "--no-browser"]
        ours += [f"--port={ports[0]}", f"--journals={folder / 'journals'}"]
        stock = [sys.executable, "-m", "voila", str(NOTEBOOK), "--no-browser"]
        stock += [f"--port={ports[1]}", "--template=lab"]
        with running(ours, ports[0], folder) as one, running(stock, ports[1], folder) as two:
            sides = [
                Side("the workbook", f"http://localhost:{ports[0]}/6", psutil.Process(one)),
                Side("stock Voilà", f"http://localhost:{ports[1]}/", psutil.Process(two)),
            ]
            for side in sides:
                side.pair(browser)
            for turn in range(wanted):
                # Each goes first in every other turn.
                for side in sides if turn % 2 == 0 else reversed(sides):
                    first, after = side.pair(browser)
                    side.first.append(first)
                    side.next.append(after)
        text = report(sides, before, browser.version)
    print(text)
    RESULTS.write_text(text, encoding="utf-8")


def report(sides: list[Side], before: str, chromium_version: str) -> str:
    """Return the results as Markdown."""
    return REPORT.format(
        count=len(sides[0].next),
        next="\n".join(_table(sides, lambda side: side.next)),
        first="\n".join(_table(sides, lambda side: side.first)),
        before=before,
        after=_load(),
        machine=_machine(),
        python=platform.python_version(),
        **{name: version(name) for name in ("voila", "ipywidgets", "anywidget")},
        chromium=chromium_version,
        day=datetime.now(UTC).date(),
    )


def _table(sides: list[Side], visits: Callable[[Side], list[Visit]]) -> list[str]:
    def row(words: str, value: Callable[[Visit], float], digits: int, unit: str = "") -> str:
        cells = []
        for side in sides:
            values = [value(visit) for visit in visits(side)]
            middle = f"{statistics.median(values):.{digits}f}{unit}"
            lowest, highest = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
            cells.append(middle if lowest == highest else f"{middle} ({lowest}–{highest})")
        return f"| {words} | " + " | ".join(cells) + " |"

    return [
        "| | " + " | ".join(side.name for side in sides) + " |",
        "|---|" + "---:|" * len(sides),
        row("until the text can be read", lambda visit: visit.moments["text"] / 1000, 2, " s"),
        row(
            "until the first control works", lambda visit: visit.moments["control"] / 1000, 2, " s"
        ),
        row("until the plot is there", lambda visit: visit.moments["plot"] / 1000, 2, " s"),
        row("requests", lambda visit: visit.requests, 0),
        row("fetched", lambda visit: visit.fetched / 1e6, 2, " MB"),
        row("messages from the kernel", lambda visit: visit.messages / 1e6, 2, " MB"),
        row("memory of the page's kernel", lambda visit: visit.memory, 0, " MiB"),
    ]


def _load() -> str:
    """Say how many programs ran or waited to, on average over the last minute."""
    return f"{psutil.getloadavg()[0]:.1f}"


def _machine() -> str:
    name = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    memory = psutil.virtual_memory().total / 2**30
    cores = os.cpu_count()
    return f"{cores} cores ({name or platform.machine()}), {memory:.0f} GiB, {platform.system()}"


if __name__ == "__main__":
    main()
