"""Orders: their life on the simulated front, their book, and what disconnects do to them."""

from __future__ import annotations

import asyncio
import pickle
import random
from pathlib import Path
from typing import Any

import anyio
import pytest

import actp
from actp import OrderHandle, State, TraderClient, _core, ctp_errors, records
from actp.enums import ContingentCondition, Direction, OffsetFlag, OrderStatus, PosiDirection
from actp.sim import Account, Front, Times
from actp.sim.market.feed import Changes
from actp.testing import FAST_BACKOFF
from actp.trading.order_entry import offset_for
from actp.trading.orders import OrderBook, OrderRefs

SESSION = (1, 7)
TIMES = Times(refused=0.02, lost=0.0, warn=30.0, timeout=60.0, beat=15.0, front_beat=15.0)


def trader(front: Front, version: str | None = None, **options: Any) -> TraderClient:
    address = front.trader_address
    if version is not None:
        address += f"{'&' if '?' in address else '?'}api={version}"
    given = {
        "broker_id": "9999",
        "user_id": "u",
        "password": "p",
        "backoff": FAST_BACKOFF,
        "query_rate": None,
    }
    return TraderClient(address, **(given | options))


async def last_price(td: TraderClient, name: str = "rb2701") -> float:
    return float((await td.query_depth_market_data(instrument_id=name))[0].last_price)


# -- the book ---------------------------------------------------------------------------------------


def report(status: str, traded: int = 0, **fields: Any) -> records.Order:
    given = {
        "front_id": 1,
        "session_id": 7,
        "order_ref": "5",
        "exchange_id": "SHFE",
        "instrument_id": "rb2701",
        "direction": "0",
        "volume_total_original": 10,
        "volume_total": 10 - traded,
        "volume_traded": traded,
        "order_status": status,
        "order_submit_status": "0" if status == "a" else "3",
        "order_local_id": "           1",
        "trader_id": "T",
        "order_sys_id": "" if status == "a" else "          11",
    }
    return records.Order(**(given | fields))


def trade(volume: int, number: int = 1, **fields: Any) -> records.Trade:
    given = {
        "exchange_id": "SHFE",
        "order_sys_id": "          11",
        "trade_id": f"{number:12}",
        "direction": "0",
        "volume": volume,
        "trading_day": "20261123",
    }
    return records.Trade(**(given | fields))


def book_with_order() -> tuple[OrderBook, OrderHandle]:
    book = OrderBook()
    book.sessions.add(SESSION)
    request = records.InputOrder(
        order_ref="5", request_id=3, instrument_id="rb2701", direction="0", volume_total_original=10
    )
    return book, book.place(SESSION, request)


def test_repeats_and_replays_are_news_once() -> None:
    book, handle = book_with_order()
    day = [report("a"), report("3"), report("3"), report("1", 3), report("1", 3), report("0", 10)]
    fresh = [book.order(record) is not None for record in day]
    assert fresh == [True, True, False, True, False, True]
    assert [book.order(record) for record in day] == [None] * len(day)
    assert handle.status is OrderStatus.ALL_TRADED and list(book) == [handle]


def test_what_is_older_changes_no_state() -> None:
    book, handle = book_with_order()
    book.order(report("0", 10))  # from a query
    assert book.order(report("1", 3)) is handle  # news for streams ...
    assert handle.status is OrderStatus.ALL_TRADED  # ... but no step back
    assert handle.volume_traded == 10 and handle.final and not handle.complete
    assert book.trade(trade(10)) and not book.trade(trade(10))
    assert handle.complete and [t.volume for t in handle.trades] == [10]


def test_a_trade_with_oneself_counts_on_both_sides() -> None:
    book, _ = book_with_order()
    assert book.trade(trade(1, direction="0")) and book.trade(trade(1, direction="1"))


def test_a_trade_before_its_order_finds_it() -> None:
    book, handle = book_with_order()
    book.trade(trade(4))
    assert handle.trades == ()
    book.order(report("1", 4))
    assert [t.volume for t in handle.trades] == [4]


def test_orders_of_other_sessions_and_without_a_key() -> None:
    book = OrderBook()
    book.order(report("3", session_id=8))
    book.order(report("3", front_id=0, session_id=0, order_ref="", order_local_id=" 2", order_sys_id=" 12"))
    book.order(report("3", front_id=0, session_id=0, order_ref="", order_local_id=" 3", order_sys_id=" 13"))
    assert [handle.mine for handle in book] == [False] * 3


