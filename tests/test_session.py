"""The state machine alone: inputs in, actions out, no loop."""

from __future__ import annotations

import pytest

from actp.connection.session import (
    AT_ONCE,
    TRANSITIONS,
    Action,
    Backoff,
    Reason,
    ReasonKind,
    Session,
    State,
    Step,
)
from actp.errors import LoginError, RequestTimeoutError, ResponseError

K = Action.Kind


def kinds(actions: list[Action]) -> list[K]:
    return [action.kind for action in actions]


def sent(actions: list[Action]) -> int:
    """The number of the request that the actions send."""
    (request,) = [action.request for action in actions if action.kind is K.SEND]
    return request


def make(steps: tuple[Step, ...] = (Step.LOGIN,), **options: object) -> Session:
    return Session(steps, Backoff(initial=1.0, jitter=0.0), rng=lambda: 0.0, **options)  # type: ignore[arg-type]


def log_in(session: Session, now: float) -> None:
    """Connect, and have every step answered."""
    actions = session.front_connected(now)
    if K.SEND not in kinds(actions):
        actions = session.timer(now)
    while session.state is not State.READY:
        actions = session.answered(sent(actions), None, now)


def ready(steps: tuple[Step, ...] = (Step.LOGIN,)) -> Session:
    session = make(steps)
    session.start()
    log_in(session, 0.0)
    assert session.state is State.READY
    return session


def test_the_way_to_ready_and_its_events() -> None:
    session = make((Step.AUTHENTICATE, Step.LOGIN, Step.CONFIRM_SETTLEMENT))
    events = [a.event for a in session.start() if a.event]
    actions = session.front_connected(0.0)
    assert kinds(actions) == [K.EMIT, K.TIMER, K.SEND]
    assert actions[-1].step is Step.AUTHENTICATE
    events += [a.event for a in actions if a.event]
    for _ in session.steps:
        actions = session.answered(sent(actions), None, 0.0)
        events += [a.event for a in actions if a.event]
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


def pause(session: Session, now: float) -> float:
    """How long the client waits before it logs in on a connection that is made now."""
    actions = session.front_connected(now)
    if K.SEND in kinds(actions):
        return 0.0
    (delay,) = [a.delay for a in actions if a.kind is K.TIMER]
    assert kinds(session.timer(now + delay))[-1] is K.SEND
    return delay


def test_lost_connections_are_no_failures() -> None:
    """Six cuts within a second, each after an accepted login: none keeps the client from the next one."""
    session = ready()
    for number in range(6):
        session.front_disconnected(0x1001, number / 10)
        assert pause(session, number / 10) == 0.0
        session.answered(session._current, None, number / 10)
        assert session.state is State.READY


@pytest.mark.parametrize("answered", [True, False])
def test_a_front_that_cuts_every_session_is_not_stormed_with_logins(answered: bool) -> None:
    """An old library connects again 760 times a second; ten logins at once, then one a second."""
    session, logins = ready(), 0
    for number in range(7600):
        now = number / 760
        session.front_disconnected(0x1001, now)
        actions = session.front_connected(now)
        if K.SEND in kinds(actions):
            logins += 1
            if answered:
                session.answered(sent(actions), None, now)
    assert logins <= AT_ONCE + 10
    # Also when it waits for the pause's end on a connection that stays.
    session.front_disconnected(0x1001, 10.0)
    assert pause(session, 10.0) <= session.backoff.initial


def test_a_session_that_was_stable_starts_anew() -> None:
    session = ready()
    for _ in range(30):
        session.front_disconnected(0x1001, 0.0)
        pause(session, 0.0)
    session.front_disconnected(0x1001, 0.0)
    log_in(session, 10.0)
    session.front_disconnected(0x1001, 10.0 + session.backoff.stable)
    for _ in range(AT_ONCE):
        assert pause(session, 20.0) == 0.0
        session.front_disconnected(0x1001, 20.0)


def test_refused_logins_are_followed_by_growing_pauses_until_one_is_accepted() -> None:
    session, now, pauses = make(), 0.0, []
    session.start()
    actions = session.front_connected(now)
    for _ in range(5):
        actions = session.answered(sent(actions), LoginError("ReqUserLogin", 8), now)
        (delay,) = [a.delay for a in actions if a.kind is K.TIMER]
        pauses.append(delay)
        now += delay
        actions = session.timer(now)
    assert pauses == [1.0, 2.0, 4.0, 8.0, 16.0]
    session.answered(sent(actions), None, now)
    session.front_disconnected(0x1001, now)
    assert pause(session, now) == 0.0


