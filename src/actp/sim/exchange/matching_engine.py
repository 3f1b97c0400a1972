"""The exchanges' side: books, the exchange's word on an order, fills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import Any

from actp.sim.accounts.order import Execution, Order
from actp.sim.accounts.order_status import NOT_TOUCHED, Stamp, right_aligned
from actp.sim.accounts.services import Contracts, Investors, Reports
from actp.sim.accounts.state import Core
from actp.sim.accounts.triggers import STOPS, WaitingOrders
from actp.sim.exchange.books import Venue
from actp.sim.market.feed import Tick
from actp.sim.market.order_book import Fill
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.reference.trading_phases import CALL, CONTINUOUS, TRADING

__all__ = ["NOT_NOW", "Floor"]

NOT_NOW = "当前状态禁止此项操作"
_SELF_TRADE = "禁止自成交"


class Floor:
    """Orders that have reached the exchange.

    `self_trade` is what happens to an order that would meet one of the same client: see `Front`.
    """

    def __init__(
        self,
        core: Core,
        investors: Investors,
        contracts: Contracts,
        reports: Reports,
        venue: Venue,
        self_trade: str,
    ) -> None:
        self._core = core
        self._investors = investors
        self._contracts = contracts
        self._reports = reports
        self._self_trade = self_trade
        self.venue = venue
        self._stops: WaitingOrders[Order] = WaitingOrders()

    def clear(self) -> None:
        """The day is over."""
        self.venue.clear()
        self._stops.clear()

    def recall(self, orders: list[Order]) -> None:
        """Make the books again as the store has them: quotes, and orders in the same places."""
        self.venue.recall()
        for order in sorted(orders, key=lambda order: order.broker_order_seq):
            if order.alive and order.order_sys_id and order.status == NOT_TOUCHED and not order.conditional:
                self._stops.add(order)
                self._core.board.watch(order.info.id)
        resting = [order for order in orders if order.alive and order.entry.place]
        for order in sorted(resting, key=lambda order: order.entry.place):
            order.entry.owner = order
            self.venue.book(order.info).rest(order.entry, order.entry.price, order.entry.place)
            self.venue.changed(order.info, ())

    # -- from outside

    def trade_outside(self, info: InstrumentInfo, price: int, volume: int) -> int:
        """`volume` trades at `price` (in ticks): users' orders that good or better get it, at their prices.

        Gives how much they got.
        """
        book = self.venue.view(info)
        left, fills = volume, []
        for entry in (*book.orders(True), *book.orders(False)):
            good = entry.price >= price if entry.buy else entry.price <= price
            if good and left and isinstance(entry.owner, Order):
                fills.append(book.fill(entry, min(left, entry.volume)))
                left -= fills[-1].volume
        self.taken_outside(info, fills)
        self.venue.trade_outside(info, price, left, volume)
        return volume - left

    def taken_outside(self, info: InstrumentInfo, fills: list[Fill]) -> None:
        """Let trades of users' resting orders with nobody here count, and report them."""
        self.venue.changed(info, fills)
        self.executed(fills)

    def cancel(self, order: Order, user_id: str, *, repeats: bool = True) -> None:
        """Take an order out of the market, for a user or ("") for the exchange itself."""
        if not self._stops.remove(order):
            self.venue.book(order.info).remove(order.entry)
            self.venue.changed(order.info, ())
        self._investors.investor_of(order).ledger.release(order.hold)
        order.canceled(self._reports.stamp(), user_id, repeats=repeats)
        self._reports.publish(order)

    # -- orders

    def open(self, info: InstrumentInfo) -> bool:
        """Whether the exchange takes orders and cancels of the contract now."""
        return self._contracts.status(info) in TRADING

    def _gathers(self, info: InstrumentInfo) -> bool:
        """Whether orders gather for an auction."""
        return self._contracts.status(info) == CALL

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
        waits = stops or (rests and request.volume_condition != "3")
        if self._gathers(info) and not waits:
            # What must be filled at once cannot wait for the end of an auction.
            return NOT_NOW
        least = info.min_limit_volume if limited else info.min_market_volume
        most = info.max_limit_volume if limited else info.max_market_volume
        if request.volume_total_original < least:
            return f"报单手数低于最小限制{least}手"
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
        low, high = self._contracts.limits(info)
        if low is not None and ticks < (info.ticks(low) or 0):
            return ticks, "价格跌破跌停板"
        if high is not None and ticks > (info.ticks(high) or ticks):
            return ticks, "价格超出涨停板"
        return ticks, ""

    def _own_met(self, order: Order) -> list[Order]:
        """Resting orders of the same client that an order would meet now."""
        if self._gathers(order.info):
            return []
        minimum, levels = _terms(order)
        book = self.venue.book(order.info)
        met = book.meets(order.entry, order.price, minimum=minimum, levels=levels)
        orders = [entry.owner for entry in met if isinstance(entry.owner, Order)]
        own = [each for each in orders if each.user == order.user]
        if order.quote_seq:
            # The quote before it goes when this one comes.
            own = [each for each in own if each.quote_seq in (0, order.quote_seq)]
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
        order.waiting(self._reports.stamp())
        self._reports.publish(order)
        if (tick := self._core.snapshot(order.info.id)) is not None:
            self._trigger(tick.record)

    def _trigger(self, tick: Any) -> None:
        """Let the stop orders that a snapshot touches into the market."""
        info = self._contracts.info(tick.instrument_id)
        if info is not None and self._contracts.status(info) == CONTINUOUS:
            for order in self._stops.touched(tick):
                self.accept(order)

    def refuse(self, order: Order, refusal: str) -> None:
        self._investors.investor_of(order).ledger.release(order.hold)
        order.refused(refusal, self._reports.stamp())
        self._reports.publish(order)

    def number(self, order: Order) -> None:
        """The exchange takes an order and gives it its OrderSysID."""
        order.numbered(right_aligned(self._reports.exchange_number(order.exchange.id)), self._reports.stamp())
        self._investors.investor_of(order).by_sys_id[order.exchange.id, order.order_sys_id] = order

    def accept(self, order: Order) -> None:
        """An order with its OrderSysID gets what it meets, and rests if it may."""
        request, stamp = order.request, self._reports.stamp()
        while self._self_trade != "allow" and (own := self._own_met(order)):
            self._reports.publish(order)
            if self._self_trade == "refuse":
                # It has been taken already: a stop order, or one side of a quote.
                self.cancel(order, "", repeats=False)
                return
            for resting in own:
                self.cancel(resting, "")
        order.entry.owner = order
        entry, book = order.entry, self.venue.book(order.info)
        minimum, levels = _terms(order)
        kind = request.order_price_type
        fills: list[Fill] = []
        if not self._gathers(order.info):
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
            book.rest(entry, rest_at, self._core.counters.next("place"))
        self.venue.changed(order.info, fills)
        if entry.volume and not rests:
            order.expired(executions, stamp)
            self._investors.investor_of(order).ledger.release(order.hold)
        else:
            if order.exchange.queues_first or not executions:
                order.queued(stamp)
            if executions:
                order.filled(executions, stamp)
        self._reports.publish(order)
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
        return right_aligned(self._reports.exchange_number(order.exchange.id))

    def _enter(self, order: Order, execution: Execution) -> None:
        self._investors.investor_of(order).ledger.trade(
            order.hold, execution.price, execution.volume, execution.trade_id, self._reports.trading_day
        )

    def _report_makers(self, fills: list[Fill], executions: list[Execution], stamp: Stamp) -> None:
        for fill, execution in zip(fills, executions, strict=True):
            if fill.maker is not None and isinstance(fill.maker.owner, Order):
                maker = fill.maker.owner
                self._enter(maker, execution)
                maker.filled([execution], stamp)
                self._reports.publish(maker)

    def tick(self, tick: Tick) -> None:
        """Let a snapshot meet the orders that rest."""
        info = self._contracts.info(tick.instrument_id)
        if info is not None:
            trading = self._contracts.status(info) == CONTINUOUS
            self.executed(self.venue.tick(info, tick, trading=trading))
            self._trigger(tick.record)

    def uncross(self, products: Sequence[str]) -> None:
        """Products entered a phase: where orders do not gather now, they trade if they gathered before."""
        for info in self._core.source.instruments.values():
            if info.product in products and not self._gathers(info):
                self.executed(self.venue.uncross(info, self._contracts.mark))

    def executed(self, fills: Iterable[Fill]) -> None:
        """Book and report trades of users' resting orders, with each other or with nobody here."""
        stamp = self._reports.stamp()
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
            self._reports.publish(order)


def _terms(order: Order) -> tuple[int, int | None]:
    """The least volume that it may be filled by at once, and the most prices that it takes."""
    request = order.request
    whole = order.entry.volume
    least = {"2": max(request.min_volume, 1), "3": whole}.get(request.volume_condition, 1)
    return least, {"3": 1, "G": 5}.get(request.order_price_type)
