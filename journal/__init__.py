"""What is remembered: one encrypted file per participant, and series over what it holds."""

from journal.bringing import Preview, is_locked, preview, why
from journal.brought import Brought, brought_form, brought_record, brought_series
from journal.protocol import (
    Answer,
    CannotBring,
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
    TooSoon,
    Unwritable,
    Value,
)
from journal.record import Record
from journal.record_json import from_json, to_json
from journal.series import Point, series
from journal.shelf import Shelf
from journal.statistics import EwmaChart, UsualRange, ewma_chart, usual_range
from journal.statistics_overlap import (
    Interval,
    ird,
    nap,
    nap_interval,
    nap_standard_error,
    pand,
    pnd,
    tau,
    tau_u_minus_trend_a,
)
from journal.statistics_phases import BeforeAfter, Comparison, before_after
from journal.taking import ratings_csv

__all__ = [
    "Answer",
    "BeforeAfter",
    "Brought",
    "CannotBring",
    "CannotOpen",
    "Changed",
    "Comparison",
    "Damaged",
    "Entry",
    "EntryChanged",
    "EwmaChart",
    "Gone",
    "Interval",
    "Journal",
    "JournalError",
    "Point",
    "Preview",
    "Record",
    "Session",
    "Shelf",
    "TooNew",
    "TooSoon",
    "Unwritable",
    "UsualRange",
    "Value",
    "before_after",
    "brought_form",
    "brought_record",
    "brought_series",
    "ewma_chart",
    "from_json",
    "ird",
    "is_locked",
    "nap",
    "nap_interval",
    "nap_standard_error",
    "pand",
    "pnd",
    "preview",
    "ratings_csv",
    "series",
    "tau",
    "tau_u_minus_trend_a",
    "to_json",
    "usual_range",
    "why",
]
