"""Placing and cancelling orders: what `TraderClient` has beyond CTP's own requests."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from copy import copy
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

import anyio

from actp import _checks as check
from actp import records
from actp._loop import weakly, within
from actp.enums import (
    ActionFlag,
    ContingentCondition,
    Direction,
    ForceCloseReason,
    HedgeFlag,
    OffsetFlag,
    OrderPriceType,
    OrderStatus,
    TimeCondition,
    VolumeCondition,
)
from actp.errors import (
    ActpError,
    CancelRejected,
    ConnectionLost,
    OrderInDoubt,
    OrderNotPlaced,
    OrderRejected,
    UsageError,
)
from actp.requests.responses import Answer, not_answered
from actp.trading.dispatcher import FIRST_PAUSE, LONGEST_PAUSE, Asking
from actp.trading.orders import OrderHandle
from actp.trading.positions import SEPARATE_HISTORY

if TYPE_CHECKING:
    from actp.records import InputOrder, OrderAction
    from actp.trading.orders import OrderBook

__all__ = ["Ordering", "TimeInForce", "offset_for"]

TimeInForce = Literal["day", "fak", "fok"]

# Market orders as the vendor's samples have them: price type, time and volume condition.
_MARKET: dict[str, tuple[OrderPriceType, TimeCondition, VolumeCondition] | None] = {
    "DCE": (OrderPriceType.ANY_PRICE, TimeCondition.IOC, VolumeCondition.CV),
    "GFEX": (OrderPriceType.ANY_PRICE, TimeCondition.IOC, VolumeCondition.CV),
    "CZCE": (OrderPriceType.ANY_PRICE, TimeCondition.GFD, VolumeCondition.CV),
    "CFFEX": (OrderPriceType.BEST_PRICE, TimeCondition.IOC, VolumeCondition.AV),
    "SHFE": None,
    "INE": None,
}

# The stop orders that DCE and GFEX keep themselves. They last for the day, market orders too.
_EXCHANGE_STOPS = (ContingentCondition.TOUCH, ContingentCondition.TOUCH_PROFIT)

_NOT_FOUND, _ALREADY_FINAL = 25, 26

# How far the first report of an order may be behind a caller who was cancelled.
_REPORT_LAGS = 1.0

_MOST_LOTS = 2**31 - 1  # of CTP's int

# After a refused cancel, how long the order's own end may lag behind the refusal.
_END_LAGS = 1.0


def offset_for(exchange_id: str, offset: OffsetFlag | str) -> OffsetFlag | str:
    """The offset flag that an exchange knows: close-today and close-yesterday exist at SHFE and INE only."""
    if exchange_id in SEPARATE_HISTORY or offset not in (OffsetFlag.CLOSE_TODAY, OffsetFlag.CLOSE_YESTERDAY):
        return offset
    return OffsetFlag.CLOSE


def _name(what: str, value: object) -> str:
    return check.text(what, value, needed=True, error=UsageError)


def _price(what: str, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, float) and not isfinite(value):
        raise UsageError(f"{what}={value} is no price. A quote reads as nan where there is none")
    return check.number(what, value, what="a price, or None", error=UsageError)


class Ordering(Asking):
    """The order methods of `TraderClient`; not for direct use."""

    _book: OrderBook
    _action_ref: int
    _cancels: dict[int, tuple[OrderHandle, int, list[ActpError]]]  # by OrderActionRef, with RequestID

    async def insert_order(
        self,
        instrument_id: str,
        direction: Direction | str,
        offset: OffsetFlag | str,
        price: float | None = None,
        volume: int = 1,
        *,
        time_in_force: TimeInForce = "day",
        min_volume: int = 0,
        stop_price: float | None = None,
        contingent_condition: ContingentCondition | str | None = None,
        hedge: HedgeFlag | str = HedgeFlag.SPECULATION,
        exchange_id: str | None = None,
        timeout: float | None = None,
        **fields: Any,
    ) -> OrderHandle:
        """ReqOrderInsert: send an order, and return its handle when the exchange has taken it.

        - `price`: None is a market order in the form its exchange knows; SHFE and INE know none.
        - `time_in_force`: "day" rests until the close; "fak" cancels at once what does not trade; "fok"
          trades whole or not at all. `min_volume`: of a fak, the least that has to trade.
        - `stop_price`: CTP keeps the order until the last price reaches it (from below for a buy, from
          above for a sell; another `contingent_condition` may be given), then sends one of its own. With
          TOUCH (stop loss) or TOUCH_PROFIT the order itself waits at the exchange; DCE and GFEX have that.
        - `exchange_id`: if not given, known from `instruments`, positions, orders, trades and whatever else
          named it; else asked of CTP by ReqQryInstrument, ahead of all other queries.
        - `fields`: any other field of InputOrder, such as `order_memo`. An `order_ref` of one's own has at
          most 12 digits, and is greater, as a number, than all before; the client goes on above it.
        - `timeout`: seconds for the whole call; default: `request_timeout`.

        Raises

        - OrderRejected (SettlementNotConfirmed) when CTP or the exchange refuses;
        - ConnectionLost when the client is not READY: nothing was sent;
        - OrderNotPlaced, one of those, when CTP says that there is no connection (-1), or the front does not
          have the order after a disconnect;
        - OrderInDoubt when nothing was heard of it within `timeout` s: it may be at the exchange. It is
          looked up by queries, and the error's `order` goes on: it is found, or ends with OrderNotPlaced;
        - OrderExpired when its trading day ended before the exchange answered;
        - RequestNotSent when the time was over before it could be sent;
        - UsageError for values that make no order, or an instrument that CTP does not know;
        - FlowPathError when the flow folder cannot be written to, where the order's number is kept;
        - SendError for an unknown return code of CTP's; ResponseError or ProtocolError when the query for the
          exchange is refused, or not answered as such;
        - NotConnectedError before `connect()`, ClientClosedError, WrongLoopError, ForkedError.

        If CTP has taken the order and only the exchange is silent, the handle is returned after `timeout` s.
        Nothing is ever sent twice. A cancelled call leaves an order that was sent as it is: it is in
        `orders_today`, and looked up if nothing is heard of it.
        """
        self._check_ready()
        timeout = check.timeout(timeout)
        instrument_id = _name("instrument_id", instrument_id)
        price, stop_price = _price("price", price), _price("stop_price", stop_price)
        volume = check.count("volume", volume, 1, _MOST_LOTS, what="a number of lots", error=UsageError)
        min_volume = check.count(
            "min_volume", min_volume, 0, _MOST_LOTS, what="a number of lots", error=UsageError
        )
        if exchange_id is not None:
            exchange_id = check.text("exchange_id", exchange_id, error=UsageError)
        if "request_id" in fields:
            raise UsageError("request_id= is the client's own: by it answers are recognised")
        if "order_ref" in fields:
            assert self._refs is not None
            self._refs.check("order_ref", fields["order_ref"])
        if exchange_id is None:
            exchange_id, timeout = await self._exchange_of(instrument_id, timeout)
        order = self._input_order(
            exchange_id, direction, price, time_in_force, min_volume, stop_price, contingent_condition
        )
        order |= {
            "instrument_id": instrument_id,
            "exchange_id": exchange_id,
            "comb_offset_flag": offset,
            "comb_hedge_flag": hedge,
            "volume_total_original": volume,
            **{name: self._identity[name] for name in ("broker_id", "investor_id", "user_id")},
            **fields,
        }
        assert self._class is not None
        request = records.InputOrder(version=self._class.version, **order)
        return await self._place(request, self._request_timeout if timeout is None else timeout)

    def _input_order(
        self,
        exchange_id: str,
        direction: Direction | str,
        price: float | None,
        time_in_force: TimeInForce,
        min_volume: int,
        stop_price: float | None,
        contingent_condition: ContingentCondition | str | None,
    ) -> dict[str, Any]:
        check.choice("time_in_force", time_in_force, ("day", "fak", "fok"), error=UsageError)
        if min_volume and time_in_force != "fak":
            raise UsageError("min_volume= goes with time_in_force='fak'")
        price_type = OrderPriceType.LIMIT_PRICE
        time = TimeCondition.GFD if time_in_force == "day" else TimeCondition.IOC
        amount = VolumeCondition.CV if time_in_force == "fok" else VolumeCondition.AV
        if min_volume:
            amount = VolumeCondition.MV
        if price is None and contingent_condition in _EXCHANGE_STOPS:
            price_type, time, amount = OrderPriceType.ANY_PRICE, TimeCondition.GFD, VolumeCondition.AV
        elif price is None:
            plain = (OrderPriceType.ANY_PRICE, TimeCondition.IOC, VolumeCondition.AV)
            form = _MARKET.get(exchange_id, plain)
            if form is None:
                raise UsageError(
                    f"{exchange_id} takes no market orders: give price=, such as the upper or lower limit, "
                    "and time_in_force='fak'"
                )
            price_type, time, amount = form
        if stop_price is None:
            if contingent_condition is not None:
                raise UsageError("contingent_condition= needs stop_price=")
            contingent_condition = ContingentCondition.IMMEDIATELY
        elif contingent_condition is None:
            buys = direction == Direction.BUY
            contingent_condition = (
                ContingentCondition.LAST_PRICE_GREATER_EQUAL_STOP_PRICE
                if buys
                else ContingentCondition.LAST_PRICE_LESSER_EQUAL_STOP_PRICE
            )
        return {
            "order_price_type": price_type,
            "direction": direction,
            "limit_price": price or 0.0,
            "time_condition": time,
            "volume_condition": amount,
            "min_volume": min_volume or 1,
            "contingent_condition": contingent_condition,
            "stop_price": stop_price or 0.0,
            "force_close_reason": ForceCloseReason.NOT_FORCE_CLOSE,
        }

    async def _place(self, request: InputOrder, limit: float) -> OrderHandle:
        handle: OrderHandle | None = None
        try:
            with within(limit):
                handle = await self._send_order(request)
                await handle._until(lambda: _answered(handle))
        except TimeoutError:
            if handle is None:
                raise self._not_sent("ReqOrderInsert", limit) from None
            if handle.order is None or handle.in_doubt:
                self._doubt(handle)
                raise OrderInDoubt(
                    f"nothing was heard of {handle!r} within {limit:g} s: it may be at the exchange. Do not "
                    "send it again; this error's order follows what becomes of it",
                    handle,
                ) from None
        except asyncio.CancelledError:
            if handle is not None and not _answered(handle):
                # Nobody waits for it any more, but it must come to an end all the same. Its report may be on
                # the way: most are, and need no query.
                grace, unheard = min(limit, _REPORT_LAGS), weakly(self._doubt_unheard, None)
                asyncio.get_running_loop().call_later(grace, unheard, handle)
            raise
        assert handle is not None
        if handle.error is not None:
            raise copy(handle.error)
        return handle

    def _doubt_unheard(self, handle: OrderHandle) -> None:
        if handle.order is None:
            self._doubt(handle)

    def _doubt(self, handle: OrderHandle) -> None:
        """How an order stands is not known: look it up."""
        if self._book.doubt(handle):
            self._look_up()

    def _look_up(self) -> None:
        """Ask for the orders in doubt, now or after the next login."""
        raise NotImplementedError

    async def _send_order(self, request: InputOrder) -> OrderHandle:
        """Hand an order over, once. Return codes -2 and -3 leave no trace at the front: they are retried."""
        assert self._refs is not None
        pause, in_use = FIRST_PAUSE, False
        while True:
            turn = await self._instructions.turn()
            turn.end()
            self._check_ready()
            request_id = self._next_request_id()
            reference = request.order_ref
            if not reference:
                reference = self._refs.next()
            elif not in_use or int(reference) != int(self._refs.last):
                # It was right when the call began; meanwhile greater ones may have been sent.
                self._refs.use("order_ref", reference)
                in_use = True
            named = request.replace(order_ref=reference, request_id=request_id)
            handle = self._book.place(self._session_key, named)
            code = self._start("ReqOrderInsert", named, _order_answer(handle), request_id)
            if not code:
                if handle.order is None:
                    handle._request_id = request_id
                return handle
            self._book.forget(handle)
            if code not in (-2, -3):
                error = await self._not_taken("ReqOrderInsert", code)
                if isinstance(error, ConnectionLost):
                    error = OrderNotPlaced(f"{handle!r} was not sent: {error}", error.code, handle)
                    handle._fail(copy(error))
                raise error
            await anyio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _exchange_of(self, instrument_id: str, timeout: float | None) -> tuple[str, float | None]:
        """The exchange of an instrument, and what is left of the time."""
        if (known := self._instruments.exchange_id(instrument_id)) is not None:
            return known, timeout
        begun = time.monotonic()
        limit = self._request_timeout if timeout is None else timeout
        found = await self._look_up_exchange(instrument_id, limit)
        return found, None if timeout is None else timeout - (time.monotonic() - begun)

    # -- everyday forms ---------------------------------------------------------------------------

    async def buy_open(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Buy to open a long position.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self.insert_order(
            instrument_id, Direction.BUY, OffsetFlag.OPEN, price, volume, **options
        )

    async def sell_open(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Sell to open a short position.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self.insert_order(
            instrument_id, Direction.SELL, OffsetFlag.OPEN, price, volume, **options
        )

    async def buy_close(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Buy to close a short position. At SHFE and INE that is one of an earlier day.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self.insert_order(
            instrument_id, Direction.BUY, OffsetFlag.CLOSE, price, volume, **options
        )

    async def sell_close(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Sell to close a long position. At SHFE and INE that is one of an earlier day.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self.insert_order(
            instrument_id, Direction.SELL, OffsetFlag.CLOSE, price, volume, **options
        )

    async def buy_close_today(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Buy to close a short position of today; where exchanges make no difference, any.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self._close(Direction.BUY, OffsetFlag.CLOSE_TODAY, instrument_id, price, volume, options)

    async def sell_close_today(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Sell to close a long position of today; where exchanges make no difference, any.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self._close(
            Direction.SELL, OffsetFlag.CLOSE_TODAY, instrument_id, price, volume, options
        )

    async def buy_close_yesterday(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Buy to close a short position of an earlier day; where exchanges make no difference, any.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self._close(
            Direction.BUY, OffsetFlag.CLOSE_YESTERDAY, instrument_id, price, volume, options
        )

    async def sell_close_yesterday(
        self, instrument_id: str, price: float | None = None, volume: int = 1, **options: Any
    ) -> OrderHandle:
        """Sell to close a long position of an earlier day; where exchanges make no difference, any.

        ReqOrderInsert. `options` are those of `insert_order()`. Raises as that one does OrderRejected
        (SettlementNotConfirmed), OrderNotPlaced, OrderInDoubt, OrderExpired, ConnectionLost, RequestNotSent,
        UsageError, FlowPathError, SendError, ResponseError, ProtocolError, NotConnectedError,
        ClientClosedError, WrongLoopError, ForkedError.
        """
        return await self._close(
            Direction.SELL, OffsetFlag.CLOSE_YESTERDAY, instrument_id, price, volume, options
        )

    async def _close(
        self,
        direction: Direction,
        offset: OffsetFlag,
        instrument_id: str,
        price: float | None,
        volume: int,
        options: dict[str, Any],
    ) -> OrderHandle:
        self._check_ready()
        instrument_id = _name("instrument_id", instrument_id)
        exchange_id = options.pop("exchange_id", None)
        if exchange_id:
            exchange_id = _name("exchange_id", exchange_id)
        else:
            timeout = check.timeout(options.pop("timeout", None))
            exchange_id, options["timeout"] = await self._exchange_of(instrument_id, timeout)
        flag = offset_for(exchange_id, offset)
        return await self.insert_order(
            instrument_id, direction, flag, price, volume, exchange_id=exchange_id, **options
        )

    # -- cancelling -------------------------------------------------------------------------------

    async def _cancel_order(self, handle: OrderHandle, timeout: float | None) -> None:
        if handle.final:
            return _cancelled(handle, None)
        self._check_ready()
        limit = self._request_timeout if timeout is None else timeout
        request_id = 0

        def done(answer: Answer | ActpError) -> None:
            error = answer if isinstance(answer, ActpError) else answer.error
            if error is not None:
                self._cancels.pop(reference, None)
                refusals.append(error)
                handle._changed()

        refusals: list[ActpError] = []
        reference, taken = 0, False
        try:
            with within(limit):
                turn = await self._instructions.turn(ahead=True)
                turn.end()
                self._check_ready()
                request_id = self._next_request_id()
                self._action_ref = reference = self._action_ref % 0x7FFFFFFF + 1
                self._cancels[reference] = (handle, request_id, refusals)
                await self._hand_over(
                    "ReqOrderAction", self._cancel_request(handle, reference, request_id), done, request_id
                )
                taken = True
                await handle._until(lambda: handle.final or bool(refusals))
                refusal = refusals[0] if refusals else None
                if refusal is not None and refusal.code == _NOT_FOUND:
                    self._doubt(handle)
                if refusal is not None and not isinstance(refusal, CancelRejected):
                    raise copy(refusal)
                if refusal is not None and not handle.final:
                    with anyio.move_on_after(_END_LAGS):
                        await handle._until(lambda: handle.final)
                    if refusal.code == _ALREADY_FINAL:
                        self._doubt(handle)  # it has ended, and nobody said how
        except TimeoutError:
            if not taken:
                raise self._not_sent("ReqOrderAction", limit) from None
            self._doubt(handle)
            raise not_answered("ReqOrderAction", limit) from None
        finally:
            self._pending.pop(request_id, None)
            self._cancels.pop(reference, None)
        return _cancelled(handle, refusal)

    def _cancel_request(self, handle: OrderHandle, reference: int, request_id: int) -> Any:
        assert self._class is not None
        front_id, session_id, order_ref = handle.key
        origin = handle.order if handle.order is not None else handle.request
        assert origin is not None
        who: dict[str, Any] = {n: self._identity[n] for n in ("broker_id", "investor_id", "user_id")}
        # The exchange's number survives restarts of the back end; the session's key is for orders that
        # have none yet.
        if handle.order_sys_id.strip():
            key: dict[str, Any] = {"order_sys_id": handle.order_sys_id}
        else:
            key = {"front_id": front_id, "session_id": session_id, "order_ref": order_ref}
        return records.InputOrderAction(
            version=self._class.version,
            **who,
            **key,
            instrument_id=origin.instrument_id,
            exchange_id=origin.exchange_id,
            action_flag=ActionFlag.DELETE,
            order_action_ref=reference,
            request_id=request_id,
        )

    def _cancel_refused(self, record: OrderAction, error: CancelRejected) -> None:
        """OnErrRtnOrderAction: the exchange's refusals come this way only, and to every session."""
        entry = self._cancels.get(record.order_action_ref)
        if entry is not None and entry[1] == record.request_id:
            handle, _, refusals = entry
            refusals.append(error)
            handle._changed()


def _answered(handle: OrderHandle) -> bool:
    """Whether the exchange has answered an order, or somebody has refused it."""
    return handle.final or handle.status != OrderStatus.UNKNOWN


def _order_answer(handle: OrderHandle) -> Callable[[Answer | ActpError], None]:
    def done(answer: Answer | ActpError) -> None:
        # A broken connection leaves the order in doubt, as the book knows.
        if isinstance(answer, Answer) and isinstance(answer.error, OrderRejected):
            handle._fail(answer.error)

    return done


def _cancelled(handle: OrderHandle, refusal: ActpError | None) -> None:
    """How a cancel went, now that the order is final or the cancel refused."""
    if handle.final and handle.error is None and handle.status == OrderStatus.CANCELED:
        return
    code, text = None, ""
    if isinstance(refusal, CancelRejected):
        code, text = refusal.code, refusal.text
    elif handle.final:
        code = _ALREADY_FINAL
    raise CancelRejected(
        "ReqOrderAction",
        code,
        text,
        order=handle,
        too_late=handle.final or code == _ALREADY_FINAL,
        filled=handle.status == OrderStatus.ALL_TRADED,
    )
