"""Questionnaire files that break a rule: each rule, the field, its line, what is said."""

import pytest

from exercises.check import check

RULES = [
    # what is there, what stands there instead, the line (of the text), the field, words
    ("permission: Our", "permision: Our", "permision:", "permision", "“permission” instead"),
    (
        "permission: Our own items, under the licence in LICENSE-content.\n",
        "",
        "key:",
        "permission",
        "permission: Our own",
    ),
    ("source: Written for this workbook as an example.\n", "", "key: example", "source", "source:"),
    ("  low: 1", "  low: 7", "high:", "range.high", "above the lowest"),
    ("  low: 1", "  low: 1.5", "low:", "range.low", "a whole number"),
    ("5: always}", "6: always}", "labels:", "range.labels.6", "between these two"),
    ("5: always}", "5: 5}", "labels:", "range.labels.5", "text"),
    ("[0, -1, NA]", "[0, 5]", "missing:", "missing[2]", "outside the range"),
    ("[0, -1, NA]", "[0, '5.0']", "missing:", "missing[2]", "5.0, which is also an answer"),
    ("[0, -1, NA]", "[0, ' ']", "missing:", "missing[2]", "a number or a short text"),
    ("- {key: 2,", "- {key: 1,", "lost track", "items[2].key", "1 a second time"),
    ("- {key: 2,", "- {key: '@2',", "lost track", "items[2].key", "the item’s number"),
    ("[3, 6]", "[3, 7]", "reversed_items:", "reversed_items[2]", "7, which is not known"),
    ("[3, 6]", "[3, 3]", "reversed_items:", "reversed_items[2]", "3 a second time"),
    (
        "[1, 2, 3]",
        "[1, 2, 3, 9]",
        "[1, 2, 3, 9]",
        "subscales[1].scored_items[4]",
        "9, which is not",
    ),
    ("[1, 2, 3]", "[1, 2]", "like a chore", "items[3].key", "no subscale is made of"),
    ("[1, 2, 3]", "[1, 2, 3, 1]", "[1, 2, 3, 1]", "subscales[1].scored_items[4]", "a second time"),
    ("[1, 2, 3]", "[]", "[]", "subscales[1].scored_items", "1 or more"),
    (
        "- key: routine",
        "-\n    key: enjoyment",
        "    key: enjoyment",
        "subscales[2].key",
        "a second time",
    ),
    ("score: sum", "score: total", "score: total", "subscales[2].score", "mean or sum"),
    ("3/3", "0.67", "least_answered:", "subscales[2].least_answered", "2/3"),
    ("3/3", "67%", "least_answered:", "subscales[2].least_answered", "12/18"),
    ("3/3", "4/3", "least_answered:", "subscales[2].least_answered", "a share up to 1"),
    ("3/3", "0/3", "least_answered:", "subscales[2].least_answered", "2/3 or 12/18"),
]
NORMS = "    norms: {mean: 10, sd: 2.5, source: Somebody (2020)}\n"
RELIABILITY = "    reliability: {method: alpha, value: 0.8, source: Somebody (2020)}\n"
FIGURES = [
    (RELIABILITY, "reliability", "norms beside it"),
    (NORMS.replace("10", "2.9"), "norms.mean", "score: sum"),
    (NORMS.replace("2.5", "0"), "norms.sd", "above 0"),
    (NORMS.replace(", source: Somebody (2020)", ""), "norms.source", "source:"),
    (NORMS + RELIABILITY.replace("0.8", "1"), "reliability.value", "below 1"),
    (NORMS + RELIABILITY.replace("0.8", "0"), "reliability.value", "above 0"),
    (NORMS + RELIABILITY.replace("alpha", "omega"), "reliability.method", "alpha or retest"),
    (NORMS + RELIABILITY.replace(", source: Somebody (2020)", ""), "reliability.source", "source"),
]


@pytest.mark.parametrize(("old", "new", "where", "field", "said"), RULES)
def test_a_broken_rule_is_told_with_its_line_field_and_words(project, old, new, where, field, said):
    project.replace(old, new, project.scale)
    first = check(project.root)[0]
    assert first.file == "exercises/scales/example.yaml"
    assert said in str(first)
    assert first.field == field
    assert first.line == project.line_of(where, project.scale)


@pytest.mark.parametrize(("lines", "field", "said"), FIGURES)
def test_norms_and_reliability_come_with_their_source_and_fit_the_scores(
    project, lines, field, said
):
    project.replace("    least_answered: 3/3\n", lines, project.scale)
    first = check(project.root)[0]
    assert first.field == f"subscales[2].{field}"
    assert said in str(first)


def test_norms_and_reliability_that_fit_are_in_order(project):
    project.replace("    least_answered: 3/3\n", NORMS + RELIABILITY, project.scale)
    assert check(project.root) == []


def test_a_file_is_named_by_its_key(project):
    project.scale.rename(project.scale.with_name("other.yaml"))
    assert "the key example in a file named other.yaml" in str(check(project.root)[0])


def test_a_questionnaire_may_have_a_modules_key_and_keeps_its_answers_apart(project):
    project.replace("key: example", "key: evening", project.scale)
    project.scale.rename(project.scale.with_name("evening.yaml"))
    assert check(project.root) == []


@pytest.mark.parametrize("beginning", ["scale-", "brought-"])
def test_no_modules_key_begins_like_those_of_something_else(project, beginning):
    project.replace("key: evening", f"key: {beginning}evening")
    assert any("begins like the keys of something else" in str(one) for one in check(project.root))


PAGE = [
    (", text: Reading felt like a chore.", "", "key: 3", "items[3]", "item 3 without its text"),
    ("{1: never, 3: sometimes,", "{3: sometimes,", "range:", "range", "no words for 1"),
    (", 5: always}", "}", "range:", "range", "no words for 5"),
]


@pytest.mark.parametrize(("old", "new", "where", "field", "said"), PAGE)
def test_what_a_page_needs_is_told_if_it_is_not_there(project, old, new, where, field, said):
    project.replace(old, new, project.scale)
    (told,) = check(project.root)
    assert said in str(told)
    assert (told.field, told.line) == (field, project.line_of(where, project.scale))


def test_another_folder_is_read_in_place_of_the_projects_own(project, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    project.replace("score: sum", "score: total", project.scale)
    assert check(project.root, elsewhere) == []
    project.scale.rename(elsewhere / "example.yaml")
    assert check(project.root) == []
    (told,) = check(project.root, elsewhere)
    assert "mean or sum" in str(told)


def test_a_file_of_another_kind_is_told(project):
    (project.scale.parent / "scores.csv").write_text("1,2\n")
    assert "does not end in .yaml" in str(check(project.root)[0])


def test_a_project_without_the_folder_is_in_order(project):
    project.scale.unlink()
    project.scale.parent.rmdir()
    assert check(project.root) == []
