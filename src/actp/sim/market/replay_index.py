"""Recorded ticks in the order of market time, however they are spread over files, without holding them in
memory.

Each file is scanned once. The scan finds its trading days and instruments, and cuts it into runs: stretches
in which time goes on, but for some seconds, as recorders write. Playing merges the runs of all files. A file
whose rows are in no order at all is played by an index of its rows, which takes 24 bytes a row.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush, merge
from itertools import islice
from math import inf, isfinite
from operator import itemgetter
from typing import Any

from actp.sim.market.replay_days import Session, TradingDays
from actp.sim.market.replay_parts import Fact, Part

__all__ = ["SECONDS", "Index"]

SECONDS = 86_400
"""Of a trading day. A position is a day's ordinal times this, and the seconds since 18:00."""

# Rows may be so many seconds out of order within a run: the clocks of exchanges differ.
_SLACK = 10.0
# An instrument's first row that is so much older than the rows about it is a snapshot from before.
_OLD = 3600.0
# When the exchanges close, in seconds after 18:00.
_CLOSE = 21 * 3600.0
# More runs than this make an index of rows.
_MOST_RUNS = 64


@dataclass(eq=False)
class _Run:
    """Rows behind each other in a part, in order but for `slack` seconds."""

    number: int
    place: int
    count: int = 0
    slack: float = 0.0
    behind: bool = False
    """It is played behind the run before it, whatever its time: of the two the order of the rows is right."""


@dataclass(eq=False)
class _Scanned:
    """A part and its runs."""

    part: Part
    runs: list[_Run] = field(default_factory=list)
    moved: dict[int, float] = field(default_factory=dict)
    """The seconds at which rows are played whose own time is that of an older snapshot, by their number."""
    unordered: bool = False
    order: tuple[array[int], array[int], list[int]] | None = None
    """Of rows in no order: their numbers, their places, and the order."""


