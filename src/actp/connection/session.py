"""The session's protocol without any I/O: a state machine whose inputs return what has to be done.

The client feeds it with callbacks and timers and carries out the actions it returns. One place sets the
state (`_enter`), one table says which changes exist (`TRANSITIONS`).

A step's request has a number (`Action.request`), and its answer comes with it. An answer counts as long as
the connection that it was asked on lives and the step has not been accepted there, however late it is: CTP
never answers a second login after a successful one, so the first one's answer is the only one there will be.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from actp import _checks as check
from actp._text import printable
from actp.ctp.clock import SHANGHAI
from actp.errors import ActpError, HandshakeError, RequestTimeoutError
from actp.requests.login_steps import Step

__all__ = [
    "DISCONNECT_REASONS",
    "TRANSITIONS",
    "Action",
    "Backoff",
    "ConnectionEvent",
    "Reason",
    "ReasonKind",
    "Session",
    "State",
    "Step",
]


class State(Enum):
    """Where a client's session stands.

    A final refusal leaves the state as it is until CTP's object is released, and nothing is sent meanwhile:
    then the client is DISCONNECTED, if `connect()` raises the refusal, or CLOSING and CLOSED.
    """

    DISCONNECTED = "disconnected"
    CONNECTING = "connecting"
    AUTHENTICATING = "authenticating"
    LOGGING_IN = "logging in"
    CONFIRMING_SETTLEMENT = "confirming settlement"
    READY = "ready"
    RECONNECTING = "reconnecting"
    CLOSING = "closing"
    CLOSED = "closed"


_STEP_STATE = {
    Step.AUTHENTICATE: State.AUTHENTICATING,
    Step.LOGIN: State.LOGGING_IN,
    Step.CONFIRM_SETTLEMENT: State.CONFIRMING_SETTLEMENT,
}

_WORKING = frozenset({State.AUTHENTICATING, State.LOGGING_IN, State.CONFIRMING_SETTLEMENT})
_WAITING = frozenset({State.CONNECTING, State.RECONNECTING})
_ENDS = frozenset({State.DISCONNECTED, State.CLOSING})
_AT_REST = frozenset({State.DISCONNECTED, State.CLOSING, State.CLOSED})

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DISCONNECTED: frozenset({State.CONNECTING, State.CLOSED}),
    # A late answer leads on from where the client waits, or from a step that is being tried again.
    State.CONNECTING: _WORKING | _ENDS | {State.READY},
    State.AUTHENTICATING: _WORKING - {State.AUTHENTICATING} | _WAITING | _ENDS | {State.READY},
    State.LOGGING_IN: frozenset({State.CONFIRMING_SETTLEMENT, State.READY}) | _WAITING | _ENDS,
    State.CONFIRMING_SETTLEMENT: frozenset({State.READY}) | _WAITING | _ENDS,
    State.READY: frozenset({State.RECONNECTING}) | _ENDS,
    State.RECONNECTING: _WORKING | _ENDS | {State.READY},
    State.CLOSING: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}

DISCONNECT_REASONS: dict[int, str] = {
    0x1001: "network read failed: the front closed or reset the connection",
    0x1002: "network write failed",
    0x2001: "heartbeat time-out: nothing was received for 120 s",
    0x2002: "heartbeats could not be sent",
    0x2003: "a bad packet was received",
}


class ReasonKind(Enum):
    """Why a ConnectionEvent was made. HEARTBEAT_WARNING and those below report something without a change of
    state."""

    USER = "user"
    CONNECTED = "front connected"
    DISCONNECTED = "front disconnected"
    ANSWERED = "answered"
    REFUSED = "refused"
    ERROR = "error"
    HEARTBEAT_WARNING = "heartbeat warning"
    TICKS_DROPPED = "ticks dropped"
    NO_SNAPSHOT = "no first snapshot"
    QUERY_UNANSWERED = "query unanswered"
    UNREAD_STREAM = "stream not read"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `code` is CTP's disconnect reason or ErrorID, or a count for HEARTBEAT_WARNING (seconds),
    TICKS_DROPPED (ticks) and UNREAD_STREAM (items); `instruments` are those without a first snapshot."""

    kind: ReasonKind
    text: str = ""
    code: int | None = None
    instruments: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.kind is ReasonKind.DISCONNECTED and self.code is not None:
            return printable(f"0x{self.code:04x} {self.text}")
        return printable(self.text) or self.kind.value


