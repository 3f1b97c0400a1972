"""What the day's settlement makes of options: exercised, assigned, set off, lapsed; money by hand."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from settling import SettlingMarket
from test_trading_options import CALL, CU, DAY, FUTURE, IO, PUT, SR, exercise, self_close, states
from trader import BUY, SELL, Notice, Trader

from actp.sim import Account, Commission, Front, InstrumentInfo, Position, instrument_info

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

NEXT = "20260303"
FREE = Commission(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def info_of(name: str, *, last_day: bool = False, fee: float = 0.0) -> InstrumentInfo:
    """A contract without commission; an option, if `last_day`, that expires today."""
    info = replace(instrument_info(name), commission=replace(FREE, exercise_by_volume=fee))
    if info.option is None or not last_day:
        return info
    return replace(info, option=replace(info.option, expire_date=DAY))


class Case:
    """A front with one account that holds something, and its days."""

    def __init__(self, infos: list[InstrumentInfo], *positions: Position, balance: float = 500_000.0) -> None:
        self.market = SettlingMarket(infos)
        self.front = Front(
            market=self.market,
            fill="book",
            accounts=[Account("u", "p", balance=balance, positions=positions)],
        )

    async def __aenter__(self) -> Case:
        await self.front.start()
        self.one = Trader(self.front, "u")
        await self.one.__aenter__()
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self.one.__aexit__(None, None, None)
        await self.front.aclose()

    async def settle(self, **prices: float) -> list[Notice]:
        """End the day; gives what was told before the session was cut. It logs in again."""
        await self.one.notices()
        await self.front.settle({name.replace("_", "-"): price for name, price in prices.items()})
        told: list[Notice] = []
        with suppress(ConnectionError):
            while True:
                frame = await self.one.frame()
                told.append(Notice(frame.name, self.one.record(frame), frame))
        await self.one.__aexit__(None, None, None)
        self.one = Trader(self.front, "u")
        await self.one.__aenter__()
        return told

    def held(self) -> dict[tuple[str, str], int]:
        """Lots by contract and direction."""
        rows = self.front.books("u").positions
        found: dict[tuple[str, str], int] = {}
        for row in rows:
            if row.position:
                key = (row.instrument_id, row.posi_direction.value)
                found[key] = found.get(key, 0) + row.position
        return found

    @property
    def balance(self) -> float:
        return float(self.front.books("u").account.balance)


async def test_a_declared_exercise_opens_the_future_at_the_strike(anyio_backend: Any) -> None:
    async with Case([info_of(CALL, fee=3.0), info_of(FUTURE)], Position(CALL, BUY, 5, 90.0)) as case:
        exercise(case.one, CALL, 3)
        await case.one.notices()
        (notice,) = await case.settle(m2605=3100.0)
        assert states([notice]) == [("OnRtnExecOrder", "3", "0")]
        assert notice.record.status_msg == "执行成功"
        assert case.held() == {(CALL, "2"): 2, (FUTURE, "2"): 3}
        # Marked to the settlement price, less the fee.
        assert case.balance == 500_000.0 + 3 * 100 * 10 - 3 * 3
        (future,) = [p for p in case.front.books("u").details if p.instrument_id == FUTURE]
        assert (future.open_price, future.trade_type, future.volume) == (3000.0, "1", 3)
        assert future.open_date == DAY and future.trade_id.strip()
        # The day's declarations are gone, and nothing is frozen.
        assert await case.one.query("ExecOrder") == []
        (row,) = await case.one.query("TradingAccount")
        assert (row.trading_day, row.frozen_margin) == (NEXT, 0.0)
        margin = case.front.instruments[FUTURE].margins.long_by_money
        assert row.curr_margin == pytest.approx(3 * 3100 * 10 * margin)


async def test_a_put_sells(anyio_backend: Any) -> None:
    async with Case([info_of(PUT), info_of(FUTURE)], Position(PUT, BUY, 2, 90.0)) as case:
        exercise(case.one, PUT, 2)
        await case.one.notices()
        # Even where it loses.
        await case.settle(m2605=3100.0)
        assert case.held() == {(FUTURE, "3"): 2}
        assert case.balance == 500_000.0 - 2 * 100 * 10


async def test_a_cancelled_exercise_does_nothing(anyio_backend: Any) -> None:
    async with Case([info_of(CALL)], Position(CALL, BUY, 2, 90.0)) as case:
        exercise(case.one, CALL, 2)
        record = (await case.one.notices())[-1].record
        case.one.tell(
            "ReqExecOrderAction",
            action_flag="0",
            exchange_id="DCE",
            exec_order_sys_id=record.exec_order_sys_id,
        )
        await case.one.notices()
        assert await case.settle(m2605=3100.0) == []
        assert case.held() == {(CALL, "2"): 2}


@pytest.mark.parametrize(
    ("price", "lots", "gain"),
    # In the money, at the money, out of it.
    [(3050.0, 4, 4 * 50 * 10), (3000.0, 0, 0), (2950.0, 0, 0)],
)
async def test_the_last_day_of_a_bought_call(
    anyio_backend: Any, price: float, lots: int, gain: float
) -> None:
    async with Case([info_of(CALL, last_day=True), info_of(FUTURE)], Position(CALL, BUY, 4, 90.0)) as case:
        await case.settle(m2605=price)
        assert case.held() == ({(FUTURE, "2"): lots} if lots else {})
        assert case.balance == 500_000.0 + gain


@pytest.mark.parametrize(("price", "lots", "gain"), [(3050.0, 4, -4 * 50 * 10 - 12), (2950.0, 0, 0)])
async def test_the_last_day_of_a_sold_call(anyio_backend: Any, price: float, lots: int, gain: float) -> None:
    infos = [info_of(CALL, last_day=True, fee=3.0), info_of(FUTURE)]
    async with Case(infos, Position(CALL, SELL, 4, 90.0)) as case:
        await case.settle(m2605=price)
        assert case.held() == ({(FUTURE, "3"): lots} if lots else {})
        assert case.balance == 500_000.0 + gain
        # No margin is left for what is gone.
        if not lots:
            assert case.front.accounts["u"].funds.margin == 0.0


async def test_a_sold_put_is_assigned(anyio_backend: Any) -> None:
    async with Case([info_of(PUT, last_day=True), info_of(FUTURE)], Position(PUT, SELL, 2, 90.0)) as case:
        await case.settle(m2605=2900.0)
        assert case.held() == {(FUTURE, "2"): 2}
        assert case.balance == 500_000.0 - 2 * 100 * 10


async def test_giving_up_an_exercise(anyio_backend: Any) -> None:
    infos = [info_of(SR, last_day=True), info_of("SR605")]
    async with Case(infos, Position(SR, BUY, 5, 90.0)) as case:
        exercise(case.one, SR, 2, action_type="2")
        got = await case.one.notices()
        assert states(got)[-1] == ("OnRtnExecOrder", "3", "n")
        (row,) = case.front.books("u").positions
        assert (row.abandon_frozen, row.strike_frozen, row.frozen_margin) == (2, 0, 0.0)
        await case.settle(SR605=5400.0)
        assert case.held() == {("SR605", "2"): 3}
        assert case.balance == 500_000.0 + 3 * 100 * 10


async def test_calling_off_the_automatic_exercise(anyio_backend: Any) -> None:
    """DCE's way of giving up: no automatic exercise, and then as many as one likes by hand."""
    infos = [info_of(CALL, last_day=True), info_of(FUTURE)]
    async with Case(infos, Position(CALL, BUY, 5, 90.0)) as case:
        exercise(case.one, CALL, 0)
        exercise(case.one, CALL, 3)
        assert states(await case.one.notices())[-1] == ("OnRtnExecOrder", "3", "n")
        await case.settle(m2605=3100.0)
        assert case.held() == {(FUTURE, "2"): 3}


