"""What is remembered: one encrypted file per participant, and series over what it holds."""

from journal.protocol import (
    Answer,
    CannotOpen,
    Changed,
    Damaged,
    Entry,
    EntryChanged,
    Gone,
    Journal,
    JournalError,
    Session,
    TooNew,
    Unwritable,
    Value,
)
from journal.series import Point, series
from journal.shelf import Shelf
from journal.statistics import UsualRange, usual_range

__all__ = [
    "Answer",
    "CannotOpen",
    "Changed",
    "Damaged",
    "Entry",
    "EntryChanged",
    "Gone",
    "Journal",
    "JournalError",
    "Point",
    "Session",
    "Shelf",
    "TooNew",
    "Unwritable",
    "UsualRange",
    "Value",
    "series",
    "usual_range",
]
