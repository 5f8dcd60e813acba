"""A damaged file is told, copied aside once, and never written over."""

import os
import random

import pytest

from journal import CannotOpen, Damaged

TEXT = "words " * 20_000  # some thirty pages


@pytest.fixture
def kept(shelf, started, folder):
    journal = shelf.open(*started)
    for number in range(8):
        journal.save(f"form/item-{number}", TEXT, base=0)
    journal.close()
    return folder / f"{started[0]}.journal"


def copies(path):
    return sorted(path.parent.glob(f"{path.stem}.damaged-*.journal"))


DAMAGES = {
    "a byte of the first page": lambda data: data[:300] + bytes([data[300] ^ 1]) + data[301:],
    "the whole first page": lambda data: bytes(4096) + data[4096:],
    "a byte of a later page": lambda data: (
        data[:99_000] + bytes([data[99_000] ^ 1]) + data[99_001:]
    ),
    "nothing left": lambda _: b"",
    "a hundred bytes left": lambda data: data[:100],
    "half of it left": lambda data: data[: len(data) // 2],
    "half and a bit left": lambda data: data[: len(data) // 2 + 77],
    "its last page lost": lambda data: data[:-4096],
    "two pages exchanged": lambda data: (
        data[:40_960] + data[45_056:49_152] + data[40_960:45_056] + data[49_152:]
    ),
    "random bytes": lambda data: os.urandom(len(data)),
    "text": lambda _: b"SQLite format 3\x00" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_told_and_copied_aside_once_and_the_file_left_alone(shelf, started, kept, damage):
    damaged = damage(kept.read_bytes())
    kept.write_bytes(damaged)
    assert shelf.key(started[0], "seven quiet otters") == started[1]
    for _ in range(3):
        with pytest.raises(Damaged) as caught:
            shelf.open(*started)
        assert caught.value.copied
        assert caught.value.__context__ is None
        assert started[0] not in repr(caught.value)
    assert kept.read_bytes() == damaged
    assert [copy.read_bytes() for copy in copies(kept)] == [damaged]
    assert copies(kept)[0].stat().st_mode & 0o077 == 0


def test_a_byte_changed_anywhere_is_damage_or_harms_nothing(shelf, started, kept):
    whole = kept.read_bytes()
    chance = random.Random(7)
    for _ in range(40):
        place = chance.randrange(len(whole))
        kept.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            journal = shelf.open(*started)
        except Damaged:
            continue
        assert [answer.value for answer in journal.answers().values()] == [TEXT] * 8
        journal.close()


def test_another_damage_is_another_copy_even_in_the_same_second(
    shelf, started, kept, standing_clock
):
    assert standing_clock
    whole = kept.read_bytes()
    for size in (100, 200, 100):
        kept.write_bytes(whole[:size])
        with pytest.raises(Damaged):
            shelf.open(*started)
    assert [copy.name.partition(".")[2] for copy in copies(kept)] == [
        "damaged-20260301T090000Z-2.journal",
        "damaged-20260301T090000Z.journal",
    ]
    assert {len(copy.read_bytes()) for copy in copies(kept)} == {100, 200}


def test_what_was_still_in_the_log_is_copied_with_the_file(shelf, started, kept):
    journal = shelf.open(*started)
    journal.save("form/later", "not yet in the file", base=0)
    log = kept.with_name(f"{kept.name}-wal")
    content = log.read_bytes()
    whole = kept.read_bytes()
    journal.close()
    kept.write_bytes(whole[:90_000] + bytes(4096) + whole[94_096:])
    log.write_bytes(content)
    with pytest.raises(Damaged):
        shelf.open(*started)
    (copy,) = copies(kept)
    assert copy.with_name(f"{copy.name}-wal").read_bytes() == content == log.read_bytes()


def test_damage_met_while_open_is_told_and_nothing_more_is_written(shelf, started, kept):
    journal = shelf.open(*started)
    damaged = kept.read_bytes()[:8192] + bytes(kept.stat().st_size - 8192)
    with kept.open("r+b") as file:
        file.write(damaged)
    with pytest.raises(Damaged):
        journal.answers()
    with pytest.raises(Damaged):
        journal.save("form/more", 1, base=0)
    assert kept.read_bytes() == damaged
    assert len(copies(kept)) == 1
    journal.close()


def test_half_a_copy_is_not_left_to_pass_for_one(shelf, started, kept, monkeypatch):
    kept.write_bytes(kept.read_bytes()[:100])

    def full(_, copy):
        copy.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("journal.files.shutil.copyfileobj", full)
    with pytest.raises(Damaged):
        shelf.open(*started)
    assert copies(kept) == []


def test_damage_is_told_even_when_no_copy_can_be_made(shelf, started, kept, monkeypatch):
    kept.write_bytes(kept.read_bytes()[:100])

    def full(*_):
        raise OSError(28, "No space left on device", str(kept))

    monkeypatch.setattr("journal.damage.copy_private", full)
    with pytest.raises(Damaged) as caught:
        shelf.open(*started)
    assert not caught.value.copied
    assert caught.value.__context__ is None


def test_without_seal_and_first_page_nobody_can_tell_and_nothing_is_touched(shelf, started, kept):
    damaged = os.urandom(kept.stat().st_size)
    kept.write_bytes(damaged)
    (kept.parent / f"{started[0]}.seal").unlink()
    with pytest.raises(CannotOpen):
        shelf.open(*started)
    with pytest.raises(CannotOpen):
        shelf.key(started[0], "seven quiet otters")
    assert kept.read_bytes() == damaged
    assert {path.name for path in kept.parent.iterdir()} == {kept.name, "nobody.seal", "tries"}
