"""The demonstration of `ten_thousand_orders.py`, with fewer orders."""

from __future__ import annotations

from pathlib import Path

import anyio
import pytest
from ten_thousand_orders import Settings, run


@pytest.mark.timeout(240)
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_four_hundred_orders_and_a_front_that_is_killed(no_leaks: None, tmp_path: Path, loop: str) -> None:
    settings = Settings(orders=400, seed=len(loop), kills=2, cuts=25)
    summary = anyio.run(run, tmp_path, settings, backend_options={"use_uvloop": loop == "uvloop"})
    assert summary.faults["kill"] == 2 and summary.faults.total() > 27, summary
    assert summary.outcomes["placed"] > 200 and summary.outcomes["not placed"] > 0, summary
    assert set(summary.kinds) == {"limit", "fak", "fok", "market", "stop", "wrong"}
    assert summary.trades > 50, summary
