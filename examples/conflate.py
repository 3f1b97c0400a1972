"""A slow consumer that always sees the newest tick: `Overflow.CONFLATE`.

A buffer that holds every tick makes a slow consumer later and later. With CONFLATE a stream keeps one
tick per instrument, the newest, and replaces it in place: whoever reads next is up to date, and
`statistics()` says how many were passed over. Each stream has its own buffer: the fast one beside it
misses nothing.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

import actp


async def main(address: str | None, instrument: str) -> None:
    async with AsyncExitStack() as stack:
        if address is None:
            front = actp.sim.Front(seed=1, speed=50, instruments=[instrument])  # 100 ticks a second
            address = (await stack.enter_async_context(front)).md_address
        md = await stack.enter_async_context(actp.MdClient(address, broker_id="9999", user_id="demo"))
        every_tick = md.ticks(instrument)
        newest = md.ticks(instrument, overflow=actp.Overflow.CONFLATE)
        behind = 0
        for _ in range(5):
            await asyncio.sleep(0.3)  # slow work
            slow = await anext(newest)
            latest = await anext(every_tick)
            while every_tick.statistics().buffered:
                latest = await anext(every_tick)
            print(f"slow consumer sees {slow.update_time}, the newest tick is of {latest.update_time}")
            behind += slow.update_time != latest.update_time
        counts = newest.statistics()
        print(f"read {counts.delivered} ticks, passed over {counts.conflated}, behind {behind} times")
        print(f"the other stream read all {every_tick.statistics().delivered}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    asyncio.run(main(arguments[0] if arguments else None, arguments[1] if len(arguments) > 1 else "rb2701"))
