"""A query that nobody answers: what it does to the others, and what they say of it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import pytest
from rawfront import Request, Session

import actp
from actp import RequestNotSent, RequestTimeoutError, TraderClient, records
from actp.connection.session import ReasonKind
from actp.sim import Front, Times
from actp.testing import FAST_BACKOFF
from hostilefront import HostileFront

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


def trader(address: str, **options: Any) -> TraderClient:
    given: dict[str, Any] = {
        "broker_id": "9999",
        "user_id": "u",
        "password": "p",
        "backoff": FAST_BACKOFF,
        "query_rate": None,
        "follow_positions": False,
        "load_instruments": False,
        "request_timeout": 0.5,
    }
    return TraderClient(address, **(given | options))


async def low_price(td: TraderClient) -> float:
    """At which a buy order rests."""
    return float((await td.query_depth_market_data(instrument_id="rb2701"))[0].last_price) - 60


async def failing(query: Callable[..., Awaitable[Any]], **options: Any) -> actp.ActpError:
    try:
        await query(**options)
    except actp.ActpError as error:
        return error
    raise AssertionError("it was answered")


def unanswered(events: Any) -> list[str]:
    """What the client has reported so far; the stream must have ended."""
    return [e.reason.text for e in events if e.reason.kind is ReasonKind.QUERY_UNANSWERED]


async def test_those_that_were_never_sent_say_what_is_in_the_way() -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front.trader_address) as td:
        price = await low_price(td)
        events = td.connection_events()
        with front.drop_requests("ReqQryOrder"):
            tasks = [asyncio.ensure_future(failing(td.query_order))]
            await anyio.sleep(0.01)
            tasks += [asyncio.ensure_future(failing(td.query_trade)) for _ in range(20)]
            with anyio.fail_after(10):  # not half a second for each of them
                first, *others = await asyncio.gather(*tasks)
            assert type(first) is RequestTimeoutError and "ReqQryOrder was not answered" in str(first)
            for error in others:
                assert type(error) is RequestNotSent and error.retriable
                assert "ReqQryTrade was not sent within 0.5 s" in str(error)
                assert "ReqQryOrder has been unanswered for" in str(error)
            # Later ones, with a time of their own, likewise; and orders are not concerned.
            late = await failing(td.query_instrument, timeout=0.1)
            assert type(late) is RequestNotSent and "ReqQryOrder" in str(late)
            order = await td.buy_open("rb2701", price, exchange_id="SHFE")
            await order.cancel()
        await front.disconnect()
        await td.wait_for(actp.State.RECONNECTING, 10)
        await td.wait_for(actp.State.READY, 10)
        assert await td.query_trade() == []
        assert td._pending == {}
        await td.close()
        (text,) = unanswered([event async for event in events])
        assert "ReqQryOrder has been unanswered for" in text


async def test_it_is_reported_once_until_something_is_answered() -> None:
    silent = True

    def script(front: HostileFront, session: Session, frame: Request) -> None:
        if not silent:
            front.send("OnRspQryOrder", request_id=frame.request_id)
        else:
            held.append(frame.request_id)

    held: list[int] = []
    with HostileFront("trader", ReqQryOrder=script) as front:
        async with trader(front.address, request_timeout=0.2) as td:
            events = td.connection_events()
            for _ in range(3):
                await failing(td.query_order)
            assert len(held) == 1
            silent = False
            # The answer comes after all: CTP takes queries again.
            front.send("OnRspQryOrder", records.Order(), request_id=held[0])
            with anyio.fail_after(10):
                while True:
                    with contextlib.suppress(RequestTimeoutError):
                        assert await td.query_order() == []
                        break
            assert td._pending == {}
            silent = True
            await failing(td.query_order)
            front.send("OnRspQryOrder", request_id=held[1])
            await td.close()
            assert len(unanswered([event async for event in events])) == 2


async def test_an_impatient_caller_costs_the_others_nothing() -> None:
    """Its own short time is over while CTP still awaits an answer: those that have more time wait on."""
    held: list[int] = []
    script = {"ReqQryOrder": lambda front, session, frame: held.append(frame.request_id)}
    with HostileFront("trader", **script) as front:
        async with trader(front.address, request_timeout=10.0) as td:
            assert type(await failing(td.query_order, timeout=0.05)) is RequestTimeoutError
            impatient = asyncio.ensure_future(failing(td.query_trade, timeout=0.3))
            await anyio.sleep(0)
            patient = asyncio.ensure_future(td.query_instrument())
            assert type(await impatient) is RequestNotSent
            await anyio.sleep(0.05)
            assert not patient.done()
            front.send("OnRspQryOrder", request_id=held[0])
            with anyio.fail_after(10):
                assert await patient == []


async def test_a_caller_that_is_cancelled_leaves_the_turn_to_the_answer_or_the_time() -> None:
    with HostileFront("trader", ReqQryOrder=lambda *_: None) as front:
        async with trader(front.address, request_timeout=0.3) as td:
            events = td.connection_events()
            with anyio.move_on_after(0.02):
                await td.query_order()
            error = await failing(td.query_trade)
            assert type(error) is RequestNotSent and "ReqQryOrder" in str(error)
            await td.close()
            assert len(unanswered([event async for event in events])) == 1


async def test_a_timeout_bounds_the_whole_call_and_without_one_it_counts_from_the_turn_on() -> None:
    async with Front(seed=2, times=Times.fast()) as front:
        async with trader(front.trader_address, query_rate=10, request_timeout=0.3) as td:
            # All of them together take longer than request_timeout, and are answered.
            tasks = [asyncio.ensure_future(td.query_trade()) for _ in range(8)]
            await anyio.sleep(0)
            error = await failing(td.query_order, timeout=0.05)
            assert type(error) is RequestNotSent
            assert "more requests wait, and query_rate=10 a second" in str(error)
            assert await asyncio.gather(*tasks) == [[]] * 8


@pytest.mark.parametrize("call", ["order_insert", "order_action", "user_password_update", "insert", "cancel"])
async def test_what_waits_for_the_order_rate_was_not_sent_either(call: str) -> None:
    async with Front(seed=2, times=Times.fast()) as front:
        async with trader(front.trader_address, order_rate=0.5) as td:
            price = await low_price(td)
            order = await td.buy_open("rb2701", price, exchange_id="SHFE")
            calls: dict[str, Callable[..., Awaitable[Any]]] = {
                "order_insert": td.order_insert,
                "order_action": td.order_action,
                "user_password_update": td.user_password_update,
                "insert": lambda timeout: td.buy_open("rb2701", price, exchange_id="SHFE", timeout=timeout),
                "cancel": lambda timeout: order.cancel(timeout),
            }
            error = await failing(calls[call], timeout=0.05)
            assert type(error) is RequestNotSent
            assert "nothing has reached the front" in str(error)
            assert td._pending == {} and not any(td._watches.values())


@pytest.mark.parametrize("code", [-2, -3])
async def test_return_codes_that_do_not_pass(code: int) -> None:
    async with Front(seed=2, times=Times.fast()) as front, trader(front.trader_address) as td:
        await front.return_codes(code, 1000)
        with anyio.fail_after(10):
            while not isinstance(error := await _outcome(td.query_order), RequestNotSent):
                pass
        assert f"({code})" in str(error) and "nothing has reached the front" in str(error)
        sending = await _outcome(lambda: td.for_quote_insert(instrument_id="m2701", exchange_id="DCE"))
        assert type(sending) is RequestNotSent


async def _outcome(call: Callable[[], Awaitable[Any]]) -> Any:
    try:
        return await call()
    except actp.ActpError as error:
        return error
