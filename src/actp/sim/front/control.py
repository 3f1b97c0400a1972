"""What a test may look at and bring about on a running front, besides faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import isfinite
from typing import Any

import anyio.lowlevel

from actp import records
from actp._checks import secret, shown, text_problem
from actp._secret import Secret
from actp._text import printable
from actp.errors import UsageError
from actp.sim.accounts.credentials import Account
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.ledger import Funds
from actp.sim.accounts.order import Order
from actp.sim.accounts.overrides import Rule, make_rule
from actp.sim.front.running import PartOfFront, Running
from actp.sim.market.feed import Tick
from actp.sim.market.order_book import OrderBook
from actp.sim.queries.accounts import position_rows
from actp.sim.reference.arguments import MAX_PASSWORD, MAX_USER_ID, positive, whole
from actp.sim.reference.arguments import amount as checked_amount
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["AccountControl", "Accounts", "BookLevel", "BookView", "Control"]

# Cents are still exact in a double.
_MOST_MONEY = 1e12


@dataclass(frozen=True, slots=True)
class BookLevel:
    """One price of a book."""

    price: float
    volume: int
    """All that stands there, in lots."""
    market: int
    """How much of it is not users': the market data's quote, or orders of a simulated market's traders."""
    orders: tuple[Any, ...]
    """The users' `Order` records, in the order in which they would be filled."""


@dataclass(frozen=True, slots=True)
class BookView:
    """An instrument's book at one moment, the best price first."""

    instrument_id: str
    bids: tuple[BookLevel, ...]
    asks: tuple[BookLevel, ...]


def _levels(book: OrderBook, info: InstrumentInfo, buy: bool) -> tuple[BookLevel, ...]:
    found: dict[int, tuple[int, int, list[Any]]] = {}
    for price, entry, volume in book.waiting(buy):
        total, market, orders = found.get(price, (0, 0, []))
        if entry is not None and isinstance(entry.owner, Order):
            orders.append(entry.owner.record())
        else:
            market += volume
        found[price] = total + volume, market, orders
    return tuple(
        BookLevel(info.price(price), total, market, tuple(orders))
        for price, (total, market, orders) in found.items()
    )


class AccountControl:
    """One user's account at a running front. Every reading is of the present moment."""

    def __init__(self, running: Running, investor: Investor) -> None:
        self._core = running.core
        self._broker = running.broker
        self._investor = investor

    def __repr__(self) -> str:
        return f"<actp.sim account {self.user_id!r} of broker {self.broker_id!r}>"

    @property
    def _account(self) -> Account:
        return self._investor.account

    @property
    def user_id(self) -> str:
        return self._account.user_id

    @property
    def broker_id(self) -> str:
        return self._account.broker_id

    @property
    def funds(self) -> Funds:
        """Balance, available money, margin, profits, what is frozen."""
        return self._investor.ledger.funds()

    @property
    def positions(self) -> tuple[Any, ...]:
        """`InvestorPosition` records."""
        return tuple(position_rows(self._broker, self._investor))

    @property
    def orders(self) -> tuple[Any, ...]:
        """`Order` records of the day."""
        return tuple(order.record() for order in self._investor.orders)

    @property
    def trades(self) -> tuple[Any, ...]:
        """`Trade` records of the day."""
        return tuple(self._investor.trades)

    @property
    def bank_balance(self) -> float:
        """What the user has at the bank."""
        return self._investor.bank.balance

    def deposit(self, amount: float) -> None:
        """Bring money in. No session is told: the account query shows it.

        UsageError for an amount that is none: above 0, and up to 1e12.
        """
        amount = checked_amount("deposit", amount, _MOST_MONEY)
        self._investor.ledger.pay(deposit=amount)
        self._note("deposit", amount)
        self._core.changes.notify()

    def withdraw(self, amount: float) -> None:
        """Take money out, UsageError for more than is available, and for what is no amount above 0."""
        amount = checked_amount("withdraw", amount, _MOST_MONEY)
        available = self.funds.available
        if amount > available:
            raise UsageError(f"withdraw: {amount:.2f} is more than the {available:.2f} available")
        self._investor.ledger.pay(withdrawal=amount)
        self._note("withdrawal", amount)
        self._core.changes.notify()

    def _note(self, event: str, amount: float) -> None:
        if (journal := self._core.journal) is not None:
            journal.paid(self.broker_id, self.user_id, event, amount)

    def set_password(self, password: str | Secret) -> None:
        """Change the password and unlock the account. Sessions that are logged in stay.

        UsageError for what is no password of 1 to 40 bytes of GB18030, and for a front without accounts.
        """
        password = Secret(password)  # before anything raises: tracebacks show variables
        new = secret("password", password, MAX_PASSWORD, spaces=True, needed=True, error=UsageError)
        if not self._core.accounts.set_password(self.broker_id, self.user_id, new.value):
            raise UsageError("set_password: this front was made without accounts, any password will do")


