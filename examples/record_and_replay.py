"""Record ticks to a CSV file, and play them again through a simulated front.

The file has CTP's field names, one tick per line, as `actp ticks FRONT INSTRUMENT... > ticks.csv` writes
it. A replay gives the program the same ticks in the same order through the same code path as a live
front; `speed=None` plays as fast as the client reads.
"""

import asyncio
import csv
import math
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

import actp


async def record(
    address: str, instruments: list[str], path: Path, count: int
) -> list[tuple[str, str, float]]:
    """Write so many ticks and return what was seen."""
    seen = []
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(actp.records.DepthMarketData().keys())
        async with actp.MdClient(address, broker_id="9999", user_id="demo", password="demo") as md:
            async for tick in md.ticks(*instruments):
                values = (tick[name] for name in tick)
                writer.writerow("N/A" if isinstance(v, float) and math.isnan(v) else v for v in values)
                seen.append((tick.instrument_id, tick.update_time, tick.last_price))
                if len(seen) == count:
                    break
    return seen


async def replay(path: Path, instruments: list[str], count: int) -> list[tuple[str, str, float]]:
    async with (
        actp.sim.Front(replay=path, speed=None, wait_for="all") as front,
        actp.MdClient(front.md_address) as md,
    ):
        ticks = md.ticks(*instruments)
        seen = [await anext(ticks) for _ in range(count)]
    return [(tick.instrument_id, tick.update_time, tick.last_price) for tick in seen]


async def main(address: str | None, instruments: list[str]) -> None:
    path = Path(tempfile.mkdtemp()) / "ticks.csv"
    async with AsyncExitStack() as stack:
        if address is None:
            front = actp.sim.Front(seed=1, speed=20, instruments=instruments)
            address = (await stack.enter_async_context(front)).md_address
        recorded = await record(address, instruments, path, count=40)
    print(f"recorded {len(recorded)} ticks to {path}")
    replayed = await replay(path, instruments, count=40)
    print(f"replayed {len(replayed)} ticks; the same: {replayed == recorded}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    asyncio.run(main(arguments[0] if arguments else None, arguments[1:] or ["rb2701", "ag2612"]))
