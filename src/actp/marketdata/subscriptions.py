"""Subscriptions as desired state: what a client wants, sent at each login, paced, and watched for answers.

One object serves one pair of CTP calls (SubscribeMarketData and UnSubscribeMarketData, or the for-quote
pair). CTP answers each name by itself, with nRequestID 0, and for large lists not every name; a front
that is sent too many at once cuts the session.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field

from actp import _checks as check
from actp._supervise import report
from actp.errors import (
    ActpError,
    ConfigurationError,
    ProtocolError,
    RequestTimeoutError,
    SubscriptionError,
)
from actp.requests.responses import not_taken

__all__ = ["PACE", "Pace", "Subscriptions", "check_instruments"]

logger = logging.getLogger("actp")


@dataclass(frozen=True, slots=True)
class Pace:
    """At most `size` names every `interval` s. The vendor advises about 1,000 a second."""

    size: int = 500
    interval: float = 0.5

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", check.count("size", self.size, 1))
        object.__setattr__(self, "interval", check.seconds("interval", self.interval, zero=True))


PACE = Pace()

# How long after the last answer a large request counts as answered: the vendor admits that fronts answer
# fewer names than were asked for.
_QUIET = 2.0
_RETRY = 0.2  # after a return code that is not 0
_RETRY_FAILED = 1.0  # after a call that raised
_FAILED = -1000  # in place of a return code of such a call

# CTP's "not logged in". The library may have a new connection before the loop knows that the old one broke;
# what is sent in between arrives there. It says nothing of the names: the disconnect that is on its way does.
_NOT_LOGGED_IN = 6


def check_instruments(instruments: Iterable[str], limit: int = 80) -> dict[str, bytes]:
    """InstrumentIDs with their encoded form, in order, once each. `limit`: bytes that the struct takes.

    Raises ConfigurationError for anything that is no InstrumentID. CTP itself takes any name and stays
    silent about unknown ones.
    """
    found: dict[str, bytes] = {}
    for name in instruments:
        if not isinstance(name, str):
            raise ConfigurationError(
                f"an instrument is its InstrumentID as text, such as 'rb2610', not {type(name).__name__}. "
                "A list is passed as subscribe(*names)"
            )
        name = str.__str__(name)  # of a subclass, with a comparison of its own
        if not name or name != name.strip() or not name.isprintable():
            raise ConfigurationError(
                f"{check.shown(name)} is no InstrumentID: empty, or with blanks or control characters"
            )
        encoded = name.encode("gb18030")
        if len(encoded) > limit:
            raise ConfigurationError(
                f"{check.shown(name)} is no InstrumentID: it has {len(encoded)} bytes, and "
                f"CTP's field takes {limit}"
            )
        found[name] = encoded
    if not found:
        raise ConfigurationError("no instrument given; CTP has no wildcard that would mean all of them")
    return found


@dataclass(eq=False)
class _Wait:
    """One caller that waits for the answers to some names."""

    future: asyncio.Future[None]
    names: set[str]
    unsent: set[str]
    refused: dict[str, ActpError] = field(default_factory=dict)
    answers: int = 0
    quiet: asyncio.TimerHandle | None = None


class Subscriptions:
    """The desired names of one call pair and their way to the front.

    `send(subscribe, encoded_names)` makes the CTP call and returns its code.
    """

    def __init__(
        self,
        send: Callable[[bool, list[bytes]], int],
        names: tuple[str, str],
        pace: Pace = PACE,
        on_sent: Callable[[Mapping[str, bytes]], None] = lambda names: None,
    ) -> None:
        self._send = send
        self._call_names = names
        self._pace = pace
        self._on_sent = on_sent
        self.desired: dict[str, bytes] = {}
        self._settled: set[str] = set()  # desired names answered in this session
        self._unanswered: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}  # of this session
        self._queue: deque[tuple[bool, str, bytes]] = deque()
        self._codes: dict[tuple[bool, str], int] = {}  # of names in the queue that CTP did not take
        self._waits: dict[bool, list[_Wait]] = {True: [], False: []}
        self._timer: asyncio.TimerHandle | None = None
        self._last: tuple[float, int] = (float("-inf"), 0)  # when the last packet went, and its size
        self._live = False

    def call_name(self, subscribe: bool) -> str:
        """CTP's name of the call."""
        return self._call_names[not subscribe]

    # -- what the user wants --------------------------------------------------------------------

    def want(self, names: Mapping[str, bytes]) -> set[str]:
        """Add to the desired state and send what is new. Returns the names that await an answer."""
        for name, encoded in names.items():
            if name not in self.desired:
                self.desired[name] = encoded
                if self._live:
                    self._queue.append((True, name, encoded))
        if self._live:
            if [name for name in names if self._codes.pop((True, name), 0)]:
                self._set_timer(None)  # asked for again: CTP may take them now
            self._pump()
        return {name for name in names if name not in self._settled}

    def unwant(self, names: Mapping[str, bytes]) -> set[str]:
        """Take from the desired state. Returns the names that await an answer."""
        gone = {name: encoded for name, encoded in names.items() if self.desired.pop(name, None) is not None}
        self._settled.difference_update(gone)
        if self._live:
            self._queue.extend((False, name, encoded) for name, encoded in gone.items())
            self._pump()
        return set(gone)

    async def wait(self, subscribe: bool, names: set[str], timeout: float) -> None:
        """Wait for the answers to names just given to `want` or `unwant`, while a session is live.

        Raises SubscriptionError for those refused, RequestTimeoutError when no answer came at all, and
        what `lost` was given when the session breaks. The desired state stands in every case but refusal.
        """
        if not names or not self._live:
            return
        loop = asyncio.get_running_loop()
        unsent = {name for sub, name, _ in self._queue if sub is subscribe and name in names}
        wait = _Wait(loop.create_future(), set(names), unsent)
        self._waits[subscribe].append(wait)
        # Pacing is part of the request's time: a long list may take longer than the time-out to send.
        sending = len(self._queue) / self._pace.size * self._pace.interval
        handle = loop.call_later(timeout + sending, self._time_out, wait, subscribe, timeout)
        try:
            await wait.future
        finally:
            handle.cancel()
            if wait.quiet is not None:
                wait.quiet.cancel()
            if wait in self._waits[subscribe]:
                self._waits[subscribe].remove(wait)
            del wait  # it knows the error that knows this frame

    # -- what the session does ------------------------------------------------------------------

    def restore(self) -> None:
        """A session is READY: send everything that is wanted."""
        self._live = True
        self._begin()
        self._set_timer(None)
        self._queue = deque((True, name, encoded) for name, encoded in self.desired.items())
        self._pump()

    def lost(self, error: ActpError) -> None:
        """The session is gone: whoever waits gets `error`."""
        self._live = False
        self._begin()
        self._queue.clear()
        self._set_timer(None)
        for waits in self._waits.values():
            for wait in waits:
                if not wait.future.done():
                    wait.future.set_exception(copy(error))
            waits.clear()

    def answered(self, subscribe: bool, name: str | None, code: int, text: str) -> bool:
        """One OnRspSub…/OnRspUnSub…: `name` is None when the front sent no struct along with a refusal.

        False if an answer for that name was not due.
        """
        if code == _NOT_LOGGED_IN:
            logger.debug("%s came to a connection before its login", self.call_name(subscribe))
        elif name is not None:
            unanswered = self._unanswered[subscribe]
            due = unanswered[name] > 0
            unanswered[name] -= 1
            if unanswered[name] <= 0:
                del unanswered[name]
            self._answer(subscribe, name, code, text)
            return due
        elif code:
            # No name with the refusal: it concerns what was sent and is not yet answered.
            for wait in list(self._waits[subscribe]):
                for pending in wait.names - wait.unsent:
                    self._answer(subscribe, pending, code, text)
        return True

    def code(self, subscribe: bool, names: Iterable[str]) -> int:
        """By which return code CTP did not take one of these names, to be sent again later; 0 if none."""
        return next((code for name in names if (code := self._codes.get((subscribe, name)))), 0)

    def misanswered(self, subscribe: bool, name: str | None, answer: str) -> None:
        """`answer` came where OnRspSub… or OnRspUnSub… of a name (None: of any) was due: whoever waits for
        it gets a ProtocolError."""
        call = self.call_name(subscribe)
        for wait in self._waits[subscribe]:
            sent = wait.names - wait.unsent
            if (name in sent if name is not None else sent) and not wait.future.done():
                about = f"{call} of {name}" if name is not None else call
                wait.future.set_exception(
                    ProtocolError(f"{about} was answered by {answer}. The names stay wanted")
                )

    # -- inside ---------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._settled.clear()
        self._codes.clear()
        for unanswered in self._unanswered.values():
            unanswered.clear()

    def _answer(self, subscribe: bool, name: str, code: int, text: str) -> None:
        if subscribe and name in self.desired:
            if code:
                # A refused name would be refused again at every login.
                del self.desired[name]
            else:
                self._settled.add(name)
        if code:
            logger.warning(
                "%s of %s refused with CTP error %d %s", self.call_name(subscribe), name, code, text
            )
        for wait in self._waits[subscribe]:
            if name not in wait.names:
                continue
            wait.names.discard(name)
            wait.answers += 1
            if code:
                wait.refused[name] = SubscriptionError(self.call_name(subscribe), code, text, (name,))
            if not wait.names:
                self._finish(wait, subscribe)
            else:
                self._await_quiet(wait, subscribe)

    def _await_quiet(self, wait: _Wait, subscribe: bool) -> None:
        if wait.unsent:
            return
        if wait.quiet is not None:
            wait.quiet.cancel()
        loop = wait.future.get_loop()
        wait.quiet = loop.call_later(_QUIET, self._finish, wait, subscribe)

    def _finish(self, wait: _Wait, subscribe: bool) -> None:
        if wait.future.done():
            return
        if wait.names:
            logger.debug("%d names of %s were not answered", len(wait.names), self.call_name(subscribe))
        if not wait.refused:
            wait.future.set_result(None)
            return
        first = next(iter(wait.refused.values()))
        assert isinstance(first, SubscriptionError) and first.code is not None
        wait.future.set_exception(
            SubscriptionError(first.request, first.code, first.text, tuple(wait.refused))
        )

    def _time_out(self, wait: _Wait, subscribe: bool, timeout: float) -> None:
        if wait.answers:
            self._finish(wait, subscribe)
        elif not wait.future.done():
            wait.future.set_exception(
                RequestTimeoutError(
                    f"{self.call_name(subscribe)} was not answered within {timeout:g} s. "
                    "The names stay wanted and are sent again after the next login"
                )
            )

    def _pump(self) -> None:
        """Send the next packet if its time has come, else set the timer for it."""
        if self._timer is not None or not self._queue:
            return
        loop = asyncio.get_running_loop()
        when, size = self._last
        # A packet uses up as much of the interval as it fills.
        due = when + self._pace.interval * size / self._pace.size
        if (wait := due - loop.time()) > 0:
            self._set_timer(wait)
            return
        subscribe = self._queue[0][0]
        packet: list[tuple[str, bytes]] = []
        while self._queue and self._queue[0][0] is subscribe and len(packet) < self._pace.size:
            _, name, encoded = self._queue.popleft()
            packet.append((name, encoded))
        try:
            code = self._send(subscribe, [encoded for _, encoded in packet])
        except Exception as error:  # noqa: BLE001 - reported; the names still have to go
            report(f"actp: {self._call_names[not subscribe]} failed, and is tried again", error)
            code = _FAILED
        if code in (-2, -3, _FAILED):
            self._queue.extendleft((subscribe, name, encoded) for name, encoded in reversed(packet))
            self._set_timer(_RETRY if code != _FAILED else _RETRY_FAILED)
            return
        if code != 0:
            # -1: the connection is gone, and its OnFrontDisconnected is on the way. Should it not come, they
            # are sent later; who waits for them learns it now.
            self._fail_waits(subscribe, {name for name, _ in packet}, code)
            self._codes.update(((subscribe, name), code) for name, _ in packet)
            self._queue.extendleft((subscribe, name, encoded) for name, encoded in reversed(packet))
            self._set_timer(_RETRY)
            return
        self._last = (loop.time(), len(packet))
        sent = {name for name, _ in packet}
        for name in sent:
            self._codes.pop((subscribe, name), None)
        self._unanswered[subscribe].update(sent)
        for waiting in self._waits[subscribe]:
            waiting.unsent -= sent
        try:
            if subscribe:
                self._on_sent(dict(packet))
        finally:
            self._pump()

    def _fail_waits(self, subscribe: bool, names: set[str], code: int) -> None:
        """CTP did not take these names."""
        error = not_taken(self.call_name(subscribe), code)
        logger.debug("%s", error)
        for wait in self._waits[subscribe]:
            if wait.unsent & names and not wait.future.done():
                wait.future.set_exception(copy(error))

    def _set_timer(self, seconds: float | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if seconds is not None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._timed)

    def _timed(self) -> None:
        self._timer = None
        self._pump()