def test_a_restarted_back_end_renames_no_order() -> None:
    """With clean flows FrontID and SessionID are given anew; the exchange's number stays."""
    book, handle = book_with_order()
    book.order(report("3"))
    assert book.order(report("5", front_id=2, session_id=9, order_ref="1")) is handle


def test_refused_by_the_exchange() -> None:
    book, handle = book_with_order()
    book.order(report("a"))
    book.order(report("5", order_submit_status="4", order_sys_id="", status_msg="已撤单报单被拒绝SHFE:价格"))
    assert isinstance(handle.error, actp.OrderRejected)
    assert handle.error.by == "exchange" and handle.error.code is None and "价格" in handle.error.text
    assert handle.complete


def test_a_refusal_that_every_session_sees_is_taken_by_the_right_order() -> None:
    book, handle = book_with_order()
    request = handle.request
    assert request is not None
    error = actp.OrderRejected("ReqOrderInsert", 31)
    book.refused(request.replace(request_id=4), error)
    book.refused(request.replace(order_ref="6"), error)
    assert handle.error is None
    book.refused(request, error)
    assert handle.error is error


def test_an_order_in_flight_at_a_disconnect() -> None:
    book, handle = book_with_order()
    book.lost()
    assert handle.in_doubt and handle.status is OrderStatus.UNKNOWN
    book.reconciled([])
    assert not handle.final, "the query core may lag: one look is not enough"
    book.reconciled([])
    assert isinstance(handle.error, actp.OrderNotPlaced)
    book.order(report("3"))  # the front had it after all
    assert handle.error is None and handle.status is OrderStatus.NO_TRADE_QUEUEING


def test_an_order_at_rest_at_a_disconnect() -> None:
    book, handle = book_with_order()
    book.order(report("3"))
    book.lost()
    assert handle.status is OrderStatus.UNKNOWN and handle.order is not None
    row = report("3")
    book.order(row)
    assert handle.in_doubt, "a replayed report does not say how it stands now"
    book.reconciled([row])
    assert handle.status is OrderStatus.NO_TRADE_QUEUEING


async def _wait(handle: OrderHandle) -> None:
    await handle.done()


@pytest.mark.anyio
async def test_a_new_day_and_the_end() -> None:
    book, handle = book_with_order()
    book.begin_day("20261123")
    book.begin_day("20261123")
    assert list(book) == [handle]
    waiting = asyncio.ensure_future(handle.done())
    await anyio.lowlevel.checkpoint()
    book.begin_day("20261124")
    with pytest.raises(actp.OrderExpired, match="ended with its trading day; 0 of"):
        await waiting
    assert (handle.final, handle.complete, handle.in_doubt) == (True, True, False)
    assert list(book) == [] and book.find(handle.key) is None


def test_references_never_repeat(tmp_path: Path) -> None:
    refs = OrderRefs(tmp_path)
    refs.above("17")
    given = [int(refs.next()) for _ in range(2500)]
    assert given == list(range(18, 2518))
    again = OrderRefs(tmp_path)
    again.above("1")
    assert int(again.next()) > given[-1]
    (tmp_path / "actp.orderref").write_text("not a number")
    assert OrderRefs(tmp_path).next() == "1"
    assert [OrderRefs(None).next() for _ in range(2)] == ["1", "1"]


def test_offsets_that_an_exchange_knows() -> None:
    assert offset_for("SHFE", OffsetFlag.CLOSE_TODAY) is OffsetFlag.CLOSE_TODAY
    assert offset_for("INE", OffsetFlag.CLOSE_YESTERDAY) is OffsetFlag.CLOSE_YESTERDAY
    assert offset_for("DCE", OffsetFlag.CLOSE_TODAY) is OffsetFlag.CLOSE
    assert offset_for("CZCE", OffsetFlag.OPEN) is OffsetFlag.OPEN


