"""Properties of matching, of the simulated contracts and of the account rules, held against slow models by
hypothesis.

The models keep nothing but what happened and work everything out anew each time it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import isnan
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_trading_matching import Model, Order, state

from actp.sim.accounts.ledger import Key, Ledger, cents
from actp.sim.market import simulated_contract as contract_module
from actp.sim.market.order_book import Entry, Fill, OrderBook
from actp.sim.market.simulated_contract import Contract
from actp.sim.reference.instruments import Commission, InstrumentInfo, Margin, instrument_info
from actp.sim.reference.trading_phases import CALL, CONTINUOUS, schedule

# Repeatable: a failure here is one everywhere.
settings.register_profile("actp", derandomize=True, deadline=None, max_examples=400, database=None)
settings.load_profile("actp")

# -- matching: price, then time


@st.composite
def _steps(draw: st.DrawFn) -> list[tuple[str, int, int, int, int]]:
    step = st.tuples(
        st.sampled_from(["buy", "sell", "cancel"]),
        st.integers(95, 105),  # limit
        st.integers(1, 9),  # volume
        st.sampled_from([1, 1, 3, 9]),  # minimum volume
        st.integers(0, 30),  # the order to cancel
    )
    return draw(st.lists(step, max_size=40))


@given(_steps())
def test_orders_meet_by_price_and_then_by_time(steps: list[tuple[str, int, int, int, int]]) -> None:
    book, model = OrderBook(), Model()
    entries: list[Entry] = []
    for number, (what, limit, volume, minimum, chosen) in enumerate(steps):
        if what == "cancel":
            if entries:
                entry = entries[chosen % len(entries)]
                there = any(order.number == entry.owner for order in model.orders)
                assert book.remove(entry) is there
                model.orders = [order for order in model.orders if order.number != entry.owner]
            continue
        buy = what == "buy"
        entry, order = Entry(buy, volume, number), Order(number, buy, limit, volume)
        after = model.copy()
        lots = after.take(order, limit)
        fills = book.submit(entry, limit, minimum=minimum)
        if len(model.copy().take(Order(0, buy, limit, 10**6), limit)) < minimum:
            assert fills == [] and entry.volume == volume
            order.volume = volume
        else:
            model = after
            got = [(fill.maker.owner, fill.price) for fill in fills if fill.maker for _ in range(fill.volume)]
            assert got == lots
        if entry.volume:
            book.rest(entry, limit)
            entries.append(entry)
            model.orders.append(order)
        # Nothing is made and nothing gets lost, and the book is never crossed unless a minimum forbade it.
        assert state(book) == model.state()
        assert entry.volume + sum(fill.volume for fill in fills) == volume


# -- auctions


def slow_auction(orders: list[Order], reference: int) -> tuple[int, int] | None:
    """Price and volume of an auction, looking at every price and every order."""
    best: tuple[tuple[int, int, int, int], int, int] | None = None
    for price in range(85, 116):
        wanted = sum(order.volume for order in orders if order.buy and order.price >= price)
        offered = sum(order.volume for order in orders if not order.buy and order.price <= price)
        volume = min(wanted, offered)
        worth = (volume, -abs(wanted - offered), -abs(price - reference), price)
        if volume and (best is None or worth > best[0]):
            best = worth, price, volume
    return None if best is None else best[1:]


@given(
    st.lists(st.tuples(st.booleans(), st.integers(95, 105), st.integers(1, 6)), max_size=25),
    st.integers(90, 110),
)
def test_an_auction_trades_the_most_at_one_price(
    given_orders: list[tuple[bool, int, int]], reference: int
) -> None:
    orders = [Order(number, *order) for number, order in enumerate(given_orders)]
    book = OrderBook()
    for order in orders:
        book.rest(Entry(order.buy, order.volume, order.number), order.price)
    fills = book.uncross(reference)
    found = slow_auction(orders, reference)
    if found is None:
        assert fills == []
    else:
        price, volume = found
        assert {fill.price for fill in fills} == {price}
        assert sum(fill.volume for fill in fills) == volume
        # Lot by lot, each side has given what is best by price and then by time, and in that order.
        for buy in (True, False):
            side = sorted(
                (order for order in orders if order.buy is buy), key=lambda o: -o.price if buy else o.price
            )
            lots = [order.number for order in side for _ in range(order.volume)]
            entries = [(fill.maker if buy else fill.taker, fill.volume) for fill in fills]
            assert [e.owner for e, lot in entries if e for _ in range(lot)] == lots[:volume]
            for number in lots[:volume]:
                orders[number].volume -= 1
    left = [order for order in orders if order.volume]
    assert state(book) == Model(left).state()
    best_bid, best_ask = book.best(True), book.best(False)
    assert best_bid is None or best_ask is None or best_bid < best_ask
    assert book.uncross(reference) == []


# -- a simulated contract: what its ticks say is what a recount of its trades gives


@dataclass(eq=False)
class User:
    """A user's order as the contract sees it."""

    opens: bool

    def take(self, buy: bool, volume: int) -> int:
        return volume if self.opens else 0


