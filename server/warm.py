"""What the warm process holds: every page, built once, for kernels to be forked from.

Imported there before the first fork (`server.preload`). Nothing here may start a thread or a loop,
or open a journal: a fork would copy half of it.
"""

import functools
import gc
import importlib
import socket
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from server.kernel import run
from server.making import PageBuilt, PageMade, build
from server.pages import NOTEBOOKS, places

LATER = ("resource", "zxcvbn") if sys.platform != "win32" else ("zxcvbn",)
"""Modules that are otherwise imported while somebody waits."""


@functools.cache
def page(name: str) -> PageBuilt:
    """Return a page by its notebook's name."""
    return build(NOTEBOOKS / f"{name}.ipynb")


def names() -> list[str]:
    """Return the names of the pages that need a kernel."""
    return [place.name for place in places().values() if place.kernel]


def warm_up() -> None:
    """Build every page, and do ahead what every visitor would wait for."""
    for name in LATER:
        importlib.import_module(name)
    for name in names():
        for part in page(name).parts:
            part.prepare()
    # What is here now is here to stay: collections in the children leave it untouched, and shared.
    gc.collect()
    gc.freeze()


def describe(answer: Connection) -> None:
    """Send what every page shows before a kernel speaks: `{name: PageMade}`."""
    made: dict[str, PageMade] = {name: page(name).made for name in names()}
    with suppress(BrokenPipeError):  # the server was stopped while it started
        answer.send(made)
    answer.close()


def start(name: str, server: socket.socket, journals: Path) -> None:
    """Be the kernel of a page. The target of a new process."""
    built = page(name)
    try:
        run(built.comms, server, journals)
    finally:
        built.parts[0].owner.close()
