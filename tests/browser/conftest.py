"""A real server and a real Chromium; each test gets a browser context of its own."""

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

import pytest

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
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, log: Path, **options):
    """Run a server until the block ends; its whole process group goes with it."""
    with log.open("wb") as out:
        server = subprocess.Popen(
            command, stdout=out, stderr=out, start_new_session=True, **options
        )
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                # Waiting for its end is how to wait a moment for its beginning.
                with suppress(subprocess.TimeoutExpired):
                    server.wait(0.1)
                    pytest.fail(f"the server stopped: {log.read_text()}")
            else:
                pytest.fail("the server did not start")
            yield server
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGTERM)
                try:
                    server.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(server.pid, signal.SIGKILL)


class Site:
    """A served workbook: where it is, and where it keeps its journals and its log."""

    def __init__(self, address: str, journals: Path, log: Path) -> None:
        self.address, self.journals, self.log = address, journals, log


@contextmanager
def served(folder: Path, subcommand: str = "serve", **options):
    """Run `workbook serve` or `workbook lab` over a folder of its own."""
    port, journals, log = free_port(), folder / "journals", folder / "log"
    command = [sys.executable, "-m", "server.command", subcommand, "--no-browser"]
    command += [f"--port={port}", f"--journals={journals}"]
    with running(command, port, log, **options):
        yield Site(f"http://localhost:{port}", journals, log)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The workbook, served for the whole run as `workbook serve` serves it."""
    with served(tmp_path_factory.mktemp("site")) as running_site:
        yield running_site


@pytest.fixture
def serve(tmp_path):
    """Serve the workbook once more, with options of the process: limits, say."""
    with ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(
            served(tmp_path, *arguments, **options)
        )


class Visitor:
    """A person with a browser of their own."""

    def __init__(self, context, site: Site) -> None:
        self.context, self.site = context, site
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
        if page.locator("#jupyter-config-data").count():
            page.locator(".wb-state:not(:empty)").wait_for()
        page.wait_for_function("!document.querySelector('.preparing')", timeout=PATIENCE)
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
        from playwright.sync_api import expect

        expect(page.locator(".wb-state")).to_contain_text(text, timeout=PATIENCE)

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
