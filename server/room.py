"""The room: every page that is open just now, with its kernel, and no more than fit."""

import asyncio
import logging
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClosedError, WebSocketHandler

from server.kernel import FRAME
from server.workers import Workers

log = logging.getLogger("workbook")

LAST_WORDS = 2.0
"""Seconds a kernel stays after its page has said goodbye, for what is still on the way."""
ENDING = 5.0
"""Seconds a kernel gets to finish writing, once its line is closed, before it is killed."""
ARRIVAL = 60.0
"""Seconds until a page that never came for its kernel is given up."""
GONE = 10.0
"""Seconds until the kernel of a closed tab is given up: a reload comes back sooner."""
LOOK = 1.0
"""Seconds between two looks for kernels that nobody needs any more."""
BACKLOG = 8 * 2**20
"""Bytes that may wait for a kernel that doesn't read; more, and it is given up as stuck."""

KERNEL_GONE = 4410
"""Code of the websocket's close when a kernel is gone; pages then ask for another."""
STOPPING = 1001
"""The same when the server stops: "going away", as RFC 6455 has it."""


class RoomIsFull(Exception):  # noqa: N818 - named by what happened
    """As many pages are open as the server was told to hold."""


@dataclass(eq=False)
class Kernel:
    """One page's kernel, as the server sees it."""

    page: str
    seat: str
    process: BaseProcess
    line: socket.socket
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    listener: WebSocketHandler | None = None
    """The page's websocket; the latest one, if a page came back before its old one was missed."""
    writer: asyncio.StreamWriter | None = None
    parting: bool = False
    """Whether its page has said goodbye: it takes nobody's place any more."""
    until: float = 0.0
    """When it is given up, on the loop's clock, unless somebody listens by then."""
    leaving: bool = False
    """Whether it takes no messages any more: it works through what it has, and ends."""
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class Room:
    """Starts kernels, passes messages on unread, and lets kernels go when their page has.

    `size` is how many kernels there may be. Who goes from one page to the next has both for a
    moment: then one more is allowed for each browser, so that a full room turns nobody out.
    `longest_break` is how long, in seconds, a kernel waits for a page that went silent without
    being closed: a laptop that sleeps.
    """

    def __init__(self, workers: Workers, journals: Path, size: int, longest_break: float) -> None:
        self.size = size
        self._workers, self._journals, self._break = workers, journals, longest_break
        self._kernels: dict[str, Kernel] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._parted = asyncio.Event()

    def __len__(self) -> int:
        return len(self._kernels)

    def get(self, kernel_id: str) -> Kernel | None:
        """Return a kernel; None if there is none, or no longer."""
        kernel = self._kernels.get(kernel_id)
        return None if kernel is None or kernel.leaving else kernel

    async def enter(self, page: str, seat: str) -> Kernel:
        """Start a kernel for a page; `seat` is the same for all pages of one browser.

        Raises RoomIsFull.
        """
        self._make_sure_of_room(seat)
        process, line = self._workers.start(page, self._journals)
        kernel = Kernel(page, seat, process, line)
        kernel.until = asyncio.get_running_loop().time() + ARRIVAL
        self._kernels[kernel.id] = kernel  # at once: whoever comes meanwhile finds the seat taken
        reader, kernel.writer = await asyncio.open_connection(sock=line)
        self._begin(self._listen(kernel, reader))
        return kernel

    def _make_sure_of_room(self, seat: str) -> None:
        seats = [kernel.seat for kernel in self._kernels.values() if not kernel.parting]
        if len(seats) < self.size:
            return
        over = len(seats) - self.size
        # Each browser with a page here may have one above the size, in passing.
        if seats.count(seat) == 0 or over >= len(set(seats)) or seats.count(seat) > 2:
            raise RoomIsFull

    async def _listen(self, kernel: Kernel, reader: asyncio.StreamReader) -> None:
        """Pass on what a kernel says until it ends."""
        try:
            with suppress(asyncio.IncompleteReadError, OSError):
                while True:
                    binary, length = FRAME.unpack(await reader.readexactly(FRAME.size))
                    message = await reader.readexactly(length)
                    if kernel.listener is not None:
                        with suppress(WebSocketClosedError):  # a moment ago: its page asks again
                            await kernel.listener.write_message(message, binary)
        finally:
            await self._end(kernel)

    def pass_on(self, kernel: Kernel, message: bytes) -> None:
        """Send a browser's message to its kernel."""
        writer = kernel.writer
        if writer is None or kernel.leaving:
            return
        if writer.transport.get_write_buffer_size() > BACKLOG:
            log.warning("A kernel takes no messages any more; it is ended.")
            kernel.process.kill()
            return
        writer.write(FRAME.pack(False, len(message)) + message)

    def join(self, kernel: Kernel, listener: WebSocketHandler) -> None:
        """Let a page hear its kernel, in place of any connection before."""
        before, kernel.listener = kernel.listener, listener
        if before is not None:
            before.close()

    def part(self, kernel: Kernel, listener: WebSocketHandler, *, closed: bool) -> None:
        """Take a page away: `closed` if its tab was, not if it only went silent."""
        if kernel.listener is not listener:
            return
        kernel.listener = None
        self._parted.set()
        wait = GONE if closed else self._break
        kernel.until = asyncio.get_running_loop().time() + wait

    def goodbye(self, kernel: Kernel) -> None:
        """Let a kernel go, a little after its page: its last words are still being saved."""
        kernel.parting = True
        asyncio.get_running_loop().call_later(LAST_WORDS, self._hang_up, kernel)

    def _hang_up(self, kernel: Kernel) -> None:
        """Close the line. The kernel works through what it was sent, and ends, or is ended."""
        if kernel.leaving:
            return
        kernel.leaving = True
        if kernel.writer is None:
            kernel.line.shutdown(socket.SHUT_WR)
        else:
            kernel.writer.write_eof()  # behind what still waits to be written
        asyncio.get_running_loop().call_later(ENDING, self._lose_patience, kernel)

    def _lose_patience(self, kernel: Kernel) -> None:
        if not kernel.ended.is_set():
            kernel.process.kill()

    async def _end(self, kernel: Kernel) -> None:
        """See a kernel out that has closed its own end of the line."""
        kernel.leaving = True
        if kernel.listener is not None:
            kernel.listener.close(KERNEL_GONE)
        if kernel.writer is not None:
            kernel.writer.close()
        if not await _readable(kernel.process.sentinel, ENDING):
            kernel.process.kill()
            await _readable(kernel.process.sentinel, ENDING)
        kernel.process.join(0)
        self._kernels.pop(kernel.id, None)
        kernel.ended.set()
        with suppress(ValueError):  # the system itself can't end it just now
            kernel.process.close()

    async def watch(self) -> None:
        """Let kernels go that nobody has listened to for too long; runs until cancelled."""
        while True:
            await asyncio.sleep(LOOK)
            self._workers.keep_warm()
            now = asyncio.get_running_loop().time()
            for kernel in tuple(self._kernels.values()):
                if kernel.listener is None and now > kernel.until:
                    self._hang_up(kernel)

    async def close(self) -> None:
        """Let nobody in any more, and end every kernel after it has saved what was sent to it."""
        self.size = 0
        kernels = tuple(self._kernels.values())
        for kernel in kernels:
            if kernel.listener is not None:
                # A page answers to this only after all that it has sent before.
                kernel.listener.close(STOPPING)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_parted(kernels), LAST_WORDS)
        for kernel in kernels:
            self._hang_up(kernel)
        await asyncio.gather(*(kernel.ended.wait() for kernel in kernels))

    async def _all_parted(self, kernels: tuple[Kernel, ...]) -> None:
        while any(kernel.listener is not None for kernel in kernels):
            self._parted.clear()
            await self._parted.wait()

    def _begin(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)  # the loop itself keeps only a weak hold on it
        task.add_done_callback(self._tasks.discard)


async def _readable(descriptor: int, limit: float) -> bool:
    """Wait until there is something to read, at most `limit` seconds; say whether there is."""
    loop, seen = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(descriptor, seen.set)
    with suppress(TimeoutError):
        await asyncio.wait_for(seen.wait(), limit)
    loop.remove_reader(descriptor)
    return seen.is_set()
