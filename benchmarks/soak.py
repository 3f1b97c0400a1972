"""A long run: `python -m benchmarks.soak --minutes 60`. Ticks at 20,000 a second from the stand-in library,
consumers of every kind; orders that rest, trade and are cancelled at a front in another process; both
connections lost every few seconds. Memory, descriptors and threads of this process are sampled.

`--times 3` does the same work in a third of the time: three times as much of everything a second.

A trading client keeps the orders of its day. So that this is not taken for a leak, each lives for some time
only and the next one takes its place.

Memory is looked at in two ways: what the process has (resident), and what of it malloc has given out (in
use). The rest malloc keeps for later: as much as the largest backlog so far has needed, which on a busy
machine is a matter of chance. `--stall 0.5` holds the event loop up for so long at the start, so that no
later hold-up needs more.

At the end lines through the samples of the second half, with the 95 % intervals of their slopes, say whether
memory grows. The exit code is 1 when what is in use does, when descriptors or threads grew, or ticks were
lost.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import itertools
import math
import os
import random
import statistics
import sys
import threading
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass

import actp
from actp.enums import Direction, OffsetFlag
from benchmarks import build
from benchmarks.allocator import in_use, resident
from benchmarks.blaster import Blaster
from benchmarks.measure import instruments
from benchmarks.orders import EXCHANGE, INSTRUMENT, PRICE, VERSION, front

PATIENCE = actp.Backoff(initial=0.05, maximum=0.5)
"""Sessions are cut off sooner than the usual back-off takes for lasting: with it they would become rare."""

Trading = tuple[str, Callable[[], None]]
"""The trading front's address, and what cuts its clients."""


