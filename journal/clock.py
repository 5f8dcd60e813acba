"""The one clock: every time in a journal comes from `now`, and a test can set it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime


def _system_time() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system_time


def now() -> datetime:
    """Return the present moment in UTC, aware of being so.

    Raises ValueError if a clock that was put in place tells a time without a zone: such a time
    would be read as this machine's, and sittings would begin and end hours off.
    """
    moment = _source()
    if moment.tzinfo is None:
        raise ValueError("the clock told a time without a zone")
    return moment.astimezone(UTC)


@contextmanager
def told_by(source: Callable[[], datetime]) -> Iterator[None]:
    """Let `source` tell the time inside the `with` block.

    >>> with told_by(lambda: datetime(2026, 3, 1, 9, tzinfo=UTC)):
    ...     now().isoformat()
    '2026-03-01T09:00:00+00:00'
    """
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
