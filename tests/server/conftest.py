"""A real server, and pages as its browsers have them: raw HTTP and the line to a kernel."""

import asyncio
import json
import re
import sys
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from tornado.httpclient import AsyncHTTPClient
from tornado.websocket import websocket_connect

from exercises.content import words

PATIENCE = 240
"""Seconds after which a slow, shared machine is taken for one on which nothing happens any more."""
PASSPHRASE = "seven quiet otters cross a bridge"
SERVING = re.compile(
    re.escape(words("command.serving", address="@", room=0)).split("@")[0] + r"(\S+)/ "
)


class Server:
    """`workbook serve` as a process of its own."""

    def __init__(self, folder: Path, *arguments: str, **options: Any) -> None:
        self.folder, self.log = folder, folder / "log"
        self.journals = folder / "journals"
        self._command = [sys.executable, "-m", "server.command", "serve", "--no-browser"]
        self._command += ["--port=0", f"--journals={self.journals}", *arguments]
        self._options = options
        self._begun: list[psutil.Process] = []

    def start(self) -> "Server":
        """Start it, once more if it has ended; its log goes on."""
        said = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = psutil.Popen(self._command, stdout=log, stderr=log, **self._options)
        self._begun.append(self.process)

        def ready() -> bool:
            if self.process.poll() is not None:
                pytest.fail(f"the server stopped: {self.said()}")
            # A library may have said something first: that it makes a cache of fonts, say.
            told = SERVING.search(self.said()[said:])
            return told is not None and self.said()[said:].count("\n", told.end()) >= 2

        # Waiting for its end is how to wait a moment for its beginning.
        self.until(ready)
        self.address = SERVING.search(self.said()[said:])[1]
        return self

    def said(self) -> str:
        return self.log.read_text()

    def until(self, there: Callable[[], Any]) -> None:
        """Wait for something, and fail if it doesn't come."""
        deadline = time.monotonic() + PATIENCE
        while not there():
            assert time.monotonic() < deadline, f"waited in vain; the server said: {self.said()}"
            with suppress(psutil.TimeoutExpired):
                self.process.wait(0.05)

    @property
    def warm(self) -> psutil.Process:
        """The process that kernels are forked from."""
        (warm,) = (
            child
            for child in self.process.children()
            if "multiprocessing.forkserver" in " ".join(child.cmdline())
        )
        return warm

    def kernels(self) -> list[psutil.Process]:
        """The processes behind pages, as far as they are more than names of dead ones."""
        alive = []
        for child in self.warm.children():
            with suppress(psutil.NoSuchProcess):
                if child.status() != psutil.STATUS_ZOMBIE:
                    alive.append(child)
        return alive

    def processes(self) -> list[psutil.Process]:
        """Every process that there is because of this server, itself among them."""
        return [self.process, *self.process.children(recursive=True)]

    def end(self) -> None:
        """Leave nothing behind, whatever a test did."""
        for process in self._begun:
            with suppress(psutil.NoSuchProcess):
                rest = [*process.children(recursive=True), process]
                process.terminate()
                psutil.wait_procs([process], PATIENCE)
                for one in rest:
                    with suppress(psutil.NoSuchProcess):
                        one.kill()
            process.wait()


