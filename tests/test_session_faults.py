"""Sessions that go wrong: late and lost answers, final refusals, cuts."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import anyio
import pytest

import actp
from actp import Backoff, MdClient, State, TraderClient
from actp.connection.lifecycle_lock import lifecycle
from actp.ctp.kinds import Kind
from actp.sim import Account, Front, Times
from scripted import Connection, ScriptedFront

pytestmark = pytest.mark.anyio

LONG = 20.0
"""Seconds that are longer than any of these tests may take."""


def client(kind: Kind, address: str, **options: Any) -> MdClient | TraderClient:
    if kind == "md":
        return MdClient(address, broker_id="9999", user_id="u", password="p", **options)
    given = {"app_id": "app", "auth_code": "code", "follow_positions": False}
    return TraderClient(address, broker_id="9999", user_id="u", password="p", **(given | options))


def address(front: Front, kind: Kind) -> str:
    return front.md_address if kind == "md" else front.trader_address


def front_of(**options: Any) -> Front:
    accounts = [Account("u", "p", app_id="app", auth_code="code")]
    return Front(**{"seed": 2, "times": Times(refused=0.02, lost=0.0), "accounts": accounts, **options})


both = pytest.mark.parametrize("kind", ["md", "trader"])


# -- late answers -----------------------------------------------------------------------------------


@both
async def test_a_late_answer_is_taken_while_the_client_waits_to_ask_again(kind: Kind) -> None:
    """Every step is answered after its time is over; the pause before the next attempt would be an hour."""
    async with front_of() as front:
        slow = Backoff(initial=3600, maximum=3600)
        options: dict[str, Any] = {"request_timeout": 0.1, "backoff": slow, "connect_timeout": LONG}
        with anyio.fail_after(LONG):
            with front.delay(0.4):
                async with client(kind, address(front, kind), **options) as connected:
                    assert connected.state is State.READY
                    await front.disconnect()
                    await connected.wait_for(State.RECONNECTING)
                    await connected.wait_for(State.READY)
        assert front.statistics().logins == 2


@both
async def test_a_late_answer_is_taken_when_the_request_was_sent_again(kind: Kind) -> None:
    async with front_of() as front:
        quick = Backoff(initial=0.05, maximum=0.05)
        options: dict[str, Any] = {"request_timeout": 0.2, "backoff": quick, "connect_timeout": LONG}
        rule = front.rule("ReqUserLogin", delay=0.4, times=1)
        with anyio.fail_after(LONG), rule:
            async with client(kind, address(front, kind), **options) as connected:
                assert connected.state is State.READY
                await anyio.sleep(0.5)  # the answers to the rest come
                assert connected.state is State.READY
                assert connected._session.session == 1


async def test_a_login_whose_answer_is_lost_is_made_good_by_a_new_connection() -> None:
    """CTP answers no second login: the connection cannot be used, and the front is asked to end it."""
    async with front_of() as front:
        options: dict[str, Any] = {"request_timeout": 0.2, "backoff": Backoff(initial=0.05, maximum=0.05)}
        with anyio.fail_after(LONG), front.rule("ReqUserLogin", drop_answer=True, times=1) as rule:
            async with client("trader", front.trader_address, **options) as connected:
                assert connected.state is State.READY
                assert rule.hits == 1


# -- final refusals ---------------------------------------------------------------------------------

STEPS = [
    pytest.param("md", "ReqUserLogin", 3, id="md login"),
    pytest.param("trader", "ReqAuthenticate", 63, id="authentication"),
    pytest.param("trader", "ReqUserLogin", 3, id="login"),
    pytest.param("trader", "ReqSettlementInfoConfirm", 10, id="settlement"),
    pytest.param("md", "handshake", 0, id="md handshake"),
    pytest.param("trader", "handshake", 0, id="handshake"),
]


class Refusing:
    """Refuses one step and closes; lets the client's library connect again before the loop may go on."""

    def __init__(self, step: str, error: int, first_good: bool) -> None:
        self.step, self.error = step, error
        self.bad = 2 if first_good else 1
        self.asked, self.go_on, self.back = threading.Event(), threading.Event(), threading.Event()
        self.cut = threading.Event()

    def __call__(self, connection: Connection) -> None:
        if connection.number < self.bad:
            connection.session.welcome()
            while (request := connection.request())[0] != list(STEPS_IN_ORDER[connection._front.kind])[-1]:
                connection.answer(*request)
            connection.answer(*request)
            assert self.cut.wait(LONG)
        elif connection.number == self.bad and self.step == "handshake":
            self.asked.set()
            assert self.go_on.wait(LONG)
            connection.session.refuse(b"\xc8\x0f\0\0" + bytes(84))
        elif connection.number == self.bad:
            connection.session.welcome()
            while (request := connection.request())[0] != self.step:
                connection.answer(*request)
            self.asked.set()
            assert self.go_on.wait(LONG)
            connection.answer(*request, error=self.error)
        else:
            connection.welcome()
            self.back.set()
            connection.serve(**{self.step: self.error})


