"""Files that cannot be read at all: each slip, where it is, what is said."""

from types import SimpleNamespace

import pytest
from ruamel.yaml.error import MarkedYAMLError

from exercises.check import check

TITLE = "title: An evening"

SLIPS = [
    # what is there, what stands there instead, the line (of the text), words
    (TITLE, "\ttitle: An evening", "title:", "a tab"),
    ("  pause: Look up.", "\tpause: Look up.", "pause:", "a tab"),
    (TITLE, "title: 'An evening", "title:", "not closed"),
    (TITLE, "title: 'An evening's end'", "title:", "after a closing quotation mark"),
    (TITLE, 'title: "An "old" evening"', "title:", "after a closing quotation mark"),
    (TITLE, "title: An evening: late", "title:", "colon inside the text"),
    (TITLE, " title: An evening", "title:", "as many spaces in front"),
    ("      scale: calm", "       scale: calm", "scale: calm", "as many spaces in front"),
    ("  pause: Look up.", "pause: Look up.", "grounding:", "as many spaces in front"),
    (TITLE, "title An evening", "title An", "without a colon"),
    (TITLE, "title: [An evening", "title:", "the closing bracket"),
    (TITLE, "title: {An: evening", "title:", "the closing bracket"),
    (TITLE, "title: @evening", "title:", "quotes around the text"),
    (TITLE, "title: `evening`", "title:", "quotes around the text"),
    (TITLE, "title: %evening", "title:", "quotes around the text"),
    (TITLE, "title: *evening", "title:", "quotes around the text"),
    (TITLE, "title: !evening", "title:", "quotes around the text"),
    (TITLE, "title: }", "title:", "quotes around the text"),
    (TITLE, "title: - evening", "title:", "quotes around the text"),
    (TITLE, 'title: "An \\weekend"', "title:", "backslash"),
    (TITLE, "title: > An evening", "title:", "on the next line"),
    (TITLE, f"{TITLE}\ntitle: Two", "title: Two", "title twice"),
    ("        0: not once\n", "        0: not once\n        0: none\n", "0: none", "0 twice"),
    (TITLE, f"{TITLE}\n---", "---", "three dashes"),
    (TITLE, "title: An \x07evening", "title:", "invisible character"),
    ("checked: 2026-11-22", "checked: 2026-13-45", "checked:", "2026-11-22, year first"),
    (TITLE, "title: !!int evening", "title:", "put the text in quotes"),
    (TITLE, "? {title: 1}\n: {}", "? {title", "a word before the colon"),
]


@pytest.mark.parametrize(("old", "new", "where", "said"), SLIPS)
def test_a_slip_is_told_in_words_with_its_line(project, old, new, where, said):
    project.replace(old, new)
    line = project.line_of(where)
    told = [str(problem) for problem in check(project.root)]
    assert any(
        said in text and text.startswith(f"exercises/en/modules/evening.yaml:{line}: ")
        for text in told
    ), told


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "nothing in this file"),
        (b"# only a note\n", 1, "nothing in this file"),
        (b"title: a\nlabel: caf\xe9\n", 2, "UTF-8"),
        ("title: a".encode("utf-16"), 1, "UTF-8"),
        (b"- title\n- key\n", 1, "a list of 2"),
        (b"just words", 1, "the text"),
        (b"5", 1, "the number 5"),
        (b"[" * 4000, 1, "brackets inside one another"),
        (b"a: &a [*a]", 1, "not known here"),
        (b"n: " + b"9" * 5000, 1, "can't be read"),
        (b"? [title]\n: {}", 1, "whose name isn't a word"),
    ],
)
def test_a_file_of_another_kind_is_told_in_words(project, data, line, said):
    project.module.write_bytes(data)
    problems = [one for one in check(project.root) if "evening.yaml" in one.file]
    assert any(said in str(one) and one.line == line for one in problems), problems


def test_a_part_that_holds_itself_is_told(project):
    project.replace("    shared: About {share:.0f} percent.\n", "    shared: &a [*a]\n")
    assert check(project.root)


def test_a_file_that_is_a_folder_is_told(project):
    project.module.unlink()
    project.module.mkdir()
    assert "can't be opened" in str(check(project.root)[0])


def test_what_only_the_fast_parser_refuses_is_told_too(project, monkeypatch):
    project.replace('prompt: "When was it otherwise?"', "prompt: When was it otherwise?")

    def strict(data):
        mark = SimpleNamespace(line=project.line_of("otherwise?") - 1)
        raise MarkedYAMLError(problem_mark=mark)

    monkeypatch.setattr("exercises.problems.read", strict)
    first = next(one for one in check(project.root) if one.file.endswith("evening.yaml"))
    assert first.line == project.line_of("otherwise?")
    assert "quotes around the text" in first.write
