"""What the front is fed with in its tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from simdata import row, write_csv

from recorded import RECORDED_DAYS, needs_recorded_days


@pytest.fixture(scope="session")
def recorded_days() -> list[Path]:
    if not RECORDED_DAYS:
        pytest.skip(needs_recorded_days.kwargs["reason"])
    return RECORDED_DAYS


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """A short recorded day of two instruments, one row a second each."""
    rows = [
        row(name, f"09:{second // 60:02d}:{second % 60:02d}")
        for second in range(200)
        for name in ("rb2610", "ag2612")
    ]
    return write_csv(tmp_path / "day.csv", rows)