def test_errors_pickle() -> None:
    _, handle = book_with_order()
    for error in (
        actp.OrderRejected("ReqOrderInsert", 31, "no", order=handle.request),
        actp.OrderRejected("ReqOrderInsert", None, "SHFE:no"),
        actp.CancelRejected("ReqOrderAction", 26, too_late=True, filled=True),
        actp.OrderNotFilled("part", 1, 2),
        actp.OrderNotPlaced("gone"),
        actp.SettlementNotConfirmed("ReqOrderInsert", 42),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error) and str(again) == str(error) and vars(again) == vars(error)
    doubt = pickle.loads(pickle.dumps(actp.OrderInDoubt("unknown", handle)))
    assert doubt.order is None and doubt.args == ("unknown",)


# -- on the front -----------------------------------------------------------------------------------


@pytest.mark.anyio
@pytest.mark.parametrize("version", _core.described_versions())
async def test_life_of_an_order_in_every_version(version: str) -> None:
    async with Front(seed=2, speed=20, times=Times.fast()) as front, trader(front, version) as td:
        orders, trades, notices = td.orders(), td.trades(), td.notices()
        price = await last_price(td)
        resting = await td.insert_order("rb2701", Direction.BUY, OffsetFlag.OPEN, price=price - 60, volume=2)
        assert resting.mine and resting.status is OrderStatus.NO_TRADE_QUEUEING
        assert resting.order is not None and resting.order.version == version
        updates = resting.updates()
        await resting.cancel()
        await resting.cancel()  # of a cancelled order: nothing to do
        assert await resting.done(10) is OrderStatus.CANCELED
        assert [u.order_status async for u in updates][-1] is OrderStatus.CANCELED
        with pytest.raises(actp.OrderNotFilled):
            await resting.filled()

        crossing = await td.buy_open("rb2701", price + 60, 2)
        assert sum(t.volume for t in await crossing.filled(10)) == 2
        assert crossing.volume_traded == 2 and crossing.complete
        with pytest.raises(actp.CancelRejected) as late:
            await crossing.cancel()
        assert late.value.too_late and late.value.filled

        with pytest.raises(actp.OrderRejected) as by_exchange:
            await td.buy_open("rb2701", price * 2, 1)
        assert by_exchange.value.by == "exchange" and "涨停" in by_exchange.value.text
        with pytest.raises(actp.OrderRejected) as by_ctp:
            await td.sell_close("rb2701", price, 2)
        assert (by_ctp.value.by, by_ctp.value.code) == ("CTP", 51)
        await (await td.sell_close_today("rb2701", price - 60, 2)).filled(10)

        refs = [int(order.order_ref) for order in td.orders_today]
        assert refs == sorted(set(refs)) and len(refs) == 5
        assert sum(t.volume for t in td.trades_today) == 4
        await td.positions.wait_confirmed(10)
        assert td._pending == {}
        assert td.find_order(resting.key) is resting
    seen = [(o.order_ref, o.order_status, o.order_sys_id, o.volume_traded) async for o in orders]
    assert len(seen) == len(set(seen))
    assert sum([t.volume async for t in trades]) == 4
    names = {n.name async for n in notices}
    assert {"OnRtnOrder", "OnRtnTrade", "OnErrRtnOrderInsert"} <= names


@pytest.mark.anyio
async def test_kinds_of_orders() -> None:
    async with Front(seed=2, speed=20, times=Times.fast()) as front, trader(front) as td:
        price = await last_price(td, "m2701")
        buy = {"direction": Direction.BUY, "offset": OffsetFlag.OPEN}
        # The market opens with the first trade.
        await (await td.buy_open("m2701", price + 50, 1)).filled(10)
        fok = await td.insert_order("m2701", **buy, price=price + 50, volume=1, time_in_force="fok")
        await fok.filled(10)
        fak = await td.insert_order(
            "m2701", **buy, price=price - 50, volume=1, time_in_force="fak", min_volume=1
        )
        assert await fak.done(10) is OrderStatus.CANCELED
        assert fak.order is not None and fak.order.volume_condition == "2"
        market = await td.insert_order("m2701", **buy, volume=1)
        await market.filled(10)
        with pytest.raises(actp.UsageError, match="SHFE takes no market orders"):
            await td.buy_open("rb2701")
        with pytest.raises(actp.UsageError, match="knows no instrument 'RB2701'"):
            await td.buy_open("RB2701", 3000.0)
        for wrong in ({"time_in_force": "gtc"}, {"min_volume": 2}, {"contingent_condition": "5"}):
            with pytest.raises(actp.UsageError):
                await td.insert_order("m2701", **buy, price=price, volume=1, **wrong)
        closed = await td.sell_close_today("m2701", price - 50, 1)
        assert closed.request is not None and closed.request.comb_offset_flag == OffsetFlag.CLOSE
        await closed.filled(10)


