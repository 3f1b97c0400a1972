"""A long run: `python -m benchmarks.soak --minutes 60`. Ticks at 20,000 a second from the stand-in library, a
lost connection every few seconds; consumers of every kind; resident memory, descriptors and threads sampled.

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
from dataclasses import dataclass

import actp
from benchmarks import build
from benchmarks.blaster import Blaster
from benchmarks.measure import instruments, resident


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


async def soak(seconds: float, rate: int, every: float, seed: int) -> int:
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
    chosen = parser.parse_args()
    try:
        code = asyncio.run(soak(chosen.minutes * 60, chosen.rate, chosen.every, chosen.seed))
    except build.Unavailable as error:
        raise SystemExit(str(error)) from None
    sys.exit(code)


if __name__ == "__main__":
    main()
