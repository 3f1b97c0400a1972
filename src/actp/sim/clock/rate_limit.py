"""How often something may be asked for."""

from __future__ import annotations

from collections import deque

from actp.sim.clock.clock import Clock

__all__ = ["Rate"]


class Rate:
    """At most `limit` times in any second; None: as often as one likes."""

    def __init__(self, limit: int | None, clock: Clock) -> None:
        self._limit = limit
        self._clock = clock
        self._times: deque[float] = deque()

    def exceeded(self) -> bool:
        """Count one more, and say whether it is too many."""
        if self._limit is None:
            return False
        now = self._clock.time()
        while self._times and self._times[0] <= now - 1.0:
            self._times.popleft()
        if len(self._times) >= self._limit:
            return True
        self._times.append(now)
        return False
