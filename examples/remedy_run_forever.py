"""The remedy: `await md.run_forever()` in place of CTP's `Join()`.

`run_forever()` waits until the client is closed, and raises if the session ends for good (a refused login,
for example). Whoever wants to end the program calls `md.close()`, from any task; Ctrl-C does it too.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

import actp


async def process_ticks(md: actp.MdClient, instruments: list[str], enough: int) -> None:
    processed = 0
    async for tick in md.ticks(*instruments):
        processed += 1
        print(tick.exchange_time, tick.instrument_id, tick.last_price)
        if processed == enough:
            print(f"{processed} ticks are enough: close()")
            await md.close()


async def main(address: str | None, instruments: list[str]) -> None:
    async with AsyncExitStack() as stack:
        if address is None:
            front = await stack.enter_async_context(actp.sim.Front(seed=1, speed=5, instruments=instruments))
            address = front.md_address
        md = actp.MdClient(address, broker_id="9999", user_id="demo", password="demo")
        async with md:
            reading = asyncio.create_task(process_ticks(md, instruments, enough=6))
            await md.run_forever()
            await reading  # raises what the task raised, if it did
        print(f"run_forever() has returned, the client is {md.state.name}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    asyncio.run(main(arguments[0] if arguments else None, arguments[1:] or ["rb2701", "ag2612"]))
