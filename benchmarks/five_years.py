"""How long the pages over a whole journal take to fill after five years of daily check-ins."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from benchmarks.results import Measured, Row
from exercises.content import load_check_in, load_module
from exercises.schema_form import Form
from journal import Journal, Shelf, clock, series
from widgets.contents import ContentsView
from widgets.page import Page
from widgets.part import Part
from widgets.progress import ProgressView

DAYS = 5 * 365
MORNING = datetime(2021, 11, 1, 8, tzinfo=UTC)


DETAILS = """\
| | processor time |
|---|---:|
{rows}

- {days} sittings in a journal in memory: for the contents page each with all of the check-in
  answered, for the progress page with a module's rating besides, {items} items in all. What is
  timed is the kernel's own work, from an open journal to the message for the browser; no browser
  takes part. The best of {rounds} rounds is told: the others had other programs in them.
- The message with which the progress page begins: {message:.0f} kB. Each plot is asked for when it
  comes into view.
"""


def measure(rounds: int) -> Measured:
    """Fill the contents page and the progress page over journals of five years."""
    check_in, module = load_check_in(), load_module("reassurance")
    sent: list[int] = []
    usual, Part.send = Part.send, lambda _part, content, *_: sent.append(len(content["json"]))
    try:
        journal = daily(check_in)
        contents = best(ContentsView(page_over(journal)).fill, rounds)
        read = best(lambda: series(journal, check_in), rounds)
        forms = (check_in, *module.ratings)
        progress = best(ProgressView(page_over(daily(*forms))).fill, rounds)
    finally:
        Part.send = usual
    times = {
        "the check-in's history as the series of its scales": read,
        "the contents page filled": contents,
        "the progress page filled": progress,
    }
    row = Row(
        "progress opened after five years of daily check-ins, kernel time",
        f"{progress:.2f} s",
        "≤ 1 s",
        "–",
    )
    details = DETAILS.format(
        rows="\n".join(f"| {what} | {seconds:.2f} s |" for what, seconds in times.items()),
        days=DAYS,
        items=sum(len(form.items) for form in forms),
        rounds=rounds,
        message=sent[-1] / 1000,
    )
    return Measured("Five years", [row], details)


def daily(*forms: Form) -> Journal:
    """Return a journal in memory with every item of the forms answered once a day."""
    journal = Shelf("nowhere", ["none"]).in_memory(offset=60)
    items = {f"{form.key}/{item.key}": item for form in forms for item in form.items}
    chance = Random(0)  # noqa: S311 - ratings to time with, and no secret
    for day in range(DAYS):
        at = MORNING + timedelta(days=day)
        with clock.told_by(lambda at=at: at):
            for key, item in items.items():
                journal.save(key, chance.randint(item.low, item.high), base=day)
    return journal


def page_over(journal: Journal) -> Page:
    """Return a page with a journal open on it, and nothing shown."""
    page = Page("progress", desk=False)
    page.journal = journal
    return page


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the least processor time that a piece of work took, in seconds."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times)
