"""The state machine alone: inputs in, actions out, no loop."""

from __future__ import annotations

import random

import pytest

from actp.errors import LoginError, RequestTimeoutError, ResponseError
from actp.session import TRANSITIONS, Action, Backoff, Reason, ReasonKind, Session, State, Step

K = Action.Kind


def kinds(actions: list[Action]) -> list[K]:
    return [action.kind for action in actions]


def make(steps: tuple[Step, ...] = (Step.LOGIN,), **options: object) -> Session:
    return Session(steps, Backoff(initial=1.0, jitter=0.0), rng=lambda: 0.0, **options)  # type: ignore[arg-type]


def ready(steps: tuple[Step, ...] = (Step.LOGIN,)) -> Session:
    session = make(steps)
    session.start()
    session.front_connected(0.0)
    for step in steps:
        session.answered(step, None, 0.0)
    assert session.state is State.READY
    return session


def test_the_way_to_ready_and_its_events() -> None:
    session = make((Step.AUTHENTICATE, Step.LOGIN, Step.CONFIRM_SETTLEMENT))
    events = [a.event for a in session.start() if a.event]
    actions = session.front_connected(0.0)
    assert kinds(actions) == [K.EMIT, K.TIMER, K.SEND]
    assert actions[-1].step is Step.AUTHENTICATE
    events += [a.event for a in actions if a.event]
    for step in session.steps:
        events += [a.event for a in session.answered(step, None, 0.0) if a.event]
    assert [e.state for e in events] == [
        State.CONNECTING,
        State.AUTHENTICATING,
        State.LOGGING_IN,
        State.CONFIRMING_SETTLEMENT,
        State.READY,
    ]
    assert [e.previous for e in events[1:]] == [e.state for e in events[:-1]]
    assert events[-1].session == 1
    assert events[-1].attempt == 1
    assert events[0].at.utcoffset() is not None


def test_a_loss_is_one_event_however_often_it_is_reported() -> None:
    session = ready()
    first = session.front_disconnected(0x1001, 100.0)
    assert kinds(first) == [K.STOP_TIMER, K.EMIT, K.LOST]
    assert first[1].event is not None
    assert first[1].event.state is State.RECONNECTING
    assert first[1].event.reason.code == 0x1001
    for _ in range(1000):
        assert K.EMIT not in kinds(session.front_disconnected(0x1001, 100.0))


def test_a_first_loss_is_met_at_once_and_repeated_ones_with_growing_delays() -> None:
    session = ready()
    delays = []
    for _ in range(6):
        session.front_disconnected(0x1001, 0.0)
        actions = session.front_connected(0.0)
        delays.append(
            next((a.delay for a in actions if a.kind is K.TIMER and K.SEND not in kinds(actions)), 0.0)
        )
        if K.SEND not in kinds(actions):
            assert kinds(session.timer())[-1] is K.SEND
    assert delays == [0.0, 1.0, 2.0, 4.0, 8.0, 16.0]


def test_a_session_that_was_stable_starts_anew() -> None:
    session = ready()
    for _ in range(5):
        session.front_disconnected(0x1001, 0.0)
    session.front_connected(0.0)
    session.timer()
    session.answered(Step.LOGIN, None, 10.0)
    session.front_disconnected(0x1001, 10.0 + session.backoff.stable)
    assert K.SEND in kinds(session.front_connected(20.0))


def test_a_final_refusal_is_never_retried() -> None:
    session = make()
    session.start()
    session.front_connected(0.0)
    actions = session.answered(Step.LOGIN, LoginError("ReqUserLogin", 3), 0.0)
    assert kinds(actions) == [K.STOP_TIMER, K.FAIL]
    assert K.SEND not in kinds(session.timer())


@pytest.mark.parametrize("code", [8, 7, 60, 90])
def test_a_transient_refusal_is_retried_after_a_delay(code: int) -> None:
    session = make()
    session.start()
    session.front_connected(0.0)
    actions = session.answered(Step.LOGIN, LoginError("ReqUserLogin", code), 0.0)
    assert kinds(actions) == [K.EMIT, K.TIMER]
    assert actions[0].event is not None
    assert actions[0].event.reason.kind is ReasonKind.REFUSED
    assert actions[1].delay == 1.0
    assert session.state is State.CONNECTING
    assert kinds(session.timer()) == [K.EMIT, K.TIMER, K.SEND]


def test_an_unanswered_step_is_a_transient_failure() -> None:
    session = make()
    session.start()
    session.front_connected(0.0)
    actions = session.timer()
    assert kinds(actions) == [K.EMIT, K.TIMER]
    assert isinstance(session.last_error, RequestTimeoutError)


def test_a_late_answer_of_a_lost_session_is_ignored() -> None:
    session = make()
    session.start()
    session.front_connected(0.0)
    session.front_disconnected(0x1001, 0.0)
    assert session.answered(Step.LOGIN, None, 0.0) == []
    assert session.state is State.CONNECTING


