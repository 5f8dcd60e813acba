"""The workbook beside what was asked of it, and beside stock Voilà serving the same notebooks.

All of it takes about a quarter of an hour, and is kept in benchmarks/results.md. One part, or a
smaller one, is only shown:

    python -m benchmarks.run visits --visits 3
    python -m benchmarks.run arrivals --people 20 --pace 0.2
"""

import argparse
import platform
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import crowd, five_years, footprint, leaving, score, sliders, visits
from benchmarks.results import Measured, load, machine, table
from benchmarks.serving import chromium

RESULTS = Path(__file__).parent / "results.md"

Parts = dict[str, Callable[[Browser, argparse.Namespace], Measured]]
PARTS: Parts = {
    "visits": lambda browser, wanted: visits.measure(browser, wanted.visits),
    "memory": lambda browser, wanted: footprint.measure(
        browser, wanted.stock_participants, wanted.participants
    ),
    "sliders": lambda browser, wanted: sliders.measure(browser, wanted.sliders, seconds=10),
    "arrivals": lambda browser, wanted: crowd.arrive(
        browser, wanted.people, 60 * wanted.pace, wanted.pace
    ),
    "held": lambda _, wanted: crowd.hold(wanted.held, idle=20),
    "leaving": lambda browser, wanted: leaving.measure(browser, wanted.clicks),
    "progress": lambda _, _wanted: five_years.measure(rounds=5),
    "score": lambda _, wanted: score.measure(wanted.rows, runs=5),
}

REPORT = """\
# A room full of people, ours beside stock Voilà

`make bench` writes this file; the modules in this folder say how they measure.

{table}
{details}
## Where

- {machine}.
  The servers, the browser and the load generator all ran on these.
- The load over a minute was {before} at the beginning and {after} at the end. Other programs may
  have run on the machine: compare the columns, and don't lean on the seconds.
- Python {python}, Voilà {voila}, ipywidgets {ipywidgets}, anywidget {anywidget}.
- Chromium {chromium}. Measured on {day}.
"""


def main() -> None:
    """Measure all that is wanted, print it, and keep it if it is the whole."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}; all")
    numbers = {
        "visits": (7, "first and next visits to each server"),
        "participants": (30, "people whose memory is measured"),
        "stock-participants": (10, "the same on stock Voilà"),
        "sliders": (30, "people who move sliders at once"),
        "people": (100, "people who arrive"),
        "held": (300, "people who are held"),
        "clicks": (10, "clicks on Leave, for each state of the kernel"),
        "rows": (50_000, "rows of answers to score"),
    }
    for name, (number, words) in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=number, help=f"{words} ({number})")
    parser.add_argument("--pace", type=float, default=1, help="how long pauses of arrivals are (1)")
    wanted = parser.parse_args()
    if unknown := set(wanted.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(unknown)}")
    # What was started is ended, even where we are told to stop.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    before = load()
    measured = []
    with chromium() as browser:
        for name in wanted.parts or PARTS:
            measured.append(PARTS[name](browser, wanted))
            print(table(measured[-1:]), flush=True)
        text = REPORT.format(
            table=table(measured),
            details="\n".join(map(str, measured)),
            machine=machine(),
            before=before,
            after=load(),
            python=platform.python_version(),
            **{name: version(name) for name in ("voila", "ipywidgets", "anywidget")},
            chromium=browser.version,
            day=datetime.now(UTC).date(),
        )
    print(text)
    if vars(wanted) == vars(parser.parse_args([])):
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
