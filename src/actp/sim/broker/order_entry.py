"""The broker's order desk: takes orders and cancels from sessions, refuses what CTP refuses, keeps
conditional orders, and brings the rest to the exchanges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from actp import records
from actp.sim.accounts.combination_margin import exists
from actp.sim.accounts.investor import Investor, Session
from actp.sim.accounts.ledger import Hold
from actp.sim.accounts.order import Order
from actp.sim.accounts.order_status import UNKNOWN, right_aligned
from actp.sim.accounts.services import Contracts, Investors, Reports
from actp.sim.accounts.state import Core
from actp.sim.accounts.triggers import CONDITIONS, WaitingOrders
from actp.sim.broker.validation import missing_or_wrong
from actp.sim.clock.delay_line import DelayLine
from actp.sim.exchange.matching_engine import NOT_NOW, Floor
from actp.sim.market.order_book import Entry
from actp.sim.reference.exchanges import EXCHANGES, Exchange, seat_id
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.reference.trading_phases import CONTINUOUS
from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["LAST_REFERENCE", "TOO_LATE", "OrderDesk"]

TOO_LATE = "报单已全成交或已撤销"
# What exchanges answer that know the quote, but not its two orders each by itself.
_NOT_THERE = "出错: 所撤委托单没有找到"
_HIGHEST_PRICE = 1e9
LAST_REFERENCE = 10**12 - 1
"""The greatest number that an OrderRef's 12 characters hold."""


@dataclass(frozen=True, slots=True)
class _Message:
    """What is on its way to an exchange: what sort of thing, its number, and the request that acts on it."""

    kind: str
    number: int
    request: Any = None


