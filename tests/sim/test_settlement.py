"""The end of a trading day: figures to the cent, statements, positions, flows and numbers, on any source."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from decimal import Decimal
from math import nan
from pathlib import Path
from typing import Any, ClassVar

import anyio
import pytest
from rawclient import RawClient
from simdata import row, write_csv
from trader import BUY, CLOSE, CLOSE_TODAY, SELL, Trader, script

import actp
from actp import records
from actp.errors import UsageError
from actp.sim import Account, Board, Commission, Front, InstrumentInfo, Margin, Position, Tick, Times

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY, NEXT = "20260302", "20260303"
RB = InstrumentInfo(
    "rb2605", "SHFE", "rb", 10, 1.0, 0.07, 3150.0, "23:00", 5,
    margin=Margin(0.09, 1.0, 0.08, 2.0), commission=Commission(0.0001, 0.01, 0.0001, 0.0, 0.00015, 0.0),
)  # fmt: skip
M = InstrumentInfo(
    "m2605", "DCE", "m", 10, 1.0, 0.07, 3050.0, "23:00", 5,
    margin_ratio=0.07, commission=Commission(0.0, 1.51, 0.0, 1.51, 0.0, 0.76),
)  # fmt: skip
# Held before the first day: two lots of rb, bought at 3100, and one of m, sold at 3060.
HELD = (Position("rb2605", BUY, 2, 3100.0, "20260210"), Position("m2605", SELL, 1, 3060.0))
RESTART, QUICK = (0, 0), (2, 0)


def front_of(**options: Any) -> Front:
    accounts = [Account("u", "p", balance=100_000.0, positions=HELD), Account("v", "p")]
    given = {"seed": 1, "trading_day": DAY, "fill": "book", "instruments": [RB, M], "accounts": accounts}
    return Front(**(given | options))


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    async with front_of() as running:
        yield running


async def meet(buyer: Trader, seller: Trader, name: str, price: float, volume: int, *offsets: str) -> None:
    """A trade between two users."""
    seller.order(name, SELL, price, volume, offsets[1] if len(offsets) > 1 else "0")
    await seller.notices()
    buyer.order(name, BUY, price, volume, offsets[0] if offsets else "0")
    await buyer.notices()


async def trade(u: Trader, v: Trader, front: Front) -> None:
    """What happens on the first day."""
    await meet(u, v, "rb2605", 3151.0, 3)
    await meet(v, u, "rb2605", 3163.0, 1, "0", CLOSE_TODAY)
    await meet(v, u, "rb2605", 3167.0, 1, "0", CLOSE)
    await meet(v, u, "m2605", 3047.0, 2)
    # One lot of the day before is bought back first, then one of today's.
    await meet(u, v, "m2605", 3041.0, 2, CLOSE)
    front.accounts["u"].deposit(1234.56)
    front.accounts["u"].withdraw(34.5)
    # Rests till the end.
    await u.done("rb2605", BUY, 3140.0, 4)


SETTLEMENT = {"rb2605": 3172.0, "m2605": 3036.0}


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


# Worked out by hand: by multiplier 10.
REALIZED = Decimal((3163 - 3151) * 10 + (3167 - 3150) * 10 + (3050 - 3041) * 10 + (3047 - 3041) * 10)
# Two of today's rb, one of yesterday's, one of today's m, sold.
MTM = Decimal((3172 - 3151) * 10 * 2 + (3172 - 3150) * 10 + (3047 - 3036) * 10)
FEES = (
    Decimal("9.453") + Decimal("0.03"),  # 3 at 3151
    Decimal("4.7445"),  # 1 of today at 3163
    Decimal("3.167"),  # 1 of yesterday at 3167
    Decimal("3.02"),  # 2 at 1.51
    Decimal("1.51") + Decimal("0.76"),  # 1 of yesterday, 1 of today
)
COMMISSION = sum((fee.quantize(Decimal("0.01")) for fee in FEES), Decimal(0))
BALANCE = Decimal(100_000) + Decimal("1234.56") - Decimal("34.5") + REALIZED + MTM - COMMISSION
MARGIN = 3 * (Decimal(31720) * Decimal("0.09") + 1) + Decimal(30360) * Decimal("0.07")


async def test_figures_to_the_cent(front: Front) -> None:
    async with Trader(front, "u") as u, Trader(front, "v") as v:
        await trade(u, v, front)
        (before,) = await u.query("TradingAccount")
        figures = (before.close_profit, before.commission, before.deposit, before.withdraw)
        assert figures == (float(REALIZED), float(COMMISSION), 1234.56, 34.5)
        assert (before.pre_balance, before.frozen_margin) == (100_000.0, pytest.approx(4 * 2827.0 - 4 + 4))
        # Valued at the settlement prices it is what the next day begins with.
        for name, price in SETTLEMENT.items():
            await front.push_tick(instrument_id=name, last_price=price)
        (valued,) = await u.query("TradingAccount")
        assert (valued.position_profit, valued.balance) == (float(MTM), float(BALANCE))
        await front.settle(SETTLEMENT)
    async with Trader(front, "u") as u:
        assert u.login_record.trading_day == NEXT == front.trading_day
        (after,) = await u.query("TradingAccount")
        assert after.pre_balance == after.balance == float(BALANCE)
        assert after.pre_margin == after.curr_margin == pytest.approx(float(MARGIN))
        assert after.available == pytest.approx(float(BALANCE - MARGIN))
        zero = ("close_profit", "position_profit", "commission", "deposit", "withdraw", "cash_in")
        zero += ("frozen_margin", "frozen_commission", "frozen_cash")
        assert {getattr(after, name) for name in zero} == {0.0}
        assert after.trading_day == NEXT
        # Orders have died, and what they held back is free.
        assert await u.query("Order") == await u.query("Trade") == []


async def test_positions_become_history(front: Front) -> None:
    async with Trader(front, "u") as u, Trader(front, "v") as v:
        await trade(u, v, front)
        # The row of what was held and closed stays for the day, with its static YdPosition.
        rows = {(r.instrument_id, r.position_date): r for r in await u.query("InvestorPosition")}
        old = rows["rb2605", "2"]
        assert (old.yd_position, old.position, old.today_position, old.close_volume) == (2, 1, 0, 1)
        assert (old.close_profit_by_date, old.close_profit_by_trade) == (170.0, 670.0)
        assert (old.position_cost, old.open_cost) == (31_500.0, 31_000.0)
        short = rows["m2605", "1"]
        assert (short.yd_position, short.position, short.today_position) == (1, 1, 1)
        await front.settle(SETTLEMENT)
    async with Trader(front, "u") as u:
        rows = {(r.instrument_id, r.position_date): r for r in await u.query("InvestorPosition")}
        assert set(rows) == {("rb2605", "2"), ("m2605", "1")}
        rb, m = rows["rb2605", "2"], rows["m2605", "1"]
        for held, volume, price, opened in (
            (rb, 3, 3172.0, 31_000.0 + 2 * 31_510.0),
            (m, 1, 3036.0, 30_470.0),
        ):
            assert (held.yd_position, held.position, held.today_position) == (volume, volume, 0)
            assert held.position_cost == volume * price * 10
            assert held.open_cost == opened
            assert held.pre_settlement_price == held.settlement_price == price
            assert held.pre_margin == held.use_margin > 0
            assert held.position_profit == held.close_profit == held.open_volume == held.close_volume == 0
        details = await u.query("InvestorPositionDetail")
        assert [(d.open_date, d.open_price, d.volume, d.last_settlement_price) for d in details] == [
            ("20260210", 3100.0, 1, 3172.0),
            (DAY, 3151.0, 2, 3172.0),
            (DAY, 3047.0, 1, 3036.0),
        ]
        # Profit by trade still counts from the opening.
        assert [d.position_profit_by_trade for d in details] == [720.0, 420.0, 110.0]
        # First in, first out: the oldest lot goes first.
        async with Trader(front, "v") as v:
            await meet(v, u, "rb2605", 3180.0, 2, "0", CLOSE)
        details = await u.query("InvestorPositionDetail")
        assert [(d.open_date, d.volume, d.close_volume) for d in details if d.instrument_id == "rb2605"] == [
            ("20260210", 0, 1),
            (DAY, 1, 1),
        ]
        (account,) = await u.query("TradingAccount")
        assert account.close_profit == (3180 - 3172) * 10 * 2


def figure(text: str, name: str) -> str:
    found = re.search(rf"{re.escape(name)}：\s*(\S+)", text)
    assert found, f"{name} is not in\n{text}"
    return found[1]


def table(text: str, title: str) -> list[list[str]]:
    """The cells of a table of the statement; the last row is what it adds up to."""
    block = text.split(title)[1].split("\r\n\r\n")[0]
    return [[c.strip() for c in line.strip("|").split("|")] for line in block.splitlines() if "|" in line][2:]


async def statement(one: Trader, **fields: str) -> str:
    rows = await one.query("SettlementInfo", **fields)
    assert [r.sequence_no for r in rows] == list(range(1, len(rows) + 1))
    assert all(len(r.raw("Content")) <= 500 for r in rows)
    return b"".join(r.raw("Content") for r in rows).decode("gb18030")


async def test_the_statement_is_that_of_the_day(front: Front) -> None:
    async with Trader(front, "u") as u, Trader(front, "v") as v:
        before = await statement(u)
        assert figure(before, "日期 Date") == "20260227"
        assert figure(before, "客户权益 Client Equity") == "100000.00"
        (account,) = await u.query("TradingAccount")
        assert figure(before, "保证金占用 Margin Occupied") == f"{account.pre_margin:.2f}"
        await trade(u, v, front)
        trades = await u.query("Trade")
        await front.settle(SETTLEMENT)
    async with Trader(front, "u", confirm=False) as u:
        text = await statement(u)
        assert figure(text, "日期 Date") == DAY
        for name, amount in (
            ("期初结存 Balance b/f", Decimal(100_000)),
            ("出 入 金 Deposit/Withdrawal", Decimal("1200.06")),
            ("平仓盈亏 Realized P/L", REALIZED),
            ("持仓盯市盈亏 MTM P/L", MTM),
            ("手 续 费 Commission", COMMISSION),
            ("权利金收入 Premium received", Decimal(0)),
            ("权利金支出 Premium paid", Decimal(0)),
            ("期末结存 Balance c/f", BALANCE),
            ("客户权益 Client Equity", BALANCE),
            ("保证金占用 Margin Occupied", MARGIN),
            ("可用资金 Fund Avail.", BALANCE - MARGIN),
            ("应追加资金 Margin Call", Decimal(0)),
        ):
            assert figure(text, name) == f"{cents(amount)}", name
        assert figure(text, "风 险 度 Risk Degree") == f"{100 * MARGIN / BALANCE:.2f}%"
        deals = table(text, "成交记录 Transaction Record")
        assert len(deals) == len(trades) + 1 == 6
        assert [(d[3], d[4], d[6], d[7], d[9], d[10], d[11]) for d in deals[:3]] == [
            ("rb2605", "买", "3151.000", "3", "开", "9.48", "0.00"),
            ("rb2605", "卖", "3163.000", "1", "平今", "4.74", "120.00"),
            ("rb2605", "卖", "3167.000", "1", "平", "3.17", "170.00"),
        ]
        assert [d[13] for d in deals[:-1]] == [t.trade_id.strip() for t in trades]
        assert (deals[-1][7], deals[-1][10], deals[-1][11]) == ("9", f"{COMMISSION}", f"{REALIZED}.00")
        closed = table(text, "平仓明细 Position Closed")
        assert [(c[3], c[4], c[6], c[7], c[8], c[9], c[10]) for c in closed] == [
            ("rb2605", DAY, "1", "3151.000", "3150.000", "3163.000", "120.00"),
            ("rb2605", "20260210", "1", "3100.000", "3150.000", "3167.000", "170.00"),
            ("m2605", "20260227", "1", "3060.000", "3050.000", "3041.000", "90.00"),
            ("m2605", DAY, "1", "3047.000", "3050.000", "3041.000", "60.00"),
            ("", "", "4", "", "", "", f"{REALIZED}.00"),
        ]
        held = table(text, "持仓明细 Positions Detail")
        assert [(h[2], h[3], h[5], h[6], h[7], h[9], h[10], h[11]) for h in held] == [
            ("rb2605", "20260210", "买", "1", "3100.000", "3172.000", "720.00", "220.00"),
            ("rb2605", DAY, "买", "2", "3151.000", "3172.000", "420.00", "420.00"),
            ("m2605", DAY, "卖", "1", "3047.000", "3036.000", "110.00", "110.00"),
            ("", "", "", "4", "", "", "1250.00", f"{MTM}.00"),
        ]
        assert held[-1][12] == f"{cents(MARGIN)}"
        summed = table(text, "持仓汇总 Positions\r")
        assert [(s[1], s[2], s[3], s[4], s[7], s[8]) for s in summed] == [
            ("rb2605", "3", "3134.000", "0", "3172.000", "640.00"),
            ("m2605", "0", "0.000", "1", "3036.000", "110.00"),
            ("", "3", "", "1", "", f"{MTM}.00"),
        ]


async def test_statements_are_kept_by_day(front: Front) -> None:
    async with Trader(front, "u") as u, Trader(front, "v") as v:
        await trade(u, v, front)
        await front.settle(SETTLEMENT)
    await front.settle({"rb2605": 3180.0, "m2605": 3030.0})
    assert front.trading_day == "20260304"
    async with Trader(front, "u") as u:
        last = await statement(u)
        assert last == await statement(u, trading_day=NEXT, account_id="u", currency_id="CNY")
        first = await statement(u, trading_day=DAY)
        assert (figure(first, "日期 Date"), figure(last, "日期 Date")) == (DAY, NEXT)
        assert figure(last, "期初结存 Balance b/f") == figure(first, "期末结存 Balance c/f") == f"{BALANCE}"
        assert figure(last, "持仓盯市盈亏 MTM P/L") == f"{8 * 10 * 3 + 6 * 10}.00"
        assert "成交记录" not in last
        (account,) = await u.query("TradingAccount")
        assert figure(last, "客户权益 Client Equity") == f"{account.pre_balance:.2f}"
        assert figure(last, "保证金占用 Margin Occupied") == f"{account.pre_margin:.2f}"
        assert "客户权益" in await statement(u, trading_day="20260227")
        for none in ({"trading_day": "20260304"}, {"account_id": "x"}, {"currency_id": "USD"}):
            assert await u.query("SettlementInfo", **none) == []


async def test_the_new_settlement_has_to_be_confirmed(front: Front) -> None:
    async with Trader(front, "u") as u:
        (confirmed,) = await u.query("SettlementInfoConfirm")
        assert confirmed.investor_id == "u"
        await front.settle()
    async with Trader(front, "u", confirm=False) as u:
        assert await u.query("SettlementInfoConfirm") == []
        assert {n.error_id for n in await u.done("rb2605", BUY, 3150.0, 1)} == {42}
        await u.confirm_settlement()
        assert script(await u.done("rb2605", BUY, 3150.0, 1)) == "R(a) R(3)"
        assert len(await u.query("SettlementInfoConfirm")) == 1


async def test_numbers_and_flows_begin_again(front: Front) -> None:
    async with Trader(front, "u") as u, Trader(front, "v") as v:
        await trade(u, v, front)
        async with Trader(front, "u", private=RESTART) as again:
            seen = await again.notices()
        await front.settle(SETTLEMENT)
    assert len(seen) > 10
    # A library that knows the old day's numbers, as RESUME sends them.
    number = max(n.frame.sequence for n in seen)
    async with Trader(front, "u", private=(1, number), public=(1, 3), trading_day=DAY) as u:
        assert [n.name for n in await u.notices()] == ["OnRtnInstrumentStatus"] * 2
        first, second = await u.done("rb2605", BUY, 3140.0, 1)
        assert (first.frame.sequence, second.frame.sequence) == (1, 2)
        order = second.record
        assert (order.order_sys_id.strip(), order.order_local_id.strip()) == ("1", "1")
        assert (order.broker_order_seq, order.sequence_no, order.trading_day) == (1, 2, NEXT)
        async with Trader(front, "v") as v:
            (trade_,) = [n for n in await v.done("rb2605", SELL, 3140.0, 1) if n.name == "OnRtnTrade"]
        assert trade_.record.trading_day == NEXT
    # QUICK has nothing of the day's earlier reports, RESTART all of the new day's and none of the old.
    async with Trader(front, "u", private=QUICK) as quick, Trader(front, "u", private=RESTART) as again:
        assert await quick.notices() == []
        assert [n.frame.sequence for n in await again.notices()] == list(range(1, 6))


async def test_an_order_of_yesterday_cannot_be_cancelled(front: Front) -> None:
    async with Trader(front, "u") as u:
        resting = (await u.done("rb2605", BUY, 3140.0, 1))[-1].record
        await front.settle()
    async with Trader(front, "u") as u:
        u.cancel(resting)
        u.cancel(exchange_id="SHFE", order_sys_id=resting.order_sys_id, instrument_id="rb2605")
        refused = await u.notices()
        assert [n.error_id for n in refused] == [25] * 4
        assert front.books("u").account.frozen_margin == 0


async def test_clients_of_both_kinds_are_disconnected_with_all_that_was_theirs(front: Front) -> None:
    async with RawClient(front.md_address) as md, Trader(front, "v", private=RESTART) as u:
        await md.ready("rb2605")
        await md.tick()
        for _ in range(300):
            u.order("rb2605", BUY, 3140.0, 1)
        await front.wait_until(lambda front: len(front.books("v").orders) == 300)
        await front.settle(SETTLEMENT)
        assert front.clients == ()
        got = []
        with pytest.raises(ConnectionError):
            while True:
                got.append((await u.frame()).name)
        assert got.count("OnRtnOrder") == 600
        with pytest.raises(ConnectionError):
            while True:
                closing = await md.tick()
        # The market's closing tick has the settlement price.
        assert (closing.settlement_price, closing.trading_day) == (3172.0, DAY)
    async with RawClient(front.md_address) as md:
        await md.ready("rb2605")
        first = await md.tick()
        assert (first.trading_day, first.pre_settlement_price) == (NEXT, 3172.0)
        assert first.upper_limit_price == 3394.0


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        ({"zz": 1.0}, "no instrument 'zz'"),
        ({"rb2605": 3150.5}, "no multiple of 1"),
        ({"rb2605": nan}, "no multiple"),
        ({"rb2605": 0.0}, "above 0"),
    ],
)
async def test_prices_that_are_none(front: Front, prices: dict[str, float], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        await front.settle(prices)
    assert front.trading_day == DAY


async def test_a_silent_front_does_not_settle(front: Front) -> None:
    with front.silence(), pytest.raises(UsageError, match="silent"):
        await front.settle()


async def test_a_new_day_begins_at_the_settlement_price_until_something_trades(front: Front) -> None:
    """The closing price is another one, and the account must not jump because of it."""
    await front.push_tick(instrument_id="rb2605", last_price=3199.0, volume=10)
    await front.settle({"rb2605": 3160.0, "m2605": 3050.0})
    account = front.accounts["u"]
    assert (account.funds.position_profit, account.funds.balance) == (0.0, account.funds.previous_balance)
    await front.push_tick(instrument_id="rb2605", last_price=3161.0, volume=1)
    assert account.funds.position_profit == 2 * 10.0
    # Nothing has traded on this day but rb: the settlement price is the one before.
    await front.settle({"rb2605": 3161.0})
    assert {(p.instrument_id, p.pre_settlement_price) for p in account.positions} == {
        ("rb2605", 3161.0),
        ("m2605", 3050.0),
    }


async def test_the_larger_side_is_margined_in_the_account_and_both_in_the_rows() -> None:
    both = (Position("rb2605", BUY, 2), Position("rb2605", SELL, 1))
    accounts = [Account("u", "p", positions=both)]
    long, short = 2 * (31_500 * 0.09 + 1), 31_500 * 0.08 + 2
    for larger, margin in ((True, long), (False, long + short)):
        async with front_of(accounts=accounts, max_margin_side=larger) as front, Trader(front, "u") as u:
            (account,) = await u.query("TradingAccount")
            assert account.curr_margin == account.pre_margin == pytest.approx(margin)
            rows = await u.query("InvestorPosition")
            assert [r.use_margin for r in rows] == pytest.approx([long, short])
            (rates,) = await u.query("InstrumentMarginRate", instrument_id="rb2605")
            assert (rates.long_margin_ratio_by_money, rates.long_margin_ratio_by_volume) == (0.09, 1.0)
            assert (rates.short_margin_ratio_by_money, rates.short_margin_ratio_by_volume) == (0.08, 2.0)
            sides = {i.instrument_id: i.max_margin_side_algorithm for i in await u.query("Instrument")}
            assert sides == {"rb2605": "1" if larger else "0", "m2605": "0"}
            # One more sold lot costs nothing while two are bought.
            (most,) = await u.query(
                "MaxOrderVolume", instrument_id="rb2605", direction=SELL, offset_flag="0", hedge_flag="1"
            )
            await u.done("rb2605", SELL, 3150.0, 1)
            assert front.books("u").account.frozen_margin == pytest.approx(0 if larger else short)
            await u.done("rb2605", SELL, 3150.0, 1)
            assert front.books("u").account.frozen_margin == pytest.approx(
                3 * short - long if larger else 2 * short
            )
            # At the upper limit, 3370: what 994,328 and the 3,150 that are free pay for, or 991,806 alone.
            assert most.max_volume == (369 if larger else 367)
            await front.settle()
            assert front.books("u").account.pre_margin == pytest.approx(margin)


# -- sources


class Still:
    """A market of one's own that knows nothing of days."""

    instruments: ClassVar = {"rb2605": RB}
    trading_day = DAY
    clock = "14:00:00"
    tick: Tick | None = None

    def snapshot(self, instrument_id: str) -> Tick | None:
        return self.tick

    async def run(self, board: Board) -> None:
        await anyio.sleep_forever()


