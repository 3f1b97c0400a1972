"""A market that stands still, and ends its day when a test says so, at prices the test gives."""

from __future__ import annotations

from collections.abc import Iterable
from math import nan

import anyio

from actp import records
from actp.sim import Board, InstrumentInfo, Tick
from actp.sim.instruments import known_instruments, next_trading_day


class SettlingMarket:
    """Prices are `reference_price` until `end_day()`."""

    def __init__(self, instruments: Iterable[str | InstrumentInfo], trading_day: str = "20260302") -> None:
        self.instruments = known_instruments(instruments)
        self.trading_day = trading_day
        self.clock = "10:00:00"
        self._before = {name: info.reference_price for name, info in self.instruments.items()}
        self._settlements: dict[str, float] = {}

    def snapshot(self, instrument_id: str) -> Tick | None:
        price = self._before.get(instrument_id)
        if price is None:
            return None
        return Tick(
            records.DepthMarketData(
                instrument_id=instrument_id,
                trading_day=self.trading_day,
                last_price=price,
                pre_settlement_price=price,
                settlement_price=self._settlements.get(instrument_id, nan),
                upper_limit_price=nan,
                lower_limit_price=nan,
                update_time=self.clock,
            )
        )

    def end_day(self, **prices: float) -> None:
        """The day is over; contracts settle at these prices, the others where they stand."""
        self._settlements = {name: prices.get(name, price) for name, price in self._before.items()}
        self.trading_day = next_trading_day(self.trading_day)

    def begin_day(self) -> None:
        """The broker has seen the end of the day."""
        self._before, self._settlements = self._settlements, {}

    async def run(self, board: Board) -> None:
        await anyio.sleep_forever()
