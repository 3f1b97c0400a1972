"""Looking up orders: at a front that says what it wants of them, or nothing."""

from __future__ import annotations

import time
from typing import Any

import anyio
import pytest
from rawfront import Request, Session

import actp
from actp import OrderHandle, TraderClient, records
from actp.enums import Direction, OffsetFlag, OrderStatus
from actp.testing import FAST_BACKOFF
from hostilefront import HostileFront, Script

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(90)]

WHO = {"broker_id": "9999", "investor_id": "u"}


def trader(front: HostileFront, **options: Any) -> TraderClient:
    given: dict[str, Any] = {
        "broker_id": "9999",
        "user_id": "u",
        "password": "p",
        "backoff": FAST_BACKOFF,
        "query_rate": None,
        "follow_positions": False,
        "load_instruments": False,
        "request_timeout": 20.0,
    }
    return TraderClient(front.address, **(given | options))


def silent(front: HostileFront, session: Session, frame: Request) -> None:
    pass


def rows(callback: str, *found: Any) -> Script:
    def script(front: HostileFront, session: Session, frame: Request) -> None:
        for number, record in enumerate(found, 1):
            front.send(callback, record, request_id=frame.request_id, last=number == len(found))

    return script


def row(order: OrderHandle, status: str = "3", **changes: Any) -> records.Order:
    """What a front says of an order."""
    front_id, session_id, order_ref = order.key
    assert order.request is not None
    return records.Order(
        **WHO,
        front_id=front_id,
        session_id=session_id,
        order_ref=order_ref,
        instrument_id="rb2701",
        exchange_id="SHFE",
        direction="0",
        order_status=status,
        order_sys_id="       77",
        volume_total_original=order.volume,
        volume_total=order.volume,
    ).replace(**changes)


def trade(volume: int = 1, trade_id: str = "1", **changes: Any) -> records.Trade:
    return records.Trade(
        **WHO,
        exchange_id="SHFE",
        instrument_id="rb2701",
        order_sys_id="       77",
        trade_id=trade_id,
        direction="0",
        offset_flag="0",
        volume=volume,
        price=3000.0,
    ).replace(**changes)


async def place(td: TraderClient, timeout: float = 0.1, volume: int = 1, **fields: Any) -> OrderHandle:
    with pytest.raises(actp.OrderInDoubt) as caught:
        await td.insert_order(
            "rb2701",
            Direction.BUY,
            OffsetFlag.OPEN,
            3000.0,
            volume,
            exchange_id="SHFE",
            timeout=timeout,
            **fields,
        )
    assert caught.value.order is not None
    return caught.value.order


async def reported(front: HostileFront, td: TraderClient, **changes: Any) -> OrderHandle:
    """An order that the front has reported."""

    def accept(front: HostileFront, session: Session, frame: Request) -> None:
        (order,) = (each for each in td.orders_today if each.order is None)
        front.send("OnRtnOrder", row(order, **changes))

    front.scripts["ReqOrderInsert"] = accept
    order = await td.insert_order(
        "rb2701", Direction.BUY, OffsetFlag.OPEN, 3000.0, 2, exchange_id="SHFE", timeout=10
    )
    front.scripts["ReqOrderInsert"] = silent
    return order


async def until(condition: Any) -> None:
    with anyio.fail_after(30):
        while not condition():
            await anyio.sleep(0.01)


# -- found or not -------------------------------------------------------------------------------------


