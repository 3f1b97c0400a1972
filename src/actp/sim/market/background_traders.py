"""Who trades in a simulated contract besides the front's users.

Makers quote a ladder of prices on both sides around what they take for the contract's value, and lean against
the position they have. Takers want lots now, and rather on the side that looks cheap; some of them also leave
orders in the book for a while. All of them send ordinary orders to the contract's book.
"""

from __future__ import annotations

from collections import deque
from math import ceil, floor, log
from random import Random
from typing import Any, Protocol

from actp.sim.market.order_book import Entry, OrderBook
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["Crowd", "Trader"]

_DEPTH = 7
"""Prices on each side that a maker quotes: more than the five that are shown."""
_SPREADS = (0.2, 0.45, 0.7)
"""One maker each: how far from the value it quotes, in ticks."""
_HESITATION = 0.4
"""Ticks that a maker lets the value move before it moves its orders."""
_TAKERS = 6
_WANDER = 1.7
"""The value's greatest step in half a second is half of this, in ticks: a deviation of about half a tick."""
_IMPACT = 0.1
"""Ticks that the value moves for `activity` lots more bought than sold."""
_LEAN = 8
"""Position, in times `activity`, for which a maker moves its quotes by a tick."""
_REACH = 3
"""Ticks beyond the best price that a taker pays."""
_BEYOND = 2
"""Ticks by which the value may pass a price limit: then nobody is left on the other side."""
_PATIENT = 12
"""Orders that takers leave in the book."""


class Contract(Protocol):
    """The contract that traders trade in. Prices are in ticks."""

    @property
    def info(self) -> InstrumentInfo: ...
    @property
    def book(self) -> OrderBook: ...
    @property
    def random(self) -> Random: ...
    @property
    def lower(self) -> int: ...
    @property
    def upper(self) -> int: ...
    def send(self, entry: Entry, price: int, *, rests: bool = True) -> object: ...


class Trader:
    """One trader's net position, long above 0."""

    __slots__ = ("position",)

    def __init__(self, position: int = 0) -> None:
        self.position = position

    def take(self, buy: bool, volume: int) -> int:
        """A trade; gives how many of its lots open a position, the others having closed one."""
        before = self.position
        if buy:
            self.position = before + volume
            return volume - min(volume, -before) if before < 0 else volume
        self.position = before - volume
        return volume - min(volume, before) if before > 0 else volume


class _Maker(Trader):
    __slots__ = ("asks", "bids", "center", "spread", "touched")

    def __init__(self, spread: float) -> None:
        super().__init__()
        self.spread = spread
        self.center = 0.0
        """What its orders stand around."""
        self.asks: dict[int, Entry] = {}
        """By price, as are the bids."""
        self.bids: dict[int, Entry] = {}
        self.touched = True
        """Whether some of its orders were filled since it last looked."""

    def take(self, buy: bool, volume: int) -> int:
        self.touched = True
        return super().take(buy, volume)

    def forget(self) -> None:
        self.asks.clear()
        self.bids.clear()
        self.touched = True

    def quote(self, contract: Contract, value: float, size: float) -> None:
        """Bring its orders to where they belong, if they are not about there."""
        center = value - self.position / (_LEAN * contract.info.activity)
        if not self.touched and abs(center - self.center) < _HESITATION:
            return
        self.center, self.touched = center, False
        lower, upper = contract.lower, contract.upper
        ask, bid = ceil(center + self.spread), floor(center - self.spread)
        # Who would pay the upper limit does not sell, and the other way round.
        first_ask, first_bid = max(min(ask, upper), lower), min(max(bid, lower), upper)
        asks = range(first_ask, min(first_ask + _DEPTH, upper + 1) if bid < upper else first_ask)
        bids = range(first_bid, max(first_bid - _DEPTH, lower - 1) if ask > lower else first_bid, -1)
        # Stale orders go first, so that the new ones do not meet them.
        thin = contract.info.activity // 5
        for wanted, entries in ((asks, self.asks), (bids, self.bids)):
            for price, entry in tuple(entries.items()):
                if price not in wanted or entry.volume <= thin:
                    del entries[price]
                    if entry.volume:
                        contract.book.remove(entry)
        random = contract.random.random
        for buy, wanted, entries in ((False, asks, self.asks), (True, bids, self.bids)):
            for price in wanted:
                if price not in entries:
                    entry = entries[price] = Entry(buy, 1 + int(-log(1.0 - random()) * size), self)
                    contract.send(entry, price)


