"""CTP's own look at an order, before money, positions and the exchange are asked."""

from __future__ import annotations

from math import isfinite
from typing import Any

from actp.sim.accounts.credentials import Account
from actp.sim.accounts.triggers import CONDITIONS, STOPS
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.reference.instruments import InstrumentInfo

__all__ = [
    "HEDGES",
    "OFFSETS",
    "is_reference",
    "missing_or_wrong",
    "no_right",
    "of_another",
    "wrong_instrument",
]

OFFSETS = "0134"
HEDGES = "1235"
# Last price, best prices and the like: CTP knows them, no exchange takes them.
_RELATIVE_PRICES = "456789ABCDEF"


def missing_or_wrong(request: Any, account: Account, info: InstrumentInfo | None) -> int:
    """The ErrorID for an InputOrder, 0 if it is well-formed and its investor may send it."""
    return (
        of_another(request, account)
        or wrong_instrument(request, account, info)
        or _fields(request)
        or _rights(request, account)
    )


def of_another(request: Any, account: Account) -> int:
    """The ErrorID for a request that does not name the session's investor."""
    if not request.investor_id:
        return 146
    if (request.broker_id, request.investor_id) != (account.broker_id, account.user_id):
        return 9
    return 0


def wrong_instrument(request: Any, account: Account, info: InstrumentInfo | None) -> int:
    """The ErrorID for a request that names a contract and its exchange, 0 if its investor may trade it."""
    if not request.exchange_id:
        return 147
    if request.exchange_id not in EXCHANGES:
        return 148
    if info is None:
        return 16
    if info.exchange != request.exchange_id:
        return 150
    if not info.is_trading:
        return 17
    if account.exchanges is not None and info.exchange not in account.exchanges:
        return 20
    return 0


def is_reference(text: str) -> bool:
    """Whether a reference is a number, or left out."""
    return not text or (text.isascii() and text.strip().isdigit())


def _fields(request: Any) -> int:
    offset, hedge = request.comb_offset_flag, request.comb_hedge_flag
    kind = request.order_price_type
    volume = request.volume_total_original
    condition = request.contingent_condition
    # Parked orders have a request of their own; touch and touch-profit are not CTP's but some exchanges'.
    if condition == "4" or (condition in STOPS and not EXCHANGES[request.exchange_id].keeps_stops):
        return 54
    if request.is_swap_order:
        return 65
    if kind and kind in _RELATIVE_PRICES:
        return 80
    good = (
        condition in ("", "1", *CONDITIONS, *STOPS)
        and request.direction in ("0", "1")
        and (len(offset), len(hedge)) == (1, 1)
        and offset in OFFSETS
        and hedge in HEDGES
        and kind in ("1", "2", "3", "G")
        and request.time_condition in ("1", "3")
        and request.volume_condition in ("1", "2", "3")
        and request.force_close_reason in ("", "0")
        and volume > 0
        and 0 <= request.min_volume <= volume
        and is_reference(request.order_ref)
    )
    if not good:
        return 15
    if (condition in CONDITIONS or condition in STOPS) and not isfinite(request.stop_price):
        return 95
    return 95 if kind == "2" and not isfinite(request.limit_price) else 0


def no_right(account: Account, offsets: str) -> int:
    """The ErrorID for an investor who may not trade so; `offsets` are those asked for."""
    if account.trading == "none":
        return 28
    return 29 if account.trading == "close" and "0" in offsets else 0


def _rights(request: Any, account: Account) -> int:
    if error_id := no_right(account, request.comb_offset_flag[0]):
        return error_id
    if request.contingent_condition in CONDITIONS and not account.conditional_orders:
        return 62
    return 0
