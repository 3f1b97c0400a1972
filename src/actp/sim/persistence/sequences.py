"""The front's counters."""

from __future__ import annotations

from actp.sim.persistence.store import NO_SHELF, Shelf

__all__ = ["Counters"]


class Counters:
    """Numbers that count from 1 in each trading day, by name. A restarted front goes on with them."""

    def __init__(self, shelf: Shelf = NO_SHELF) -> None:
        self._shelf = shelf
        self._last: dict[str, int] = {}
        for _, kept in shelf.load("counters", dict[str, int]):
            self._last = kept

    def next(self, name: str) -> int:
        number = self._last[name] = self._last.get(name, 0) + 1
        self._keep()
        return number

    def _keep(self) -> None:
        # All in one row: an order moves several.
        self._shelf.put("counters", "", self._last)

    def restart(self) -> None:
        """Another trading day begins."""
        self._last.clear()
        self._keep()
