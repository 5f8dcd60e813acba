from pathlib import Path

import pytest

from exercises.check import check
from exercises.content import (
    ContentError,
    code_words,
    load,
    load_check_in,
    load_help,
    load_module,
    load_questions,
    modules,
    words,
    words_under,
)
from exercises.reading import read
from exercises.schema import Module

ROOT = Path(__file__).parents[2]


def test_the_workbooks_own_content_has_no_problem():
    assert [str(problem) for problem in check(ROOT)] == []


def test_a_small_whole_project_has_no_problem(project):
    assert [str(problem) for problem in check(project.root)] == []


def test_modules_come_in_order_of_number_and_each_is_read_once():
    numbers = [module.number for module in modules()]
    assert numbers == sorted(numbers)
    assert all(load_module(module.key) is module for module in modules())


def test_a_rating_answers_under_its_modules_key():
    assert all(module.rating.key == module.key for module in modules())


def test_the_check_in_is_a_form_too():
    form = load_check_in()
    assert form.key == "check-in"
    assert {item.scale for item in form.items} == {scale.key for scale in form.scales}


def test_content_cannot_be_changed_once_read():
    with pytest.raises(ValueError, match="frozen"):
        modules()[0].title = "Another"


def test_asking_for_a_module_that_is_not_there_names_those_that_are():
    with pytest.raises(KeyError, match=modules()[0].key):
        load_module("no-such-module")


def test_asking_for_a_module_cannot_reach_another_folder():
    with pytest.raises(KeyError):
        load_module("../check-in")


def test_loading_a_broken_file_says_where_and_what_to_write(project, monkeypatch):
    monkeypatch.setattr("exercises.content.LANGUAGE", project.root / "exercises/en")
    project.replace("minutes: 20", "minutes: long")
    monkeypatch.setattr("exercises.problems.say", lambda key, **fields: f"{key} {fields}")
    with pytest.raises(ContentError, match=r"evening\.yaml.*4"):
        load(project.module, Module)


@pytest.mark.parametrize("text", ["no", "on", "off", "yes", "y", "1:30"])
def test_words_that_other_yaml_takes_for_numbers_or_switches_stay_words(text):
    assert read(f"label: {text}\n{text}: there".encode()) == {"label": text, text: "there"}


def test_a_byte_order_mark_does_no_harm(project):
    project.module.write_bytes(b"\xef\xbb\xbf" + project.module.read_bytes())
    assert check(project.root) == []


def test_windows_line_ends_do_no_harm(project):
    project.module.write_bytes(project.module.read_bytes().replace(b"\n", b"\r\n"))
    assert check(project.root) == []


def test_code_words_are_many_plain_and_apart():
    assert len(code_words()) >= 300
    assert len(set(code_words())) == len(code_words())
    assert {"river", "lemon", "pillow"} <= set(code_words())


def test_no_code_word_is_the_beginning_of_a_form_of_another():
    assert not {f"{word}s" for word in code_words()} & set(code_words())


def test_words_are_filled_in():
    assert words("check.example", name="title") == "title: …"


@pytest.mark.parametrize("key", ["check.no_such_words", "check", "check.example.more", ""])
def test_words_that_are_not_there_are_an_error_that_names_the_key(key):
    with pytest.raises(KeyError, match=key or "''"):
        words(key)


def test_words_that_lack_a_field_are_an_error_that_names_both():
    with pytest.raises(KeyError, match=r"check\.example.*name"):
        words("check.example")


def test_a_part_of_the_words_is_handed_out_as_a_copy():
    part = words_under("check.values")
    assert part["nothing"] == words("check.values.nothing")
    part.clear()
    assert words_under("check.values")


def test_a_single_text_is_not_a_part():
    with pytest.raises(KeyError, match="one text"):
        words_under("check.example")


def texts(value) -> list[str]:
    """Every text below a value."""
    if isinstance(value, dict):
        return [one for below in value.values() for one in texts(below)]
    if isinstance(value, list | tuple):
        return [one for below in value for one in texts(below)]
    return [value] if isinstance(value, str) else []


def test_what_participants_read_has_printed_quotation_marks_and_apostrophes():
    shown = [*modules(), load_check_in(), load_questions(), load_help()]
    found = [text for one in shown for text in texts(one.model_dump())]
    assert [text for text in found if "'" in text or '"' in text] == []


def test_titles_are_short():
    titles = [one.title for one in (*modules(), load_check_in(), load_questions())]
    assert [title for title in titles if len(title) > 45] == []