def test_a_lost_connection_does_not_shorten_a_refusal_s_pause_nor_lengthen_it() -> None:
    session = make()
    session.start()
    session.answered(sent(session.front_connected(0.0)), LoginError("ReqUserLogin", 8), 0.0)
    session.front_disconnected(0x1001, 0.25)
    assert pause(session, 0.25) == 0.75
    session.answered(session._current, LoginError("ReqUserLogin", 8), 1.0)
    session.front_disconnected(0x1001, 1.5)
    assert pause(session, 9.0) == 0.0


def test_a_final_refusal_is_never_retried() -> None:
    session = make()
    session.start()
    actions = session.answered(sent(session.front_connected(0.0)), LoginError("ReqUserLogin", 3), 0.0)
    assert kinds(actions) == [K.STOP_TIMER, K.FAIL]
    assert K.SEND not in kinds(session.timer(0.0))


@pytest.mark.parametrize("code", [8, 7, 60, 90])
def test_a_transient_refusal_is_retried_after_a_delay(code: int) -> None:
    session = make()
    session.start()
    actions = session.answered(sent(session.front_connected(0.0)), LoginError("ReqUserLogin", code), 0.0)
    assert kinds(actions) == [K.EMIT, K.TIMER]
    assert actions[0].event is not None
    assert actions[0].event.reason.kind is ReasonKind.REFUSED
    assert actions[1].delay == 1.0
    assert session.state is State.CONNECTING
    assert kinds(session.timer(0.0)) == [K.EMIT, K.TIMER, K.SEND]


def test_an_unanswered_step_is_a_transient_failure() -> None:
    session = make()
    session.start()
    session.front_connected(0.0)
    actions = session.timer(0.0)
    assert kinds(actions) == [K.EMIT, K.TIMER]
    assert isinstance(session.last_error, RequestTimeoutError)


def test_a_late_answer_of_a_lost_session_is_ignored() -> None:
    session = make()
    session.start()
    request = sent(session.front_connected(0.0))
    session.front_disconnected(0x1001, 0.0)
    assert session.answered(request, None, 0.0) == []
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
    assert session.timer(0.0) == []
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


def test_backoff_grows_to_its_maximum_and_jitter_only_shortens() -> None:
    backoff = Backoff(initial=1.0, factor=2.0, maximum=10.0, jitter=0.5)
    assert backoff.delay(0) == 0.0
    assert [backoff.delay(n, lambda: 0.0) for n in (1, 2, 3, 4, 5, 10_000)] == [1, 2, 4, 8, 10, 10]
    assert backoff.delay(3, lambda: 1.0) == 2.0


def test_a_login_that_stands_is_not_done_again() -> None:
    """CTP never answers a second login: what failed after it is asked alone, until the connection is new."""
    session = make((Step.LOGIN, Step.CONFIRM_SETTLEMENT))
    session.start()
    actions = session.answered(sent(session.front_connected(0.0)), None, 0.0)
    for _ in range(2):
        session.answered(sent(actions), ResponseError("ReqSettlementInfoConfirm", 90), 0.0)
        assert session.state is State.CONNECTING
        actions = session.timer(0.0)
        assert actions[-1].step is Step.CONFIRM_SETTLEMENT
    session.front_disconnected(0x1001, 0.0)
    session.front_connected(0.0)
    actions = session.timer(0.0)
    assert actions[-1].step is Step.LOGIN
    session.answered(sent(actions), ResponseError("ReqUserLogin", 8), 0.0)
    assert session.timer(0.0)[-1].step is Step.LOGIN


ALL = (Step.AUTHENTICATE, Step.LOGIN, Step.CONFIRM_SETTLEMENT)


def at(step: Step) -> tuple[Session, int]:
    """A session that has sent the request of a step, and the request's number."""
    session = make(ALL)
    session.start()
    actions = session.front_connected(0.0)
    while (action := actions[-1]).step is not step:
        actions = session.answered(action.request, None, 0.0)
    return session, action.request


@pytest.mark.parametrize("retried", [False, True], ids=["waiting", "asked again"])
@pytest.mark.parametrize("step", ALL)
def test_a_late_success_is_taken(step: Step, retried: bool) -> None:
    """The connection lives: while the client waits to ask again, and when it has asked again."""
    session, request = at(step)
    session.timer(10.0)
    assert session.state is State.CONNECTING
    again = session.timer(11.0)[-1].request if retried else 0
    actions = session.answered(request, None, 12.0)
    while session.state is not State.READY:
        assert actions[-1].step is not step
        assert actions[-1].request != again
        actions = session.answered(sent(actions), None, 12.0)
    assert K.STOP_TIMER in kinds(actions)
    # The second answer, if CTP gives one, is of no interest: error 5, or nothing.
    assert session.answered(again, LoginError("ReqUserLogin", 5), 13.0) == []
    assert session.timer(20.0) == []
    assert session.state is State.READY


