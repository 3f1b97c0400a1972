"""Nothing is left, whatever fails."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import Any

import anyio
import pytest
from programs import WAKEUPS, blocks, md_client

import actp
from actp import State, _core

pytestmark = pytest.mark.timeout(180)


class LoopWithoutReaders(asyncio.SelectorEventLoop):
    """Like Windows' proactor loop."""

    def add_reader(self, fd: Any, callback: Any, *args: Any) -> None:
        raise NotImplementedError

    def remove_reader(self, fd: Any) -> bool:
        raise NotImplementedError


def test_a_loop_without_add_reader(no_leaks: None, address: str) -> None:
    async def main() -> None:
        with pytest.raises(actp.ConfigurationError, match="add_reader"):
            await md_client(address, wakeup="eventfd").connect()

    loop = LoopWithoutReaders()
    try:
        loop.run_until_complete(asyncio.wait_for(main(), 20))
    finally:
        loop.close()


def test_no_thread_for_the_waker(no_leaks: None, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    start = _core.start_thread

    def refuse(target: Any, name: str) -> Any:
        if name == "actp-waker":
            raise RuntimeError("can't start new thread")
        return start(target, name)

    async def main() -> None:
        client = md_client(address)
        with monkeypatch.context() as patch:
            patch.setattr(_core, "start_thread", refuse)
            with pytest.raises(actp.ResourceError, match="threads"):
                await client.connect()
        assert client.state is State.DISCONNECTED
        await client.connect()
        await client.close()

    asyncio.run(asyncio.wait_for(main(), 20))


def test_failures_in_the_middle_of_connect_leave_nothing(
    no_leaks: None, loop: str, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every step of connect() fails in turn, for both wake-ups."""

    before = blocks()

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("planned")

    async def main() -> None:
        for wakeup in WAKEUPS:
            for owner, name in (
                ("actp.connection.api_instance", "open_library"),
                ("actp.connection.api_instance", "api_class"),
                ("actp.connection.api_instance.FlowFolder", "open"),
                ("actp.connection.client.Client", "_before_init"),
                ("actp.connection.client.Client", "_until_ready"),
                ("actp.marketdata.client.MdClient", "_step_request"),
                ("actp.marketdata.client.MdClient", "_restore"),
            ):
                client = md_client(address, wakeup=wakeup, connect_timeout=1.0)
                with monkeypatch.context() as patch:
                    patch.setattr(f"{owner}.{name}", fail)
                    with pytest.raises((RuntimeError, actp.ActpError)):
                        await client.connect()
                assert client.state is State.DISCONNECTED
                await client.close()
                del client
                gc.collect()  # the error's traceback holds what it came through
                assert blocks() == before

    errors: list[Any] = []

    async def watched() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
        await main()

    anyio.run(watched, backend_options={"use_uvloop": loop == "uvloop"})
    # A fault inside a callback is reported by the loop, not swallowed.
    assert {str(context["exception"]) for context in errors} <= {"planned"}
    gc.collect()


def test_closing_at_every_moment_leaves_nothing(no_leaks: None, loop: str, address: str) -> None:
    before = blocks()["instances"]

    async def main() -> None:
        for turns in (*range(30), 50, 100, 200, 400):
            client = md_client(address, wakeup=WAKEUPS[turns % 2])
            task = asyncio.ensure_future(client.connect())
            for _ in range(turns):
                await asyncio.sleep(0)
            if turns % 3 == 0:
                task.cancel()
            await client.close()
            await asyncio.gather(task, return_exceptions=True)
            assert client.state is State.CLOSED
            del client, task
        assert blocks()["instances"] == before

    anyio.run(main, backend_options={"use_uvloop": loop == "uvloop"})
    gc.collect()
