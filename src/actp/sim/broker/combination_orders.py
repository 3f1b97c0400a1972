"""Combining positions and splitting them: an investor's instructions, and the rows that tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from actp.sim.accounts.combination_instruction import ACCEPTED, REJECTED, SUBMITTED, Combining
from actp.sim.accounts.combination_margin import (
    EXCHANGE_KINDS,
    Combination,
    Combined,
    discount,
    find,
)
from actp.sim.accounts.investor import Investor, Session
from actp.sim.accounts.ledger import Key
from actp.sim.accounts.order_status import right_aligned
from actp.sim.accounts.services import Investors, Reports
from actp.sim.accounts.state import Core
from actp.sim.broker.order_entry import OrderDesk
from actp.sim.broker.validation import is_reference, no_right, of_another
from actp.sim.exchange.matching_engine import NOT_NOW, Floor
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo
from actp.sim.wire.layouts import fitting

__all__ = ["HEDGE_FLAGS", "CombinationDesk"]

COMBINE, SPLIT, DELETE = "012"
"""CombDirection."""
# The hedge flags of the two legs.
HEDGE_FLAGS = {"1": "11", "3": "33", "6": "13", "7": "31"}
# Before that an instruction that the exchange has not answered cannot be deleted.
_DELETABLE_AFTER = 30.0
_TOO_FEW = "持仓不足"
_DELETED = "已撤销"


class CombinationDesk:
    def __init__(
        self, core: Core, investors: Investors, reports: Reports, order_entry: OrderDesk, floor: Floor
    ) -> None:
        self._core = core
        self._investors = investors
        self._reports = reports
        self._order_entry = order_entry
        self._floor = floor

    def recall(self, investor: Investor) -> None:
        """Go on with what the store has, and with what was on its way to the exchange."""
        for local_id, each in investor.shelf.load("combining", Combining):
            investor.combinings[local_id] = each
            if each.status == SUBMITTED:
                self._order_entry.on_its_way(partial(self._receive, investor, each))

    # -- at CTP

    def insert(self, session: Session, request: Any) -> RspInfo | None:
        """ReqCombActionInsert. The refusal if CTP refuses; else the reports are in the flow."""
        investor = self._investors.investor_at(session)
        if error_id := self._wrong(investor, request, session.references.get("CombAction", 0)):
            return messages.error(error_id)
        infos, buy = self._core.source.instruments, request.direction == "0"
        found = find(request.instrument_id, request.exchange_id, buy, infos)
        if found is None:
            return messages.error(16)
        request = request.replace(instrument_id=found.id)
        hedges = HEDGE_FLAGS[request.hedge_flag]
        legs = zip(found.legs, hedges, strict=True)
        left, right = (investor.ledger.key(leg.info.id, leg.buy, hedge, True) for leg, hedge in legs)
        if request.comb_direction == DELETE:
            return self._delete(investor, request)
        if refusal := self._not_enough(investor, request, found, (left, right)):
            return refusal
        reference = request.comb_action_ref or str(session.references.get("CombAction", 0) + 1)
        session.references["CombAction"] = int(reference)
        combining = Combining(
            request=request.replace(comb_action_ref=reference),
            combination=found,
            keys=(left, right),
            front_id=session.front_id,
            session_id=session.session_id,
            local_id=self._order_entry.local_id(),
            client_id=investor.client_id,
            stamp=self._reports.stamp(),
            taken=self._core.now().timestamp(),
        )
        investor.combinings[combining.local_id] = combining
        self._tell(investor, combining)
        self._order_entry.on_its_way(partial(self._receive, investor, combining))
        return None

    def insert_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of an instruction that CTP refused."""
        self._investors.investor_at(session).flow.append("OnErrRtnCombActionInsert", request, info)

    @staticmethod
    def _wrong(investor: Investor, request: Any, last: int) -> int:
        account, exchange = investor.account, request.exchange_id
        if error_id := of_another(request, account) or no_right(account, ""):
            return error_id
        if not exchange:
            return 147
        if exchange not in EXCHANGES:
            return 148
        if exchange not in EXCHANGE_KINDS:
            return 27
        if account.exchanges is not None and exchange not in account.exchanges:
            return 20
        good = (
            request.volume > 0
            and request.direction in ("0", "1")
            and request.comb_direction in (COMBINE, SPLIT, DELETE)
            and request.hedge_flag in HEDGE_FLAGS
            and is_reference(request.comb_action_ref)
        )
        if not good:
            return 15
        if request.comb_action_ref and int(request.comb_action_ref) <= last:
            return 22
        return 42 if investor.unconfirmed else 0

    def _not_enough(
        self, investor: Investor, request: Any, combination: Combination, keys: tuple[Key, Key]
    ) -> RspInfo | None:
        ledger = investor.ledger
        if request.comb_direction == COMBINE:
            enough = all(ledger.combinable(key) >= request.volume for key in keys)
            return None if enough else messages.error(30)
        standing = list(_standing(investor, combination, keys))
        if sum(each.volume for each in standing) < request.volume:
            return messages.error(30)
        left, more = request.volume, 0.0
        for each in standing:
            part = min(left, each.volume)
            left -= part
            more += discount(ledger, each) * part
        return messages.error(153) if more > ledger.funds().available else None

    def _delete(self, investor: Investor, request: Any) -> RspInfo | None:
        """Take back an instruction that the exchange has not answered."""
        wanted = request.comb_action_ref
        for each in investor.combinings.values():
            given = each.request
            if (
                each.status == SUBMITTED
                and (given.instrument_id, given.direction) == (request.instrument_id, request.direction)
                and wanted in ("", given.comb_action_ref)
            ):
                if self._core.now().timestamp() - each.taken < _DELETABLE_AFTER:
                    return messages.error(152)
                self._answer(investor, each, REJECTED, _DELETED)
                return None
        return messages.error(151)

    # -- at the exchange

    def _receive(self, investor: Investor, combining: Combining) -> None:
        if combining.status != SUBMITTED:
            return
        request, ledger = combining.request, investor.ledger
        refusal = self._core.rules.exchange_refusal("ReqCombActionInsert", request, combining.combination.id)
        if not refusal and not all(self._floor.open(leg.info) for leg in combining.combination.legs):
            refusal = NOT_NOW
        # What was there when it was sent may be closed by now.
        if not refusal and self._not_enough(investor, request, combining.combination, combining.keys):
            refusal = _TOO_FEW
        if refusal:
            self._answer(investor, combining, REJECTED, f"{request.exchange_id}:{refusal}")
            return
        if request.comb_direction == COMBINE:
            combined = Combined(
                id=self._new_id(investor, combining.stamp.trading_day),
                combination=combining.combination,
                keys=combining.keys,
                volume=request.volume,
                day=combining.stamp.trading_day,
            )
            ledger.combine(combined)
            combining.combined_id = combined.id
        else:
            left = request.volume
            for each in list(_standing(investor, combining.combination, combining.keys)):
                part = min(left, each.volume)
                left -= part
                if part:
                    combining.combined_id = each.id
                    ledger.split(each, part)
        self._answer(
            investor, combining, ACCEPTED, "组合成功" if request.comb_direction == COMBINE else "拆分成功"
        )

    def _new_id(self, investor: Investor, day: str) -> str:
        """A ComTradeID. It begins with the day where one of an earlier day has the same number."""
        number = self._core.counters.next("combination")
        plain = right_aligned(number)
        return plain if plain not in investor.ledger.combined else f"{day}{number:06d}"

    def _answer(self, investor: Investor, combining: Combining, status: str, text: str) -> None:
        combining.status, combining.text = status, fitting(text, 80)
        combining.notify_sequence += 1
        self._tell(investor, combining)

    def _tell(self, investor: Investor, combining: Combining) -> None:
        combining.sequence = self._order_entry.sequence_number()
        investor.shelf.put("combining", combining.local_id, combining)
        investor.flow.append("OnRtnCombAction", combining.record())
        self._core.changes.notify()


def _standing(investor: Investor, combination: Combination, keys: tuple[Key, Key]) -> Iterator[Combined]:
    """What the investor has of a combination, in order of combining."""
    for each in investor.ledger.combined.values():
        if (each.combination.id, each.keys) == (combination.id, keys):
            yield each


# -- rows
