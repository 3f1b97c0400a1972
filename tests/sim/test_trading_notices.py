"""Notices to users and to all, and the queries of what a broker has or has not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rawclient import RawClient
from trader import Trader

from actp import records
from actp.ctp.description import installed
from actp.errors import UsageError
from actp.sim import Account, Front
from actp.sim.front.remote_operations import Operations
from actp.sim.queries.accounts import EMPTY

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY = "20260302"


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    accounts = [Account("u", "p"), Account("v", "p")]
    async with Front(seed=1, trading_day=DAY, accounts=accounts, instruments=["rb2605"]) as running:
        yield running


async def test_a_notice_to_one(front: Front) -> None:
    async with Trader(front) as one, Trader(front) as two, Trader(front, "v") as other:
        front.notice("风险率 95%", "u")
        for session in (one, two):
            (notice,) = await session.notices()
            assert notice.name == "OnRtnTradingNotice"
            assert (notice.record.investor_id, notice.record.field_content) == ("u", "风险率 95%")
            assert notice.record.sequence_no == 1
        assert await other.notices() == []
        (row,) = await one.query("TradingNotice", broker_id="9999", investor_id="u")
        assert (row.field_content, row.investor_range, row.investor_id) == ("风险率 95%", "3", "u")
        assert await other.query("TradingNotice") == []
        assert await one.query("Notice") == []
    # It is in the private flow, for who comes later.
    async with Trader(front, private=(0, 0)) as late:
        assert [n.name for n in await late.notices()] == ["OnRtnTradingNotice"]


async def test_a_bulletin_to_all(front: Front) -> None:
    async with Trader(front, public=(2, 0)) as one, Trader(front, "v", public=(2, 0)) as other:
        front.notice("收市后系统维护")
        for session in (one, other):
            (notice,) = await session.notices()
            assert (notice.name, notice.frame.flow) == ("OnRtnBulletin", 3)
            assert (notice.record.content, notice.record.trading_day) == ("收市后系统维护", DAY)
            (row,) = await session.query("TradingNotice")
            assert (row.investor_range, row.field_content) == ("1", "收市后系统维护")
            (row,) = await session.query("Notice", broker_id="9999")
            assert row.content == "收市后系统维护"


async def test_what_is_no_notice(front: Front) -> None:
    for text in ("", "一" * 251, "\0", "\ud800"):
        with pytest.raises(UsageError, match="notice"):
            front.notice(text, "u")
    with pytest.raises(UsageError, match="no account 'x'"):
        front.notice("text", "x")
    front.notice("一" * 250, "u")
    async with Trader(front) as one:
        (row,) = await one.query("TradingNotice")
        assert row.field_content == "一" * 250


async def test_notices_by_the_control_connection(front: Front) -> None:
    operations = Operations(front)
    await operations.call("notice", {"text": "one", "user_id": "u"})
    await operations.call("notice", {"text": "all"})
    async with Trader(front) as one:
        assert [row.field_content for row in await one.query("TradingNotice")] == ["one", "all"]


async def test_the_sessions_of_a_user(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v"):
        async with Trader(front) as two:
            rows = await one.query("UserSession", broker_id="9999", user_id="u")
            sessions = [one.login_record.session_id, two.login_record.session_id]
            assert [row.session_id for row in rows] == sessions
            assert {(row.user_id, row.ip_address) for row in rows} == {("u", "127.0.0.1")}
            (row,) = await one.query("UserSession", front_id=1, session_id=sessions[1])
            assert row.session_id == sessions[1]
            (frame,) = await one.query_frames("UserSession", user_id="v")
            assert frame.error_id == 9
        await front.wait_clients(2)
        assert len(await one.query("UserSession")) == 1


async def test_how_the_broker_reckons(front: Front) -> None:
    async with Trader(front) as one:
        (row,) = await one.query("BrokerTradingParams", broker_id="9999", investor_id="u", currency_id="CNY")
        assert (row.margin_price_type, row.algorithm, row.avail_include_close_profit) == ("4", "1", "0")
        assert await one.query("BrokerTradingParams", currency_id="USD") == []
        rows = await one.query("BrokerTradingAlgos", exchange_id="DCE")
        assert [(r.exchange_id, r.handle_position_algo_id) for r in rows] == [("DCE", "2")]
        assert len(await one.query("BrokerTradingAlgos")) == 6
        rows = await one.query("BrokerTradingAlgos", instrument_id="rb2605")
        assert [r.exchange_id for r in rows] == ["SHFE"]
        assert await one.query("BrokerTradingAlgos", instrument_id="none") == []
        seats = await one.query("TraderOffer")
        assert [seat.trader_id for seat in seats] == [
            f"{exchange}9999" for exchange in ("SHFE", "INE", "DCE", "CZCE", "CFFEX", "GFEX")
        ]
        assert {seat.trader_connect_status for seat in seats} == {"2"}
        (rate,) = await one.query("ExchangeMarginRate", instrument_id="rb2605", hedge_flag="1")
        (adjust,) = await one.query("ExchangeMarginRateAdjust", instrument_id="rb2605", hedge_flag="1")
        (whole,) = await one.query("InstrumentMarginRate", instrument_id="rb2605", hedge_flag="1")
        both = rate.long_margin_ratio_by_money + adjust.long_margin_ratio_by_money
        assert both == whole.long_margin_ratio_by_money == adjust.no_long_margin_ratio_by_money
        (fee,) = await one.query("InstrumentOrderCommRate", instrument_id="rb2605")
        assert (fee.instrument_id, fee.order_comm_by_volume) == ("rb", 0.0)
        # An empty name means what is held: nothing.
        for name in ("ExchangeMarginRate", "ExchangeMarginRateAdjust", "InstrumentOrderCommRate"):
            assert await one.query(name) == []


@pytest.mark.parametrize("name", EMPTY)
async def test_what_the_broker_has_none_of(front: Front, name: str) -> None:
    version = installed().versions_with_method("TraderApi", name)[0]
    async with Trader(front, version=version) as one:
        number = one.tell(name)
        frame = await one.frame()
        assert (frame.name, frame.request_id, frame.flow) == (f"OnRsp{name[3:]}", number, 1)
        assert (frame.data, frame.error_id, frame.last) == (None, None, True)


async def test_codes_and_tokens(front: Front) -> None:
    async with RawClient(front.trader_address, kind=1, version="6.7.13") as client:
        await client.handshake()
        client.request("ReqGenSMSCode", records.ReqGenSMSCode(broker_id="9999", user_id="u"), 3)
        answer = await client.frame()
        assert (answer.name, answer.error_id) == ("OnRspGenSMSCode", 6015)
        await client.login()
        client.request("ReqGenSMSCode", records.ReqGenSMSCode(broker_id="9999", user_id="u"), 4)
        assert (await client.frame()).error_id == 6023
    async with Trader(front) as one:
        name = "QueryCFMMCTradingAccountToken"
        assert (await one.ask(f"Req{name}")).error_id == 155
        assert (await one.ask(f"Req{name}", investor_id="v")).error_id == 9