@dataclass(frozen=True, slots=True)
class ConnectionEvent:
    """A change of a client's state, or (with `state` equal to `previous`) a report about the connection.

    `session` counts logins (0 before the first), `attempt` the connections tried since the client was
    last READY, `at` is the local clock in Asia/Shanghai.
    """

    state: State
    previous: State
    reason: Reason
    session: int
    attempt: int
    at: datetime = field(default_factory=lambda: datetime.now(SHANGHAI))

    def __str__(self) -> str:
        change = self.state.name
        if self.state is not self.previous:
            change = f"{self.previous.name} → {change}"
        return f"{self.at:%H:%M:%S.%f} {change}: {self.reason}"


# Logins in a row that need no pause after a lost connection, as long as no session lasts.
AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long to wait before a login is tried again.

    After one that was refused for now, or not answered: `initial` s, times `factor` each time in a row, at
    most `maximum` s. Each of these pauses is shortened at random by up to `jitter` (0 … 1) of itself, so that
    many clients do not come back at the same moment. A login that is accepted ends the row. Authentication
    and settlement confirmation count as parts of the login.

    A lost connection is no failure: as soon as CTP's library has connected again (it tries every 5 s where
    nothing listens, at once or after 1 s where a connection was lost), the client logs in without a pause.
    Only a front that cuts session after session is spared: after ten logins without a session that was READY
    for `stable` s, they begin at least `initial` s apart.
    """

    initial: float = 1.0
    factor: float = 2.0
    maximum: float = 60.0
    jitter: float = 0.5
    stable: float = 5.0

    def __post_init__(self) -> None:
        for name, least, most in (
            ("initial", 0, check.LONGEST),
            ("factor", 1, 1e6),
            ("maximum", 0, check.LONGEST),
            ("jitter", 0, 1),
            ("stable", 0, check.LONGEST),
        ):
            object.__setattr__(self, name, check.number(name, getattr(self, name), least, most))

    def delay(self, failures: int, rng: Callable[[], float] = random.random) -> float:
        """Seconds to wait after the n-th refused or unanswered request in a row (0: none, go on at once)."""
        if failures <= 0:
            return 0.0
        # The exponent is bounded: a client that tries all weekend must not overflow a float.
        wait = min(self.maximum, self.initial * self.factor ** min(failures - 1, 64))
        return wait * (1.0 - self.jitter * rng())


@dataclass(frozen=True, slots=True)
class Action:
    """Something the client has to do, with what its kind needs."""

    class Kind(Enum):
        EMIT = "emit"  # publish `event`
        SEND = "send"  # send the request of `step`; its answer comes back with the number `request`
        TIMER = "timer"  # call `timer()` after `delay` s, in place of any earlier timer
        STOP_TIMER = "stop timer"
        LOG_OUT = "log out"  # ask the front to end this connection, if it can be asked
        READY = "ready"  # the session can be used: restore subscriptions
        LOST = "lost"  # the session is gone: fail what is in flight, with `reason`
        FAIL = "fail"  # give up for good, with `error`

    kind: Kind
    event: ConnectionEvent | None = None
    step: Step | None = None
    delay: float = 0.0
    reason: Reason | None = None
    error: ActpError | None = None
    request: int = 0


def disconnect_reason(code: int) -> Reason:
    """CTP's nReason in words. Values outside the vendor's list are possible."""
    return Reason(
        ReasonKind.DISCONNECTED, DISCONNECT_REASONS.get(code, "reason unknown to CTP's headers"), code
    )


class Session:
    """The protocol of one client. Every method is an input and returns the actions that follow from it."""

    def __init__(
        self,
        steps: Sequence[Step] = (Step.LOGIN,),
        backoff: Backoff | None = None,
        answer_timeout: float = 10.0,
        is_final: Callable[[Step, ActpError], bool] = lambda step, error: not error.retriable,
        rng: Callable[[], float] = random.random,
    ) -> None:
        self.steps = tuple(steps)
        self.backoff = backoff or Backoff()
        self.answer_timeout = answer_timeout
        self.state = State.DISCONNECTED
        self.session = 0
        self.attempt = 0
        self.connected = False  # between OnFrontConnected and OnFrontDisconnected
        self.last_reason: Reason | None = None  # why the session is not READY
        self.last_error: ActpError | None = None
        self.failure: ActpError | None = None  # why fail() was called
        self._discarding = False  # from fail() or discard() on, every input is ignored
        self._is_final = is_final
        self._rng = rng
        # Of this connection: the requests without an answer (number -> index into steps), the steps that were
        # accepted, and the number of the request whose answer the timer is for (0: none).
        self._unanswered: dict[int, int] = {}
        self._accepted = 0
        self._current = 0
        self._held = ""  # what the client does before the current step's request is sent again
        self._requests = 0  # ever sent
        self._refusals = 0  # refused or unanswered requests in a row
        self._not_before = -math.inf  # when the next request may be sent, for the refusals' sake
        self._logins = 0  # begun since the last session that lasted
        self._login_at = -math.inf  # when the latest login was begun
        self._ready_since = 0.0
        self._was_ready = False
        self._actions: list[Action] = []

    # -- inputs ---------------------------------------------------------------------------------

    def start(self) -> list[Action]:
        """connect() was called."""
        self._was_ready = False
        self._refusals = self._logins = self.attempt = 0
        self._not_before = self._login_at = -math.inf
        self.last_reason = self.last_error = self.failure = None
        self._discarding = False
        self._enter(State.CONNECTING, Reason(ReasonKind.USER, "connect() called"))
        return self._taken()

    def front_connected(self, now: float) -> list[Action]:
        """OnFrontConnected: transport and handshake are up."""
        if self.connected or not self._active:
            return []
        self.connected = True
        self.attempt += 1
        pause = self._not_before - now
        if self._logins >= AT_ONCE:
            pause = max(pause, self._login_at + self.backoff.initial - now)
        if pause > 0:
            self._do(Action.Kind.TIMER, delay=pause)
        else:
            self._begin(Reason(ReasonKind.CONNECTED, "front connected"), now)
        return self._taken()

    def front_disconnected(self, code: int, now: float) -> list[Action]:
        """OnFrontDisconnected. It can come without a connect before, and hundreds of times a second."""
        if not self._active:
            return []
        self.last_reason = reason = disconnect_reason(code)
        if self.state is State.READY and now - self._ready_since >= self.backoff.stable:
            self._logins = 0
        asked = self.state is State.READY or self.state in _WORKING or bool(self._unanswered)
        self._forget_connection()
        self._do(Action.Kind.STOP_TIMER)
        # No event where the client waited already: a storm of disconnects must not be one of events.
        self._enter(self._waiting_state, reason)
        if asked:
            self._do(Action.Kind.LOST, reason=reason)
        return self._taken()

    def heartbeat_warning(self, seconds: int) -> list[Action]:
        """OnHeartBeatWarning: nothing received for so many seconds."""
        if not self._active:
            return []
        return self.report(Reason(ReasonKind.HEARTBEAT_WARNING, f"nothing received for {seconds} s", seconds))

    def handshake_refused(self, code: int, text: str) -> list[Action]:
        """OnRspError 4040 and the like before OnFrontConnected: the front does not take this library."""
        if not self._active or self.connected:
            return []
        error = HandshakeError(
            f"the front refused CTP's handshake with error {code} {text!r}: the library's version does not "
            "fit this front, or production_mode= is wrong for it (evaluation fronts need False)",
            code,
        )
        return self.fail(error)

    def awaits(self, request: int) -> bool:
        """Whether the answer to a step's request still counts: see the module."""
        index = self._unanswered.get(request)
        return self._active and not self._held and index is not None and index >= self._accepted

    def answered(self, request: int, error: ActpError | None, now: float) -> list[Action]:
        """The answer to a step's request arrived, late perhaps: refused with `error`, or accepted (None)."""
        if not self.awaits(request):
            return []
        index = self._unanswered.pop(request)
        if error is None:
            self._accept(index, now)
        elif self._is_final(self.steps[index], error):
            return self.fail(error)
        elif request == self._current:
            self._retry(error, now)
        else:
            self.last_error = error  # refused late, and being tried again or about to be
        return self._taken()

    def hold(self, request: int, what: str) -> list[Action]:
        """A step was refused, and the client does something about it (`what`) before it is tried again.

        Nothing else is sent meanwhile. `resume()` or `fail()` ends it, a lost connection, or the timer.
        """
        if not self.awaits(request):
            return []
        index = self._unanswered.pop(request)
        self._current = 0
        self._held = what
        self._enter(_STEP_STATE[self.steps[index]], Reason(ReasonKind.REFUSED, f"{what} comes first"))
        self._do(Action.Kind.TIMER, delay=self.answer_timeout)
        return self._taken()

    def resume(self, now: float) -> list[Action]:
        """What `hold()` was for is done: the step is tried again."""
        if not self._active or not self._held:
            return []
        done, self._held = self._held, ""
        self._begin(Reason(ReasonKind.ANSWERED, f"{done} accepted"), now)
        return self._taken()

    def timer(self, now: float) -> list[Action]:
        """The timer ran out: time to log in (again), or a step was not answered."""
        if not self._active or not self.connected:
            return []
        if self._held:
            # Not tried again: what the front made of it is not known.
            return self.fail(
                RequestTimeoutError(f"{self._held} was not answered within {self.answer_timeout:g} s")
            )
        if self._current:
            step = self.steps[self._unanswered[self._current]]
            self._retry(
                RequestTimeoutError(f"{step.value} was not answered within {self.answer_timeout:g} s"), now
            )
        elif self.state in (State.CONNECTING, State.RECONNECTING):
            self._begin(Reason(ReasonKind.CONNECTED, "front connected"), now)
        return self._taken()

    def report(self, reason: Reason) -> list[Action]:
        """An event that is no change of state."""
        self._event(self.state, reason)
        return self._taken()

    def fail(self, error: ActpError) -> list[Action]:
        """Give up for good: nothing is sent any more, whatever comes, until stop() or closing()."""
        if not self._active:
            return []
        self.failure = self.last_error = error
        self._discard()
        self._do(Action.Kind.FAIL, error=error)
        return self._taken()

    def discard(self) -> list[Action]:
        """The vendor object is about to be released: nothing is sent any more, until stop() or closing()."""
        if self._active:
            self._discard()
        return self._taken()

    def stop(self, reason: Reason) -> list[Action]:
        """connect() did not succeed: back to the start, so that it can be called again."""
        return self._leave(State.DISCONNECTED, reason)

    def closing(self, reason: Reason) -> list[Action]:
        """The vendor object is about to be released for good."""
        if self.state is State.DISCONNECTED:
            return []
        return self._leave(State.CLOSING, reason)

    def closed(self, reason: Reason) -> list[Action]:
        """The vendor object is gone."""
        self._enter(State.CLOSED, reason)
        return self._taken()

    # -- inside -----------------------------------------------------------------------------------

    @property
    def _active(self) -> bool:
        return not self._discarding and self.state not in _AT_REST

    @property
    def _waiting_state(self) -> State:
        return State.RECONNECTING if self._was_ready else State.CONNECTING

    def _discard(self) -> None:
        self._discarding = True
        self._current = 0
        self._do(Action.Kind.STOP_TIMER)

    def _begin(self, reason: Reason, now: float) -> None:
        """Ask for the first step that is not accepted yet."""
        step = self.steps[self._accepted]
        self._requests += 1
        self._current = self._requests
        self._unanswered[self._current] = self._accepted
        if self._accepted == 0:
            self._logins += 1
            self._login_at = now
        self._enter(_STEP_STATE[step], reason)
        # Before SEND: the answer can only come later, but a failed send sets a timer of its own.
        self._do(Action.Kind.TIMER, delay=self.answer_timeout)
        self._do(Action.Kind.SEND, step=step, request=self._current)

    def _accept(self, index: int, now: float) -> None:
        self._accepted = index + 1
        self._current = 0
        reason = Reason(ReasonKind.ANSWERED, f"{self.steps[index].value} accepted")
        if self._accepted < len(self.steps):
            self._begin(reason, now)
            return
        self._refusals = 0
        self._not_before = -math.inf
        self._ready_since = now
        self._was_ready = True
        self.session += 1
        self.last_reason = self.last_error = None
        self._do(Action.Kind.STOP_TIMER)
        self._enter(State.READY, reason)
        self.attempt = 0
        self._do(Action.Kind.READY)

    def _retry(self, error: ActpError, now: float) -> None:
        """A step failed in a way that may pass: wait, then ask again.

        Behind an accepted login that is for what was refused only, else from the first step on: a second
        login after a successful one is never answered.
        """
        failed, self._current = self._unanswered.get(self._current), 0
        if Step.LOGIN not in self.steps[: self._accepted]:
            self._accepted = 0
        self._refusals += 1
        self.last_error = error
        self.last_reason = reason = Reason(ReasonKind.REFUSED, str(error), error.code)
        delay = self.backoff.delay(self._refusals, self._rng)
        self._not_before = now + delay
        self._enter(self._waiting_state, reason)
        self._do(Action.Kind.TIMER, delay=delay)
        unanswered = [self.steps[index] for index in self._unanswered.values()]
        if failed is not None and self.steps[failed] is Step.LOGIN and unanswered.count(Step.LOGIN) > 1:
            # The first login may have been accepted and its answer be lost: then no other one is answered on
            # this connection.
            self._do(Action.Kind.LOG_OUT)

    def _forget_connection(self) -> None:
        self.connected = False
        self._unanswered.clear()
        self._accepted = self._current = 0
        self._held = ""

    def _leave(self, state: State, reason: Reason) -> list[Action]:
        self._forget_connection()
        self._do(Action.Kind.STOP_TIMER)
        self._enter(state, reason)
        return self._taken()

    def _enter(self, state: State, reason: Reason) -> None:
        if state is self.state:
            return
        if state not in TRANSITIONS[self.state]:
            raise AssertionError(f"no transition from {self.state.name} to {state.name}")
        previous, self.state = self.state, state
        self._event(previous, reason)

    def _event(self, previous: State, reason: Reason) -> None:
        event = ConnectionEvent(self.state, previous, reason, self.session, self.attempt)
        self._do(Action.Kind.EMIT, event=event)

    def _do(
        self,
        kind: Action.Kind,
        *,
        event: ConnectionEvent | None = None,
        step: Step | None = None,
        delay: float = 0.0,
        reason: Reason | None = None,
        error: ActpError | None = None,
        request: int = 0,
    ) -> None:
        self._actions.append(Action(kind, event, step, delay, reason, error, request))

    def _taken(self) -> list[Action]:
        actions, self._actions = self._actions, []
        return actions
