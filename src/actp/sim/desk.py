"""The broker's order desk: takes orders and cancels from sessions, refuses what CTP refuses, keeps
conditional orders, and brings the rest to the exchanges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from actp import records

from . import messages
from .checks import missing_or_wrong
from .conditional import CONDITIONS, ConditionalOrders
from .delays import DelayLine
from .exchanges import EXCHANGES, Exchange, seat_id
from .floor import NOT_NOW, Floor
from .instruments import InstrumentInfo
from .investors import Investor, Session
from .ledger import Hold
from .matching import Entry
from .orders import UNKNOWN, Order, right_aligned
from .protocol import RspInfo

if TYPE_CHECKING:
    from .broker import Broker
    from .core import Core

__all__ = ["OrderDesk"]

_TOO_LATE = "报单已全成交或已撤销"
# The greatest number that an OrderRef's 12 characters hold.
_LAST_REFERENCE = 10**12 - 1


@dataclass(frozen=True, slots=True)
class _Message:
    """What is on its way to an exchange: an order, by its BrokerOrderSeq, or the request to cancel it."""

    order: int
    cancel: Any = None


class OrderDesk:
    """Orders and cancels take `exchange_latency` seconds to the exchange."""

    def __init__(self, core: Core, broker: Broker, floor: Floor, exchange_latency: float) -> None:
        self._core = core
        self._broker = broker
        self._floor = floor
        self._exchange_latency = exchange_latency
        self._way = DelayLine(core.clock)
        """To the exchanges: what is on it keeps its order, so that a cancel never passes its order."""
        self._conditional = ConditionalOrders()
        self._count = core.counters.next
        self.sequence_number = partial(self._count, "sequence number")
        """The next SequenceNo."""

    def local_id(self) -> str:
        """The next OrderLocalID."""
        return right_aligned(self._count("local id"))

    def sequence(self) -> int:
        """The next SequenceNo, which all reports of the front share."""
        return self.sequence_number()

    def on_its_way(self, arrives: Callable[[], None]) -> None:
        """Something goes to an exchange."""
        self._way.call(self._exchange_latency, arrives)

    def clear(self) -> None:
        """The day is over: orders are gone, numbers begin again."""
        self._conditional.clear()
        self._way.clear()
        self._core.shelf.clear("message")

    def recall(self, orders: list[Order]) -> None:
        """Go on with the conditional orders of the store, and with what was on its way to the exchanges."""
        by_number = {order.broker_order_seq: order for order in orders}
        for _, order in sorted(by_number.items()):
            if order.conditional and order.alive:
                self._conditional.add(order)
                self._core.board.watch(order.info.id)
        for number, message in self._core.shelf.load("message", _Message):
            arrive = partial(self._arrive, number, by_number[message.order], message.cancel)
            self._way.call(self._exchange_latency, arrive)

    def _send(self, order: Order, cancel: Any = None) -> None:
        """Bring an order, or a cancel of it, on its way to the exchange."""
        number = 0
        if self._exchange_latency:
            number = self._count("message")
            self._core.shelf.put("message", number, _Message(order.broker_order_seq, cancel))
        self._way.call(self._exchange_latency, partial(self._arrive, number, order, cancel))

    def _arrive(self, number: int, order: Order, cancel: Any) -> None:
        if number:
            self._core.shelf.remove("message", number)
        if cancel is None:
            self._floor.receive(order)
        else:
            self._cancel_at_exchange(cancel, order)

    def insert(self, session: Session, request: Any) -> RspInfo | None:
        """ReqOrderInsert. The refusal if CTP refuses; else the reports are in the flows."""
        investor = self._broker.investor_at(session)
        order, error = self._take(session, investor, request)
        if error is not None or order is None:
            return error
        investor.by_reference[order.front_id, order.session_id, order.request.order_ref] = order
        if order.conditional:
            self._keep(investor, order)
        else:
            self._submit(investor, order)
        return None

    def _submit(self, investor: Investor, order: Order) -> None:
        investor.orders.append(order)
        investor.ledger.hold(order.hold)
        order.submitted()
        if self._exchange_latency:
            self._broker.publish(order)
        self._send(order)

    def _keep(self, investor: Investor, order: Order) -> None:
        investor.orders.append(order)
        order.kept(f"TJBD_{self._count('conditional order')}")
        investor.by_sys_id[order.exchange.id, order.order_sys_id] = order
        self._conditional.add(order)
        self._core.board.watch(order.info.id)
        self._broker.publish(order)
        # The present prices may fulfil the condition already.
        if (tick := self._core.snapshot(order.info.id)) is not None:
            self.trigger(tick.record)

    def trigger(self, tick: Any) -> None:
        """Send what the conditional orders that a snapshot touches stand for."""
        for kept in self._conditional.touched(tick):
            stamp = self._broker.stamp()
            kept.touched(stamp)
            self._broker.publish(kept)
            investor = self._broker.investor_of(kept)
            request = kept.request.replace(contingent_condition="1", stop_price=0.0)
            hold, error = self._hold(investor, kept.info, kept.exchange, request)
            if error is not None or hold is None:
                assert error is not None
                record = kept.trigger_refused(error.error_id, error.text)
                investor.flow.append("OnRtnErrorConditionalOrder", record)
                continue
            # Nobody's session sent it.
            order = self._order(investor, kept.info, kept.exchange, request, hold, (0, 0))
            order.origin = kept.order_sys_id
            self._submit(investor, order)

    def insert_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of an order that CTP refused."""
        self._broker.investor_at(session).flow.append("OnErrRtnOrderInsert", request, info)

    def _take(
        self, session: Session, investor: Investor, request: Any
    ) -> tuple[Order | None, RspInfo | None]:
        info = self._broker.info(request.instrument_id)
        error_id = missing_or_wrong(request, investor.account, info)
        if not error_id and info is not None and self._broker.expired(info):
            error_id = 17
        if error_id == 16 and self._broker.combinations.exists(request.instrument_id, request.exchange_id):
            # There to be combined, not to be traded.
            error_id = 17
        if not error_id and request.order_ref and int(request.order_ref) <= session.last_order_ref:
            error_id = 22
        if not error_id and not request.order_ref and session.last_order_ref >= _LAST_REFERENCE:
            error_id = 22
        if not error_id and investor.account.confirm_settlement and investor.confirmed is None:
            error_id = 42
        if error_id:
            return None, messages.error(error_id)
        assert info is not None
        session.last_order_ref = int(request.order_ref or session.last_order_ref + 1)
        exchange = EXCHANGES[info.exchange]
        # An order without an OrderRef is given one; where days are not apart, any close is a plain close.
        offset = request.comb_offset_flag[0]
        changes = {} if request.order_ref else {"order_ref": str(session.last_order_ref)}
        if offset != "0" and not exchange.splits_days:
            changes["comb_offset_flag"] = "1"
        if changes:
            request = request.replace(**changes)
        if request.contingent_condition in CONDITIONS:
            hold = Hold(investor.ledger.key(info.id, True, "1", True), True, 0.0, 0)
        else:
            found, error = self._hold(investor, info, exchange, request)
            if error is not None or found is None:
                return None, error
            hold = found
        key = (session.front_id, session.session_id)
        return self._order(investor, info, exchange, request, hold, key), None

    def _order(
        self,
        investor: Investor,
        info: InstrumentInfo,
        exchange: Exchange,
        request: Any,
        hold: Hold,
        session: tuple[int, int],
    ) -> Order:
        return Order(
            request=request,
            info=info,
            exchange=exchange,
            front_id=session[0],
            session_id=session[1],
            broker_order_seq=self._count("broker order"),
            order_local_id=right_aligned(self._count("local id")),
            trader_id=seat_id(exchange.id, request.broker_id),
            client_id=investor.client_id,
            inserted=self._broker.stamp(),
            hold=hold,
            entry=Entry(request.direction == "0", request.volume_total_original),
            count=self.sequence_number,
        )

    def _hold(
        self, investor: Investor, info: InstrumentInfo, exchange: Exchange, request: Any
    ) -> tuple[Hold | None, RspInfo | None]:
        """What an order holds back, or the refusal if there is not enough of it."""
        ledger, volume = investor.ledger, request.volume_total_original
        offset, hedge = request.comb_offset_flag[0], request.comb_hedge_flag[0]
        buy = request.direction == "0"
        price = request.limit_price
        if request.order_price_type != "2":
            price = self._broker.limits(info)[1] or self._broker.mark(info.id)
        if offset == "0":
            hold, missing = ledger.opening(info.id, buy, hedge, price, volume)
            if missing > 0:
                return None, _no_money(missing)
            return hold, None
        today = offset == "3"
        key = ledger.key(info.id, not buy, hedge, today)
        if volume > ledger.closable(key):
            return None, messages.error(30 if not exchange.splits_days else 50 if today else 51)
        hold = ledger.closing(key, price, volume)
        if (missing := ledger.missing(hold)) > 0:
            return None, _no_money(missing)
        return hold, None

    def action(self, session: Session, request: Any) -> RspInfo | None:
        """ReqOrderAction. The refusal if CTP refuses; else the reports are in the flows."""
        investor = self._broker.investor_at(session)
        if request.action_flag != "0":
            return messages.error(27 if request.action_flag == "3" else 23)
        order = investor.find(request)
        if order is None:
            return messages.error(25)
        if not order.alive:
            return messages.error(26)
        if order.conditional:
            self._conditional.remove(order)
            order.canceled(self._broker.stamp(), session.user_id)
            self._broker.publish(order)
            return None
        if order.status == UNKNOWN and not order.exchange.cancels_unknown:
            return messages.error(157)
        self._send(order, request)
        return None

    def _cancel_at_exchange(self, request: Any, order: Order) -> None:
        investor = self._broker.investor_of(order)
        refusal = self._core.rules.exchange_refusal("ReqOrderAction", request, order.info.id)
        if not order.alive:
            refusal = _TOO_LATE
        elif not self._floor.open(order.info):
            refusal = NOT_NOW
        if refusal:
            # The request itself was good.
            self._refuse_action(investor, request, messages.error(91, f"{order.exchange.id}:{refusal}"))
            return
        self._floor.remove(order)
        investor.ledger.release(order.hold)
        order.canceled(self._broker.stamp(), investor.account.user_id)
        self._broker.publish(order)

    def action_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of a cancel that was refused, by CTP or (91) by the exchange."""
        self._refuse_action(self._broker.investor_at(session), request, info)

    def _refuse_action(self, investor: Investor, request: Any, info: RspInfo) -> None:
        order = investor.find(request)
        stamp = self._broker.stamp()
        refused_by_exchange = info.error_id == 91
        record = records.OrderAction(
            broker_id=request.broker_id,
            investor_id=request.investor_id,
            order_action_ref=request.order_action_ref,
            order_ref=request.order_ref,
            request_id=request.request_id,
            front_id=request.front_id,
            session_id=request.session_id,
            exchange_id=request.exchange_id,
            order_sys_id=request.order_sys_id,
            action_flag=request.action_flag,
            limit_price=request.limit_price,
            volume_change=request.volume_change,
            action_date=stamp.calendar_day,
            action_time=stamp.time,
            trader_id=order.trader_id if order is not None else "",
            install_id=1 if order is not None else 0,
            order_local_id=order.order_local_id if order is not None else "",
            action_local_id=right_aligned(self._count("local id")) if refused_by_exchange else "",
            participant_id=request.broker_id if order is not None else "",
            client_id=investor.client_id if order is not None else "",
            order_action_status="c" if refused_by_exchange else "b",
            user_id=request.user_id,
            status_msg=info.text,
            instrument_id=request.instrument_id,
            invest_unit_id=request.invest_unit_id,
            mac_address=request.mac_address,
            ip_address=request.ip_address,
            order_memo=request.order_memo,
            session_req_seq=request.session_req_seq,
        )
        investor.flow.append("OnErrRtnOrderAction", record, info)


def _no_money(missing: float) -> RspInfo:
    return messages.error(31, f"资金不足，还需{missing:.2f}元")
