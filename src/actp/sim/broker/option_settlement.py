"""Options at the end of a day: what was declared is carried out, and what expires is exercised or lapses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from actp.sim.accounts.investor import Investor
from actp.sim.accounts.ledger import Key, Ledger
from actp.sim.accounts.order_status import right_aligned
from actp.sim.accounts.services import Contracts, Reports
from actp.sim.broker.exercise import ABANDON, SET_OFF, fee
from actp.sim.broker.exercise_requests import Declarations
from actp.sim.broker.self_close import FUTURES_OF_SELLER, OPTIONS
from actp.sim.reference.instruments import InstrumentInfo, expire_date
from actp.sim.reference.option_terms import OptionTerms

__all__ = ["settle_options"]


@dataclass(slots=True)
class _Settlement:
    """One investor's options at the end of a day. `price` gives the settlement prices."""

    exercises: Declarations
    self_closes: Declarations
    contracts: Contracts
    reports: Reports
    investor: Investor
    price: Callable[[str], float]

    @property
    def day(self) -> str:
        return self.reports.trading_day

    @property
    def ledger(self) -> Ledger:
        return self.investor.ledger

    def _trade_id(self, info: InstrumentInfo) -> str:
        return right_aligned(self.reports.exchange_number(info.exchange))

    def run(self) -> None:
        exercises, self_closes = self.exercises, self.self_closes
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
        known = self.contracts.info(terms.underlying) is not None
        return self.price(terms.underlying) if known else terms.strike

    def _seller_sets_off(self, info: InstrumentInfo, key: Key) -> bool:
        return any(
            each.stands
            and each.info is info
            and each.request.hedge_flag == key.hedge_flag
            and each.request.opt_self_close_flag == FUTURES_OF_SELLER
            for each in self.self_closes.of(self.investor)
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


def settle_options(
    exercises: Declarations,
    self_closes: Declarations,
    contracts: Contracts,
    reports: Reports,
    investor: Investor,
    price: Callable[[str], float],
) -> None:
    """Carry out what was declared for the day's options, before the day is settled at these prices."""
    _Settlement(exercises, self_closes, contracts, reports, investor, price).run()
