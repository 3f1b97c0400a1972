"""The exercise of options, and what becomes of options at the day's settlement.

Declared exercise frees the option's lots and opens a position in the underlying at the strike price. On its
last day an option that is in the money is exercised without being declared, unless that was given up; who
sold it is assigned. Whoever is on the other side of an early exercise is not at this front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actp.sim.accounts.declaration import Declaration, Naming
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.ledger import Hold, Key, Ledger
from actp.sim.accounts.order_status import right_aligned
from actp.sim.broker.exercise_requests import DeclarationDesk
from actp.sim.broker.self_close import FUTURES_OF_SELLER, OPTIONS
from actp.sim.broker.validation import HEDGES
from actp.sim.reference.instruments import InstrumentInfo, expire_date
from actp.sim.reference.option_terms import OptionTerms
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

if TYPE_CHECKING:
    from actp.sim.broker.broker import Broker

__all__ = ["EXERCISE_SPEC", "ExerciseDesk", "settle_options"]

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


class ExerciseDesk(DeclarationDesk):
    naming = EXERCISE_SPEC

    def _wrong(self, request: Any, info: InstrumentInfo) -> int:
        terms = info.option
        if terms is None:
            return 69
        if info.exchange == "CFFEX":
            # Its options are exercised through its own site.
            return 27
        if self._broker.info(terms.underlying) is None:
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
        return 0 if self._broker.floor.open(info) else 139

    def _hold(
        self, investor: Investor, info: InstrumentInfo, request: Any
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

    def _verdict(self, declaration: Declaration) -> str:
        terms = declaration.info.option
        assert terms is not None
        last = expire_date(declaration.info, self._broker.trading_day) == self._broker.trading_day
        request = declaration.request
        early = terms.american and request.action_type == EXERCISE and request.volume
        return "" if last or early else _NOT_IN_TIME


@dataclass(slots=True)
class _Settlement:
    """One investor's options at the end of a day. `price` gives the settlement prices."""

    broker: Broker
    investor: Investor
    price: Callable[[str], float]

    @property
    def day(self) -> str:
        return self.broker.trading_day

    @property
    def ledger(self) -> Ledger:
        return self.investor.ledger

    def _trade_id(self, info: InstrumentInfo) -> str:
        return right_aligned(self.broker.exchange_number(info.exchange))

    def run(self) -> None:
        exercises, self_closes = self.broker.exercises, self.broker.self_closes
        given_up: dict[Key, int] = {}
        called_off: set[Key] = set()
        for each in self_closes.of(self.investor):
            if each.stands and each.request.opt_self_close_flag == OPTIONS:
                self.set_off(each.info, each.request.hedge_flag, each.request.volume)
                self_closes.carried_out(self.investor, each)
        for each in exercises.of(self.investor):
            if not each.stands:
                continue
            request, hold = each.request, each.hold
            exercises.carried_out(self.investor, each)
            if hold is None:
                called_off.add(self.ledger.key(each.info.id, True, request.hedge_flag, True))
            elif request.action_type == ABANDON:
                given_up[hold.key] = given_up.get(hold.key, 0) + hold.volume
            else:
                # Fewer are left where lots were set off against sold ones.
                volume = min(hold.volume, self.ledger.volume(hold.key))
                self.exercise(hold.key, volume, sets_off=request.close_flag == SET_OFF)
        for key in self._expiring():
            if self.ledger.contract(key.instrument_id).option is not None:
                self.expire(key, given_up.get(key, 0), called_off=key in called_off)
        for key in self._expiring():
            # Delivery, as far as it concerns the account: nobody can close them any more.
            info = self.ledger.contract(key.instrument_id)
            if info.option is None and (volume := self.ledger.volume(key)):
                self.ledger.book(key, False, self.price(info.id), volume, self._trade_id(info), self.day)
        for each in self_closes.of(self.investor):
            if each.stands:
                self_closes.carried_out(self.investor, each)

    def _expiring(self) -> Iterator[Key]:
        for key in dict.fromkeys(lot.key for lot in self.ledger.lots):
            info = self.ledger.contract(key.instrument_id)
            if expire_date(info, self.day) <= self.day:
                yield key

    def expire(self, key: Key, given_up: int, *, called_off: bool) -> None:
        """What is left of an option on its last day."""
        info = self.ledger.contract(key.instrument_id)
        terms, volume = info.option, self.ledger.volume(key)
        assert terms is not None
        worth = terms.intrinsic(self._underlying_price(terms)) > 0
        if not key.buy:
            if worth:
                self.exercise(key, volume, sets_off=self._seller_sets_off(info, key))
            else:
                self.ledger.lapse(key, volume)
            return
        exercised = volume - min(given_up, volume) if worth and not called_off else 0
        self.exercise(key, exercised, sets_off=False)
        self.ledger.lapse(key, volume - exercised)

    def _underlying_price(self, terms: OptionTerms) -> float:
        known = self.broker.info(terms.underlying) is not None
        return self.price(terms.underlying) if known else terms.strike

    def _seller_sets_off(self, info: InstrumentInfo, key: Key) -> bool:
        return any(
            each.stands
            and each.info is info
            and each.request.hedge_flag == key.hedge_flag
            and each.request.opt_self_close_flag == FUTURES_OF_SELLER
            for each in self.broker.self_closes.of(self.investor)
        )

    def exercise(self, key: Key, volume: int, *, sets_off: bool) -> None:
        """Lots of an option, bought or sold, become a position in the underlying, or money."""
        if not volume:
            return
        info = self.ledger.contract(key.instrument_id)
        terms = info.option
        assert terms is not None
        self.ledger.lapse(key, volume, fee(info) * volume)
        if terms.cash_settled:
            paid = terms.intrinsic(self._underlying_price(terms)) * info.multiplier * volume
            self.ledger.pay(premium=paid if key.buy else -paid)
            return
        underlying = self.ledger.contract(terms.underlying)
        # Who bought a call buys, who sold it sells.
        opened = self.ledger.key(underlying.id, terms.call is key.buy, key.hedge_flag, True)
        self.ledger.book(opened, True, terms.strike, volume, self._trade_id(underlying), self.day)
        if sets_off:
            self.set_off(underlying, key.hedge_flag, volume)

    def set_off(self, info: InstrumentInfo, hedge_flag: str, volume: int) -> None:
        """Close bought and sold lots of a contract against each other, `volume` (0: all) at most."""
        sides = [
            [Key(info.id, buy, hedge_flag, today) for today in (None, False, True)] for buy in (True, False)
        ]
        most = min(sum(self.ledger.volume(key) for key in side) for side in sides)
        trade_id = self._trade_id(info)
        for side in sides:
            left = min(volume or most, most)
            for key in side:
                part = min(left, self.ledger.volume(key))
                left -= part
                if part:
                    self.ledger.book(key, False, self.price(info.id), part, trade_id, self.day)


def settle_options(broker: Broker, investor: Investor, price: Callable[[str], float]) -> None:
    """Carry out what was declared for the day's options, before the day is settled at these prices."""
    _Settlement(broker, investor, price).run()
