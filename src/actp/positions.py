"""Positions and the account, kept current: seeded by queries, moved by trades, confirmed when it is quiet.

CTP pushes neither. A trade changes the volumes at once; money and what is frozen follow with the next
query, which is asked for after order reports and trades, and again if more came while it ran.

Queries and the flow of trades have no order among each other: a query may count a trade that is told later,
or miss one that was told before. The rows say how many lots were opened and closed in the day, so where the
flow has told the whole day too, a trade is counted once whichever way it came first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import anyio

from actp._loop import within
from actp.enums import Direction, OffsetFlag, PosiDirection
from actp.errors import ActpError, UsageError

if TYPE_CHECKING:
    from actp.records import InvestorPosition, Trade, TradingAccount

__all__ = ["SEPARATE_HISTORY", "Position", "Positions"]

Key = tuple[str, str, str]
"""InstrumentID, PosiDirection, HedgeFlag."""

# Rows that miss trades are asked for again so often; then they are believed: the broker counts otherwise.
_PATIENCE = 3

# Where today's lots and earlier ones are closed by flags of their own. Elsewhere only CLOSE exists.
SEPARATE_HISTORY = frozenset({"SHFE", "INE"})


@dataclass(frozen=True, slots=True)
class Position:
    """What is held of one instrument in one direction, in lots.

    `rows` are CTP's own records of the last query (two at SHFE and INE, of today's lots and of earlier
    ones): cost, margin and profit stand there.
    """

    instrument_id: str
    exchange_id: str
    direction: PosiDirection | str
    hedge_flag: str
    today: int
    """Opened today."""
    history: int
    """Held from earlier days."""
    frozen: int
    """Being closed by orders in the market, or declared for exercise, as of the last query."""
    rows: tuple[InvestorPosition, ...] = ()

    @property
    def volume(self) -> int:
        """All of it."""
        return self.today + self.history

    @property
    def closable(self) -> int:
        """What no order is closing yet."""
        return self.volume - self.frozen


class _Held:
    """The moving numbers of a Position."""

    def __init__(self, exchange_id: str) -> None:
        self.exchange_id = exchange_id
        self.today = self.history = self.frozen = 0
        self.rows: list[InvestorPosition] = []


@dataclass(slots=True)
class _Lots:
    """Lots opened and closed in the trading day."""

    opened: int = 0
    closed: int = 0


class Positions:
    """Iterates over the `Position`s that are not empty; `positions["rb2610", PosiDirection.LONG]` is one.

    `whole_day`: whether the trades that are told are all of the trading day, its earlier ones too.
    """

    def __init__(self, *, whole_day: bool = False) -> None:
        self._whole_day = whole_day
        self._held: dict[Key, _Held] = {}
        self._told: dict[Key, _Lots] = {}  # by trades
        self._ahead: dict[Key, _Lots] = {}  # in the rows already, their trades to be told yet
        self._misses = 0
        self._account: TradingAccount | None = None
        self._stale = anyio.Event()
        self._seeded = anyio.Event()
        self._confirmed = anyio.Event()
        self._error: ActpError | None = None

    def __iter__(self) -> Iterator[Position]:
        for key, held in self._held.items():
            if held.today or held.history:
                yield _position(key, held)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(
        self, key: tuple[str, PosiDirection | str] | tuple[str, PosiDirection | str, str]
    ) -> Position:
        """By InstrumentID and PosiDirection, and HedgeFlag if it is not speculation; it may be empty."""
        name, direction = key[0], key[1]
        full = (name, _char(direction), _char(key[2]) if len(key) > 2 else "1")
        return _position(full, self._held.get(full) or _Held(""))

    def __repr__(self) -> str:
        return f"<Positions {list(self)}>"

    @property
    def account(self) -> TradingAccount:
        """The account as of the last query. Raises UsageError before the first."""
        if self._account is None:
            raise UsageError("the account has not been queried yet: await positions.wait_confirmed()")
        return self._account

    # -- what the client tells --------------------------------------------------------------------

    def seed(self, rows: Iterable[InvestorPosition]) -> bool:
        """The rows of ReqQryInvestorPosition. False if they miss trades that were told: ask again."""
        rows = list(rows)
        counted: dict[Key, _Lots] = {}
        for row in rows:
            lots = counted.setdefault(_key(row), _Lots())
            lots.opened += row.open_volume
            lots.closed += row.close_volume
        if self._whole_day and self._miss_trades(counted) and self._misses < _PATIENCE:
            self._misses += 1
            return False
        self._misses = 0
        self._held.clear()
        self._ahead.clear()
        for row in rows:
            held = self._held.setdefault(_key(row), _Held(row.exchange_id))
            held.today += row.today_position
            held.history += row.position - row.today_position
            # Orders that sell freeze a long position; CTP counts them as short.
            held.frozen += row.long_frozen if row.posi_direction == PosiDirection.SHORT else row.short_frozen
            # Lots of an option that are declared to be exercised, or not to be.
            held.frozen += row.strike_frozen + row.abandon_frozen
            held.rows.append(row)
        if self._whole_day:
            for key, lots in counted.items():
                told = self._told.get(key) or _Lots()
                ahead = _Lots(max(0, lots.opened - told.opened), max(0, lots.closed - told.closed))
                if ahead.opened or ahead.closed:
                    self._ahead[key] = ahead
        return True

    def _miss_trades(self, counted: dict[Key, _Lots]) -> bool:
        for key, told in self._told.items():
            # Some brokers leave out what is closed entirely.
            if (lots := counted.get(key)) is None:
                held = self._held.get(key)
                missing = held is not None and bool(held.today or held.history)
            else:
                missing = lots.opened < told.opened or lots.closed < told.closed
            if missing:
                return True
        return False

    def trade(self, trade: Trade) -> None:
        """A trade, told once: moves the volumes now, unless the rows have counted it."""
        opens = trade.offset_flag == OffsetFlag.OPEN
        is_long = (trade.direction == Direction.BUY) == opens
        direction = PosiDirection.LONG if is_long else PosiDirection.SHORT
        key = (trade.instrument_id, _char(direction), _char(trade.hedge_flag))
        told = self._told.setdefault(key, _Lots())
        ahead = self._ahead.get(key) or _Lots()
        volume = trade.volume
        if opens:
            told.opened += volume
            counted = min(ahead.opened, volume)
            ahead.opened -= counted
        else:
            told.closed += volume
            counted = min(ahead.closed, volume)
            ahead.closed -= counted
        if (volume := volume - counted) == 0:
            return
        held = self._held.setdefault(key, _Held(trade.exchange_id))
        if opens:
            held.today += volume
            return
        if trade.offset_flag == OffsetFlag.CLOSE_TODAY:
            from_today = volume
        elif held.exchange_id in SEPARATE_HISTORY:
            from_today = 0
        else:  # first in, first out
            from_today = max(0, volume - held.history)
        held.today -= from_today
        held.history -= volume - from_today
        held.frozen = max(0, held.frozen - volume)

    def begin_day(self) -> None:
        """Another trading day: the trades of the old one are in the rows to come, and in no flow."""
        self._told.clear()
        self._ahead.clear()
        self._changed()

    # -- confirming -------------------------------------------------------------------------------

    @property
    def confirmed(self) -> bool:
        """Whether the last query came after the last order report and trade."""
        return self._confirmed.is_set() and self._error is None

    async def wait_confirmed(self, timeout: float | None = None) -> None:
        """Wait until it is quiet and a query has confirmed everything.

        Raises TimeoutError after `timeout` s; ClientClosedError if the client is closed before, or what ends
        it for good: LoginError, AuthenticationError, HandshakeError, SettlementNotConfirmed, ProtocolError.
        """
        await self._wait(lambda: self._confirmed, timeout)

    async def _wait_seeded(self) -> None:
        await self._wait(lambda: self._seeded, None)

    async def _wait(self, event: Callable[[], anyio.Event], timeout: float | None) -> None:
        with within(timeout):
            # The event is another one after each change.
            while not event().is_set():
                await event().wait()
        if self._error is not None:
            raise copy(self._error)

    # -- asking ---------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._ask()
        if self._confirmed.is_set() and self._error is None:
            self._confirmed = anyio.Event()

    def _ask(self) -> None:
        self._stale.set()

    async def _until_stale(self) -> None:
        await self._stale.wait()

    def _leave_stale(self) -> None:
        """There is nobody to ask now; the next change asks again."""
        self._stale = anyio.Event()

    async def _refresh(
        self,
        query_positions: Callable[[], Awaitable[list[InvestorPosition]]],
        query_account: Callable[[], Awaitable[list[TradingAccount]]],
    ) -> None:
        """Ask once. Confirmed if nothing came meanwhile, else stale again."""
        self._stale = anyio.Event()
        rows = await query_positions()
        # Without the day's earlier trades nobody can tell whether the rows have those of this moment.
        told = self._stale.is_set() and not self._whole_day and self._seeded.is_set()
        taken = not told and self.seed(rows)
        for account in await query_account():
            self._account = account
        if not taken:
            self._changed()
            return
        self._seeded.set()
        if not self._stale.is_set():
            self._confirmed.set()

    def _end(self, error: ActpError) -> None:
        """The client is gone: what is known stays readable, waiting is over."""
        self._error = error
        self._seeded.set()
        self._confirmed.set()


def _key(row: InvestorPosition) -> Key:
    return (row.instrument_id, _char(row.posi_direction), _char(row.hedge_flag))


def _char(value: str) -> str:
    """The character of an enum member, or of a plain character."""
    return value.value if isinstance(value, Enum) else value


def _position(key: Key, held: _Held) -> Position:
    name, direction, hedge = key
    return Position(
        name,
        held.exchange_id,
        PosiDirection(direction) if direction in ("1", "2", "3") else direction,
        hedge,
        held.today,
        held.history,
        held.frozen,
        tuple(held.rows),
    )
