"""Whatever is said on the line to a kernel: no code runs, nothing breaks, nobody else is met."""

import json
from contextlib import suppress

import pytest
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError, websocket_connect

from exercises.content import words
from server.application import LARGEST


def message(kind="comm_msg", **content):
    """A message as Jupyter's clients send it."""
    header = {"msg_id": "1", "msg_type": kind, "session": "x", "username": "x", "version": "5.4"}
    return json.dumps(
        {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "channel": "shell",
            "content": content,
        }
    )


def custom(part, content):
    return {"comm_id": part, "data": {"method": "custom", "content": content}}


def hostile(part, touched):
    """Messages that would run something, reach something, or break something; `touched` is a file."""
    code = f"open({str(touched)!r}, 'w')"
    yield from (
        message("execute_request", code=code, silent=False, allow_stdin=True),
        message("inspect_request", code=code, cursor_pos=1),
        message("complete_request", code=code, cursor_pos=len(code)),
        message("history_request", hist_access_type="tail", n=100),
        message("input_reply", value=code),
        message("debug_request", command="evaluate", arguments={"expression": code}),
        message("kernel_info_request"),
        message("comm_info_request"),
        message("shutdown_request", restart=False),
        message("interrupt_request"),
        message("usage_request"),
    )
    for target in ("jupyter.widget", "jupyter.widget.control", "x", "", "os.system", None, 5):
        opened = {"comm_id": "new", "target_name": target, "target_module": "os"}
        yield message("comm_open", **opened, data={"state": {"_model_name": "AccordionModel"}})
        yield message("comm_open", comm_id=part, target_name=target, data={})
    yield message("comm_close", comm_id=part, data={})
    for method in (
        "update",
        "backbone",
        "request_state",
        "request_states",
        "echo_update",
        "x",
        None,
    ):
        state = {"_esm": "x", "spec": {}, "page": "x", "words": {}, "layout": "IPY_MODEL_x"}
        for paths in ([], [["spec"]], [["__class__"]], "x"):
            data = {"method": method, "state": state, "buffer_paths": paths, "content": {}}
            yield message(comm_id=part, data=data)
            yield message(comm_id="jupyter.widget.control", data=data)
    for other in ("", "x", part + "0", None, 5, [], {}, "../" + part, "__class__"):
        yield message(**custom(other, {"kind": "try"}))
    for odd in (None, 5, "x", [], [["kind"]], True, {}, {"kind": None}, {"kind": ["lock"]}):
        yield message(**custom(part, odd))
        yield message(comm_id=part, data=odd)
        yield message(comm_id=part, data={"method": odd, "content": odd})
        yield json.dumps({"header": odd, "content": odd})
        yield json.dumps(odd)
    deep = "[" * 100_000
    asked = message(**custom(part, "@"))
    for wrong in (
        *("", " ", "{", "nul", "pong", "ping ", "\0", "\ufeff{}", "NaN", "9" * 5000, "-Infinity"),
        *(deep, deep + "]" * 100_000, '{"a":' * 100_000, '"\\ud83d"', "x" * 900_000),
    ):
        yield wrong
        yield asked.replace('"@"', wrong)
    for name in ("kind", "code", "key", "passphrase", "offset", "json", "base", "edit"):
        for value in ("NaN", "1e999", "-1", "true", "[[]]", '"\\u0000"', '"\\ud83d"', "9" * 4000):
            wrong = f'{{"kind": "hello", "key": "00", "{name}": {value}}}'
            yield asked.replace('"@"', wrong)


def test_no_message_runs_code_or_ends_the_kernel_or_gets_an_answer(server, page, aside, tmp_path):
    touched = tmp_path / "touched"

    async def ask():
        me = await page(server).come()
        desk = me.part("links")
        first = me.kernel
        for text in hostile(desk, touched):
            await me.send(text)
        # Everything was worked through by the time that this is answered; only refusals came.
        await me.say(desk, {"kind": "suggest"})
        while (told := await me.hear("suggestion", "refused", "opened", "ways"))["kind"] != (
            "suggestion"
        ):
            assert told["kind"] == "refused", told
        assert not touched.exists()
        code, key = await me.start()
        assert me.kernel == first
        other = await page(server).come()
        assert (await other.open(code, key))["kind"] == "opened"
        for one in (me, other):
            await one.goodbye()

    aside(ask())
    assert "Traceback" not in server.said()