class _Scan:
    """Cuts a part into runs.

    Recorders write the last snapshot of an instrument when they subscribe to it. It may have a time of the
    day before, or of hours ago: it is played when it came, before the instrument's next.
    """

    def __init__(self, part: Part) -> None:
        self.scanned = _Scanned(part)
        self._seen: dict[int, dict[str, tuple[float, int]]] = {}
        """For each day the last position and volume of each instrument."""
        self._today: dict[str, tuple[float, int]] = {}
        """Those of the latest day."""
        self._pending: list[tuple[int, float, str, int]] = []
        """First rows of instruments, of which the next row tells whether they are old: their number,
        position, instrument and volume."""
        self._old: dict[str, tuple[int, int]] = {}
        """Of those that seem old: by instrument their number and volume."""
        self._late: dict[str, tuple[int, float]] = {}
        """Of instruments whose first row came late: its number, and the position at which it came."""
        self._top = -inf
        self._jump: tuple[str, int, float] | None = None
        """Of the row before, if time went on much with it: instrument, number, and the position before it."""
        self._latest = 0
        self._before: tuple[str, int, int] | None = None
        """Of the row before, if it is its instrument's first: instrument, number, place."""
        self._unordered = False

    def add(self, fact: Fact, day: int) -> bool:
        """Take the next row in. Gives whether it is its instrument's first of the day in this part."""
        instrument, _, seconds, volume, row = fact
        if seconds is not None and day == self._latest and not self._pending and instrument in self._today:
            position = day * SECONDS + seconds
            if self._top <= position <= self._top + _SLACK:
                # As nearly all rows are.
                self._top = position
                self._today[instrument] = position, volume
                self._before = self._jump = None
                self.scanned.runs[-1].count += 1
                return False
        return self._add(instrument, day, seconds, volume, row)

    def _add(self, instrument: str, day: int, seconds: float | None, volume: int, row: Any) -> bool:
        number, place = row[0], row[1]
        runs, seen = self.scanned.runs, self._seen.setdefault(day, {})
        first = instrument not in seen
        own, own_volume = seen.get(instrument, (-inf, 0))
        before, self._before = self._before, None
        jump, self._jump = self._jump, None
        if not runs or day < self._latest:
            self._begin(number, place)
        self._latest, self._today = day, seen
        runs[-1].count += 1
        if seconds is None:
            seen.setdefault(instrument, (own, own_volume))
            return first
        position = day * SECONDS + seconds
        seen[instrument] = position, volume
        if first:
            self._before = instrument, number, place
            if day * SECONDS <= self._top and position < self._top - _OLD:
                self.scanned.moved[number] = self._top - day * SECONDS
                self._late[instrument] = number, self._top
                return True
            if position >= self._top - _SLACK:
                self._pending.append((number, position, instrument, volume))
                return True
        self._settle(position)
        late = self._late.pop(instrument, None)
        if late is not None and position < late[1] - _SLACK:
            # It was not old: rows come in another order than that of time.
            self.scanned.moved.pop(late[0], None)
            self._unordered = self._unordered or before is None or before[0] != instrument
        old = self._old.pop(instrument, None)
        if old is not None and volume < old[1]:
            self.scanned.moved.pop(old[0], None)
            self._unordered = True
        if position >= self._top:
            if position > self._top + _SLACK:
                self._jump = instrument, number, self._top
            self._top = position
        elif position >= self._top - _SLACK:
            runs[-1].slack = max(runs[-1].slack, self._top - position)
        elif position < own - _SLACK and volume > own_volume:
            # More has traded since: it is the time that is wrong.
            if jump is not None and jump[0] == instrument and position >= jump[2] - _SLACK:
                self.scanned.moved[jump[1]] = position % SECONDS
                self._top = max(jump[2], position)
            else:
                runs[-1].count -= 1
                self._begin(number, place)
                runs[-1].behind, runs[-1].count, self._top = True, 1, position
        else:
            runs[-1].count -= 1
            if before is not None and before[0] == instrument:
                # Another instrument's rows begin here, from their first one on.
                runs[-1].count -= 1
                number, place = before[1], before[2]
            self._begin(number, place)
            runs[-1].count = 2 if before is not None and before[0] == instrument else 1
            self._top = position
        return first

    def _begin(self, number: int, place: int) -> None:
        self._settle(inf)
        self.scanned.runs.append(_Run(number, place))
        self._top = -inf

    def _settle(self, position: float) -> None:
        """The rows that wait for the next one: those later than it by more than some seconds are old ones."""
        if not self._pending:
            return
        run = self.scanned.runs[-1]
        for number, waiting, instrument, volume in reversed(self._pending):
            day = waiting // SECONDS * SECONDS
            if waiting > position + _OLD and day <= position:
                self.scanned.moved[number] = position - day
                if waiting - day < _CLOSE:
                    self._old[instrument] = number, volume
                continue
            if position < waiting <= position + _SLACK:
                run.slack = max(run.slack, waiting - position)
            position = min(position, waiting)
            self._top = max(self._top, waiting)
        self._pending.clear()

    def end(self) -> _Scanned:
        self._settle(inf)
        if self._unordered:
            self.scanned.moved.clear()
        apart = sum(not run.behind for run in self.scanned.runs)
        self.scanned.unordered = self._unordered or apart > _MOST_RUNS
        return self.scanned


