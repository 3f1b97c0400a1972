"""States of orders and quotes as CTP names them, and when a change happened."""

from __future__ import annotations

from dataclasses import dataclass

from actp.sim.reference.exchanges import Exchange
from actp.sim.wire.layouts import fitting

__all__ = ["Stamp", "right_aligned", "status_text"]

UNKNOWN, QUEUEING, PARTLY_TRADED, ALL_TRADED, CANCELED = "a", "3", "1", "0", "5"
NOT_TOUCHED, TOUCHED = "b", "c"
SUBMITTED, ACCEPTED, INSERT_REJECTED = "0", "3", "4"

_TEXTS = {
    UNKNOWN: "",
    QUEUEING: "未成交",
    PARTLY_TRADED: "部分成交",
    ALL_TRADED: "全部成交",
    CANCELED: "已撤单",
    NOT_TOUCHED: "尚未触发",
    TOUCHED: "已触发",
}


def status_text(exchange: Exchange, status: str, submit: str, refusal: str) -> str:
    """StatusMsg, as much of it as its 80 bytes hold. `refusal` is the exchange's, "" without one."""
    if refusal:
        return fitting(f"已撤单报单被拒绝{exchange.id}:{refusal}", 80)
    return _TEXTS[status] + ("报单已提交" if submit == SUBMITTED else "")


def right_aligned(number: int) -> str:
    """An exchange's number as CTP writes it: with leading blanks, 12 wide."""
    return f"{number:>12}"


@dataclass(frozen=True, slots=True)
class Stamp:
    """When something happens: the trading day, the calendar's date and the exchanges' time."""

    trading_day: str
    calendar_day: str
    time: str
