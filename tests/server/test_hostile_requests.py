"""Whatever is asked for over HTTP, by hand or in another site's name: nothing gets through."""

import asyncio
import re
import secrets
from contextlib import suppress

import pytest
from tornado.httpclient import HTTPClientError
from tornado.websocket import websocket_connect

from exercises.content import words

EVIL = "http://evil.example"
JUPYTERS = [
    *("/api", "/api/status", "/api/me", "/api/kernels", "/api/kernels/", "/api/kernelspecs"),
    *("/api/contents", "/api/contents/index.ipynb", "/api/sessions", "/api/terminals"),
    *("/api/config/notebook", "/api/spec.yaml", "/api/shutdown", "/api/events/subscribe"),
    *("/files/index.ipynb", "/view/index.ipynb", "/nbconvert/html/index.ipynb", "/edit/x.py"),
    *("/voila/", "/voila/render/06-reassurance.ipynb", "/voila/static/voila.js"),
    *("/voila/templates/workbook/static/page.js", "/voila/files/index.ipynb"),
    *("/voila/api/shutdown/0", "/static/base/js/main.js", "/lab", "/lab/tree/index.ipynb", "/tree"),
    *("/login", "/logout", "/metrics", "/kernelspecs/python3/logo-64x64.png", "/custom/custom.css"),
    *("/.git/config", "/server/room.py", "/robots.txt/..", "/health/../api/kernels"),
]
TRAVERSALS = [
    "../{name}",
    "..%2f{name}",
    "%2e%2e%2f{name}",
    "%252e%252e%252f{name}",
    "..\\{name}",
    "..%5c{name}",
    "....//{name}",
    "./.././{name}",
    "..;/{name}",
    "%c0%ae%c0%ae/{name}",
    "{whole}",
    "/{whole}",
    "file://{whole}",
    "{name}%00.css",
    "page.css/../../{name}",
    "{name}",
]
PRIVATE = {
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def is_private(answer):
    """Hold an answer to what every one has."""
    for name, value in PRIVATE.items():
        assert answer.headers.get_list(name) == [value], answer.request.url
    (policy,) = answer.headers.get_list("Content-Security-Policy")
    parts = dict(part.split(" ", 1) for part in policy.split("; "))
    assert {parts["default-src"], parts["frame-ancestors"], parts["base-uri"]} == {"'none'"}
    assert parts["form-action"] == "'none'"
    assert parts["script-src"] == parts["style-src"] == "'self'"
    assert set(" ".join(parts.values()).split()) == {"'none'", "'self'", "data:", "blob:"}
    if "immutable" not in answer.headers["Cache-Control"]:
        assert answer.headers.get_list("Cache-Control") == ["no-store"]
    assert "Server" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert b"Traceback" not in answer.body


def pids(server):
    """The kernels that there are; those of earlier tests end meanwhile."""
    return {kernel.pid for kernel in server.kernels()}


@pytest.fixture
def served(server, page, aside):
    """A well-behaved visitor is served, with the room as empty as before."""

    async def visit():
        good = await page(server).come()
        code, key = await good.start()
        again = await page(server, "check-in").come()
        assert (await again.open(code, key))["kind"] == "opened"
        for one in (good, again):
            await one.goodbye()

    yield
    aside(visit())
    assert "Traceback" not in server.said()


def test_nothing_of_jupyters_own_interface_is_there(server, page, aside, served):
    async def ask():
        me = page(server)
        for address in JUPYTERS:
            for method in ("GET", "POST", "DELETE", "OPTIONS", "HEAD"):
                body = {"body": "{}"} if method == "POST" else {}
                answer = await me.fetch(address, method=method, **body)
                is_private(answer)
                allowed = {400, 403, 404, 405}  # 400: an empty question for a kernel
                assert answer.code in allowed, (method, address)
                for told in (b"nbformat", b'"id"', b"execution_state", b"[core]"):
                    assert told not in answer.body

    aside(ask())


def test_no_address_leads_to_a_journal_or_any_other_file(server, page, aside, served):
    async def ask():
        me = await page(server).come()
        code, _ = await me.start()
        (tag,) = set(re.findall(r'data-files="/files/(\w+)/"', (await me.visit()).body.decode()))
        path = server.journals / f"{code}.journal"
        header = path.read_bytes()[:64]
        for pattern in TRAVERSALS:
            name = pattern.format(name=f"journals/{path.name}", whole=path)
            for before in (f"/files/{tag}/", "/files/0/", "/", "/api/kernels/", "/6/", "/voila/"):
                answer = await me.fetch(before + name)
                is_private(answer)
                assert answer.code in (400, 403, 404, 405), before + name
                assert header not in answer.body
                assert code.encode() not in answer.body
        await me.goodbye()

    aside(ask())


@pytest.mark.parametrize(
    "query",
    [
        "voila-template=lab",
        "voila-template=../../../../etc",
        "voila-theme=dark&theme=x",
        "voila-reveal-config=1",
        "token=x&base_url=//evil.example/",
        "kernel_name=bash",
    ],
)
def test_an_address_cannot_choose_another_look(server, page, aside, query):
    async def ask():
        bodies = []
        for address in ("6", f"6?{query}"):
            me = page(server, address)
            bodies.append((await me.visit()).body.decode().replace(me.kernel, "kernel"))
            await me.goodbye()
        return bodies

    plain, asked = aside(ask())
    assert plain == asked


def test_every_page_keeps_itself_to_itself(server, page, aside):
    async def ask():
        for address in ("", "6", "8", "check-in", "progress", "questions", "yours", "help"):
            me = page(server, address)
            answer = await me.fetch(f"/{address}")
            assert answer.code == 200
            is_private(answer)
            for one in re.findall(r'data-kernel="(\w+)"', answer.body.decode()):
                me.kernel = one
                is_private(await me.goodbye())
            assert 'src="http' not in answer.body.decode()
        is_private(await me.fetch("/health"))
        is_private(await me.fetch("/06-reassurance.ipynb"))
        is_private(await me.fetch(f"/api/kernels/{'0' * 32}/channels"))

    aside(ask())


def test_a_kernels_name_stands_in_its_own_page_and_nowhere_else(server, page, aside, served):
    async def ask():
        one, other = await page(server).come(), await page(server).come()
        answer = await other.fetch("/6")
        assert one.kernel != other.kernel
        heard = [answer.body.decode(), str(list(answer.headers.get_all()))]
        for address in ("/", "/health", "/api/kernels", f"/{one.kernel[:31]}", "/help"):
            heard.append((await other.fetch(address)).body.decode())
        # What fails is not written down with its name either.
        await other.fetch(
            f"/api/kernels/{one.kernel}/goodbye", method="POST", body="", headers={"Origin": EVIL}
        )
        await other.fetch(f"/api/kernels/{one.kernel}/channels")
        await other.fetch(f"/{one.kernel}")
        assert not any(one.kernel in text for text in heard)
        assert one.kernel not in server.said()
        assert (await one.open("a-b-c", "00"))["kind"] == "refused"  # it is still there
        for each in (one, other):
            await each.goodbye()

    aside(ask())


@pytest.mark.parametrize(
    "guess",
    [
        *("0" * 32, "f" * 31, "0" * 33, "F" * 32, "", "*", "..", "%2e%2e", "%00" * 32, "0" * 5000),
        *("None", "1", "%F0%9F%98%80", "0" * 32 + "%0a", "[0-9a-f]{32}"),
    ],
)
def test_a_guessed_name_opens_no_line(server, aside, guess):
    async def ask():
        address = server.address.replace("http", "ws", 1)
        with pytest.raises(HTTPClientError) as refused:
            await websocket_connect(f"{address}/api/kernels/{guess}/channels")
        return refused.value.code

    assert aside(ask()) == 404


def test_another_sites_page_gets_nowhere(server, page, aside, served):
    async def ask():
        me = await page(server).come()
        address = server.address.replace("http", "ws", 1)
        channels = f"{address}/api/kernels/{me.kernel}/channels"
        for origin in (EVIL, "null", f"{server.address}.evil.example", "http://localhost:1"):
            for path in ("/api/kernels", f"/api/kernels/{me.kernel}/goodbye"):
                answer = await me.fetch(path, method="POST", body="{}", headers={"Origin": origin})
                assert answer.code == 403
                is_private(answer)
            upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Origin": origin}
            upgrade |= {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "x" * 24}
            path = channels.removeprefix(address)
            assert (await me.fetch(path, headers=upgrade)).code == 403
        before = pids(server)
        for kind in ("image", "iframe", "script", "empty"):
            answer = await me.fetch("/6", headers={"Sec-Fetch-Dest": kind})
            assert answer.code == 403
        assert pids(server) <= before
        assert (await me.open("a-b-c", "00"))["kind"] == "refused"  # its line is as it was
        await me.goodbye()

    aside(ask())


BODIES = [
    *(b"", b"{", b"[]", b"null", b"5", b'"page"', b"{}", b'{"page": "6"}', b'{"id": "x"}'),
    *(b"\xff\xfe", b"\x00", b"NaN", b'{"page": NaN, "id": Infinity}', b"[" * 100_000),
    *(b'{"page": ["6"], "id": {}}', b'{"page": "\\ud83d", "id": "\\u0000"}', b"9" * 5000),
    *(b'{"page": "../6", "id": "0"}', b'{"page": "help", "id": "0"}', b"x" * 2_000_000),
]


def test_a_malformed_question_for_a_kernel_starts_none(server, page, aside, served):
    async def ask():
        me = page(server)
        before = pids(server)
        for body in BODIES:
            with suppress(OSError):  # cut off while it was being sent: one far too long
                answer = await me.fetch("/api/kernels", method="POST", body=body)
                assert answer.code in (400, 404), body[:40]
        assert pids(server) <= before

    aside(ask())


@pytest.mark.parametrize(
    "cookie",
    [
        "x" * 10_000,
        '"\\012\\015Set-Cookie: a=b"',
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "a; seat=b; seat=c",
        "é",
        "{{7*7}}",
    ],
    ids=lambda cookie: cookie[:12],
)
def test_a_strange_cookie_is_only_a_name(server, page, aside, cookie):
    async def ask():
        me = page(server, seat=cookie)
        answer = await me.visit()
        assert answer.code == 200
        is_private(answer)
        assert answer.headers.get_list("Set-Cookie") == []
        assert cookie[:8] not in answer.body.decode()
        await me.connect()
        assert (await me.open("a-b-c", "00"))["kind"] == "refused"
        await me.goodbye()

    aside(ask())


def test_the_cookie_of_a_seat_is_out_of_reach_for_scripts_and_other_sites(server, page, aside):
    me = page(server)
    (cookie,) = aside(me.visit()).headers.get_list("Set-Cookie")
    assert re.fullmatch(r"seat=[0-9a-f]{16}; HttpOnly; Path=/; SameSite=Strict", cookie)
    aside(me.goodbye())


def test_requests_that_never_end_keep_nobody_else_out(server, page, aside):
    async def ask():
        host, port = server.address.removeprefix("http://").split(":")
        halves = []
        for number in range(500):
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(
                b"GET /6 HTTP/1.1\r\nHost: x\r\nX: "
                if number % 2
                else b"POST /api/kernels HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
            )
            halves.append(writer)
        good = await page(server).come()
        code, key = await good.start()
        assert (await good.open(code, key))["kind"] == "opened"
        await good.goodbye()
        for writer in halves:
            writer.close()

    aside(ask())


RAW = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET\r\n\r\n",
    b"GET /6 HTTP/9.9\r\nHost: x\r\n\r\n",
    b"GET http://evil.example/6 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /6\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /6 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET /6 HTTP/1.1\r\n\r\n",
    b"POST /api/kernels HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /api/kernels HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"GET /6 HTTP/1.1\r\nHost: x\r\nCookie: seat=\x01\x7f\r\n\r\n",
    b"TRACE / HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT evil.example:80 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"x" * 100_000 + b"\r\n\r\n",
    secrets.token_bytes(4096) + b"\r\n\r\n",
]


def test_what_is_no_request_is_no_trouble(server, aside, served):
    async def ask():
        host, port = server.address.removeprefix("http://").split(":")
        for raw in RAW:
            reader, writer = await asyncio.open_connection(host, int(port))
            writer.write(raw)
            writer.write_eof()
            answer = await reader.read()
            assert not answer.startswith(b"HTTP/1.1 200") or b"evil.example" not in answer
            assert b"Traceback" not in answer
            writer.close()

    aside(ask())
    assert server.process.is_running()


def test_a_full_room_stays_bounded_whatever_cookies_somebody_makes_up(small_server, page, aside):
    server = small_server
    server.until(lambda: not server.kernels())

    async def ask():
        came, codes = [], []
        for number in range(12):
            one = page(server, seat=f"made-up-{number % 4}")
            codes.append((await one.visit()).code)
            if codes[-1] == 200:
                came.append(one)
        assert 2 <= len(came) <= 4
        assert set(codes) == {200, 503}
        answer = await page(server).visit()
        assert answer.code == 503
        assert words("server.full") in answer.body.decode()
        is_private(answer)
        for one in came:
            await one.goodbye()

    aside(ask())
