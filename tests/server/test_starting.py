"""What `workbook serve` says when it starts, or why it can't."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from exercises.content import words

SCALES = Path(__file__).parents[1] / "widgets/scales"


def refused(*arguments):
    """Run the command that must not start; return what it says."""
    command = [sys.executable, "-m", "server.command", "serve", "--no-browser", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240)
    assert done.returncode == 1
    assert done.stdout == ""
    return done.stderr


def test_it_says_what_is_served_for_how_many_and_where_journals_are(server):
    serving = words("command.serving", address=f"{server.address}/", room=100)
    journals = words("command.journals", folder=server.journals)
    assert server.said().startswith(f"{serving}\n{journals}\n")
    assert server.journals.stat().st_mode & 0o777 == 0o700


def test_a_taken_port_is_told_in_words(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused(f"--port={port}", f"--journals={tmp_path}")
    assert said == words("command.taken", port=port) + "\n"


def test_an_address_that_is_not_this_computers_is_told_in_words(tmp_path):
    said = refused("--host=192.0.2.1", "--port=0", f"--journals={tmp_path}")
    why = "Cannot assign requested address" if sys.platform == "linux" else ""
    assert said.startswith(words("command.unreachable", host="192.0.2.1", port=0, why=why)[:40])
    assert why in said


def test_a_folder_that_takes_no_journals_is_told_in_words(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    folder = tmp_path / "file" / "journals"
    said = refused("--port=0", f"--journals={folder}")
    assert said == words("command.no_journals", folder=folder, why="Not a directory") + "\n"


def test_a_long_name_of_the_folder_for_temporary_files_does_no_harm(serve, page, aside, tmp_path):
    folder = tmp_path / ("long" * 30)
    folder.mkdir()
    started = serve(env={**os.environ, "TMPDIR": str(folder)})

    async def visit():
        return await (await page(started).come()).start()

    assert aside(visit())


def test_a_questionnaire_that_can_not_be_asked_is_told_with_file_and_line(tmp_path):
    text = (SCALES / "habits.yaml").read_text().replace("score: sum", "score: total")
    (tmp_path / "habits.yaml").write_text(text)
    said = refused("--port=0", f"--journals={tmp_path}/journals", f"--scales={tmp_path}")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "score: total" in one)
    assert said.startswith(f"{tmp_path}/habits.yaml:{line}: subscales[2].score: ")
    assert said.endswith(words("command.scales") + "\n")
    assert "Traceback" not in said


def test_the_folder_that_the_environment_names_is_the_one_that_is_checked(tmp_path, monkeypatch):
    (tmp_path / "habits.yaml").write_text("key: habits\n")
    monkeypatch.setenv("WORKBOOK_SCALES", str(tmp_path))
    said = refused("--port=0", f"--journals={tmp_path}/journals")
    assert said.startswith(f"{tmp_path}/habits.yaml:1: ")
    assert said.endswith(words("command.scales") + "\n")
