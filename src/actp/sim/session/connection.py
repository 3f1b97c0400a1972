"""One connection of a library to the front: bytes, heartbeats, order of sending."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Literal, Protocol, TypeVar, cast

from actp._text import printable
from actp.ctp.description import installed
from actp.sim.accounts.state import Core
from actp.sim.clock.delay_line import DelayLine
from actp.sim.session.connections import Connections
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import (
    PROTOCOL,
    Flow,
    FrameReader,
    FrameType,
    Hello,
    Kind,
    ProtocolError,
    Request,
    RspInfo,
    Subscription,
    callback,
    frame,
    refuse,
    welcome,
)
from actp.sim.wire.layouts import ApiClass, api_class, encode

__all__ = ["Client"]

log = logging.getLogger("actp.sim")

T = TypeVar("T")

_HEARTBEAT = frame(FrameType.HEARTBEAT)
_PER_WRITE = 256
_GRACE = 1.0
# Seconds for the first frame, however slowly its bytes come.
_HELLO_WITHIN = 30.0
# What the front holds of one client while it is silent or busy with a request of it: frames and bytes.
_MOST_HELD = 10_000
_MOST_HELD_BYTES = 8 << 20
_NAMES: dict[Kind, Literal["md", "trader"]] = {Kind.MARKET_DATA: "md", Kind.TRADING: "trader"}


class Service(Protocol):
    """What handles the requests of a connection."""

    broker_id: str
    user_id: str
    session_id: int
    subscriptions: set[str]

    @property
    def logged_in(self) -> bool: ...
    @property
    def behind(self) -> bool: ...
    def request(self, name: str, request_id: int, data: bytes, /) -> None: ...
    def subscription(self, name: str, names: tuple[bytes, ...], /) -> None: ...
    def room(self) -> None: ...
    def closed(self) -> None: ...


class Client(asyncio.Protocol):
    """A connected CTP library. The attributes without underscore are for reading only.

    A broken client is cut; it never raises into the front.
    """

    def __init__(
        self,
        core: Core,
        connections: Connections[Client],
        port: Kind,
        make_service: Callable[[Client], Service],
    ) -> None:
        self._core = core
        self._connections = connections
        self._port = port
        self._make_service = make_service
        self._service: Service | None = None
        self._reader = FrameReader()
        self._held_bytes = 0
        self._much = min(_PER_WRITE, core.limits.sending_list_size)
        self._queue: deque[bytes] = deque()
        self._held: deque[tuple[FrameType, bytes]] = deque()
        self._timers: list[asyncio.TimerHandle | None] = [None, None, None]
        self._unanswered: set[int] = set()
        self._suspended = 0
        """Requests whose handling waits for something."""
        self._processing = False
        self._scheduled = self._paused = self._closing = self._muted = False
        self.hello: Hello | None = None
        self.version = ""
        """Its API version. An attribute, because every tick asks for it."""
        self.address = ""
        self.gone = False

    # -- what others may know

    @property
    def kind(self) -> Literal["md", "trader"]:
        """Which library it is."""
        return _NAMES[self.hello.kind if self.hello is not None else self._port]

    @property
    def port(self) -> Kind:
        """Which port it came to."""
        return self._port

    @property
    def api(self) -> ApiClass:
        return api_class(self.hello.kind if self.hello is not None else self._port)

    @property
    def broker_id(self) -> str:
        return self._service.broker_id if self._service is not None else ""

    @property
    def user_id(self) -> str:
        """ "" before the login."""
        return self._service.user_id if self._service is not None else ""

    @property
    def session_id(self) -> int:
        """SessionID; 0 before the login, and for market data."""
        return self._service.session_id if self._service is not None else 0

    @property
    def logged_in(self) -> bool:
        return self._service is not None and self._service.logged_in

    @property
    def subscriptions(self) -> frozenset[str]:
        """The instruments whose market data it subscribed."""
        return frozenset(self._service.subscriptions) if self._service is not None else frozenset()

    @property
    def backlog(self) -> int:
        return len(self._queue)

    @property
    def behind(self) -> bool:
        """Whether there is more for it than is queued."""
        return self._service is not None and self._service.behind

    def __repr__(self) -> str:
        state = "gone" if self.gone else "logged in" if self.logged_in else "connected"
        who = f"{self.kind} {self.version} {self.address} user {self.user_id!r}"
        return printable(f"<actp.sim client {who} {state}>")

    # -- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are not subclasses of asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._loop = asyncio.get_running_loop()
        self._delayed = DelayLine(self._core.clock)
        self._connected = self._last_received = self._last_sent = self._loop.time()
        peer = self._transport.get_extra_info("peername")
        self.address = f"{peer[0]}:{peer[1]}" if peer else ""
        if not self._connections.add(self, peer[0] if peer else "", self._last_received):
            self.cut("over the connections a second")
            return
        self._watch()
        self._core.changes.notify()

    def connection_lost(self, exc: Exception | None) -> None:
        self.gone = self._closing = True
        for timer in self._timers:
            if timer is not None:
                timer.cancel()
        self._queue.clear()
        self._held.clear()
        self._delayed.clear()
        self._connections.remove(self)
        if self._service is not None:
            self._service.closed()
        log.debug("%r: connection closed", self)
        self._core.changes.notify()

    def data_received(self, data: bytes) -> None:
        if self._closing:
            return
        self._last_received = self._loop.time()
        try:
            frames = self._reader.feed(data)
        except ProtocolError as error:
            self.cut(f"not the protocol: {error}")
            return
        self._held.extend(frames)
        self._held_bytes += sum([len(body) for _, body in frames])
        self.process()
        if len(self._held) > _MOST_HELD or self._held_bytes > _MOST_HELD_BYTES:
            self.cut("sends more than the front holds of what it cannot handle yet")

    def pause_writing(self) -> None:
        self._paused = True
        self._timers[2] = self._loop.call_later(
            self._core.times.timeout, self.cut, "takes nothing of what is sent to it"
        )

    def resume_writing(self) -> None:
        self._paused = False
        if (timer := self._timers[2]) is not None:
            timer.cancel()
        self.flush()

    # -- receiving

    def process(self) -> None:
        """Handle what was received, unless the front is silent."""
        if self._processing:
            return
        self._processing = True
        while self._held and not (self._closing or self._suspended or self._core.faults.silent):
            kind, body = self._held.popleft()
            self._held_bytes -= len(body)
            self._guarded(partial(self._handle, kind, body))
        self._processing = False

    def suspend(self, then: Callable[[T], None]) -> Callable[[T], None]:
        """Handle no more requests until the function that this gives is called, with what `then` gets.

        So a request may take time, and answers keep the order of the requests.
        """
        self._suspended += 1

        def resume(result: T) -> None:
            self._suspended -= 1
            self._guarded(partial(then, result))
            self.process()

        return resume

    def later(self, delay: float, function: Callable[[], None]) -> None:
        """Do something for this client in `delay` seconds, nothing if it is gone by then."""
        clock = self._core.clock
        clock.call_at(clock.time() + delay, partial(self._guarded, function))

    def soon(self, function: Callable[[], None]) -> None:
        """Do something for this client in the loop's next turn, nothing if it is gone by then."""
        self._loop.call_soon(self._guarded, function)

    def _guarded(self, function: Callable[[], None]) -> None:
        if self._closing:
            return
        try:
            function()
        except ProtocolError as error:
            self.cut(f"not the protocol: {error}")
        except Exception:
            # Whatever it is, it must not reach the loop's handler or the other clients.
            log.exception("%r: a request could not be handled", self)
            self.cut("the front failed on a request")

    def _handle(self, kind: FrameType, body: bytes) -> None:
        if kind is FrameType.HEARTBEAT:
            return
        if kind is FrameType.HELLO:
            if self.hello is not None:
                raise ProtocolError("a second HELLO")
            self.hello = Hello.parse(body)
            self.version = self.hello.version
            self._greet(self.hello)
            return
        service = self._service
        if service is None:
            raise ProtocolError(f"{kind.name} before the handshake")
        self._core.statistics.requests += 1
        if kind is FrameType.REQUEST:
            request = Request.parse(body)
            name = self._method(request.method, with_struct=True)
            if not self._core.faults.drops(name):
                service.request(name, request.request_id, request.data)
        else:
            subscription = Subscription.parse(body)
            name = self._method(subscription.method, with_struct=False)
            if not self._core.faults.drops(name):
                service.subscription(name, subscription.names)
        self._core.changes.notify()

    def _method(self, method: int, *, with_struct: bool) -> str:
        """The name of a request's method; a subscription's takes names in place of a struct."""
        name = self.api.requests.get(method)
        if name is None or (name in self.api.request_structs) is not with_struct:
            raise ProtocolError(f"method {method} is no request")
        return name

    def _greet(self, hello: Hello) -> None:
        core = self._core
        if core.faults.mute:
            self._muted = True
            return
        refusal = core.faults.handshake_refusal
        if refusal is None and (
            hello.protocol != PROTOCOL
            or hello.schema != installed().schema
            or hello.version not in installed().versions
        ):
            refusal = messages.error(4040)
            log.warning(
                "%s: refused, its library (%s) is of another release of actp", self.address, hello.version
            )
        if refusal is not None:
            self.send(refuse(refusal))
            self.close()
            return
        self._service = self._make_service(self)
        self._connections.establish(self)
        self.send(welcome(core.limits.query_frequency, core.limits.package_frequency))
        self._beat()
        log.debug("%r: handshake done", self)
        core.changes.notify()

    # -- sending

    def send(self, data: bytes) -> None:
        """Queue a frame. The frames of one turn of the loop leave in one write."""
        if self._closing:
            return
        queue = self._queue
        queue.append(data)
        if not self._scheduled:
            self._scheduled = True
            self.soon(self._flush_scheduled)
        # Few calls get further: this is where a front with many clients spends its time.
        if len(queue) < self._much:
            return
        # Amid a change nothing may leave: the store writes whole ones only.
        if len(queue) >= _PER_WRITE and not self._paused and not self._core.store.dirty:
            self.flush()
        if len(queue) > self._core.limits.sending_list_size:
            self.cut(f"more than {self._core.limits.sending_list_size} packets behind")

    def _flush_scheduled(self) -> None:
        self._scheduled = False
        self.flush()

    def flush(self) -> None:
        """Hand the network what it takes."""
        queue = self._queue
        if self.gone or not queue or self._core.faults.silent:
            return
        store = self._core.store
        if store.dirty and not store.commit():
            return
        before = len(queue)
        statistics = self._core.statistics
        # A transport whose peer is gone is closing before it says so; asyncio warns of writes to it.
        while queue and not self._paused and not self._transport.is_closing():
            count = min(len(queue), _PER_WRITE)
            chunk = queue.popleft() if count == 1 else b"".join([queue.popleft() for _ in range(count)])
            self._transport.write(chunk)
            statistics.frames += count
            statistics.bytes += len(chunk)
            self._last_sent = self._loop.time()
        if before > len(queue):
            self._core.board.made_room(before, len(queue))
            if not queue and self._service is not None:
                self._service.room()

    def answer(
        self,
        name: str,
        record: Any = None,
        *,
        request_id: int = 0,
        info: RspInfo | None = None,
        last: bool = True,
        flow: Flow = Flow.DIALOG,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Send an `OnRsp…`; `then` runs when it goes out, which `Front.delay()` puts off."""
        if request_id in self._unanswered:
            if last:
                self._unanswered.discard(request_id)
            if then is not None:
                then()
            return
        if (journal := self._core.journal) is not None:
            journal.answer(self, name, record, info, flow)
        data = encode(record, self.version) if record is not None else None
        index = self.api.callbacks[name]
        self.deliver(callback(index, data, request_id=request_id, info=info, last=last, flow=flow), then)

    @contextmanager
    def unanswered(self, request_id: int, *, until_last: bool) -> Iterator[None]:
        """Answers to a request are not sent: those that come in the block, or all up to the last one.

        Of a request that takes time the answer comes after the block.
        """
        self._unanswered.add(request_id)
        try:
            yield
        finally:
            if not until_last and not self._suspended:
                self._unanswered.discard(request_id)

    def deliver(self, data: bytes, then: Callable[[], None] | None = None) -> None:
        """Send a frame as an answer: in order with the others, and delayed as they are."""
        self._delayed.call(self._core.faults.delay, partial(self._deliver, data, then))

    def _deliver(self, data: bytes, then: Callable[[], None] | None) -> None:
        if self._closing:
            return
        self.send(data)
        if then is not None:
            then()

    # -- life

    def close(self) -> None:
        """Send what is queued and end the sending; the library then closes, or is cut after a second.

        Closing the socket at once could make the system throw away what the library has not read yet.
        """
        if self._end():
            self._transport.write_eof()

    def hang_up(self) -> None:
        """Send what is queued and close."""
        if self._end():
            self._transport.close()

    def spoil(self, garbage: bytes) -> None:
        """Send bytes that are no frame; the library then closes, or is cut after a second."""
        if self._end():
            self._transport.write(garbage)

    def _end(self) -> bool:
        if self._closing:
            return False
        self.flush()
        self._closing = True
        self._queue.clear()
        if (timer := self._timers[2]) is not None:
            timer.cancel()
        self._timers[2] = self._loop.call_later(_GRACE, self._transport.abort)
        return True

    def cut(self, why: str = "") -> None:
        """Close at once; what is queued is lost. `why` is what the client did wrong, "" if nothing."""
        if self.gone:
            return
        if why and not self._closing:
            self._core.statistics.cut += 1
            log.info("%r: cut, %s", self, why)
        self._closing = True
        self._connections.refuse(self)
        self._queue.clear()
        self._transport.abort()

    def _beat(self) -> None:
        interval = self._core.times.front_beat
        now = self._loop.time()
        if now - self._last_sent >= interval and not self._queue and not self._core.faults.silent:
            self.send(_HEARTBEAT)
            self._last_sent = now
        # In silence the next look comes one interval later.
        due = (
            now + interval
            if self._core.faults.silent
            else max(self._last_sent + interval, now + interval / 10)
        )
        self._timers[0] = self._loop.call_at(due, self._guarded, self._beat)

    def _watch(self) -> None:
        timeout = self._core.times.timeout
        now = self._loop.time()
        if self.hello is None and not self._core.faults.silent:
            within = min(timeout, _HELLO_WITHIN)
            if now - self._connected >= within:
                self.cut("no handshake")
            else:
                self._timers[1] = self._loop.call_at(self._connected + within, self._guarded, self._watch)
            return
        # A library that waits for a WELCOME in vain has nothing to send and gives up by itself.
        if self._muted or self._core.faults.silent:
            self._last_received = now
        elif now - self._last_received >= timeout:
            self.cut("silent for too long")
            return
        self._timers[1] = self._loop.call_at(self._last_received + timeout, self._guarded, self._watch)
