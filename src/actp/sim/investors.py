"""An investor's day at the broker, and the sessions that speak for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

from .accounts import Account
from .banks import BankBook
from .flows import Flow
from .ledger import Ledger
from .orders import Order
from .protocol import Flow as FlowKind

if TYPE_CHECKING:
    from .combining import Combining
    from .declarations import Declaration

__all__ = ["Investor", "Session"]


class Session(Protocol):
    """A logged-in session, as the broker needs it."""

    front_id: int
    session_id: int
    broker_id: str
    user_id: str
    last_order_ref: int
    references: dict[str, int]
    """The last one of each kind of declaration."""


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
    declarations: dict[str, Declaration] = field(default_factory=dict)
    """Exercises and self-closes by OrderLocalID."""
    combinings: dict[str, Combining] = field(default_factory=dict)
    """Instructions to combine and split, by ActionLocalID."""
    bank: BankBook = field(default_factory=BankBook)
    sessions: dict[int, Any] = field(default_factory=dict)
    """`UserSession` records of those logged in, by SessionID."""
    confirmed: tuple[str, str] | None = None
    """Date and time of the settlement's confirmation."""

    @property
    def user(self) -> tuple[str, str]:
        """BrokerID and InvestorID."""
        return self.account.broker_id, self.account.user_id

    @property
    def unconfirmed(self) -> bool:
        """Whether the settlement has to be confirmed before anything is traded."""
        return self.account.confirm_settlement and self.confirmed is None

    def find(self, request: Any) -> Order | None:
        """The order that an InputOrderAction means, by either key."""
        if request.order_sys_id:
            return self.by_sys_id.get((request.exchange_id, request.order_sys_id))
        return self.by_reference.get((request.front_id, request.session_id, request.order_ref))

    def end_day(self, settlement: Callable[[str], float]) -> None:
        self.ledger.settle(settlement)
        self.orders.clear()
        self.by_reference.clear()
        self.by_sys_id.clear()
        self.trades.clear()
        self.declarations.clear()
        self.combinings.clear()
        self.bank.transfers.clear()
        self.confirmed = None
        self.flow.restart()

    @property
    def client_id(self) -> str:
        """The trading code, the same at every exchange."""
        return f"{crc32(self.account.user_id.encode()) % 10**8:08d}"
