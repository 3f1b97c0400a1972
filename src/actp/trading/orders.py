"""Orders: a handle for each, the book of the day that keeps them, and the references that name them.

CTP reports an order through several keys, each with gaps: FrontID, SessionID and OrderRef from the client,
TraderID and OrderLocalID from CTP, OrderSysID from the exchange. It repeats reports, replays the day's
after a reconnect, and sends trades behind the report that counts them. The book makes one order of it.
"""

from __future__ import annotations

import asyncio
import os
import weakref
from collections.abc import Callable, Iterable, Iterator
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from actp import _checks as check
from actp import _core
from actp._loop import within
from actp._text import printable
from actp.connection.streams import EventStream
from actp.enums import OrderStatus, OrderSubmitStatus
from actp.errors import (
    ActpError,
    ClientClosedError,
    FlowPathError,
    OrderExpired,
    OrderNotFilled,
    OrderNotPlaced,
    OrderRejected,
    RequestTimeoutError,
    UsageError,
)

if TYPE_CHECKING:
    from actp.enums import Direction
    from actp.records import ErrorConditionalOrder, InputOrder, Order, Trade
    from actp.trading.client import TraderClient

__all__ = ["FINAL_STATUSES", "OrderBook", "OrderHandle", "OrderKey", "OrderRefs"]

OrderKey = tuple[int, int, str]
"""FrontID, SessionID and OrderRef."""

FINAL_STATUSES = frozenset(
    {
        OrderStatus.ALL_TRADED,
        OrderStatus.CANCELED,
        # CTP does not resume orders, so what has left the exchange's queue does not come back.
        OrderStatus.PART_TRADED_NOT_QUEUEING,
    }
)
# Queries that have to miss an order: one of which CTP never said anything, and one that it had reported. The
# query core may lag behind the trading core, and an order that exists must not be taken for none.
_LOOKS, _LOOKS_REPORTED = 2, 5
# CTP's conditional order has ended, and the one it triggers goes on in its place.
_HANDED_ON = frozenset({OrderStatus.TOUCHED})
_UNANSWERED = frozenset({OrderStatus.UNKNOWN})


