"""A shelf in a temporary folder, quick keys, and a clock that stands until it is moved."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal import Journal, Shelf, connection, keys

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