@pytest.mark.parametrize("step", ALL)
def test_a_late_final_refusal_ends_the_session(step: Step) -> None:
    for retried in (False, True):
        session, request = at(step)
        session.timer(10.0)
        if retried:
            session.timer(11.0)
        error = LoginError("ReqUserLogin", 3)
        assert kinds(session.answered(request, error, 12.0)) == [K.STOP_TIMER, K.FAIL]
        assert session.failure is error


def test_a_late_passing_refusal_does_not_begin_a_second_wait() -> None:
    session, request = at(Step.LOGIN)
    session.timer(10.0)
    assert session.answered(request, LoginError("ReqUserLogin", 8), 10.5) == []
    actions = session.timer(11.0)
    assert K.SEND in kinds(actions)


def test_an_answer_of_an_earlier_connection_is_not_taken() -> None:
    for error in (None, LoginError("ReqUserLogin", 3)):
        session, request = at(Step.LOGIN)
        session.timer(10.0)
        session.front_disconnected(0x1001, 10.1)
        session.front_connected(12.0)
        assert session.answered(request, error, 12.0) == []
        assert session.failure is None


def test_requests_of_a_waiting_session_are_failed_when_its_connection_is_lost() -> None:
    session, _ = at(Step.LOGIN)
    session.timer(10.0)
    assert kinds(session.front_disconnected(0x1001, 10.1)) == [K.STOP_TIMER, K.LOST]
    assert kinds(session.front_disconnected(0x1001, 10.1)) == [K.STOP_TIMER]


def test_a_login_whose_answer_was_lost_is_helped_by_a_log_out() -> None:
    """Accepted, but the answer never came: no further login is answered on this connection."""
    session, _ = at(Step.LOGIN)
    assert K.LOG_OUT not in kinds(session.timer(10.0))
    actions = session.timer(11.0)
    assert actions[-1].step is Step.AUTHENTICATE
    session.answered(sent(actions), None, 11.0)
    assert kinds(session.timer(21.0))[-1] is K.LOG_OUT
    session.front_disconnected(0x1001, 21.0)
    log_in(session, 23.0)


def test_nothing_is_sent_after_a_failure() -> None:
    """Refusal, disconnect and reconnect may come in one go, before the client has released anything."""
    for step in ALL:
        session, request = at(step)
        session.answered(request, LoginError("ReqUserLogin", 3), 0.0)
        state = session.state
        for _ in range(3):
            assert session.front_disconnected(0x1001, 0.0) == []
            assert session.front_connected(0.0) == []
            assert session.timer(60.0) == []
            assert session.answered(request, None, 0.0) == []
            assert session.resume(0.0) == []
            assert session.handshake_refused(4040, "") == []
            assert session.fail(LoginError("ReqUserLogin", 3)) == []
        assert session.state is state
        session.stop(Reason(ReasonKind.ERROR, "test"))
        session.start()
        assert K.SEND in kinds(session.front_connected(0.0))


def test_nothing_is_sent_while_the_object_is_being_released() -> None:
    """connect() gave up; its Release may take a while, in which a timer or a callback could still come."""
    for step in ALL:
        session, request = at(step)
        assert kinds(session.discard()) == [K.STOP_TIMER]
        assert session.timer(10.0) == session.timer(20.0) == []
        assert session.answered(request, None, 20.0) == []
        assert session.front_disconnected(0x1001, 20.0) == session.front_connected(21.0) == []
        session.stop(Reason(ReasonKind.ERROR, "test"))
        session.start()
        assert K.SEND in kinds(session.front_connected(0.0))


def test_what_comes_before_a_step_is_waited_for_and_not_repeated() -> None:
    session, request = at(Step.LOGIN)
    session.hold(request, "ReqUserPasswordUpdate")
    assert session.state is State.LOGGING_IN
    assert session.resume(1.0)[-1].step is Step.LOGIN
    session, request = at(Step.LOGIN)
    session.hold(request, "ReqUserPasswordUpdate")
    session.front_disconnected(0x1001, 1.0)
    assert session.resume(1.0) == []
    assert K.SEND in kinds(session.front_connected(1.0))
    session, request = at(Step.LOGIN)
    session.hold(request, "ReqUserPasswordUpdate")
    actions = session.timer(11.0)
    assert kinds(actions) == [K.STOP_TIMER, K.FAIL]
    assert "ReqUserPasswordUpdate" in str(session.failure)
