"""Between the sources of market data and the clients: subscriptions, ticks, pace.

A source (replay, simulated market, or one's own `MarketSource`) publishes ticks on the board; the
board hands each tick's bytes to the clients that subscribed. Bytes are made once per struct layout.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol, runtime_checkable

import anyio
import anyio.lowlevel

from actp import records
from actp.sim.clock.clock import Clock, RealClock, VirtualClock
from actp.sim.market.order_book import Fill, Level, OrderBook
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.wire.frames import Flow, Kind, callback
from actp.sim.wire.layouts import api_class, encode, layouts

__all__ = [
    "Board",
    "Changes",
    "Entering",
    "LiveMarket",
    "MarketSource",
    "Pace",
    "Pacer",
    "Receiver",
    "Tick",
]

log = logging.getLogger("actp.sim")

# A source that plays as fast as clients take (speed=None) rests while a client has more waiting than
# this, and lets the loop turn after so many ticks: consumers are often on the same loop, and a client's
# library reads faster than its program. Both are far below the backlog at which a client is cut.
_ENOUGH = 1_000
_AT_ONCE = 64
# Seconds behind its time from which a market is late, those within which it is on time again, and those
# over which its speed is measured.
_LATE, _ON_TIME, _MEASURED = 0.5, 0.1, 1.0


@cache
def _tick_index() -> int:
    return api_class(Kind.MARKET_DATA).callbacks["OnRtnDepthMarketData"]


@cache
def _tick_layouts() -> dict[str, str]:
    return layouts("DepthMarketData")


class Tick:
    """A snapshot and its CALLBACK frames, one per layout, made when the first client needs it."""

    __slots__ = ("_frames", "instrument_id", "record")

    def __init__(self, record: records.DepthMarketData) -> None:
        self.record = record
        self.instrument_id: str = record.instrument_id
        self._frames: dict[str, bytes] = {}

    def frame(self, version: str) -> bytes:
        layout = _tick_layouts()[version]
        found = self._frames.get(layout)
        if found is None:
            found = callback(_tick_index(), encode(self.record, layout), flow=Flow.NONE)
            self._frames[layout] = found
        return found


@dataclass(frozen=True, slots=True)
class Pace:
    """How a market keeps its speed."""

    asked: float
    """Market seconds that are to pass in a second."""
    achieved: float
    """Those that passed in each of the last seconds; as `asked` before it was measured."""
    behind: float = 0.0
    """Seconds that the market is late, 0 if it is on time."""
    late: bool = False
    """Whether it is so late that the front says so: half a second or more, until it is on time again."""


class Changes:
    """Lets tasks wait until a condition over the front's state holds."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def notify(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, condition: Callable[[], bool]) -> None:
        while not condition():
            await self._event.wait()


class Receiver(Protocol):
    """A client as the board sees it."""

    @property
    def version(self) -> str: ...
    @property
    def backlog(self) -> int:
        """Frames waiting to be sent."""
        ...

    def send(self, frame: bytes) -> None: ...


class MarketSource(Protocol):
    """Where ticks come from. The front runs one; a matching engine can stand in for it.

    A source may have more, which the front then uses:

    - `trades_now(instrument_id)`: whether the exchange takes orders;
    - `opening`: the calendar's time (aware, Shanghai) at which a virtual clock begins to stand;
    - `end_day(board, prices)`: the day is settled now. Publish the closing ticks, go over to the next
      trading day, and give the settlement prices by InstrumentID: those of `prices`, and where it has none
      the market's own. Where a source lacks it, the front counts its TradingDay on.
    """

    @property
    def instruments(self) -> Mapping[str, InstrumentInfo]: ...
    @property
    def trading_day(self) -> str: ...
    @property
    def clock(self) -> str:
        """The exchanges' time HH:MM:SS, `--:--:--` if unknown."""
        ...

    def snapshot(self, instrument_id: str) -> Tick | None:
        """The last state of an instrument, None before there is any."""
        ...

    async def run(self, board: Board) -> None:
        """Publish until there is no more. Runs in the front's task group; cancelled when it closes.

        With a virtual clock it waits by `Pacer.until()`, `board.wanted()` and `board.day_over()` only.
        """
        ...


