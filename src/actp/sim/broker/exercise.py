"""The exercise of options, and what becomes of options at the day's settlement.

Declared exercise frees the option's lots and opens a position in the underlying at the strike price. On its
last day an option that is in the money is exercised without being declared, unless that was given up; who
sold it is assigned. Whoever is on the other side of an early exercise is not at this front.
"""

from __future__ import annotations

from typing import Any

from actp.sim.accounts.declaration import Declaration, Naming
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.ledger import Hold
from actp.sim.accounts.services import Contracts, Reports
from actp.sim.broker.validation import HEDGES
from actp.sim.exchange.matching_engine import Floor
from actp.sim.reference.instruments import InstrumentInfo, expire_date
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["ABANDON", "EXERCISE_SPEC", "SET_OFF", "ExerciseRules", "fee"]

EXERCISE, ABANDON = "1", "2"
"""ActionType."""
SET_OFF, KEEP = "0", "1"
"""CloseFlag."""

EXERCISE_SPEC = Naming(
    name="ExecOrder",
    prefix="exec_order",
    sequence="broker_exec_order_seq",
    bad_field=15,
    duplicate=67,
    bad_action=71,
    not_found=73,
    ended=26,
    being_canceled=72,
)

# There an option is not abandoned; its automatic exercise is called off, by an exercise of no lots.
_CALLS_OFF = ("DCE", "GFEX")
_NOT_IN_TIME = "报单被拒绝，不在宣告期内"


def fee(info: InstrumentInfo) -> float:
    """Of the exercise or assignment of one lot."""
    assert info.option is not None
    rates = info.commission
    return info.option.strike * info.multiplier * rates.exercise_by_money + rates.exercise_by_volume


class ExerciseRules:
    """Exercises and abandonments of options."""

    naming = EXERCISE_SPEC

    def __init__(self, contracts: Contracts, reports: Reports, floor: Floor) -> None:
        self._contracts = contracts
        self._reports = reports
        self._floor = floor

    def wrong(self, request: Any, info: InstrumentInfo) -> int:
        terms = info.option
        if terms is None:
            return 69
        if info.exchange == "CFFEX":
            # Its options are exercised through its own site.
            return 27
        if self._contracts.info(terms.underlying) is None:
            return 70
        if request.action_type not in (EXERCISE, ABANDON):
            return 81
        calls_off = info.exchange in _CALLS_OFF
        if request.action_type == ABANDON and calls_off:
            return 87
        good = (
            request.volume >= (0 if calls_off else 1)
            and request.offset_flag
            and request.offset_flag in "134"
            and request.hedge_flag
            and request.hedge_flag in HEDGES
            and request.posi_direction == "2"
            and request.reserve_position_flag in ("0", "1")
            and request.close_flag in ((KEEP,) if info.exchange == "CZCE" else (SET_OFF, KEEP))
        )
        if not good:
            return 15
        return 0 if self._floor.open(info) else 139

    def hold(
        self, declared: list[Declaration], investor: Investor, info: InstrumentInfo, request: Any
    ) -> tuple[Hold | None, RspInfo | None]:
        if not request.volume:
            return None, None
        ledger, terms = investor.ledger, info.option
        assert terms is not None
        key = ledger.key(info.id, True, request.hedge_flag, request.offset_flag == "3")
        if request.volume > ledger.closable(key):
            return None, messages.error(74)
        if request.action_type == ABANDON:
            return Hold(key, False, terms.strike, request.volume, purpose="abandon"), None
        underlying = ledger.contract(terms.underlying)
        margin = ledger.unit_margin(underlying, terms.call, terms.strike)
        hold = Hold(key, False, terms.strike, request.volume, margin, fee(info), purpose="exercise")
        if (missing := ledger.missing(hold)) > 0:
            return None, messages.error(31, f"资金不足，还需{missing:.2f}元")
        return hold, None

    def refusal(self, declaration: Declaration) -> str:
        terms = declaration.info.option
        assert terms is not None
        last = expire_date(declaration.info, self._reports.trading_day) == self._reports.trading_day
        request = declaration.request
        early = terms.american and request.action_type == EXERCISE and request.volume
        return "" if last or early else _NOT_IN_TIME
