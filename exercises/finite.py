"""What counts as a number that something can be worked out from."""

import sys
from numbers import Real
from typing import Any, TypeGuard


def is_finite(value: Any) -> TypeGuard[float]:
    """Whether a value is a number, and neither NaN nor beyond what a float can hold.

    True and False are answers, not numbers; None is *unanswered*.

    >>> [is_finite(value) for value in (5, 0.5, True, None, "5", float("nan"), 10**400)]
    [True, True, False, False, False, False, False]
    """
    real = isinstance(value, Real) and not isinstance(value, bool)
    return real and bool(abs(value) <= sys.float_info.max)
