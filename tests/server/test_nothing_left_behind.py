"""A sentence that somebody wrote is nowhere on the disk, whatever happens to the kernel."""

import hashlib
import json
import os
import resource
import signal
import stat
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from exercises.content import load_check_in, modules

PLANTED = "The heron waited by the weir until the lamps went out"
PASSPHRASE = "seven quiet otters cross a bridge"
WORDY = ("line", "text")
CORES = [Path("/"), Path("/tmp"), Path("/var/crash"), Path("/var/lib/systemd/coredump")]
NOTEBOOKS = Path(__file__).parents[2] / "workbook"


def holding(*folders):
    """Return the files that hold the sentence, in UTF-8 or in UTF-16."""
    needles = [PLANTED.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(one in path.read_bytes() for one in needles)]


def cores():
    return {path for folder in CORES if folder.is_dir() for path in folder.glob("*core*")}


def digests():
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in NOTEBOOKS.rglob("*.ipynb")}


def written(spec):
    """The sentence wherever a field has room for words; None for one that has none."""
    if spec["control"] in WORDY:
        return PLANTED
    if spec["control"] == "list":
        wordy = {column["key"]: column["control"] in WORDY for column in spec["columns"]}
        return [{key: PLANTED if there else None for key, there in wordy.items()}]
    return None


async def write_everywhere(page):
    """Plant the sentence in every field of a page; return in how many."""
    planted = 0
    for part in page.parts:
        spec = part["state"]["spec"]
        told = {}
        if str(spec.get("key", "")).endswith("/keep"):
            told[spec["key"]] = True
        for item in spec.get("items", ()):
            if written(item) is not None:
                told[item["key"]] = written(item)
        if "record" in spec:
            fields = {field["key"]: written(field) for field in spec["fields"]}
            told[hashlib.md5(part["id"].encode()).hexdigest()] = {
                "before": None,
                "after": None,
                "fields": fields,
            }
        for key, value in told.items():
            answer = {"key": key, "edit": 1, "base": 0, "json": json.dumps(value)}
            await page.say(part["id"], {"kind": "answer", **answer})
            reply = await page.hear("saved", "failed", "changed", "unkept", part=part["id"])
            assert reply["kind"] == "saved", (key, reply)
            planted += PLANTED in json.dumps(value)
    return planted


@pytest.fixture
def lax(serve, tmp_path):
    """A server whose every place is a folder of the test's, and that is allowed to leave anything."""
    places = {name: tmp_path / name for name in ("home", "temporary")}
    for place in places.values():
        place.mkdir()

    def allow_everything():
        os.umask(0)
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (most, most))

    kept = {key: os.environ[key] for key in ("PATH", "PYTHONPATH") if key in os.environ}
    elsewhere = {"HOME": str(places["home"]), "TMPDIR": str(places["temporary"])}
    return serve(env={**kept, **elsewhere}, preexec_fn=allow_everything, cwd=NOTEBOOKS.parent)


def test_no_file_holds_a_word_after_kernels_crashed_in_every_way(lax, page, aside, tmp_path):
    notebooks, before = digests(), cores()
    addresses = [*(str(module.number) for module in modules()), load_check_in().key]

    async def write():
        first = await page(lax).come()
        code, key = await first.start()
        await first.goodbye()
        pages = []
        for address in addresses:
            one = await page(lax, address).come()
            assert (await one.open(code, key))["kind"] == "opened"
            pages.append((address, await write_everywhere(one)))
        return pages

    planted = aside(write())
    assert all(count for _, count in planted), planted
    kernels = lax.kernels()
    assert len(kernels) >= len(addresses)
    ways = (signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS)
    assert holding(tmp_path) == []
    for place, kernel in enumerate(kernels):
        kernel.send_signal(ways[place % len(ways)])
    lax.until(lambda: not lax.kernels())
    assert holding(tmp_path, Path("/dev/shm")) == []
    left = cores() - before
    assert left == set()
    assert digests() == notebooks
    assert PLANTED not in lax.said()
    made = [path for path in tmp_path.rglob("*") if not path.is_symlink()]
    made = [path for path in made if path not in (tmp_path / "home", tmp_path / "temporary")]
    made = [path for path in made if path not in (lax.folder, lax.log)]
    open_to_others = [path for path in made if stat.S_IMODE(path.lstat().st_mode) & 0o077]
    # IPython copies this one file of its own as it is.
    assert [path.name for path in open_to_others] in ([], ["README"])
    assert len([path for path in made if path.is_relative_to(lax.journals)]) >= 3


def test_a_notebook_that_is_saved_in_jupyterlab_holds_no_word(tmp_path, journals):
    """With the widgets' state in it, as JupyterLab saves it when asked to."""
    notebook = nbformat.read(NOTEBOOKS / "06-reassurance.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=120, store_widget_state=True)
    shown = "application/vnd.jupyter.widget-view+json"

    def model(call):
        cell = next(cell for cell in notebook.cells if call in cell.source)
        (view,) = [one["data"][shown] for one in cell.outputs if shown in one.get("data", {})]
        return view["model_id"]

    def say(part, **content):
        data = {"method": "custom", "content": content}
        told = client.kc.session.msg("comm_msg", {"comm_id": part, "data": data})
        client.kc.shell_channel.send(told)

    prompt = (
        f"reassurance/{next(m for m in modules() if m.key == 'reassurance').reflections[0].key}"
    )
    with client.setup_kernel():
        for place, cell in enumerate(notebook.cells):
            client.execute_cell(cell, place)
        say(model("module("), kind="start", passphrase=PASSPHRASE)
        answer = {"key": prompt, "edit": 1, "base": 0, "json": json.dumps(PLANTED)}
        say(model("reflections("), kind="answer", **answer)
        # The shell's messages are answered in order: by now the sentence is saved.
        notebook.cells.append(nbformat.v4.new_code_cell("[*page.journal.answers()]"))
        client.execute_cell(notebook.cells[-1], len(notebook.cells) - 1)
    client.set_widgets_metadata()
    assert prompt in notebook.cells[-1].outputs[0]["data"]["text/plain"]
    saved = tmp_path / "saved.ipynb"
    nbformat.write(notebook, saved)
    assert "jupyter.widget-state+json" in saved.read_text()
    assert "reassurance" in saved.read_text()
    assert PASSPHRASE not in saved.read_text()
    assert holding(tmp_path, journals) == []
    assert list(journals.glob("*.journal"))
