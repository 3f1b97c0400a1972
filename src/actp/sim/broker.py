"""The broker's trading system: takes orders from sessions, brings them to the exchanges' books, keeps the
investors' ledgers, and reports into the private flows.

Everything happens within the call that causes it, so that the same requests and ticks give the same reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from math import floor, isfinite
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

from actp import records
from actp.errors import ConfigurationError

from . import messages
from .accounts import Account
from .board import Tick
from .checks import missing_or_wrong
from .conditional import CONDITIONS, ConditionalOrders
from .delays import DelayLine
from .exchanges import EXCHANGES, Exchange
from .flows import Flow
from .instruments import InstrumentInfo, calendar_day, previous_trading_day
from .ledger import Hold, Ledger
from .matching import Entry, Fill, Level, OrderBook
from .orders import UNKNOWN, Execution, Order, Stamp, right_aligned
from .protocol import Flow as FlowKind
from .protocol import RspInfo

if TYPE_CHECKING:
    from .core import Core

__all__ = ["Broker", "Investor", "Session"]

CONTINUOUS = "2"
_NOT_NOW = "当前状态禁止此项操作"
_TOO_LATE = "报单已全成交或已撤销"
_LEVELS = 5
# The greatest number that an OrderRef's 12 characters hold.
_LAST_REFERENCE = 10**12 - 1


class Session(Protocol):
    """A logged-in session, as the broker needs it."""

    front_id: int
    session_id: int
    broker_id: str
    user_id: str
    last_order_ref: int


@dataclass(eq=False)
class Investor:
    """One user's day."""

    account: Account
    ledger: Ledger
    flow: Flow = field(default_factory=lambda: Flow(FlowKind.PRIVATE))
    orders: list[Order] = field(default_factory=list)
    by_reference: dict[tuple[int, int, str], Order] = field(default_factory=dict)
    """By FrontID, SessionID and OrderRef."""
    by_sys_id: dict[tuple[str, str], Order] = field(default_factory=dict)
    """By ExchangeID and OrderSysID."""
    trades: list[Any] = field(default_factory=list)
    confirmed: tuple[str, str] | None = None
    """Date and time of the settlement's confirmation."""

    def find(self, request: Any) -> Order | None:
        """The order that an InputOrderAction means, by either key."""
        if request.order_sys_id:
            return self.by_sys_id.get((request.exchange_id, request.order_sys_id))
        return self.by_reference.get((request.front_id, request.session_id, request.order_ref))

    def end_day(self, settlement: Callable[[str], float]) -> None:
        self.ledger.end_day(settlement)
        self.orders.clear()
        self.by_reference.clear()
        self.by_sys_id.clear()
        self.trades.clear()
        self.confirmed = None
        self.flow.restart()

    @property
    def client_id(self) -> str:
        """The trading code, the same at every exchange."""
        return f"{crc32(self.account.user_id.encode()) % 10**8:08d}"


