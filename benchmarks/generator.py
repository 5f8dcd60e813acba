"""Starts the load (`benchmarks.people`) in a process of its own, and reads what it tells."""

import json
import subprocess
import sys
from types import TracebackType
from typing import Any, Self

from benchmarks.results import percentile
from benchmarks.serving import ROOT, Server


class Generator:
    """People without browsers, at work from the beginning of a block until its end."""

    def __init__(self, server: Server, what: str, people: int, **options: float) -> None:
        site = server.pages["6"].removesuffix("/6")
        self._command = [sys.executable, "-m", "benchmarks.people", site, what]
        self._command += [f"--people={people}", *(f"--{key}={n}" for key, n in options.items())]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - the command is ours
            self._command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._process.kill()
        self._process.wait()

    def ready(self) -> None:
        """Wait until everyone is ready for what is measured."""
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        if self._process.stdout.readline() != "ready\n":
            raise SystemExit("The load generator stopped.")

    def go(self) -> None:
        """Tell everyone to begin, or, where they are held, to go."""
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def outcome(self) -> dict[str, Any]:
        """Wait until everyone has gone, and return what is told of them."""
        out, _ = self._process.communicate()
        if self._process.returncode:
            raise SystemExit("The load generator failed.")
        told: dict[str, Any] = json.loads(out.splitlines()[-1])
        return told


def waits_table(waits: dict[str, list[float]]) -> str:
    """Return every kind of wait, in seconds, as a Markdown table."""
    rows = ["| wait | times | median | 95 of 100 within | longest |", "|---|---:|---:|---:|---:|"]
    for what, seconds in waits.items():
        cells = [f"{percentile(seconds, percent) * 1000:.0f} ms" for percent in (50, 95, 100)]
        rows.append(f"| {what} | {len(seconds)} | {' | '.join(cells)} |")
    return "\n".join(rows)
