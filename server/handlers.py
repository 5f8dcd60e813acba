"""What answers a request: a page by its address, its files, its kernel's line, and no more."""

import json
import logging
import secrets
from contextlib import suppress
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.web import Finish, HTTPError, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from exercises.content import words, words_under
from server.pages import BEGIN
from server.room import Kernel, Room, RoomIsFull
from server.site import KERNEL, NEXT, Site

log = logging.getLogger("workbook")

FOR_GOOD = "public, max-age=31536000, immutable"
"""For what lies under an address that changes with it."""
SEAT = "seat"
"""The cookie that tells two pages of one browser from those of two; it ends with the browser."""
SEEN = "seen"
"""The cookie of a browser that has shown the page BEGIN; it ends with the browser."""
AGAIN = 5
"""Seconds after which a page that found no room asks again."""
PING, PONG = "ping", "pong"


class Private(RequestHandler):
    """Headers that keep a page to itself, and a log that doesn't say who asked for what."""

    def set_default_headers(self) -> None:
        """Let nothing on a page come from, be kept by, or be shown in another host's page."""
        self.clear_header("Server")
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("X-Frame-Options", "DENY")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Opener-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what failed on our side, without the address: it may hold a kernel's name."""
        if not isinstance(value, HTTPError):
            log.error("%s failed", type(self).__name__, exc_info=(typ, value, tb))


class Calm(Private):
    """Answers with a page: errors are in words, without what was asked for."""

    def initialize(self, site: Site, room: Room) -> None:
        """Take what is served, and who is there."""
        self.site, self.room = site, room

    def compute_etag(self) -> None:
        """No page is worth asking for again by its tag: each has a kernel of its own."""

    @property
    def base_url(self) -> str:
        """Where the workbook begins at this address."""
        return str(self.settings["base_url"])

    def write_error(self, status_code: int, **_reason: Any) -> None:
        """Say what happened and that what was saved is safe."""
        kind = {403: "lost", 404: "lost", 405: "lost", 503: "full"}.get(status_code, "trouble")
        if status_code == 503:
            self.set_header("Retry-After", str(AGAIN))
        book = {
            "words": words_under("server"),
            "leave_to": self.site.leave_to,
            "files": f"{self.base_url}files/{self.site.files.tag}/",
            "base_url": self.base_url,
        }
        page = (
            self.settings["voila_jinja2_env"]
            .get_template("trouble.html.j2")
            .render(
                resources={"workbook": book},
                heading=words(f"server.{kind}_title"),
                text=words(f"server.{kind}"),
                again=AGAIN if status_code == 503 else None,
            )
        )
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)

    def check_same_site(self) -> None:
        """Refuse what another site's page asks in this browser's name."""
        origin = self.request.headers.get("Origin")
        if origin is not None and origin.partition("://")[2] != self.request.host:
            raise HTTPError(403)

    def seat(self) -> str:
        """Return which browser this is: a name by chance, for as long as the browser is open."""
        name = self.get_cookie(SEAT)
        if not name:
            name = secrets.token_hex(8)
            self.set_cookie(SEAT, name, path=self.base_url, httponly=True, samesite="Strict")
        return name


class PageHandler(Calm):
    """A page of the workbook, by its neutral address."""

    async def get(self, address: str) -> None:
        """Send the page, and start its kernel."""
        place = self.site.places.get(address)
        if place is None:
            raise HTTPError(404)
        if place.sensitive and not self.get_cookie(SEEN):
            self.redirect(f"{self.base_url}{BEGIN}?to={address}")
            return
        page = self.site.page(address)
        if self.request.headers.get("Sec-Fetch-Dest", "document") != "document":
            raise HTTPError(403)  # an image of another site's page, say, that fills the room
        if place.name == BEGIN:
            page = page.replace(NEXT, self._next())
            self.set_cookie(SEEN, "1", path=self.base_url, httponly=True, samesite="Lax")
        if place.kernel:
            try:
                kernel = await self.room.enter(place.name, self.seat())
            except RoomIsFull:
                raise HTTPError(503) from None
            page = page.replace(KERNEL, kernel.id)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)

    def _next(self) -> str:
        """Return the address that was asked for: one of our pages, whatever else stands there."""
        asked = self.get_query_argument("to", "")
        return asked if asked in self.site.places else ""


