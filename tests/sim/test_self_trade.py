"""Orders that would meet one of the same user."""

from __future__ import annotations

import random
from typing import Any

import pytest
from trader import BUY, FAK, FOK, OPEN, SELL, Trader, script

from actp.errors import ConfigurationError
from actp.sim import Account, Front
from actp.sim.market.order_book import Entry, OrderBook

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

RB = "rb2605"
ACCOUNTS = [Account("u", "p", balance=1e9), Account("v", "p", balance=1e9)]


def make(self_trade: Any = "allow", **options: Any) -> Front:
    given: dict[str, Any] = {"seed": 1, "fill": "book", "trading_day": "20260302", "accounts": ACCOUNTS}
    return Front(**(given | {"instruments": [RB, "m2605", "IF2606"], "self_trade": self_trade} | options))


def test_the_book_foretells_whom_an_order_meets() -> None:
    """As `submit()` then has it, for any book."""
    rng = random.Random(5)
    for _ in range(500):
        book = OrderBook()
        book.snapshot(
            [(rng.randint(90, 99), rng.randint(0, 4)) for _ in range(2)],
            [(rng.randint(100, 109), rng.randint(0, 4)) for _ in range(2)],
        )
        for _ in range(rng.randint(0, 8)):
            buy = rng.random() < 0.5
            book.rest(Entry(buy, rng.randint(1, 5)), rng.randint(85, 99) if buy else rng.randint(100, 112))
        entry = Entry(rng.random() < 0.5, rng.randint(1, 15))
        limit = rng.choice((None, rng.randint(90, 110)))
        terms: dict[str, Any] = {
            "minimum": rng.choice((1, 3, entry.volume)),
            "levels": rng.choice((None, 1, 2)),
        }
        met = book.meets(entry, limit, **terms)
        fills = book.submit(entry, limit, **terms)
        assert met == [fill.maker for fill in fills if fill.maker is not None]


async def test_allowed_it_is_one_trade_on_both_sides(anyio_backend: Any) -> None:
    async with make() as front, Trader(front) as one:
        await one.done(RB, BUY, 3150.0, 2)
        got = await one.done(RB, SELL, 3150.0, 2)
        assert script(got) == "R(a) R(a) R(0) T R(3) R(0) T"
        sold, bought = [n.record for n in got if n.name == "OnRtnTrade"]
        assert (sold.trade_id, sold.exchange_id) == (bought.trade_id, bought.exchange_id)
        assert (sold.direction, bought.direction) == (SELL, BUY)
        assert sold.order_sys_id != bought.order_sys_id
        long, short = front.accounts["u"].positions
        assert {long.posi_direction, short.posi_direction} == {"2", "3"}
        assert (long.position, short.position) == (2, 2)


async def test_refused(anyio_backend: Any) -> None:
    async with make("refuse") as front, Trader(front) as one, Trader(front, "v") as other:
        await other.done(RB, BUY, 3151.0, 1)
        await one.done(RB, BUY, 3150.0, 2)
        held = front.accounts["u"].funds.frozen_margin
        got = await one.done(RB, SELL, 3150.0, 2)
        assert script(got) == "R(a) R(5)"
        last = got[-1].record
        assert (last.order_submit_status, last.order_sys_id) == ("4", "")
        assert last.status_msg == "已撤单报单被拒绝SHFE:禁止自成交"
        assert front.accounts["u"].funds.frozen_margin == held
        # The other's order comes first; with no more than that there is nothing to refuse.
        assert script(await one.done(RB, SELL, 3150.0, 1)) == "R(a) R(a) R(0) T"
        # Nor where nothing would trade.
        assert script(await one.done(RB, SELL, 3150.0, 3, OPEN, **FOK)) == "R(a) R(5)"
        assert front.accounts["u"].orders[-1].order_submit_status == "3"
        assert script(await one.done(RB, SELL, 3151.0, 1)) == "R(a) R(3)"
        await other.notices()
        # Another user is another matter.
        assert script(await other.done(RB, SELL, 3150.0, 1)) == "R(a) R(a) R(0) T"


