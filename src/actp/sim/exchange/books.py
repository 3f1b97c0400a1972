"""Where the users' orders meet: in books of their own, which may follow the quotes of the market data, or in
those of a live market."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from actp.sim.accounts.state import Core
from actp.sim.market.feed import LiveMarket, Tick
from actp.sim.market.order_book import Fill, Level, OrderBook
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["LiveBooks", "OwnBooks", "Venue"]

_LEVELS = 5


class Venue(Protocol):
    """The books of all instruments."""

    counts: bool
    """Whether the market's own ticks tell of the users' trades."""

    def clear(self) -> None:
        """The day is over."""
        ...

    def recall(self) -> None:
        """Go on from what the store has; the orders are put back by the caller."""
        ...

    def book(self, info: InstrumentInfo) -> OrderBook:
        """The instrument's book, for an order. It may be another one after each tick."""
        ...

    def view(self, info: InstrumentInfo) -> OrderBook:
        """The same for reading: this lets no market begin."""
        ...

    def changed(self, info: InstrumentInfo, fills: Sequence[Fill]) -> None:
        """Orders came to the book or left it, and these trades were made."""
        ...

    def trade_outside(self, info: InstrumentInfo, price: int, volume: int, all_told: int) -> None:
        """Others trade among themselves; it is `all_told` with the users' part, of which `changed()` told."""
        ...

    def tick(self, info: InstrumentInfo, tick: Tick, *, trading: bool) -> list[Fill]:
        """A snapshot was published; gives what it fills while there is continuous `trading`."""
        ...

    def uncross(self, info: InstrumentInfo, mark: Callable[[str], float]) -> list[Fill]:
        """The end of an auction, unless the market sees to it itself. `mark` gives an instrument's price."""
        ...


@dataclass
class _Quote:
    """The market's side of a book, by price in ticks, and Volume as of the last tick."""

    volume: int | None
    bids: dict[int, int]
    asks: dict[int, int]


class _Volumes:
    """How much the market trades between the ticks that are looked at."""

    def __init__(self) -> None:
        self.last: dict[str, int] = {}

    def passed(self, name: str, volume: int, before: int) -> int:
        """Lots since the last tick of an instrument, of which `before` is Volume if there was none."""
        passed = max(0, volume - self.last.get(name, before))
        self.last[name] = volume
        return passed

    def add(self, name: str, volume: int) -> None:
        """The next tick's Volume tells of trades that are known already."""
        if name in self.last:
            self.last[name] += volume


class OwnBooks:
    """Books that the users have to themselves; with `follows` they follow the quotes of the market data."""

    counts = False

    def __init__(self, core: Core, *, follows: bool) -> None:
        self._core = core
        self._follows = follows
        self._books: dict[str, OrderBook] = {}
        self._volumes = _Volumes()

    def clear(self) -> None:
        self._books.clear()
        self._volumes.last.clear()
        self._core.shelf.clear("quote")

    def _keep(self, name: str) -> None:
        if self._follows:
            bids, asks = self._books[name].quotes()
            self._core.shelf.put("quote", name, _Quote(self._volumes.last.get(name), bids, asks))

    def recall(self) -> None:
        for name, quote in self._core.shelf.load("quote", _Quote):
            if self._follows and name in self._core.source.instruments:
                self._core.board.watch(name)
                self._books[name] = book = OrderBook()
                book.snapshot(list(quote.bids.items()), list(quote.asks.items()))
                if quote.volume is not None:
                    self._volumes.last[name] = quote.volume

    def book(self, info: InstrumentInfo) -> OrderBook:
        # From the first order on it follows the market.
        book = self._books.get(info.id)
        if book is None:
            book = self._books[info.id] = OrderBook()
            if self._follows:
                self._core.board.watch(info.id)
                if (tick := self._core.snapshot(info.id)) is not None:
                    self._volumes.last[info.id] = tick.record.volume
                    book.snapshot(*_quote(info, tick))
                self._keep(info.id)
        return book

    def view(self, info: InstrumentInfo) -> OrderBook:
        book = self._books.get(info.id)
        if book is None:
            book, tick = OrderBook(), self._core.snapshot(info.id)
            if self._follows and tick is not None:
                book.snapshot(*_quote(info, tick))
        return book

    def changed(self, info: InstrumentInfo, fills: Sequence[Fill]) -> None:
        if any(fill.maker is None for fill in fills):
            self._keep(info.id)

    def trade_outside(self, info: InstrumentInfo, price: int, volume: int, all_told: int) -> None:
        self._volumes.add(info.id, all_told)
        if info.id in self._books:
            self._keep(info.id)

    def tick(self, info: InstrumentInfo, tick: Tick, *, trading: bool) -> list[Fill]:
        book, record = self._books.get(info.id), tick.record
        if book is None or not self._follows:
            return []
        passed = self._volumes.passed(info.id, record.volume, record.volume)
        fills: list[Fill] = []
        if trading:
            fills = book.snapshot(*_quote(info, tick), info.ticks(record.last_price), passed)
        self._keep(info.id)
        return fills

    def uncross(self, info: InstrumentInfo, mark: Callable[[str], float]) -> list[Fill]:
        book = self._books.get(info.id)
        return book.uncross(round(mark(info.id) / info.price_tick)) if book is not None else []


class LiveBooks:
    """The books of a live market, in which others trade too."""

    counts = True

    def __init__(self, core: Core, market: LiveMarket) -> None:
        self._core = core
        self._market = market
        self._volumes = _Volumes()
        """Of pushed ticks, up to the market's next own one."""

    def clear(self) -> None:
        self._volumes.last.clear()

    def recall(self) -> None:
        for name in self._core.source.instruments:
            if (tick := self._core.board.pushed(name)) is not None:
                self._volumes.last[name] = tick.record.volume

    def book(self, info: InstrumentInfo) -> OrderBook:
        self._core.board.watch(info.id)
        return self._market.book(info.id)

    def view(self, info: InstrumentInfo) -> OrderBook:
        return self._market.book(info.id)

    def changed(self, info: InstrumentInfo, fills: Sequence[Fill]) -> None:
        self._market.changed(info.id, fills)

    def trade_outside(self, info: InstrumentInfo, price: int, volume: int, all_told: int) -> None:
        self._volumes.add(info.id, all_told)
        if volume:
            self._market.trade_outside(info.id, price, volume)

    def tick(self, info: InstrumentInfo, tick: Tick, *, trading: bool) -> list[Fill]:
        name, record = info.id, tick.record
        if self._core.board.pushed(name) is not tick:
            # The market has told of its trades already.
            self._volumes.last.pop(name, None)
            return []
        before = self._core.source.snapshot(name)
        known = record.volume if before is None else before.record.volume
        passed = self._volumes.passed(name, record.volume, known)
        if not trading:
            return []
        return self._market.push(name, *_quote(info, tick), info.ticks(record.last_price), passed)

    def uncross(self, info: InstrumentInfo, mark: Callable[[str], float]) -> list[Fill]:
        return []


def _quote(info: InstrumentInfo, tick: Tick) -> tuple[list[Level], list[Level]]:
    """The levels of a snapshot, bids and asks."""
    record = tick.record
    sides: list[list[Level]] = []
    for side in ("bid", "ask"):
        levels = [
            (ticks, getattr(record, f"{side}_volume{level}"))
            for level in range(1, _LEVELS + 1)
            if (ticks := info.ticks(getattr(record, f"{side}_price{level}"))) is not None
        ]
        sides.append(levels)
    return sides[0], sides[1]