class Crowd:
    """The traders of one contract. `interest` is how many lots are held on each side at first."""

    def __init__(self, random: Random, activity: int, interest: int, value: float) -> None:
        self.value = value
        """What the contract is worth, in ticks, as far as anybody knows. It wanders, and trades move it."""
        self.flow = 0
        """Lots bought less lots sold by who came to the book, since the value last followed."""
        self.turn = 0
        """The maker whose turn it was to look at its orders."""
        self.waking = True
        """Whether all makers have to, because the book has just been opened."""
        self.makers = [_Maker(spread) for spread in _SPREADS]
        self.takers = [Trader() for _ in range(_TAKERS)]
        self._size = 0.8 * activity
        self._waiting: deque[Entry] = deque()
        """The takers' orders in the book, and some that have left it."""
        half = _TAKERS // 2
        for side, sign in ((self.takers[:half], 1), (self.takers[half:], -1)):
            left = interest
            for number, taker in enumerate(side, 1):
                part = left if number == half else int(left * (0.2 + 0.4 * random.random()))
                taker.position = sign * part
                left -= part
        self.targets = [taker.position for taker in self.takers]
        """The positions that the takers are content with."""

    def clear(self) -> None:
        """All orders are gone."""
        self.waking = True
        self._waiting.clear()
        for maker in self.makers:
            maker.forget()

    def act(self, contract: Contract) -> None:
        """Half a second of continuous trading."""
        random, activity = contract.random.random, contract.info.activity
        self._move(contract, (random() - 0.5) * _WANDER)
        if self.waking:
            self.waking = False
            self._take_back(contract)
            for maker in self.makers:
                maker.quote(contract, self.value, self._size)
        volume = int(-log(1.0 - random()) * activity)
        if volume:
            # Where the makers have too much of it, it is cheap.
            lean = sum([maker.position for maker in self.makers]) / (_LEAN * activity)
            share = random() + 0.05 * lean
            if random() < 0.5:
                # One that comes alone.
                share = round(share)
            bought = round(volume * min(max(share, 0.0), 1.0))
            if bought:
                self._take(contract, True, bought)
            if volume - bought:
                self._take(contract, False, volume - bought)
        if random() < 0.4:
            self._wait(contract)
        self.turn = (self.turn + 1) % len(self.makers)
        self.makers[self.turn].quote(contract, self.value, self._size)

    def gather(self, contract: Contract, *, again: bool = False) -> None:
        """The orders for an auction: nobody knows the price yet, so they lie across each other.

        `again`: what was heard since the last trade is known.
        """
        random = contract.random.random
        if not again:
            self._move(contract, 12.0 * random() - 6.0)
        self.waking = True
        self._take_back(contract)
        for maker in self.makers:
            maker.touched = True
            maker.quote(contract, self.value + 2.0 * random() - 1.0, self._size)
        for number in range(2 * _TAKERS):
            price = round(self.value + 6.0 * random() - 3.0)
            self._leave(contract, number % 2 == 0, price, 5.0 * self._size)

    def _move(self, contract: Contract, step: float) -> None:
        moved = self.value + step + _IMPACT * self.flow / contract.info.activity
        self.value = min(max(moved, contract.lower - _BEYOND), contract.upper + _BEYOND)
        self.flow = 0

    def _pick(self, contract: Contract, buy: bool) -> Trader:
        """Of two takers the one that lacks more (`buy`) or has more to spare."""
        random, takers, targets = contract.random.random, self.takers, self.targets
        one, other = int(random() * _TAKERS), int(random() * _TAKERS)
        lacks_more = targets[one] - takers[one].position >= targets[other] - takers[other].position
        return takers[one if lacks_more is buy else other]

    def _take(self, contract: Contract, buy: bool, volume: int) -> None:
        best = contract.book.best(not buy)
        if best is not None:
            limit = best + _REACH if buy else best - _REACH
            contract.send(Entry(buy, volume, self._pick(contract, buy)), limit, rests=False)

    def _wait(self, contract: Contract) -> None:
        """A taker leaves an order at a good price, and the oldest such order goes."""
        if len(self._waiting) >= _PATIENT:
            contract.book.remove(self._waiting.popleft())
        random = contract.random.random
        buy = random() < 0.5
        best = contract.book.best(buy)
        if best is not None:
            away = int(-log(1.0 - random()) * 2.0)
            self._leave(contract, buy, best - away if buy else best + away, 0.5 * self._size)

    def _take_back(self, contract: Contract) -> None:
        """The takers' orders go, as those that an auction has not filled."""
        while self._waiting:
            contract.book.remove(self._waiting.popleft())

    def _leave(self, contract: Contract, buy: bool, price: int, size: float) -> None:
        price = min(max(price, contract.lower), contract.upper)
        entry = Entry(buy, 1 + int(-log(1.0 - contract.random.random()) * size), self._pick(contract, buy))
        self._waiting.append(entry)
        contract.send(entry, price)

    # -- over a restart

    def state(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "flow": self.flow,
            "makers": [maker.position for maker in self.makers],
            "takers": [taker.position for taker in self.takers],
            "targets": list(self.targets),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """As they were, without their orders: those they send anew."""
        self.clear()
        self.value, self.flow = state["value"], state["flow"]
        for trader, position in zip(
            (*self.makers, *self.takers), (*state["makers"], *state["takers"]), strict=True
        ):
            trader.position = position
        self.targets = list(state["targets"])
