"""A code and a passphrase open a journal, and nothing else tells anything."""

import hashlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from journal import CannotOpen, JournalError, Shelf, keys
from journal import seals as seals_module
from journal import shelf as shelf_module
from journal.codes import normal

PASSPHRASE = "seven quiet otters"

posix = pytest.mark.skipif(os.name != "posix", reason="modes mean little here")


def repr_short(value: object) -> str:
    return ascii(value)[:20]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_code_is_three_of_the_words_and_its_key_opens(shelf, started):
    code, key = started
    assert len(code.split("-")) == 3
    assert shelf.key(code, PASSPHRASE) == key
    shelf.open(code, key).close()


def test_every_start_is_another_code_and_another_key(shelf):
    starts = [shelf.start(PASSPHRASE) for _ in range(30)]
    assert len({code for code, _ in starts}) == len({key for _, key in starts}) == 30


def test_when_every_code_is_taken_that_is_said_and_nothing_is_overwritten(folder):
    small = Shelf(folder, ["amber"])
    code, key = small.start(PASSPHRASE)
    before = contents(folder)
    with pytest.raises(JournalError, match="no code is free"):
        small.start(PASSPHRASE)
    assert contents(folder) == before
    small.open(code, key).close()


@pytest.mark.parametrize("word", ["", "Amber", "a b", "a-b", "../a", "a1", "am.ber"])
def test_a_word_that_cannot_be_typed_back_is_refused(folder, word):
    with pytest.raises(ValueError, match="code words"):
        Shelf(folder, [word]).start(PASSPHRASE)


def test_a_code_may_be_typed_as_people_type(shelf, started):
    code, key = started
    one, two, three = code.split("-")
    for typed in (
        code.upper(),
        f"  {one} {two} {three}\n",
        f"{one}_{two}  {three}",
        f"{one} - {two}–{three}-",
        f"{one}\N{NO-BREAK SPACE}{two}\t{three}",
    ):
        assert shelf.key(typed, PASSPHRASE) == key


@pytest.mark.parametrize(
    "typed",
    [
        "", "-", "--", "amber", "a-b-c-d", "../../etc/passwd", "amber-basil-../x", "/a /b /c",
        "amber-basil-ced\x00ar", "amber-basil-cedar.journal", "amber\\basil\\cedar", "a-b-\ud800",
        "amber basil " + "c" * 10_000_000, "é" * 98 + " b c", None, 7,
    ],
    ids=repr_short,
)  # fmt: skip
def test_what_cannot_be_a_code_is_a_wrong_code(shelf, started, typed):
    with pytest.raises(CannotOpen):
        shelf.key(typed, PASSPHRASE)
    with pytest.raises(CannotOpen):
        shelf.open(typed, started[1])


@given(st.text(max_size=60))
def test_a_code_never_names_a_path(typed):
    code = normal(typed)
    assert code is None or code.replace("-", "").isalpha()
    assert code is None or normal(code) == code


def test_wrong_code_and_wrong_passphrase_get_the_same_answer_after_the_same_work(
    shelf, started, monkeypatch, standing_clock
):
    worked: list[tuple[int, int]] = []
    derive = hashlib.pbkdf2_hmac

    def counted(name, typed, salt, rounds, length):
        worked.append((len(salt), rounds))
        return derive(name, typed, salt, rounds, length)

    def untouched(*_):
        raise AssertionError("the database was touched")

    monkeypatch.setattr(hashlib, "pbkdf2_hmac", counted)
    monkeypatch.setattr(seals_module, "unlocks", untouched)
    said = []
    for code, passphrase in (
        (started[0], "wrong"),
        ("heath-heath-nowhere", PASSPHRASE),
        ("../etc/passwd", PASSPHRASE),
        (started[0], ""),
        (started[0], "p" * 10_000_000),
        (started[0], "half a pair \ud800"),
        (started[0], None),
    ):
        standing_clock.forward(hours=1)  # or it would be too soon
        with pytest.raises(CannotOpen) as caught:
            shelf.key(code, passphrase)
        said.append((str(caught.value), repr(caught.value), caught.value.__context__))
    assert len(set(said)) == 1
    assert worked == [(16, 2)] * len(said)


def test_a_wrong_passphrase_changes_nothing_on_disk_but_the_count_of_tries(shelf, started, folder):
    before = contents(folder)
    with pytest.raises(CannotOpen):
        shelf.key(started[0], "wrong")
    after = contents(folder)
    assert after.pop("tries")
    assert after.pop("nobody.seal")
    assert after == before


@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 32, b"k" * 33])
def test_a_wrong_key_opens_nothing_and_makes_nothing(shelf, started, folder, key):
    before = contents(folder)
    for code in (started[0], "heath-heath-nowhere"):
        with pytest.raises(CannotOpen):
            shelf.open(code, key)
    assert contents(folder) == before


@pytest.mark.parametrize("passphrase", ["", "p" * 1025], ids=repr_short)
def test_no_passphrase_and_an_endless_one_are_refused(shelf, folder, passphrase):
    with pytest.raises(ValueError, match="passphrase"):
        shelf.start(passphrase)
    assert not folder.exists()


