"""Background work of clients and fronts: an unexpected exception is reported, and the work goes on."""

from __future__ import annotations

import asyncio
import gc
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import pytest

import actp
from actp import MdClient, TraderClient
from actp._supervise import supervised
from actp.enums import PosiDirection
from actp.sim import Front, Times
from actp.sim.front import front as front_module
from actp.testing import FAST_BACKOFF

pytestmark = pytest.mark.anyio

WHO = {"broker_id": "9999", "user_id": "u", "password": "p", "backoff": FAST_BACKOFF}


class Mistake(Exception):
    """Nothing that anybody expects."""


@contextmanager
def reported() -> Iterator[list[dict[str, Any]]]:
    """What reaches the loop's exception handler."""
    loop, found = asyncio.get_running_loop(), list[dict[str, Any]]()
    loop.set_exception_handler(lambda _, context: found.append(context))
    try:
        yield found
    finally:
        loop.set_exception_handler(None)


def failing(times: int, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that raises so many times before it does its work."""
    left = times

    def call(*args: Any, **named: Any) -> Any:
        nonlocal left
        if left:
            left -= 1
            raise Mistake
        return function(*args, **named)

    return call


def front_of(**options: Any) -> Front:
    given: dict[str, Any] = {"seed": 2, "fill": "book", "instruments": ["rb2701"], "times": Times.fast()}
    return Front(**(given | options))


def trader(front: Front, **options: Any) -> TraderClient:
    return TraderClient(front.trader_address, query_rate=None, **(WHO | options))


async def test_work_is_begun_again_until_it_returns() -> None:
    calls = 0

    async def work() -> None:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0)
        if calls < 3:
            raise Mistake(calls)

    with reported() as found, anyio.fail_after(10):
        await supervised("a test", work)
    assert calls == 3 and [str(each["exception"]) for each in found] == ["1", "2"]
    assert all("a test failed" in each["message"] for each in found)


async def test_cancelling_ends_it_at_work_and_in_a_pause() -> None:
    async def work() -> None:
        await asyncio.sleep(1000)

    async def broken() -> None:
        raise Mistake

    with reported():
        for each in (work, broken):
            task = supervised("a test", each)
            await anyio.sleep(0.02)
            task.cancel()
            await asyncio.wait({task}, timeout=10)
            assert task.cancelled()


async def test_an_object_that_is_dropped_ends_its_work() -> None:
    class Owner:
        async def work(self) -> None:
            raise Mistake

    with reported() as found, anyio.fail_after(10):
        owner = Owner()
        gone = weakref.ref(owner)
        task = supervised("a test", owner.work)
        while not found:
            await anyio.sleep(0.001)
        del owner
        found.clear()  # the exception knows the frame
        assert gone() is None
        await task


async def test_positions_are_followed_on() -> None:
    async with front_of() as front, trader(front) as td:
        await td.positions.wait_confirmed(10)
        price = (await td.query_depth_market_data(instrument_id="rb2701"))[0].last_price
        with reported() as found:
            td.positions.seed = failing(2, td.positions.seed)  # type: ignore[method-assign]
            handle = await td.buy_open("rb2701", price, 2)
            assert handle.order is not None
            await front.fill(handle.order)
            await handle.filled(10)
            await td.positions.wait_confirmed(10)
            assert [type(each["exception"]) for each in found] == [Mistake, Mistake]
            assert td.positions["rb2701", PosiDirection.LONG].rows
        td.positions.seed = failing(1, td.positions.seed)  # type: ignore[method-assign]
        with reported() as found:
            await (await td.sell_close_today("rb2701", price, 2)).cancel(10)
            await td.positions.wait_confirmed(10)
            assert len(found) == 1


async def test_orders_in_doubt_are_looked_up_on() -> None:
    async with front_of() as front, trader(front) as td:
        price = (await td.query_depth_market_data(instrument_id="rb2701"))[0].last_price
        with reported() as found, front.drop_requests("ReqOrderInsert"):
            td._book.reconciled = failing(2, td._book.reconciled)  # type: ignore[method-assign]
            with pytest.raises(actp.OrderInDoubt) as caught:
                await td.buy_open("rb2701", price, 1, exchange_id="SHFE", timeout=0.2)
            await front.disconnect()
            assert caught.value.order is not None
            with pytest.raises(actp.OrderNotPlaced):
                await caught.value.order.done(20)
            assert [type(each["exception"]) for each in found] == [Mistake, Mistake]


async def test_closing_ends_what_is_about_to_go_on() -> None:
    tasks = asyncio.all_tasks()
    with reported() as found:
        async with front_of() as front:
            async with trader(front) as td:
                await td.positions.wait_confirmed(10)
                td.positions.seed = failing(1000, td.positions.seed)  # type: ignore[method-assign]
                td.positions._changed()
                with anyio.fail_after(10):
                    while not found:
                        await anyio.sleep(0.001)
                await td.close()
                count = len(found)
                await anyio.sleep(0.3)
                assert len(found) == count
    assert asyncio.all_tasks() <= tasks


async def test_a_dropped_client_is_gone_though_its_work_fails() -> None:
    with reported() as found:
        async with front_of() as front:
            td = trader(front)
            await td.connect()
            await td.positions.wait_confirmed(10)
            td.positions.seed = failing(1000, td.positions.seed)  # type: ignore[method-assign]
            td.positions._changed()
            with anyio.fail_after(10):
                while not found:
                    await anyio.sleep(0.001)
            gone = weakref.ref(td)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)
                del td
                found.clear()
                gc.collect()
                with anyio.fail_after(10):
                    while gone() is not None:
                        found.clear()
                        await anyio.sleep(0.001)
                        gc.collect()


async def test_subscriptions_go_on() -> None:
    async with Front(seed=2, instruments=["rb2701", "m2701"], times=Times.fast()) as front:
        async with MdClient(front.md_address, **WHO) as md:
            with reported() as found:
                subscriptions = md._market_data
                subscriptions._send = failing(1, subscriptions._send)
                await md.subscribe("rb2701", timeout=10)
                assert [type(each["exception"]) for each in found] == [Mistake]
                subscriptions._send = failing(1, subscriptions._send)
                await front.disconnect()
                await front.wait_for_subscription("rb2701")
                await md.subscribe("m2701", timeout=10)
                assert len(found) == 2


async def test_a_connection_that_cannot_be_taken_costs_the_front_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with front_of() as front, trader(front) as td:
        with reported() as found:
            monkeypatch.setattr(front_module, "Client", failing(1, front_module.Client))
            async with trader(front):
                assert td.state is actp.State.READY
            assert [type(each["exception"]) for each in found] == [Mistake]


@pytest.mark.parametrize("name", ["_beat", "_watch", "flush"])
async def test_a_client_that_the_front_fails_on_is_cut_and_comes_back(name: str) -> None:
    async with front_of() as front, trader(front, follow_positions=False) as td:
        with reported() as found:
            (client,) = front.clients
            setattr(client, name, failing(1000, lambda: None))
            await td.wait_for(actp.State.RECONNECTING, 10)
            await td.wait_for(actp.State.READY, 10)
            assert client.gone and not found
            assert await td.query_trading_account()
