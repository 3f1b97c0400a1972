"""Queries: rows, their last one, filters, limits, and the figures in them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from math import isnan
from typing import Any

import pytest
from trader import BUY, CLOSE, SELL, Trader

from actp import records
from actp.ctp.description import installed
from actp.sim import Account, Commission, Front, InstrumentInfo, Limits, Position, default_instruments

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY = "20260302"
RB = InstrumentInfo(
    "rb2605",
    "SHFE",
    "rb",
    10,
    1.0,
    0.07,
    3150.0,
    margin_ratio=0.1,
    commission=Commission(0.0001, 0.0, 0.0002, 0.0, 0.0003, 0.0),
)
ACCOUNTS = [
    Account("u", "p", balance=200_000.0, positions=(Position("rb2605", BUY, 3, 3100.0),)),
    Account("v", "p"),
]


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    async with Front(
        seed=1, trading_day=DAY, fill="book", accounts=ACCOUNTS, instruments=[RB, "m2605", "SR605"]
    ) as running:
        yield running


async def test_an_empty_result_is_one_callback_without_a_struct(front: Front) -> None:
    async with Trader(front, "v") as one:
        for name in ("Order", "Trade", "InvestorPosition", "InvestorPositionDetail"):
            (frame,) = await one.query_frames(name, broker_id="9999", investor_id="v")
            assert (frame.name, frame.data, frame.error_id, frame.last) == (
                f"OnRspQry{name}",
                None,
                None,
                True,
            )


async def test_rows_have_no_rspinfo_and_the_last_says_so(front: Front) -> None:
    async with Trader(front, "v") as one:
        frames = await one.query_frames("Instrument")
        assert [f.last for f in frames] == [False, False, True]
        assert {f.error_id for f in frames} == {None}
        assert {f.flow for f in frames} == {1}


async def test_the_figures_of_an_account(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        (start,) = await one.query("TradingAccount", broker_id="9999", investor_id="u")
        assert (start.pre_balance, start.balance) == (200_000.0, 200_000.0)
        assert start.curr_margin == pytest.approx(3 * 3150 * 10 * 0.1)
        assert start.available == pytest.approx(200_000 - 3 * 3150)
        # A resting order freezes margin and commission at its price.
        one.order("rb2605", BUY, 3140.0, 4)
        (row,) = await one.query("TradingAccount")
        assert row.frozen_margin == pytest.approx(4 * 3140)
        assert row.frozen_commission == pytest.approx(4 * 31400 * 0.0001)
        assert row.available == pytest.approx(start.available - 4 * 3140 - 4 * 3.14)
        await other.done("rb2605", SELL, 3140.0, 1)
        (row,) = await one.query("TradingAccount")
        assert row.frozen_margin == pytest.approx(3 * 3140)
        assert row.curr_margin == pytest.approx(3 * 3150 + 3140)
        assert row.commission == pytest.approx(3.14)
        assert row.balance == pytest.approx(
            row.pre_balance + row.close_profit + row.position_profit - row.commission
        )
        assert row.available == pytest.approx(
            row.balance - row.curr_margin - row.frozen_margin - row.frozen_commission
        )
        # Close one of history: the profit of the day counts from the last settlement.
        await other.done("rb2605", BUY, 3160.0, 1)
        await one.done("rb2605", SELL, 3160.0, 1, CLOSE)
        (row,) = await one.query("TradingAccount")
        assert row.close_profit == pytest.approx((3160 - 3150) * 10)
        assert row.commission == pytest.approx(3.14 + 31600 * 0.0002)
        positions = await one.query("InvestorPosition", instrument_id="rb2605")
        history = next(p for p in positions if p.position_date == "2")
        assert (history.position, history.yd_position, history.close_volume) == (2, 3, 1)
        assert history.close_profit_by_trade == pytest.approx((3160 - 3100) * 10)
        today = next(p for p in positions if p.position_date == "1")
        assert (today.position, today.today_position, today.long_frozen) == (1, 1, 3)
        assert (today.open_volume, today.open_amount, today.open_cost) == (1, 31400, 31400)
        assert (history.open_cost, history.position_cost) == (2 * 31000, 2 * 31500)
        details = await one.query("InvestorPositionDetail", instrument_id="rb2605")
        assert [(d.volume, d.close_volume, d.open_price) for d in details] == [(2, 1, 3100), (1, 0, 3140)]
        assert [d.open_date for d in details] == ["20260227", DAY]


async def test_filters(front: Front) -> None:
    async with Trader(front, "v") as one, Trader(front) as other:
        await one.done("rb2605", BUY, 3150.0, 1)
        await one.done("m2605", BUY, 3050.0, 1)
        await other.done("m2605", SELL, 3050.0, 1)
        orders = await one.query("Order", broker_id="9999", investor_id="v")
        assert [o.instrument_id for o in orders] == ["rb2605", "m2605"]
        (m,) = await one.query("Order", instrument_id="m2605")
        assert m.order_status == "0"
        assert await one.query("Order", instrument_id="m2605", exchange_id="SHFE") == []
        (again,) = await one.query("Order", exchange_id="DCE", order_sys_id=m.order_sys_id)
        assert again == m
        assert await one.query("Order", insert_time_start="09:29:01") == []
        assert len(await one.query("Order", insert_time_start="09:29:00", insert_time_end="09:29:00")) == 2
        (trade,) = await one.query("Trade")
        assert await one.query("Trade", trade_id=trade.trade_id) == [trade]
        assert await one.query("Trade", trade_id="x") == []
        assert await one.query("Trade", trade_time_end="09:28:59") == []
        assert [i.instrument_id for i in await one.query("Instrument", product_id="m")] == ["m2605"]
        assert [i.instrument_id for i in await one.query("Instrument", exchange_id="CZCE")] == ["SR605"]
        assert [e.exchange_id for e in await one.query("Exchange", exchange_id="INE")] == ["INE"]
        assert [p.product_id for p in await one.query("Product")] == ["SR", "m", "rb"]
        assert await one.query("Product", product_id="m", exchange_id="SHFE") == []


async def test_what_another_investor_has_is_nobody_elses(front: Front) -> None:
    async with Trader(front) as one:
        for name in ("Order", "TradingAccount", "InvestorPosition", "SettlementInfo", "Investor"):
            (frame,) = await one.query_frames(name, broker_id="9999", investor_id="v")
            assert (frame.error_id, frame.data, frame.last) == (9, None, True)
        confirm = records.SettlementInfoConfirm(broker_id="9999", investor_id="v")
        one.request("ReqSettlementInfoConfirm", confirm, 5)
        assert (await one.frame()).error_id == 9
        assert not front.books("v").settlement_confirmed


async def test_rates_and_reference_data(front: Front) -> None:
    async with Trader(front) as one:
        (margin,) = await one.query("InstrumentMarginRate", instrument_id="rb2605", hedge_flag="1")
        assert (margin.long_margin_ratio_by_money, margin.short_margin_ratio_by_money) == (0.1, 0.1)
        # With an empty name, those held.
        (held,) = await one.query("InstrumentMarginRate", hedge_flag="1")
        assert held == margin
        (rate,) = await one.query("InstrumentCommissionRate", instrument_id="rb2605")
        assert (rate.instrument_id, rate.investor_id) == ("rb", "00000000")
        assert rate.open_ratio_by_money == 0.0001
        assert (rate.close_ratio_by_money, rate.close_today_ratio_by_money) == (0.0002, 0.0003)
        assert await one.query("InstrumentCommissionRate", instrument_id="none") == []
        (info,) = await one.query("Instrument", instrument_id="SR605")
        assert (info.exchange_id, info.volume_multiple, info.price_tick) == ("CZCE", 10, 1.0)
        assert (info.delivery_year, info.delivery_month, info.expire_date) == (2026, 5, "20260515")
        assert info.position_date_type == "2"
        assert (await one.query("Instrument", instrument_id="rb2605"))[0].position_date_type == "1"
        (investor,) = await one.query("Investor")
        assert (investor.investor_id, investor.is_active) == ("u", 1)
        codes = await one.query("TradingCode")
        assert len(codes) == 6 and len({c.client_id for c in codes}) == 1


async def test_market_data_by_query(anyio_backend: Any) -> None:
    async with Front(seed=1, trading_day=DAY) as front, Trader(front) as one:
        rows = await one.query("DepthMarketData")
        assert [r.instrument_id for r in rows] == list(front.instruments)
        name = next(iter(front.instruments))
        (row,) = await one.query("DepthMarketData", instrument_id=name)
        assert (row.exchange_id, row.pre_settlement_price) == (
            "SHFE",
            front.snapshot(name).pre_settlement_price,
        )
        assert isnan(row.settlement_price)


async def test_the_greatest_volume(front: Front) -> None:
    async with Trader(front) as one:
        request = {"broker_id": "9999", "investor_id": "u", "instrument_id": "rb2605", "hedge_flag": "1"}
        (row,) = await one.query("MaxOrderVolume", **request, direction=SELL, offset_flag=CLOSE)
        assert row.max_volume == 3
        (row,) = await one.query("MaxOrderVolume", **request, direction=BUY, offset_flag="0")
        # At the upper limit, as a market order would be reckoned.
        most = row.max_volume
        limit = front.snapshot("rb2605").upper_limit_price
        got = await one.done("rb2605", BUY, limit, most + 1)
        assert {n.error_id for n in got} == {31}
        assert "资金不足，还需" in got[0].frame.error_text
        assert {n.error_id for n in await one.done("rb2605", BUY, limit, most)} == {None}
    # Before 6.5.1 the request had another name.
    async with Trader(front, version="6.3.15") as old:
        query = records.QueryMaxOrderVolume(version="6.3.15", **request, direction=SELL, offset_flag=CLOSE)
        old.request("ReqQueryMaxOrderVolume", query, 3)
        frame = await old.until(lambda f: f.name == "OnRspQueryMaxOrderVolume")
        assert (old.record(frame).max_volume, frame.last) == (3, True)


async def test_the_settlement_statement_is_cut_inside_characters(front: Front) -> None:
    async with Trader(front) as one:
        frames = await one.query_frames("SettlementInfo", broker_id="9999", investor_id="u")
        rows = [one.record(frame) for frame in frames]
        assert [row.sequence_no for row in rows] == list(range(1, len(rows) + 1))
        assert len(rows) > 2
        parts = [row.raw("Content").split(b"\0", 1)[0] for row in rows]
        whole = b"".join(parts).decode("gb18030")
        assert "交易结算单" in whole and "期初结存" in whole and "200000.00" in whole and "rb2605" in whole
        with pytest.raises(UnicodeDecodeError):
            parts[0].decode("gb18030")
        assert {row.trading_day for row in rows} == {"20260227"}
        assert await one.query("SettlementInfo", trading_day="20260227")
        assert await one.query("SettlementInfo", trading_day="20200101") == []


async def test_queries_over_the_rate(anyio_backend: Any) -> None:
    async with (
        Front(seed=1, instruments=["rb2605"], limits=Limits(query_freq=2)) as front,
        Trader(front) as one,
    ):
        for _ in range(2):
            assert await one.query("Exchange")
        (frame,) = await one.query_frames("Exchange")
        assert (frame.name, frame.error_id, frame.last, frame.data) == ("OnRspError", 90, True, None)


async def test_a_great_universe(anyio_backend: Any) -> None:
    many = [
        InstrumentInfo(f"rb26{number:05d}", "SHFE", "rb", 10, 1.0, 0.07, 3150.0) for number in range(12_000)
    ]
    async with Front(seed=1, trading_day=DAY, instruments=many) as front, Trader(front) as one:
        rows = await one.query("Instrument")
        assert [row.instrument_id for row in rows] == [info.id for info in many]
        assert front.statistics().cut == 0


@pytest.mark.parametrize("version", installed().versions)
async def test_every_version_gets_every_row(anyio_backend: Any, version: str) -> None:
    held = tuple(Position(info.id, SELL, 1) for info in default_instruments(DAY))
    async with (
        Front(seed=1, trading_day=DAY, accounts=[Account("u", "p", balance=1e9, positions=held)]) as front,
        Trader(front, version=version) as one,
    ):
        for name, count in (
            ("Instrument", len(held)),
            ("InvestorPosition", len(held)),
            ("InvestorPositionDetail", len(held)),
            ("InstrumentMarginRate", len(held)),
            ("InstrumentCommissionRate", len(held)),
            ("DepthMarketData", len(held)),
            ("TradingAccount", 1),
            ("Investor", 1),
            ("TradingCode", 6),
            ("Exchange", 6),
        ):
            rows = await one.query(name)
            assert len(rows) == count