def quote(**fields: Any) -> Tick:
    return Tick(records.DepthMarketData(**({"instrument_id": "rb2605", "trading_day": DAY} | fields)))


ONE = (Position("rb2605", BUY, 1, 3100.0),)


async def test_a_source_that_counts_no_days() -> None:
    market = Still()
    market.tick = quote(last_price=3170.0, settlement_price=3165.0, volume=5, pre_settlement_price=3150.0)
    async with Front(market=market, accounts=[Account("u", "p", positions=ONE)]) as front:
        await front.settle()
        assert front.trading_day == NEXT
        funds = front.accounts["u"].funds
        assert funds.balance == 1_000_000 + 150
        # The same snapshot once more tells nothing new.
        await front.settle()
        assert (front.trading_day, front.accounts["u"].funds.balance) == ("20260304", funds.balance)
        # Without a settlement price it is the last one.
        market.tick = quote(last_price=3171.0, volume=1, trading_day="20260304", settlement_price=nan)
        await front.settle()
        assert front.accounts["u"].funds.balance == funds.balance + 60
        async with Trader(front, "u") as u:
            assert u.login_record.trading_day == front.trading_day == "20260305"
        # It may go on by itself, too.
        market.trading_day = "20260310"
        async with Trader(front, "u", confirm=False) as u:
            assert u.login_record.trading_day == "20260310"
            assert await u.query("SettlementInfoConfirm") == []


