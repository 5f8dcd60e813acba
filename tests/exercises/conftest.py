"""A small project of its own, whole and right, for each test to break in one place."""

import json
import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

from exercises import problems
from exercises.schema_scale import Questionnaire

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGES = {
    "index": ("Start", "contents"),
    "check-in": ("Check-in", "check_in"),
    "progress": ("Progress", "progress"),
    "questions": ("Questions", "questions"),
    "more": ("More", "questionnaires"),
    "yours": ("Yours", "yours"),
    "begin": ("Before", None),
    "help": ("Help", "help_lines"),
}
"""The title and the call of every page besides the modules."""
SECTIONS = ("demonstration", "rating", "reflections", "practice", "way_out", "sources")


def markdown(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}


def code(text: str) -> dict:
    source = text.splitlines(keepends=True)
    return {
        "cell_type": "code",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


class Project:
    """The folder of a small project, with ways to change it and to check it."""

    def __init__(self, root: Path):
        self.root = root
        self.module = root / "exercises/en/modules/evening.yaml"
        self.check_in = root / "exercises/en/check-in.yaml"
        self.interface = root / "exercises/en/interface.yaml"
        self.code_words = root / "exercises/en/code-words.yaml"
        self.questions = root / "exercises/en/questions.yaml"
        self.help = root / "exercises/en/help.yaml"
        self.wording = root / "exercises/en/refused-wording.yaml"
        self.keys = root / "exercises/released-keys.yaml"
        self.scale = root / "exercises/scales/example.yaml"
        self.notebook = root / "workbook/03-evening.ipynb"

    def make(self) -> "Project":
        self.module.parent.mkdir(parents=True)
        (self.root / "workbook").mkdir()
        shutil.copy(HERE / "content/module.yaml", self.module)
        for path in (self.check_in, self.questions, self.help, self.wording, self.keys):
            shutil.copy(HERE / "content" / path.name, path)
        self.scale.parent.mkdir()
        shutil.copy(ROOT / "docs/scales/example.yaml", self.scale)
        self.interface.write_text('desk: {saved: "Saved at {time}"}\n')
        shutil.copy(ROOT / "exercises/en/code-words.yaml", self.code_words)
        self.write_notebook(self.page())
        for name, (title, call) in PAGES.items():
            words = markdown(f"# {title}\n\n[An evening](03-evening.ipynb#part)")
            cells = [words] if call is None else [words, code(f"{call}()")]
            self.write_notebook(cells, f"{name}.ipynb")
        return self

    def page(self) -> list[dict]:
        """The cells of the module's page."""
        opening = 'from widgets import module\npage = module("evening")'
        parts = [code(f"page.{section}()") for section in SECTIONS]
        return [markdown("# An evening\n\nOf reading."), code(opening), *parts]

    def write_notebook(self, cells: list[dict], name: str = "03-evening.ipynb") -> None:
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        (self.root / "workbook" / name).write_text(json.dumps(notebook, indent=1))

    def replace(self, old: str, new: str, file: Path | None = None) -> None:
        path = file or self.module
        text = path.read_text()
        assert text.count(old) >= 1, old
        path.write_text(text.replace(old, new, 1))

    def line_of(self, text: str, file: Path | None = None) -> int:
        """The line where a text begins, from 1."""
        lines = (file or self.module).read_text().splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.fixture(scope="session", autouse=True)
def each_file_parsed_once() -> Iterator[None]:
    """Most tests change one file of a project: what the others hold is known from before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("exercises.problems.read_slowly", lru_cache(256)(problems.read_slowly))
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path).make()


@pytest.fixture(scope="session")
def lasting_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One project for all examples of a property; each example writes what it needs."""
    return Project(tmp_path_factory.mktemp("project")).make()


@pytest.fixture
def questionnaire():
    """Make a questionnaire of items that are only numbered."""

    def make(items: int, subscales: dict[str, list[int]], **given) -> Questionnaire:
        filled = {
            "key": "numbered",
            "title": "Numbered items",
            "instructions": "None here.",
            "source": "None.",
            "permission": "No text of anybody is used.",
            "range": {"low": 1, "high": 7},
            "items": [{"key": number} for number in range(1, items + 1)],
        }
        score, least = given.pop("score", "mean"), given.pop("least_answered", "2/3")
        scales = [
            {"key": key, "label": key, "scored_items": of, "score": score, "least_answered": least}
            for key, of in subscales.items()
        ]
        return Questionnaire.model_validate({**filled, "subscales": scales, **given})

    return make


@pytest.fixture
def markdown_cell():
    return markdown


@pytest.fixture
def code_cell():
    return code
