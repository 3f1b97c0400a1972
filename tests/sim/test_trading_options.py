"""Options traded, exercised, set off and settled: reports, what is frozen, and money against sums by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from typing import Any

import pytest
from trader import BUY, CLOSE, OPEN, SELL, Notice, Trader

from actp.ctp.description import installed
from actp.sim import Account, Front, InstrumentInfo, Position, instrument_info

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY = "20260302"
CALL, PUT, FUTURE = "m2605-C-3000", "m2605-P-3000", "m2605"
CU, SR, IO = "cu2605C70000", "SR605C5300", "IO2605-C-4000"


def front_of(names: Iterable[str | InstrumentInfo], *accounts: Account) -> Front:
    return Front(seed=1, trading_day=DAY, fill="book", instruments=names, accounts=accounts or None)


ALL = [CALL, PUT, CU, SR, IO]


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    accounts = [Account(user, "p", balance=500_000.0) for user in "uv"]
    async with front_of(ALL, *accounts) as running:
        yield running


async def traded(front: Front, buyer: Trader, seller: Trader, name: str, price: float, volume: int) -> None:
    """Both open."""
    seller.order(name, SELL, price, volume)
    await seller.notices()
    assert "T" in map(str, await buyer.done(name, BUY, price, volume))
    await seller.notices()


def exercise(one: Trader, name: str, volume: int, **fields: Any) -> int:
    values = {
        "instrument_id": name,
        "exchange_id": one.front.instruments[name].exchange,
        "volume": volume,
        "offset_flag": CLOSE,
        "hedge_flag": "1",
        "action_type": "1",
        "posi_direction": "2",
        "reserve_position_flag": "0",
        "close_flag": "1",
    }
    return one.tell("ReqExecOrderInsert", **(values | fields))


async def row_of(one: Trader, name: str, direction: str) -> Any:
    (row,) = [
        r for r in await one.query("InvestorPosition", instrument_id=name) if r.posi_direction == direction
    ]
    return row


def states(notices: list[Notice]) -> list[tuple[str, str, str]]:
    return [(n.name, n.record.order_submit_status.value, n.record.exec_result.value) for n in notices]


# -- trading


async def test_the_premium_is_paid_and_the_seller_puts_up_margin(front: Front) -> None:
    async with Trader(front, "u") as buyer, Trader(front, "v") as seller:
        # A resting order to buy freezes its premium, one to sell the margin at its price.
        buyer.order(CALL, BUY, 90.0, 3)
        (row,) = await buyer.query("TradingAccount")
        assert (row.frozen_cash, row.frozen_margin, row.frozen_commission) == (2700.0, 0.0, 9.0)
        assert row.available == 500_000.0 - 2709.0
        seller.order(CALL, SELL, 95.0, 2)
        (cost,) = await seller.query("OptionInstrTradeCost", instrument_id=CALL, input_price=95.0)
        (row,) = await seller.query("TradingAccount")
        assert (row.frozen_cash, row.frozen_margin) == (0.0, pytest.approx(2 * (cost.fixed_margin + 950.0)))
        # They meet at 90.
        await seller.done(CALL, SELL, 90.0, 3)
        await buyer.notices()
        (row,) = await buyer.query("TradingAccount")
        assert (row.cash_in, row.commission, row.frozen_cash) == (-2700.0, 9.0, 0.0)
        assert (row.balance, row.available) == (497_291.0, 497_291.0)
        assert (row.curr_margin, row.position_profit, row.close_profit) == (0.0, 0.0, 0.0)
        (row,) = await seller.query("TradingAccount")
        assert (row.cash_in, row.balance) == (2700.0, 502_691.0)
        assert row.curr_margin == pytest.approx(3 * (cost.fixed_margin + 900.0))
        held = await row_of(buyer, CALL, "2")
        assert (held.position, held.cash_in, held.use_margin, held.position_profit) == (3, -2700.0, 0.0, 0.0)
        assert held.option_value == pytest.approx(3 * 10 * held.settlement_price)
        sold = await row_of(seller, CALL, "3")
        assert (sold.position, sold.cash_in, sold.option_value) == (3, 2700.0, -held.option_value)
        assert sold.use_margin == pytest.approx(3 * (cost.fixed_margin + 900.0))


async def test_closing_brings_the_premium_back(front: Front) -> None:
    async with Trader(front, "u") as buyer, Trader(front, "v") as seller:
        await traded(front, buyer, seller, CALL, 90.0, 3)
        # Who buys back pays: its order freezes the premium.
        seller.order(CALL, BUY, 100.0, 2, CLOSE)
        await seller.notices()
        (row,) = await seller.query("TradingAccount")
        assert (row.frozen_cash, row.frozen_margin) == (2000.0, 0.0)
        assert (await row_of(seller, CALL, "3")).frozen_cash == 2000.0
        await buyer.done(CALL, SELL, 100.0, 2, CLOSE)
        await seller.notices()
        for one, premium, balance in ((buyer, -700.0, 499_285.0), (seller, 700.0, 500_685.0)):
            (row,) = await one.query("TradingAccount")
            assert (row.cash_in, row.close_profit, row.frozen_cash) == (premium, 0.0, 0.0)
            assert row.balance == row.pre_balance + row.cash_in - row.commission == balance
        details = await buyer.query("InvestorPositionDetail", instrument_id=CALL)
        assert [
            (d.volume, d.close_volume, d.close_profit_by_date, d.close_profit_by_trade) for d in details
        ] == [(1, 2, 0.0, 0.0)]


async def test_without_money_for_the_premium(anyio_backend: Any) -> None:
    accounts = [Account("u", "p", balance=900.0), Account("v", "p", balance=10_000.0)]
    async with front_of([CALL], *accounts) as front, Trader(front) as one, Trader(front, "v") as seller:
        got = await one.done(CALL, BUY, 90.0, 1)
        assert {n.error_id for n in got} == {31} and "还需3.00元" in got[0].frame.error_text
        assert {n.error_id for n in await one.done(CALL, BUY, 89.5, 1)} == {None}
        # The seller has margin for one, and then too little to buy it back dearly.
        seller.order(CALL, SELL, 89.5, 1)
        await seller.notices()
        (row,) = await seller.query("TradingAccount")
        front.accounts["v"].withdraw(round(row.available - 500.0, 2))
        got = await seller.done(CALL, BUY, 89.5, 1, CLOSE)
        assert {n.error_id for n in got} == {31}
        assert {n.error_id for n in await seller.done(CALL, BUY, 49.0, 1, CLOSE)} == {None}


async def test_how_many_can_be_bought_or_sold(front: Front) -> None:
    async with Trader(front) as one:
        request = {"instrument_id": CALL, "hedge_flag": "1", "offset_flag": OPEN}
        limit = front.snapshot(CALL).upper_limit_price
        (row,) = await one.query("MaxOrderVolume", **request, direction=BUY)
        assert row.max_volume == min(100, int(500_000 / (limit * 10 + 3)))
        (row,) = await one.query("MaxOrderVolume", **request, direction=SELL)
        assert {n.error_id for n in await one.done(CALL, SELL, limit, min(row.max_volume, 100))} == {None}


# -- exercise


async def test_exercise_is_reported_and_freezes_lots_and_margin(front: Front) -> None:
    async with Trader(front, "u") as one, Trader(front, "v") as seller, Trader(front, "u") as other:
        await traded(front, one, seller, CALL, 90.0, 5)
        await other.notices()
        exercise(one, CALL, 3, request_id=9)
        got = await one.notices()
        assert states(got) == [("OnRtnExecOrder", "0", "n"), ("OnRtnExecOrder", "3", "n")]
        first, second = (n.record for n in got)
        assert (first.exec_order_ref, first.exec_order_sys_id, first.request_id) == ("1", "", 9)
        assert len(second.exec_order_sys_id) == 12 and second.exec_order_sys_id.startswith(" ")
        assert (second.front_id, second.session_id) == (1, one.login_record.session_id)
        assert (second.instrument_id, second.exchange_id, second.volume) == (CALL, "DCE", 3)
        # The other session of the user hears of it, too.
        assert states(await other.notices()) == states(got)
        row = await row_of(one, CALL, "2")
        assert (row.position, row.strike_frozen, row.abandon_frozen, row.short_frozen) == (5, 3, 0, 0)
        margin = 3 * 3000 * 10 * front.instruments[FUTURE].margins.long_by_money
        assert row.strike_frozen_amount == row.frozen_margin == pytest.approx(margin)
        (account,) = await one.query("TradingAccount")
        assert (account.frozen_margin, account.frozen_commission) == (pytest.approx(margin), 9.0)
        # What is declared cannot be closed.
        got = await one.done(CALL, SELL, 100.0, 3, CLOSE)
        assert {n.error_id for n in got} == {30}
        rows = await one.query("ExecOrder", broker_id="9999", investor_id="u")
        assert rows == [second]
        assert await one.query("ExecOrder", instrument_id=PUT) == []
        assert (
            await one.query("ExecOrder", exchange_id="DCE", exec_order_sys_id=second.exec_order_sys_id)
            == rows
        )
        assert await one.query("ExecOrder", insert_time_start="23:59:59") == []


async def test_an_exercise_is_cancelled(front: Front) -> None:
    async with Trader(front, "u") as one, Trader(front, "v") as seller:
        await traded(front, one, seller, CALL, 90.0, 5)
        exercise(one, CALL, 2)
        exercise(one, CALL, 2)
        (_, first, _, second) = (n.record for n in await one.notices())
        # By the session's key, and by the exchange's.
        session = {"front_id": 1, "session_id": first.session_id, "exec_order_ref": first.exec_order_ref}
        system = {"exchange_id": "DCE", "exec_order_sys_id": second.exec_order_sys_id}
        for key in (session, system):
            one.tell("ReqExecOrderAction", instrument_id=CALL, action_flag="0", **key)
            (notice,) = await one.notices()
            assert states([notice]) == [("OnRtnExecOrder", "3", "c")]
            assert (notice.record.active_user_id, notice.record.status_msg) == ("u", "已撤单")
            assert notice.record.cancel_time
        assert (await row_of(one, CALL, "2")).strike_frozen == 0
        (account,) = await one.query("TradingAccount")
        assert (account.frozen_margin, account.frozen_commission) == (0.0, 0.0)


async def action_errors(one: Trader, **fields: Any) -> list[tuple[str, int | None]]:
    one.tell("ReqExecOrderAction", **({"action_flag": "0"} | fields))
    return [(n.name, n.error_id) for n in await one.notices()]


async def test_what_cannot_be_cancelled(front: Front) -> None:
    async with Trader(front, "u") as one, Trader(front, "v") as seller:
        await traded(front, one, seller, CALL, 90.0, 5)

        def both(error_id: int) -> list[tuple[str, int]]:
            return [("OnRspExecOrderAction", error_id), ("OnErrRtnExecOrderAction", error_id)]

        assert await action_errors(one, exec_order_ref="7", front_id=1) == both(73)
        assert await action_errors(one, exchange_id="DCE", exec_order_sys_id="x") == both(73)
        assert await action_errors(one, action_flag="3") == both(27)
        assert await action_errors(one, action_flag="") == both(71)
        assert await action_errors(one, investor_id="v") == both(9)
        exercise(one, CALL, 1)
        record = (await one.notices())[-1].record
        key = {"front_id": 1, "session_id": record.session_id, "exec_order_ref": record.exec_order_ref}
        assert await action_errors(one, **key) == [("OnRtnExecOrder", None)]
        assert await action_errors(one, **key) == both(26)
        # Nobody cancels another's.
        exercise(one, CALL, 1)
        sys_id = (await one.notices())[-1].record.exec_order_sys_id
        assert await action_errors(seller, exchange_id="DCE", exec_order_sys_id=sys_id) == both(73)


@pytest.mark.parametrize(
    ("name", "fields", "error_id"),
    [
        (CALL, {"investor_id": ""}, 146),
        (CALL, {"investor_id": "v"}, 9),
        (CALL, {"exchange_id": "X"}, 148),
        (CALL, {"exchange_id": "SHFE"}, 150),
        (CALL, {"instrument_id": "x"}, 16),
        (FUTURE, {}, 69),
        (IO, {}, 27),
        (CALL, {"action_type": "3"}, 81),
        (CALL, {"action_type": ""}, 81),
        (CALL, {"action_type": "2"}, 87),
        (CU, {"volume": 0}, 15),
        (CALL, {"volume": -1}, 15),
        (CALL, {"offset_flag": "0"}, 15),
        (CALL, {"hedge_flag": ""}, 15),
        (CALL, {"posi_direction": "3"}, 15),
        (CALL, {"reserve_position_flag": ""}, 15),
        (CALL, {"close_flag": ""}, 15),
        (SR, {"close_flag": "0"}, 15),
        (CALL, {"exec_order_ref": "x"}, 15),
        (CALL, {"volume": 6}, 74),
        (CALL, {"hedge_flag": "3"}, 74),
        (PUT, {}, 74),
        # At SHFE today's lots and earlier ones are apart.
        (CU, {"offset_flag": "1"}, 74),
    ],
)
async def test_what_ctp_refuses(front: Front, name: str, fields: dict[str, Any], error_id: int) -> None:
    async with Trader(front, "u") as one, Trader(front, "v") as seller:
        for held in (CALL, CU, SR):
            await traded(front, one, seller, held, front.instruments[held].reference_price, 5)
        exercise(one, name, **({"volume": 1} | fields))
        got = await one.notices()
        assert [(n.name, n.error_id) for n in got] == [
            ("OnRspExecOrderInsert", error_id),
            ("OnErrRtnExecOrderInsert", error_id),
        ]
        assert await one.query("ExecOrder") == []


async def test_references_grow(front: Front) -> None:
    async with Trader(front, "u") as one, Trader(front, "v") as seller:
        await traded(front, one, seller, CALL, 90.0, 5)
        for reference, error_id in (("5", None), ("5", 67), ("4", 67), ("", None), ("7", None)):
            exercise(one, CALL, 1, exec_order_ref=reference)
            assert {n.error_id for n in await one.notices()} == {error_id}
        assert [row.exec_order_ref for row in await one.query("ExecOrder")] == ["5", "6", "7"]
        # Orders have references of their own.
        assert {n.error_id for n in await one.done(CALL, SELL, 200.0, 1, CLOSE, order_ref="2")} == {None}


async def test_when_exercise_is_forbidden(front: Front) -> None:
    async with Trader(front, "u") as one, Trader(front, "v") as seller:
        await traded(front, one, seller, CALL, 90.0, 5)
        front.set_status("1", "m_o")
        exercise(one, CALL, 1)
        assert [n.error_id for n in await one.notices()] == [139, 139]
    accounts = [Account("w", "p"), Account("x", "p", trading="none"), Account("y", "p")]
    async with front_of([CALL], *accounts) as other:
        async with (
            Trader(other, "w", confirm=False) as one,
            Trader(other, "x") as two,
            Trader(other, "y") as three,
        ):
            exercise(one, CALL, 1)
            assert [n.error_id for n in await one.notices()] == [42, 42]
            exercise(two, CALL, 1)
            assert [n.error_id for n in await two.notices()] == [28, 28]
            with other.rule("ReqExecOrderInsert", error_id=70):
                exercise(three, CALL, 1)
                got = await three.notices()
            assert [(n.name, n.error_id) for n in got] == [
                ("OnRspExecOrderInsert", 70),
                ("OnErrRtnExecOrderInsert", 70),
            ]


async def test_an_option_without_its_underlying_cannot_be_exercised(anyio_backend: Any) -> None:
    odd = replace(instrument_info(CALL), id="x")
    assert odd.option is not None
    odd = replace(odd, option=replace(odd.option, underlying="none"))
    account = Account("u", "p", positions=(Position("x", BUY, 1),))
    async with front_of([odd], account) as front, Trader(front) as one:
        exercise(one, "x", 1)
        assert [n.error_id for n in await one.notices()] == [70, 70]


async def test_without_money_for_the_margin(anyio_backend: Any) -> None:
    account = Account("u", "p", balance=2_000.0, positions=(Position(CALL, BUY, 1),))
    async with front_of([CALL], account) as front, Trader(front) as one:
        exercise(one, CALL, 1)
        got = await one.notices()
        assert [n.error_id for n in got] == [31, 31] and "还需" in got[0].frame.error_text


async def test_the_exchange_refuses_before_the_last_day(front: Front) -> None:
    """A European option, and giving up an exercise; DCE's calling off as well."""
    async with Trader(front, "u") as one, Trader(front, "v") as seller:
        for name in (CU, SR, CALL):
            await traded(front, one, seller, name, front.instruments[name].reference_price, 2)
        for name, fields in (
            (CU, {"offset_flag": "3"}),
            (SR, {"action_type": "2"}),
            (CALL, {"volume": 0}),
        ):
            exercise(one, name, **({"volume": 1} | fields))
            got = await one.notices()
            assert states(got) == [("OnRtnExecOrder", "0", "n"), ("OnRtnExecOrder", "4", "n")]
            assert "不在宣告期内" in got[1].record.status_msg
            assert got[1].record.exec_order_sys_id == ""
            assert (await row_of(one, name, "2")).strike_frozen == 0
        # An American one goes.
        exercise(one, SR, 1)
        assert states(await one.notices())[1] == ("OnRtnExecOrder", "3", "n")


