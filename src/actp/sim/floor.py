"""The exchanges' side: books, the exchange's word on an order, fills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Any

from .board import Tick
from .conditional import STOPS, WaitingOrders
from .exchanges import CONTINUOUS
from .instruments import InstrumentInfo
from .matching import Fill, Level, OrderBook
from .orders import NOT_TOUCHED, Execution, Order, Stamp, right_aligned

if TYPE_CHECKING:
    from .broker import Broker
    from .core import Core

__all__ = ["NOT_NOW", "Floor"]

NOT_NOW = "当前状态禁止此项操作"
_SELF_TRADE = "禁止自成交"
_LEVELS = 5


@dataclass
class _Quote:
    """The market's side of a book, by price in ticks, and Volume as of the last tick."""

    volume: int | None
    bids: dict[int, int]
    asks: dict[int, int]


class Floor:
    """`fill` "market": the quotes of the market data fill orders too; "book": only other orders do.

    `self_trade` is what happens to an order that would meet one of the same client: see `Front`.
    """

    def __init__(self, core: Core, broker: Broker, fill: str, self_trade: str) -> None:
        self._core = core
        self._broker = broker
        self._fills_from_market = fill == "market"
        self._self_trade = self_trade
        self._books: dict[str, OrderBook] = {}
        self._stops = WaitingOrders()
        self._volumes: dict[str, int] = {}
        """The market's Volume of the last tick that a book has seen."""

    def clear(self) -> None:
        """The day is over."""
        self._books.clear()
        self._stops.clear()
        self._volumes.clear()
        self._core.shelf.clear("quote")

    # -- what outlives the front

    def _keep(self, instrument_id: str) -> None:
        """The market's side of a book has changed."""
        if self._fills_from_market:
            bids, asks = self._books[instrument_id].quotes()
            self._core.shelf.put("quote", instrument_id, _Quote(self._volumes.get(instrument_id), bids, asks))

    def recall(self, orders: list[Order]) -> None:
        """Make the books again as the store has them: quotes, and orders in the same places."""
        for instrument_id, quote in self._core.shelf.load("quote", _Quote):
            info = self._broker.info(instrument_id)
            if self._fills_from_market and info is not None:
                self._core.board.watch(instrument_id)
                self._books[instrument_id] = book = OrderBook()
                book.snapshot(list(quote.bids.items()), list(quote.asks.items()))
                if quote.volume is not None:
                    self._volumes[instrument_id] = quote.volume
        for order in sorted(orders, key=lambda order: order.broker_order_seq):
            if order.alive and order.order_sys_id and order.status == NOT_TOUCHED and not order.conditional:
                self._stops.add(order)
                self._core.board.watch(order.info.id)
        resting = [order for order in orders if order.alive and order.entry.place]
        for order in sorted(resting, key=lambda order: order.entry.place):
            order.entry.owner = order
            self.book(order.info).rest(order.entry, order.entry.price, order.entry.place)

    # -- books

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
                self._keep(info.id)
        return book

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
            self._keep(info.id)
        self.filled_outside(fills)
        return volume - left

    def cancel(self, order: Order, user_id: str, *, repeats: bool = True) -> None:
        """Take an order out of the market, for a user or ("") for the exchange itself."""
        if not self._stops.remove(order):
            self._books[order.info.id].remove(order.entry)
        self._broker.investor_of(order).ledger.release(order.hold)
        order.canceled(self._broker.stamp(), user_id, repeats=repeats)
        self._broker.publish(order)

    # -- orders

    def open(self, info: InstrumentInfo) -> bool:
        """Whether the exchange takes orders and cancels of the contract now."""
        return self._broker.status(info) == CONTINUOUS and self._core.trades_now(info.id)

    def verdict(self, order: Order) -> str:
        """Why the exchange refuses an order, "" if it does not. Sets the order's price in ticks."""
        request, info, exchange = order.request, order.info, order.exchange
        if not self.open(info):
            return NOT_NOW
        limited = request.order_price_type == "2"
        rests = limited and request.time_condition == "3"
        stops = request.contingent_condition in STOPS
        if (
            request.order_price_type not in exchange.price_types
            or (rests and request.volume_condition == "2" and request.min_volume > 1)
            or (stops and (request.time_condition, request.volume_condition) != ("3", "1"))
        ):
            return "不被支持的报单类型"
        most = info.max_limit_volume if limited else info.max_market_volume
        if request.volume_total_original > most:
            return f"报单手数超过最大限制{most}手"
        if limited:
            order.price, refusal = self._price(info, request.limit_price, truncates=exchange.truncates)
            if refusal:
                return refusal
        if stops:
            return self._price(info, request.stop_price)[1]
        return _SELF_TRADE if self._self_trade == "refuse" and self._own_met(order) else ""

    def _price(
        self, info: InstrumentInfo, price: float, *, truncates: bool = False
    ) -> tuple[int | None, str]:
        """A price in ticks, and why the exchange refuses it, "" if it does not."""
        ticks = info.ticks(price)
        if ticks is None:
            if not truncates:
                return None, "价格非最小单位倍数"
            ticks = floor(price / info.price_tick)
        low, high = self._broker.limits(info)
        if low is not None and ticks < (info.ticks(low) or 0):
            return ticks, "价格跌破跌停板"
        if high is not None and ticks > (info.ticks(high) or ticks):
            return ticks, "价格超出涨停板"
        return ticks, ""

    def _own_met(self, order: Order) -> list[Order]:
        """Resting orders of the same client that an order would meet now."""
        minimum, levels = _terms(order)
        met = self.book(order.info).meets(order.entry, order.price, minimum=minimum, levels=levels)
        own: list[Order] = [entry.owner for entry in met if entry.owner.user == order.user]
        if order.quote is not None:
            # The quote before it goes when this one comes.
            own = [each for each in own if each.quote is None or each.quote is order.quote]
        return own

    def receive(self, order: Order) -> None:
        """An order arrives."""
        rules, request = self._core.rules, order.request
        refusal = rules.exchange_refusal("ReqOrderInsert", request, order.info.id) or self.verdict(order)
        if refusal:
            self.refuse(order, refusal)
        else:
            self.number(order)
            if request.contingent_condition in STOPS:
                self._wait(order)
            else:
                self.accept(order)

    def _wait(self, order: Order) -> None:
        """A stop order waits for its price, which the last one may be already."""
        self._stops.add(order)
        self._core.board.watch(order.info.id)
        order.waiting(self._broker.stamp())
        self._broker.publish(order)
        if (tick := self._core.snapshot(order.info.id)) is not None:
            self.trigger(tick.record)

    def trigger(self, tick: Any) -> None:
        """Let the stop orders that a snapshot touches into the market."""
        info = self._broker.info(tick.instrument_id)
        if info is not None and self.open(info):
            for order in self._stops.touched(tick):
                self.accept(order)

    def refuse(self, order: Order, refusal: str) -> None:
        self._broker.investor_of(order).ledger.release(order.hold)
        order.refused(refusal, self._broker.stamp())
        self._broker.publish(order)

    def number(self, order: Order) -> None:
        """The exchange takes an order and gives it its OrderSysID."""
        order.numbered(right_aligned(self._broker.exchange_number(order.exchange.id)), self._broker.stamp())
        self._broker.investor_of(order).by_sys_id[order.exchange.id, order.order_sys_id] = order

    def accept(self, order: Order) -> None:
        """An order with its OrderSysID gets what it meets, and rests if it may."""
        request, stamp = order.request, self._broker.stamp()
        while self._self_trade != "allow" and (own := self._own_met(order)):
            self._broker.publish(order)
            if self._self_trade == "refuse":
                # It has been taken already: a stop order, or one side of a quote.
                self.cancel(order, "", repeats=False)
                return
            for resting in own:
                self.cancel(resting, "")
        order.entry.owner = order
        entry, book = order.entry, self.book(order.info)
        minimum, levels = _terms(order)
        kind = request.order_price_type
        fills = book.submit(entry, order.price, minimum=minimum, levels=levels)
        if any(fill.maker is None for fill in fills):
            self._keep(order.info.id)
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
            book.rest(entry, rest_at, self._core.counters.next("place"))
        if entry.volume and not rests:
            order.expired(executions, stamp)
            self._broker.investor_of(order).ledger.release(order.hold)
        else:
            if order.exchange.queues_first or not executions:
                order.queued(stamp)
            if executions:
                order.filled(executions, stamp)
        self._broker.publish(order)
        self._report_makers(fills, executions, stamp)

    def _executions(self, order: Order, fills: list[Fill]) -> list[Execution]:
        """Number the fills of one order and book them."""
        executions: list[Execution] = []
        ledger = self._broker.investor_of(order).ledger
        for fill in fills:
            trade_id = right_aligned(self._broker.exchange_number(order.exchange.id))
            execution = Execution(trade_id, order.info.price(fill.price), fill.volume)
            executions.append(execution)
            ledger.trade(order.hold, execution.price, fill.volume, trade_id, self._broker.trading_day)
        return executions

    def _report_makers(self, fills: list[Fill], executions: list[Execution], stamp: Stamp) -> None:
        for fill, execution in zip(fills, executions, strict=True):
            if fill.maker is not None:
                maker: Order = fill.maker.owner
                self._broker.investor_of(maker).ledger.trade(
                    maker.hold, execution.price, fill.volume, execution.trade_id, self._broker.trading_day
                )
                maker.filled([execution], stamp)
                self._broker.publish(maker)

    def match(self, tick: Tick) -> None:
        """Let the market meet the orders that rest."""
        name = tick.instrument_id
        book = self._books.get(name)
        info = self._broker.info(name)
        if book is None or info is None or not self._fills_from_market:
            return
        record = tick.record
        passed = max(0, record.volume - self._volumes.get(name, record.volume))
        self._volumes[name] = record.volume
        last = info.ticks(record.last_price)
        fills = book.snapshot(*_quote(info, tick), traded=last, volume=passed)
        self._keep(name)
        self.filled_outside(fills)

    def filled_outside(self, fills: Iterable[Fill]) -> None:
        """Book and report what nobody's order here took from resting orders."""
        stamp = self._broker.stamp()
        for fill in fills:
            assert fill.maker is not None
            order: Order = fill.maker.owner
            executions = self._executions(order, [fill])
            order.filled(executions, stamp)
            self._broker.publish(order)


def _terms(order: Order) -> tuple[int, int | None]:
    """The least volume that it may be filled by at once, and the most prices that it takes."""
    request = order.request
    whole = order.entry.volume
    least = {"2": max(request.min_volume, 1), "3": whole}.get(request.volume_condition, 1)
    return least, {"3": 1, "G": 5}.get(request.order_price_type)


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
