"""How long `workbook score` takes, and how much memory: 50,000 people and 36 items.

The whole command is measured, from the start of Python to the written file. Peak memory is what
the system says about the ended process (ru_maxrss).

    python -m benchmarks.score
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

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


def measure(folder: Path, *options: str) -> tuple[float, float]:
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


def main() -> None:
    """Print the median time and the highest memory of some runs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "scale.yaml").write_text(SCALE)
        write_answers(folder / "answers.csv", given.people)
        for options in ([], ["--summary"]):
            runs = [measure(folder, *options) for _ in range(given.runs)]
            seconds = sorted(seconds for seconds, _ in runs)
            print(
                f"{given.people} × {ITEMS} {' '.join(options)}: {seconds[len(runs) // 2]:.2f} s "
                f"({seconds[0]:.2f}–{seconds[-1]:.2f}), {max(mib for _, mib in runs):.0f} MiB"
            )


if __name__ == "__main__":
    main()
