"""Batch cancels: all orders of one session at an exchange that takes them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from trader import BUY, SELL, Trader, script

from actp.ctp.description import installed
from actp.sim import Account, Front

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    accounts = [Account("u", "p", balance=1e9), Account("v", "p", balance=1e9)]
    async with Front(
        seed=1,
        trading_day="20260302",
        fill="book",
        accounts=accounts,
        instruments=["IF2606", "IH2606", "m2605"],
    ) as running:
        yield running


def cancel_all(session: Trader, exchange: str = "CFFEX", **changes: Any) -> None:
    login = session.login_record
    values = {"front_id": login.front_id, "session_id": login.session_id, "exchange_id": exchange}
    session.tell("ReqBatchOrderAction", **(values | changes))


@pytest.mark.parametrize("version", installed().versions)
async def test_all_of_a_session_at_an_exchange(front: Front, version: str) -> None:
    async with Trader(front, version=version) as one, Trader(front) as other:
        for name, price in (("IF2606", 4490.0), ("IH2606", 2940.0), ("m2605", 3000.0)):
            await one.done(name, BUY, price, 2)
        await other.done("IF2606", BUY, 4480.0, 2)
        await one.notices()
        cancel_all(one)
        got = await one.notices()
        assert script(got) == "R(3) R(5) R(3) R(5)"
        assert [n.record.instrument_id for n in got] == ["IF2606", "IF2606", "IH2606", "IH2606"]
        assert {n.record.active_user_id for n in got[1::2]} == {"u"}
        cancel_all(one)
        assert await one.notices() == []
        # Another session's are cancelled by their key.
        cancel_all(one, session_id=other.login_record.session_id)
        assert script(await one.notices()) == "R(3) R(5)"
        left = [o.instrument_id for o in front.accounts["u"].orders if o.order_status == "3"]
        assert left == ["m2605"]


async def test_conditional_orders_quotes_and_filled_ones_stay(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        await other.done("IF2606", SELL, 4500.0, 1)
        await one.done("IF2606", BUY, 4500.0, 1)
        await one.done("IF2606", BUY, 4400.0, 1, contingent_condition="6", stop_price=4700.0)
        one.tell(
            "ReqQuoteInsert",
            instrument_id="IH2606",
            exchange_id="CFFEX",
            ask_price=2950.2,
            bid_price=2949.8,
            ask_volume=1,
            bid_volume=1,
            ask_offset_flag="0",
            bid_offset_flag="0",
            ask_hedge_flag="1",
            bid_hedge_flag="1",
            ask_order_ref="10",
            bid_order_ref="11",
        )
        await one.notices()
        before = front.accounts["u"].orders
        cancel_all(one)
        assert await one.notices() == []
        assert front.accounts["u"].orders == before


@pytest.mark.parametrize(
    ("error_id", "changes"),
    [
        (146, {"investor_id": ""}),
        (9, {"investor_id": "v"}),
        (147, {"exchange_id": ""}),
        (148, {"exchange_id": "XXXX"}),
        *[(103, {"exchange_id": name}) for name in ("SHFE", "INE", "DCE", "CZCE", "GFEX")],
    ],
)
async def test_refused_by_ctp(front: Front, error_id: int, changes: dict[str, Any]) -> None:
    async with Trader(front) as one, Trader(front) as other:
        await one.done("m2605", BUY, 3000.0, 1)
        await other.notices()
        cancel_all(one, **({"order_action_ref": 4, "request_id": 6} | changes))
        got = await one.notices()
        assert script(got) == f"OnRspBatchOrderAction {error_id} OnErrRtnBatchOrderAction {error_id}"
        record = got[1].record
        assert (record.order_action_ref, record.request_id, record.order_action_status) == (4, 6, "b")
        assert script(await other.notices()) == f"OnErrRtnBatchOrderAction {error_id}"


async def test_refused_by_the_exchange(front: Front) -> None:
    async with Trader(front) as one:
        await one.done("IF2606", BUY, 4490.0, 1)
        await one.done("IH2606", BUY, 2940.0, 1)
        front.set_status("1", "IF", "IH")
        cancel_all(one)
        (notice,) = await one.notices()
        assert (notice.name, notice.error_id) == ("OnErrRtnBatchOrderAction", 91)
        assert notice.frame.error_text == "CTP:CFFEX:当前状态禁止此项操作"
        assert notice.record.order_action_status == "c" and notice.record.action_local_id.strip()
        front.set_status("2", "IF", "IH")
        with front.rule("ReqBatchOrderAction", exchange_error="不行"):
            cancel_all(one)
            assert script(await one.notices()) == "OnErrRtnBatchOrderAction 91"
        # What trades is cancelled.
        front.set_status("1", "IH")
        cancel_all(one)
        assert script(await one.notices()) == "R(3) R(5)"


async def test_it_passes_no_order_on_the_way() -> None:
    async with (
        Front(seed=1, fill="book", instruments=["IF2612"], exchange_latency=0.3) as front,
        Trader(front) as one,
    ):
        price = front.instruments["IF2612"].reference_price
        one.order("IF2612", BUY, price, 1)
        cancel_all(one)
        one.order("IF2612", BUY, price, 1)
        got = await one.next(5)
        assert script(got) == "R(a) R(a) R(3) R(3) R(5)"
        assert got[3].record.order_ref == "1"
        assert script(await one.next(1)) == "R(3)"
