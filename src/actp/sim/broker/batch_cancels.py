"""Batch cancels: all orders of a session at one exchange in one request."""

from __future__ import annotations

from typing import Any

from actp import records
from actp.sim.accounts.investor import Investor, OwnSession, Session
from actp.sim.accounts.services import Investors
from actp.sim.accounts.state import Core
from actp.sim.broker.order_entry import OrderDesk
from actp.sim.broker.validation import of_another
from actp.sim.exchange.matching_engine import NOT_NOW, Floor
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["BatchCancels"]


class BatchCancels:
    def __init__(self, core: Core, investors: Investors, order_entry: OrderDesk, floor: Floor) -> None:
        self._core = core
        self._investors = investors
        self._order_entry = order_entry
        self._floor = floor
        order_entry.arrivals["batch"] = lambda _, request: self._cancel_at_exchange(request)

    def action(self, session: Session, request: Any) -> RspInfo | None:
        """ReqBatchOrderAction. The refusal if CTP refuses; else the reports are in the flows."""
        error_id = of_another(request, self._investors.investor_at(session).account)
        exchange = EXCHANGES.get(request.exchange_id)
        if not error_id and exchange is None:
            error_id = 148 if request.exchange_id else 147
        elif not error_id and exchange is not None and not exchange.cancels_batches:
            error_id = 103
        if error_id:
            return messages.error(error_id)
        self._order_entry.send("batch", 0, request)
        return None

    def _cancel_at_exchange(self, request: Any) -> None:
        exchange, floor = EXCHANGES[request.exchange_id], self._floor
        investor = self._investors.investor_at(OwnSession(request.broker_id, request.investor_id))
        refusal = self._core.rules.exchange_refusal("ReqBatchOrderAction", request, "")
        found = [
            order
            for order in investor.orders
            if order.exchange is exchange
            and (order.front_id, order.session_id) == (request.front_id, request.session_id)
            # What is kept at CTP or still on its way the exchange does not know, and quotes go as quotes.
            and order.alive
            and not order.conditional
            and order.order_sys_id
            and (not order.quote_seq or exchange.quoting.cancels_legs)
        ]
        open_ones = [order for order in found if floor.open(order.info)]
        if found and not open_ones:
            refusal = refusal or NOT_NOW
        if refusal:
            # The request itself was good.
            info = messages.error(91, f"{exchange.id}:{refusal}")
            self._refuse(investor, request, info)
            return
        for order in open_ones:
            floor.cancel(order, investor.account.user_id)

    def action_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of a batch cancel that was refused, by CTP or (91) by the exchange."""
        self._refuse(self._investors.investor_at(session), request, info)

    def _refuse(self, investor: Investor, request: Any, info: RspInfo) -> None:
        record = self._order_entry.refused_action(records.BatchOrderAction, request, info, {})
        investor.flow.append("OnErrRtnBatchOrderAction", record, info)