async def test_an_order_whose_reports_were_lost_is_found_by_the_query() -> None:
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryOrder=silent) as front:
        async with trader(front) as td:
            orders, trades = td.orders(), td.trades()
            order = await place(td, volume=2)
            assert order.in_doubt and not order.final and order.status == OrderStatus.UNKNOWN
            await until(lambda: "ReqQryOrder" in front.seen)
            front.scripts["ReqQryTrade"] = rows("OnRspQryTrade", trade())
            # The first query is not answered: its time is over, or the connection breaks.
            front.scripts["ReqQryOrder"] = rows(
                "OnRspQryOrder", row(order, "1", volume_traded=1, volume_total=1)
            )
            front.cut()
            await until(lambda: order.status == OrderStatus.PART_TRADED_QUEUEING)
            assert not order.in_doubt and not order.final
            await until(lambda: len(order.trades) == 1)
            with anyio.fail_after(5):
                assert (await anext(orders)).order_status == OrderStatus.PART_TRADED_QUEUEING
                assert (await anext(trades)).trade_id.strip() == "1"
            front.send("OnRtnOrder", row(order, "0", volume_traded=2, volume_total=0))
            front.send("OnRtnTrade", trade(trade_id="2"))
            assert await order.done(10) == OrderStatus.ALL_TRADED
            updates = [update async for update in order.updates()]
            assert [type(update).__name__ for update in updates] == ["Order", "Trade", "Order", "Trade"]


async def test_two_looks_are_apart() -> None:
    with HostileFront("trader", ReqOrderInsert=silent) as front:
        looks: list[float] = []

        def look(front: HostileFront, session: Session, frame: Request) -> None:
            looks.append(time.monotonic())
            front.send("OnRspQryOrder", request_id=frame.request_id)

        front.scripts["ReqQryOrder"] = look
        async with trader(front) as td:
            order = await place(td)
            # More doubt while the pause lasts does not shorten it.
            more = [await place(td, 0.05) for _ in range(3)]
            with pytest.raises(actp.OrderNotPlaced):
                await order.done(20)
            assert len(looks) >= 2 and looks[1] - looks[0] >= 0.45
            for each in more:
                with pytest.raises(actp.OrderNotPlaced):
                    await each.done(20)


async def test_a_look_says_nothing_of_orders_that_came_into_doubt_after_it_was_sent() -> None:
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryOrder=silent) as front:
        held: list[int] = []
        front.scripts["ReqQryOrder"] = lambda front, session, frame: held.append(frame.request_id)
        async with trader(front) as td:
            first = await place(td)
            await until(lambda: len(held) == 1)
            second = await place(td)
            front.send("OnRspQryOrder", request_id=held[0])
            await until(lambda: len(held) == 2)
            front.send("OnRspQryOrder", request_id=held[1])
            with pytest.raises(actp.OrderNotPlaced):
                await first.done(10)
            assert not second.final and second.in_doubt
            await until(lambda: len(held) == 3)
            front.send("OnRspQryOrder", request_id=held[2])
            with pytest.raises(actp.OrderNotPlaced):
                await second.done(10)


async def test_an_order_that_was_reported_is_not_called_unplaced() -> None:
    with HostileFront("trader") as front:
        async with trader(front) as td:
            order = await reported(front, td)
            front.cut()
            await until(lambda: front.seen.count("ReqQryOrder") >= 3)
            assert order.in_doubt and not order.final
            with pytest.raises(actp.OrderNotFilled, match="5 queries did not find it") as caught:
                await order.done(30)
            assert (caught.value.traded, caught.value.volume) == (0, 2)
            assert caught.value.order is order and not isinstance(caught.value, actp.OrderExpired)
            front.send("OnRtnOrder", row(order, "1", volume_traded=1, volume_total=1))
            await until(lambda: not order.final)
            assert order.error is None and order.status == OrderStatus.PART_TRADED_QUEUEING


async def test_a_refusal_that_comes_late() -> None:
    with HostileFront("trader") as front:
        held: list[int] = []
        front.scripts["ReqOrderInsert"] = lambda front, session, frame: held.append(frame.request_id)
        front.scripts["ReqQryOrder"] = silent
        async with trader(front) as td:
            order = await place(td)
            refused = records.InputOrder(**WHO, order_ref=order.order_ref)
            front.send("OnRspOrderInsert", refused, error=31, request_id=held[0])
            with pytest.raises(actp.OrderRejected) as caught:
                await order.done(10)
            assert caught.value.code == 31 and caught.value.order is order
            assert order.final and not order.in_doubt


# -- rows of the program's own queries ------------------------------------------------------------------


