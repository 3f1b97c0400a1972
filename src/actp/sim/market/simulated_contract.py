"""One contract of the simulated market: its book, who trades in it, and what its ticks say of the trades."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, nan
from random import Random
from typing import Any

from actp import records
from actp.sim.market.background_traders import Crowd, Trader
from actp.sim.market.feed import Tick
from actp.sim.market.order_book import Entry, Fill, Level, OrderBook
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.reference.trading_phases import CALL, Schedule

__all__ = ["Contract"]

_DEEP = frozenset(("SHFE", "INE"))
_REAL_MILLISECONDS = frozenset(("DCE", "GFEX"))
_LEVELS = [
    (buy, [(f"{side}_price{number}", f"{side}_volume{number}") for number in range(1, 6)])
    for buy, side in ((True, "bid"), (False, "ask"))
]
_WITHOUT_VALUE = (
    "open_price",
    "highest_price",
    "lowest_price",
    "close_price",
    "settlement_price",
    *(price for _, names in _LEVELS for price, _ in names),
)
_KEPT = (
    "phase",
    "last",
    "interest",
    "settlement_before",
    "close_before",
    "interest_before",
    "upper",
    "lower",
    "open",
    "high",
    "low",
    "volume",
    "value",
    "gathered",
    "calling",
    "ended",
    "fixed",
    "half",
    "millisecond",
)
"""The attributes that make up a contract's state, besides its traders."""


class _Prices(dict[int, float]):
    """Prices in the exchange's units by price in ticks."""

    def __init__(self, info: InstrumentInfo) -> None:
        self._info = info

    def __missing__(self, ticks: int) -> float:
        price = self[ticks] = self._info.price(ticks)
        return price


