"""Ten people write while the disk is full: every reply is true, and writing goes on after."""

import asyncio
import os
import subprocess
from contextlib import suppress

import pytest

from exercises.content import code_words, modules, words
from journal import Shelf

MODULE = next(one for one in modules() if one.number == 6)
KEY = f"{MODULE.key}/{MODULE.reflections[0].key}"
PEOPLE = 10


@pytest.fixture
def small_disk(server):
    """Put a disk of 8 MB where the server keeps its journals."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(server.journals)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("a small disk cannot be mounted here")
    yield server.journals
    server.until(lambda: server.kernels() == [])
    subprocess.run(["umount", str(server.journals)], check=True)


def test_a_full_disk_is_told_to_all_and_loses_nothing(small_disk, server, page, aside):
    filler = small_disk / "filler"
    held, opened, refusals = {}, {}, []

    async def write(one, value):
        base = held[one][1]
        reply = await one.save(KEY, value, base)
        if reply["kind"] == "saved":
            held[one] = value, reply["revision"]
        else:
            assert reply["kind"] == "failed"
            refusals.append(reply["words"])
        return reply["kind"]

    async def story():
        pages = [await page(server).come() for _ in range(PEOPLE)]
        for one in pages:
            opened[one] = await one.start()
            held[one] = None, 0
        kinds = await asyncio.gather(*(write(one, "with room") for one in pages))
        assert kinds == ["saved"] * PEOPLE
        with filler.open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(4096))
        for turn in range(3):
            await asyncio.gather(*(write(one, f"{turn} " + "full " * 20_000) for one in pages))
        # Nor can a workbook be started, or opened on the next page; both are said in words.
        late = await page(server).come()
        await late.say(late.part("links"), {"kind": "start", "passphrase": "seven quiet otters"})
        assert (await late.hear("opened", "refused"))["words"] == words("refused.full")
        filler.unlink()
        kinds = await asyncio.gather(*(write(one, "room again") for one in pages))
        assert kinds == ["saved"] * PEOPLE
        await late.start()
        for one in (*pages, late):
            await one.goodbye()

    aside(story())
    assert len(refusals) >= 2 * PEOPLE
    assert set(refusals) == {words("save.full")}
    server.until(lambda: server.kernels() == [])
    shelf = Shelf(server.journals, code_words())
    for one, (code, key) in opened.items():
        journal = shelf.open(code, bytes.fromhex(key))
        answer = journal.answers()[KEY]
        assert (answer.value, answer.revision) == held[one]
        journal.close()
    assert "Traceback" not in server.said()