STEPS_IN_ORDER = {
    "md": ["ReqUserLogin"],
    "trader": ["ReqAuthenticate", "ReqUserLogin", "ReqSettlementInfoConfirm"],
}


@pytest.mark.parametrize("first_good", [False, True], ids=["connecting", "after READY"])
@pytest.mark.parametrize(("kind", "step", "error"), STEPS)
async def test_nothing_is_sent_after_a_final_refusal(
    kind: Kind, step: str, error: int, first_good: bool
) -> None:
    """The loop is blocked: the refusal, the disconnect behind it and the next connection come in one go."""
    script = Refusing(step, error, first_good)
    with ScriptedFront(kind, script) as front:
        connected = client(kind, front.address, connect_timeout=LONG)
        refused = (actp.ResponseError, actp.errors.HandshakeError)

        async def life() -> None:
            with pytest.raises(refused):
                await connected.connect()
                script.cut.set()
                await connected.run_forever()

        with anyio.fail_after(LONG):
            async with anyio.create_task_group() as group:
                group.start_soon(life)
                await asyncio.get_running_loop().run_in_executor(None, script.asked.wait, LONG)
                script.go_on.set()
                assert script.back.wait(LONG)  # on the loop's own thread
        assert connected.state is (State.CLOSED if first_good else State.DISCONNECTED)
        await connected.close()
    assert [name for number, name in front.requests if number > script.bad] == []
    assert front.count(step) == (0 if step == "handshake" else 2 if first_good else 1)


@both
async def test_a_failure_between_ready_and_the_end_of_connect(kind: Kind) -> None:
    """READY, cut, and refused at the next login, all in one go: connect() raises the refusal."""
    asked, go_on, back = threading.Event(), threading.Event(), threading.Event()
    last = STEPS_IN_ORDER[kind][-1]

    def script(connection: Connection) -> None:
        connection.session.welcome()
        while (request := connection.request())[0] != last:
            connection.answer(*request)
        if connection.number == 1:
            asked.set()
            assert go_on.wait(LONG)
        connection.answer(*request, error=0 if connection.number == 1 else 3)
        if connection.number == 1:
            back.set()

    with ScriptedFront(kind, script) as front:
        connected = client(kind, front.address, connect_timeout=LONG)
        connected._session.backoff = Backoff(stable=0)

        async def connect() -> None:
            with pytest.raises(actp.ResponseError):
                await connected.connect()
                await connected.run_forever()

        with anyio.fail_after(LONG):
            async with anyio.create_task_group() as group:
                group.start_soon(connect)
                await asyncio.get_running_loop().run_in_executor(None, asked.wait, LONG)
                go_on.set()
                assert back.wait(LONG)
        await connected.close()
    assert front.count(last) == 2


# -- one login per connection -----------------------------------------------------------------------