class NotebookNameHandler(Calm):
    """Links in the text name notebooks, as JupyterLab wants them; here they lead to the page."""

    def get(self, name: str) -> None:
        """Send on to the page of that notebook."""
        for place in self.site.places.values():
            if place.name == name:
                self.redirect(url_path_join(self.base_url, place.address or "/"))
                return
        raise HTTPError(404)


class FileHandler(Calm):
    """A file that pages are made of."""

    def get(self, tag: str, name: str) -> None:
        """Send a file, to be kept for good."""
        file = self.site.files.get(name)
        if file is None or tag != self.site.files.tag:
            raise HTTPError(404)
        self.set_header("Content-Type", file.type)
        self.set_header("Cache-Control", FOR_GOOD)
        self.set_header("Vary", "Accept-Encoding")
        if file.packed and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(file.packed)
        else:
            self.finish(file.plain)


class KernelsHandler(Calm):
    """A kernel for a page that has lost its own."""

    async def post(self) -> None:
        """Answer `{"id": ...}`: the kernel that the page had, if it is still there, or a new one.

        503 while the room is full.
        """
        self.check_same_site()
        try:
            asked = json.loads(self.request.body)
            address, had = str(asked["page"]), str(asked["id"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HTTPError(400) from None
        place = self.site.places.get(address)
        if place is None or not place.kernel:
            raise HTTPError(404)
        kernel = self.room.get(had)
        if kernel is None or kernel.page != place.name:
            try:
                kernel = await self.room.enter(place.name, self.seat())
            except RoomIsFull:
                raise HTTPError(503) from None
        self.finish({"id": kernel.id})


class GoodbyeHandler(Calm):
    """Hears that a page is gone for good."""

    def post(self, kernel_id: str) -> None:
        """Let one kernel go soon; an unknown one is gone already."""
        self.check_same_site()
        kernel = self.room.get(kernel_id)
        if kernel is not None:
            self.room.goodbye(kernel)
        self.set_status(204)
        raise Finish


class ForgetHandler(Calm):
    """Takes away what our pages have left in a browser."""

    def post(self) -> None:
        """End our cookies and the browser's copies of our files.

        Its other cookies and storage are left alone: at this host they may be another program's.
        """
        self.check_same_site()
        for name in (SEAT, SEEN):
            self.clear_cookie(name, path=self.base_url)
        self.set_header("Clear-Site-Data", '"cache"')
        self.set_status(204)
        raise Finish


class LineHandler(Private, WebSocketHandler):
    """The line between a page and its kernel. What goes over it is not read here."""

    def initialize(self, room: Room) -> None:
        """Take who is there."""
        self.room = room
        self.kernel: Kernel | None = None

    def prepare(self) -> None:
        """Find the kernel before the line is opened."""
        self.kernel = self.room.get(self.path_args[0])
        if self.kernel is None:
            self.set_status(404)
            self.finish()

    def open(self, _kernel_id: str) -> None:
        """Begin to hear the kernel."""
        self.set_nodelay(True)
        if self.kernel is not None:
            self.room.join(self.kernel, self)

    async def on_message(self, message: str | bytes) -> None:
        """Pass a message on; a ping is answered at once, even while the kernel is at work."""
        if message == PING:
            with suppress(WebSocketClosedError):
                await self.write_message(PONG)
        elif self.kernel is not None and isinstance(message, str):
            self.room.pass_on(self.kernel, message.encode("utf-8", "surrogatepass"))

    def on_close(self) -> None:
        """Hear the kernel no more. Browsers say 1001 when a tab is closed, and nothing in sleep."""
        if self.kernel is not None:
            self.room.part(self.kernel, self, closed=self.close_code in (1000, 1001))


class HealthHandler(Calm):
    """Tells a monitor that the server answers, and how full it is."""

    async def get(self) -> None:
        """Answer 200 and `{"status": "ok", "pages": n, "room": n}`."""
        self.finish({"status": "ok", "pages": len(self.room), "room": self.room.size})


class NothingHereHandler(Calm):
    """Whatever else is asked for."""

    def prepare(self) -> None:
        """Answer that there is no such page."""
        raise HTTPError(404)


# Nothing from another host, nothing that stands in the page itself, and no code made of text.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
