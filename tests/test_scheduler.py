"""Lanes: who may send next. Time is the loop's; only orders of events are asserted, and lower bounds."""

from __future__ import annotations

import asyncio
import time

import anyio
import pytest

from actp import ConfigurationError, ConnectionLost
from actp.requests.rate_limit import Lane, Turn

pytestmark = pytest.mark.anyio


async def _settle() -> None:
    for _ in range(5):
        await anyio.lowlevel.checkpoint()


async def test_first_come_first_served() -> None:
    lane = Lane("lane", None, at_once=1)
    served: list[int] = []

    async def use(number: int) -> None:
        turn = await lane.turn()
        served.append(number)
        await anyio.lowlevel.checkpoint()
        turn.end()

    async with anyio.create_task_group() as group:
        for number in range(20):
            group.start_soon(use, number)
    assert served == list(range(20))
    assert lane.waiting == 0


async def test_as_many_at_once_as_allowed() -> None:
    lane = Lane("lane", None, at_once=2)
    first, second = await lane.turn(), await lane.turn()
    third = asyncio.ensure_future(lane.turn())
    await _settle()
    assert not third.done()
    first.end()
    first.end()  # a second time gives nobody a turn
    fourth = asyncio.ensure_future(lane.turn())
    await _settle()
    assert third.done()
    assert not fourth.done()
    second.end()
    assert isinstance(await fourth, Turn)


async def test_no_more_in_a_second_than_allowed() -> None:
    lane = Lane("lane", 50)
    begun = time.monotonic()
    for _ in range(11):
        (await lane.turn()).end()
    assert time.monotonic() - begun >= 10 / 50 - 0.01


async def test_a_waiting_task_that_is_cancelled_leaves_the_line() -> None:
    lane = Lane("lane", None, at_once=1)
    turn = await lane.turn()
    tasks = [asyncio.ensure_future(lane.turn()) for _ in range(3)]
    await _settle()
    tasks[0].cancel()
    await _settle()
    assert lane.waiting == 2
    turn.end()
    await _settle()
    assert [task.done() for task in tasks] == [True, True, False]
    tasks[1].result().end()
    await tasks[2]


async def test_a_turn_that_comes_with_a_cancellation_goes_to_the_next() -> None:
    lane = Lane("lane", None, at_once=1)
    turn = await lane.turn()
    tasks = [asyncio.ensure_future(lane.turn()) for _ in range(2)]
    await _settle()
    turn.end()  # given to the first, which has not run yet
    tasks[0].cancel()
    with anyio.fail_after(5):
        await tasks[1]
    assert tasks[0].cancelled()


async def test_a_lost_session_fails_all_that_wait_and_forgets_what_was_out() -> None:
    lane = Lane("lane", None, at_once=1)
    old = await lane.turn()
    waiting = asyncio.ensure_future(lane.turn())
    await _settle()
    lane.fail(ConnectionLost("gone"))
    with pytest.raises(ConnectionLost, match="gone"):
        await waiting
    new = await lane.turn()
    old.end()  # of the old session: the new one's turn is not over
    next_one = asyncio.ensure_future(lane.turn())
    await _settle()
    assert not next_one.done()
    new.end()
    await next_one


async def test_who_goes_ahead_goes_before_all_others_in_order() -> None:
    lane = Lane("lane", None, at_once=1)
    turn = await lane.turn()
    served: list[str] = []

    async def use(name: str, ahead: bool) -> None:
        mine = await lane.turn(ahead=ahead)
        served.append(name)
        await anyio.lowlevel.checkpoint()
        mine.end()

    async with anyio.create_task_group() as group:
        for number in range(3):
            group.start_soon(use, f"plain {number}", False)
        await _settle()
        for number in range(3):
            group.start_soon(use, f"ahead {number}", True)
        await _settle()
        assert lane.waiting == 6
        turn.end()
    assert served == [f"{kind} {number}" for kind in ("ahead", "plain") for number in range(3)]


async def test_going_ahead_does_not_pass_the_rate() -> None:
    lane = Lane("lane", 20)
    begun = time.monotonic()
    for _ in range(5):
        (await lane.turn(ahead=True)).end()
    assert time.monotonic() - begun >= 4 / 20 - 0.01


async def test_a_task_ahead_that_is_cancelled_leaves_the_line() -> None:
    lane = Lane("lane", None, at_once=1)
    turn = await lane.turn()
    tasks = [asyncio.ensure_future(lane.turn(ahead=ahead)) for ahead in (True, True, False)]
    await _settle()
    tasks[0].cancel()
    await _settle()
    assert lane.waiting == 2
    turn.end()
    await _settle()
    assert [task.done() for task in tasks] == [True, True, False]
    lane.fail(ConnectionLost("gone"))
    with pytest.raises(ConnectionLost):
        await tasks[2]


async def test_what_has_time_waits_until_nobody_wants_a_turn() -> None:
    lane = Lane("lane", 20, at_once=1)
    turn = await lane.turn()
    idle = lane.when_idle()
    assert lane.when_idle() is idle
    for _ in range(10):
        waiting = asyncio.ensure_future(lane.turn())
        turn.end()
        with anyio.fail_after(5):
            turn = await waiting
        assert not idle.done()
    turn.end()
    ended = time.monotonic()
    with anyio.fail_after(5):
        (await idle).end()
    assert time.monotonic() - ended >= 0.4
    assert lane.when_idle() is not idle


async def test_what_has_time_can_be_hurried() -> None:
    lane = Lane("lane", None, at_once=1)
    turn = await lane.turn()
    idle, waiting = lane.when_idle(), asyncio.ensure_future(lane.turn())
    await _settle()
    lane.hurry()
    late = asyncio.ensure_future(lane.turn())
    turn.end()
    (await waiting).end()
    await _settle()
    assert idle.done() and not late.done()
    idle.result().end()
    (await late).end()
    lane.hurry()  # nothing to hurry
    idle = lane.when_idle()
    lane.fail(ConnectionLost("gone"))
    with pytest.raises(ConnectionLost):
        await idle


@pytest.mark.parametrize("rate", [0, -1, "1", float("nan")])
def test_a_rate_that_is_none(rate: float) -> None:
    with pytest.raises(ConfigurationError, match="query_rate="):
        Lane("query_rate", rate)
