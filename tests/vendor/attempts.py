# ruff: noqa: T201
"""The same through actp: every attempt to reach what ends or stops a process gets an error, or simply works.

usage: attempts.py LIBRARY HAZARD FOLDER
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path

import anyio

import actp
from actp.errors import (
    ActpError,
    AddressError,
    ClientClosedError,
    FlowPathError,
    ForkedError,
    UsageError,
    WrongLoopError,
)

library, hazard, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
server = socket.create_server(("127.0.0.1", 0))  # accepts, and says nothing
accepted: list[socket.socket] = []
address = f"tcp://127.0.0.1:{server.getsockname()[1]}"


def client(front: str = address, **options: object) -> actp.MdClient:
    return actp.MdClient(front, library=library, **({"connect_timeout": 30} | options))  # type: ignore[arg-type]


async def refused(error: type[ActpError], **options: object) -> None:
    one = client(**options)
    try:
        await one.connect()
    except error:
        pass
    else:
        raise AssertionError(f"no {error.__name__}")
    finally:
        await one.close()


async def expect_closed(one: actp.MdClient) -> None:
    try:
        await one.connect()
    except ClientClosedError:
        return
    raise AssertionError("connected")


async def addresses() -> None:
    for bad in (
        "127.0.0.1:41213",
        "",
        "bogus",
        "ssl://127.0.0.1:1",
        "TCP://127.0.0.1:1",
        "http://127.0.0.1:1",
    ):
        _address_refused(bad)
    for bad in ("socks5://127.0.0.1:1", "socks5://127.0.0.1:1/tcp://127.0.0.1:2", "tcp://127.0.0.1"):
        _address_refused(bad)


def _address_refused(bad: str) -> None:
    try:
        client(bad)
    except AddressError:
        return
    raise AssertionError(bad)


async def flow_paths() -> None:
    await refused(FlowPathError, flow_path=folder / ("d" * (198 - len(str(folder)))))
    await refused(FlowPathError, flow_path=folder / ("d" * 254) / "x")
    (folder / "file").touch()
    await refused(FlowPathError, flow_path=folder / "file" / "flow")
    await refused(FlowPathError, flow_path="/proc/flow")
    await refused(FlowPathError, flow_path=f"{folder}/nul\0")
    for name in ("DialogRsp.con", "QueryRsp.con", "TradingDay.con"):
        (folder / name / name).mkdir(parents=True)
        await refused(FlowPathError, flow_path=folder / name)
        (folder / name[:3]).mkdir()
        os.mkfifo(folder / name[:3] / name)
        await refused(FlowPathError, flow_path=folder / name[:3])
    one = client(flow_path=folder / "shared")
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await _accepted()
        await refused(FlowPathError, flow_path=folder / "shared")
        await one.close()


async def _accepted() -> socket.socket:
    accepted.append((await anyio.to_thread.run_sync(server.accept))[0])
    return accepted[-1]


async def missing_folder() -> None:
    one = client(flow_path=folder / "not" / "yet" / "made" / "流")
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await _accepted()
        assert (folder / "not" / "yet" / "made" / "流" / "DialogRsp.con").is_file()
        await one.close()


async def init_twice() -> None:
    one = client()
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await one.wait_for(actp.State.CONNECTING)
        for _ in range(3):
            try:
                await one.connect()
            except UsageError:
                pass
            else:
                raise AssertionError("connected twice")
            await anyio.lowlevel.checkpoint()
        await _accepted()
        await one.close()


async def release_twice() -> None:
    one = client()
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await _accepted()
        for _ in range(5):
            group.start_soon(one.close)
    await one.close()
    assert one.state is actp.State.CLOSED


async def join() -> None:
    """run_forever() instead, with close() from elsewhere."""
    assert not hasattr(actp.MdClient, "join")
    one = client()
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await _accepted()
        with anyio.fail_after(20):
            async with anyio.create_task_group() as waiting:
                waiting.start_soon(_run_forever, one)
                await anyio.lowlevel.checkpoint()
                await one.close()


async def _run_forever(one: actp.MdClient) -> None:
    try:
        await one.run_forever()
    except (ActpError, asyncio.CancelledError):
        if anyio.get_cancelled_exc_class() is None:
            raise


async def other_thread() -> None:
    one = client()
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await _accepted()

        def close() -> None:
            try:
                anyio.run(one.close)
            except WrongLoopError:
                return
            raise AssertionError("closed from another thread")

        await anyio.to_thread.run_sync(close)
        await one.close()


async def fork() -> None:
    one = client()
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await _accepted()
        child = os.fork()
        if not child:
            code = 1
            try:
                one.trading_day  # noqa: B018 - harmless: it only reads
                one._api.release()  # type: ignore[union-attr]
            except ForkedError:
                code = 0
            finally:
                os._exit(code)
        assert await anyio.to_thread.run_sync(os.waitpid, child, 0) == (child, 0)
        await one.close()


async def signals() -> None:
    """A market-data library leaves SIGUSR1 to the program, and SIGPIPE ignored."""
    got: list[int] = []
    signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number))
    one = client()
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        reset = await _accepted()
        # A peer that resets: what the library sends next meets a broken pipe.
        reset.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        reset.close()
        await _accepted()
        os.kill(os.getpid(), signal.SIGUSR1)
        await anyio.lowlevel.checkpoint()
        assert got == [signal.SIGUSR1]
        assert signal.getsignal(signal.SIGPIPE) is signal.SIG_IGN
        await one.close()


async def children() -> None:
    """A child process gets none of the library's descriptors."""
    one = client()
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, one)
        await _accepted()
        code = "import os; print(len(os.listdir('/proc/self/fd')))"
        child = await anyio.run_process([sys.executable, "-S", "-c", code], stderr=subprocess.PIPE)
        assert int(child.stdout) <= 4
        await one.close()


