"""The source article is covered: every claim of it has a place in the workbook, and the place is there."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from exercises.content import load_questions
from exercises.reading import read

ROOT = Path(__file__).parent.parent
TABLE = read((ROOT / "tests/claims.yaml").read_bytes())
CLAIMS = [
    pytest.param(claim, id=claim["key"])
    for section in TABLE["sections"]
    for claim in section["claims"]
]
SECTIONS = [
    "Opening",
    "What it is",
    "Origins",
    "How it affects relationships",
    "Building healthy independence",
    "Childhood roots",
    "Dependency and interdependence",
    "Therapeutic approaches",
    "Frequently asked questions",
]
"""The article's headings, in our own short words."""


def headings(notebook: str) -> set[str]:
    """The headings of a notebook; for the page of questions, their keys."""
    if notebook == "questions.ipynb":
        return {question.key for question in load_questions().questions}
    path = ROOT / "workbook" / notebook
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return set(re.findall(r"^##? (.+)$", text, re.MULTILINE))


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_has_a_notebook_and_a_heading(claim):
    assert set(claim) <= {"key", "claim", "notebook", "heading", "note"}
    assert claim["claim"]
    assert (ROOT / "workbook" / claim["notebook"]).is_file()
    assert claim["heading"] in headings(claim["notebook"])


def test_every_part_of_the_article_is_there():
    assert [section["section"] for section in TABLE["sections"]] == SECTIONS
    assert all(section["claims"] for section in TABLE["sections"])


def test_each_claim_has_a_key_of_its_own():
    keys = Counter(claim["key"] for section in TABLE["sections"] for claim in section["claims"])
    assert {key for key, times in keys.items() if times > 1} == set()


def test_no_claim_is_without_a_place():
    assert TABLE["unplaced"] == []


def test_the_articles_own_questions_are_among_the_first():
    keys = [question.key for question in load_questions().questions]
    assert keys[:3] == ["what-is-it", "same-as-love", "how-to-lean-less"]
    assert len(keys) >= 3 + 9


def test_where_a_note_names_a_heading_of_a_notebook_it_is_there():
    """As in “Again in 02, What the three ways are.”"""
    numbered = {path.name[:2]: path.name for path in (ROOT / "workbook").glob("[0-9]*.ipynb")}
    for section in TABLE["sections"]:
        for claim in section["claims"]:
            for number, words in re.findall(r"(\d\d), ([^.;]+)[.;]", claim.get("note", "")):
                found = headings(numbered[number])
                assert any(words.startswith(one.rstrip(".")) for one in found), words