def recorded(day: str, price: float, *, settlement: float | None = None, before: float = 3150.0) -> list[Any]:
    times = ("09:00:00", "11:00:00", "14:59:59")
    rows = [
        row(
            "rb2605",
            time,
            TradingDay=day,
            ActionDay=day,
            LastPrice=price + n,
            Volume=10 * (n + 1),
            PreSettlementPrice=before,
            SettlementPrice="N/A",
        )
        for n, time in enumerate(times)
    ]
    if settlement is not None:
        rows.append({**rows[-1], "SettlementPrice": settlement})
    return rows


async def test_days_of_a_recording_are_settled_one_after_the_other(tmp_path: Path) -> None:
    files = [
        write_csv(tmp_path / "1.csv", recorded(DAY, 3160.0, settlement=3158.0)),
        # Recorded without its settlement price: the next day's PreSettlementPrice tells it.
        write_csv(tmp_path / "2.csv", recorded(NEXT, 3170.0, before=3158.0)),
        write_csv(tmp_path / "3.csv", recorded("20260304", 3180.0, before=3168.0)),
    ]
    accounts = [Account("u", "p", positions=ONE)]
    async with Front(replay=files, instruments=[RB], speed=None, accounts=accounts) as front:
        # Each settlement ends the market-data sessions, too, and the next day waits for them.
        for day, count in ((DAY, 4), (NEXT, 3), ("20260304", 3)):
            async with RawClient(front.md_address) as md:
                await md.handshake()
                assert md.record(await md.login()).trading_day == day
                await md.subscribe("rb2605")
                if day != DAY:
                    # The snapshot there is: the last of the day before.
                    assert (await md.tick()).trading_day < day
                assert [(await md.tick()).trading_day for _ in range(count)] == [day] * count
                if day != "20260304":
                    await md.closed()
        await front.replay_done.wait()
        assert front.trading_day == "20260304"
        investor = front.books("u")
        assert investor.account.pre_balance == 1_000_000 + 180
        await front.settle()
        # The last price, as there is nothing better.
        assert front.books("u").account.pre_balance == 1_000_000 + 320
        assert front.trading_day == "20260305"


