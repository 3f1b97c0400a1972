"""Who may send next: CTP takes one query at a time and one a second, and brokers limit orders a second.

A `Lane` is a queue of tasks that want to send, first come, first served. Queries and instructions have a
lane each, so that an order never waits for a query.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from copy import copy
from dataclasses import dataclass

from actp import _checks as check
from actp.errors import ActpError

__all__ = ["Lane", "Turn"]

# How long a lane has been unused, at least, before it counts as idle: what a program does next after one
# answer is often the next query.
_IDLE = 0.5


@dataclass(eq=False, slots=True)
class _Waiter:
    turn: asyncio.Future[Turn]
    since: float


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
        self.name = name
        self.per_second = per_second
        self._interval = 0.0 if per_second is None else min(1.0 / per_second, check.LONGEST)
        self._at_once = at_once
        self._ahead: deque[_Waiter] = deque()
        self._waiting: deque[_Waiter] = deque()
        self._when_idle: asyncio.Future[Turn] | None = None
        self._turns: set[Turn] = set()
        self._free_at = 0.0
        self._used_at = 0.0  # when a turn began or ended last
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """Tasks that wait for their turn."""
        return len(self._ahead) + len(self._waiting)

    async def turn(self, ahead: bool = False) -> Turn:
        """Wait for the turn; `ahead` of all that wait without it. Raises what `fail()` is given meanwhile."""
        loop = asyncio.get_running_loop()
        now = time.monotonic()
        if not self._ahead and (ahead or not self._waiting) and self._is_free(now):
            return self._take(now)
        future: asyncio.Future[Turn] = loop.create_future()
        line, waiter = self._ahead if ahead else self._waiting, _Waiter(future, now)
        line.append(waiter)
        self._serve(loop)
        try:
            return await future
        except asyncio.CancelledError:
            if waiter in line:
                line.remove(waiter)
            elif future.done() and not future.cancelled() and future.exception() is None:
                future.result().end()  # it came at the same moment: the next in line gets it
            raise
        finally:
            del future, waiter  # they know the error that knows this frame

    def when_idle(self) -> asyncio.Future[Turn]:
        """A turn for what has time: once nobody has wanted one for a while. One such waits at a time."""
        loop = asyncio.get_running_loop()
        future = self._when_idle
        if future is None or future.done():
            self._when_idle = future = loop.create_future()
            self._used_at = time.monotonic()  # whoever comes at this moment goes first
            self._serve(loop)
        return future

    def hurry(self) -> None:
        """What waits for an idle lane is wanted now: it goes behind those that wait already."""
        future, self._when_idle = self._when_idle, None
        if future is not None and not future.done():
            self._waiting.append(_Waiter(future, time.monotonic()))
            self._serve(asyncio.get_running_loop())

    def give_up(self, seconds: float, error: ActpError) -> None:
        """Nothing can be sent: those that have waited for so long already get `error`, the others wait on."""
        since = time.monotonic() - seconds
        for line in (self._ahead, self._waiting):
            for waiter in [w for w in line if w.since <= since]:
                line.remove(waiter)
                if not waiter.turn.done():
                    waiter.turn.set_exception(copy(error))

    def fail(self, error: ActpError) -> None:
        """The session is gone: nobody's turn comes, and nothing is in flight any more."""
        self._set_timer(None)
        self._turns.clear()
        waiting = [waiter.turn for line in (self._ahead, self._waiting) for waiter in line]
        if self._when_idle is not None:
            waiting.append(self._when_idle)
        self._ahead, self._waiting, self._when_idle = deque(), deque(), None
        for future in waiting:
            if not future.done():
                future.set_exception(copy(error))

    def _is_free(self, now: float) -> bool:
        return now >= self._free_at and (self._at_once is None or len(self._turns) < self._at_once)

    def _take(self, now: float) -> Turn:
        self._free_at = max(now, self._free_at) + self._interval
        self._used_at = now
        turn = Turn(self)
        self._turns.add(turn)
        return turn

    def _ended(self, turn: Turn) -> None:
        if turn in self._turns:
            self._turns.remove(turn)
            self._used_at = time.monotonic()
            if self.waiting or self._when_idle is not None:
                self._serve(asyncio.get_running_loop())

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        """Give turns to those that may have one, and come back when the next may."""
        now = time.monotonic()
        while (line := self._ahead or self._waiting) and self._is_free(now):
            future = line.popleft().turn
            if not future.done():  # else cancelled; its task has not run yet
                future.set_result(self._take(now))
        due: float | None = None
        if line:
            due = self._free_at
        elif self._when_idle is not None and not self._turns:
            due = max(self._free_at + self._interval, self._used_at + _IDLE)
            if now >= due:
                future, self._when_idle = self._when_idle, None
                if not future.done():
                    future.set_result(self._take(now))
                due = None
        # A due time that is over waits for the end of a turn.
        if due is None or due > now:
            self._set_timer(None if due is None else (loop, due - now))

    def _set_timer(self, timer: tuple[asyncio.AbstractEventLoop, float] | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if timer is not None:
            loop, seconds = timer
            # uvloop counts whole milliseconds, and a timer of none would not let time pass.
            self._timer = loop.call_later(seconds + 0.001, self._timer_ran_out, loop)

    def _timer_ran_out(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        self._serve(loop)
