"""What time it is for the market and the broker, and waiting for it.

Usually that is the machine's time. A `VirtualClock` stands still until a program moves it, and then calls
what is due in order of time, what is due at the same time in the order in which it was put down: the same
program gives the same day, however fast the machine is. Connections always keep to the machine's time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

import anyio
import anyio.lowlevel

from actp.errors import UsageError
from actp.sim.reference.instruments import SHANGHAI

__all__ = ["Clock", "RealClock", "Timer", "VirtualClock"]

# Timers that are called before other tasks get a turn.
_AT_ONCE = 64
# Seconds of the machine's in which market time has to go on.
_LONGEST_STEP = 10.0


class Timer(Protocol):
    """A call that is to come."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """Times are seconds from a beginning of the clock's own."""

    @property
    def virtual(self) -> bool: ...
    def time(self) -> float: ...
    def now(self) -> datetime:
        """The calendar's time in Shanghai."""
        ...

    def call_at(self, time: float, function: Callable[[], None]) -> Timer: ...


class RealClock:
    """The time of the machine and of the running event loop."""

    virtual = False

    def time(self) -> float:
        return asyncio.get_running_loop().time()

    def now(self) -> datetime:
        return datetime.now(SHANGHAI)

    def call_at(self, time: float, function: Callable[[], None]) -> Timer:
        return asyncio.get_running_loop().call_at(time, function)


class _Call:
    __slots__ = ("cancelled", "function")

    def __init__(self, function: Callable[[], None]) -> None:
        self.function = function
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


class VirtualClock:
    """Stands still at `start` until it is moved.

    A task that publishes market data runs between `begin()` and `end()` and waits by `sleep_until()` and
    `park()` only: time does not go on before it waits again.
    """

    virtual = True

    def __init__(self, start: datetime) -> None:
        self.held_up: Callable[[], bool] = lambda: False
        """Whether that task has good reason to take its time. The board sets it."""
        self._start = start
        self._time = self._target = 0.0
        self._calls: list[tuple[float, int, _Call]] = []
        self._numbers = count()
        self._moving = self._closed = False
        self._busy = 0
        self._parked: list[asyncio.Future[None]] = []
        self._still = asyncio.Event()

    def time(self) -> float:
        return self._time

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._time)

    def time_of(self, moment: datetime) -> float:
        return (moment - self._start).total_seconds()

    def call_at(self, time: float, function: Callable[[], None]) -> Timer:
        call = _Call(function)
        heappush(self._calls, (time, next(self._numbers), call))
        return call

    def _next(self) -> float | None:
        """When something is due; None if nothing is."""
        while self._calls and self._calls[0][2].cancelled:
            heappop(self._calls)
        return self._calls[0][0] if self._calls else None

    # -- the task that publishes

    def begin(self) -> None:
        """A task runs for which time waits."""
        self._busy += 1

    def end(self) -> None:
        self._busy -= 1
        if not self._busy:
            self._still.set()

    async def sleep_until(self, time: float) -> None:
        if self._moving and time <= self._target:
            due = self._next()
            if due is None or time < due:
                # Nothing comes between: the task need not stop for it.
                self._time = max(self._time, time)
                return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        call = self.call_at(time, partial(self._wake, waiting))
        try:
            await self._rest(waiting)
        finally:
            call.cancel()

    async def park(self) -> None:
        """Wait for `unpark()`, whatever the time is."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._parked.append(waiting)
        await self._rest(waiting)

    def unpark(self) -> None:
        parked, self._parked = self._parked, []
        for waiting in parked:
            self._wake(waiting)

    async def _rest(self, waiting: asyncio.Future[None]) -> None:
        self.end()
        try:
            await waiting
        except asyncio.CancelledError:
            if waiting.cancelled():
                self._busy += 1
            raise

    def _wake(self, waiting: asyncio.Future[None]) -> None:
        if not waiting.done():
            # At once: time must not pass before the task has had its turn.
            self._busy += 1
            waiting.set_result(None)

    # -- the program that moves it

    async def move_to(self, time: float) -> None:
        """Let time pass up to `time`, and call all that is due by then. UsageError while somebody does."""
        self.check_standing()
        self._moving, self._target = True, time
        called = 0
        try:
            await self._until_still()
            while (due := self._next()) is not None and due <= time:
                _, _, call = heappop(self._calls)
                self._time = max(self._time, due)
                call.function()
                await self._until_still()
                called += 1
                if called % _AT_ONCE == 0:
                    await anyio.lowlevel.checkpoint()
            self._time = max(self._time, time)
        finally:
            self._moving = False

    def check_standing(self) -> None:
        """UsageError while time is being moved."""
        if self._moving:
            raise UsageError("market time is being moved already; await that first")

    async def _until_still(self) -> None:
        while self._busy and not self._closed:
            self._still = asyncio.Event()
            before = self._time
            with anyio.move_on_after(_LONGEST_STEP) as waited:
                await self._still.wait()
            if waited.cancelled_caught and self._busy and self._time == before and not self.held_up():
                raise UsageError(
                    "the market waits for something other than market time: with a virtual clock its run() "
                    "waits by Pacer.until(), board.wanted() and board.day_over() only"
                )
        if self._closed:
            raise UsageError("the front was closed, or failed, while its time was moved")

    def close(self) -> None:
        """Time ends; whoever moves it gets a UsageError."""
        self._closed = True
        self._still.set()
