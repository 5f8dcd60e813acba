"""How soon a plot follows a slider: for one person alone, and while many move theirs."""

from typing import Any

from playwright.sync_api import Browser

from benchmarks import people_in_browsers
from benchmarks.generator import Generator
from benchmarks.results import Measured, Row, percentile
from benchmarks.serving import Server, workbook

DETAILS = """\
| | pictures | median | 95 of 100 within | longest |
|---|---:|---:|---:|---:|
{rows}

- Everyone drags the first slider of module 6 for {seconds:.0f} seconds without a rest: a new
  position every 50 ms. As `demonstration.js` does, a page asks for one picture at a time; positions
  that come in the meantime are skipped.
- On screen: in Chromium, from the input event of the position that a picture shows until that
  picture is decoded, ready to be painted. A position may have waited for the picture before it.
- On the line: from the request to its answer, for websockets without a browser.
- The browser and the load generator run on the same cores as the server. For {others} people at
  once, who were drawn {rate:.0f} pictures a second, the generator took {worked:.1f} s of processor
  time with their arrival.
"""


def measure(browser: Browser, people: int, seconds: float) -> Measured:
    """Let one person move a slider, in Chromium and without, then `people` at once."""
    with workbook() as server:
        alone = _on_screen(server, browser, seconds)
        line = _on_line(server, seconds)
        with Generator(server, "drag", people - 1, seconds=seconds + 2) as generator:
            generator.ready()
            several = _on_screen(server, browser, seconds, generator)
            told = generator.outcome()
    others = _pictures(told)
    rows = [
        _row("slider moved → new plot on screen, alone, p95", alone, line, ("≤ 80 ms", "≤ 50 ms")),
        _row(
            f"the same with {people} people moving sliders",
            several,
            others,
            ("≤ 250 ms", "≤ 150 ms"),
        ),
    ]
    lines = {
        "alone, on screen": alone,
        "alone, on the line": line,
        f"one of {people}, on screen": several,
        f"the other {people - 1}, on the line": others,
    }
    details = DETAILS.format(
        rows="\n".join(_line(words, times) for words, times in lines.items()),
        seconds=seconds,
        others=people - 1,
        rate=len(others) / (seconds + 2),
        worked=told["worked"],
    )
    return Measured("Sliders", rows, details)


def _on_screen(
    server: Server, browser: Browser, seconds: float, others: Generator | None = None
) -> list[float]:
    """Drag in Chromium, while others do if there are any; return milliseconds."""
    with people_in_browsers.person(browser, server.pages["6"]) as context:
        page = context.new_page()
        people_in_browsers.go(page, server.pages["6"])
        server.rest()
        if others is not None:
            others.go()
        return people_in_browsers.drag(page, seconds)


def _on_line(server: Server, seconds: float) -> list[float]:
    """Drag without a browser; return milliseconds."""
    with Generator(server, "drag", 1, seconds=seconds) as generator:
        generator.ready()
        generator.go()
        return _pictures(generator.outcome())


def _pictures(told: dict[str, Any]) -> list[float]:
    """Return the times from a request to its picture, in ms."""
    return [1000 * wait for wait in told["waits"]["slider to plot"]]


def _row(what: str, screen: list[float], line: list[float], goals: tuple[str, str]) -> Row:
    ours = f"{percentile(screen, 95):.0f} ms (on the line {percentile(line, 95):.0f} ms)"
    return Row(what, ours, *goals)


def _line(words: str, times: list[float]) -> str:
    cells = (f"{percentile(times, percent):.0f} ms" for percent in (50, 95, 100))
    return f"| {words} | {len(times)} | " + " | ".join(cells) + " |"
