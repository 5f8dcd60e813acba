"""A record as JSON: exact both ways, as documented, and refused with the reason if it isn't one."""

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from journal import CannotBring, Record, from_json, record_json, to_json, why

DOCUMENT = "docs/record-format.md"
PLANTED = "I waited by the telephone until the morning"

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(), max_size=8)
)
values = st.recursive(
    scalars,
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.text(st.characters()), below, max_size=3)
    ),
    max_leaves=5,
).map(lambda value: json.loads(json.dumps(value)))
moments = st.datetimes(
    datetime(1901, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)
) | st.integers(-839, 840).map(
    lambda east: datetime.fromisoformat(
        f"2026-03-01T09:00:00{'+' if east >= 0 else '-'}{abs(east) // 60:02}:{abs(east) % 60:02}"
    )
)
answers = st.fixed_dictionaries(
    {
        "key": st.from_regex(r"[a-z]{1,5}/[a-z0-9]{1,5}", fullmatch=True),
        "value": values,
        "at": moments,
    }
)
entries = st.fixed_dictionaries(
    {
        "id": st.uuids().map(lambda one: one.hex),
        "key": st.just("module/practice"),
        "body": st.dictionaries(st.text(st.characters()), values, max_size=2).map(
            lambda body: json.loads(json.dumps(body))
        ),
        "revision": st.integers(1, 9),
        "at": moments,
    }
)
sittings = st.fixed_dictionaries(
    {
        "began": moments,
        "last": moments,
        "ended": st.none() | moments,
        "answers": st.lists(answers, max_size=3, unique_by=lambda one: one["key"]),
        "entries": st.lists(entries, max_size=2),
    }
)
records = st.lists(sittings, max_size=3).map(lambda found: Record(sittings=found))


def kinds(value):
    """A value with the kinds of its numbers: 1 and 1.0 are one to Python, and -0.0 and 0."""
    if isinstance(value, list):
        return [kinds(one) for one in value]
    if isinstance(value, dict):
        return {name: kinds(one) for name, one in value.items()}
    return type(value).__name__, repr(value)


@given(records)
def test_what_is_written_is_read_back_exactly(record):
    data = to_json(record)
    back = from_json(data)
    assert back == record
    assert to_json(back) == data
    assert kinds(json.loads(json.dumps(back.model_dump()))) == kinds(
        json.loads(json.dumps(record.model_dump()))
    )


@given(sittings=st.lists(sittings, max_size=2))
def test_a_journal_gives_back_what_it_took_in(sittings):
    from journal import Shelf

    one, other = (Shelf("nowhere", []).in_memory() for _ in range(2))
    one.merge(Record(sittings=sittings))
    taken = to_json(one.record())
    other.merge(from_json(taken))
    assert to_json(other.record()) == taken
    for journal in (one, other):
        journal.close()


def test_every_text_comes_back_as_it_was_typed(memory, nasty):
    memory.save("form/note", nasty, base=0)
    memory.add_entry("form/practice", {"fields": {nasty: nasty}})
    record = from_json(to_json(memory.record()))
    (sitting,) = record.sittings
    assert sitting.answers[0].value == nasty
    assert sitting.entries[0].body == {"fields": {nasty: nasty}}


def test_a_record_holds_all_sittings_with_the_persons_own_times(shelf, started, standing_clock):
    journal = shelf.open(*started, offset=90)
    journal.save("form/old", 1, base=0)
    journal.save("form/gone", 1, base=0)
    journal.save("form/gone", None, base=1)
    standing_clock.forward(days=1)
    journal.save("form/old", 2, base=1)
    first, second = journal.record().sittings
    journal.close()
    assert [(one.key, one.value) for one in first.answers] == [("form/gone", None), ("form/old", 1)]
    assert [one.value for one in second.answers] == [2]
    assert first.began.isoformat() == "2026-03-01T10:30:00+01:30"
    assert (first.ended, second.ended) == (first.last, None)


def test_nothing_of_a_record_is_in_its_repr(memory):
    memory.save("form/note", PLANTED, base=0)
    assert PLANTED not in repr(memory.record())
    assert PLANTED not in str(memory.record().sittings[0].answers)


