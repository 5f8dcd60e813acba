"""The two servers and a real Chromium, for the benchmark and the screenshots.

No other host is reached.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
NOTEBOOKS = ROOT / "workbook"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Not by Playwright's routes: those turn the browser's cache off, which is part of a visit.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
STARTED = 60
"""Seconds within which a server must answer."""


@dataclass(frozen=True)
class Server:
    """A server that runs: where its pages are, and its first process."""

    name: str
    pages: dict[str, str]
    process: psutil.Process

    @property
    def processes(self) -> list[psutil.Process]:
        """Every process of the server that there is now, the first one first."""
        return [self.process, *self.process.children(recursive=True)]

    def pss(self) -> float:
        """Return the memory of all of its processes, in MiB; not a number if we may not look.

        It is the proportional set size: what only one process has counts in full, and what n
        processes share counts as an nth for each, so that the sum is what they really take.
        A kernel of ours lets only root look into its memory.
        """
        whole = 0.0
        for process in self.processes:
            try:
                whole += process.memory_full_info().pss / 2**20
            except psutil.NoSuchProcess:
                continue
            except psutil.AccessDenied:
                return float("nan")
        return whole

    def rest(self, limit: float = 60) -> None:
        """Wait until no process comes, goes or works any more."""
        before, deadline = None, time.monotonic() + limit
        while time.monotonic() < deadline:
            now = self._busy()
            # Within three hundredths of a second of work in half a second: at rest.
            if before and now[0] == before[0] and now[1] - before[1] < 0.03:
                return
            before = now
            time.sleep(0.5)
        raise SystemExit(f"{self.name}: the server does not come to rest.")

    def _busy(self) -> tuple[frozenset[int], float]:
        return frozenset(process.pid for process in self.processes), self.worked()

    def worked(self) -> float:
        """Return the processor time that all processes there are have taken, in seconds."""
        spent = 0.0
        for process in self.processes:
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            spent += times.user + times.system
        return spent


@contextmanager
def workbook(room: int = 100) -> Iterator[Server]:
    """Serve the workbook as `workbook serve` does, with an empty folder for journals."""
    port = free_port()
    command = [sys.executable, "-m", "server.command", "serve", "--no-browser"]
    command += [f"--port={port}", f"--room={room}"]
    pages = {module: f"http://localhost:{port}/{module}" for module in ("5", "6")}
    with tempfile.TemporaryDirectory() as made:
        command.append(f"--journals={made}/journals")
        with running(command, port, Path(made)) as process:
            yield Server("the workbook", pages, psutil.Process(process))


@contextmanager
def stock() -> Iterator[Server]:
    """Serve the same notebooks with Voilà as it is, and its lab template."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(NOTEBOOKS), "--no-browser"]
    command += [f"--port={port}", "--template=lab"]
    pages = {
        module: f"http://localhost:{port}/voila/render/{path.name}"
        for module in ("5", "6")
        for path in NOTEBOOKS.glob(f"0{module}-*.ipynb")
    }
    with (
        tempfile.TemporaryDirectory() as made,
        running(command, port, Path(made)) as process,
    ):
        yield Server("stock Voilà", pages, psutil.Process(process))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium, without a window."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    path = next(filter(None, found), None)
    if path is None:
        raise SystemExit("There is no Chromium: install your system's package `chromium`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int, folder: Path) -> Iterator[int]:
    """Run a server with an empty folder for settings until the block ends; give its process id."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder),
        "WORKBOOK_JOURNALS": str(folder / "journals"),
    }
    log = folder / f"{port}.log"
    with log.open("wb") as out:
        server = subprocess.Popen(  # noqa: S603 - the commands are ours
            command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        deadline = time.monotonic() + STARTED
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"The server did not start:\n{log.read_text()}")
            time.sleep(0.05)
        yield server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)


def _answers(port: int) -> bool:
    """Whether a page would come: our server takes its port before its pages are made."""
    try:
        with urlopen(f"http://localhost:{port}/health", timeout=1):
            return True
    except HTTPError:  # stock Voilà has no such address, and says so
        return True
    except OSError:
        return False
