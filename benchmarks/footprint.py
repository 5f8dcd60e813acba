"""The memory that a participant takes: ours beside stock Voilà serving the same notebooks.

Every participant is a real Chromium that has used the page: plots drawn, a journal started, every
slider of the rating moved, a text written. All of them are held at once.
"""

from contextlib import ExitStack

from playwright.sync_api import Browser

from benchmarks import people_in_browsers
from benchmarks.results import Measured, Row, memory
from benchmarks.serving import Server, stock, workbook

DETAILS = """\
| | stock Voilà | the workbook |
|---|---:|---:|
| the server, before anyone came | {stock_before} | {ours_before} |
| of it, its first process | {stock_first} | {ours_first} |
| with everyone there | {stock_whole} | {ours_whole} |
| participants | {stock_people} | {ours_people} |
| **a participant** | **{stock_each}** | **{ours_each}** |
| each further one | {stock_further} | {ours_further} |

- PSS, the proportional set size: what one process has to itself counts in full, and what n
  processes share counts as an nth for each, so that the sum over all of them is what they take.
- A participant's share is the sum over every process of the server with everyone there (kernels,
  and the warm process that ours are forked from, in full), less the server's own first process
  before anyone came, divided by the participants. What "each further one" takes leaves out what
  was there before anyone came.
- Before that every participant had used module 6 in a Chromium of their own: the plot drawn while a
  slider was dragged for half a second, a journal started, every slider of the rating moved, a
  sentence written and saved. They were all there when the memory was read.
"""


def measure(browser: Browser, stock_people: int, our_people: int) -> Measured:
    """Hold so many participants on each side, one side after the other."""
    with stock() as server:
        stocks = Held(server, browser, stock_people)
    with workbook() as server:
        ours = Held(server, browser, our_people)
    row = Row(
        "memory a participant (PSS, after using the page)",
        memory(ours.each, 1),
        "≤ 0.35×",
        "≤ 0.2×",
        stock=memory(stocks.each, 1),
        ratio=ours.each / stocks.each,
    )
    cells: dict[str, object] = {}
    for name, held in (("stock", stocks), ("ours", ours)):
        cells |= {
            f"{name}_before": memory(held.before),
            f"{name}_first": memory(held.first),
            f"{name}_whole": memory(held.whole),
            f"{name}_people": held.people,
            f"{name}_each": memory(held.each, 1),
            f"{name}_further": memory((held.whole - held.before) / held.people, 1),
        }
    return Measured("Memory a participant", [row], DETAILS.format(**cells))


class Held:
    """What a server takes while so many people are there who have used a page, in MiB."""

    def __init__(self, server: Server, browser: Browser, people: int) -> None:
        self.people = people
        server.rest()
        self.before = server.pss()
        self.first = server.process.memory_full_info().pss / 2**20
        with ExitStack() as stack:
            for _ in range(people):
                context = stack.enter_context(people_in_browsers.person(browser, server.pages["6"]))
                page = context.new_page()
                people_in_browsers.go(page, server.pages["6"])
                people_in_browsers.use(page)
            server.rest()
            self.whole = server.pss()

    @property
    def each(self) -> float:
        """Return a participant's share."""
        return (self.whole - self.first) / self.people
