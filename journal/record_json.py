"""A record as JSON: the same record gives the same bytes, and reading gives it back exactly."""

import json
from typing import Any, NoReturn

from pydantic import ValidationError

from journal.progress import Progress, unwatched
from journal.protocol import CannotBring, Why
from journal.record import FORMAT, Record

LARGEST = 50_000_000
"""Bytes of JSON that are read: a journal of five years of daily use has about five million."""


def to_json(record: Record, progress: Progress = unwatched) -> bytes:
    """Return a record as JSON in UTF-8, its names in the format's order; sittings are counted.

    Half a surrogate pair, which UTF-8 does not have, is written as the escape that JSON has for it.
    """
    total = len(record.sittings)
    parts = []
    for done, sitting in enumerate(record.sittings, 1):
        text = json.dumps(sitting.model_dump(), ensure_ascii=False, allow_nan=False, indent=1)
        parts.append(text.replace("\n", "\n  "))
        progress(done, total)
    inside = ",\n  ".join(parts)
    listed = f"[\n  {inside}\n ]" if parts else "[]"
    text = f'{{\n "format": {record.format},\n "sittings": {listed}\n}}\n'
    return text.encode("utf-8", "backslashreplace")


def from_json(data: bytes) -> Record:
    """Return the record that a file holds; raises `CannotBring` with the reason.

    Whatever the bytes are: nothing of them is in the error.
    """
    reason: Why | None = "too-large" if len(data) > LARGEST else None
    if reason is None:
        try:
            return _record(data)
        except RecursionError:
            reason = "too-large"
        except _NotOursError as error:
            reason = error.reason
        except ValidationError:
            reason = "damaged"
        except ValueError:  # not UTF-8, not JSON, a number of too many digits
            reason = "not-json"
    raise CannotBring(reason)  # outside of the `except`: its context would quote the file


class _NotOursError(Exception):
    def __init__(self, reason: Why) -> None:
        self.reason = reason


def _record(data: bytes) -> Record:
    found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_map, parse_constant=_no_number)
    version = found.get("format") if isinstance(found, dict) else None
    if type(version) is not int or "sittings" not in found:
        raise _NotOursError("foreign")
    if version > FORMAT:
        raise _NotOursError("newer")
    return Record.model_validate(found)


def _map(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a name that is there twice: one of the two would be dropped."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NotOursError("damaged")
    return found


def _no_number(_name: str) -> NoReturn:
    raise _NotOursError("damaged")