@both
async def test_a_login_that_waits_for_another_client_s_create_is_sent_once(kind: Kind) -> None:
    """The process-wide lock is held for longer than the login's time, with attempts in quick succession."""
    dialled, held, give_up = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        with lifecycle.held():
            held.set()
            assert give_up.wait(LONG)

    def script(connection: Connection) -> None:
        dialled.set()
        assert held.wait(LONG)
        connection.session.welcome()
        connection.serve()

    with ScriptedFront(kind, script) as front:
        holder = threading.Thread(target=hold)
        options: dict[str, Any] = {"request_timeout": 0.05, "backoff": Backoff(initial=0.001, maximum=0.002)}
        connected = client(kind, front.address, connect_timeout=LONG, **options)

        async def connect() -> None:
            async with connected:
                await anyio.sleep(0.2)

        with anyio.fail_after(LONG):
            async with anyio.create_task_group() as group:
                group.start_soon(connect)
                await asyncio.get_running_loop().run_in_executor(None, dialled.wait, LONG)
                holder.start()
                await anyio.sleep(0.5)
                give_up.set()
        holder.join()
    assert front.count("ReqUserLogin") == 1


@both
async def test_cuts_do_not_keep_a_client_offline(kind: Kind) -> None:
    """Six in a row at a front that accepts at once, with the Backoff that a client has by itself."""
    async with front_of() as front, client(kind, address(front, kind)) as connected:
        with anyio.fail_after(8):  # at the most; with a pause that doubles it was 31 s
            for _ in range(6):
                await front.disconnect()
                await connected.wait_for(State.RECONNECTING)
                await connected.wait_for(State.READY)


@both
async def test_a_front_that_cuts_each_session_after_its_login(kind: Kind) -> None:
    """The library connects again at once; the logins come no faster than a Backoff allows."""
    last = STEPS_IN_ORDER[kind][-1]
    many = threading.Event()

    def script(connection: Connection) -> None:
        connection.session.welcome()
        while (request := connection.request())[0] != last:
            connection.answer(*request)
        connection.answer(*request)
        if front.count(last) >= 14:
            many.set()

    with ScriptedFront(kind, script) as front:
        connected = client(kind, front.address, backoff=Backoff(initial=0.5), connect_timeout=LONG)
        began = asyncio.get_running_loop().time()
        with anyio.fail_after(LONG):
            async with connected:
                await asyncio.get_running_loop().run_in_executor(None, many.wait, LONG)
        # Ten at once, four with a pause before each.
        assert asyncio.get_running_loop().time() - began >= 1.5


# -- a password that must be changed ----------------------------------------------------------------


async def test_a_password_change_that_a_cut_interrupts_is_made_at_the_next_login() -> None:
    def script(connection: Connection) -> None:
        connection.session.welcome()
        connection.answer(*connection.request())
        connection.answer(*connection.request(), error=140)
        request = connection.request()
        if connection.number == 1:
            return
        connection.answer(*request)
        connection.serve()

    with ScriptedFront("trader", script) as front, anyio.fail_after(LONG):
        async with client("trader", front.address, new_password="new") as connected:
            assert connected.state is State.READY
    first = [(1, "ReqAuthenticate"), (1, "ReqUserLogin"), (1, "ReqUserPasswordUpdate")]
    assert front.requests[:3] == first
    assert front.count("ReqUserPasswordUpdate") == 2
    assert front.count("ReqUserLogin") == 3


async def test_a_password_change_without_an_answer_is_not_followed_by_a_login() -> None:
    """Whether the front has changed it is not known, and a wrong password too many locks the account."""
    release = threading.Event()

    def script(connection: Connection) -> None:
        connection.session.welcome()
        connection.answer(*connection.request())
        connection.answer(*connection.request(), error=140)
        connection.request()
        assert release.wait(LONG)

    with ScriptedFront("trader", script) as front, anyio.fail_after(LONG):
        connected = client("trader", front.address, new_password="new", request_timeout=0.1)
        with pytest.raises(actp.RequestTimeoutError, match="ReqUserPasswordUpdate"):
            await connected.connect()
        release.set()
        await connected.close()
    assert front.count("ReqUserLogin") == 1
