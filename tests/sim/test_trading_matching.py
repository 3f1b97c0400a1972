"""The order book against a model that looks at everything every time."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

import pytest

from actp.sim.market.order_book import Entry, OrderBook


@dataclass
class Order:
    """An order of the model."""

    number: int
    buy: bool
    price: int
    volume: int


@dataclass
class Model:
    """A list of orders and the market's levels; the best is searched for at each lot traded."""

    orders: list[Order] = field(default_factory=list)
    bids: dict[int, int] = field(default_factory=dict)
    asks: dict[int, int] = field(default_factory=dict)

    def best(self, buy: bool) -> Order | int | None:
        """What an incoming order of the other side meets first: an order, or a price of the market."""
        sign = -1 if buy else 1
        quote = self.bids if buy else self.asks
        found: list[tuple[int, int, int, Order | int]] = []
        for place, order in enumerate(self.orders):
            if order.buy == buy:
                found.append((sign * order.price, 1, place, order))
        for price in quote:
            found.append((sign * price, 0, 0, price))
        return min(found, key=lambda item: item[:3])[3] if found else None

    def take(self, incoming: Order, limit: int | None) -> list[tuple[int | None, int]]:
        """The fills lot by lot: the number of the order met (None: the market) and the price."""
        lots: list[tuple[int | None, int]] = []
        quote = self.asks if incoming.buy else self.bids
        while incoming.volume:
            met = self.best(not incoming.buy)
            if met is None:
                break
            price = met.price if isinstance(met, Order) else met
            if limit is not None and (price > limit if incoming.buy else price < limit):
                break
            incoming.volume -= 1
            if isinstance(met, Order):
                met.volume -= 1
                if not met.volume:
                    self.orders.remove(met)
                lots.append((met.number, price))
            else:
                quote[price] -= 1
                if not quote[price]:
                    del quote[price]
                lots.append((None, price))
        return lots

    def copy(self) -> Model:
        return Model(
            [Order(o.number, o.buy, o.price, o.volume) for o in self.orders],
            dict(self.bids),
            dict(self.asks),
        )

    def state(self) -> list[tuple[bool, int, int, int]]:
        """Number and volume of each order as it would be filled, sells then buys."""
        return [
            (order.buy, order.number, order.price, order.volume)
            for buy in (False, True)
            for order in sorted(
                (o for o in self.orders if o.buy == buy), key=lambda o: -o.price if o.buy else o.price
            )
        ]


def state(book: OrderBook) -> list[tuple[bool, int, int, int]]:
    return [
        (entry.buy, entry.owner, entry.price, entry.volume)
        for buy in (False, True)
        for entry in book.orders(buy)
    ]


@pytest.mark.parametrize("seed", range(40))
def test_against_the_model(seed: int) -> None:
    random = Random(seed)
    book, model = OrderBook(), Model()
    entries: dict[int, Entry] = {}
    for number in range(300):
        chance = random.random()
        if chance < 0.15:
            middle = random.randint(95, 105)
            bids = [(middle - n, random.randint(0, 4)) for n in range(random.randint(0, 3))]
            asks = [(middle + 1 + n, random.randint(0, 4)) for n in range(random.randint(0, 3))]
            # What the model does with a snapshot has a test of its own: here none crosses an order.
            highest = max((o.price for o in model.orders if o.buy), default=0)
            lowest = min((o.price for o in model.orders if not o.buy), default=999)
            bids = [(p, v) for p, v in bids if p < lowest]
            asks = [(p, v) for p, v in asks if p > highest]
            assert book.snapshot(bids, asks) == []
            model.bids = {p: v for p, v in bids if v}
            model.asks = {p: v for p, v in asks if v}
        elif chance < 0.3 and entries:
            chosen = random.choice(sorted(entries))
            entry = entries.pop(chosen)
            there = any(o.number == chosen for o in model.orders)
            assert book.remove(entry) is there
            assert book.remove(entry) is False
            model.orders = [o for o in model.orders if o.number != chosen]
        else:
            buy, volume = random.random() < 0.5, random.randint(1, 8)
            limit = None if random.random() < 0.1 else random.randint(93, 107)
            minimum = random.choice((1, 1, 1, 2, volume))
            entry = Entry(buy, volume, number)
            trial = Order(number, buy, limit or 0, volume)
            after = model.copy()
            lots = after.take(trial, limit)
            reachable = model.copy().take(Order(0, buy, 0, 10**6), limit)
            assert book.fillable(buy, limit) == len(reachable)
            fills = book.submit(entry, limit, minimum=minimum)
            if len(reachable) < minimum:
                assert fills == []
                assert entry.volume == volume
            else:
                model = after
                got = [
                    (fill.maker.owner if fill.maker is not None else None, fill.price)
                    for fill in fills
                    for _ in range(fill.volume)
                ]
                assert got == lots
                assert all(fill.taker is entry for fill in fills)
                assert entry.volume == trial.volume
                if trial.volume and limit is not None and random.random() < 0.7:
                    book.rest(entry, limit)
                    entries[number] = entry
                    model.orders.append(Order(number, buy, limit, trial.volume))
        assert state(book) == model.state()
        for buy in (True, False):
            best = model.best(buy)
            assert book.best(buy) == (best.price if isinstance(best, Order) else best)