class Accounts(Mapping[str, AccountControl]):
    """The accounts of the front's broker by user, live.

    Where anybody may log in, those are listed who did, and any other name gives a new account.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._core = running.core
        self._broker = running.broker

    def __getitem__(self, user_id: str) -> AccountControl:
        known = isinstance(user_id, str) and bool(user_id) and not text_problem(user_id, MAX_USER_ID)
        investor = self._broker.investor(self._core.accounts.broker_id, user_id) if known else None
        if investor is None:
            raise KeyError(user_id)
        return AccountControl(self._running, investor)

    def __iter__(self) -> Iterator[str]:
        own = self._core.accounts.broker_id
        return iter([user for broker, user in self._broker.investors if broker == own])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __repr__(self) -> str:
        return printable(f"<actp.sim accounts {', '.join(self)}>")


class Control(PartOfFront):
    """The part of `Front` that looks into the broker and plays the outside world."""

    def _info(self, instrument_id: str) -> InstrumentInfo:
        info = self._broker.info(instrument_id) if isinstance(instrument_id, str) else None
        if info is None:
            raise UsageError(f"the front has no instrument {shown(instrument_id)}")
        return info

    @property
    def accounts(self) -> Accounts:
        """Funds, positions, deposits and passwords by user: `front.accounts["u"].funds.available`."""
        return Accounts(self._now_running)

    def keep(self) -> None:
        """Write to the `store` what has changed. What leaves the front over the network does so by itself.

        StateFileError if that fails. Does nothing without a store.
        """
        store = self._core.store
        if not store.commit() and store.error is not None:
            raise store.error

    def book(self, instrument_id: str) -> BookView:
        """The levels of an instrument's book with the users' orders there."""
        info = self._info(instrument_id)
        book = self._broker.floor.venue.view(info)
        return BookView(instrument_id, _levels(book, info, True), _levels(book, info, False))

    async def trade(self, instrument_id: str, price: float, volume: int) -> int:
        """Let the market trade `volume` lots at `price`; gives how much of it users' orders got.

        Users' resting orders at that price or a better one are filled first, at their own prices, by price
        and time; the orders of a simulated market's traders stay. Subscribers get a tick with the trade in
        LastPrice, Volume and Turnover. In the simulated market it counts, elsewhere until the source's next
        tick of the instrument.
        """
        info, core = self._info(instrument_id), self._core
        try:
            price, volume = positive("price", price), whole("volume", volume, 1)
            ticks = info.ticks(price)
        except UsageError:
            ticks = None
        if ticks is None:
            raise UsageError(
                f"trade: {shown(volume)} lots at {shown(price)}; at least 1 at a multiple of "
                f"{info.price_tick:g} above 0"
            )
        told = self._told_trade(info, price, volume)
        floor, board = self._broker.floor, core.board
        filled = floor.trade_outside(info, ticks, volume)
        if floor.venue.counts and board.pushed(instrument_id) is None:
            told = core.snapshot(instrument_id) or told
            board.publish(told)
        else:
            board.push(told)
        await anyio.lowlevel.checkpoint()
        return filled

    def _told_trade(self, info: InstrumentInfo, price: float, volume: int) -> Tick:
        """The present snapshot, and a trade besides."""
        snapshot = self._core.snapshot(info.id)
        values = snapshot.record.asdict() if snapshot is not None else {}
        high, low = values.get("highest_price", price), values.get("lowest_price", price)
        values |= {
            "instrument_id": info.id,
            "trading_day": values.get("trading_day") or self._core.trading_day,
            "last_price": price,
            "highest_price": max(high, price) if isfinite(high) else price,
            "lowest_price": min(low, price) if isfinite(low) else price,
            "volume": values.get("volume", 0) + volume,
            "turnover": values.get("turnover", 0.0) + price * volume * info.multiplier,
        }
        return Tick(records.DepthMarketData(**values))

    async def fill(self, order: Any, volume: int | None = None) -> None:
        """Let somebody outside take a resting order, or `volume` lots of it, at its price. No tick is sent.

        `order` is an `Order` record, such as `front.books("u").orders[0]` or what OnRtnOrder brought.
        """
        found = self._resting(order)
        remaining = found.entry.volume
        try:
            lots = remaining if volume is None else whole("volume", volume, 1, remaining)
        except UsageError:
            raise UsageError(f"fill: {shown(volume)} lots, of the order's {remaining} that remain") from None
        broker = self._broker
        book = broker.floor.venue.view(found.info)
        broker.floor.taken_outside(found.info, [book.fill(found.entry, lots)])
        await anyio.lowlevel.checkpoint()

    def _resting(self, order: Any) -> Order:
        if not isinstance(order, records.Order):
            raise UsageError(f"fill: order= is an Order record, not {shown(order)}")
        broker = self._broker
        investor = broker.investors.get((order.broker_id, order.investor_id))
        reference = (order.front_id, order.session_id, order.order_ref)
        found = investor.by_reference.get(reference) if investor is not None else None
        if found is None:
            raise UsageError(f"the front has no order {order.order_ref!r} of that session")
        if found.entry not in broker.floor.venue.view(found.info).orders(found.entry.buy):
            raise UsageError(
                f"order {order.order_ref!r} does not rest in the book: its status is {found.status!r}"
            )
        return found

    def rule(
        self,
        name: str,
        *,
        user: str | None = None,
        instrument: str | None = None,
        times: int | None = None,
        error_id: int | None = None,
        text: str | None = None,
        exchange_error: str | None = None,
        delay: float | None = None,
        drop_answer: bool = False,
        duplicate: bool = False,
    ) -> AbstractContextManager[Rule]:
        """While the block runs, certain requests (of a user, for an instrument) go otherwise.

        `name` is a request's CTP name. Give one of:

        - `error_id` (`text` words it): CTP refuses it, with OnRsp… and for orders and cancels OnErrRtn… too;
          of the text ErrorMsg takes 80 bytes of GB18030, with "CTP:" in front, the rest is cut;
        - `exchange_error`: the exchange refuses it: a ReqOrderInsert or ReqQuoteInsert (cancelled orders with
          this text), a ReqOrderAction or ReqQuoteAction (OnErrRtn… 91); of 1 to 58 bytes of GB18030, which
          is what StatusMsg has room for behind the broker's own words;
        - `delay`: it is handled so many seconds later; what comes after it passes it;
        - `drop_answer`: it is handled, but its OnRsp… is not sent;
        - `duplicate`: `name` is OnRtnOrder, OnRtnTrade or OnRtnQuote, and the report comes twice.

        Gives the rule; its `hits` counts. The newest rule that fits applies. UsageError, at the call, where
        this makes no sense, and for a text that no CTP field takes (with a NUL, a lone surrogate, a control
        character).
        """
        return self._core.rules.applying(
            make_rule(
                name,
                user=user,
                instrument=instrument,
                times=times,
                error_id=error_id,
                text=text,
                exchange_error=exchange_error,
                delay=delay,
                drop_answer=drop_answer,
                duplicate=duplicate,
            )
        )
