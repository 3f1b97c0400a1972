"""Clients across the settlement: a new trading day, its statement, and what is left of the old one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

import actp
from actp import MdClient, State, TraderClient
from actp.enums import OrderStatus, PosiDirection
from actp.sim import Account, Front, Times
from actp.testing import FAST_BACKOFF

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY, NEXT = "20260302", "20260303"
LONG, SHORT = PosiDirection.LONG, PosiDirection.SHORT
WHO = {"broker_id": "9999", "user_id": "u", "password": "p"}
EXCHANGE = {"exchange_id": "SHFE"}


def front_of(**options: Any) -> Front:
    """A front whose books have the users' orders only, at 10 in the morning of its first day."""
    given = {"seed": 2, "instruments": ["rb2605"], "trading_day": DAY, "market_start": "10:00:00"}
    accounts = [Account("u", "p"), Account("v", "p")]
    given |= {"virtual": True, "fill": "book", "times": Times.fast(), "accounts": accounts}
    return Front(**(given | options))


@asynccontextmanager
async def trader(front: Front, **options: Any) -> AsyncIterator[TraderClient]:
    given = {**WHO, "backoff": FAST_BACKOFF, "query_rate": None}
    async with TraderClient(front.trader_address, **(given | options)) as td:
        yield td


async def settled(front: Front, *clients: TraderClient | MdClient, prices: Any = None) -> None:
    """The day ends, the clients are in the next one, and it is open."""
    streams = [client.connection_events() for client in clients]
    for events in streams:
        await anext(events)
    await front.settle(prices)
    for events in streams:
        while (await asyncio.wait_for(anext(events), 20)).state is not State.READY:
            pass
    await front.advance_to("10:00:00")


async def take(front: Front, td: TraderClient, price: float, volume: int) -> None:
    """Somebody else sells."""
    async with trader(front, user_id="v", follow_positions=False) as other:
        await other.sell_open("rb2605", price, volume, **EXCHANGE)
        await td.query_exchange()


@pytest.mark.parametrize("flow", ["restart", "resume", "quick"])
async def test_a_client_goes_on_with_the_next_day(flow: Any) -> None:
    async with front_of() as front, trader(front, private_flow=flow, public_flow=flow) as td:
        reports, trades = td.orders(), td.trades()
        filled = await td.buy_open("rb2605", 3150.0, 2, **EXCHANGE)
        await take(front, td, 3150.0, 2)
        partly = await td.buy_open("rb2605", 3149.0, 5, **EXCHANGE)
        await take(front, td, 3149.0, 3)
        resting = await td.buy_open("rb2605", 3140.0, 1, **EXCHANGE)
        waiting = asyncio.create_task(resting.done())
        updates = partly.updates()
        await td.positions.wait_confirmed(10)
        before = td.account
        old_login = td.login
        await settled(front, td, prices={"rb2605": 3160.0})

        # The day, its statement, its confirmation.
        assert td.login is not None and old_login is not None
        assert (td.trading_day, td.login.trading_day, td.login.session_id != old_login.session_id) == (
            NEXT,
            NEXT,
            True,
        )
        assert front.books("u").settlement_confirmed
        assert f"日期 Date：{DAY}" in await td.settlement_text()
        # Money and positions.
        await td.positions.wait_confirmed(10)
        profit = (2 * 10 + 3 * 11) * 10.0
        assert td.account.pre_balance == before.balance - before.position_profit + profit
        assert (td.account.frozen_margin, td.account.commission) == (0.0, 0.0)
        held = td.positions["rb2605", LONG]
        assert (held.history, held.today, held.frozen, held.closable) == (5, 0, 0, 5)
        # Yesterday's orders have ended, each as far as it came.
        assert td.orders_today == td.trades_today == ()
        assert (filled.status, filled.final, filled.complete) == (OrderStatus.ALL_TRADED, True, True)
        assert len(await filled.filled(1)) == 1
        for order, traded in ((partly, 3), (resting, 0)):
            assert (order.final, order.complete, order.volume_traded) == (True, True, traded)
            with pytest.raises(actp.OrderExpired, match=f"{traded} of {order.volume}") as expired:
                await order.done(1)
            assert (expired.value.traded, expired.value.volume) == (traded, order.volume)
            with pytest.raises(actp.OrderNotFilled):
                await order.filled(1)
            requests = front.statistics().requests
            with pytest.raises(actp.CancelRejected) as late:
                await order.cancel()
            # Nothing is sent: today's orders may have the numbers of yesterday's.
            assert (late.value.too_late, late.value.filled) == (True, False)
            assert front.statistics().requests == requests
        with pytest.raises(actp.OrderExpired):
            await waiting
        assert [type(update).__name__ for update in [u async for u in updates]][-1:] != []
        # The same numbers as yesterday, and other orders.
        again = await td.buy_open("rb2605", 3150.0, 2, **EXCHANGE)
        assert again.order_sys_id == filled.order_sys_id
        assert int(again.order_ref) > int(resting.order_ref)
        assert td.orders_today == (again,)
        await take(front, td, 3150.0, 2)
        (trade,) = await again.filled(5)
        assert (trade.trading_day, trade.trade_id) == (NEXT, filled.trades[0].trade_id)
        assert (filled.volume_traded, len(filled.trades)) == (2, 1)
        await td.positions.wait_confirmed(10)
        held = td.positions["rb2605", LONG]
        assert (held.history, held.today) == (5, 2)
        # The streams tell of each thing once.
        told = []
        while not told or told[-1].order_status != OrderStatus.ALL_TRADED or told[-1].trading_day != NEXT:
            told.append(await anext(reports))
        signs = [(o.trading_day, o.order_ref, o.order_status, o.volume_traded) for o in told]
        assert len({sign[:2] for sign in signs}) == 4
        assert [(t.trading_day, t.volume) for t in [await anext(trades) for _ in range(3)]] == [
            (DAY, 2),
            (DAY, 3),
            (NEXT, 2),
        ]


