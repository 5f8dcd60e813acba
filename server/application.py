"""Voilà as the workbook serves it: its pages by address, our template, and nothing else."""

import asyncio
import errno
import os
import signal
import socket
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import RequestHandler
from traitlets import Instance
from traitlets.config import Config
from voila.app import Voila

from exercises.content import words
from journal.files import make_private_folder
from server.handlers import (
    FileHandler,
    ForgetHandler,
    GoodbyeHandler,
    HealthHandler,
    KernelsHandler,
    LineHandler,
    NotebookNameHandler,
    NothingHereHandler,
    PageHandler,
)
from server.pages import NOTEBOOKS
from server.room import Room
from server.site import Site
from server.workers import PagesNotBuiltError, Workers

SHARE = Path(__file__).parent / "share" / "jupyter"
LARGEST = 2**22
"""Bytes of the largest message that a page may send: the longest text, in any script."""
HESITATION = 60
"""Seconds in which a request must have come whole: nobody keeps a connection by half of one."""
SILENCE = 20
"""Seconds without a sign of life after which a page counts as asleep or out of reach."""


@dataclass(frozen=True)
class Settings:
    """How the workbook is served."""

    host: str
    port: int
    journals: Path
    base_url: str
    room: int
    longest_break: float
    leave_to: str
    lock_after: int
    open_browser: bool


class WorkbookServer(Voila):
    """The workbook for people with a browser."""

    name = "workbook"
    settings = Instance(Settings)

    def start(self) -> None:
        """Make the pages, and serve them until told to stop.

        Exits with 1, and words, if there is no place to listen at or to keep journals in.
        """
        # Until there is something to see to the end, a signal simply ends the process.
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.umask(0o077)  # of whatever libraries of ours write, too
        _allow_many_files()
        # Both before the pages are made, which takes seconds.
        self._sockets = self._listen_or_exit()
        self._keep_journals_or_exit()
        workers = Workers()
        try:
            made = workers.describe()
        except PagesNotBuiltError:
            self._exit_with(words("command.no_pages"))
        self.site = Site(made, self.base_url, self.settings.leave_to)
        self.room = Room(
            workers, self.settings.journals, self.settings.room, self.settings.longest_break
        )
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        super().start()

    def init_handlers(self) -> list[Any]:
        """Serve our pages and what they need; every other address is answered calmly."""

        def at(pattern: str) -> str:
            return url_path_join(self.base_url, pattern)

        all_there_is = {"site": self.site, "room": self.room}
        kernel = r"/api/kernels/([0-9a-f]{32})"
        return [
            (at(r"/files/([0-9a-f]+)/([\w./-]+)"), FileHandler, all_there_is),
            (at(r"/health"), HealthHandler, all_there_is),
            (at(r"/forget"), ForgetHandler, all_there_is),
            (at(r"/api/kernels"), KernelsHandler, all_there_is),
            (at(rf"{kernel}/goodbye"), GoodbyeHandler, all_there_is),
            (at(rf"{kernel}/channels"), LineHandler, {"room": self.room}),
            (at(r"/([\w-]+)\.ipynb"), NotebookNameHandler, all_there_is),
            (at(r"/([\w-]*)"), PageHandler, all_there_is),
            (r".*", NothingHereHandler, all_there_is),
        ]

    def listen(self) -> None:
        """Say what is served, and serve it."""
        self._http = HTTPServer(
            self.app,
            max_body_size=LARGEST,
            idle_connection_timeout=HESITATION,
            body_timeout=HESITATION,
        )
        self._http.add_sockets(self._sockets)
        self._watch = self._loop.create_task(self.room.watch())
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: self._loop.call_soon_threadsafe(self._loop.stop))
        room, folder = self.settings.room, self.settings.journals
        print(words("command.serving", address=self.connection_url, room=room), flush=True)
        print(words("command.journals", folder=folder), flush=True)
        if self.open_browser:
            self.launch_browser()
        try:
            self._loop.run_forever()
        finally:
            self.stop()

    def stop(self) -> None:
        """Take no more visitors, and let every kernel finish what it is writing."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_DFL)  # whoever asks a second time doesn't want to wait
        self._http.stop()
        self._watch.cancel()
        self._loop.run_until_complete(self.room.close())
        super().stop()
        print(words("command.stopped"), flush=True)

    def _listen_or_exit(self) -> list[socket.socket]:
        told = self.settings
        try:
            sockets = bind_sockets(told.port, told.host)
        except OSError as error:
            kind = "taken" if error.errno == errno.EADDRINUSE else "unreachable"
            named = {"host": told.host, "port": told.port, "why": error.strerror}
            self._exit_with(words(f"command.{kind}", **named))
        self.port = sockets[0].getsockname()[1]  # 0 asks for any that is free
        return sockets

    def _keep_journals_or_exit(self) -> None:
        folder = self.settings.journals
        try:
            make_private_folder(folder)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            self._exit_with(words("command.no_journals", folder=folder, why=error.strerror))

    def _exit_with(self, why: str) -> NoReturn:
        print(why, file=sys.stderr)
        sys.exit(1)


def serve(settings: Settings) -> None:
    """Serve the workbook until it is told to stop."""
    # Our template's place, and not the user's own Jupyter settings: it is the same everywhere.
    os.environ["JUPYTER_PATH"] = os.pathsep.join(
        filter(None, (str(SHARE), os.environ.get("JUPYTER_PATH")))
    )
    os.environ["JUPYTER_NO_CONFIG"] = "1"
    os.environ["WORKBOOK_LOCK_AFTER"] = str(settings.lock_after)
    WorkbookServer.launch_instance(argv=[], config=configuration(settings), settings=settings)


def configuration(settings: Settings) -> Config:
    """Return Voilà's own settings for the workbook."""
    return Config(
        {
            "WorkbookServer": {
                "ip": settings.host,
                "port": settings.port,
                "base_url": settings.base_url,
                "open_browser": settings.open_browser,
                "root_dir": str(NOTEBOOKS),
                "log_level": "WARN",
                "tornado_settings": {
                    "compress_response": True,
                    # Tornado's own names who asked and for what: a kernel's name, say.
                    "log_function": _log_nothing,
                    "websocket_max_message_size": LARGEST,
                    "websocket_ping_interval": SILENCE / 2,
                    "websocket_ping_timeout": SILENCE / 2,
                },
            },
            "VoilaConfiguration": {"template": "workbook"},
        }
    )


def _log_nothing(_handler: RequestHandler) -> None:
    """Keep no list of requests."""


def _allow_many_files() -> None:
    """Use as many open files as the system lets us: each page needs a few."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
