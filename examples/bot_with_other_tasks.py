"""Ticks inside a larger asyncio bot: bars, a timer and an event watcher side by side.

Everything runs in one task group on one event loop, so the tasks share data without locks; a task that
fails ends the others and closes the client. Ctrl-C (or SIGTERM) does the same, cleanly.
"""

import asyncio
import signal
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass

import anyio

import actp


@dataclass
class Bar:
    minute: str
    open: float
    high: float
    low: float
    close: float


async def make_bars(md: actp.MdClient, instrument: str, bars: dict[str, Bar]) -> None:
    """The one-minute bar of each tick is updated; a finished one is printed."""
    current: Bar | None = None
    async for tick in md.ticks(instrument):
        price, minute = tick.last_price, tick.update_time[:5]
        if current is None or minute != current.minute:
            if current is not None:
                print(f"bar {current}")
            current = bars[minute] = Bar(minute, price, price, price, price)
        current.high, current.low, current.close = max(current.high, price), min(current.low, price), price


async def every(seconds: float, bars: dict[str, Bar]) -> None:
    while True:
        await anyio.sleep(seconds)
        print(f"timer: {len(bars)} bars so far")


async def watch(md: actp.MdClient) -> None:
    async for event in md.connection_events():
        print(f"connection: {event.state.name}")


async def main(address: str | None, instrument: str) -> None:
    async with AsyncExitStack() as stack:
        if address is None:  # 100 seconds of market pass in one
            front = actp.sim.Front(seed=1, speed=100, instruments=[instrument])
            address = (await stack.enter_async_context(front)).md_address
        md = actp.MdClient(address, broker_id="9999", user_id="demo", password="demo")
        bars: dict[str, Bar] = {}
        with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            async with md, anyio.create_task_group() as tasks:
                tasks.start_soon(make_bars, md, instrument, bars)
                tasks.start_soon(every, 0.5, bars)
                tasks.start_soon(watch, md)
                number = await anext(signals)
                print(f"{number.name}: shutting down")
                tasks.cancel_scope.cancel()
        print(f"closed ({md.state.name}) with {len(bars)} bars")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    asyncio.run(main(arguments[0] if arguments else None, arguments[1] if len(arguments) > 1 else "rb2701"))