def test_conditional_orders_as_fields() -> None:
    td = TraderClient("tcp://127.0.0.1:1", broker_id="b", user_id="u", password="")
    for direction, condition in (
        (Direction.BUY, ContingentCondition.LAST_PRICE_GREATER_EQUAL_STOP_PRICE),
        (Direction.SELL, ContingentCondition.LAST_PRICE_LESSER_EQUAL_STOP_PRICE),
    ):
        fields = td._input_order("SHFE", direction, 3500.0, "day", 0, 3490.0, None)
        assert fields["contingent_condition"] is condition
        assert (fields["stop_price"], fields["limit_price"]) == (3490.0, 3500.0)


@pytest.mark.anyio
async def test_cancelled_at_every_await() -> None:
    """Whatever point a task is cancelled at, the client works as before and no order is lost from sight."""
    async with Front(seed=2, speed=20, times=Times.fast()) as front, trader(front) as td:
        price = await last_price(td)
        rng = random.Random(5)
        for turns in range(40):
            task = asyncio.ensure_future(td.buy_open("rb2701", price - 60, 1))
            for _ in range(turns % 20):
                await anyio.lowlevel.checkpoint()
            if turns >= 20:
                await asyncio.sleep(rng.random() * 0.004)
            task.cancel()
            await asyncio.wait({task})
        again = await td.buy_open("rb2701", price - 60, 1)
        for order in td.orders_today:
            with anyio.fail_after(10):
                await order._until(lambda order=order: order.status == OrderStatus.NO_TRADE_QUEUEING)
        for turns, order in enumerate(o for o in td.orders_today if o is not again):
            cancelling = asyncio.ensure_future(order.cancel())
            for _ in range(turns):
                await anyio.lowlevel.checkpoint()
            cancelling.cancel()
            await asyncio.wait({cancelling})
        for order in td.orders_today:
            await order.cancel()
        assert {order.status for order in td.orders_today} == {OrderStatus.CANCELED}
        await td.positions.wait_confirmed(10)
        assert td._cancels == {} and td._pending == {}
        rows = await td.query_order()
        assert len(rows) == len(td.orders_today)


@pytest.mark.anyio
async def test_other_sessions_are_seen_and_can_be_cancelled() -> None:
    async with (
        Front(seed=2, speed=20, times=Times.fast()) as front,
        trader(front) as one,
        trader(front) as two,
    ):
        price = await last_price(one)
        stream = two.orders()
        order = await one.buy_open("rb2701", price - 60, 1)
        with anyio.fail_after(10):
            while (await anext(stream)).order_status != OrderStatus.NO_TRADE_QUEUEING:
                pass
        (seen,) = two.orders_today
        assert not seen.mine and seen.key == order.key
        await seen.cancel()
        assert await order.done(10) is OrderStatus.CANCELED


@pytest.mark.anyio
async def test_an_answer_that_never_comes_leaves_the_order_in_doubt() -> None:
    async with Front(seed=2, speed=20, times=TIMES) as front, trader(front) as td:
        with front.drop_requests("ReqOrderInsert"), pytest.raises(actp.OrderInDoubt) as caught:
            await td.buy_open("rb2701", 3000.0, exchange_id="SHFE", timeout=0.2)
        order = caught.value.order
        assert order is not None and order in td.orders_today and not order.final
        await front.disconnect()
        with pytest.raises(actp.OrderNotPlaced):
            await order.done(10)