@pytest.fixture
def serve(tmp_path):
    """Start servers with options; they end with the test."""
    servers: list[Server] = []

    def start(*arguments: str, **options: Any) -> Server:
        folder = tmp_path / f"server-{len(servers)}"
        folder.mkdir()
        servers.append(Server(folder, *arguments, **options))
        return servers[-1].start()

    yield start
    for server in servers:
        server.end()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for all tests that leave it as it was. A silent page is missed after three seconds."""
    running = Server(tmp_path_factory.mktemp("server"), "--longest-break=0.05")
    try:
        yield running.start()
    finally:
        running.end()


@pytest.fixture(scope="session")
def small_server(tmp_path_factory):
    """A server with room for two pages, below a base address."""
    running = Server(tmp_path_factory.mktemp("small"), "--room=2", "--base=/workbook/")
    try:
        yield running.start()
    finally:
        running.end()


class Gone(Exception):  # noqa: N818
    """The line was closed; `code` says how."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class Page:
    """An open page: its kernel's name, its parts, and the line."""

    def __init__(self, server: Server, address: str = "6", seat: str | None = None) -> None:
        self.server, self.address, self.seat = server, address, seat
        self.kernel = ""
        self.edit = 0
        self.heard: list[dict[str, Any]] = []

    async def fetch(self, path: str, **options: Any) -> Any:
        """Ask for an address as this browser, which has seen the page before the first."""
        seat = f"; seat={self.seat}" if self.seat else ""
        headers = {"Cookie": f"seen=1{seat}"}
        headers |= options.pop("headers", {})
        client = AsyncHTTPClient(force_instance=True)
        answer = await client.fetch(
            f"{self.server.address}{path}",
            raise_error=False,
            headers=headers,
            request_timeout=PATIENCE,
            follow_redirects=False,
            **options,
        )
        client.close()
        return answer

    async def visit(self) -> Any:
        """Load the page; return the answer. Only 200 brings a kernel."""
        answer = await self.fetch(f"/{self.address}")
        if answer.code == 200:
            text = answer.body.decode()
            self.kernel = re.search(r'data-kernel="(\w+)"', text)[1]
            found = re.search(
                r'<script id="made" type="application/json">(.*?)</script>', text, re.S
            )
            self.parts = json.loads(found[1])["parts"]
        return answer

    async def ask_anew(self) -> Any:
        """Ask for the kernel again, or another one, as a page does whose line was lost."""
        body = json.dumps({"page": self.address, "id": self.kernel})
        answer = await self.fetch("/api/kernels", method="POST", body=body)
        if answer.code == 200:
            self.kernel = json.loads(answer.body)["id"]
        return answer

    async def goodbye(self) -> Any:
        return await self.fetch(f"/api/kernels/{self.kernel}/goodbye", method="POST", body="")

    async def connect(self) -> "Page":
        """Open the line."""
        address = self.server.address.replace("http", "ws", 1)
        self.line = await websocket_connect(f"{address}/api/kernels/{self.kernel}/channels")
        return self

    async def come(self) -> "Page":
        """Load the page and open its line."""
        assert (await self.visit()).code == 200
        return await self.connect()

    def drop(self) -> None:
        """Lose the connection without a word, as a laptop does that falls asleep."""
        self.line.protocol.stream.close()

    def leave(self) -> None:
        """Close the tab."""
        self.line.close(1001)

    def part(self, named: str) -> str:
        """Return the part that has a desk's links, or the item of that key."""
        for part in self.parts:
            spec = part["state"]["spec"]
            keys = [item["key"] for item in spec.get("items", ())]
            if named in spec or named in keys:
                return part["id"]
        raise LookupError(named)

    async def say(self, part: str, content: Any) -> None:
        """Send a part's own message."""
        data = {"method": "custom", "content": content}
        content = {"comm_id": part, "data": data}
        await self.send(json.dumps({"header": {"msg_type": "comm_msg"}, "content": content}))

    async def send(self, text: str | bytes) -> None:
        await self.line.write_message(text, binary=isinstance(text, bytes))

    async def hear(self, *kinds: str, part: str | None = None) -> dict[str, Any]:
        """Wait for a part's message of one of these kinds; raises Gone."""
        while True:
            text = await asyncio.wait_for(self.line.read_message(), PATIENCE)
            if text is None:
                raise Gone(self.line.close_code)
            if isinstance(text, bytes) or text == "pong":
                continue
            content = json.loads(text)["content"]
            told = content["data"]["content"]
            if told["kind"] in kinds and part in (None, content["comm_id"]):
                return told

    async def start(self) -> tuple[str, str]:
        """Start a workbook at the desk; return its code and key."""
        await self.say(self.part("links"), {"kind": "start", "passphrase": PASSPHRASE})
        told = await self.hear("opened", "refused")
        assert told["kind"] == "opened", told
        return told["code"], told["key"]

    async def open(self, code: str, key: str) -> dict[str, Any]:
        """Open a workbook as the next page does; return what the desk says."""
        await self.say(self.part("links"), {"kind": "hello", "code": code, "key": key})
        return await self.hear("opened", "refused")

    async def begin(self, key: str, value: Any, base: int) -> None:
        """Send an answer."""
        self.edit += 1
        told = {"key": key, "edit": self.edit, "base": base, "json": json.dumps(value)}
        await self.say(self.part(key), {"kind": "answer", **told})

    async def save(self, key: str, value: Any, base: int) -> dict[str, Any]:
        """Send an answer and wait for the reply to it."""
        await self.begin(key, value, base)
        while True:
            reply = await self.hear("saved", "failed", "changed", "unkept")
            if reply["edit"] == self.edit:
                return reply


@pytest.fixture
def page():
    """The class of pages."""
    return Page


@pytest.fixture
def gone():
    """What a page meets whose line is closed."""
    return Gone


@pytest.fixture
def aside():
    """Run something of asyncio; in a thread of its own, as browser tests have a loop in this one."""

    def run(work: Coroutine[Any, Any, Any]) -> Any:
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, work).result()

    return run