@pytest.mark.parametrize("lost", [False, True])
async def test_an_order_on_its_way_when_the_day_ends(lost: bool) -> None:
    """The exchange has not answered it, or not even CTP."""
    async with front_of(exchange_latency=1.0) as front, trader(front, follow_positions=False) as td:
        placing = asyncio.create_task(td.buy_open("rb2605", 3150.0, 1, timeout=30, **EXCHANGE))
        requests = front.statistics().requests
        if lost:
            with front.drop_requests("ReqOrderInsert"):
                await front.wait_until(lambda front: front.statistics().requests > requests)
        else:
            await front.wait_until(lambda front: front.books("u").orders)
        await front.settle()
        with pytest.raises(actp.OrderExpired, match="0 of 1"):
            await placing
        await td.wait_for(State.READY, 10)
        await front.advance_to("10:00:00")
        assert front.books("u").orders == ()


async def test_a_stop_order_ends_with_its_day() -> None:
    async with front_of() as front, trader(front, follow_positions=False) as td:
        stop = await td.buy_open("rb2605", 3170.0, 1, stop_price=3165.0, **EXCHANGE)
        assert stop.status is OrderStatus.NOT_TOUCHED
        await settled(front, td)
        with pytest.raises(actp.OrderExpired):
            await stop.done(1)
        await front.push_tick(instrument_id="rb2605", last_price=3166.0)
        assert front.books("u").orders == ()


async def test_the_day_ends_while_the_connection_is_broken() -> None:
    """What happened meanwhile no flow tells any more: positions do."""
    async with front_of() as front, trader(front) as td:
        order = await td.buy_open("rb2605", 3150.0, 5, **EXCHANGE)
        await td.positions.wait_confirmed(10)
        with front.refuse_connections():
            await front.disconnect()
            await td.wait_for(State.RECONNECTING, 10)
            await front.fill(front.books("u").orders[0], 2)
            assert (order.in_doubt, order.status) == (True, OrderStatus.UNKNOWN)
            await front.settle({"rb2605": 3150.0})
        await td.wait_for(State.READY, 10)
        with pytest.raises(actp.OrderExpired, match="0 of 5"):
            await order.done(5)
        await td.positions.wait_confirmed(10)
        assert td.positions["rb2605", LONG].history == 2


