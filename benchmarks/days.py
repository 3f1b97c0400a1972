"""How long a trading day takes under a virtual clock: `python -m benchmarks.days [CONTRACTS …]`.

CPU time of one process for the night and the day session and the settlement, first with nobody subscribed,
then with an `MdClient` of the same process that reads every tick.
"""

from __future__ import annotations

import sys
import time

import anyio

import actp
from actp.sim import Front

# rb and the others trade from 21:00 to 23:00 or longer, IF and AP by day only.
NAMES = ["rb2605", "m2605", "au2606", "IF2603", "AP605", "cu2605", "ag2606", "i2605", "SR605", "sc2605"]


async def day(count: int, *, subscribed: bool) -> None:
    names = NAMES[:count]
    given = {"seed": 1, "virtual": True, "trading_day": "20260302", "market_start": "21:00:00"}
    async with Front(instruments=names, **given) as front:
        if not subscribed:
            began = time.process_time()
            await front.run_day()
            print(f"{count:3} contracts, nobody subscribed: {time.process_time() - began:5.1f} s")
            return
        async with actp.MdClient(front.md_address, broker_id="9999") as md, md.ticks(*names) as ticks:
            await md.subscribe(*names)
            read, all_read = 0, anyio.Event()

            async def count_ticks() -> None:
                nonlocal read
                async for batch in ticks.batches():
                    read += len(batch)
                    if front.trading_day != "20260302" and read >= front.statistics().ticks:
                        all_read.set()

            async with anyio.create_task_group() as group:
                group.start_soon(count_ticks)
                began = time.process_time()
                await front.run_day()
                await all_read.wait()
                used = time.process_time() - began
                group.cancel_scope.cancel()
            print(f"{count:3} contracts, all ticks read:    {used:5.1f} s, {read:,} ticks")


if __name__ == "__main__":
    for number in [int(argument) for argument in sys.argv[1:]] or [1, 10]:
        for wanted in (False, True):
            anyio.run(lambda number=number, wanted=wanted: day(number, subscribed=wanted))
