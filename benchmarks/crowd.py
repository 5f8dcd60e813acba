"""A room full of people: a hundred who arrive and work, and three hundred who are held."""

import time

import psutil
from playwright.sync_api import Browser

from benchmarks import people_in_browsers
from benchmarks.generator import Generator, waits_table
from benchmarks.results import Measured, Row, memory
from benchmarks.serving import workbook

HURRY = 0.01
"""How long pauses are, of a person's, where nobody measures what comes between them."""
BROWSERS = 3
"""People among the hundred who have a real Chromium."""
SILENCE = 2.4
"""Seconds after which a page that asked for a sign of life says that its line is lost."""

ARRIVED = """\
{waits}

{browsers}

- {people} people came within {within:.0f} seconds, {real} of them with a real Chromium, the others
  as websockets that say what the page's scripts would. Each fetched the page and its files,
  opened the line, drew the plot, started a journal with a slow key derivation of its own, dragged a
  slider, answered every question of module 5's rating, wrote to two of its prompts, saved piece by
  piece while typing; went on to module 6 with the key, and did much the same there; and at the end
  opened both modules anew, every fourth one with code and passphrase, to see what was kept. Pauses
  are a person's{pace}. All of it took {took:.0f} seconds.
- Failed: {failed}. Of {entered} answers by the websockets, {lost} were not there again, or not as
  entered; in Chromium a text that is not there again counts as failed.
- A sign of life that takes longer than {silence} s would be told on the page as a lost line.
- On average {busy:.0f} % of the cores were busy, with the browser and the generator, which took
  {worked:.1f} s of processor time. The room had its usual size of 100 pages.
"""

HELD = """\
- {people} websockets without a browser, each of whom had fetched module 6, started a journal, drawn
  the plot several times, answered the rating and written a text. Then they did nothing but give
  their sign of life every two seconds.
- All processes of the server: {whole} (PSS, see above), of which the server's first process takes
  {first} and the other {count}, on average, {each}.
- Over {idle:.0f} idle seconds all of them together took {busy:.1f} % of one core. The slowest of
  {pings} signs of life took {slowest:.0f} ms.
"""


def arrive(browser: Browser, people: int, within: float, pace: float) -> Measured:
    """Let people arrive and work, a few of them in Chromium."""
    real: list[dict[str, float]] = []
    failed: list[str] = []
    psutil.cpu_percent()
    with workbook() as server:
        options = {"seconds": within, "pace": pace}
        with Generator(server, "arrive", people - BROWSERS, **options) as generator:
            began = time.monotonic()
            for place in range(BROWSERS):
                come = began + within * (place + 0.5) / BROWSERS
                time.sleep(max(0.0, come - time.monotonic()))
                try:
                    real.append(people_in_browsers.visit(browser, server.pages))
                except Exception as error:  # whatever it was, this person couldn't work
                    failed.append(f"{type(error).__name__} in Chromium")
            told = generator.outcome()
    busy = psutil.cpu_percent()
    failed += told["failed"]
    waits = told["waits"]
    slowest = max(
        max(max(one) for one in waits.values()),
        *(max(one.values()) for one in real),
    )
    works = "all work" if not failed else f"{len(failed)} failed"
    nothing = "nothing lost" if not told["lost"] else f"{told['lost']} answers lost"
    row = Row(
        f"{people} people arriving within {within:.0f} s, each reading, rating, writing",
        f"{works}, slowest {slowest:.1f} s, {nothing}",
        "all work, slowest ≤ 8 s, nothing lost",
        "≤ 4 s",
    )
    details = ARRIVED.format(
        waits=waits_table(waits),
        browsers=_browsers(real),
        people=people,
        within=within,
        real=BROWSERS,
        pace="" if pace == 1 else f", {pace:g} times as long",
        failed="; ".join(sorted(set(failed))) or "nobody",
        silence=SILENCE,
        busy=busy,
        **{name: told[name] for name in ("took", "entered", "lost", "worked")},
    )
    return Measured("A hundred people arrive", [row], details)


def _browsers(real: list[dict[str, float]]) -> str:
    """Return the longest waits in Chromium as a table: a line a wait, a column a person."""
    lines = [
        "| longest wait in Chromium |" + " person |" * len(real),
        "|---|" + "---:|" * len(real),
    ]
    for what in real[0] if real else ():
        cells = (f"{1000 * one[what]:.0f} ms" for one in real)
        lines.append(f"| {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def hold(people: int, idle: float) -> Measured:
    """Let so many use a page, then hold them for some seconds."""
    with workbook(people) as server, Generator(server, "hold", people, pace=HURRY) as generator:
        generator.ready()
        before = server.worked()
        time.sleep(idle)
        busy = (server.worked() - before) / idle
        first = server.process.memory_full_info().pss / 2**20
        whole, count = server.pss(), len(server.processes) - 1
        generator.go()
        told = generator.outcome()
    signs = told["waits"]["sign of life"]
    row = Row(f"{people} people held, idle", memory(whole), "≤ 10 GB in all", "≤ 6 GB")
    details = HELD.format(
        people=people,
        whole=memory(whole),
        first=memory(first),
        count=count,
        each=memory((whole - first) / count, 1),
        idle=idle,
        busy=100 * busy,
        pings=len(signs),
        slowest=1000 * max(signs),
    )
    return Measured("Three hundred people are held", [row], details)
