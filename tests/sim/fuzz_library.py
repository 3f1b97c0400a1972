"""A fuzzer for the simulated library: `python tests/sim/fuzz_library.py --seconds 60 --seed 1`.

A child process drives actp's clients, and through them the library of one API version after another, against
a real front behind a relay that spoils what the front sends: framing, lengths, types, content. The child must
live, and end by itself: a signal, a traceback or a child that does not end is a fault.
"""

from __future__ import annotations

import argparse
import asyncio
import struct
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlsplit

import anyio
from fuzzing import spoil

from actp.ctp.description import installed
from actp.errors import ActpError
from actp.sim import Front, Times

END = 60.0
"""Seconds a child has for one version."""


@dataclass
class Tally:
    children: int = 0
    connections: int = 0
    frames: int = 0
    """Frames of the front that went through a relay."""
    spoilt: int = 0
    """Pieces of them that were spoilt."""


class Fault(Exception):
    """The library, or actp above it, did what it must not."""


class Relay:
    """Passes bytes between a library and the front, and spoils some of the front's."""

    def __init__(self, front: str, random: Random, tally: Tally) -> None:
        parts = urlsplit(front)
        self._front = (parts.hostname, parts.port)
        self._query = parts.query
        self._random, self._tally = random, tally
        self._port = 0

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Relay]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        async with server:
            yield self

    def of(self, version: str) -> str:
        """The relay's address for the library of an API version."""
        return f"sim://127.0.0.1:{self._port}?{self._query}&api={version}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._tally.connections += 1
        try:
            to_front = await asyncio.open_connection(*self._front)
        except OSError:
            writer.close()
            return
        async with anyio.create_task_group() as group:

            async def either(way: Awaitable[None]) -> None:
                with suppress(ConnectionError, asyncio.IncompleteReadError):
                    await way
                group.cancel_scope.cancel()

            group.start_soon(either, self._pass_on(reader, to_front[1]))
            group.start_soon(either, self._pass_spoilt(to_front[0], writer))
        writer.close()
        to_front[1].close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)

    async def _pass_spoilt(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        random = self._random
        # Some connections get far, so that the later states are met, too.
        chance = random.choice((0.0, 0.01, 0.1, 0.5))
        while True:
            head = await reader.readexactly(4)
            frame = head + await reader.readexactly(struct.unpack("<I", head)[0])
            self._tally.frames += 1
            if random.random() < chance:
                self._tally.spoilt += 1
                frame = spoil(random, frame) if random.random() < 0.5 else self._within(frame)
            writer.write(frame)
            await writer.drain()

    def _within(self, frame: bytes) -> bytes:
        """Right in its framing, wrong in its content."""
        random = self._random
        body = bytearray(frame[5:])
        for _ in range(random.choice((1, 3, 30))):
            if body:
                at = random.randrange(min(len(body), random.choice((13, 400))))
                body[at] = random.choice((0, 1, 2, 4, 7, 0x7F, 0x80, 0xFF, random.randrange(256)))
        if random.random() < 0.3:
            body = body[: random.randrange(len(body) + 1)]
        elif random.random() < 0.2:
            body += random.randbytes(random.choice((1, 100, 9000)))
        kind = frame[4] if random.random() < 0.8 else random.choice((4, 16, 17, 18, 19, 1, 200))
        return struct.pack("<IB", len(body) + 1, kind) + bytes(body)


# -- the child


async def drive(md_address: str, trader_address: str, seconds: float) -> None:
    """Connect, subscribe, order and query, whatever comes of it."""
    import actp
    from actp.enums import Direction, OffsetFlag

    common: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p", "connect_timeout": 0.5}
    order = ("rb2701", Direction.BUY, OffsetFlag.OPEN)

    async def market() -> None:
        while True:
            with suppress(ActpError):
                async with actp.MdClient(md_address, **common) as md:
                    await md.subscribe("rb2701", "ag2612")
                    with anyio.move_on_after(1):
                        async for tick in md.ticks():
                            repr(tick)
                            tick.asdict()

    async def trading() -> None:
        while True:
            with suppress(ActpError, ValueError):
                async with actp.TraderClient(trader_address, **common) as trader:
                    with anyio.move_on_after(1):
                        repr(await trader.query_instrument(timeout=0.3))
                        for price in (3000.0, 3150.0, 3200.0):
                            with suppress(ActpError):
                                await trader.insert_order(*order, price=price, volume=1, timeout=0.2)
                        repr(await trader.query_order(timeout=0.3))

    with anyio.move_on_after(seconds):
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(market)
                group.start_soon(trading)


# -- the parent


async def fuzz(seed: int, *, seconds: float, each: float = 6.0, tally: Tally) -> None:
    """Let children run against spoilt frames; raises Fault at the first that does not end well."""
    versions, end, number = installed().versions, time.monotonic() + seconds, seed
    async with Front(seed=seed, speed=50.0, instruments=["rb2701", "ag2612"], times=Times.fast()) as front:
        while time.monotonic() < end:
            random = Random(number)
            version = versions[number % len(versions)]
            async with (
                Relay(front.md_address, random, tally).serving() as md,
                Relay(front.trader_address, random, tally).serving() as trader,
            ):
                with tempfile.TemporaryDirectory() as folder:
                    child = await asyncio.create_subprocess_exec(
                        sys.executable, __file__, "--child", md.of(version), trader.of(version), str(each),
                        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
                    )  # fmt: skip
                    tally.children += 1
                    try:
                        with anyio.fail_after(each + END):
                            output, _ = await child.communicate()
                    except TimeoutError:
                        child.kill()
                        raise Fault(f"--seed {number}: CTP {version}: the child did not end") from None
                    if child.returncode or b"Traceback" in output:
                        said = output.decode("utf-8", "replace")[-3000:]
                        raise Fault(f"--seed {number}: CTP {version}: exit {child.returncode}\n{said}")
            number += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        md, trader, seconds = chosen.child
        asyncio.run(drive(md, trader, float(seconds)))
        return
    tally, began, fault = Tally(), time.monotonic(), None
    try:
        asyncio.run(fuzz(chosen.seed, seconds=chosen.seconds, tally=tally))
    except Fault as caught:
        fault = caught
    print(f"{tally} in {time.monotonic() - began:.0f} s")
    print(f"FAULT {fault}" if fault is not None else "no fault")
    sys.exit(fault is not None)


if __name__ == "__main__":
    main()
