"""An order book: price–time priority, prices in whole price ticks, no I/O.

In a book that follows recorded ticks the levels of the present snapshot, the quote, stand beside the orders:
at each price before them, and what they take from it is gone until the next snapshot.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, NamedTuple

from actp.sim.persistence.codec import TRANSIENT

__all__ = ["Entry", "Fill", "Level", "OrderBook", "equilibrium"]

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


class Fill(NamedTuple):
    """`maker` is the resting order, `taker` the one that met it; None is the market.

    In an auction, where both rest, `maker` is the buyer.
    """

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
        quote, sign = self.quote, self.sign
        ranks = sorted({*self.ranks, *(sign * price for price in quote)}) if quote else self.ranks
        for rank in ranks:
            price = sign * rank
            if price in quote:
                yield price, None, quote[price]
            for entry in self.queues.get(price, ()):
                yield price, entry, entry.volume


class OrderBook:
    """The book of one instrument."""

    def __init__(self) -> None:
        self._bids, self._asks = _Side(True), _Side(False)
        self._sides = self._asks, self._bids

    def best(self, buy: bool) -> int | None:
        """The best bid (`buy`) or ask, the market's or an order's."""
        side = self._sides[buy]
        if side.quote:
            return next(price for price, _, _ in side.waiting())
        return side.sign * side.ranks[0] if side.ranks else None

    def quotes(self) -> tuple[dict[int, int], dict[int, int]]:
        """What is left of the market's bids and asks: volume by price."""
        return dict(self._bids.quote), dict(self._asks.quote)

    def orders(self, buy: bool) -> list[Entry]:
        """The resting orders of a side, in the order in which they would be filled."""
        return [entry for _, entry, _ in self._sides[buy].waiting() if entry is not None]

    def waiting(self, buy: bool) -> Iterator[tuple[int, Entry | None, int]]:
        """Price, order (None: the market) and volume of all that stands on a side, the best first."""
        return self._sides[buy].waiting()

    def levels(self, buy: bool, most: int | None = None) -> list[Level]:
        """Price and volume of the orders of a side, the best first, of at most so many prices."""
        side = self._sides[buy]
        return [
            (side.sign * rank, sum([entry.volume for entry in side.queues[side.sign * rank]]))
            for rank in side.ranks[:most]
        ]

    def fill(self, entry: Entry, volume: int) -> Fill:
        """Somebody outside takes `volume` of a resting order."""
        self._fill(entry, volume)
        return Fill(entry, None, entry.price, volume)

    def fillable(self, buy: bool, limit: int | None, levels: int | None = None) -> int:
        """How much an order would get at once."""
        return sum(volume for _, _, volume in self._reachable(buy, limit, levels))

    def _reachable(
        self, buy: bool, limit: int | None, levels: int | None, most: int | None = None
    ) -> list[tuple[int, Entry | None, int]]:
        """What an order meets, the best first; of that no more than it takes to fill `most`."""
        side = self._sides[not buy]
        bound = None if limit is None else side.sign * limit
        found: list[tuple[int, Entry | None, int]] = []
        total, last = 0, None
        for item in side.waiting():
            price = item[0]
            if bound is not None and side.sign * price > bound:
                break
            if levels is not None and price != last:
                if not levels:
                    break
                levels, last = levels - 1, price
            found.append(item)
            total += item[2]
            if most is not None and total >= most:
                break
        return found

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
        side = self._sides[not entry.buy]
        if limit is not None and not side.quote and not (side.ranks and side.ranks[0] <= side.sign * limit):
            # Most orders meet nothing.
            return fills
        reachable = self._reachable(entry.buy, limit, levels, max(entry.volume, minimum))
        if sum([volume for _, _, volume in reachable]) < minimum:
            return fills
        for price, maker, waiting in reachable:
            volume = min(waiting, entry.volume)
            if not volume:
                break
            entry.volume -= volume
            if maker is None:
                side.take_quote(price, volume)
            else:
                self._fill(maker, volume)
            fills.append(Fill(maker, entry, price, volume))
        return fills

    def _fill(self, entry: Entry, volume: int) -> None:
        entry.volume -= volume
        if not entry.volume:
            self._sides[entry.buy].remove(entry)

    def rest(self, entry: Entry, price: int, place: int = 0) -> None:
        """Put an order into the book, behind those of its price."""
        entry.price, entry.place = price, place
        self._sides[entry.buy].add(entry)

    def remove(self, entry: Entry) -> bool:
        """Take a resting order out. False if it is not there."""
        return self._sides[entry.buy].remove(entry)

    def uncross(self, reference: int) -> list[Fill]:
        """The end of an auction: all trades that can be at the price of `equilibrium()`, by price and time.

        What remains does not cross. Quotes take no part.
        """
        price = equilibrium(self.levels(True), self.levels(False), reference)
        fills: list[Fill] = []
        if price is None:
            return fills
        buyers = [entry for entry in self.orders(True) if entry.price >= price]
        sellers = [entry for entry in self.orders(False) if entry.price <= price]
        bought, sold = iter(buyers), iter(sellers)
        buyer, seller = next(bought, None), next(sold, None)
        while buyer is not None and seller is not None:
            volume = min(buyer.volume, seller.volume)
            self._fill(buyer, volume)
            self._fill(seller, volume)
            fills.append(Fill(buyer, seller, price, volume))
            if not buyer.volume:
                buyer = next(bought, None)
            if not seller.volume:
                seller = next(sold, None)
        return fills

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
                    self._fill(entry, taken)
                    fills.append(Fill(entry, None, price, taken))
                if traded is not None and entry.volume and side.sign * price < side.sign * traded:
                    taken = min(entry.volume, volume)
                    if taken:
                        volume -= taken
                        self._fill(entry, taken)
                        fills.append(Fill(entry, None, price, taken))
        return fills


def _positive(levels: Sequence[Level]) -> dict[int, int]:
    return {price: volume for price, volume in levels if volume > 0}


def equilibrium(bids: Sequence[Level], asks: Sequence[Level], reference: int) -> int | None:
    """The price at which an auction trades, None if nothing meets.

    It is the price at which the most lots trade; of several the one that leaves the least over at it, then
    the one nearest to `reference`, then the higher. Levels are given the best first.
    """
    if not bids or not asks or bids[0][0] < asks[0][0]:
        return None
    low, high = asks[0][0], bids[0][0]
    # Between two prices with orders nothing changes but the distance to the reference.
    prices = {min(max(reference, low), high)}
    for price, _ in (*bids, *asks):
        prices.update(near for near in (price - 1, price, price + 1) if low <= near <= high)
    # What is bid at a price or above it, and what is asked at it or below.
    bid_prices, wanted = [-price for price, _ in bids], [0, *accumulate(volume for _, volume in bids)]
    ask_prices, offered = [price for price, _ in asks], [0, *accumulate(volume for _, volume in asks)]

    def worth(price: int) -> tuple[int, int, int, int]:
        demand = wanted[bisect_right(bid_prices, -price)]
        supply = offered[bisect_right(ask_prices, price)]
        return min(demand, supply), -abs(demand - supply), -abs(price - reference), price

    return max(prices, key=worth)
