"""What the client makes of exercises, self-closes, combinations and transfers: reports, refusals, notices."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio
import pytest

import actp
from actp import TraderClient, ctp_errors, records
from actp.enums import PosiDirection
from actp.sim import Account, Bank, Front, Position, Times
from actp.testing import FAST_BACKOFF

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

CALL, FUTURE, FAR = "m2605-C-3000", "m2605", "m2609"
SP = f"SP {FUTURE}&{FAR}"
HELD = (Position(CALL, "0", 5), Position(FUTURE, "0", 3), Position(FAR, "1", 3))
EXERCISE: dict[str, Any] = {
    "instrument_id": CALL,
    "exchange_id": "DCE",
    "volume": 2,
    "offset_flag": "1",
    "hedge_flag": "1",
    "action_type": "1",
    "posi_direction": "2",
    "reserve_position_flag": "0",
    "close_flag": "1",
}
VERSIONS = ["6.3.15", "6.5.1", "6.7.13"]


@asynccontextmanager
async def trading(version: str = "6.7.11", **options: Any) -> AsyncIterator[tuple[Front, TraderClient]]:
    account = Account("u", "p", balance=1e6, positions=HELD, bank=Bank(password="bank"), fund_password="fund")
    async with Front(
        seed=1,
        trading_day="20260302",
        fill="book",
        instruments=[CALL, FAR],
        accounts=[account],
        times=Times.fast(),
        **options,
    ) as front:
        address = front.trader_address
        address += f"{'&' if '?' in address else '?'}api={version}"
        async with TraderClient(
            address, broker_id="9999", user_id="u", password="p", backoff=FAST_BACKOFF, query_rate=None
        ) as td:
            yield front, td


async def named(notices: Any, name: str) -> Any:
    """The next notice of that name."""
    with anyio.fail_after(10):
        async for notice in notices:
            if notice.name == name:
                return notice
    raise AssertionError(f"the stream ended without {name}")


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_exercise(version: str) -> None:
    async with trading(version) as (_, td), td.notices() as notices:
        report = await td.exec_order_insert(**EXERCISE)
        assert isinstance(report, records.ExecOrder)
        assert (report.order_submit_status, report.volume) == ("0", 2)
        assert (await named(notices, "OnRtnExecOrder")).record == report
        accepted = (await named(notices, "OnRtnExecOrder")).record
        assert accepted.exec_order_sys_id
        assert await td.query_exec_order() == [accepted]
        canceled = await td.exec_order_action(
            action_flag="0", exchange_id="DCE", exec_order_sys_id=accepted.exec_order_sys_id
        )
        assert canceled.exec_result == "c"
        with pytest.raises(actp.ResponseError) as refused:
            await td.exec_order_action(
                action_flag="0", exchange_id="DCE", exec_order_sys_id=accepted.exec_order_sys_id
            )
        assert refused.value.code == 26
        assert (await named(notices, "OnErrRtnExecOrderAction")).error.code == 26
        with pytest.raises(ctp_errors.OverExecutePosition):
            await td.exec_order_insert(**(EXERCISE | {"volume": 9}))
        assert (await named(notices, "OnErrRtnExecOrderInsert")).error.code == 74
        await td.positions.wait_confirmed(10)
        assert td._pending == {} and not any(td._watches.values())


async def test_what_the_exchange_refuses_comes_in_the_next_report() -> None:
    async with trading() as (_, td), td.notices() as notices:
        # Calling off the automatic exercise is for the last day.
        report = await td.exec_order_insert(**(EXERCISE | {"volume": 0}))
        assert report.order_submit_status == "0"
        await named(notices, "OnRtnExecOrder")
        refused = (await named(notices, "OnRtnExecOrder")).record
        assert refused.order_submit_status == "4" and "DCE" in refused.status_msg


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_self_close(version: str) -> None:
    async with trading(version) as (_, td):
        fields = {"instrument_id": CALL, "exchange_id": "DCE", "volume": 1, "hedge_flag": "1"}
        report = await td.option_self_close_insert(**fields, opt_self_close_flag="1")
        assert isinstance(report, records.OptionSelfClose)
        with pytest.raises(ctp_errors.OptionSelfCloseDoubleSetErr):
            await td.option_self_close_insert(**fields, opt_self_close_flag="1")
        (row,) = await td.query_option_self_close()
        ended = await td.option_self_close_action(
            action_flag="0",
            front_id=row.front_id,
            session_id=row.session_id,
            option_self_close_ref=row.option_self_close_ref,
        )
        assert ended.exec_result == "c"


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_combination(version: str) -> None:
    async with trading(version) as (_, td), td.notices() as notices:
        fields = {"instrument_id": SP, "exchange_id": "DCE", "direction": "0", "hedge_flag": "1"}
        report = await td.comb_action_insert(**fields, volume=2, comb_direction="0")
        assert isinstance(report, records.CombAction) and report.action_status == "a"
        await named(notices, "OnRtnCombAction")
        assert (await named(notices, "OnRtnCombAction")).record.action_status == "b"
        assert len(await td.query_investor_position_combine_detail()) == 2
        with pytest.raises(ctp_errors.OverClosePosition):
            await td.comb_action_insert(**fields, volume=2, comb_direction="0")


@pytest.mark.parametrize("version", VERSIONS)
async def test_transfers(version: str) -> None:
    async with trading(version) as (front, td), td.notices() as notices:
        fields = {"currency_id": "CNY", "password": "fund"}
        accepted = await td.from_bank_to_future_by_future(
            **fields, bank_pass_word="bank", trade_amount=100.0, trade_code="202001"
        )
        assert (accepted.trade_amount, accepted.password) == (100.0, "*")
        done = await named(notices, "OnRtnFromBankToFutureByFuture")
        assert done.error is None and done.record.error_id == 0
        await td.from_future_to_bank_by_future(**fields, trade_amount=50.0)
        assert (await named(notices, "OnRtnFromFutureToBankByFuture")).record.trade_amount == 50.0
        (row,) = await td.query_trading_account()
        assert (row.deposit, row.withdraw) == (100.0, 50.0)
        with pytest.raises(ctp_errors.PasswordMismatch):
            await td.from_future_to_bank_by_future(currency_id="CNY", password="x", trade_amount=50.0)
        assert (await named(notices, "OnErrRtnFutureToBankByFuture")).error.code == 2001
        await td.query_bank_account_money_by_future(**fields, bank_pass_word="bank")
        balance = await named(notices, "OnRtnQueryBankBalanceByFuture")
        assert balance.record.bank_use_amount == front.accounts["u"].bank_balance == 1e6 - 50.0
        assert len(await td.query_transfer_serial()) == 2
        assert len(await td.query_accountregister()) == len(await td.query_contract_bank()) == 1
        answer = await td.trading_account_password_update(
            old_password="fund", new_password="new", currency_id="CNY"
        )
        assert answer.account_id == "u"


async def test_notices_in_words() -> None:
    async with trading() as (front, td), td.notices() as notices:
        front.notice("风险通知", "u")
        assert (await named(notices, "OnRtnTradingNotice")).record.field_content == "风险通知"
        assert [row.field_content for row in await td.query_trading_notice()] == ["风险通知"]
        assert await td.query_notice() == []


async def test_what_brokers_do_not_offer() -> None:
    async with trading("6.7.13") as (_, td):
        for ask in (td.user_auth_method, td.gen_user_captcha, td.gen_user_text, td.spd_apply):
            with pytest.raises(actp.ResponseError) as refused:
                await ask()
            assert refused.value.code in (27, 77)
        with pytest.raises(ctp_errors.AfterLogin):
            await td.gen_sms_code()
        assert await td.query_spd_apply() == []
        assert await td.query_invest_unit() == []


async def test_positions_and_account_follow() -> None:
    """CTP pushes neither; declarations and transfers change both, as trades do."""
    async with trading() as (_, td), td.notices() as notices:
        await td.positions.wait_confirmed(10)
        await td.exec_order_insert(**EXERCISE)
        await td.positions.wait_confirmed(10)
        held = td.positions[CALL, PosiDirection.LONG]
        # What is declared cannot be closed.
        assert (held.volume, held.frozen, held.closable) == (5, 2, 3)
        assert td.account.frozen_margin > 0
        await td.from_bank_to_future_by_future(
            password="fund", bank_pass_word="bank", currency_id="CNY", trade_amount=100.0
        )
        await named(notices, "OnRtnFromBankToFutureByFuture")
        await td.positions.wait_confirmed(10)
        assert td.account.deposit == 100.0
        margin = td.account.curr_margin
        await td.comb_action_insert(
            instrument_id=SP, exchange_id="DCE", direction="0", hedge_flag="1", volume=1, comb_direction="0"
        )
        await td.positions.wait_confirmed(10)
        assert td.account.curr_margin < margin
