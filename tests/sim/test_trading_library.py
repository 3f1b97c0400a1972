"""The trading side through the simulated library, driven by a C++ program that knows CTP's interface only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from ctpdriver import Driver
from libsession import PRICE, Session

from actp import records
from actp.ctp.description import installed
from actp.sim import Front, Times

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(300)]

VERSIONS = installed().versions


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    async with Front(
        seed=1, trading_day="20260302", fill="book", instruments=["rb2605"], times=Times.fast()
    ) as running:
        yield running


@pytest.mark.parametrize("version", VERSIONS)
async def test_the_whole_sequence(driver: Driver, tmp_path: Path, front: Front, version: str) -> None:
    session = Session(driver, tmp_path / "flow", front, version)
    await session.start()
    login = await session.login()
    assert (login.trading_day, login.user_id, login.max_order_ref) == ("20260302", "u", "1")
    assert login.session_id != 0
    assert await session.insert("2", "0", 3) == 0
    submitted, queued = await session.order(), await session.order()
    assert (submitted.order_status, queued.order_status) == ("a", "3")
    assert (queued.front_id, queued.session_id, queued.order_ref) == (1, login.session_id, "2")
    assert queued.status_msg == "未成交"
    assert await session.insert("3", "1", 1) == 0
    # Sell: submitted, the same again, traded; buy: as it was, partly traded.
    assert [(await session.order()).order_status for _ in range(5)] == ["a", "a", "0", "3", "1"]
    sold, bought = (await session.callback("OnRtnTrade"))[0], (await session.callback("OnRtnTrade"))[0]
    assert (sold.price, sold.volume, sold.direction, bought.direction) == (PRICE, 1, "1", "0")
    assert sold.trade_id == bought.trade_id
    cancel = records.InputOrderAction(
        version=version,
        broker_id="9999",
        investor_id="u",
        user_id="u",
        exchange_id="SHFE",
        order_sys_id=queued.order_sys_id,
        action_flag="0",
    )
    assert await session.request("ReqOrderAction", cancel) == 0
    assert [(await session.order()).order_status for _ in range(2)] == ["1", "5"]
    assert await session.insert("3", "0", 1) == 0
    refused, error_id, event = await session.callback("OnRspOrderInsert")
    assert (refused.order_ref, error_id, event["last"]) == ("3", 22, 1)
    assert (await session.callback("OnErrRtnOrderInsert"))[1] == 22
    assert await session.request("ReqOrderAction", cancel) == 0
    assert (await session.callback("OnRspOrderAction"))[1] == 26
    assert (await session.callback("OnErrRtnOrderAction"))[1] == 26
    for name, fields, rows in (
        ("InvestorPosition", {}, 2),
        ("InvestorPositionDetail", {}, 2),
        ("Order", {}, 2),
        ("Trade", {}, 2),
        ("TradingAccount", {}, 1),
        ("Instrument", {"instrument_id": "rb2605"}, 1),
        ("InstrumentMarginRate", {"instrument_id": "rb2605"}, 1),
        ("InstrumentCommissionRate", {"instrument_id": "rb2605"}, 1),
        ("DepthMarketData", {"instrument_id": "rb2605"}, 1),
        ("Exchange", {}, 6),
        ("Product", {}, 1),
        ("Investor", {}, 1),
        ("TradingCode", {"exchange_id": "SHFE"}, 1),
        ("SettlementInfoConfirm", {}, 1),
        ("SettlementInfo", {}, None),
    ):
        kind = getattr(records, f"Qry{name}")
        own = {"broker_id": "9999", "investor_id": "u"} if hasattr(kind, "investor_id") else {}
        assert await session.request(f"ReqQry{name}", kind(version=version, **own, **fields)) == 0
        count, last = 0, False
        while not last:
            record, error_id, event = await session.callback(f"OnRspQry{name}")
            assert record is not None and error_id is None
            assert event["request_id"] == session.requests
            count, last = count + 1, bool(event["last"])
        assert rows is None or count == rows, name
    query = records.QryInstrument(version=version, instrument_id="none")
    assert await session.request("ReqQryInstrument", query) == 0
    record, error_id, event = await session.callback("OnRspQryInstrument")
    assert (record, error_id, event["last"]) == (None, None, 1)
    await session.run(session.api.do, "release")


async def test_a_query_in_flight_gives_minus_2(driver: Driver, tmp_path: Path, front: Front) -> None:
    session = Session(driver, tmp_path / "flow", front, "6.7.11")
    await session.start()
    await session.login()
    with front.delay(0.05):
        assert await session.request("ReqQryInvestor", records.QryInvestor(version="6.7.11")) == 0
        assert await session.request("ReqQryInvestor", records.QryInvestor(version="6.7.11")) == -2
        assert await session.insert("5", "0", 1) == 0
    await session.callback("OnRspQryInvestor")
    assert await session.request("ReqQryInvestor", records.QryInvestor(version="6.7.11")) == 0
    await session.callback("OnRspQryInvestor")
    await front.return_codes(-3, 1)
    # The code arrives some time after the call.
    codes = [await session.insert(str(number), "0", 1) for number in range(10, 40)]
    assert codes.count(-3) == 1
    assert set(codes) == {0, -3}
    await front.disconnect()
    await session.run(session.api.callback, "OnFrontDisconnected")
    await session.run(session.api.do, "release")


@pytest.mark.parametrize("version", ["6.3.15", "6.7.8", "6.7.13"])
@pytest.mark.parametrize(
    ("kind", "expected"), [(0, [1, 2, 3, 4]), (1, [3, 4]), (2, []), (4, [2, 3, 4])], ids=str
)
async def test_what_a_session_hears_again_after_a_disconnect(
    driver: Driver, tmp_path: Path, front: Front, version: str, kind: int, expected: list[int]
) -> None:
    if kind == 4 and version != "6.7.13":
        pytest.skip("RESUME_FROM_SEQ_NO is there from 6.7.13 on")
    session = Session(driver, tmp_path / "flow", front, version, topics=(kind, 2, 2))
    other = Session(driver, tmp_path / "other", front, "6.7.13", topics=(2, 2, 1), number=2)
    await session.start()
    await session.login()
    await other.start()
    await other.login()
    assert await session.insert("2", "0", 1) == 0
    assert [(await other.order()).order_status for _ in range(2)] == ["a", "3"]
    if kind != 4:
        for _ in range(2):
            await session.order()
    else:
        await session.order()
    with front.refuse_connections():
        (first,) = [c for c in front.clients if c.version == version and c.user_id][:1]
        await front.disconnect(first)
        await session.run(session.api.callback, "OnFrontDisconnected")
        assert await other.insert("2", "0", 1) == 0
        assert [(await other.order()).order_status for _ in range(2)] == ["a", "3"]
    await session.run(session.api.callback, "OnFrontConnected")
    await session.login()
    heard = [(await session.order()).order_status for _ in expected]
    assert heard == [["a", "3", "a", "3"][number - 1] for number in expected]
    # And live again.
    assert await other.insert("3", "0", 1) == 0
    assert [(await session.order()).broker_order_seq for _ in range(2)] == [3, 3]
    if version == "6.7.13":
        places = [
            e["value"] for e in driver.events if e.get("callback") == session.api.spi("OnRtnPrivateSeqNo")
        ]
        # The other session is told of the same places, in between.
        assert list(dict.fromkeys(places))[-2:] == [5, 6]
    await session.run(session.api.do, "release")
    await other.run(other.api.do, "release")
