"""An order book: price–time priority, prices in whole price ticks, no I/O.

Besides the orders of users it knows the market's quote: the levels of the present snapshot. At each price
the quote stands before the users' orders, and what they take from it is gone until the next snapshot.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from .codec import TRANSIENT

__all__ = ["Entry", "Fill", "Level", "OrderBook"]

Level = tuple[int, int]
"""A price and the volume there."""


@dataclass(slots=True, eq=False)
class Entry:
    """An order as the book sees it. `volume` is what remains."""

    buy: bool
    volume: int
    owner: Any = field(default=None, metadata=TRANSIENT)
    price: int = 0
    """Set when it rests."""
    place: int = 0
    """Counts the orders that rest, in the order in which they came; 0 for one that does not."""


@dataclass(frozen=True, slots=True)
class Fill:
    """`maker` is the resting order, `taker` the one that met it; None is the market."""

    maker: Entry | None
    taker: Entry | None
    price: int
    volume: int


class _Side:
    """The orders and the quote of one side. `sign` makes better prices sort first."""

    def __init__(self, buy: bool) -> None:
        self.sign = -1 if buy else 1
        self.queues: dict[int, dict[Entry, None]] = {}
        self.ranks: list[int] = []
        """`sign` times each price with orders, sorted."""
        self.quote: dict[int, int] = {}

    def add(self, entry: Entry) -> None:
        queue = self.queues.get(entry.price)
        if queue is None:
            queue = self.queues[entry.price] = {}
            insort(self.ranks, self.sign * entry.price)
        queue[entry] = None

    def remove(self, entry: Entry) -> bool:
        queue = self.queues.get(entry.price)
        if queue is None or queue.pop(entry, self) is self:
            return False
        if not queue:
            del self.queues[entry.price]
            self.ranks.remove(self.sign * entry.price)
        return True

    def take_quote(self, price: int, volume: int) -> None:
        left = self.quote[price] - volume
        if left:
            self.quote[price] = left
        else:
            del self.quote[price]

    def waiting(self) -> Iterator[tuple[int, Entry | None, int]]:
        """Price, order (None: the market) and volume of all there is, the best first."""
        quoted = {self.sign * price for price in self.quote}
        for rank in sorted(quoted.union(self.ranks)):
            price = self.sign * rank
            if price in self.quote:
                yield price, None, self.quote[price]
            for entry in self.queues.get(price, ()):
                yield price, entry, entry.volume


class OrderBook:
    """The book of one instrument."""

    def __init__(self) -> None:
        self._bids, self._asks = _Side(True), _Side(False)

    def best(self, buy: bool) -> int | None:
        """The best bid (`buy`) or ask, the market's or a user's."""
        side = self._bids if buy else self._asks
        return next((price for price, _, _ in side.waiting()), None)

    def quotes(self) -> tuple[dict[int, int], dict[int, int]]:
        """What is left of the market's bids and asks: volume by price."""
        return dict(self._bids.quote), dict(self._asks.quote)

    def orders(self, buy: bool) -> list[Entry]:
        """The resting orders of a side, in the order in which they would be filled."""
        side = self._bids if buy else self._asks
        return [entry for _, entry, _ in side.waiting() if entry is not None]

    def waiting(self, buy: bool) -> Iterator[tuple[int, Entry | None, int]]:
        """Price, order (None: the market) and volume of all that stands on a side, the best first."""
        return (self._bids if buy else self._asks).waiting()

    def fill(self, entry: Entry, volume: int) -> Fill:
        """Somebody outside takes `volume` of a resting order."""
        self._fill(self._bids if entry.buy else self._asks, entry, volume)
        return Fill(entry, None, entry.price, volume)

    def fillable(self, buy: bool, limit: int | None, levels: int | None = None) -> int:
        """How much an order would get at once."""
        return sum(volume for _, _, volume in self._reachable(buy, limit, levels))

    def _reachable(
        self, buy: bool, limit: int | None, levels: int | None
    ) -> list[tuple[int, Entry | None, int]]:
        side = self._asks if buy else self._bids
        found = side.waiting()
        if limit is not None:
            bound = side.sign * limit
            found = takewhile(lambda item: side.sign * item[0] <= bound, found)
        reachable = list(found)
        if levels is not None:
            prices = list(dict.fromkeys(price for price, _, _ in reachable))[:levels]
            reachable = [item for item in reachable if item[0] in prices]
        return reachable

    def meets(
        self, entry: Entry, limit: int | None, *, minimum: int = 1, levels: int | None = None
    ) -> list[Entry]:
        """The resting orders that an incoming order would be filled from: see `submit()`."""
        found: list[Entry] = []
        reachable = self._reachable(entry.buy, limit, levels)
        if sum(volume for _, _, volume in reachable) < minimum:
            return found
        left = entry.volume
        for _, maker, waiting in reachable:
            if left <= 0:
                break
            if maker is not None:
                found.append(maker)
            left -= waiting
        return found

    def submit(
        self, entry: Entry, limit: int | None, *, minimum: int = 1, levels: int | None = None
    ) -> list[Fill]:
        """Fill an incoming order as far as it goes; nothing at all if that is less than `minimum`.

        `limit` None takes any price, `levels` at most so many prices. What remains does not rest: see
        `rest()`.
        """
        fills: list[Fill] = []
        reachable = self._reachable(entry.buy, limit, levels)
        if sum(volume for _, _, volume in reachable) < minimum:
            return fills
        side = self._asks if entry.buy else self._bids
        for price, maker, waiting in reachable:
            volume = min(waiting, entry.volume)
            if not volume:
                break
            entry.volume -= volume
            if maker is None:
                side.take_quote(price, volume)
            else:
                self._fill(side, maker, volume)
            fills.append(Fill(maker, entry, price, volume))
        return fills

    @staticmethod
    def _fill(side: _Side, entry: Entry, volume: int) -> None:
        entry.volume -= volume
        if not entry.volume:
            side.remove(entry)

    def rest(self, entry: Entry, price: int, place: int = 0) -> None:
        """Put an order into the book, behind those of its price."""
        entry.price, entry.place = price, place
        (self._bids if entry.buy else self._asks).add(entry)

    def remove(self, entry: Entry) -> bool:
        """Take a resting order out. False if it is not there."""
        return (self._bids if entry.buy else self._asks).remove(entry)

    def snapshot(
        self, bids: Sequence[Level], asks: Sequence[Level], traded: int | None = None, volume: int = 0
    ) -> list[Fill]:
        """Let the market move: a new quote, and `volume` traded at `traded` since the last one.

        Resting orders that the quote crosses are filled by it at their own price. Those that the trade
        went through, being priced better than it, get at most its volume, at their own price too.
        """
        self._bids.quote = _positive(bids)
        self._asks.quote = _positive(asks)
        fills: list[Fill] = []
        for side, quoting in ((self._bids, self._asks), (self._asks, self._bids)):
            for price, entry, _ in [item for item in side.waiting() if item[1] is not None]:
                assert entry is not None
                for quoted in sorted(quoting.quote, key=lambda at: quoting.sign * at):
                    # A bid meets asks at or below it, an ask bids at or above it.
                    if side.sign * price > side.sign * quoted or not entry.volume:
                        break
                    taken = min(entry.volume, quoting.quote[quoted])
                    quoting.take_quote(quoted, taken)
                    self._fill(side, entry, taken)
                    fills.append(Fill(entry, None, price, taken))
                if traded is not None and entry.volume and side.sign * price < side.sign * traded:
                    taken = min(entry.volume, volume)
                    if taken:
                        volume -= taken
                        self._fill(side, entry, taken)
                        fills.append(Fill(entry, None, price, taken))
        return fills


def _positive(levels: Sequence[Level]) -> dict[int, int]:
    return {price: volume for price, volume in levels if volume > 0}
