"""Orders that wait for a price.

CTP's conditional orders are kept at the broker and hold back no money and no lots. The order that one
triggers is a new one, checked when it is sent; it carries no session's key and names its origin by
RelativeOrderSysID.

The stop-loss and take-profit orders of DCE and GFEX are those exchanges' own: they wait there, and go on as
they are once the last price touches theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from operator import ge, gt, le, lt
from typing import Any, Generic, Protocol, TypeVar

from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["CONDITIONS", "STOPS", "WaitingOrders", "fulfilled"]

# ContingentCondition: the price that is looked at, and how it compares with StopPrice.
CONDITIONS: dict[str, tuple[str, Callable[[float, float], bool]]] = {
    character: (price, compare)
    for price, characters in (
        ("last_price", "5678"),
        ("ask_price1", "9ABC"),
        ("bid_price1", "DEFH"),
    )
    for character, compare in zip(characters, (gt, ge, lt, le), strict=True)
}


# ContingentCondition of the exchanges' own: how the last price compares for a purchase and for a sale.
STOPS: dict[str, tuple[Callable[[float, float], bool], Callable[[float, float], bool]]] = {
    "2": (ge, le),
    "3": (le, ge),
}


class Waiting(Protocol):
    """An order that waits."""

    @property
    def info(self) -> InstrumentInfo: ...
    @property
    def request(self) -> Any: ...


W = TypeVar("W", bound=Waiting)


class WaitingOrders(Generic[W]):
    """Those not touched yet, by instrument in the order they came."""

    def __init__(self) -> None:
        self._waiting: dict[str, dict[W, None]] = {}

    def add(self, order: W) -> None:
        self._waiting.setdefault(order.info.id, {})[order] = None

    def remove(self, order: W) -> bool:
        """Take one out. False if it is not there."""
        waiting = self._waiting.get(order.info.id, {})
        if order not in waiting:
            return False
        del waiting[order]
        return True

    def clear(self) -> None:
        """The day is over."""
        self._waiting.clear()

    def touched(self, tick: Any) -> list[W]:
        """Those whose condition a snapshot fulfils, taken out."""
        waiting = self._waiting.get(tick.instrument_id)
        if not waiting:
            return []
        found = [order for order in waiting if fulfilled(order.request, tick)]
        for order in found:
            del waiting[order]
        return found


def fulfilled(request: Any, tick: Any) -> bool:
    """Whether a snapshot fulfils the condition of an order."""
    condition = request.contingent_condition
    if condition in STOPS:
        name, compare = "last_price", STOPS[condition][0 if request.direction == "0" else 1]
    else:
        name, compare = CONDITIONS[condition]
    price = getattr(tick, name)
    # A side of the book without orders has no price: nothing to compare.
    return isfinite(price) and price != 0 and compare(price, request.stop_price)
