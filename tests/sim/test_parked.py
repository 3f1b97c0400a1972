"""Parked orders and cancels: taken while nothing trades, sent when it does, seen by query only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rawclient import RawClient
from simdata import StillMarket
from trader import BUY, CLOSE, DAY, OPEN, SELL, Trader, script

from actp import records
from actp.ctp.description import installed
from actp.sim import Account, Front, Limits, instrument_info

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

BREAK, CONTINUOUS, AUCTION, CLOSED = "1", "2", "3", "6"
RB = ("rb2605", 3150.0)
ACCOUNTS = [
    Account("u", "p", balance=1e9),
    Account("v", "p", balance=1e9),
    Account("poor", "p", balance=1000.0),
    Account("watcher", "p", trading="none"),
]


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    pair = instrument_info("m2605")
    pair = type(pair)(
        **{name: getattr(pair, name) for name in pair.__dataclass_fields__} | {"id": "SP m2605&m2609"}
    )
    async with Front(
        seed=1, trading_day="20260302", fill="book", accounts=ACCOUNTS, instruments=["rb2605", "m2605", pair]
    ) as running:
        yield running


def order(instrument_id: str, direction: str, price: float, volume: int, **fields: Any) -> dict[str, Any]:
    values = {
        "instrument_id": instrument_id,
        "exchange_id": "SHFE" if instrument_id.startswith("rb") else "DCE",
        "order_price_type": "2",
        "direction": direction,
        "comb_offset_flag": OPEN,
        "comb_hedge_flag": "1",
        "limit_price": price,
        "volume_total_original": volume,
        **DAY,
        "min_volume": 1,
        "contingent_condition": "1",
        "force_close_reason": "0",
    }
    return values | fields


async def park(session: Trader, *args: Any, **fields: Any) -> Any:
    """Park an order; the record that CTP answers."""
    answer = await session.ask("ReqParkedOrderInsert", **order(*args, **fields))
    assert (answer.name, answer.error_id, answer.last) == ("OnRspParkedOrderInsert", 0, True), answer
    return session.record(answer)


@pytest.mark.parametrize("version", installed().versions)
async def test_kept_until_the_product_trades(front: Front, version: str) -> None:
    front.set_status(BREAK, "rb")
    async with Trader(front, version=version) as one, Trader(front) as other:
        answer = await one.ask(
            "ReqParkedOrderInsert",
            **order(*RB[:1], BUY, RB[1], 3, order_ref="77", request_id=5, is_swap_order=0),
        )
        assert (answer.name, answer.error_id, answer.error_text, answer.flow) == (
            "OnRspParkedOrderInsert",
            0,
            "CTP:正确",
            0,
        )
        kept = one.record(answer)
        assert (kept.parked_order_id, kept.status.value, kept.user_type.value) == ("           1", "1", "0")
        assert (kept.instrument_id, kept.volume_total_original, kept.limit_price) == ("rb2605", 3, 3150.0)
        # Nothing is held back, and nobody else hears of it.
        assert front.accounts["u"].funds.frozen_margin == 0
        assert [await session.notices() for session in (one, other)] == [[], []]
        (row,) = await one.query("ParkedOrder", broker_id="9999", investor_id="u")
        assert row == kept
        front.set_status(CONTINUOUS, "rb")
        for session in (one, other):
            got = await session.notices()
            assert script(got) == "R(a) R(3)"
            sent = got[-1].record
            # Of nobody's session, and with a reference of CTP's own.
            assert (sent.front_id, sent.session_id, sent.order_ref) == (0, 0, "1")
            assert (sent.instrument_id, sent.volume_total, sent.request_id) == ("rb2605", 3, 5)
        (row,) = await one.query("ParkedOrder")
        assert row == kept.replace(status="2")
        # It is cancelled by the key that it has.
        one.cancel(sent)
        assert script(await one.notices()) == "R(3) R(5)"


async def test_each_product_for_itself_and_each_once(front: Front) -> None:
    front.set_status(BREAK)
    async with Trader(front) as one:
        await park(one, "rb2605", BUY, 3150.0, 1)
        await park(one, "m2605", BUY, 3050.0, 2)
        for status in (CLOSED, "0", BREAK):
            front.set_status(status)
            assert await one.notices() == []
        front.set_status(CONTINUOUS, "m")
        got = await one.notices()
        assert (script(got), got[0].record.instrument_id) == ("R(a) R(3)", "m2605")
        front.set_status(BREAK, "m")
        front.set_status(CONTINUOUS, "m")
        assert await one.notices() == []
        rows = await one.query("ParkedOrder")
        assert [(row.parked_order_id.strip(), row.status.value) for row in rows] == [("1", "1"), ("2", "2")]
        assert [r.instrument_id for r in await one.query("ParkedOrder", instrument_id="m2605")] == ["m2605"]
        assert await one.query("ParkedOrder", exchange_id="CZCE") == []
        async with Trader(front, "v") as other:
            assert await other.query("ParkedOrder") == []
            (refused,) = await other.query_frames("ParkedOrder", broker_id="9999", investor_id="u")
            assert refused.error_id == 9


async def test_an_auction_is_a_trading_phase(front: Front) -> None:
    front.set_status(BREAK, "rb")
    async with Trader(front) as one:
        await park(one, "rb2605", BUY, 3150.0, 1)
        front.set_status(AUCTION, "rb")
        assert (await one.notices())[0].record.order_status.value == "a"
        assert (await one.query("ParkedOrder"))[0].status.value == "2"


async def test_cancels_are_parked_too_and_go_in_their_turn(front: Front) -> None:
    async with Trader(front) as one:
        resting = (await one.done("rb2605", BUY, 3150.0, 3))[-1].record
        front.set_status(BREAK, "rb")
        by_reference = {"front_id": 1, "session_id": resting.session_id, "order_ref": resting.order_ref}
        answer = await one.ask(
            "ReqParkedOrderAction",
            instrument_id="rb2605",
            exchange_id="SHFE",
            action_flag="0",
            order_action_ref=4,
            **by_reference,
        )
        assert (answer.name, answer.error_id) == ("OnRspParkedOrderAction", 0)
        kept = one.record(answer)
        assert (kept.parked_order_action_id, kept.status.value, kept.user_type.value) == (
            "           1",
            "1",
            "0",
        )
        await park(one, "rb2605", SELL, 3150.0, 1)
        assert await one.query("ParkedOrderAction") == [kept]
        front.set_status(CONTINUOUS, "rb")
        got = await one.notices()
        # Had the sale gone first, it would have met the purchase.
        assert script(got) == "R(3) R(5) R(a) R(3)"
        assert got[1].record.active_user_id == "u"
        assert await one.query("ParkedOrderAction") == [kept.replace(status="2")]
        assert len(await one.query("ParkedOrder")) == 1


async def test_what_is_refused_when_it_is_sent_shows_in_the_row(front: Front) -> None:
    front.set_status(BREAK)
    async with Trader(front, "poor") as poor:
        await park(poor, "rb2605", BUY, 3150.0, 3)
        await park(poor, "rb2605", SELL, 3150.0, 1, comb_offset_flag=CLOSE)
        await poor.ask(
            "ReqParkedOrderAction",
            instrument_id="rb2605",
            exchange_id="SHFE",
            order_sys_id="         999",
            action_flag="0",
        )
        # The exchange's refusal is the order's, as always.
        await park(poor, "m2605", BUY, 10.0, 1)
        front.set_status(CONTINUOUS)
        got = await poor.notices()
        assert script(got) == (
            "R(a) R(5) OnErrRtnOrderInsert 31 OnErrRtnOrderInsert 51 OnErrRtnOrderAction 25"
        )
        assert got[2].record.limit_price == 3150.0
        rows = await poor.query("ParkedOrder")
        assert [(r.status.value, r.error_id) for r in rows] == [("2", 31), ("2", 51), ("2", 0)]
        assert rows[0].error_msg.startswith("CTP:资金不足") and rows[2].error_msg == ""
        (action,) = await poor.query("ParkedOrderAction")
        assert (action.status.value, action.error_id) == ("2", 25)
        assert action.error_msg == "CTP:撤单找不到相应报单"


async def test_removed_before_they_are_sent(front: Front) -> None:
    front.set_status(BREAK)
    async with Trader(front) as one, Trader(front, "v") as other:
        kept = await park(one, "rb2605", BUY, 3150.0, 1)
        late = await park(one, "m2605", BUY, 3050.0, 1)
        sent = await one.ask(
            "ReqParkedOrderAction", instrument_id="rb2605", order_ref="9", front_id=1, action_flag="0"
        )
        cancel = one.record(sent)
        for session, number, error_id in (
            (other, kept.parked_order_id, 45),
            (one, "1", 45),
            (one, "           9", 45),
            (one, "", 45),
            (one, kept.parked_order_id, 0),
            (one, kept.parked_order_id, 47),
        ):
            answer = await session.ask("ReqRemoveParkedOrder", parked_order_id=number)
            assert (answer.name, answer.error_id) == ("OnRspRemoveParkedOrder", error_id)
            assert session.record(answer).parked_order_id == number
        answer = await one.ask("ReqRemoveParkedOrder", parked_order_id="1", investor_id="v")
        assert answer.error_id == 9
        for error_id in (0, 47):
            answer = await one.ask(
                "ReqRemoveParkedOrderAction", parked_order_action_id=cancel.parked_order_action_id
            )
            assert (answer.name, answer.error_id) == ("OnRspRemoveParkedOrderAction", error_id)
        front.set_status(CONTINUOUS)
        assert script(await one.notices()) == "R(a) R(3)"
        answer = await one.ask("ReqRemoveParkedOrder", parked_order_id=late.parked_order_id)
        assert (answer.error_id, answer.error_text) == (46, "CTP:预埋（撤单）单已经发送")
        assert [row.status.value for row in await one.query("ParkedOrder")] == ["3", "2"]
        assert [row.status.value for row in await one.query("ParkedOrderAction")] == ["3"]


@pytest.mark.parametrize(
    ("error_id", "fields"),
    [
        (146, {"investor_id": ""}),
        (9, {"investor_id": "v"}),
        (147, {"exchange_id": ""}),
        (148, {"exchange_id": "XXXX"}),
        (150, {"exchange_id": "DCE"}),
        (16, {"instrument_id": "rb9999"}),
        (15, {"volume_total_original": 0}),
        (15, {"order_ref": "abc"}),
        (161, {"contingent_condition": "4"}),
        (161, {"contingent_condition": "5", "stop_price": 3000.0}),
        (161, {"contingent_condition": "2"}),
        (6011, {"instrument_id": "SP m2605&m2609", "exchange_id": "DCE"}),
    ],
)
async def test_orders_that_are_not_parked(front: Front, error_id: int, fields: dict[str, Any]) -> None:
    front.set_status(BREAK)
    async with Trader(front) as one:
        asked = order("rb2605", BUY, 3150.0, 1) | fields
        answer = await one.ask("ReqParkedOrderInsert", **asked)
        assert (answer.name, answer.error_id) == ("OnRspParkedOrderInsert", error_id)
        # What was asked for travels back.
        assert one.record(answer).volume_total_original == asked["volume_total_original"]
        assert await one.query("ParkedOrder") == [] == await one.notices()


@pytest.mark.parametrize(
    ("error_id", "fields"),
    [
        (146, {"investor_id": ""}),
        (9, {"investor_id": "v"}),
        (16, {"instrument_id": "rb9999"}),
        (23, {"action_flag": ""}),
        (27, {"action_flag": "3"}),
        (6012, {"instrument_id": "SP m2605&m2609"}),
    ],
)
async def test_cancels_that_are_not_parked(front: Front, error_id: int, fields: dict[str, Any]) -> None:
    front.set_status(BREAK)
    async with Trader(front) as one:
        asked = {"instrument_id": "rb2605", "order_ref": "1", "front_id": 1, "action_flag": "0"} | fields
        answer = await one.ask("ReqParkedOrderAction", **asked)
        assert (answer.name, answer.error_id) == ("OnRspParkedOrderAction", error_id)
        assert await one.query("ParkedOrderAction") == []


async def test_only_while_nothing_trades_and_only_with_the_settlement_confirmed(front: Front) -> None:
    async with Trader(front, "poor", confirm=False) as one, Trader(front, "watcher") as watcher:
        for name, fields in (
            ("ReqParkedOrderInsert", order("rb2605", BUY, 3150.0, 1)),
            (
                "ReqParkedOrderAction",
                {"instrument_id": "rb2605", "order_ref": "1", "front_id": 1, "action_flag": "0"},
            ),
        ):
            assert (await one.ask(name, **fields)).error_id == 42
        await one.confirm_settlement()
        for status in (CONTINUOUS, AUCTION):
            front.set_status(status, "rb")
            answer = await one.ask(name, **fields)
            assert (answer.error_id, answer.error_text) == (44, "CTP:交易所已经进入连续交易状态")
            answer = await one.ask("ReqParkedOrderInsert", **order("rb2605", BUY, 3150.0, 1))
            assert answer.error_id == 44
        front.set_status(BREAK, "rb")
        assert (await one.ask(name, **fields)).error_id == 0
        assert (await watcher.ask("ReqParkedOrderInsert", **order("rb2605", BUY, 3150.0, 1))).error_id == 28


async def test_limits() -> None:
    limits = Limits(parked_orders=2, broker_parked_orders=3)
    async with (
        Front(seed=1, instruments=["rb2701"], limits=limits) as front,
        Trader(front) as one,
        Trader(front, "v") as other,
    ):
        front.set_status(BREAK)
        first = await park(one, "rb2701", BUY, 3150.0, 1)
        action = {"instrument_id": "rb2701", "order_ref": "1", "front_id": 1, "action_flag": "0"}
        assert (await one.ask("ReqParkedOrderAction", **action)).error_id == 0
        asked = order("rb2701", BUY, 3150.0, 1)
        assert (await one.ask("ReqParkedOrderInsert", **asked)).error_id == 159
        await park(other, "rb2701", BUY, 3150.0, 1)
        assert (await other.ask("ReqParkedOrderInsert", **asked)).error_id == 160
        await one.ask("ReqRemoveParkedOrder", parked_order_id=first.parked_order_id)
        await park(one, "rb2701", BUY, 3150.0, 1)


async def test_they_are_gone_with_their_day() -> None:
    market = StillMarket("rb2701", trading_day="20261105")
    async with Front(market=market, fill="book") as front:
        front.set_status(BREAK)
        async with Trader(front) as one:
            await park(one, "rb2701", BUY, 3150.0, 1)
            market.trading_day = "20261106"
            front.set_status(CONTINUOUS)
        async with Trader(front) as one:
            assert await one.query("ParkedOrder") == [] == await one.notices()


async def test_the_markets_own_phases_send_them(anyio_backend: Any) -> None:
    """Parked before the call auction, it is one of its orders, and trades in it."""
    names = ["rb2605"]
    day = {"trading_day": "20260302", "market_start": "08:50:00", "sessions": True}
    async with (
        Front(seed=1, speed=None, instruments=names, accounts=ACCOUNTS, **day) as front,
        Trader(front, public=(2, 0)) as one,
        RawClient(front.md_address) as md,
    ):
        high = front.snapshot("rb2605").upper_limit_price
        await park(one, "rb2605", BUY, high, 3)
        # The market moves for whoever listens.
        await md.ready("rb2605")
        story: list[str] = []
        while not story or story[-1] != "T":
            (notice,) = await one.next(1)
            phase = notice.name == "OnRtnInstrumentStatus"
            story.append(notice.record.instrument_status.value if phase else str(notice))
        assert story == [AUCTION, "R(a)", "R(3)", "5", "R(3)", "R(0)", "T"]
        assert notice.record.volume == 3


async def test_rules_refuse_them(front: Front) -> None:
    front.set_status(BREAK)
    async with Trader(front) as one:
        with front.rule("ReqParkedOrderInsert", error_id=159, text="够了"):
            answer = await one.ask("ReqParkedOrderInsert", **order("rb2605", BUY, 3150.0, 1))
        assert (answer.error_id, answer.error_text) == (159, "CTP:够了")
        assert await one.query("ParkedOrder") == []


def test_what_a_parked_order_says_an_order_says() -> None:
    """Every field that decides what is sent is in both structs."""
    ours = set(records.ParkedOrder.__struct__.by_attribute)
    missing = set(records.InputOrder.__struct__.by_attribute) - ours
    assert missing == {"order_memo", "session_req_seq"}
