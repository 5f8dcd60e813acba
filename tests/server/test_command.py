"""The `workbook` command and how it sets the server up, without a browser."""

import os
import re
import shutil
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from typer.testing import CliRunner

import server.application
import server.command
from exercises.content import modules, words
from server.application import SHARE, Settings, WorkbookServer, configuration
from server.pages import places
from server.site import TEMPLATES, Site

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run():
    """Call the command as from a shell, in a wide terminal without colours."""
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})
    return lambda *arguments: runner.invoke(server.command.app, list(arguments))


# check


@pytest.fixture
def copied(tmp_path, monkeypatch) -> Path:
    """A copy of the content and the notebooks, to break."""
    shutil.copytree(ROOT / "exercises/en", tmp_path / "exercises/en")
    shutil.copy(ROOT / "exercises/released-keys.yaml", tmp_path / "exercises")
    shutil.copytree(ROOT / "workbook", tmp_path / "workbook")
    monkeypatch.setattr(server.command, "NOTEBOOKS", tmp_path / "workbook")
    return tmp_path


def test_the_content_that_is_shipped_is_in_order(run):
    done = run("check")
    assert done.exit_code == 0, done.output
    assert done.output == words("command.fine") + "\n"


def test_a_copy_of_it_is_in_order_too(run, copied):
    assert run("check").exit_code == 0


def test_a_broken_file_is_told_with_file_line_and_what_to_write(run, copied):
    path = copied / "exercises/en/modules/reassurance.yaml"
    text = path.read_text()
    line = text[: text.index("minutes:")].count("\n") + 1
    path.write_text(re.sub(r"^minutes: .*", "minutes: soon", text, count=1, flags=re.M))
    done = run("check")
    assert done.exit_code == 1
    problem, summary = done.output.splitlines()
    assert problem.startswith(f"exercises/en/modules/reassurance.yaml:{line}: minutes: found")
    assert "minutes: 25" in problem or "as in 5" in problem
    assert summary == words("command.some", count=1)


def test_a_folder_without_anything_is_told_and_not_tripped_over(run, tmp_path, monkeypatch):
    monkeypatch.setattr(server.command, "NOTEBOOKS", tmp_path / "workbook")
    done = run("check")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "no such file" in done.output


def test_a_file_of_rubbish_is_told_and_not_tripped_over(run, copied):
    (copied / "exercises/en/check-in.yaml").write_bytes(b"\xff\x00[[[")
    (copied / "workbook/index.ipynb").write_bytes(b"{")
    done = run("check")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "check-in.yaml:1" in done.output
    assert "index.ipynb" in done.output


# help and arguments


@pytest.mark.parametrize("arguments", [[], ["serve"], ["lab"], ["check"], ["score"]], ids=" ".join)
def test_each_subcommand_has_help(run, arguments):
    done = run(*arguments, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.output
    for name in arguments or ["serve", "lab", "check", "score"]:
        assert name in done.output


def test_without_a_subcommand_the_help_is_shown(run):
    assert "Usage" in run().output


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["serve", "--port", "70000"],
        ["lab", "--port", "x"],
        ["serve", "--lock-after", "0"],
    ],
)
def test_wrong_arguments_are_refused(run, arguments):
    assert run(*arguments).exit_code == 2


