"""Bringing a record back: what it is, and what would come in, before anything does."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from exercises.content import words
from journal.merging import kept_too, known_sittings, same_answer, set_aside
from journal.protocol import CannotBring
from journal.record import Record, RecordAnswer, RecordEntry
from journal.values import ordered

HEAD = 4096


class Preview(NamedTuple):
    """What would come in: sittings in the file, the days of the first and last, and answers.

    Notes and practices are counted with the answers. `different`: the journal has another answer
    in that place; both are kept. `new` and `there` are none of those.
    """

    sittings: int
    first: date | None
    last: date | None
    new: int
    there: int
    different: int


def preview(before: Record, record: Record) -> Preview:
    """Return what `Journal.merge` would take in; `before` is the journal's own record."""
    days = [sitting.began.date() for sitting in record.sittings]
    fates = [*_answers(before, record), *_entries(before, record)]
    return Preview(
        sittings=len(days),
        first=min(days, default=None),
        last=max(days, default=None),
        new=fates.count("new"),
        there=fates.count("there"),
        different=fates.count("different"),
    )


def is_locked(data: bytes) -> bool:
    """Whether a file can only be an encrypted copy, for which a passphrase is to be asked.

    Encrypted bytes look like chance, and by chance no 4,096 bytes are UTF-8.
    """
    try:
        data[:HEAD].decode()
    except UnicodeDecodeError as error:
        return error.start < min(len(data), HEAD) - 4  # not just a character cut in two
    return False


def why(error: CannotBring) -> str:
    """Return the reason in words for the person."""
    return words(f"bringing.why.{error.reason}")


def _answers(before: Record, record: Record) -> Iterator[str]:
    had = known_sittings(before)
    ids = {entry.id for sitting in before.sittings for entry in sitting.entries}
    for known, sitting in known_sittings(record).items():
        mine: dict[str, RecordAnswer] = {}
        if known in had:
            mine = {answer.key: answer for answer in had[known].answers}
        for answer in sitting.answers:
            if answer.value is None:
                continue
            if answer.key not in mine:
                yield "new"
            elif same_answer(answer, mine[answer.key]) or set_aside(known, answer).id in ids:
                yield "there"
            else:
                yield "different"


def _entries(before: Record, record: Record) -> Iterator[str]:
    had = {entry.id: entry for sitting in before.sittings for entry in sitting.entries}
    for sitting in record.sittings:
        for entry in sitting.entries:
            yield _fate(entry, had)


def _fate(entry: RecordEntry, had: dict[str, RecordEntry]) -> str:
    """Return what becomes of an entry, which may be kept already under an id that follows."""
    mine = had.get(entry.id)
    if mine is None:
        return "new"
    while mine is not None:
        if (mine.key, ordered(mine.body)) == (entry.key, ordered(entry.body)):
            return "there"
        entry = kept_too(entry)
        mine = had.get(entry.id)
    return "different"
