"""What market-data and trading clients share: life cycle, session, requests, events.

Everything here runs on one event loop. CTP's callbacks arrive through the native queue as calls of
`_on_callback`; timers are the loop's own. What may block belongs to `actp.connection.api_instance`.
"""

from __future__ import annotations

import asyncio
import logging
import time
import traceback
import warnings
from collections.abc import Callable
from copy import copy
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar

import anyio

from actp import _checks as check
from actp import _core
from actp._loop import prepared, retrieved, weakly, within
from actp._text import printable
from actp.connection.api_class import ApiClass
from actp.connection.api_instance import Instance, Making
from actp.connection.flow_folder import FlowFolder
from actp.connection.lifecycle_lock import lifecycle
from actp.connection.options import ClientOptions
from actp.connection.probe import nobody_listens, timed_out
from actp.connection.resources import check_descriptors
from actp.connection.session import Action, ConnectionEvent, Reason, ReasonKind, Session, State
from actp.connection.streams import EventStream
from actp.ctp.kinds import Kind
from actp.errors import (
    ActpError,
    ClientClosedError,
    ConfigurationError,
    ConnectionLost,
    ConnectTimeoutError,
    NotConnectedError,
    ProtocolError,
    ReceiveLimitError,
    ResponseError,
    UsageError,
    WrongLoopError,
)
from actp.requests.login_steps import Step
from actp.requests.responses import Answer, Pending, not_taken, refusal

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Client"]

logger = logging.getLogger("actp")

# How long CTP may be silent after Init before the fronts are probed: CTP never reports a refused connection.
_PROBE_AFTER = 1.0

# How much longer than its time connect() may take for Release, which takes milliseconds unless it hangs.
_RELEASE_GRACE = 0.5

_CLOSE_CALLED = Reason(ReasonKind.USER, "close() called")
# How far OnFrontDisconnected may be behind the return code -1 that it explains, and how often to look.
_DISCONNECT_LAGS, _LOOK_EVERY = 0.05, 0.005


