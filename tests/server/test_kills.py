"""Nothing acknowledged is lost, whenever a kernel or the whole server is killed."""

import asyncio
import json
import random
import time
from contextlib import suppress

import psutil
from tornado.httpclient import HTTPClientError
from tornado.websocket import WebSocketError

from exercises.content import code_words, modules
from journal import Shelf

PEOPLE = 10
MOMENTS = 200
OF_THE_SERVER = 3
"""Kills of the whole server among them, each of which hits everybody."""
MODULE = next(one for one in modules() if one.number == 6)
KEYS = [f"{MODULE.key}/{one.key}" for one in MODULE.reflections]
LENGTHS = [10, 40, 3_000, 30_000]
AWAY = (OSError, HTTPClientError, WebSocketError)


class Writer:
    """Writes as fast as answers are acknowledged, and looks after each kill for what is there."""

    def __init__(self, number, page, gone, chance) -> None:
        self.number, self.page, self.gone, self.chance = number, page, gone, chance
        self.told = 0
        self.within = self.kept = 0
        self.in_flight = None
        self.held = {}  # by key: value and revision, as acknowledged

    async def begin(self) -> None:
        await self.page.come()
        self.code, self.key = await self.page.start()
        self.form = self.page.part(KEYS[0])

    async def write(self, stop: asyncio.Event) -> None:
        """Write until the line is lost, come back, look and write on."""
        while not stop.is_set():
            try:
                await self._save_one()
            except (self.gone, *AWAY):
                await self._come_back()
        self.page.leave()

    async def _save_one(self) -> None:
        self.told += 1
        key = KEYS[self.told % len(KEYS)]
        _, base = self.held.get(key, (None, 0))
        value = f"{self.number} {self.told} " + "w" * self.chance.choice(LENGTHS)
        self.in_flight = key, value, base + 1
        reply = await self.page.save(key, value, base)
        assert reply["kind"] == "saved", reply
        self.held[key] = value, reply["revision"]
        self.in_flight = None

    async def _come_back(self) -> None:
        while True:
            with suppress(self.gone, *AWAY):
                if (await self.page.ask_anew()).code == 200:
                    await self.page.connect()
                    told = await self.page.open(self.code, self.key)
                    assert told["kind"] == "opened", told
                    filled = await self.page.hear("fill", part=self.form)
                    self._look(json.loads(filled["json"])["answers"])
                    return
            # The server isn't there: asking is all that a page can do.
            await asyncio.sleep(0.05)

    def _look(self, answers) -> None:
        found = {key: (one["value"], one["revision"]) for key, one in answers.items()}
        if self.in_flight is not None:
            key, *might = self.in_flight
            self.within += 1
            if found.get(key) == tuple(might):
                self.held[key] = tuple(might)
                self.kept += 1
        self.in_flight = None
        assert found == self.held


async def kill_at_random(server, writers, chance) -> int:
    """Kill one kernel after the other, now and then the server; return how many kernels were hit."""
    of_server = set(chance.sample(range(MOMENTS // 10, MOMENTS), OF_THE_SERVER))
    hit = 0
    for moment in range(MOMENTS):
        goal = sum(writer.told for writer in writers) + chance.randrange(1, 2 * PEOPLE)
        deadline = time.monotonic() + 240
        while sum(writer.told for writer in writers) < goal:
            assert time.monotonic() < deadline, "nobody writes"
            await asyncio.sleep(chance.uniform(0, 0.002))
        if moment in of_server:
            hit += len(server.kernels())
            rest = server.processes()
            server.process.kill()
            await asyncio.to_thread(psutil.wait_procs, rest, 120)
            await asyncio.to_thread(server.start)
        else:
            with suppress(psutil.NoSuchProcess):
                chance.choice(server.kernels()).kill()
                hit += 1
    return hit


def test_after_two_hundred_kills_every_acknowledged_answer_is_there(serve, page, gone, aside):
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")  # shown by pytest where it fails
    chance = random.Random(seed)
    server = serve()
    writers = [Writer(number, page(server), gone, chance) for number in range(PEOPLE)]

    async def all_of_it() -> int:
        for writer in writers:
            await writer.begin()
        stop = asyncio.Event()
        writing = [asyncio.create_task(writer.write(stop)) for writer in writers]
        killing = asyncio.create_task(kill_at_random(server, writers, chance))
        await asyncio.wait([killing, *writing], return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        for task in writing:
            if task.done():
                task.result()
        hit = await killing
        await asyncio.gather(*writing)
        return hit

    hit = aside(all_of_it())
    server.end()
    shelf = Shelf(server.journals, code_words())
    for writer in writers:
        journal = shelf.open(writer.code, bytes.fromhex(writer.key))
        found = {key: (one.value, one.revision) for key, one in journal.answers().items()}
        assert found == writer.held
        journal.close()
    within, kept = sum(one.within for one in writers), sum(one.kept for one in writers)
    assert 0 < kept < within, "kills should fall on both sides of a save"
    assert hit >= MOMENTS - OF_THE_SERVER
    assert within > MOMENTS // 2, f"most kills should fall within a save; {within} did"
    assert not list(server.journals.glob("*.damaged-*"))
    assert "Traceback" not in server.said()
