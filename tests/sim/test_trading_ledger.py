"""Positions and money against a model that keeps every lot by itself and adds up from the beginning."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import pytest

from actp.sim.accounts.ledger import Hold, Ledger, cents
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.reference.instruments import Commission, InstrumentInfo, Margin

SHFE = InstrumentInfo(
    "rb",
    "SHFE",
    "rb",
    10,
    1.0,
    0.1,
    3000.0,
    margin_ratio=0.09,
    commission=Commission(0.0001, 0.5, 0.0002, 0.25, 0.0003, 1.0),
)
DCE = InstrumentInfo(
    "m", "DCE", "m", 5, 1.0, 0.1, 2000.0, margin_ratio=0.08, commission=Commission(0, 2, 0, 1.5, 0, 3)
)
FREE = Commission(0, 0, 0, 0, 0, 0)
INFOS = {info.id: info for info in (SHFE, DCE)}


@dataclass
class Single:
    """One lot of volume 1."""

    instrument: str
    buy: bool
    price: float
    today: bool
    basis: float


@dataclass
class Model:
    start: float
    held: list[Single] = field(default_factory=list)
    closed: list[float] = field(default_factory=list)
    """Profits by date."""
    fees: list[float] = field(default_factory=list)

    def open(self, info: InstrumentInfo, buy: bool, price: float, volume: int) -> None:
        self.held.extend(Single(info.id, buy, price, True, price) for _ in range(volume))
        rates = info.commission
        self.charge(volume * (price * info.multiplier * rates.open_by_money + rates.open_by_volume))

    def charge(self, fee: float) -> None:
        """A trade's fee, in whole cents."""
        exact = Decimal(f"{fee:.9f}")
        self.fees.append(float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP)))

    def close(self, info: InstrumentInfo, buy: bool, price: float, volume: int, today: bool | None) -> None:
        fee = 0.0
        for _ in range(volume):
            lot = next(
                lot
                for lot in self.held
                if (lot.instrument, lot.buy) == (info.id, buy) and today in (None, lot.today)
            )
            self.held.remove(lot)
            self.closed.append((price - lot.basis) * (1 if buy else -1) * info.multiplier)
            rates, value = info.commission, price * info.multiplier
            fee += (
                value * rates.close_today_by_money + rates.close_today_by_volume
                if lot.today
                else value * rates.close_by_money + rates.close_by_volume
            )
        self.charge(fee)

    def count(self, info: InstrumentInfo, buy: bool, today: bool | None) -> int:
        return sum(
            (lot.instrument, lot.buy) == (info.id, buy) and today in (None, lot.today) for lot in self.held
        )

    def floating(self, marks: dict[str, float]) -> float:
        return sum(
            (marks[lot.instrument] - lot.basis) * (1 if lot.buy else -1) * INFOS[lot.instrument].multiplier
            for lot in self.held
        )

    def margin(self) -> float:
        return sum(
            lot.basis * INFOS[lot.instrument].multiplier * INFOS[lot.instrument].margin_ratio
            for lot in self.held
        )

    def balance(self, marks: dict[str, float]) -> float:
        return self.start + sum(self.closed) + self.floating(marks) - sum(self.fees)

    def settle(self, marks: dict[str, float]) -> None:
        self.start = self.balance(marks)
        self.closed.clear()
        self.fees.clear()
        for lot in self.held:
            lot.today, lot.basis = False, marks[lot.instrument]