class Broker:
    def __init__(self, core: Core, fill: str, exchange_latency: float = 0.0) -> None:
        self._core = core
        self._exchange_latency = exchange_latency
        self._way = DelayLine()
        """To the exchanges: what is on it keeps its order, so that a cancel never passes its order."""
        self._fills_from_market = fill == "market"
        self.trading_day = core.trading_day
        self.public = Flow(FlowKind.PUBLIC)
        self._investors: dict[tuple[str, str], Investor] = {}
        self._books: dict[str, OrderBook] = {}
        self._volumes: dict[str, int] = {}
        """The market's Volume of the last tick that a book has seen."""
        self._statuses: dict[str, str] = {}
        """InstrumentStatus by product, where it is not continuous trading."""
        self._conditional = ConditionalOrders()
        self._local_ids = count(1)
        self._broker_seqs = count(1)
        self._sequences = count(1)
        self._exchange_numbers: dict[str, count[int]] = {}
        self._conditional_ids = count(1)
        core.board.listeners.append(self._on_tick)
        self._announce()

    # -- who and what there is

    def investor(self, broker_id: str, user_id: str) -> Investor | None:
        """None for a stranger."""
        self.turn_day()
        found = self._investors.get((broker_id, user_id))
        if found is None:
            account = self._core.accounts.account(broker_id, user_id)
            if account is None:
                return None
            found = Investor(account, self._open_ledger(account))
            self._investors[broker_id, user_id] = found
        return found

    def _open_ledger(self, account: Account) -> Ledger:
        ledger = Ledger(
            account.balance, self.contract, self.mark, lambda exchange: EXCHANGES[exchange].splits_days
        )
        for position in account.positions:
            info = self.info(position.instrument_id)
            if info is None or info.exchange not in EXCHANGES:
                raise ConfigurationError(
                    f"account {account.user_id}: the front has no contract {position.instrument_id!r} to hold"
                )
            settlement = self.settlement_before(info)
            key = ledger.key(info.id, position.direction == "0", position.hedge_flag, position.today)
            day = self.trading_day if position.today else previous_trading_day(self.trading_day)
            price = settlement if position.open_price is None else position.open_price
            ledger.bring(
                key,
                price,
                settlement,
                position.volume,
                position.open_date or day,
                trade_id=right_aligned(self._exchange_number(info.exchange)),
                today=position.today,
            )
        return ledger

    @property
    def investors(self) -> Mapping[tuple[str, str], Investor]:
        """Those known so far, by broker and user."""
        self.turn_day()
        return self._investors

    def view_book(self, info: InstrumentInfo) -> OrderBook:
        """The instrument's book as it stands, for reading: unlike `book()` this lets no market begin."""
        book = self._books.get(info.id)
        if book is None:
            book, tick = OrderBook(), self._core.snapshot(info.id)
            if self._fills_from_market and tick is not None:
                book.snapshot(*_quote(info, tick))
        return book

    def trade_outside(self, info: InstrumentInfo, price: int, volume: int) -> int:
        """`volume` trades at `price` (in ticks): resting orders that good or better get it, at their prices.

        Gives how much they got.
        """
        book = self.view_book(info)
        left, fills = volume, []
        for entry in (*book.orders(True), *book.orders(False)):
            good = entry.price >= price if entry.buy else entry.price <= price
            if good and left:
                fills.append(book.fill(entry, min(left, entry.volume)))
                left -= fills[-1].volume
        if info.id in self._volumes:
            # The tick that tells of this trade must not fill once more.
            self._volumes[info.id] += volume
        self.filled_outside(fills)
        return volume - left

    def info(self, instrument_id: str) -> InstrumentInfo | None:
        return self._core.source.instruments.get(instrument_id)

    def contract(self, instrument_id: str) -> InstrumentInfo:
        return self._core.source.instruments[instrument_id]

    def mark(self, instrument_id: str) -> float:
        """The last price, or what comes nearest to it."""
        tick = self._core.snapshot(instrument_id)
        for price in (tick.record.last_price, tick.record.pre_settlement_price) if tick is not None else ():
            if isfinite(price) and price > 0:
                return float(price)
        return self.contract(instrument_id).reference_price

    def settlement_before(self, info: InstrumentInfo) -> float:
        tick = self._core.snapshot(info.id)
        price = tick.record.pre_settlement_price if tick is not None else 0.0
        return float(price) if isfinite(price) and price > 0 else info.reference_price

    def limits(self, info: InstrumentInfo) -> tuple[float | None, float | None]:
        """The lowest and the highest price of the day, None where the market does not say."""
        tick = self._core.snapshot(info.id)
        if tick is None:
            return None, None
        found = (tick.record.lower_limit_price, tick.record.upper_limit_price)
        low, high = (float(price) if isfinite(price) and price > 0 else None for price in found)
        return low, high

    def stamp(self) -> Stamp:
        clock = self._core.source.clock
        if clock[0] == "-":
            now = self._core.now()
            return Stamp(self.trading_day, f"{now:%Y%m%d}", f"{now:%H:%M:%S}")
        return Stamp(self.trading_day, calendar_day(self.trading_day, clock), clock)

    def status(self, info: InstrumentInfo) -> str:
        """The InstrumentStatus of its product."""
        return self._statuses.get(info.product, CONTINUOUS)

    def set_status(self, status: str, products: tuple[str, ...]) -> None:
        """Let products (all, if none is named) enter a phase; tell the public flow."""
        known = {info.product for info in self._core.source.instruments.values()}
        for product in sorted(known.intersection(products) if products else known):
            self._statuses[product] = status
            self._announce_product(product)

    def _announce(self) -> None:
        for product in sorted({info.product for info in self._core.source.instruments.values()}):
            self._announce_product(product)

    def _announce_product(self, product: str) -> None:
        info = next(i for i in self._core.source.instruments.values() if i.product == product)
        exchange = EXCHANGES.get(info.exchange)
        record = records.InstrumentStatus(
            exchange_id=info.exchange,
            exchange_inst_id=product,
            settlement_group_id=exchange.settlement_group if exchange is not None else "",
            instrument_id=product,
            instrument_status=self.status(info),
            trading_segment_sn=1,
            enter_time=self.stamp().time,
            enter_reason="1",
        )
        self.public.append("OnRtnInstrumentStatus", record)

    # -- the day

    def turn_day(self) -> None:
        """Begin the next trading day if the market has: orders are gone, positions and money settled."""
        day = self._core.trading_day
        if day == self.trading_day:
            return
        self.trading_day = day
        self._books.clear()
        self._volumes.clear()
        self._conditional.clear()
        self._way.clear()
        for investor in self._investors.values():
            investor.end_day(self._settlement)
        self.public.restart()
        self._announce()

    def _settlement(self, instrument_id: str) -> float:
        """The settlement price of the day that ended, as far as the market has told it."""
        tick = self._core.snapshot(instrument_id)
        if tick is not None:
            price = tick.record.settlement_price
            if isfinite(price) and price > 0:
                return float(price)
            if tick.record.trading_day < self.trading_day and tick.record.last_price > 0:
                return float(tick.record.last_price)
        return self.settlement_before(self.contract(instrument_id))

    # -- orders from sessions

    def insert(self, session: Session, request: Any) -> RspInfo | None:
        """ReqOrderInsert. The refusal if CTP refuses; else the reports are in the flows."""
        investor = self._investor_at(session)
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
            self._publish(order)
        self._way.call(self._exchange_latency, partial(self._send_to_exchange, order))

    def _keep(self, investor: Investor, order: Order) -> None:
        investor.orders.append(order)
        order.kept(f"TJBD_{next(self._conditional_ids)}")
        investor.by_sys_id[order.exchange.id, order.order_sys_id] = order
        self._conditional.add(order)
        self._core.board.watch(order.info.id)
        self._publish(order)
        # The present prices may fulfil the condition already.
        if (tick := self._core.snapshot(order.info.id)) is not None:
            self._trigger(tick.record)

    def _trigger(self, tick: Any) -> None:
        """Send what the conditional orders that a snapshot touches stand for."""
        for kept in self._conditional.touched(tick):
            stamp = self.stamp()
            kept.touched(stamp)
            self._publish(kept)
            investor = self._investor_of(kept)
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
        self._investor_at(session).flow.append("OnErrRtnOrderInsert", request, info)

    def _investor_at(self, session: Session) -> Investor:
        investor = self.investor(session.broker_id, session.user_id)
        assert investor is not None, "a session without an account"
        return investor

    def _take(
        self, session: Session, investor: Investor, request: Any
    ) -> tuple[Order | None, RspInfo | None]:
        info = self.info(request.instrument_id)
        error_id = missing_or_wrong(request, investor.account, info)
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
            broker_order_seq=next(self._broker_seqs),
            order_local_id=right_aligned(next(self._local_ids)),
            trader_id=f"{exchange.id}{request.broker_id}"[:20],
            client_id=investor.client_id,
            inserted=self.stamp(),
            hold=hold,
            entry=Entry(request.direction == "0", request.volume_total_original),
            count=self._sequences.__next__,
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
            price = self.limits(info)[1] or self.mark(info.id)
        if offset == "0":
            hold, missing = ledger.opening(info.id, buy, hedge, price, volume)
            if missing > 0:
                return None, messages.error(31, f"资金不足，还需{missing:.2f}元")
            return hold, None
        today = offset == "3"
        key = ledger.key(info.id, not buy, hedge, today)
        if volume > ledger.closable(key):
            return None, messages.error(30 if not exchange.splits_days else 50 if today else 51)
        return ledger.closing(key, price, volume), None

    def action(self, session: Session, request: Any) -> RspInfo | None:
        """ReqOrderAction. The refusal if CTP refuses; else the reports are in the flows."""
        investor = self._investor_at(session)
        if request.action_flag != "0":
            return messages.error(27 if request.action_flag == "3" else 23)
        order = investor.find(request)
        if order is None:
            return messages.error(25)
        if not order.alive:
            return messages.error(26)
        if order.conditional:
            self._conditional.remove(order)
            order.canceled(self.stamp(), session.user_id)
            self._publish(order)
            return None
        if order.status == UNKNOWN and not order.exchange.cancels_unknown:
            return messages.error(157)
        self._way.call(self._exchange_latency, partial(self._cancel_at_exchange, session, request, order))
        return None

    def _cancel_at_exchange(self, session: Session, request: Any, order: Order) -> None:
        refusal = self._core.rules.exchange_refusal("ReqOrderAction", request, order.info.id)
        if not order.alive:
            refusal = _TOO_LATE
        elif self.status(order.info) != CONTINUOUS or not self._core.trades_now(order.info.id):
            refusal = _NOT_NOW
        if refusal:
            # The request itself was good.
            self.action_refused(session, request, messages.error(91, f"{order.exchange.id}:{refusal}"))
            return
        self._books[order.info.id].remove(order.entry)
        self._investor_of(order).ledger.release(order.hold)
        order.canceled(self.stamp(), session.user_id)
        self._publish(order)

    def action_refused(self, session: Session, request: Any, info: RspInfo) -> None:
        """Tell the user's sessions of a cancel that was refused, by CTP or (91) by the exchange."""
        investor = self._investor_at(session)
        order = investor.find(request)
        stamp = self.stamp()
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
            action_local_id=right_aligned(next(self._local_ids)) if refused_by_exchange else "",
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

    # -- the exchanges

    def _exchange_number(self, exchange: str) -> int:
        return next(self._exchange_numbers.setdefault(exchange, count(1)))

    def book(self, info: InstrumentInfo) -> OrderBook:
        """The instrument's book. From the first order on it follows the market."""
        book = self._books.get(info.id)
        if book is None:
            book = self._books[info.id] = OrderBook()
            if self._fills_from_market:
                self._core.board.watch(info.id)
                if (tick := self._core.snapshot(info.id)) is not None:
                    self._volumes[info.id] = tick.record.volume
                    book.snapshot(*_quote(info, tick))
        return book

    def _verdict(self, order: Order) -> str:
        """Why the exchange refuses an order, "" if it does not. Sets the order's price in ticks."""
        request, info, exchange = order.request, order.info, order.exchange
        if self.status(info) != CONTINUOUS or not self._core.trades_now(info.id):
            return _NOT_NOW
        limited = request.order_price_type == "2"
        rests = limited and request.time_condition == "3"
        if request.order_price_type not in exchange.price_types or (
            rests and request.volume_condition == "2" and request.min_volume > 1
        ):
            return "不被支持的报单类型"
        most = info.max_limit_volume if limited else info.max_market_volume
        if request.volume_total_original > most:
            return f"报单手数超过最大限制{most}手"
        if not limited:
            return ""
        ticks = info.ticks(request.limit_price)
        if ticks is None:
            if not exchange.truncates:
                return "价格非最小单位倍数"
            ticks = floor(request.limit_price / info.price_tick)
        low, high = self.limits(info)
        if low is not None and ticks < (info.ticks(low) or 0):
            return "价格跌破跌停板"
        if high is not None and ticks > (info.ticks(high) or ticks):
            return "价格超出涨停板"
        order.price = ticks
        return ""

    def _send_to_exchange(self, order: Order) -> None:
        rules, request = self._core.rules, order.request
        refusal = rules.exchange_refusal("ReqOrderInsert", request, order.info.id) or self._verdict(order)
        stamp = self.stamp()
        if refusal:
            self._investor_of(order).ledger.release(order.hold)
            order.refused(refusal, stamp)
            self._publish(order)
            return
        order.numbered(right_aligned(self._exchange_number(order.exchange.id)), stamp)
        self._investor_of(order).by_sys_id[order.exchange.id, order.order_sys_id] = order
        order.entry.owner = order
        entry, book = order.entry, self.book(order.info)
        minimum = {"2": max(request.min_volume, 1), "3": entry.volume}.get(request.volume_condition, 1)
        kind = request.order_price_type
        levels = {"3": 1, "G": 5}.get(kind)
        fills = book.submit(entry, order.price, minimum=minimum, levels=levels)
        rest_at = order.price
        if kind in "3G" and fills:
            # What remains of a CFFEX market order for the day becomes a limit order at its last price.
            rest_at = fills[-1].price
        rests = (
            entry.volume > 0
            and rest_at is not None
            and request.time_condition == "3"
            and request.volume_condition != "3"
        )
        executions = self._executions(order, fills)
        if rests:
            assert rest_at is not None
            book.rest(entry, rest_at)
        if entry.volume and not rests:
            order.expired(executions, stamp)
            self._investor_of(order).ledger.release(order.hold)
        else:
            if order.exchange.queues_first or not executions:
                order.queued(stamp)
            if executions:
                order.filled(executions, stamp)
        self._publish(order)
        self._report_makers(fills, executions, stamp)

    def _executions(self, order: Order, fills: list[Fill]) -> list[Execution]:
        """Number the fills of one order and book them."""
        executions: list[Execution] = []
        ledger = self._investor_of(order).ledger
        for fill in fills:
            trade_id = right_aligned(self._exchange_number(order.exchange.id))
            execution = Execution(trade_id, order.info.price(fill.price), fill.volume)
            executions.append(execution)
            ledger.trade(order.hold, execution.price, fill.volume, trade_id, self.trading_day)
        return executions

    def _report_makers(self, fills: list[Fill], executions: list[Execution], stamp: Stamp) -> None:
        for fill, execution in zip(fills, executions, strict=True):
            if fill.maker is not None:
                maker: Order = fill.maker.owner
                self._investor_of(maker).ledger.trade(
                    maker.hold, execution.price, fill.volume, execution.trade_id, self.trading_day
                )
                maker.filled([execution], stamp)
                self._publish(maker)

    def _on_tick(self, tick: Tick) -> None:
        self.turn_day()
        self._match(tick)
        self._trigger(tick.record)

    def _match(self, tick: Tick) -> None:
        """Let the market meet the orders that rest."""
        name = tick.instrument_id
        book = self._books.get(name)
        info = self.info(name)
        if book is None or info is None or not self._fills_from_market:
            return
        record = tick.record
        passed = max(0, record.volume - self._volumes.get(name, record.volume))
        self._volumes[name] = record.volume
        last = info.ticks(record.last_price)
        self.filled_outside(book.snapshot(*_quote(info, tick), traded=last, volume=passed))

    def filled_outside(self, fills: Iterable[Fill]) -> None:
        """Book and report what nobody's order here took from resting orders."""
        stamp = self.stamp()
        for fill in fills:
            assert fill.maker is not None
            order: Order = fill.maker.owner
            executions = self._executions(order, [fill])
            order.filled(executions, stamp)
            self._publish(order)

    # -- reports

    def _investor_of(self, order: Order) -> Investor:
        return self._investors[order.user]

    def _publish(self, order: Order) -> None:
        investor = self._investor_of(order)
        for record in order.taken():
            is_trade = type(record).__struct__.name == "Trade"
            if is_trade:
                investor.trades.append(record)
            name = "OnRtnTrade" if is_trade else "OnRtnOrder"
            for _ in range(self._core.rules.copies(name, record)):
                investor.flow.append(name, record)
        self._core.changes.notify()


def _quote(info: InstrumentInfo, tick: Tick) -> tuple[list[Level], list[Level]]:
    """The levels of a snapshot, bids and asks."""
    record = tick.record
    sides: list[list[Level]] = []
    for side in ("bid", "ask"):
        levels = [
            (ticks, getattr(record, f"{side}_volume{level}"))
            for level in range(1, _LEVELS + 1)
            if (ticks := info.ticks(getattr(record, f"{side}_price{level}"))) is not None
        ]
        sides.append(levels)
    return sides[0], sides[1]
