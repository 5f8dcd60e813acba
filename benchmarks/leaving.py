"""How soon the page is blank after Leave was clicked, whatever state its kernel is in."""

from collections.abc import Callable

import psutil
from playwright.sync_api import Browser

from benchmarks import people_in_browsers
from benchmarks.results import Measured, Row, percentile
from benchmarks.serving import Server, workbook

PATIENCE = 10_000
"""Milliseconds after which a page that was not blank counts as failed."""

# From the click itself until the frame with the blank page on it has gone to be painted.
WATCH = """
addEventListener("click", (event) => {
  if (event.target.id !== "leave") return;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      if (document.getElementById("blank")) told(performance.now() - event.timeStamp);
    };
    port2.postMessage(null);
  });
}, true);
"""

STATES: dict[str, Callable[[psutil.Process], None]] = {
    "at rest": lambda _kernel: None,
    "busy": psutil.Process.suspend,
    "dead": psutil.Process.kill,
}

DETAILS = """\
| the kernel is | clicks | median | longest |
|---|---:|---:|---:|
{rows}

- In Chromium, on module 6 with a workbook open and a sentence just typed: from the click's own time
  until the frame that has the blank page was handed over to be painted. A kernel that is busy was
  stopped, and one that is dead killed, just before.
"""


def measure(browser: Browser, clicks: int) -> Measured:
    """Leave so many times in each state of the kernel."""
    with workbook() as server:
        times = {state: [_leave(server, browser, state) for _ in range(clicks)] for state in STATES}
    everything = [time for one in times.values() for time in one]
    row = Row(
        "Leave clicked → blank page on screen, slowest, kernel at rest, busy or dead",
        f"{max(everything):.0f} ms",
        "≤ 100 ms",
        "–",
    )
    rows = "\n".join(
        f"| {state} | {len(one)} | {percentile(one, 50):.0f} ms | {max(one):.0f} ms |"
        for state, one in times.items()
    )
    return Measured("Leaving", [row], DETAILS.format(rows=rows))


def _leave(server: Server, browser: Browser, state: str) -> float:
    """Open a page, bring its kernel into a state, and leave; return milliseconds."""
    told: list[float] = []
    with people_in_browsers.person(browser, server.pages["6"]) as context:
        context.expose_function("told", lambda milliseconds: told.append(milliseconds))
        context.add_init_script(WATCH)
        # Where Leave goes never answers, so that the page is still there to tell the time.
        context.route("https://**", lambda _route: None)
        page = context.new_page()
        people_in_browsers.go(page, server.pages["6"])
        people_in_browsers.start(page)
        page.locator(".wb-form textarea").first.press_sequentially("A walk.")
        kernel = max(server.processes, key=psutil.Process.create_time)
        STATES[state](kernel)
        page.locator("#leave").click(no_wait_after=True)
        for _ in range(PATIENCE // 20):
            if told:
                break
            page.wait_for_timeout(20)
        if state == "busy":
            kernel.resume()
    if not told:
        raise SystemExit(f"Leaving: no blank page while the kernel was {state}.")
    return told[0]
