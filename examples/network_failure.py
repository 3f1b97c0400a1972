"""A lost connection, survived: the events tell of it, and the ticks come back by themselves.

CTP dials again on its own, but a new connection knows nothing of the login and the subscriptions. actp
makes both again; the loop over `md.ticks()` just goes on. `tick.session` counts the logins.

Against a real front (give its address) nothing is cut: pull the cable.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

import anyio

import actp


async def show_events(md: actp.MdClient) -> None:
    async for event in md.connection_events():
        print(f"  event: {event}")


async def main(address: str | None, instruments: list[str]) -> None:
    async with AsyncExitStack() as stack:
        front = None
        if address is None:
            times = actp.sim.Times(lost=0.5)  # CTP itself waits 1 s
            front = actp.sim.Front(seed=1, speed=5, instruments=instruments, times=times)
            await stack.enter_async_context(front)
            address = front.md_address
        md = actp.MdClient(address, broker_id="9999", user_id="demo", password="demo")
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(show_events, md)
            async with md:
                seen = 0
                async for tick in md.ticks(*instruments):
                    print(f"session {tick.session}: {tick.instrument_id} {tick.last_price}")
                    seen += 1
                    if seen == 5 and front is not None:
                        print("-- the front cuts the connection --")
                        await front.disconnect()
                    if tick.session == 2 and seen >= 10:
                        print(f"resubscribed without a line of code: {sorted(md.subscriptions)}")
                        break


if __name__ == "__main__":
    arguments = sys.argv[1:]
    asyncio.run(main(arguments[0] if arguments else None, arguments[1:] or ["rb2701", "ag2612"]))
