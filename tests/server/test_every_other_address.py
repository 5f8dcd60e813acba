"""What the server answers without a kernel: its own pages by name, and calm words for the rest."""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
import tornado.httpclient
import tornado.httpserver
import tornado.testing
import tornado.web

from exercises.content import words
from server.application import SHARE, Settings, WorkbookServer, configuration
from server.pages import places
from server.room import Room
from server.site import TEMPLATES, Site


class NoWorkers:
    """Starts nothing: a page that asks for a kernel here fails the test."""


@pytest.fixture
def visit(monkeypatch, tmp_path):
    """Ask the server for addresses that need no kernel; return status, headers and body of each."""
    monkeypatch.setenv("JUPYTER_PATH", str(SHARE))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path))
    # Voilà listens for SIGTERM, which only a main thread may.
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    elsewhere = "https://www.example.org/"
    told = Settings("127.0.0.1", 0, tmp_path, "/", 1, 60.0, elsewhere, 15, False)

    async def ask(workbook, requests):
        app = tornado.web.Application(**workbook.init_settings())
        app.settings.update(workbook.tornado_settings)
        app.add_handlers(".*$", workbook.init_handlers())
        sockets, port = tornado.testing.bind_unused_port()
        http = tornado.httpserver.HTTPServer(app)
        http.add_socket(sockets)
        client = tornado.httpclient.AsyncHTTPClient()
        answers = []
        for address, options in requests:
            answers.append(
                await client.fetch(
                    f"http://127.0.0.1:{port}{address}",
                    raise_error=False,
                    follow_redirects=False,
                    **options,
                )
            )
        http.stop()
        await http.close_all_connections()
        return answers

    def answers(requests):
        workbook = WorkbookServer(config=configuration(told), settings=told)
        workbook.initialize(argv=[])
        workbook.connection_dir = str(tmp_path)
        workbook.site = Site({}, told.base_url, told.leave_to)
        workbook.room = Room(NoWorkers(), tmp_path, told.room, told.longest_break)
        return asyncio.run(ask(workbook, requests))

    def visit(*addresses, **options):
        # In a thread of its own: the browser tests keep an event loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(answers, [(address, options) for address in addresses]).result()

    return visit


LOST = [
    "/nothing",
    "/99",
    "/6/",
    "/06-reassurance",
    "/nothing.ipynb",
    "/voila/render/index.ipynb",
    "/voila/render/06-reassurance.ipynb",
    "/voila/tree",
    "/voila/files/index.ipynb",
    "/files/index.ipynb",
    "/tree",
    "/lab",
    "/api/contents",
    "/api/contents/index.ipynb",
    "/api/sessions",
    "/api/terminals",
    "/../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/<script>alert(1)</script>",
]


def test_every_other_address_is_answered_calmly_and_quotes_nothing(visit):
    for address, answer in zip(LOST, visit(*LOST), strict=True):
        body = answer.body.decode()
        assert answer.code in (403, 404), address
        assert words("server.lost_title") in body.replace("&#39;", "'"), address
        assert "Traceback" not in body
        assert "alert(1)" not in body
        assert "passwd" not in body
        assert answer.headers.get("Location") is None


def test_a_templates_folder_gives_nothing_but_its_files(visit):
    tag = Site({}, "/", "").files.tag
    asked = ("index.html.j2", "../index.html.j2", "..%2findex.html.j2", "conf.json", "../../x.py")
    for answer in visit(*(f"/files/{tag}/{name}" for name in asked)):
        assert answer.code == 404
        assert b"{%" not in answer.body
        assert b"Traceback" not in answer.body


def test_a_lost_page_says_so_in_words_and_leads_back(visit):
    (answer,) = visit("/nothing")
    body = answer.body.decode()
    assert answer.code == 404
    assert words("server.lost_title") in body.replace("&#39;", "'")
    assert words("server.lost") in body
    assert '<a href="/">' in body
    assert "reassurance" not in body


def test_a_notebooks_name_leads_to_its_page(visit):
    found = places()
    answers = visit(*(f"/{name}.ipynb" for name in found))
    for place, answer in zip(found.values(), answers, strict=True):
        assert answer.code == 302
        assert answer.headers["Location"] == f"/{place.address}"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(visit, method):
    body = None if method == "DELETE" else "{}"
    for answer in visit("/", "/6", "/nothing", "/api/contents/x", method=method, body=body):
        assert answer.code in (403, 404, 405)
        assert "Traceback" not in answer.body.decode()


def test_the_pages_own_files_are_served_to_be_kept_for_good(visit):
    site = Site({}, "/", "")
    names = [path.relative_to(TEMPLATES / "static").as_posix() for path in FILES]
    assert len(names) > 5
    for answer in visit(*(f"/files/{site.files.tag}/{name}" for name in names)):
        assert answer.code == 200
        assert answer.body
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_file_under_an_old_tag_is_not_passed_off_as_it(visit):
    (answer,) = visit("/files/0123456789abcdef/page.js")
    assert answer.code == 404
    assert answer.headers["Cache-Control"] == "no-store"


FILES = [
    path
    for path in (TEMPLATES / "static").rglob("*")
    if path.suffix in (".js", ".css", ".svg", ".woff2")
]
