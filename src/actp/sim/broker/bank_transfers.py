"""Money between an investor's bank and the broker, as the investor moves it.

CTP looks at a transfer and answers that it is on its way; the bank's word comes later and is told to all
sessions of the user, a refusal of the bank's too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from math import isfinite
from typing import Any

from actp import records
from actp.sim.accounts.bank_book import Transfer
from actp.sim.accounts.credentials import Bank
from actp.sim.accounts.investor import Investor, Session
from actp.sim.accounts.ledger import cents
from actp.sim.accounts.services import Investors, Reports
from actp.sim.accounts.state import Core
from actp.sim.clock.delay_line import DelayLine
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["BRANCH", "DONE", "REFUSED", "Banks", "account_number", "bank_of"]

TO_FUTURES, TO_BANK, BALANCE = "202001", "202002", "204002"
"""TradeCode."""
BRANCH = "0000"
# A day's transfers of one investor.
_MOST_TRANSFERS = 10_000
# Cents are still exact in a double.
_MOST_MONEY = 1e12
# The bank's own refusals.
REFUSED = 1023
DONE = "交易成功"
_WRONG_BANK_PASSWORD = "银行密码错误"
_NO_MONEY_AT_BANK = "银行账户余额不足"


class Banks:
    """`latency` is how long the bank takes."""

    def __init__(self, core: Core, investors: Investors, reports: Reports, latency: float) -> None:
        self._core = core
        self._investors = investors
        self._reports = reports
        self._latency = latency
        self._way = DelayLine(core.clock)

    def recall(self, investor: Investor) -> None:
        """Go on with what the store has, and with what the bank has not answered."""
        for serial, transfer in investor.shelf.load("transfer", Transfer):
            investor.bank.transfers[serial] = transfer
            if not transfer.settled:
                self._later(partial(self._settle, investor, transfer))

    def _later(self, answer: Callable[[], None]) -> None:
        """The bank's word comes after CTP's answer."""
        if self._latency:
            self._way.call(self._latency, answer)
        else:
            asyncio.get_running_loop().call_soon(answer)

    # -- CTP's part

    def to_futures(self, session: Session, request: Any, password_fits: bool) -> tuple[Any, RspInfo | None]:
        """ReqFromBankToFutureByFuture. The answer, and the refusal if CTP refuses."""
        return self._transfer(session, request, TO_FUTURES, "OnErrRtnBankToFutureByFuture", password_fits)

    def to_bank(self, session: Session, request: Any, password_fits: bool) -> tuple[Any, RspInfo | None]:
        """ReqFromFutureToBankByFuture."""
        return self._transfer(session, request, TO_BANK, "OnErrRtnFutureToBankByFuture", password_fits)

    def _transfer(
        self, session: Session, request: Any, code: str, refusal: str, password_fits: bool
    ) -> tuple[Any, RspInfo | None]:
        investor = self._investors.investor_at(session)
        info = self._refusal(investor, request, code, password_fits) or self._amount_refusal(
            investor, request, code
        )
        refused_by_bank = self._wrong_bank_password(investor, request) if code == TO_FUTURES else ""
        request = _without_secrets(request)
        if info is not None:
            investor.flow.append(refusal, request, info)
            return request, info
        stamp, bank = self._reports.stamp(), bank_of(investor)
        while (serial := self._core.counters.next("transfer")) in investor.bank.transfers:
            pass  # one of the day before is still on its way
        answer = request.replace(
            trade_code=code,
            trading_day=stamp.trading_day,
            trade_date=stamp.calendar_day,
            trade_time=stamp.time,
            session_id=session.session_id,
            plate_serial=serial,
            future_serial=serial,
            bank_id=bank.id,
            bank_branch_id=BRANCH,
            bank_account=account_number(investor),
            currency_id="CNY",
        )
        transfer = Transfer(
            serial, code, request.trade_amount, session.session_id, stamp, answer, refused_by_bank
        )
        if code == TO_BANK:
            # It leaves the account before the bank has it.
            investor.ledger.pay(withdrawal=transfer.amount)
        self._keep(investor, transfer)
        self._later(partial(self._settle, investor, transfer))
        return answer, None

    @staticmethod
    def _keep(investor: Investor, transfer: Transfer) -> None:
        investor.bank.transfers[transfer.serial] = transfer
        investor.shelf.put("transfer", transfer.serial, transfer)

    def query_balance(
        self, session: Session, request: Any, password_fits: bool
    ) -> tuple[Any, RspInfo | None]:
        """ReqQueryBankAccountMoneyByFuture."""
        investor = self._investors.investor_at(session)
        info = self._refusal(investor, request, BALANCE, password_fits)
        wrong = self._wrong_bank_password(investor, request)
        request = _without_secrets(request)
        if info is not None:
            investor.flow.append("OnErrRtnQueryBankBalanceByFuture", request, info)
            return request, info
        self._later(partial(self._tell_balance, investor, request, session.session_id, wrong))
        return request, None

    def _refusal(self, investor: Investor, request: Any, code: str, password_fits: bool) -> RspInfo | None:
        """What CTP finds wrong with any request to a bank. `password_fits`: the fund password."""
        account = investor.account
        if not request.account_id:
            return messages.error(149)
        if request.broker_id != account.broker_id or request.account_id != account.user_id:
            return messages.error(9)
        if request.user_id not in ("", account.user_id):
            return messages.error(9)
        if request.trade_code not in ("", code):
            return messages.error(15)
        if account.bank is None:
            return messages.error(1026)
        if request.bank_id not in ("", account.bank.id):
            return messages.error(1002)
        if request.bank_branch_id not in ("", BRANCH):
            return messages.error(1002)
        if request.bank_account not in ("", account_number(investor)):
            return messages.error(2019)
        if request.currency_id not in ("", "CNY"):
            return messages.error(1035)
        error_id = self._core.accounts.fund_answer(account.broker_id, account.user_id, password_fits)
        return messages.error(error_id) if error_id else None

    def _amount_refusal(self, investor: Investor, request: Any, code: str) -> RspInfo | None:
        amount = request.trade_amount
        if not isfinite(amount) or not 0 < amount <= _MOST_MONEY or round(amount, 2) != amount:
            return messages.error(2014)
        if len(investor.bank.transfers) >= _MOST_TRANSFERS:
            return messages.error(1021)
        if code == TO_BANK and amount > investor.ledger.funds().withdraw_quota:
            return messages.error(31, "可取资金不足")
        return None

    # -- the bank's

    @staticmethod
    def _wrong_bank_password(investor: Investor, request: Any) -> str:
        bank = investor.account.bank
        wrong = bank is not None and bank.password.value not in ("", request.bank_pass_word)
        return _WRONG_BANK_PASSWORD if wrong else ""

    def _settle(self, investor: Investor, transfer: Transfer) -> None:
        """The bank's word on a transfer."""
        book = investor.bank
        if transfer.code == TO_FUTURES:
            if not transfer.refusal and transfer.amount > book.balance:
                transfer.refusal = _NO_MONEY_AT_BANK
            if not transfer.refusal:
                book.balance = cents(book.balance - transfer.amount)
                investor.ledger.pay(deposit=transfer.amount)
        else:
            book.balance = cents(book.balance + transfer.amount)
        transfer.settled = True
        self._keep(investor, transfer)
        investor.keep()
        way = "FromBankToFuture" if transfer.code == TO_FUTURES else "FromFutureToBank"
        record = records.RspTransfer(
            **transfer.answer.asdict(),
            error_id=REFUSED if transfer.refusal else 0,
            error_msg=transfer.refusal or DONE,
        )
        investor.flow.append(
            f"OnRtn{way}ByFuture",
            record.replace(
                bank_serial=f"{transfer.serial:012d}", transfer_status="1" if transfer.refusal else "0"
            ),
        )
        self._core.changes.notify()

    def _tell_balance(self, investor: Investor, request: Any, session_id: int, refusal: str) -> None:
        serial, stamp = self._core.counters.next("transfer"), self._reports.stamp()
        balance = 0.0 if refusal else investor.bank.balance
        record = records.NotifyQueryAccount(
            **request.asdict(),
            bank_use_amount=balance,
            bank_fetch_amount=balance,
            error_id=REFUSED if refusal else 0,
            error_msg=refusal or DONE,
        )
        investor.flow.append(
            "OnRtnQueryBankBalanceByFuture",
            record.replace(
                trade_code=BALANCE,
                trading_day=stamp.trading_day,
                trade_date=stamp.calendar_day,
                trade_time=stamp.time,
                session_id=session_id,
                plate_serial=serial,
                future_serial=serial,
                bank_id=bank_of(investor).id,
                bank_branch_id=BRANCH,
                bank_account=account_number(investor),
                currency_id="CNY",
            ),
        )

    def change_password(
        self, session: Session, request: Any, then: Callable[[tuple[Any, RspInfo | None]], None]
    ) -> None:
        """ReqTradingAccountPasswordUpdate: the fund password, which transfers ask for.

        `then` gets the answer, and the refusal if it is one.
        """
        account = self._investors.investor_at(session).account
        if (request.broker_id, request.account_id) != (account.broker_id, account.user_id):
            error_id = 10
        elif request.currency_id not in ("", "CNY"):
            error_id = 1035
        else:
            error_id = 0
        # The passwords do not travel back.
        answer = request.replace(old_password="", new_password="")

        def changed(error_id: int) -> None:
            then((answer, messages.error(error_id) if error_id else None))

        if error_id:
            changed(error_id)
        else:
            self._core.accounts.change_fund_password(
                account.broker_id, account.user_id, request.old_password, request.new_password, changed
            )


def _without_secrets(request: Any) -> Any:
    """CTP gives passwords back as asterisks."""
    return request.replace(
        bank_pass_word="*" if request.bank_pass_word else "",
        password="*" if request.password else "",
        digest="",
    )


def bank_of(investor: Investor) -> Bank:
    bank = investor.account.bank
    assert bank is not None
    return bank


def account_number(investor: Investor) -> str:
    """Of the account at the bank."""
    return bank_of(investor).account or f"62220000{investor.client_id}"


# -- queries
