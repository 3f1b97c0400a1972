"""Times and recorded days that the front's tests share."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import anyio

from actp.sim import Times, instrument_info
from actp.sim.market.feed import Board, Tick

# Wide enough that a busy machine does not miss them, short enough to wait for.
TIMES = Times(refused=0.1, lost=0.1, warn=1.0, timeout=2.0, beat=0.25, front_beat=0.3)

COLUMNS = [
    *("TradingDay", "InstrumentID", "ExchangeID", "ExchangeInstID", "LastPrice", "PreSettlementPrice"),
    *("PreClosePrice", "PreOpenInterest", "OpenPrice", "HighestPrice", "LowestPrice", "Volume", "Turnover"),
    *("OpenInterest", "ClosePrice", "SettlementPrice", "UpperLimitPrice", "LowerLimitPrice", "PreDelta"),
    *("CurrDelta", "UpdateTime", "UpdateMillisec"),
    *(
        f"{side}{what}{level}"
        for level in range(1, 6)
        for side in ("Bid", "Ask")
        for what in ("Price", "Volume")
    ),
    *("AveragePrice", "ActionDay"),
]


def row(instrument: str, time: str, **values: Any) -> dict[str, str]:
    """A CSV row with something in every column; N/A where the day has no value yet."""
    hours, minutes, seconds = (int(part) for part in time.split(":"))
    number = hours * 3600 + minutes * 60 + seconds
    found = {name: f"{number + place}.00" for place, name in enumerate(COLUMNS)}
    found |= {name: str(number % 1000 + place) for place, name in enumerate(COLUMNS) if "Volume" in name}
    found |= {"TradingDay": "20260302", "ActionDay": "20260302", "InstrumentID": instrument}
    found |= {"ExchangeID": "", "ExchangeInstID": "", "UpdateTime": time, "UpdateMillisec": "500"}
    found |= {"ClosePrice": "N/A", "SettlementPrice": "N/A", "AskPrice5": "N/A", "AskVolume5": "0"}
    return found | {name: str(value) for name, value in values.items()}


def write_csv(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
    return path


class StillMarket:
    """A market source in which nothing moves; its day turns when a test says so."""

    def __init__(self, *instruments: str, trading_day: str = "20260302") -> None:
        self.instruments = {name: instrument_info(name) for name in instruments}
        self.trading_day = trading_day
        self.clock = "10:00:00"

    def snapshot(self, instrument_id: str) -> Tick | None:
        return None

    async def run(self, board: Board) -> None:
        await anyio.sleep_forever()