class Contract:
    """Prices are in price ticks throughout, times in half seconds after 18:00."""

    def __init__(self, info: InstrumentInfo, seed: int, schedule: Schedule, half: int) -> None:
        self.info = info
        self.schedule = schedule
        self.phase = schedule.before
        self.random = Random(f"{seed}/{info.id}")
        reference = round(info.reference_price / info.price_tick)
        self.last = reference
        self.interest = info.activity * self.random.randint(800, 2500)
        """Lots held long, and as many short."""
        self.crowd = Crowd(self.random, info.activity, self.interest, float(reference))
        self.outside = Trader()
        """Whoever trades and is neither in the crowd nor a user."""
        self.tell: Callable[[list[Fill]], None] | None = None
        """Called with trades that happen within the contract and in which a user has a side."""
        self._price = _Prices(info)
        self.begin_day(reference, half)

    def begin_day(self, settlement: int, half: int) -> None:
        self.settlement_before, self.close_before, self.interest_before = settlement, self.last, self.interest
        # Rounded first: 1000 * 1.003 is a little below 1003 as a double.
        self.upper = floor(round(settlement * (1 + self.info.limit), 6))
        self.lower = ceil(round(settlement * (1 - self.info.limit), 6))
        self.phase = self.schedule.before
        self.open: int | None = None
        self.high = self.low = 0
        self.volume = 0
        self.value = 0
        """The sum of price times volume: exact, as an integer."""
        self.gathered = False
        """Whether the crowd has sent orders today."""
        self.calling = False
        """Whether orders gather for an auction."""
        self.ended = False
        self.fixed: int | None = None
        """The settlement price if somebody else says it."""
        self.half = half
        """When the contract last did something."""
        self.millisecond = 0
        self.book = OrderBook()
        self._aside: OrderBook | None = None
        """The book itself, while a pushed quote stands in for it."""
        self.crowd.clear()
        self._constant: Any = None
        self.shown: Tick | None = None
        """The present snapshot, if one was made."""

    @property
    def settlement(self) -> int:
        """The settlement price as of now: the average of the day, or that of the day before."""
        if self.fixed is not None:
            return self.fixed
        return round(self.value / self.volume) if self.volume else self.settlement_before

    # -- phases

    def entered(self, before: str, half: int) -> bool:
        """The contract entered its phase; gives whether there is news of it, the end of an auction."""
        if self.phase == CALL:
            self._gather()
        elif before == CALL:
            self._uncross()
            self.stamp(half)
            return True
        return False

    def _gather(self) -> None:
        self.resume()
        self.calling = self.gathered = True
        self.crowd.gather(self)
        self.shown = None

    def _uncross(self) -> None:
        self.resume()
        self.calling = False
        fills = self.book.uncross(self.last if self.volume else self.settlement_before)
        if self.count(fills) and self.tell is not None:
            self.tell(fills)

    def step(self, half: int) -> None:
        """Half a second of continuous trading; the day's first opens it, if no auction did."""
        self.resume()
        if self.gathered:
            self.crowd.act(self)
        else:
            self._gather()
            self._uncross()
        self.stamp(half)

    def stamp(self, half: int) -> None:
        """SHFE, INE and CFFEX stamp whole half seconds, DCE and GFEX the real one, CZCE none."""
        self.shown = None
        self.half = half
        drawn = int(self.random.random() * 500)
        if self.info.exchange in _REAL_MILLISECONDS:
            self.millisecond = half % 2 * 500 + drawn
        else:
            self.millisecond = 0 if self.info.exchange == "CZCE" else half % 2 * 500

    def end(self, half: int, settlement: int | None = None) -> bool:
        """The day's trading is over, at a settlement price of one's own if given. Whether that is news."""
        if self.ended and settlement is None:
            return False
        self.resume()
        self.half, self.millisecond = half, 0
        self.ended, self.fixed = True, settlement
        self.shown = None
        return True

    # -- orders and trades

    def send(self, entry: Entry, price: int, *, rests: bool = True) -> None:
        """An order of the crowd's reaches the book."""
        if not self.calling:
            fills = self.book.submit(entry, price)
            if fills and self.came(fills) and self.tell is not None:
                self.tell(fills)
        if rests and entry.volume:
            self.book.rest(entry, price, entry.place)

    def came(self, fills: Sequence[Fill]) -> bool:
        """Somebody came to the book and traded so much, which moves the price, too. See `count()`."""
        users = self.count(fills)
        for _, taker, _, volume in fills:
            if taker is not None:
                self.crowd.flow += volume if taker.buy else -volume
        return users

    def count(self, fills: Sequence[Fill]) -> bool:
        """Let trades count in what the ticks say; gives whether users have a side in them."""
        self.shown = None
        outside, users = self.outside, False
        for maker, taker, price, volume in fills:
            bought = taker.buy if taker is not None else maker is not None and not maker.buy
            one = outside if taker is None or taker.owner is None else taker.owner
            other = outside if maker is None or maker.owner is None else maker.owner
            if not (isinstance(one, Trader) and isinstance(other, Trader)):
                users = True
            self.interest += one.take(bought, volume) + other.take(not bought, volume) - volume
            self._count(price, volume)
        return users

    def _count(self, price: int, volume: int) -> None:
        self.last = price
        self.volume += volume
        self.value += price * volume
        if self.open is None:
            self.open = self.high = self.low = price
        elif price > self.high:
            self.high = price
        elif price < self.low:
            self.low = price

    def count_outside(self, price: int, volume: int) -> None:
        """Others trade, from hand to hand: no position is opened or closed."""
        self.shown = None
        self._count(price, volume)

    # -- a pushed quote

    def push(
        self, bids: Sequence[Level], asks: Sequence[Level], traded: int | None, volume: int
    ) -> list[Fill]:
        """Until the next step a quote stands in the book in place of the crowd's orders.

        Gives the trades of users' orders with it; see `OrderBook.snapshot()`.
        """
        if self._aside is None:
            self._aside, self.book = self.book, OrderBook()
            for entry in self._users_orders(self._aside):
                self.book.rest(entry, entry.price, entry.place)
        fills = self.book.snapshot(bids, asks, traded, volume)
        self.count(fills)
        return fills

    def resume(self) -> None:
        """The crowd's orders stand in the book again, as if they had never been away."""
        if self._aside is None:
            return
        pushed, self.book, self._aside = self.book, self._aside, None
        left = self._users_orders(pushed)
        before = self._users_orders(self.book)
        for entry in before:
            if entry not in left:
                self.book.remove(entry)
        for entry in left:
            if entry not in before:
                self.send(entry, entry.price)

    @staticmethod
    def _users_orders(book: OrderBook) -> list[Entry]:
        entries = (*book.orders(True), *book.orders(False))
        return [entry for entry in entries if not isinstance(entry.owner, Trader)]

    # -- ticks

    def tick(self, trading_day: str, time: Callable[[int], tuple[str, str]], fill_exchange: bool) -> Tick:
        """The present snapshot. `time` gives the calendar day and HH:MM:SS of a half second."""
        if self.shown is None:
            calendar_day, clock = time(self.half)
            if self._constant is None or self._constant.trading_day != trading_day:
                self._constant = self._day(trading_day, fill_exchange)
            exchange = self.info.exchange
            record = self._constant.replace(
                trading_day=calendar_day if exchange == "CZCE" else trading_day,
                action_day=trading_day if exchange in _REAL_MILLISECONDS else calendar_day,
                update_time=clock,
                update_millisec=self.millisecond,
                **self._trades(),
                **self._levels(),
            )
            self.shown = Tick(record)
        return self.shown

    def _day(self, trading_day: str, fill_exchange: bool) -> Any:
        """What does not change during the day; the rest is empty."""
        price = self._price
        return records.DepthMarketData(
            trading_day=trading_day,
            instrument_id=self.info.id,
            exchange_id=self.info.exchange if fill_exchange else "",
            pre_settlement_price=price[self.settlement_before],
            pre_close_price=price[self.close_before],
            pre_open_interest=float(self.interest_before),
            upper_limit_price=price[self.upper],
            lower_limit_price=price[self.lower],
            pre_delta=nan,
            curr_delta=nan,
        ).replace(**dict.fromkeys(_WITHOUT_VALUE, nan))

    def _trades(self) -> dict[str, Any]:
        price = self._price
        values = {"last_price": price[self.last], "open_interest": float(self.interest)}
        if self.open is not None:
            turnover, average = self._averages()
            values |= {
                "open_price": price[self.open],
                "highest_price": price[self.high],
                "lowest_price": price[self.low],
                "volume": self.volume,
                "turnover": turnover,
                "average_price": average,
            }
        if self.ended:
            values |= {"close_price": price[self.last], "settlement_price": price[self.settlement]}
        return values

    def _averages(self) -> tuple[float, float]:
        """Turnover and AveragePrice, as CTP makes them for the exchange."""
        info = self.info
        if info.exchange == "CZCE":
            average = self._price[round(self.value / self.volume)]
            return average * self.volume * info.multiplier, average
        turnover = round(self.value * info.price_tick * info.multiplier, 3)
        return turnover, turnover / self.volume

    def _levels(self) -> dict[str, Any]:
        """The levels that the exchange shows; nothing of a book in which an auction gathers."""
        price, values = self._price, {}
        if not self.calling:
            most = 5 if self.info.exchange in _DEEP else 1
            for buy, names in _LEVELS:
                levels = self.book.levels(buy, most)
                for (price_name, volume_name), (at, volume) in zip(names, levels, strict=False):
                    values[price_name], values[volume_name] = price[at], volume
        return values

    # -- over a restart

    def state(self) -> dict[str, Any]:
        """What the contract knows of its day and its traders, as JSON takes it. Orders are not in it."""
        pushed = None if self._aside is None else [list(side.items()) for side in self.book.quotes()]
        return {name: getattr(self, name) for name in _KEPT} | {
            "crowd": self.crowd.state(),
            "outside": self.outside.position,
            "pushed": pushed,
        }

    def restore(self, state: dict[str, Any], random: Random) -> None:
        """Go on from a `state()`. The book is empty; the crowd sends its orders anew at the next step."""
        for name in _KEPT:
            setattr(self, name, state[name])
        self.random = random
        self.outside.position = state["outside"]
        self.book, self._aside, self._constant = OrderBook(), None, None
        self.crowd.restore(state["crowd"])
        if self.calling:
            self.crowd.gather(self, again=True)
        if state["pushed"] is not None:
            bids, asks = state["pushed"]
            self.push(bids, asks, None, 0)
        self.shown = None
