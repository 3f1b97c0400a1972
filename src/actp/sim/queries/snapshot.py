"""What the broker has of an investor, for tests to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actp.sim.accounts.investor import Investor
from actp.sim.broker.broker import Broker
from actp.sim.queries.accounts import account_row, detail_rows, position_rows

__all__ = ["Books", "books"]


@dataclass(frozen=True, slots=True)
class Books:
    """A user's records as the queries would give them; later changes do not show in it."""

    orders: tuple[Any, ...]
    """`Order` records of the day in their present state, in order of insertion."""
    trades: tuple[Any, ...]
    """`Trade` records of the day."""
    positions: tuple[Any, ...]
    """`InvestorPosition` records, those with Position 0 too."""
    details: tuple[Any, ...]
    """`InvestorPositionDetail` records."""
    account: Any
    """The `TradingAccount` record."""
    settlement_confirmed: bool


def books(broker: Broker, investor: Investor) -> Books:
    return Books(
        orders=tuple(order.record() for order in investor.orders),
        trades=tuple(investor.trades),
        positions=tuple(position_rows(broker, investor)),
        details=tuple(detail_rows(broker, investor)),
        account=account_row(broker, investor),
        settlement_confirmed=investor.confirmed is not None,
    )
