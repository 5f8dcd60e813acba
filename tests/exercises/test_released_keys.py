"""Keys of answers stay for ever: none may vanish, come back, or mean something else."""

import pytest
from typer.testing import CliRunner

from exercises.check import check
from exercises.check_keys import release
from exercises.content import LANGUAGE, load_check_in, modules, words
from exercises.reading import read
from exercises.schema_keys import ReleasedKeys
from server.command import app

BROKEN = [
    # what is there, what stands there instead (in the module), the line, words
    ("key: restless", "key: fidgety", "evening/restless:", "evening/restless, which was released"),
    ("key: restless", "key: lamp", "key: lamp", "evening/lamp, which is retired; write a new key"),
    ("      reversed: true\n", "", "key: restless", "scale calm, which was released as slider"),
    ("{0: never, 5: half the time, 10: always}", "{0: no, 100: yes}", "key: quiet", "0 to 100"),
    (
        "text: I was restless.",
        "text: Somebody knocked at the door.",
        "key: restless",
        "“I was rest",
    ),
    ("tool: breathing", "tool: urge", "key: breathing-out", "practice, urge"),
]


def told(project) -> str:
    return "\n".join(map(str, check(project.root)))


@pytest.mark.parametrize(("old", "new", "where", "said"), BROKEN)
def test_a_key_that_changed_is_told_with_its_line_and_words(project, old, new, where, said):
    if "100" in new:  # all items of a scale run over the same numbers
        text = project.module.read_text().replace("0: never, 10: always", "0: no, 100: yes")
        project.module.write_text(text)
    if "urge" in new:
        breath = "    breath: {in: 4, hold: 0, out: 6}"
        project.replace(breath, "    steps: [{seconds: 9, words: Look.}]")
    project.replace(old, new)
    found = [one for one in check(project.root) if said in str(one)]
    assert found, told(project)
    file = project.keys if where.endswith(":") else project.module
    assert found[0].file == file.relative_to(project.root).as_posix()
    assert found[0].line == project.line_of(where, file)
    assert (
        "released-keys.yaml" in found[0].write or "key" in found[0].write or "retired" in str(found)
    )


def test_a_small_change_of_wording_is_fine(project):
    project.replace("text: I was restless.", "text: I was rather restless.")
    assert told(project) == ""


def test_a_key_that_was_retired_may_be_gone(project):
    project.replace("key: restless", "key: fidgety")
    text = project.keys.read_text().splitlines()
    line = next(one for one in text if "restless" in one)
    text.remove(line)
    project.keys.write_text("\n".join([*text, line]))
    assert told(project) == ""


def test_a_key_stands_in_one_list_only(project):
    project.replace(
        "retired:\n", "retired:\n  evening/quiet: {answers: slider 0 to 10}\n", project.keys
    )
    assert "evening/quiet in both lists" in told(project)


def test_a_module_that_is_gone_takes_its_keys_along_only_with_a_word(project):
    project.module.unlink()
    assert "evening/quiet, which was released" in told(project)


def test_of_a_file_that_cannot_be_read_no_key_is_said_to_be_gone(project):
    project.replace("minutes: 20", "minutes: long")
    assert "evening/quiet" not in told(project)


@pytest.mark.parametrize("key", ["evening", "evening/", "Evening/quiet", "evening/a/b/c/d"])
def test_a_key_that_cannot_be_one_is_told(project, key):
    project.replace("  evening/quiet:", f"  {key}:", project.keys)
    assert "a slash and the key" in told(project)


def test_a_release_adds_what_is_new_and_changes_nothing_else(project):
    before = project.keys.read_text()
    assert release(project.root) == 9
    after = project.keys.read_text()
    keys = ReleasedKeys.model_validate(read(after.encode()))
    assert (
        set(keys.released)
        == {
            *("check-in/afraid", "check-in/met", "check-in/note"),
            *("evening/quiet", "evening/restless", "evening/rested", "evening/visits"),
            *("evening/calls", "evening/exception", "evening/kept", "evening/step"),
            *("evening/breathing-out",),
        }
        | set()
    )
    assert keys.retired == ReleasedKeys.model_validate(read(before.encode())).retired
    assert after.startswith("# Keys stay for ever.\n")
    assert told(project) == ""
    assert release(project.root) == 0
    assert project.keys.read_text() == after


def test_a_release_keeps_the_words_of_the_first_one(project):
    project.replace("text: I was restless.", "text: I was rather restless.")
    release(project.root)
    assert 'asks: "I was restless."' in project.keys.read_text()


def test_every_answer_of_the_workbook_has_a_released_key():
    path = LANGUAGE.parent / "released-keys.yaml"
    keys = ReleasedKeys.model_validate(read(path.read_bytes()))
    asked = {f"check-in/{item.key}" for item in load_check_in().items}
    for module in modules():
        for rating in module.ratings:
            asked |= {f"{module.key}/{item.key}" for item in rating.items}
        asked |= {f"{module.key}/{one.key}" for one in (*module.reflections, *module.practices)}
    assert asked <= set(keys.released)


@pytest.fixture
def command(project, monkeypatch):
    """`workbook check` with these arguments, over the small project."""
    monkeypatch.setattr("server.command.NOTEBOOKS", project.root / "workbook")
    return lambda *arguments: CliRunner().invoke(app, ["check", *arguments])


def test_checking_alone_releases_nothing(project, command):
    before = project.keys.read_text()
    assert command().exit_code == 0
    assert project.keys.read_text() == before


def test_checking_with_release_says_how_many_keys_are_new(project, command):
    told = command("--release")
    assert told.exit_code == 0
    assert words("check.released", count=9) in told.output
    assert "evening/visits" in project.keys.read_text()


def test_nothing_is_released_while_something_is_to_be_put_right(project, command):
    before = project.keys.read_text()
    project.replace("minutes: 20", "minutes: long")
    assert command("--release").exit_code == 1
    assert project.keys.read_text() == before
