"""Quotes: two orders under one number, by each exchange's habits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from simdata import StillMarket
from trader import BUY, CLOSE, OPEN, SELL, Notice, Trader, script

from actp.ctp.description import installed
from actp.sim import Account, Front, Position, instrument_info

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

CONTRACTS = {
    "SHFE": ("rb2605", 3150.0, 1.0),
    "INE": ("sc2605", 485.0, 0.1),
    "DCE": ("m2605", 3050.0, 1.0),
    "CZCE": ("SR605", 5700.0, 1.0),
    "CFFEX": ("IF2606", 4500.0, 0.2),
    "GFEX": ("si2605", 8800.0, 5.0),
}
NO_QUOTES = "hc2605"
ACCOUNTS = [
    Account("u", "p", balance=1e9),
    Account("v", "p", balance=1e9),
    Account("one side", "p", balance=5000.0),
    Account("closer", "p", trading="close"),
    Account("watcher", "p", trading="none"),
    Account("unconfirmed", "p"),
    Account("old", "p", balance=1e9, positions=(Position("m2605", BUY, 2), Position("rb2605", BUY, 2))),
]


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    bare = instrument_info(NO_QUOTES)
    bare = type(bare)(
        **{name: getattr(bare, name) for name in bare.__dataclass_fields__} | {"takes_quotes": False}
    )
    names = [name for name, _, _ in CONTRACTS.values()]
    async with Front(
        seed=1,
        trading_day="20260302",
        fill="book",
        accounts=ACCOUNTS,
        instruments=[*names, bare],
        max_margin_side=False,
    ) as running:
        yield running


def sides(notices: list[Notice]) -> str:
    """What came, as `R(a)- R(a)+ Q(a)`: - is the ask, + the bid."""

    def said(notice: Notice) -> str:
        if notice.name == "OnRtnQuote":
            return f"Q({notice.record.quote_status.value})"
        if notice.name in ("OnRtnOrder", "OnRtnTrade"):
            return f"{notice}{'+' if notice.record.direction == BUY else '-'}"
        return str(notice)

    return " ".join(map(said, notices))


def fields(exchange: str, **changes: Any) -> dict[str, Any]:
    """A quote one tick around the contract's price, for two lots on each side."""
    name, price, tick = CONTRACTS[exchange]
    values = {
        "instrument_id": name,
        "exchange_id": exchange,
        "ask_price": price + tick,
        "bid_price": price - tick,
        "ask_volume": 2,
        "bid_volume": 2,
        "ask_offset_flag": OPEN,
        "bid_offset_flag": OPEN,
        "ask_hedge_flag": "1",
        "bid_hedge_flag": "1",
    }
    return values | changes


def quote(session: Trader, exchange: str, **changes: Any) -> str:
    """Send a quote with references of the session's; gives its QuoteRef."""
    session.references += 3
    number = session.references
    named = {
        "quote_ref": str(number - 2),
        "ask_order_ref": str(number - 1),
        "bid_order_ref": str(number),
    }
    session.tell("ReqQuoteInsert", **fields(exchange, **(named | changes)))
    return str(number - 2)


async def quoted(session: Trader, exchange: str, **changes: Any) -> tuple[Any, Any, Any]:
    """The latest records of a quote that stands, of its ask and of its bid."""
    quote(session, exchange, **changes)
    got = await session.notices()
    (state,) = [n.record for n in got if n.name == "OnRtnQuote"][-1:]
    found = {n.record.direction: n.record for n in got if n.name == "OnRtnOrder"}
    assert state.quote_status == "3", sides(got)
    return state, found.get(SELL), found.get(BUY)


def withdraw(session: Trader, record: Any, **changes: Any) -> None:
    """Cancel a quote by its session's key."""
    values = {
        "front_id": record.front_id,
        "session_id": record.session_id,
        "quote_ref": record.quote_ref,
        "exchange_id": record.exchange_id,
        "instrument_id": record.instrument_id,
        "action_flag": "0",
    }
    session.tell("ReqQuoteAction", **(values | changes))


# -- the reports of a quote


