"""Calls that are put off without changing their order."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

from actp.sim.clock.clock import Clock, Timer

__all__ = ["DelayLine"]

log = logging.getLogger("actp.sim")


class DelayLine:
    """Calls functions in the order in which they came, each not before its own time."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: deque[tuple[float, Callable[[], None]]] = deque()
        self._timer: Timer | None = None

    def call(self, delay: float, function: Callable[[], None]) -> None:
        """Call in `delay` seconds; at once if that is 0 and nothing waits."""
        if delay <= 0 and not self._waiting:
            function()
            return
        due = self._clock.time() + delay
        if self._waiting:
            due = max(due, self._waiting[-1][0])
        self._waiting.append((due, function))
        if self._timer is None:
            self._timer = self._clock.call_at(due, self._call_due)

    def _call_due(self) -> None:
        self._timer = None
        while self._waiting:
            due, function = self._waiting[0]
            if due > self._clock.time():
                self._timer = self._clock.call_at(due, self._call_due)
                return
            self._waiting.popleft()
            try:
                function()
            except Exception:
                # What waits behind it still has to come.
                log.exception("a delayed call failed")

    def clear(self) -> None:
        """Forget what waits."""
        self._waiting.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
