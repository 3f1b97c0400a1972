# ruff: noqa: T201
"""Whose SIGUSR1 it is after a library's Create: the bare library's, or through actp the program's.

usage: signal_handlers.py LIBRARY md|trader bare|kept|ignored|default FOLDER

`bare` prints whether the library took the signal.
"""

from __future__ import annotations

import asyncio
import ctypes
import os
import signal
import socket
import sys
from pathlib import Path

import anyio

import actp

library, kind, way, folder = sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4])
got: list[int] = []


async def heard() -> bool:
    """Whether the program's own handler gets a signal."""
    got.clear()
    os.kill(os.getpid(), signal.SIGUSR1)
    await anyio.sleep(0)
    return bool(got)


async def bare() -> None:
    loaded = ctypes.CDLL(library)
    name = {
        "md": "_ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKcbb",
        "trader": "_ZN19CThostFtdcTraderApi19CreateFtdcTraderApiEPKc",
    }[kind]
    create = getattr(loaded, f"{name}b", None) or getattr(loaded, name)
    create.restype = ctypes.c_void_p
    signal.signal(signal.SIGUSR1, lambda number, _: got.append(number))
    assert await heard()
    flags = [ctypes.c_bool(flag) for flag in ((False, False, True) if kind == "md" else (True,))]
    assert create(ctypes.c_char_p(f"{folder}/".encode()), *flags)
    print("left" if await heard() else "taken")


async def through_actp() -> None:
    loop = asyncio.get_running_loop()
    if way == "kept":
        signal.signal(signal.SIGUSR1, lambda number, _: got.append(number))
    elif way == "ignored":
        signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    own = way == "kept"
    for turn in range(2):
        with socket.create_server(("127.0.0.1", 0)) as server:
            address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
            client = (actp.MdClient if kind == "md" else actp.TraderClient)(
                address,
                broker_id="b",
                user_id="u",
                password="p",
                library=library,
                flow_path=folder / str(turn),
                connect_timeout=30,
            )
            connecting = asyncio.ensure_future(client.connect())
            accepted, _ = await anyio.to_thread.run_sync(server.accept)  # created, and Init has run
            with accepted:
                assert await heard() is own  # and without a handler of its own the process lives
                await client.close()
            await asyncio.wait([connecting])
            assert isinstance(connecting.exception(), actp.ClientClosedError)
        assert await heard() is own
    # What the loop is asked for comes, too.
    heard_by_loop = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, heard_by_loop.set)
    os.kill(os.getpid(), signal.SIGUSR1)
    await asyncio.wait_for(heard_by_loop.wait(), 10)


anyio.run(bare if way == "bare" else through_actp)
print("end", flush=True)
