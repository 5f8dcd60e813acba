"""Processes for pages: forked from a warm one, or where that can't be had, started from nothing."""

import logging
import multiprocessing
import os
import socket
import sys
import tempfile
import time
from multiprocessing import forkserver, util
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from server import warm
from server.making import PageMade

log = logging.getLogger("workbook")

DYING = 1.0
"""Seconds that a process may take to be gone after it has stopped to answer."""
LONGEST = 107 - len("/pymp-12345678/listener-12345678")
"""Bytes of the longest folder for temporary files in which a socket's address still fits."""


class PagesNotBuiltError(Exception):
    """The warm process could not build the pages; it said why by itself."""


class Workers:
    """Starts processes. The warm one ends with the server that started it."""

    def __init__(self, *, fork: bool = sys.platform == "linux") -> None:
        """`fork` is left off on macOS, whose own libraries are not safe after a fork."""
        self._context: ForkServerContext | SpawnContext
        if fork:
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["__main__", "server.preload"])
            _make_room_for_a_socket()
        else:
            log.warning("Kernels can't be forked here: each is started from nothing, and slower.")
            self._context = multiprocessing.get_context("spawn")

    def describe(self) -> dict[str, PageMade]:
        """Return what every page shows before a kernel speaks; waits for the warm process.

        Raises PagesNotBuiltError.
        """
        answers, answer = self._context.Pipe(duplex=False)
        process = self._context.Process(target=warm.describe, args=(answer,))
        try:
            process.start()
            answer.close()
            made: dict[str, PageMade] = answers.recv()
        except (EOFError, ConnectionError):
            raise PagesNotBuiltError from None
        process.join()
        return made

    def keep_warm(self) -> None:
        """See that there is a warm process again if it has died, before a visitor waits for it."""
        if isinstance(self._context, ForkServerContext):
            forkserver.ensure_running()

    def start(self, page: str, journals: Path) -> tuple[BaseProcess, socket.socket]:
        """Start the kernel of a page; return its process and our end of its line."""
        ours, theirs = socket.socketpair()
        with theirs:
            return self._started(page, theirs, journals), ours

    def _started(self, page: str, line: socket.socket, journals: Path) -> BaseProcess:
        begun = time.monotonic()
        while True:
            process = self._context.Process(
                target=warm.start, args=(page, line, journals), daemon=True
            )
            try:
                process.start()
            except (EOFError, ConnectionError):
                # The warm process is dying just now; another one is begun once it is dead.
                if time.monotonic() - begun > DYING:
                    raise
                time.sleep(0.01)
            else:
                return process


def _make_room_for_a_socket() -> None:
    """Have multiprocessing keep its socket in a folder with a short name, as Python 3.14 does."""
    if len(os.fsencode(tempfile.gettempdir())) > LONGEST:
        usual, tempfile.tempdir = tempfile.tempdir, "/tmp"  # noqa: S108 - made as private as any
        try:
            util.get_temp_dir()  # is kept for as long as this process is there
        finally:
            tempfile.tempdir = usual
