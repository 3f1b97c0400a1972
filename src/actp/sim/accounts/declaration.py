"""What an investor declares to an exchange besides orders: exercises, abandonments, self-closes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actp import records
from actp.sim.accounts.ledger import Hold
from actp.sim.accounts.order_status import INSERT_REJECTED, SUBMITTED, Stamp
from actp.sim.persistence.codec import TRANSIENT
from actp.sim.reference.exchanges import Exchange, seat_id
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["CANCELED", "DONE", "STANDING", "Declaration", "Naming"]

STANDING, CANCELED, DONE = "n", "c", "0"
"""ExecResult."""
_TEXTS = {STANDING: "已报入", CANCELED: "已撤单", DONE: "执行成功"}


@dataclass(frozen=True, slots=True)
class Naming:
    """CTP's names and ErrorIDs for one kind of declaration."""

    name: str
    """As in ReqXInsert, OnRtnX and the struct X."""
    prefix: str
    """Of the fields XRef, XSysID and XLocalID, in snake_case."""
    sequence: str
    """The broker's own number of it."""
    bad_field: int
    duplicate: int
    bad_action: int
    not_found: int
    ended: int
    being_canceled: int


@dataclass(slots=True, eq=False)
class Declaration:
    """`request` is the struct InputX as it was taken, with its reference."""

    kind: str
    """Its naming's name."""
    naming: Naming = field(metadata=TRANSIENT)
    request: Any
    info: InstrumentInfo
    exchange: Exchange
    front_id: int
    session_id: int
    number: int
    local_id: str
    client_id: str
    inserted: Stamp
    hold: Hold | None = None
    sys_id: str = ""
    submit: str = SUBMITTED
    result: str = STANDING
    insert_time: str = ""
    cancel_time: str = ""
    active_user_id: str = ""
    refusal: str = ""
    cancel: Any = None
    """The request to cancel it that is on its way."""
    notify_sequence: int = 0
    sequence: int = 0

    @property
    def stands(self) -> bool:
        return self.result == STANDING and self.submit != INSERT_REJECTED

    @property
    def reference(self) -> str:
        return str(getattr(self.request, f"{self.naming.prefix}_ref"))

    @property
    def text(self) -> str:
        """StatusMsg."""
        if self.refusal:
            return f"{self.exchange.id}:{self.refusal}"
        return "报单已提交" if self.submit == SUBMITTED else _TEXTS[self.result]

    def record(self) -> Any:
        """The record of the present state."""
        request, prefix = self.request, self.naming.prefix
        cls = records.record_class(self.naming.name)
        known = cls.__struct__.by_attribute
        seat = seat_id(self.exchange.id, request.broker_id)
        same = {name: value for name, value in request.asdict().items() if name in known}
        natural = self.exchange.natural_insert_date or not self.sys_id
        mine: dict[str, Any] = {
            f"{prefix}_local_id": self.local_id,
            f"{prefix}_sys_id": self.sys_id,
            self.naming.sequence: self.number,
            "business_unit": seat,
            "exchange_id": self.exchange.id,
            "participant_id": request.broker_id,
            "client_id": self.client_id,
            "exchange_inst_id": self.info.id,
            "trader_id": seat,
            "install_id": 1,
            "order_submit_status": self.submit,
            "notify_sequence": self.notify_sequence,
            "trading_day": self.inserted.trading_day,
            "settlement_id": 1,
            "insert_date": self.inserted.calendar_day if natural else self.inserted.trading_day,
            "insert_time": self.insert_time,
            "cancel_time": self.cancel_time,
            "exec_result": self.result,
            "clearing_part_id": request.broker_id,
            "sequence_no": self.sequence,
            "front_id": self.front_id,
            "session_id": self.session_id,
            "status_msg": self.text,
            "active_user_id": self.active_user_id,
            "account_id": request.investor_id,
            "currency_id": "CNY",
        }
        return cls(**(same | mine))