async def test_exercise_takes_its_time_to_the_exchange(anyio_backend: Any) -> None:
    account = Account("u", "p", positions=(Position(CALL, BUY, 3),))
    async with (
        Front(
            seed=1,
            trading_day=DAY,
            fill="book",
            instruments=[CALL],
            accounts=[account],
            exchange_latency=0.1,
            virtual=True,
        ) as front,
        Trader(front) as one,
    ):
        exercise(one, CALL, 1)
        (first,) = await one.notices()
        assert states([first]) == [("OnRtnExecOrder", "0", "n")]
        key = {"front_id": 1, "session_id": first.record.session_id, "exec_order_ref": "1"}
        assert await action_errors(one, **key) == []
        # A second cancel while the first is on its way.
        assert await action_errors(one, **key) == [
            ("OnRspExecOrderAction", 72),
            ("OnErrRtnExecOrderAction", 72),
        ]
        await front.advance(0.2)
        assert [n.record.exec_result.value for n in await one.notices()] == ["n", "c"]


@pytest.mark.parametrize("version", installed().versions)
async def test_every_version(anyio_backend: Any, version: str) -> None:
    account = Account(
        "u", "p", positions=(Position(CALL, BUY, 3), Position(CALL, SELL, 3), Position(FUTURE, SELL, 1))
    )
    async with front_of([CALL], account) as front, Trader(front, version=version) as one:
        exercise(one, CALL, 1)
        record = (await one.notices())[-1].record
        assert record.instrument_id == CALL
        key = {"front_id": 1, "session_id": record.session_id, "exec_order_ref": record.exec_order_ref}
        assert await action_errors(one, **key) == [("OnRtnExecOrder", None)]
        assert len(await one.query("ExecOrder")) == 1
        self_close(one, CALL, 2)
        assert [n.name for n in await one.notices()] == ["OnRtnOptionSelfClose"] * 2
        assert len(await one.query("OptionSelfClose")) == 1
        assert (
            len(await one.query("OptionInstrTradeCost")) == len(await one.query("OptionInstrCommRate")) == 1
        )
        assert len(await one.query("InvestorProductGroupMargin")) == 2


