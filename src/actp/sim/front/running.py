"""What a front has while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from actp.sim.accounts.state import Core
from actp.sim.broker.broker import Broker
from actp.sim.session.connection import Client
from actp.sim.session.connections import Connections

__all__ = ["PartOfFront", "Running"]


@dataclass(frozen=True, slots=True)
class Running:
    """From `Front.start()` to `Front.aclose()`."""

    core: Core
    broker: Broker
    connections: Connections[Client]


class PartOfFront:
    """What the parts of `Front` see of it while it runs."""

    @property
    def _now_running(self) -> Running:
        """UsageError while the front is not running."""
        raise NotImplementedError

    @property
    def _core(self) -> Core:
        return self._now_running.core

    @property
    def _broker(self) -> Broker:
        return self._now_running.broker

    @property
    def _connections(self) -> Connections[Client]:
        return self._now_running.connections