@pytest.mark.parametrize(
    ("exchange", "standing"),
    [
        ("CZCE", "R(a)- R(a)+ Q(a) Q(3) R(3)+ R(3)-"),
        ("SHFE", "R(a)- R(a)+ Q(a) Q(3) R(3)- R(3)+"),
        ("INE", "R(a)- R(a)+ Q(a) Q(3) R(3)- R(3)+"),
        ("DCE", "R(a)- R(a)+ Q(a) Q(3) R(3)- R(3)+"),
        ("GFEX", "R(a)- R(a)+ Q(a) Q(3) R(3)- R(3)+"),
        ("CFFEX", "R(a)- R(a)+ Q(a) Q(3) R(3)- R(3)+"),
    ],
)
async def test_a_quote_that_stands(front: Front, exchange: str, standing: str) -> None:
    name, price, tick = CONTRACTS[exchange]
    async with Trader(front) as one, Trader(front) as other:
        quote(one, exchange, for_quote_sys_id="17", request_id=5, order_memo="mine")
        got = await one.notices()
        assert sides(got) == standing == sides(await other.notices())
        first, last = [n.record for n in got if n.name == "OnRtnQuote"]
        for state in (first, last):
            assert (state.front_id, state.session_id) == (1, one.login_record.session_id)
            assert (state.quote_ref, state.ask_order_ref, state.bid_order_ref) == ("1", "2", "3")
            assert (state.for_quote_sys_id, state.request_id, state.order_memo) == ("17", 5, "mine")
            assert (state.ask_price, state.bid_price) == (price + tick, price - tick)
            assert (state.ask_volume, state.bid_volume, state.instrument_id) == (2, 2, name)
            assert state.quote_local_id.strip() and state.trader_id and state.broker_quote_seq > 0
        assert (first.quote_sys_id, first.ask_order_sys_id, first.order_submit_status) == ("", "", "0")
        assert (first.status_msg, last.status_msg) == ("报单已提交", "未成交")
        assert len(last.quote_sys_id) == 12 and last.order_submit_status == "3"
        legs = {n.record.direction: n.record for n in got if n.name == "OnRtnOrder"}
        ask, bid = legs[SELL], legs[BUY]
        assert (ask.order_ref, bid.order_ref) == ("2", "3")
        assert (ask.session_id, bid.session_id) == (last.session_id, last.session_id)
        assert (ask.limit_price, bid.limit_price) == (price + tick, price - tick)
        assert (ask.order_sys_id, bid.order_sys_id) == (last.ask_order_sys_id, last.bid_order_sys_id)
        assert len({last.quote_sys_id, ask.order_sys_id, bid.order_sys_id}) == 3
        (row,) = await one.query("Quote", instrument_id=name, exchange_id=exchange)
        assert row == last
        assert (ask.order_local_id == bid.order_local_id) is (exchange in ("CZCE", "CFFEX"))


@pytest.mark.parametrize(
    ("exchange", "order_type", "trade_type"),
    [("CZCE", "1", "0"), ("CFFEX", "1", "0"), ("DCE", "0", "0"), ("SHFE", "", "")],
)
async def test_what_the_exchange_calls_them(
    front: Front, exchange: str, order_type: str, trade_type: str
) -> None:
    name, price, tick = CONTRACTS[exchange]
    async with Trader(front) as one, Trader(front, "v") as other:
        quote(one, exchange)
        got = [n.record for n in await one.notices() if n.name == "OnRtnOrder"]
        assert [order.order_type for order in got] == ["1", "1", order_type, order_type]
        await other.done(name, SELL, price - tick, 1)
        (trade,) = [n.record for n in await one.notices() if n.name == "OnRtnTrade"]
        assert trade.trade_type == trade_type


