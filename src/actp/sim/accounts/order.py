"""One order's life: its state, its records, and the reports CTP sends of it.

Which reports come, in which order, depends on the exchange; see `Exchange`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from actp import records
from actp.sim.accounts.ledger import Hold
from actp.sim.accounts.order_status import (
    ACCEPTED,
    ALL_TRADED,
    CANCELED,
    INSERT_REJECTED,
    NOT_TOUCHED,
    PARTLY_TRADED,
    QUEUEING,
    SUBMITTED,
    TOUCHED,
    UNKNOWN,
    Stamp,
    status_text,
)
from actp.sim.accounts.triggers import CONDITIONS
from actp.sim.market.order_book import Entry
from actp.sim.persistence.codec import TRANSIENT
from actp.sim.reference.exchanges import Exchange
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["Execution", "Order"]


@dataclass(frozen=True, slots=True)
class Execution:
    """One trade as the order's side of it."""

    trade_id: str
    price: float
    volume: int


@dataclass(slots=True, eq=False)
class Order:
    """`request` is the InputOrder as it was taken, with its OrderRef."""

    request: Any
    info: InstrumentInfo
    exchange: Exchange
    front_id: int
    session_id: int
    broker_order_seq: int
    order_local_id: str
    trader_id: str
    client_id: str
    inserted: Stamp
    hold: Hold
    entry: Entry
    count: Callable[[], int] = field(metadata=TRANSIENT)
    """Gives SequenceNo, which all reports of the front share."""
    origin: str = ""
    """OrderSysID of the conditional order that triggered it."""
    quote_seq: int = field(default=0, metadata=TRANSIENT)
    """BrokerQuoteSeq of the quote that it is one side of, 0 for an order by itself."""
    price: int | None = None
    """The limit in price ticks; None without one."""
    status: str = UNKNOWN
    submit: str = SUBMITTED
    order_sys_id: str = ""
    traded: int = 0
    notify_sequence: int = 0
    sequence: int = 0
    insert_time: str = ""
    update_time: str = ""
    cancel_time: str = ""
    active_user_id: str = ""
    refusal: str = ""
    reports: list[Any] = field(default_factory=list, metadata=TRANSIENT)
    """Records not yet sent: OnRtnOrder's and OnRtnTrade's."""

    @property
    def user(self) -> tuple[str, str]:
        return self.request.broker_id, self.request.investor_id

    @property
    def alive(self) -> bool:
        return self.status in (UNKNOWN, QUEUEING, PARTLY_TRADED, NOT_TOUCHED)

    @property
    def conditional(self) -> bool:
        """Whether it is one of CTP's own, which no exchange knows."""
        return self.request.contingent_condition in CONDITIONS

    @property
    def _order_type(self) -> str:
        if self.conditional:
            return "4"
        if not self.quote_seq:
            return "0"
        # Once the exchange has answered, it is the exchange's word.
        return self.exchange.quoting.order_type if self.notify_sequence else "1"

    def record(self) -> Any:
        """The `Order` record of the present state."""
        request = self.request
        natural = self.exchange.natural_insert_date or self.status == UNKNOWN or self.refusal
        return records.Order(
            broker_id=request.broker_id,
            investor_id=request.investor_id,
            instrument_id=self.info.id,
            order_ref=request.order_ref,
            user_id=request.user_id,
            order_price_type=request.order_price_type,
            direction=request.direction,
            comb_offset_flag=request.comb_offset_flag,
            comb_hedge_flag=request.comb_hedge_flag,
            limit_price=request.limit_price,
            volume_total_original=request.volume_total_original,
            time_condition=request.time_condition,
            gtd_date=request.gtd_date,
            volume_condition=request.volume_condition,
            min_volume=request.min_volume,
            contingent_condition=request.contingent_condition,
            stop_price=request.stop_price,
            force_close_reason=request.force_close_reason,
            is_auto_suspend=request.is_auto_suspend,
            business_unit=self.trader_id,
            request_id=request.request_id,
            order_local_id=self.order_local_id,
            exchange_id=self.exchange.id,
            participant_id=request.broker_id,
            client_id=self.client_id,
            exchange_inst_id=self.info.id,
            trader_id=self.trader_id,
            install_id=1,
            order_submit_status=self.submit,
            notify_sequence=self.notify_sequence,
            trading_day=self.inserted.trading_day,
            settlement_id=1,
            order_sys_id=self.order_sys_id,
            order_source="0",
            order_status=self.status,
            order_type=self._order_type,
            volume_traded=self.traded,
            volume_total=request.volume_total_original - self.traded,
            insert_date=self.inserted.calendar_day if natural else self.inserted.trading_day,
            insert_time=self.insert_time,
            update_time=self.update_time,
            cancel_time=self.cancel_time,
            active_trader_id=self.trader_id if self.order_sys_id else "",
            clearing_part_id=request.broker_id,
            sequence_no=self.sequence,
            front_id=self.front_id,
            session_id=self.session_id,
            user_product_info="",
            status_msg=status_text(self.exchange, self.status, self.submit, self.refusal),
            user_force_close=request.user_force_close,
            active_user_id=self.active_user_id,
            broker_order_seq=self.broker_order_seq,
            relative_order_sys_id=self.origin,
            zce_total_traded_volume=self.traded if self.exchange.id == "CZCE" else 0,
            is_swap_order=request.is_swap_order,
            invest_unit_id=request.invest_unit_id,
            account_id=request.account_id or request.investor_id,
            currency_id=request.currency_id or "CNY",
            mac_address=request.mac_address,
            ip_address=request.ip_address,
            order_memo=request.order_memo,
            session_req_seq=request.session_req_seq,
        )

    def _trade(self, execution: Execution, stamp: Stamp) -> Any:
        request = self.request
        natural = self.exchange.natural_trade_date
        return records.Trade(
            broker_id=request.broker_id,
            investor_id=request.investor_id,
            instrument_id=self.info.id,
            order_ref=request.order_ref,
            user_id=request.user_id,
            exchange_id=self.exchange.id,
            trade_id=execution.trade_id,
            direction=request.direction,
            order_sys_id=self.order_sys_id,
            participant_id=request.broker_id,
            client_id=self.client_id,
            exchange_inst_id=self.info.id,
            offset_flag=request.comb_offset_flag[0],
            hedge_flag=request.comb_hedge_flag[0],
            price=execution.price,
            volume=execution.volume,
            trade_date=stamp.calendar_day if natural else stamp.trading_day,
            trade_time=stamp.time,
            # SHFE says nothing of the trades of quotes.
            trade_type="0" if not self.quote_seq or self.exchange.quoting.order_type else "",
            trader_id=self.trader_id,
            order_local_id=self.order_local_id,
            clearing_part_id=request.broker_id,
            business_unit=self.trader_id,
            trading_day=stamp.trading_day,
            settlement_id=1,
            sequence_no=self.count(),
            broker_order_seq=self.broker_order_seq,
            trade_source="0",
            invest_unit_id=request.invest_unit_id,
        )

    def take(self, buy: bool, volume: int) -> int:
        """Of a trade's lots, how many open a position."""
        return volume if self.hold.opens else 0

    # -- what happens to it, each with the reports CTP sends

    def _report(self) -> None:
        self.sequence = self.count()
        self.reports.append(self.record())

    def _message(self, stamp: Stamp) -> None:
        """One message of the exchange arrives."""
        self.notify_sequence += 1
        self.update_time = stamp.time

    def submitted(self) -> None:
        self.insert_time = self.inserted.time
        self._report()

    def kept(self, order_sys_id: str) -> None:
        """By CTP, until its condition is fulfilled."""
        self.order_sys_id = order_sys_id
        self.status, self.submit = NOT_TOUCHED, ACCEPTED
        self.insert_time = self.inserted.time
        self._report()

    def waiting(self, stamp: Stamp) -> None:
        """At the exchange, for its stop price."""
        self.status, self.submit = NOT_TOUCHED, ACCEPTED
        self._message(stamp)
        self._report()

    def touched(self, stamp: Stamp) -> None:
        """Its condition is fulfilled: another order takes its place."""
        self._message(stamp)
        self.status = TOUCHED
        self._report()

    def trigger_refused(self, error_id: int, text: str) -> Any:
        """The record that tells that CTP refused the order it triggered."""
        given = {
            name: value
            for name, value in self.record().asdict().items()
            if name in records.ErrorConditionalOrder.__struct__.by_attribute
        }
        return records.ErrorConditionalOrder(**given, error_id=error_id, error_msg=text)

    def refused(self, text: str, stamp: Stamp) -> None:
        """By the exchange, before it had a number there."""
        self.status, self.submit, self.refusal = CANCELED, INSERT_REJECTED, text
        self._message(stamp)
        self._report()

    def numbered(self, order_sys_id: str, stamp: Stamp) -> None:
        self.order_sys_id = order_sys_id
        self.insert_time = stamp.time

    def queued(self, stamp: Stamp) -> None:
        self.status, self.submit = QUEUEING, ACCEPTED
        self._message(stamp)
        self._report()

    def filled(self, executions: Iterable[Execution], stamp: Stamp) -> None:
        """One exchange message with fills: the state before where CTP repeats it, the new one, trades."""
        self._message(stamp)
        if self.exchange.repeats and (not self.quote_seq or self.exchange.quoting.repeats):
            self._report()
        fills = list(executions)
        self.traded += sum(fill.volume for fill in fills)
        self.status = ALL_TRADED if self.traded == self.request.volume_total_original else PARTLY_TRADED
        if self.exchange.queues_first:
            self.submit = ACCEPTED
        self._report()
        self.reports.extend(self._trade(fill, stamp) for fill in fills)

    def repeated(self) -> None:
        """Its state is told again."""
        self._report()

    def canceled(self, stamp: Stamp, user_id: str, *, repeats: bool = True) -> None:
        """On request of a user."""
        self._message(stamp)
        if repeats:
            self._report()
        self.status, self.submit = CANCELED, ACCEPTED
        self.cancel_time, self.active_user_id = stamp.time, user_id
        self._report()

    def expired(self, executions: Iterable[Execution], stamp: Stamp) -> None:
        """An order that may not rest has got what there was; the exchange cancels what remains."""
        fills = list(executions)
        if self.exchange.queues_first:
            self.queued(stamp)
            if fills:
                self.filled(fills, stamp)
            self._end(stamp)
            return
        # The exchange cancels before it reports the trades.
        self.traded += sum(fill.volume for fill in fills)
        self._end(stamp)
        if fills:
            self._message(stamp)
            self._report()
            self.reports.extend(self._trade(fill, stamp) for fill in fills)

    def _end(self, stamp: Stamp) -> None:
        self._message(stamp)
        self.status, self.submit = CANCELED, ACCEPTED
        self.cancel_time = stamp.time
        self._report()

    def taken(self) -> list[Any]:
        """The reports due, taken out."""
        due, self.reports = self.reports, []
        return due
