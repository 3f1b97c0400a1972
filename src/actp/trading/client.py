"""TraderClient: orders, trades, positions, and every request of CTP's trading API."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import anyio

from actp import _checks as check
from actp import _core, records
from actp._loop import weakly
from actp._secret import Secret
from actp._supervise import supervised
from actp.connection.addresses import read_fronts
from actp.connection.api_instance import Wakeup
from actp.connection.options import ClientOptions, client_options, field_limit
from actp.connection.options import login_fields as checked_login_fields
from actp.connection.session import Backoff, State
from actp.connection.streams import EventStream
from actp.errors import (
    ActpError,
    CancelRejected,
    ClientClosedError,
    ConnectionLost,
    NotConnectedError,
    OrderRejected,
    ProtocolError,
    ResponseError,
    SettlementNotConfirmed,
    UsageError,
)
from actp.requests.login_steps import Step
from actp.requests.rate_limit import Lane
from actp.requests.responses import Answer, not_taken
from actp.requests.secret_fields import hidden
from actp.trading.dispatcher import LONGEST_PAUSE, Unanswered, any_row
from actp.trading.instruments import Instruments
from actp.trading.order_entry import Ordering
from actp.trading.orders import OrderBook, OrderHandle, OrderKey, OrderRefs
from actp.trading.positions import Positions

if TYPE_CHECKING:
    from actp.records import Order, RspUserLogin, Trade, TradingAccount, UserSystemInfo, WechatUserSystemInfo

__all__ = ["Flow", "Notice", "Settlement", "TraderClient"]

logger = logging.getLogger("actp")

Flow = Literal["restart", "resume", "quick"]
Settlement = Literal["confirm", "require", "skip"]

_RESUME_TYPES: dict[str, int] = {"restart": 0, "resume": 1, "quick": 2}

# Seconds between the first looks for orders in doubt, for one that is not there yet may still be on its way;
# at most between later ones; and between those for trades, which the broker may never list.
_BETWEEN_LOOKS, _BETWEEN_LATER_LOOKS, _BETWEEN_LOOKS_FOR_TRADES = 0.5, 5.0, 60.0

# Logins that are refused with these pass once the password is changed, in the same connection.
_PASSWORD_MUST_CHANGE = frozenset({131, 140, 141})


@dataclass(frozen=True, slots=True)
class Notice:
    """One OnRtn… or OnErrRtn… callback: its `name`, its `record`, and the refusal if it tells of one."""

    name: str
    record: Any
    error: ResponseError | None = None


class TraderClient(Ordering):
    """A trading session (CTP's CThostFtdcTraderApi) as an async context manager.

    `connect()` authenticates (if `app_id` or `auth_code` is given), logs in and confirms the settlement
    statement; all of it is done again after every reconnect. The constructor does no I/O, and checks its
    arguments as MdClient's does.

    - `front`, `more_fronts`, `library`, `wakeup`, `connect_timeout`, `request_timeout`, `backoff`,
      `production_mode`, `queue_bytes`, `backlog_bytes`, `answer_bytes`, `unread_warning`: as for `MdClient`.
    - `broker_id`, `user_id`, `password`; `investor_id`, `account_id`: default to `user_id`. They fill the
      fields of requests that are not given.
    - `app_id`, `auth_code`, `user_product_info`: what the broker issued for ReqAuthenticate.
    - `settlement`: "confirm" confirms the day's statement; "require" raises SettlementNotConfirmed unless
      somebody has; "skip" does nothing (orders are then refused with 42 if nobody has).
    - `new_password`: used only if the login is refused because the password must be changed (first login
      140, weak 131, expired 141): it is changed in the same connection, and the login done again with it.
    - `private_flow`: where order and trade reports begin: "restart" with the trading day, "resume" where
      the flow files end, "quick" now. `public_flow` likewise, for instrument status and bulletins. With
      "restart" nothing is missed; what is replayed after a reconnect is recognised and not told again.
    - `flow_path`: folder for CTP's flow files and order numbers. Default: one per broker and user below
      XDG_STATE_HOME (~/.local/state); for sim:// fronts a temporary one. Two live clients cannot share one.
    - `follow_positions`: keep `positions` and `account` current. It costs two queries in `connect()`, which
      returns once they are answered, and two after orders and trades, in their turn among the others.
    - `load_instruments`: fill `instruments` in the background, by one query of the lowest priority after the
      login and for each new trading day. The first order in an instrument then needs no look-up.
    - `query_rate`, `order_rate`: queries, and other requests, a second (None: no limit). Queries go one at
      a time; orders do not wait for them. Cancels count in `order_rate` and go before what else waits.
    - `system_info`: of relays only: the terminal's data, registered after each authentication.
    - `login_fields`: more fields of ReqUserLogin, such as `one_time_password`.
    """

    _kind = "trader"

    def __init__(
        self,
        front: str,
        *more_fronts: str,
        broker_id: str,
        user_id: str,
        password: str | Secret,
        app_id: str = "",
        auth_code: str | Secret = "",
        user_product_info: str = "",
        investor_id: str | None = None,
        account_id: str | None = None,
        settlement: Settlement = "confirm",
        new_password: str | Secret | None = None,
        private_flow: Flow = "restart",
        public_flow: Flow = "restart",
        follow_positions: bool = True,
        load_instruments: bool = True,
        query_rate: float | None = 1.0,
        order_rate: float | None = None,
        system_info: UserSystemInfo | WechatUserSystemInfo | None = None,
        login_fields: Mapping[str, Any] | None = None,
        library: str | os.PathLike[str] | None = None,
        flow_path: str | os.PathLike[str] | None = None,
        wakeup: Wakeup = "threadsafe",
        connect_timeout: float = 15.0,
        request_timeout: float = 10.0,
        backoff: Backoff | None = None,
        production_mode: bool = True,
        queue_bytes: int = 64 * 1024 * 1024,
        answer_bytes: int = 256 * 1024 * 1024,
        backlog_bytes: int = 256 * 1024 * 1024,
        unread_warning: int = 65536,
    ) -> None:
        fronts = read_fronts((front, *more_fronts))
        # Tools that show a traceback show the variables of its frames: nothing secret stays in one.
        front, more_fronts, password, auth_code = "", (), Secret(password), Secret(auth_code)
        new_password = None if new_password is None else Secret(new_password)
        login_fields = hidden("ReqUserLogin", {} if login_fields is None else login_fields)
        options = client_options(
            fronts,
            broker_id=broker_id,
            user_id=user_id,
            password=password,
            library=library,
            flow_path=flow_path,
            wakeup=wakeup,
            connect_timeout=connect_timeout,
            request_timeout=request_timeout,
            backoff=backoff,
            production_mode=production_mode,
            queue_bytes=queue_bytes,
            needed=True,
            answer_bytes=answer_bytes,
            backlog_bytes=backlog_bytes,
            unread_warning=unread_warning,
        )
        if options.flow_path is None and not options.fronts[0].simulated:
            options = replace(options, flow_path=state_folder(options.broker_id, options.user_id))
        self._identity = _identity(options, investor_id, account_id)
        self._app_id = check.text("app_id", app_id, field_limit("AppID", "ReqAuthenticate"))
        self._auth_code = check.secret("auth_code", auth_code, field_limit("AuthCode", "ReqAuthenticate"))
        self._user_product_info = check.text(
            "user_product_info", user_product_info, field_limit("UserProductInfo")
        )
        self._settlement = check.choice("settlement", settlement, ("confirm", "require", "skip"))
        self._new_password = None if new_password is None else _checked_password("new_password", new_password)
        flows = (("private_flow", private_flow), ("public_flow", public_flow))
        self._flows = tuple(_RESUME_TYPES[check.choice(name, flow, _RESUME_TYPES)] for name, flow in flows)
        self._follows = check.flag("follow_positions", follow_positions)
        self._system_info = system_info
        if system_info is not None:
            kinds = (records.UserSystemInfo, records.WechatUserSystemInfo)
            check.instance(
                "system_info", system_info, kinds, "a UserSystemInfo or WechatUserSystemInfo record"
            )
        self._login_fields = checked_login_fields(login_fields)
        authenticate = (Step.AUTHENTICATE,) if self._app_id or self._auth_code else ()
        confirm = (Step.CONFIRM_SETTLEMENT,) if self._settlement != "skip" else ()
        self._steps = (*authenticate, Step.LOGIN, *confirm)
        super().__init__(options)
        self._queries = Lane("query_rate", query_rate, at_once=1)
        self._instructions = Lane("order_rate", order_rate)
        self._watches = {}
        self._unanswered = Unanswered()
        self._login: RspUserLogin | None = None
        self._book = OrderBook(weakref.ref(self))
        self._refs: OrderRefs | None = None
        self._action_ref = 0
        self._cancels = {}
        self._instruments = Instruments(
            check.flag("load_instruments", load_instruments), weakly(self._hurry_instruments, None)
        )
        self._loading = False
        self._order_streams = _core.Broadcast()
        self._trade_streams = _core.Broadcast()
        self._notice_streams = _core.Broadcast()
        self._reconciling: asyncio.Task[None] | None = None
        self._more_doubt = asyncio.Event()  # of the task that looks them up
        self._trades_timer: asyncio.TimerHandle | None = None
        self._positions: Positions | None = None
        self._following: asyncio.Task[None] | None = None

    # -- session ----------------------------------------------------------------------------------

    async def connect(self) -> None:
        """Load the library, connect, authenticate, log in, confirm the settlement; return when READY.

        With `follow_positions`, `positions` and `account` are there by then, or on their way if the front
        did not answer the queries within `request_timeout` s. Raises SettlementNotConfirmed with
        `settlement="require"`, and as `MdClient.connect()` does FrontUnreachableError, HandshakeError,
        AuthenticationError, LoginError, ConnectTimeoutError, ProtocolError, ResponseError for another step
        that is refused; LibraryError, UnknownVersionError, FlowPathError; UsageError, ClientClosedError.
        """
        await super().connect()

    async def _connect(self, connecting: asyncio.Future[None]) -> None:
        if self._follows:
            self._positions = Positions(
                whole_day=self._flows[0] == _RESUME_TYPES["restart"], live_orders=self._book.live
            )
        await super()._connect(connecting)

    async def _after_ready(self) -> None:
        if self._positions is None:
            return
        with anyio.move_on_after(self._request_timeout) as scope:
            await self._positions._wait_seeded()
        if scope.cancelled_caught:
            logger.warning(
                "positions and account were not answered within %g s of the login", self._request_timeout
            )

    def _give_up_connecting(self, error: ActpError) -> None:
        super()._give_up_connecting(error)
        self._stop_following(error)

    @property
    def login(self) -> RspUserLogin | None:
        """The answer to the latest login: FrontID, SessionID, MaxOrderRef, the exchanges' clocks."""
        return self._login

    async def change_password(self, new_password: str | Secret) -> None:
        """ReqUserPasswordUpdate: change the user's password, and log in with it from now on.

        Where the login was refused because the password must be changed (LoginError with code 131, 140
        or 141), call this in place of `connect()`: it connects, changes the password and logs in.

        Raises ConfigurationError for what is no password or longer than CTP's 40 bytes, ResponseError when
        CTP refuses the change, ProtocolError, RequestTimeoutError (RequestNotSent), ConnectionLost,
        SendError, ClientClosedError, NotConnectedError, WrongLoopError, ForkedError; in place of `connect()`
        what that raises.
        """
        new_password = Secret(new_password)  # before anything raises: tracebacks show variables
        new = _checked_password("new_password", new_password)
        if self.state is State.DISCONNECTED:
            self._new_password = new
            try:
                await self.connect()
            finally:
                unused, self._new_password = self._new_password, None
            if unused is None:
                return  # changed on the way
        await self.user_password_update(old_password=self._password, new_password=new)

    async def settlement_text(self, trading_day: str = "", timeout: float | None = None) -> str:
        """ReqQrySettlementInfo: the statement of a day (YYYYMMDD; "": the latest), "" if there is none.

        Raises as every query does ResponseError, ProtocolError, RequestTimeoutError (RequestNotSent),
        ConnectionLost, SendError, UsageError, ClientClosedError, NotConnectedError, WrongLoopError,
        ForkedError.
        """
        rows = await self.query_settlement_info(trading_day=trading_day, timeout=timeout)
        # A row may end inside a character.
        return b"".join(row.raw("Content") for row in rows).decode("gb18030", "replace")

    def _before_init(self, api: _core.Api) -> None:
        super()._before_init(api)
        api.subscribe_topics(*self._flows)
        assert self._flow is not None
        refs = OrderRefs(self._flow.path)
        if self._refs is not None:  # of an earlier connect(), whose folder may have been a temporary one
            refs.above(self._refs.last)
        self._refs = refs

    def _opening_requests(self) -> list[tuple[str, Any]]:
        requests = super()._opening_requests()
        if self._system_info is not None:
            requests.append((f"Register{type(self._system_info).__name__}", self._system_info))
        return requests

    def _before_step(self, step: Step) -> None:
        if step is Step.LOGIN:
            self._register_terminal()

    def _step_request(self, step: Step) -> tuple[str, Any]:
        assert self._class is not None
        who = {"broker_id": self._broker_id, "user_id": self._user_id}
        investor: dict[str, Any] = {
            "broker_id": self._broker_id,
            "investor_id": self._identity["investor_id"],
        }
        match step:
            case Step.AUTHENTICATE:
                return step.value, records.ReqAuthenticate(
                    version=self._class.version,
                    app_id=self._app_id,
                    auth_code=self._auth_code,
                    user_product_info=self._user_product_info,
                    **who,
                )
            case Step.LOGIN:
                given = {"user_product_info": self._user_product_info, "password": self._password}
                fields: dict[str, Any] = {**who, **given, **self._login_fields}
                return step.value, records.ReqUserLogin(version=self._class.version, **fields)
            case Step.CONFIRM_SETTLEMENT if self._settlement == "require":
                return "ReqQrySettlementInfoConfirm", records.QrySettlementInfoConfirm(**investor)
            case Step.CONFIRM_SETTLEMENT:
                return step.value, records.SettlementInfoConfirm(**investor)

    def _step_done(self, step: Step, answer: Answer) -> ActpError | None:
        if step is Step.LOGIN:
            login: RspUserLogin = answer.records[0]
            self._login = login
            self._book.sessions.add(self._session_key)
            if self._positions is not None and login.trading_day != self._book.trading_day:
                self._positions.begin_day()
            self._book.begin_day(login.trading_day)
            assert self._refs is not None
            self._refs.above(login.max_order_ref)
        if step is Step.CONFIRM_SETTLEMENT and self._settlement == "require" and not any_row(answer):
            return SettlementNotConfirmed(
                "ReqQrySettlementInfoConfirm",
                42,
                hint="Read settlement_text() and confirm it: settlement='confirm', or "
                "settlement_info_confirm() of a client with settlement='skip'",
            )
        return None

    def _step_refused(self, step: Step, request: int, error: ActpError) -> bool:
        if step is not Step.LOGIN or error.code not in _PASSWORD_MUST_CHANGE or self._new_password is None:
            return False
        new = self._new_password
        update = records.UserPasswordUpdate(
            broker_id=self._broker_id,
            user_id=self._user_id,
            old_password=self._password,
            new_password=new,
        )

        def done(answer: Answer | ActpError) -> None:
            if isinstance(answer, ActpError):
                if isinstance(answer, ProtocolError):
                    self._perform(self._session.fail(answer))
                return  # else the connection broke: whether it was changed shows at the next login
            if answer.error is not None:
                self._perform(self._session.fail(answer.error))
                return
            # Also if it is late, and the session has ended meanwhile: the next login needs it.
            self._password, self._new_password = new, None
            self._perform(self._session.resume(time.monotonic()))

        self._perform(self._session.hold(request, "ReqUserPasswordUpdate"))
        code = self._start("ReqUserPasswordUpdate", update, done)
        if code not in (0, -1):  # -1: the connection broke, see above
            self._perform(self._session.fail(not_taken("ReqUserPasswordUpdate", code)))
        return True

    def _log_out(self) -> None:
        who = records.UserLogout(broker_id=self._broker_id, user_id=self._user_id)
        self._start("ReqUserLogout", who, lambda answer: None)

    def _register_terminal(self) -> None:
        """Of a relay: the terminal's data, between authentication and login."""
        if self._system_info is None:
            return
        assert self._class is not None and self._api is not None
        name = f"Register{type(self._system_info).__name__}"
        index = self._class.request_index(name)
        if code := self._api.request(index, self._system_info.to_bytes(self._class.version), 0):
            logger.error("%s was not taken: return code %d", name, code)

    @property
    def _session_key(self) -> tuple[int, int]:
        assert self._login is not None
        return (self._login.front_id, self._login.session_id)

    def _restore(self) -> None:
        if self._positions is not None:
            self._positions._changed()
            if self._following is None:
                self._following = self._follow(self._positions)
        self._instruments.begin_day(self._book.trading_day)
        self._load_instruments()
        self._look_up()

    def _lost(self, error: ActpError) -> None:
        self._fail_turns(error)
        if self._trades_timer is not None:
            self._trades_timer.cancel()
            self._trades_timer = None
        if self._reconciling is not None:
            self._reconciling.cancel()
            self._reconciling = None
        if self._api is None:  # connect() gives up: its end, not only the connection's
            self._stop_following(error)
        self._book.lost()

    def _end_streams(self, error: ActpError | None) -> None:
        super()._end_streams(error)
        for streams in (self._order_streams, self._trade_streams, self._notice_streams):
            streams.end(error)
        ended = error or ClientClosedError("the client was closed")
        self._stop_following(ended)
        self._instruments.end(ended)
        self._book.end(ended)

    def _look_up(self) -> None:
        if self.state is not State.READY or not self._book.in_doubt:
            return
        if self._reconciling is None or self._reconciling.done():
            self._reconciling = supervised("the look-up of orders in doubt", self._reconcile)
        else:
            self._more_doubt.set()

    async def _reconcile(self) -> None:
        """Ask what became of orders in doubt, until none is. The private flow may bring it sooner."""
        pause, self._more_doubt = _BETWEEN_LOOKS, asyncio.Event()
        while asked := self._book.in_doubt:
            self._more_doubt.clear()
            urgent = self._book.urgent(asked)
            try:
                # Before all other queries: whether an order is at the exchange cannot wait.
                await self._look(asked, ahead=urgent)
            except ActpError as error:
                # A lost connection ends this task, unless CTP said so of a request that it has sent since.
                logger.info("orders in doubt could not be looked up: %s", error)
                urgent = False
            stands = any(not handle.final for handle in self._book.in_doubt)
            longest = _BETWEEN_LATER_LOOKS if stands else _BETWEEN_LOOKS_FOR_TRADES
            pause = _BETWEEN_LOOKS if urgent else min(pause * 2, longest)
            if self._book.in_doubt:
                await anyio.sleep(_BETWEEN_LOOKS)
                with anyio.move_on_after(pause - _BETWEEN_LOOKS):
                    await self._more_doubt.wait()

    async def _look(self, asked: list[OrderHandle], ahead: bool) -> None:
        """ReqQryOrder and ReqQryTrade, of each investor whose orders are in doubt."""
        assert self._class is not None
        version = self._class.version
        rows: list[Order] = []
        for broker_id, investor_id in sorted({handle.investor for handle in asked}):
            who = {"broker_id": broker_id, "investor_id": investor_id}
            orders = await self._request(
                "ReqQryOrder", records.QryOrder(version=version, **who), None, ahead=ahead
            )
            self._take_rows("ReqQryOrder", orders)
            trades = await self._request(
                "ReqQryTrade", records.QryTrade(version=version, **who), None, ahead=ahead
            )
            self._take_rows("ReqQryTrade", trades)
            rows += orders.records if any_row(orders) else ()
        self._book.reconciled(rows, asked)

    def _take_rows(self, name: str, answer: Answer) -> None:
        """What a query for orders or trades brought is news as much as what the private flow brings."""
        if name not in ("ReqQryOrder", "ReqQryTrade") or not any_row(answer):
            return
        ours = {(self._identity["broker_id"], self._identity["investor_id"])} | self._book.investors
        rows = [row for row in answer.records if (row.broker_id, row.investor_id) in ours]
        if name == "ReqQryTrade":
            for row in rows:
                self._take_trade(row, queried=True)
            return
        for row in rows:
            self._take_order(row)
        self._book.seen(rows)

    def _await_trades(self) -> None:
        """An order has ended before its trades came, as is usual. Should they not come, ask for them."""
        if self._trades_timer is None and self._loop is not None:
            late = weakly(self._trades_late, None)
            self._trades_timer = self._loop.call_later(self._request_timeout, late)

    def _trades_late(self) -> None:
        self._trades_timer = None
        self._look_up()

    def _refusal(self, request: str, code: int, text: str) -> ResponseError:
        if request == "ReqOrderInsert":
            return order_refusal(code, text)
        if request == "ReqOrderAction":
            return CancelRejected(request, code, text)
        return super()._refusal(request, code, text)

    # -- what CTP reports -------------------------------------------------------------------------

    def orders(self) -> EventStream[Order]:
        """A lossless stream of order reports, of all sessions of the investor; each state of an order once.

        What a reconnect replays is not told again. With `private_flow="restart"` the day's earlier
        reports come first.
        """
        return self._stream(self._order_streams, "orders()")

    def trades(self) -> EventStream[Trade]:
        """A lossless stream of trades, of all sessions of the investor; each trade once."""
        return self._stream(self._trade_streams, "trades()")

    def notices(self) -> EventStream[Notice]:
        """A lossless stream of every OnRtn… and OnErrRtn… as CTP delivers it, repeats and replays too."""
        return self._stream(self._notice_streams, "notices()")

    def _stream(self, streams: _core.Broadcast, name: str) -> EventStream[Any]:
        self._check_open()
        self._check_loop()
        stream = self._lossless(name)
        streams.add(stream)
        return stream

    @property
    def orders_today(self) -> tuple[OrderHandle, ...]:
        """Handles of the day's orders as far as they were reported, `mine` or not, oldest first."""
        return tuple(self._book)

    @property
    def trades_today(self) -> tuple[Trade, ...]:
        """The day's trades as far as they were reported."""
        return self._book.trades

    def find_order(self, key: OrderKey) -> OrderHandle | None:
        """The order with this FrontID, SessionID and OrderRef, if it was reported or sent."""
        if not (isinstance(key, tuple) and len(key) == 3 and isinstance(key[2], str)):
            raise UsageError(
                f"find_order() takes FrontID, SessionID and OrderRef in a tuple, not {check.shown(key)}"
            )
        return self._book.find(key)

    def _row(self, record: Any) -> None:
        self._instruments.take(record)

    def _on_notice(self, name: str, record: Any, error_id: int, text: str) -> None:
        if record is None:
            return
        if name.startswith("OnRtn"):
            self._instruments.take(record)
        error = None
        if error_id:
            error = self._refusal("Req" + name.removeprefix("OnErrRtn"), error_id, text)
        if self._notice_streams.count:
            self._notice_streams.put(Notice(name, record, error))
        match name:
            case "OnRtnOrder":
                self._take_order(record)
            case "OnRtnTrade":
                self._take_trade(record)
            case "OnErrRtnOrderInsert" if isinstance(error, OrderRejected):
                self._book.refused(record, error)
            case "OnRtnErrorConditionalOrder":
                self._book.trigger_refused(record, order_refusal(record.error_id, record.error_msg))
            case "OnErrRtnOrderAction" if isinstance(error, CancelRejected):
                self._cancel_refused(record, error)
            case _ if name.startswith(_MOVING) and self._positions is not None:
                if name == "OnRtnExecOrder":
                    self._positions.declaration(record)
                self._positions._changed()
        self._report_instructions(name, record, error)

    def _take_order(self, record: Order) -> None:
        handle = self._book.order(record)
        if handle is None:
            return
        if handle._request_id:
            # CTP answers an insert only to refuse it: with a report it is answered.
            self._pending.pop(handle._request_id, None)
            handle._request_id = 0
        if handle.final and not handle.complete:
            self._await_trades()
        if self._positions is not None:
            self._positions.order(handle)
            self._positions._changed()
        self._order_streams.put(record)

    def _take_trade(self, record: Trade, queried: bool = False) -> None:
        if self._book.trade(record):
            self._trade_streams.put(record)
            if self._positions is not None:
                # Where the flow lacks the day's earlier trades, the positions have those that a query brings.
                if not queried or self._flows[0] == _RESUME_TYPES["restart"]:
                    self._positions.trade(record)
                self._positions._changed()

    @property
    def instruments(self) -> Instruments:
        """Instruments by name, `td.instruments["rb2610"].price_tick`: all of the trading day once they are
        loaded in the background (`await td.instruments.wait_loaded()`), until then those asked for."""
        return self._instruments

    # -- positions and account --------------------------------------------------------------------

    @property
    def positions(self) -> Positions:
        """What is held, current as of the last trade. UsageError with `follow_positions=False`."""
        if not self._follows:
            raise UsageError("this client was made with follow_positions=False: CTP does not push positions")
        if self._positions is None:
            raise NotConnectedError("no positions before connect(): use 'async with client'")
        return self._positions

    @property
    def account(self) -> TradingAccount:
        """The account as of the last query. UsageError with `follow_positions=False`."""
        return self.positions.account

    def _follow(self, positions: Positions) -> asyncio.Task[None]:
        loop = asyncio.get_running_loop()

        def dropped(_: object) -> None:
            if not loop.is_closed():
                positions._ask()  # so that the task ends

        follow = partial(_follow, weakref.ref(self, dropped), positions)
        return supervised("what keeps the positions current", follow)

    def _stop_following(self, error: ActpError) -> None:
        if self._following is not None:
            self._following.cancel()
            self._following = None
        if self._positions is not None:
            self._positions._end(error)


# What besides orders and trades changes positions or the account.
_MOVING = ("OnRtnExecOrder", "OnRtnOptionSelfClose", "OnRtnCombAction", "OnRtnFrom", "OnRtnRepeal")


async def _follow(reference: weakref.ref[TraderClient], positions: Positions) -> None:
    """Refresh the positions whenever they are stale. Must not keep a dropped client alive."""
    while True:
        await positions._until_stale()
        client = reference()
        if client is None:
            return
        if (reconciling := client._reconciling) is not None and not reconciling.done():
            # Orders in doubt first: after a login both want CTP's one query at a time.
            del client
            await asyncio.wait({reconciling}, timeout=LONGEST_PAUSE)
            if (client := reference()) is None:
                return
        if client.state is State.READY:
            try:
                await positions._refresh(client.query_investor_position, client.query_trading_account)
            except ConnectionLost:
                pass  # the next login marks them stale
            except ActpError as error:
                logger.info("positions could not be queried: %s", error)
                positions._changed()
                await anyio.sleep(LONGEST_PAUSE)
            except Exception:
                positions._changed()  # what begins this again asks anew
                raise
        else:
            positions._leave_stale()
        del client


def _identity(options: ClientOptions, investor_id: object, account_id: object) -> dict[str, str]:
    """What fills the fields of requests that are not given."""
    limit = field_limit("InvestorID", "SettlementInfoConfirm")
    if investor_id is not None:
        investor = check.text("investor_id", investor_id, limit, needed=True)
    else:
        investor = check.text("user_id (and with it investor_id)", options.user_id, limit)
    limit = field_limit("AccountID", "SettlementInfoConfirm")
    account = investor if account_id is None else check.text("account_id", account_id, limit, needed=True)
    return {
        "broker_id": options.broker_id,
        "user_id": options.user_id,
        "investor_id": investor,
        "account_id": account,
    }


def _checked_password(name: str, password: Secret) -> Secret:
    limit = field_limit("NewPassword", "UserPasswordUpdate")
    return check.secret(name, password, limit, spaces=True, needed=True)


def order_refusal(code: int, text: str) -> OrderRejected:
    if code == 42:
        return SettlementNotConfirmed(
            "ReqOrderInsert",
            code,
            text,
            "Confirm it with settlement_info_confirm(), or connect with settlement='confirm'",
        )
    return OrderRejected("ReqOrderInsert", code, text)


def state_folder(broker_id: str, user_id: str) -> Path:
    """Where the flow files of a broker's user live from run to run."""
    home = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    return Path(home, "actp", "flow", _file_name(broker_id), _file_name(user_id)).expanduser()


def _file_name(text: str) -> str:
    """A file name for an id, another one for each: percent-encoded where it is more than word characters."""
    encoded = re.sub(
        r"[^\w.-]|^\.",
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass")),
        text,
    )
    return encoded or "%"