@pytest.mark.parametrize("seed", range(30))
def test_against_the_model(seed: int) -> None:
    random = Random(seed)
    marks = {info.id: info.reference_price for info in INFOS.values()}
    ledger = Ledger(1e6, INFOS.__getitem__, marks.__getitem__, lambda exchange: exchange == "SHFE")
    model = Model(1e6)
    live: list[Hold] = []
    for number in range(250):
        chance = random.random()
        info = random.choice((SHFE, DCE))
        buy, volume = random.random() < 0.5, random.randint(1, 6)
        price = info.reference_price + random.randint(-50, 50)
        if chance < 0.35:
            hold, missing = ledger.opening(info.id, buy, "1", price, volume)
            value = price * info.multiplier * volume
            needed = (
                value * info.margin_ratio
                + value * info.commission.open_by_money
                + volume * info.commission.open_by_volume
            )
            assert missing == pytest.approx(max(0.0, needed - ledger.funds().available))
            ledger.hold(hold)
            live.append(hold)
        elif chance < 0.6:
            today = random.random() < 0.5 if info is SHFE else None
            key = ledger.key(info.id, buy, "1", bool(today))
            held_back = sum(h.volume for h in live if not h.opens and h.key == key)
            assert ledger.closable(key) == model.count(info, buy, today) - held_back
            if ledger.closable(key) >= volume:
                hold = ledger.closing(key, price, volume)
                ledger.hold(hold)
                live.append(hold)
        elif chance < 0.9 and live:
            hold = random.choice(live)
            if random.random() < 0.3:
                ledger.release(hold)
                live.remove(hold)
            else:
                of, part = INFOS[hold.key.instrument_id], random.randint(1, hold.volume)
                at = hold.price + random.randint(-3, 3)
                if hold.opens:
                    model.open(of, hold.key.buy, at, part)
                else:
                    model.close(of, hold.key.buy, at, part, hold.key.today)
                ledger.trade(hold, at, part, str(number), "20260302")
                if not hold.volume:
                    live.remove(hold)
        elif chance < 0.98:
            marks[info.id] = info.reference_price + random.randint(-80, 80)
        else:
            model.settle(marks)
            ledger.settle(marks.__getitem__)
            live.clear()
        funds = ledger.funds()
        frozen = sum(
            h.price
            * INFOS[h.key.instrument_id].multiplier
            * INFOS[h.key.instrument_id].margin_ratio
            * h.volume
            for h in live
            if h.opens
        )
        assert funds.margin == pytest.approx(model.margin())
        assert funds.frozen_margin == pytest.approx(frozen)
        assert funds.close_profit == pytest.approx(sum(model.closed), abs=1e-6)
        assert funds.position_profit == pytest.approx(model.floating(marks), abs=1e-6)
        assert funds.commission == pytest.approx(sum(model.fees), abs=1e-6)
        assert funds.balance == pytest.approx(model.balance(marks))
        assert funds.available == pytest.approx(
            funds.balance - model.margin() - frozen - funds.frozen_commission
        )
        for of in INFOS.values():
            for side in (True, False):
                parts = (True, False) if of is SHFE else (None,)
                for part_of_days in parts:
                    key = ledger.key(of.id, side, "1", bool(part_of_days))
                    assert ledger.volume(key) == model.count(of, side, part_of_days)


def test_lots_are_closed_first_in_first_out() -> None:
    ledger = Ledger(1e6, INFOS.__getitem__, lambda name: 2000.0, lambda exchange: exchange == "SHFE")
    key = ledger.key("m", True, "1", today=True)
    ledger.bring(key, 1900.0, 2000.0, 2, "20260227")
    for number, price in enumerate((2010.0, 2020.0)):
        hold, _ = ledger.opening("m", True, "1", price, 2)
        ledger.hold(hold)
        ledger.trade(hold, price, 2, str(number), "20260302")
    hold = ledger.closing(key, 2050.0, 5)
    ledger.hold(hold)
    ledger.trade(hold, 2050.0, 3, "x", "20260302")
    assert [(lot.open_price, lot.volume) for lot in ledger.lots] == [(2010.0, 1), (2020.0, 2)]
    (closed,) = ledger.closed_lots
    assert (closed.profit_by_date, closed.profit_by_trade) == (50 * 5 * 2, 150 * 5 * 2)
    assert ledger.lots[0].profit_by_date == ledger.lots[0].profit_by_trade == 40 * 5
    assert ledger.close_profit == 50 * 5 * 2 + 40 * 5
    with pytest.raises(ValueError, match="closed than there are"):
        ledger.trade(ledger.closing(key, 2050.0, 4), 2050.0, 4, "y", "20260302")