class Tape(OrderBook):
    """A book that writes down the trades in it."""

    trades: ClassVar[list[Fill]] = []

    def submit(self, *args: Any, **options: Any) -> list[Fill]:
        return self.told(super().submit(*args, **options))

    def uncross(self, *args: Any) -> list[Fill]:
        return self.told(super().uncross(*args))

    def snapshot(self, *args: Any, **options: Any) -> list[Fill]:
        return self.told(super().snapshot(*args, **options))

    def told(self, fills: list[Fill]) -> list[Fill]:
        self.trades.extend(fills)
        return fills


class Recount:
    """Everything anew from the list of trades and what each trader held at first, lot by lot."""

    def __init__(self, trades: list[Fill], held: dict[Any, int], interest: int) -> None:
        positions = dict(held)
        self.interest = interest
        for maker, taker, _, volume in trades:
            bought = taker.buy if taker is not None else not maker.buy  # type: ignore[union-attr]
            for _ in range(volume):
                opened = [
                    self._opens(positions, side.owner if side is not None else None, buy)
                    for side, buy in ((taker, bought), (maker, not bought))
                ]
                self.interest += {2: 1, 1: 0, 0: -1}[sum(opened)]
        prices = [trade.price for trade in trades]
        self.volume = sum(trade.volume for trade in trades)
        self.value = sum(trade.price * trade.volume for trade in trades)
        self.last = prices[-1] if prices else None
        self.span = (prices[0], max(prices), min(prices)) if prices else None
        self.positions = positions

    @staticmethod
    def _opens(positions: dict[Any, int], who: Any, buy: bool) -> bool:
        if isinstance(who, User):
            return who.opens
        before = positions[who]
        positions[who] = before + (1 if buy else -1)
        return before >= 0 if buy else before <= 0


_ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["limit", "limit", "take", "cancel", "push", "call"]),
        st.booleans(),  # buys
        st.booleans(),  # opens
        st.integers(-6, 6),  # ticks from the last price
        st.integers(1, 120),  # volume
    ),
    max_size=12,
)


