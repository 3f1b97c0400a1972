"""Who may send next: CTP takes one query at a time and one a second, and brokers limit orders a second.

A `Lane` is a queue of tasks that want to send, first come, first served. Queries and instructions have a
lane each, so that an order never waits for a query.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from copy import copy

from actp import _checks as check
from actp.errors import ActpError

__all__ = ["Lane", "Turn"]


class Turn:
    """The right to send one request, from `Lane.turn()` to `end()`."""

    __slots__ = ("_lane",)

    def __init__(self, lane: Lane) -> None:
        self._lane: Lane | None = lane

    def end(self) -> None:
        """The request is answered, or will not be. Safe to call twice."""
        lane, self._lane = self._lane, None
        if lane is not None:
            lane._ended(self)


class Lane:
    """At most `per_second` turns a second (None: no limit), and `at_once` of them at the same time."""

    def __init__(self, name: str, per_second: float | None, at_once: int | None = None) -> None:
        if per_second is not None:
            per_second = check.number(
                name, per_second, above=0, what="None, or a number of requests a second"
            )
        self._interval = 0.0 if per_second is None else min(1.0 / per_second, check.LONGEST)
        self._at_once = at_once
        self._waiting: deque[asyncio.Future[Turn]] = deque()
        self._turns: set[Turn] = set()
        self._free_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """Tasks that wait for their turn."""
        return len(self._waiting)

    async def turn(self) -> Turn:
        """Wait for the turn. Raises what `fail()` was given meanwhile."""
        loop = asyncio.get_running_loop()
        now = time.monotonic()
        if not self._waiting and self._is_free(now):
            return self._take(now)
        future: asyncio.Future[Turn] = loop.create_future()
        self._waiting.append(future)
        self._serve(loop)
        try:
            return await future
        except asyncio.CancelledError:
            if future in self._waiting:
                self._waiting.remove(future)
            elif future.done() and not future.cancelled() and future.exception() is None:
                future.result().end()  # it came at the same moment: the next in line gets it
            raise
        finally:
            del future  # it knows the error that knows this frame

    def fail(self, error: ActpError) -> None:
        """The session is gone: nobody's turn comes, and nothing is in flight any more."""
        self._stop_timer()
        self._turns.clear()
        waiting, self._waiting = self._waiting, deque()
        for future in waiting:
            if not future.done():
                future.set_exception(copy(error))

    def _is_free(self, now: float) -> bool:
        return now >= self._free_at and (self._at_once is None or len(self._turns) < self._at_once)

    def _take(self, now: float) -> Turn:
        self._free_at = max(now, self._free_at) + self._interval
        turn = Turn(self)
        self._turns.add(turn)
        return turn

    def _ended(self, turn: Turn) -> None:
        if turn in self._turns:
            self._turns.remove(turn)
            if self._waiting:
                self._serve(asyncio.get_running_loop())

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        """Give turns to those that may have one, and come back when the next may."""
        now = time.monotonic()
        while self._waiting and self._is_free(now):
            future = self._waiting.popleft()
            if not future.done():  # else cancelled; its task has not run yet
                future.set_result(self._take(now))
        if self._waiting and self._timer is None and self._free_at > now:
            # uvloop counts whole milliseconds, and a timer of none would not let time pass.
            self._timer = loop.call_later(self._free_at - now + 0.001, self._timer_ran_out, loop)

    def _timer_ran_out(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        self._serve(loop)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
