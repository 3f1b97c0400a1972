"""A market made of chance: deterministic from a seed, plausible to look at.

Each contract is a random walk of its best bid in price ticks, with a book, trades at its best prices
and open interest around it. Each has a random stream of its own, so that its ticks do not depend on
which other contracts exist or who subscribes to what.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from math import ceil, floor, nan
from random import Random
from typing import Any

from actp import records

from .board import Board, Pacer, Tick
from .instruments import InstrumentInfo, moment_of, next_trading_day, parse_day, seconds_of_day

__all__ = ["SimulatedMarket"]

_CLOSE = 2 * seconds_of_day("15:00")
_DEEP = frozenset(("SHFE", "INE"))
_REAL_MILLISECONDS = frozenset(("DCE", "GFEX"))

_COMMODITIES = (("09:00", "10:15"), ("10:30", "11:30"), ("13:30", "15:00"))
_FINANCIALS = (("09:30", "11:30"), ("13:00", "15:00"))


def _sessions(info: InstrumentInfo) -> list[tuple[int, int]]:
    spans = [*(_FINANCIALS if info.exchange == "CFFEX" else _COMMODITIES)]
    if info.night:
        spans.insert(0, ("21:00", info.night))
    return [(seconds_of_day(begin), seconds_of_day(end)) for begin, end in spans]


def _moment(trading_day: str, half: int) -> datetime:
    """The calendar time of a half second, counted from 18:00, of a trading day."""
    return moment_of(trading_day, half / 2)


class _Contract:
    """One contract's state."""

    def __init__(self, info: InstrumentInfo, seed: int) -> None:
        self.info = info
        self.random = Random(f"{seed}/{info.id}")
        self.sessions = _sessions(info)
        reference = round(info.reference_price / info.price_tick)
        self.last = reference
        self.interest = info.activity * self.random.randint(800, 2500)
        self.millisecond = 0
        self.shown: tuple[int, Tick] | None = None
        """The last snapshot made and its half second; None once something changed."""
        self.begin_day(reference)

    def begin_day(self, settlement: int) -> None:
        """Prices are in price ticks, here and below."""
        self.shown = None
        self.settlement_before, self.close_before, self.interest_before = settlement, self.last, self.interest
        # Rounded first: 1000 * 1.003 is a little below 1003 as a double.
        self.upper = floor(round(settlement * (1 + self.info.limit), 6))
        self.lower = ceil(round(settlement * (1 - self.info.limit), 6))
        self.open: int | None = None
        self.high = self.low = 0
        self.volume = 0
        self.value = 0
        """The sum of price times volume: exact, as an integer."""
        self.ended = False
        self.fixed: int | None = None
        """The settlement price if somebody else says it."""
        self.bid = min(max(self.last, self.lower), self.upper - 1)
        self.bid_sizes = [0] * 5
        self.ask_sizes = [0] * 5

    def step(self, half: int) -> None:
        """Let half a second of trading pass."""
        self.shown = None
        random = self.random
        if self.open is None:
            self._auction()
        else:
            self._walk(random.random())
            self._trade(int(random.expovariate(1 / self.info.activity)), random.random())
        for sizes in (self.bid_sizes, self.ask_sizes):
            level = random.randrange(5)
            sizes[level] = max(1, sizes[level] + random.randint(-self.info.activity, self.info.activity))
        # SHFE, INE and CFFEX stamp whole half seconds, DCE and GFEX the real one, CZCE none.
        drawn = random.randrange(500)
        if self.info.exchange in _REAL_MILLISECONDS:
            self.millisecond = half % 2 * 500 + drawn
        else:
            self.millisecond = 0 if self.info.exchange == "CZCE" else half % 2 * 500

    def end(self, settlement: int | None = None) -> bool:
        """Close the day, at a settlement price of one's own if it is given. Whether that was news."""
        news = not self.ended or settlement is not None
        if news:
            self.shown = None
            self.millisecond = 0
            self.ended, self.fixed = True, settlement
        return news

    @property
    def settlement(self) -> int:
        if self.fixed is not None:
            return self.fixed
        return round(self.value / self.volume) if self.volume else self.settlement_before

    def _auction(self) -> None:
        random = self.random
        self.bid = min(max(self.bid + random.randint(-6, 6), self.lower), self.upper - 1)
        self.bid_sizes = [self._new_size() for _ in range(5)]
        self.ask_sizes = [self._new_size() for _ in range(5)]
        volume = self.info.activity * random.randint(10, 30)
        self.open = self.high = self.low = self.last = self.bid
        self._count(self.bid, volume)

    def _new_size(self) -> int:
        return 1 + int(self.random.expovariate(1 / (2 * self.info.activity + 3)))

    def _walk(self, chance: float) -> None:
        # At the upper limit there is no ask, at the lower (bid one tick below it) no bid.
        if chance < 0.13 and self.bid < self.upper:
            self.bid += 1
            self.bid_sizes = [self._new_size(), *self.bid_sizes[:4]]
            self.ask_sizes = [*self.ask_sizes[1:], self._new_size()]
        elif 0.13 <= chance < 0.26 and self.bid >= self.lower:
            self.bid -= 1
            self.bid_sizes = [*self.bid_sizes[1:], self._new_size()]
            self.ask_sizes = [self._new_size(), *self.ask_sizes[:4]]

    def _trade(self, volume: int, share: float) -> None:
        if not volume:
            return
        ask = self.bid + 1
        bought = round(volume * share)
        if ask > self.upper:
            bought = 0
        elif self.bid < self.lower:
            bought = volume
        if bought:
            self._count(ask, bought)
        if volume - bought:
            self._count(self.bid, volume - bought)
        self.last = ask if bought and (bought == volume or share > 0.5) else self.bid
        self.interest = max(0, self.interest + self.random.randint(-volume, volume) // 2)

    def _count(self, price: int, volume: int) -> None:
        self.volume += volume
        self.value += price * volume
        self.high, self.low = max(self.high, price), min(self.low, price)

    def tick(self, trading_day: str, half: int, fill_exchange: bool) -> Tick:
        info = self.info
        price_tick = info.price_tick

        def price(ticks: int) -> float:
            return round(ticks * price_tick, 6)

        moment = _moment(trading_day, half)
        calendar_day = f"{moment:%Y%m%d}"
        traded = self.open is not None
        turnover, average = self._averages()
        record = records.DepthMarketData(
            trading_day=calendar_day if info.exchange == "CZCE" else trading_day,
            instrument_id=info.id,
            exchange_id=info.exchange if fill_exchange else "",
            last_price=price(self.last),
            pre_settlement_price=price(self.settlement_before),
            pre_close_price=price(self.close_before),
            pre_open_interest=float(self.interest_before),
            open_price=price(self.open) if self.open is not None else nan,
            highest_price=price(self.high) if traded else nan,
            lowest_price=price(self.low) if traded else nan,
            volume=self.volume,
            turnover=turnover,
            open_interest=float(self.interest),
            close_price=price(self.last) if self.ended else nan,
            settlement_price=price(self.settlement) if self.ended else nan,
            upper_limit_price=price(self.upper),
            lower_limit_price=price(self.lower),
            pre_delta=nan,
            curr_delta=nan,
            update_time=f"{moment:%H:%M:%S}",
            update_millisec=self.millisecond,
            average_price=average,
            action_day=trading_day if info.exchange in _REAL_MILLISECONDS else calendar_day,
            **self._book(),
        )
        return Tick(record)

    def _averages(self) -> tuple[float, float]:
        """Turnover and AveragePrice, as CTP makes them for the exchange."""
        info = self.info
        if not self.volume:
            return 0.0, 0.0
        if info.exchange == "CZCE":
            average = round(round(self.value / self.volume) * info.price_tick, 6)
            return average * self.volume * info.multiplier, average
        turnover = round(self.value * info.price_tick * info.multiplier, 3)
        return turnover, turnover / self.volume

    def _book(self) -> dict[str, Any]:
        levels = 5 if self.info.exchange in _DEEP else 1
        traded = self.open is not None
        book: dict[str, Any] = {}
        for level in range(5):
            shown = traded and level < levels
            bid, ask = self.bid - level, self.bid + 1 + level
            has_bid, has_ask = shown and bid >= self.lower, shown and ask <= self.upper
            number = level + 1
            book[f"bid_price{number}"] = round(bid * self.info.price_tick, 6) if has_bid else nan
            book[f"bid_volume{number}"] = self.bid_sizes[level] if has_bid else 0
            book[f"ask_price{number}"] = round(ask * self.info.price_tick, 6) if has_ask else nan
            book[f"ask_volume{number}"] = self.ask_sizes[level] if has_ask else 0
        return book


class SimulatedMarket:
    """A `MarketSource`: two snapshots a second of each contract while its exchange trades.

    It opens at `start` (HH:MM:SS) of `trading_day` when the first client subscribes to one of its
    contracts or, unless `speed` is None, sends an order for one. It skips the hours in which none of them
    trades, closes at 15:00, and goes on with the next weekday once it is settled: at once, unless the
    clock is virtual.
    """

    def __init__(
        self,
        instruments: Iterable[InstrumentInfo],
        *,
        seed: int,
        trading_day: str,
        speed: float | None = 1.0,
        start: str = "09:30:00",
        fill_exchange: bool = False,
    ) -> None:
        self._contracts = {info.id: _Contract(info, seed) for info in instruments}
        self._instruments = {name: contract.info for name, contract in self._contracts.items()}
        self._speed = speed
        self._fill_exchange = fill_exchange
        self._trading_day = trading_day
        parse_day(trading_day)
        self._start = seconds_of_day(start) * 2
        # Before the opening the contracts stand at the minute before it.
        self._half = self._start - 120
        self._started = False

    @property
    def instruments(self) -> Mapping[str, InstrumentInfo]:
        return self._instruments

    @property
    def trading_day(self) -> str:
        return self._trading_day

    def resume(self, trading_day: str) -> None:
        """Begin with another day than at first."""
        self._trading_day = trading_day

    @property
    def opening(self) -> datetime:
        return _moment(self._trading_day, self._half)

    @property
    def clock(self) -> str:
        return f"{_moment(self._trading_day, self._half):%H:%M:%S}"

    def snapshot(self, instrument_id: str) -> Tick | None:
        contract = self._contracts.get(instrument_id)
        return self._tick(contract) if contract is not None else None

    def trades_now(self, instrument_id: str) -> bool:
        """Whether it is the contract's trading time; before the start the market waits for its opening."""
        contract = self._contracts.get(instrument_id)
        if contract is None:
            return False
        return not self._started or any(begin * 2 <= self._half < end * 2 for begin, end in contract.sessions)

    async def run(self, board: Board) -> None:
        if not self._contracts:
            return
        # With orders in it the market moves for them too, but not without a pace.
        await board.wanted(
            lambda: (
                board.any_subscribed(self._contracts)
                or (self._speed is not None and board.any_watched(self._contracts))
            )
        )
        self._started = True
        pacer = Pacer(board, self._speed, self._contracts)
        passed = 0
        first = self._start
        while True:
            day = self._trading_day
            for half, trading in self._day(first, breaks=board.clock.virtual):
                await pacer.until(passed / 2, _moment(day, half))
                if self._trading_day != day:
                    break
                passed += 1
                self._half = half
                for contract in trading:
                    contract.step(half)
                    if board.subscribed(contract.info.id):
                        board.publish(self._tick(contract))
            else:
                await pacer.until(passed / 2, _moment(day, _CLOSE))
                if self._trading_day == day:
                    self._half = _CLOSE
                    self._close(board, {})
                    await board.day_over()
            first = 0

    def _tick(self, contract: _Contract) -> Tick:
        if contract.shown is None or contract.shown[0] != self._half:
            tick = contract.tick(self._trading_day, self._half, self._fill_exchange)
            contract.shown = self._half, tick
        return contract.shown[1]

    def _day(self, first: int = 0, *, breaks: bool = False) -> Iterator[tuple[int, list[_Contract]]]:
        """The half seconds of a day in which something trades, and what does; where `breaks` begin, too."""
        contracts = self._contracts.values()
        edges = sorted({edge * 2 for contract in contracts for span in contract.sessions for edge in span})
        for begin, end in pairwise(edges):
            trading = [c for c in contracts if any(b * 2 <= begin and end <= e * 2 for b, e in c.sessions)]
            if trading:
                for half in range(max(begin, first), end):
                    yield half, trading
            elif breaks and begin >= first:
                yield begin, []

    def _close(self, board: Board, prices: Mapping[str, float]) -> None:
        for name, contract in self._contracts.items():
            price = prices.get(name)
            if contract.end(None if price is None else contract.info.ticks(price)) and board.subscribed(name):
                board.publish(self._tick(contract))

    def end_day(self, board: Board, prices: Mapping[str, float]) -> dict[str, float]:
        """Close if that is not done yet, and begin the next trading day; gives the settlement prices."""
        self._close(board, prices)
        self._trading_day = next_trading_day(self._trading_day)
        settlements: dict[str, float] = {}
        for name, contract in self._contracts.items():
            settlements[name] = contract.info.price(contract.settlement)
            contract.begin_day(contract.settlement)
        if self._started:
            # A virtual clock still stands before the opening; else the hours until then are skipped.
            self._half = 0 if board.clock.virtual else next(self._day())[0]
        return settlements
