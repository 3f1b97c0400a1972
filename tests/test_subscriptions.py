"""Desired state, pacing and answers, against a front that is only a function."""

from __future__ import annotations

import anyio
import pytest

from actp.errors import ConfigurationError, ConnectionLost, RequestTimeoutError, SubscriptionError
from actp.marketdata.subscriptions import Pace, Subscriptions, check_instruments

pytestmark = pytest.mark.anyio
CALLS = ("SubscribeMarketData", "UnSubscribeMarketData")


class FakeFront:
    def __init__(self, *codes: int) -> None:
        self.sent: list[tuple[bool, list[bytes]]] = []
        self.codes = list(codes)

    def __call__(self, subscribe: bool, names: list[bytes]) -> int:
        code = self.codes.pop(0) if self.codes else 0
        if code == 0:
            self.sent.append((subscribe, names))
        return code

    @property
    def names(self) -> list[bytes]:
        return [name for _, names in self.sent for name in names]


def make(*codes: int, pace: Pace | None = None) -> tuple[FakeFront, Subscriptions]:
    front = FakeFront(*codes)
    return front, Subscriptions(front, CALLS, pace or Pace(3, 0.01))


def names(*given: str) -> dict[str, bytes]:
    return check_instruments(given)


async def test_nothing_is_sent_before_a_session_and_all_of_it_then() -> None:
    front, subscriptions = make()
    assert subscriptions.want(names("a", "b")) == {"a", "b"}
    await subscriptions.wait(True, {"a", "b"}, 1)
    assert front.sent == []
    subscriptions.restore()
    assert front.sent == [(True, [b"a", b"b"])]
    subscriptions.lost(ConnectionLost("gone"))
    subscriptions.unwant(names("b"))
    subscriptions.restore()
    with anyio.fail_after(5):
        while len(front.sent) < 2:
            await anyio.sleep(0.001)
    assert front.sent[1:] == [(True, [b"a"])]


async def test_long_lists_are_sent_in_packets_in_order() -> None:
    front, subscriptions = make()
    subscriptions.restore()
    wanted = [f"i{n}" for n in range(10)]
    waiting = subscriptions.want(names(*wanted))
    async with anyio.create_task_group() as group:
        group.start_soon(subscriptions.wait, True, waiting, 5)
        with anyio.fail_after(5):
            while len(front.names) < 10:
                await anyio.sleep(0.001)
        assert [len(packet) for _, packet in front.sent] == [3, 3, 3, 1]
        assert front.names == [name.encode() for name in wanted]
        for name in wanted:
            subscriptions.answered(True, name, 0, "")


async def test_a_name_that_is_subscribed_is_not_sent_again() -> None:
    front, subscriptions = make()
    subscriptions.restore()
    subscriptions.want(names("a"))
    subscriptions.answered(True, "a", 0, "")
    assert subscriptions.want(names("a")) == set()
    await subscriptions.wait(True, set(), 1)
    assert front.names == [b"a"]


async def test_two_callers_wait_for_one_answer() -> None:
    front, subscriptions = make()
    subscriptions.restore()
    async with anyio.create_task_group() as group:
        for _ in range(2):
            group.start_soon(subscriptions.wait, True, subscriptions.want(names("a")), 5)
        await anyio.wait_all_tasks_blocked()
        subscriptions.answered(True, "a", 0, "")
    assert front.names == [b"a"]


async def test_refused_names_are_named_and_no_longer_wanted() -> None:
    _, subscriptions = make()
    subscriptions.restore()
    waiting = subscriptions.want(names("a", "b", "c"))
    async with anyio.create_task_group() as group:

        async def wait() -> None:
            with pytest.raises(SubscriptionError) as caught:
                await subscriptions.wait(True, waiting, 5)
            assert caught.value.code == 6000
            assert set(caught.value.instruments) == {"b", "c"}

        group.start_soon(wait)
        await anyio.wait_all_tasks_blocked()
        subscriptions.answered(True, "a", 0, "")
        subscriptions.answered(True, "b", 6000, "sub too many insts")
        subscriptions.answered(True, "c", 6000, "sub too many insts")
    assert set(subscriptions.desired) == {"a"}


