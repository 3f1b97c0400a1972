"""The stop-loss and take-profit orders of DCE and GFEX, which wait at the exchange."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from trader import BUY, CLOSE, OPEN, SELL, Notice, Trader, script

from actp.ctp.description import installed
from actp.sim import Account, Front, Position

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

LOSS, PROFIT = "2", "3"
CONTRACTS = {
    "SHFE": ("rb2605", 3150.0),
    "INE": ("sc2605", 485.0),
    "DCE": ("m2605", 3050.0),
    "CZCE": ("SR605", 5700.0),
    "CFFEX": ("IF2606", 4500.0),
    "GFEX": ("si2605", 8800.0),
}
MARKET = {"order_price_type": "1"}
ACCOUNTS = [
    Account("u", "p", balance=1e9, positions=(Position("m2605", BUY, 5, 3000.0),)),
    Account("v", "p", balance=1e9),
    Account("poor", "p", balance=100.0),
]


def make(**options: Any) -> Front:
    # Nobody subscribes, so that this market stands still.
    names = [name for name, _ in CONTRACTS.values()]
    given: dict[str, Any] = {"seed": 1, "speed": None, "fill": "book", "trading_day": "20260302"}
    return Front(**(given | {"accounts": ACCOUNTS, "instruments": names} | options))


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    async with make() as running:
        yield running


async def last(front: Front, price: float, name: str = "m2605") -> None:
    await front.push_tick(instrument_id=name, last_price=price)


def records_of(notices: list[Notice]) -> list[Any]:
    return [notice.record for notice in notices if notice.name == "OnRtnOrder"]


@pytest.mark.parametrize(
    ("condition", "side", "before", "touching"),
    [
        (LOSS, SELL, 3041.0, 3040.0),
        (LOSS, BUY, 3039.0, 3040.0),
        (PROFIT, SELL, 3039.0, 3041.0),
        (PROFIT, BUY, 3041.0, 3040.0),
    ],
)
@pytest.mark.parametrize("version", [installed().versions[0], installed().versions[-1]])
async def test_it_waits_for_its_price(
    front: Front, condition: str, side: str, before: float, touching: float, version: str
) -> None:
    async with Trader(front, version=version) as one, Trader(front, "v") as other:
        await last(front, before)
        got = await one.done(
            "m2605", side, 3040.0, 2, OPEN, contingent_condition=condition, stop_price=3040.0
        )
        assert script(got) == "R(a) R(b)"
        waiting = records_of(got)[-1]
        # It is the exchange's, with a number of the exchange's, and holds back what any order does.
        assert len(waiting.order_sys_id) == 12 and waiting.order_submit_status == "3"
        assert (waiting.contingent_condition, waiting.stop_price) == (condition, 3040.0)
        assert waiting.status_msg == "尚未触发" and waiting.order_type == "0"
        assert front.accounts["u"].funds.frozen_margin > 0
        # Nobody meets it before.
        assert script(await other.done("m2605", SELL if side == BUY else BUY, 3040.0, 1)) == "R(a) R(3)"
        await last(front, before)
        assert await one.notices() == []
        await last(front, touching)
        got = await one.notices()
        assert script(got) == "R(3) R(1) T"
        assert {order.order_sys_id for order in records_of(got)} == {waiting.order_sys_id}
        one.cancel(records_of(got)[-1])
        assert script(await one.notices()) == "R(1) R(5)"
        assert front.accounts["u"].funds.frozen_margin == 0


async def test_a_market_order_waits(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        await last(front, 3050.0)
        waiting = {"contingent_condition": LOSS, "stop_price": 3040.0, **MARKET}
        for volume, story in ((2, "R(3) R(0) T"), (3, "R(3) R(1) T R(5)"), (1, "R(3) R(5)")):
            await last(front, 3050.0)
            if volume > 1:
                await other.done("m2605", BUY, 3035.0, 2)
            assert script(await one.done("m2605", SELL, 0.0, volume, OPEN, **waiting)) == "R(a) R(b)"
            await last(front, 3039.0)
            # What finds nobody is cancelled, as with any market order.
            assert script(await one.notices()) == story
        assert front.accounts["u"].funds.frozen_margin == 0


async def test_touched_already(front: Front) -> None:
    async with Trader(front) as one:
        await last(front, 3039.0)
        got = await one.done("m2605", SELL, 3040.0, 1, OPEN, contingent_condition=LOSS, stop_price=3040.0)
        assert script(got) == "R(a) R(b) R(3)"


@pytest.mark.parametrize("exchange", sorted(CONTRACTS))
async def test_which_exchanges_have_them(front: Front, exchange: str) -> None:
    name, price = CONTRACTS[exchange]
    async with Trader(front) as one:
        for condition in (LOSS, PROFIT):
            stop = {"contingent_condition": condition, "stop_price": price}
            got = script(await one.done(name, BUY if condition == LOSS else SELL, price, 1, OPEN, **stop))
            if exchange in ("DCE", "GFEX"):
                assert got.startswith("R(a) R(b)")
            else:
                assert got == "OnRspOrderInsert 54 OnErrRtnOrderInsert 54"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"time_condition": "1"}, "不被支持的报单类型"),
        ({"volume_condition": "3"}, "不被支持的报单类型"),
        ({"stop_price": 3040.5}, "价格非最小单位倍数"),
        ({"stop_price": 9999.0}, "价格超出涨停板"),
        ({"stop_price": 1.0}, "价格跌破跌停板"),
        ({"limit_price": 3040.5}, "价格非最小单位倍数"),
        ({"stop_price": float("nan")}, 95),
        ({"contingent_condition": "4"}, 54),
        ({"comb_offset_flag": CLOSE, "volume_total_original": 9}, 30),
    ],
)
async def test_refused(front: Front, fields: dict[str, Any], told: str | int) -> None:
    async with Trader(front) as one:
        stop = {"contingent_condition": LOSS, "stop_price": 3040.0}
        got = await one.done("m2605", SELL, 3040.0, 1, **(stop | fields))
        if isinstance(told, int):
            assert script(got) == f"OnRspOrderInsert {told} OnErrRtnOrderInsert {told}"
        else:
            assert script(got) == "R(a) R(5)"
            assert got[-1].record.status_msg == f"已撤单报单被拒绝DCE:{told}"
        assert front.accounts["u"].funds.frozen_margin == 0


async def test_it_is_cancelled_while_it_waits(front: Front) -> None:
    async with Trader(front) as one:
        await last(front, 3050.0)
        stop = {"contingent_condition": LOSS, "stop_price": 3040.0}
        waiting = records_of(await one.done("m2605", SELL, 3040.0, 2, CLOSE, **stop))[-1]
        refused = await one.done("m2605", SELL, 3040.0, 4, CLOSE, **stop)
        assert script(refused) == "OnRspOrderInsert 30 OnErrRtnOrderInsert 30"
        front.set_status("1", "m")
        one.cancel(waiting)
        assert script(await one.notices()) == "OnErrRtnOrderAction 91"
        # Nor is it touched meanwhile.
        await last(front, 3030.0)
        assert await one.notices() == []
        front.set_status("2", "m")
        one.cancel(exchange_id="DCE", order_sys_id=waiting.order_sys_id)
        assert script(await one.notices()) == "R(b) R(5)"
        await last(front, 3030.0)
        assert await one.notices() == []
        assert script(await one.done("m2605", SELL, 3040.0, 5, CLOSE)) == "R(a) R(3)"


async def test_a_trade_of_the_market_touches_it(front: Front) -> None:
    async with Trader(front) as one:
        await last(front, 3050.0)
        stop = {"contingent_condition": LOSS, "stop_price": 3040.0}
        await one.done("m2605", SELL, 3041.0, 2, CLOSE, **stop)
        await front.trade("m2605", 3040.0, 1)
        assert script(await one.notices()) == "R(3)"


async def test_it_goes_on_waiting_after_a_restart(tmp_path: Path, anyio_backend: Any) -> None:
    state = tmp_path / "state.sqlite"
    stop = {"contingent_condition": LOSS, "stop_price": 3040.0}
    async with make(store=state) as front, Trader(front) as one:
        await last(front, 3050.0)
        waiting = records_of(await one.done("m2605", SELL, 3041.0, 2, CLOSE, **stop))[-1]
    async with make(store=state) as front, Trader(front) as one:
        (order,) = front.accounts["u"].orders
        assert (order.order_status, order.order_sys_id) == ("b", waiting.order_sys_id)
        await last(front, 3040.0)
        assert script(await one.notices()) == "R(3)"
