"""The state file: declarations, combinations, transfers and notices of a front that was killed."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from settling import SettlingMarket
from test_store import copied
from test_trading_combinations import SP, instruct
from test_trading_options import CALL, CU, FUTURE, exercise, self_close
from trader import BUY, CLOSE, OPEN, SELL, Trader
from wholestate import differences

from actp.sim import Account, Bank, Front, Position

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

FAR = "m2609"
HELD = (
    Position(CALL, BUY, 5, 90.0),
    Position(CU, BUY, 3, 900.0),
    Position(CU, SELL, 3, 900.0),
    Position(FUTURE, BUY, 3),
    Position(FAR, SELL, 3),
)


def make(path: Path, trading_day: str = "20260302", **options: Any) -> Front:
    account = Account("u", "p", balance=1e6, positions=HELD, bank=Bank(password="bank"), fund_password="fund")
    market = SettlingMarket([CALL, CU, FAR], trading_day)
    return Front(market=market, fill="book", store=path, accounts=[account], seed=1, **options)


async def everything(one: Trader) -> dict[str, Any]:
    """What a session can ask for, and what stands behind it."""
    front = one.front
    found: dict[str, Any] = {
        name: await one.query(name)
        for name in (
            "TradingAccount",
            "InvestorPosition",
            "InvestorPositionDetail",
            "InvestorPositionCombineDetail",
            "ExecOrder",
            "OptionSelfClose",
            "CombAction",
            "TransferSerial",
            "TradingNotice",
            "Notice",
        )
    }
    found["bank"] = front.accounts["u"].bank_balance
    found["funds"] = front.accounts["u"].funds
    return found


async def transfer(one: Trader, name: str, amount: float) -> Any:
    fields = {"currency_id": "CNY", "trade_amount": amount, "password": "fund", "bank_pass_word": "bank"}
    return await one.ask(f"Req{name}", **fields)


async def test_all_of_it_is_there_again(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    async with make(state) as front, Trader(front) as one:
        exercise(one, CALL, 2)
        exercise(one, CALL, 1)
        reference = (await one.notices())[-1].record.exec_order_ref
        key = {"front_id": 1, "session_id": one.login_record.session_id, "exec_order_ref": reference}
        one.tell("ReqExecOrderAction", action_flag="0", **key)
        self_close(one, CU, 2)
        instruct(one, SP, 2)
        instruct(one, SP, 1)
        instruct(one, SP, 2, split=True)
        for name in ("FromBankToFutureByFuture", "FromFutureToBankByFuture"):
            await transfer(one, name, 123.45)
            await one.until(lambda frame, name=name: frame.name == f"OnRtn{name}")
        answer = await one.ask(
            "ReqTradingAccountPasswordUpdate",
            old_password="fund",
            new_password="fund",
        )
        assert answer.error_id == 142
        front.notice("one", "u")
        front.notice("all")
        before = await everything(one)
        assert before["TradingAccount"][0].frozen_margin > 0
        assert len(before["CombAction"]) == 3 and len(before["TransferSerial"]) == 2
        killed = copied(state, tmp_path / "killed.sqlite")
        async with make(copied(state, tmp_path / "twin.sqlite")) as twin:
            assert differences(front._core, twin._core) == []
    async with make(killed) as front, Trader(front, private=(0, 0)) as one:
        assert await everything(one) == before
        # It goes on: the numbers, the references, the settlement.
        exercise(one, CALL, 1)
        sent = (await one.query("ExecOrder"))[-1]
        assert sent.exec_order_sys_id > before["ExecOrder"][-1].exec_order_sys_id
        await one.notices()
        await front.settle({FUTURE: 3100.0})
        held = {
            (row.instrument_id, row.posi_direction.value): row.position for row in front.books("u").positions
        }
    assert held[CALL, "2"] == 2 and held[FUTURE, "2"] == 3 + 3
    assert held[CU, "2"] == held[CU, "3"] == 1
    assert held[SP, "2"] == 1


class Days:
    """Random inputs of two days."""

    def __init__(self, front: Front, seed: int) -> None:
        self.front, self.random = front, Random(seed)

    async def step(self, one: Trader) -> None:
        random, volume = self.random, self.random.randint(1, 2)
        match random.randrange(10):
            case 0:
                exercise(one, random.choice((CALL, CU)), volume, action_type=random.choice("12"))
            case 1 if rows := await one.query("ExecOrder"):
                row = random.choice(rows)
                key = {"exchange_id": row.exchange_id, "exec_order_sys_id": row.exec_order_sys_id}
                one.tell("ReqExecOrderAction", action_flag="0", instrument_id=row.instrument_id, **key)
            case 2:
                self_close(one, CU, volume)
            case 3 | 4:
                instruct(one, SP, volume, split=random.random() < 0.3)
            case 5:
                name = random.choice(("FromBankToFutureByFuture", "FromFutureToBankByFuture"))
                await transfer(one, name, random.randint(1, 10**5) / 100)
            case 6:
                self.front.notice("all" if random.random() < 0.5 else "one", *random.choice(((), ("u",))))
            case 7 if random.random() < 0.3:
                self.front.accounts["u"].deposit(0.01)
            case _:
                name = random.choice((CALL, CU, FUTURE, FAR))
                price = self.front.snapshot(name).last_price
                offset = random.choice((OPEN, CLOSE))
                one.order(name, random.choice((BUY, SELL)), price, volume, offset)
        await one.notices()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", [1, 2])
async def test_days_go_on_from_their_files(tmp_path: Path, anyio_backend: Any, seed: int) -> None:
    state = tmp_path / "state.sqlite"
    async with make(state) as front:
        days, number, kinds = Days(front, seed), 0, set[str]()
        for _ in range(2):
            async with Trader(front) as one:
                for _ in range(8):
                    for _ in range(6):
                        await days.step(one)
                    front.keep()
                    number += 1
                    file = copied(state, tmp_path / f"{number}.sqlite")
                    async with make(file, front.trading_day) as again:
                        assert differences(front._core, again._core) == []
                kinds.update(kind for kind, rows in (await everything(one)).items() if rows)
                await front.settle({FUTURE: 3000.0 + 10 * seed})
            file = copied(state, tmp_path / f"settled{number}.sqlite")
            async with make(file, front.trading_day) as again:
                assert differences(front._core, again._core) == []
        assert {"ExecOrder", "OptionSelfClose", "CombAction", "TransferSerial", "Notice"} <= kinds
        # Of the two days, and of the one before.
        assert len(front._broker.investors["9999", "u"].statements) == 3


async def test_what_was_on_its_way_goes_on(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    async with make(state, exchange_latency=1e6) as front, Trader(front) as one:
        exercise(one, CALL, 2)
        exercise(one, CALL, 1)
        reference = (await one.notices())[-1].record.exec_order_ref
        key = {"front_id": 1, "session_id": one.login_record.session_id, "exec_order_ref": reference}
        one.tell("ReqExecOrderAction", action_flag="0", **key)
        instruct(one, SP, 2)
        await transfer(one, "FromBankToFutureByFuture", 100.0)
        await transfer(one, "FromFutureToBankByFuture", 40.0)
        await one.notices()
        killed = copied(state, tmp_path / "killed.sqlite")
    async with make(killed) as front, Trader(front, private=(0, 0)) as one:
        await front.wait_until(lambda front: front.accounts["u"].bank_balance == 1e6 - 60.0)
        rows = await one.query("ExecOrder")
        assert [(r.order_submit_status.value, r.exec_result.value) for r in rows] == [("3", "n"), ("3", "c")]
        (action,) = await one.query("CombAction")
        assert action.action_status == "b"
        (row,) = await one.query("TradingAccount")
        assert (row.deposit, row.withdraw) == (100.0, 40.0)
        assert len(await one.query("TransferSerial")) == 2


async def test_the_fund_password_stays_changed(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    name = "TradingAccountPasswordUpdate"
    async with make(state) as front, Trader(front) as one:
        answer = await one.ask(f"Req{name}", old_password="fund", new_password="other")
        assert answer.error_id == 0
    assert b"other" not in state.read_bytes()
    async with make(state) as front, Trader(front) as one:
        assert (await transfer(one, "FromFutureToBankByFuture", 1.0)).error_id == 2001
        answer = await one.ask(f"Req{name}", old_password="other", new_password="fund")
        assert answer.error_id == 0
        assert (await transfer(one, "FromFutureToBankByFuture", 1.0)).error_id == 0


async def test_a_day_that_ended_while_the_front_was_down(tmp_path: Path) -> None:
    state = tmp_path / "state.sqlite"
    async with make(state) as front, Trader(front) as one:
        exercise(one, CALL, 2)
        await one.notices()
    account = Account("u", "p", balance=1e6, positions=HELD)
    market = SettlingMarket([CALL, CU, FAR], trading_day="20260303")
    async with Front(market=market, fill="book", store=state, accounts=[account]) as front:
        rows = {(r.instrument_id, r.posi_direction.value): r.position for r in front.books("u").positions}
        assert (rows[CALL, "2"], rows[FUTURE, "2"]) == (3, 5)
        assert front.trading_day == "20260303"
