"""What a trading client knows of instruments: their terms, and their exchanges from whatever names them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any

from actp._loop import retrieved, within
from actp.enums import OrderSubmitStatus
from actp.errors import ActpError, UsageError

if TYPE_CHECKING:
    from actp.records import Instrument

__all__ = ["Instruments"]


class Instruments(Mapping[str, "Instrument"]):
    """Instruments by InstrumentID, as ReqQryInstrument brings them.

    All of them are loaded in the background once a session is READY and its queries leave time for it, and
    again for each trading day; `loaded` says whether that is done. Until then it holds what was asked for so
    far, and what the day before had. A row of any ReqQryInstrument, of the program's own too, is taken.
    """

    def __init__(self, loads: bool, hurry: Callable[[], None]) -> None:
        self._loads = loads
        self._hurry = hurry
        self._rows: dict[str, Instrument] = {}
        self._earlier: dict[str, Instrument] = {}  # of the day before, until the new day's are loaded
        self._exchanges: dict[str, str] = {}
        self._awaited: dict[str, list[asyncio.Future[str | None]]] = {}
        self._loaded = False
        self._waiters: list[asyncio.Future[None]] = []
        self._ended: ActpError | None = None
        self.trading_day = ""
        self.taken = 0
        """Rows so far, to tell a slow answer from none."""

    def __getitem__(self, instrument_id: str) -> Instrument:
        found = self._rows.get(instrument_id)
        return self._earlier[instrument_id] if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter([*self._rows, *(name for name in self._earlier if name not in self._rows)])

    def __len__(self) -> int:
        return len(self._rows) + sum(1 for name in self._earlier if name not in self._rows)

    def __repr__(self) -> str:
        return f"<Instruments {len(self)}{'' if self._loaded else ', not all loaded'}>"

    @property
    def loaded(self) -> bool:
        """Whether all instruments of the present trading day are there."""
        return self._loaded

    async def wait_loaded(self, timeout: float | None = None) -> None:
        """Wait until all are loaded. The query then waits for no idle moment, only for those before it.

        Raises UsageError with `load_instruments=False`; TimeoutError after `timeout` s; what prevents the
        load, RequestTimeoutError or ResponseError; ClientClosedError if the client is closed before, or what
        ends it for good: LoginError, AuthenticationError, HandshakeError, SettlementNotConfirmed,
        ProtocolError.
        """
        if not self._loads:
            raise UsageError(
                "this client was made with load_instruments=False: await td.query_instrument() instead"
            )
        if self._loaded:
            return
        if self._ended is not None:
            raise copy(self._ended)
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        self._hurry()
        try:
            with within(timeout):
                await waiter
        finally:
            if waiter in self._waiters:
                self._waiters.remove(waiter)
            del waiter  # it knows the error that knows this frame

    # -- what the client tells --------------------------------------------------------------------

    def take(self, record: Any) -> None:
        """A record that CTP sent: it may name the exchange of an instrument, or be one."""
        record_class: Any = type(record)
        kind = _kind(record_class)
        if kind is _NOTHING:
            return
        exchange_id: str = getattr(record, "exchange_id", "")  # some versions lack it in some structs
        instrument_id: str = getattr(record, "instrument_id", "")
        if not instrument_id or not exchange_id:
            return
        if kind is _INSTRUMENT:
            self._rows[instrument_id] = record
            self._exchanges[instrument_id] = exchange_id
            self.taken += 1
        elif kind is _ORDER and record.order_submit_status == OrderSubmitStatus.INSERT_REJECTED:
            return  # as its sender wrote it
        elif len(self._exchanges) < _MOST_NAMES:
            self._exchanges.setdefault(instrument_id, exchange_id)
        if self._awaited:
            self._tell(instrument_id, exchange_id)

    def exchange_id(self, instrument_id: str) -> str | None:
        """The exchange of an instrument, if any record named it."""
        return self._exchanges.get(instrument_id)

    def awaited(self, instrument_id: str) -> asyncio.Future[str | None]:
        """The exchange of an instrument as soon as a record names it; None if CTP does not know it."""
        future: asyncio.Future[str | None] = asyncio.get_running_loop().create_future()
        future.add_done_callback(retrieved)
        self._awaited.setdefault(instrument_id, []).append(future)
        return future

    def unknown(self, instrument_id: str) -> None:
        """ReqQryInstrument brought no such instrument."""
        self._tell(instrument_id, None)

    def forget(self, instrument_id: str, future: asyncio.Future[str | None]) -> None:
        """Nobody waits for it any more."""
        waiting = self._awaited.get(instrument_id, [])
        if future in waiting:
            waiting.remove(future)
            if not waiting:
                del self._awaited[instrument_id]

    def _tell(self, instrument_id: str, exchange_id: str | None) -> None:
        for future in self._awaited.pop(instrument_id, ()):
            if not future.done():
                future.set_result(exchange_id)

    # -- loading ------------------------------------------------------------------------------------

    def begin_day(self, trading_day: str) -> None:
        """The trading day of a login. Another one than before has instruments of its own."""
        if trading_day != self.trading_day:
            self.trading_day = trading_day
            self._earlier = self._earlier | self._rows
            self._rows = {}
            self._loaded = False

    @property
    def due(self) -> bool:
        """Whether they are to be loaded, and are not."""
        return self._loads and not self._loaded

    def complete(self) -> None:
        """All rows are there."""
        self._earlier = {}
        self._loaded = True
        self._settle(None)

    def fail(self, error: ActpError) -> None:
        """They could not be loaded now."""
        self._settle(error)

    def end(self, error: ActpError) -> None:
        """The client is closed."""
        self._ended = error
        self._settle(error)

    def _settle(self, error: ActpError | None) -> None:
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if waiter.done():
                continue
            if error is None:
                waiter.set_result(None)
            else:
                waiter.set_exception(copy(error))


# Ten times all that China's exchanges list: a front that invents names does not fill the memory.
_MOST_NAMES = 1_000_000

_NOTHING, _NAMES, _ORDER, _INSTRUMENT = range(4)

# What programs wrote, not what CTP found right.
_ECHOES = ("Input", "Parked", "Err", "RemoveParked")


@cache
def _kind(record_class: Any) -> int:
    name = record_class.__name__
    fields = record_class.__struct__.by_attribute
    if "instrument_id" not in fields or "exchange_id" not in fields:
        return _NOTHING
    if name.startswith(_ECHOES) or name.endswith("Action"):
        return _NOTHING
    return {"Instrument": _INSTRUMENT, "Order": _ORDER}.get(name, _NAMES)