async def test_what_rests_is_cancelled_first(anyio_backend: Any) -> None:
    async with make("cancel_resting") as front, Trader(front) as one, Trader(front, "v") as other:
        await one.done(RB, BUY, 3151.0, 2)
        await other.done(RB, BUY, 3150.0, 1)
        await one.done(RB, BUY, 3150.0, 2)
        await one.done(RB, BUY, 3148.0, 2)
        got = await one.done(RB, SELL, 3149.0, 2)
        # Both that it would have met, one behind the other, then the other user's; the rest rests.
        assert script(got) == "R(a) R(3) R(5) R(3) R(5) R(a) R(1) T"
        gone = [n.record for n in got if n.name == "OnRtnOrder" and n.record.order_status == "5"]
        assert [(o.limit_price, o.active_user_id) for o in gone] == [(3151.0, ""), (3150.0, "")]
        status = [order.order_status for order in front.accounts["u"].orders]
        assert status == ["5", "5", "3", "1"]
        assert script(await one.done(RB, SELL, 3148.0, 3, OPEN, **FAK)) == "R(a) R(3) R(5) R(5)"


@pytest.mark.parametrize("mode", ["refuse", "cancel_resting"])
async def test_stop_orders_and_quotes(mode: str, anyio_backend: Any) -> None:
    async with make(mode, speed=None) as front, Trader(front) as one:
        await front.push_tick(instrument_id="m2605", last_price=3050.0)
        await one.done("m2605", BUY, 3040.0, 1)
        stop = {"contingent_condition": "2", "stop_price": 3045.0}
        assert script(await one.done("m2605", SELL, 3040.0, 1, OPEN, **stop)) == "R(a) R(b)"
        await front.push_tick(instrument_id="m2605", last_price=3045.0)
        # By then the exchange has taken it.
        assert script(await one.notices()) == ("R(5)" if mode == "refuse" else "R(3) R(5) R(3)")
        quote = {
            "instrument_id": "IF2606",
            "exchange_id": "CFFEX",
            "ask_price": 4499.0,
            "bid_price": 4501.0,
            "ask_volume": 1,
            "bid_volume": 1,
            "ask_offset_flag": "0",
            "bid_offset_flag": "0",
            "ask_hedge_flag": "1",
            "bid_hedge_flag": "1",
        }
        one.tell("ReqQuoteInsert", **quote)
        got = [n.record for n in await one.notices() if n.name == "OnRtnOrder"]
        asked, bid = [[o.order_status.value for o in got if o.direction == side] for side in (SELL, BUY)]
        if mode == "refuse":
            assert (asked, bid) == (["a", "3"], ["a", "5"])
        else:
            assert (asked, bid) == (["a", "3", "3", "5"], ["a", "3"])
        assert front.accounts["u"].trades == ()


@pytest.mark.parametrize("mode", ["refuse", "cancel_resting"])
async def test_a_quote_does_not_meet_the_one_that_it_replaces(mode: str, anyio_backend: Any) -> None:
    async with make(mode) as front, Trader(front) as one:
        quote = {
            "instrument_id": "m2605",
            "exchange_id": "DCE",
            "ask_volume": 1,
            "bid_volume": 1,
            "ask_offset_flag": "0",
            "bid_offset_flag": "0",
            "ask_hedge_flag": "1",
            "bid_hedge_flag": "1",
        }
        for middle in (3050.0, 3060.0, 3040.0):
            one.tell("ReqQuoteInsert", **quote, ask_price=middle + 1, bid_price=middle - 1)
        got = [n.record.quote_status.value for n in await one.notices() if n.name == "OnRtnQuote"]
        assert got == ["a", "3"] * 3
        assert [o.order_status for o in front.accounts["u"].orders] == ["5", "5", "5", "5", "3", "3"]


def test_a_mode_that_is_none() -> None:
    with pytest.raises(ConfigurationError, match="self_trade"):
        make("never")
