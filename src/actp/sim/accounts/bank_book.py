"""An investor's account at the bank, and the day's transfers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actp.sim.accounts.order_status import Stamp
from actp.sim.persistence.codec import TRANSIENT
from actp.sim.persistence.store import Shelf

__all__ = ["BankBook", "Transfer"]


@dataclass(slots=True, eq=False)
class Transfer:
    """One transfer of the day."""

    serial: int
    code: str
    amount: float
    session_id: int
    stamp: Stamp
    answer: Any
    """What CTP answered."""
    refusal: str = ""
    """Why the bank refuses it, "" if it does not."""
    settled: bool = False
    """The bank has said its word."""


@dataclass(slots=True, eq=False)
class BankBook:
    """An investor's account at the bank, and the day's transfers by PlateSerial."""

    balance: float = 0.0
    transfers: dict[int, Transfer] = field(default_factory=dict, metadata=TRANSIENT)

    def end_day(self, shelf: Shelf) -> None:
        """What is still on its way goes on."""
        for serial, transfer in tuple(self.transfers.items()):
            if transfer.settled:
                del self.transfers[serial]
                shelf.remove("transfer", serial)
