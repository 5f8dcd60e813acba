"""The nginx example, run as it stands with other ports and folders, before a real server."""

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
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
import websocket

from exercises.content import words
from server.handlers import AGAIN, FOR_GOOD, POLICY

DEPLOY = Path(__file__).parents[2] / "deploy"
BASE = "/workbook/"
PATIENCE = 60
"""Seconds that a slow, shared machine may take for anything here."""

AROUND = """
daemon off;
pid {folder}/pid;
error_log {folder}/start.log;
{user}
events {{}}
http {{
    types {{ text/html html; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/example.conf;
}}
"""


def program(name: str) -> str:
    """Where a program of the system is. Without it the tests can't run: on CI that is a failure."""
    # Debian keeps nginx where only root looks.
    path = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if path is None:
        missing = f"no {name}: install your system's package for it (Debian: nginx-light, openssl)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return path


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, log: Path):
    """Run a server, from when it listens until the block ends."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < deadline, log.read_text()
            # Waiting for its end is how to wait a moment for its beginning.
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
                pytest.fail(f"the server stopped: {log.read_text()}")
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


def put(text: str, pattern: str, value: object) -> str:
    """Replace what must be there in the example."""
    text, count = re.subn(pattern, str(value), text)
    assert count, pattern
    return text


@dataclass
class Behind:
    """A workbook behind nginx: where it is, and the certificate that it shows."""

    https: int
    http: int
    certificate: Path
    server: subprocess.Popen
    log: Path
    site: str

    @property
    def address(self) -> str:
        return self.site + BASE

    def browser(self) -> requests.Session:
        """Somebody with a browser of their own."""
        session = requests.Session()
        session.trust_env = False
        session.verify = str(self.certificate)
        session.cookies.set("seen", "1")  # the page before the first was shown
        return session

    def line(self, kernel: str, **options) -> websocket.WebSocket:
        """Open the line of a page, as a page of this site does."""
        return websocket.create_connection(
            f"wss://localhost:{self.https}{BASE}api/kernels/{kernel}/channels",
            sslopt={"ca_certs": str(self.certificate)},
            timeout=PATIENCE,
            **options,
        )


@contextmanager
def behind(folder: Path):
    nginx, openssl = program("nginx"), program("openssl")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    command += " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    command += " -addext keyUsage=critical,digitalSignature,keyCertSign"
    made = [openssl, *command.split(), "-keyout", key, "-out", certificate]
    subprocess.run(made, check=True, capture_output=True)

    inner, http, https = free_port(), free_port(), free_port()
    example = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    example = put(example, r" +listen \[::\].*\n", "")  # not every machine has it
    example = put(example, r"listen 80\b", f"listen 127.0.0.1:{http}")
    example = put(example, r"listen 443\b", f"listen 127.0.0.1:{https}")
    example = put(example, r"http://127\.0\.0\.1:8866", f"http://127.0.0.1:{inner}")
    example = put(example, r"workbook\.example\.org", "localhost")
    example = put(example, r"/etc/ssl/workbook/fullchain\.pem", certificate)
    example = put(example, r"/etc/ssl/workbook/privkey\.pem", key)
    example = put(example, r"/opt/workbook/deploy", DEPLOY)
    example = put(example, r"/var/log/nginx/workbook\.log", folder / "error.log")
    (folder / "example.conf").write_text(example, encoding="utf-8")
    # As root, nginx would go on as a user who can't read the test's folder.
    user = "user root;" if os.geteuid() == 0 else ""
    around = folder / "nginx.conf"
    around.write_text(AROUND.format(folder=folder, user=user), encoding="utf-8")
    proxy = [nginx, "-p", str(folder), "-e", str(folder / "start.log"), "-c", str(around)]

    serve = [sys.executable, "-m", "server.command", "serve", "--no-browser", "--host=127.0.0.1"]
    serve += [f"--port={inner}", f"--base={BASE}", "--room=1", f"--journals={folder / 'journals'}"]
    with ExitStack() as stack:
        stack.enter_context(running(proxy, https, folder / "nginx.log"))
        # From here on, nginx fails where it would write what passes through to the disk.
        for place in ("body", "proxy"):
            (folder / place).rmdir()
        server = stack.enter_context(running(serve, inner, folder / "server.log"))
        log, site = folder / "error.log", f"https://localhost:{https}"
        yield Behind(https, http, certificate, server, log, site)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    with behind(tmp_path_factory.mktemp("behind")) as served:
        yield served


@dataclass
class Page:
    """An open page: who looks at it, what came, and the line to its kernel."""

    browser: requests.Session
    answer: requests.Response
    kernel: str
    made: dict
    line: websocket.WebSocket


@contextmanager
def opened(workbook: Behind):
    browser = workbook.browser()
    answer = browser.get(f"{workbook.address}6", timeout=PATIENCE)
    assert answer.status_code == 200
    kernel = re.search(r'data-kernel="(\w+)"', answer.text)[1]
    made = re.search(r'<script id="made" type="application/json">(.*?)</script>', answer.text, re.S)
    line = workbook.line(kernel)
    yield Page(browser, answer, kernel, json.loads(made[1]), line)
    if workbook.server.poll() is None:
        browser.post(f"{workbook.address}api/kernels/{kernel}/goodbye", timeout=PATIENCE)
        # The server closes the line when the kernel has gone, and then there is room again.
        while line.recv():
            pass
    line.close()
    browser.close()


@pytest.fixture
def page(workbook):
    """Page 6, open and with its line; closed at the end, so that the one seat is free again."""
    with opened(workbook) as open_page:
        yield open_page


def test_a_page_and_all_its_files_are_under_the_base_address(workbook, page):
    html = page.answer.text
    named = re.findall(r'(?:href|src|data-base|data-files)="(/[^"]*)"', html)
    assert len(named) > 10
    assert [one for one in named if not one.startswith(BASE)] == []
    files = {urljoin(workbook.site, one) for one in named if re.search(r"\.\w+$", one)}
    folder = urljoin(workbook.site, re.search(r'data-files="([^"]*)"', html)[1])
    files |= {folder + part["script"] for part in page.made["parts"]}
    styles = [one for one in files if one.endswith(".css")]
    for style in styles:
        text = page.browser.get(style, timeout=PATIENCE).text
        files |= {urljoin(style, one) for one in re.findall(r'url\("([^"]*)"\)', text)}
    assert any(one.endswith(".woff2") for one in files)
    for file in files:
        answer = page.browser.get(file, timeout=PATIENCE)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, FOR_GOOD), file


def test_the_line_is_passed_on_in_both_directions(page):
    page.line.send("ping")
    assert page.line.recv() == "pong"


def test_the_kernel_answers_a_part(page):
    first = page.made["parts"][0]["id"]
    data = {"method": "custom", "content": {"kind": "suggest"}}
    message = {"header": {"msg_type": "comm_msg"}, "content": {"comm_id": first, "data": data}}
    page.line.send(json.dumps(message))
    answer = json.loads(page.line.recv())
    assert answer["content"]["comm_id"] == first
    assert answer["content"]["data"]["method"] == "custom"


def test_a_full_room_is_told_in_the_servers_own_words(workbook, page):
    with workbook.browser() as another:
        answer = another.get(f"{workbook.address}7", timeout=PATIENCE)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(AGAIN)
    assert words("server.full") in answer.text


@pytest.mark.parametrize("origin", ["https://www.example.com", "http://localhost", "null"])
def test_another_sites_page_is_refused(workbook, page, origin):
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        workbook.line(page.kernel, origin=origin)
    assert refused.value.status_code == 403
    for address in ("api/kernels", f"api/kernels/{page.kernel}/goodbye"):
        answer = page.browser.post(
            workbook.address + address,
            json={"page": "6", "id": page.kernel},
            headers={"Origin": origin},
            timeout=PATIENCE,
        )
        assert answer.status_code == 403
    page.line.send("ping")
    assert page.line.recv() == "pong"


def test_a_page_gets_its_kernel_back(workbook, page):
    answer = page.browser.post(
        f"{workbook.address}api/kernels",
        json={"page": "6", "id": page.kernel},
        headers={"Origin": workbook.site},
        timeout=PATIENCE,
    )
    assert answer.json() == {"id": page.kernel}


def test_the_servers_headers_arrive_and_the_cookie_is_for_https_alone(page):
    headers = page.answer.headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    (cookie,) = (one for one in page.browser.cookies if one.name == "seat")
    assert (cookie.name, cookie.path, cookie.secure) == ("seat", BASE, True)
    assert re.search(r"(?i)httponly", headers["Set-Cookie"])
    assert re.search(r"(?i)samesite=strict", headers["Set-Cookie"])


def test_what_a_page_sends_is_not_laid_down_on_the_disk(workbook):
    with workbook.browser() as browser:
        answer = browser.post(
            f"{workbook.address}api/kernels",
            data="x" * 500_000,
            headers={"Origin": workbook.site},
            timeout=PATIENCE,
        )
    assert answer.status_code == 400
    assert words("server.trouble") in answer.text


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/workbook", BASE),
        (f"{BASE}06-reassurance.ipynb", f"{BASE}6"),
        (f"{BASE}index.ipynb", BASE),
    ],
)
def test_nobody_is_sent_away_from_the_base_address(workbook, asked, told):
    with workbook.browser() as browser:
        answer = browser.get(workbook.site + asked, allow_redirects=False, timeout=PATIENCE)
    assert answer.is_redirect
    assert answer.headers["Location"] == told


def test_http_leads_to_https_by_the_name_of_the_site(workbook):
    with workbook.browser() as browser:
        answer = browser.get(
            f"http://localhost:{workbook.http}{BASE}6",
            headers={"Host": "www.example.com"},
            allow_redirects=False,
            timeout=PATIENCE,
        )
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"https://localhost{BASE}6"


def test_without_the_server_a_page_says_so_calmly_and_no_log_says_who_asked(tmp_path):
    with behind(tmp_path) as workbook, opened(workbook) as page:
        workbook.server.kill()
        workbook.server.wait(PATIENCE)
        with suppress(websocket.WebSocketConnectionClosedException):
            while page.line.recv():
                pass
        answer = page.browser.get(f"{workbook.address}6?planted", timeout=PATIENCE)
        assert answer.status_code == 502
        assert words("server.trouble_title") in answer.text
        assert words("server.trouble") in answer.text
        assert f'<a href="{BASE}">{words("server.to_contents")}</a>' in answer.text
        assert f"<title>{words('server.title')}</title>" in answer.text
        assert "nginx" not in answer.text
        headers = answer.headers
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].startswith("default-src 'none';")
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        page.browser.post(f"{workbook.address}api/kernels", data="planted", timeout=PATIENCE)
    logged = [path.read_text() for path in tmp_path.glob("*.log")]
    assert [text for text in logged if "planted" in text or "api/kernels" in text] == []


def test_the_calm_page_itself_cannot_be_asked_for(workbook):
    with workbook.browser() as browser:
        answer = browser.get(f"{workbook.address}unavailable.html", timeout=PATIENCE)
    assert answer.status_code == 404