@pytest.mark.anyio
async def test_what_happened_meanwhile_is_told_once() -> None:
    async with Front(seed=2, speed=20, times=TIMES) as front, trader(front) as td, trader(front) as other:
        orders, trades = td.orders(), td.trades()
        price = await last_price(td)
        order = await td.buy_open("rb2701", price - 60, 1)
        before = [await anext(orders) for _ in range(orders.statistics().buffered)]
        with front.refuse_connections():
            await front.disconnect(td_client(front, 0))
            await td.wait_for(State.RECONNECTING, 10)
            assert order.in_doubt and order.status is OrderStatus.UNKNOWN
            with pytest.raises(actp.ConnectionLost):
                await order.cancel()
            theirs = await other.buy_open("rb2701", price + 60, 3)
            await theirs.filled(10)
            await next(o for o in other.orders_today if o.key == order.key).cancel()
        await td.wait_for(State.READY, 10)
        assert await order.done(10) is OrderStatus.CANCELED
        seen = td.find_order(theirs.key)
        with anyio.fail_after(10):
            while (seen := td.find_order(theirs.key)) is None or not seen.complete:
                await anyio.sleep(0.01)
        assert sum(t.volume for t in seen.trades) == 3
    told = [*before, *[o async for o in orders]]
    states = [(o.order_sys_id, o.order_ref, o.session_id, o.order_status, o.volume_traded) for o in told]
    assert len(states) == len(set(states)), "replayed, and told twice"
    assert sum([t.volume async for t in trades]) == 3


def td_client(front: Front, place: int) -> Any:
    return [client for client in front.clients if client.kind == "trader"][place]


@pytest.mark.anyio
async def test_an_exchange_that_refuses_a_cancel() -> None:
    """Its refusal comes as OnErrRtnOrderAction alone, to every session; the order stands as before."""
    async with Front(seed=2, speed=20, times=TIMES) as front, trader(front) as td:
        order = await td.buy_open("rb2701", 3000.0)
        with front.drop_requests("ReqOrderAction"):
            cancelling = asyncio.ensure_future(order.cancel(timeout=10))
            await anyio.sleep(0.05)
            assert not cancelling.done()
            ((reference, (_, request_id, _)),) = td._cancels.items()
            refusal = records.OrderAction(order_action_ref=reference, request_id=request_id)
            td._on_notice(
                "OnErrRtnOrderAction", refusal.replace(request_id=request_id + 1), 91, "SHFE:another"
            )
            td._on_notice("OnErrRtnOrderAction", refusal, 91, "SHFE:not now")
            with pytest.raises(actp.CancelRejected, match="SHFE:not now") as caught:
                await cancelling
        error = caught.value
        assert (error.code, error.too_late, error.filled) == (91, False, False)
        assert order.status is OrderStatus.NO_TRADE_QUEUEING and td._cancels == {}
        with front.drop_requests("ReqOrderAction"), pytest.raises(actp.RequestTimeoutError):
            await order.cancel(timeout=0.1)
        await order.cancel()


@pytest.mark.anyio
async def test_an_exchange_that_is_silent() -> None:
    """CTP has the order, the exchange says nothing: the handle is returned when the time is over."""
    async with Front(seed=2, speed=20, times=TIMES) as front, trader(front) as td:
        with front.drop_requests("ReqOrderInsert"):
            placing = asyncio.ensure_future(td.buy_open("rb2701", 3000.0, exchange_id="SHFE", timeout=0.5))
            await anyio.sleep(0.05)
            (handle,) = td.orders_today
            assert handle.request is not None
            front_id, session_id, order_ref = handle.key
            first = report("a", front_id=front_id, session_id=session_id, order_ref=order_ref)
            td._on_notice("OnRtnOrder", first, 0, "")
            order = await placing
        assert order is handle and order.status is OrderStatus.UNKNOWN and not order.in_doubt
        await td.positions.wait_confirmed(10)
        assert td._pending == {}


@pytest.mark.anyio
async def test_what_cannot_be_an_order_is_not_sent() -> None:
    async with Front(seed=2, speed=0.01, times=TIMES) as front, trader(front) as td:
        await td.positions.wait_confirmed(10)
        before = front.statistics().requests
        for wrong in (
            {"price": float("nan")},
            {"price": float("inf")},
            {"stop_price": float("nan")},
            {"volume": 0},
            {"volume": -1},
        ):
            with pytest.raises(actp.UsageError, match=next(iter(wrong))):
                await td.buy_open("rb2701", **({"price": 3000.0, "exchange_id": "SHFE"} | wrong))
        assert front.statistics().requests == before and td.orders_today == ()


# -- stop orders ------------------------------------------------------------------------------------


STOP_VERSIONS = [_core.described_versions()[0], _core.described_versions()[-1]]


