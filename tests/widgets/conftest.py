"""A page without a browser: messages go in as a browser sends them, and all that is sent back is kept."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import widgets.page
from journal import connection, keys
from widgets.part import Part

PASSPHRASE = "seven quiet otters in fog"


class Sent:
    """One message of a part."""

    def __init__(self, part: Part, content: dict[str, Any], buffers: list[bytes]) -> None:
        self.part, self.content, self.buffers = part, content, buffers

    def __repr__(self) -> str:
        return f"{self.part!r} {self.content.get('kind')}"


class Sheet:
    """A page as a browser has it: what it shows, what it says, what it was told."""

    def __init__(self, page: Any, log: list[Sent]) -> None:
        self.page, self.log = page, log

    @property
    def desk(self) -> Part:
        return self.page.desk

    def tell(self, part: Part, /, **message: Any) -> list[dict[str, Any]]:
        """Send a message to a part, over the wire's own encoding; return what that part replies."""
        return [sent.content for sent in self.hear(part, **message) if sent.part is part]

    def hear(self, part: Part, /, **message: Any) -> list[Sent]:
        """Send a message to a part; return all that any part of any page replies."""
        before = len(self.log)
        # Not through ipywidgets' dispatcher, which would swallow what a part raises.
        part._on_message(part, json.loads(json.dumps(message)), [])
        return self.log[before:]

    def ask(self, part: Part, /, **message: Any) -> dict[str, Any]:
        """Send a message; return the one reply there is."""
        (reply,) = self.tell(part, **message)
        return reply

    def start(self, passphrase: str = PASSPHRASE, **more: Any) -> dict[str, Any]:
        """Start a workbook; return what the tab is told."""
        reply = self.ask(self.desk, kind="start", passphrase=passphrase, **more)
        assert reply["kind"] == "opened", reply
        return reply

    def unlock(self, code: Any, passphrase: Any = PASSPHRASE, **more: Any) -> dict[str, Any]:
        """Try a code and a passphrase."""
        return self.ask(self.desk, kind="unlock", code=code, passphrase=passphrase, **more)

    def hello(self, opened: dict[str, Any], **more: Any) -> dict[str, Any]:
        """Come with what another page of this tab was told."""
        kept = {"code": opened["code"], "key": opened["key"]}
        return self.ask(self.desk, kind="hello", **kept, **more)

    def answer(self, part: Part, key: Any, value: Any, base: Any = 0, edit: Any = 1) -> dict:
        """Send an answer; return the reply to it."""
        raw = value if isinstance(value, Raw) else json.dumps(value)
        return self.tell(part, kind="answer", key=key, edit=edit, base=base, json=raw)[0]

    def filled(self, part: Part) -> dict[str, Any]:
        """Return what a part would show now."""
        return json.loads(self.ask(part, kind="ready")["json"])


class Raw(str):
    """JSON text as it is sent, right or wrong."""


@pytest.fixture
def raw() -> type[Raw]:
    return Raw


@pytest.fixture
def passphrase() -> str:
    return PASSPHRASE


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys in no time, and wait for a locked file no longer than that."""
    monkeypatch.setattr(keys, "ROUNDS", 2)
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.02)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Sent]:
    """All messages that parts send, each of which the wire must be able to carry."""
    log: list[Sent] = []

    def send(part: Part, content: dict[str, Any], buffers: Any = None) -> None:
        carried = json.dumps(content, ensure_ascii=False, allow_nan=False).encode("utf-8")
        log.append(Sent(part, json.loads(carried), list(buffers or [])))

    monkeypatch.setattr(Part, "send", send)
    return log


@pytest.fixture
def displayed(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a cell shows besides its own result."""
    shown: list[Any] = []
    monkeypatch.setattr(widgets.page, "display", shown.append)
    return shown


@pytest.fixture
def build(sent: list[Sent], displayed: list[Any]) -> Iterator[Callable[..., Sheet]]:
    """Build pages: `build("reassurance")` with all parts, or `build(page)` around one that is made."""
    sheets: list[Sheet] = []

    def make(page: Any = "reassurance") -> Sheet:
        if isinstance(page, str):
            page = widgets.page.module(page)
            for part in PARTS:
                setattr(page, f"its_{part}", getattr(page, part)())
        sheets.append(Sheet(page, sent))
        return sheets[-1]

    yield make
    for sheet in sheets:
        sheet.page.lock()


PARTS = ("demonstration", "rating", "reflections", "practice", "way_out", "sources")


@pytest.fixture
def sheet(build: Callable[..., Sheet]) -> Sheet:
    """A module's page with all its parts, no workbook open."""
    return build()


@pytest.fixture
def open_sheet(sheet: Sheet) -> Sheet:
    """The same, with a new workbook open on it."""
    sheet.opened = sheet.start()
    return sheet


@pytest.fixture
def rating(open_sheet: Sheet) -> Part:
    return open_sheet.page.its_rating


@pytest.fixture
def slider(rating: Part) -> str:
    """The key of a question from 0 to 10."""
    return next(key for key, item in rating.items.items() if item["control"] == "slider")


@pytest.fixture
def choice(rating: Part) -> str:
    """The key of a question with a few points."""
    return next(key for key, item in rating.items.items() if item["control"] == "choice")


@pytest.fixture
def prompts(open_sheet: Sheet) -> Part:
    return open_sheet.page.its_reflections


@pytest.fixture
def prompt(prompts: Part) -> str:
    """The key of a prompt with writing space."""
    return next(iter(prompts.items))
