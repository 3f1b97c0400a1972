"""What a front has while it runs."""

from __future__ import annotations

from dataclasses import dataclass

from actp.sim.accounts.state import Core
from actp.sim.broker.broker import Broker
from actp.sim.session.connection import Client
from actp.sim.session.connections import Connections

__all__ = ["Running"]


@dataclass(frozen=True, slots=True)
class Running:
    """From `Front.start()` to `Front.aclose()`."""

    core: Core
    broker: Broker
    connections: Connections[Client]
