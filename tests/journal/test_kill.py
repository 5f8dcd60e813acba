"""Nothing acknowledged is lost, whenever the process that saves is killed."""

import os
import random
import select
import signal
import struct
import time
from pathlib import Path
from typing import Any, NoReturn

import pytest

from journal import Shelf

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")

KILLS = 100
KEYS = [f"form/item-{number}" for number in range(7)]
LENGTHS = [1, 40, 3_000, 3_000, 300_000]  # the last fill the log, so that it is moved to the file
BEGUN, SAVED = 0, 1
Note = tuple[int, int, int, int]  # begun or saved, which key, which words, revision
LINE = struct.Struct("=4q")


def words(number: int) -> str:
    """Return words to save that tell their number."""
    return f"{number} " + "w" * LENGTHS[number % len(LENGTHS)]


def save_until_killed(shelf: Shelf, code: str, key: bytes, first: int, pipe: int) -> NoReturn:
    """In the child: save, and say so once `save` has returned."""
    try:
        journal = shelf.open(code, key)
        known = {key: answer.revision for key, answer in journal.answers().items()}
        number = first
        while True:
            which = number % len(KEYS)
            base = known.get(KEYS[which], 0)
            os.write(pipe, LINE.pack(BEGUN, which, number, base + 1))
            answer = journal.save(KEYS[which], words(number), base=base)
            known[KEYS[which]] = answer.revision
            os.write(pipe, LINE.pack(SAVED, which, number, answer.revision))
            number += 1
    finally:
        os._exit(1)  # never back into the tests


def wait_for(pipe: int, saves: int) -> tuple[bytes, float]:
    """Read until that many saves are told; return what was read and how long one took."""
    told, begun = b"", time.perf_counter()
    while len(told) < LINE.size * (2 * saves + 1):
        assert select.select([pipe], [], [], 20)[0], "the child saves nothing"
        part = os.read(pipe, 65536)
        assert part, "the child ended by itself"
        told += part
    return told, (time.perf_counter() - begun) / (saves + 1)


def saved_by_a_killed_child(
    shelf: Shelf, code: str, key: bytes, first: int, chance: random.Random
) -> list[Note]:
    """Let a child save, kill it some part of a save after some saves, and return its notes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        save_until_killed(shelf, code, key, first, writing)
    os.close(writing)
    try:
        told, took = wait_for(reading, chance.randrange(6))
        moment = time.perf_counter() + took * chance.uniform(0, 1.5)
        while time.perf_counter() < moment:
            pass
    finally:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    with os.fdopen(reading, "rb") as rest:
        told += rest.read()
    return list(LINE.iter_unpack(told[: len(told) // LINE.size * LINE.size]))


def test_after_each_of_a_hundred_kills_every_acknowledged_answer_is_there(tmp_path: Path):
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    shelf = Shelf(tmp_path, ["amber", "basil"])
    code, key = shelf.start("p")
    held: dict[str, tuple[Any, int]] = {}
    within = kept_unacknowledged = 0
    number = 0
    for kill in range(KILLS):
        notes = saved_by_a_killed_child(shelf, code, key, number, chance)
        for kind, which, said, revision in notes:
            if kind == SAVED:
                held[KEYS[which]] = (words(said), revision)
        in_flight = notes[-1] if notes[-1][0] == BEGUN else None
        within += in_flight is not None
        journal = shelf.open(code, key)
        found = {key: (answer.value, answer.revision) for key, answer in journal.answers().items()}
        journal.close()
        if in_flight:
            name, might = KEYS[in_flight[1]], (words(in_flight[2]), in_flight[3])
            if found.get(name) == might:  # on disk, but killed before it could be told
                held[name] = might
                kept_unacknowledged += 1
        assert found == held, f"after kill {kill} with seed {seed}"
        number = notes[-1][2] + 1
    assert within > KILLS // 2, f"most kills should fall within a save; {within} did, seed {seed}"
    assert 0 < kept_unacknowledged < within, f"kills should fall on both sides, seed {seed}"
