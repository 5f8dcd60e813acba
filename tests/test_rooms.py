"""The walls of the house: who imports whom, what a notebook may do, and where words stand."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from exercises.content import words_under
from exercises.schema import WayOut
from journal.protocol import Reason, Why
from journal.taking import COLUMNS
from widgets.paper.record import PARTS

ROOT = Path(__file__).parent.parent

MAY_IMPORT = {
    "exercises": set(),
    "journal": {"exercises"},
    "widgets": {"exercises", "journal"},
    "server": {"exercises", "journal", "widgets"},
}
"""The table of design.md: imports point up only, and nobody imports the server."""
NEVER = {
    "exercises": {"ipywidgets", "anywidget", "IPython", "matplotlib"},
    "journal": {"ipywidgets", "anywidget", "IPython", "matplotlib"},
    "widgets": {"sqlite3", "sqlcipher3", "yaml", "ruamel"},
    "server": {"sqlite3", "sqlcipher3", "yaml", "ruamel"},
}
FILES = [
    pytest.param(room, path, id=path.relative_to(ROOT).as_posix())
    for room in MAY_IMPORT
    for path in sorted((ROOT / room).rglob("*.py"))
]


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    """Yield the first part of every module that a file imports, in a function or at its top."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "rooms are named in full"
            assert node.module
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield str(getattr(node.args[0], "value", "")).split(".")[0]


@pytest.mark.parametrize(("room", "path"), FILES)
def test_imports_point_up_only(room, path):
    rooms = set(imported(path)) & set(MAY_IMPORT)
    assert rooms <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize(("room", "path"), FILES)
def test_a_room_leaves_alone_what_is_not_its_own(room, path):
    assert not set(imported(path)) & NEVER[room]


@pytest.mark.parametrize("room", ["exercises", "journal"])
def test_the_lower_rooms_bring_no_widgets_with_them(room):
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / room).rglob("*.py"))
    ]
    code = f"import sys, {', '.join(names)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not NEVER[room] & set(done.stdout.split())


# Notebooks


