"""Quotes, for-quotes, parked orders and batch cancels through TraderClient, in every API version."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import anyio
import pytest

import actp
from actp import MdClient, OrderHandle, TraderClient, _core, ctp_errors, records
from actp.enums import (
    ActionFlag,
    ContingentCondition,
    Direction,
    HedgeFlag,
    OffsetFlag,
    OrderStatus,
    ParkedOrderStatus,
    PosiDirection,
)
from actp.sim import Account, Front, Times
from actp.testing import FAST_BACKOFF

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

VERSIONS = _core.described_versions()
NEWEST = VERSIONS[-1]
# The front's own tests are over all versions: here for what takes longer a few will do.
SOME = (VERSIONS[0], "6.6.1", NEWEST)
NAMES = ("m2701", "SR701", "IF2612", "rb2701")


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    accounts = [Account(user, "p", balance=1e9) for user in ("u", "v")]
    async with Front(
        seed=2, fill="book", instruments=NAMES, times=Times.fast(), accounts=accounts, trading_day="20261105"
    ) as running:
        yield running


def trader(front: Front, version: str = NEWEST, user: str = "u") -> TraderClient:
    address = front.trader_address
    return TraderClient(
        f"{address}{'&' if '?' in address else '?'}api={version}",
        broker_id="9999",
        user_id=user,
        password="p",
        backoff=FAST_BACKOFF,
        query_rate=None,
    )


def around(front: Front, name: str, **changes: Any) -> dict[str, Any]:
    """A quote of two lots a tick around the reference price."""
    info = front.instruments[name]
    return {
        "instrument_id": name,
        "exchange_id": info.exchange,
        "ask_price": info.price(info.ticks(info.reference_price) + 1),
        "bid_price": info.price(info.ticks(info.reference_price) - 1),
        "ask_volume": 2,
        "bid_volume": 2,
        "ask_offset_flag": OffsetFlag.OPEN,
        "bid_offset_flag": OffsetFlag.OPEN,
        "ask_hedge_flag": HedgeFlag.SPECULATION,
        "bid_hedge_flag": HedgeFlag.SPECULATION,
    } | changes


def key(quote: Any) -> dict[str, Any]:
    """What names a quote in a cancel."""
    return {
        "front_id": quote.front_id,
        "session_id": quote.session_id,
        "quote_ref": quote.quote_ref,
        "exchange_id": quote.exchange_id,
        "instrument_id": quote.instrument_id,
        "action_flag": ActionFlag.DELETE,
    }


async def in_market(*handles: OrderHandle) -> None:
    for handle in handles:
        await handle._until(lambda handle=handle: handle.status == OrderStatus.NO_TRADE_QUEUEING)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_quote_and_its_two_orders(front: Front, version: str) -> None:
    async with trader(front, version) as td, trader(front, user="v") as other:
        notices = td.notices()
        quote = await td.quote_insert(**around(front, "SR701"))
        assert isinstance(quote, records.Quote) and quote.version == version
        assert (quote.quote_status, quote.session_id) == (OrderStatus.UNKNOWN, td.login.session_id)
        # Both are this client's, and two, though CZCE gives them one OrderLocalID.
        ask, bid = td.orders_today
        assert (ask.direction, bid.direction) == (Direction.SELL, Direction.BUY)
        assert ask.mine and bid.mine
        assert (ask.order_ref, bid.order_ref) == (quote.ask_order_ref, quote.bid_order_ref)
        assert td.find_order((quote.front_id, quote.session_id, quote.bid_order_ref)) is bid
        with anyio.fail_after(10):
            await in_market(ask, bid)
            sold = await other.sell_open("SR701", quote.bid_price, 1, exchange_id="CZCE")
            await sold.filled()
            await bid._until(lambda: bid.volume_traded == 1)
            assert [t.volume for t in bid.trades] == [1] and ask.trades == ()
            gone = await td.quote_action(**key(quote))
            assert gone.quote_status == OrderStatus.CANCELED
            assert [await h.done() for h in (ask, bid)] == [OrderStatus.CANCELED] * 2
        assert (bid.volume_traded, ask.volume_traded) == (1, 0)
        with pytest.raises(ctp_errors.InsuitableOrderStatus):
            await td.quote_action(**key(quote))
        (row,) = await td.query_quote(instrument_id="SR701")
        assert (row.quote_status, row.quote_sys_id) == (OrderStatus.CANCELED, gone.quote_sys_id)
        with pytest.raises(ctp_errors.BadField):
            await td.quote_insert(**around(front, "SR701", ask_volume=1))
        async for notice in notices:
            if notice.name == "OnErrRtnQuoteInsert":
                break
            if notice.name == "OnRtnQuote":
                assert notice.record.quote_ref == quote.quote_ref
        assert notice.error is not None and notice.error.code == 15
        # But for what keeps the positions current.
        assert all(pending.name.startswith("ReqQry") for pending in td._pending.values())
        assert not any(td._watches.values())


async def test_a_quote_with_references_of_ones_own_or_none(front: Front) -> None:
    async with trader(front) as td:
        named = await td.quote_insert(**around(front, "m2701", ask_order_ref="500", bid_order_ref="600"))
        assert (named.ask_order_ref, named.bid_order_ref) == ("500", "600")
        ask, bid = td.orders_today
        assert (ask.order_ref, bid.order_ref) == ("500", "600")
        await in_market(ask, bid)
        # The exchange's word on one order alone.
        await bid.cancel()
        assert await bid.done(10) == OrderStatus.CANCELED
        # An order after it has a greater reference than any of the quote's.
        order = await td.buy_open("m2701", 3000.0, exchange_id="DCE")
        assert order.status == OrderStatus.NO_TRADE_QUEUEING


async def test_an_order_of_a_quote_that_cannot_be_cancelled_alone(front: Front) -> None:
    async with trader(front) as td:
        await td.quote_insert(**around(front, "SR701"))
        ask, bid = td.orders_today
        await in_market(ask, bid)
        with pytest.raises(actp.CancelRejected) as refused:
            await ask.cancel()
        assert (refused.value.code, refused.value.too_late) == (91, False)
        assert ask.status == bid.status == OrderStatus.NO_TRADE_QUEUEING


async def test_a_quote_refused_by_the_exchange(front: Front) -> None:
    async with trader(front) as td:
        notices = td.notices()
        quote = await td.quote_insert(**around(front, "m2701", ask_price=3000.0))
        assert quote.quote_status == OrderStatus.UNKNOWN
        with anyio.fail_after(10):
            async for notice in notices:
                if notice.name == "OnRtnQuote" and notice.record.quote_status == OrderStatus.CANCELED:
                    assert "卖价必须大于买价" in notice.record.status_msg
                    break
        for handle in td.orders_today:
            with pytest.raises(actp.OrderRejected):
                await handle.done(10)


@pytest.mark.parametrize("version", SOME)
async def test_parked_orders(front: Front, version: str) -> None:
    order = {
        "instrument_id": "rb2701",
        "exchange_id": "SHFE",
        "order_price_type": "2",
        "direction": "0",
        "comb_offset_flag": "0",
        "comb_hedge_flag": "1",
        "limit_price": 3150.0,
        "volume_total_original": 2,
        "time_condition": "3",
        "volume_condition": "1",
        "min_volume": 1,
        "contingent_condition": "1",
        "force_close_reason": "0",
    }
    async with trader(front, version) as td:
        resting = await td.buy_open("rb2701", 3140.0, exchange_id="SHFE")
        with pytest.raises(ctp_errors.ExchangTrading):
            await td.parked_order_insert(**order)
        front.set_status("1", "rb")
        parked = await td.parked_order_insert(**order)
        assert (parked.version, parked.status) == (version, ParkedOrderStatus.NOT_SEND)
        removed = await td.parked_order_insert(**order)
        await td.remove_parked_order(parked_order_id=removed.parked_order_id)
        with pytest.raises(ctp_errors.ParkedorderHasdelete):
            await td.remove_parked_order(parked_order_id=removed.parked_order_id)
        action = await td.parked_order_action(
            instrument_id="rb2701",
            exchange_id="SHFE",
            order_sys_id=resting.order_sys_id,
            action_flag=ActionFlag.DELETE,
        )
        assert action.status == ParkedOrderStatus.NOT_SEND
        spare = await td.parked_order_action(
            instrument_id="rb2701", exchange_id="SHFE", order_sys_id="x", action_flag=ActionFlag.DELETE
        )
        answer = await td.remove_parked_order_action(parked_order_action_id=spare.parked_order_action_id)
        assert answer.parked_order_action_id == spare.parked_order_action_id
        rows = await td.query_parked_order()
        assert [row.status for row in rows] == [ParkedOrderStatus.NOT_SEND, ParkedOrderStatus.DELETED]
        orders = td.orders()
        front.set_status("2", "rb")
        assert await resting.done(10) == OrderStatus.CANCELED
        with anyio.fail_after(10):
            async for record in orders:
                if record.order_status == OrderStatus.NO_TRADE_QUEUEING and record.volume_total == 2:
                    break
        # CTP sent it: it is nobody's, but a handle like any other.
        (sent,) = [handle for handle in td.orders_today if handle.volume == 2]
        assert not sent.mine
        await sent.cancel(10)
        rows = await td.query_parked_order()
        assert [row.status for row in rows] == [ParkedOrderStatus.SEND, ParkedOrderStatus.DELETED]
        rows = await td.query_parked_order_action()
        assert [row.status for row in rows] == [ParkedOrderStatus.SEND, ParkedOrderStatus.DELETED]


@pytest.mark.parametrize("version", SOME)
async def test_for_quotes(front: Front, version: str) -> None:
    async with (
        trader(front, version) as td,
        MdClient(front.md_address, broker_id="9999", user_id="u", password="p") as md,
    ):
        heard = md.for_quotes()
        await md.subscribe_for_quote_rsp("m2701")
        assert await td.for_quote_insert(instrument_id="m2701", exchange_id="DCE") is None
        with anyio.fail_after(10):
            async for notice in heard:
                assert (notice.instrument_id, notice.exchange_id) == ("m2701", "DCE")
                break
        # The quote names what it answers.
        answer = around(front, "m2701", for_quote_sys_id=notice.for_quote_sys_id)
        quote = await td.quote_insert(**answer)
        assert quote.for_quote_sys_id == notice.for_quote_sys_id != ""
        (row,) = await td.query_for_quote()
        assert row.instrument_id == "m2701"
        with pytest.raises(ctp_errors.InstrumentNotFound):
            await td.for_quote_insert(instrument_id="m9999", exchange_id="DCE")
        front.set_status("1", "m")
        with pytest.raises(ctp_errors.ExchangeRtnerror):
            await td.for_quote_insert(instrument_id="m2701", exchange_id="DCE")


@pytest.mark.parametrize("version", SOME)
async def test_batch_cancels(front: Front, version: str) -> None:
    async with trader(front, version) as td:
        orders = [
            await td.buy_open("IF2612", front.instruments["IF2612"].reference_price, exchange_id="CFFEX")
            for _ in range(3)
        ]
        assert td.login is not None
        session = {"front_id": td.login.front_id, "session_id": td.login.session_id}
        assert await td.batch_order_action(exchange_id="CFFEX", **session) is None
        assert [await order.done(10) for order in orders] == [OrderStatus.CANCELED] * 3
        with pytest.raises(ctp_errors.BatchactionNosupport):
            await td.batch_order_action(exchange_id="SHFE", **session)


async def test_a_stop_loss_that_waits_at_the_exchange() -> None:
    """The handle is that of one order all along: the exchange has it, and it goes on as it is."""
    async with Front(seed=2, speed=None, fill="book", instruments=["m2701"], times=Times.fast()) as front:
        async with trader(front) as td:
            await front.push_tick(instrument_id="m2701", last_price=3050.0)
            stop = {"stop_price": 3040.0, "contingent_condition": ContingentCondition.TOUCH}
            sell = ("m2701", Direction.SELL, OffsetFlag.OPEN)
            limit = await td.insert_order(*sell, 3045.0, exchange_id="DCE", **stop)
            market = await td.insert_order(*sell, exchange_id="DCE", **stop)
            assert limit.status == market.status == OrderStatus.NOT_TOUCHED
            assert limit.order_sys_id.strip() and not limit.final
            spare = await td.insert_order(*sell, exchange_id="DCE", **stop)
            await spare.cancel()
            await front.push_tick(instrument_id="m2701", last_price=3040.0)
            # Nobody buys: the one rests at its price, what is left of the other is cancelled.
            assert await market.done(10) == OrderStatus.CANCELED
            with anyio.fail_after(10):
                await in_market(limit)
            await limit.cancel()
            assert len(td.orders_today) == 3


async def test_a_trade_with_oneself_counts_on_both_sides(front: Front) -> None:
    async with trader(front) as td:
        bought = await td.buy_open("rb2701", 3150.0, 2, exchange_id="SHFE")
        sold = await td.sell_open("rb2701", 3150.0, 2, exchange_id="SHFE")
        (one,), (other,) = await bought.filled(10), await sold.filled(10)
        assert (one.trade_id, one.exchange_id) == (other.trade_id, other.exchange_id)
        assert len(td.trades_today) == 2
        for side in (PosiDirection.LONG, PosiDirection.SHORT):
            assert td.positions["rb2701", side].volume == 2
