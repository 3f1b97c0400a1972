"""Positions and the account, kept current: seeded by queries, moved by trades, confirmed when it is quiet.

CTP pushes neither. A trade changes the volumes at once. What is frozen is computed from the orders that are
alive and from the declarations that stand, whenever it is read. Money follows with the next query, which is
asked for after order reports and trades, and again if more came while it ran.

Queries and the flow of trades have no order among each other: a query may count a trade that is told later,
or miss one that was told before. The rows say how many lots were opened and closed in the day, so where the
flow has told the whole day too, a trade is counted once whichever way it came first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from actp import _checks as check
from actp._loop import within
from actp.enums import Direction, ExecResult, OffsetFlag, OrderSubmitStatus, PosiDirection, PositionDate
from actp.errors import ActpError, UsageError

if TYPE_CHECKING:
    from actp.records import ExecOrder, InputOrder, InvestorPosition, Order, Trade, TradingAccount
    from actp.trading.orders import OrderHandle

__all__ = ["SEPARATE_HISTORY", "Position", "Positions"]

Key = tuple[str, str, str]
"""InstrumentID, PosiDirection, HedgeFlag."""

# Rows that miss trades are asked for again so often; then they are believed: the broker counts otherwise.
_PATIENCE = 3

# Where today's lots and earlier ones are closed by flags of their own. Elsewhere only CLOSE exists, and what
# was opened first is closed first.
SEPARATE_HISTORY = frozenset({"SHFE", "INE"})

# ContingentCondition of orders that wait at CTP, where they freeze nothing. `2` and `3` wait at the exchange.
_WAITS_AT_CTP = frozenset("56789ABCDEFH")

# ExecResult of a declaration that has not ended.
_STANDING = frozenset({ExecResult.NO_EXEC.value, ExecResult.UNKNOWN.value})


@dataclass(frozen=True, slots=True)
class Position:
    """What is held of one instrument in one direction at the moment of reading, in lots.

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
    """Being closed by orders that have not ended (sent and not reported ones, and those in doubt, too), or
    declared for exercise or abandonment. Never more than `volume`."""
    closable_today: int
    """What of `today` is not frozen. At SHFE and INE it is closed by CLOSE_TODAY. Elsewhere earlier lots are
    closed first, so that orders freeze those of `history` first."""
    closable_history: int
    """What of `history` is not frozen. At SHFE and INE it is closed by CLOSE or CLOSE_YESTERDAY."""
    rows: tuple[InvestorPosition, ...] = ()

    @property
    def volume(self) -> int:
        """All of it."""
        return self.today + self.history

    @property
    def closable(self) -> int:
        """What is not frozen: `volume - frozen`, and `closable_today + closable_history`."""
        return self.volume - self.frozen


@dataclass(slots=True)
class _Buckets:
    """Lots by the day of their opening."""

    today: int = 0
    history: int = 0

    def add(self, today: bool, volume: int) -> None:
        if today:
            self.today += volume
        else:
            self.history += volume

    def take(self, volume: int, *, today_first: bool) -> int:
        """Take lots, from the other bucket once one is empty, never below none. Returns how many miss."""
        first = min(volume, self.today if today_first else self.history)
        rest = min(volume - first, self.history if today_first else self.today)
        today, history = (first, rest) if today_first else (rest, first)
        self.today -= today
        self.history -= history
        return volume - first - rest


class _Held:
    """The moving numbers of a Position."""

    def __init__(self, exchange_id: str) -> None:
        self.exchange_id = exchange_id
        self.lots = _Buckets()
        # Closed before their opening was told: a query's trades come in any order.
        self.owed = 0
        # Frozen as of the last query, by nothing that is known here: orders of before a private flow that
        # does not begin with the day, combinations of the exchange whose legs these lots are.
        self.unexplained = _Buckets()
        self.rows: list[InvestorPosition] = []


@dataclass(slots=True)
class _Lots:
    """Lots opened and closed in the trading day."""

    opened: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class _Claim:
    """Lots of a position that an order or a declaration freezes."""

    key: Key
    today: bool
    """Whether its offset flag names today's lots."""
    volume: int


def _no_orders(instrument_id: str) -> Iterable[OrderHandle]:
    return ()