@pytest.mark.parametrize("speed", [None, 100.0])
async def test_a_market_data_client_gets_every_tick_of_every_day(tmp_path: Path, speed: float | None) -> None:
    """Whoever subscribed is awaited at a day's beginning, so that the cut costs no tick."""
    days = [DAY, NEXT, "20260304"]
    files = [write_csv(tmp_path / f"{day}.csv", recorded(day, 3160.0, settlement=3158.0)) for day in days]
    options = {"instruments": [RB], "speed": speed, "times": Times.fast(), "longest_gap": 0.5}
    async with (
        Front(replay=files, wait_for="all", **options) as front,
        actp.MdClient(front.md_address, broker_id="9999", user_id="u", password="p") as one,
        actp.MdClient(front.md_address, broker_id="9999", user_id="v", password="p") as two,
    ):
        assert one.trading_day == DAY
        board = front._core.board
        board.freeze()
        streams = [client.ticks("rb2605") for client in (one, two)]
        await front.wait_until(lambda front: all(client.subscriptions for client in front.clients))
        board.thaw()
        for client, stream in zip((one, two), streams, strict=True):
            got = []
            async for tick in stream:
                got.append((tick.trading_day, tick.session, tick.last_price))
                if len(got) == 14:
                    break
            prices = [3160.0, 3161.0, 3162.0, 3162.0]
            wanted = [(day, number, price) for number, day in enumerate(days, 1) for price in prices]
            # A new subscription brings the snapshot there is, that of the day before.
            for number in (1, 2):
                wanted.insert(5 * number - 1, (days[number - 1], number + 1, 3162.0))
            assert got == wanted
            assert client.trading_day == days[-1]


