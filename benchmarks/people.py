"""Many people at once, without browsers: the load, in a process of its own.

Each is a page's half of the protocol (`page_client`), at a person's pace. What is told at the end
is JSON: every wait by its name, what failed, answers that were not there again, and the processor
time that the generator itself took.

    python -m benchmarks.people http://localhost:8866 arrive --people 20 --seconds 12 --pace 0.2
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from tornado.httpclient import AsyncHTTPClient

from benchmarks.page_client import Browser, OpenPage

HAND = 0.05
"""Seconds between two positions of a slider that is being dragged."""
TYPED = 0.9
"""Seconds between two saves while somebody types: the page sends no later."""
AT_ONCE = 8
"""People who come in at the same time where nobody measures how."""
TEXT = (
    "What I noticed this week was small: I looked at the phone before I looked at the window, "
    "and the day began with a question I could not answer myself. Then a friend called, and we "
    "talked about the garden, and for an hour I did not ask myself anything at all. "
)


class Person:
    """Somebody with a browser, and what they have entered, by its key."""

    def __init__(self, site: str, client: AsyncHTTPClient, pace: float, number: int) -> None:
        self.browser = Browser(client)
        self._site, self._pace = site, pace
        self._chance = random.Random(number)  # noqa: S311 - people differ; no secret
        self._kept: dict[str, Any] = {}
        self._passphrase = ""
        self.entered: dict[str, Any] = {}
        self.lost = 0

    async def pause(self, seconds: float) -> None:
        """Read or think, about so long."""
        await asyncio.sleep(self._pace * seconds * self._chance.uniform(0.7, 1.3))

    async def go(self, module: str) -> OpenPage:
        """Open a page, and with it what this tab has open."""
        page = OpenPage(self.browser, f"{self._site}/{module}")
        await page.open(self._kept)
        return page

    async def start(self, page: OpenPage) -> None:
        """Start a journal with the passphrase that the page suggests."""
        self._passphrase = await page.suggestion()
        await self.pause(3)
        self._kept = await page.unlock("start", passphrase=self._passphrase)

    async def drag(self, page: OpenPage, seconds: float) -> None:
        """Move the first slider to and fro, past positions while a picture is on its way."""
        slider = page.parameters[0]
        steps = round((slider["high"] - slider["low"]) / slider["step"])
        began = time.monotonic()
        offset = self._chance.randrange(2 * steps)
        position = None
        while (now := time.monotonic() - began) < seconds:
            tick = int(now / HAND)
            if tick == position:
                await asyncio.sleep(HAND * (tick + 1) - now)
                continue
            position = tick
            place = abs((tick + offset) % (2 * steps) - steps)
            value = slider["low"] + place * slider["step"]
            await page.draw({**page.start, slider["key"]: value})

    async def rate(self, page: OpenPage) -> None:
        """Answer every question of the rating."""
        for part, item in page.ratings:
            await self.pause(2)
            await self._enter(
                page, part, item["key"], self._chance.randint(item["low"], item["high"])
            )

    async def write(self, page: OpenPage, prompts: int) -> None:
        """Write to some prompts, saved piece by piece as the page does while somebody types."""
        for part, item in page.prompts[:prompts]:
            await self.pause(4)
            ends = [*range(20, len(TEXT), 20), len(TEXT)]
            for count, end in enumerate(ends):
                await self.pause(TYPED if count % 5 else 3)
                await self._enter(page, part, item["key"], TEXT[:end])

    async def _enter(self, page: OpenPage, part: str, key: str, value: Any) -> None:
        await page.save(part, key, value)
        self.entered[key] = value

    async def visit(self, unlocks: bool) -> None:
        """Work through two modules, then come back to see that everything is there."""
        page = await self.go("5")
        await self.pause(5)
        await self.start(page)
        await self.drag(page, 3 * self._pace)
        await self.rate(page)
        await self.write(page, 2)
        await page.close()
        page = await self.go("6")
        await self.pause(5)
        await self.drag(page, 3 * self._pace)
        await self.rate(page)
        await self.write(page, 1)
        await page.close()
        found: dict[str, Any] = {}
        for module in ("5", "6"):
            kept = dict(self._kept)
            if unlocks:
                self._kept = {}
            page = await self.go(module)
            if unlocks:
                self._kept = await page.unlock(
                    "unlock", code=kept["code"], passphrase=self._passphrase
                )
            found |= page.values
            await page.close()
        self.lost = sum(found.get(key) != value for key, value in self.entered.items())

    async def use(self) -> OpenPage:
        """Do on a page all that there is to do, and stay on it."""
        page = await self.go("6")
        await self.start(page)
        await self.drag(page, 0.5)
        await self.rate(page)
        await self.write(page, 1)
        return page


async def arrive(people: list[Person], within: float) -> list[str]:
    """Let everyone come one after the other, evenly over some seconds; return what failed."""

    async def one(place: int, person: Person) -> None:
        await asyncio.sleep(within * place / len(people))
        await person.visit(unlocks=place % 4 == 0)

    work = (one(place, person) for place, person in enumerate(people))
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    return [repr(outcome) for outcome in outcomes if outcome is not None]


async def drag(people: list[Person], seconds: float) -> list[str]:
    """Let everyone have the plot before them; once told to, all move a slider at the same time."""
    pages = await _in_turn(people, lambda person: person.go("6"))
    await _told(people)
    work = (person.drag(page, seconds) for person, page in zip(people, pages, strict=True))
    await asyncio.gather(*work)
    return []


async def hold(people: list[Person]) -> list[str]:
    """Let everyone use a page, and keep it open until told to go."""
    await _in_turn(people, Person.use)
    await _told(people)
    return []


async def _in_turn(
    people: list[Person], come: Callable[[Person], Awaitable[OpenPage]]
) -> list[OpenPage]:
    """Let a few people at a time do what nobody measures."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(person: Person) -> OpenPage:
        async with room:
            return await come(person)

    return await asyncio.gather(*map(one, people))


async def _told(people: list[Person]) -> None:
    """Say that everyone is ready, and wait for a line; what was before that is not told."""
    for person in people:
        person.browser.waits.clear()
    print("ready", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)


async def run(wanted: argparse.Namespace) -> dict[str, Any]:
    """Let people do as wanted; return what there is to tell."""
    client = AsyncHTTPClient(force_instance=True, max_clients=1000)
    people = [Person(wanted.site, client, wanted.pace, place) for place in range(wanted.people)]
    began, worked = time.monotonic(), time.process_time()
    if wanted.what == "arrive":
        failed = await arrive(people, wanted.seconds)
    elif wanted.what == "drag":
        failed = await drag(people, wanted.seconds)
    else:
        failed = await hold(people)
    waits: dict[str, list[float]] = defaultdict(list)
    for person in people:
        for what, seconds in person.browser.waits.items():
            waits[what] += seconds
    return {
        "failed": failed,
        "lost": sum(person.lost for person in people),
        "entered": sum(len(person.entered) for person in people),
        "waits": waits,
        "took": time.monotonic() - began,
        "worked": time.process_time() - worked,
    }


def main() -> None:
    """Tell the outcome as one line of JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("site", help="where the workbook is served")
    parser.add_argument("what", choices=("arrive", "drag", "hold"))
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=10, help="to arrive in, or to drag")
    parser.add_argument("--pace", type=float, default=1, help="shortens or lengthens all pauses")
    print(json.dumps(asyncio.run(run(parser.parse_args()))))


if __name__ == "__main__":
    main()