class Positions:
    """Iterates over the `Position`s that are not empty; `positions["rb2610", PosiDirection.LONG]` is one.

    An iteration goes over the instruments that were held when it began, and gives each as it is when its
    turn comes: whatever changes meanwhile, it goes on.

    `whole_day`: whether the trades that are told are all of the trading day, its earlier ones too.
    `live_orders` gives the orders of an instrument that have not ended or whose trades are not all here.
    """

    def __init__(
        self,
        *,
        whole_day: bool = False,
        live_orders: Callable[[str], Iterable[OrderHandle]] = _no_orders,
    ) -> None:
        self._whole_day = whole_day
        self._live_orders = live_orders
        self._held: dict[Key, _Held] = {}
        self._told: dict[Key, _Lots] = {}  # by trades
        self._ahead: dict[Key, _Lots] = {}  # in the rows already, their trades to be told yet
        self._reported: set[OrderHandle] = set()  # of other sessions
        self._declared: dict[tuple[str, ...], _Claim] = {}
        self._misses = 0
        self._account: TradingAccount | None = None
        self._stale = asyncio.Event()
        self._seeded = asyncio.Event()
        self._confirmed = asyncio.Event()
        self._error: ActpError | None = None

    def __iter__(self) -> Iterator[Position]:
        return self._each(tuple(self._held))

    def _each(self, keys: tuple[Key, ...]) -> Iterator[Position]:
        for key in keys:
            held = self._held.get(key)
            if held is not None and (held.lots.today or held.lots.history):
                yield self._position(key, held)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(
        self, key: tuple[str, PosiDirection | str] | tuple[str, PosiDirection | str, str]
    ) -> Position:
        """By InstrumentID and PosiDirection, and HedgeFlag if it is not speculation; it may be empty."""
        if not (isinstance(key, tuple) and len(key) in (2, 3) and all(isinstance(part, str) for part in key)):
            raise UsageError(
                f"positions[{check.shown(key)}]: the key is InstrumentID and PosiDirection, and HedgeFlag if "
                "it is not speculation"
            )
        name, direction = key[0], key[1]
        full = (name, _char(direction), _char(key[2]) if len(key) > 2 else "1")
        return self._position(full, self._held.get(full) or _Held(""))

    def __repr__(self) -> str:
        return f"<Positions {list(self)}>"

    @property
    def account(self) -> TradingAccount:
        """The account as of the last query. Raises UsageError before the first."""
        if self._account is None:
            raise UsageError("the account has not been queried yet: await positions.wait_confirmed()")
        return self._account

    # -- what is frozen ---------------------------------------------------------------------------

    def _position(self, key: Key, held: _Held) -> Position:
        name, direction, hedge = key
        frozen = self._claimed(key)
        if (ahead := self._ahead.get(key)) is not None:
            # Filled as the rows have it, though its order's trades are to come.
            frozen.take(ahead.closed, today_first=False)
        frozen.add(True, held.unexplained.today)
        frozen.add(False, held.unexplained.history)
        lots, left = held.lots, _Buckets(held.lots.today, held.lots.history)
        left.take(frozen.today, today_first=held.exchange_id in SEPARATE_HISTORY)
        left.take(frozen.history, today_first=False)
        return Position(
            name,
            held.exchange_id,
            PosiDirection(direction) if direction in ("1", "2", "3") else direction,
            hedge,
            lots.today,
            lots.history,
            lots.today + lots.history - left.today - left.history,
            left.today,
            left.history,
            tuple(held.rows),
        )

    def _claimed(self, key: Key) -> _Buckets:
        """What the known orders and declarations freeze."""
        found = _Buckets()
        for handle in self._live_orders(key[0]):
            claim = _claim(handle, exact=self._whole_day or handle.mine)
            if claim is not None and claim.key == key:
                found.add(claim.today, claim.volume)
        for claim in self._declared.values():
            if claim.key == key:
                found.add(claim.today, claim.volume)
        return found

    def _explain(self, key: Key, today: bool, volume: int) -> None:
        """An order or a declaration is reported for the first time: the last query may have counted it."""
        if (held := self._held.get(key)) is not None:
            held.unexplained.take(volume, today_first=today)

    def order(self, handle: OrderHandle) -> None:
        """An order was reported."""
        if handle.mine or handle in self._reported:
            return
        self._reported.add(handle)
        origin = handle.order
        if origin is not None and (position := _closed_by(origin)) is not None:
            self._explain(*position, origin.volume_total_original)

    def declaration(self, record: ExecOrder) -> None:
        """An exercise or abandonment was reported: its lots are frozen as long as it stands."""
        number = (record.exchange_id, record.trader_id, record.exec_order_local_id)
        stands = (
            _char(record.exec_result) in _STANDING
            and record.order_submit_status != OrderSubmitStatus.INSERT_REJECTED
        )
        key = (record.instrument_id, _char(record.posi_direction), _char(record.hedge_flag))
        today = record.offset_flag == OffsetFlag.CLOSE_TODAY
        known = self._declared.pop(number, None)
        if known is None:
            self._explain(key, today, record.volume)
        if stands:
            self._declared[number] = _Claim(key, today, record.volume)

    # -- what the client tells --------------------------------------------------------------------

    def seed(self, rows: Iterable[InvestorPosition], *, quiet: bool = True) -> bool:
        """The rows of ReqQryInvestorPosition. False if they miss trades that were told: ask again.

        `quiet`: no order or trade was reported while the query ran, so that the rows' frozen lots are those
        of the orders that are known, and of others.
        """
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
        before, self._held = self._held, {}
        self._ahead.clear()
        if self._whole_day:
            for key, lots in counted.items():
                told = self._told.get(key) or _Lots()
                ahead = _Lots(max(0, lots.opened - told.opened), max(0, lots.closed - told.closed))
                if ahead.opened or ahead.closed:
                    self._ahead[key] = ahead
        frozen: dict[Key, _Buckets] = {}
        for row in rows:
            held = self._held.setdefault(_key(row), _Held(row.exchange_id))
            held.lots.today += row.today_position
            held.lots.history += row.position - row.today_position
            held.rows.append(row)
            # Orders that sell freeze a long position; CTP counts them as short.
            closing = row.long_frozen if row.posi_direction == PosiDirection.SHORT else row.short_frozen
            # Lots of an option that are declared to be exercised, or not to be.
            declared = row.strike_frozen + row.abandon_frozen
            of_today = row.position_date == PositionDate.TODAY or row.today_position > 0
            frozen.setdefault(_key(row), _Buckets()).add(of_today, closing + declared)
        for key, held in self._held.items():
            if quiet or not self._seeded.is_set():
                held.unexplained = self._beyond_known(key, held, frozen[key])
            elif (old := before.get(key)) is not None:
                held.unexplained = old.unexplained
        return True

    def _beyond_known(self, key: Key, held: _Held, frozen: _Buckets) -> _Buckets:
        """What of a position's frozen lots no known order or declaration accounts for."""
        known = self._claimed(key)
        if held.exchange_id in SEPARATE_HISTORY:
            return _Buckets(max(0, frozen.today - known.today), max(0, frozen.history - known.history))
        both = frozen.today + frozen.history - known.today - known.history
        return _Buckets(history=max(0, both))

    def _miss_trades(self, counted: dict[Key, _Lots]) -> bool:
        for key, told in self._told.items():
            # Some brokers leave out what is closed entirely.
            if (lots := counted.get(key)) is None:
                held = self._held.get(key)
                missing = held is not None and bool(held.lots.today or held.lots.history)
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
            paid = min(held.owed, volume)
            held.owed -= paid
            held.lots.today += volume - paid
            return
        today = held.exchange_id in SEPARATE_HISTORY and trade.offset_flag == OffsetFlag.CLOSE_TODAY
        # A flag may name lots that are not there: then it was the others that were closed.
        held.owed += held.lots.take(volume, today_first=today)

    def begin_day(self) -> None:
        """Another trading day: the trades of the old one are in the rows to come, and in no flow."""
        self._told.clear()
        self._ahead.clear()
        self._reported.clear()
        self._declared.clear()
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
        await self._wait(lambda: self._confirmed, check.timeout(timeout, zero=True))

    async def _wait_seeded(self) -> None:
        await self._wait(lambda: self._seeded, None)

    async def _wait(self, event: Callable[[], asyncio.Event], timeout: float | None) -> None:
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
            self._confirmed = asyncio.Event()

    def _ask(self) -> None:
        self._stale.set()

    async def _until_stale(self) -> None:
        await self._stale.wait()

    def _leave_stale(self) -> None:
        """There is nobody to ask now; the next change asks again."""
        self._stale = asyncio.Event()

    async def _refresh(
        self,
        query_positions: Callable[[], Awaitable[list[InvestorPosition]]],
        query_account: Callable[[], Awaitable[list[TradingAccount]]],
    ) -> None:
        """Ask once. Confirmed if nothing came meanwhile, else stale again."""
        self._stale = asyncio.Event()
        rows = await query_positions()
        # Without the day's earlier trades nobody can tell whether the rows have those of this moment.
        quiet = not self._stale.is_set()
        told = not quiet and not self._whole_day and self._seeded.is_set()
        taken = not told and self.seed(rows, quiet=quiet)
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


