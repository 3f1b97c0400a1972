"""A market that stands still until its day is settled, at prices the test gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import nan

import anyio

from actp import records
from actp.sim import Board, InstrumentInfo, Tick
from actp.sim.reference.instruments import known_instruments, next_trading_day


class SettlingMarket:
    """Prices are `reference_price` until `front.settle()`, then the settlement prices."""

    def __init__(self, instruments: Iterable[str | InstrumentInfo], trading_day: str = "20260302") -> None:
        self.instruments = known_instruments(instruments)
        self.trading_day = trading_day
        self.clock = "10:00:00"
        self._before = {name: info.reference_price for name, info in self.instruments.items()}

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
                settlement_price=nan,
                upper_limit_price=nan,
                lower_limit_price=nan,
                update_time=self.clock,
            )
        )

    def end_day(self, board: Board, prices: Mapping[str, float]) -> Mapping[str, float]:
        self._before |= prices
        self.trading_day = next_trading_day(self.trading_day)
        return self._before

    async def run(self, board: Board) -> None:
        await anyio.sleep_forever()
