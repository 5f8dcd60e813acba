"""What no file shows alone: files beside each other, models, and notebooks."""

import pytest

from exercises.check import check
from exercises.demonstrations import MODELS


def told(project) -> str:
    problems = check(project.root)
    assert all(problem.found and problem.write for problem in problems)
    return "\n".join(map(str, problems))


def test_a_file_is_named_after_its_key(project):
    project.module.rename(project.module.with_name("night.yaml"))
    assert "night.yaml:2: key: found the key evening in a file named night.yaml" in told(project)


def test_a_number_and_a_key_are_taken_once(project):
    other = project.module.with_name("night.yaml")
    other.write_text(project.module.read_text())
    assert "the number 3, which evening.yaml has" in told(project)
    assert "the key evening, which evening.yaml has" in told(project)


def test_no_module_takes_the_check_ins_key(project):
    project.replace("key: evening", "key: check-in")
    assert "the key check-in, which check-in.yaml has" in told(project)


def test_a_file_of_another_ending_is_told(project):
    project.module.with_suffix(".yml").write_text("key: night")
    assert "does not end in .yaml" in told(project)


@pytest.mark.parametrize(
    "name", ["check_in", "interface", "code_words", "questions", "help", "wording", "keys"]
)
def test_a_missing_file_is_told(project, name):
    getattr(project, name).unlink()
    assert "no such file" in told(project)


def test_a_model_that_is_not_there_is_told(project):
    project.replace("model: inertia", "model: inertai")
    assert "“inertia” instead" in told(project)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    noise: {label", "    nois: {label", "“noise” instead"),
        (
            "    own: {label",
            "    only: {label",
            "demonstrations[1].series.own: found nothing for own",
        ),
        ("    theirs: About", "    their: About", "“theirs” instead"),
        ("{halving:.1f}", "{halve:.1f}", "{halve}, which the model inertia doesn't say"),
        ("high: 0.95", "high: 1", "within 0 to 0.95"),
    ],
)
def test_names_that_a_model_does_not_know_are_told(project, old, new, said):
    project.replace(old, new)
    assert said in told(project)


@pytest.mark.parametrize("case", MODELS["inertia"].cases)
def test_every_case_needs_its_sentence(project, case):
    line = next(
        line
        for line in project.module.read_text().splitlines()
        if line.strip().startswith(f"{case}: About")
    )
    project.replace(line + "\n", "")
    assert f"demonstrations[1].sentences.{case}" in told(project)


def test_a_module_needs_its_notebook_and_the_workbook_its_pages(project):
    for path in (project.root / "workbook").iterdir():
        path.unlink()
    said = told(project)
    for name in ("03-evening", "index", "check-in", "progress", "questions", "yours", "help"):
        assert f"workbook/{name}.ipynb:1: found no such file" in said


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"cells": {"a": 1}}', b"\xff", b"[" * 9999])
def test_a_file_that_is_no_notebook_is_told(project, data):
    project.notebook.write_bytes(data)
    assert "isn't a notebook" in told(project)


@pytest.mark.parametrize(
    "text",
    [
        "def show():\n    pass",
        "for n in range(3): page.rating()",
        "page.rating(); page.practice()",
        "page.rating()\npage.practice()",
        "%matplotlib inline",
        "import numpy\nnumpy.zeros(3)",
        "x = 5",
        "",
        "page.rating(lambda: 5)",
        "page.parts[0].show()",
        "(lambda: 5)()",
        f"page.rating('{'long ' * 20}')",
        "(" * 500,
        "page.rating(\0)",
    ],
)
def test_a_cell_of_code_is_one_short_call(project, code_cell, text):
    project.write_notebook([*project.page(), code_cell(text)])
    assert "cells[9]" in told(project)
    assert "one short call" in told(project)


def test_an_import_stands_only_in_the_first_cell_of_code(project, code_cell):
    cell = code_cell("from widgets import contents\ncontents()")
    project.write_notebook([*project.page(), cell])
    assert "one short call" in told(project)


@pytest.mark.parametrize(
    "style", ["<style>p {}</style>", '<p style="color: red">a</p>', "<script>"]
)
def test_a_cell_of_text_has_no_styling(project, markdown_cell, style):
    project.write_notebook([*project.page(), markdown_cell(f"Words.\n\n{style}")])
    assert "plain Markdown" in told(project)


def test_the_first_heading_is_the_title(project):
    page = project.page()
    page[0]["source"] = ["Words.\n", "\n", "# A night\n"]
    project.write_notebook(page)
    assert "# An evening as the first heading" in told(project)
    page[0]["source"] = "## An evening"
    project.write_notebook(page)
    assert "# An evening as the first heading" in told(project)


def test_the_page_opens_its_own_module(project, code_cell):
    page = project.page()
    page[1] = code_cell('from widgets import module\npage = module("night")')
    project.write_notebook(page)
    assert 'write module("evening")' in told(project)


def test_a_page_that_opens_no_module_is_told(project, code_cell):
    page = project.page()
    page[1] = code_cell("from widgets import contents\ncontents()")
    project.write_notebook(page)
    assert "no cell that opens the module" in told(project)


def test_a_page_that_opens_a_module_without_a_file_is_told(project, code_cell):
    cell = code_cell('from widgets import module\npage = module("night")')
    project.write_notebook([cell], "09-night.ipynb")
    assert "exercises/en/modules/night.yaml" in told(project)


def test_each_part_of_a_page_is_there(project):
    for index in range(2, 8):
        page = project.page()
        part = "".join(page.pop(index)["source"])
        project.write_notebook(page)
        assert f"found no {part}" in told(project)


def test_each_part_is_there_once_in_order_and_known(project, code_cell):
    page = project.page()
    project.write_notebook([*page, code_cell("page.rating()")])
    assert "page.rating() a second time" in told(project)
    page[2], page[3] = page[3], page[2]
    project.write_notebook([*page, code_cell("page.quiz()")])
    assert "page.demonstration() after page.rating()" in told(project)
    assert "cells[9]: found page.quiz(); write one of these: page.demonstration()" in told(project)


@pytest.mark.parametrize("target", ["07-night.ipynb", "../nowhere.md", "a%20b.ipynb#c", "x" * 999])
def test_a_link_that_leads_nowhere_is_told(project, markdown_cell, target):
    project.write_notebook([*project.page(), markdown_cell(f"See [it]({target}).")])
    assert "which isn't there" in told(project)


@pytest.mark.parametrize(
    "target", ["index.ipynb", "index.ipynb#part", "#part", "https://x.org/y", "mailto:a@b.org"]
)
def test_a_link_that_leads_somewhere_is_fine(project, markdown_cell, target):
    project.write_notebook([*project.page(), markdown_cell(f"See [Start]({target}).")])
    assert told(project) == ""


def test_a_notebooks_problem_has_the_line_of_its_cell(project, markdown_cell):
    project.write_notebook([*project.page(), markdown_cell("See [it](nowhere.ipynb).")])
    line = project.line_of("nowhere", project.notebook)
    assert f"03-evening.ipynb:{line}: cells[9]" in told(project)


def test_an_editors_checkpoints_are_left_alone(project):
    folder = project.root / "workbook/.ipynb_checkpoints"
    folder.mkdir()
    (folder / "index-checkpoint.ipynb").write_text("")
    assert told(project) == ""
