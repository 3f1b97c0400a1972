"""The trading days of a front: ending one, and moving a virtual clock through it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import anyio.lowlevel

from actp._checks import shown
from actp.errors import UsageError
from actp.sim.clock.clock import VirtualClock
from actp.sim.front.running import PartOfFront
from actp.sim.reference.arguments import duration, prices_by_instrument
from actp.sim.reference.instruments import moment_of, seconds_of_day

__all__ = ["Days"]

# When every exchange has closed.
_AFTER_THE_CLOSE = "15:30:00"


class Days(PartOfFront):
    """The part of `Front` that settles and moves time."""

    @property
    def now(self) -> datetime:
        """The time of the broker, in Shanghai: a virtual clock's with `virtual=True`, else the machine's."""
        return self._core.now()

    async def settle(self, prices: Mapping[str, float] | None = None) -> None:
        """End the trading day, whatever the time is, and begin the next.

        Positions are marked to `prices` (by InstrumentID, multiples of the price tick), and where it
        names none to the market's settlement prices. The day's results become the balance, positions
        become history, orders die without a report. What is left of the day in the market or in a
        recording is not played.

        All clients are disconnected, as by a back end's restart; what they were sent before arrives. They
        connect again and log in to the new TradingDay, whose numbers and flows begin at 1, and have to
        confirm the new settlement statement. Returns when they are gone. UsageError for a price that is
        none, and while the front is silent or a virtual clock is being moved.
        """
        core = self._core
        checked = self._checked(prices)
        self._check_not_silent()
        if isinstance(core.clock, VirtualClock):
            core.clock.check_standing()
        await self._connections.delivered()
        clients = tuple(self._connections.established)
        self._broker.settle(checked)
        if isinstance(core.clock, VirtualClock):
            core.clock.unpark()
        await core.changes.until(lambda: all(client.gone for client in clients))

    def _check_not_silent(self) -> None:
        if self._core.faults.silent:
            raise UsageError("the front is silent: its time stands still until the silence() block ends")

    def _checked(self, prices: Mapping[str, float] | None) -> dict[str, float]:
        instruments = self._core.source.instruments
        found = prices_by_instrument(prices, instruments)
        for name, price in found.items():
            info = instruments[name]
            if info.ticks(price) is None:
                raise UsageError(f"settle: {price!r} of {name} is no multiple of {info.price_tick:g} above 0")
        return found

    # -- a virtual clock

    async def advance(self, seconds: float) -> None:
        """Let market time pass, as fast as the machine allows. Needs `Front(virtual=True)`.

        Market data, orders on their way to the exchange and everything else that waits comes in order of
        time. Subscribers set the pace: none is cut off. On return all that was caused is on its way to
        the clients. What clients send meanwhile is handled as it comes: a program that wants the same day
        again awaits the answers before it lets more time pass. UsageError while another task moves time.
        """
        seconds = duration("advance", seconds, zero=True)
        clock = self._virtual_clock("advance")
        await self._move(clock, clock.time() + seconds)

    async def advance_to(self, time: str | datetime) -> None:
        """Let market time pass up to HH:MM:SS of the present trading day, or a moment (aware).

        The trading day begins in the evening before: "21:00:00" comes before "09:00:00". UsageError for a
        time that is past.
        """
        clock = self._virtual_clock("advance_to")
        day = self._core.trading_day
        if isinstance(time, datetime):
            if time.tzinfo is None:
                raise UsageError(f"advance_to: {time} has no time zone")
            moment = time
        else:
            try:
                moment = moment_of(day, seconds_of_day(time))
            except (ValueError, TypeError, AttributeError):
                raise UsageError(f"advance_to: {shown(time)} is no time of the form HH:MM:SS") from None
        if moment < clock.now():
            raise UsageError(
                f"advance_to: {moment:%Y-%m-%d %H:%M:%S} is past: it is {clock.now():%Y-%m-%d %H:%M:%S} of "
                f"trading day {day}; settle() begins the next"
            )
        await self._move(clock, clock.time_of(moment))

    async def run_day(self, prices: Mapping[str, float] | None = None) -> None:
        """Let what is left of the trading day pass, up to 15:30:00, and `settle()`."""
        clock = self._virtual_clock("run_day")
        self._checked(prices)
        end = moment_of(self._core.trading_day, seconds_of_day(_AFTER_THE_CLOSE))
        if clock.now() < end:
            await self._move(clock, clock.time_of(end))
        await self.settle(prices)

    def _virtual_clock(self, name: str) -> VirtualClock:
        clock = self._core.clock
        if not isinstance(clock, VirtualClock):
            raise UsageError(f"{name}: this front's time is the machine's; make it with Front(virtual=True)")
        return clock

    async def _move(self, clock: VirtualClock, time: float) -> None:
        self._check_not_silent()
        await clock.move_to(time)
        await self._connections.delivered()
        await anyio.lowlevel.checkpoint()
