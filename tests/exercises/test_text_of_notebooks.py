"""The text of a notebook: links say a page's title, works that are named are sources, pages call."""

import pytest

from exercises.check import check


def told(project) -> str:
    return "\n".join(map(str, check(project.root)))


def test_a_link_says_the_title_of_its_page(project, markdown_cell):
    project.write_notebook([*project.page(), markdown_cell("Go to\n[this page](index.ipynb#a).")])
    (first,) = check(project.root)
    assert "a link that says “this page”; write the title of the page it leads to, “Start”" in str(
        first
    )
    assert first.line == project.line_of("this page", project.notebook)


def test_a_question_leads_to_a_page_by_its_title(project):
    project.replace("{text: An evening, notebook", "{text: Evenings, notebook", project.questions)
    (first,) = check(project.root)
    assert first.field == "questions[1].links[1].text"
    assert "“An evening”" in first.write


@pytest.mark.parametrize(
    ("notebook", "said"),
    [("09-night.ipynb", "which isn't there"), ("../a.ipynb", "the name of a page")],
)
def test_a_question_leads_to_a_page_that_is_there(project, notebook, said):
    project.replace("notebook: 03-evening.ipynb}", f'notebook: "{notebook}"}}', project.questions)
    assert said in told(project)
    assert "questions[1].links[1].notebook" in told(project)


SOURCE = '  - {text: "Ekdal, H., & Relling, G. (1984). Ducks.", about: lofts, link: "doi:10.1000/1", checked: 2026-11-22}\n'


@pytest.mark.parametrize(
    "text",
    [
        "It has been seen (Ekdal and Relling, 1984).",
        "Ekdal (1984) saw it.",
        "Others saw it too (as in Ekdal, 1984; and Relling and others, 1984).",
        "In the year 1867 it was bought, and 400 people came (most of them in May).",
    ],
)
def test_a_work_that_is_among_the_sources_may_be_named(project, markdown_cell, text):
    project.replace("sources:\n", f"sources:\n{SOURCE}")
    project.write_notebook([*project.page(), markdown_cell(text)])
    assert told(project) == ""


@pytest.mark.parametrize(
    "text",
    [
        "It has been seen (Werle, 1984).",
        "It has been seen (Ekdal, 1985).",
        "Werle (1984) saw it.",
        "It has been seen (Ekdal, 1984; Werle, 1984).",
    ],
)
def test_a_work_that_is_not_among_the_sources_is_told(project, markdown_cell, text):
    project.replace("sources:\n", f"sources:\n{SOURCE}")
    project.write_notebook([*project.page(), markdown_cell(f"Words.\n\n{text}")])
    (first,) = check(project.root)
    assert "not among the module’s sources" in first.found
    assert first.line == project.line_of("saw" if "saw" in text else "seen", project.notebook)


@pytest.mark.parametrize(
    ("page", "call"),
    [
        ("index", "contents()"),
        ("check-in", "check_in()"),
        ("progress", "progress()"),
        ("questions", "questions()"),
        ("yours", "yours()"),
        ("help", "help_lines()"),
    ],
)
def test_every_page_calls_what_it_is_for(project, markdown_cell, code_cell, page, call):
    title = {"index": "Start", "check-in": "Check-in"}.get(page, page.capitalize())
    project.write_notebook([markdown_cell(f"# {title}"), code_cell("other()")], f"{page}.ipynb")
    assert f"workbook/{page}.ipynb:1: found no cell with {call}" in told(project)


def test_the_page_of_questions_has_the_title_of_its_file(project):
    project.replace("title: Questions", "title: Asked often", project.questions)
    assert "# Asked often as the first heading" in told(project)


def test_a_page_without_its_file_is_told(project):
    project.questions.unlink()
    project.help.unlink()
    assert "exercises/en/questions.yaml:1: found no such file" in told(project)
    assert "exercises/en/help.yaml:1: found no such file" in told(project)


HELP = [
    ("key: gb", "key: GB", "countries[1].key", "small letters"),
    ('reach: "999"', "reach: 999", "countries[1].lines[1].reach", "in quotes"),
    ('reach: "999"', 'reach: "ask"', "countries[1].lines[1].reach", "reaches nobody"),
    ("kind: emergency", "kind: crisis", "countries[1].lines", "an emergency line"),
    ("kind: emergency", "kind: therapy", "countries[1].lines[1].kind", "emergency or violence"),
    ("checked: null", "checked: 2026", "countries[1].lines[2].checked", "year first"),
    ("        checked: null\n", "", "countries[1].lines[2].checked", "checked: 2026-11-22"),
    ('"https://example.org/999"', '"http://a.org"', "countries[1].lines[1].source", "https://"),
    ("Checked, {day}", "Checked", "meanings.checked", "{day} once"),
    ("about: All countries.", "abuot: All countries.", "finders[1].abuot", "“about” instead"),
]


@pytest.mark.parametrize(("old", "new", "field", "said"), HELP)
def test_a_slip_in_the_lines_of_help_is_told(project, old, new, field, said):
    project.replace(old, new, project.help)
    (first,) = check(project.root)
    assert first.file == "exercises/en/help.yaml"
    assert first.field.startswith(field)
    assert said in str(first)
    assert first.line > 1


QUESTIONS = [
    ("    options:\n      - {text: Long, reply: It can be.}\n", "    options:\n", "2 or more"),
    ("reply: It can be.", "repyl: It can be.", "“reply” instead"),
    ("    explanation: It depends.\n", "", "explanation: In one study"),
]


@pytest.mark.parametrize(("old", "new", "said"), QUESTIONS)
def test_a_slip_in_the_questions_is_told(project, old, new, said):
    project.replace(old, new, project.questions)
    assert said in told(project)
    assert "exercises/en/questions.yaml" in told(project)
