"""How long actp's own calls hold the event loop: `python -m benchmarks.loop_blocks [--rounds 5]`.

Each round is a process that uses everything for the first time: the import, the start of a front, the first
`MdClient.connect()` and `TraderClient.connect()`, a query of 10,000 instruments (the front of that is another
process), `close()`. A task that does nothing but sleep(0) tells the longest time between two of the loop's
passes, by the wall's clock and in CPU time of the loop's thread. On a machine that does something else as
well the second is the better one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

from rich.console import Console
from rich.table import Table

INSTRUMENTS = 10_000

Figures = dict[str, tuple[float, float, float]]
"""By stage: how long it took, the longest block, and the block's CPU time, in ms."""


class Watch:
    """Measures the loop's passes while it is entered."""

    def __init__(self) -> None:
        self.longest = self.longest_cpu = 0.0

    async def _look(self) -> None:
        wall, cpu = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(0)
            now, now_cpu = time.perf_counter(), time.thread_time()
            self.longest = max(self.longest, now - wall)
            self.longest_cpu = max(self.longest_cpu, now_cpu - cpu)
            wall, cpu = now, now_cpu

    async def __aenter__(self) -> Watch:
        self._task = asyncio.ensure_future(self._look())
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0)
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task


async def watched(figures: Figures, name: str, call: Awaitable[Any]) -> Any:
    began = time.perf_counter()
    async with Watch() as watch:
        result = await call
    took = time.perf_counter() - began
    figures[name] = (took * 1e3, watch.longest * 1e3, watch.longest_cpu * 1e3)
    return result


async def one_round(trader_address: str) -> Figures:
    figures: Figures = {}
    began, cpu = time.perf_counter(), time.thread_time()
    import actp
    from actp.sim import Front

    took, cpu = (time.perf_counter() - began) * 1e3, (time.thread_time() - cpu) * 1e3
    figures["import actp, actp.sim"] = (took, took, cpu)
    front = Front(seed=1)
    await watched(figures, "Front.start()", front.start())
    md = actp.MdClient(front.md_address, broker_id="9999")
    await watched(figures, "first MdClient.connect()", md.connect())
    who: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p", "query_rate": None}
    trader = actp.TraderClient(trader_address, **who, request_timeout=60)
    await watched(figures, "first TraderClient.connect()", trader.connect())
    rows = await watched(figures, f"query of {INSTRUMENTS:,} instruments", trader.query_instrument())
    assert len(rows) == INSTRUMENTS
    await watched(figures, "TraderClient.close()", trader.close())
    await watched(figures, "MdClient.close()", md.close())
    await watched(figures, "Front.aclose()", front.aclose())
    return figures


async def serve() -> None:
    """The front of the query, until standard input ends."""
    from actp.sim import Front
    from benchmarks.scale import contracts

    async with Front(seed=1, instruments=contracts(INSTRUMENTS), market_start="23:30") as front:
        print(front.trader_address, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def child(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.loop_blocks", *arguments]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loop_blocks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--round", metavar="ADDRESS", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        asyncio.run(serve())
        return
    if chosen.round:
        print(json.dumps(asyncio.run(one_round(chosen.round))))
        return
    front = subprocess.Popen(child("--serve"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert front.stdout is not None and front.stdin is not None
    try:
        address = front.stdout.readline().strip()
        rounds: list[Figures] = []
        for _ in range(chosen.rounds):
            done = subprocess.run(child("--round", address), capture_output=True, text=True, check=True)
            rounds.append(json.loads(done.stdout))
    finally:
        front.stdin.close()
        front.wait(30)
    table = Table("", "takes ms", "longest block ms", "worst", "its CPU ms", "worst")
    for stage in rounds[0]:
        took, block, cpu = zip(*(figures[stage] for figures in rounds), strict=True)
        table.add_row(
            stage,
            *(f"{value:.1f}" for value in (statistics.median(took), statistics.median(block), max(block))),
            *(f"{value:.1f}" for value in (statistics.median(cpu), max(cpu))),
        )
    Console(width=None if sys.stdout.isatty() else 110).print(table)


if __name__ == "__main__":
    main()