async def test_the_program_s_own_query_settles_a_doubt() -> None:
    """The client's own look-up is held up; what the program asks for is answered."""
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryTrade=silent) as front:
        async with trader(front, request_timeout=1.0) as td:
            order = await place(td)
            front.scripts["ReqQryOrder"] = rows("OnRspQryOrder", row(order))
            (found,) = await td.query_order(timeout=20)
            assert found.order_ref.strip() == order.order_ref
            assert not order.in_doubt and order.status == OrderStatus.NO_TRADE_QUEUEING
            front.scripts["ReqQryTrade"] = rows("OnRspQryTrade", trade(), trade())
            front.scripts["ReqQryOrder"] = rows(
                "OnRspQryOrder", row(order, "0", volume_traded=1, volume_total=0)
            )
            await td.query_trade(timeout=20)
            assert [each.volume for each in order.trades] == [1]
            await td.query_order(timeout=20)
            assert await order.done(5) == OrderStatus.ALL_TRADED


async def test_rows_of_other_investors_are_none_of_the_client_s() -> None:
    with HostileFront("trader") as front:
        other = records.Order(broker_id="9999", investor_id="v", order_ref="3", front_id=1, session_id=9)
        front.scripts["ReqQryOrder"] = rows("OnRspQryOrder", other)
        front.scripts["ReqQryTrade"] = rows("OnRspQryTrade", trade(investor_id="v"))
        async with trader(front) as td:
            assert len(await td.query_order(investor_id="v")) == 1
            assert len(await td.query_trade(investor_id="v")) == 1
            assert td.orders_today == () and td.trades_today == ()


@pytest.mark.parametrize("flow", ["restart", "quick"])
async def test_trades_that_a_query_brings_are_counted_once(flow: str) -> None:
    """The rows of the positions have them."""
    held = records.InvestorPosition(
        **WHO,
        instrument_id="rb2701",
        exchange_id="SHFE",
        posi_direction="2",
        hedge_flag="1",
        position=5,
        today_position=5,
        open_volume=5,
    )
    with HostileFront("trader") as front:
        front.scripts["ReqQryInvestorPosition"] = rows("OnRspQryInvestorPosition", held)
        front.scripts["ReqQryTradingAccount"] = rows(
            "OnRspQryTradingAccount", records.TradingAccount(broker_id="9999", account_id="u")
        )
        front.scripts["ReqQryTrade"] = rows(
            "OnRspQryTrade", *(trade(1, str(number), hedge_flag="1") for number in range(5))
        )
        async with trader(front, follow_positions=True, private_flow=flow) as td:
            await td.positions.wait_confirmed(20)
            front.scripts["ReqQryInvestorPosition"] = silent
            assert len(await td.query_trade()) == len(td.trades_today) == 5
            assert td.positions["rb2701", "2"].volume == 5


async def test_orders_of_each_investor_are_asked_for() -> None:
    """Who looks for the orders of one investor only takes those of another for not placed."""
    with HostileFront("trader", ReqOrderInsert=silent) as front:
        placed: list[OrderHandle] = []

        def look(front: HostileFront, session: Session, frame: Request) -> None:
            asked = records.QryOrder.from_bytes(bytes(frame.data), front.version)
            found = [row(each, investor_id="v") for each in placed if asked.investor_id == "v"]
            front.send("OnRspQryOrder", *found, request_id=frame.request_id)

        front.scripts["ReqQryOrder"] = look
        async with trader(front) as td:
            placed.append(await place(td, investor_id="v"))
            lost = await place(td)
            await until(lambda: placed[0].status == OrderStatus.NO_TRADE_QUEUEING)
            with pytest.raises(actp.OrderNotPlaced):
                await lost.done(20)
            assert not placed[0].final


# -- what goes wrong meanwhile --------------------------------------------------------------------------


