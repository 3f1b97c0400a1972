"""What the exchange and the parts of the broker need of the broker as a whole."""

from __future__ import annotations

from typing import Protocol

from actp.sim.accounts.investor import Investor, Owned, Session
from actp.sim.accounts.order import Order
from actp.sim.accounts.order_status import Stamp
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["Contracts", "Investors", "Reports"]


class Investors(Protocol):
    """Who owns what."""

    def investor_at(self, session: Session, /) -> Investor: ...
    def investor_of(self, owned: Owned, /) -> Investor: ...


class Contracts(Protocol):
    """Contracts with the prices and phases of the day."""

    def info(self, instrument_id: str, /) -> InstrumentInfo | None: ...
    def expired(self, info: InstrumentInfo, /) -> bool: ...
    def limits(self, info: InstrumentInfo, /) -> tuple[float | None, float | None]: ...
    def mark(self, instrument_id: str, /) -> float: ...
    def status(self, info: InstrumentInfo, /) -> str: ...


class Reports(Protocol):
    """Numbers and times of reports, and their way to the sessions."""

    trading_day: str

    def stamp(self) -> Stamp: ...
    def exchange_number(self, exchange: str, /) -> int: ...
    def publish(self, order: Order, /) -> None: ...
