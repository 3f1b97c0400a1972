"""What a ledger is made of: positions lot by lot, what orders hold back, what happened in the day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign
from typing import NamedTuple

__all__ = [
    "Closing",
    "Deal",
    "Funds",
    "Held",
    "Hold",
    "Key",
    "Lot",
    "Settled",
    "Sum",
    "Tally",
    "cents",
]


def cents(amount: float) -> float:
    """An amount of money in whole cents; half a cent goes away from zero."""
    # Doubles miss half cents by little: 3145 * 10 * 0.0001 is not quite 3.145.
    return round(amount + copysign(1e-7, amount), 2) + 0.0


class Key(NamedTuple):
    """What a position row is of. `today` None where the exchange keeps both together."""

    instrument_id: str
    buy: bool
    """Whether it is long."""
    hedge_flag: str
    today: bool | None


@dataclass(slots=True, eq=False)
class Lot:
    """What is left of one opening trade."""

    key: Key
    trade_id: str
    open_date: str
    open_price: float
    volume: int
    today: bool
    last_settlement: float
    trade_type: str = "0"
    """CTP's TradeType of the trade that opened it."""
    closed_volume: int = 0
    closed_amount: float = 0.0
    profit_by_date: float = 0.0
    profit_by_trade: float = 0.0
    number: int = 0
    """Counts the lots of the ledger's day."""

    @property
    def basis(self) -> float:
        """The price its profit of the day counts from."""
        return self.open_price if self.today else self.last_settlement


@dataclass(slots=True, eq=False)
class Tally:
    """What happened to the position `key` during the day."""

    key: Key
    yesterday: int = 0
    opened: int = 0
    opened_amount: float = 0.0
    closed: int = 0
    closed_amount: float = 0.0
    commission: float = 0.0
    profit_by_date: float = 0.0
    profit_by_trade: float = 0.0
    previous_margin: float = 0.0
    cash_in: float = 0.0
    """Premium received less premium paid."""
    mark: float | None = None
    """The price when it last changed."""


@dataclass(slots=True, eq=False)
class Deal:
    """One trade of the day."""

    key: Key
    """The position that it added to or took from."""
    opens: bool
    price: float
    volume: int
    amount: float
    trade_id: str
    commission: float
    profit: float = 0.0
    """By date."""
    premium: float = 0.0
    """Received; paid if it is negative."""


@dataclass(slots=True, eq=False)
class Closing:
    """The part of a lot that a trade closed."""

    key: Key
    open_date: str
    open_price: float
    today: bool
    price: float
    volume: int
    profit: float
    """By date."""


@dataclass(slots=True, eq=False)
class Hold:
    """What an order in the market holds back: money if it opens, lots if it closes."""

    key: Key
    """The position that it adds to or takes from."""
    opens: bool
    price: float
    volume: int
    unit_margin: float = 0.0
    unit_commission: float = 0.0
    unit_cash: float = 0.0
    """Premium."""
    purpose: str = ""
    """ "exercise" or "abandon" of an option's lots; "" for an order."""

    @property
    def margin(self) -> float:
        return self.unit_margin * self.volume

    @property
    def commission(self) -> float:
        return self.unit_commission * self.volume

    @property
    def cash(self) -> float:
        return self.unit_cash * self.volume


@dataclass(slots=True, eq=False)
class Sum:
    """The lots of one instrument and side together."""

    volume: int = 0
    cost: float = 0.0
    """Volume times basis."""


@dataclass(frozen=True, slots=True)
class Funds:
    """An account's money at one moment, by the names of CTP's TradingAccount."""

    previous_balance: float
    previous_margin: float
    close_profit: float
    position_profit: float
    commission: float
    margin: float
    frozen_margin: float
    frozen_commission: float
    deposit: float = 0.0
    withdrawal: float = 0.0
    cash_in: float = 0.0
    """Premium received less premium paid."""
    frozen_cash: float = 0.0

    @property
    def balance(self) -> float:
        brought = self.previous_balance + self.deposit - self.withdrawal
        return cents(brought + self.close_profit + self.position_profit + self.cash_in - self.commission)

    @property
    def available(self) -> float:
        frozen = self.frozen_margin + self.frozen_commission + self.frozen_cash
        return self.balance - self.margin - frozen

    @property
    def withdraw_quota(self) -> float:
        """What can be taken out: profit that is not realised cannot."""
        return max(0.0, self.available - max(0.0, self.position_profit))


@dataclass(frozen=True, slots=True)
class Held:
    """A lot as the day's settlement found it, its margin as it is afterwards."""

    lot: Lot
    """As it was before."""
    settlement: float
    profit_by_date: float
    profit_by_trade: float
    margin: float


@dataclass(frozen=True, slots=True)
class Settled:
    """A day as its settlement found it. The margin in `funds` is what is asked for afterwards."""

    funds: Funds
    deals: tuple[Deal, ...]
    closings: tuple[Closing, ...]
    held: tuple[Held, ...]
    exercise_fee: float = 0.0
    """The part of the commission that exercises and assignments of options cost."""
