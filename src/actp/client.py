"""What market-data and trading clients share: life cycle, session, requests, events.

Everything here runs on one event loop. CTP's callbacks arrive through the native queue as calls of
`_on_callback`; timers are the loop's own. What may block belongs to `actp.instance`.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import warnings
from collections.abc import Callable
from copy import copy
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, ClassVar

import anyio

from actp import _core
from actp._api import ApiClass
from actp._loop import prepared, retrieved, weakly, within
from actp._room import check_descriptors
from actp._secret import Secret
from actp.answers import Answer, Pending, not_taken, refusal
from actp.errors import (
    ActpError,
    ClientClosedError,
    ConfigurationError,
    ConnectionLost,
    ConnectTimeoutError,
    NotConnectedError,
    ResponseError,
    UsageError,
    WrongLoopError,
)
from actp.flow import FlowFolder
from actp.fronts import parse_fronts
from actp.instance import Instance, Making, Wakeup
from actp.library import Kind
from actp.lifecycle import lifecycle
from actp.probe import nobody_listens, timed_out
from actp.session import Action, Backoff, ConnectionEvent, Reason, ReasonKind, Session, State, Step
from actp.streams import EventStream

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["Client"]

logger = logging.getLogger("actp")

# How long CTP may be silent after Init before the fronts are probed: CTP never reports a refused connection.
_PROBE_AFTER = 1.0

# How much longer than its time connect() may take for Release, which takes milliseconds unless it hangs.
_RELEASE_GRACE = 0.5

_CLOSE_CALLED = Reason(ReasonKind.USER, "close() called")


class Client:
    """The base of `MdClient` and `TraderClient`; not for direct use."""

    _kind: ClassVar[Kind]
    _steps: tuple[Step, ...]
    # Of the latest connect(). On the class, for __del__ reads it even if a check in __init__ raises.
    _instance: Instance | None = None

    def __init__(
        self,
        front: str,
        *more_fronts: str,
        broker_id: str,
        user_id: str,
        password: str,
        library: str | os.PathLike[str] | None,
        flow_path: str | os.PathLike[str] | None,
        wakeup: Wakeup,
        connect_timeout: float,
        request_timeout: float,
        backoff: Backoff | None,
        production_mode: bool,
        queue_bytes: int,
    ) -> None:
        self._fronts = parse_fronts((front, *more_fronts))
        for name, text in (("broker_id", broker_id), ("user_id", user_id), ("password", password)):
            if not isinstance(text, str):
                raise ConfigurationError(f"{name}= is text, not {type(text).__name__}")
        for name, seconds in (("connect_timeout", connect_timeout), ("request_timeout", request_timeout)):
            if not isinstance(seconds, (int, float)) or not seconds > 0:
                raise ConfigurationError(f"{name}= is a positive number of seconds, not {seconds!r}")
        self._broker_id = broker_id
        self._user_id = user_id
        self._password = Secret(password)
        self._making = Making(
            self._kind, self._fronts, library, flow_path, wakeup, production_mode, queue_bytes
        )
        self._connect_timeout = connect_timeout
        self._request_timeout = request_timeout
        self._session = Session(self._steps, backoff, request_timeout)
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

    def __repr__(self) -> str:
        fronts = ", ".join(str(front) for front in self._fronts)
        who = f"{self._broker_id}/{self._user_id}" if self._user_id else self._broker_id
        return f"<{type(self).__name__} {fronts} {who} {self.state.name}>"

    # Bound now: at the interpreter's exit a client may outlive this module, whose names are None by then.
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
        without a first snapshot. It ends after CLOSED.
        """
        self._check_open()
        stream: EventStream[ConnectionEvent] = EventStream(self._loop)
        current = Reason(ReasonKind.USER, "the state when this stream was made")
        session = self._session
        self._events.add(stream)
        stream._put(ConnectionEvent(session.state, session.state, current, session.session, session.attempt))
        return stream

    async def wait_for(self, state: State, timeout: float | None = None) -> None:
        """Wait until the client is in `state`, which it may be already.

        Raises TimeoutError after `timeout` s, and the error that ended the client if it ends first.
        """
        if not isinstance(state, State):
            raise ConfigurationError(f"wait_for takes an actp.State, not {state!r}")
        self._check_process()
        if self.state is state:
            return
        self._check_open()
        self._check_loop()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        entry = (state, future)
        self._state_waiters.append(entry)
        try:
            with within(timeout):
                await future
        finally:
            if entry in self._state_waiters:
                self._state_waiters.remove(entry)
            del future, entry  # they know the error that knows this frame

    async def run_forever(self) -> None:
        """Wait until the client is closed, or raise what ended it. It takes the place of CTP's Join()."""
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
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        # In a cancelled scope too the block is left only when nothing of CTP runs any more.
        with anyio.CancelScope(shield=True):
            await self.close()

    async def connect(self) -> None:
        """Load the library, connect, log in; return when READY.

        Raises, each within `connect_timeout` s: FrontUnreachableError (nothing listens), HandshakeError
        (TCP but no CTP behind it), AuthenticationError, LoginError, ConnectTimeoutError; before anything
        is contacted LibraryError, UnknownVersionError, FlowPathError, ResourceError. ClientClosedError after
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
        CTP's Release hangs: that is logged, and it goes on behind.
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
        """For topics and the like; runs on the creating thread."""

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
                    future.set_exception(self._fatal or ClientClosedError("the client was closed"))
            self._state_waiters.clear()
            if self._ended is not None and not self._ended.done():
                if self._fatal is not None:
                    self._ended.set_exception(self._fatal)
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
            self._give_up_connecting(error)
            return
        # As text: whoever keeps log records would keep the client.
        logger.error("%s ends for good: %s", repr(self), str(error))
        self._begin_close(Reason(ReasonKind.ERROR, str(error), error.code))

    def _send_step(self, step: Step, request: int) -> None:
        def done(answer: Answer | ActpError) -> None:
            if isinstance(answer, ActpError) or not self._session.awaits(request):
                return  # the connection broke, which the session knows from its disconnect; or see awaits()
            error: ActpError | None = answer.error
            if error is None:
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
            name, record = self._step_request(step)
            code = self._start(name, record, done)
        if code:
            self._perform(self._session.answered(request, not_taken(name, code), time.monotonic()))

    def _log_out(self) -> None:
        """ReqUserLogout, where the front answers it by closing the connection."""

    def _step_request(self, step: Step) -> tuple[str, Any]:
        """The request of a step: its name and its record."""
        raise NotImplementedError

    def _step_done(self, step: Step, answer: Answer) -> ActpError | None:
        """A step was accepted. An error, if its answer is none that the session can go on with."""
        raise NotImplementedError

    def _step_refused(self, step: Step, request: int, error: ActpError) -> bool:
        """A step was refused. True if the client does something about it first: see `Session.hold()`."""
        return False

    def _refusal(self, request: str, code: int, text: str) -> ResponseError:
        return refusal(request, code, text)

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
        data = record.to_bytes(self._class.version)
        if request_id is None:
            request_id = self._next_request_id()
        # Registered before the call: the answer may be queued before the call returns.
        self._pending[request_id] = Pending(name, done, [])
        code = self._api.request(index, data, request_id)
        if code:
            del self._pending[request_id]
        return code

    def _fail_pending(self, error: ActpError) -> None:
        pending, self._pending = self._pending, {}
        for request in pending.values():
            request.done(error)

    # -- callbacks ------------------------------------------------------------------------------

    def _on_callback(
        self, index: int, record: Any, error_id: int | None, error_text: bytes, value: int, is_last: bool
    ) -> None:
        """One SPI call, on the loop. `value` is nRequestID, or the argument of an int callback."""
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
        if record is not None and not error_id:
            pending.rows.append(record)
        if not is_last and not error_id:
            return
        if error_id and not is_last:
            logger.debug("%s: an error that is not the last of its answer", name)
        del self._pending[request_id]
        error = self._refusal(pending.name, error_id, text) if error_id else None
        pending.done(Answer(tuple(pending.rows), error))

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
