"""When one sitting ends and the next begins.

A sitting is known by its number, never by its times: a clock set back can neither reorder sittings
nor lose one.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from journal.protocol import Session

QUIET = timedelta(hours=4)


def sitting(latest: Session | None, now: datetime, offset: int) -> Session:
    """Return the sitting that a write at `now` belongs to: the latest, or one that it begins.

    After more than four quiet hours another begins, and so it does after the clock was set back by
    as much, since then nothing tells how long it has been.
    """
    if latest is not None and settled(latest, now).closed is None:
        return latest
    number = latest.id + 1 if latest else 1
    return Session(id=number, opened=now, last=now, closed=None, offset=offset)


def settled(session: Session, now: datetime) -> Session:
    """Return the sitting as it stands at `now`: the quiet hours close it at its last write."""
    lapsed = session.closed is None and abs(now - session.last) > QUIET
    return replace(session, closed=session.last) if lapsed else session
