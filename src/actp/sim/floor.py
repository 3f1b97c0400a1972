"""The exchanges' side: books, the exchange's word on an order, fills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import TYPE_CHECKING

from .board import Tick
from .instruments import InstrumentInfo
from .matching import Fill, Level, OrderBook
from .orders import Execution, Order, Stamp, right_aligned
from .phases import CALL, CONTINUOUS

if TYPE_CHECKING:
    from .broker import Broker
    from .core import Core

__all__ = ["NOT_NOW", "Floor"]

NOT_NOW = "当前状态禁止此项操作"
_LEVELS = 5


class Floor:
    """`fill` "market": what the market data stands for fills orders too; "book": only other orders do.

    Where the source is a `LiveMarket`, "market" means its books.
    """

    def __init__(self, core: Core, broker: Broker, fill: str) -> None:
        self._core = core
        self._broker = broker
        self._fills_from_market = fill == "market"
        self._live = core.live if self._fills_from_market else None
        self._books: dict[str, OrderBook] = {}
        """Those that are not the source's."""
        self._volumes: dict[str, int] = {}
        """Volume of the last tick whose quote a book has seen."""

    def clear(self) -> None:
        """The day is over."""
        self._books.clear()
        self._volumes.clear()

    @property
    def counts(self) -> bool:
        """Whether the source's ticks tell of the users' trades."""
        return self._live is not None

    # -- books

    def book(self, info: InstrumentInfo) -> OrderBook:
        """The instrument's book. From the first order on it follows the market."""
        if self._live is not None:
            self._core.board.watch(info.id)
            return self._live.book(info.id)
        book = self._books.get(info.id)
        if book is None:
            book = self._books[info.id] = OrderBook()
            if self._fills_from_market:
                self._core.board.watch(info.id)
                if (tick := self._core.snapshot(info.id)) is not None:
                    self._volumes[info.id] = tick.record.volume
                    book.snapshot(*_quote(info, tick))
        return book

    def view_book(self, info: InstrumentInfo) -> OrderBook:
        """The instrument's book as it stands, for reading: unlike `book()` this lets no market begin."""
        if self._live is not None:
            return self._live.book(info.id)
        book = self._books.get(info.id)
        if book is None:
            book, tick = OrderBook(), self._core.snapshot(info.id)
            if self._fills_from_market and tick is not None:
                book.snapshot(*_quote(info, tick))
        return book

    def trade_outside(self, info: InstrumentInfo, price: int, volume: int) -> int:
        """`volume` trades at `price` (in ticks): users' orders that good or better get it, at their prices.

        Gives how much they got.
        """
        book = self.view_book(info)
        left, fills = volume, []
        for entry in (*book.orders(True), *book.orders(False)):
            good = entry.price >= price if entry.buy else entry.price <= price
            if good and left and isinstance(entry.owner, Order):
                fills.append(book.fill(entry, min(left, entry.volume)))
                left -= fills[-1].volume
        self.taken_outside(info, fills)
        if self._live is not None and left:
            self._live.trade_outside(info.id, price, left)
        if info.id in self._volumes:
            # The tick that tells of this trade must not fill once more.
            self._volumes[info.id] += volume
        return volume - left

    def taken_outside(self, info: InstrumentInfo, fills: list[Fill]) -> None:
        """Let trades of users' resting orders with nobody here count, and report them."""
        self._changed(info, fills)
        self.executed(fills)

    def remove(self, order: Order) -> None:
        """Take a resting order out of its book."""
        self.book(order.info).remove(order.entry)
        self._changed(order.info, ())

    def _changed(self, info: InstrumentInfo, fills: Sequence[Fill]) -> None:
        if self._live is not None:
            self._live.changed(info.id, fills)

    # -- orders

    def open(self, info: InstrumentInfo) -> bool:
        """Whether the exchange takes orders and cancels of the contract now."""
        return self._broker.status(info) in (CONTINUOUS, CALL)

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
        if self._broker.status(info) == CALL and not (rests and request.volume_condition != "3"):
            # What must be filled at once cannot wait for the end of an auction.
            return NOT_NOW
        least = info.min_limit_volume if limited else info.min_market_volume
        most = info.max_limit_volume if limited else info.max_market_volume
        if request.volume_total_original < least:
            return f"报单手数低于最小限制{least}手"
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
        gathering = self._broker.status(order.info) == CALL
        fills = [] if gathering else book.submit(entry, order.price, minimum=minimum, levels=levels)
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
        self._changed(order.info, fills)
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
        executions = [
            Execution(self._trade_id(order), order.info.price(fill.price), fill.volume) for fill in fills
        ]
        for execution in executions:
            self._enter(order, execution)
        return executions

    def _trade_id(self, order: Order) -> str:
        return right_aligned(self._broker.exchange_number(order.exchange.id))

    def _enter(self, order: Order, execution: Execution) -> None:
        self._broker.investor_of(order).ledger.trade(
            order.hold, execution.price, execution.volume, execution.trade_id, self._broker.trading_day
        )

    def _report_makers(self, fills: list[Fill], executions: list[Execution], stamp: Stamp) -> None:
        for fill, execution in zip(fills, executions, strict=True):
            if fill.maker is not None and isinstance(fill.maker.owner, Order):
                maker = fill.maker.owner
                self._enter(maker, execution)
                maker.filled([execution], stamp)
                self._broker.publish(maker)

    def match(self, tick: Tick) -> None:
        """Let the market meet the orders that rest."""
        name = tick.instrument_id
        info = self._broker.info(name)
        if info is None or not self._fills_from_market:
            return
        if self._live is not None and self._core.board.pushed(name) is not tick:
            # The source has told of its trades already.
            self._volumes.pop(name, None)
            return
        if self._live is None and name not in self._books:
            return
        record = tick.record
        if name not in self._volumes and (before := self._core.source.snapshot(name)) is not None:
            self._volumes[name] = before.record.volume
        passed = max(0, record.volume - self._volumes.get(name, record.volume))
        self._volumes[name] = record.volume
        if self._broker.status(info) != CONTINUOUS:
            return
        last = info.ticks(record.last_price)
        if self._live is None:
            fills = self._books[name].snapshot(*_quote(info, tick), traded=last, volume=passed)
        else:
            fills = self._live.push(name, *_quote(info, tick), last, passed)
        self.executed(fills)

    def uncross(self, products: Iterable[str]) -> None:
        """End the auctions in books that are not the source's, of products that do not gather orders now."""
        for name, book in self._books.items():
            info = self._broker.contract(name)
            if info.product in products and self._broker.status(info) != CALL:
                self.executed(book.uncross(round(self._broker.mark(name) / info.price_tick)))

    def executed(self, fills: Iterable[Fill]) -> None:
        """Book and report trades of users' resting orders, with each other or with nobody here."""
        stamp = self._broker.stamp()
        reports: dict[Order, list[Execution]] = {}
        for fill in fills:
            sides = [side.owner for side in fill[:2] if side is not None and isinstance(side.owner, Order)]
            if not sides:
                continue
            order = sides[0]
            execution = Execution(self._trade_id(order), order.info.price(fill.price), fill.volume)
            for order in sides:
                self._enter(order, execution)
                reports.setdefault(order, []).append(execution)
        for order, executions in reports.items():
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
