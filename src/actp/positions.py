"""Positions and the account, kept current: seeded by queries, moved by trades, confirmed when it is quiet.

CTP pushes neither. A trade changes the volumes at once; money and what is frozen follow with the next
query, which is asked for after every order report and trade, and again if more came while it ran.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import anyio

from actp.enums import Direction, OffsetFlag, PosiDirection

if TYPE_CHECKING:
    from actp.records import InvestorPosition, Trade, TradingAccount

__all__ = ["Position", "Positions"]

Key = tuple[str, str, str]
"""InstrumentID, PosiDirection, HedgeFlag."""

# Where today's lots and earlier ones are closed by flags of their own.
_SEPARATE_HISTORY = frozenset({"SHFE", "INE"})


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
    """Being closed by orders in the market, as of the last query."""
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


class Positions:
    """Iterates over the `Position`s that are not empty; `positions["rb2610", PosiDirection.LONG]` is one."""

    def __init__(self) -> None:
        self._held: dict[Key, _Held] = {}
        self.account: TradingAccount | None = None
        self._stale = anyio.Event()
        self._confirmed = anyio.Event()

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

    # -- what the client tells --------------------------------------------------------------------

    def seed(self, rows: Iterable[InvestorPosition]) -> None:
        """The rows of ReqQryInvestorPosition."""
        self._held.clear()
        for row in rows:
            key = (row.instrument_id, _char(row.posi_direction), _char(row.hedge_flag))
            held = self._held.setdefault(key, _Held(row.exchange_id))
            held.today += row.today_position
            held.history += row.position - row.today_position
            # Orders that sell freeze a long position; CTP counts them as short.
            held.frozen += row.long_frozen if row.posi_direction == PosiDirection.SHORT else row.short_frozen
            held.rows.append(row)

    def trade(self, trade: Trade) -> None:
        """A trade: moves the volumes now."""
        opens = trade.offset_flag == OffsetFlag.OPEN
        is_long = (trade.direction == Direction.BUY) == opens
        direction = PosiDirection.LONG if is_long else PosiDirection.SHORT
        key = (trade.instrument_id, _char(direction), _char(trade.hedge_flag))
        held = self._held.setdefault(key, _Held(trade.exchange_id))
        if opens:
            held.today += trade.volume
            return
        if trade.offset_flag == OffsetFlag.CLOSE_TODAY:
            from_today = trade.volume
        elif held.exchange_id in _SEPARATE_HISTORY:
            from_today = 0
        else:  # first in, first out
            from_today = max(0, trade.volume - held.history)
        held.today -= from_today
        held.history -= trade.volume - from_today
        held.frozen = max(0, held.frozen - trade.volume)

    # -- confirming -------------------------------------------------------------------------------

    @property
    def confirmed(self) -> bool:
        """Whether the last query came after the last order report and trade."""
        return self._confirmed.is_set()

    async def wait_confirmed(self, timeout: float | None = None) -> None:
        """Wait until it is quiet and a query has confirmed everything. Raises TimeoutError."""
        with anyio.fail_after(timeout):
            await self._confirmed.wait()

    def _changed(self) -> None:
        self._stale.set()
        if self._confirmed.is_set():
            self._confirmed = anyio.Event()

    def _confirm(self) -> None:
        self._confirmed.set()


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
