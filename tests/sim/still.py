"""A simulated market that stands still until a test lets half a second pass."""

from __future__ import annotations

from typing import Any

from actp.sim import Account, Board, Front, SimulatedMarket, instrument_info

M = "m2605"
RICH = [Account(user, "p", balance=1e9) for user in ("u", "v")]


class Still:
    """A market at `half` half seconds of trading, whose time passes by `step()` alone."""

    def __init__(self, half: int = 20, fill: Any = "market", **options: Any) -> None:
        self.board = Board()
        given = {"seed": 1, "trading_day": "20260302", "speed": None, "start": "09:00:00"} | options
        instruments = given.pop("instruments", [M])
        infos = [instrument_info(item) if isinstance(item, str) else item for item in instruments]
        self.market = SimulatedMarket(infos, **given)
        self.front = Front(market=self.market, accounts=RICH, fill=fill)
        for _ in range(half):
            self.step()

    def step(self) -> Any:
        """Half a second passes; gives the snapshot of the first contract."""
        market = self.market
        market._half, market._next = market._next, market._next + 1
        market._pass()
        return market.snapshot(next(iter(market.instruments))).record  # type: ignore[union-attr]

    def until(self, clock: str) -> Any:
        """Let time pass up to HH:MM:SS."""
        while self.market.clock != clock:
            tick = self.step()
        return tick

    @property
    def tick(self) -> Any:
        tick = self.market.snapshot(next(iter(self.market.instruments)))
        assert tick is not None
        return tick.record