def _closed_by(order: Order | InputOrder) -> tuple[Key, bool] | None:
    """The position that an order closes lots of, and whether its flag names today's; None if it opens."""
    flag, hedge = _char(order.comb_offset_flag)[:1], _char(order.comb_hedge_flag)[:1]
    if flag in ("", OffsetFlag.OPEN.value):
        return None
    side = PosiDirection.SHORT if order.direction == Direction.BUY else PosiDirection.LONG
    return (order.instrument_id, side.value, hedge), flag == OffsetFlag.CLOSE_TODAY.value


def _claim(handle: OrderHandle, *, exact: bool) -> _Claim | None:
    """What a live order freezes. `exact`: all its trades are told here."""
    order = handle.order if handle.order is not None else handle.request
    if order is None or (position := _closed_by(order)) is None:
        return None
    triggered = handle.order is not None and bool(handle.order.relative_order_sys_id.strip())
    if _char(order.contingent_condition) in _WAITS_AT_CTP and not triggered:
        return None
    volume = handle.volume
    if handle.final:
        volume = handle.order.volume_traded if handle.order is not None else 0
    # A report counts its fills before their trades come, and only those take lots from the position.
    filled = sum(trade.volume for trade in handle.trades) if exact else handle.volume_traded
    return _Claim(*position, max(0, volume - filled))
