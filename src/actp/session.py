"""The session's protocol without any I/O: a state machine that is told what happened and says what to do.

The client feeds it with callbacks and timers and carries out the actions it returns. One place sets the
state (`_enter`), one table says which changes exist (`TRANSITIONS`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from actp._clock import SHANGHAI
from actp._text import printable
from actp.errors import ActpError, HandshakeError, RequestTimeoutError

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
    """Where a client's session stands."""

    DISCONNECTED = "disconnected"
    CONNECTING = "connecting"
    AUTHENTICATING = "authenticating"
    LOGGING_IN = "logging in"
    CONFIRMING_SETTLEMENT = "confirming settlement"
    READY = "ready"
    RECONNECTING = "reconnecting"
    CLOSING = "closing"
    CLOSED = "closed"


class Step(Enum):
    """What has to be asked of the front, in this order, before a session is READY."""

    AUTHENTICATE = "ReqAuthenticate"
    LOGIN = "ReqUserLogin"
    CONFIRM_SETTLEMENT = "ReqSettlementInfoConfirm"


_STEP_STATE = {
    Step.AUTHENTICATE: State.AUTHENTICATING,
    Step.LOGIN: State.LOGGING_IN,
    Step.CONFIRM_SETTLEMENT: State.CONFIRMING_SETTLEMENT,
}

_WORKING = frozenset({State.AUTHENTICATING, State.LOGGING_IN, State.CONFIRMING_SETTLEMENT})
_ENDS = frozenset({State.DISCONNECTED, State.CLOSING})

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DISCONNECTED: frozenset({State.CONNECTING, State.CLOSED}),
    State.CONNECTING: _WORKING | _ENDS,
    State.AUTHENTICATING: frozenset({State.LOGGING_IN, State.CONNECTING, State.RECONNECTING}) | _ENDS,
    State.LOGGING_IN: frozenset(
        {State.CONFIRMING_SETTLEMENT, State.READY, State.CONNECTING, State.RECONNECTING}
    )
    | _ENDS,
    State.CONFIRMING_SETTLEMENT: frozenset({State.READY, State.CONNECTING, State.RECONNECTING}) | _ENDS,
    State.READY: frozenset({State.RECONNECTING}) | _ENDS,
    State.RECONNECTING: _WORKING | _ENDS,
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
    """Why a ConnectionEvent was made. The last three report something without a change of state."""

    USER = "user"
    CONNECTED = "front connected"
    DISCONNECTED = "front disconnected"
    ANSWERED = "answered"
    REFUSED = "refused"
    ERROR = "error"
    HEARTBEAT_WARNING = "heartbeat warning"
    TICKS_DROPPED = "ticks dropped"
    NO_SNAPSHOT = "no first snapshot"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: `code` is CTP's disconnect reason or ErrorID, or a count for HEARTBEAT_WARNING (seconds) and
    TICKS_DROPPED (ticks); `instruments` are those without a first snapshot."""

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


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long to wait before trying again: `initial` s, times `factor` each time, at most `maximum` s.

    Each delay is shortened at random by up to `jitter` (0 … 1) of itself, so that many clients do not
    come back at the same moment. A session that was READY for `stable` s starts anew without a delay.
    """

    initial: float = 1.0
    factor: float = 2.0
    maximum: float = 60.0
    jitter: float = 0.5
    stable: float = 5.0

    def delay(self, failures: int, rng: Callable[[], float] = random.random) -> float:
        """Seconds to wait after the n-th failure in a row (0: none, go on at once)."""
        if failures <= 0:
            return 0.0
        # The exponent is bounded: a client that tries all weekend must not overflow a float.
        wait = min(self.maximum, self.initial * self.factor ** min(failures - 1, 64))
        return wait * (1.0 - self.jitter * rng())