def test_progress_is_told_sitting_by_sitting(memory, standing_clock):
    for number in range(3):
        memory.save("form/item", number, base=number)
        standing_clock.forward(days=1)
    told = []
    to_json(memory.record(), lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


# The document


def example(root):
    text = (root / DOCUMENT).read_text(encoding="utf-8")
    return re.search(r"```json\n(.*?)```", text, re.DOTALL)[1].encode()


def test_the_documents_example_is_a_record_written_as_records_are(root):
    assert to_json(from_json(example(root))) == example(root)


def test_the_document_has_every_field_in_the_models_words(root):
    def fields(model, above=""):
        for name, field in model.model_fields.items():
            below = [
                one
                for one in re.findall(r"\w+", str(field.annotation))
                if one.startswith("Record") and one != "Record"
            ]
            yield f"{above}{name}", field.description
            for one in below:
                yield from fields(KINDS[one], f"{above}{name}.")

    text = (root / DOCUMENT).read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([\w.]+)` \| (.*) \|$", text, re.MULTILINE))
    wanted = dict(fields(Record))
    assert list(listed) == list(wanted)
    assert {name: words for name, words in wanted.items() if words} == {
        name: words for name, words in listed.items() if wanted[name]
    }


def _kinds() -> dict[str, type[BaseModel]]:
    from journal import record

    return {name: found for name, found in vars(record).items() if name.startswith("Record")}


KINDS = _kinds()


# What is refused


def changed(root, **fields):
    found = json.loads(example(root))
    found.update(fields)
    return json.dumps(found).encode()


SITTING = {
    "began": "2026-03-01T09:00:00+00:00",
    "last": "2026-03-01T09:00:00+00:00",
    "ended": None,
    "answers": [],
    "entries": [],
}
ANSWER = {"key": "form/item", "value": 1, "at": "2026-03-01T09:00:00+00:00"}
ENTRY = {"id": "0" * 32, "key": "a/b", "body": {}, "revision": 1, "at": ANSWER["at"]}


def deep(levels):
    return json.loads("[" * levels + "]" * levels)


BROKEN_SITTINGS = {
    "no map": [5],
    "a field missing": [{name: SITTING[name] for name in SITTING if name != "last"}],
    "a field that there is not": [SITTING | {"more": PLANTED}],
    "a day that there is not": [SITTING | {"began": "2026-02-30T09:00:00+00:00"}],
    "a time without an offset": [SITTING | {"began": "2026-03-01T09:00:00"}],
    "a time as a number": [SITTING | {"began": 5}],
    "an offset with seconds": [SITTING | {"began": "2026-03-01T09:00:00+00:00:07"}],
    "the beginning of days": [SITTING | {"last": "0001-01-01T00:00:00+14:00"}],
    "the end of days": [SITTING | {"began": "9999-12-31T23:59:59+00:00"}],
    "a key of another shape": [SITTING | {"answers": [ANSWER | {"key": f"../{PLANTED}"}]}],
    "a key that is no text": [SITTING | {"answers": [ANSWER | {"key": 5}]}],
    "a key twice": [SITTING | {"answers": [ANSWER, ANSWER]}],
    "lists too deep in lists": [SITTING | {"answers": [ANSWER | {"value": deep(60)}]}],
    "a body that is no map": [SITTING | {"entries": [ENTRY | {"body": [PLANTED]}]}],
    "an id of another shape": [SITTING | {"entries": [ENTRY | {"id": "x"}]}],
    "an id twice": [SITTING | {"entries": [ENTRY]}, SITTING | {"entries": [ENTRY]}],
    "a revision that is none": [SITTING | {"entries": [ENTRY | {"revision": True}]}],
    "a revision too high": [SITTING | {"entries": [ENTRY | {"revision": 2**63}]}],
}


def refused(data):
    with pytest.raises(CannotBring) as caught:
        from_json(data)
    assert caught.value.__context__ is None
    assert PLANTED not in str(caught.value)
    assert "Nothing has been changed." in why(caught.value)
    return caught.value.reason


@pytest.mark.parametrize("sittings", BROKEN_SITTINGS.values(), ids=BROKEN_SITTINGS)
def test_a_record_that_breaks_the_format_is_damaged(root, sittings):
    assert refused(changed(root, sittings=sittings)) == "damaged"


OTHERS = {
    "nothing": (b"", "not-json"),
    "text": (PLANTED.encode(), "not-json"),
    "another encoding": ('"é"'.encode("latin-1"), "not-json"),
    "cut short": (b'{"format": 1, "sittings": [', "not-json"),
    "a list": (b"[]", "foreign"),
    "a number": (b"5", "foreign"),
    "another map": (json.dumps({"mood": PLANTED}).encode(), "foreign"),
    "a format that is no number": (b'{"format": "1", "sittings": []}', "foreign"),
    "a format that is true": (b'{"format": true, "sittings": []}', "foreign"),
    "a newer format": (b'{"format": 2, "sittings": {}}', "newer"),
    "an older format": (b'{"format": 0, "sittings": []}', "damaged"),
    "a name twice": (b'{"format": 1, "sittings": [], "sittings": []}', "damaged"),
    "no number": (b'{"format": 1, "sittings": NaN}', "damaged"),
    "a number beyond all": (b'{"format": 1, "sittings": [' + b"9" * 5000 + b"]}", "not-json"),
    "brackets without end": (b"[" * 200_000, "too-large"),
    "maps without end": (b'{"a":' * 200_000, "too-large"),
}


@pytest.mark.parametrize(("data", "reason"), OTHERS.values(), ids=OTHERS)
def test_what_is_no_record_is_refused_with_the_reason(data, reason):
    assert refused(data) == reason


def test_a_number_that_no_journal_keeps_is_damage(root):
    data = changed(root, sittings=[SITTING | {"answers": [ANSWER | {"value": 7}]}])
    assert refused(data.replace(b'"value": 7', b'"value": 1e999')) == "damaged"


def test_a_file_too_large_is_not_even_read(root, monkeypatch):
    monkeypatch.setattr(record_json, "LARGEST", len(example(root)) - 1)
    assert refused(example(root)) == "too-large"


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_do_more_than_be_refused(data):
    with pytest.raises(CannotBring):
        from_json(data)