class Samples:
    """One column a figure. Their room is taken at the start: they must not be what grows."""

    def __init__(self, most: int) -> None:
        self._count = 0
        self._columns = {
            name: array("d", bytes(8 * most))
            for name in ("seconds", "resident", "in_use", "kept", "descriptors", "threads", "ticks")
        }

    def add(self, **figures: float) -> None:
        for name, figure in figures.items():
            self._columns[name][self._count] = figure
        self._count += 1

    def __len__(self) -> int:
        return self._count

    def late(self, name: str) -> list[float]:
        """A column's second half."""
        return list(self._columns[name][self._count // 2 : self._count])

    def first(self, name: str) -> float:
        return self._columns[name][0]

    def write(self, path: str) -> None:
        """As CSV, bytes and seconds."""
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(self._columns)
            writer.writerows(itertools.islice(zip(*self._columns.values(), strict=True), self._count))


@dataclass(frozen=True, slots=True)
class Slope:
    """Of a line through (x, y): least squares, with half the width of its 95 % interval."""

    value: float
    half: float

    @classmethod
    def of(cls, x: list[float], y: list[float]) -> Slope:
        middle, mean, count = statistics.fmean(x), statistics.fmean(y), len(x)
        spread = sum((a - middle) ** 2 for a in x)
        slope = sum((a - middle) * (b - mean) for a, b in zip(x, y, strict=True)) / spread
        residuals = [b - mean - slope * (a - middle) for a, b in zip(x, y, strict=True)]
        rest = sum(residual**2 for residual in residuals)
        if not rest:
            return cls(slope, 0.0)
        # Samples of memory follow each other closely; their correlation tells how many count as independent.
        lagged = sum(a * b for a, b in itertools.pairwise(residuals))
        correlation = max(0.0, min(0.95, lagged / rest))
        independent = count * (1 - correlation) / (1 + correlation)
        error = math.sqrt(rest / (count - 2) / spread * count / independent)
        return cls(slope, 1.96 * error)


@dataclass(slots=True)
class Orders:
    """What became of the orders."""

    traded: int = 0
    cancelled: int = 0
    lost: int = 0  # swallowed by a disconnect, as the client was told
    unanswered: int = 0
    clients: int = 0


async def trade(address: str, disconnect: Callable[[], None], rate: float, life: float, told: Orders) -> None:
    """One trading client after the other, each with orders at `rate` a second."""
    where = f"{address}{'&' if '?' in address else '?'}api={VERSION}"
    who = {"broker_id": "9999", "user_id": "u", "password": "p"}
    while True:
        told.clients += 1
        async with actp.TraderClient(
            where,
            **who,  # type: ignore[arg-type]
            query_rate=None,
            private_flow="quick",
            backoff=PATIENCE,
        ) as td:
            until = time.monotonic() + life
            cut = time.monotonic() + life / 3
            while time.monotonic() < until:
                if time.monotonic() > cut:
                    disconnect()
                    cut = until
                await asyncio.sleep(1 / rate)
                await td.wait_for(actp.State.READY, timeout=60)
                try:
                    await some_orders(td, told)
                except (actp.ConnectionLost, actp.SendError, actp.NotConnectedError, TimeoutError):
                    told.lost += 1
                except (actp.OrderInDoubt, actp.RequestTimeoutError):
                    told.unanswered += 1  # a machine so busy that the front had no turn for ten seconds


async def some_orders(td: actp.TraderClient, told: Orders) -> None:
    """An order that is cancelled; two that meet each other, and two that close what these opened."""
    resting = await td.buy_open(INSTRUMENT, PRICE, exchange_id=EXCHANGE)
    await resting.cancel()
    told.cancelled += 1
    for offset in (OffsetFlag.OPEN, OffsetFlag.CLOSE_TODAY):
        for direction in (Direction.BUY, Direction.SELL):
            order = await td.insert_order(
                INSTRUMENT, direction, offset, PRICE + 10, exchange_id=EXCHANGE, time_in_force="day"
            )
        await order.done(60)
        told.traded += 2


async def soak(
    seconds: float,
    rate: int,
    every: float,
    seed: int,
    order_rate: float,
    life: float,
    stall: float,
    front_of: Trading,
    written: str | None,
) -> int:
    blaster = Blaster(library := str(build.blaster()))
    chance = random.Random(seed)
    pause = min(max(seconds / 600, 0.25), 10)
    samples = Samples(int(seconds / pause) + 2)
    lost = consumed = 0
    names = instruments(50)
    pace = actp.Pace(size=1000)
    async with actp.MdClient("tcp://127.0.0.1:1", library=library, pace=pace, backoff=PATIENCE) as md:
        await md.subscribe(*names)
        streams = {
            "records": md.ticks(),
            "routed": md.ticks(*names[:5]),
            "conflate": md.ticks(overflow=actp.Overflow.CONFLATE),
            "batches": md.ticks(),
        }

        async def read(name: str) -> None:
            nonlocal consumed
            async for tick in streams[name]:
                _price = tick.last_price
                consumed += name == "records"

        async def read_batches() -> None:
            async for batch in streams["batches"].batches():
                len(batch)

        async def disconnects() -> None:
            nonlocal lost
            events = md.connection_events()
            while True:
                await asyncio.sleep(chance.uniform(0.5, 1.5) * every)
                blaster.disconnect()
                async for event in events:
                    if event.state is actp.State.RECONNECTING:
                        break
                await md.wait_for(actp.State.READY, timeout=60)
                lost += 1
                # A stream that comes and goes must leave nothing behind.
                async with md.ticks(names[0]) as short:
                    async for _ in short:
                        break

        async def emissions() -> None:
            # The library reports a lost connection between two emissions.
            part = max(1, int(rate * every / 4))
            while True:
                blaster.start(part, rate)
                while not blaster.done:  # noqa: ASYNC110 - another thread
                    await asyncio.sleep(0.05)

        tasks = [asyncio.create_task(read(name)) for name in ("records", "routed", "conflate")]
        tasks += [asyncio.create_task(work()) for work in (read_batches, disconnects, emissions)]
        told = Orders()
        tasks.append(asyncio.create_task(trade(*front_of, order_rate, life, told)))
        began = time.monotonic()
        await asyncio.sleep(pause)
        time.sleep(stall)  # noqa: ASYNC251 - the loop is held up on purpose
        while (passed := time.monotonic() - began) < seconds:
            await asyncio.sleep(pause)
            for task in tasks:
                if task.done():
                    await task
            used, kept = in_use()
            samples.add(
                seconds=passed,
                resident=resident(),
                in_use=used,
                kept=kept,
                descriptors=len(os.listdir("/proc/self/fd")),
                threads=threading.active_count(),
                ticks=consumed,
            )
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        dropped = md.dropped_ticks + sum(stream.statistics().dropped for stream in streams.values())
    print(
        f"{told.cancelled} orders cancelled, {told.traded} traded, {told.lost} rounds cut off, "
        f"{told.unanswered} not answered in time, "
        f"{told.clients} trading clients one after the other"
    )
    if written:
        samples.write(written)
    return judge(samples, lost, dropped)


def judge(samples: Samples, lost: int, dropped: int) -> int:
    if len(samples) < 20:
        print("too short for a statement: give it more time")
        return 2
    hours = [seconds / 3600 for seconds in samples.late("seconds")]
    ticks = samples.late("ticks")[-1]
    print(f"{hours[-1] * 3600:.0f} s, {ticks:,.0f} ticks read, {lost} connections lost and regained")
    grows = False
    for name, says in (("resident", "resident"), ("in_use", "in use"), ("kept", "kept free")):
        late = samples.late(name)
        slope = Slope.of(hours, [value / 1024 for value in late])
        # Less than a twentieth of a MiB in the time looked at is a page here and there, whatever its slope.
        slopes = slope.value - slope.half > 0 and slope.value * (hours[-1] - hours[0]) > 50
        first, middle, last = (value / 2**20 for value in (samples.first(name), late[0], late[-1]))
        low, high = slope.value - slope.half, slope.value + slope.half
        print(f"memory {says}: {first:.1f} MiB first, {middle:.1f} half-way, {last:.1f} at the end;")
        print(
            f"    second half {slope.value:+.0f} KiB/h, 95 % from {low:+.0f} to {high:+.0f}"
            f"{': it GROWS' if slopes else ''}"
        )
        grows = grows or (slopes and name == "in_use")
    more = False
    for name in ("descriptors", "threads"):
        late = samples.late(name)
        print(f"{name}: {min(late):.0f} to {max(late):.0f}")
        # They come and go with the trading clients.
        half = len(late) // 2
        more = more or statistics.fmean(late[half:]) > statistics.fmean(late[:half]) + 1
    print(f"ticks dropped: {dropped}; load of the machine: {os.getloadavg()[2]:.1f}")
    return int(grows or more or dropped > 0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description="A long run.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=int, default=20_000, help="ticks a second")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between lost connections")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--orders", type=float, default=5.0, help="rounds of five orders a second")
    parser.add_argument("--life", type=float, default=20.0, help="seconds that each trading client lives")
    parser.add_argument(
        "--times", type=float, default=1.0, help="as much more a second, in as much less time"
    )
    parser.add_argument(
        "--stall", type=float, default=0.0, help="seconds that the loop is held up at the start"
    )
    parser.add_argument("--samples", metavar="FILE", help="write the samples there as CSV")
    chosen = parser.parse_args()
    try:
        with front() as trading:
            code = asyncio.run(
                soak(
                    chosen.minutes * 60 / chosen.times,
                    int(chosen.rate * chosen.times),
                    chosen.every / chosen.times,
                    chosen.seed,
                    chosen.orders * chosen.times,
                    chosen.life / chosen.times,
                    chosen.stall,
                    trading,
                    chosen.samples,
                )
            )
    except build.Unavailable as error:
        raise SystemExit(str(error)) from None
    sys.exit(code)


if __name__ == "__main__":
    main()
