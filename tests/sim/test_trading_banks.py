"""Money between bank and broker: answers, outcomes, refusals of both, and the queries."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rawclient import Frame
from trader import BUY, Trader

from actp import records
from actp.ctp.description import installed
from actp.errors import ConfigurationError
from actp.sim import Account, Bank, Front

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY = "20260302"
IN, OUT = "FromBankToFutureByFuture", "FromFutureToBankByFuture"
ACCOUNTS = [
    Account("u", "p", balance=100_000.0, bank=Bank("3", account="621", password="bank", balance=5_000.0),
            fund_password="fund"),
    Account("v", "p", balance=50_000.0),
    Account("w", "p", bank=None),
]  # fmt: skip


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    async with Front(
        seed=1, trading_day=DAY, fill="book", accounts=ACCOUNTS, instruments=["rb2605"]
    ) as running:
        yield running


async def transfer(one: Trader, name: str, amount: float, **fields: Any) -> Frame:
    values = {"trade_amount": amount, "currency_id": "CNY"} | fields
    return await one.ask(f"Req{name}", **values)


async def outcome(one: Trader, name: str) -> Any:
    return one.record(await one.until(lambda frame: frame.name == f"OnRtn{name}"))


async def test_money_comes_and_goes(front: Front) -> None:
    async with Trader(front, "v") as one, Trader(front, "v") as other:
        answer = await transfer(one, IN, 1234.5, bank_pass_word="x", password="y", request_id=7)
        assert (answer.name, answer.error_id) == (f"OnRsp{IN}", 0)
        accepted = one.record(answer)
        assert (accepted.trade_code, accepted.bank_id, accepted.bank_branch_id) == ("202001", "1", "0000")
        assert (accepted.password, accepted.bank_pass_word) == ("*", "*")
        told = await outcome(one, IN)
        assert (told.error_id, told.error_msg, told.transfer_status) == (0, "交易成功", "0")
        assert (told.trade_amount, told.request_id, told.password) == (1234.5, 7, "*")
        assert (told.plate_serial, told.future_serial, told.trading_day) == (1, 1, DAY)
        # All sessions of the user hear of it.
        assert (await outcome(other, IN)).bank_serial == told.bank_serial == "000000000001"
        (row,) = await one.query("TradingAccount")
        assert (row.deposit, row.withdraw, row.balance) == (1234.5, 0.0, 51_234.5)
        assert front.accounts["v"].bank_balance == 1_000_000.0 - 1234.5
        answer = await transfer(one, OUT, 51_234.5)
        assert answer.error_id == 0 and one.record(answer).trade_code == "202002"
        assert (await outcome(one, OUT)).error_id == 0
        (row,) = await one.query("TradingAccount")
        assert (row.deposit, row.withdraw, row.available) == (1234.5, 51_234.5, 0.0)
        assert front.accounts["v"].bank_balance == 1_050_000.0
        rows = await one.query("TransferSerial", broker_id="9999", account_id="v")
        assert [(r.trade_code, r.trade_amount, r.availability_flag) for r in rows] == [
            ("202001", 1234.5, "1"),
            ("202002", 51_234.5, "1"),
        ]
        assert await one.query("TransferSerial", bank_id="2") == []


@pytest.mark.parametrize(
    ("fields", "error_id"),
    [
        ({"password": "wrong"}, 2001),
        ({"password": ""}, 2001),
        ({"account_id": ""}, 149),
        ({"account_id": "v"}, 9),
        ({"broker_id": "1"}, 9),
        ({"user_id": "v"}, 9),
        ({"trade_code": "1"}, 15),
        ({"bank_id": "1"}, 1002),
        ({"bank_branch_id": "1"}, 1002),
        ({"bank_account": "622"}, 2019),
        ({"currency_id": "USD"}, 1035),
        ({"trade_amount": 0.0}, 2014),
        ({"trade_amount": -1.0}, 2014),
        ({"trade_amount": 0.001}, 2014),
        ({"trade_amount": 1e13}, 2014),
        ({"trade_amount": float("nan")}, 2014),
    ],
)
@pytest.mark.parametrize(("name", "refusal"), [(IN, "BankToFutureByFuture"), (OUT, "FutureToBankByFuture")])
async def test_what_ctp_refuses(
    front: Front, name: str, refusal: str, fields: dict[str, Any], error_id: int
) -> None:
    async with Trader(front) as one:
        answer = await transfer(one, name, **({"amount": 10.0, "password": "fund"} | _amount(fields)))
        assert (answer.name, answer.error_id) == (f"OnRsp{name}", error_id)
        assert one.record(answer).password in ("", "*")
        (notice,) = await one.notices()
        assert (notice.name, notice.error_id) == (f"OnErrRtn{refusal}", error_id)
        assert one.record(notice.frame).password in ("", "*")
        (row,) = await one.query("TradingAccount")
        assert row.balance == 100_000.0
        assert await one.query("TransferSerial") == []


def _amount(fields: dict[str, Any]) -> dict[str, Any]:
    return {"amount" if name == "trade_amount" else name: value for name, value in fields.items()}


async def test_what_the_bank_refuses(front: Front) -> None:
    async with Trader(front) as one:
        for fields, text in (
            ({"amount": 10.0, "bank_pass_word": "wrong"}, "银行密码错误"),
            ({"amount": 5_000.01, "bank_pass_word": "bank"}, "银行账户余额不足"),
        ):
            # CTP finds nothing wrong with it.
            answer = await transfer(one, IN, password="fund", bank_id="3", bank_account="621", **fields)
            assert answer.error_id == 0
            told = await outcome(one, IN)
            assert (told.error_id, told.error_msg, told.transfer_status) == (1023, text, "1")
        (row,) = await one.query("TradingAccount")
        assert (row.balance, front.accounts["u"].bank_balance) == (100_000.0, 5_000.0)
        assert [(r.availability_flag, r.error_id) for r in await one.query("TransferSerial")] == [
            ("0", 1023),
            ("0", 1023),
        ]
        # Money goes to the bank without its password.
        await transfer(one, OUT, 100.0, password="fund")
        assert (await outcome(one, OUT)).error_id == 0
        assert front.accounts["u"].bank_balance == 5_100.0


async def test_no_more_than_the_quota(front: Front) -> None:
    async with Trader(front, "v") as one:
        one.order("rb2605", BUY, 3100.0, 5)
        (row,) = await one.query("TradingAccount")
        assert row.withdraw_quota == row.available < 50_000.0
        answer = await transfer(one, OUT, round(row.withdraw_quota, 2) + 1)
        assert answer.error_id == 31 and "可取资金不足" in answer.error_text
        assert (await transfer(one, OUT, round(row.withdraw_quota, 2) - 1)).error_id == 0


async def test_without_a_bank(front: Front) -> None:
    async with Trader(front, "w") as one:
        assert (await transfer(one, IN, 10.0)).error_id == 1026
        assert (
            await one.ask(
                "ReqQueryBankAccountMoneyByFuture",
            )
        ).error_id == 1026
        assert await one.query("Accountregister") == []


async def test_the_balance_at_the_bank(front: Front) -> None:
    async with Trader(front) as one:
        name = "QueryBankAccountMoneyByFuture"
        answer = await one.ask(f"Req{name}", password="fund", bank_pass_word="bank", request_id=3)
        assert (answer.name, answer.error_id) == (f"OnRsp{name}", 0)
        assert one.record(answer).bank_pass_word == "*"
        told = await outcome(one, "QueryBankBalanceByFuture")
        assert (told.error_id, told.bank_use_amount, told.bank_fetch_amount) == (0, 5_000.0, 5_000.0)
        assert (told.trade_code, told.bank_account, told.request_id) == ("204002", "621", 3)
        await one.ask(f"Req{name}", password="fund", bank_pass_word="no")
        told = await outcome(one, "QueryBankBalanceByFuture")
        assert (told.error_id, told.bank_use_amount) == (1023, 0.0)
        assert (await one.ask(f"Req{name}", password="no")).error_id == 2001
        (notice,) = await one.notices()
        assert (notice.name, notice.error_id) == ("OnErrRtnQueryBankBalanceByFuture", 2001)


async def test_banks_and_registrations(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        assert {b.bank_id for b in await one.query("TransferBank")} == {"1", "3"}
        (bank,) = await one.query("ContractBank", broker_id="9999", bank_id="3")
        assert (bank.bank_brch_id, bank.bank_name) == ("0000", "模拟银行")
        (row,) = await one.query("Accountregister", broker_id="9999", account_id="u")
        assert (row.bank_id, row.bank_account, row.open_or_destroy) == ("3", "621", "1")
        (row,) = await other.query("Accountregister")
        assert len(row.bank_account) == 16
        # Another's are nobody else's.
        for name in ("Accountregister", "TransferSerial"):
            (frame,) = await other.query_frames(name, broker_id="9999", account_id="u")
            assert (frame.error_id, frame.data) == (9, None)


async def test_the_fund_password(front: Front) -> None:
    async with Trader(front) as one:

        async def change(old: str, new: str, **fields: Any) -> Frame:
            fields = {"old_password": old, "new_password": new, "currency_id": "CNY"} | fields
            frame = await one.ask("ReqTradingAccountPasswordUpdate", **fields)
            answer = one.record(frame)
            assert (answer.old_password, answer.new_password) == ("", "")
            return frame

        assert (await change("wrong", "new")).error_id == 14
        assert (await change("fund", "fund")).error_id == 142
        assert (await change("fund", "")).error_id == 132
        assert (await change("fund", "new", account_id="v")).error_id == 10
        assert (await change("fund", "new", currency_id="USD")).error_id == 1035
        assert (await change("fund", "new")).error_id == 0
        assert (await transfer(one, OUT, 1.0, password="fund")).error_id == 2001
        assert (await transfer(one, OUT, 1.0, password="new")).error_id == 0
        # It is not the one to log in with.
        assert (await one.ask("ReqUserPasswordUpdate", old_password="new",
                                   new_password="other")).error_id == 14  # fmt: skip


@pytest.mark.parametrize("version", installed().versions)
async def test_every_version(anyio_backend: Any, version: str) -> None:
    # Where anybody may log in, everybody has a bank.
    async with Front(seed=1, instruments=["rb2605"]) as front, Trader(front, version=version) as one:
        assert (await transfer(one, IN, 100.0)).error_id == 0
        assert (await outcome(one, IN)).trade_amount == 100.0
        assert len(await one.query("TransferSerial")) == 1
        assert len(await one.query("ContractBank")) == len(await one.query("TransferBank")) == 1
        assert len(await one.query("Accountregister")) == 1
        assert (
            await one.ask("ReqTradingAccountPasswordUpdate", old_password="1", new_password="2")
        ).error_id == 0  # fmt: skip


async def test_the_bank_takes_as_long_as_the_exchange(anyio_backend: Any) -> None:
    async with (
        Front(seed=1, instruments=["rb2605"], exchange_latency=0.05, virtual=True) as front,
        Trader(front) as one,
    ):
        await transfer(one, IN, 100.0)
        await transfer(one, OUT, 40.0)
        # What goes to the bank has left already, what comes from there is not here yet.
        (row,) = await one.query("TradingAccount")
        assert (row.deposit, row.withdraw) == (0.0, 40.0)
        await front.advance(0.1)
        await outcome(one, IN)
        await outcome(one, OUT)
        (row,) = await one.query("TradingAccount")
        assert (row.deposit, row.withdraw) == (100.0, 40.0)


def test_a_banks_balance_is_an_amount() -> None:
    for balance in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ConfigurationError, match="balance"):
            Bank(balance=balance)


def test_no_password_shows() -> None:
    account = Account("u", "p", bank=Bank(password="banksecret"), fund_password="fundsecret")
    assert "secret" not in repr(account)
    assert "secret" not in repr(records.ReqTransfer(password="fundsecret", bank_pass_word="banksecret"))
