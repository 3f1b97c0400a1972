"""The connections of a front."""

from __future__ import annotations

from collections import deque
from typing import Generic, Protocol, TypeVar

from actp.sim.accounts.state import Core

__all__ = ["Connections"]


class Connection(Protocol):
    """A connection, as far as the registry acts on it."""

    @property
    def kind(self) -> str: ...
    @property
    def behind(self) -> bool: ...
    def hang_up(self) -> None: ...
    def cut(self, why: str = "", /) -> None: ...


C = TypeVar("C", bound=Connection)


class Connections(Generic[C]):
    """Every connection, by whether its handshake is done, in order of arrival."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.all: set[C] = set()
        self.established: dict[C, None] = {}
        """Those whose handshake is done."""
        self._waiting: dict[C, None] = {}
        """Those whose handshake is not done."""
        self._arrivals: dict[str, deque[float]] = {}

    def add(self, client: C, address: str, now: float) -> bool:
        """Take a new connection; False if `address` makes more of them a second than ConnectFreq allows.

        When there are too many, the oldest connection without a handshake is closed; if there is none, the
        new one is. So a flood of connections that say nothing costs no client its session.
        """
        self.all.add(client)
        self._core.statistics.connections += 1
        if not self._admits(address, now):
            return False
        self._waiting[client] = None
        most = self._core.limits.max_connections
        if len(self.all) > most:
            next(iter(self._waiting)).cut(f"over the {most} connections at a time")
        return True

    def establish(self, client: C) -> None:
        """The handshake is done."""
        self._waiting.pop(client, None)
        self.established[client] = None
        self._core.statistics.handshakes += 1

    def refuse(self, client: C) -> None:
        """The connection will not come to a handshake."""
        self._waiting.pop(client, None)

    def remove(self, client: C) -> None:
        """The connection is closed."""
        self.all.discard(client)
        self._waiting.pop(client, None)
        self.established.pop(client, None)

    def hang_up_all(self) -> tuple[C, ...]:
        """End all sessions, as a restart of the back end does. Gives their clients."""
        clients = tuple(self.established)
        for client in clients:
            client.hang_up()
        return clients

    def _admits(self, address: str, now: float) -> bool:
        limit = self._core.limits.connect_freq
        if limit is None:
            return True
        arrivals = self._arrivals.setdefault(address, deque())
        while arrivals and arrivals[0] <= now - 1.0:
            arrivals.popleft()
        arrivals.append(now)
        return len(arrivals) <= limit

    async def delivered(self) -> None:
        """Return when the sending queues have all that the flows hold for their clients."""
        await self._core.changes.until(lambda: not any(client.behind for client in self.established))
