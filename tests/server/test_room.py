"""Who may stay in the room and for how long, on a clock that skips all waiting."""

import asyncio
import os
import random
import selectors
import socket
from contextlib import suppress
from pathlib import Path

import pytest

from server import room as rooms
from server.kernel import FRAME
from server.room import Room, RoomIsFull

BREAK = 7200.0


class SkippingSelector(selectors.DefaultSelector):
    """Has the time pass at once when there is nothing to do."""

    passed = 0.0

    def select(self, timeout=None):
        ready = super().select(0 if timeout else timeout)
        if not ready and timeout:
            self.passed += timeout
        return ready


def skipping(work):
    """Run something on a loop whose seconds take no time."""

    async def watched():
        done = asyncio.wait_for(work, 10 * BREAK)
        return await done

    selector = SkippingSelector()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.passed
    failures = []
    loop.set_exception_handler(lambda _loop, context: failures.append(context))
    try:
        loop.run_until_complete(watched())
    finally:
        for task in asyncio.all_tasks(loop):
            task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        loop.close()
    assert failures == []


class KernelStandIn:
    """Stands in for a process: reads its line, and ends when that is closed."""

    def __init__(self, *, stuck: bool = False) -> None:
        self.ours, self.line = socket.socketpair()
        self.line.setblocking(False)
        self.sentinel, self._end = os.pipe()
        self.got, self.killed, self.ended = b"", False, False
        if not stuck:
            asyncio.get_running_loop().add_reader(self.line, self._read)

    def _read(self) -> None:
        part = self.line.recv(65536)
        self.got += part
        if not part:
            self.end()

    def end(self) -> None:
        asyncio.get_running_loop().remove_reader(self.line)
        self.line.close()
        os.close(self._end)
        self.ended = True

    def kill(self) -> None:
        self.killed = True
        if not self.ended:
            self.end()

    def join(self, timeout: float) -> None:
        """As a process has it."""

    def close(self) -> None:
        if not self.ended:
            raise ValueError
        os.close(self.sentinel)


class Workers:
    def __init__(self) -> None:
        self.started: list[KernelStandIn] = []
        self.stuck = False

    def start(self, page: str, journals: Path) -> tuple[KernelStandIn, socket.socket]:
        self.started.append(KernelStandIn(stuck=self.stuck))
        return self.started[-1], self.started[-1].ours

    def keep_warm(self) -> None:
        """Nothing to do here."""


class Listener:
    """Stands in for a page's line."""

    def __init__(self) -> None:
        self.code = None

    def close(self, code=None) -> None:
        self.code = code


@pytest.fixture
def room(tmp_path):
    """Make a room, and its workers; call it inside of a loop."""

    def make(size: int = 10) -> tuple[Room, Workers]:
        workers = Workers()
        made = Room(workers, tmp_path, size, BREAK)
        made._begin(made.watch())
        return made, workers

    return make


LATE = 2 * rooms.LOOK


def test_a_page_that_never_comes_for_its_kernel_is_given_up(room):
    async def story():
        here, workers = room()
        await here.enter("6", "seat")
        await asyncio.sleep(rooms.ARRIVAL - LATE)
        assert len(here) == 1
        await asyncio.sleep(2 * LATE)
        assert len(here) == 0
        assert workers.started[0].ended
        assert not workers.started[0].killed

    skipping(story())


@pytest.mark.parametrize(("closed", "limit"), [(True, rooms.GONE), (False, BREAK)])
def test_a_closed_tab_is_missed_soon_and_a_silent_one_after_the_longest_break(room, closed, limit):
    async def story():
        here, _ = room()
        kernel, listener = await here.enter("6", "seat"), Listener()
        here.join(kernel, listener)
        await asyncio.sleep(5 * BREAK)
        here.part(kernel, listener, closed=closed)
        await asyncio.sleep(limit - LATE)
        assert here.get(kernel.id) is kernel
        here.join(kernel, again := Listener())  # a reload, or a laptop that wakes up
        await asyncio.sleep(limit + LATE)
        assert here.get(kernel.id) is kernel
        here.part(kernel, listener, closed=True)  # the end of the old line is no news
        await asyncio.sleep(limit + LATE)
        assert here.get(kernel.id) is kernel
        here.part(kernel, again, closed=closed)
        await asyncio.sleep(limit + LATE)
        assert len(here) == 0

    skipping(story())