@pytest.mark.parametrize(
    ("exchange", "bid_filled", "ask_filled", "status"),
    [
        # CFFEX, SHFE and INE tell of cancels only, DCE and GFEX of nothing more.
        ("CZCE", "R(0)+ T+", "Q(0) R(0)- T-", "0"),
        ("SHFE", "R(3)+ R(0)+ T+", "R(3)- R(0)- T-", "3"),
        ("CFFEX", "R(3)+ R(0)+ T+", "R(3)- R(0)- T-", "3"),
        ("DCE", "R(0)+ T+", "R(0)- T-", "3"),
        ("GFEX", "R(0)+ T+", "R(0)- T-", "3"),
    ],
)
async def test_both_sides_are_filled(
    front: Front, exchange: str, bid_filled: str, ask_filled: str, status: str
) -> None:
    name, price, tick = CONTRACTS[exchange]
    async with Trader(front) as one, Trader(front, "v") as other:
        standing, _, _ = await quoted(one, exchange)
        await other.done(name, SELL, price - tick, 2)
        assert sides(await one.notices()) == bid_filled
        await other.done(name, BUY, price + tick, 2)
        assert sides(await one.notices()) == ask_filled
        (row,) = await one.query("Quote")
        assert (row.quote_status.value, row.quote_sys_id) == (status, standing.quote_sys_id)
        assert front.accounts["u"].funds.frozen_margin == 0


async def test_a_side_that_is_filled_in_part(front: Front) -> None:
    name, price, tick = CONTRACTS["CZCE"]
    async with Trader(front) as one, Trader(front, "v") as other:
        standing, _, _ = await quoted(one, "CZCE")
        await other.done(name, SELL, price - tick, 1)
        assert sides(await one.notices()) == "R(1)+ T+"
        withdraw(one, standing)
        # What was traded stays so; the rest goes.
        assert sides(await one.notices()) == "Q(5) R(5)- R(5)+"
        assert [o.volume_traded for o in front.accounts["u"].orders] == [0, 1]
        withdraw(one, standing)
        assert sides(await one.notices()) == "OnRspQuoteAction 26 OnErrRtnQuoteAction 26"


async def test_a_quote_meets_what_is_there(front: Front) -> None:
    name, price, tick = CONTRACTS["CZCE"]
    async with Trader(front) as one, Trader(front, "v") as other:
        await other.done(name, BUY, price + tick, 2)
        quote(one, "CZCE")
        got = await one.notices()
        assert sides(got) == "R(a)- R(a)+ Q(a) Q(3) R(3)+ R(3)- R(0)- T-"


# -- cancelling


@pytest.mark.parametrize("key", ["reference", "number"])
@pytest.mark.parametrize(
    ("exchange", "story", "status"),
    [
        ("CZCE", "Q(5) R(5)- R(5)+", "5"),
        ("SHFE", "Q(5) R(5)- R(5)+", "5"),
        ("INE", "Q(5) R(5)- R(5)+", "5"),
        ("CFFEX", "Q(5) R(5)- R(5)+", "5"),
        ("DCE", "R(3)- R(3)+ Q(3) R(5)- R(5)+", "3"),
        ("GFEX", "R(3)- R(3)+ Q(3) R(5)- R(5)+", "3"),
    ],
)
async def test_a_quote_is_cancelled_with_both_its_orders(
    front: Front, exchange: str, story: str, status: str, key: str
) -> None:
    async with Trader(front) as one:
        before = front.accounts["u"].funds.available
        standing, _, _ = await quoted(one, exchange)
        assert front.accounts["u"].funds.available < before
        if key == "number":
            by_number = {
                "quote_ref": "",
                "quote_sys_id": standing.quote_sys_id,
                "front_id": 0,
                "session_id": 0,
            }
            withdraw(one, standing, **by_number)
        else:
            withdraw(one, standing)
        got = await one.notices()
        assert sides(got) == story
        last = [n.record for n in got if n.name == "OnRtnOrder"][-1]
        assert (last.active_user_id, last.status_msg) == ("u", "已撤单")
        assert front.accounts["u"].funds.available == before
        (row,) = await one.query("Quote")
        assert row.quote_status.value == status
        if status == "5":
            assert (row.cancel_time, row.active_user_id) == (last.cancel_time, "u")
        withdraw(one, standing)
        assert script(await one.notices()) == "OnRspQuoteAction 26 OnErrRtnQuoteAction 26"


