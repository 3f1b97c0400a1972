"""Parked orders and cancels: CTP keeps them while a product does not trade, and sends them when it does.

They hold back no money and no lots. What is sent is checked then, as a program's own order or cancel would
be; it carries no session's key, and an order has an OrderRef of CTP's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from actp import records
from actp.sim.accounts.investor import Investor, Session
from actp.sim.accounts.order_status import right_aligned
from actp.sim.accounts.services import Contracts, Investors
from actp.sim.accounts.state import Core
from actp.sim.broker.order_entry import OrderDesk
from actp.sim.broker.validation import missing_or_wrong, of_another
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.reference.trading_phases import TRADING
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["Parked", "ParkedOrders"]

NOT_SENT, SENT, DELETED = "1", "2", "3"
_INVESTOR = "0"
_WHY_NOT_REMOVED = {SENT: 46, DELETED: 47}


@dataclass(slots=True, eq=False)
class Parked:
    """One of them. `record` is its `ParkedOrder` or `ParkedOrderAction` as a query shows it."""

    number: int
    record: Any
    product: str

    @property
    def user(self) -> tuple[str, str]:
        return self.record.broker_id, self.record.investor_id

    @property
    def waits(self) -> bool:
        return bool(self.record.status == NOT_SENT)


class ParkedOrders:
    """Those of the trading day, sent and deleted ones too."""

    def __init__(
        self, core: Core, investors: Investors, contracts: Contracts, order_entry: OrderDesk
    ) -> None:
        self._core = core
        self._investors = investors
        self._contracts = contracts
        self._order_entry = order_entry
        self._parked: dict[tuple[str, str], Parked] = {}
        """By ParkedOrderID and ParkedOrderActionID, one of which is ""; in order of arrival."""
        self._waiting: dict[Parked, None] = {}

    def clear(self) -> None:
        """The day is over."""
        self._parked.clear()
        self._waiting.clear()
        self._core.shelf.clear("parked")

    def recall(self) -> None:
        """Go on with those of the store."""
        for _, parked in self._core.shelf.load("parked", Parked):
            self._place(parked)

    def insert(self, session: Session, request: Any) -> tuple[Any, RspInfo | None]:
        """ReqParkedOrderInsert."""
        investor = self._investors.investor_at(session)
        info = self._contracts.info(request.instrument_id)
        if request.contingent_condition not in ("", "1"):
            error_id = 161
        elif "&" in request.instrument_id:
            error_id = 6011
        else:
            error_id = missing_or_wrong(_input_order(request), investor.account, info)
        error_id = error_id or self._not_now(investor, info)
        if error_id:
            return request, messages.error(error_id)
        return self._park(request, info, "parked_order_id"), None

    def action(self, session: Session, request: Any) -> tuple[Any, RspInfo | None]:
        """ReqParkedOrderAction. Whether the order can be cancelled is asked when the cancel is sent."""
        investor = self._investors.investor_at(session)
        info = self._contracts.info(request.instrument_id)
        error_id = self._action_error(investor, info, request) or self._not_now(investor, info)
        if error_id:
            return request, messages.error(error_id)
        return self._park(request, info, "parked_order_action_id"), None

    @staticmethod
    def _action_error(investor: Investor, info: InstrumentInfo | None, request: Any) -> int:
        if error_id := of_another(request, investor.account):
            return error_id
        if "&" in request.instrument_id:
            return 6012
        if info is None:
            return 16
        if request.action_flag != "0":
            return 27 if request.action_flag == "3" else 23
        return 0

    def _not_now(self, investor: Investor, info: InstrumentInfo | None) -> int:
        assert info is not None
        own_limit, limit = self._core.limits.parked_orders, self._core.limits.broker_parked_orders
        if investor.unconfirmed:
            return 42
        if self._contracts.status(info) in TRADING:
            return 44
        if own_limit is not None and sum(p.user == investor.user for p in self._waiting) >= own_limit:
            return 159
        if limit is not None and len(self._waiting) >= limit:
            return 160
        return 0

    def _park(self, request: Any, info: InstrumentInfo | None, name: str) -> Any:
        """Keep a request; `name` is the field of its number."""
        assert info is not None
        number = {name: right_aligned(self._core.counters.next(name))}
        record = request.replace(**number, user_type=_INVESTOR, status=NOT_SENT, error_id=0, error_msg="")
        parked = Parked(self._core.counters.next("parked"), record, info.product)
        self._place(parked)
        self._change(parked)
        return record

    def _place(self, parked: Parked) -> None:
        order_id = getattr(parked.record, "parked_order_id", "")
        self._parked[order_id, getattr(parked.record, "parked_order_action_id", "")] = parked
        if parked.waits:
            self._waiting[parked] = None

    def _change(self, parked: Parked, **fields: Any) -> None:
        parked.record = parked.record.replace(**fields)
        if not parked.waits:
            self._waiting.pop(parked, None)
        self._core.shelf.put("parked", parked.number, parked)
        self._core.changes.notify()

    def remove(self, session: Session, request: Any) -> tuple[Any, RspInfo | None]:
        """ReqRemoveParkedOrder and ReqRemoveParkedOrderAction."""
        if (request.broker_id, request.investor_id) != (session.broker_id, session.user_id):
            return request, messages.error(9)
        order_id = getattr(request, "parked_order_id", "")
        action_id = getattr(request, "parked_order_action_id", "")
        parked = self._parked.get((order_id, action_id))
        if parked is None or parked.user != (request.broker_id, request.investor_id):
            return request, messages.error(45)
        if not parked.waits:
            return request, messages.error(_WHY_NOT_REMOVED[parked.record.status])
        self._change(parked, status=DELETED)
        return request, None

    def orders(self, investor: Investor) -> list[Any]:
        """`ParkedOrder` records."""
        return [p.record for (number, _), p in self._parked.items() if number and p.user == investor.user]

    def actions(self, investor: Investor) -> list[Any]:
        """`ParkedOrderAction` records."""
        return [p.record for (_, number), p in self._parked.items() if number and p.user == investor.user]

    # -- sending

    def entered(self, product: str, status: str) -> None:
        """A product enters a phase."""
        if status not in TRADING:
            return
        for parked in [parked for parked in self._waiting if parked.product == product]:
            self._send(parked)

    def _send(self, parked: Parked) -> None:
        self._change(parked, status=SENT)
        desk, session = self._order_entry, self._investors.investor_of(parked).own
        if parked.record.__struct__.name == "ParkedOrder":
            order = _input_order(parked.record).replace(order_ref="")
            if (info := desk.insert(session, order)) is not None:
                desk.insert_refused(session, order, info)
        else:
            action = _as(records.InputOrderAction, parked.record)
            if (info := desk.action(session, action)) is not None:
                desk.action_refused(session, action, info)
        if info is not None:
            self._change(parked, error_id=info.error_id, error_msg=info.text)


def _input_order(parked: Any) -> Any:
    return _as(records.InputOrder, parked)


def _as(cls: Any, record: Any) -> Any:
    """Another struct with the fields that both have."""
    known = cls.__struct__.by_attribute
    return cls(**{name: value for name, value in record.asdict().items() if name in known})
