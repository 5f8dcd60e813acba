"""What is measured, as rows of the one table and as text beneath it."""

import math
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

HEAD = """\
| what | stock Voilà, same notebooks | the workbook | ratio | to reach | beyond that |
|---|---:|---:|---:|---:|---:|
"""


@dataclass(frozen=True)
class Row:
    """One line of the table: two goals, and a figure in words for us, and for stock Voilà."""

    what: str
    ours: str
    reach: str
    beyond: str
    stock: str = "–"
    ratio: float | None = None

    def __str__(self) -> str:
        ratio = "–" if self.ratio is None else f"{self.ratio:.2f}×"
        cells = (self.what, self.stock, f"**{self.ours}**", ratio, self.reach, self.beyond)
        return "| " + " | ".join(cells) + " |"


@dataclass
class Measured:
    """One part of the benchmark: its lines of the table, and what there is to say about them."""

    title: str
    rows: list[Row] = field(default_factory=list)
    details: str = ""

    def __str__(self) -> str:
        return f"## {self.title}\n\n{self.details.strip()}\n"


def table(parts: Sequence[Measured]) -> str:
    """Return the rows of all parts as one table."""
    return HEAD + "\n".join(str(row) for part in parts for row in part.rows) + "\n"


def seconds(value: float) -> str:
    """Return seconds as they are read."""
    return f"{value:.2f} s"


def spread(values: Sequence[float], digits: int, unit: str = "") -> str:
    """Return the median of some values, with the lowest and the highest in brackets."""
    middle = f"{statistics.median(values):.{digits}f}{unit}"
    lowest, highest = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    return middle if lowest == highest else f"{middle} ({lowest}–{highest})"


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that so many percent of all don't exceed.

    >>> percentile([3, 1, 2, 4], 50), percentile([3, 1, 2, 4], 95)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def memory(mebibytes: float, digits: int = 0) -> str:
    """Return an amount of memory as it is read."""
    if math.isnan(mebibytes):
        return "only root can see it"
    return f"{mebibytes:.{digits}f} MiB" if mebibytes < 1024 else f"{mebibytes / 1024:.1f} GiB"


def load() -> str:
    """Say how many programs ran or waited to, on average over the last minute."""
    return f"{psutil.getloadavg()[0]:.1f}"


def machine() -> str:
    """Describe what all of this ran on."""
    name = platform.processor()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    whole = psutil.virtual_memory().total / 2**30
    cores = os.cpu_count()
    return f"{cores} cores ({name or platform.machine()}), {whole:.0f} GiB, {platform.system()}"
