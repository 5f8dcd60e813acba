"""Nothing that a person wrote can be read on disk."""

import pytest

from journal import Damaged, Shelf
from journal.migrations import STEPS

PLANTED = "I waited by the telephone until the morning"
PASSPHRASE = "seven quiet otters"


def search(folder, *sentences):
    """Return the files that hold a sentence, in UTF-8 or in UTF-16."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [
        (path.name, sentence)
        for path in files
        for sentence in sentences
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if sentence.encode(encoding) in path.read_bytes()
    ]


def test_the_search_finds_what_is_there_to_be_found(tmp_path):
    (tmp_path / "a").write_bytes(b"x" + PLANTED.encode("utf-16-le"))
    (tmp_path / "b").write_bytes(b"x" + PLANTED.encode())
    assert sorted(search(tmp_path, PLANTED)) == [("a", PLANTED), ("b", PLANTED)]


def test_no_file_holds_a_word_while_a_journal_is_open_or_after(tmp_path, monkeypatch):
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    shelf = Shelf(tmp_path / "shelf", ["amber", "basil"])
    code, key = shelf.start(PASSPHRASE)
    secrets = (PLANTED, PASSPHRASE, key.hex(), "form/planted", "CREATE TABLE")
    journal = shelf.open(code, key)
    journal.save("form/planted", PLANTED, base=0)
    journal.save("form/planted-long", PLANTED * 50_000, base=0)
    entry = journal.add_entry("form/practice", {"note": PLANTED})
    assert len(list((tmp_path / "shelf").iterdir())) == 4
    assert search(tmp_path, *secrets) == []
    journal.save("form/planted", None, base=1)
    journal.remove_entry(entry.id)
    assert search(tmp_path, *secrets) == []
    journal.close()
    assert search(tmp_path, *secrets) == []

    Shelf(tmp_path / "shelf", [], [*STEPS, lambda _: None]).open(code, key).close()
    path = tmp_path / "shelf" / f"{code}.journal"
    path.write_bytes(path.read_bytes()[:-4096])
    with pytest.raises(Damaged):
        shelf.open(code, key)
    assert len(list((tmp_path / "shelf").iterdir())) >= 4
    assert search(tmp_path, *secrets) == []


def test_nothing_is_printed_about_a_wrong_passphrase_or_damage(shelf, started, folder, capfd):
    path = folder / f"{started[0]}.journal"
    (folder / f"{started[0]}.seal").rename(folder / "seal")
    with pytest.raises(Exception, match="no journal opens"):
        shelf.key(started[0], "wrong")
    (folder / "seal").rename(folder / f"{started[0]}.seal")
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(Damaged):
        shelf.open(*started)
    assert capfd.readouterr() == ("", "")
