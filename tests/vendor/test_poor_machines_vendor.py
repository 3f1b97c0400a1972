"""Few descriptors, few threads: the vendor's libraries would end the process, and never get to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from wheels import VendorLibrary

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from test_poor_machines import check, outcomes


@pytest.mark.parametrize("what", ["descriptors", "threads"])
@pytest.mark.parametrize("kind", ["md", "trader"])
def test_vendor(vendor: VendorLibrary, kind: str, what: str, tmp_path: Path) -> None:
    check(outcomes(kind, str(getattr(vendor, kind)), what, tmp_path))