async def test_a_refusal_without_a_name_concerns_what_is_unanswered() -> None:
    _, subscriptions = make()
    subscriptions.restore()
    waiting = subscriptions.want(names("a", "b"))
    async with anyio.create_task_group() as group:

        async def wait() -> None:
            with pytest.raises(SubscriptionError) as caught:
                await subscriptions.wait(True, waiting, 5)
            assert set(caught.value.instruments) == {"a", "b"}

        group.start_soon(wait)
        await anyio.wait_all_tasks_blocked()
        subscriptions.answered(True, None, 6000, "")


async def test_a_front_that_answers_fewer_names_than_it_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actp.marketdata.subscriptions._QUIET", 0.05)
    _, subscriptions = make()
    subscriptions.restore()
    waiting = subscriptions.want(names("a", "b", "c"))
    async with anyio.create_task_group() as group:
        group.start_soon(subscriptions.wait, True, waiting, 30)
        await anyio.wait_all_tasks_blocked()
        subscriptions.answered(True, "a", 0, "")
        with anyio.fail_after(5):
            await anyio.wait_all_tasks_blocked()


async def test_no_answer_at_all() -> None:
    _, subscriptions = make()
    subscriptions.restore()
    with pytest.raises(RequestTimeoutError, match=r"SubscribeMarketData was not answered within 0\.02 s"):
        await subscriptions.wait(True, subscriptions.want(names("a")), 0.02)
    assert set(subscriptions.desired) == {"a"}


async def test_a_lost_session_ends_the_waiting() -> None:
    _, subscriptions = make()
    subscriptions.restore()
    async with anyio.create_task_group() as group:

        async def wait() -> None:
            with pytest.raises(ConnectionLost, match="gone"):
                await subscriptions.wait(True, subscriptions.want(names("a")), 5)

        group.start_soon(wait)
        await anyio.wait_all_tasks_blocked()
        subscriptions.lost(ConnectionLost("gone"))


async def test_return_codes_of_flow_control_are_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actp.marketdata.subscriptions._RETRY", 0.001)
    front, subscriptions = make(-3, -2)
    subscriptions.restore()
    subscriptions.want(names("a", "b"))
    with anyio.fail_after(5):
        while not front.sent:
            await anyio.sleep(0.001)
    assert front.sent == [(True, [b"a", b"b"])]


async def test_without_a_connection_nothing_is_lost() -> None:
    front, subscriptions = make(-1)
    subscriptions.restore()
    subscriptions.want(names("a"))
    assert front.sent == []
    subscriptions.restore()
    assert front.names == [b"a"]


async def test_subscribe_and_unsubscribe_keep_their_order() -> None:
    front, subscriptions = make(pace=Pace(1, 0.001))
    subscriptions.restore()
    for _ in range(3):
        subscriptions.want(names("a"))
        subscriptions.unwant(names("a"))
    with anyio.fail_after(5):
        while len(front.sent) < 6:
            await anyio.sleep(0.001)
    assert [subscribe for subscribe, _ in front.sent] == [True, False] * 3


@pytest.mark.parametrize("wrong", [[], [""], ["a b "], ["a\nb"], [b"rb2610"], [None], ["x" * 81]])
def test_what_is_no_instrument(wrong: list[object]) -> None:
    with pytest.raises(ConfigurationError):
        check_instruments(wrong)  # type: ignore[arg-type]


def test_instruments_with_inner_blanks_are_fine() -> None:
    assert check_instruments(["SP a2109&a2201", "SP a2109&a2201"]) == {"SP a2109&a2201": b"SP a2109&a2201"}


async def test_not_logged_in_is_no_refusal_of_a_name() -> None:
    """Sent before the loop has seen a disconnect, a name meets the next connection ahead of its login."""
    front, subscriptions = make()
    subscriptions.restore()
    waiting = subscriptions.want(names("a", "b"))

    async def lose() -> None:
        await anyio.wait_all_tasks_blocked()
        subscriptions.answered(True, "a", 6, "not logged in")
        subscriptions.answered(True, None, 6, "not logged in")
        subscriptions.lost(ConnectionLost("gone"))

    async with anyio.create_task_group() as group:
        group.start_soon(lose)
        with pytest.raises(ConnectionLost):
            await subscriptions.wait(True, waiting, 5)
    assert set(subscriptions.desired) == {"a", "b"}
    front.sent.clear()
    subscriptions.restore()
    with anyio.fail_after(5):
        while not front.sent:
            await anyio.sleep(0.001)
    assert front.names == [b"a", b"b"]
