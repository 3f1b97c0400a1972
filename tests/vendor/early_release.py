"""Clients given up right after Init, again and again: `early_release.py LIBRARY ROUNDS`.

Before 6.5.1 CTP's own Release crashes or hangs then, once in some hundred times.
"""

import random
import sys

import anyio
from peers import Peer

import actp
from actp.connection.lifecycle_lock import lifecycle

rng = random.Random(5)
# Forty wait for each other's Release: on a busy machine longer than a program's one client should.
lifecycle.timeout = 60.0


async def give_up(address: str, library: str) -> None:
    client = actp.MdClient(address, library=library, connect_timeout=30)
    async with anyio.create_task_group() as group:
        group.start_soon(client.connect)
        while client.library_version is None:
            await anyio.sleep(0)
        # Somewhere around the end of Init, which runs on a thread of its own.
        await anyio.sleep(rng.random() * 0.004)
        group.cancel_scope.cancel()
    await client.close()


async def main(library: str, rounds: int) -> None:
    async with Peer("silent") as peer:
        for _ in range(rounds):
            async with anyio.create_task_group() as group:
                for _ in range(40):
                    group.start_soon(give_up, peer.address, library)
    sys.stdout.write("survived\n")


anyio.run(main, sys.argv[1], int(sys.argv[2]))