async def test_look_ups_go_on_after_refusals_and_return_codes() -> None:
    with HostileFront("trader", ReqOrderInsert=silent) as front:
        answers = iter([90, 7, 21])

        def look(front: HostileFront, session: Session, frame: Request) -> None:
            front.send("OnRspQryOrder", error=next(answers, 0), request_id=frame.request_id)

        front.scripts["ReqQryOrder"] = look
        async with trader(front) as td:
            order = await place(td)
            with pytest.raises(actp.OrderNotPlaced):
                await order.done(30)
            assert next(answers, None) is None


async def test_look_ups_leave_room_for_other_queries() -> None:
    """An order that no query settles: its trades do not come, nor does the front have them."""
    with HostileFront("trader") as front:
        account = records.TradingAccount(broker_id="9999", account_id="u", balance=1.0)
        front.scripts["ReqQryTradingAccount"] = rows("OnRspQryTradingAccount", account)
        async with trader(front, query_rate=20, request_timeout=0.5) as td:
            order = await reported(front, td)
            front.send("OnRtnOrder", row(order, "0", volume_traded=2, volume_total=0))
            await until(lambda: front.seen.count("ReqQryTrade") >= 2)
            with anyio.fail_after(20):
                for _ in range(20):
                    await td.query_trading_account(timeout=10)
            assert not order.complete
            front.send("OnRtnTrade", trade(2))
            assert await order.done(5) == OrderStatus.ALL_TRADED


async def test_trades_that_do_not_come_are_asked_for() -> None:
    with HostileFront("trader") as front:
        async with trader(front, request_timeout=0.3) as td:
            order = await reported(front, td)
            front.scripts["ReqQryTrade"] = rows("OnRspQryTrade", trade(2))
            front.send("OnRtnOrder", row(order, "0", volume_traded=2, volume_total=0))
            await until(lambda: order.final)
            assert await order.done(10) == OrderStatus.ALL_TRADED
            assert [each.volume for each in order.trades] == [2]


async def test_a_client_that_is_closed_while_it_looks_up() -> None:
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryOrder=silent) as front:
        td = trader(front)
        async with td:
            order = await place(td)
            await until(lambda: "ReqQryOrder" in front.seen)
        with pytest.raises(actp.ClientClosedError):
            await order.done(5)


# -- cancels ----------------------------------------------------------------------------------------------


async def test_an_order_is_looked_up_when_its_cancel_is_not_answered() -> None:
    with HostileFront("trader", ReqOrderAction=silent) as front:
        async with trader(front) as td:
            order = await reported(front, td)
            front.scripts["ReqQryOrder"] = rows("OnRspQryOrder", row(order, "5"))
            with pytest.raises(actp.RequestTimeoutError):
                await order.cancel(0.1)
            assert await order.done(10) == OrderStatus.CANCELED


def refusing(code: int) -> Script:
    def refuse(front: HostileFront, session: Session, frame: Request) -> None:
        action = records.InputOrderAction(**WHO)
        front.send("OnRspOrderAction", action, error=code, request_id=frame.request_id)

    return refuse


async def test_a_cancel_that_does_not_find_its_order_learns_how_it_ended() -> None:
    with HostileFront("trader", ReqOrderAction=refusing(25)) as front:
        async with trader(front) as td:
            order = await reported(front, td)
            front.scripts["ReqQryOrder"] = rows("OnRspQryOrder", row(order, "5"))
            await order.cancel()
            assert order.status == OrderStatus.CANCELED and not order.in_doubt


async def test_a_cancel_that_does_not_find_an_order_that_rests() -> None:
    with HostileFront("trader", ReqOrderAction=refusing(25)) as front:
        async with trader(front) as td:
            order = await reported(front, td)
            front.scripts["ReqQryOrder"] = rows("OnRspQryOrder", row(order))
            with pytest.raises(actp.CancelRejected) as caught:
                await order.cancel()
            assert caught.value.code == 25 and caught.value.order is order and not caught.value.too_late
            assert "ReqQryOrder" in front.seen and not order.in_doubt and not order.final


