"""Reading what a browser sent: anything can arrive, and only what fits is taken."""

from collections.abc import Mapping
from typing import Any


def within(sent: Any, low: float, high: float) -> float | None:
    """Return a number that was sent, kept between two ends; None for what isn't a number.

    >>> within(7, 0, 5), within(float("-inf"), 0, 5), within(10**400, 0, 5)
    (5.0, 0.0, 5.0)
    >>> within("7", 0, 5), within(True, 0, 5), within(float("nan"), 0, 5)
    (None, None, None)
    """
    number = isinstance(sent, int | float) and not isinstance(sent, bool)
    if not number or sent != sent:  # NaN is no number, and is not even itself
        return None
    return float(min(max(sent, low), high))


def text(message: Mapping[str, Any], name: str) -> str:
    """Return a text that was sent under a name; nothing for what isn't one.

    >>> text({"code": "amber"}, "code"), text({"code": 5}, "code"), text({}, "code")
    ('amber', '', '')
    """
    sent = message.get(name)
    return sent if isinstance(sent, str) else ""
