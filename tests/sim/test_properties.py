"""Properties of the matching engine and of the account rules, held against slow models by hypothesis.

The models keep nothing but what happened and work everything out anew each time it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_trading_matching import Model, Order, state

from actp.sim.instruments import Commission, InstrumentInfo, Margin
from actp.sim.ledger import Key, Ledger, cents
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
