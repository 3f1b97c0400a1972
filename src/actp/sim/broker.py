"""The broker: the investors and their ledgers, the trading day, the prices it reckons with, and the flows it
reports into. Orders come in at its `desk` and meet on the exchanges' `floor`.

Everything happens within the call that causes it, so that the same requests and ticks give the same reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from math import isfinite
from typing import TYPE_CHECKING

from actp import records
from actp.errors import ConfigurationError

from .accounts import Account
from .banks import Banks
from .board import Tick
from .combining import CombinationDesk
from .desk import OrderDesk
from .exchanges import CONTINUOUS, EXCHANGES
from .exercise import ExerciseDesk, settle_options
from .floor import Floor
from .flows import Flow
from .instruments import InstrumentInfo, calendar_day, expire_date, previous_trading_day
from .investors import Investor, Session
from .ledger import Ledger
from .notices import Notices
from .options import seller_margin
from .orders import Order, Stamp, right_aligned
from .protocol import Flow as FlowKind
from .self_close import SelfCloseDesk

if TYPE_CHECKING:
    from .core import Core

__all__ = ["Broker"]


class Broker:
    def __init__(
        self, core: Core, fill: str, exchange_latency: float = 0.0, max_margin_side: bool = True
    ) -> None:
        self._core = core
        self._max_margin_side = max_margin_side
        self.trading_day = core.trading_day
        self.public = Flow(FlowKind.PUBLIC)
        self._investors: dict[tuple[str, str], Investor] = {}
        self._statuses: dict[str, str] = {}
        """InstrumentStatus by product, where it is not continuous trading."""
        self._exchange_numbers: dict[str, count[int]] = {}
        self.floor: Floor = Floor(core, self, fill)
        self.desk: OrderDesk = OrderDesk(core, self, self.floor, exchange_latency)
        self.exercises: ExerciseDesk = ExerciseDesk(core, self)
        self.self_closes: SelfCloseDesk = SelfCloseDesk(core, self)
        self.combinations: CombinationDesk = CombinationDesk(core, self)
        self.notices = Notices()
        self.banks: Banks = Banks(core, self, exchange_latency)
        core.board.listeners.append(self._on_tick)
        self._announce()

    def _on_tick(self, tick: Tick) -> None:
        self.turn_day()
        self.floor.match(tick)
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
            found = Investor(account, self._open_ledger(account))
            found.bank.balance = account.bank.balance if account.bank is not None else 0.0
            self._investors[broker_id, user_id] = found
        return found

    def _open_ledger(self, account: Account) -> Ledger:
        ledger = Ledger(
            account.balance,
            self.contract,
            self.mark,
            lambda exchange: EXCHANGES[exchange].splits_days,
            self.margin_group,
            self.seller_margin,
        )
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
        """Whether an option's last day is over; futures go on."""
        return info.option is not None and expire_date(info, self.trading_day) < self.trading_day

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
        ended, self.trading_day = self.trading_day, day
        self.floor.clear()
        self.desk.clear()
        self.notices.clear()
        for investor in self._investors.values():
            settle_options(self, investor, ended, self._settlement)
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

    # -- numbers and reports

    def exchange_number(self, exchange: str) -> int:
        """The next OrderSysID or TradeID of an exchange."""
        return next(self._exchange_numbers.setdefault(exchange, count(1)))

    def investor_at(self, session: Session) -> Investor:
        investor = self.investor(session.broker_id, session.user_id)
        assert investor is not None, "a session without an account"
        return investor

    def investor_of(self, order: Order) -> Investor:
        return self._investors[order.user]

    def publish(self, order: Order) -> None:
        investor = self.investor_of(order)
        for record in order.taken():
            is_trade = type(record).__struct__.name == "Trade"
            if is_trade:
                investor.trades.append(record)
            name = "OnRtnTrade" if is_trade else "OnRtnOrder"
            for _ in range(self._core.rules.copies(name, record)):
                investor.flow.append(name, record)
        self._core.changes.notify()
