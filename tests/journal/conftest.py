"""A shelf in a temporary folder, quick keys, and a clock that stands until it is moved."""

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from journal import Journal, JournalError, Shelf, connection, keys

WORDS = ["amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "heath"]
PASSPHRASE = "seven quiet otters"


@pytest.fixture(autouse=True)
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive in no time: pages open by the key itself, however it was made."""
    monkeypatch.setattr(keys, "ROUNDS", 2)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment for a locked file, not five seconds."""
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.02)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "shelf"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    return Shelf(folder, WORDS)


@pytest.fixture
def started(shelf: Shelf) -> tuple[str, bytes]:
    return shelf.start(PASSPHRASE)


@pytest.fixture
def page(shelf: Shelf, started: tuple[str, bytes]) -> Iterator[Callable[[], Journal]]:
    """Open the one journal as one more page would; all are closed at the end."""
    opened: list[Journal] = []

    def open_page() -> Journal:
        opened.append(shelf.open(*started))
        return opened[-1]

    yield open_page
    for journal in opened:
        journal.close()


@pytest.fixture
def memory() -> Iterator[Journal]:
    journal = Shelf("nowhere", WORDS).in_memory()
    yield journal
    journal.close()


def _page_elsewhere(shelf: Shelf, code: str, key: bytes, pipe: Any) -> None:
    """In another process: do with the journal as told, and say what kind of thing came of it."""
    journal = shelf.open(code, key)
    pipe.send("open")
    while True:
        name, given, named = pipe.recv()
        try:
            result = getattr(journal, name)(*given, **named)
        except JournalError as error:
            result = error
        pipe.send(type(result).__name__)


@pytest.fixture
def elsewhere(shelf: Shelf) -> Iterator[Callable[..., Callable[..., str]]]:
    """Open a journal in another process: `page("save", ...)` returns what kind of thing came of it."""
    children = []

    def begin(code: str, key: bytes) -> Callable[..., str]:
        fork = multiprocessing.get_context("fork")
        ours, theirs = fork.Pipe()
        child = fork.Process(target=_page_elsewhere, args=(shelf, code, key, theirs), daemon=True)
        child.start()
        children.append(child)

        def heard() -> str:
            assert ours.poll(20), "the other process says nothing"
            return ours.recv()

        def page(name: str, *given: Any, **named: Any) -> str:
            ours.send((name, given, named))
            return heard()

        assert heard() == "open"
        return page

    yield begin
    for child in children:
        child.kill()
        child.join()


NASTY = [
    *(
        "=1+1",
        "@SUM(A1:A9)",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\r\n=1+1",
    ),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</textarea>", "&lt;b&gt;"),
    *("'; DROP TABLE answer; --", '"', "'", "\\", "\\u0041", "{value}", "%s", "${x}", "{{7*7}}"),
    *(
        "\x00",
        "\x1b[31m",
        "\ud800",
        "\udfff\ud800",
        "\u202egnp.exe",
        "\ufeff",
        "\u2028",
        "é",
        "e\u0301",
    ),
    *("😀", " ", "", "a,b;c\td", 'a "quoted" cell', "END:VEVENT", "＝1+1", "x" * 5000, "null"),
]


@pytest.fixture(params=NASTY, ids=[ascii(text)[:20] for text in NASTY])
def nasty(request: pytest.FixtureRequest) -> str:
    """One text at a time that something might take for more than a text."""
    return request.param
