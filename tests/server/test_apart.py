"""A kernel shares nothing with another, nor with the server, that a fork would."""

import json
import os
import socket
import subprocess
import sys

import pytest

from exercises.content import code_words
from journal.keys import read_seal
from server.kernel import FRAME
from server.workers import Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, and looks into /proc")

DESK = "06-reassurance-1"
"""The name of a page's first part; its layout is a widget too, and comes before."""
PROBE = """
import ctypes, json, os, random, resource, socket, sys
from pathlib import Path
import numpy as np
from server.kernel import run

class Probe:
    def handle_msg(self, message):
        umask = os.umask(0)
        told = {
            "chance": [random.random(), np.random.random(), np.random.default_rng().random()],
            "place": os.getcwd(), "umask": umask, "environment": dict(os.environ),
            "core": resource.getrlimit(resource.RLIMIT_CORE),
            "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
        }
        print(json.dumps(told), flush=True)

random.seed(1), np.random.seed(1)
for _ in range(2):
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        run({"probe": Probe()}, theirs, Path("/journals"))
        os._exit(0)
    theirs.close()
    text = json.dumps({"header": {"msg_type": "comm_msg"}, "content":
        {"comm_id": "probe", "data": {"method": "custom", "content": {}}}}).encode()
    from server.kernel import FRAME
    ours.sendall(FRAME.pack(False, len(text)) + text)
    ours.shutdown(socket.SHUT_WR)
    assert os.waitpid(child, 0)[1] == 0
"""


def test_a_kernel_has_its_own_chance_place_rights_and_environment():
    environment = {**os.environ, "PLANTED_SECRET": "of the server", "TZ": "UTC"}
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=environment, capture_output=True, text=True, check=True
    )
    one, other = map(json.loads, done.stdout.splitlines())
    for mine, theirs in zip(one["chance"], other["chance"], strict=True):
        assert mine != theirs
    for told in (one, other):
        assert told["place"] == "/"
        assert told["umask"] == 0o077
        assert told["core"] == [0, 0]
        assert told["dumpable"] == 0
        assert "PLANTED_SECRET" not in told["environment"]
        assert told["environment"]["WORKBOOK_JOURNALS"] == "/journals"
        assert told["environment"]["TZ"] == "UTC"


def open_files(process) -> set[str]:
    folder = f"/proc/{process.pid}/fd"
    return {os.readlink(f"{folder}/{name}") for name in os.listdir(folder)}


@pytest.mark.skipif(os.geteuid() != 0, reason="looks into processes that only root may")
def test_kernels_have_one_thread_and_no_line_but_their_own(server, page, aside):
    async def visit():
        pages = [await page(server).come() for _ in range(3)]
        codes = [(await one.start())[0] for one in pages]
        kernels, files, threads = server.kernels(), [], []
        assert len(kernels) == 3
        for kernel in kernels:
            files.append(open_files(kernel))
            threads.append(kernel.num_threads())
            assert kernel.cwd() == "/"
        served = open_files(server.process) | open_files(server.warm)
        for one in pages:
            await one.goodbye()
        return codes, files, threads, served

    codes, files, threads, served = aside(visit())
    assert threads == [1, 1, 1]
    lines = [{name for name in one if name.startswith("socket:")} for one in files]
    journals = [{name for name in one if str(server.journals) in name} for one in files]
    for own in (lines, journals):
        assert all(own)
        assert len(set().union(*own)) == sum(map(len, own))
    assert [len(one) for one in lines] == [1, 1, 1]
    assert not set().union(*lines) & served  # the server has the other end
    seals = [read_seal(server.journals / f"{code}.seal") for code in codes]
    assert len({seal.salt for seal in seals}) == 3
    server.until(lambda: server.kernels() == [])


def test_where_forking_is_not_to_be_had_a_page_answers_all_the_same(tmp_path, caplog):
    process, line = Workers(fork=False).start("06-reassurance", tmp_path)
    assert "started from nothing" in caplog.text
    content = {"comm_id": DESK, "data": {"method": "custom"}}
    content["data"]["content"] = {"kind": "suggest"}
    text = json.dumps({"header": {"msg_type": "comm_msg"}, "content": content}).encode()
    with line:
        line.sendall(FRAME.pack(False, len(text)) + text)
        line.shutdown(socket.SHUT_WR)
        with line.makefile("rb") as stream:
            told = json.loads(stream.read(FRAME.unpack(stream.read(FRAME.size))[1]))
    passphrase = told["content"]["data"]["content"]["passphrase"]
    assert set(passphrase.split()) <= set(code_words())
    process.join(60)
    assert process.exitcode == 0
    process.close()
