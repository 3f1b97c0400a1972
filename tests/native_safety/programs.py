"""Programs in processes of their own, for whatever ends or splits a process; clients for tests that do not.

`ACTP_TEST_REPEATS` repeats those tests, for races that one run may miss.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from actp import MdClient, _core
from actp.testing import FAST_BACKOFF

NAMES = ("rb2701", "rb2705", "cu2612")
REPEATS = range(int(os.environ.get("ACTP_TEST_REPEATS", "1")))
SANITIZER = os.environ.get("ACTP_TEST_SANITIZER")

LOOPS = ["asyncio", "uvloop"]
WAKEUPS = ["threadsafe", "eventfd"]

SERVE = """
    import sys
    import anyio
    from actp.sim import Front, Times

    async def main():
        speed = None if sys.argv[1] == "None" else float(sys.argv[1])
        # They have their breaks at the same times, which a front skips.
        contracts = ["rb2701", "rb2705", "cu2612", "ag2612", "ni2612", "zn2612"]
        async with Front(seed=1, speed=speed, instruments=contracts, times=Times.fast()) as front:
            print(front.md_address, front.trader_address, flush=True)
            await anyio.sleep_forever()

    anyio.run(main)
"""

# What every program starts with. `make()` gives a client: an MdClient, or where TRADER is set a TraderClient;
# `connect()` gives one with ticks flowing, or reports asked for; `run()` a loop.
PRELUDE = """
    import asyncio, atexit, gc, json, os, signal, sys, threading, traceback, warnings
    import anyio
    import actp
    from actp import State, _core
    from actp.testing import FAST_BACKOFF

    # What a shell starts in the background has it ignored, and hands that down.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ADDRESS, LOOP, WAKEUP, TRADER = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4] == "trader"
    NAMES = ("rb2701", "rb2705", "cu2612")

    def make(**options):
        options |= {"broker_id": "9999", "wakeup": WAKEUP, "backoff": FAST_BACKOFF}
        if TRADER:
            return actp.TraderClient(ADDRESS, user_id="u", password="p", query_rate=None, **options)
        return actp.MdClient(ADDRESS, **options)

    async def follow(client):
        if TRADER:
            client.stream = client.orders()
            await client.query_order()
        else:
            client.stream = client.ticks(*NAMES)
            await anext(client.stream)

    async def connect(**options):
        client = make(**options)
        await client.connect()
        await follow(client)
        return client

    def run(main):
        if LOOP == "uvloop":
            import uvloop
            return uvloop.run(main)
        return asyncio.run(main)
"""


def serve(speed: float | None) -> Iterator[tuple[str, str]]:
    """A front in a process of its own: its addresses for market data and for trading."""
    command = [sys.executable, "-c", textwrap.dedent(SERVE), str(speed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            md, trader = process.stdout.readline().split()
            assert md.startswith("sim://") and trader.startswith("sim://")
            yield md, trader
        finally:
            process.kill()


class Program:
    """A running program made of PRELUDE and `text`. `closes`: it closes its clients before it ends."""

    def __init__(
        self,
        text: str,
        address: str,
        loop: str,
        wakeup: str,
        *flags: str,
        kind: str = "md",
        closes: bool = True,
        env: Mapping[str, str] | None = None,
    ) -> None:
        code = textwrap.dedent(PRELUDE) + textwrap.dedent(text)
        env = {**os.environ, **(env or {})}
        if SANITIZER == "asan" and not closes:
            # Live clients, and a child's copies of its parent's, are what the leak check would find.
            env["ASAN_OPTIONS"] += ":detect_leaks=0"
        self.process = subprocess.Popen(
            [sys.executable, *flags, "-c", code, address, loop, wakeup, kind],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
            start_new_session=True,
        )

    def ready(self) -> None:
        """Wait for the program to print a line."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line == "ready\n", (line, self.process.communicate(timeout=60))

    def end(self) -> tuple[int, str, str]:
        """Exit code, stdout, stderr. A program that hangs fails the test."""
        try:
            out, err = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # its children hold the pipes as well
            out, err = self.process.communicate()
            pytest.fail(f"the program hangs: {out}\n{err}")
        return self.process.returncode, out, err


def finish(
    text: str, address: str, loop: str, wakeup: str, *flags: str, kind: str = "md"
) -> tuple[int, str, str]:
    """Run a program that ends or splits with live clients."""
    return Program(text, address, loop, wakeup, *flags, kind=kind, closes=False).end()


def md_client(address: str, **options: Any) -> MdClient:
    return MdClient(address, **({"broker_id": "9999", "backoff": FAST_BACKOFF} | options))


def blocks() -> dict[str, int]:
    """Native objects alive: not always none at the start, for tests drop clients on purpose."""
    return {kind: count for kind, count in _core.native_blocks().items() if kind != "records"}