# -- self-close


def self_close(one: Trader, name: str, volume: int, flag: str = "1", **fields: Any) -> int:
    values = {
        "instrument_id": name,
        "exchange_id": one.front.instruments[name].exchange,
        "volume": volume,
        "hedge_flag": "1",
        "opt_self_close_flag": flag,
    }
    return one.tell("ReqOptionSelfCloseInsert", **(values | fields))


async def test_self_close_is_reported_and_cancelled(front: Front) -> None:
    async with Trader(front) as one:
        # Nothing needs to be held: that is for the settlement to see.
        self_close(one, CU, 4)
        got = await one.notices()
        assert states(got) == [("OnRtnOptionSelfClose", "0", "n"), ("OnRtnOptionSelfClose", "3", "n")]
        record = got[1].record
        assert (record.option_self_close_ref, record.volume, record.opt_self_close_flag) == ("1", 4, "1")
        assert await one.query("OptionSelfClose", exchange_id="SHFE") == [record]
        # Once is enough.
        self_close(one, CU, 5)
        assert [(n.name, n.error_id) for n in await one.notices()] == [
            ("OnRspOptionSelfCloseInsert", 3046),
            ("OnErrRtnOptionSelfCloseInsert", 3046),
        ]
        key = {"exchange_id": "SHFE", "option_self_close_sys_id": record.option_self_close_sys_id}

        async def cancel(**fields: Any) -> list[tuple[str, int | None]]:
            values = {"instrument_id": CU, "action_flag": "0"} | fields
            one.tell("ReqOptionSelfCloseAction", **values)
            return [(n.name, n.error_id) for n in await one.notices()]

        def both(error_id: int) -> list[tuple[str, int]]:
            return [("OnRspOptionSelfCloseAction", error_id), ("OnErrRtnOptionSelfCloseAction", error_id)]

        assert await cancel(action_flag="") == both(3043)
        assert await cancel(option_self_close_ref="9") == both(3044)
        assert await cancel(**key) == [("OnRtnOptionSelfClose", None)]
        assert await cancel(**key) == both(3045)
        self_close(one, CU, 5)
        assert {n.error_id for n in await one.notices()} == {None}


