"""Self-close: bought and sold lots of an option, or of the future that comes of it, set off at settlement."""

from __future__ import annotations

from typing import Any

from actp.sim.accounts.declaration import Declaration, Naming
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.ledger import Hold
from actp.sim.broker.validation import HEDGES
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.wire.error_texts import error
from actp.sim.wire.frames import RspInfo

__all__ = ["FUTURES_OF_SELLER", "OPTIONS", "SELF_CLOSE_SPEC", "SelfCloseRules"]

OPTIONS, KEEP_OPTIONS, FUTURES_OF_SELLER, KEEP_FUTURES = "1234"
"""OptSelfCloseFlag. Nothing is set off unasked, so that those which keep change nothing."""

SELF_CLOSE_SPEC = Naming(
    name="OptionSelfClose",
    prefix="option_self_close",
    sequence="broker_option_self_close_seq",
    bad_field=3043,
    duplicate=3042,
    bad_action=3043,
    not_found=3044,
    ended=3045,
    being_canceled=3045,
)

# There it is asked for through the exchange's own site.
_BY_OTHER_WAYS = ("CZCE", "CFFEX")
# Takes no number of lots: it is for all.
_WITHOUT_VOLUME = ("DCE", "GFEX")


class SelfCloseRules:
    """It is for the exchange to see at settlement what there is to set off: nothing is held back."""

    naming = SELF_CLOSE_SPEC

    def wrong(self, request: Any, info: InstrumentInfo) -> int:
        if info.option is None:
            return 3041
        if info.exchange in _BY_OTHER_WAYS:
            return 27
        good = (
            request.opt_self_close_flag
            and request.opt_self_close_flag in (OPTIONS, KEEP_OPTIONS, FUTURES_OF_SELLER, KEEP_FUTURES)
            and request.hedge_flag
            and request.hedge_flag in HEDGES
            and request.volume >= (0 if info.exchange in _WITHOUT_VOLUME else 1)
        )
        return 0 if good else 3043

    def hold(
        self, declared: list[Declaration], investor: Investor, info: InstrumentInfo, request: Any
    ) -> tuple[Hold | None, RspInfo | None]:
        for each in declared:
            same = (each.request.hedge_flag, each.request.opt_self_close_flag) == (
                request.hedge_flag,
                request.opt_self_close_flag,
            )
            if each.stands and each.info is info and same:
                return None, error(3046)
        return None, None

    def refusal(self, declaration: Declaration) -> str:
        return ""