@settings(max_examples=150)
@given(st.integers(0, 10**6), st.sampled_from(["rb2605", "IF2606", "SR605"]), _ACTIONS)
def test_ticks_say_what_the_trades_give(
    seed: int, name: str, actions: list[tuple[str, bool, bool, int, int]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contract_module, "OrderBook", Tape)
        Tape.trades = []
        # Few lots, because each is counted one by one.
        info = replace(instrument_info(name), activity=3)
        contract = Contract(info, seed, schedule(info), 0)
        contract.phase = CONTINUOUS
        traders = [*contract.crowd.makers, *contract.crowd.takers]
        held: dict[Any, int] = {trader: trader.position for trader in traders} | {None: 0}
        longs, shorts = contract.interest, -contract.interest
        assert sum(p for p in held.values() if p > 0) == longs
        assert sum(p for p in held.values() if p < 0) == shorts
        told: list[Fill] = []
        contract.tell = told.extend
        entries: list[Entry] = []
        mine: list[Fill] = []
        for half, (what, buy, opens, away, volume) in enumerate([*actions, ("wait", True, True, 0, 1)]):
            contract.step(half)
            check(contract, held)
            price = min(max(contract.last + away, contract.lower), contract.upper)
            entry = Entry(buy, volume, User(opens))
            if what in ("limit", "take"):
                fills = contract.book.submit(entry, price)
                mine += fills
                if what == "limit" and entry.volume:
                    contract.book.rest(entry, price)
                    entries.append(entry)
                contract.came(fills)
            elif what == "cancel" and entries:
                contract.book.remove(entries.pop(volume % len(entries)))
                contract.came(())
            elif what == "push":
                mine += contract.push([(price - 1, volume)], [(price + 1, volume)], price, volume)
            elif what == "call":
                contract.phase = CALL
                contract.entered(CONTINUOUS, half)
                assert isnan(contract.tick("20260302", noon, False).record.bid_price1)
                contract.book.rest(entry, price)
                entries.append(entry)
                contract.phase = CONTINUOUS
                assert contract.entered(CALL, half)
            check(contract, held)
        # What a user had a side in and did not bring about itself was told, and nothing else.
        of_users = [trade for trade in Tape.trades if any(s and isinstance(s.owner, User) for s in trade[:2])]
        assert sorted(map(id, mine)) == sorted({id(fill) for fill in mine})
        assert [trade for trade in of_users if trade not in mine] == [
            fill for fill in told if any(s and isinstance(s.owner, User) for s in fill[:2])
        ]


def noon(half: int) -> tuple[str, str]:
    return "20260302", "12:00:00"


def check(contract: Contract, held: dict[Any, int]) -> None:
    info, tick = contract.info, contract.tick("20260302", noon, False).record
    count = Recount(Tape.trades, held, contract.interest_before)
    assert tick.volume == count.volume
    assert tick.open_interest == count.interest
    if count.span is not None:
        assert count.last is not None
        assert tick.last_price == info.price(count.last)
        span = (tick.open_price, tick.highest_price, tick.lowest_price)
        assert span == tuple(map(info.price, count.span))
        turnover = count.value * Fraction(str(info.price_tick)) * info.multiplier
        # CZCE rounds the average price to a tick.
        rounding = count.volume * info.multiplier * info.price_tick / 2 if info.exchange == "CZCE" else 0.01
        assert tick.turnover == pytest.approx(float(turnover), abs=rounding, rel=1e-12)
    for trader in (*contract.crowd.makers, *contract.crowd.takers):
        assert trader.position == count.positions[trader]
    assert contract.outside.position == count.positions[None]
    # The levels are the book's, added up order by order.
    for buy, side in ((True, "bid"), (False, "ask")):
        levels: dict[int, int] = {}
        for entry in contract.book.orders(buy):
            assert entry.volume > 0
            levels[entry.price] = levels.get(entry.price, 0) + entry.volume
        shown = sorted(levels.items(), reverse=buy)[: 5 if info.exchange == "SHFE" else 1]
        for number in range(1, 6):
            price, volume = getattr(tick, f"{side}_price{number}"), getattr(tick, f"{side}_volume{number}")
            if number <= len(shown):
                assert (price, volume) == (info.price(shown[number - 1][0]), shown[number - 1][1])
            else:
                assert isnan(price)
                assert volume == 0
    best_bid, best_ask = contract.book.best(True), contract.book.best(False)
    assert best_bid is None or best_ask is None or best_bid < best_ask


# -- accounts

SHFE = InstrumentInfo(
    "rb2605", "SHFE", "rb", 10, 1.0, 0.1, 3000.0, margin=Margin(0.125, 7.5, 0.1, 3.0),
    commission=Commission(0.0001, 1.0, 0.0002, 0.5, 0.0003, 2.0),
)  # fmt: skip
LATER = replace(SHFE, id="rb2610")
DCE = InstrumentInfo(
    "m2605", "DCE", "m", 10, 1.0, 0.1, 3000.0, margin_ratio=0.25,
    commission=Commission(0.000045, 1.51, 0.0, 0.75, 0.0, 0.25),
)  # fmt: skip
CONTRACTS = {info.id: info for info in (SHFE, LATER, DCE)}
# Of rb, all months, only the larger side is margined.
GROUPS = {"rb2605": "rb", "rb2610": "rb", "m2605": ""}


@dataclass(frozen=True)
class Happened:
    """A trade, or (`volume` 0) the end of the day at the settlement price `price`."""

    name: str
    buy: bool
    """The position's side, not the trade's."""
    opens: bool
    today: bool | None
    price: Decimal
    volume: int


@dataclass
class Piece:
    """One lot of the model: a volume of 1."""

    name: str
    buy: bool
    day: int
    opened: Decimal
    settled: Decimal | None = None


def exact(number: float) -> Decimal:
    """A rate as it is written."""
    return Decimal(repr(number))


class Books:
    """Everything from the list of what happened, lot by lot, in decimals."""

    def __init__(self, happened: list[Happened], start: int) -> None:
        self.balance, self.profit, self.fees = Decimal(start), Decimal(0), Decimal(0)
        self.margin_before = Decimal(0)
        self.pieces: list[Piece] = []
        self.day = 0
        for event in happened:
            if event.volume:
                fee = sum((self._lot(event) for _ in range(event.volume)), Decimal(0))
                self.fees += fee.quantize(Decimal("0.01"), ROUND_HALF_UP)
            else:
                self._settle(event)

    def _lot(self, event: Happened) -> Decimal:
        """One lot of a trade; gives its fee."""
        info, price = CONTRACTS[event.name], event.price
        rates, value = info.commission, price * info.multiplier
        if event.opens:
            self.pieces.append(Piece(event.name, event.buy, self.day, price))
            return value * exact(rates.open_by_money) + exact(rates.open_by_volume)
        piece = next(p for p in self.fitting(event.name, event.buy, event.today))
        self.pieces.remove(piece)
        gain = price - self.basis(piece)
        self.profit += (gain if piece.buy else -gain) * info.multiplier
        if piece.day == self.day:
            rate, each = rates.close_today_by_money, rates.close_today_by_volume
        else:
            rate, each = rates.close_by_money, rates.close_by_volume
        return value * exact(rate) + exact(each)

    def _settle(self, event: Happened) -> None:
        for piece in self.pieces:
            gain = event.price - self.basis(piece)
            self.balance += (gain if piece.buy else -gain) * CONTRACTS[piece.name].multiplier
            piece.settled = event.price
        self.balance += self.profit - self.fees
        self.profit = self.fees = Decimal(0)
        self.margin_before = self.value(event.price)[1]
        self.day += 1

    def basis(self, piece: Piece) -> Decimal:
        return piece.opened if piece.settled is None else piece.settled

    def fitting(self, name: str, buy: bool, today: bool | None) -> Iterator[Piece]:
        for piece in self.pieces:
            days = today is None or (piece.day == self.day) == today
            if (piece.name, piece.buy) == (name, buy) and days:
                yield piece

    def value(self, mark: Decimal) -> tuple[Decimal, Decimal]:
        """Profit not yet taken, and margin."""
        profit = Decimal(0)
        margins: dict[tuple[str, bool], Decimal] = {}
        for piece in self.pieces:
            info, basis = CONTRACTS[piece.name], self.basis(piece)
            gain = mark - basis
            profit += (gain if piece.buy else -gain) * info.multiplier
            by_money, by_volume = info.margins.rates(piece.buy)
            side = GROUPS[piece.name], piece.buy
            more = basis * info.multiplier * exact(by_money) + exact(by_volume)
            margins[side] = margins.get(side, Decimal(0)) + more
        rb = max(margins.get(("rb", True), Decimal(0)), margins.get(("rb", False), Decimal(0)))
        others = margins.get(("", True), Decimal(0)) + margins.get(("", False), Decimal(0))
        return profit, rb + others


_EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["open", "open", "close", "close", "settle"]),
        st.sampled_from(list(CONTRACTS)),
        st.booleans(),
        st.booleans(),
        st.integers(2900, 3100),
        st.integers(1, 4),
    ),
    max_size=25,
)


