"""The prose of every notebook: everyday words, short sentences, and not too much of it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat
from textstat.backend.counts import _count_syllables

from exercises.content import modules

WORKBOOK = Path(__file__).parent.parent / "workbook"
NOTEBOOKS = sorted(WORKBOOK.glob("*.ipynb"))
MODULES = [module.notebook for module in modules()]
HIGHEST_GRADE = 8
WORDS = range(700, 1301)
"""Words that a module's prose may have."""


@pytest.fixture(autouse=True)
def no_download(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count syllables with pyphen alone.

    textstat 0.7.13 looks a word up in NLTK's cmudict first, and fetches that from the net when it
    isn't there. Tests reach no other host, and should count the same on every machine. The patch
    stands where the function is used; for a word that isn't in the dictionary, textstat itself
    falls back to pyphen. Hyphenation finds somewhat fewer syllables than the dictionary does, which
    is one more reason why the prose stays well below the limit.
    """
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda lang: {})


def lines(path: Path) -> Iterator[str]:
    """Yield each paragraph and list entry as it is read: no headings, marks or addresses."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        for line in "".join(cell["source"]).splitlines():
            if line.strip() and not line.startswith("#"):
                line = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", line)
                yield re.sub(r"^\s*[-*] |[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}", "", line).strip()


def prose(path: Path) -> str:
    return " ".join(lines(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_read_with_ease(path):
    assert textstat.flesch_kincaid_grade(prose(path)) <= HIGHEST_GRADE


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_neither_short_nor_long(name):
    assert len(prose(WORKBOOK / name).split()) in WORDS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_sentence_is_hard_to_read_aloud(path):
    sentences = re.split(r"(?<=[.!?:;])[”)]*\s+", prose(path))
    assert [one for one in sentences if len(one.split()) > 40] == []


def test_hard_prose_would_be_told():
    hard = (
        "Notwithstanding considerable heterogeneity in operationalisation, contingencies of "
        "self-evaluation constitute a comparatively consequential determinant of interpersonal "
        "functioning, particularly among individuals characterised by attachment insecurity."
    )
    assert textstat.flesch_kincaid_grade(hard) > HIGHEST_GRADE
