"""The record: all that a journal holds, as it is taken away and brought back.

The format is described for people in `docs/record-format.md`, whose example a test reads. A change
to these models that an older workbook could not read needs another `FORMAT`.
"""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, model_validator
from pydantic.functional_validators import BeforeValidator

from journal.values import check_id, check_key, to_text

FORMAT: Literal[1] = 1
EARLIEST = datetime(1899, 12, 31, tzinfo=UTC)
LATEST = datetime(2200, 1, 2, tzinfo=UTC)
"""The years 1900 to 2199, on any clock. At the ends of the calendar no time can be moved a zone."""


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        raise ValueError("a moment is an ISO 8601 date and time")
    offset = moment.utcoffset()
    if offset is None or offset % timedelta(minutes=1):
        raise ValueError("a moment has an offset from UTC, in whole minutes")
    if not EARLIEST <= moment < LATEST:
        raise ValueError("a moment is of the years 1900 to 2199")
    return moment


def _key(value: str) -> str:
    check_key(value)
    return value


def _id(value: str) -> str:
    check_id(value)
    return value


def _kept(value: Any) -> Any:
    to_text(value)
    return value


def iso(moment: datetime) -> str:
    """Return a moment as it is written in a record: to the microsecond, with its offset."""
    return moment.isoformat(timespec="microseconds")


Moment = Annotated[datetime, BeforeValidator(_moment), PlainSerializer(iso)]
Key = Annotated[str, Field(strict=True), AfterValidator(_key)]
Identity = Annotated[str, Field(strict=True), AfterValidator(_id)]
Count = Annotated[int, Field(strict=True, ge=1, lt=2**31)]


class _Part(BaseModel):
    """Any part of a record. What it holds is left out of its `repr`: that may end up in a log."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class RecordAnswer(_Part):
    """What a sitting ended on for a question."""

    key: Key = Field(description="`form/item`")
    value: Annotated[Any, AfterValidator(_kept)] = Field(description="null for a cleared answer")
    at: Moment = Field(description="when it was last changed")


class RecordEntry(_Part):
    """Something done or noted, of which a sitting can hold several."""

    id: Identity = Field(description="32 hexadecimal digits, the same in every copy")
    key: Key = Field(description="`module/practice`")
    body: Annotated[dict[str, Any], AfterValidator(_kept)] = Field(description="what was entered")
    revision: Count = Field(description="1 when it was added, higher after each change")
    at: Moment = Field(description="when it was added")


class RecordSitting(_Part):
    """One sitting, and all that was answered and done in it."""

    began: Moment = Field(description="with the offset of where the person was")
    last: Moment = Field(description="when something was last written in it")
    ended: Moment | None = Field(description="null while it may still go on")
    answers: tuple[RecordAnswer, ...] = Field(description="by key, each key once")
    entries: tuple[RecordEntry, ...] = Field(description="in the order of adding")

    @property
    def offset(self) -> int:
        """Minutes east of UTC."""
        offset = self.began.utcoffset()
        return 0 if offset is None else offset // timedelta(minutes=1)

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        if len({answer.key for answer in self.answers}) < len(self.answers):
            raise ValueError("a key has one answer in a sitting")
        return self


class Record(_Part):
    """All that a journal holds, sittings in the order they began."""

    format: Literal[1] = FORMAT
    sittings: tuple[RecordSitting, ...]

    @model_validator(mode="after")
    def _each_id_once(self) -> Self:
        ids = [entry.id for sitting in self.sittings for entry in sitting.entries]
        if len(set(ids)) < len(ids):
            raise ValueError("an id is of one entry")
        return self