@pytest.mark.parametrize("binary", [False, True], ids=["text", "binary"])
def test_a_message_beyond_any_size_costs_only_its_own_line(server, page, gone, aside, binary):
    async def ask():
        me, other = await page(server).come(), await page(server).come()
        for size in (LARGEST + 1, 100_000_000):
            text = b"x" * size if binary else "x" * size
            await me.ask_anew()
            line = await websocket_connect(
                f"{server.address.replace('http', 'ws', 1)}/api/kernels/{me.kernel}/channels"
            )
            with suppress(WebSocketClosedError, StreamClosedError):  # while it is being sent
                await line.write_message(text, binary=binary)
            while (said := await line.read_message()) is not None:
                assert isinstance(said, bytes)
        assert (await other.open("a-b-c", "00"))["kind"] == "refused"
        # The kernel itself wasn't told any of it.
        await me.ask_anew()
        await me.connect()
        assert (await me.open("a-b-c", "00"))["kind"] == "refused"
        for one in (me, other):
            await one.goodbye()

    aside(ask())


def test_bytes_are_no_messages(server, page, aside):
    async def ask():
        me = await page(server).come()
        for sent in (b"", b"\0" * 1000, b"\xff" * 1000, message(**custom("x", {})).encode()):
            await me.send(sent)
        await me.send(message(**custom(me.part("links"), {"kind": "try"})).encode())
        # Had the bytes been taken for a message, "opened" would come first.
        assert (await me.open("a-b-c", "00"))["kind"] == "refused"
        await me.goodbye()

    aside(ask())


def test_a_key_opens_its_own_workbook_only_and_none_after_a_change_or_erasing(server, page, aside):
    async def ask():
        mine, theirs = await page(server, "yours").come(), await page(server).come()
        desk, old, new = mine.part("links"), "two odd lamps by the lake", "nine copper lanterns"
        await mine.say(desk, {"kind": "start", "passphrase": old})
        told = await mine.hear("opened", "refused")
        code, key = told["code"], told["key"]
        other_code, other_key = await theirs.start()
        thief = await page(server).come()
        refused = words("refused.gone")

        async def stolen(code, key):
            told = await thief.open(code, key)
            assert (told["kind"], told["words"]) == ("refused", refused)

        for wrong in (other_key, "", "00", key[:-2], key + "00", "0" * len(key), key[::-1], "zz"):
            await stolen(code, wrong)
        for wrong in (other_code, "", "../" + code, code + "\0", f"{code}.journal", "nobody", "*"):
            await stolen(wrong, key)

        changing = next(
            p["id"] for p in mine.parts if p["state"]["spec"].get("kind") == "passphrase"
        )
        await mine.say(changing, {"kind": "change", "old": old, "new": new})
        told = await mine.hear("opened", "refused")
        assert told["kind"] == "opened", told
        await stolen(code, key)
        # Locked, the page has nothing to hand out, and an answer is refused.
        await mine.say(desk, {"kind": "lock"})
        await mine.hear("locked")
        await mine.say(desk, {"kind": "hello"})
        assert (await mine.hear("ways", "opened"))["kind"] == "ways"

        assert (await mine.open(code, told["key"]))["kind"] == "opened"
        erasing = next(p["id"] for p in mine.parts if p["state"]["spec"].get("kind") == "erase")
        await mine.say(erasing, {"kind": "erase", "code": other_code})
        assert (await mine.hear("refused", "erased"))["kind"] == "refused"
        await mine.say(erasing, {"kind": "erase", "code": code})
        await mine.hear("erased")
        await stolen(code, told["key"])
        assert (await thief.open(other_code, other_key))["kind"] == "opened"
        for one in (mine, theirs, thief):
            await one.goodbye()

    aside(ask())


def test_a_second_line_with_the_same_name_is_told_nothing_that_was_said_before(
    server, page, gone, aside
):
    """A name is a capability: who has it has the page. Even so, what was said is not said again."""

    async def ask():
        me = await page(server).come()
        await me.start()
        # When this is answered, the page is filled.
        await me.say(me.part("links"), {"kind": "suggest"})
        await me.hear("suggestion")
        again = page(server)
        again.kernel, again.parts = me.kernel, me.parts
        await again.connect()
        with pytest.raises(gone):
            await me.hear("never")
        await again.say(again.part("links"), {"kind": "suggest"})
        assert (await again.hear("suggestion", "opened", "fill"))["kind"] == "suggestion"
        await again.goodbye()

    aside(ask())