async def test_an_exercise_by_hand_out_of_the_money_on_the_last_day(anyio_backend: Any) -> None:
    infos = [info_of(CU, last_day=True), info_of("cu2605")]
    async with Case(infos, Position(CU, BUY, 2, 900.0)) as case:
        # European: the last day is the one on which it can be declared.
        exercise(case.one, CU, 1)
        assert states(await case.one.notices())[-1] == ("OnRtnExecOrder", "3", "n")
        await case.settle(cu2605=69_000.0)
        assert case.held() == {("cu2605", "2"): 1}
        assert case.balance == 500_000.0 - 1000 * 5


async def test_index_options_pay_the_difference(anyio_backend: Any) -> None:
    infos = [info_of(IO, last_day=True, fee=2.0), info_of("IF2605")]
    async with Case(infos, Position(IO, BUY, 3, 90.0)) as case:
        await case.settle(IF2605=4100.0)
        assert case.held() == {}
        assert case.balance == 500_000.0 + 3 * 100 * 100 - 6
    async with Case(infos, Position(IO, SELL, 3, 90.0)) as case:
        await case.settle(IF2605=4100.0)
        assert case.balance == 500_000.0 - 3 * 100 * 100 - 6


async def test_what_comes_of_an_exercise_may_be_set_off(anyio_backend: Any) -> None:
    infos = [info_of(CALL), info_of(FUTURE)]
    held = (Position(CALL, BUY, 3, 90.0), Position(FUTURE, SELL, 2, 3050.0))
    for flag, expected in (("0", {(FUTURE, "2"): 1}), ("1", {(FUTURE, "2"): 3, (FUTURE, "3"): 2})):
        async with Case(infos, *held) as case:
            before = case.front.snapshot(FUTURE).pre_settlement_price
            exercise(case.one, CALL, 3, close_flag=flag)
            await case.one.notices()
            await case.settle(m2605=3100.0)
            assert case.held() == expected
            assert case.balance == pytest.approx(500_000.0 + 3 * 100 * 10 - 2 * (3100 - before) * 10)


