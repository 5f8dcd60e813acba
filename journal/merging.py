"""Two records in one: nothing of either is lost, and it is the same whichever comes first.

- A sitting is known by the moment it began (and its place among those that began at that moment).
  Sittings stand in an order that fits both records; where that leaves a choice, the earlier first.
- Where one sitting has two different answers to a question, the later one stands (of two of the
  same moment, the one whose JSON sorts last). The other becomes an entry of that sitting under the
  question's own key: `{"answered": value}`. So it goes wherever entries go, and is forgotten with
  its form. A cleared answer that gives way leaves nothing to keep.
- Where one entry (by its id) has two contents, the one with more changes stands, and the other is
  an entry of its own, with an id that follows from both: of two different edits a person sees both.

The ids of what is kept follow from what it is, so to merge the same again changes nothing.
"""

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from graphlib import CycleError, TopologicalSorter
from heapq import heappop, heappush
from itertools import chain, pairwise
from typing import Any, NamedTuple

from journal.record import Record, RecordAnswer, RecordEntry, RecordSitting, iso
from journal.values import ordered, to_text

Known = tuple[datetime, int]
"""What a sitting is known by."""

_KEPT = uuid.UUID("6f0d4c1e-58f7-4a3b-9d39-2b0f3f6f5a11")


def merged(one: Record, other: Record) -> Record:
    """Return a record of all that is in either."""
    both = [known_sittings(one), known_sittings(other)]
    order = _order([list(sittings) for sittings in both])
    found: dict[Known, RecordSitting] = {}
    pool: list[Placed] = []
    for known in order:
        there = [sittings[known] for sittings in both if known in sittings]
        answers, aside = _answers(known, there)
        found[known] = _sitting(there, answers, open_ended=known == order[-1])
        pool += [Placed(entry, known) for entry in aside]
        pool += [Placed(entry, known) for sitting in there for entry in sitting.entries]
    entries: dict[Known, list[RecordEntry]] = {known: [] for known in order}
    for placed in _entries(pool):
        entries[placed.sitting].append(placed.entry)
    return Record.model_construct(
        sittings=tuple(
            sitting.model_copy(update={"entries": in_order(entries[known])})
            for known, sitting in found.items()
        )
    )


def known_sittings(record: Record) -> dict[Known, RecordSitting]:
    """Return the sittings of a record in their order, by what they are known by."""
    before: Counter[datetime] = Counter()
    found = {}
    for sitting in record.sittings:
        began = sitting.began.astimezone(UTC)
        found[began, before[began]] = sitting
        before[began] += 1
    return found


def in_order(entries: Iterable[RecordEntry]) -> tuple[RecordEntry, ...]:
    """Return the entries of a sitting as a record has them."""
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.id)))


def set_aside(known: Known, answer: RecordAnswer) -> RecordEntry:
    """Return the entry that keeps an answer which gave way to a later one of its sitting."""
    body = {"answered": answer.value}
    told = [iso(known[0]), str(known[1]), answer.key, ordered(answer.value)]
    return RecordEntry.model_construct(
        id=_made_of(told), key=answer.key, body=body, revision=1, at=answer.at
    )


def kept_too(entry: RecordEntry) -> RecordEntry:
    """Return the entry that keeps a content which gave way to another of the same id."""
    told = [entry.id, entry.key, ordered(entry.body)]
    return entry.model_copy(update={"id": _made_of(told), "revision": 1})


class Placed(NamedTuple):
    """An entry and the sitting it is of."""

    entry: RecordEntry
    sitting: Known

    @property
    def rank(self) -> tuple[Any, ...]:
        """Return what decides which of two stands."""
        entry = self.entry
        return entry.revision, *_rank(entry.body), entry.key, entry.at, self.sitting

    def says_the_same(self, other: "Placed") -> bool:
        """Whether neither holds anything that the other has not."""
        one, two = self.entry, other.entry
        return one.key == two.key and ordered(one.body) == ordered(two.body)


def _order(records: Sequence[Sequence[Known]]) -> list[Known]:
    """Return all sittings in an order that fits each record's own.

    After a clock was set back in one of them there may be none; then they stand by their times.
    """
    graph: TopologicalSorter[Known] = TopologicalSorter()
    for known in chain(*records):
        graph.add(known)
    for record in records:
        for before, after in pairwise(record):
            graph.add(after, before)
    try:
        graph.prepare()
    except CycleError:
        return sorted(set(chain(*records)))
    free: list[Known] = []
    found: list[Known] = []
    while graph.is_active():
        for known in graph.get_ready():
            heappush(free, known)
        found.append(heappop(free))
        graph.done(found[-1])
    return found


def _sitting(
    there: Sequence[RecordSitting], answers: tuple[RecordAnswer, ...], *, open_ended: bool
) -> RecordSitting:
    """Return what one sitting, or two copies of it, come to. Only the last of all can be open."""
    last = max(sitting.last for sitting in there)
    ends = [sitting.ended for sitting in there if sitting.ended is not None]
    if len(ends) < len(there) and (ends or not open_ended):
        ends.append(last)  # it went on in one copy after it was ended in the other
    furthest = max(there, key=lambda sitting: sitting.offset)
    update = {"last": last, "ended": max(ends, default=None), "answers": answers}
    return furthest.model_copy(update=update)


def _answers(
    known: Known, there: Sequence[RecordSitting]
) -> tuple[tuple[RecordAnswer, ...], list[RecordEntry]]:
    """Return what stands of a sitting's answers, and what is kept aside."""
    given: dict[str, list[RecordAnswer]] = {}
    for answer in chain.from_iterable(sitting.answers for sitting in there):
        given.setdefault(answer.key, []).append(answer)
    stand, aside = [], []
    for key in sorted(given):
        *earlier, latest = sorted(given[key], key=lambda one: (one.at, *_rank(one.value)))
        stand.append(latest)
        for answer in earlier:
            if answer.value is not None and not same_answer(answer, latest):
                aside.append(set_aside(known, answer))
    return tuple(stand), aside


def same_answer(one: RecordAnswer, other: RecordAnswer) -> bool:
    """Whether two answers say the same; when is another matter."""
    return ordered(one.value) == ordered(other.value)


def _entries(pool: Iterable[Placed]) -> Iterator[Placed]:
    """Yield each entry once; of two contents under one id, both."""
    found: dict[str, Placed] = {}
    waiting = sorted(pool, key=lambda placed: (placed.entry.id, placed.rank))
    while waiting:
        placed = waiting.pop()
        entry = placed.entry
        if (other := found.setdefault(entry.id, placed)) is placed:
            continue
        less, more = sorted((placed, other), key=lambda one: one.rank)
        found[entry.id] = more
        if not less.says_the_same(more):
            if less.entry.revision == more.entry.revision:
                # A page that knows this revision must be told of the other content under it.
                up = more.entry.model_copy(update={"revision": more.entry.revision + 1})
                found[entry.id] = more._replace(entry=up)
            waiting.append(less._replace(entry=kept_too(less.entry)))
    yield from found.values()


def _rank(value: Any) -> tuple[str, str]:
    """Return by what to choose of two values: of two that say the same, too, as one is written."""
    return ordered(value), to_text(value)


def _made_of(told: list[str]) -> str:
    return uuid.uuid5(_KEPT, "\n".join(told)).hex
