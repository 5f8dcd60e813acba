"""What answers besides pages: the state of the server, and addresses below a base."""

import json
from types import SimpleNamespace

from exercises.content import words


def test_health_tells_that_the_server_answers_and_how_full_it_is(server, page, aside):
    async def ask():
        return await page(server).fetch("/health")

    answer = aside(ask())
    told = json.loads(answer.body)
    assert answer.code == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert told["status"] == "ok"
    assert told["room"] == 100
    assert told["pages"] >= 0


def test_below_a_base_address_is_all_that_there_is(small_server, page, aside):
    server = small_server
    assert server.address.endswith("/workbook")
    root = server.address.removesuffix("/workbook")

    async def visit():
        someone = await page(server).come()
        await someone.start()
        assert (await someone.fetch("/06-reassurance.ipynb")).headers["Location"] == "/workbook/6"
        first = await someone.fetch("/help")
        assert (first.code, first.headers.get("Set-Cookie")) == (200, None)
        other = page(server)
        cookie = (await other.visit()).headers["Set-Cookie"]
        assert "Path=/workbook/;" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        await someone.goodbye()
        await other.goodbye()
        someone.server = SimpleNamespace(address=root)
        for path in ("/", "/6", "/health", "/api/kernels", "/06-reassurance.ipynb", "/workbookx"):
            answer = await someone.fetch(path)
            assert answer.code == 404
            assert answer.headers.get("Location") is None
            assert words("server.lost_title") in answer.body.decode().replace("&#39;", "'")

    aside(visit())
    server.until(lambda: server.kernels() == [])