class OrderHandle:
    """One order, kept current by what CTP reports.

    Comes from `TraderClient.insert_order()` and `TraderClient.orders_today`. It outlives disconnects: while
    the client is not connected, and until the front has told again, an order that had not ended is
    `in_doubt` and its status UNKNOWN.

    A stop order's handle goes on with the order that it triggers, a second one for CTP: NOT_TOUCHED, TOUCHED,
    then whatever becomes of the new order, under its own `order_sys_id`.
    """

    def __init__(
        self,
        key: OrderKey,
        request: InputOrder | None,
        client: weakref.ref[TraderClient] | None,
        mine: bool,
    ) -> None:
        self.key = key
        """FrontID, SessionID and OrderRef of the session that sent it."""
        self.mine = mine
        """Whether this client sent it; others come from other sessions of the investor, or earlier ones."""
        self.request: InputOrder | None = request
        """What was sent; None for orders of other sessions."""
        self.order: Order | None = None
        """The latest report."""
        self.error: OrderRejected | OrderNotPlaced | OrderNotFilled | None = None
        """Why it ended other than by trading or cancelling: OrderRejected, OrderNotPlaced, OrderNotFilled
        (the front has lost it), OrderExpired. Its `order` is this handle."""
        self.in_doubt = False
        """Whether its state is not known: the connection broke since the last report, or nothing was heard
        of it in time. It is looked up by queries until it is found, or known not to be there."""
        self._client = client
        self._trades: list[Trade] = []
        self._history: list[Order | Trade] = []  # reports and trades in order of arrival
        self._traded = 0
        self._seen: set[tuple[Any, ...]] = set()
        self._waiters: list[asyncio.Future[None]] = []
        self._streams: _core.Broadcast | None = None
        self._left: ActpError | None = None  # the client is gone: nothing more will come
        self._request_id = 0
        self._looked_for = 0  # queries that did not find it, its trades, or what it triggered
        self._untied = False  # touched, and nothing tells which order it triggered

    # -- what it is -------------------------------------------------------------------------------

    @property
    def order_ref(self) -> str:
        """OrderRef."""
        return self.key[2]

    @property
    def instrument_id(self) -> str:
        """InstrumentID."""
        return str(self._origin.instrument_id)

    @property
    def direction(self) -> Direction | str:
        """BUY or SELL."""
        direction: Direction | str = self._origin.direction
        return direction

    @property
    def volume(self) -> int:
        """Lots ordered."""
        return int(self._origin.volume_total_original)

    @property
    def order_sys_id(self) -> str:
        """The exchange's number of the order, as CTP has it; "" before the exchange has given one."""
        return self.order.order_sys_id if self.order is not None else ""

    @property
    def investor(self) -> tuple[str, str]:
        """BrokerID and InvestorID."""
        return (self._origin.broker_id, self._origin.investor_id)

    @property
    def _origin(self) -> Any:
        return self.order if self.order is not None else self.request

    # -- where it stands --------------------------------------------------------------------------

    @property
    def status(self) -> OrderStatus | str:
        """CTP's OrderStatus of the latest report; UNKNOWN before the first and while `in_doubt`."""
        if self.order is None or (self.in_doubt and not self.final):
            return OrderStatus.UNKNOWN
        return self.order.order_status

    @property
    def volume_traded(self) -> int:
        """Lots traded: what the latest report says, or the trades if they are further."""
        reported = self.order.volume_traded if self.order is not None else 0
        return max(reported, min(self._traded, self.volume))

    @property
    def trades(self) -> tuple[Trade, ...]:
        """The trades so far. Those of a combination come for each leg."""
        return tuple(self._trades)

    @property
    def final(self) -> bool:
        """Whether its status changes no more. Trades may still follow."""
        if self.error is not None:
            return True
        return self.order is not None and (self.order.order_status in FINAL_STATUSES or self._untied)

    @property
    def complete(self) -> bool:
        """Whether it is final and all its trades are here."""
        if isinstance(self.error, OrderExpired):
            return True
        return self.final and (self.order is None or self._traded >= self.order.volume_traded)

    def __repr__(self) -> str:
        what = f"{getattr(self.direction, 'name', self.direction)} {self.volume} {self.instrument_id}"
        status = getattr(self.status, "name", self.status)
        return printable(f"<OrderHandle {self.order_ref} {what} {status} traded={self.volume_traded}>")

    # -- waiting ----------------------------------------------------------------------------------

    async def done(self, timeout: float | None = None) -> OrderStatus | str:
        """Wait until it has ended and its trades are in; the final status.

        Raises OrderRejected if it was refused, OrderNotPlaced if the front does not have it, OrderExpired if
        its trading day ended before it did, OrderNotFilled if it was reported and the front does not list it
        any more, RequestTimeoutError if the day ended before all its trades were reported, TimeoutError after
        `timeout` s; ClientClosedError if the client is closed before, and what ended the client for good:
        LoginError, AuthenticationError, HandshakeError, SettlementNotConfirmed, ProtocolError,
        ConnectionLost if its `connect()` fails.
        """
        with within(check.timeout(timeout, zero=True)):
            await self._until(lambda: self.complete)
        if self.error is not None:
            raise copy(self.error)
        return self.status

    async def filled(self, timeout: float | None = None) -> tuple[Trade, ...]:
        """Wait until all of it is traded; the trades, with those of each leg of a combination.

        Raises OrderNotFilled if it ends before, and as `done()` does OrderRejected, OrderNotPlaced,
        OrderExpired, RequestTimeoutError, TimeoutError, ClientClosedError, LoginError, AuthenticationError,
        HandshakeError, SettlementNotConfirmed, ProtocolError, ConnectionLost.
        """
        status = await self.done(timeout)
        if status != OrderStatus.ALL_TRADED:
            raise OrderNotFilled(
                f"{self!r} ended with {self.volume_traded} of {self.volume} lots traded",
                self.volume_traded,
                self.volume,
                self,
            )
        return self.trades

    def updates(self) -> EventStream[Order | Trade]:
        """A lossless stream of its reports and trades: first those that have come, in order of arrival, then
        each new one. It ends when the order is complete, or the client is closed.
        """
        client = self._client() if self._client is not None else None
        stream: EventStream[Order | Trade] = (
            EventStream() if client is None else client._lossless("updates()")
        )
        for item in self._history:
            stream._put(item)
        if self.complete or self._left is not None:
            stream._end(None)
            return stream
        if self._streams is None:
            self._streams = _core.Broadcast()
        self._streams.add(stream)
        return stream

    async def cancel(self, timeout: float | None = None) -> None:
        """ReqOrderAction: withdraw what is left of it. Returns when it is cancelled.

        An order that is cancelled already is left alone. `timeout` s (default: `request_timeout`) bound the
        call.

        Raises CancelRejected, whose `too_late` and `filled` tell an order that had ended from any other
        refusal; RequestTimeoutError when the outcome is not known (RequestNotSent: the cancel was not
        sent); ConnectionLost when there is no connection, or it breaks; SendError for an unknown return code
        of CTP's; ProtocolError when CTP answers with another callback; NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError. After each of them it may be tried again, unless
        `too_late`. Without an answer, or when CTP does not find the order (25), the order is looked up.
        """
        client = self._client() if self._client is not None else None
        if client is None:
            raise ClientClosedError("the client of this order is gone")
        await client._cancel_order(self, check.timeout(timeout))

    async def _until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            if self._left is not None:
                raise copy(self._left)
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiters.append(future)
            try:
                await future
            finally:
                if future in self._waiters:
                    self._waiters.remove(future)

    # -- what the book tells ----------------------------------------------------------------------

    def _changed(self, item: Order | Trade | None = None) -> None:
        if item is not None:
            self._history.append(item)
        waiters, self._waiters = self._waiters, []
        for future in waiters:
            if not future.done():
                future.set_result(None)
        if self._streams is not None:
            if item is not None:
                self._streams.put(item)
            if self.complete or self._left is not None:
                self._streams.end()
                self._streams = None

    def _fail(self, error: OrderRejected | OrderNotPlaced | OrderNotFilled) -> None:
        if not self.final:
            error.keep_with(self)
            self.error = error
            self.in_doubt = False
            self._changed()

    def _expire(self) -> None:
        """Its trading day is over."""
        if not self.final:
            traded, volume = self.volume_traded, self.volume
            self.in_doubt = False
            what = f"{self!r} ended with its trading day; {traded} of {volume} lots traded, as far as told"
            self._fail(OrderExpired(what, traded, volume))
        elif not self.complete:
            self._leave(RequestTimeoutError(f"the trades of {self!r} were not told before its day ended"))

    def _leave(self, error: ActpError) -> None:
        self._left = error
        self._changed()

    def _report(self, record: Order) -> bool:
        """Take a report; False if it tells nothing new."""
        signature = _signature(record)
        if signature in self._seen:
            return False
        self._seen.add(signature)
        # Replays and queries bring old reports after newer ones: the state never goes back.
        if self.order is None or _progress(record) >= _progress(self.order):
            self.order = record
            self.in_doubt = self._untied = False
            if refused_by_exchange(record):
                self.error = OrderRejected("ReqOrderInsert", None, record.status_msg)
                self.error.keep_with(self)
            elif isinstance(self.error, OrderNotPlaced) or type(self.error) is OrderNotFilled:
                self.error = None  # the front has it after all
        return True

    def _trade(self, trade: Trade) -> None:
        self._trades.append(trade)
        self._traded += trade.volume
        self._changed(trade)