NOTEBOOKS = sorted((ROOT / "workbook").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_cell_of_code_is_one_short_call(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for number, cell in enumerate(one for one in cells if one["cell_type"] == "code"):
        source = "".join(cell["source"])
        statements = ast.parse(source).body
        if number == 0:
            opening, *statements = statements
            assert isinstance(opening, ast.ImportFrom)
            assert opening.module == "widgets"
        (statement,) = statements
        assert isinstance(statement, ast.Expr | ast.Assign)
        assert isinstance(statement.value, ast.Call)
        assert max(map(len, source.splitlines())) <= 60
        inner = [*statement.value.args, *(word.value for word in statement.value.keywords)]
        assert all(isinstance(argument, ast.Constant) for argument in inner)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_committed_output_is_a_short_name_and_no_more(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            assert set(output.get("data", {})) == {"text/plain"}
            assert len("".join(output["data"]["text/plain"])) < 80
    assert "widgets" not in json.loads(path.read_text(encoding="utf-8"))["metadata"]


# Words


SAYING = ("widgets", "server")
WORD = r"(?:\b[aAI]\b|[A-Za-z]{2,}(?:[’'][a-z]+)?)"
FOUR_WORDS = re.compile(rf"{WORD}(?:[,;:]? {WORD}){{3}}")


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every text in the code that may reach a person.

    Not docstrings (a text that stands alone), not what a log or an error of ours says (those are
    for whoever reads logs; no error's text is ever shown), not the help of a trait or an option.
    """
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        aside: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            aside = [node.value]
        elif isinstance(node, ast.Raise) and node.exc is not None:
            aside = [node.exc]
        elif isinstance(node, ast.Call):
            aside = [word.value for word in node.keywords if word.arg == "help"]
            if isinstance(node.func, ast.Attribute) and _named(node.func.value) == "log":
                aside += node.args
        for one in aside:
            skipped.update(ast.walk(one))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.lineno, node.value


def _named(node: ast.AST) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


@pytest.mark.parametrize(
    "path",
    [pytest.param(one.values[1], id=one.id) for one in FILES if one.values[0] in SAYING],
)
def test_words_for_people_are_never_in_python(path):
    found = [(line, text) for line, text in literals(tree_of(path)) if FOUR_WORDS.search(text)]
    assert found == []


def test_the_search_for_words_finds_some():
    planted = """x = say(f"Your words are {how} safe here, be sure")
raise Wrong("this one is for logs")
"a doc string of ours"
log.error("this one is for logs")
"""
    found = [text for _, text in literals(ast.parse(planted)) if FOUR_WORDS.search(text)]
    assert found == [" safe here, be sure"]


# The catalogue of the interface


def _reasons(call: str, path: str) -> set[str]:
    """Return the last constant argument of each call of that name in a file."""
    calls = [node for node in ast.walk(tree_of(ROOT / path)) if isinstance(node, ast.Call)]
    last = [node.args[-1] for node in calls if _named(node.func) == call and node.args]
    options = [one for node in last for one in _constants(node)]
    return {one for one in options if isinstance(one, str)}


def _constants(node: ast.AST) -> list[object]:
    if isinstance(node, ast.IfExp):
        return _constants(node.body) + _constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) else []


WHY_UNWRITABLE = set(get_args(Reason))
WRONG_IN_ANSWERS = {
    kind
    for name in ("answers_csv", "answers_header", "history_csv")
    for kind in _reasons("add", f"exercises/{name}.py")
}
PAGE_STATES = {
    "locking",
    "opening",
    "closed",
    "trying",
    "failed",
    "saving",
    "saved",
    "quiet",
    "unkept",
}
FAMILIES: dict[str, set[str]] = {
    # Python
    "bringing.why.{error.reason}": set(get_args(Why)),
    "taking.{column}": set(COLUMNS),
    "save.{unwritable.reason}": WHY_UNWRITABLE,
    "refused.{why}": WHY_UNWRITABLE | _reasons("_refuse", "widgets/desk.py"),
    "contents.why.{why}": _reasons("_offer", "widgets/contents.py"),
    "paper.part.{part}": set(PARTS),
    "practice.{moment}": {"before", "after"},
    "practice.{phase}": {"in", "hold", "out"},
    "practice.{when}": {"before", "after"},
    "progress.{group}": {"markers", "strengths"},
    "score.{kind}.found": WRONG_IN_ANSWERS,
    "score.{kind}.write": WRONG_IN_ANSWERS,
    "refused.{weak}": {"long", "weak"},
    "refused.{unwritable.reason}": WHY_UNWRITABLE,
    "command.{kind}": {"taken", "unreachable"},
    "server.{kind}": {"full", "lost", "trouble"},
    "server.{kind}_title": {"full", "lost", "trouble"},
    "questionnaire.{scale.score}": {"mean", "sum"},
    # JavaScript
    'save.${page.open && page.state === "failed" ? "failed" : shown}': PAGE_STATES,
    "contents.${state}": {"begun", "done"},
    "desk.locked_${page.lock.why}": {"elsewhere", "quiet", "quiet_trying"},
    "out.${part.key}": set(WayOut.model_fields),
    "practice.${moment}": {"before", "after"},
    "practice.${phase}": {"in", "hold", "out"},
    "progress.${name}": {"when", "value", "answered"},
    "progress.ranges.${key}": {"all", "year", "quarter", "month"},
    "progress.done_kinds.${deed.kind}": {"module", "practice"},
    "yours.${kind}_title": {"bring", "erase", "history", "passphrase", "remind", "take"},
    "paper.part.${part}": set(PARTS),
    "yours.${name}": {"csv", "json", "locked", "pdf"},
    "yours.${name}_text": {"csv", "json", "locked", "pdf"},
    "yours.papers.${size}": {"a4", "letter"},
}
"""Keys that the code puts together, and what can stand in the braces."""


def flat(words: dict, prefix: str) -> Iterator[str]:
    for name, below in words.items():
        key = f"{prefix}.{name}"
        if isinstance(below, dict):
            yield from flat(below, key)
        else:
            yield key


GROUPS = [
    *("bringing", "command", "contents", "demonstration", "desk", "form", "help", "keeping"),
    *("out", "paper", "plot", "practice", "progress", "questionnaire", "questions", "rating"),
    *("records", "refused", "save", "score", "server", "sources", "taking", "yours"),
]
"""All but `check`, whose words tests/exercises/test_catalogue_of_the_checker.py looks after."""
KNOWN = {key for group in GROUPS for key in flat(words_under(group), group)}
PREFIX = re.compile(rf"(?:{'|'.join(GROUPS)})\.(?=\S)")
SCRIPTS = [*(ROOT / "widgets/browser").glob("*.js"), *(ROOT / "server/share").rglob("*.js")]
TEMPLATES = list((ROOT / "server/share").rglob("*.j2"))


def in_python() -> Iterator[tuple[str, bool]]:
    """Yield each key in the code, and whether it is surely one (`words` is asked for it)."""
    for path in (param.values[1] for param in FILES):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    part.value
                    if isinstance(part, ast.Constant)
                    else f"{{{ast.unparse(part.value)}}}"
                    for part in node.values
                ]
                if PREFIX.match("".join(parts)):
                    yield "".join(parts), True
            elif isinstance(node, ast.Constant) and PREFIX.match(str(node.value)):
                yield str(node.value), False
            elif isinstance(node, ast.Call) and _named(node.func) == "words":
                yield from ((key, True) for key in map(str, _constants(node.args[0])))


def in_scripts() -> Iterator[tuple[str, bool]]:
    """Yield each key in the scripts: any quoted text that begins as one."""
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        quoted = [*re.findall(r'"([\w.-]*)"', text), *re.findall(r"`([^`]*)`", text)]
        yield from ((key, True) for key in quoted if PREFIX.match(key))


def in_templates() -> Iterator[tuple[str, bool]]:
    """Yield each key in the page templates, which have a group's words by their names."""
    extra = {"pages": "desk.pages", "where_next": "desk.where_next"}
    for path in TEMPLATES:
        for name in re.findall(r"\bwords\.(\w+)", path.read_text(encoding="utf-8")):
            group = "help" if path.name == "help.html.j2" else "server"
            if name != "help":  # the group itself, handed on
                yield extra.get(name, f"{group}.{name}"), True


USED = {*in_python(), *in_scripts(), *in_templates()}


def test_every_group_of_words_is_looked_after():
    from exercises.content import LANGUAGE
    from exercises.reading import read

    assert sorted(read((LANGUAGE / "interface.yaml").read_bytes())) == sorted([*GROUPS, "check"])


def test_every_key_that_the_code_puts_together_is_known_here():
    joined = {key for key, _ in USED if "{" in key}
    assert joined == set(FAMILIES)


def expanded() -> set[str]:
    return {
        re.sub(r"\$?\{.*\}", one, family) for family, members in FAMILIES.items() for one in members
    }


def test_every_key_that_is_used_has_words():
    used = {key for key, surely in USED if surely and not re.match(r"check\.|.*\{", key)}
    assert used | expanded() <= KNOWN


def test_every_key_that_has_words_is_used():
    assert KNOWN - {key for key, _ in USED} - expanded() == set()


# The browser's half


def parts() -> list[type]:
    """Every kind of part with a browser half."""
    import widgets.demonstration
    import widgets.notes
    import widgets.practice  # noqa: F401
    from widgets.part import Part

    waiting, found = [Part], []
    while waiting:
        kind = waiting.pop()
        waiting += [
            below for below in kind.__subclasses__() if below.__module__.startswith("widgets.")
        ]
        if isinstance(kind.__dict__.get("_esm"), str):
            found.append(kind)
    return sorted(set(found), key=lambda kind: kind.__name__)


NODE = shutil.which("node")


def parses(script: str, file: Path) -> None:
    if NODE is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no node: install your system's package `nodejs`")
        pytest.skip("no node to read JavaScript with")
    file.write_text(script, encoding="utf-8")
    done = subprocess.run([NODE, "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", parts(), ids=lambda kind: kind.__name__)
def test_a_parts_browser_half_is_one_whole_module(kind, tmp_path):
    parses(kind._esm, tmp_path / "part.mjs")
    assert kind._esm.count("export default") == 1


@pytest.mark.parametrize(
    "script", sorted((ROOT / "server/share").rglob("*.js")), ids=lambda path: path.name
)
def test_the_pages_own_scripts_can_be_read(script, tmp_path):
    parses(script.read_text(encoding="utf-8"), tmp_path / "page.mjs")


@pytest.mark.parametrize("path", [*SCRIPTS, *TEMPLATES], ids=lambda path: path.name)
def test_nothing_is_shown_that_would_cover_leave(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"showModal|showPopover|requestFullscreen|<dialog|[\"`]dialog|popover=", text
    )
    assert not re.search(r"(?<![.\w])(alert|confirm|prompt)\(", text)


def test_every_file_of_the_browsers_half_is_in_some_part():
    together = "\n".join(kind._esm for kind in parts())
    for path in (ROOT / "widgets/browser").glob("*.js"):
        assert path.read_text(encoding="utf-8") in together, path.name


@pytest.mark.parametrize("kind", parts(), ids=lambda kind: kind.__name__)
def test_a_part_hands_over_the_words_that_its_scripts_say(kind):
    files = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "widgets/browser").glob("*.js")
        if path.read_text(encoding="utf-8") in kind._esm
    ]
    groups = {
        match[1]
        for script in files
        for match in re.finditer(rf'["`]({"|".join(GROUPS)})\.[a-z_$]', script)
    }
    below = kind.__subclasses__()
    handed = {group for one in [kind, *below] for group in one.catalogue}
    together = {one for other in parts() if other._esm == kind._esm for one in other.catalogue}
    assert groups <= handed | together
