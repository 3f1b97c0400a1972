"""Orders of which nothing is heard come to an end without a reconnect, and what was sent is never lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest

import actp
from actp import _core, errors
from actp.enums import Direction, OffsetFlag, OrderStatus
from actp.sim import Account, Front, Times

pytestmark = pytest.mark.anyio

VERSIONS = [_core.described_versions()[0], _core.described_versions()[-1]]


@asynccontextmanager
async def trading(version: str = "", **options: Any) -> AsyncIterator[tuple[Front, actp.TraderClient]]:
    async with Front(
        seed=2, times=Times.fast(), fill="book", accounts=[Account("u", "p", balance=1e7)]
    ) as front:
        address = front.trader_address + (f"?api={version}" if version else "")
        options = {"query_rate": None, "backoff": actp.Backoff(initial=0.05)} | options
        async with actp.TraderClient(address, broker_id="9999", user_id="u", password="p", **options) as td:
            yield front, td


async def until_final(td: actp.TraderClient) -> None:
    with anyio.fail_after(20):
        while any(not order.final for order in td.orders_today):
            await anyio.sleep(0.02)


def open_one(td: actp.TraderClient, **options: Any) -> Any:
    return td.insert_order("rb2701", Direction.BUY, OffsetFlag.OPEN, 3000.0, 1, exchange_id="SHFE", **options)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_swallowed_order_ends_by_itself(version: str) -> None:
    async with trading(version) as (front, td):
        with front.drop_requests("ReqOrderInsert"), pytest.raises(actp.OrderInDoubt) as caught:
            await open_one(td, timeout=0.3)
        order = caught.value.order
        assert order is not None and order.in_doubt and not order.final
        with pytest.raises(actp.OrderNotPlaced) as missing:
            await order.done(20)
        assert missing.value.order is order
        assert order.final and not order.in_doubt and td.state is actp.State.READY
        await until_final(td)
        assert len(td.orders_today) == 1
        await (await open_one(td)).cancel()


async def test_orders_that_were_swallowed_together_are_looked_up_together() -> None:
    async with trading() as (front, td):

        async def lost() -> None:
            with pytest.raises(actp.OrderInDoubt):
                await open_one(td, timeout=0.3)

        with front.drop_requests("ReqOrderInsert"):
            async with anyio.create_task_group() as group:
                for _ in range(20):
                    group.start_soon(lost)
        queries = front.statistics().requests
        await until_final(td)
        assert front.statistics().requests - queries < 20
        assert all(isinstance(order.error, actp.OrderNotPlaced) for order in td.orders_today)


@pytest.mark.parametrize("how", ["cancelled", "wait_for"])
async def test_a_swallowed_order_whose_caller_gave_up_ends_by_itself(how: str) -> None:
    async with trading() as (front, td):
        with front.drop_requests("ReqOrderInsert"):
            if how == "wait_for":
                with pytest.raises((TimeoutError, asyncio.TimeoutError)):
                    await asyncio.wait_for(open_one(td, timeout=0.3), 0.1)
            else:
                with anyio.move_on_after(0.1):
                    await open_one(td, timeout=0.3)
            await anyio.sleep(0.4)
        await until_final(td)
        (order,) = td.orders_today
        assert isinstance(order.error, actp.OrderNotPlaced)


async def test_a_swallowed_stop_order_ends_by_itself() -> None:
    async with trading() as (front, td):
        with front.drop_requests("ReqOrderInsert"), pytest.raises(actp.OrderInDoubt) as caught:
            await open_one(td, timeout=0.3, stop_price=2990.0)
        with pytest.raises(actp.OrderNotPlaced):
            await caught.value.order.done(20)


async def test_an_order_that_is_only_late_is_found() -> None:
    async with trading() as (front, td):
        with front.rule("ReqOrderInsert", delay=0.6), pytest.raises(actp.OrderInDoubt) as caught:
            await open_one(td, timeout=0.1)
        order = caught.value.order
        with anyio.fail_after(10):
            while order.status != OrderStatus.NO_TRADE_QUEUEING:
                await anyio.sleep(0.02)
        assert not order.in_doubt and not order.final and order.error is None
        await order.cancel()
        assert order.status == OrderStatus.CANCELED


async def test_an_order_that_comes_after_it_was_given_up_lives_again() -> None:
    async with trading() as (front, td):
        with front.rule("ReqOrderInsert", delay=3.0), pytest.raises(actp.OrderInDoubt) as caught:
            await open_one(td, timeout=0.1)
        order = caught.value.order
        with pytest.raises(actp.OrderNotPlaced):
            await order.done(20)
        with anyio.fail_after(10):
            while order.status != OrderStatus.NO_TRADE_QUEUEING:
                await anyio.sleep(0.02)
        assert order.error is None and not order.final
        await order.cancel()


async def test_a_cancel_refused_with_25_starts_the_look_up() -> None:
    async with trading() as (front, td):
        with front.drop_requests("ReqOrderInsert"), anyio.move_on_after(0.1):
            await open_one(td, timeout=60)
        (order,) = td.orders_today
        assert not order.in_doubt and not order.final
        with pytest.raises(actp.CancelRejected) as caught:
            await order.cancel()
        assert caught.value.code == 25 and caught.value.order is order
        with pytest.raises(actp.OrderNotPlaced):
            await order.done(20)


async def test_rows_of_the_program_s_own_queries_are_news() -> None:
    async with trading(follow_positions=False) as (front, td):
        async with actp.TraderClient(
            front.trader_address,
            broker_id="9999",
            user_id="u",
            password="p",
            private_flow="quick",
            query_rate=None,
            follow_positions=False,
        ) as other:
            order = await open_one(td)
            await order.cancel()
            quiet = actp.TraderClient(
                front.trader_address,
                broker_id="9999",
                user_id="u",
                password="p",
                private_flow="quick",
                query_rate=None,
                follow_positions=False,
            )
            async with quiet:
                assert not quiet.orders_today
                assert len(await quiet.query_order()) == 1
                assert [found.status for found in quiet.orders_today] == [OrderStatus.CANCELED]
            assert other.orders_today


async def test_a_front_that_stood_still() -> None:
    """It handles the order and the queries behind it when it goes on."""
    async with trading() as (front, td):
        with front.silence():
            with pytest.raises(actp.OrderInDoubt) as caught:
                await open_one(td, timeout=0.2)
            await anyio.sleep(0.5)
            order = caught.value.order
            assert order is not None and order.in_doubt and not order.final
        with anyio.fail_after(20):
            while order.status != OrderStatus.NO_TRADE_QUEUEING:
                await anyio.sleep(0.02)
        assert not order.in_doubt and order.error is None
        await order.cancel()


async def test_a_look_up_whose_queries_are_swallowed_too() -> None:
    async with trading(request_timeout=0.5) as (front, td):
        with front.drop_requests("ReqOrderInsert", "ReqQryOrder", "ReqQryTrade"):
            with pytest.raises(actp.OrderInDoubt) as caught:
                await open_one(td, timeout=0.2)
            await anyio.sleep(1.5)
        order = caught.value.order
        assert order is not None and order.in_doubt and not order.final
        await front.disconnect()  # until then CTP takes no other query
        await until_final(td)
        assert isinstance(order.error, actp.OrderNotPlaced)


async def test_a_disconnect_during_the_look_up() -> None:
    async with trading() as (front, td):
        with front.drop_requests("ReqOrderInsert"), pytest.raises(actp.OrderInDoubt) as caught:
            await open_one(td, timeout=0.2)
        with front.drop_requests("ReqQryOrder"):
            await anyio.sleep(0.2)
        await front.disconnect()
        with pytest.raises(actp.OrderNotPlaced):
            await caught.value.order.done(20)


async def test_a_client_closed_during_the_look_up() -> None:
    async with trading() as (front, td):
        with front.drop_requests("ReqOrderInsert", "ReqQryOrder"):
            with pytest.raises(actp.OrderInDoubt) as caught:
                await open_one(td, timeout=0.2)
            await td.close()
        with pytest.raises(actp.ClientClosedError):
            await caught.value.order.done(5)


# -- no connection -----------------------------------------------------------------------------------


async def test_minus_one_is_a_lost_connection() -> None:
    async with trading(follow_positions=False) as (front, td):
        order = await open_one(td)
        await front.return_codes(-1, 1)
        with anyio.fail_after(10), pytest.raises(actp.OrderNotPlaced) as caught:
            while True:  # until the library has heard of it
                await open_one(td)
        assert caught.value.code == -1
        await front.return_codes(-1, 1)
        with anyio.fail_after(10), pytest.raises(actp.ConnectionLost) as lost:
            while True:
                await td.query_trading_account()
        assert not isinstance(lost.value, actp.OrderNotPlaced)
        while (await td.query_trading_account()) == []:
            pass
        await front.return_codes(-1, 1)
        with anyio.fail_after(10), pytest.raises(actp.ConnectionLost):
            while True:
                await order.cancel()
                order = await open_one(td)
        assert all(each.final or each.order is not None for each in td.orders_today)


async def test_orders_while_there_is_no_connection() -> None:
    async with trading() as (front, td):
        with front.refuse_connections():
            await front.disconnect()
            await td.wait_for(actp.State.RECONNECTING, 10)
            for call in (
                lambda: open_one(td),
                lambda: td.buy_open("rb2701", 3000.0),
                lambda: td.sell_close_today("rb2701", 3000.0, exchange_id="SHFE"),
            ):
                with pytest.raises(actp.ConnectionLost):
                    await call()
    assert td.orders_today == ()


async def test_nothing_but_what_is_documented_leaves_during_cuts() -> None:
    documented = (actp.OrderNotPlaced, actp.OrderInDoubt, actp.OrderRejected, actp.CancelRejected)
    async with trading(follow_positions=False) as (front, td):
        stop = anyio.Event()

        async def cut() -> None:
            for _ in range(15):
                await anyio.sleep(0.05)
                await front.disconnect()
            stop.set()

        async def trade() -> None:
            while not stop.is_set():
                try:
                    order = await open_one(td, timeout=1)
                    await order.cancel(1)
                except documented:
                    pass
                except (actp.ConnectionLost, actp.RequestTimeoutError):
                    pass
                await anyio.sleep(0)

        async with anyio.create_task_group() as group:
            group.start_soon(cut)
            for _ in range(8):
                group.start_soon(trade)
        await td.wait_for(actp.State.READY, 10)
        with anyio.fail_after(20):
            while any(order.in_doubt for order in td.orders_today):
                await anyio.sleep(0.02)


# -- updates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["at once", "in the end"])
async def test_updates_begin_with_what_happened_before(when: str) -> None:
    async with trading() as (_, td):
        await td.insert_order("rb2701", Direction.SELL, OffsetFlag.OPEN, 3050.0, 3, exchange_id="SHFE")
        order = await td.insert_order("rb2701", Direction.BUY, OffsetFlag.OPEN, 3050.0, 3, exchange_id="SHFE")
        if when == "in the end":
            await order.done(10)
        with anyio.fail_after(10):
            items = [item async for item in order.updates()]
        trades = [item for item in items if hasattr(item, "trade_id")]
        assert sum(trade.volume for trade in trades) == 3
        assert items[0].order_status != OrderStatus.ALL_TRADED
        assert [item async for item in order.updates()] == items


# -- references --------------------------------------------------------------------------------------


async def test_references_of_one_s_own() -> None:
    async with trading() as (_, td):
        await td.order_insert(
            instrument_id="rb2701",
            exchange_id="SHFE",
            direction="0",
            comb_offset_flag="0",
            comb_hedge_flag="1",
            order_price_type="2",
            limit_price=3000.0,
            volume_total_original=1,
            time_condition="3",
            volume_condition="1",
            min_volume=1,
            contingent_condition="1",
            force_close_reason="0",
            order_ref="100000000501",
        )
        order = await open_one(td)
        assert int(order.order_ref) > 100000000501
        given = await open_one(td, order_ref="200000000000")
        assert given.order_ref == "200000000000" and given.order.order_ref.strip() == "200000000000"
        assert int((await open_one(td)).order_ref) > 200000000000


@pytest.mark.parametrize(
    "reference",
    ["1", "", " 7", "abc", "1234567890123", "-5", "１２", "0", 99, b"99", None, "9" * 13, "5\x00"],
)
async def test_references_that_ctp_would_refuse(reference: Any) -> None:
    async with trading() as (front, td):
        await open_one(td, order_ref="1000")
        before = front.statistics().requests
        with pytest.raises(actp.UsageError, match="order_ref="):
            await open_one(td, order_ref=reference)
        assert front.statistics().requests == before
        await open_one(td)


async def test_the_last_reference() -> None:
    async with trading() as (_, td):
        await open_one(td, order_ref="9" * 12)
        with pytest.raises(actp.UsageError, match="no OrderRef is left"):
            await open_one(td)


async def test_a_reference_that_cannot_be_kept(tmp_path: Path) -> None:
    folder = tmp_path / "flow"
    async with trading(flow_path=folder) as (front, td):
        await open_one(td)
        reserved = int((folder / "actp.orderref").read_text())
        (folder / "actp.orderref.new").unlink(missing_ok=True)
        (folder / "actp.new").mkdir()  # stands where the file is written before it is renamed
        td._refs.above(str(reserved))
        before = front.statistics().requests
        for _ in range(2):
            with pytest.raises(actp.FlowPathError, match=r"actp\.orderref"):
                await open_one(td)
        assert front.statistics().requests == before
        (folder / "actp.new").rmdir()
        order = await open_one(td)
        assert int(order.order_ref) > reserved
        assert int((folder / "actp.orderref").read_text()) >= int(order.order_ref)


def test_every_order_error_carries_its_order() -> None:
    for name in errors.__all__:
        cls = getattr(errors, name)
        if isinstance(cls, type) and (
            name.startswith("Order") or name in ("CancelRejected", "SettlementNotConfirmed")
        ):
            assert isinstance(cls.order, property), name
