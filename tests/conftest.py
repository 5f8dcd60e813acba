"""What the tests of every room share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
