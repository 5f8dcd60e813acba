"""A page without a browser: it says and hears what the page's scripts would, and draws nothing.

It follows `page.js` of the template and the scripts in `widgets/browser`: what they send when a
page is opened, one request for a picture at a time, answers one at a time by edit and base, a sign
of life every two seconds, and goodbye.
"""

import asyncio
import html
import json
import re
import struct
import time
from collections import defaultdict
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

PING = 2.0
"""Seconds between two signs of life."""
PATIENCE = 60.0
"""Seconds after which an answer counts as lost."""
PLOT = {"width": 520, "ratio": 1, "dark": False}
"""How large a plot is beside its sliders in a window of 1280 pixels."""
FILES = re.compile(r'(?:href|src)="([^"]*/files/[^"]*)"')
FONTS = re.compile(r'url\("([^"]*)"\)')
MADE = re.compile(r'<script id="made" type="application/json">(.*?)</script>', re.DOTALL)
KERNEL = re.compile(r'data-kernel="(\w+)"')


class Lost(Exception):  # noqa: N818 - named by what happened
    """The page got no answer, or not the one that it must have."""


SEEN = "seen=1"
"""The cookie of somebody who has been shown the page before the first; it isn't measured."""


class Browser:
    """What one person's pages share: a cache, a cookie, and a note of every wait, in seconds."""

    def __init__(self, client: AsyncHTTPClient) -> None:
        self._client = client
        self._cache: set[str] = set()
        self._cookie = SEEN
        self.waits: dict[str, list[float]] = defaultdict(list)

    async def get(self, address: str, **options: Any) -> HTTPResponse:
        """Fetch an address with this browser's cookie."""
        headers = {"Cookie": self._cookie}
        answer = await self._client.fetch(
            address, headers=headers, request_timeout=PATIENCE, **options
        )
        if given := answer.headers.get("Set-Cookie"):
            self._cookie = f"{SEEN}; {given.partition(';')[0]}"
        return answer

    async def fill_cache(self, address: str, text: str) -> None:
        """Fetch what a page is made of, and the browser doesn't have yet."""
        wanted = {urljoin(address, html.unescape(name)) for name in FILES.findall(text)}
        new = wanted - self._cache
        self._cache |= new
        for answer in await asyncio.gather(*map(self.get, new)):
            if answer.effective_url.endswith(".css"):
                await self.fill_cache_of_style(answer)

    async def fill_cache_of_style(self, style: HTTPResponse) -> None:
        """Fetch the fonts that a style sheet names."""
        named = FONTS.findall(style.body.decode())
        new = {urljoin(style.effective_url, name) for name in named} - self._cache
        self._cache |= new
        await asyncio.gather(*map(self.get, new))

    def note(self, what: str, began: float) -> None:
        """Note that somebody has waited since a moment of the monotonic clock."""
        self.waits[what].append(time.monotonic() - began)


