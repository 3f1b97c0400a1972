"""The broker: the investors and their ledgers, the trading day, the prices it reckons with, and the flows it
reports into. Orders come in at its `desk` and meet on the exchanges' `floor`.

Everything happens within the call that causes it, so that the same requests and ticks give the same reports.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from math import isfinite
from typing import Any

from actp import records
from actp.errors import ConfigurationError
from actp.sim.accounts.credentials import Account
from actp.sim.accounts.investor import Investor, Owned, Session
from actp.sim.accounts.ledger import Ledger
from actp.sim.accounts.order import Order
from actp.sim.accounts.order_status import Stamp, right_aligned
from actp.sim.accounts.state import Core
from actp.sim.accounts.statement import statement
from actp.sim.broker.bank_transfers import Banks
from actp.sim.broker.batch_cancels import BatchCancels
from actp.sim.broker.combination_orders import CombinationDesk
from actp.sim.broker.exercise import ExerciseRules
from actp.sim.broker.exercise_requests import Declarations
from actp.sim.broker.for_quotes import ForQuotes
from actp.sim.broker.notices import Notices
from actp.sim.broker.option_settlement import settle_options
from actp.sim.broker.order_entry import OrderDesk
from actp.sim.broker.parked_orders import ParkedOrders
from actp.sim.broker.quotes import Quotes
from actp.sim.broker.self_close import SelfCloseRules
from actp.sim.exchange.books import LiveBooks, OwnBooks, Venue
from actp.sim.exchange.matching_engine import Floor
from actp.sim.market.feed import Receiver, Tick
from actp.sim.persistence.flows import Flow
from actp.sim.persistence.store import Shelf
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.reference.instruments import (
    InstrumentInfo,
    calendar_day,
    expire_date,
    previous_trading_day,
    unknown_contract,
)
from actp.sim.reference.option_terms import seller_margin
from actp.sim.reference.trading_phases import CONTINUOUS
from actp.sim.wire.frames import Flow as FlowKind

__all__ = ["Broker"]


class Broker:
    def __init__(
        self,
        core: Core,
        fill: str,
        exchange_latency: float = 0.0,
        self_trade: str = "allow",
        max_margin_side: bool = True,
    ) -> None:
        self.core = self._core = core
        self._max_margin_side = max_margin_side
        kept: dict[str, str] = dict(core.shelf.load("day", str))
        self.trading_day = kept.get("", core.trading_day)
        if core.journal is not None:
            core.journal.begin_day(self.trading_day)
        self.public = Flow(FlowKind.PUBLIC, core.shelf)
        self._journal_flow(self.public)
        self._investors: dict[tuple[str, str], Investor] = {}
        self._statuses: dict[str, str] = dict(core.shelf.load("status", str))
        """InstrumentStatus by product as it was set, where the market has none."""
        self._kept_ticks: dict[str, None] = {}
        """The instruments whose last tick the store has."""
        self._segments: dict[str, int] = {}
        """TradingSegmentSN by product: how many phases it has entered today."""
        self._settlements: dict[str, float] = dict(core.shelf.load("settlement", float))
        """The last settlement prices, once a day was settled."""
        self._closing: dict[str, Tick | None] = {}
        """The snapshots that were there when it was."""
        self._stamped: tuple[tuple[float, str], Stamp] | None = None
        self.status_listeners: list[Callable[[str, str], None]] = []
        """Called with a product and the InstrumentStatus it entered, when what it brings about is done."""
        self.sessions_end: Callable[[], Collection[Receiver]] = tuple
        """Called when a settlement ends the sessions; gives the clients that are disconnected."""
        self.floor: Floor = Floor(core, self, self, self, self._venue(fill), self_trade)
        self.desk: OrderDesk = OrderDesk(core, self, self, self, self.floor, exchange_latency)
        self.exercises = Declarations(
            core, ExerciseRules(self, self, self.floor), self, self, self, self.desk, self.floor
        )
        self.self_closes = Declarations(core, SelfCloseRules(), self, self, self, self.desk, self.floor)
        self.combinations: CombinationDesk = CombinationDesk(core, self, self, self.desk, self.floor)
        self.notices = Notices(core.shelf, self.public, self.stamp)
        self.banks: Banks = Banks(core, self, self, exchange_latency)
        self.parked: ParkedOrders = ParkedOrders(core, self, self, self.desk)
        self.status_listeners.append(self.parked.entered)
        self.quotes: Quotes = Quotes(core, self, self, self, self.desk, self.floor)
        self.for_quotes: ForQuotes = ForQuotes(core, self, self, self, self.desk, self.floor)
        self.batches: BatchCancels = BatchCancels(core, self, self.desk, self.floor)
        if kept:
            self._recall()
        else:
            core.shelf.put("day", "", self.trading_day)
            self._announce(self.products)
        core.board.listeners.append(self._on_tick)
        core.board.settle_day = self.settle
        core.board.turn_day = self.turn_day
        core.board.trading_day = lambda: self.trading_day
        core.board.return_within = core.times.longest_return
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
            self._journal_flow(flow, investor.account.broker_id, investor.account.user_id)
            self._investors[investor.account.broker_id, investor.account.user_id] = investor
        for investor in self._investors.values():
            self.banks.recall(investor)
        orders = [order for investor in self._investors.values() for order in investor.orders]
        self.floor.recall(orders)
        self.desk.recall(orders)
        self.parked.recall()
        self.quotes.recall(orders)
        self.for_quotes.recall()
        for investor in self._investors.values():
            self.exercises.recall(investor)
            self.self_closes.recall(investor)
            self.combinations.recall(investor)
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
            flow = Flow(FlowKind.PRIVATE, shelf)
            self._journal_flow(flow, broker_id, user_id)
            found = Investor(account, ledger, flow, shelf)
            found.bank.balance = account.bank.balance if account.bank is not None else 0.0
            self._investors[broker_id, user_id] = found
            found.keep()
            before = previous_trading_day(self.trading_day)
            found.add_statement(before, statement(account, before, ledger.brought(), self.contract, {}))
            ledger.keep()
        return found

    def _journal_flow(self, flow: Flow, broker_id: str = "", user_id: str = "") -> None:
        if (journal := self._core.journal) is not None:
            flow.on_notice = partial(journal.report, broker_id, user_id)

    def _views(self) -> dict[str, Any]:
        """What a ledger asks of the market."""
        return {
            "contract": self.contract,
            "mark": self.mark,
            "splits_days": lambda exchange: EXCHANGES[exchange].splits_days,
            "margin_group": self.margin_group,
            "seller_margin": self.seller_margin,
        }

    def _open_ledger(self, account: Account, shelf: Shelf) -> Ledger:
        ledger = Ledger(account.balance, shelf=shelf, **self._views())
        for position in sorted(account.positions, key=lambda position: position.today):
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

    def margin_group(self, info: InstrumentInfo) -> str:
        """The positions of which only the larger side is margined; "" where both are."""
        if info.option is not None:
            return ""
        exchange = EXCHANGES.get(info.exchange) if self._max_margin_side else None
        return exchange.margin_group(info.product) if exchange is not None else ""

    def mark(self, instrument_id: str) -> float:
        """The last price, or what comes nearest to it: before the day's first trade the settlement price."""
        tick = self._core.snapshot(instrument_id)
        settled = self._settlements.get(instrument_id)
        if settled is not None and not self._traded(instrument_id, tick):
            return settled
        for price in (tick.record.last_price, tick.record.pre_settlement_price) if tick is not None else ():
            if isfinite(price) and price > 0:
                return float(price)
        return self.contract(instrument_id).reference_price

    def _traded(self, instrument_id: str, tick: Tick | None) -> bool:
        """Whether a snapshot tells of a trade since the last settlement."""
        if tick is None or tick is self._closing.get(instrument_id):
            return False
        return tick.record.volume > 0 or tick is self._core.board.pushed(instrument_id)

    def settlement_before(self, info: InstrumentInfo) -> float:
        """The settlement price of the day before."""
        if (settled := self._settlements.get(info.id)) is not None:
            return settled
        tick = self._core.snapshot(info.id)
        price = tick.record.pre_settlement_price if tick is not None else 0.0
        return float(price) if isfinite(price) and price > 0 else info.reference_price

    def seller_margin(self, info: InstrumentInfo, underlying: float | None = None) -> float:
        """What one sold lot of an option asks for besides its premium.

        It is that of the whole day: `underlying` None stands for the settlement price of the day before.
        """
        terms = info.option
        assert terms is not None
        other = self.info(terms.underlying)
        if underlying is None:
            underlying = self.settlement_before(other) if other is not None else terms.strike
        by_money = (other or info).margins.long_by_money
        by_volume = (other or info).margins.long_by_volume
        margin = underlying * info.multiplier * by_money + by_volume
        return seller_margin(terms, info.multiplier, underlying, margin)

    def expired(self, info: InstrumentInfo) -> bool:
        """Whether the contract's last day is over."""
        return expire_date(info, self.trading_day) < self.trading_day

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
        if self._core.clock.virtual or clock[0] == "-":
            time = self._core.clock.time()
            if self._stamped is None or self._stamped[0] != (time, self.trading_day):
                # A virtual clock stands still while much happens.
                now = self._core.now()
                stamp = Stamp(self.trading_day, f"{now:%Y%m%d}", f"{now:%H:%M:%S}")
                self._stamped = (time, self.trading_day), stamp
            return self._stamped[1]
        return Stamp(self.trading_day, calendar_day(self.trading_day, clock), clock)

    def status(self, info: InstrumentInfo) -> str:
        """The InstrumentStatus of its product."""
        live = self._core.live
        return self._statuses.get(info.product, CONTINUOUS) if live is None else live.phase(info.id)

    def set_status(self, status: str, products: tuple[str, ...]) -> None:
        """Let products (all, if none is named) enter a phase; tell the public flow and the listeners."""
        self.turn_day()
        chosen = [product for product in self.products if not products or product in products]
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
    def products(self) -> list[str]:
        """The products of the market's instruments, sorted."""
        return sorted(self._first)

    @property
    def _first(self) -> dict[str, InstrumentInfo]:
        """The first contract of each product."""
        return {info.product: info for info in reversed(tuple(self._core.source.instruments.values()))}

    def _announce(self, products: Sequence[str]) -> None:
        time, first = self.stamp().time, self._first
        # What goes on when a day begins has begun before it.
        since: Callable[[str], str] = getattr(self._core.live, "phase_time", lambda _: "")
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
                enter_time=since(info.id) or time,
                enter_reason="1",
            )
            self.public.append("OnRtnInstrumentStatus", record)

    # -- the day

    def turn_day(self) -> bool:
        """Settle if the market has begun another trading day by itself; whether it had."""
        day = self._core.trading_day
        if day == self.trading_day:
            return False
        self._settle(day, {}, self._settlements_before())
        return True

    def settle(self, prices: Mapping[str, float] | None = None) -> Collection[Receiver]:
        """End the trading day and begin the next; gives the clients that are disconnected by it.

        Positions are marked to `prices`, by InstrumentID, and where it has none to the exchanges' settlement
        prices. Orders die without a report, as CTP's do. All sessions end, those for market data too: a
        library's GetTradingDay() is right after a login only.
        """
        before = self._settlements_before()
        settlements = self._core.end_day(prices or {})
        return self._settle(self._core.trading_day, settlements, before)

    def _settlements_before(self) -> dict[str, float]:
        return {i.id: self.settlement_before(i) for i in self._core.source.instruments.values()}

    def _settle(
        self, day: str, told: Mapping[str, float], before: Mapping[str, float]
    ) -> Collection[Receiver]:
        settlements = {
            info.id: round(told[info.id] if info.id in told else self._settlement(info, day), 6)
            for info in self._core.source.instruments.values()
        }
        # What comes of options is told to the sessions before they are cut off.
        for investor in self._investors.values():
            settle_options(self.exercises, self.self_closes, self, self, investor, settlements.__getitem__)
        disconnected = self.sessions_end()
        self.floor.clear()
        self.desk.clear()
        self.parked.clear()
        self.quotes.clear()
        self.for_quotes.clear()
        self.notices.clear()
        shelf = self._core.shelf
        self._core.counters.restart()
        self._statuses.clear()
        # Prices of the day that ends count no longer; the settlement prices do.
        for kind in ("status", "tick"):
            shelf.clear(kind)
        self._kept_ticks.clear()
        journal = self._core.journal
        if journal is not None:
            journal.write("settlement", prices=settlements)
        for (broker_id, user_id), investor in self._investors.items():
            settled = investor.ledger.settle(settlements.__getitem__)
            if journal is not None:
                journal.settled(broker_id, user_id, settled)
            text = statement(investor.account, self.trading_day, settled, self.contract, before)
            investor.end_day(self.trading_day, text)
        self._settlements |= settlements
        for name, price in settlements.items():
            shelf.put("settlement", name, price)
        self._closing = {name: self._core.snapshot(name) for name in settlements}
        self.trading_day = day
        shelf.put("day", "", day)
        if journal is not None:
            journal.begin_day(day)
        self.public.restart()
        self._segments.clear()
        self._announce(self.products)
        self._core.changes.notify()
        return disconnected

    def _settlement(self, info: InstrumentInfo, day: str) -> float:
        """The settlement price of the day that ends for `day`, as far as snapshots tell it."""
        tick = self._core.snapshot(info.id)
        if tick is not None and tick is not self._closing.get(info.id):
            record = tick.record
            # A market that has begun the next day by itself tells there what the last one's was.
            begun = record.trading_day >= day
            prices = (record.pre_settlement_price,) if begun else (record.settlement_price, record.last_price)
            for price in prices:
                if isfinite(price) and price > 0:
                    return float(price)
        return self.settlement_before(info)

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
        if order.quote_seq:
            self.quotes.follow(order)
        investor.shelf.put("order", order.broker_order_seq, order)
        for record in order.taken():
            is_trade = type(record).__struct__.name == "Trade"
            if is_trade:
                investor.traded(record)
            name = "OnRtnTrade" if is_trade else "OnRtnOrder"
            for _ in range(self._core.rules.copies(name, record)):
                investor.flow.append(name, record)
        self._core.changes.notify()
