"""A server that ends, however it does, takes every process with it and loses no answer."""

import signal

import psutil
import pytest

from exercises.content import code_words, modules, words
from journal import Shelf

MODULE = next(one for one in modules() if one.number == 6)
KEY = f"{MODULE.key}/{MODULE.reflections[0].key}"
LONG = "a long answer " * 50_000


async def two_people(server, page):
    """One with a workbook, who has just sent a long answer; and one who only looks."""
    someone, other = await page(server).come(), await page(server, "").come()
    code, key = await someone.start()
    assert (await someone.save(KEY, "before", 0))["kind"] == "saved"
    await other.say(other.part("links"), {"kind": "try"})
    await other.hear("opened")
    await someone.begin(KEY, LONG, 1)
    return code, bytes.fromhex(key)


def kept(server, code, key):
    journal = Shelf(server.journals, code_words()).open(code, key)
    value = journal.answers()[KEY].value
    journal.close()
    return value


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_server_told_to_stop_saves_what_was_sent_and_leaves_no_process(serve, page, aside, name):
    server = serve()

    async def visit():
        held = await two_people(server, page)
        processes = server.processes()
        assert len(processes) >= 5  # itself, the warm one, its tracker, two kernels
        server.process.send_signal(getattr(signal, name))
        return held, processes

    held, processes = aside(visit())
    _, left = psutil.wait_procs(processes, 120)
    assert left == []
    assert server.process.wait() == 0
    assert kept(server, *held) == LONG
    assert words("command.stopped") in server.said()
    assert "Traceback" not in server.said()


def test_a_killed_server_leaves_no_process_either(serve, page, aside):
    server = serve()

    async def visit():
        held = await two_people(server, page)
        processes = server.processes()
        server.process.kill()
        return held, processes

    held, processes = aside(visit())
    _, left = psutil.wait_procs(processes, 120)
    assert left == []
    assert kept(server, *held) in ("before", LONG)
    assert "Traceback" not in server.said()


def test_without_its_warm_process_a_server_goes_on_and_gets_another(server, page, aside):
    async def visit():
        someone = await page(server).come()
        await someone.start()
        before = server.warm
        before.kill()
        # Whoever is there goes on writing, and whoever comes gets a kernel.
        assert (await someone.save(KEY, "without it", 0))["kind"] == "saved"
        other = await page(server).come()
        await other.say(other.part("links"), {"kind": "suggest"})
        await other.hear("suggestion")
        assert server.warm.pid != before.pid
        assert (await someone.save(KEY, "and with another", 1))["kind"] == "saved"
        await someone.goodbye()
        await other.goodbye()

    aside(visit())
    server.until(lambda: server.kernels() == [])
    assert "Traceback" not in server.said()
