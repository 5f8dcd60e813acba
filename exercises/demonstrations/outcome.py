"""What a model is to a content file, and what it hands back: series, and words for them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Outcome:
    """One run of a model; `case` and `facts` pick and fill the sentence that says it in words."""

    x: NDArray[np.float64]
    """Shape (n,), rising: where the series stand along the horizontal axis."""
    series: dict[str, NDArray[np.float64]]
    """By name, each of shape (n,)."""
    case: str
    """Which sentence fits."""
    facts: dict[str, float]
    """Numbers that the sentence may quote; the same names in every case, all finite."""

    def __repr__(self) -> str:
        return f"Outcome({self.case}: {', '.join(self.series)} at {self.x.size} points)"


@dataclass(frozen=True)
class Model:
    """A model and the names that a content file uses for it."""

    run: Callable[..., Outcome]
    bounds: Mapping[str, tuple[float, float]]
    """By parameter, in the order of its sliders: the values between which the model makes sense."""
    series: tuple[str, ...]
    cases: tuple[str, ...]
    """Every case that it can return between its bounds."""
    facts: tuple[str, ...]
