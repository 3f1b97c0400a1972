"""A process that has little of something: `poor_machine.py KIND LIBRARY WHAT FOLDER`.

WHAT is "descriptors" or "threads" (with tests/native/few_threads.c preloaded). For each amount of it a child
process connects; a line says the amount and the error that connect() raised, or that the child died.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import resource
import socket
import sys
from typing import Any

import actp


async def connect(kind: str, library: str, what: str, amount: int, folder: str, address: str) -> str:
    options: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p", "connect_timeout": 20}
    if library:
        options["library"] = library
    client: Any = (actp.MdClient if kind == "md" else actp.TraderClient)(
        address, flow_path=f"{folder}/{amount}", **options
    )
    if what == "descriptors":
        free = os.dup(0)
        os.close(free)
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (free + amount, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
        )
    else:
        ctypes.CDLL(None).few_threads(amount)
    outcome = "connected"
    try:
        await client.connect()
    except Exception as error:  # noqa: BLE001 - its class is what is asked for
        outcome = f"{type(error).__name__} {isinstance(error, actp.ActpError)} {error}"
    await client.close()
    return outcome


def child(*arguments: Any) -> int:
    """A child process, and the end of the pipe that its outcome comes out of."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        return reading
    try:
        outcome = asyncio.run(connect(*arguments))
    except BaseException as error:  # noqa: BLE001
        outcome = f"raised {error!r}"
    os.write(writing, outcome.replace("\n", " ").encode())
    os._exit(0)


def main() -> None:
    kind, library, what, folder = sys.argv[1:]
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))  # refuses: nobody listens
        address = f"{'tcp' if library else 'sim'}://127.0.0.1:{bound.getsockname()[1]}"
        amounts = range(26) if what == "descriptors" else range(10)
        pipes = [child(kind, library, what, amount, folder, address) for amount in amounts]
        for amount, pipe in zip(amounts, pipes, strict=True):
            with open(pipe, "rb") as outcome:
                said = outcome.read().decode()
            sys.stdout.write(f"{amount} {said or 'died'}\n")


if __name__ == "__main__":
    main()