def test_a_goodbye_before_the_line_is_open_counts_too(room):
    async def story():
        here, _ = room()
        kernel = await here.enter("6", "seat")
        here.goodbye(kernel)
        here.goodbye(kernel)
        listener = Listener()
        here.join(kernel, listener)
        await asyncio.sleep(rooms.LAST_WORDS + 0.1)
        assert len(here) == 0
        assert listener.code == rooms.KERNEL_GONE
        assert here.get(kernel.id) is None

    skipping(story())


def test_a_kernel_that_does_not_end_is_ended_and_its_seat_is_free(room):
    async def story():
        here, workers = room(1)
        workers.stuck = True
        here.goodbye(await here.enter("6", "seat"))
        await asyncio.sleep(rooms.LAST_WORDS + rooms.ENDING - 0.1)
        assert len(here) == 1
        await asyncio.sleep(0.2)
        assert workers.started[0].killed
        assert len(here) == 0
        await here.enter("6", "other")

    skipping(story())


def test_a_kernel_that_dies_at_once_leaves_nothing(room):
    async def story():
        here, workers = room(1)
        coming = asyncio.ensure_future(here.enter("6", "seat"))
        await asyncio.sleep(0)
        workers.started[0].kill()
        kernel = await coming
        await asyncio.sleep(1)
        assert len(here) == 0
        here.goodbye(kernel)
        here.pass_on(kernel, b"too late")
        await asyncio.sleep(10)
        await here.enter("6", "seat")

    skipping(story())


def test_what_still_waits_to_be_written_reaches_a_kernel_before_its_line_is_closed(room):
    async def story():
        here, workers = room()
        kernel = await here.enter("6", "seat")
        long = bytes(rooms.BACKLOG - 100)
        here.pass_on(kernel, long)
        await here.close()
        assert workers.started[0].got == FRAME.pack(False, len(long)) + long
        assert not workers.started[0].killed

    skipping(story())


def test_a_kernel_that_takes_no_messages_is_given_up_before_they_fill_the_memory(room):
    async def story():
        here, workers = room()
        workers.stuck = True
        kernel = await here.enter("6", "seat")
        for _ in range(20):
            here.pass_on(kernel, bytes(2**20))
        assert workers.started[0].killed
        await asyncio.sleep(1)
        assert len(here) == 0

    skipping(story())


def test_a_room_that_closes_lets_nobody_in_and_waits_for_pages_only_for_so_long(room):
    async def story():
        here, workers = room()
        kernel, listener = await here.enter("6", "seat"), Listener()
        here.join(kernel, listener)
        begun = asyncio.get_running_loop().time()
        closing = asyncio.ensure_future(here.close())
        await asyncio.sleep(0)
        with pytest.raises(RoomIsFull):
            await here.enter("6", "seat")
        await closing
        assert listener.code is not None
        assert workers.started[0].ended
        assert asyncio.get_running_loop().time() - begun <= rooms.LAST_WORDS + 0.1

    skipping(story())


@pytest.mark.parametrize("size", [1, 2, 5])
def test_whoever_comes_and_goes_there_are_never_more_than_twice_the_size(room, size):
    async def story():
        here, _ = room(size)
        chance, kernels, most = random.Random(size), [], 0
        for _ in range(400):
            if kernels and chance.random() < 0.2:
                gone = kernels.pop(chance.randrange(len(kernels)))
                gone.process.kill()
                await gone.ended.wait()
            seat = str(chance.randrange(2 * size + 2))
            seats = [kernel.seat for kernel in kernels]
            try:
                kernels.append(await here.enter("6", seat))
            except RoomIsFull:
                assert len(kernels) >= size
                # One page after the other can always be had by whoever is alone in a full room.
                assert seats != [seat] * size or size > 2
            assert len(kernels) == len(here) <= 2 * size
            most = max(most, len(kernels))
        assert most == 2 * size or size > 2

    skipping(story())
