"""A long run: `python -m benchmarks.soak --minutes 60`. Ticks at 20,000 a second from the stand-in library,
consumers of every kind; orders that rest, trade and are cancelled at a front in another process; both
connections lost every few seconds. Resident memory, descriptors and threads of this process are sampled.

A trading client keeps the orders of its day. So that this is not taken for a leak, each lives for some time
only and the next one takes its place.

At the end a line through the memory samples of the second half, with the 95 % interval of its slope, says
whether memory grows. The exit code is 1 when it does, when descriptors or threads grew, or ticks were lost.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import math
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import actp
from actp.enums import Direction, OffsetFlag
from benchmarks import build
from benchmarks.blaster import Blaster
from benchmarks.measure import instruments, resident
from benchmarks.orders import EXCHANGE, INSTRUMENT, PRICE, VERSION, front

Trading = tuple[str, Callable[[], None]]
"""The trading front's address, and what cuts its clients."""


@dataclass(frozen=True, slots=True)
class Sample:
    seconds: float
    resident: int
    descriptors: int
    threads: int
    ticks: int


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
    clients: int = 0


async def trade(address: str, disconnect: Callable[[], None], rate: float, life: float, told: Orders) -> None:
    """One trading client after the other, each with orders at `rate` a second."""
    where = f"{address}{'&' if '?' in address else '?'}api={VERSION}"
    who = {"broker_id": "9999", "user_id": "u", "password": "p"}
    while True:
        told.clients += 1
        async with actp.TraderClient(where, **who, query_rate=None, private_flow="quick") as td:  # type: ignore[arg-type]
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
                except (actp.ConnectionLost, actp.SendError, actp.NotConnectedError):
                    told.lost += 1


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
    seconds: float, rate: int, every: float, seed: int, order_rate: float, life: float, front_of: Trading
) -> int:
    blaster = Blaster(library := str(build.blaster()))
    chance = random.Random(seed)
    samples: list[Sample] = []
    lost = consumed = 0
    names = instruments(50)
    async with actp.MdClient("tcp://127.0.0.1:1", library=library, pace=actp.Pace(size=1000)) as md:
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
            part = max(1, rate * 5)
            while True:
                blaster.start(part, rate)
                while not blaster.done:  # noqa: ASYNC110 - another thread
                    await asyncio.sleep(0.05)

        tasks = [asyncio.create_task(read(name)) for name in ("records", "routed", "conflate")]
        tasks += [asyncio.create_task(work()) for work in (read_batches, disconnects, emissions)]
        told = Orders()
        tasks.append(asyncio.create_task(trade(*front_of, order_rate, life, told)))
        began = time.monotonic()
        while (passed := time.monotonic() - began) < seconds:
            await asyncio.sleep(min(max(seconds / 600, 0.25), 10))
            for task in tasks:
                if task.done():
                    await task
            samples.append(
                Sample(
                    passed, resident(), len(os.listdir("/proc/self/fd")), threading.active_count(), consumed
                )
            )
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        dropped = md.dropped_ticks + sum(stream.statistics().dropped for stream in streams.values())
    print(
        f"{told.cancelled} orders cancelled, {told.traded} traded, {told.lost} rounds cut off, "
        f"{told.clients} trading clients one after the other"
    )
    return judge(samples, lost, dropped)


def judge(samples: list[Sample], lost: int, dropped: int) -> int:
    late = samples[len(samples) // 2 :]
    if len(late) < 10:
        print("too short for a statement: give it more time")
        return 2
    slope = Slope.of([s.seconds / 3600 for s in late], [s.resident / 1024 for s in late])
    first, last = late[0], late[-1]
    hours = (last.seconds - first.seconds) / 3600
    # Less than a twentieth of a MiB in the time looked at is a page here and there, whatever its slope.
    grows = slope.value - slope.half > 0 and slope.value * hours > 50
    verdict = "it GROWS" if grows else "no growth to speak of"
    low, high = slope.value - slope.half, slope.value + slope.half
    mib = [s.resident / 2**20 for s in (samples[0], first, last)]
    print(f"{samples[-1].seconds:.0f} s, {last.ticks:,} ticks read, {lost} connections lost and regained")
    print(f"resident memory: {mib[0]:.1f} MiB first, {mib[1]:.1f} half-way, {mib[2]:.1f} at the end")
    print(
        f"slope of the second half: {slope.value:+.0f} KiB/h, 95 % from {low:+.0f} to {high:+.0f}: {verdict}"
    )
    print(f"descriptors {first.descriptors} to {last.descriptors}, threads {first.threads} to {last.threads}")
    print(f"ticks dropped: {dropped}")
    more = last.descriptors > first.descriptors + 2 or last.threads > first.threads + 2
    return int(grows or more or dropped > 0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description="A long run.")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=int, default=20_000, help="ticks a second")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between lost connections")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--orders", type=float, default=5.0, help="rounds of five orders a second")
    parser.add_argument("--life", type=float, default=20.0, help="seconds that each trading client lives")
    chosen = parser.parse_args()
    try:
        with front() as trading:
            code = asyncio.run(
                soak(
                    chosen.minutes * 60,
                    chosen.rate,
                    chosen.every,
                    chosen.seed,
                    chosen.orders,
                    chosen.life,
                    trading,
                )
            )
    except build.Unavailable as error:
        raise SystemExit(str(error)) from None
    sys.exit(code)


if __name__ == "__main__":
    main()