@pytest.mark.parametrize("seed", range(20))
def test_a_snapshot_fills_what_it_crosses(seed: int) -> None:
    random = Random(seed)
    for _ in range(50):
        book = OrderBook()
        entries = []
        for number in range(random.randint(0, 8)):
            buy = random.random() < 0.5
            entry = Entry(buy, random.randint(1, 5), number)
            book.rest(entry, random.randint(90, 99) if buy else random.randint(101, 110))
            entries.append(entry)
        before = {entry: entry.volume for entry in entries}
        middle = random.randint(85, 115)
        bids = [(middle - n, random.randint(1, 5)) for n in range(3)]
        asks = [(middle + 1 + n, random.randint(1, 5)) for n in range(3)]
        traded, volume = random.randint(85, 115), random.randint(0, 6)
        fills = book.snapshot(bids, asks, traded, volume)
        # Each is filled at its own price, never beyond its volume, and what is left says so.
        for fill in fills:
            assert fill.maker is not None and fill.taker is None
            assert fill.price == fill.maker.price
            before[fill.maker] -= fill.volume
        assert before == {entry: entry.volume for entry in entries}
        for buy in (True, False):
            against = asks if buy else bids
            side = [e for e in entries if e.buy == buy]
            crossing = [e for e in side if any(p <= e.price if buy else p >= e.price for p, _ in against)]
            passed = [e for e in side if (traded < e.price if buy else traded > e.price)]
            filled = {fill.maker for fill in fills if fill.maker is not None and fill.maker.buy == buy}
            assert filled <= {*crossing, *passed}
            # Price and time: nothing is left of an order that stands before one that got something.
            queue = sorted(side, key=lambda e: (-e.price if buy else e.price, e.owner))
            got = [e in filled for e in queue]
            for place, entry in enumerate(queue):
                if entry.volume:
                    assert not any(got[place + 1 :])


def test_a_trade_through_an_order_fills_it_at_most_by_its_volume() -> None:
    book = OrderBook()
    first, second = Entry(True, 3, 1), Entry(True, 3, 2)
    book.rest(first, 100)
    book.rest(second, 99)
    # At its price a trade may have been of those before it: nothing is known.
    assert book.snapshot([], [], 100, 50) == []
    fills = book.snapshot([], [], 98, 4)
    assert [(f.maker.owner, f.price, f.volume) for f in fills if f.maker] == [(1, 100, 3), (2, 99, 1)]
    assert (first.volume, second.volume) == (0, 2)
    assert book.snapshot([], [], 98, 0) == []


def test_the_market_stands_before_orders_of_its_price_and_is_used_up() -> None:
    book = OrderBook()
    book.snapshot([], [(100, 2)])
    book.rest(Entry(False, 5, "user"), 100)
    fills = book.submit(Entry(True, 3), 100)
    assert [(f.maker and f.maker.owner, f.volume) for f in fills] == [(None, 2), ("user", 1)]
    fills = book.submit(Entry(True, 3), 100)
    assert [(f.maker and f.maker.owner, f.volume) for f in fills] == [("user", 3)]
    # The next snapshot brings new volume.
    book.snapshot([], [(100, 2)])
    assert book.fillable(True, 100) == 3
    assert book.fillable(True, None, levels=1) == 3
