"""Queries for banks and transfers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from actp import records
from actp.sim.accounts.credentials import Account, Bank
from actp.sim.accounts.investor import Investor
from actp.sim.broker.bank_transfers import BRANCH, DONE, REFUSED, account_number, bank_of
from actp.sim.broker.broker import Broker
from actp.sim.queries.filters import fits
from actp.sim.wire.layouts import fitting

__all__ = ["BANK_QUERIES"]


def _banks(broker: Broker) -> list[Bank]:
    if broker.core.accounts.open:
        return [Bank()]
    found = (account.bank for account in broker.core.accounts)
    return list({bank.id: bank for bank in found if bank is not None}.values())


def _transfer_banks(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for bank in _banks(broker):
        if fits(request, bank_id=bank.id, bank_brch_id=BRANCH):
            yield records.TransferBank(
                bank_id=bank.id, bank_brch_id=BRANCH, bank_name=fitting(bank.name, 100), is_active=1
            )


def _contract_banks(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for bank in _banks(broker):
        if fits(request, bank_id=bank.id, bank_brch_id=BRANCH):
            yield records.ContractBank(
                broker_id=investor.account.broker_id,
                bank_id=bank.id,
                bank_brch_id=BRANCH,
                bank_name=fitting(bank.name, 100),
            )


def _registrations(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    account: Account = investor.account
    bank = account.bank
    if bank is None or not fits(request, bank_id=bank.id, bank_branch_id=BRANCH, currency_id="CNY"):
        return
    name = f"模拟客户{account.user_id}"
    yield records.Accountregister(
        trade_day="20200101",
        bank_id=bank.id,
        bank_branch_id=BRANCH,
        bank_account=account_number(investor),
        broker_id=account.broker_id,
        broker_branch_id=BRANCH,
        account_id=account.user_id,
        id_card_type="1",
        customer_name=fitting(name, 50),
        currency_id="CNY",
        open_or_destroy="1",
        reg_date="20200101",
        cust_type="0",
        bank_acc_type="2",
        long_customer_name=fitting(name, 160),
    )


def _serials(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    account = investor.account
    for transfer in tuple(investor.bank.transfers.values()):
        bank = bank_of(investor)
        if not transfer.settled or not fits(request, bank_id=bank.id, currency_id="CNY"):
            continue
        yield records.TransferSerial(
            plate_serial=transfer.serial,
            trade_date=transfer.stamp.calendar_day,
            trading_day=transfer.stamp.trading_day,
            trade_time=transfer.stamp.time,
            trade_code=transfer.code,
            session_id=transfer.session_id,
            bank_id=bank.id,
            bank_branch_id=BRANCH,
            bank_acc_type="2",
            bank_account=account_number(investor),
            bank_serial=f"{transfer.serial:012d}",
            broker_id=account.broker_id,
            broker_branch_id=BRANCH,
            future_acc_type="2",
            account_id=account.user_id,
            investor_id=account.user_id,
            future_serial=transfer.serial,
            id_card_type="1",
            currency_id="CNY",
            trade_amount=transfer.amount,
            availability_flag="0" if transfer.refusal else "1",
            error_id=REFUSED if transfer.refusal else 0,
            error_msg=transfer.refusal or DONE,
        )


BANK_QUERIES: Mapping[str, Callable[[Broker, Investor, Any], Iterable[Any]]] = {
    "ReqQryTransferBank": _transfer_banks,
    "ReqQryContractBank": _contract_banks,
    "ReqQryAccountregister": _registrations,
    "ReqQryTransferSerial": _serials,
}
