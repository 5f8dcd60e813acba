"""What the tests of every room share."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from journal import clock

# No test is timed: a machine that others use too is slow at times.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(autouse=True)
def journals(tmp_path, monkeypatch):
    """A folder of this test's own, so that no test ever touches somebody's real journals."""
    folder = tmp_path / "journals"
    monkeypatch.setenv("WORKBOOK_JOURNALS", str(folder))
    return folder


class StandingClock:
    """Tells the same time until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def standing_clock() -> Iterator[StandingClock]:
    """The one clock, standing still."""
    told = StandingClock()
    with clock.told_by(told):
        yield told
