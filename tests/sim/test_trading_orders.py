"""Orders: the reports of each case, who refuses what, cancels, and who hears of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from trader import (
    BUY,
    CLOSE,
    CLOSE_TODAY,
    CLOSE_YESTERDAY,
    DAY,
    FAK,
    FOK,
    OPEN,
    SELL,
    Notice,
    Trader,
    script,
)

from actp import records
from actp.ctp.description import installed
from actp.sim import Account, Front, Limits, Position, instrument_info
from actp.sim.accounts.triggers import fulfilled

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

# One contract of each exchange, and a price on its tick near the middle of the day's range.
CONTRACTS = {
    "SHFE": ("rb2605", 3150.0),
    "INE": ("sc2605", 485.0),
    "DCE": ("m2605", 3050.0),
    "CZCE": ("SR605", 5700.0),
    "CFFEX": ("IF2606", 4500.0),
    "GFEX": ("si2605", 8800.0),
}
RICH = [
    Account("u", "p", balance=1e9),
    Account("v", "p", balance=1e9),
    Account("poor", "p", balance=20_000.0),
    Account("unconfirmed", "p"),
    Account("free", "p", confirm_settlement=False),
    Account("closer", "p", trading="close"),
    Account("watcher", "p", trading="none"),
    Account("dalian", "p", exchanges=("DCE",)),
    Account(
        "old",
        "p",
        balance=1e9,
        positions=(
            Position("rb2605", BUY, 5, 3100.0),
            Position("rb2605", BUY, 2, 3140.0, today=True),
            Position("m2605", SELL, 4),
        ),
    ),
]


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    instruments = [name for name, _ in CONTRACTS.values()]
    closed = instrument_info("hc2605")
    closed = type(closed)(
        **{name: getattr(closed, name) for name in closed.__dataclass_fields__} | {"is_trading": False}
    )
    async with Front(
        seed=1, trading_day="20260302", fill="book", accounts=RICH, instruments=[*instruments, closed]
    ) as running:
        yield running


def orders(notices: list[Notice]) -> list[Any]:
    return [notice.record for notice in notices if notice.name == "OnRtnOrder"]


def trades(notices: list[Notice]) -> list[Any]:
    return [notice.record for notice in notices if notice.name == "OnRtnTrade"]


# -- the reports of an order


@pytest.mark.parametrize(
    ("exchange", "maker", "taker"),
    [
        ("SHFE", "R(3) R(0) T", "R(a) R(a) R(0) T"),
        ("INE", "R(3) R(0) T", "R(a) R(a) R(0) T"),
        ("CFFEX", "R(3) R(0) T", "R(a) R(a) R(0) T"),
        ("CZCE", "R(3) R(0) T", "R(a) R(3) R(3) R(0) T"),
        ("DCE", "R(0) T", "R(a) R(3) R(0) T"),
        ("GFEX", "R(0) T", "R(a) R(3) R(0) T"),
    ],
)
async def test_rests_then_fills(front: Front, exchange: str, maker: str, taker: str) -> None:
    name, price = CONTRACTS[exchange]
    async with Trader(front) as one, Trader(front, "v") as other:
        assert script(await one.done(name, BUY, price, 3)) == "R(a) R(3)"
        got = await other.done(name, SELL, price, 3)
        assert script(got) == taker
        met = await one.notices()
        assert script(met) == maker
        (buy,), (sell,) = trades(met), trades(got)
        assert (buy.trade_id, buy.exchange_id, buy.price, buy.volume) == (
            sell.trade_id,
            exchange,
            price,
            3,
        )
        assert {buy.direction, sell.direction} == {BUY, SELL}
        assert sell.order_sys_id == orders(got)[-1].order_sys_id


async def test_the_records_of_a_resting_order(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one:
        one.references = 41
        submitted, queued = orders(
            await one.done(name, BUY, price, 3, request_id=5, order_memo="mine", ip_address="1.2.3.4")
        )
        for order in (submitted, queued):
            assert (order.front_id, order.session_id) == (1, one.login_record.session_id)
            assert (order.order_ref, order.request_id, order.order_memo) == ("42", 5, "mine")
            assert (order.limit_price, order.volume_total_original, order.volume_total) == (price, 3, 3)
            assert order.order_local_id.strip() and order.trader_id and order.broker_order_seq > 0
            assert (order.trading_day, order.insert_date) == ("20260302", "20260302")
            assert order.insert_time == "09:29:00"
        assert (submitted.order_sys_id, submitted.order_submit_status) == ("", "0")
        assert (submitted.status_msg, submitted.notify_sequence) == ("报单已提交", 0)
        assert len(queued.order_sys_id) == 12 and queued.order_sys_id.startswith(" ")
        assert (queued.order_submit_status, queued.status_msg) == ("3", "未成交")
        assert queued.notify_sequence == 1
        assert queued.sequence_no > submitted.sequence_no


async def test_three_of_ten_then_the_rest(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one, Trader(front, "v") as other:
        await one.done(name, BUY, price, 10)
        other.order(name, SELL, price, 3)
        assert script(await other.notices()) == "R(a) R(a) R(0) T"
        met = await one.notices()
        assert script(met) == "R(3) R(1) T"
        assert [(o.volume_traded, o.volume_total) for o in orders(met)] == [(0, 10), (3, 7)]
        await other.done(name, SELL, price, 7)
        assert script(await one.notices()) == "R(1) R(0) T"


async def test_fills_of_several_makers_come_together(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one, Trader(front, "v") as other:
        for step, volume in ((0, 1), (1, 2), (2, 3)):
            await one.done(name, SELL, price + step, volume)
        got = await other.done(name, BUY, price + 1, 5)
        assert script(got) == "R(a) R(a) R(1) T T"
        assert [(t.price, t.volume) for t in trades(got)] == [(price, 1), (price + 1, 2)]
        assert script(await one.notices()) == "R(3) R(0) T R(3) R(0) T"
        assert [o.volume_total for o in front.books("v").orders] == [2]
        # What remains rests at its limit.
        got = await one.done(name, SELL, price, 2)
        assert trades(got)[0].price == price + 1


@pytest.mark.parametrize("exchange", sorted(CONTRACTS))
async def test_rests_then_is_cancelled(front: Front, exchange: str) -> None:
    name, price = CONTRACTS[exchange]
    async with Trader(front) as one:
        before = front.books("u").account.available
        queued = orders(await one.done(name, BUY, price, 3))[-1]
        assert front.books("u").account.available < before
        one.cancel(queued)
        got = await one.notices()
        assert script(got) == "R(3) R(5)"
        last = orders(got)[-1]
        assert (last.status_msg, last.volume_total, last.active_user_id) == ("已撤单", 3, "u")
        assert last.cancel_time == "09:29:00"
        assert front.books("u").account.available == before
        # By the exchange's key too, which is right-aligned.
        queued = orders(await one.done(name, BUY, price, 3))[-1]
        one.cancel(exchange_id=exchange, order_sys_id=queued.order_sys_id)
        assert script(await one.notices()) == "R(3) R(5)"


async def test_partly_filled_then_cancelled(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one, Trader(front, "v") as other:
        queued = orders(await one.done(name, BUY, price, 10))[-1]
        await other.done(name, SELL, price, 4)
        await one.notices()
        one.cancel(queued)
        got = await one.notices()
        assert script(got) == "R(1) R(5)"
        assert [(o.volume_traded, o.volume_total) for o in orders(got)] == [(4, 6), (4, 6)]


@pytest.mark.parametrize(
    ("exchange", "part", "nothing"),
    [
        ("SHFE", "R(a) R(5) R(5) T", "R(a) R(5)"),
        ("INE", "R(a) R(5) R(5) T", "R(a) R(5)"),
        ("CFFEX", "R(a) R(5) R(5) T", "R(a) R(5)"),
        ("DCE", "R(a) R(3) R(1) T R(5)", "R(a) R(3) R(5)"),
        ("GFEX", "R(a) R(3) R(1) T R(5)", "R(a) R(3) R(5)"),
        ("CZCE", "R(a) R(3) R(3) R(1) T R(5)", "R(a) R(3) R(5)"),
    ],
)
@pytest.mark.parametrize("volume_condition", ["1", "2"])
async def test_fill_and_kill(
    front: Front, exchange: str, part: str, nothing: str, volume_condition: str
) -> None:
    name, price = CONTRACTS[exchange]
    fak = {**FAK, "volume_condition": volume_condition}
    async with Trader(front) as one, Trader(front, "v") as other:
        assert script(await one.done(name, BUY, price, 3, **fak)) == nothing
        await other.done(name, SELL, price, 2)
        got = await one.done(name, BUY, price, 3, **fak)
        assert script(got) == part
        assert (orders(got)[-1].volume_traded, orders(got)[-1].volume_total) == (2, 1)
        books = front.books("u")
        assert (books.account.frozen_margin, books.account.frozen_commission) == (0, 0)
        assert [p.position for p in books.positions] == [2]


async def test_fill_or_kill_and_minimum_volume(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one, Trader(front, "v") as other:
        await other.done(name, SELL, price, 2)
        assert script(await one.done(name, BUY, price, 3, **FOK)) == "R(a) R(5)"
        at_least = {**FAK, "volume_condition": "2", "min_volume": 3}
        assert script(await one.done(name, BUY, price, 4, **at_least)) == "R(a) R(5)"
        assert script(await other.notices()) == ""
        await other.done(name, SELL, price, 1)
        assert script(await one.done(name, BUY, price, 4, **at_least)) == "R(a) R(5) R(5) T T"
        await other.done(name, SELL, price, 3)
        assert script(await one.done(name, BUY, price, 3, **FOK)) == "R(a) R(a) R(0) T"


async def test_a_market_order(front: Front) -> None:
    market = {"order_price_type": "1", "limit_price": 0.0}
    for exchange, timing in (("DCE", FOK), ("GFEX", FOK), ("CZCE", {**FOK, "time_condition": "3"})):
        name, price = CONTRACTS[exchange]
        async with Trader(front) as one, Trader(front, "v") as other:
            await other.done(name, SELL, price, 2)
            await other.done(name, SELL, price * 1.01 // 10 * 10, 2)
            got = await one.done(name, BUY, 0.0, 3, **timing, **market)
            assert [t.volume for t in trades(got)] == [2, 1]
            got = await one.done(name, BUY, 0.0, 3, **timing, **market)
            assert orders(got)[-1].order_status == "5" and not trades(got)


async def test_best_price_and_five_levels_at_cffex(front: Front) -> None:
    name, price = CONTRACTS["CFFEX"]
    async with Trader(front) as one, Trader(front, "v") as other:
        for step in range(7):
            await other.done(name, SELL, price + step, 1)
        got = await one.done(name, BUY, 0.0, 3, **FAK, order_price_type="3", limit_price=0.0)
        assert [t.price for t in trades(got)] == [price]
        assert orders(got)[-1].order_status == "5"
        got = await one.done(name, BUY, 0.0, 9, **FAK, order_price_type="G", limit_price=0.0)
        assert [t.price for t in trades(got)] == [price + step for step in range(1, 6)]
        # For the day, the rest becomes a limit order at the last price.
        got = await one.done(name, BUY, 0.0, 2, **DAY, order_price_type="3", limit_price=0.0)
        assert script(got) == "R(a) R(a) R(1) T"
        await other.notices()
        got = await other.done(name, SELL, price, 1)
        assert [t.price for t in trades(got)] == [price + 6]


# -- refused by the exchange


@pytest.mark.parametrize(
    ("exchange", "change", "text"),
    [
        ("SHFE", {"limit_price": 3150.5}, "价格非最小单位倍数"),
        ("DCE", {"limit_price": 3050.3}, "价格非最小单位倍数"),
        ("SHFE", {"limit_price": 3380.0}, "价格超出涨停板"),
        ("SHFE", {"limit_price": 2900.0}, "价格跌破跌停板"),
        ("SHFE", {"limit_price": -1.0}, "价格跌破跌停板"),
        ("SHFE", {"volume_total_original": 501}, "报单手数超过最大限制500手"),
        ("DCE", {"order_price_type": "1", "volume_total_original": 201}, "报单手数超过最大限制200手"),
        ("SHFE", {"order_price_type": "1", "limit_price": 0.0}, "不被支持的报单类型"),
        ("INE", {"order_price_type": "1", "limit_price": 0.0}, "不被支持的报单类型"),
        ("DCE", {"order_price_type": "G", "limit_price": 0.0}, "不被支持的报单类型"),
    ],
)
async def test_refused_by_the_exchange(
    front: Front, exchange: str, change: dict[str, Any], text: str
) -> None:
    name, price = CONTRACTS[exchange]
    async with Trader(front) as one:
        before = front.books("u").account.available
        got = await one.done(name, BUY, price, 3, **change)
        assert script(got) == "R(a) R(5)"
        last = orders(got)[-1]
        assert (last.order_submit_status, last.order_sys_id) == ("4", "")
        assert last.status_msg == f"已撤单报单被拒绝{exchange}:{text}"
        assert front.books("u").account.available == before
        one.cancel(last)
        assert script(await one.notices()) == "OnRspOrderAction 26 OnErrRtnOrderAction 26"


async def test_czce_cuts_a_price_to_the_tick(front: Front) -> None:
    name, price = CONTRACTS["CZCE"]
    async with Trader(front) as one, Trader(front, "v") as other:
        await one.done(name, BUY, price + 0.7, 3)
        assert trades(await other.done(name, SELL, price, 3))[0].price == price


async def test_a_closed_instrument(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front, public=(2, 0)) as one:
        queued = orders(await one.done(name, BUY, price, 3))[-1]
        front.set_status("6", "rb")
        (status,) = await one.notices()
        assert (status.name, status.frame.flow) == ("OnRtnInstrumentStatus", 3)
        assert (status.record.instrument_id, status.record.instrument_status) == ("rb", "6")
        got = await one.done(name, BUY, price, 3)
        assert script(got) == "R(a) R(5)"
        assert orders(got)[-1].status_msg == "已撤单报单被拒绝SHFE:当前状态禁止此项操作"
        one.cancel(queued)
        (refused,) = await one.notices()
        assert str(refused) == "OnErrRtnOrderAction 91"
        assert refused.frame.error_text == "CTP:SHFE:当前状态禁止此项操作"
        assert [o.order_status for o in front.books("u").orders] == ["3", "5"]
        front.set_status("2", "rb")
        one.cancel(queued)
        assert script((await one.notices())[1:]) == "R(3) R(5)"


# -- refused by CTP


@pytest.mark.parametrize(
    ("error_id", "change"),
    [
        (9, {"investor_id": "v"}),
        (15, {"direction": "7"}),
        (15, {"comb_offset_flag": "9"}),
        (15, {"comb_offset_flag": ""}),
        (15, {"comb_hedge_flag": "8"}),
        (15, {"order_price_type": ""}),
        (15, {"time_condition": "5"}),
        (15, {"volume_condition": "4"}),
        (15, {"volume_total_original": 0}),
        (15, {"volume_total_original": -1}),
        (15, {"min_volume": 4}),
        (15, {"order_ref": "x1"}),
        (15, {"force_close_reason": "1"}),
        (16, {"instrument_id": "rb9999"}),
        (16, {"instrument_id": "RB2605"}),
        (17, {"instrument_id": "hc2605"}),
        (30, {"instrument_id": "m2605", "exchange_id": "DCE", "comb_offset_flag": CLOSE}),
        (50, {"comb_offset_flag": CLOSE_TODAY}),
        (51, {"comb_offset_flag": CLOSE}),
        (51, {"comb_offset_flag": CLOSE_YESTERDAY}),
        (15, {"contingent_condition": "G"}),
        (54, {"contingent_condition": "2"}),
        (95, {"contingent_condition": "5", "stop_price": float("nan")}),
        (65, {"is_swap_order": 1}),
        (80, {"order_price_type": "4"}),
        (95, {"limit_price": float("nan")}),
        (146, {"investor_id": ""}),
        (147, {"exchange_id": ""}),
        (148, {"exchange_id": "NYSE"}),
        (150, {"exchange_id": "DCE"}),
    ],
)
async def test_refused_by_ctp(front: Front, error_id: int, change: dict[str, Any]) -> None:
    async with Trader(front) as one, Trader(front) as twin, Trader(front, "v") as other:
        before = front.books("u")
        one.order("rb2605", BUY, 3150.0, 3, **change)
        got = await one.notices()
        assert script(got) == f"OnRspOrderInsert {error_id} OnErrRtnOrderInsert {error_id}"
        (response,) = [n for n in got if n.name == "OnRspOrderInsert"]
        assert (response.frame.request_id, response.frame.flow, response.frame.last) == (7, 0, True)
        assert response.frame.error_text.startswith("CTP:")
        assert any(c > "\u4e00" for c in response.frame.error_text)
        assert response.record.order_ref == change.get("order_ref", "1")
        (pushed,) = await twin.notices()
        assert (str(pushed), pushed.frame.flow) == (f"OnErrRtnOrderInsert {error_id}", 2)
        assert await other.notices() == []
        assert front.books("u") == before
        # The session can go on.
        assert script(await one.done("rb2605", BUY, 3150.0, 3)) == "R(a) R(3)"


async def test_what_an_account_may_not(front: Front) -> None:
    for user, instrument, expected in (
        ("watcher", "rb2605", 28),
        ("closer", "rb2605", 29),
        ("dalian", "rb2605", 20),
        ("poor", "IF2606", 31),
    ):
        async with Trader(front, user) as one:
            price = dict(CONTRACTS.values())[instrument]
            got = await one.done(instrument, BUY, price, 1)
            assert {n.error_id for n in got} == {expected}, user
    async with Trader(front, "dalian") as one:
        assert script(await one.done("m2605", BUY, 3050.0, 1)) == "R(a) R(3)"


async def test_an_unconfirmed_settlement_refuses_orders(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front, "unconfirmed", confirm=False) as one:
        assert {n.error_id for n in await one.done(name, BUY, price, 1)} == {42}
        assert await one.query("SettlementInfoConfirm", broker_id="9999", investor_id="unconfirmed") == []
        assert not front.books("unconfirmed").settlement_confirmed
        await one.confirm_settlement()
        (row,) = await one.query("SettlementInfoConfirm", broker_id="9999", investor_id="unconfirmed")
        assert len(row.confirm_date) == len(row.confirm_time) == 8
        assert script(await one.done(name, BUY, price, 1)) == "R(a) R(3)"
    async with Trader(front, "unconfirmed", confirm=False) as again:
        assert script(await again.done(name, BUY, price, 1)) == "R(a) R(3)"
    async with Trader(front, "free", confirm=False) as one:
        assert script(await one.done(name, BUY, price, 1)) == "R(a) R(3)"


async def test_order_refs_grow_within_a_session(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one:
        for ref, expected in (("9", "9"), ("10", "10"), ("10", None), ("9", None), ("", "11"), ("12", "12")):
            got = await one.done(name, BUY, price, 1, order_ref=ref)
            if expected is None:
                assert {n.error_id for n in got} == {22}, ref
            else:
                assert {o.order_ref for o in orders(got)} == {expected}, ref
        async with Trader(front) as twin:
            assert script(await twin.done(name, BUY, price, 1, order_ref="1")) == "R(a) R(3)"


async def test_cancels_that_ctp_refuses(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one, Trader(front) as twin, Trader(front, "v") as other:
        queued = orders(await one.done(name, BUY, price, 1))[-1]
        await twin.notices()
        for expected, fields in (
            (25, {"order_ref": "77"}),
            (25, {"session_id": queued.session_id + 1}),
            (25, {"exchange_id": "SHFE", "order_sys_id": queued.order_sys_id.strip()}),
            (25, {"exchange_id": "DCE", "order_sys_id": queued.order_sys_id}),
            (27, {"action_flag": "3"}),
            (23, {"action_flag": ""}),
        ):
            one.cancel(queued, **fields)
            got = await one.notices()
            assert {n.name for n in got} == {"OnRspOrderAction", "OnErrRtnOrderAction"}
            assert {n.error_id for n in got} == {expected}, fields
            (pushed,) = await twin.notices()
            assert pushed.name == "OnErrRtnOrderAction"
            assert isinstance(pushed.record, records.OrderAction)
        # Another user's order is not to be found.
        other.cancel(queued)
        assert {n.error_id for n in await other.notices()} == {25}
        # Its own other session may cancel it.
        twin.cancel(queued)
        assert script(await twin.notices()) == "R(3) R(5)"
        assert script(await one.notices()) == "R(3) R(5)"
        one.cancel(queued)
        assert {n.error_id for n in await one.notices()} == {26}


@pytest.mark.parametrize("price", [-1.7e308, -1e18, 1e18, 1.7e308])
async def test_a_price_beyond_all_measure_leaves_nothing_in_the_books(
    anyio_backend: Any, price: float
) -> None:
    account = Account("u", "p", positions=(Position("rb2605", BUY, 5),))
    async with (
        Front(
            seed=1, trading_day="20260302", fill="book", instruments=["rb2605"], accounts=[account]
        ) as front,
        Trader(front) as one,
    ):
        (before,) = await one.query("TradingAccount")
        for direction, offset in ((BUY, OPEN), (SELL, OPEN), (SELL, CLOSE_YESTERDAY)):
            await one.done("rb2605", direction, price, 1, offset)
        assert await one.query("TradingAccount") == [before]


async def test_orders_over_the_rate(anyio_backend: Any) -> None:
    async with (
        Front(seed=1, fill="book", instruments=["rb"], limits=Limits(order_freq=2)) as front,
        Trader(front) as one,
    ):
        for _ in range(3):
            one.order(front.contract("rb"), BUY, 3150.0, 1)
        got = await one.notices()
        assert script(got) == "R(a) R(3) R(a) R(3) OnRspOrderInsert 116 OnErrRtnOrderInsert 116"


async def test_nothing_is_served_before_the_login(anyio_backend: Any) -> None:
    async with Front(seed=1, instruments=["rb2605"]) as front:
        one = Trader(front)
        await one.open()
        try:
            await one.handshake()
            one.order("rb2605", BUY, 3150.0, 1)
            one.cancel(order_ref="1")
            one.request("ReqQryOrder", records.QryOrder(), 9)
            got = [await one.frame() for _ in range(3)]
            assert [(f.name, f.error_id) for f in got] == [
                ("OnRspOrderInsert", 6),
                ("OnRspOrderAction", 6),
                ("OnRspQryOrder", 6),
            ]
        finally:
            await one.aclose()


# -- offsets


async def test_shfe_keeps_today_and_history_apart(front: Front) -> None:
    async with Trader(front, "old") as one:
        for offset, volume, expected in (
            (CLOSE_TODAY, 3, 50),
            (CLOSE, 6, 51),
            (CLOSE_YESTERDAY, 6, 51),
        ):
            got = await one.done("rb2605", SELL, 3150.0, volume, offset)
            assert {n.error_id for n in got} == {expected}
        assert script(await one.done("rb2605", SELL, 3150.0, 2, CLOSE_TODAY)) == "R(a) R(3)"
        assert script(await one.done("rb2605", SELL, 3150.0, 4, CLOSE)) == "R(a) R(3)"
        # What other orders hold back cannot be closed again.
        assert {n.error_id for n in await one.done("rb2605", SELL, 3150.0, 1, CLOSE_TODAY)} == {50}
        assert {n.error_id for n in await one.done("rb2605", SELL, 3150.0, 2, CLOSE_YESTERDAY)} == {51}
        assert script(await one.done("rb2605", SELL, 3150.0, 1, CLOSE_YESTERDAY)) == "R(a) R(3)"
        rows = {row.position_date: row for row in front.books("old").positions if row.posi_direction == "2"}
        assert (rows["1"].position, rows["1"].short_frozen, rows["1"].today_position) == (2, 2, 2)
        assert (rows["2"].position, rows["2"].short_frozen, rows["2"].today_position) == (5, 5, 0)
        assert (rows["1"].yd_position, rows["2"].yd_position) == (0, 5)
        async with Trader(front, "v") as other:
            await other.done("rb2605", BUY, 3150.0, 7)
        rows = {row.position_date: row for row in front.books("old").positions if row.posi_direction == "2"}
        assert [(r.position, r.short_frozen) for r in (rows["1"], rows["2"])] == [(0, 0), (0, 0)]
        assert rows["2"].yd_position == 5
        # Today's against the opening price, history against the last settlement.
        assert rows["1"].close_profit_by_date == pytest.approx((3150 - 3140) * 10 * 2)
        assert rows["2"].close_profit_by_date == pytest.approx((3150 - 3150) * 10 * 5)
        assert rows["2"].close_profit_by_trade == pytest.approx((3150 - 3100) * 10 * 5)


@pytest.mark.parametrize("offset", [CLOSE, CLOSE_TODAY, CLOSE_YESTERDAY])
async def test_elsewhere_a_close_is_a_close(front: Front, offset: str) -> None:
    async with Trader(front, "old") as one, Trader(front, "v") as other:
        assert {n.error_id for n in await one.done("m2605", BUY, 3050.0, 5, offset)} == {30}
        got = await one.done("m2605", BUY, 3050.0, 4, offset)
        assert {o.comb_offset_flag for o in orders(got)} == {CLOSE}
        await other.done("m2605", SELL, 3050.0, 4)
        (row,) = [row for row in front.books("old").positions if row.instrument_id == "m2605"]
        assert (row.position, row.yd_position, row.position_date, row.close_volume) == (0, 4, "1", 4)


# -- other sessions, other versions


async def test_all_sessions_of_a_user_hear_of_an_order(front: Front) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front) as one, Trader(front, version="6.3.15") as twin, Trader(front, "v") as other:
        mine = await one.done(name, BUY, price, 3)
        theirs = await twin.notices()
        assert script(mine) == script(theirs) == "R(a) R(3)"
        assert [n.frame.sequence for n in theirs] == [1, 2]
        assert {o.session_id for o in orders(theirs)} == {one.login_record.session_id}
        assert await other.notices() == []


@pytest.mark.parametrize("version", installed().versions)
async def test_every_version_trades(front: Front, version: str) -> None:
    name, price = CONTRACTS["SHFE"]
    async with Trader(front, version=version) as one, Trader(front, "v", version=version) as other:
        assert one.login_record.max_order_ref == "1"
        queued = orders(await one.done(name, BUY, price, 3))[-1]
        assert script(await other.done(name, SELL, price, 1)) == "R(a) R(a) R(0) T"
        assert script(await one.notices()) == "R(3) R(1) T"
        one.cancel(queued)
        assert script(await one.notices()) == "R(1) R(5)"
        assert {n.error_id for n in await one.done(name, BUY, price, 0)} == {15}
        one.cancel(queued)
        assert {n.error_id for n in await one.notices()} == {26}


# -- conditional orders


@pytest.mark.parametrize(
    ("condition", "field", "below", "at", "above"),
    [
        ("5", "last_price", False, False, True),
        ("6", "last_price", False, True, True),
        ("7", "last_price", True, False, False),
        ("8", "last_price", True, True, False),
        ("9", "ask_price1", False, False, True),
        ("A", "ask_price1", False, True, True),
        ("B", "ask_price1", True, False, False),
        ("C", "ask_price1", True, True, False),
        ("D", "bid_price1", False, False, True),
        ("E", "bid_price1", False, True, True),
        ("F", "bid_price1", True, False, False),
        ("H", "bid_price1", True, True, False),
    ],
)
def test_what_touches_a_condition(condition: str, field: str, below: bool, at: bool, above: bool) -> None:
    request = records.InputOrder(contingent_condition=condition, stop_price=3000.0)
    for price, expected in ((2999.0, below), (3000.0, at), (3001.0, above), (float("nan"), False)):
        tick = records.DepthMarketData(**{field: price})
        assert fulfilled(request, tick) is expected


async def test_reports_of_a_conditional_order(front: Front) -> None:
    async with Trader(front) as one, Trader(front) as twin, Trader(front, "v") as other:
        kept = await one.done("rb2605", BUY, 3150.0, 3, contingent_condition="6", stop_price=3200.0)
        assert script(kept) == "R(b)"
        report = orders(kept)[0]
        assert report.order_sys_id.startswith("TJBD_") and report.order_type == "4"
        assert front.books("u").account.frozen_margin == 0
        await front.push_tick(instrument_id="rb2605", last_price=3199.0)
        assert script(await one.notices()) == ""
        await front.push_tick(instrument_id="rb2605", last_price=3200.0)
        told = await one.notices()
        assert script(told) == "R(c) R(a) R(3)"
        triggered = orders(told)[-1]
        assert triggered.relative_order_sys_id == report.order_sys_id
        assert (triggered.front_id, triggered.session_id) == (0, 0)
        assert triggered.order_local_id != report.order_local_id
        assert front.books("u").account.frozen_margin > 0
        # Once only.
        await front.push_tick(instrument_id="rb2605", last_price=3201.0)
        assert script(await one.notices()) == ""
        assert script(await twin.notices()) == "R(b) R(c) R(a) R(3)"
        assert script(await other.notices()) == ""
        one.cancel(report)
        assert script(await one.notices()) == "OnRspOrderAction 26 OnErrRtnOrderAction 26"
        one.cancel(exchange_id="SHFE", order_sys_id=triggered.order_sys_id, instrument_id="rb2605")
        assert script(await one.notices()) == "R(3) R(5)"


async def test_a_condition_that_holds_already(front: Front) -> None:
    async with Trader(front) as one:
        await front.push_tick(instrument_id="rb2605", last_price=3200.0)
        got = await one.done("rb2605", BUY, 3150.0, 3, contingent_condition="6", stop_price=3100.0)
        assert script(got) == "R(b) R(c) R(a) R(3)"


async def test_ctp_refuses_what_a_condition_triggers(front: Front) -> None:
    async with Trader(front) as one:
        closing = {"contingent_condition": "8", "stop_price": 3000.0}
        kept = await one.done("rb2605", SELL, 2950.0, 3, CLOSE_TODAY, **closing)
        assert script(kept) == "R(b)"
        await front.push_tick(instrument_id="rb2605", last_price=2999.0)
        told = await one.notices()
        assert [n.name for n in told] == ["OnRtnOrder", "OnRtnErrorConditionalOrder"]
        assert orders(told)[0].order_status == "c"
        record = told[1].record
        assert record.error_id == 50 and record.error_msg
        assert record.order_sys_id == orders(kept)[0].order_sys_id


async def test_no_right_to_conditional_orders() -> None:
    account = Account("u", "p", conditional_orders=False)
    async with Front(seed=1, trading_day="20260302", accounts=[account], instruments=["rb2605"]) as front:
        async with Trader(front) as one:
            got = await one.done("rb2605", BUY, 3150.0, 1, contingent_condition="6", stop_price=3200.0)
            assert script(got) == "OnRspOrderInsert 62 OnErrRtnOrderInsert 62"