Entering = Callable[[Sequence[str]], AbstractContextManager[None]]


@runtime_checkable
class LiveMarket(Protocol):
    """What a `MarketSource` may be besides: a market with books, in which users' orders stand beside its own,
    and with phases. Prices are in price ticks."""

    def connect(self, trades: Callable[[list[Fill]], None] | None, entering: Entering) -> None:
        """Where to tell of what the source brings about: trades in which a user's order has a side (None: the
        users trade elsewhere), and products that have entered a phase, around what that brings about."""
        ...

    def phase(self, instrument_id: str) -> str:
        """The InstrumentStatus of the instrument's product."""
        ...

    def enter(self, products: Sequence[str], phase: str) -> None:
        """Let products enter a phase, up to their next change of phase."""
        ...

    def book(self, instrument_id: str) -> OrderBook:
        """The instrument's present book; it may be another one after each call of the source."""
        ...

    def changed(self, instrument_id: str, fills: Sequence[Fill]) -> None:
        """Orders came to the book or left it from outside the source. Let the trades that were made count."""
        ...

    def trade_outside(self, instrument_id: str, price: int, volume: int) -> None:
        """Others trade among themselves, not through the book: let it count."""
        ...

    def push(
        self,
        instrument_id: str,
        bids: Sequence[Level],
        asks: Sequence[Level],
        traded: int | None,
        volume: int,
    ) -> list[Fill]:
        """Let a quote stand in for the source's own orders until it moves again, and `volume` be traded at
        `traded`; gives the trades of users' orders with it. See `OrderBook.snapshot()`."""
        ...


