"""MdClient: market data."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping
from copy import copy
from typing import TYPE_CHECKING, Any

import anyio

from actp import _checks as check
from actp import _core, records
from actp._loop import weakly, within
from actp._secret import Secret
from actp.connection.addresses import read_fronts
from actp.connection.api_instance import Wakeup
from actp.connection.client import Client
from actp.connection.options import client_options
from actp.connection.session import Backoff, Reason, ReasonKind
from actp.connection.streams import EventStream, Overflow, TickStream
from actp.errors import ActpError, ConfigurationError, UsageError
from actp.marketdata.subscriptions import PACE, Pace, Subscriptions, check_instruments
from actp.requests.login_steps import Step
from actp.requests.responses import Answer, not_answered, not_sent, return_code

if TYPE_CHECKING:
    from actp.records import ForQuoteRsp, MulticastInstrument, QryMulticastInstrument

__all__ = ["MdClient"]

logger = logging.getLogger("actp")

_LONGEST_INSTRUMENT = 80  # bytes, in the versions that have most room


class MdClient(Client):
    """A market-data session (CTP's CThostFtdcMdApi) as an async context manager.

    The constructor checks its arguments and does no I/O. It raises ConfigurationError for what is of a wrong
    type, out of range, or does not fit CTP's field, and AddressError for a front address.

    - `front`, `more_fronts`: `tcp://host:port` (also tcp6://, and socks5://front/proxy), or
      `sim://host:port` of an `actp.sim.Front`. CTP dials all and keeps the first that answers.
    - `broker_id`, `user_id`, `password`: most market-data fronts accept any, or none. Passwords and codes are
      text or an `actp.Secret`.
    - `library`: file or folder of the CTP library; else ACTP_CTP_LIBRARY, else the openctp-ctp package.
    - `flow_path`: folder for CTP's flow files, made if missing; default: a temporary one.
    - `wakeup`: "threadsafe" works on every loop; "eventfd" is faster, on Linux loops with add_reader.
    - `connect_timeout`: seconds for `connect()`; `request_timeout`: seconds for an answer.
    - `backoff`: pauses between attempts to log in; see `Backoff`.
    - `production_mode`: CTP's bIsProductionMode (6.7.11 and later); False for evaluation fronts.
    - `queue_bytes`: how much may wait for the event loop before ticks are dropped (and reported).
    - `backlog_bytes`: how much more may wait, ticks apart: order reports, rows of answers, notices. None of
      these is ever dropped; beyond it the client ends with ReceiveLimitError. The default holds 290,000
      order reports.
    - `answer_bytes`: how large one answer may be, likewise. The default holds 430,000 instruments.
    - `unread_warning`: how many items may wait in a lossless stream before that is logged and reported as a
      connection event, once until somebody reads it again.
    - `pace`: how fast names are subscribed; `snapshot_timeout`: seconds after which an instrument
      without a first tick is reported (None: never).
    """

    _kind = "md"
    _steps = (Step.LOGIN,)

    def __init__(
        self,
        front: str,
        *more_fronts: str,
        broker_id: str = "",
        user_id: str = "",
        password: str | Secret = "",
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
        pace: Pace = PACE,
        snapshot_timeout: float | None = 10.0,
    ) -> None:
        fronts = read_fronts((front, *more_fronts))
        # Tools that show a traceback show the variables of its frames: nothing secret stays in one.
        front, more_fronts, password = "", (), Secret(password)
        super().__init__(
            client_options(
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
                answer_bytes=answer_bytes,
                backlog_bytes=backlog_bytes,
                unread_warning=unread_warning,
            )
        )
        check.instance("pace", pace, Pace, "an actp.Pace")
        self._snapshot_timeout = (
            None if snapshot_timeout is None else check.seconds("snapshot_timeout", snapshot_timeout)
        )
        self._snapshot_timers: dict[object, asyncio.TimerHandle] = {}
        self._market_data = Subscriptions(
            weakly(self._send_market_data, -1),
            ("SubscribeMarketData", "UnSubscribeMarketData"),
            pace,
            weakly(self._await_snapshots, None),
        )
        self._for_quote = Subscriptions(
            weakly(self._send_for_quote, -1),
            ("SubscribeForQuoteRsp", "UnSubscribeForQuoteRsp"),
            pace,
        )
        # These four have no request id: CTP answers them with nRequestID 0.
        self._subscription_answers = {
            "OnRspSubMarketData": (self._market_data, True),
            "OnRspUnSubMarketData": (self._market_data, False),
            "OnRspSubForQuoteRsp": (self._for_quote, True),
            "OnRspUnSubForQuoteRsp": (self._for_quote, False),
        }
        self._for_quotes = _core.Broadcast()

    # -- subscriptions --------------------------------------------------------------------------

    @property
    def subscriptions(self) -> frozenset[str]:
        """The instruments that are wanted, and subscribed whenever the session is READY."""
        return frozenset(self._market_data.desired)

    async def subscribe(self, *instruments: str, timeout: float | None = None) -> None:
        """SubscribeMarketData. Returns when the front has answered for every name.

        Subscriptions are wanted from now on: they are made again after each login. In a session that is
        not READY the call returns at once. CTP accepts unknown names too and then stays silent; such are
        reported as a connection event (NO_SNAPSHOT).

        Raises SubscriptionError when the front refuses, ConnectionLost when the connection breaks (CTP's
        return code -1 too), RequestTimeoutError when the front does not answer, ProtocolError when it answers
        with another callback or without a name, SendError for an unknown return code of CTP's; after these
        four the names stay wanted. ConfigurationError for a name that is none; ClientClosedError,
        WrongLoopError, ForkedError.
        """
        await self._change(self._market_data, True, instruments, timeout)

    async def unsubscribe(self, *instruments: str, timeout: float | None = None) -> None:
        """UnSubscribeMarketData. Names that are not subscribed are passed over.

        Raises as `subscribe()` does SubscriptionError, ConnectionLost, RequestTimeoutError,
        ProtocolError, SendError, ConfigurationError, ClientClosedError, WrongLoopError, ForkedError.
        """
        await self._change(self._market_data, False, instruments, timeout)

    async def subscribe_for_quote_rsp(self, *instruments: str, timeout: float | None = None) -> None:
        """SubscribeForQuoteRsp: requests for quotes in these instruments arrive in `for_quotes()`.

        Raises as `subscribe()` does SubscriptionError, ConnectionLost, RequestTimeoutError,
        ProtocolError, SendError, ConfigurationError, ClientClosedError, WrongLoopError, ForkedError.
        """
        await self._change(self._for_quote, True, instruments, timeout)

    async def unsubscribe_for_quote_rsp(self, *instruments: str, timeout: float | None = None) -> None:
        """UnSubscribeForQuoteRsp. Names that are not subscribed are passed over.

        Raises as `subscribe()` does SubscriptionError, ConnectionLost, RequestTimeoutError,
        ProtocolError, SendError, ConfigurationError, ClientClosedError, WrongLoopError, ForkedError.
        """
        await self._change(self._for_quote, False, instruments, timeout)

    async def _change(
        self,
        subscriptions: Subscriptions,
        subscribe: bool,
        instruments: tuple[str, ...],
        timeout: float | None,
    ) -> None:
        self._check_open()
        self._check_loop()
        timeout = check.timeout(timeout)
        # A name that is too long for this library may be wanted since before it was loaded.
        names = check_instruments(instruments, self._instrument_limit if subscribe else _LONGEST_INSTRUMENT)
        waiting = subscriptions.want(names) if subscribe else subscriptions.unwant(names)
        if not subscribe and subscriptions is self._market_data:
            for encoded in names.values():
                self._router.awaited.pop(encoded, None)
        if code := subscriptions.code(subscribe, waiting):
            raise await self._not_taken(subscriptions.call_name(subscribe), code)
        await subscriptions.wait(subscribe, waiting, self._request_timeout if timeout is None else timeout)

    @property
    def _instrument_limit(self) -> int:
        return self._class.instrument_limit() if self._class is not None else _LONGEST_INSTRUMENT

    # -- streams --------------------------------------------------------------------------------

    def ticks(
        self, *instruments: str, overflow: Overflow = Overflow.DROP_OLDEST, buffer: int = 65536
    ) -> TickStream:
        """A stream of `Tick`: of these instruments, subscribing them if needed, or of all subscribed ones.

        Each stream has a buffer of `buffer` ticks and a policy for when its consumer falls behind. It
        goes on across reconnects and ends after `close()`.
        """
        self._check_open()
        self._check_loop()
        stream = TickStream(overflow, buffer, self._loop)
        if not instruments:
            self._router.add(stream)
            return stream
        names = check_instruments(instruments, self._instrument_limit)
        self._router.add(stream, list(names.values()))
        self._market_data.want(names)
        return stream

    def for_quotes(self) -> EventStream[ForQuoteRsp]:
        """A lossless stream of OnRtnForQuoteRsp, for instruments of `subscribe_for_quote_rsp`."""
        self._check_open()
        self._check_loop()
        stream: EventStream[ForQuoteRsp] = self._lossless("for_quotes()")
        self._for_quotes.add(stream)
        return stream

    # -- requests -------------------------------------------------------------------------------

    async def query_multicast_instrument(
        self, request: QryMulticastInstrument | None = None, *, timeout: float | None = None, **fields: Any
    ) -> list[MulticastInstrument]:
        """ReqQryMulticastInstrument: all rows, an empty list if there are none.

        Fields by keyword (`topic_id`, `instrument_id`) or as a record. Works with the broker-internal
        multicast fronts only, from CTP 6.3.19; others refuse it or do not answer.

        Raises ResponseError when the front refuses it, ProtocolError when it sends another request's answer,
        RequestTimeoutError when none came in time (RequestNotSent: it was not even sent), ConnectionLost when
        the connection breaks or is broken, SendError for a return code that CTP does not document, UsageError
        when this CTP version lacks it; ClientClosedError, NotConnectedError, WrongLoopError, ForkedError.
        """
        if request is not None and fields:
            raise UsageError("give the request as a record or its fields by keyword, not both")
        if request is None:
            request = records.QryMulticastInstrument(**fields)
        what = "a QryMulticastInstrument record"
        record = check.instance("request", request, records.QryMulticastInstrument, what, error=UsageError)
        answer = await self._request("ReqQryMulticastInstrument", record, timeout)
        return list(answer.records)

    async def _request(self, name: str, record: Any, timeout: float | None) -> Answer:
        """Send a request and await its answer. Return codes -2 and -3 are tried again within the time."""
        self._check_ready()
        loop = asyncio.get_running_loop()
        timeout = check.timeout(timeout)
        limit = self._request_timeout if timeout is None else timeout
        future: asyncio.Future[Answer | ActpError] = loop.create_future()

        def done(answer: Answer | ActpError) -> None:
            if not future.done():
                future.set_result(answer)

        code = 0
        try:
            with within(limit):
                while code := self._start(name, record, done):
                    if code not in (-2, -3):
                        raise await self._not_taken(name, code)
                    await anyio.sleep(0.1)
                    self._check_ready()
                answer = await future
        except TimeoutError:
            if code:
                raise not_sent(name, limit, f"CTP did not take it, {return_code(code)}") from None
            raise not_answered(name, limit) from None
        if isinstance(answer, ActpError):
            raise copy(answer)
        if answer.error is not None:
            raise copy(answer.error)
        return answer

    # -- what Client asks for -------------------------------------------------------------------

    def _before_init(self, api: _core.Api) -> None:
        super()._before_init(api)
        limit = self._instrument_limit
        # Wanted before the version was known.
        for name, encoded in (*self._market_data.desired.items(), *self._for_quote.desired.items()):
            if len(encoded) > limit:
                raise ConfigurationError(
                    f"{name!r} is no InstrumentID of CTP {self.api_version}: it has {len(encoded)} bytes, "
                    f"and the field takes {limit}"
                )

    def _send_market_data(self, subscribe: bool, names: list[bytes]) -> int:
        return self._send_names("SubscribeMarketData" if subscribe else "UnSubscribeMarketData", names)

    def _send_for_quote(self, subscribe: bool, names: list[bytes]) -> int:
        return self._send_names("SubscribeForQuoteRsp" if subscribe else "UnSubscribeForQuoteRsp", names)

    def _send_names(self, call: str, names: list[bytes]) -> int:
        if self._api is None or self._class is None:
            return -1
        return self._api.subscription(self._class.request_index(call), names)

    def _step_request(self, step: Step) -> tuple[str, Any]:
        return step.value, records.ReqUserLogin(
            broker_id=self._broker_id, user_id=self._user_id, password=self._password
        )

    def _step_done(self, step: Step, answer: Answer) -> ActpError | None:
        logger.debug("logged in, trading day %s", self.trading_day)
        return None

    def _restore(self) -> None:
        self._router.awaited.clear()
        self._market_data.restore()
        self._for_quote.restore()

    def _lost(self, error: ActpError) -> None:
        # The names are sent again after the next login, with timers of their own.
        for timer in self._snapshot_timers.values():
            timer.cancel()
        self._snapshot_timers.clear()
        self._market_data.lost(error)
        self._for_quote.lost(error)

    def _end_streams(self, error: ActpError | None) -> None:
        super()._end_streams(error)
        self._for_quotes.end(error)

    def _on_unclaimed(self, name: str, record: Any, error_id: int, text: str, is_last: bool) -> None:
        if (answered := self._subscription_answers.get(name)) is None:
            super()._on_unclaimed(name, record, error_id, text, is_last)
            return
        subscriptions, subscribe = answered
        if record is None and not error_id:
            subscriptions.misanswered(subscribe, None, f"{name} without its struct")
            return
        instrument = record.instrument_id if record is not None else None
        if subscriptions.answered(subscribe, instrument, error_id, text) or instrument is None:
            return
        # Nobody waits for that answer. Whoever waits for another one for this name will not get it.
        for waiting in (self._market_data, self._for_quote):
            for direction in (True, False):
                if (waiting, direction) != answered:
                    waiting.misanswered(direction, instrument, name)

    def _on_notice(self, name: str, record: Any, error_id: int, text: str) -> None:
        if name == "OnRtnForQuoteRsp" and record is not None:
            self._for_quotes.put(record)

    # -- first snapshots ------------------------------------------------------------------------

    def _await_snapshots(self, sent: Mapping[str, bytes]) -> None:
        """These names were sent just now: a front answers with the last known state of each."""
        if self._snapshot_timeout is None:
            return
        # One marker per packet tells a name that was subscribed again from one that still waits.
        marker = object()
        self._router.awaited.update(dict.fromkeys(sent.values(), marker))
        self._snapshot_timers[marker] = asyncio.get_running_loop().call_later(
            self._snapshot_timeout, weakly(self._report_silent, None), dict(sent), marker
        )

    def _report_silent(self, sent: Mapping[str, bytes], marker: object) -> None:
        del self._snapshot_timers[marker]
        awaited = self._router.awaited
        silent = tuple(name for name, encoded in sent.items() if awaited.get(encoded) is marker)
        if not silent:
            return
        for name in silent:
            del awaited[sent[name]]
        if not self._session.connected:
            return
        shown = ", ".join(silent[:10]) + (" …" if len(silent) > 10 else "")
        text = (
            f"no tick since subscription for {shown}: CTP accepts unknown and wrongly cased names without a "
            "word; an instrument without trading may have none either"
        )
        logger.warning("%s", text)
        self._perform(self._session.report(Reason(ReasonKind.NO_SNAPSHOT, text, len(silent), silent)))
