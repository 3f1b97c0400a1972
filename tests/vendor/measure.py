"""Prints the table of docs/explanation/vendor-library.md, measured here on every release.

usage: measure.py [VERSION ...]
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import time
from typing import TextIO

import anyio
from peers import Peer, refusing
from wheels import ALL, VendorLibrary, fetch, release_of

import actp
from actp.errors import ActpError


class Timed(Peer):
    """A peer that notes when connections come."""

    def __init__(self, habit: str) -> None:
        super().__init__(habit)  # type: ignore[arg-type]
        self.times: list[float] = []

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.times.append(time.perf_counter())
        await super()._serve(reader, writer)


async def code(library: VendorLibrary, peer: Peer, seconds: float) -> int | None:
    client = actp.MdClient(peer.address, library=library.md, connect_timeout=seconds)
    try:
        await client.connect()
    except ActpError as error:
        return error.code
    finally:
        await client.close()
    raise AssertionError("connected")


async def close_times(library: VendorLibrary) -> list[float]:
    """Seconds from close() to its return, TCP up and the handshake unanswered."""
    took = []
    for _ in range(20):
        async with Peer("silent") as peer, anyio.create_task_group() as group:
            client = actp.MdClient(peer.address, library=library.md, connect_timeout=30)

            async def connect(client: actp.MdClient = client) -> None:
                try:
                    await client.connect()
                except ActpError:
                    return

            group.start_soon(connect)
            await peer.until_received()
            await anyio.sleep(0.1)
            began = time.perf_counter()
            await client.close()
            took.append(time.perf_counter() - began)
    return took


async def row(library: VendorLibrary) -> str:
    async with Timed("close") as closing, Timed("garbage") as garbage, Peer("silent") as silent:
        with refusing() as address:
            reasons = []
            for peer in (closing, garbage):
                found = await code(library, peer, 3.5)
                reasons.append("-" if found is None else f"{found:#06x}")
            await code(library, silent, 0.5)
            gaps = [after - before for before, after in zip(closing.times, closing.times[1:], strict=False)]
            lost = statistics.median(gaps)
            client = actp.MdClient(address, library=library.md)
            began = time.perf_counter()
            try:
                await client.connect()
            except ActpError:
                refused = time.perf_counter() - began
            await client.close()
    took = sorted(await close_times(library))
    form = "flag" if library.key >= (6, 7, 11) else "no flag"
    again = (
        f"{lost:.1f} s" if lost > 0.5 else f"{lost * 1000:.1f} ms ({len(closing.times) / 3.5:.0f} a second)"
    )
    return (
        f"| {library.version} | {form} | {len(silent.received)} | {' '.join(reasons)} | {again} | "
        f"{refused:.1f} s | {took[len(took) // 2] * 1000:.1f} / {took[-1] * 1000:.1f} ms |"
    )


def without_the_library() -> TextIO:
    """Standard output, but for what the library prints there on its own at each disconnect."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return out


def main() -> None:
    out = without_the_library()
    for release in map(release_of, sys.argv[1:] or ALL):
        library = fetch(release)
        if isinstance(library, str):
            print(library, file=out, flush=True)
        else:
            print(anyio.run(row, library), file=out, flush=True)


if __name__ == "__main__":
    main()
