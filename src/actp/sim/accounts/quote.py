"""A market maker's quote, and the state its exchange gave it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actp import records
from actp.sim.accounts.order import Order
from actp.sim.accounts.order_status import ALL_TRADED, CANCELED, SUBMITTED, UNKNOWN, Stamp, status_text
from actp.sim.persistence.codec import TRANSIENT
from actp.sim.reference.exchanges import Exchange
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["Quote"]


@dataclass(slots=True, eq=False)
class Quote:
    """`request` is the InputQuote as it was taken, with its references. One side may be missing."""

    request: Any
    info: InstrumentInfo
    exchange: Exchange
    front_id: int
    session_id: int
    local_id: str
    trader_id: str
    client_id: str
    broker_quote_seq: int
    inserted: Stamp
    ask_seq: int = 0
    bid_seq: int = 0
    """BrokerOrderSeq of its orders; 0 for a side that is missing."""
    ask: Order | None = field(default=None, metadata=TRANSIENT)
    bid: Order | None = field(default=None, metadata=TRANSIENT)
    status: str = UNKNOWN
    submit: str = SUBMITTED
    sys_id: str = ""
    notify_sequence: int = 0
    sequence: int = 0
    insert_time: str = ""
    cancel_time: str = ""
    active_user_id: str = ""
    refusal: str = ""
    withdrawn: bool = False
    """Cancelled or replaced, whether or not its status tells it."""

    @property
    def user(self) -> tuple[str, str]:
        return self.request.broker_id, self.request.investor_id

    @property
    def legs(self) -> list[Order]:
        """Its orders, the ask first."""
        return [order for order in (self.ask, self.bid) if order is not None]

    @property
    def ended(self) -> bool:
        return self.withdrawn or self.status in (CANCELED, ALL_TRADED)

    def record(self) -> Any:
        """The `Quote` record of the present state."""
        request = self.request
        natural = self.exchange.natural_insert_date or self.status == UNKNOWN or self.refusal
        known = records.Quote.__struct__.by_attribute
        same = {name: value for name, value in request.asdict().items() if name in known}
        mine = {
            "business_unit": self.trader_id,
            "quote_local_id": self.local_id,
            "exchange_id": self.exchange.id,
            "participant_id": request.broker_id,
            "client_id": self.client_id,
            "trader_id": self.trader_id,
            "install_id": 1,
            "notify_sequence": self.notify_sequence,
            "order_submit_status": self.submit,
            "trading_day": self.inserted.trading_day,
            "settlement_id": 1,
            "quote_sys_id": self.sys_id,
            "insert_date": self.inserted.calendar_day if natural else self.inserted.trading_day,
            "insert_time": self.insert_time,
            "cancel_time": self.cancel_time,
            "quote_status": self.status,
            "clearing_part_id": request.broker_id,
            "sequence_no": self.sequence,
            "ask_order_sys_id": self.ask.order_sys_id if self.ask is not None else "",
            "bid_order_sys_id": self.bid.order_sys_id if self.bid is not None else "",
            "front_id": self.front_id,
            "session_id": self.session_id,
            "status_msg": status_text(self.exchange, self.status, self.submit, self.refusal),
            "active_user_id": self.active_user_id,
            "broker_quote_seq": self.broker_quote_seq,
            "account_id": request.investor_id,
            "currency_id": "CNY",
            "exchange_inst_id": self.info.id,
        }
        return records.Quote(**(same | mine))