def refused_by_exchange(order: Order) -> bool:
    """Whether a report says that the exchange refused the order."""
    return bool(
        order.order_status == OrderStatus.CANCELED
        and order.order_submit_status == OrderSubmitStatus.INSERT_REJECTED
    )


def _signature(order: Order) -> tuple[Any, ...]:
    """What tells one report of an order from another. Times are left out: CTP's own, then the exchange's."""
    return (
        order.order_status,
        order.order_submit_status,
        order.volume_traded,
        order.volume_total,
        order.order_sys_id,
        order.status_msg,
    )


def _progress(order: Order) -> tuple[bool, bool, int, bool]:
    status = order.order_status
    ended = status in FINAL_STATUSES or status in _HANDED_ON
    triggered = bool(order.relative_order_sys_id.strip())
    return (triggered, ended, order.volume_traded, status not in _UNANSWERED)


class OrderBook:
    """The orders and trades of the trading day, of all sessions."""

    def __init__(self, client: weakref.ref[TraderClient] | None = None) -> None:
        self.trading_day = ""
        self.sessions: set[tuple[int, int]] = set()
        """FrontID and SessionID of the client's own logins."""
        self._client = client
        self._orders: dict[int, OrderHandle] = {}  # by identity, in order of appearance
        self._by_key: dict[OrderKey, OrderHandle] = {}
        self._by_local: dict[tuple[str, str, str, str], OrderHandle] = {}
        self._by_system: dict[tuple[str, str], OrderHandle] = {}
        self._trades: dict[tuple[str, str, str, str], Trade] = {}
        self._loose: dict[tuple[str, str], list[Trade]] = {}  # trades of orders that nobody reported yet
        self._mine: dict[str, OrderHandle] = {}  # by OrderRef, which no two of a client share
        self._live: dict[str, dict[int, OrderHandle]] = {}  # not complete, by InstrumentID and identity

    def __iter__(self) -> Iterator[OrderHandle]:
        return iter(tuple(self._orders.values()))

    def find(self, key: OrderKey) -> OrderHandle | None:
        """The order with this FrontID, SessionID and OrderRef."""
        return self._by_key.get(key)

    def live(self, instrument_id: str) -> tuple[OrderHandle, ...]:
        """The orders of an instrument that have not ended, or whose trades are not all here."""
        found = self._live.get(instrument_id, {})
        for number in [number for number, handle in found.items() if handle.complete]:
            del found[number]
        return tuple(found.values())

    def _keep_live(self, instrument_id: str, handle: OrderHandle) -> None:
        if not handle.complete:
            self._live.setdefault(instrument_id, {})[id(handle)] = handle

    @property
    def trades(self) -> tuple[Trade, ...]:
        """The day's trades, each once."""
        return tuple(self._trades.values())

    # -- what this client sends -------------------------------------------------------------------

    def place(self, session: tuple[int, int], request: InputOrder) -> OrderHandle:
        """An order is about to be sent. Before the call: its report may come while the call still runs."""
        handle = self._add((*session, request.order_ref), request, True)
        self._by_key[handle.key] = handle
        self._mine[handle.order_ref] = handle
        self._keep_live(request.instrument_id, handle)
        return handle

    def forget(self, handle: OrderHandle) -> None:
        """CTP did not take it."""
        del self._orders[id(handle)], self._by_key[handle.key], self._mine[handle.order_ref]
        self._live[handle.instrument_id].pop(id(handle), None)

    def refused(self, record: InputOrder, error: OrderRejected) -> None:
        """OnErrRtnOrderInsert: it reaches every session, and again those that were away."""
        handle = self._mine.get(record.order_ref.strip())
        if handle is None or handle.order is not None or handle.request is None:
            return
        sent = handle.request
        same = (sent.request_id, sent.instrument_id, sent.direction, sent.volume_total_original)
        if same == (
            record.request_id,
            record.instrument_id,
            record.direction,
            record.volume_total_original,
        ):
            handle._fail(error)

    def trigger_refused(self, record: ErrorConditionalOrder, error: OrderRejected) -> None:
        """OnRtnErrorConditionalOrder: CTP refused what a conditional order triggered."""
        handle = self._by_system.get((record.exchange_id, record.order_sys_id))
        if handle is not None:
            handle._fail(error)

    # -- what CTP reports -------------------------------------------------------------------------

    def order(self, record: Order) -> OrderHandle | None:
        """OnRtnOrder, or a row of ReqQryOrder. The order it is news of, or None if it is none."""
        handle = self._find(record)
        if handle is None:
            mine = (record.front_id, record.session_id) in self.sessions
            handle = self._add(_key(record), None, mine)
        fresh = handle._report(record)
        self._index(handle, record)
        if not fresh:
            return None
        self._keep_live(record.instrument_id, handle)
        handle._changed(record)
        for trade in self._loose.pop(_system_key(record), ()):
            handle._trade(trade)
        return handle

    def trade(self, record: Trade) -> bool:
        """OnRtnTrade, or a row of ReqQryTrade. False if it is known."""
        # A trade with oneself has one TradeID on both sides.
        key = (record.trading_day, record.exchange_id, record.trade_id, str(record.direction))
        if key in self._trades:
            return False
        self._trades[key] = record
        handle = self._by_system.get(_system_key(record)) or self._by_local.get(_local_key(record))
        if handle is None:
            self._loose.setdefault(_system_key(record), []).append(record)
        else:
            handle._trade(record)
        return True

    def _find(self, record: Order) -> OrderHandle | None:
        # What is stable over restarts of the back end first; a session's own key is given anew by one.
        if record.order_sys_id.strip() and (found := self._by_system.get(_system_key(record))):
            return found
        if record.order_local_id.strip() and (found := self._by_local.get(_local_key(record))):
            return found
        if record.relative_order_sys_id.strip():
            # What a conditional order triggered; without its origin here it is an order like any other.
            return self._by_system.get((record.exchange_id, record.relative_order_sys_id))
        return self._by_key.get(_key(record)) if _has_key(record) else None

    def _index(self, handle: OrderHandle, record: Order) -> None:
        if _has_key(record):
            self._by_key.setdefault(_key(record), handle)
        if record.order_local_id.strip():
            self._by_local[_local_key(record)] = handle
        if record.order_sys_id.strip():
            self._by_system[_system_key(record)] = handle

    def _add(self, key: OrderKey, request: InputOrder | None, mine: bool) -> OrderHandle:
        handle = OrderHandle(key, request, self._client, mine)
        self._orders[id(handle)] = handle
        return handle

    # -- sessions and days ------------------------------------------------------------------------

    def lost(self) -> None:
        """The connection broke: what has not ended is in doubt."""
        for handle in self:
            handle._looked_for = 0  # another session may ask another query core
            self.doubt(handle)

    def doubt(self, handle: OrderHandle) -> bool:
        """Nothing certain is known of an order: it has to be looked up. False if it has ended."""
        if handle.final:
            return False
        if not handle.in_doubt:
            handle.in_doubt = True
            handle._looked_for = 0
            handle._changed()
        return True

    @property
    def investors(self) -> set[tuple[str, str]]:
        """Whose orders they are: BrokerID and InvestorID."""
        return {handle.investor for handle in self}

    @property
    def in_doubt(self) -> list[OrderHandle]:
        """Orders to be reconciled: in doubt, or final with trades missing."""
        return [h for h in self if (h.in_doubt and not h.final) or (h.final and not h.complete)]

    @staticmethod
    def urgent(asked: Iterable[OrderHandle]) -> bool:
        """Whether any of them has not been looked for twice: the next look may settle it."""
        return any(handle._looked_for < _LOOKS for handle in asked)

    def seen(self, rows: Iterable[Order]) -> set[int]:
        """Rows of a query, which were reported already: what they show is not in doubt. The handles' ids."""
        found = {id(handle): handle for row in rows if (handle := self._find(row)) is not None}
        for handle in found.values():
            goes_on = handle.order is not None and handle.order.order_status in _HANDED_ON
            if handle.in_doubt and not handle.final and not goes_on:
                handle.in_doubt = False
                handle._changed()
        return set(found)

    def reconciled(self, rows: Iterable[Order], asked: list[OrderHandle] | None = None) -> None:
        """All the day's orders, as a query brought them; they were reported already. `asked` are those that
        were in doubt when it was sent, for it says nothing of later ones; None: all that are."""
        asked = self.in_doubt if asked is None else asked
        found = self.seen(rows)
        for handle in asked:
            handle._looked_for += 1
            if handle.final or not handle.in_doubt:
                continue
            if id(handle) in found:
                # Nothing names its origin: RelativeOrderSysID is empty after a restart of the back end.
                handle._untied = handle._looked_for >= _LOOKS
                handle.in_doubt = not handle._untied
                handle._changed()
            elif handle._looked_for >= (_LOOKS if handle.order is None else _LOOKS_REPORTED):
                handle._fail(_missing(handle))

    def begin_day(self, trading_day: str) -> None:
        """The trading day of the login. Orders and numbers of an earlier one are over."""
        if trading_day == self.trading_day:
            return
        if self.trading_day:
            for handle in self:
                handle._expire()
            for index in (
                self._orders,
                self._by_key,
                self._by_local,
                self._by_system,
                self._mine,
                self._live,
            ):
                index.clear()
            self._trades.clear()
            self._loose.clear()
        self.trading_day = trading_day

    def end(self, error: ActpError) -> None:
        """The client is closed."""
        for handle in self:
            handle._leave(error)