async def test_bought_and_sold_options_are_set_off(anyio_backend: Any) -> None:
    held = (Position(CU, BUY, 5, 900.0), Position(CU, SELL, 3, 950.0))
    infos = [info_of(CU), info_of("cu2605")]
    async with Case(infos, *held) as case:
        self_close(case.one, CU, 2)
        await case.one.notices()
        (notice,) = await case.settle(cu2605C70000=800.0)
        assert states([notice]) == [("OnRtnOptionSelfClose", "3", "0")]
        assert case.held() == {(CU, "2"): 3, (CU, "3"): 1}
        assert case.balance == 500_000.0
    # No more than there is; without being asked for, nothing.
    async with Case(infos, *held) as case:
        self_close(case.one, CU, 9)
        await case.one.notices()
        await case.settle()
        assert case.held() == {(CU, "2"): 2}
    async with Case(infos, *held) as case:
        self_close(case.one, CU, 9, flag="2")
        await case.one.notices()
        await case.settle()
        assert case.held() == {(CU, "2"): 5, (CU, "3"): 3}


async def test_a_seller_sets_off_what_is_assigned(anyio_backend: Any) -> None:
    infos = [info_of(CU, last_day=True), info_of("cu2605")]
    held = (Position(CU, SELL, 3, 900.0), Position("cu2605", BUY, 2))
    async with Case(infos, *held, balance=5e6) as case:
        before = case.front.snapshot("cu2605").pre_settlement_price
        self_close(case.one, CU, 3, flag="3")
        await case.one.notices()
        await case.settle(cu2605=80_000.0)
        assert case.held() == {("cu2605", "3"): 1}
        expected = 5e6 - 3 * 10_000 * 5 + 2 * (80_000 - before) * 5
        assert case.balance == pytest.approx(expected)


async def test_options_of_another_day_stay(anyio_backend: Any) -> None:
    held = (Position(CALL, BUY, 2, 80.0), Position(PUT, SELL, 1, 70.0))
    async with Case([info_of(CALL), info_of(PUT)], *held) as case:
        await case.one.done(CALL, BUY, 60.0, 1)
        await case.settle(m2605_C_3000=150.0, m2605_P_3000=40.0, m2605=3100.0)
        assert case.held() == {(CALL, "2"): 2, (PUT, "3"): 1}
        assert case.balance == 500_000.0
        (row,) = [r for r in case.front.books("u").positions if r.instrument_id == PUT]
        (cost,) = await case.one.query("OptionInstrTradeCost", instrument_id=PUT)
        assert row.use_margin == pytest.approx(cost.fixed_margin + 40.0 * 10)
        # The next day it is the new underlying's price that counts.
        out = 100.0 * 10
        margin = 3100 * 10 * case.front.instruments[FUTURE].margins.long_by_money
        assert cost.fixed_margin == pytest.approx(max(margin - out / 2, margin / 2))


async def test_the_premium_is_part_of_the_next_balance(anyio_backend: Any) -> None:
    infos = [info_of(CALL), info_of(FUTURE)]
    market = SettlingMarket(infos)
    accounts = [Account(user, "p", balance=100_000.0) for user in "uv"]
    async with Front(market=market, fill="book", accounts=accounts) as front:
        async with Trader(front, "u") as one, Trader(front, "v") as two:
            one.order(CALL, BUY, 100.0, 2)
            await one.notices()
            await two.done(CALL, SELL, 100.0, 2)
            await front.settle({CALL: 130.0})
            assert [front.books(user).account.pre_balance for user in "uv"] == [98_000.0, 102_000.0]
            assert [front.books(user).account.cash_in for user in "uv"] == [0.0, 0.0]
            (row,) = [r for r in front.books("v").positions if r.instrument_id == CALL]
            assert row.use_margin == pytest.approx(2 * (130.0 * 10 + _fixed(front)))


def _fixed(front: Front) -> float:
    return front._broker.seller_margin(front.instruments[CALL])