def test_disconnect_without_a_connect_before_is_no_change() -> None:
    session = make()
    session.start()
    assert kinds(session.front_disconnected(0x2003, 0.0)) == [K.STOP_TIMER]
    assert session.last_reason is not None
    assert session.last_reason.code == 0x2003


def test_nothing_happens_after_the_end() -> None:
    session = ready()
    reason = Reason(ReasonKind.USER, "test")
    assert [a.event.state for a in session.closing(reason) if a.event] == [State.CLOSING]
    assert session.front_connected(0.0) == []
    assert session.front_disconnected(0x1001, 0.0) == []
    assert session.heartbeat_warning(60) == []
    assert session.timer() == []
    assert session.fail(ResponseError("x", 3)) == []
    assert [a.event.state for a in session.closed(reason) if a.event] == [State.CLOSED]


def test_the_handshake_refused() -> None:
    session = make()
    session.start()
    (_, fail) = session.handshake_refused(4040, "CTP:x")
    assert fail.kind is K.FAIL
    assert fail.error is not None
    assert fail.error.code == 4040
    assert "production_mode" in str(fail.error)


def test_unknown_disconnect_reasons_are_passed_on() -> None:
    session = ready()
    actions = session.front_disconnected(0x7777, 0.0)
    assert actions[-1].reason is not None
    assert actions[-1].reason.code == 0x7777
    assert str(actions[-1].reason).startswith("0x7777")


def test_a_heartbeat_warning_is_an_event_without_a_change() -> None:
    session = ready()
    (action,) = session.heartbeat_warning(61)
    assert action.event is not None
    assert action.event.state is action.event.previous is State.READY
    assert action.event.reason.code == 61


def test_every_state_can_be_left_but_closed() -> None:
    assert set(TRANSITIONS) == set(State)
    assert not TRANSITIONS[State.CLOSED]
    assert all(TRANSITIONS[state] for state in State if state is not State.CLOSED)
    reachable = {State.DISCONNECTED}
    while True:
        more = set().union(*(TRANSITIONS[state] for state in reachable)) - reachable
        if not more:
            break
        reachable |= more
    assert reachable == set(State)


def test_random_inputs_never_leave_the_table() -> None:
    """Any order of callbacks, answers and timers: the table is kept, and the actions fit the state."""
    rng = random.Random(7)
    steps = (Step.AUTHENTICATE, Step.LOGIN, Step.CONFIRM_SETTLEMENT)
    for _ in range(300):
        session = make(steps)
        session.start()
        now = 0.0
        for _ in range(60):
            now += rng.random() * 3
            before = session.state
            actions = rng.choice(
                [
                    lambda: session.front_connected(now),
                    lambda: session.front_disconnected(rng.choice([0x1001, 0x2001]), now),
                    lambda: session.answered(rng.choice(steps), None, now),
                    lambda: session.answered(rng.choice(steps), LoginError("x", 8), now),
                    session.timer,
                    lambda: session.heartbeat_warning(60),
                ]
            )()
            for action in actions:
                if action.event is not None and action.event.state is not action.event.previous:
                    assert action.event.state in TRANSITIONS[action.event.previous]
            if session.state is State.READY:
                assert session.connected
            if before is State.READY and session.state is not State.READY:
                assert K.LOST in kinds(actions)


def test_backoff_grows_to_its_maximum_and_jitter_only_shortens() -> None:
    backoff = Backoff(initial=1.0, factor=2.0, maximum=10.0, jitter=0.5)
    assert backoff.delay(0) == 0.0
    assert [backoff.delay(n, lambda: 0.0) for n in (1, 2, 3, 4, 5, 10_000)] == [1, 2, 4, 8, 10, 10]
    assert backoff.delay(3, lambda: 1.0) == 2.0


def test_a_login_that_stands_is_not_done_again() -> None:
    """CTP never answers a second login: what failed after it is asked alone, until the connection is new."""
    session = make((Step.LOGIN, Step.CONFIRM_SETTLEMENT))
    session.start()
    session.front_connected(0.0)
    session.answered(Step.LOGIN, None, 0.0)
    for _ in range(2):
        session.answered(Step.CONFIRM_SETTLEMENT, ResponseError("ReqSettlementInfoConfirm", 90), 0.0)
        assert session.state is State.CONNECTING
        assert session.timer()[-1].step is Step.CONFIRM_SETTLEMENT
    session.front_disconnected(0x1001, 0.0)
    session.front_connected(0.0)
    assert session.timer()[-1].step is Step.LOGIN
    session.answered(Step.LOGIN, ResponseError("ReqUserLogin", 8), 0.0)
    assert session.timer()[-1].step is Step.LOGIN