async def test_a_client_that_stays_away_holds_the_next_day_up_for_a_while_only(tmp_path: Path) -> None:
    files = [write_csv(tmp_path / f"{day}.csv", recorded(day, 3160.0)) for day in (DAY, NEXT)]
    times = Times(refused=0.0, lost=0.0)
    async with Front(replay=files, instruments=[RB], speed=100.0, longest_gap=1.0, times=times) as front:
        async with RawClient(front.md_address) as md:
            await md.ready("rb2605")
            await md.closed()
        await front.replay_done.wait()
        assert front.trading_day == NEXT


async def test_a_market_that_begins_a_day_by_itself_ends_all_sessions() -> None:
    market = Still()
    async with Front(market=market, instruments=[RB]) as front, RawClient(front.md_address) as md:
        await md.ready("rb2605")
        market.trading_day = NEXT
        market.tick = quote(last_price=3170.0, trading_day=NEXT)
        front._core.board.publish(market.tick)
        # Not even the day's first tick comes to a session of the day before.
        await md.closed()
        async with RawClient(front.md_address) as again:
            await again.handshake()
            assert again.record(await again.login()).trading_day == NEXT
            await again.subscribe("rb2605")
            assert (await again.tick()).trading_day == NEXT


async def test_a_recorded_day_that_is_settled_early_ends_there(tmp_path: Path) -> None:
    files = [
        write_csv(tmp_path / "1.csv", recorded(DAY, 3160.0, settlement=3158.0)),
        write_csv(tmp_path / "2.csv", recorded(NEXT, 3170.0, before=3158.0)),
    ]
    accounts = [Account("u", "p", positions=ONE)]
    async with Front(replay=files, instruments=[RB], virtual=True, accounts=accounts) as front:
        assert front.trading_day == DAY
        await front.advance_to("10:00:00")
        assert front.snapshot("rb2605").last_price == 3160.0
        await front.settle()
        # Of its three prices the one that was told so far; the next day's record tells the settlement price.
        assert front.trading_day == NEXT
        assert front.books("u").account.pre_balance == 1_000_000 + 80
        await front.advance_to("12:00:00")
        assert front.snapshot("rb2605").last_price == 3171.0


