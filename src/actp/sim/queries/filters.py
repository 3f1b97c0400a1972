"""What queries ask for: the filters in their requests."""

from __future__ import annotations

from typing import Any

from actp.sim.accounts.investor import Investor
from actp.sim.broker.broker import Broker
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["fits", "held", "named_or_held"]


def fits(request: Any, **fields: str) -> bool:
    """Whether the filters that the request sets are met: an empty one takes all, one it lacks too."""
    return all(getattr(request, name, "") in ("", value) for name, value in fields.items())


def held(investor: Investor) -> list[str]:
    """The contracts of the investor's positions and opening orders."""
    return list(dict.fromkeys(key.instrument_id for key in investor.ledger.keys()))  # noqa: SIM118


def named_or_held(broker: Broker, investor: Investor, request: Any) -> list[InstrumentInfo]:
    """The contracts of a query for rates: the one named, else those held."""
    names = [request.instrument_id] if request.instrument_id else held(investor)
    infos = (broker.info(name) for name in names)
    return [info for info in infos if info is not None and fits(request, exchange_id=info.exchange)]