async def threads() -> None:
    """Create, Init and Release from many threads, each with its loop."""

    def thread() -> None:
        async def main() -> None:
            for _ in range(3):
                await refused(ActpError, connect_timeout=0.05)

        anyio.run(main)

    async with anyio.create_task_group() as group:
        for _ in range(8):
            group.start_soon(anyio.to_thread.run_sync, thread)


async def left_open() -> None:
    """The interpreter ends with the library's object alive, and its thread calling back."""
    global kept
    kept = client()
    connecting = asyncio.ensure_future(kept.connect())
    (await _accepted()).close()
    await _accepted()
    assert not connecting.done()


kept: actp.MdClient


async def exits() -> None:
    """The program leaves by sys.exit() in the midst of connecting."""
    global kept
    kept = client()
    connecting = asyncio.ensure_future(kept.connect())
    await _accepted()
    assert not connecting.done()
    print("end", flush=True)
    sys.exit(0)


async def dropped() -> None:
    """The last reference goes while the library calls back."""

    def closer() -> None:
        while True:
            try:
                server.accept()[0].close()
            except OSError:
                return

    threading.Thread(target=closer, daemon=True).start()
    for _ in range(5):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            one = client(connect_timeout=0.05)
            task = asyncio.ensure_future(one.connect())
            await anyio.sleep(0.02)
            task.cancel()
            await asyncio.wait([task])
            del one, task
            gc.collect()


ATTEMPTS: dict[str, Callable[[], object]] = {
    function.__name__: function
    for function in (
        addresses,
        flow_paths,
        missing_folder,
        init_twice,
        release_twice,
        join,
        other_thread,
        fork,
        signals,
        children,
        threads,
        left_open,
        exits,
        dropped,
    )
}

if __name__ == "__main__":
    try:
        if hazard == "left_open":
            warnings.simplefilter("ignore")
            asyncio.new_event_loop().run_until_complete(left_open())  # and not closed
        else:
            anyio.run(ATTEMPTS[hazard])  # type: ignore[arg-type]
    finally:
        for each in (server, *accepted):
            each.close()
    print("end", flush=True)
