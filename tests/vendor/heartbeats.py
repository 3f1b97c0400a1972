"""Prints what each of the vendor's libraries tells of a front that accepts TCP and then says nothing, market
data and trading: the heartbeat warning and the disconnection, with the seconds after the connection.

usage: heartbeats.py [VERSION ...]

All of them wait side by side, for a little more than two minutes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import anyio
from measure import without_the_library
from peers import Peer
from wheels import ALL, VendorLibrary, fetch, release_of

import actp
from actp import ReasonKind
from actp.errors import ActpError

LONGEST = 140.0


async def told(client: actp.MdClient | actp.TraderClient, peer: Peer) -> str:
    """The warnings and the first disconnection of a client whose front is silent."""
    found: list[str] = []
    events = client.connection_events()
    async with anyio.create_task_group() as group:

        async def connect() -> None:
            try:
                await client.connect()
            except ActpError:
                return

        group.start_soon(connect)
        await peer.until_accepted(1)
        began = time.monotonic()

        async def warnings() -> None:
            async for event in events:
                if event.reason.kind is ReasonKind.HEARTBEAT_WARNING:
                    found.append(f"warning {event.reason.code} at {time.monotonic() - began:.0f} s")

        group.start_soon(warnings)
        # Before the handshake is answered a disconnection changes no state, so it makes no event.
        with anyio.move_on_after(LONGEST):
            while client._session.last_reason is None:
                await anyio.sleep(0.1)
            reason = client._session.last_reason
            found.append(f"{reason.code or 0:#06x} at {time.monotonic() - began:.0f} s")
        group.cancel_scope.cancel()
    await client.close()
    return ", ".join(found) or "nothing"


async def row(library: VendorLibrary, out: dict[str, str]) -> None:
    cells: dict[str, str] = {}

    async def md() -> None:
        async with Peer("silent") as peer:
            client = actp.MdClient(peer.address, library=library.md, connect_timeout=LONGEST)
            cells["md"] = await told(client, peer)

    async def trader() -> None:
        with tempfile.TemporaryDirectory() as flow:
            async with Peer("silent") as peer:
                client = actp.TraderClient(
                    peer.address,
                    broker_id="9999",
                    user_id="u",
                    password="p",
                    library=library.trader,
                    flow_path=Path(flow),
                    connect_timeout=LONGEST,
                )
                cells["trader"] = await told(client, peer)

    async with anyio.create_task_group() as group:
        group.start_soon(md)
        group.start_soon(trader)
    out[library.version] = f"| {library.version} | {cells['md']} | {cells['trader']} |"


async def measure(libraries: list[VendorLibrary]) -> dict[str, str]:
    out: dict[str, str] = {}
    async with anyio.create_task_group() as group:
        for library in libraries:
            group.start_soon(row, library, out)
    return out


def main() -> None:
    out = without_the_library()
    wanted = map(release_of, sys.argv[1:] or ALL)
    libraries = [library for library in map(fetch, wanted) if isinstance(library, VendorLibrary)]
    rows = anyio.run(measure, libraries)
    print("| version | market data | trading |\n|---|---|---|", file=out)
    for library in libraries:
        print(rows[library.version], file=out, flush=True)


if __name__ == "__main__":
    main()
