"""Whatever a person enters or a stranger sends, and whatever fails: no log holds a word of it."""

import json
from contextlib import suppress

import pytest
from tornado.websocket import WebSocketClosedError

from exercises.content import modules, words
from server.application import LARGEST

MODULE = next(one for one in modules() if one.number == 6)
KEY = f"{MODULE.key}/{MODULE.reflections[0].key}"
NUMBER = f"{MODULE.key}/{MODULE.ratings[0].items[0].key}"
PLANTED = "the lighthouse that nobody may read of"
DEEP = "[" * 100_000


def malformed(desk, form):
    """Yield texts and bytes that no page of ours sends."""

    def to(part, data, kind="comm_msg"):
        content = {"comm_id": part, "data": data}
        return json.dumps({"header": {"msg_type": kind}, "content": content})

    def own(part, content):
        return to(part, {"method": "custom", "content": content})

    yield from (PLANTED, "", "null", "[]", f'"{PLANTED}"', DEEP, '{"header": ' + DEEP, "\x00")
    yield from (PLANTED.encode(), b"\xff\xfe", bytes(10))
    yield from (json.dumps({"header": PLANTED, "content": PLANTED}), json.dumps({PLANTED: 1}))
    yield from (own(PLANTED, PLANTED), own([PLANTED], {}), own({PLANTED: 1}, {}), own(None, {}))
    yield from (to(desk, PLANTED), to(desk, {"method": "update", "state": {"page": PLANTED}}))
    yield from (to(desk, {"method": "custom"}), to(form, {"method": [PLANTED]}), own(desk, PLANTED))
    yield to(desk, {"method": "custom", "content": PLANTED}, "execute_request")
    for kind in ("hello", "start", "unlock", "try", "lock", "finish", PLANTED, [PLANTED], None):
        for wrong in (PLANTED, [PLANTED], {PLANTED: PLANTED}, 7, True, None, "\ud800", 10**400):
            told = {"kind": kind, "code": wrong, "key": wrong, "passphrase": wrong, "offset": wrong}
            if kind not in ("start", "unlock") or not isinstance(wrong, str):
                yield own(desk, told)
    for key in (KEY, NUMBER, PLANTED, "\ud800", [PLANTED], None):
        for value in (
            json.dumps(PLANTED),
            PLANTED,
            DEEP,
            "NaN",
            [PLANTED],
            None,
            json.dumps([PLANTED]),
        ):
            for base in (0, -1, 2**70, PLANTED, None):
                yield own(
                    form, {"kind": "answer", "key": key, "edit": 1, "base": base, "json": value}
                )


@pytest.fixture
def damage(server):
    """Damage a journal as a failing disk does."""

    def damaging(code):
        file = server.journals / f"{code}.journal"
        broken = bytearray(file.read_bytes())
        broken[100:200] = bytes(100)
        file.write_bytes(broken)

    return damaging


def test_no_log_holds_a_word_of_anyone(server, page, aside, gone, damage):
    async def story():
        someone = await page(server).come()
        desk, form = someone.part("links"), someone.part(KEY)
        await someone.say(desk, {"kind": "start", "passphrase": PLANTED})
        told = await someone.hear("opened")
        code, key = told["code"], told["key"]
        saved = await someone.save(KEY, PLANTED + " \ud800", 0)
        assert saved["kind"] == "saved"
        assert (await someone.save(KEY, PLANTED, 7))["kind"] == "changed"
        assert (await someone.save(NUMBER, PLANTED, 0))["kind"] == "failed"
        for text in malformed(desk, form):
            await someone.send(text)
        # The kernel has put up with all of it.
        await someone.say(desk, {"kind": "suggest"})
        await someone.hear("suggestion")
        # Too much for any line, or no text at all: the line is closed, the kernel is still there.
        had = someone.kernel
        for send in (
            lambda: someone.send(PLANTED * (LARGEST // len(PLANTED) + 1)),
            lambda: someone.line.protocol._write_frame(True, 0x1, b"\xff" + PLANTED.encode()),
        ):
            with suppress(WebSocketClosedError):  # before all of it has gone out
                await send()
            with pytest.raises(gone):
                await someone.hear()
            await someone.ask_anew()
            assert someone.kernel == had
            await someone.connect()
        await someone.goodbye()
        for body in (PLANTED, DEEP, json.dumps([PLANTED]), json.dumps({"page": PLANTED, "id": 1})):
            answer = await someone.fetch("/api/kernels", method="POST", body=body)
            assert answer.code in (400, 404)
            assert PLANTED not in answer.body.decode()
            assert "Traceback" not in answer.body.decode()
        server.until(lambda: server.kernels() == [])
        damage(code)
        later = await page(server).come()
        assert (await later.open(code, key))["words"] == words("refused.damaged")
        await later.say(
            later.part("links"), {"kind": "unlock", "code": code, "passphrase": PLANTED}
        )
        assert (await later.hear("refused"))["words"] == words("refused.damaged")
        await later.send(DEEP)
        server.kernels()[0].kill()
        with pytest.raises(gone):
            await later.hear()
        return code, key

    code, key = aside(story())
    server.until(lambda: server.kernels() == [])
    said = server.log.read_bytes()
    assert said
    for planted in (PLANTED, PLANTED.split()[1], code, key, key.upper(), "[[[["):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert planted.encode(encoding) not in said, planted
        assert repr(bytes.fromhex(key))[2:-1].encode() not in said
    assert b"Traceback" not in said