def test_serve_hands_its_options_on(run, monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(server.application, "serve", called.append)
    monkeypatch.chdir(tmp_path)
    told = "--no-browser --port 8123 --host 0.0.0.0 --journals mine --base workbook --room 7"
    told += " --longest-break 0.5 --leave-to https://www.example.org/ --lock-after 4"
    done = run("serve", *told.split())
    assert done.exit_code == 0, done.output
    assert called == [
        Settings(
            host="0.0.0.0",
            port=8123,
            journals=tmp_path / "mine",
            base_url="/workbook/",
            room=7,
            longest_break=30.0,
            leave_to="https://www.example.org/",
            lock_after=4,
            open_browser=False,
        )
    ]


def test_serve_listens_to_this_computer_alone_unless_told(run, monkeypatch):
    called = []
    monkeypatch.setattr(server.application, "serve", called.append)
    assert run("serve").exit_code == 0
    (told,) = called
    assert (told.host, told.port, told.base_url) == ("localhost", 8866, "/")
    assert told.journals.is_absolute()
    assert told.longest_break == 2 * 60 * 60
    assert told.lock_after == 15


@pytest.mark.parametrize(
    "base",
    ["/a\r\nSet-Cookie: x=y/", "//evil.example/", "/a b/", "/(/", "/<b>/", "/é/", "/../", "/;/"],
)
def test_a_base_that_is_no_plain_path_is_refused(run, monkeypatch, base):
    called = []
    monkeypatch.setattr(server.application, "serve", called.append)
    done = run("serve", "--base", base)
    assert done.exit_code == 2
    assert " ".join(words("command.base").split())[:20] in done.output
    assert called == []


def test_lab_opens_the_same_notebooks_with_the_same_journals(run, monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(os, "execv", lambda path, arguments: called.append((path, arguments)))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/somewhere")
    monkeypatch.setenv("WORKBOOK_LOCK_AFTER", "15")
    told = f"lab --no-browser --journals {tmp_path} --lock-after 4"
    assert run(*told.split()).exit_code == 0
    ((path, arguments),) = called
    assert path == arguments[0] == sys.executable
    assert f"--ServerApp.root_dir={ROOT / 'workbook'}" in arguments
    assert "--no-browser" in arguments
    assert os.environ["WORKBOOK_JOURNALS"] == str(tmp_path)
    assert os.environ["WORKBOOK_LOCK_AFTER"] == "4"
    assert os.environ["JUPYTER_CONFIG_PATH"].endswith(f"{os.pathsep}/somewhere")


# settings


def told(**others):
    usual = {
        "host": "localhost",
        "port": 8866,
        "journals": Path("journals"),
        "base_url": "/",
        "room": 10,
        "longest_break": 60.0,
        "leave_to": "https://www.example.org/",
        "lock_after": 4,
        "open_browser": False,
    }
    return Settings(**{**usual, **others})


def test_the_server_listens_where_it_was_told_to():
    workbook = configuration(told(host="here", port=1234, open_browser=True)).WorkbookServer
    assert (workbook.ip, workbook.port) == ("here", 1234)
    assert workbook.open_browser is True
    assert workbook.root_dir == str(ROOT / "workbook")


def test_serving_takes_no_settings_from_elsewhere(monkeypatch):
    for name in ("JUPYTER_PATH", "JUPYTER_NO_CONFIG", "WORKBOOK_LOCK_AFTER"):
        monkeypatch.setenv(name, "before")
    called = []
    monkeypatch.setattr(WorkbookServer, "launch_instance", lambda **named: called.append(named))
    server.application.serve(told())
    assert called == [{"argv": [], "config": configuration(told()), "settings": told()}]
    assert os.environ["JUPYTER_PATH"] == f"{SHARE}{os.pathsep}before"
    assert os.environ["JUPYTER_NO_CONFIG"] == "1"
    assert os.environ["WORKBOOK_LOCK_AFTER"] == "4"


def test_the_template_finds_all_its_words():
    template = "".join(path.read_text() for path in TEMPLATES.glob("*.j2"))
    used = set(re.findall(r"book\.words\.(\w+)", template))
    assert len(used) > 10
    for name in used - {"pages", "where_next", "help"}:
        assert words(f"server.{name}")


def test_every_page_is_written_and_names_no_other_host():
    site = Site({}, "/", "https://www.example.org/")
    for place in site.places.values():
        page = site.page(place.address)
        assert page.count("<h1") == 1, place.name
        assert "Traceback" not in page


# places


def test_every_notebook_has_an_address_of_its_own():
    found = places()
    assert set(found) == {path.stem for path in (ROOT / "workbook").glob("*.ipynb")}
    addresses = [place.address for place in found.values()]
    assert len(set(addresses)) == len(addresses)
    assert found["index"].address == ""


def test_an_address_tells_nothing_of_the_subject():
    for place in places().values():
        assert re.fullmatch(r"|\d{1,2}|[a-z]+(-[a-z]+)?", place.address)
    numbers = {str(module.number) for module in modules()}
    assert {place.address for place in places().values()} - numbers <= {
        *("", "check-in", "progress", "questions", "more", "yours", "help", "begin"),
    }


def test_links_of_a_page_lead_to_pages_and_go_both_ways():
    found = places()
    by_address = {place.address: place for place in found.values()}
    assert [link.address for link in found["index"].links] == ["help"]
    for place in found.values():
        for link in place.links:
            assert link.address in by_address
            assert link.label.strip()
            if link.rel == "next":
                back = [one for one in by_address[link.address].links if one.rel == "prev"]
                assert [one.address for one in back] == [place.address]
    assert all(asdict(place)["name"] == name for name, place in found.items())
