"""The exchanges' side: books, the exchange's word on an order, fills."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING

from .board import Tick
from .exchanges import CONTINUOUS
from .instruments import InstrumentInfo
from .matching import Fill, Level, OrderBook
from .orders import Execution, Order, Stamp, right_aligned

if TYPE_CHECKING:
    from .broker import Broker
    from .core import Core

__all__ = ["NOT_NOW", "Floor"]

NOT_NOW = "当前状态禁止此项操作"
_LEVELS = 5


@dataclass
class _Quote:
    """The market's side of a book, by price in ticks, and Volume as of the last tick."""

    volume: int | None
    bids: dict[int, int]
    asks: dict[int, int]


class Floor:
    """`fill` "market": the quotes of the market data fill orders too; "book": only other orders do."""

    def __init__(self, core: Core, broker: Broker, fill: str) -> None:
        self._core = core
        self._broker = broker
        self._fills_from_market = fill == "market"
        self._books: dict[str, OrderBook] = {}
        self._volumes: dict[str, int] = {}
        """The market's Volume of the last tick that a book has seen."""

    def clear(self) -> None:
        """The day is over."""
        self._books.clear()
        self._volumes.clear()
        self._core.shelf.clear("quote")

    # -- what outlives the front

    def _keep(self, instrument_id: str) -> None:
        """The market's side of a book has changed."""
        if self._fills_from_market:
            bids, asks = self._books[instrument_id].quotes()
            self._core.shelf.put("quote", instrument_id, _Quote(self._volumes.get(instrument_id), bids, asks))

    def recall(self, orders: Iterable[Order]) -> None:
        """Make the books again as the store has them: quotes, and orders in the same places."""
        for instrument_id, quote in self._core.shelf.load("quote", _Quote):
            info = self._broker.info(instrument_id)
            if self._fills_from_market and info is not None:
                self._core.board.watch(instrument_id)
                self._books[instrument_id] = book = OrderBook()
                book.snapshot(list(quote.bids.items()), list(quote.asks.items()))
                if quote.volume is not None:
                    self._volumes[instrument_id] = quote.volume
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

    def remove(self, order: Order) -> None:
        """Take a resting order out of its book."""
        self._books[order.info.id].remove(order.entry)

    # -- orders

    def open(self, info: InstrumentInfo) -> bool:
        """Whether the exchange takes orders and cancels of the contract now."""
        return self._broker.status(info) == CONTINUOUS and self._core.trades_now(info.id)

    def _verdict(self, order: Order) -> str:
        """Why the exchange refuses an order, "" if it does not. Sets the order's price in ticks."""
        request, info, exchange = order.request, order.info, order.exchange
        if not self.open(info):
            return NOT_NOW
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
        low, high = self._broker.limits(info)
        if low is not None and ticks < (info.ticks(low) or 0):
            return "价格跌破跌停板"
        if high is not None and ticks > (info.ticks(high) or ticks):
            return "价格超出涨停板"
        order.price = ticks
        return ""

    def receive(self, order: Order) -> None:
        rules, request = self._core.rules, order.request
        refusal = rules.exchange_refusal("ReqOrderInsert", request, order.info.id) or self._verdict(order)
        stamp = self._broker.stamp()
        if refusal:
            self._broker.investor_of(order).ledger.release(order.hold)
            order.refused(refusal, stamp)
            self._broker.publish(order)
            return
        order.numbered(right_aligned(self._broker.exchange_number(order.exchange.id)), stamp)
        self._broker.investor_of(order).by_sys_id[order.exchange.id, order.order_sys_id] = order
        order.entry.owner = order
        entry, book = order.entry, self.book(order.info)
        minimum = {"2": max(request.min_volume, 1), "3": entry.volume}.get(request.volume_condition, 1)
        kind = request.order_price_type
        levels = {"3": 1, "G": 5}.get(kind)
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
