"""The trading side of a session: login, settlement, orders, queries, and the flows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from actp import records
from actp.ctp.description import installed
from actp.sim.accounts.state import Core
from actp.sim.broker.broker import Broker
from actp.sim.broker.request_table import ANSWERED, INSTRUCTIONS, WITH_FUND_PASSWORD
from actp.sim.clock.rate_limit import Rate
from actp.sim.persistence.flows import Flow, FlowReader, first_number
from actp.sim.queries.accounts import OWN, QUERIES
from actp.sim.session.connection import Client
from actp.sim.session.session import Handler, Service
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import Flow as FlowKind
from actp.sim.wire.frames import ProtocolError, RspInfo
from actp.sim.wire.layouts import names_fit

__all__ = ["TradingService"]

# Notices and rows wait while the connection has more than this to send; they are never lost.
_ENOUGH = 1_000
# Rows made in one turn of the loop.
_AT_ONCE = 200
# Queries of one session whose answers wait; the library lets one through at a time.
_MOST_ANSWERS = 1_000
# Users of a front where anybody may log in; each is an account that is kept.
_MOST_USERS = 10_000

# The fields by which a query says whose rows it is for.
_ASKS_FOR = ("investor_id", "account_id", "user_id")

_EXEMPT = "ReqQueryMaxOrderVolume"
"""Served by the trading core, which counts no queries."""


class TradingService(Service):
    """`front_id`, `session_id` and the last references are the broker's to use."""

    def __init__(self, client: Client, core: Core, broker: Broker) -> None:
        super().__init__(client, core)
        self.broker = broker
        self._authenticated: tuple[str, str] | None = None
        self.front_id = core.front_id
        self.last_order_ref = self.last_quote_ref = self.last_for_quote_ref = 0
        self.references: dict[str, int] = {}
        self._readers: list[FlowReader] = []
        self._answers: deque[tuple[str, int, Iterator[Any], Any]] = deque()
        self._pumping = False
        self._query_rate = Rate(core.limits.query_freq, core.clock)
        self._order_rate = Rate(core.limits.order_freq, core.clock)
        own: dict[str, Handler] = {
            "ReqUserLogout": self._user_logout,
            "ReqSettlementInfoConfirm": self._settlement_info_confirm,
            **{name: partial(self._instruct, name) for name in INSTRUCTIONS},
            **{name: partial(self._answered, name) for name in ANSWERED},
            **{name: partial(self._with_fund_password, name) for name in WITH_FUND_PASSWORD},
            "ReqTradingAccountPasswordUpdate": self._change_fund_password,
            **{name: partial(self._query, name) for name in QUERIES},
        }
        self.handlers |= {
            "ReqAuthenticate": self._authenticate,
            "ReqUserPasswordUpdate": self._user_password_update,
            "ReqGenSMSCode": self._gen_sms_code,
            **own,
        }
        self.needs_login |= set(own)
        self.refusals |= {name: partial(self._refuse_instruction, name) for name in INSTRUCTIONS}

    # -- login

    def _authenticate(self, request_id: int, request: Any) -> None:
        error_id = self.core.accounts.authenticate(
            request.broker_id, request.user_id, request.app_id, request.auth_code
        )
        if error_id:
            self.refuse("ReqAuthenticate", request_id, messages.error(error_id))
            return
        self._authenticated = (request.broker_id, request.user_id)
        answer = records.RspAuthenticate(
            broker_id=request.broker_id,
            user_id=request.user_id,
            user_product_info=request.user_product_info,
            app_id=request.app_id,
            app_type="1",
        )
        self.client.answer("OnRspAuthenticate", answer, request_id=request_id, info=self.success)

    def check_login(self, broker_id: str, user_id: str, password: str, then: Callable[[int], None]) -> None:
        accounts = self.core.accounts
        if accounts.open:
            # Where anybody may log in, nobody in particular still may not.
            known = self.broker.investors
            if not user_id or ((broker_id, user_id) not in known and len(known) >= _MOST_USERS):
                then(3)
                return
        authenticated = self._authenticated == (broker_id, user_id)
        accounts.login(broker_id, user_id, password, then, authenticated=authenticated)

    def login_answer(self) -> Any:
        core = self.core
        self.session_id = core.new_session_id(self.broker_id, self.user_id)
        clock = core.exchange_clock
        return records.RspUserLogin(
            trading_day=core.trading_day,
            login_time=f"{core.now():%H:%M:%S}",
            broker_id=self.broker_id,
            user_id=self.user_id,
            system_name="TradingHosting",
            front_id=core.front_id,
            session_id=self.session_id,
            max_order_ref="1",
            shfe_time=clock,
            dce_time=clock,
            czce_time=clock,
            ffex_time=clock,
            ine_time=clock,
            gfex_time=clock,
            sys_version="actp.sim",
        )

    def _logged_in(self) -> None:
        super()._logged_in()
        hello = self.client.hello
        assert hello is not None
        broker = self.broker
        investor = broker.investor(self.broker_id, self.user_id)
        assert investor is not None
        now = self.core.now()
        investor.sessions[self.session_id] = records.UserSession(
            front_id=self.front_id,
            session_id=self.session_id,
            broker_id=self.broker_id,
            user_id=self.user_id,
            login_date=f"{now:%Y%m%d}",
            login_time=f"{now:%H:%M:%S}",
            ip_address=self.client.address.rpartition(":")[0],
        )
        same_day = hello.trading_day == broker.trading_day
        for flow, kind, sequence in (
            (broker.public, hello.public_type, hello.public_sequence),
            (investor.flow, hello.private_type, hello.private_sequence),
        ):
            first = first_number(kind, sequence, same_day, len(flow.notices))
            if first is not None:
                self._read(flow, first)

    def _read(self, flow: Flow, first: int) -> None:
        reader = FlowReader(flow, first, self.client.version, self.client.send, self._has_room)
        self._readers.append(reader)
        reader.advance()

    def _user_logout(self, request_id: int, request: Any) -> None:
        answer = records.UserLogout(broker_id=request.broker_id, user_id=request.user_id)
        self.client.answer(
            "OnRspUserLogout", answer, request_id=request_id, info=self.success, then=self.client.close
        )

    def _user_password_update(self, request_id: int, request: Any) -> None:
        broker_id, user_id, old = request.broker_id, request.user_id, request.old_password
        changed = self.client.suspend(partial(self._password_updated, request_id, request))
        accounts = self.core.accounts
        if self.logged_in and (broker_id, user_id) != (self.broker_id, self.user_id):
            changed(10)
        elif self.logged_in or self.renewable == (broker_id, user_id):
            accounts.change_password(broker_id, user_id, old, request.new_password, changed)
        else:
            # Before the login, CTP lets change only the password that it refused the login for. A wrong one
            # counts all the same: else this were a way to try passwords.
            accounts.check_password(broker_id, user_id, old, lambda error_id: changed(error_id or 6))

    def _password_updated(self, request_id: int, request: Any, error_id: int) -> None:
        broker_id, user_id = request.broker_id, request.user_id
        if not error_id:
            self.renewable = None
        # The passwords do not travel back.
        self.client.answer(
            "OnRspUserPasswordUpdate",
            records.UserPasswordUpdate(broker_id=broker_id, user_id=user_id),
            request_id=request_id,
            info=messages.error(error_id) if error_id else self.success,
        )

    def _gen_sms_code(self, request_id: int, request: Any) -> None:
        # No user of this broker logs in with one.
        self.refuse("ReqGenSMSCode", request_id, messages.error(6023 if self.logged_in else 6015))

    def not_served(self, name: str, request_id: int) -> None:
        info = messages.error(27)
        if self.client.api.answer_to(name) is not None:
            self.refuse(name, request_id, info)
        else:
            self.client.answer("OnRspError", request_id=request_id, info=info)

    def closed(self) -> None:
        investor = self.broker.investors.get((self.broker_id, self.user_id))
        if investor is not None:
            investor.sessions.pop(self.session_id, None)
        for reader in self._readers:
            reader.close()
        self._answers.clear()

    # -- settlement and instructions

    def _is_own(self, request: Any) -> bool:
        return (request.broker_id, request.investor_id) == (self.broker_id, self.user_id)

    def _settlement_info_confirm(self, request_id: int, request: Any) -> None:
        if not self._is_own(request):
            self.refuse("ReqSettlementInfoConfirm", request_id, messages.error(9))
            return
        now = self.core.now()
        date, time = f"{now:%Y%m%d}", f"{now:%H:%M:%S}"
        investor = self.broker.investor(self.broker_id, self.user_id)
        assert investor is not None
        investor.confirm(date, time)
        answer = records.SettlementInfoConfirm(
            broker_id=request.broker_id,
            investor_id=request.investor_id,
            confirm_date=date,
            confirm_time=time,
            account_id=request.account_id,
            currency_id=request.currency_id,
        )
        self.client.answer("OnRspSettlementInfoConfirm", answer, request_id=request_id, info=self.success)

    def _instruct(self, name: str, request_id: int, request: Any) -> None:
        request = _newest(request)
        if self._order_rate.exceeded():
            info: RspInfo | None = messages.error(116)
        else:
            info = INSTRUCTIONS[name].send(self.broker, self, request)
        if info is not None:
            self._refuse_instruction(name, request_id, request, info)

    def _refuse_instruction(self, name: str, request_id: int, request: Any, info: RspInfo) -> None:
        self.client.answer(_answer(name), request, request_id=request_id, info=info)
        if (refused := INSTRUCTIONS[name].refused) is not None:
            refused(self.broker, self, _newest(request), info)

    def _answered(self, name: str, request_id: int, request: Any) -> None:
        self._tell(name, request_id, ANSWERED[name](self.broker, self, _newest(request)))

    def _with_fund_password(self, name: str, request_id: int, request: Any) -> None:
        request = _newest(request)

        def proved(fits: bool) -> None:
            answer = WITH_FUND_PASSWORD[name](self.broker, self, request, fits)
            self._tell(name, request_id, answer)

        self.core.accounts.prove_fund(
            self.broker_id, self.user_id, request.password, self.client.suspend(proved)
        )

    def _change_fund_password(self, request_id: int, request: Any) -> None:
        changed: Callable[[tuple[Any, RspInfo | None]], None] = partial(
            self._tell, "ReqTradingAccountPasswordUpdate", request_id
        )
        self.broker.banks.change_password(self, _newest(request), self.client.suspend(changed))

    def _tell(self, name: str, request_id: int, result: tuple[Any, RspInfo | None]) -> None:
        answer, info = result
        self.client.answer(_answer(name), answer, request_id=request_id, info=info or self.success)

    # -- queries

    def _query(self, name: str, request_id: int, request: Any) -> None:
        if name != _EXEMPT and self._query_rate.exceeded():
            info = messages.error(90)
            self.client.answer("OnRspError", request_id=request_id, info=info, flow=FlowKind.QUERY)
            return
        if name in OWN and not self._may_ask(request):
            self.refuse(name, request_id, messages.error(9))
            return
        if len(self._answers) >= _MOST_ANSWERS:
            raise ProtocolError("more queries at a time than any library sends")
        investor = self.broker.investor(self.broker_id, self.user_id)
        assert investor is not None
        version = self.client.version
        # What the client's version has no room to name is not told: a name that is cut is another's.
        rows = (row for row in QUERIES[name](self.broker, investor, request) if names_fit(row, version))
        self._answers.append((_answer(name), request_id, rows, next(rows, None)))
        self._pump()

    def _may_ask(self, request: Any) -> bool:
        # An empty filter means the session's own, as at most brokers.
        who = next((name for name in _ASKS_FOR if hasattr(request, name)), "")
        asked = getattr(request, "broker_id", ""), getattr(request, who, "") if who else ""
        return asked[0] in ("", self.broker_id) and asked[1] in ("", self.user_id)

    @property
    def behind(self) -> bool:
        return any(reader.behind for reader in self._readers)

    def room(self) -> None:
        if self.behind:
            for reader in self._readers:
                reader.advance()
            self.core.changes.notify()
        self._pump()

    def _has_room(self) -> bool:
        return self.client.backlog <= _ENOUGH

    def _pump(self) -> None:
        """Send rows as far as the connection keeps up, and let the loop turn in between."""
        if self._pumping:
            return
        self._pumping = True
        sent = 0
        while self._answers and self._has_room():
            if sent == _AT_ONCE:
                self.client.soon(self._pump_on)
                return
            sent += 1
            name, request_id, rows, row = self._answers.popleft()
            following = next(rows, None)
            if following is not None:
                self._answers.appendleft((name, request_id, rows, following))
            self.client.answer(name, row, request_id=request_id, last=following is None, flow=FlowKind.QUERY)
        self._pumping = False

    def _pump_on(self) -> None:
        self._pumping = False
        self._pump()


def _answer(request: str) -> str:
    """The name of its OnRsp…."""
    return f"OnRsp{request.removeprefix('Req')}"


def _newest(request: Any) -> Any:
    """The request as the newest version has it, so that every field can be read."""
    if request.version == installed().versions[-1]:
        return request
    return type(request)(**request.asdict())
