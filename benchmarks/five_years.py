"""How long the pages over a whole journal take to fill after five years of daily check-ins.

1,825 sittings in a journal in memory: for the contents page each with all of the check-in answered,
for the progress page with a module's rating besides, which makes 14 items. What is timed is the
kernel's own work (processor time), from an open journal to the message for the browser; no browser
takes part. The best of several rounds is told: the others had other programs in them.

    python -m benchmarks.five_years --rounds 5
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

from exercises.content import load_check_in, load_module
from exercises.schema import Form
from journal import Journal, Shelf, clock, series
from widgets.contents import ContentsView
from widgets.page import Page
from widgets.part import Part
from widgets.progress import ProgressView

DAYS = 5 * 365
MORNING = datetime(2021, 11, 1, 8, tzinfo=UTC)


def main() -> None:
    """Fill two journals, then tell how long each step over them takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    check_in, module = load_check_in(), load_module("reassurance")
    sent: list[int] = []

    def send(_part: Part, content: dict[str, str]) -> None:
        sent.append(len(content["json"]))

    Part.send = send

    journal = daily(check_in)
    told(
        "the check-in's history as the series of its scales",
        lambda: series(journal, check_in),
        rounds,
    )
    told("the contents page filled", ContentsView(page_over(journal)).fill, rounds)

    journal = daily(check_in, *module.ratings)
    told("the progress page filled", ProgressView(page_over(journal)).fill, rounds)
    print(f"        its message to the browser: {sent[-1] / 1e6:.1f} MB")


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
    print(f"{DAYS} sittings of {len(items)} items:")
    return journal


def page_over(journal: Journal) -> Page:
    """Return a page with a journal open on it, and nothing shown."""
    page = Page("progress", desk=False)
    page.journal = journal
    return page


def told(what: str, work: Callable[[], object], rounds: int) -> None:
    """Tell the least processor time that a piece of work took."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    print(f"{min(times):5.2f} s  {what}")


if __name__ == "__main__":
    main()
