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
from server.application import NEUTRAL, SHARE, WorkbookServer, page_resources, settings
from server.pages import places

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


@pytest.mark.parametrize("arguments", [[], ["serve"], ["lab"], ["check"]], ids=" ".join)
def test_each_subcommand_has_help(run, arguments):
    done = run(*arguments, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.output
    for name in arguments or ["serve", "lab", "check"]:
        assert name in done.output


def test_without_a_subcommand_the_help_is_shown(run):
    assert "Usage" in run().output


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["serve", "--port", "70000"], ["lab", "--port", "x"]]
)
def test_wrong_arguments_are_refused(run, arguments):
    assert run(*arguments).exit_code == 2


def test_serve_hands_its_options_on(run, monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(server.application, "serve", lambda *a, **named: called.append((a, named)))
    monkeypatch.chdir(tmp_path)
    done = run("serve", "--no-browser", "--port", "8123", "--host", "0.0.0.0", "--journals", "mine")
    assert done.exit_code == 0, done.output
    assert called == [(("0.0.0.0", 8123, tmp_path / "mine"), {"open_browser": False})]


def test_serve_listens_to_this_computer_alone_unless_told(run, monkeypatch):
    called = []
    monkeypatch.setattr(server.application, "serve", lambda *a, **_: called.append(a))
    assert run("serve").exit_code == 0
    assert called[0][:2] == ("localhost", 8866)
    assert called[0][2].is_absolute()


def test_lab_opens_the_same_notebooks_with_the_same_journals(run, monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(os, "execv", lambda path, arguments: called.append((path, arguments)))
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/somewhere")
    assert run("lab", "--no-browser", "--journals", str(tmp_path)).exit_code == 0
    ((path, arguments),) = called
    assert path == arguments[0] == sys.executable
    assert f"--ServerApp.root_dir={ROOT / 'workbook'}" in arguments
    assert "--no-browser" in arguments
    assert os.environ["WORKBOOK_JOURNALS"] == str(tmp_path)
    assert os.environ["JUPYTER_CONFIG_PATH"].endswith(f"{os.pathsep}/somewhere")


# settings


def test_nobody_chooses_a_template_a_theme_or_sees_a_traceback():
    voila = settings("localhost", 8866, False).VoilaConfiguration
    assert voila.template == "workbook"
    assert voila.allow_template_override == voila.allow_theme_override == "NO"
    assert voila.show_tracebacks is False


def test_only_the_extensions_that_a_page_needs_and_no_files_are_served():
    voila = settings("localhost", 8866, False).VoilaConfiguration
    assert voila.file_allowlist == []
    assert set(voila.extension_allowlist) == {
        "@voila-dashboards/widgets-manager8",
        "@jupyter-widgets/jupyterlab-manager",
        "anywidget",
    }


def test_a_taken_port_is_never_exchanged_for_another():
    workbook = settings("here", 1234, True).WorkbookServer
    assert (workbook.ip, workbook.port, workbook.port_retries) == ("here", 1234, 0)
    assert workbook.open_browser is True
    assert workbook.root_dir == str(ROOT / "workbook")


def test_no_picture_is_dropped_for_want_of_rate():
    assert settings("localhost", 1, False).ZMQChannelsWebsocketConnection.limit_rate is False


def test_serving_takes_no_settings_from_elsewhere(monkeypatch, tmp_path):
    for name in ("WORKBOOK_JOURNALS", "JUPYTER_PATH", "JUPYTER_NO_CONFIG"):
        monkeypatch.setenv(name, "before")
    called = []
    monkeypatch.setattr(WorkbookServer, "launch_instance", lambda **named: called.append(named))
    server.application.serve("localhost", 8866, tmp_path, open_browser=False)
    assert called == [{"argv": [], "config": settings("localhost", 8866, False)}]
    assert os.environ["WORKBOOK_JOURNALS"] == str(tmp_path)
    assert os.environ["JUPYTER_PATH"] == f"{SHARE}{os.pathsep}before"
    assert os.environ["JUPYTER_NO_CONFIG"] == "1"


def test_the_template_has_every_page_and_all_its_words():
    resources = page_resources(places())
    assert set(resources["pages"]) == {path.stem for path in (ROOT / "workbook").glob("*.ipynb")}
    template = (SHARE / "voila/templates/workbook/index.html.j2").read_text()
    used = set(re.findall(r"resources\.workbook\.words\.(\w+)", template))
    assert used <= set(resources["words"])
    assert all(isinstance(resources["words"][name], str) for name in used)
    assert resources["neutral"] == NEUTRAL


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
        *("", "check-in", "progress", "questions", "help"),
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
