"""The recorded days beside the project (`../shared/data`) or in ACTP_RECORDED_TICKS; not part of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

__all__ = ["RECORDED_DAYS", "needs_recorded_days"]


def _find() -> list[Path]:
    named = os.environ.get("ACTP_RECORDED_TICKS")
    folders = [Path(named)] if named else [p / "shared" / "data" for p in Path(__file__).resolve().parents]
    return next((days for folder in folders if (days := sorted(folder.glob("*.csv.gz")))), [])


RECORDED_DAYS = _find()
needs_recorded_days = pytest.mark.skipif(
    not RECORDED_DAYS,
    reason="no recorded days: put them into ../shared/data, or name a folder in ACTP_RECORDED_TICKS",
)