def _missing(handle: OrderHandle) -> OrderNotPlaced | OrderNotFilled:
    """The error of an order that no query found."""
    if handle.order is None:
        return OrderNotPlaced(f"{handle!r}: two queries did not find it at the front: it was not placed")
    traded, volume = handle.volume_traded, handle.volume
    return OrderNotFilled(
        f"{handle!r} was reported, but {_LOOKS_REPORTED} queries did not find it at the front; {traded} of "
        f"{volume} lots traded, as far as reported",
        traded,
        volume,
    )


def _has_key(record: Order) -> bool:
    # Orders derived from quotes without references carry zeros.
    return bool(record.order_ref.strip()) and bool(record.front_id or record.session_id)


def _key(record: Order) -> OrderKey:
    return (record.front_id, record.session_id, record.order_ref.strip())


def _local_key(record: Order | Trade) -> tuple[str, str, str, str]:
    # The two orders of a quote have one OrderLocalID at CZCE and CFFEX.
    return (record.exchange_id, record.trader_id, record.order_local_id, str(record.direction))


def _system_key(record: Order | Trade) -> tuple[str, str]:
    return (record.exchange_id, record.order_sys_id)


class OrderRefs:
    """OrderRefs that never repeat: not in a session, not after a reconnect, not after a restart.

    A file in the flow folder holds a number above all that were ever given out; it grows by blocks, so
    that most orders touch no disk.
    """

    BLOCK = 1000
    DIGITS = 12
    """What OrderRef, a char[13], holds."""
    LIMIT = 10**DIGITS - 1

    def __init__(self, folder: Path | None) -> None:
        self._path = folder / "actp.orderref" if folder is not None else None
        self._last = self._reserved = self._load()

    def _load(self) -> int:
        if self._path is None:
            return 0
        if self._path.exists() and not self._path.is_file():  # reading a pipe would wait for ever
            raise FlowPathError(f"{self._path} is no regular file: remove it")
        try:
            kept = int(self._path.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0
        except OSError as error:
            raise FlowPathError(
                f"{self._path}: {error.strerror or error}: it keeps the OrderRefs. Make it readable"
            ) from None
        return kept if 0 <= kept <= self.LIMIT else 0

    @property
    def last(self) -> str:
        """The latest one given out."""
        return str(self._last)

    def above(self, order_ref: str) -> None:
        """Go on above MaxOrderRef of a login, or a reference of the program's own."""
        digits = order_ref.strip()
        if digits.isascii() and digits.isdigit() and int(digits) <= self.LIMIT:
            self._last = max(self._last, int(digits))

    def check(self, name: str, reference: object, growing: bool = True) -> None:
        """A reference of the program's own. Raises UsageError if CTP would refuse it."""
        digits = isinstance(reference, str) and reference.isascii() and reference.isdigit()
        if not digits or not 0 < int(str(reference)) <= self.LIMIT or len(str(reference)) > self.DIGITS:
            raise UsageError(
                f"{name}={reference!r}: CTP takes a number above 0, as text of at most {self.DIGITS} digits"
            )
        if growing and int(str(reference)) <= self._last:
            raise UsageError(
                f"{name}={reference!r}: each reference has to be greater than the one before, {self._last}. "
                f"Leave {name}= out, and the client numbers by itself"
            )

    def use(self, name: str, reference: str) -> None:
        """Go on above a reference of the program's own. Raises UsageError if CTP would refuse it."""
        self.check(name, reference)
        self._last = int(reference)

    def next(self) -> str:
        """A fresh one, larger than all before.

        Raises FlowPathError if it cannot be written down, UsageError if there is none left.
        """
        number = self._last + 1
        if number > self.LIMIT:
            raise UsageError(
                f"no OrderRef is left: {self._last}, which was used last, is the greatest that CTP's field "
                "holds. Make a new client, whose references begin lower; if it says the same, delete "
                "actp.orderref in its flow folder"
            )
        if number > self._reserved:
            self._reserve(min(number + self.BLOCK, self.LIMIT))
        self._last = number
        return str(number)

    def _reserve(self, number: int) -> None:
        if self._path is not None:
            fresh = self._path.with_suffix(".new")
            try:
                fresh.unlink(missing_ok=True)  # nothing is written into what stands there
                with fresh.open("x", encoding="ascii") as file:
                    file.write(str(number))
                os.replace(fresh, self._path)
            except OSError as error:
                raise FlowPathError(
                    f"{self._path}: {error.strerror or error}: without it a restarted program could use an "
                    "OrderRef twice, so that nothing was sent. Make the folder writable again, or free space"
                ) from None
        self._reserved = number