class Board:
    """Who subscribed to what, and the way to them."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or RealClock()
        self.changes = Changes()
        self.settle_day: Callable[[], Collection[Receiver]] = tuple
        """Ends the trading day and gives the clients that are disconnected by it. Set by the broker."""
        self.turn_day: Callable[[], object] = lambda: None
        """Called before a tick is sent: it may be the first of another trading day. Set by the broker."""
        self.trading_day: Callable[[], str] = str
        """The front's trading day. Set by the broker."""
        self.return_within = 0.0
        """Seconds for which a source waits at a day's beginning for clients that were disconnected."""
        self.ticks = 0
        """Ticks published so far."""
        self._market: dict[str, dict[Receiver, None]] = {}
        self._quotes: dict[str, dict[Receiver, None]] = {}
        self._watched: set[str] = set()
        self.pace: Pace | None = None
        """How the source keeps its speed; None where it has none."""
        self.attended = False
        """Whether a client has logged in."""
        self.listeners: list[Callable[[Tick], None]] = []
        """Called with each tick, after it went to its subscribers."""
        self._pushed: dict[str, Tick] = {}
        self._frozen_at: float | None = None
        self._frozen_for = 0.0
        self._draining = False
        if isinstance(self.clock, VirtualClock):
            self.clock.held_up = lambda: self.frozen or not self.has_room()

    # -- subscriptions: `changes` is told by whoever makes them, once for many

    def subscribe(self, receiver: Receiver, instrument_id: str, *, quotes: bool = False) -> bool:
        """Whether the subscription is new."""
        receivers = (self._quotes if quotes else self._market).setdefault(instrument_id, {})
        if receiver in receivers:
            return False
        receivers[receiver] = None
        return True

    def unsubscribe(self, receiver: Receiver, instrument_id: str, *, quotes: bool = False) -> None:
        table = self._quotes if quotes else self._market
        receivers = table.get(instrument_id)
        if receivers is None or receivers.pop(receiver, self) is self:
            return
        if not receivers:
            del table[instrument_id]

    def subscribers(self, instrument_id: str, *, quotes: bool = False) -> tuple[Receiver, ...]:
        return tuple((self._quotes if quotes else self._market).get(instrument_id, ()))

    def watch(self, instrument_id: str) -> None:
        """The front itself wants the ticks of an instrument."""
        if instrument_id in self._watched:
            return
        self._watched.add(instrument_id)
        self.changes.notify()

    def any_watched(self, instruments: Collection[str]) -> bool:
        return any(name in instruments for name in self._watched)

    def subscribed(self, instrument_id: str) -> bool:
        """Whether a client or the front itself wants the instrument's ticks."""
        return instrument_id in self._market or instrument_id in self._watched

    def any_subscribed(self, instruments: Collection[str]) -> bool:
        """Whether a client subscribed to any of them."""
        return any(name in instruments for name in self._market)

    # -- ticks

    def publish(self, tick: Tick) -> None:
        """Send a tick to its subscribers."""
        if self._pushed:
            self._pushed.pop(tick.instrument_id, None)
        self._send(tick)

    def push(self, tick: Tick) -> None:
        """Publish a tick from elsewhere; it is the instrument's snapshot until the source's next."""
        self._pushed[tick.instrument_id] = tick
        self._send(tick)

    def _send(self, tick: Tick) -> None:
        self.turn_day()
        self.ticks += 1
        receivers = self._market.get(tick.instrument_id)
        if receivers:
            frames: dict[str, bytes] = {}
            for receiver in tuple(receivers):
                version = receiver.version
                frame = frames.get(version)
                if frame is None:
                    frame = frames[version] = tick.frame(version)
                receiver.send(frame)
        for listener in self.listeners:
            listener(tick)

    def recall(self, tick: Tick) -> None:
        """A tick from before the front started: the instrument's snapshot until the source's next."""
        self._pushed[tick.instrument_id] = tick

    def forget(self) -> None:
        """The source's own snapshots are right from here on."""
        self._pushed.clear()

    def pushed(self, instrument_id: str) -> Tick | None:
        return self._pushed.get(instrument_id)

    # -- the source's day

    async def wanted(self, condition: Callable[[], bool]) -> None:
        """Return when `condition` holds: somebody wants the ticks. A virtual clock waits for nobody."""
        if not self.clock.virtual:
            await self.changes.until(condition)

    async def day_over(self) -> None:
        """The exchanges have closed: settle, or with a virtual clock wait until the program does.

        Settling disconnects the clients. Market time stands still until those that subscribed have done so
        again, so that they miss nothing of the new day; a client that stays away holds it up for
        `return_within` seconds.
        """
        if isinstance(self.clock, VirtualClock):
            await self.clock.park()
            return
        began, stood = self.clock.time(), self._stood_still()
        day = self.trading_day()
        await self._drained()
        # Else the program has settled the day meanwhile.
        if self.trading_day() == day:
            gone = frozenset(self.settle_day())
            awaited = {name: len(gone.intersection(receivers)) for name, receivers in self._market.items()}
            with anyio.move_on_after(self.return_within):
                await self.changes.until(lambda: self._returned(gone, awaited))
        self._frozen_for += self.clock.time() - began - (self._stood_still() - stood)

    async def _drained(self) -> None:
        """Return when the subscribers have taken what was published."""
        self._draining = True
        try:
            await self.changes.until(
                lambda: not any(r.backlog for receivers in self._market.values() for r in receivers)
            )
        finally:
            self._draining = False

    def _returned(self, gone: Collection[Receiver], awaited: Mapping[str, int]) -> bool:
        """Whether each instrument has as many new subscribers as it lost."""
        return all(
            len([each for each in self._market.get(name, ()) if each not in gone]) >= count
            for name, count in awaited.items()
        )

    def _stood_still(self) -> float:
        """Seconds that market time has stood still, with the freeze that is on."""
        frozen = 0.0 if self._frozen_at is None else self.clock.time() - self._frozen_at
        return self._frozen_for + frozen

    # -- pace

    def freeze(self) -> None:
        """Market time stands still until `thaw()`."""
        if self._frozen_at is None:
            self._frozen_at = self.clock.time()

    def thaw(self) -> None:
        if self._frozen_at is not None:
            self._frozen_for += self.clock.time() - self._frozen_at
            self._frozen_at = None
            self.changes.notify()

    @property
    def frozen(self) -> bool:
        return self._frozen_at is not None

    @property
    def frozen_for(self) -> float:
        """Seconds that market time has stood still in all."""
        return self._frozen_for

    def made_room(self, before: int, after: int) -> None:
        """A client's backlog shrank."""
        if before > _ENOUGH >= after or (self._draining and not after):
            self.changes.notify()

    def has_room(self) -> bool:
        """Whether every subscriber keeps up."""
        return all(r.backlog <= _ENOUGH for receivers in self._market.values() for r in receivers)


