"""Recorded ticks, played again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from math import isfinite, nan
from os import PathLike, fspath
from typing import Any

import anyio
import anyio.lowlevel
import anyio.to_thread

from actp.errors import ConfigurationError
from actp.sim.market.feed import Board, Pacer, Tick
from actp.sim.market.replay_days import day_text
from actp.sim.market.replay_index import SECONDS, Index
from actp.sim.market.replay_parts import FilePart, Part, RecordsPart
from actp.sim.market.replay_reader import TickFile, read_ticks
from actp.sim.reference.instruments import (
    SHANGHAI,
    InstrumentInfo,
    instrument_info,
    moment_of,
    next_trading_day,
    trading_day_of,
)

__all__ = ["Replay", "ReplaySource", "read_ticks"]

ReplaySource = str | PathLike[str] | Sequence[str | PathLike[str]] | Iterable[Any]

# Rows that are passed over before other tasks get a turn.
_AT_ONCE = 128


class Replay:
    """A `MarketSource` that plays recorded ticks, read from their files as they are played.

    Ticks are played trading day by trading day and in each in the order of the exchanges' time, whatever way
    they are spread over files; those of the same time in the order of the files. The night session belongs
    to the trading day that follows, at CZCE too, where TradingDay says otherwise. The replay waits for the
    first subscriber to any of its instruments (`wait_for="any"`) or until all of them have one (`"all"`).
    Between two days the one before is settled; a day that is settled earlier ends there.

    `trading_day` is that of ticks that have no date; without it, files need TradingDay, and records are of
    today.
    """

    def __init__(
        self,
        source: ReplaySource,
        *,
        speed: float | None = 1.0,
        longest_gap: float = 5.0,
        wait_for: str = "any",
        instruments: Mapping[str, InstrumentInfo] | None = None,
        trading_day: str | None = None,
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
        self._default_day = trading_day
        self._files: list[TickFile] = []
        self._index: Index | None = None
        self._stream: Iterator[tuple[float, Any]] = iter(())
        self._ahead: tuple[float, Any] | None = None
        """The next row of the stream."""
        self._days: list[int] = []
        self._instruments: dict[str, InstrumentInfo] = {}
        self._last: dict[str, Tick] = {}
        self._place = 0
        """Which of the days it is."""
        self._told: dict[str, None] = {}
        """The instruments that had a tick in it."""
        self._trading_day = ""
        self._clock = "--:--:--"
        self._opening = 0.0
        self.played = 0
        """How many rows have been played, or passed over with a day that was settled early."""
        self.done = False

    async def load(self) -> None:
        """Scan the files, off the event loop. ReplayFileError for one that cannot be played."""
        if not self._days:
            await anyio.to_thread.run_sync(self._load)

    def _load(self) -> None:
        self._files = [TickFile(path, self._default_day) for path in self._paths]
        parts: list[Part] = [FilePart(file) for file in self._files]
        if self._records is not None:
            today = trading_day_of(datetime.now(SHANGHAI))
            parts.append(RecordsPart(list(self._records), self._default_day or today))
        index = self._index = Index(parts)
        index.scan()
        if not index.days:
            raise ConfigurationError("replay: there are no ticks to play")
        self._instruments = {name: self._describe(name, record) for name, record in index.first.items()}
        self._stream = index.play()
        self._next()
        assert self._ahead is not None
        self._opening = self._ahead[0]
        self._trading_day = day_text(index.days[0])
        self._days = index.days

    def _next(self) -> None:
        self._ahead = next(self._stream, None)

    def _describe(self, name: str, record: Any) -> InstrumentInfo:
        if name in self._given:
            return self._given[name]
        try:
            return instrument_info(name)
        except ConfigurationError:
            # An option, a spread, a product of another time: traded in hundredths as far as one knows.
            reference = record.pre_settlement_price
            return InstrumentInfo(
                name, record.exchange_id, name, 1, 0.01, 0.1, reference if reference > 0 else 1.0
            )

    @property
    def scanned(self) -> tuple[int, int]:
        """How many bytes of how many `load()` has read."""
        return self._index.progress if self._index is not None else (0, 0)

    @property
    def rows(self) -> int:
        """How many rows there are, known once it is loaded."""
        return self._index.rows if self._index is not None else 0

    @property
    def warnings(self) -> list[str]:
        """What was left out of the files, such as a last row that is cut; each is logged too."""
        return [warning for file in self._files for warning in file.warnings]

    @property
    def instruments(self) -> Mapping[str, InstrumentInfo]:
        return self._instruments

    @property
    def trading_day(self) -> str:
        return self._trading_day

    @property
    def opening(self) -> datetime:
        return moment_of(day_text(int(self._opening // SECONDS)), self._opening % SECONDS)

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
            day = self._days[place]
            self._trading_day = text = day_text(day)
            await self._pass_over(day)
            while self._ahead is not None and self._ahead[0] // SECONDS == day:
                position, record = self._ahead
                now = position % SECONDS
                if previous is not None:
                    passed += min(max(now - previous, 0.0), self._longest_gap)
                previous = now
                await pacer.until(passed, moment_of(text, now) if board.clock.virtual else None)
                if self._place != place:
                    break
                self._publish(board, Tick(record))
                self._next()
            else:
                if place + 1 == len(self._days):
                    break
                await board.day_over()
        self.done = True
        board.changes.notify()

    async def _pass_over(self, day: int) -> None:
        """Go on to the first row of a day."""
        while self._ahead is not None and self._ahead[0] // SECONDS < day:
            self._next()
            self.played += 1
            if self.played % _AT_ONCE == 0:
                await anyio.lowlevel.checkpoint()

    def _publish(self, board: Board, tick: Tick) -> None:
        self._last[tick.instrument_id] = tick
        self._told[tick.instrument_id] = None
        self._clock = tick.record.update_time or self._clock
        self.played += 1
        board.publish(tick)

    def end_day(self, board: Board, prices: Mapping[str, float]) -> dict[str, float]:
        """Go over to the next recorded day, or the next weekday; gives the settlement prices.

        A price is the last SettlementPrice, else the next day's PreSettlementPrice, else the last price.
        """
        self._place += 1
        following = self._days[self._place] if self._place < len(self._days) else 0
        before = self._index.settlements_before(following) if self._index is not None else {}
        settlements = dict(prices)
        for name in self._told:
            record = self._last[name].record
            for price in (record.settlement_price, before.get(name, nan), record.last_price):
                if isfinite(price) and price > 0:
                    settlements.setdefault(name, price)
        self._told.clear()
        ended = self._trading_day
        self._trading_day = day_text(following) if following else next_trading_day(ended)
        return settlements


def _sort_out(source: ReplaySource) -> tuple[list[str], Iterable[Any] | None]:
    """Paths, or records."""
    if isinstance(source, (str, PathLike)):
        return [fspath(source)], None
    if isinstance(source, Sequence) and source and all(isinstance(item, (str, PathLike)) for item in source):
        return [fspath(item) for item in source], None
    return [], source