class OpenPage:
    """One page that is open, and its line."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._asked: dict[str, tuple[tuple[str, ...], asyncio.Future[dict[str, Any]]]] = {}
        self._edits: dict[str, int] = defaultdict(int)
        self._revisions: dict[str, int] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._asked_life: float | None = None
        self.values: dict[str, Any] = {}
        """What the journal holds, by key, as far as the kernel has shown it."""

    async def open(self, kept: dict[str, Any]) -> None:
        """Fetch the page and its files, open the line, and draw the plot.

        With a code and a key in `kept`, the journal is opened, too.
        """
        began = time.monotonic()
        text = (await self._browser.get(self._address)).body.decode()
        self._browser.note("page", began)
        await self._browser.fill_cache(self._address, text)
        self._browser.note("page and its files", began)
        made, kernel = MADE.search(text), KERNEL.search(text)
        if made is None or kernel is None:
            raise Lost("a page without parts")
        self._read(json.loads(made[1]))
        self._kernel = urljoin(self._address, f"/api/kernels/{kernel[1]}/")
        self._line: WebSocketClientConnection = await websocket_connect(
            self._kernel.replace("http", "ws", 1) + "channels", connect_timeout=PATIENCE
        )
        self._tasks = [asyncio.create_task(self._hear()), asyncio.create_task(self._live())]
        # A desk with a key asks twice: before it is shown, and when it is.
        hello = {"kind": "hello", **kept, "offset": 0}
        desk = self._ask(self.desk, hello, "opened" if kept else "ways", "refused")
        if kept:
            await self._say(self.desk, hello)
        for part in self._quiet:
            await self._say(part, {"kind": "ready"})
        plot = self._ask(self.plot, self._setting(self.start), "picture", "trouble")
        _must(await desk, "opened", "ways")
        self._browser.note("page to workbook open" if kept else "page to answer", began)
        _must(await plot, "picture")
        self._browser.note("page to first plot", began)

    def _read(self, made: dict[str, Any]) -> None:
        """Find out what is on the page."""
        specs = {part["id"]: part["state"]["spec"] for part in made["parts"]}
        self.desk = made["parts"][0]["id"]
        self.plot = next(name for name, spec in specs.items() if "parameters" in spec)
        self.parameters = specs[self.plot]["parameters"]
        self.start = {one["key"]: one["start"] for one in self.parameters}
        self._quiet = [name for name in specs if name not in (self.desk, self.plot)]
        items = [(name, item) for name, spec in specs.items() for item in spec.get("items", ())]
        self.ratings = [one for one in items if one[1]["control"] in ("slider", "choice")]
        self.prompts = [one for one in items if one[1]["control"] == "text"]

    async def suggestion(self) -> str:
        """Ask for a passphrase."""
        told = await self._wait("suggestion", self.desk, {"kind": "suggest"}, "suggestion")
        return str(told["passphrase"])

    async def unlock(self, kind: str, **told: Any) -> dict[str, Any]:
        """Start or unlock a journal; return what a tab keeps of it."""
        began = time.monotonic()
        message = {"kind": kind, **told, "offset": 0}
        opened = await self._wait("workbook opened", self.desk, message, "opened", "refused")
        # Each part is filled after that, in the same breath: the answer to a picture comes last.
        _must(await self._ask(self.plot, self._setting(self.start), "picture"), "picture")
        self._browser.note("workbook opened and filled", began)
        return {"code": opened["code"], "key": opened["key"]}

    async def draw(self, values: dict[str, float]) -> None:
        """Move the sliders and wait for the picture."""
        await self._wait("slider to plot", self.plot, self._setting(values), "picture", "trouble")

    async def save(self, part: str, key: str, value: Any) -> None:
        """Answer a question, and wait for "saved"."""
        self._edits[key] += 1
        answer = {"kind": "answer", "key": key, "edit": self._edits[key]}
        answer |= {"base": self._revisions.get(key, 0), "json": json.dumps(value)}
        kinds = ("saved", "failed", "changed", "unkept")
        told = await self._wait("answer saved", part, answer, *kinds)
        self._revisions[key] = told["revision"]

    async def close(self) -> None:
        """Say goodbye, as a browser does when it leaves a page."""
        for task in self._tasks:
            task.cancel()
        self._line.close(1001)
        await self._browser.get(self._kernel + "goodbye", method="POST", body=b"")

    def _setting(self, values: dict[str, float]) -> dict[str, Any]:
        return {"kind": "set", "values": values, "size": PLOT}

    async def _wait(self, what: str, part: str, content: Any, *kinds: str) -> dict[str, Any]:
        """Ask, note how long the answer took, and refuse any but the first kind."""
        began = time.monotonic()
        answer = await self._ask(part, content, *kinds)
        self._browser.note(what, began)
        return _must(answer, kinds[0])

    def _ask(self, part: str, content: Any, *kinds: str) -> asyncio.Task[dict[str, Any]]:
        """Send something, and return the answer of one of some kinds, still to be awaited."""
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._asked[part] = (kinds, answer)

        async def asked() -> dict[str, Any]:
            await self._say(part, content)
            try:
                return await asyncio.wait_for(answer, PATIENCE)
            except TimeoutError:
                raise Lost(f"no answer: {kinds}") from None

        return asyncio.create_task(asked())

    async def _say(self, part: str, content: Any) -> None:
        message = {
            "header": {"msg_id": "", "msg_type": "comm_msg", "version": "5.4"},
            "parent_header": {},
            "metadata": {},
            "channel": "shell",
            "content": {"comm_id": part, "data": {"method": "custom", "content": content}},
        }
        await self._line.write_message(json.dumps(message))

    async def _hear(self) -> None:
        """Take in what the kernel says, until the line is closed."""
        while (message := await self._line.read_message()) is not None:
            if message == "pong":
                if self._asked_life is not None:
                    self._browser.note("sign of life", self._asked_life)
                self._asked_life = None
                continue
            content = _decode(message)["content"]
            said, part = content["data"]["content"], content["comm_id"]
            if said["kind"] == "fill":
                self._fill(json.loads(said["json"]))
            kinds, answer = self._asked.get(part, ((), None))
            if answer is not None and said["kind"] in kinds and not answer.done():
                answer.set_result(said)
        for _, answer in self._asked.values():
            if not answer.done():
                answer.set_exception(Lost("the line was closed"))

    def _fill(self, filled: Any) -> None:
        answers = filled.get("answers") if isinstance(filled, dict) else None
        for key, answer in (answers or {}).items():
            self._revisions[key] = answer["revision"]
            self.values[key] = answer["value"]

    async def _live(self) -> None:
        """Give a sign of life again and again."""
        with suppress(Exception):  # a closed line is noticed where something is waited for
            while True:
                await asyncio.sleep(PING)
                if self._asked_life is None:
                    self._asked_life = time.monotonic()
                    await self._line.write_message("ping")


def _must(answer: dict[str, Any], *kinds: str) -> dict[str, Any]:
    if answer["kind"] not in kinds:
        raise Lost(f"{answer['kind']} instead of {kinds[0]}")
    return answer


def _decode(message: str | bytes) -> dict[str, Any]:
    """Return a message of the line without the bytes behind it."""
    if isinstance(message, bytes):
        count = struct.unpack_from("!I", message)[0]
        begin, *end = struct.unpack_from(f"!{count}I", message, 4)
        message = message[begin : end[0] if end else None]
    decoded: dict[str, Any] = json.loads(message)
    return decoded