async def test_with_both_orders_filled(front: Front) -> None:
    """SHFE still cancels the quote, DCE no longer finds it."""
    for exchange, story in (("SHFE", "Q(5)"), ("DCE", "OnErrRtnQuoteAction 91")):
        name, price, tick = CONTRACTS[exchange]
        async with Trader(front) as one, Trader(front, "v") as other:
            standing, _, _ = await quoted(one, exchange)
            await other.done(name, SELL, price - tick, 2)
            await other.done(name, BUY, price + tick, 2)
            await one.notices()
            withdraw(one, standing)
            got = await one.notices()
            assert sides(got) == story
    assert got[0].frame.error_text == "CTP:DCE:报单已全成交或已撤销"
    assert got[0].record.order_action_status == "c"


@pytest.mark.parametrize("exchange", ["DCE", "GFEX"])
async def test_one_order_can_be_cancelled_alone(front: Front, exchange: str) -> None:
    async with Trader(front) as one:
        standing, ask, bid = await quoted(one, exchange)
        one.cancel(bid)
        assert sides(await one.notices()) == "R(3)+ R(5)+"
        withdraw(one, standing)
        assert sides(await one.notices()) == "R(3)- Q(3) R(5)-"
        one.cancel(ask)
        assert script(await one.notices()) == "OnRspOrderAction 26 OnErrRtnOrderAction 26"


@pytest.mark.parametrize("exchange", ["CZCE", "SHFE", "INE", "CFFEX"])
async def test_where_one_order_cannot_be_cancelled_alone(front: Front, exchange: str) -> None:
    async with Trader(front) as one:
        _, ask, bid = await quoted(one, exchange)
        for order, sign in ((bid, "+"), (ask, "-")):
            one.cancel(order)
            got = await one.notices()
            assert sides(got) == f"R(3){sign} OnErrRtnOrderAction 91"
            assert got[1].frame.error_text == f"CTP:{exchange}:出错: 所撤委托单没有找到"
        assert [o.order_status for o in front.accounts["u"].orders] == ["3", "3"]


@pytest.mark.parametrize(
    ("error_id", "changes"),
    [
        (86, {"quote_ref": "99"}),
        (86, {"session_id": 0}),
        (86, {"quote_ref": "", "quote_sys_id": "           9"}),
        (86, {"quote_ref": ""}),
        (27, {"action_flag": "3"}),
        (23, {"action_flag": ""}),
    ],
)
async def test_cancels_that_ctp_refuses(front: Front, error_id: int, changes: dict[str, Any]) -> None:
    async with Trader(front) as one, Trader(front) as other:
        standing, _, _ = await quoted(one, "DCE")
        await other.notices()
        withdraw(one, standing, **({"quote_action_ref": 8} | changes))
        got = await one.notices()
        assert script(got) == f"OnRspQuoteAction {error_id} OnErrRtnQuoteAction {error_id}"
        assert (got[1].record.quote_action_ref, got[1].record.order_action_status) == (8, "b")
        assert script(await other.notices()) == f"OnErrRtnQuoteAction {error_id}"
        assert [o.order_status for o in front.accounts["u"].orders] == ["3", "3"]


