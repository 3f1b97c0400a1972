"""Recorded ticks, played again."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from heapq import merge
from itertools import zip_longest
from math import isfinite, nan
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import anyio

from actp import records
from actp._description import installed, snake_case
from actp.errors import ConfigurationError

from .board import Board, Pacer, Tick
from .instruments import InstrumentInfo, instrument_info, moment_of, next_trading_day, seconds_of_day

__all__ = ["Replay", "ReplaySource", "read_ticks"]

ReplaySource = str | PathLike[str] | Sequence[str | PathLike[str]] | Iterable[Any]

_NOT_NUMBERS = frozenset(("", "N/A", "nan", "NaN", "None"))


def read_ticks(path: str | PathLike[str]) -> Iterator[Any]:
    """The rows of a CSV file (gzip if its name ends so) as `DepthMarketData` records.

    Columns carry CTP's field names, in any order, or actp's in snake_case; a column that CTP's struct
    lacks is an error. `N/A`, `nan` and an empty cell in a number's column mean CTP's "no value".
    """
    file = Path(path)
    try:
        with (
            gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as opened,
            io.TextIOWrapper(opened, encoding="utf-8-sig", newline="") as text,
        ):
            yield from _read_rows(text, file)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationError(f"replay {file}: {error}") from error


def _read_rows(text: io.TextIOWrapper, file: Path) -> Iterator[Any]:
    rows = csv.reader(text)
    header = next(rows, None)
    if header is None:
        raise ConfigurationError(f"replay {file}: the file is empty")
    columns = [_column(name.strip(), file) for name in header]
    if not {"instrument_id", "update_time"} <= {name for name, _ in columns}:
        raise ConfigurationError(f"replay {file}: the columns InstrumentID and UpdateTime are needed")
    make = records.DepthMarketData
    for row in rows:
        if not row:
            continue
        try:
            values = {name: read(cell) for (name, read), cell in zip(columns, row, strict=True)}
            record = make(**values)
        except ValueError as error:
            raise ConfigurationError(f"replay {file}, line {rows.line_num}: {error}") from error
        yield record


def _column(name: str, file: Path) -> tuple[str, Callable[[str], Any]]:
    readers = _readers()
    attribute = name if name in readers else snake_case(name)
    if attribute not in readers:
        raise ConfigurationError(f"replay {file}: CTP's DepthMarketData has no field {name!r}")
    return attribute, readers[attribute]


def _readers() -> dict[str, Callable[[str], Any]]:
    struct = installed().struct("DepthMarketData", installed().versions[-1])
    assert struct is not None
    kinds: dict[str, Callable[[str], Any]] = {"text": str, "int": _integer, "double": _number}
    return {field.attribute: kinds[field.kind] for field in struct.fields if field.kind in kinds}


def _number(cell: str) -> float:
    return nan if cell in _NOT_NUMBERS else float(cell)


def _integer(cell: str) -> int:
    return 0 if cell in _NOT_NUMBERS else int(cell)


def _time(record: Any) -> float | None:
    """Seconds after 18:00, the order in which a trading day passes; None without an UpdateTime."""
    try:
        seconds = seconds_of_day(record.update_time)
    except ValueError:
        return None
    millisecond: int = record.update_millisec
    return seconds + millisecond / 1000


class Replay:
    """A `MarketSource` that plays recorded ticks.

    Files of one trading day are merged by the exchanges' time, each file's own order kept; days follow
    one another in the order given. The replay waits for the first subscriber to any of its
    instruments (`wait_for="any"`) or until all of them have one (`"all"`). Between two days the one before is
    settled; a day that is settled earlier ends there.
    """

    def __init__(
        self,
        source: ReplaySource,
        *,
        speed: float | None = 1.0,
        longest_gap: float = 5.0,
        wait_for: str = "any",
        instruments: Mapping[str, InstrumentInfo] | None = None,
    ) -> None:
        if wait_for not in ("any", "all"):
            raise ConfigurationError(f'replay: wait_for={wait_for!r} must be "any" or "all"')
        if not longest_gap >= 0:
            raise ConfigurationError(f"replay: longest_gap={longest_gap!r} must be seconds, 0 or more")
        self._speed = speed
        self._longest_gap = longest_gap
        self._wait_for = wait_for
        self._paths, self._records = _sort_out(source)
        self._given = dict(instruments or {})
        self._days: list[tuple[str, list[Tick]]] = []
        self._instruments: dict[str, InstrumentInfo] = {}
        self._last: dict[str, Tick] = {}
        self._place = 0
        """Which of the days it is."""
        self._told: dict[str, None] = {}
        """The instruments that had a tick in it."""
        self._trading_day = ""
        self._clock = "--:--:--"
        self.done = False

    async def load(self) -> None:
        """Read everything, off the event loop. ConfigurationError for a file that cannot be played."""
        if not self._days:
            await anyio.to_thread.run_sync(self._load)

    def _load(self) -> None:
        parts = [list(read_ticks(path)) for path in self._paths]
        if self._records is not None:
            parts.append(list(self._records))
        days: dict[str, list[list[Tick]]] = {}
        for part in parts:
            # CZCE's night rows carry the calendar day: the last row's TradingDay is the right one.
            if part:
                days.setdefault(part[-1].trading_day, []).append([Tick(record) for record in part])
        if not days:
            raise ConfigurationError("replay: there are no ticks to play")
        for day, lists in days.items():
            played = lists[0] if len(lists) == 1 else list(merge(*lists, key=_order))
            self._days.append((day, played))
            for tick in played:
                if tick.instrument_id not in self._instruments:
                    self._instruments[tick.instrument_id] = self._describe(tick)
        self._trading_day = self._days[0][0]

    def _describe(self, tick: Tick) -> InstrumentInfo:
        name = tick.instrument_id
        if name in self._given:
            return self._given[name]
        try:
            return instrument_info(name)
        except ConfigurationError:
            # An option, a spread, a product of another time: traded in hundredths as far as one knows.
            reference = tick.record.pre_settlement_price
            return InstrumentInfo(
                name, tick.record.exchange_id, name, 1, 0.01, 0.1, reference if reference > 0 else 1.0
            )

    @property
    def instruments(self) -> Mapping[str, InstrumentInfo]:
        return self._instruments

    @property
    def trading_day(self) -> str:
        return self._trading_day

    @property
    def opening(self) -> datetime:
        day, ticks = self._days[0]
        return moment_of(day, _dues(ticks)[0])

    @property
    def clock(self) -> str:
        return self._clock

    def snapshot(self, instrument_id: str) -> Tick | None:
        return self._last.get(instrument_id)

    async def run(self, board: Board) -> None:
        await self.load()
        if self._wait_for == "all":
            await board.wanted(lambda: all(board.subscribers(name) for name in self._instruments))
        else:
            await board.wanted(lambda: board.any_subscribed(self._instruments))
        pacer = Pacer(board, self._speed, self._instruments)
        passed = 0.0
        previous: float | None = None
        while (place := self._place) < len(self._days):
            day, ticks = self._days[place]
            self._trading_day = day
            dues = _dues(ticks) if board.clock.virtual else ()
            for tick, due in zip_longest(ticks, dues):
                now = _time(tick.record)
                if now is not None:
                    if previous is not None:
                        passed += min(max(now - previous, 0.0), self._longest_gap)
                    previous = now
                await pacer.until(passed, None if due is None else moment_of(day, due))
                if self._place != place:
                    break
                self._last[tick.instrument_id] = tick
                self._told[tick.instrument_id] = None
                self._clock = tick.record.update_time or self._clock
                board.publish(tick)
            else:
                if place + 1 == len(self._days):
                    break
                await board.day_over()
        self.done = True
        board.changes.notify()

    def end_day(self, board: Board, prices: Mapping[str, float]) -> dict[str, float]:
        """Go over to the next recorded day, or the next weekday; gives the settlement prices.

        A price is the last SettlementPrice, else the next day's PreSettlementPrice, else the last price.
        """
        self._place += 1
        following = self._days[self._place][1] if self._place < len(self._days) else []
        before = {tick.instrument_id: tick.record.pre_settlement_price for tick in reversed(following)}
        settlements = dict(prices)
        for name in self._told:
            record = self._last[name].record
            for price in (record.settlement_price, before.get(name, nan), record.last_price):
                if isfinite(price) and price > 0:
                    settlements.setdefault(name, price)
        self._told.clear()
        ended = self._trading_day
        self._trading_day = self._days[self._place][0] if following else next_trading_day(ended)
        return settlements


def _dues(ticks: Sequence[Tick]) -> list[float]:
    """When each is due, in seconds after 18:00: never after the one behind it.

    The first rows of a day are often left over from the one before, and have its time.
    """
    dues: list[float] = []
    earliest = max((time for tick in ticks if (time := _time(tick.record)) is not None), default=0.0)
    for tick in reversed(ticks):
        time = _time(tick.record)
        earliest = earliest if time is None else min(earliest, time)
        dues.append(earliest)
    dues.reverse()
    return dues


def _order(tick: Tick) -> float:
    time = _time(tick.record)
    return -1.0 if time is None else time


def _sort_out(source: ReplaySource) -> tuple[list[str], Iterable[Any] | None]:
    """Paths, or records."""
    if isinstance(source, (str, PathLike)):
        return [fspath(source)], None
    if isinstance(source, Sequence) and source and all(isinstance(item, (str, PathLike)) for item in source):
        return [fspath(item) for item in source], None
    return [], source
