"""An investor's day at the broker, and the sessions that speak for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol
from zlib import crc32

from actp.sim.accounts.bank_book import BankBook
from actp.sim.accounts.combination_instruction import Combining
from actp.sim.accounts.credentials import Account
from actp.sim.accounts.declaration import Declaration
from actp.sim.accounts.ledger import Ledger
from actp.sim.accounts.order import Order
from actp.sim.persistence.codec import TRANSIENT
from actp.sim.persistence.flows import Flow
from actp.sim.persistence.store import Shelf

__all__ = ["Investor", "OwnSession", "Owned", "Session"]


class Session(Protocol):
    """A logged-in session, as the broker needs it."""

    front_id: int
    session_id: int
    broker_id: str
    user_id: str
    last_order_ref: int
    last_quote_ref: int
    last_for_quote_ref: int
    references: dict[str, int]
    """The last one of each kind of declaration."""


class Owned(Protocol):
    """Something of an investor's."""

    @property
    def user(self) -> tuple[str, str]:
        """BrokerID and InvestorID."""
        ...


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
    references: dict[str, int] = field(default_factory=dict)


@dataclass(eq=False)
class Investor:
    """One user's day. What changes is put on the `shelf`."""

    account: Account
    ledger: Ledger = field(metadata=TRANSIENT)
    flow: Flow = field(metadata=TRANSIENT)
    shelf: Shelf = field(metadata=TRANSIENT)
    orders: list[Order] = field(default_factory=list, metadata=TRANSIENT)
    by_reference: dict[tuple[int, int, str], Order] = field(default_factory=dict, metadata=TRANSIENT)
    """By FrontID, SessionID and OrderRef."""
    by_sys_id: dict[tuple[str, str], Order] = field(default_factory=dict, metadata=TRANSIENT)
    """By ExchangeID and OrderSysID."""
    trades: list[Any] = field(default_factory=list, metadata=TRANSIENT)
    declarations: dict[str, Declaration] = field(default_factory=dict, metadata=TRANSIENT)
    """Exercises and self-closes by OrderLocalID."""
    combinings: dict[str, Combining] = field(default_factory=dict, metadata=TRANSIENT)
    """Instructions to combine and split, by ActionLocalID."""
    bank: BankBook = field(default_factory=BankBook)
    sessions: dict[int, Any] = field(default_factory=dict, metadata=TRANSIENT)
    """`UserSession` records of those logged in, by SessionID."""
    confirmed: tuple[str, str] | None = None
    """Date and time of the settlement's confirmation."""
    statements: dict[str, str] = field(default_factory=dict, metadata=TRANSIENT)
    """The texts of the days that were settled, by trading day, the latest last."""
    last_own_ref: int = 0
    """The last OrderRef that CTP itself gave."""
    own: OwnSession = field(init=False, metadata=TRANSIENT)

    def __post_init__(self) -> None:
        self.own = OwnSession(*self.user, last_order_ref=self.last_own_ref)

    @property
    def user(self) -> tuple[str, str]:
        """BrokerID and InvestorID."""
        return self.account.broker_id, self.account.user_id

    @property
    def unconfirmed(self) -> bool:
        """Whether the settlement has to be confirmed before anything is traded."""
        return self.account.confirm_settlement and self.confirmed is None

    def add(self, order: Order) -> None:
        """Another order of the day."""
        self._index(order)
        if not order.session_id:
            self.last_own_ref = self.own.last_order_ref
            self.keep()

    def _index(self, order: Order) -> None:
        self.orders.append(order)
        # What a conditional order triggers bears that one's OrderRef, and no session's key with it.
        if not order.origin:
            self.by_reference[order.front_id, order.session_id, order.request.order_ref] = order

    def keep(self) -> None:
        """It is new, or its own fields have changed."""
        self.shelf.put("investor", "", self)

    def confirm(self, date: str, time: str) -> None:
        """The settlement is confirmed."""
        self.confirmed = date, time
        self.keep()

    def traded(self, trade: Any) -> None:
        self.trades.append(trade)
        self.shelf.put("trade", len(self.trades), trade)

    def recall(self, orders: list[Order]) -> None:
        """Take the day's orders, and from the shelf its trades."""
        for order in orders:
            self._index(order)
            if order.order_sys_id:
                self.by_sys_id[order.exchange.id, order.order_sys_id] = order
            if order.alive and not order.conditional:
                self.ledger.hold(order.hold)
        self.trades += [trade for _, trade in self.shelf.load("trade", object)]
        self.statements.update(self.shelf.load("statement", str))

    def add_statement(self, day: str, text: str) -> None:
        self.statements[day] = text
        self.shelf.put("statement", day, text)

    def find(self, request: Any) -> Order | None:
        """The order that an InputOrderAction means, by either key."""
        if request.order_sys_id:
            return self.by_sys_id.get((request.exchange_id, request.order_sys_id))
        return self.by_reference.get((request.front_id, request.session_id, request.order_ref))

    def end_day(self, day: str, statement: str) -> None:
        """The day's ledger is settled: nothing is left of it but the statement."""
        self.add_statement(day, statement)
        self.orders.clear()
        self.by_reference.clear()
        self.by_sys_id.clear()
        self.trades.clear()
        self.declarations.clear()
        self.combinings.clear()
        self.bank.end_day(self.shelf)
        self.confirmed = None
        for kind in ("order", "trade", "declaration", "combining"):
            self.shelf.clear(kind)
        self.keep()
        self.flow.restart()

    @property
    def client_id(self) -> str:
        """The trading code, the same at every exchange."""
        return f"{crc32(self.account.user_id.encode()) % 10**8:08d}"