async def test_a_quote_of_another_is_not_found(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        standing, _, _ = await quoted(one, "DCE")
        withdraw(other, standing)
        assert script(await other.notices()) == "OnRspQuoteAction 86 OnErrRtnQuoteAction 86"
        assert await other.query("Quote") == []


# -- a second quote


@pytest.mark.parametrize(
    ("exchange", "story"),
    [
        ("CZCE", "R(a)- R(a)+ Q(a) Q(5) R(5)+ R(5)- Q(3) R(3)+ R(3)-"),
        ("SHFE", "R(a)- R(a)+ Q(a) Q(5) R(5)- R(5)+ Q(3) R(3)- R(3)+"),
        ("CFFEX", "R(a)- R(a)+ Q(a) Q(5) R(5)- R(5)+ Q(3) R(3)- R(3)+"),
        ("DCE", "R(a)- R(a)+ Q(a) R(5)- R(5)+ Q(3) R(3)- R(3)+"),
    ],
)
async def test_the_next_quote_replaces_the_first(front: Front, exchange: str, story: str) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        first, _, _ = await quoted(one, exchange)
        theirs, _, _ = await quoted(other, exchange)
        quote(one, exchange, ask_volume=1, bid_volume=1)
        got = await one.notices()
        assert sides(got) == story
        gone = [n.record for n in got if n.name == "OnRtnOrder" and n.record.order_status == "5"]
        assert {o.order_sys_id for o in gone} == {first.ask_order_sys_id, first.bid_order_sys_id}
        assert {o.active_user_id for o in gone} == {""}
        # Another's quote, and another contract's, stay.
        assert await other.notices() == []
        withdraw(other, theirs)
        assert "R(5)" in sides(await other.notices())
        withdraw(one, first)
        assert script(await one.notices()) == "OnRspQuoteAction 26 OnErrRtnQuoteAction 26"


async def test_cffex_may_name_what_is_replaced(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        first, _, _ = await quoted(one, "CFFEX")
        quote(other, "CFFEX", replace_sys_id=first.quote_sys_id)
        assert script(await other.notices()) == "OnRspQuoteInsert 4050 OnErrRtnQuoteInsert 4050"
        quote(one, "CFFEX", replace_sys_id="         999")
        assert script(await one.notices()) == "OnRspQuoteInsert 4050 OnErrRtnQuoteInsert 4050"
        second, _, _ = await quoted(one, "CFFEX", replace_sys_id=first.quote_sys_id)
        assert second.replace_sys_id == first.quote_sys_id
        quote(one, "CFFEX", replace_sys_id=first.quote_sys_id)
        assert script(await one.notices()) == "OnRspQuoteInsert 4050 OnErrRtnQuoteInsert 4050"
        # Elsewhere nobody looks.
        await quoted(one, "DCE", replace_sys_id="nothing")


# -- references


async def test_references_that_are_left_out(front: Front) -> None:
    async with Trader(front) as one:
        empty = {"quote_ref": "", "ask_order_ref": "", "bid_order_ref": ""}
        for number in (1, 2):
            state, ask, bid = await quoted(one, "CZCE", **empty)
            # The quote is the session's, its orders are nobody's.
            assert (state.session_id, state.quote_ref) == (one.login_record.session_id, str(number))
            refs = str(2 * number - 1), str(2 * number)
            assert (state.ask_order_ref, state.bid_order_ref) == refs == (ask.order_ref, bid.order_ref)
            assert {(o.front_id, o.session_id) for o in (ask, bid)} == {(0, 0)}
        withdraw(one, state)
        assert sides(await one.notices()) == "Q(5) R(5)- R(5)+"
        state, ask, bid = await quoted(one, "DCE", **(empty | {"quote_ref": "7", "ask_order_ref": "40"}))
        assert (state.quote_ref, ask.order_ref, ask.front_id) == ("7", "40", 1)
        assert (bid.order_ref, bid.front_id) == ("5", 0)
        one.cancel(bid)
        assert sides(await one.notices()) == "R(3)+ R(5)+"
        # The session's orders go on above what it gave.
        one.order("m2605", BUY, 3000.0, 1, OPEN, order_ref="40")
        assert script(await one.notices()) == "OnRspOrderInsert 22 OnErrRtnOrderInsert 22"


@pytest.mark.parametrize(
    "refs", [("10", "9", "11"), ("1", "11", "12"), ("11", "13", "13"), ("11", "14", "13"), ("11", "10", "13")]
)
async def test_references_must_grow(front: Front, refs: tuple[str, str, str]) -> None:
    async with Trader(front) as one:
        one.references = 7
        await quoted(one, "DCE")  # 8, 9, 10
        names = ("quote_ref", "ask_order_ref", "bid_order_ref")
        quote(one, "DCE", **dict(zip(names, refs, strict=True)))
        assert script(await one.notices()) == "OnRspQuoteInsert 22 OnErrRtnQuoteInsert 22"


# -- what is refused


@pytest.mark.parametrize(
    ("error_id", "exchange", "changes"),
    [
        (146, "DCE", {"investor_id": ""}),
        (9, "DCE", {"investor_id": "v"}),
        (147, "DCE", {"exchange_id": ""}),
        (148, "DCE", {"exchange_id": "XXXX"}),
        (150, "DCE", {"exchange_id": "SHFE"}),
        (16, "DCE", {"instrument_id": "m9999"}),
        (85, "SHFE", {"instrument_id": NO_QUOTES}),
        (15, "SHFE", {"ask_volume": 0}),
        (15, "CZCE", {"bid_volume": 0}),
        (15, "CFFEX", {"bid_volume": 0}),
        (15, "DCE", {"ask_volume": 0, "bid_volume": 0}),
        (15, "DCE", {"ask_volume": -1}),
        (15, "SHFE", {"ask_volume": 1}),
        (15, "CZCE", {"ask_volume": 1}),
        (15, "DCE", {"ask_offset_flag": "9"}),
        (15, "DCE", {"bid_offset_flag": ""}),
        (15, "DCE", {"ask_hedge_flag": "9"}),
        (15, "DCE", {"bid_hedge_flag": ""}),
        (15, "DCE", {"time_condition": "1"}),
        (15, "DCE", {"quote_ref": "abc"}),
        (15, "DCE", {"bid_order_ref": "-1"}),
        (95, "DCE", {"ask_price": float("nan")}),
        (3047, "CZCE", {"ask_hedge_flag": "3", "bid_hedge_flag": "3"}),
        (30, "DCE", {"ask_offset_flag": CLOSE}),
        (51, "SHFE", {"bid_offset_flag": CLOSE}),
    ],
)
async def test_quotes_that_ctp_refuses(
    front: Front, error_id: int, exchange: str, changes: dict[str, Any]
) -> None:
    async with Trader(front) as one, Trader(front) as other:
        quote(one, exchange, **({"request_id": 3} | changes))
        got = await one.notices()
        assert script(got) == f"OnRspQuoteInsert {error_id} OnErrRtnQuoteInsert {error_id}"
        assert [notice.record.request_id for notice in got] == [3, 3]
        assert script(await other.notices()) == f"OnErrRtnQuoteInsert {error_id}"
        assert await one.query("Quote") == [] == await one.query("Order")
        # Nothing is held back, and no reference is used up.
        assert front.accounts["u"].funds.frozen_margin == 0
        one.references = 0
        await quoted(one, "GFEX")


@pytest.mark.parametrize(
    ("user", "error_id"), [("watcher", 28), ("closer", 29), ("unconfirmed", 42), ("one side", 31)]
)
async def test_who_may_not_quote(front: Front, user: str, error_id: int) -> None:
    """The last one's money is enough for one side."""
    async with Trader(front, user, confirm=user != "unconfirmed") as one:
        quote(one, "SHFE", ask_volume=1, bid_volume=1)
        assert script(await one.notices()) == f"OnRspQuoteInsert {error_id} OnErrRtnQuoteInsert {error_id}"
        assert front.accounts[user].funds.frozen_margin == 0
        assert front.accounts[user].orders == ()


async def test_an_option() -> None:
    """The vendor's first example: at CZCE, the bid filled, then the ask."""
    name = "SR605C5700"
    async with (
        Front(seed=1, trading_day="20260302", fill="book", instruments=["SR605", name]) as front,
        Trader(front) as one,
        Trader(front, "v") as other,
    ):
        info = front.instruments[name]
        price = round(info.reference_price / info.price_tick) * info.price_tick
        bid, asked = price - info.price_tick, price + info.price_tick
        around = {"instrument_id": name, "bid_price": bid, "ask_price": asked}
        quote(one, "CZCE", **around, bid_hedge_flag="3")
        assert script(await one.notices()) == "OnRspQuoteInsert 66 OnErrRtnQuoteInsert 66"
        standing, _, _ = await quoted(one, "CZCE", **around)
        await other.done(name, SELL, bid, 2)
        assert sides(await one.notices()) == "R(0)+ T+"
        await other.done(name, BUY, asked, 2)
        assert sides(await one.notices()) == "Q(0) R(0)- T-"
        (row,) = await one.query("Quote")
        assert (row.quote_status, row.quote_sys_id) == ("0", standing.quote_sys_id)
        long, short = front.accounts["u"].positions
        assert (long.position, short.position) == (2, 2)
        assert front.accounts["u"].funds.frozen_margin == 0


async def test_quotes_close_positions_too(front: Front) -> None:
    async with Trader(front, "old") as one, Trader(front, "v") as other:
        state, ask, _ = await quoted(one, "DCE", ask_offset_flag="4")
        assert (state.ask_offset_flag, ask.comb_offset_flag) == ("4", "1")
        quote(one, "DCE", ask_offset_flag=CLOSE)
        # The first quote still holds the lots when CTP looks.
        assert script(await one.notices()) == "OnRspQuoteInsert 30 OnErrRtnQuoteInsert 30"
        await other.done("m2605", BUY, 3051.0, 2)
        assert {p.instrument_id: p.position for p in front.accounts["old"].positions}["m2605"] == 0


@pytest.mark.parametrize(
    ("exchange", "changes", "text"),
    [
        ("CZCE", {"ask_price": 5699.0}, "双边报价指令卖价必须大于买价"),
        ("DCE", {"ask_price": 3048.0}, "双边报价指令卖价必须大于买价"),
        ("SHFE", {"ask_price": 3150.5}, "价格非最小单位倍数"),
        ("CFFEX", {"bid_price": 0.0}, "价格跌破跌停板"),
        ("DCE", {"ask_price": 9999.0}, "价格超出涨停板"),
    ],
)
async def test_quotes_that_the_exchange_refuses(
    front: Front, exchange: str, changes: dict[str, Any], text: str
) -> None:
    async with Trader(front) as one:
        quote(one, exchange, **changes)
        got = await one.notices()
        assert sides(got) == "R(a)- R(a)+ Q(a) R(5)- R(5)+ Q(5)"
        for notice in got[3:]:
            assert notice.record.order_submit_status == "4"
            assert notice.record.status_msg == f"已撤单报单被拒绝{exchange}:{text}"
        assert got[5].record.quote_sys_id == "" == got[3].record.order_sys_id
        assert front.accounts["u"].funds.frozen_margin == 0
        withdraw(one, got[5].record)
        assert script(await one.notices()) == "OnRspQuoteAction 26 OnErrRtnQuoteAction 26"


@pytest.mark.parametrize("exchange", ["CFFEX", "SHFE"])
async def test_where_the_sides_may_cross_they_meet(front: Front, exchange: str) -> None:
    _, price, tick = CONTRACTS[exchange]
    async with Trader(front) as one:
        quote(one, exchange, ask_price=price - tick)
        got = await one.notices()
        assert sides(got) == "R(a)- R(a)+ Q(a) Q(3) R(3)- R(a)+ R(0)+ T+ R(3)- R(0)- T-"
        first, second = [n.record for n in got if n.name == "OnRtnTrade"]
        assert first.trade_id == second.trade_id


async def test_one_side_alone(front: Front) -> None:
    async with Trader(front) as one:
        for volumes, story, refs in (
            ({"ask_volume": 0}, "R(a)+ Q(a) Q(3) R(3)+", ("", "2")),
            ({"bid_volume": 0}, "R(a)- Q(a) R(5)+ Q(3) R(3)-", ("4", "")),
        ):
            quote(one, "DCE", **volumes, ask_order_ref=refs[0], bid_order_ref=refs[1])
            got = await one.notices()
            assert sides(got) == story
        (state,) = [n.record for n in got if n.name == "OnRtnQuote"][-1:]
        assert state.bid_order_sys_id == "" != state.ask_order_sys_id
        withdraw(one, state)
        assert sides(await one.notices()) == "R(3)- Q(3) R(5)-"
        await quoted(one, "CFFEX", ask_volume=3)


async def test_not_while_nothing_trades(front: Front) -> None:
    async with Trader(front) as one:
        standing, _, _ = await quoted(one, "SHFE")
        front.set_status("1")
        quote(one, "SHFE")
        got = await one.notices()
        assert sides(got) == "R(a)- R(a)+ Q(a) R(5)- R(5)+ Q(5)"
        assert got[5].record.status_msg.endswith("当前状态禁止此项操作")
        withdraw(one, standing)
        assert script(await one.notices()) == "OnErrRtnQuoteAction 91"
        front.set_status("2")
        withdraw(one, standing)
        assert sides(await one.notices()) == "Q(5) R(5)- R(5)+"


# -- time, rules, days, versions


async def test_on_the_way_to_the_exchange() -> None:
    async with (
        Front(seed=1, fill="book", instruments=["m2701", "SR701"], exchange_latency=0.5) as front,
        Trader(front) as one,
    ):
        for name, exchange in (("m2701", "DCE"), ("SR701", "CZCE")):
            price = front.instruments[name].reference_price
            quote(one, exchange, instrument_id=name, ask_price=price + 1, bid_price=price - 1)
            got = await one.next(3)
            assert sides(got) == "R(a)- R(a)+ Q(a)"
            # Its orders are not to be cancelled before the exchange has answered; the quote may be.
            one.cancel(got[0].record)
            assert script(await one.next(2)) == "OnRspOrderAction 92 OnErrRtnOrderAction 92"
            withdraw(one, got[2].record)
            if exchange == "DCE":
                assert sides(await one.next(8)) == "Q(3) R(3)- R(3)+ R(3)- R(3)+ Q(3) R(5)- R(5)+"
            else:
                assert script(await one.next(2)) == "OnRspQuoteAction 157 OnErrRtnQuoteAction 157"
                assert sides(await one.next(3)) == "Q(3) R(3)+ R(3)-"


async def test_rules(front: Front) -> None:
    async with Trader(front) as one:
        with front.rule("ReqQuoteInsert", error_id=28, text="不行"):
            quote(one, "DCE")
            assert script(await one.notices()) == "OnRspQuoteInsert 28 OnErrRtnQuoteInsert 28"
        with front.rule("ReqQuoteInsert", exchange_error="非法的做市商响应") as rule:
            quote(one, "DCE")
            got = await one.notices()
            assert sides(got) == "R(a)- R(a)+ Q(a) R(5)- R(5)+ Q(5)"
            assert got[5].record.status_msg == "已撤单报单被拒绝DCE:非法的做市商响应"
            assert rule.hits == 1
        standing, _, _ = await quoted(one, "CZCE")
        with front.rule("ReqQuoteAction", exchange_error="不行"), front.rule("OnRtnQuote", duplicate=True):
            withdraw(one, standing)
            assert script(await one.notices()) == "OnErrRtnQuoteAction 91"
            quote(one, "DCE")
            assert sides(await one.notices()) == "R(a)- R(a)+ Q(a) Q(a) Q(3) Q(3) R(3)- R(3)+"


async def test_they_are_gone_with_their_day() -> None:
    market = StillMarket("m2701", trading_day="20261105")
    async with Front(market=market, fill="book") as front, Trader(front) as one:
        price = market.instruments["m2701"].reference_price
        around = {"instrument_id": "m2701", "ask_price": price + 1, "bid_price": price - 1}
        standing, _, _ = await quoted(one, "DCE", **around)
        market.trading_day = "20261106"
        assert front.accounts["u"].orders == ()
        async with Trader(front) as two:
            assert await two.query("Quote") == []
            withdraw(two, standing)
            assert "OnRspQuoteAction 86" in script(await two.notices())
            await quoted(two, "DCE", **around)


@pytest.mark.parametrize("version", installed().versions)
async def test_every_version(front: Front, version: str) -> None:
    async with Trader(front, version=version) as one:
        standing, _, _ = await quoted(one, "CZCE")
        assert standing.version == version
        (row,) = await one.query("Quote", quote_sys_id=standing.quote_sys_id)
        assert row == standing
        assert await one.query("Quote", quote_sys_id="9") == []
        assert await one.query("Quote", insert_time_end="00:00:01") == []
        withdraw(one, standing)
        assert sides(await one.notices()) == "Q(5) R(5)- R(5)+"
        withdraw(one, standing)
        assert script(await one.notices()) == "OnRspQuoteAction 26 OnErrRtnQuoteAction 26"
        quote(one, "SHFE", ask_volume=1)
        assert script(await one.notices()) == "OnRspQuoteInsert 15 OnErrRtnQuoteInsert 15"