@pytest.mark.parametrize(
    "passphrase", ["naïve café", "\ud800", "a\x00b", "  ", "🦦" * 1024], ids=repr_short
)
def test_any_passphrase_opens_again_however_its_accents_are_typed(shelf, passphrase):
    code, key = shelf.start(passphrase)
    assert shelf.key(code, passphrase) == key
    assert shelf.key(code, passphrase.replace("ï", "i\u0308")) == key


def test_sqlcipher_opens_the_file_with_the_passphrase_alone(shelf, folder, monkeypatch):
    monkeypatch.setattr(keys, "ROUNDS", 256_000)
    code, key = shelf.start("l'été à l'ombre")
    journal = shelf.open(code, key)
    journal.save("form/a", "kept", base=0)
    journal.close()
    plain = dbapi2.connect(str(folder / f"{code}.journal"))
    plain.execute("PRAGMA key = 'l''été à l''ombre'")
    assert plain.execute("SELECT value FROM answer").fetchall() == [('"kept"',)]
    plain.close()


def test_opening_by_the_key_derives_nothing(shelf, started, monkeypatch):
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", None)
    shelf.open(*started).close()


@pytest.mark.parametrize("seal", [None, b"", b"{", b"[1]", b'{"format": 1}', b"\xff" * 9000,
                                  b'{"format": 1, "salt": "00", "verifier": "00"}'])  # fmt: skip
def test_a_journal_outlives_its_seal_which_is_written_anew(shelf, started, folder, seal):
    path = folder / f"{started[0]}.seal"
    before = path.read_bytes()
    path.unlink() if seal is None else path.write_bytes(seal)
    with pytest.raises(CannotOpen):
        shelf.key(started[0], "wrong")
    with pytest.raises(CannotOpen):
        shelf.open(started[0], b"k" * 32)
    assert shelf.key(started[0], PASSPHRASE) == started[1]
    shelf.open(*started).close()
    assert path.read_bytes() == before


def test_a_lost_seal_is_made_anew_by_a_page_that_has_the_key(shelf, started, folder):
    path = folder / f"{started[0]}.seal"
    before = path.read_bytes()
    path.unlink()
    shelf.open(*started).close()
    assert path.read_bytes() == before


def test_a_seal_of_a_later_format_is_left_as_it_is(shelf, started, folder):
    path = folder / f"{started[0]}.seal"
    path.write_bytes(b'{"format": 2}')
    assert shelf.key(started[0], PASSPHRASE) == started[1]
    assert path.read_bytes() == b'{"format": 2}'


def test_the_seal_holds_the_salt_when_the_file_has_lost_it(shelf, started, folder):
    path = folder / f"{started[0]}.journal"
    path.write_bytes(bytes(16) + path.read_bytes()[16:])
    assert shelf.key(started[0], PASSPHRASE) == started[1]
    shelf.open(*started).close()


def test_a_journal_that_is_no_longer_there_cannot_be_opened(shelf, started, folder):
    (folder / f"{started[0]}.journal").unlink()
    with pytest.raises(CannotOpen):
        shelf.key(started[0], PASSPHRASE)
    with pytest.raises(CannotOpen):
        shelf.open(*started)
    assert not (folder / f"{started[0]}.journal").exists()


@posix
def test_only_their_owner_can_read_the_files_from_the_first_moment(shelf, folder, monkeypatch):
    asked: list[int] = []
    make = os.open

    def watched(path, flags, mode=0o777, **more):
        if flags & os.O_CREAT:
            asked.append(mode)
        return make(path, flags, mode, **more)

    monkeypatch.setattr(os, "open", watched)
    before = os.umask(0)
    try:
        code, key = shelf.start(PASSPHRASE)
        journal = shelf.open(code, key)
        journal.save("form/a", 1, base=0)
        modes = {path.suffix: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
        journal.close()
    finally:
        os.umask(before)
    assert modes == dict.fromkeys([".journal", ".journal-wal", ".journal-shm", ".seal"], 0o600)
    assert set(asked) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_a_folder_that_is_ours_is_narrowed_and_a_shared_one_is_not(tmp_path):
    for mode, expected in ((0o755, 0o700), (0o1777, 0o1777)):
        place = tmp_path / oct(mode)
        place.mkdir()
        place.chmod(mode)
        Shelf(place, ["amber"]).start(PASSPHRASE)
        assert stat.S_IMODE(place.stat().st_mode) == expected


def test_a_start_that_fails_leaves_nothing_behind(shelf, folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "amber-basil-cedar.seal")

    monkeypatch.setattr(shelf_module, "write_seal", full)
    with pytest.raises(JournalError, match="full") as caught:
        shelf.start(PASSPHRASE)
    assert "amber" not in repr(caught.value)
    assert caught.value.__context__ is None
    assert list(folder.iterdir()) == []


def test_nothing_is_made_on_disk_for_a_journal_in_memory(shelf, folder):
    journal = shelf.in_memory()
    journal.save("form/a", "words", base=0)
    journal.close()
    assert not folder.exists()
