"""A real server and a real Chromium; each test gets a browser context of its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest
from playwright.sync_api import expect, sync_playwright

from journal import Shelf

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000
"""Milliseconds that a slow, shared machine may take for what a person would call at once."""


def pytest_collection_modifyitems(items):
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """Chromium, started once. Without one the tests can't run: on CI that is a failure."""
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        missing = "no Chromium: install your system's package `chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A served workbook: where it is, where it keeps its journals and its log, and its process."""

    def __init__(self, folder: Path, command: tuple[str, ...], **options) -> None:
        port = free_port()
        self.address, self.log = f"http://localhost:{port}", folder / "log"
        self.journals = folder / "journals"
        self._port, self._options = port, options
        self._command = [sys.executable, "-m", "server.command", *command, "--no-browser"]
        self._command += [f"--port={port}", f"--journals={self.journals}"]
        # JupyterLab would open again what was open in a test before.
        self._environment = {**os.environ, "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces")}

    def start(self) -> None:
        """Start the server, at the same place each time, and wait until it answers."""
        with self.log.open("ab") as out:
            self.server = subprocess.Popen(
                self._command,
                stdout=out,
                stderr=out,
                start_new_session=True,
                env=self._environment,
                **self._options,
            )
        self.until(self._listens)

    def _listens(self) -> bool:
        """Whether it answers; `workbook serve` takes its port before its pages are made."""
        if self._command[3] == "serve":
            with suppress(OSError), urlopen(f"{self.address}/health", timeout=1) as answer:
                return answer.status == 200
            return False
        with closing(socket.socket()) as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def until(self, found):
        """Wait until something can be found of a server that runs; return it."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            if seen := found():
                return seen
            # Waiting for its end is how to wait a moment for what it does before.
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(0.1)
                pytest.fail(f"the server stopped: {self.log.read_text()}")
        pytest.fail(f"waited in vain: {self.log.read_text()}")

    def token(self) -> str:
        """Return what JupyterLab asks its visitors for, as soon as it has told its log."""
        return self.until(lambda: re.search(r"token=(\w+)", self.log.read_text()))[1]

    def send(self, what: signal.Signals) -> None:
        """Send the server's own process a signal; its kernels get none."""
        self.server.send_signal(what)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stop the server, or kill it, and wait until it is gone."""
        self.send(how)
        self.server.wait(20)

    def kernels(self) -> list[psutil.Process]:
        """Return the kernels that run just now, the latest last: forked by the server's child."""
        found = []
        for child in psutil.Process(self.server.pid).children():
            with suppress(psutil.NoSuchProcess):
                found += child.children()
        return sorted(found, key=psutil.Process.create_time)

    def clear(self) -> None:
        """Leave nothing of it behind, whatever state it is in."""
        with suppress(ProcessLookupError):
            os.killpg(self.server.pid, signal.SIGCONT)
            os.killpg(self.server.pid, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self.server.wait(20)
            os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()


@contextmanager
def served(folder: Path, *command: str, **options):
    """Run a subcommand, `workbook serve` unless told otherwise, over a folder of its own."""
    site = Site(folder, command or ("serve",), **options)
    try:
        site.start()
        yield site
    finally:
        site.clear()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The workbook, served for the whole run as `workbook serve` serves it."""
    with served(tmp_path_factory.mktemp("site")) as running_site:
        yield running_site


@pytest.fixture
def serve(tmp_path):
    """Serve the workbook once more, by another command or with limits of the process."""
    with ExitStack() as stack:
        yield lambda *command, **options: stack.enter_context(served(tmp_path, *command, **options))


@pytest.fixture(scope="module")
def serve_for_all(tmp_path_factory):
    """The same, for all tests of a file."""
    with ExitStack() as stack:
        yield lambda *command: stack.enter_context(
            served(tmp_path_factory.mktemp("site"), *command)
        )


class Visitor:
    """A person with a browser of their own."""

    def __init__(self, context, site: Site) -> None:
        self.context, self.site = context, site
        # They have been here before: the page that comes first has tests of its own.
        context.add_cookies([{"name": "seen", "value": "1", "url": site.address}])
        self.requests: list[str] = []
        self.errors: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.tab()

    def tab(self):
        """Open another tab."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def second_tab(self, address: str):
        """Open the page in another tab that has the same workbook open."""
        page = self.tab()
        page.goto(self.page.url)
        kept = self.page.evaluate("sessionStorage.getItem('notes')")
        page.evaluate("notes => sessionStorage.setItem('notes', notes)", kept)
        self.visit(address, page)
        self.told(page, "Your workbook is open")
        return page

    def visit(self, address: str, page=None):
        """Go to a page and wait until its parts are there."""
        page = page or self.page
        page.goto(f"{self.site.address}/{address}")
        # A page without a kernel is all there at once, and has no state to tell.
        if page.locator("#made").count():
            page.locator(".wb-state:not(:empty)").wait_for()
        expect(page.locator(".preparing")).to_have_count(0, timeout=PATIENCE)
        return page

    def start(self, address: str = "") -> tuple[str, str]:
        """Start a workbook as a person does; return its code and passphrase."""
        page = self.visit(address)
        if page.locator(".wb-ways").count():
            page.locator(".wb-ways > summary").click()
        page.get_by_role("button", name="Start", exact=True).click()
        page.get_by_role("button", name="Start my workbook").click()
        keep = page.locator(".wb-keep")
        keep.wait_for()
        code, passphrase = keep.locator("dd").all_text_contents()
        page.get_by_role("button", name="I have kept them").click()
        self.told(page, "Your workbook is open")
        return code, passphrase

    def begin(self) -> tuple[str, str]:
        """Start a workbook and open module 6 with it; return its code and passphrase."""
        kept = self.start()
        self.told(self.visit("6"), "Your workbook is open")
        return kept

    def unlock(self, code: str, passphrase: str, page=None) -> None:
        """Open a workbook with a code and a passphrase on the page that is there."""
        page = page or self.page
        if page.locator(".wb-ways:not([open])").count():
            page.locator(".wb-ways > summary").click()
        page.get_by_label("Code").fill(code)
        page.get_by_label("Passphrase").fill(passphrase)
        page.get_by_role("button", name="Open", exact=True).click()

    def told(self, page, text: str | re.Pattern) -> None:
        """Wait until the page's state says something."""
        expect(page.locator(".wb-state")).to_contain_text(text, timeout=PATIENCE)

    def journal(self):
        """Open the journal that the page has open, with what its tab keeps."""
        kept = json.loads(self.page.evaluate("() => sessionStorage.getItem('notes')"))
        return Shelf(self.site.journals, ()).open(
            kept["code"], bytes.fromhex(kept["key"]), offset=0
        )

    def saved(self, page=None) -> None:
        """Wait until the page says that all is saved."""
        self.told(page or self.page, re.compile("Saved at"))


@pytest.fixture
def newcomer(chromium, site):
    """Make visitors, each with a browser of their own."""
    contexts = []

    def make(at: Site = site, **options) -> Visitor:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        return Visitor(context, at)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visitor(newcomer):
    """One visitor, whose pages must not have thrown an error."""
    someone = newcomer()
    yield someone
    assert someone.errors == []


@pytest.fixture(scope="session")
def make_visitor():
    """The class of visitors, for tests that look at one page for long."""
    return Visitor


class Banner:
    """What a page's banner says of the connection, from now on: it may be a moment only."""

    def __init__(self, page) -> None:
        self.page, self.shown = page, page.locator("#line")
        page.evaluate("""() => {
            const line = document.getElementById("line");
            window.said = [];
            new MutationObserver(() => {
                const text = line.hidden ? "" : line.textContent;
                if (text !== said.at(-1)) said.push(text);
            }).observe(line, { attributes: true, childList: true });
        }""")

    def says(self, text: str, timeout: int = PATIENCE) -> None:
        """Wait until it has said something, and that in view and as an alert."""
        self.page.wait_for_function(
            "text => window.said.includes(text)", arg=text, timeout=timeout, polling=50
        )
        expect(self.shown).to_be_in_viewport()
        expect(self.shown).to_have_attribute("role", "alert")

    def says_within_five_seconds(self, text: str) -> None:
        """Wait for as long as pages are promised to take."""
        self.says(text, timeout=5000)


@pytest.fixture(scope="session")
def banner():
    """Make a listener to a page's banner."""
    return Banner