class Index:
    """All of a recording."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._parts = list(parts)
        self._days = TradingDays()
        self._scanned: list[_Scanned] = []
        self.rows = 0
        self.days: list[int] = []
        """The trading days, as ordinals, in order."""
        self.first: dict[str, Any] = {}
        """The first record of each instrument."""
        self._before: dict[int, dict[str, float]] = {}

    @property
    def progress(self) -> tuple[int, int]:
        """How many bytes of how many have been scanned."""
        return sum(part.done for part in self._parts), sum(part.size for part in self._parts)

    def scan(self) -> None:
        """Read everything once. ReplayFileError and ConfigurationError for what cannot be played."""
        firsts: list[tuple[Session, str, float]] = []
        of = self._days.of
        for part in self._parts:
            scan = _Scan(part)
            add = scan.add
            rows, day, session = 0, 0, None
            for fact in part.scan():
                rows += 1
                if fact[1] is not session:
                    session = fact[1]
                    day = of(session)
                    if not day:
                        raise part.undated(fact[4])
                if add(fact, day):
                    record = part.record(fact[4])
                    self.first.setdefault(fact[0], record)
                    firsts.append((session, fact[0], record.pre_settlement_price))
            self.rows += rows
            self._scanned.append(scan.end())
        for session, name, price in firsts:
            prices = self._before.setdefault(of(session), {})
            if isfinite(price) and price > 0:
                prices.setdefault(name, price)
        self.days = sorted(self._before)
        for scanned in self._scanned:
            if scanned.unordered:
                self._sort(scanned)
            scanned.part.prepare(len(scanned.runs))

    def _sort(self, scanned: _Scanned) -> None:
        numbers, places, positions = array("q"), array("q"), array("d")
        for position, row in self._positioned(scanned, scanned.part.scan()):
            numbers.append(row[0])
            places.append(row[1])
            positions.append(position)
        scanned.order = numbers, places, sorted(range(len(positions)), key=positions.__getitem__)

    def settlements_before(self, day: int) -> dict[str, float]:
        """The first PreSettlementPrice of each instrument on a trading day."""
        return self._before.get(day, {})

    # -- playing

    def play(self) -> Iterator[tuple[float, Any]]:
        """The records with their positions, in order of these; rows of the same time in the order of the
        files.

        ReplayFileError for a cell that cannot be read, when it is reached.
        """
        streams: list[Iterator[tuple[float, Any]]] = []
        for scanned in self._scanned:
            if scanned.order is not None:
                streams.append(self._sorted(scanned, *scanned.order))
                continue
            chains: list[list[_Run]] = []
            for run in scanned.runs:
                if run.behind and chains:
                    chains[-1].append(run)
                else:
                    chains.append([run])
            streams += [self._chain(scanned, runs) for runs in chains]
        if len(streams) == 1:
            return streams[0]
        return merge(*streams, key=itemgetter(0))

    def _positioned(self, scanned: _Scanned, facts: Iterable[Fact]) -> Iterator[tuple[float, Any]]:
        """Rows with their positions."""
        at = 0.0
        of, moved = self._days.of, scanned.moved
        for _, session, seconds, _, row in facts:
            day = of(session)
            if moved:
                seconds = moved.get(row[0], seconds)
            # A row without a time is played with the one before it.
            at = max(at, day * SECONDS) if seconds is None else day * SECONDS + seconds
            yield at, row

    def _chain(self, scanned: _Scanned, runs: list[_Run]) -> Iterator[tuple[float, Any]]:
        """Runs behind each other, each begun no earlier than the one before it ends."""
        record, end, shift, shifted = scanned.part.record, -inf, 0.0, 0.0
        for place, run in enumerate(runs):
            for position, row in self._run(scanned, run):
                day = position // SECONDS
                if place and (position + shift < end or day != shifted):
                    shift, shifted = max(0.0, end - position) if end // SECONDS == day else 0.0, day
                end = min(position + shift, (day + 1) * SECONDS - 1) if shift else position
                yield end, record(row)

    def _run(self, scanned: _Scanned, run: _Run) -> Iterator[tuple[float, Any]]:
        part = scanned.part
        rows = self._positioned(scanned, part.facts(islice(part.rows(run.number, run.place), run.count)))
        if not run.slack:
            yield from rows
            return
        waiting: list[tuple[float, int, Any]] = []
        top = -inf
        for count, (position, row) in enumerate(rows):
            heappush(waiting, (position, count, row))
            top = max(top, position)
            while waiting and waiting[0][0] <= top - run.slack:
                first = heappop(waiting)
                yield first[0], first[2]
        while waiting:
            first = heappop(waiting)
            yield first[0], first[2]

    def _sorted(
        self, scanned: _Scanned, numbers: array[int], places: array[int], order: list[int]
    ) -> Iterator[tuple[float, Any]]:
        part = scanned.part
        rows = part.rows_at((numbers[place], places[place]) for place in order)
        for position, row in self._positioned(scanned, part.facts(rows)):
            yield position, part.record(row)