@given(_EVENTS, st.integers(2900, 3100))
def test_funds_and_positions_follow_from_the_trades(
    events: list[tuple[str, str, bool, bool, int, int]], mark: int
) -> None:
    start = 1_000_000
    ledger = Ledger(
        start,
        CONTRACTS.__getitem__,
        lambda _: mark,
        lambda exchange: exchange == "SHFE",
        lambda info: GROUPS[info.id],
    )
    happened: list[Happened] = []
    for number, (what, name, buy, today, price, volume) in enumerate(events):
        if what == "settle":
            # A settlement price is an average: not always one that trades.
            at = Decimal(price) + Decimal(volume) / 8
            settled = ledger.settle(lambda _, at=float(at): at)  # type: ignore[misc]
            happened.append(Happened(name, buy, False, None, at, 0))
            assert settled.funds.balance == ledger.funds().previous_balance
            assert settled.funds.margin == ledger.funds().previous_margin == ledger.funds().margin
            assert sum(held.profit_by_date for held in settled.held) == settled.funds.position_profit
            assert cents(sum(deal.profit for deal in settled.deals)) == settled.funds.close_profit
            assert cents(sum(deal.commission for deal in settled.deals)) == settled.funds.commission
            assert cents(sum(c.profit for c in settled.closings)) == settled.funds.close_profit
        elif what == "open":
            hold, missing = ledger.opening(name, buy, "1", price, volume)
            before = ledger.funds()
            ledger.hold(hold)
            frozen = ledger.funds()
            assert frozen.balance == before.balance
            assert missing == pytest.approx(max(0.0, -frozen.available))
            if not GROUPS[name]:
                assert frozen.frozen_margin == pytest.approx(hold.margin)
            assert frozen.frozen_commission == pytest.approx(hold.commission)
            ledger.trade(hold, price, volume, str(number), "20260302")
            happened.append(Happened(name, buy, True, None, Decimal(price), volume))
        else:
            key = ledger.key(name, buy, "1", today)
            model = Books(happened, start)
            there = len(list(model.fitting(name, buy, key.today)))
            assert ledger.closable(key) == ledger.volume(key) == there
            if volume > there:
                continue
            hold = ledger.closing(key, price, volume)
            ledger.hold(hold)
            assert ledger.closable(key) == there - volume
            ledger.trade(hold, price, volume, str(number), "20260302")
            happened.append(Happened(name, buy, False, key.today, Decimal(price), volume))
    model = Books(happened, start)
    profit, margin = model.value(Decimal(mark))
    funds = ledger.funds()
    # To the cent, and to the last digit of it.
    assert funds.previous_balance == float(model.balance)
    assert funds.close_profit == float(model.profit)
    assert funds.commission == float(model.fees)
    assert funds.position_profit == float(profit)
    assert funds.balance == float(model.balance + model.profit + profit - model.fees)
    assert funds.margin == pytest.approx(float(margin), abs=1e-6)
    assert funds.previous_margin == pytest.approx(float(model.margin_before), abs=1e-6)
    assert funds.available == pytest.approx(funds.balance - float(margin), abs=1e-6)
    assert funds.frozen_margin == funds.frozen_commission == 0
    for name, info in CONTRACTS.items():
        for buy in (True, False):
            for today in (True, False) if info.exchange == "SHFE" else (None,):
                held = list(model.fitting(name, buy, today))
                assert ledger.volume(Key(name, buy, "1", today)) == len(held)
                lots = [lot for lot in ledger.lots if lot.key == Key(name, buy, "1", today)]
                opened = [float(piece.opened) for piece in held]
                assert [lot.open_price for lot in lots for _ in range(lot.volume)] == opened