def test_only_the_larger_side_asks_for_margin_where_the_exchange_rules_so() -> None:
    def info(name: str, exchange: str, product: str, **fields: Any) -> InstrumentInfo:
        return InstrumentInfo(name, exchange, product, 10, 1.0, 0.1, 100.0, commission=FREE, **fields)

    each = Margin(long_by_money=0.1, short_by_money=0.2, short_by_volume=5.0)
    infos = {
        i.id: i
        for i in (
            info("rb1", "SHFE", "rb", margin=each),
            info("rb2", "SHFE", "rb", margin=each),
            info("cu1", "SHFE", "cu"),
            info("sc1", "INE", "sc"),
            info("nr1", "INE", "nr"),
            info("m1", "DCE", "m"),
            info("IF1", "CFFEX", "IF"),
            info("T1", "CFFEX", "T"),
        )
    }

    def group(info: InstrumentInfo) -> str:
        return EXCHANGES[info.exchange].margin_group(info.product)

    ledger = Ledger(1e6, infos.__getitem__, lambda _: 100.0, lambda exchange: exchange == "SHFE", group)

    def opened(name: str, buy: bool, volume: int) -> float:
        """The margin that a trade adds."""
        before = ledger.funds()
        hold, missing = ledger.opening(name, buy, "1", 100.0, volume)
        assert missing == 0
        ledger.hold(hold)
        frozen = ledger.funds()
        ledger.trade(hold, 100.0, volume, "1", "20260302")
        after = ledger.funds()
        assert frozen.frozen_margin == pytest.approx(after.margin - before.margin)
        assert frozen.available == pytest.approx(after.available)
        return after.margin - before.margin

    assert opened("rb1", True, 2) == pytest.approx(200)
    # Sold 1 lot of another month: 200 and 5 by lot, together 205. That is the larger side now.
    assert opened("rb2", False, 1) == pytest.approx(5)
    assert opened("rb1", True, 1) == pytest.approx(95)
    assert opened("cu1", False, 1) == pytest.approx(100)
    assert (opened("sc1", True, 1), opened("sc1", False, 1)) == pytest.approx((100, 0))
    assert (opened("nr1", True, 1), opened("nr1", False, 1)) == pytest.approx((100, 100))
    assert (opened("m1", True, 1), opened("m1", False, 1)) == pytest.approx((100, 100))
    assert (opened("IF1", True, 3), opened("T1", False, 2)) == pytest.approx((300, 0))
    settled = ledger.settle(lambda _: 110.0)
    # All at the settlement price: rb 330 or 225, cu 110, sc 110, nr and m both 110, CFFEX 330.
    assert settled.funds.margin == pytest.approx(330 + 110 + 110 + 220 + 220 + 330)
    assert sum(held.margin for held in settled.held) == pytest.approx(settled.funds.margin + 225 + 110 + 220)
    assert sum(t.previous_margin for t in ledger.tallies.values()) == sum(h.margin for h in settled.held)


def test_money_is_in_whole_cents() -> None:
    # 3145 * 10 * 0.0001 is 3.145, and a little less as a double.
    half = [0.125, 2.675, 3.145, 1.005, 1234567.125, 1e9 + 0.005]
    assert [cents(amount) for amount in half] == [0.13, 2.68, 3.15, 1.01, 1234567.13, 1e9 + 0.01]
    assert [cents(-amount) for amount in half] == [-cents(amount) for amount in half]
    assert str(cents(-0.001)) == str(cents(-0.0)) == "0.0"


def test_what_many_orders_freeze_is_released_to_the_last_digit() -> None:
    info = replace(DCE, margin_ratio=0.0700123, commission=Commission(0.000051, 0.01, 0, 0, 0, 0))
    ledger = Ledger(1e9, lambda _: info, lambda _: 2000.0, lambda _: False)
    random = Random(5)
    holds = []
    for _ in range(3000):
        hold, _ = ledger.opening("m", random.random() < 0.5, "1", 1990.0 + random.randrange(20), 3)
        ledger.hold(hold)
        holds.append(hold)
    assert ledger.funds().frozen_margin > 1e6
    random.shuffle(holds)
    for number, hold in enumerate(holds):
        ledger.trade(hold, hold.price, 1, str(number), "20260302")
    for hold in holds:
        ledger.release(hold)
    funds = ledger.funds()
    assert funds.frozen_margin == funds.frozen_commission == 0.0
