"""How long `workbook score` takes, and how much memory: 50,000 people and 36 items."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.results import Measured, Row, spread

ITEMS = 36
UNANSWERED = 0.03
SCALE = f"""key: bench
title: Two subscales
instructions: None.
source: Made up.
permission: Made up.
range: {{low: 1, high: 7}}
items: {[{"key": n} for n in range(1, ITEMS + 1)]}
reversed_items: [9, 11, 20, 22]
subscales:
  - {{key: first, label: First, scored_items: {[*range(1, 19)]}, score: mean}}
  - {{key: second, label: Second, scored_items: {[*range(19, 37)]}, score: sum}}
"""


def write_answers(path: Path, people: int) -> None:
    """Write a file of made-up answers with a code for each person."""
    numbers = np.random.default_rng(1)
    answers = numbers.integers(1, 8, (people, ITEMS)).astype(str)
    answers[numbers.random(answers.shape) < UNANSWERED] = ""
    header = ",".join(["code", *map(str, range(1, ITEMS + 1))])
    rows = (f"P{n}," + ",".join(row) for n, row in enumerate(answers.tolist(), 1))
    path.write_text("\n".join([header, *rows]) + "\n")


def run(folder: Path, *options: str) -> tuple[float, float]:
    """Return the seconds and the MiB of one run."""
    command = [sys.executable, "-m", "server.command", "score", "scale.yaml", "answers.csv"]
    command += ["--keep", "code", "--out", "scores.csv", *options]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(os.waitstatus_to_exitcode(status))
    return seconds, _mebibytes(used)


def _mebibytes(used: resource.struct_rusage) -> float:
    """Return the peak memory; macOS counts it in bytes, Linux in KiB."""
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


DETAILS = """\
| | time | peak memory |
|---|---:|---:|
{rows}

- {people} people and {items} items, about {missing:.0%} of the answers missing. The whole command
  is measured, from the start of Python to the written file, {runs} times. Peak memory is what the
  system says of the ended process (ru_maxrss).
"""


def measure(people: int, runs: int) -> Measured:
    """Score a file of made-up answers so many times, and sum it up as often."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scale.yaml").write_text(SCALE)
        write_answers(folder / "answers.csv", people)
        for words, options in {"scores": [], "--summary": ["--summary"]}.items():
            found[words] = [run(folder, *options) for _ in range(runs)]
    rows, slowest = [], 0.0
    for words, one in found.items():
        times, peak = [seconds for seconds, _ in one], max(mib for _, mib in one)
        slowest = max(slowest, statistics.median(times))
        rows.append(f"| {words} | {spread(times, 2, ' s')} | {peak:.0f} MiB |")
    most = max(mib for one in found.values() for _, mib in one)
    row = Row(
        f"`workbook score`, {people:,} rows of {ITEMS} items",
        f"{slowest:.1f} s, {most:.0f} MiB",
        "≤ 3 s, ≤ 500 MB",
        "–",
    )
    details = DETAILS.format(
        rows="\n".join(rows), people=f"{people:,}", items=ITEMS, missing=UNANSWERED, runs=runs
    )
    return Measured("Scoring", [row], details)
