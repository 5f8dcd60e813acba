"""A page's kernel: the process behind one open page, which hands messages to its parts.

It is a Jupyter kernel as far as widgets need one: an implementation of the `comm` package over a
socket to the server. It knows one message, "comm_msg" with a part's own content, and cannot be
asked to run code. One thread and no event loop: what a fork touches is what a visitor costs.

On the socket, towards the server, each message is as the browser gets it; the other way, as the
browser sent it. The server reads none of them: what a visitor sends is judged in the visitor's own
kernel.
"""

import ctypes
import json
import logging
import os
import random
import signal
import socket
import struct
import sys
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import comm
import numpy as np
from comm.base_comm import BaseComm
from jupyter_client.jsonutil import json_default
from jupyter_client.session import msg_header
from jupyter_server.services.kernels.connection.base import serialize_binary_message

log = logging.getLogger("workbook")

FRAME = struct.Struct("!?I")
"""Before each message: whether it is binary, and its length in bytes."""

KEPT = (
    *("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ"),
    "WORKBOOK_SCALES",
)
"""What a kernel keeps of the server's environment."""


class PageComm(BaseComm):
    """The line of one widget. Before there is a kernel, what it says is lost, and not missed."""

    server: socket.socket | None = None

    def publish_msg(
        self,
        msg_type: str,
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        buffers: list[bytes] | None = None,
        **keys: Any,
    ) -> None:
        """Send a message to the browser."""
        if self.server is None:
            return
        message = {
            "header": msg_header(uuid.uuid4().hex, msg_type, "page", "page"),
            "parent_header": {},
            "metadata": metadata or {},
            "content": {"comm_id": self.comm_id, "data": data or {}, **keys},
            "channel": "iopub",
        }
        if buffers:
            encoded = serialize_binary_message({**message, "buffers": buffers})
        else:
            encoded = json.dumps(message, default=json_default).encode("ascii")
        # Of a server that is gone, what it had passed on before still counts.
        with suppress(OSError):
            self.server.sendall(FRAME.pack(bool(buffers), len(encoded)) + encoded)


def run(comms: dict[str, PageComm], server: socket.socket, journals: Path) -> None:
    """Serve a page until the server closes the line, or is gone.

    What the server had passed on by then is worked through first.
    """
    _begin_apart(journals)
    PageComm.server = server
    comm.get_comm_manager().comms.update(comms)
    for text in _messages(server):
        _hand_over(text, comms)


def _messages(server: socket.socket) -> Iterator[bytes]:
    with server.makefile("rb") as stream, suppress(OSError):
        while len(start := stream.read(FRAME.size)) == FRAME.size:
            yield stream.read(FRAME.unpack(start)[1])


def _hand_over(text: bytes, comms: dict[str, PageComm]) -> None:
    """Give a message to the part that it is for; anything else is dropped."""
    try:
        message = json.loads(text)
        content, kind = message["content"], message["header"]["msg_type"]
        line, data = comms[content["comm_id"]], content["data"]
        fits = kind == "comm_msg" and data["method"] == "custom" and "content" in data
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    if not fits:
        return
    try:
        line.handle_msg({**message, "buffers": []})
    except Exception as error:
        # Only the kind of error: its text could quote what a person wrote, and logs are kept.
        log.error("A message could not be handled: %s", type(error).__name__)


def _begin_apart(journals: Path) -> None:
    """Share nothing with other kernels that a fork would: chance, environment, place, rights."""
    random.seed()
    np.random.seed()
    os.umask(0o077)
    os.chdir(os.path.abspath(os.sep))
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    os.environ.clear()
    os.environ.update(kept, WORKBOOK_JOURNALS=str(journals))
    # Both are for the server, which then closes the line.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if sys.platform != "win32":
        os.nice(5)  # first the server, which everyone waits for, and the process that forks
    if sys.platform == "linux":
        _no_dump()


def _no_dump() -> None:
    """Leave no memory of ours on the disk after a crash, nor open to a process of this user."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    set_dumpable = 4  # PR_SET_DUMPABLE in <linux/prctl.h>
    ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)
