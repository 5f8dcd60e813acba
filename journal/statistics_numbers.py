"""What a statistic can be worked out from."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from exercises.finite import is_finite


def numbers(values: Sequence[float], name: str) -> NDArray[np.float64]:
    """Return 1-d values as an array.

    Raises ValueError for one that is no finite number: None is *unanswered* and must have been left
    out. Its text says which place of what, counted from 1, and never the value.
    """
    for place, value in enumerate(values, 1):
        if not is_finite(value):
            raise ValueError(f"value {place} of {name} is not a finite number")
    return np.array(values, dtype=np.float64)