@pytest.mark.anyio
@pytest.mark.parametrize("version", STOP_VERSIONS)
async def test_a_stop_order_goes_on_with_what_it_triggers(version: str) -> None:
    async with Front(seed=2, speed=0.01, times=TIMES) as front, trader(front, version) as td:
        price = await last_price(td)
        stop = await td.buy_open("rb2701", price + 60, 2, stop_price=price + 40)
        assert stop.status is OrderStatus.NOT_TOUCHED and stop.order_sys_id.startswith("TJBD_")
        assert not stop.final
        (account,) = await td.query_trading_account()
        assert account.frozen_margin == 0
        updates = stop.updates()
        await front.push_tick(instrument_id="rb2701", last_price=price + 40)
        trades = await stop.filled(10)
        assert sum(t.volume for t in trades) == 2 and stop.volume_traded == 2
        assert not stop.order_sys_id.startswith("TJBD_")
        seen = [u.order_status async for u in updates if isinstance(u, records.Order)]
        assert seen[:2] == [OrderStatus.NOT_TOUCHED, OrderStatus.TOUCHED]
        assert seen[-1] is OrderStatus.ALL_TRADED
        assert list(td.orders_today) == [stop]
        await td.positions.wait_confirmed(10)
        assert td.positions["rb2701", PosiDirection.LONG].volume == 2

        # What was triggered is CTP's own order, and rests until it is cancelled.
        falling = await td.sell_close_today("rb2701", price + 60, 2, stop_price=price - 40)
        await front.push_tick(instrument_id="rb2701", last_price=price - 41)
        with anyio.fail_after(10):
            await falling._until(lambda: falling.status == OrderStatus.NO_TRADE_QUEUEING)
        assert falling.order is not None
        assert (falling.order.front_id, falling.order.session_id) == (0, 0)
        await falling.cancel()
        assert await falling.done(10) is OrderStatus.CANCELED
        assert len(await td.query_order()) == 4


@pytest.mark.anyio
async def test_stop_orders_that_end_before_or_at_their_trigger() -> None:
    async with Front(seed=2, speed=0.01, times=TIMES) as front, trader(front) as td:
        price = await last_price(td)
        early = await td.buy_open("rb2701", price + 60, stop_price=price + 40)
        await early.cancel()
        assert await early.done() is OrderStatus.CANCELED
        await front.push_tick(instrument_id="rb2701", last_price=price + 50)

        # CTP asks for money and lots when the condition is fulfilled, not before.
        bare = await td.sell_close_today("rb2701", price - 60, stop_price=price - 40)
        await front.push_tick(instrument_id="rb2701", last_price=price - 40)
        with pytest.raises(ctp_errors.OverClosetodayPosition) as refused:
            await bare.done(10)
        assert isinstance(refused.value, actp.OrderRejected)
        assert bare.final and bare.volume_traded == 0

        # The exchange refuses what is beyond the price limit.
        wild = await td.buy_open("rb2701", price * 2, stop_price=price + 40)
        await front.push_tick(instrument_id="rb2701", last_price=price + 41)
        with pytest.raises(actp.OrderRejected, match="涨停"):
            await wild.done(10)
        assert len(await td.query_order()) == 4


@pytest.mark.anyio
async def test_a_stop_order_that_triggers_while_nobody_is_connected() -> None:
    async with Front(seed=2, speed=0.01, times=TIMES) as front, trader(front) as td:
        price = await last_price(td)
        stop = await td.buy_open("rb2701", price + 60, stop_price=price + 40)
        with front.refuse_connections():
            await front.disconnect()
            await td.wait_for(State.RECONNECTING, 10)
            assert stop.in_doubt and stop.status is OrderStatus.UNKNOWN
            await front.push_tick(instrument_id="rb2701", last_price=price + 40)
        await stop.filled(10)
        assert list(td.orders_today) == [stop]


def test_a_touched_order_whose_successor_nothing_names() -> None:
    """After a restart of the back end RelativeOrderSysID is empty: two looks, then it counts as ended."""
    book, handle = book_with_order()
    book.order(report("b", order_sys_id="TJBD_1"))
    touched = report("c", order_sys_id="TJBD_1")
    book.order(touched)
    assert not handle.final
    book.lost()
    book.reconciled([touched])
    assert not handle.final and handle.in_doubt
    book.reconciled([touched])
    assert handle.final and handle.status is OrderStatus.TOUCHED