async def test_a_trade_that_nobody_told_of_is_not_waited_for() -> None:
    async with front_of() as front, trader(front, follow_positions=False) as td:
        order = await td.buy_open("rb2605", 3150.0, 1, **EXCHANGE)
        await take(front, td, 3150.0, 1)
        # As if the connection had broken between the report and its trade.
        order._trades.clear()
        order._traded = 0
        waiting = asyncio.create_task(order.done())
        await settled(front, td)
        with pytest.raises(actp.RequestTimeoutError, match="before its day ended"):
            await waiting


async def test_settlement_left_to_the_program() -> None:
    async with front_of() as front, trader(front, settlement="skip", follow_positions=False) as td:
        await td.settlement_info_confirm()
        await settled(front, td)
        with pytest.raises(actp.SettlementNotConfirmed):
            await td.buy_open("rb2605", 3150.0, 1, **EXCHANGE)
        assert await td.query_settlement_info_confirm() == []
        await td.settlement_info_confirm()
        assert (await td.buy_open("rb2605", 3150.0, 1, **EXCHANGE)).status is OrderStatus.NO_TRADE_QUEUEING


async def test_a_required_confirmation_is_missing_on_the_next_day() -> None:
    async with front_of() as front:
        async with trader(front, follow_positions=False):
            pass  # confirms
        async with trader(front, settlement="require", follow_positions=False) as td:
            running = asyncio.create_task(td.run_forever())
            await front.settle()
            with pytest.raises(actp.SettlementNotConfirmed):
                await asyncio.wait_for(running, 10)


async def test_market_data_of_the_next_day() -> None:
    async with front_of() as front, MdClient(front.md_address, **WHO, backoff=FAST_BACKOFF) as md:
        ticks = md.ticks("rb2605")
        await md.subscribe("rb2605")
        first = await anext(ticks)
        assert (first.trading_day, md.trading_day) == (DAY, DAY)
        await settled(front, md, prices={"rb2605": 3160.0})
        await front.wait_for_subscription("rb2605")
        found = [await anext(ticks)]
        while found[-1].trading_day == DAY:
            found.append(await anext(ticks))
        # The closing tick came before the connection ended.
        assert (found[-2].settlement_price, found[-2].session) == (3160.0, 1)
        assert (found[-1].pre_settlement_price, found[-1].session) == (3160.0, 2)
        assert md.trading_day == NEXT


async def test_many_days() -> None:
    """Each day a position is opened, and the one of the day before is closed."""
    async with front_of() as front, trader(front) as td, trader(front, user_id="v") as other:
        balances = []
        for day in range(8):
            price = 3150.0 + day
            await other.sell_open("rb2605", price, 1, **EXCHANGE)
            await (await td.buy_open("rb2605", price, 1, **EXCHANGE)).filled(5)
            if day:
                await other.buy_close_yesterday("rb2605", price + 1, 1, **EXCHANGE)
                await (await td.sell_close_yesterday("rb2605", price + 1, 1, **EXCHANGE)).filled(5)
            for each in (td, other):
                await each.positions.wait_confirmed(10)
            assert td.positions["rb2605", LONG].today == other.positions["rb2605", SHORT].today == 1
            assert td.positions["rb2605", LONG].history == 0
            await settled(front, td, other, prices={"rb2605": price + 2})
            for each in (td, other):
                await each.positions.wait_confirmed(10)
            balances.append(td.account.pre_balance)
        assert td.trading_day == "20260312"
        # Bought at `price`, settled at `price` + 2, closed a day later at one less than that plus one.
        gains = [balance - before for before, balance in zip([1e6, *balances], balances, strict=False)]
        fees = [3.15, *(round(3150 + day, 0) * 1e-3 for day in range(1, 8))]
        assert gains[0] == pytest.approx(20 - fees[0])
        assert sum(gains) == pytest.approx(balances[-1] - 1e6)
        total = td.account.pre_balance + other.account.pre_balance
        paid = sum(
            2 * (round((3150 + d) * 1e-3, 2) + (round((3151 + d) * 1e-3, 2) if d else 0)) for d in range(8)
        )
        assert total == pytest.approx(2e6 - paid, abs=1e-6)