@dataclass(frozen=True, slots=True)
class Action:
    """Something the client has to do. Exactly one of the fields below `kind` may be set."""

    class Kind(Enum):
        EMIT = "emit"  # publish `event`
        SEND = "send"  # send the request of `step`
        TIMER = "timer"  # call `timer()` after `delay` s, in place of any earlier timer
        STOP_TIMER = "stop timer"
        READY = "ready"  # the session can be used: restore subscriptions
        LOST = "lost"  # the session is gone: fail what is in flight, with `reason`
        FAIL = "fail"  # give up for good, with `error`

    kind: Kind
    event: ConnectionEvent | None = None
    step: Step | None = None
    delay: float = 0.0
    reason: Reason | None = None
    error: ActpError | None = None


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
        self._is_final = is_final
        self._rng = rng
        self._at_step = -1  # index into steps of the request in flight
        self._next_step = 0  # where to begin: past the login once this connection is logged in
        self._losses = 0  # sessions in a row that did not last
        self._refusals = 0  # refused or unanswered steps in a row
        self._ready_since = 0.0
        self._was_ready = False
        self._actions: list[Action] = []

    # -- inputs ---------------------------------------------------------------------------------

    def start(self) -> list[Action]:
        """connect() was called."""
        self._was_ready = False
        self._losses = self._refusals = self.attempt = 0
        self.last_reason = self.last_error = None
        self._enter(State.CONNECTING, Reason(ReasonKind.USER, "connect() called"))
        return self._taken()

    def front_connected(self, now: float) -> list[Action]:
        """OnFrontConnected: transport and handshake are up."""
        if self.connected or not self._active:
            return []
        self.connected = True
        self._next_step = 0
        self.attempt += 1
        # The first loss in a row is met at once; a front that keeps closing is not stormed with logins.
        delay = max(
            self.backoff.delay(self._losses - 1, self._rng), self.backoff.delay(self._refusals, self._rng)
        )
        if delay > 0:
            self._do(Action.Kind.TIMER, delay=delay)
        else:
            self._begin(Reason(ReasonKind.CONNECTED, "front connected"), 0)
        return self._taken()

    def front_disconnected(self, code: int, now: float) -> list[Action]:
        """OnFrontDisconnected. It can come without a connect before, and hundreds of times a second."""
        if not self._active:
            return []
        self.connected = False
        self._at_step = -1
        self.last_reason = reason = disconnect_reason(code)
        if self.state is State.READY and now - self._ready_since >= self.backoff.stable:
            self._losses = self._refusals = 0
        else:
            self._losses += 1
        if self.state is State.READY or self.state in _WORKING:
            self._do(Action.Kind.STOP_TIMER)
            self._enter(self._waiting_state, reason)
            self._do(Action.Kind.LOST, reason=reason)
        else:
            # Already waiting: no event, or a storm of disconnects would become a storm of events.
            self._do(Action.Kind.STOP_TIMER)
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

    def answered(self, step: Step, error: ActpError | None, now: float) -> list[Action]:
        """The answer to a step's request arrived: refused with `error`, or accepted (None)."""
        if self._at_step < 0 or self.steps[self._at_step] is not step:
            return []  # late: the session it belonged to is gone
        if error is not None:
            if self._is_final(step, error):
                return self.fail(error)
            self._retry(error)
            return self._taken()
        if self._at_step + 1 < len(self.steps):
            self._begin(Reason(ReasonKind.ANSWERED, f"{step.value} accepted"), self._at_step + 1)
            return self._taken()
        self._at_step = -1
        self._refusals = 0
        self._ready_since = now
        self._was_ready = True
        self.session += 1
        self.last_reason = self.last_error = None
        self._do(Action.Kind.STOP_TIMER)
        self._enter(State.READY, Reason(ReasonKind.ANSWERED, f"{step.value} accepted"))
        self.attempt = 0
        self._do(Action.Kind.READY)
        return self._taken()

    def timer(self) -> list[Action]:
        """The timer ran out: time to log in (again), or a step was not answered."""
        if not self._active or not self.connected:
            return []
        if self._at_step >= 0:
            step = self.steps[self._at_step]
            self._retry(
                RequestTimeoutError(f"{step.value} was not answered within {self.answer_timeout:g} s")
            )
        elif self.state in (State.CONNECTING, State.RECONNECTING):
            self._begin(Reason(ReasonKind.CONNECTED, "front connected"), self._next_step)
        return self._taken()

    def report(self, reason: Reason) -> list[Action]:
        """An event that is no change of state."""
        self._event(self.state, reason)
        return self._taken()

    def fail(self, error: ActpError) -> list[Action]:
        """Give up for good."""
        if not self._active:
            return []
        self.last_error = error
        self._at_step = -1
        self._do(Action.Kind.STOP_TIMER)
        self._do(Action.Kind.FAIL, error=error)
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

    @property
    def current_step(self) -> Step | None:
        """The step whose answer is awaited."""
        return self.steps[self._at_step] if self._at_step >= 0 else None

    # -- inside -----------------------------------------------------------------------------------

    @property
    def _active(self) -> bool:
        return self.state not in (State.DISCONNECTED, State.CLOSING, State.CLOSED)

    @property
    def _waiting_state(self) -> State:
        return State.RECONNECTING if self._was_ready else State.CONNECTING

    def _begin(self, reason: Reason, index: int) -> None:
        step = self.steps[index]
        self._at_step = index
        self._enter(_STEP_STATE[step], reason)
        # Before SEND: the answer can only come later, but a failed send sets a timer of its own.
        self._do(Action.Kind.TIMER, delay=self.answer_timeout)
        self._do(Action.Kind.SEND, step=step)

    def _retry(self, error: ActpError) -> None:
        """A step failed in a way that may pass: wait, then begin again.

        A second login after a successful one is never answered, so what comes after it is asked alone.
        """
        if self.steps[self._at_step] is Step.CONFIRM_SETTLEMENT:
            self._next_step = self._at_step
        self._at_step = -1
        self._refusals += 1
        self.last_error = error
        self.last_reason = reason = Reason(ReasonKind.REFUSED, str(error), error.code)
        self._enter(self._waiting_state, reason)
        self._do(Action.Kind.TIMER, delay=self.backoff.delay(self._refusals, self._rng))

    def _leave(self, state: State, reason: Reason) -> list[Action]:
        self.connected = False
        self._at_step = -1
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
    ) -> None:
        self._actions.append(Action(kind, event, step, delay, reason, error))

    def _taken(self) -> list[Action]:
        actions, self._actions = self._actions, []
        return actions