class Client:
    """The base of `MdClient` and `TraderClient`; not for direct use."""

    _kind: ClassVar[Kind]
    _steps: tuple[Step, ...]
    # Of the latest connect(). On the class, for __del__ reads it even if a check in __init__ raises.
    _instance: Instance | None = None

    def __init__(self, options: ClientOptions) -> None:
        self._fronts = options.fronts
        self._broker_id = options.broker_id
        self._user_id = options.user_id
        self._password = options.password
        self._making = Making(
            self._kind,
            options.fronts,
            options.library,
            options.flow_path,
            options.wakeup,
            options.production_mode,
            options.queue_bytes,
            options.backlog_bytes,
        )
        self._answer_bytes = options.answer_bytes
        self._unread_warning = options.unread_warning
        self._connect_timeout = options.connect_timeout
        self._request_timeout = options.request_timeout
        self._session = Session(self._steps, options.backoff, options.request_timeout)
        self._router = _core.TickRouter()
        self._events = _core.Broadcast()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._forks = 0  # as of connect()
        self._pending: dict[int, Pending] = {}
        self._last_request = 0
        self._timer: asyncio.TimerHandle | None = None
        self._state_waiters: list[tuple[State, asyncio.Future[None]]] = []
        self._connecting: asyncio.Future[None] | None = None  # READY, or why not; while connect() runs
        self._released: asyncio.Future[None] | None = None  # CTP's object of the last connect() that failed
        self._closing: asyncio.Future[None] | None = None  # from close() or a final error on: CLOSED
        self._ended: asyncio.Future[None] | None = None
        self._fatal: ActpError | None = None

    # Bound now: at the interpreter's exit a client may outlive this module, whose names are None by then.
    def __repr__(self, printable: Callable[[str], str] = printable) -> str:
        if not hasattr(self, "_session"):  # a check in __init__ raises, and its traceback is shown
            return f"<{type(self).__name__} not made>"
        fronts = ", ".join(str(front) for front in self._fronts)
        who = f"{self._broker_id}/{self._user_id}" if self._user_id else self._broker_id
        return printable(f"<{type(self).__name__} {fronts} {who} {self.state.name}>")

    def __del__(self, warn: Callable[..., None] = warnings.warn) -> None:
        if self._api is not None and self._api.created and not self._api.forked:
            warn(
                f"{self!r} was dropped without close(): use 'async with', or await close()",
                ResourceWarning,
                stacklevel=2,
                source=self,
            )
            self._api.abandon()

    @property
    def _api(self) -> _core.Api | None:
        """CTP's object from connect() on, None as soon as it is being released."""
        return self._instance.api if self._instance is not None else None

    @property
    def _class(self) -> ApiClass | None:
        return self._instance.described if self._instance is not None else None

    @property
    def _flow(self) -> FlowFolder | None:
        return self._instance.flow if self._instance is not None else None

    # -- what users see -------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """Where the session stands."""
        return self._session.state

    @property
    def api_version(self) -> str | None:
        """The CTP API version of the loaded library, such as "6.7.11"; None before `connect()`."""
        library = self._instance.library if self._instance is not None else None
        return library.version if library is not None else None

    @property
    def library_version(self) -> str | None:
        """GetApiVersion's own text; None before `connect()`."""
        library = self._instance.library if self._instance is not None else None
        return library.version_text if library is not None else None

    @property
    def trading_day(self) -> str:
        """GetTradingDay, YYYYMMDD: right from the first READY on, "" before `connect()`."""
        return self._api.trading_day() if self._api is not None and self._api.created else ""

    @property
    def dropped_ticks(self) -> int:
        """Ticks that found the native queue full and were dropped, since `connect()`."""
        return self._api.dropped_ticks if self._api is not None else 0

    def connection_events(self) -> EventStream[ConnectionEvent]:
        """A stream of `ConnectionEvent`: the current state first, then every change.

        It also reports what does not change the state: heartbeat warnings, dropped ticks, instruments
        without a first snapshot, a query without an answer, which no other can pass. It ends after CLOSED.
        """
        self._check_open()
        stream: EventStream[ConnectionEvent] = self._lossless("connection_events()")
        current = Reason(ReasonKind.USER, "the state when this stream was made")
        session = self._session
        self._events.add(stream)
        stream._put(ConnectionEvent(session.state, session.state, current, session.session, session.attempt))
        return stream

    async def wait_for(self, state: State, timeout: float | None = None) -> None:
        """Wait until the client is in `state`, which it may be already.

        Raises TimeoutError after `timeout` s; ClientClosedError if the client is or gets closed, or what ends
        it for good: LoginError, AuthenticationError, HandshakeError, SettlementNotConfirmed, ProtocolError;
        ConfigurationError for what is no state, WrongLoopError, ForkedError.
        """
        check.instance("state", state, State, "an actp.State")
        limit = check.timeout(timeout, zero=True)
        self._check_process()
        if self.state is state:
            return
        self._check_open()
        self._check_loop()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (state, future)
        self._state_waiters.append(entry)
        try:
            with within(limit):
                await future
        finally:
            if entry in self._state_waiters:
                self._state_waiters.remove(entry)
            del future, entry  # they know the error that knows this frame

    async def run_forever(self) -> None:
        """Wait until the client is closed, or raise what ended it. It takes the place of CTP's Join().

        Raises what ended the session for good: LoginError, AuthenticationError, HandshakeError,
        SettlementNotConfirmed, ProtocolError; NotConnectedError before `connect()` or if that fails
        meanwhile; ClientClosedError if the client was never connected; WrongLoopError, ForkedError.
        """
        self._check_loop()
        if self._ended is None:
            self._check_open()
            raise NotConnectedError(
                "run_forever() before connect(): use 'async with client', or await connect()"
            )
        ended = self._ended
        await asyncio.wait({ended})
        if ended.cancelled():
            raise NotConnectedError("connect() failed while run_forever() waited")
        if (error := ended.exception()) is not None:
            raise copy(error)

    async def __aenter__(self) -> Self:
        await self.connect()
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        # In a cancelled scope too the block is left only when nothing of CTP runs any more.
        with anyio.CancelScope(shield=True):
            await self.close()

    async def connect(self) -> None:
        """Load the library, connect, log in; return when READY.

        Raises, each within `connect_timeout` s: FrontUnreachableError (nothing listens), HandshakeError
        (TCP but no CTP behind it), AuthenticationError, LoginError, ConnectTimeoutError; before anything
        is contacted LibraryError, UnknownVersionError, FlowPathError, ResourceError, and ConfigurationError
        for an option that the loaded version has no field, or less room, for. ClientClosedError after
        close(), also one that comes meanwhile; UsageError for a second call at the same time. After any other
        error the client is DISCONNECTED again and may be connected anew.
        """
        if self._closing is not None:
            await asyncio.sleep(0)  # whoever tries again and again must not keep close() from its end
        self._check_open()
        if self.state is not State.DISCONNECTED or self._connecting is not None:
            raise UsageError(f"connect() on a client that is {self.state.name}: it is called once")
        check_descriptors(len(self._fronts))  # before anything is imported, too
        self._connecting = connecting = asyncio.get_running_loop().create_future()
        connecting.add_done_callback(retrieved)
        try:
            await self._connect(connecting)
        finally:
            self._connecting = None
            if self._closing is not None:
                self._begin_close(_CLOSE_CALLED)

    async def close(self) -> None:
        """Release the vendor object and end every stream. Safe to call twice, in any state.

        What was delivered before is still read from the streams. No thread or file is left behind, unless
        CTP's Release hangs: that is logged, and it goes on behind. Raises WrongLoopError on another loop than
        it was connected on, ForkedError in a child process.
        """
        if self.state is State.CLOSED:
            return
        self._check_loop()
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_future()
            self._closing.add_done_callback(retrieved)
            if self._connecting is None:
                self._begin_close(_CLOSE_CALLED)
            else:
                # connect() ends first, and then begins to close, even if this caller is gone by then.
                self._give_up_connecting(ClientClosedError("the client was closed while it was connecting"))
        # Closing goes on even if the caller is cancelled: half a Release is worse than none.
        await asyncio.shield(self._closing)

    # -- connecting -----------------------------------------------------------------------------

    async def _connect(self, connecting: asyncio.Future[None]) -> None:
        loop = connecting.get_loop()
        deadline = loop.time() + self._connect_timeout
        self._loop = loop
        self._forks = _core.forks()
        self._ended = loop.create_future()
        self._ended.add_done_callback(retrieved)
        self._perform(self._session.start())
        instance: Instance | None = None
        try:
            await prepared()
            with anyio.move_on_after(self._connect_timeout) as scope:
                if (earlier := self._being_released(loop)) is not None:  # its folder is free only then
                    await asyncio.wait({earlier})
                if not connecting.done():
                    instance = self._instance = Instance(self._making, loop)
                    await instance.open(self._router, weakly(self._on_callback, None), self._before_init)
                await self._until_ready(connecting)
            if scope.cancelled_caught:
                if instance is None or not instance.started:
                    raise ConnectTimeoutError(
                        f"CTP's library was not started within connect_timeout={self._connect_timeout:g} s: "
                        "another Create, Init or Release of this process has not come back"
                    )
                raise timed_out(self._session, self._fronts, self._connect_timeout)
            await self._after_ready()
            self._check_connecting()
        except BaseException as error:
            with anyio.CancelScope(shield=True):
                await self._undo_connect(error, max(deadline - loop.time(), 0.0) + _RELEASE_GRACE)
            raise

    def _before_init(self, api: _core.Api) -> None:
        """For topics and the like; runs on the creating thread, once the library's version is known.

        Raises ConfigurationError for an option that this version has no field for, or less room than others.
        """
        assert self._class is not None
        problem = ""
        try:
            for name, record in self._opening_requests():
                self._class.request_index(name)
                record.to_bytes(self._class.version)
        except UsageError as error:
            problem = str(error)
        if problem:
            raise ConfigurationError(problem)

    def _opening_requests(self) -> list[tuple[str, Any]]:
        """What will be sent until the session is READY."""
        return [self._step_request(step) for step in self._steps]

    async def _until_ready(self, connecting: asyncio.Future[None]) -> None:
        """Wait for READY. When CTP stays silent, look whether anybody listens."""
        await asyncio.wait({connecting}, timeout=_PROBE_AFTER)
        if not connecting.done() and self._silent:
            unreachable = await nobody_listens(self._fronts)
            if self._silent and unreachable is not None:
                raise copy(unreachable)
        await asyncio.wait({connecting})
        if (error := connecting.exception()) is not None:
            raise copy(error)

    def _check_connecting(self) -> None:
        """Raise what ended the session between READY and the end of connect()."""
        if self._fatal is not None:
            raise copy(self._fatal)
        if self._closing is not None:
            raise ClientClosedError("the client was closed while it was connecting")

    async def _after_ready(self) -> None:
        """What connect() waits for besides READY."""

    def _give_up_connecting(self, error: ActpError) -> None:
        """connect() raises `error`, or what its part after READY raises then."""
        if self._connecting is not None and not self._connecting.done():
            self._connecting.set_exception(error)

    @property
    def _silent(self) -> bool:
        """CTP has said nothing at all yet."""
        return self._session.attempt == 0 and self._session.last_reason is None

    def _being_released(self, loop: asyncio.AbstractEventLoop) -> asyncio.Future[None] | None:
        """The end of a Release that connect() did not wait for, as far as this loop can wait for it."""
        released, self._released = self._released, None
        return released if released is not None and released.get_loop() is loop else None

    async def _undo_connect(self, error: BaseException, limit: float) -> None:
        """Back to DISCONNECTED. Waits for CTP's Release for `limit` s; it goes on behind then."""
        text = str(error) or type(error).__name__
        self._perform(self._session.discard())
        released = None if self._instance is None else self._instance.dispose()
        self._fail_pending(ConnectionLost("the client was disconnected"))
        self._lost(ConnectionLost("the client was disconnected"))
        try:
            if released is not None:
                await asyncio.wait({released}, timeout=limit)
        finally:  # also if the caller is cancelled again
            if released is not None and not released.done():
                self._released = released
                assert self._instance is not None
                self._instance.leave_behind()
            self._fatal = None
            self._perform(self._session.stop(Reason(ReasonKind.ERROR, text, getattr(error, "code", None))))
            if self._ended is not None and not self._ended.done():
                self._ended.cancel()
            self._ended = None
            self._loop = None

    # -- closing --------------------------------------------------------------------------------

    def _begin_close(self, reason: Reason) -> None:
        if self._closing is None:
            self._closing = (self._loop or asyncio.get_running_loop()).create_future()
            self._closing.add_done_callback(retrieved)
        closing = self._closing
        self._perform(self._session.closing(reason))
        error = ClientClosedError("the client was closed") if self._fatal is None else self._fatal
        self._fail_pending(error)
        self._lost(error)

        def finish(_: object = None) -> None:
            self._end_streams(self._fatal)
            self._perform(self._session.closed(reason))
            self._events.end()
            for _state, future in self._state_waiters:
                if not future.done():
                    future.set_exception(copy(error))
            self._state_waiters.clear()
            if self._ended is not None and not self._ended.done():
                if self._fatal is not None:
                    self._ended.set_exception(copy(self._fatal))
                else:
                    self._ended.set_result(None)
            if not closing.done():
                closing.set_result(None)

        if self._api is not None and self._instance is not None:
            released: asyncio.Future[None] | None = self._instance.dispose()
        else:
            released = self._being_released(closing.get_loop())
        if released is None:
            finish()
        else:
            released.add_done_callback(finish)

    # -- session --------------------------------------------------------------------------------

    def _perform(self, actions: list[Action]) -> None:
        """Carry out what the session says. The only place that does."""
        for action in actions:
            match action.kind:
                case Action.Kind.EMIT:
                    assert action.event is not None
                    self._emit(action.event)
                case Action.Kind.SEND:
                    assert action.step is not None
                    self._send_step(action.step, action.request)
                case Action.Kind.LOG_OUT:
                    self._log_out()
                case Action.Kind.TIMER:
                    self._set_timer(action.delay)
                case Action.Kind.STOP_TIMER:
                    self._set_timer(None)
                case Action.Kind.READY:
                    self._router.session = self._session.session
                    self._restore()
                    if self._connecting is not None and not self._connecting.done():
                        self._connecting.set_result(None)
                case Action.Kind.LOST:
                    assert action.reason is not None
                    error = ConnectionLost(
                        f"the connection was lost ({action.reason}) while a request was in flight",
                        action.reason.code,
                    )
                    self._fail_pending(error)
                    self._lost(error)
                case Action.Kind.FAIL:
                    assert action.error is not None
                    self._fail(action.error)

    def _emit(self, event: ConnectionEvent) -> None:
        logger.debug("%s: %s", type(self).__name__, event)
        self._events.put(event)
        if event.state is not event.previous:
            for state, future in self._state_waiters:
                if state is event.state and not future.done():
                    future.set_result(None)

    def _set_timer(self, delay: float | None, then: Callable[[], None] | None = None) -> None:
        """The one timer of the session: calls `Session.timer()`, or `then`, after `delay` s."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if delay is not None:
            assert self._loop is not None
            self._timer = self._loop.call_later(delay, then or weakly(self._timer_ran_out, None))

    def _timer_ran_out(self) -> None:
        self._timer = None
        self._perform(self._session.timer(time.monotonic()))

    def _fail(self, error: ActpError) -> None:
        """A final error: while connecting, connect() raises it; later the client closes with it."""
        self._fatal = error
        if self._connecting is not None:
            self._give_up_connecting(copy(error))
            return
        # As text: whoever keeps log records would keep the client.
        logger.error("%s ends for good: %s", repr(self), str(error))
        self._begin_close(Reason(ReasonKind.ERROR, str(error), error.code))

    def _send_step(self, step: Step, request: int) -> None:
        def done(answer: Answer | ActpError) -> None:
            if isinstance(answer, ActpError) and not isinstance(answer, ProtocolError):
                return  # the connection broke, which the session knows from its disconnect
            if not self._session.awaits(request):
                return
            error: ActpError | None
            if isinstance(answer, ActpError):
                error = answer
            elif (error := answer.error) is None and step is Step.LOGIN and not answer.records:
                error = ProtocolError("ReqUserLogin was accepted by OnRspUserLogin without its struct")
            elif error is None:
                error = self._step_done(step, answer)
            elif self._step_refused(step, request, error):
                return
            self._perform(self._session.answered(request, error, time.monotonic()))

        # ReqUserLogin collects terminal data with code that is not safe beside a Create or Release on
        # another thread. Those take milliseconds; the loop does not wait for them.
        with lifecycle.held_if_free() as held:
            if not held:
                # In the place of the session's timer, so that whatever stops or replaces that one ends this.
                self._set_timer(0.005, partial(weakly(self._send_step, None), step, request))
                return
            self._set_timer(self._session.answer_timeout)
            self._before_step(step)
            name, record = self._step_request(step)
            code = self._start(name, record, done)
        if code:
            self._perform(self._session.answered(request, not_taken(name, code), time.monotonic()))

    def _log_out(self) -> None:
        """ReqUserLogout, where the front answers it by closing the connection."""

    def _step_request(self, step: Step) -> tuple[str, Any]:
        """The request of a step: its name and its record."""
        raise NotImplementedError

    def _before_step(self, step: Step) -> None:
        """What CTP has to be given before a step's request."""

    def _step_done(self, step: Step, answer: Answer) -> ActpError | None:
        """A step was accepted. An error, if its answer is none that the session can go on with."""
        raise NotImplementedError

    def _step_refused(self, step: Step, request: int, error: ActpError) -> bool:
        """A step was refused. True if the client does something about it first: see `Session.hold()`."""
        return False

    def _refusal(self, request: str, code: int, text: str) -> ResponseError:
        return refusal(request, code, text, self._kind)

    # -- requests -------------------------------------------------------------------------------

    def _next_request_id(self) -> int:
        self._last_request = self._last_request % 0x7FFFFFFF + 1
        return self._last_request

    def _start(
        self,
        name: str,
        record: Any,
        done: Callable[[Answer | ActpError], None],
        request_id: int | None = None,
    ) -> int:
        """Send one request; `done` gets its answer unless the return code is not 0."""
        assert self._api is not None and self._class is not None
        index = self._class.request_index(name)
        if request_id is None:
            request_id = self._next_request_id()
        # Registered before the call: the answer may be queued before the call returns.
        self._pending[request_id] = Pending(name, self._class.answers.get(name, ""), done)
        code: int | None = None
        try:
            # The bytes get no name: they may hold a password, and tracebacks show what has one.
            code = self._api.request(index, record.to_bytes(self._class.version), request_id)
        finally:
            if code != 0:
                self._pending.pop(request_id, None)
        return code

    async def _not_taken(self, name: str, code: int) -> ActpError:
        """The error of a return code. That of -1 waits for the disconnect, which CTP knows of before the loop
        does: a program that goes on at once, without giving way, would never let it through."""
        if code == -1:
            with anyio.CancelScope(shield=True):
                for _ in range(round(_DISCONNECT_LAGS / _LOOK_EVERY)):
                    if self.state is not State.READY:
                        break
                    await anyio.sleep(_LOOK_EVERY)
        return not_taken(name, code)

    def _fail_pending(self, error: ActpError) -> None:
        pending, self._pending = self._pending, {}
        for request in pending.values():
            request.done(error)

    # -- callbacks ------------------------------------------------------------------------------

    def _on_callback(
        self, index: int, record: Any, error_id: int | None, error_text: bytes, value: int, is_last: bool
    ) -> None:
        """One SPI call, on the loop. `value` is nRequestID, or the argument of an int callback."""
        try:
            self._dispatch(index, record, error_id, error_text, value, is_last)
        except Exception as error:  # noqa: BLE001 - whatever a front sends, the loop gets no exception
            self._unforeseen(index, error)

    def _dispatch(
        self, index: int, record: Any, error_id: int | None, error_text: bytes, value: int, is_last: bool
    ) -> None:
        if index == -2:
            self._perform(self._session.fail(self._too_much_waits()))
            return
        if index < 0:
            self._perform(
                self._session.report(
                    Reason(
                        ReasonKind.TICKS_DROPPED, f"{value} ticks dropped: the native queue was full", value
                    )
                )
            )
            return
        assert self._class is not None
        callback = self._class.callbacks[index]
        if self._api is None and callback.shape not in ("notice", "error_notice"):
            return  # being released: what was told before still counts, the session no longer does
        match callback.name:
            case "OnFrontConnected":
                self._perform(self._session.front_connected(time.monotonic()))
            case "OnFrontDisconnected":
                self._perform(self._session.front_disconnected(value, time.monotonic()))
            case "OnHeartBeatWarning":
                self._perform(self._session.heartbeat_warning(value))
            case name:
                text = error_text.decode("gb18030", "replace")
                if callback.shape in ("response", "error"):
                    self._on_response(name, record, error_id or 0, text, value, is_last)
                else:
                    self._on_notice(name, record, error_id or 0, text)

    def _on_response(
        self, name: str, record: Any, error_id: int, text: str, request_id: int, is_last: bool
    ) -> None:
        pending = self._pending.get(request_id)
        if pending is None:
            self._on_unclaimed(name, record, error_id, text, is_last)
            return
        if (misfit := pending.misfit(name, error_id)) is not None:
            logger.error("%s", misfit)
            del self._pending[request_id]
            pending.done(misfit)
            return
        if record is not None and not error_id:
            self._row(record)
            if pending.wanted:
                pending.rows.append(record)
            pending.size += record.layout.size
            if pending.size > self._answer_bytes:
                del self._pending[request_id]
                error = _too_large(pending, self._answer_bytes)
                pending.done(error)
                self._perform(self._session.fail(error))
                return
        if not is_last and not error_id and pending.many:
            return
        if not is_last:
            logger.debug("%s: an answer, or an error, that is not marked as the last", name)
        del self._pending[request_id]
        refused = self._refusal(pending.name, error_id, text) if error_id else None
        pending.done(Answer(tuple(pending.rows), refused))

    def _row(self, record: Any) -> None:
        """A record of an answer, as it arrives."""

    def _on_unclaimed(self, name: str, record: Any, error_id: int, text: str, is_last: bool) -> None:
        """A response to no request in flight."""
        if name == "OnRspError":
            if not self._session.connected:
                self._perform(self._session.handshake_refused(error_id, text))
                return
            logger.warning("CTP reports error %d %s", error_id, text)
        elif error_id:
            logger.debug("%s with error %d %s came too late", name, error_id, text)

    def _on_notice(self, name: str, record: Any, error_id: int, text: str) -> None:
        """OnRtn… and OnErrRtn…"""

    def _too_much_waits(self) -> ReceiveLimitError:
        return ReceiveLimitError(
            f"more than backlog_bytes={self._making.backlog_bytes} waited for the event loop: the front "
            "sends faster than this program reads, or something blocks the loop"
        )

    def _unforeseen(self, index: int, error: Exception) -> None:
        """A callback that could not be handled: what it was about is lost, so the session ends."""
        assert self._class is not None
        name = self._class.callbacks[index].name if index >= 0 else "a report of the queue"
        text = f"{name} could not be handled: {type(error).__name__}: {error}"
        # As text: whoever keeps log records would keep the frames, and with them the client.
        logger.error("%s\n%s", text, "".join(traceback.format_exception(error)))
        self._perform(self._session.fail(ProtocolError(text)))

    def _lossless(self, name: str) -> EventStream[Any]:
        """A stream without a limit, which says so when nobody reads it."""
        return EventStream(self._loop, name, self._unread_warning, weakly(self._unread, None))

    def _unread(self, text: str) -> None:
        logger.warning("%s", text)
        self._perform(self._session.report(Reason(ReasonKind.UNREAD_STREAM, text, self._unread_warning)))

    # -- for subclasses -------------------------------------------------------------------------

    def _restore(self) -> None:
        """READY: bring back what the user wants of the front."""

    def _lost(self, error: ActpError) -> None:
        """The session is gone."""

    def _end_streams(self, error: ActpError | None) -> None:
        self._router.end(error)

    # -- guards ---------------------------------------------------------------------------------

    def _check_process(self) -> None:
        if self._loop is not None:
            _core.check_fork(self._forks)

    def _check_open(self) -> None:
        self._check_process()
        if self._closing is not None or self.state in (State.CLOSING, State.CLOSED):
            why = f": it ended with {self._fatal}" if self._fatal else ""
            raise ClientClosedError(f"this client is closed{why}. Make a new one") from self._fatal

    def _check_loop(self) -> None:
        if self._loop is None:
            return
        self._check_process()
        try:
            running: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            running = None
        if running is not self._loop:
            where = "another event loop" if running is not None else "outside its event loop"
            raise WrongLoopError(
                f"this client was connected on one event loop and is used on {where} (or thread). "
                "Use it where it was connected, or hand the call over with asyncio.run_coroutine_threadsafe"
            )

    def _check_ready(self) -> None:
        self._check_open()
        self._check_loop()
        if self._api is None:
            raise NotConnectedError(
                "the client is not connected: use 'async with client', or await connect()"
            )
        if self.state is not State.READY:
            raise ConnectionLost(
                f"the client is {self.state.name}: no request can be sent. Await wait_for(State.READY) first"
            )


def _too_large(pending: Pending, limit: int) -> ReceiveLimitError:
    return ReceiveLimitError(f"the answer to {pending.name} is larger than answer_bytes={limit}")
