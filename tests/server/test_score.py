"""`workbook score`: a questionnaire and a file of answers, from the shell."""

import io
import os
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import server.command
import server.score
from exercises.content import words

ROOT = Path(__file__).parents[2]
ANSWERS = "code;1;2;3;4;5;6\n=a;1;2;3;4;5;1\nb;;0;NA;4;5;1\nc;5;5;1;4;;1\n"
SCORES = "enjoyment;routine\n2;14\n;14\n5;\n"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A folder with the example and answers to it, where the command is run."""
    shutil.copy(ROOT / "docs/scales/example.yaml", tmp_path / "scale.yaml")
    (tmp_path / "answers.csv").write_text(ANSWERS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder):
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"})

    def call(*options: str, scale: str = "scale.yaml", answers: str = "answers.csv"):
        return runner.invoke(server.command.app, ["score", scale, answers, *options])

    return call


def test_scores_are_shown_and_how_many_there_are_is_told_beside(run):
    done = run("--keep", "code")
    assert done.exit_code == 0, done.output
    assert done.stdout == "code;enjoyment;routine\n'=a;2;14\nb;;14\nc;5;\n"
    assert done.stderr.splitlines() == [
        words("score.scored", key="enjoyment", scored=2, rows=3, none=1),
        words("score.scored", key="routine", scored=2, rows=3, none=1),
    ]


def test_a_summary_is_shown_instead(run):
    done = run("--keep", "code", "--summary")
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("subscale;items;n;mean;sd;alpha;alpha_n;r_enjoyment;r_routine\n")
    assert "\nenjoyment;3;2;3.5;" in done.stdout


def test_scores_are_written_for_their_owner_alone(run, folder):
    (folder / "answers.csv").write_text(
        ANSWERS.replace("code;", "").replace("=a;", "").replace("b;", "").replace("c;", "")
    )
    done = run("--out", "scores.csv")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (folder / "scores.csv").read_bytes().decode() == SCORES
    assert (folder / "scores.csv").stat().st_mode & 0o077 == 0


def test_with_a_problem_nothing_is_scored_or_written(run, folder):
    (folder / "scores.csv").write_text("from before")
    done = run("--out", "scores.csv")
    assert done.exit_code == 1
    assert done.stdout == ""
    problem, last = done.stderr.splitlines()
    assert problem.startswith("answers.csv: row 1, column 1 (code): found a column that is no item")
    assert '--keep "code"' in problem
    assert last == words("score.nothing")
    assert (folder / "scores.csv").read_text() == "from before"
    assert {path.name for path in folder.iterdir()} == {"scale.yaml", "answers.csv", "scores.csv"}


def test_a_questionnaire_with_a_problem_is_told_as_check_tells_it(run, folder):
    text = (folder / "scale.yaml").read_text()
    (folder / "scale.yaml").write_text(text.replace("score: mean", "score: average"))
    done = run("--keep", "code")
    assert done.exit_code == 1
    assert "subscales[1].score: found the text “average”; write mean or sum" in done.stderr


@pytest.mark.parametrize("missing", ["scale", "answers"])
def test_a_file_that_is_not_there_is_told(run, missing):
    done = run(**{missing: "nowhere.file"})
    assert done.exit_code == 1
    assert "nowhere.file" in done.stderr
    assert "found a file that can" in done.stderr


@pytest.mark.parametrize("name", ["answers.csv", "scale.yaml", "./answers.csv", "link.csv"])
def test_what_is_read_is_never_written_over(run, folder, name):
    (folder / "link.csv").symlink_to("answers.csv")
    done = run("--keep", "code", "--out", name)
    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        1,
        words("score.is_input", file=Path(name)),
    )
    assert (folder / "answers.csv").read_text() == ANSWERS


@pytest.mark.parametrize("name", [".", os.devnull])
def test_a_folder_or_a_device_is_not_written_over(run, name):
    done = run("--keep", "code", "--out", name)
    assert (done.exit_code, done.stderr.splitlines()[0]) == (1, words("score.not_file", file=name))
    assert not Path(os.devnull).is_file()


def test_a_place_that_cannot_be_written_is_told(run):
    done = run("--keep", "code", "--out", "no-such-folder/scores.csv")
    assert done.exit_code == 1
    assert "no-such-folder/scores.csv could not be written" in done.stderr


def test_a_column_asked_for_twice_is_kept_once(run):
    assert run("--keep", "code", "--keep", "code").stdout.startswith("code;enjoyment;")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("long", "stderr", "shown"),
    [(1, Terminal(), True), (10**9, Terminal(), False), (1, io.StringIO(), False)],
)
def test_progress_is_shown_for_a_long_file_on_a_terminal_only(
    folder, monkeypatch, long, stderr, shown
):
    monkeypatch.setattr(server.score, "LONG", long)
    monkeypatch.setattr(sys, "stderr", stderr)
    arguments = (folder / "scale.yaml", folder / "answers.csv", folder / "scores.csv", ["code"])
    assert len(list(server.score.score(*arguments, summary=False))) == 2
    assert (words("score.reading", file="answers.csv") in stderr.getvalue()) is shown
    assert (folder / "scores.csv").exists()