class Pacer:
    """Makes a source keep to market time, at `speed` times the real pace.

    With speed None there is no pace: ticks go out as fast as the slowest subscriber takes them, and
    wait while nobody subscribes to any of `instruments`. With a virtual clock they go out as fast as they are
    taken while the program moves it.
    """

    def __init__(self, board: Board, speed: float | None, instruments: Collection[str]) -> None:
        self._board = board
        self._speed = speed
        self._instruments = instruments
        self._origin = board.clock.time() - board.frozen_for
        self._measured = (self._origin, 0.0)
        """When the speed was measured last, and the market's time then."""
        if speed is not None and not board.clock.virtual:
            board.pace = Pace(speed, speed)
        self._steps, self._rested = 0, board.ticks

    async def until(self, seconds: float, moment: datetime | None = None) -> None:
        """Return when `seconds` of market time have passed since the pacer was made.

        With a virtual clock, return at `moment` (aware) instead, if it is given.
        """
        board = self._board
        clock = board.clock
        if isinstance(clock, VirtualClock):
            await self._breathe(lambda: not board.frozen and board.has_room())
            await clock.sleep_until(self._origin + seconds if moment is None else clock.time_of(moment))
            return
        if self._speed is None:
            subscribed = board.any_subscribed(self._instruments)
            await self._breathe(self._can_go_on, now=board.frozen or not subscribed)
            return
        due = self._origin + seconds / self._speed
        while True:
            if board.frozen:
                await board.changes.until(lambda: not board.frozen)
            remaining = due + board.frozen_for - clock.time()
            await anyio.sleep(max(remaining, 0.0))
            if remaining <= 0 and not board.frozen:
                self._watch(seconds, self._speed)
                return

    def _watch(self, seconds: float, asked: float) -> None:
        """Measure the speed, and say it once when the market cannot keep it."""
        board = self._board
        before = board.pace or Pace(asked, asked)
        now = board.clock.time() - board.frozen_for
        behind = now - self._origin - seconds / asked
        (when, market), achieved = self._measured, before.achieved
        late = behind > (_ON_TIME if before.late else _LATE)
        if now - when >= _MEASURED or (late and not before.late and now > when):
            achieved = (seconds - market) / (now - when)
            self._measured = now, seconds
        board.pace = Pace(asked, achieved, max(behind, 0.0), late)
        if late is before.late:
            return
        if late:
            log.warning(
                "the market cannot keep speed %g: it runs at %.2g and is %.1f s behind; "
                "choose a lower speed or fewer instruments",
                asked,
                achieved,
                behind,
            )
        else:
            log.info("the market keeps its speed again")
        board.changes.notify()

    async def _breathe(self, can_go_on: Callable[[], bool], *, now: bool = False) -> None:
        """Let the loop turn and the subscribers catch up, not at every step."""
        board = self._board
        self._steps += 1
        if now or self._steps >= _AT_ONCE or board.ticks - self._rested >= _AT_ONCE:
            self._steps, self._rested = 0, board.ticks
            await anyio.lowlevel.checkpoint()
            await board.changes.until(can_go_on)

    def _can_go_on(self) -> bool:
        board = self._board
        return not board.frozen and board.any_subscribed(self._instruments) and board.has_room()
