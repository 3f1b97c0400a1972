"""Properties of the matching engine and of the account rules, held against slow models by hypothesis.

The models keep nothing but what happened and work everything out anew each time it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_trading_matching import Model, Order, state

from actp.sim.instruments import Commission, InstrumentInfo
from actp.sim.ledger import Key, Ledger
from actp.sim.matching import Entry, OrderBook

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


# -- accounts

SHFE = InstrumentInfo(
    "rb2605", "SHFE", "rb", 10, 1.0, 0.1, 3000.0, margin_ratio=0.125,
    commission=Commission(0.0001, 1.0, 0.0002, 0.5, 0.0003, 2.0),
)  # fmt: skip
DCE = InstrumentInfo(
    "m2605", "DCE", "m", 10, 1.0, 0.1, 3000.0, margin_ratio=0.25,
    commission=Commission(0.0, 1.5, 0.0, 0.75, 0.0, 0.25),
)  # fmt: skip
CONTRACTS = {info.id: info for info in (SHFE, DCE)}


@dataclass(frozen=True)
class Happened:
    """A trade, or (`volume` 0) the end of the day at the settlement price `price`."""

    name: str
    buy: bool
    """The position's side, not the trade's."""
    opens: bool
    today: bool | None
    price: int
    volume: int


@dataclass
class Piece:
    """One lot of the model: a volume of 1."""

    name: str
    buy: bool
    day: int
    opened: Fraction
    settled: Fraction | None = None


class Books:
    """Everything from the list of what happened, lot by lot, in exact fractions."""

    def __init__(self, happened: list[Happened], start: int) -> None:
        self.balance, self.profit, self.fees = Fraction(start), Fraction(0), Fraction(0)
        self.pieces: list[Piece] = []
        self.day = 0
        for event in happened:
            if event.volume:
                for _ in range(event.volume):
                    self._lot(event)
            else:
                self._settle(happened, event)

    def _lot(self, event: Happened) -> None:
        info, price = CONTRACTS[event.name], Fraction(event.price)
        rates, value = info.commission, price * info.multiplier
        if event.opens:
            self.pieces.append(Piece(event.name, event.buy, self.day, price))
            self.fees += value * Fraction(rates.open_by_money) + Fraction(rates.open_by_volume)
            return
        piece = next(p for p in self.fitting(event.name, event.buy, event.today))
        self.pieces.remove(piece)
        gain = price - self.basis(piece)
        self.profit += (gain if piece.buy else -gain) * info.multiplier
        if piece.day == self.day:
            rate, each = rates.close_today_by_money, rates.close_today_by_volume
        else:
            rate, each = rates.close_by_money, rates.close_by_volume
        self.fees += value * Fraction(rate) + Fraction(each)

    def _settle(self, happened: list[Happened], event: Happened) -> None:
        for piece in self.pieces:
            gain = Fraction(event.price) - self.basis(piece)
            self.balance += (gain if piece.buy else -gain) * CONTRACTS[piece.name].multiplier
            piece.settled = Fraction(event.price)
        self.balance += self.profit - self.fees
        self.profit = self.fees = Fraction(0)
        self.day += 1

    def basis(self, piece: Piece) -> Fraction:
        return piece.opened if piece.settled is None else piece.settled

    def fitting(self, name: str, buy: bool, today: bool | None) -> Iterator[Piece]:
        for piece in self.pieces:
            days = today is None or (piece.day == self.day) == today
            if (piece.name, piece.buy) == (name, buy) and days:
                yield piece

    def value(self, mark: int) -> tuple[Fraction, Fraction]:
        """Profit not yet taken, and margin."""
        profit = margin = Fraction(0)
        for piece in self.pieces:
            info, basis = CONTRACTS[piece.name], self.basis(piece)
            gain = Fraction(mark) - basis
            profit += (gain if piece.buy else -gain) * info.multiplier
            margin += basis * info.multiplier * Fraction(info.margin_ratio)
        return profit, margin


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
    ledger = Ledger(start, CONTRACTS.__getitem__, lambda _: mark, lambda exchange: exchange == "SHFE")
    happened: list[Happened] = []
    for number, (what, name, buy, today, price, volume) in enumerate(events):
        if what == "settle":
            ledger.end_day(lambda _, price=price: price)  # type: ignore[misc]
            happened.append(Happened(name, buy, False, None, price, 0))
        elif what == "open":
            hold, missing = ledger.opening(name, buy, "1", price, volume)
            funds = ledger.funds()
            assert (missing > 0) == (hold.margin + hold.commission > funds.available)
            ledger.hold(hold)
            frozen = ledger.funds()
            assert frozen.balance == pytest.approx(funds.balance)
            assert frozen.available == pytest.approx(funds.available - hold.margin - hold.commission)
            ledger.trade(hold, price, volume, str(number), "20260302")
            happened.append(Happened(name, buy, True, None, price, volume))
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
            happened.append(Happened(name, buy, False, key.today, price, volume))
    model = Books(happened, start)
    profit, margin = model.value(mark)
    funds = ledger.funds()
    cent = pytest.approx
    assert funds.previous_balance == cent(float(model.balance), abs=0.001)
    assert funds.close_profit == cent(float(model.profit), abs=0.001)
    assert funds.commission == cent(float(model.fees), abs=0.001)
    assert funds.position_profit == cent(float(profit), abs=0.001)
    assert funds.margin == cent(float(margin), abs=0.001)
    total = model.balance + model.profit + profit - model.fees
    assert funds.balance == cent(float(total), abs=0.001)
    assert funds.available == cent(float(total - margin), abs=0.001)
    assert funds.frozen_margin == funds.frozen_commission == 0
    for name, info in CONTRACTS.items():
        for buy in (True, False):
            for today in (True, False) if info.exchange == "SHFE" else (None,):
                held = list(model.fitting(name, buy, today))
                assert ledger.volume(Key(name, buy, "1", today)) == len(held)
                lots = [lot for lot in ledger.lots if lot.key == Key(name, buy, "1", today)]
                opened = [float(piece.opened) for piece in held]
                assert [lot.open_price for lot in lots for _ in range(lot.volume)] == opened
