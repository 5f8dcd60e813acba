"""What the documents say holds: commands, folders, links, messages, pins, licences."""

import fnmatch
import json
import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typer
import yaml
from typer.testing import CliRunner

from exercises.check import check
from server.command import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
DOCUMENTS = {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING, "SECURITY.md": SECURITY}
REQUIREMENTS = ("requirements.txt", "requirements-test.txt", "requirements-audit.txt")
DEPLOY = ROOT / "deploy"

LINK = re.compile(r"(?<!`)\[[^]]*\]\(([^)\s]+)\)")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))

# In pieces, so that this file holds none of them.
REGISTRIES = (
    "pypi.org" + "/simple",
    "files.python" + "hosted.org",
    "registry." + "npmjs.org",
    "conda." + "anaconda.org",
    "test." + "pypi.org",
)
OWN_PLACES = re.compile(
    rb"(?<![\w./~>*-])/(?:" + b"|".join((b"home", b"Users", b"root", b"work")) + rb")/[\w.-]"
)
"""A folder of one person or one machine, as an absolute path."""


def ours() -> list[Path]:
    """Every file of the project: what git has or would take; without git, what it doesn't ignore."""
    command = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    command += ["--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout
        names = [os.fsdecode(name) for name in listed.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):
        ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
        patterns = [line.strip("/") for line in ignored] + [".git"]
        names = [
            str(path.relative_to(ROOT))
            for path in ROOT.rglob("*")
            if not any(
                fnmatch.fnmatch(part, pattern)
                for part in path.relative_to(ROOT).parts
                for pattern in patterns
            )
        ]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


OURS = ours()


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def commands_in(text: str, start: str) -> set[str]:
    """The words that follow a command where a document shows it, in a block or between ticks."""
    return set(re.findall(rf"(?:`|^ +|/){start} ([a-z]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_make_command_of_a_document_is_in_the_makefile(name):
    shown = commands_in(DOCUMENTS[name], "make")
    assert shown >= ({"audit"} if name == "SECURITY.md" else {"serve", "test"})
    assert shown <= TARGETS


def test_every_target_is_listed_by_make_and_never_taken_for_a_file():
    phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())
    described = set(re.findall(r"^([a-z]+):.* ## \w", MAKEFILE, re.MULTILINE))
    assert phony == described == TARGETS


def test_every_workbook_command_and_option_of_a_document_exists():
    known = typer.main.get_command(app).commands
    shown = set()
    others = (ROOT / "environment.yml", *sorted(DEPLOY.iterdir()))
    for text in (*DOCUMENTS.values(), *(path.read_text(encoding="utf-8") for path in others)):
        for line in re.findall(r"\bworkbook (?:serve|lab|check|score|worksheets)\b[^`\n]*", text):
            subcommand = line.split()[1]
            parameters = known[subcommand].params
            options = {name for one in parameters for name in (*one.opts, *one.secondary_opts)}
            assert set(re.findall(r"--[a-z-]+", line)) <= {*options, "--help"}, line
        shown |= commands_in(text, "workbook")
    assert shown >= {"serve", "check"}
    assert shown <= set(known)


def test_the_readme_has_the_defaults_of_serve():
    serve = typer.main.get_command(app).commands["serve"]
    defaults = {one.opts[0]: one.default for one in serve.params}
    text = " ".join(README.split())
    told = re.search(r"`--room` is how many there may be at once, (\d+) unless", text)[1]
    assert int(told) == defaults["--room"]
    told = re.search(r"`--longest-break`, (\d+) minutes", text)[1]
    assert float(told) == defaults["--longest-break"]
    assert "wikipedia" in defaults["--leave-to"]
    assert "goes to Wikipedia, or where `--leave-to` says" in text


def test_the_examples_for_a_server_fit_each_other():
    nginx = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    service = (DEPLOY / "workbook.service").read_text(encoding="utf-8")
    (started,) = re.findall(r"^ExecStart=\S+/workbook serve (.*)$", service, re.MULTILINE)
    options = dict(re.findall(r"(--(?:host|port|base)) (\S+)", started))
    assert f"http://{options['--host']}:{options['--port']};" in nginx
    assert f"location {options['--base']} {{" in nginx
    (by_hand,) = re.findall(r"^# +workbook serve (.*)$", nginx, re.MULTILINE)
    assert dict(re.findall(r"(--(?:host|port|base)) (\S+)", by_hand)) == options
    serve = typer.main.get_command(app).commands["serve"]
    (longest,) = (one.default for one in serve.params if "--longest-break" in one.opts)
    for hours in re.findall(r"proxy_(?:read|send)_timeout (\d+)h;", nginx):
        assert 60 * int(hours) > longest


def test_the_readme_lists_every_folder_and_no_other():
    listed = set(re.findall(r"^\| \[`([^`]+)/`\]\(", README, re.MULTILINE))
    there = {path.relative_to(ROOT).parts[0] for path in OURS if path.parent != ROOT}
    assert listed == there


def test_contributing_lists_the_rooms_that_are_installed():
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms = {name.split(".")[0] for name in setup["tool"]["setuptools"]["packages"]}
    listed = set(re.findall(r"^\| `([a-z]+)/` \|", CONTRIBUTING, re.MULTILINE))
    assert listed == rooms | {"workbook", "tests"}


@pytest.mark.parametrize("path", [path for path in OURS if path.suffix == ".md"], ids=named)
def test_every_relative_link_leads_to_a_file_and_heading(path):
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme == "https", link
            continue
        target = path.parent / unquote(parts.path) if parts.path else path
        assert target.exists(), link
        if parts.fragment:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}
            assert parts.fragment in anchors, link


def test_paths_that_documents_name_are_there():
    folders = "exercises|journal|widgets|workbook|server|tests|benchmarks|deploy|docs"
    for name, text in DOCUMENTS.items():
        for path in re.findall(rf"`((?:{folders})/[\w./-]+)`", text):
            if "14-my-module" not in path:
                assert (ROOT / path).exists(), f"{name}: {path}"


def test_pictures_are_small_and_say_what_they_show():
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert sum(path.stat().st_size for path in pictures) < 300_000
    shown = re.findall(r"!\[([^]]*)\]\(docs/images/([^)]+)\)", README)
    assert {file for _, file in shown} == {path.name for path in pictures}
    assert all(len(words) > 20 for words, _ in shown)


def test_the_checkers_messages_in_contributing_are_its_own(tmp_path):
    text = " ".join(CONTRIBUTING.split())
    slips = re.findall(
        r"[Ww]ith `([^`]+)` instead of `([^`]+)`: (\S+?):\d+: (.*?)(?= With | A )", text
    )
    assert len(slips) == 2
    for index, (wrong, right, file, told) in enumerate(slips):
        copy = tmp_path / str(index)
        for folder in ("exercises/en", "workbook"):
            shutil.copytree(ROOT / folder, copy / folder)
        shutil.copy(ROOT / "exercises/released-keys.yaml", copy / "exercises")
        path = copy / file
        content = path.read_text(encoding="utf-8")
        assert right in content
        path.write_text(content.replace(right, wrong, 1), encoding="utf-8")
        [problem] = check(copy)
        # Without the line, which moves whenever something above it is written.
        assert re.sub(r":\d+:", "", str(problem), count=1) == f"{file} {told}"


def test_the_scores_in_contributing_are_those_of_its_answers(tmp_path):
    start = CONTRIBUTING.index("With answers in `answers.csv`")
    blocks = re.findall(r"\n\n((?: {4}.*\n)+)", CONTRIBUTING[start:])
    answers, scores = (block.replace("    ", "") for block in blocks[:2])
    path = tmp_path / "answers.csv"
    path.write_text(answers)
    arguments = ["score", str(ROOT / "docs/scales/example.yaml"), str(path), "--keep", "code"]
    assert CliRunner().invoke(app, arguments).stdout == scores


def test_the_page_in_contributing_has_the_calls_of_a_real_one():
    section = CONTRIBUTING[CONTRIBUTING.index("## Add a module") :]
    shown = re.findall(r"^ {7}(\S.*)$", section, re.MULTILINE)
    notebook = json.loads((ROOT / "workbook/06-reassurance.ipynb").read_text(encoding="utf-8"))
    calls = ["".join(one["source"]) for one in notebook["cells"] if one["cell_type"] == "code"]
    wanted = "\n".join(calls).replace("reassurance", "my-module")
    assert shown == wanted.split("\n")


@pytest.mark.parametrize("path", OURS, ids=named)
def test_no_file_holds_a_registry_or_a_folder_of_one_machine(path):
    content = path.read_bytes()
    for registry in REGISTRIES:
        assert registry.encode() not in content
    if b"\0" not in content[:1024]:
        assert not OWN_PLACES.search(content)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_a_requirements_file_pins_every_package_once(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [re.fullmatch(r"([A-Za-z0-9][\w.-]*)==(\d[\w.!+]*)", line) for line in lines]
    assert all(pins), [line for line, pin in zip(lines, pins, strict=True) if not pin]
    packages = [re.sub(r"[-_.]+", "-", pin[1]).lower() for pin in pins]
    assert len(packages) == len(set(packages))


def test_the_audit_asks_for_every_pin_and_fails_where_it_gets_no_answer():
    assert re.search(r"^PINNED := (.*)$", MAKEFILE, re.MULTILINE)[1].split() == list(REQUIREMENTS)
    (command,) = re.findall(r"^\t.* -m pip_audit (.*)$", MAKEFILE, re.MULTILINE)
    assert "--strict" in command
    assert "$(PINNED:%=-r %)" in command


def test_what_installs_the_project_is_pinned_too():
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for needed in setup["build-system"]["requires"]:
        assert re.search(rf"^{needed}==", pinned, re.MULTILINE)


def test_the_conda_environment_installs_the_pins_and_the_project():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert environment["channels"] == ["conda-forge"]
    *packages, by_pip = environment["dependencies"]
    assert packages == ["python=3.11", "pip"]
    assert by_pip["pip"] == ["-r requirements.txt", "-e ."]
    setup = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    # Nothing beyond the pins is needed, or the second line would bring in something unpinned.
    assert setup["tool"]["setuptools"]["dynamic"]["dependencies"]["file"] == ["requirements.txt"]
    assert setup["project"]["requires-python"] == ">=3.11"


def test_each_licence_names_itself_and_what_it_covers():
    code = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert code.startswith("BSD 3-Clause License")
    assert "Copyright (c) 2026, the workbook's contributors" in code
    content = (ROOT / "LICENSE-content").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in content
    assert (ROOT / "exercises/en").is_dir()
    assert "exercises/en" in content


def test_every_bundled_font_has_its_licence_beside_it():
    fonts = [path for path in OURS if path.suffix in {".woff2", ".ttf", ".otf"}]
    assert fonts
    for font in fonts:
        family = re.sub(r"[-\d]", "", font.stem.lower())
        licences = [one.stem.removeprefix("OFL-").lower() for one in font.parent.glob("OFL-*.txt")]
        assert any(family.startswith(re.sub(r"\d", "", one)) for one in licences), font.name


def test_the_run_for_a_clean_machine_can_be_started_and_skips_nothing():
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    text = run.read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "export CI=true" in text
    assert "make test" in text
    for package in ("chromium", "nginx-light", "openssl"):
        assert f"missing+=({package})" in text