@pytest.mark.parametrize(
    ("name", "fields", "error_id"),
    [
        (FUTURE, {}, 3041),
        (SR, {}, 27),
        (IO, {}, 27),
        (CU, {"volume": 0}, 3043),
        (CU, {"flag": "5"}, 3043),
        (CU, {"flag": ""}, 3043),
        (CU, {"hedge_flag": ""}, 3043),
        (CU, {"option_self_close_ref": "x"}, 3043),
        (CU, {"option_self_close_ref": "0"}, 3042),
        (CU, {"investor_id": "v"}, 9),
        (CU, {"instrument_id": "x"}, 16),
    ],
)
async def test_what_no_self_close_is(front: Front, name: str, fields: dict[str, Any], error_id: int) -> None:
    async with Trader(front) as one:
        self_close(one, name, **({"volume": 1} | fields))
        assert [(n.name, n.error_id) for n in await one.notices()] == [
            ("OnRspOptionSelfCloseInsert", error_id),
            ("OnErrRtnOptionSelfCloseInsert", error_id),
        ]


async def test_margins_by_product_group(front: Front) -> None:
    async with Trader(front, "u") as one, Trader(front, "v") as seller:
        await traded(front, one, seller, CALL, 90.0, 2)
        await traded(front, one, seller, FUTURE, 3000.0, 1)
        rows = {row.product_group_id: row for row in await seller.query("InvestorProductGroupMargin")}
        (account,) = await seller.query("TradingAccount")
        assert sum(row.use_margin for row in rows.values()) == pytest.approx(account.curr_margin)
        assert (rows["m_o"].short_use_margin, rows["m_o"].long_use_margin) == (rows["m_o"].use_margin, 0.0)
        assert rows["m_o"].cash_in == 1800.0
        (row,) = await seller.query("InvestorProductGroupMargin", product_group_id="m")
        assert row == rows["m"]