# -- two thousand orders ----------------------------------------------------------------------------


async def _storm(count: int, seed: int) -> None:
    rng = random.Random(seed)
    outcomes = {"placed": 0, "not placed": 0, "not sent": 0}
    # Rich enough whatever the market does meanwhile: nothing is closed, and every third order trades.
    accounts = [Account("u", "p", balance=1e9)]
    async with Front(seed=3, speed=20, times=TIMES, accounts=accounts) as front:
        async with trader(front, backoff=actp.Backoff(initial=0.001, maximum=0.002)) as td:
            price = await last_price(td)
            trades = td.trades()
            handles: list[OrderHandle] = []
            placed, restored = Changes(), anyio.Event()

            async def work(share: int) -> None:
                for _ in range(share):
                    # One in three trades at once; the others rest and are cancelled.
                    at = price + (60 if rng.random() < 0.33 else -60)
                    try:
                        order = await td.buy_open("rb2701", at, 1, exchange_id="SHFE", timeout=30)
                    except actp.OrderNotPlaced:
                        outcomes["not placed"] += 1
                        continue
                    except (actp.ConnectionLost, actp.SendError):
                        outcomes["not sent"] += 1
                        await restored.wait()
                        continue
                    handles.append(order)
                    outcomes["placed"] += 1
                    placed.notify()
                    while not order.final:
                        try:
                            await order.cancel(timeout=30)
                        except actp.CancelRejected as error:
                            if not error.too_late:
                                raise
                        except (actp.ConnectionLost, actp.SendError):
                            await restored.wait()

            async def cut() -> None:
                # By the number of orders: on a slow machine as many get through between two cuts.
                nonlocal restored
                while True:
                    due = outcomes["placed"] + rng.randint(1, 50)
                    await placed.until(lambda due=due: outcomes["placed"] >= due)
                    restored = anyio.Event()
                    events = td.connection_events()
                    await front.disconnect()
                    async for event in events:
                        if event.state is State.READY and event.previous is not State.READY:
                            break
                    restored.set()

            async with anyio.create_task_group() as group:
                group.start_soon(cut)
                async with anyio.create_task_group() as workers:
                    for _ in range(20):
                        workers.start_soon(work, count // 20)
                group.cancel_scope.cancel()
            # The last cut may not have been told yet: a round trip shows that the connection stands.
            with anyio.fail_after(30):
                while True:
                    try:
                        await td.query_trading_account()
                        break
                    except actp.ActpError:
                        await anyio.sleep(0.01)
            for order in td.orders_today:
                with anyio.move_on_after(20):
                    await order._until(lambda order=order: order.complete)
            assert [o for o in td.orders_today if not o.complete] == []
            rows = {(r.front_id, r.session_id, r.order_ref): r for r in await td.query_order()}
            traded = await td.query_trade()
            placed = [o for o in td.orders_today if not isinstance(o.error, actp.OrderNotPlaced)]
            # None lost: the client and the front have the same orders, in the same states.
            assert {o.key for o in placed} == set(rows)
            for order in placed:
                row = rows[order.key]
                assert (order.status, order.volume_traded) == (row.order_status, row.volume_traded)
                assert sum(t.volume for t in order.trades) == row.volume_traded
            assert {o.key for o in handles} <= set(rows)
            # None doubled.
            assert len({o.order_ref for o in td.orders_today}) == len(td.orders_today)
            assert len(td.trades_today) == len(traded)
        told = [t.trade_id async for t in trades]
        assert len(told) == len(set(told)) == len(traded)
    assert sum(outcomes.values()) == count
    assert outcomes["placed"] > count // 4 and outcomes["not placed"] + outcomes["not sent"] > 0, outcomes


# Several days of five hundred: a look at what is in doubt lists all the day's orders.
@pytest.mark.timeout(240)
@pytest.mark.parametrize(("loop", "seed"), [*(("asyncio", seed) for seed in range(11, 15)), ("uvloop", 15)])
def test_two_thousand_orders_while_the_connection_breaks(no_leaks: None, loop: str, seed: int) -> None:
    anyio.run(_storm, 500, seed, backend_options={"use_uvloop": loop == "uvloop"})
