"""The broker: the investors and their ledgers, the trading day, the prices it reckons with, and the flows it
reports into. Orders come in at its `desk` and meet on the exchanges' `floor`.

Everything happens within the call that causes it, so that the same requests and ticks give the same reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import isfinite
from typing import TYPE_CHECKING, Any

from actp import records
from actp.errors import ConfigurationError

from .accounts import Account
from .batch import BatchCancels
from .board import Tick
from .desk import OrderDesk
from .exchanges import EXCHANGES
from .floor import Floor
from .flows import Flow
from .for_quotes import ForQuotes
from .instruments import InstrumentInfo, calendar_day, previous_trading_day, unknown_contract
from .investors import Investor, Owned, Session
from .ledger import Ledger
from .orders import Order, Stamp, right_aligned
from .parked import ParkedOrders
from .phases import CONTINUOUS
from .protocol import Flow as FlowKind
from .quoting import Quotes
from .store import Shelf
from .venues import LiveBooks, OwnBooks, Venue

if TYPE_CHECKING:
    from .core import Core

__all__ = ["Broker"]


class Broker:
    def __init__(
        self, core: Core, fill: str, exchange_latency: float = 0.0, self_trade: str = "allow"
    ) -> None:
        self._core = core
        kept: dict[str, str] = dict(core.shelf.load("day", str))
        self.trading_day = kept.get("", core.trading_day)
        self.public = Flow(FlowKind.PUBLIC, core.shelf)
        self._investors: dict[tuple[str, str], Investor] = {}
        self._statuses: dict[str, str] = dict(core.shelf.load("status", str))
        """InstrumentStatus by product as it was set, where the market has none."""
        self._kept_ticks: dict[str, None] = {}
        """The instruments whose last tick the store has."""
        self._segments: dict[str, int] = {}
        """TradingSegmentSN by product: how many phases it has entered today."""
        self.status_listeners: list[Callable[[str, str], None]] = []
        """Called with a product and the InstrumentStatus it entered, when what it brings about is done."""
        self.floor: Floor = Floor(core, self, self._venue(fill), self_trade)
        self.desk: OrderDesk = OrderDesk(core, self, self.floor, exchange_latency)
        self.parked: ParkedOrders = ParkedOrders(core, self)
        self.quotes: Quotes = Quotes(core, self)
        self.for_quotes: ForQuotes = ForQuotes(core, self)
        self.batches: BatchCancels = BatchCancels(core, self)
        if kept:
            self._recall()
        else:
            core.shelf.put("day", "", self.trading_day)
            self._announce(self._products)
        core.board.listeners.append(self._on_tick)
        if core.live is not None:
            core.live.connect(self.floor.executed if self.floor.venue.counts else None, self.entering)

    def _venue(self, fill: str) -> Venue:
        """`fill` "market": what the market data stands for fills orders too; "book": only other orders do."""
        live = self._core.live
        if live is not None and fill == "market":
            return LiveBooks(self._core, live)
        return OwnBooks(self._core, follows=fill == "market")

    def _recall(self) -> None:
        """Go on from what the store has."""
        for notice in self.public.notices:
            if notice.name == "OnRtnInstrumentStatus":
                self._segments[notice.record.instrument_id] = notice.record.trading_segment_sn
        store = self._core.store
        for name, record in self._core.shelf.load("tick", object):
            self._core.board.recall(Tick(record))
            self._kept_ticks[name] = None
        for owner in store.owners("investor"):
            shelf = store.shelf(owner)
            ((_, ledger),) = shelf.load("ledger", Ledger, shelf=shelf, **self._views())
            flow = Flow(FlowKind.PRIVATE, shelf)
            ((_, investor),) = shelf.load("investor", Investor, ledger=ledger, flow=flow, shelf=shelf)
            ledger.recall()
            for name in dict.fromkeys(key.instrument_id for key in ledger.tallies):
                if self.info(name) is None:
                    raise unknown_contract(name)
            count = self.desk.sequence_number
            investor.recall([order for _, order in shelf.load("order", Order, count=count)])
            self._investors[investor.account.broker_id, investor.account.user_id] = investor
        orders = [order for investor in self._investors.values() for order in investor.orders]
        self.floor.recall(orders)
        self.desk.recall(orders)
        self.parked.recall()
        self.quotes.recall(orders)
        self.for_quotes.recall()
        if self.trading_day == self._core.trading_day:
            self.desk.recall_way()
        else:
            self.turn_day()
            self._core.board.forget()

    def _keep_tick(self, tick: Tick) -> None:
        """A live market keeps itself what its own ticks say."""
        name, shelf = tick.instrument_id, self._core.shelf
        if self._core.live is None or self._core.board.pushed(name) is tick:
            self._kept_ticks[name] = None
            shelf.put("tick", name, tick.record)
        elif name in self._kept_ticks:
            del self._kept_ticks[name]
            shelf.remove("tick", name)

    def _on_tick(self, tick: Tick) -> None:
        self._keep_tick(tick)
        self.turn_day()
        self.floor.tick(tick)
        self.desk.trigger(tick.record)

    # -- who and what there is

    def investor(self, broker_id: str, user_id: str) -> Investor | None:
        """None for a stranger."""
        self.turn_day()
        found = self._investors.get((broker_id, user_id))
        if found is None:
            account = self._core.accounts.account(broker_id, user_id)
            if account is None:
                return None
            shelf = self._core.store.shelf(f"{broker_id}/{user_id}")
            ledger = self._open_ledger(account, shelf)
            found = Investor(account, ledger, Flow(FlowKind.PRIVATE, shelf), shelf)
            self._investors[broker_id, user_id] = found
            found.keep()
            ledger.keep()
        return found

    def _views(self) -> dict[str, Any]:
        """What a ledger asks of the market."""
        return {
            "contract": self.contract,
            "mark": self.mark,
            "splits_days": lambda exchange: EXCHANGES[exchange].splits_days,
        }

    def _open_ledger(self, account: Account, shelf: Shelf) -> Ledger:
        ledger = Ledger(account.balance, shelf=shelf, **self._views())
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
                trade_id=right_aligned(self.exchange_number(info.exchange)),
                today=position.today,
            )
        return ledger

    @property
    def investors(self) -> Mapping[tuple[str, str], Investor]:
        """Those known so far, by broker and user."""
        self.turn_day()
        return self._investors

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
        live = self._core.live
        return self._statuses.get(info.product, CONTINUOUS) if live is None else live.phase(info.id)

    def set_status(self, status: str, products: tuple[str, ...]) -> None:
        """Let products (all, if none is named) enter a phase; tell the public flow and the listeners."""
        self.turn_day()
        chosen = [product for product in self._products if not products or product in products]
        if self._core.live is not None:
            self._core.live.enter(chosen, status)
            return
        for product in chosen:
            self._statuses[product] = status
            self._core.shelf.put("status", product, status)
        with self.entering(chosen):
            pass

    @contextmanager
    def entering(self, products: Sequence[str]) -> Iterator[None]:
        """Products have entered a phase: that is told, then the block does what it brings about."""
        # At a day's beginning all are told.
        if not self.turn_day():
            self._announce(products)
        yield
        self.floor.uncross(products)
        for product in products:
            for listener in self.status_listeners:
                listener(product, self.status(self._first[product]))

    @property
    def _products(self) -> list[str]:
        return sorted(self._first)

    @property
    def _first(self) -> dict[str, InstrumentInfo]:
        """The first contract of each product."""
        return {info.product: info for info in reversed(tuple(self._core.source.instruments.values()))}

    def _announce(self, products: Sequence[str]) -> None:
        time, first = self.stamp().time, self._first
        for product in products:
            info = first[product]
            exchange = EXCHANGES.get(info.exchange)
            segment = self._segments[product] = self._segments.get(product, 0) + 1
            record = records.InstrumentStatus(
                exchange_id=info.exchange,
                exchange_inst_id=product,
                settlement_group_id=exchange.settlement_group if exchange is not None else "",
                instrument_id=product,
                instrument_status=self.status(info),
                trading_segment_sn=segment,
                enter_time=time,
                enter_reason="1",
            )
            self.public.append("OnRtnInstrumentStatus", record)

    # -- the day

    def turn_day(self) -> bool:
        """Begin the next trading day if the market has: orders are gone, positions and money settled."""
        day = self._core.trading_day
        if day == self.trading_day:
            return False
        self.trading_day = day
        self._core.shelf.put("day", "", day)
        self.floor.clear()
        self.desk.clear()
        self.parked.clear()
        self.quotes.clear()
        self.for_quotes.clear()
        for investor in self._investors.values():
            investor.end_day(self._settlement)
        self.public.restart()
        self._segments.clear()
        self._announce(self._products)
        return True

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

    # -- numbers and reports

    def exchange_number(self, exchange: str) -> int:
        """The next OrderSysID or TradeID of an exchange."""
        return self._core.counters.next(f"exchange {exchange}")

    def investor_at(self, session: Session) -> Investor:
        investor = self.investor(session.broker_id, session.user_id)
        assert investor is not None, "a session without an account"
        return investor

    def investor_of(self, owned: Owned) -> Investor:
        return self._investors[owned.user]

    def publish(self, order: Order) -> None:
        investor = self.investor_of(order)
        if order.quote is not None:
            self.quotes.follow(order.quote)
        investor.shelf.put("order", order.broker_order_seq, order)
        for record in order.taken():
            is_trade = type(record).__struct__.name == "Trade"
            if is_trade:
                investor.traded(record)
            name = "OnRtnTrade" if is_trade else "OnRtnOrder"
            for _ in range(self._core.rules.copies(name, record)):
                investor.flow.append(name, record)
        self._core.changes.notify()
