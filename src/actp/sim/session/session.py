"""What both sides of the front do for a client: login, and an answer to everything."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import Any

from actp import records
from actp.sim.accounts.overrides import Rule
from actp.sim.accounts.state import Core
from actp.sim.clock.rate_limit import Rate
from actp.sim.session.connection import Client
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import Flow, ProtocolError, RspInfo
from actp.sim.wire.layouts import api_class, readable

__all__ = ["Handler", "Service"]

Handler = Callable[[int, Any], None]
"""Serves one request: nRequestID and the decoded record."""

# Refused logins with the right password, which has to be changed first: weak, new, expired.
_RENEWABLE = (131, 140, 141)
_OVER_LOGIN_FREQ = RspInfo(90, "CTP:api login over limit freq")


class _Login(Enum):
    OUT = auto()
    UNANSWERED = auto()
    IN = auto()


class Service:
    """The handlers for one client, by CTP's request names. A request without handler is answered with an
    error: see `not_served()`."""

    success = messages.TRADER_SUCCESS

    def __init__(self, client: Client, core: Core) -> None:
        self.client = client
        self.core = core
        self.broker_id = ""
        self.user_id = ""
        self.session_id = 0
        self.subscriptions: set[str] = set()
        self._login = _Login.OUT
        self.renewable: tuple[str, str] | None = None
        """Broker and user whose login was refused until the password is changed."""
        self._login_rate = Rate(core.limits.login_freq, core.clock)
        self.handlers: dict[str, Handler] = {"ReqUserLogin": self._user_login}
        self.needs_login: set[str] = set()
        self.refusals: dict[str, Callable[[int, Any, RspInfo], None]] = {}
        """How requests are refused of which others hear, too."""

    @property
    def logged_in(self) -> bool:
        return self._login is _Login.IN

    @property
    def right_front(self) -> bool:
        """Whether the library is of the kind that its port serves."""
        return api_class(self.client.port) is self.client.api

    def request(self, name: str, request_id: int, data: bytes) -> None:
        client = self.client
        if name in client.api.without_id:
            # The terminal's data of a relay: taken, and nothing is answered.
            return
        handler = self.handlers.get(name)
        if not self.right_front:
            self.wrong_front(request_id)
            return
        if handler is None:
            self.not_served(name, request_id)
            return
        struct = client.api.request_structs[name]
        try:
            clean = readable(struct, client.version, data)
            record = getattr(records, struct).from_bytes(clean, version=client.version)
        except ValueError as error:
            raise ProtocolError(f"{name} with {len(data)} bytes: {error}") from error
        if (journal := self.core.journal) is not None:
            journal.request(client, name, record)
        if name in self.needs_login and not self.logged_in:
            self.refuse(name, request_id, messages.error(6))
            return
        user = self.user_id or getattr(record, "user_id", "")
        rule = self.core.rules.for_request(name, user, getattr(record, "instrument_id", ""))
        if rule is None:
            handler(request_id, record)
        else:
            self._obey(rule, name, handler, request_id, record)

    def _obey(self, rule: Rule, name: str, handler: Handler, request_id: int, record: Any) -> None:
        if rule.info is not None:
            refusal = self.refusals.get(name)
            if refusal is not None:
                refusal(request_id, record, rule.info)
            else:
                self.refuse(name, request_id, rule.info)
        elif rule.delay:
            self.client.later(rule.delay, partial(handler, request_id, record))
        else:
            with self.client.unanswered(request_id, until_last=name.startswith("ReqQ")):
                handler(request_id, record)

    def refuse(self, request: str, request_id: int, info: RspInfo) -> None:
        answer = self.client.api.answer_to(request)
        assert answer is not None
        flow = Flow.QUERY if request.startswith("ReqQry") else Flow.DIALOG
        self.client.answer(answer, request_id=request_id, info=info, flow=flow)

    def subscription(self, name: str, names: tuple[bytes, ...]) -> None:
        self.wrong_front(0)

    def wrong_front(self, request_id: int) -> None:
        """The other side's library asks."""
        self.client.answer("OnRspError", request_id=request_id, info=messages.error(77))

    def not_served(self, name: str, request_id: int) -> None:
        """CTP has the request, this front has not."""
        self.client.answer("OnRspError", request_id=request_id, info=messages.error(77))

    @property
    def behind(self) -> bool:
        """Whether notices wait for the connection to take them."""
        return False

    def room(self) -> None:
        """The connection has sent what was waiting: more may follow."""

    def closed(self) -> None:
        """The connection is gone."""

    # -- login

    def check_login(self, broker_id: str, user_id: str, password: str, then: Callable[[int], None]) -> None:
        """Call `then` with CTP's ErrorID for a login, 0 if it is good."""
        self.core.accounts.login(broker_id, user_id, password, then, authenticated=True)

    def login_answer(self) -> Any:
        """What a successful login is answered with."""
        raise NotImplementedError

    def _user_login(self, request_id: int, request: Any) -> None:
        if self._login is _Login.IN:
            # CTP does not answer a login after a successful one.
            return
        info = self._login_error()
        if info is not None:
            self.client.answer("OnRspUserLogin", request_id=request_id, info=info)
            return
        checked = self.client.suspend(partial(self._login_checked, request_id, request))
        self.check_login(request.broker_id, request.user_id, request.password, checked)

    def _login_checked(self, request_id: int, request: Any, error_id: int) -> None:
        if self._login is _Login.IN:
            # Another one, which a rule had put off, was answered meanwhile.
            return
        if self._login is _Login.UNANSWERED:
            error_id = 5
        user = (request.broker_id, request.user_id)
        self.renewable = user if error_id in _RENEWABLE else None
        if error_id:
            self.client.answer("OnRspUserLogin", request_id=request_id, info=messages.error(error_id))
            return
        self._login = _Login.UNANSWERED
        self.broker_id, self.user_id = request.broker_id, request.user_id
        self.client.answer(
            "OnRspUserLogin",
            self.login_answer(),
            request_id=request_id,
            info=self.success,
            then=self._logged_in,
        )

    def _login_error(self) -> RspInfo | None:
        if self._login is _Login.UNANSWERED:
            return messages.error(5)
        if (refusal := self.core.faults.login_refusal()) is not None:
            return refusal
        if self._login_rate.exceeded():
            return _OVER_LOGIN_FREQ
        return None

    def _logged_in(self) -> None:
        self._login = _Login.IN
        self.core.statistics.logins += 1
        self.core.board.attended = True
        self.core.changes.notify()
