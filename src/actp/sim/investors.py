"""An investor's day at the broker, and the sessions that speak for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from zlib import crc32

from .accounts import Account
from .flows import Flow
from .ledger import Ledger
from .orders import Order
from .protocol import Flow as FlowKind

__all__ = ["Investor", "OwnSession", "Session"]


class Session(Protocol):
    """A logged-in session, as the broker needs it."""

    front_id: int
    session_id: int
    broker_id: str
    user_id: str
    last_order_ref: int
    last_quote_ref: int
    last_for_quote_ref: int


@dataclass(eq=False)
class OwnSession:
    """CTP itself, when it sends something in an investor's name: FrontID and SessionID are 0."""

    broker_id: str
    user_id: str
    front_id: int = 0
    session_id: int = 0
    last_order_ref: int = 0
    last_quote_ref: int = 0
    last_for_quote_ref: int = 0


@dataclass(eq=False)
class Investor:
    """One user's day."""

    account: Account
    ledger: Ledger
    flow: Flow = field(default_factory=lambda: Flow(FlowKind.PRIVATE))
    orders: list[Order] = field(default_factory=list)
    by_reference: dict[tuple[int, int, str], Order] = field(default_factory=dict)
    """By FrontID, SessionID and OrderRef."""
    by_sys_id: dict[tuple[str, str], Order] = field(default_factory=dict)
    """By ExchangeID and OrderSysID."""
    trades: list[Any] = field(default_factory=list)
    confirmed: tuple[str, str] | None = None
    """Date and time of the settlement's confirmation."""
    own: OwnSession = field(init=False)

    def __post_init__(self) -> None:
        self.own = OwnSession(self.account.broker_id, self.account.user_id)

    @property
    def user(self) -> tuple[str, str]:
        """BrokerID and InvestorID."""
        return self.account.broker_id, self.account.user_id

    @property
    def unconfirmed(self) -> bool:
        """Whether the settlement has to be confirmed before anything is traded."""
        return self.account.confirm_settlement and self.confirmed is None

    def add(self, order: Order) -> None:
        self.orders.append(order)
        # What a conditional order triggers bears that one's OrderRef, and no session's key with it.
        if not order.origin:
            self.by_reference[order.front_id, order.session_id, order.request.order_ref] = order

    def find(self, request: Any) -> Order | None:
        """The order that an InputOrderAction means, by either key."""
        if request.order_sys_id:
            return self.by_sys_id.get((request.exchange_id, request.order_sys_id))
        return self.by_reference.get((request.front_id, request.session_id, request.order_ref))

    def end_day(self, settlement: Callable[[str], float]) -> None:
        self.ledger.end_day(settlement)
        self.orders.clear()
        self.by_reference.clear()
        self.by_sys_id.clear()
        self.trades.clear()
        self.confirmed = None
        self.flow.restart()

    @property
    def client_id(self) -> str:
        """The trading code, the same at every exchange."""
        return f"{crc32(self.account.user_id.encode()) % 10**8:08d}"