async def test_a_settled_day_survives_a_restart(tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with front_of(store=state) as front, Trader(front, "u") as u, Trader(front, "v") as v:
        await trade(u, v, front)
        await front.settle(SETTLEMENT)
        settled = front.books("u")
    async with front_of(store=state) as front:
        assert front.trading_day == NEXT
        again = front.books("u")
        assert (again.account, again.positions, again.details) == (
            settled.account,
            settled.positions,
            settled.details,
        )
        assert not again.settlement_confirmed
        async with Trader(front, "u") as u:
            text = await statement(u)
            assert figure(text, "日期 Date") == DAY
            assert figure(text, "客户权益 Client Equity") == f"{BALANCE}"
            assert "客户权益" in await statement(u, trading_day="20260227")
            # What happens on a day that a restart cuts in two is all in its statement.
            async with Trader(front, "v") as v:
                await meet(u, v, "rb2605", 3175.0, 1)
    async with front_of(store=state) as front:
        await front.settle({"rb2605": 3175.0})
        async with Trader(front, "u") as u:
            deals = table(await statement(u), "成交记录 Transaction Record")
            assert [(d[3], d[6], d[7], d[10]) for d in deals[:-1]] == [("rb2605", "3175.000", "1", "3.19")]
            (account,) = await u.query("TradingAccount")
            assert account.pre_balance == float(BALANCE) + 3 * 30 - 3.19