async def test_an_order_whose_end_nobody_reported_is_looked_up_when_a_cancel_is_too_late() -> None:
    with HostileFront("trader", ReqOrderAction=refusing(26)) as front:
        async with trader(front) as td:
            order = await reported(front, td)
            front.scripts["ReqQryOrder"] = rows("OnRspQryOrder", row(order, "5"))
            with pytest.raises(actp.CancelRejected) as caught:
                await order.cancel()
            assert caught.value.too_late and caught.value.order is order
            assert await order.done(10) == OrderStatus.CANCELED
            await order.cancel()


# -- references -------------------------------------------------------------------------------------------


async def test_a_great_max_order_ref() -> None:
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryOrder=silent) as front:
        login = records.RspUserLogin(
            trading_day="20260302", front_id=1, session_id=7, max_order_ref="3000000000"
        )

        front.scripts["ReqUserLogin"] = lambda front, session, frame: front.send(
            "OnRspUserLogin", login, request_id=frame.request_id
        )
        async with trader(front) as td:
            assert [(await place(td, 0.05)).order_ref for _ in range(2)] == ["3000000001", "3000000002"]


async def test_one_reference_of_one_s_own_for_two_orders_at_once() -> None:
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryOrder=silent) as front:
        async with trader(front, order_rate=20) as td:
            outcomes: list[str] = []

            async def one() -> None:
                try:
                    await td.insert_order(
                        "rb2701",
                        Direction.BUY,
                        OffsetFlag.OPEN,
                        3000.0,
                        1,
                        exchange_id="SHFE",
                        timeout=0.5,
                        order_ref="1000",
                    )
                except actp.ActpError as error:
                    outcomes.append(type(error).__name__)

            async with anyio.create_task_group() as group:
                for _ in range(3):
                    group.start_soon(one)
            assert sorted(outcomes) == ["OrderInDoubt", "UsageError", "UsageError"]
            assert [order.order_ref for order in td.orders_today] == ["1000"]
            assert front.seen.count("ReqOrderInsert") == 1
            assert (await place(td)).order_ref == "1001"


@pytest.mark.parametrize(
    ("call", "fields", "name"),
    [
        ("order_insert", {"order_ref": "abc"}, "order_ref"),
        ("order_insert", {"order_ref": "5"}, "order_ref"),
        ("order_insert", {"order_ref": "5 6"}, "order_ref"),
        ("quote_insert", {"quote_ref": "x1"}, "quote_ref"),
        ("quote_insert", {"ask_order_ref": "2000", "bid_order_ref": "2000"}, "bid_order_ref"),
        ("quote_insert", {"ask_order_ref": "5"}, "ask_order_ref"),
        ("exec_order_insert", {"exec_order_ref": "-1"}, "exec_order_ref"),
        ("comb_action_insert", {"comb_action_ref": "1.5"}, "comb_action_ref"),
        ("option_self_close_insert", {"option_self_close_ref": "٣"}, "option_self_close_ref"),
        ("for_quote_insert", {"for_quote_ref": "0"}, "for_quote_ref"),
    ],
)
async def test_references_of_low_level_requests(call: str, fields: dict[str, str], name: str) -> None:
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryOrder=silent) as front:
        async with trader(front) as td:
            await place(td, 0.05, order_ref="1000")
            before = len(front.seen)
            with pytest.raises(actp.UsageError, match=f"^{name}="):
                await getattr(td, call)(instrument_id="rb2701", exchange_id="SHFE", **fields)
            await anyio.sleep(0.05)
            assert not {"ReqOrderInsert", "ReqQuoteInsert", "ReqExecOrderInsert"} & set(front.seen[before:])


async def test_references_of_quotes_count() -> None:
    with HostileFront("trader", ReqOrderInsert=silent, ReqQryOrder=silent, ReqQuoteInsert=silent) as front:
        async with trader(front) as td:
            with pytest.raises(actp.RequestTimeoutError):
                await td.quote_insert(ask_order_ref="5000", bid_order_ref="6000", timeout=0.1)
            assert (await place(td)).order_ref == "6002", "6001 is the quote's own"
