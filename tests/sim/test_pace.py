"""A front that cannot keep its speed says so."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import pytest

from actp.sim import Board, Front, Pace, Pacer
from actp.sim.clock.clock import Timer
from actp.sim.reference.instruments import SHANGHAI

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


class SlowMachine:
    """A clock on which work takes the time that a test says."""

    virtual = False

    def __init__(self) -> None:
        self.at = 100.0

    def time(self) -> float:
        return self.at

    def now(self) -> datetime:
        return datetime.now(SHANGHAI)

    def call_at(self, time: float, function: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_at(time, function)


async def test_a_market_that_is_late_says_so_once_an_episode(caplog: pytest.LogCaptureFixture) -> None:
    clock = SlowMachine()
    board = Board(clock)
    pacer = Pacer(board, 10.0, ())
    assert board.pace == Pace(10.0, 10.0)
    said: list[str] = []
    board.changes.notify = lambda: said.append("changed")  # type: ignore[method-assign]
    market = 0.0
    with caplog.at_level(logging.WARNING, "actp.sim"):
        for _ in range(100):
            # Half a market second takes 0.125 s: speed 4.
            market += 0.5
            clock.at += 0.125
            await pacer.until(market)
        assert board.pace is not None
        assert board.pace.late
        assert board.pace.achieved == pytest.approx(4.0)
        assert board.pace.behind == pytest.approx(12.5 - 5.0)
        (record,) = caplog.records
        assert "speed 10" in record.getMessage()
        assert "runs at 4" in record.getMessage()
        assert said == ["changed"]
        # A break lets it catch up; then it falls behind again.
        market += 300.0
        clock.at = 100.0 + market / 10
        await pacer.until(market)
        assert not board.pace.late
        assert board.pace.behind == pytest.approx(0.0)
        market += 0.5
        clock.at += 5.0
        await pacer.until(market)
        assert board.pace.late
        assert len(caplog.records) == 2


async def test_time_that_stands_still_is_not_late() -> None:
    clock = SlowMachine()
    board = Board(clock)
    pacer = Pacer(board, 1.0, ())
    board.freeze()
    clock.at += 60.0
    board.thaw()
    clock.at += 0.5
    await pacer.until(0.5)
    assert board.pace is not None
    assert not board.pace.late


async def test_what_has_no_speed_has_no_pace() -> None:
    async with Front(seed=1, speed=None, instruments=["rb2605"], trading_day="20260302") as front:
        assert front.pace is None
    async with Front(seed=1, virtual=True, instruments=["rb2605"], trading_day="20260302") as front:
        await front.advance(5.0)
        assert front.pace is None
