"""One instruction to combine positions or to split them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actp import records
from actp.sim.accounts.combination_margin import Combination
from actp.sim.accounts.ledger import Key
from actp.sim.accounts.order_status import Stamp
from actp.sim.reference.exchanges import seat_id

__all__ = ["ACCEPTED", "REJECTED", "SUBMITTED", "Combining"]

SUBMITTED, ACCEPTED, REJECTED = "abc"
"""ActionStatus."""


@dataclass(slots=True, eq=False)
class Combining:
    """One instruction. `request` is the InputCombAction as it was taken, with its reference."""

    request: Any
    combination: Combination
    keys: tuple[Key, Key]
    front_id: int
    session_id: int
    local_id: str
    client_id: str
    stamp: Stamp
    taken: float
    """When, in seconds."""
    status: str = SUBMITTED
    text: str = ""
    combined_id: str = ""
    notify_sequence: int = 0
    sequence: int = 0

    def record(self) -> Any:
        """The `CombAction` record of the present state."""
        request = self.request
        known = records.CombAction.__struct__.by_attribute
        same = {name: value for name, value in request.asdict().items() if name in known}
        mine: dict[str, Any] = {
            "action_local_id": self.local_id,
            "participant_id": request.broker_id,
            "client_id": self.client_id,
            "exchange_inst_id": self.combination.id,
            "trader_id": seat_id(request.exchange_id, request.broker_id),
            "install_id": 1,
            "action_status": self.status,
            "notify_sequence": self.notify_sequence,
            "trading_day": self.stamp.trading_day,
            "settlement_id": 1,
            "sequence_no": self.sequence,
            "front_id": self.front_id,
            "session_id": self.session_id,
            "status_msg": self.text,
            "com_trade_id": self.combined_id,
        }
        return records.CombAction(**(same | mine))