class OrderDesk:
    """Orders and cancels take `exchange_latency` seconds to the exchange."""

    def __init__(
        self,
        core: Core,
        investors: Investors,
        contracts: Contracts,
        reports: Reports,
        floor: Floor,
        exchange_latency: float,
    ) -> None:
        self._core = core
        self._investors = investors
        self._contracts = contracts
        self._reports = reports
        self._floor = floor
        self._exchange_latency = exchange_latency
        self._way = DelayLine(core.clock)
        """To the exchanges: what is on it keeps its order, so that a cancel never passes its order."""
        self._conditional: WaitingOrders[Order] = WaitingOrders()
        self._by_number: dict[int, Order] = {}
        """The orders of the day by BrokerOrderSeq."""
        self._count = core.counters.next
        self.sequence_number = partial(self._count, "sequence number")
        """The next SequenceNo, which all reports of the front share."""
        self.arrivals: dict[str, Callable[[int, Any], None]] = {
            "order": lambda number, _: floor.receive(self._by_number[number]),
            "cancel": lambda number, request: self._cancel_at_exchange(request, self._by_number[number]),
        }
        """What an exchange does with what `send()` brought, by its kind: gets number and request."""

    def local_id(self) -> str:
        """The next OrderLocalID."""
        return right_aligned(self._count("local id"))

    def on_its_way(self, arrives: Callable[[], None]) -> None:
        """Something goes to an exchange."""
        self._way.call(self._exchange_latency, arrives)

    def clear(self) -> None:
        """The day is over: orders are gone, numbers begin again."""
        self._conditional.clear()
        self._by_number.clear()
        self._way.clear()
        self._core.shelf.clear("message")

    def recall(self, orders: list[Order]) -> None:
        """Go on with the orders of the store, conditional ones too."""
        self._by_number = {order.broker_order_seq: order for order in orders}
        for _, order in sorted(self._by_number.items()):
            if order.conditional and order.alive:
                self._conditional.add(order)
                self._core.board.watch(order.info.id)

    def recall_way(self) -> None:
        """Go on with what was on its way to the exchanges, once all of it is known again."""
        for key, message in self._core.shelf.load("message", _Message):
            self._way.call(self._exchange_latency, partial(self._arrive, key, message))

    def send(self, kind: str, number: int, request: Any = None) -> None:
        """Bring something on its way to the exchange: see `arrivals`."""
        message, key = _Message(kind, number, request), 0
        if self._exchange_latency:
            key = self._count("message")
            self._core.shelf.put("message", key, message)
        self._way.call(self._exchange_latency, partial(self._arrive, key, message))

    def _arrive(self, key: int, message: _Message) -> None:
        if key:
            self._core.shelf.remove("message", key)
        self.arrivals[message.kind](message.number, message.request)

    def insert(self, session: Session, request: Any) -> RspInfo | None:
        """ReqOrderInsert. The refusal if CTP refuses; else the reports are in the flows."""
        investor = self._investors.investor_at(session)
        order, error = self._take(session, investor, request)
        if error is not None or order is None:
            return error
        if order.conditional:
            self._keep(investor, order)
        else:
            self._submit(investor, order)
        return None

    def _submit(self, investor: Investor, order: Order) -> None:
        self.enter(investor, order)
        if self._exchange_latency:
            self._reports.publish(order)
        self.send("order", order.broker_order_seq)

    def enter(self, investor: Investor, order: Order) -> None:
        """Put an order that goes to the exchange into the books."""
        self._by_number[order.broker_order_seq] = order
        investor.add(order)
        investor.ledger.hold(order.hold)
        order.submitted()

    def _keep(self, investor: Investor, order: Order) -> None:
        investor.add(order)
        order.kept(f"TJBD_{self._count('conditional order')}")
        investor.by_sys_id[order.exchange.id, order.order_sys_id] = order
        self._conditional.add(order)
        self._core.board.watch(order.info.id)
        self._reports.publish(order)
        # The present prices may fulfil the condition already.
        if (tick := self._core.snapshot(order.info.id)) is not None:
            self.trigger(tick.record)

    def trigger(self, tick: Any) -> None:
        """Send what the conditional orders that a snapshot touches stand for; in continuous trading only."""
        info = self._contracts.info(tick.instrument_id)
        if info is None or self._contracts.status(info) != CONTINUOUS:
            return
        for kept in self._conditional.touched(tick):
            stamp = self._reports.stamp()
            kept.touched(stamp)
            self._reports.publish(kept)
            investor = self._investors.investor_of(kept)
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
        self._investors.investor_at(session).flow.append("OnErrRtnOrderInsert", request, info)

    def _take(
        self, session: Session, investor: Investor, request: Any
    ) -> tuple[Order | None, RspInfo | None]:
        info = self._contracts.info(request.instrument_id)
        error_id = missing_or_wrong(request, investor.account, info)
        if not error_id and info is not None and self._contracts.expired(info):
            error_id = 17
        if error_id == 16 and exists(
            request.instrument_id, request.exchange_id, self._core.source.instruments
        ):
            # There to be combined, not to be traded.
            error_id = 17
        if not error_id and request.order_ref and int(request.order_ref) <= session.last_order_ref:
            error_id = 22
        if not error_id and not request.order_ref and session.last_order_ref >= LAST_REFERENCE:
            error_id = 22
        if not error_id and investor.unconfirmed:
            error_id = 42
        if error_id:
            return None, messages.error(error_id)
        assert info is not None
        session.last_order_ref = int(request.order_ref or session.last_order_ref + 1)
        if not request.order_ref:
            request = request.replace(order_ref=str(session.last_order_ref))
        return self.made(investor, info, request, (session.front_id, session.session_id))

    def made(
        self, investor: Investor, info: InstrumentInfo, request: Any, session: tuple[int, int]
    ) -> tuple[Order | None, RspInfo | None]:
        """An order from a request in which all is well, or the refusal if money or lots do not suffice."""
        exchange = EXCHANGES[info.exchange]
        # Where days are not apart, any close is a plain close.
        if request.comb_offset_flag[0] != "0" and not exchange.splits_days:
            request = request.replace(comb_offset_flag="1")
        if request.contingent_condition in CONDITIONS:
            hold = Hold(investor.ledger.key(info.id, True, "1", True), True, 0.0, 0)
        else:
            found, error = self._hold(investor, info, exchange, request)
            if error is not None or found is None:
                return None, error
            hold = found
        return self._order(investor, info, exchange, request, hold, session), None

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
            order_local_id=self.local_id(),
            trader_id=seat_id(exchange.id, request.broker_id),
            client_id=investor.client_id,
            inserted=self._reports.stamp(),
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
        # Beyond all limits the exchange refuses it; sums of money have to stay exact until then.
        price = min(max(request.limit_price, 0.0), _HIGHEST_PRICE)
        if request.order_price_type != "2":
            price = self._contracts.limits(info)[1] or self._contracts.mark(info.id)
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
        investor = self._investors.investor_at(session)
        if request.action_flag != "0":
            return messages.error(27 if request.action_flag == "3" else 23)
        order = investor.find(request)
        if order is None:
            return messages.error(25)
        if not order.alive:
            return messages.error(26)
        if order.conditional:
            self._conditional.remove(order)
            order.canceled(self._reports.stamp(), session.user_id)
            self._reports.publish(order)
            return None
        if order.status == UNKNOWN and order.quote_seq:
            return messages.error(92)
        if order.status == UNKNOWN and not order.exchange.cancels_unknown:
            return messages.error(157)
        self.send("cancel", order.broker_order_seq, request)
        return None

    def _cancel_at_exchange(self, request: Any, order: Order) -> None:
        investor = self._investors.investor_of(order)
        refusal = self._core.rules.exchange_refusal("ReqOrderAction", request, order.info.id)
        if not order.alive:
            refusal = TOO_LATE
        elif not self._floor.open(order.info):
            refusal = NOT_NOW
        elif order.quote_seq and not order.exchange.quoting.cancels_legs:
            order.repeated()
            self._reports.publish(order)
            refusal = _NOT_THERE
        if refusal:
            # The request itself was good.
            self._refuse_action(investor, request, messages.error(91, f"{order.exchange.id}:{refusal}"))
            return
        self._floor.cancel(order, investor.account.user_id)

    def action_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of a cancel that was refused, by CTP or (91) by the exchange."""
        self._refuse_action(self._investors.investor_at(session), request, info)

    def _refuse_action(self, investor: Investor, request: Any, info: RspInfo) -> None:
        order, about = investor.find(request), {}
        if order is not None:
            about = {
                "trader_id": order.trader_id,
                "install_id": 1,
                "order_local_id": order.order_local_id,
                "participant_id": request.broker_id,
                "client_id": investor.client_id,
            }
        record = self.refused_action(records.OrderAction, request, info, about)
        investor.flow.append("OnErrRtnOrderAction", record, info)

    def refused_action(self, cls: Any, request: Any, info: RspInfo, about: dict[str, Any]) -> Any:
        """What tells of a cancel that CTP or (91) the exchange refused: the request and what it meant."""
        stamp, by_exchange = self._reports.stamp(), info.error_id == 91
        known = cls.__struct__.by_attribute
        same = {name: value for name, value in request.asdict().items() if name in known}
        mine = {
            "action_date": stamp.calendar_day,
            "action_time": stamp.time,
            "action_local_id": self.local_id() if by_exchange else "",
            "order_action_status": "c" if by_exchange else "b",
            "status_msg": info.text,
        }
        return cls(**(same | mine | about))


def _no_money(missing: float) -> RspInfo:
    return messages.error(31, f"资金不足，还需{missing:.2f}元")
