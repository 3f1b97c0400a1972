"""A simulated market: contracts with traders of their own, on the exchanges' day, made from a seed.

Each contract has a random stream of its own, so that its ticks do not depend on which other contracts exist
or who subscribes to what. They depend on the users' orders, which stand in the same books; see `LiveMarket`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import pairwise
from math import nan
from random import Random
from typing import Any

from actp.errors import StateFileError
from actp.sim.market.feed import Board, Entering, Pacer, Tick
from actp.sim.market.order_book import Fill, Level, OrderBook
from actp.sim.market.simulated_contract import Contract
from actp.sim.persistence.store import NO_SHELF, Shelf
from actp.sim.reference.instruments import InstrumentInfo, moment_of, next_trading_day, parse_day
from actp.sim.reference.trading_phases import CONTINUOUS, half_second, schedule

__all__ = ["SimulatedMarket"]

# How long before its opening a market stands, in half seconds.
_MINUTE = 120


class SimulatedMarket:
    """A `MarketSource` and a `LiveMarket`: two snapshots a second of each contract while it trades.

    It opens at `start` (HH:MM:SS) of `trading_day` when the first client subscribes to one of its
    contracts or, unless `speed` is None, sends an order for one. It skips the hours in which none of them
    trades; each contract settles at its close, and after the last one it goes on with the next weekday: at
    once, unless the clock is virtual.

    With `sessions` the day has its call auctions and pauses, nothing of it is skipped, and it begins a minute
    before the first auction unless `start` says otherwise, as soon as a client has logged in (with `speed`
    None: has subscribed).
    """

    def __init__(
        self,
        instruments: Iterable[InstrumentInfo],
        *,
        seed: int,
        trading_day: str,
        speed: float | None = 1.0,
        start: str | None = None,
        fill_exchange: bool = False,
        sessions: bool = False,
        virtual: bool = False,
    ) -> None:
        parse_day(trading_day)
        self._instruments = {info.id: info for info in instruments}
        self._seed = seed
        self._speed = speed
        self._fill_exchange = fill_exchange
        self._sessions = sessions
        self._virtual = virtual
        self._trading_day = trading_day
        days = {name: schedule(info) for name, info in self._instruments.items()}
        if not sessions:
            days = {name: day.without_auctions() for name, day in days.items()}
        self._edges = sorted({half for day in days.values() for half, _ in day.changes})
        """When something begins or ends."""
        given = start if start is not None or sessions else "09:30:00"
        self._first = self._beginning if given is None else half_second(given)
        """The half second with which the first day begins."""
        self._next = self._first
        """The half second that comes next."""
        self._half = self._next - _MINUTE
        """The present one. Before the opening the market stands at the minute before it."""
        self._contracts = {
            name: Contract(info, seed, days[name], self._half) for name, info in self._instruments.items()
        }
        self._changes: dict[int, list[tuple[Contract, str]]] = {}
        """What begins when."""
        for contract in self._contracts.values():
            for half, phase in contract.schedule.changes:
                self._changes.setdefault(half, []).append((contract, phase))
        self._products: dict[str, list[Contract]] = {}
        for contract in self._contracts.values():
            self._products.setdefault(contract.info.product, []).append(contract)
        self._shelf: Shelf = NO_SHELF
        self._opening = self._half
        """The half second whose phases hold before it begins."""
        self._open()
        self._board: Board | None = None
        self._entering: Entering = lambda _: nullcontext()
        self._calendar = (-1, "", "", "")
        """The last half second asked for: it, its day, and what `_time()` gives."""

    # -- what a source is

    @property
    def instruments(self) -> Mapping[str, InstrumentInfo]:
        return self._instruments

    @property
    def trading_day(self) -> str:
        return self._trading_day

    @property
    def opening(self) -> datetime:
        """When the market stands before its opening, as the calendar has it."""
        return moment_of(self._trading_day, self._half / 2)

    @property
    def clock(self) -> str:
        return self._time(self._half)[1]

    def snapshot(self, instrument_id: str) -> Tick | None:
        contract = self._contracts.get(instrument_id)
        return self._tick(contract) if contract is not None else None

    async def run(self, board: Board) -> None:
        if not self._contracts:
            return
        self._board = board
        await board.wanted(lambda: self._wanted(board))
        pacer = Pacer(board, self._speed, self._contracts)
        passed = 0
        while True:
            day = self._trading_day
            for half, passes in self._day(self._next):
                await pacer.until(passed / 2, moment_of(day, half / 2))
                if self._trading_day != day:
                    break
                passed += passes
                self._half, self._next = half, half + 1
                self._pass()
            else:
                await board.day_over()

    def _wanted(self, board: Board) -> bool:
        """Whether the market may begin: with orders in it, it moves for them too, but not without a pace."""
        if board.any_subscribed(self._contracts):
            return True
        return self._speed is not None and (
            board.any_watched(self._contracts) or (self._sessions and board.attended)
        )

    # -- what a live market is

    def connect(self, trades: Callable[[list[Fill]], None] | None, entering: Entering) -> None:
        self._entering = entering
        for contract in self._contracts.values():
            contract.tell = trades

    def phase(self, instrument_id: str) -> str:
        return self._contracts[instrument_id].phase

    def phase_time(self, instrument_id: str) -> str:
        """When the present phase began, HH:MM:SS; "" if it is none of the exchange's schedule."""
        contract = self._contracts[instrument_id]
        now = max(self._half, self._opening)
        begun = [(half, phase) for half, phase in contract.schedule.changes if half <= now]
        return self._time(begun[-1][0])[1] if begun and begun[-1][1] == contract.phase else ""

    def enter(self, products: Sequence[str], phase: str) -> None:
        self._enter([(contract, phase) for product in products for contract in self._products[product]])

    def book(self, instrument_id: str) -> OrderBook:
        return self._contracts[instrument_id].book

    def changed(self, instrument_id: str, fills: Sequence[Fill]) -> None:
        contract = self._contracts[instrument_id]
        contract.came(fills)
        if fills:
            # Orders that come and go change nothing of what is kept.
            self._keep(contract)

    def trade_outside(self, instrument_id: str, price: int, volume: int) -> None:
        contract = self._contracts[instrument_id]
        contract.count_outside(price, volume)
        self._keep(contract)

    def push(
        self,
        instrument_id: str,
        bids: Sequence[Level],
        asks: Sequence[Level],
        traded: int | None,
        volume: int,
    ) -> list[Fill]:
        contract = self._contracts[instrument_id]
        fills = contract.push(bids, asks, traded, volume)
        self._keep(contract)
        return fills

    # -- time

    def _open(self) -> None:
        """Whoever comes before the opening finds the market as it opens, unless the clock is virtual."""
        opening = next((half for half, passes in self._day(self._next) if passes), self._next)
        self._opening = opening = self._half if self._virtual else opening
        phases = [(contract, contract.schedule.at(opening)) for contract in self._contracts.values()]
        for contract, before in self._set_phases(phases):
            contract.entered(before, self._half)

    def _day(self, first: int) -> Iterator[tuple[int, bool]]:
        """The half seconds of a day from `first` on in which there is something to do, and whether they pass.

        Without sessions the pauses are left out; what begins or ends in them takes no time.
        """
        if self._sessions:
            yield from ((half, True) for half in range(first, self._edges[-1] + 1))
            return
        for begin, end in pairwise([*self._edges, self._edges[-1] + 1] if self._edges else []):
            if any(contract.schedule.at(begin) == CONTINUOUS for contract in self._contracts.values()):
                yield from ((half, True) for half in range(max(begin, first), end))
            elif begin >= first:
                yield begin, False

    @property
    def _beginning(self) -> int:
        """The half second in which a new day begins."""
        if not self._edges:
            return 0
        return self._edges[0] - _MINUTE if self._sessions else self._edges[0]

    def _pass(self) -> None:
        """Half a second."""
        half = self._half
        if half in self._changes:
            self._enter(self._changes[half])
            for contract, _ in self._changes[half]:
                if half == contract.schedule.end:
                    contract.end(half)
                    self._keep(contract)
                    self._publish(contract)
        for contract in self._trading:
            contract.step(half)
            self._keep(contract)
            self._publish(contract)
        self._keep_time()

    def _enter(self, changes: Iterable[tuple[Contract, str]]) -> None:
        """Contracts enter phases."""
        entered = self._set_phases(changes)
        if not entered:
            return
        with self._entering(tuple(dict.fromkeys(contract.info.product for contract, _ in entered))):
            for contract, before in entered:
                news = contract.entered(before, self._half)
                self._keep(contract)
                if news:
                    self._publish(contract)

    def _set_phases(self, changes: Iterable[tuple[Contract, str]]) -> list[tuple[Contract, str]]:
        """Gives the contracts whose phase it changed, and the phase before."""
        entered: list[tuple[Contract, str]] = []
        for contract, phase in changes:
            if contract.phase != phase:
                entered.append((contract, contract.phase))
                contract.phase = phase
        self._trading = [c for c in self._contracts.values() if c.phase == CONTINUOUS]
        return entered

    def _publish(self, contract: Contract) -> None:
        board, name = self._board, contract.info.id
        if board is not None and (board.subscribed(name) or board.pushed(name) is not None):
            board.publish(self._tick(contract))

    def _tick(self, contract: Contract) -> Tick:
        return contract.tick(self._trading_day, self._time, self._fill_exchange)

    def _time(self, half: int) -> tuple[str, str]:
        """The calendar's date and HH:MM:SS of a half second."""
        if self._calendar[:2] != (half, self._trading_day):
            then = moment_of(self._trading_day, half / 2)
            self._calendar = half, self._trading_day, f"{then:%Y%m%d}", f"{then:%H:%M:%S}"
        return self._calendar[2:]

    def end_day(self, board: Board, prices: Mapping[str, float]) -> dict[str, float]:
        """Close what is open yet, and begin the next trading day; gives the settlement prices."""
        for name, contract in self._contracts.items():
            price = prices.get(name)
            if contract.end(self._half, None if price is None else contract.info.ticks(price)):
                self._publish(contract)
        settlements = {name: c.info.price(c.settlement) for name, c in self._contracts.items()}
        self._begin_day(next_trading_day(self._trading_day), self._beginning)
        self._open()
        self._keep_all()
        return settlements

    def _begin_day(self, trading_day: str, first: int) -> None:
        self._trading_day, self._next = trading_day, first
        self._half = first - _MINUTE
        for contract in self._contracts.values():
            contract.begin_day(contract.settlement, self._half)

    # -- over a restart

    def state(self) -> dict[str, Any]:
        """The day, the time and what each contract knows, as JSON takes it. Orders are not in it."""
        contracts = {name: contract.state() for name, contract in self._contracts.items()}
        return self._times() | {"contracts": contracts}

    def _times(self) -> dict[str, Any]:
        return {"trading_day": self._trading_day, "half": self._half, "next": self._next}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on where another market of the same contracts, seed and sessions was at its `state()`.

        Before `run()`. The books are empty: the users' orders are whoever's kept them, and the traders send
        theirs anew in the next half seconds of trading.
        """
        self._trading_day, self._half, self._next = state["trading_day"], state["half"], state["next"]
        for name, kept in state["contracts"].items():
            if (contract := self._contracts.get(name)) is not None:
                contract.restore(kept, Random(f"{self._seed}/{name}/{self._trading_day}/{self._half}"))
        self._set_phases(())

    def resume(self, trading_day: str, settlements: Mapping[str, float]) -> None:
        """Begin with a later day than at first, after one that was settled, at these prices where known."""
        for name, contract in self._contracts.items():
            if (ticks := contract.info.ticks(settlements.get(name, nan))) is not None:
                contract.last = contract.fixed = ticks
        self._begin_day(trading_day, self._first)
        self._open()

    def recall(self, shelf: Shelf) -> None:
        """Go on from what a shelf has, or with the market's own day if that is later; and keep it there.

        StateFileError for what makes no state.
        """
        self._shelf = shelf
        given = self._trading_day
        kept = shelf.load("market", object)
        try:
            for _, times in kept:
                self.restore({**times, "contracts": dict(shelf.load("contract", object))})
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise StateFileError(
                f"the state file's market cannot be read: {error!r}. Give store= another file"
            ) from error
        if given > self._trading_day:
            self.resume(given, {})
        self._keep_all()

    def _keep(self, contract: Contract) -> None:
        self._shelf.put("contract", contract.info.id, contract)

    def _keep_time(self) -> None:
        self._shelf.put("market", "", self._times())

    def _keep_all(self) -> None:
        self._keep_time()
        for contract in self._contracts.values():
            self._keep(contract)
