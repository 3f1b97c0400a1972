"""The state machine under any order of inputs: what a front can count on, and what a client can."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    precondition,
    rule,
)

from actp.connection.session import TRANSITIONS, Action, Backoff, Reason, ReasonKind, Session, State
from actp.errors import LoginError
from actp.requests.login_steps import Step

K = Action.Kind
STEPS = (Step.AUTHENTICATE, Step.LOGIN, Step.CONFIRM_SETTLEMENT)
TIMEOUT = 10.0
REASON = Reason(ReasonKind.USER, "test")


class SessionMachine(RuleBasedStateMachine):
    """A client that does what the session says, and a front that answers when and as it likes."""

    requests: Bundle[tuple[int, int, Step]] = Bundle("requests")  # connection, number, step

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(STEPS, Backoff(initial=1.0, jitter=0.0), TIMEOUT)
        self.now = 0.0
        self.due: float | None = None  # of the one timer
        self.connection = 0  # counts those that were made; 0: none
        self.up = False  # CTP's view of the connection
        self.awaited: tuple[int, float] | None = None  # the request in flight, and when it is given up
        self.accepted: dict[Step, int] = {}  # on this connection, by the front
        self.over = True  # before connect(), after fail() and after close()
        self.failures = 0

    # -- the client ---------------------------------------------------------------------------------

    def perform(self, actions: list[Action]) -> list[tuple[int, int, Step]]:
        """Carry the actions out; what was sent."""
        sent = []
        for action in actions:
            match action.kind:
                case K.EMIT:
                    assert action.event is not None
                    if action.event.state is not action.event.previous:
                        assert action.event.state in TRANSITIONS[action.event.previous]
                case K.TIMER:
                    assert not self.over
                    assert action.delay >= 0
                    self.due = self.now + action.delay
                case K.STOP_TIMER:
                    self.due = None
                case K.SEND:
                    assert action.step is not None
                    assert not self.over, "sent after the end"
                    assert self.up, "sent without a connection"
                    assert self.awaited is None, "a second request while one is in flight"
                    assert action.request not in [number for _, number, _ in sent]
                    self.awaited = (action.request, self.now + TIMEOUT)
                    sent.append((self.connection, action.request, action.step))
                case K.FAIL:
                    assert not self.over
                    self.over = True
                    self.failures += 1
                case K.LOST:
                    self.awaited = None
                case K.LOG_OUT:
                    assert self.up
                    assert not self.over
                case K.READY:
                    assert self.up
                    self.awaited = None
        return sent

    @precondition(lambda self: self.session.state is State.DISCONNECTED)
    @rule()
    def connect(self) -> None:
        self.over = False
        self.up = False
        self.awaited = None
        self.perform(self.session.start())

    @precondition(lambda self: self.session.state not in (State.DISCONNECTED, State.CLOSING, State.CLOSED))
    @rule()
    def give_up(self) -> None:
        self.over = True
        self.awaited = None
        self.perform(self.session.stop(REASON))
        assert self.due is None

    @rule()
    def discard(self) -> None:
        self.over = True
        self.awaited = None
        self.perform(self.session.discard())

    @precondition(lambda self: self.session.state is not State.CLOSED)
    @rule(chance=st.integers(0, 20))
    def close(self, chance: int) -> None:
        if chance:
            return
        self.over = True
        self.awaited = None
        self.perform(self.session.closing(REASON))
        self.perform(self.session.closed(REASON))

    @precondition(lambda self: self.due is not None)
    @rule(target=requests)
    def timer(self) -> object:
        assert self.due is not None
        self.now, self.due = max(self.now, self.due), None
        if self.awaited is not None and self.awaited[1] <= self.now:
            self.awaited = None
        return multiple(*self.perform(self.session.timer(self.now)))

    @rule(seconds=st.sampled_from([0.01, 0.3, 2.0]))
    def time_passes(self, seconds: float) -> None:
        if self.due is None or self.now + seconds < self.due:
            self.now += seconds

    # -- the front ----------------------------------------------------------------------------------

    @rule(target=requests)
    def connected(self) -> object:
        if not self.up:
            self.up = True
            self.connection += 1
            self.accepted.clear()
        return multiple(*self.perform(self.session.front_connected(self.now)))

    @rule()
    def disconnected(self) -> None:
        self.up = False
        self.awaited = None
        self.perform(self.session.front_disconnected(0x1001, self.now))
        assert self.session.state is not State.READY

    @rule(target=requests, request=consumes(requests), code=st.sampled_from([0, 0, 0, 0, 5, 8, 3, 75]))
    def answered(self, request: tuple[int, int, Step], code: int) -> object:
        """Of any request ever sent, on a connection long gone, too, and however late."""
        connection, number, step = request
        error = LoginError(step.value, code) if code else None
        wanted = self.session.awaits(number)
        before = self.session.state
        if self.awaited is not None and self.awaited[0] == number:
            self.awaited = None
        elif wanted and code == 0:
            self.awaited = None  # what was asked again meanwhile is of no interest any more
        actions = self.session.answered(number, error, self.now)
        current = self.up and connection == self.connection and not self.over
        if not current:
            assert actions == [], "an answer of another connection, or after the end"
        elif wanted and code == 0:
            assert self.session.state is not before or step is not STEPS[-1]
            if step is STEPS[-1]:
                assert self.session.state is State.READY
        return multiple(*self.perform(actions))

    @rule(target=requests, request=consumes(requests), resumed=st.booleans())
    def held(self, request: tuple[int, int, Step], resumed: bool) -> object:
        if request[2] is not Step.LOGIN:
            return multiple(request)
        if self.session.awaits(request[1]):
            self.awaited = None
        self.perform(self.session.hold(request[1], "ReqUserPasswordUpdate"))
        return multiple(*self.perform(self.session.resume(self.now) if resumed else []))

    @rule()
    def handshake_refused(self) -> None:
        if not self.up:
            self.perform(self.session.handshake_refused(4040, "no"))

    @rule()
    def warned(self) -> None:
        assert all(action.kind is K.EMIT for action in self.session.heartbeat_warning(61))

    # -- always -------------------------------------------------------------------------------------

    @invariant()
    def ready_only_on_a_living_connection(self) -> None:
        if self.session.state is State.READY and not self.over:
            assert self.up
            assert self.awaited is None

    @invariant()
    def never_stuck(self) -> None:
        """Connected, and neither READY nor at an end: a timer runs, so that something follows."""
        working = self.session.state not in (State.DISCONNECTED, State.CLOSING, State.CLOSED, State.READY)
        if working and self.session.connected and not self.over:
            assert self.due is not None

    @invariant()
    def nothing_runs_at_rest(self) -> None:
        if self.over:
            assert self.due is None


SessionMachine.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestSessionMachine = SessionMachine.TestCase
