"""What else is installed, and who runs the loop: neither may matter."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio.pytest_plugin
import pytest

import actp
from actp import State
from actp.enums import Direction, OffsetFlag
from actp.testing import FAST_BACKOFF, offline

sniffio = pytest.importorskip("sniffio")
pytest.importorskip("trio")

ACCOUNT: dict[str, Any] = {"broker_id": "9999", "user_id": "000001", "password": "p"}


def run_asyncio(main: Coroutine[Any, Any, None]) -> None:
    asyncio.run(main)


def run_uvloop(main: Coroutine[Any, Any, None]) -> None:
    uvloop = pytest.importorskip("uvloop")
    loop = uvloop.new_event_loop()
    try:
        loop.run_until_complete(main)
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


@pytest.fixture(params=[run_asyncio, run_uvloop], ids=["asyncio.run", "uvloop"])
def run(request: pytest.FixtureRequest) -> Callable[[Coroutine[Any, Any, None]], None]:
    chosen: Callable[[Coroutine[Any, Any, None]], None] = request.param
    return chosen


async def callbacks_have_no_library() -> bool:
    """Whether anyio, called from a callback of the loop, would not know where it runs."""
    loop = asyncio.get_running_loop()
    found: asyncio.Future[bool] = loop.create_future()

    def look() -> None:
        try:
            sniffio.current_async_library()
        except sniffio.AsyncLibraryNotFoundError:
            found.set_result(True)
        else:
            found.set_result(False)

    loop.call_soon(look)
    return await found


def test_a_session_and_an_order(
    run: Callable[[Coroutine[Any, Any, None]], None], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Both clients, an outage, an order, a settlement, state and journal on disk."""

    async def main() -> None:
        errors: list[dict[str, Any]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
        assert await callbacks_have_no_library()
        async with actp.sim.Front(
            seed=1,
            speed=10.0,
            times=actp.sim.Times.fast(),
            store=tmp_path / "state",
            journal=tmp_path / "journal",
        ) as front:
            async with (
                actp.MdClient(front.md_address, broker_id="9999", backoff=FAST_BACKOFF) as md,
                actp.TraderClient(
                    front.trader_address, **ACCOUNT, settlement="confirm", backoff=FAST_BACKOFF
                ) as td,
            ):
                tick = await anext(md.ticks("rb2701"))
                assert tick.instrument_id == "rb2701"
                order = await td.insert_order(
                    "rb2701", Direction.BUY, OffsetFlag.OPEN, price=tick.upper_limit_price, volume=1
                )
                await asyncio.wait_for(order.filled(), 10)
                async with offline(front):
                    await md.wait_for(State.RECONNECTING, 10)
                    await td.wait_for(State.RECONNECTING, 10)
                await md.wait_for(State.READY, 10)
                await td.wait_for(State.READY, 10)
                await td.positions.wait_confirmed(10)
                await front.settle()
        assert errors == []

    run(main())
    assert not [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")]


def test_a_virtual_clock(run: Callable[[Coroutine[Any, Any, None]], None]) -> None:
    async def main() -> None:
        assert await callbacks_have_no_library()
        async with actp.sim.Front(seed=1, virtual=True) as front:
            async with actp.MdClient(front.md_address, broker_id="9999") as md:
                stream = md.ticks("rb2701")
                await md.subscribe("rb2701")
                await front.advance(60)
                assert (await asyncio.wait_for(anext(stream), 10)).instrument_id == "rb2701"

    run(main())


def test_nothing_is_left_of_a_front_that_closes_while_clients_come(
    run: Callable[[Coroutine[Any, Any, None]], None],
) -> None:
    """A connection that was accepted and not served yet is closed with the front."""

    async def main() -> None:
        front = actp.sim.Front(seed=1)
        await front.start()
        host, number = front.md_address.removeprefix("sim://").partition("?")[0].split(":")
        coming = [asyncio.open_connection(host, int(number)) for _ in range(20)]
        tasks = [asyncio.ensure_future(each) for each in coming]
        await asyncio.sleep(0)
        await front.aclose()
        for outcome in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(outcome, BaseException):
                assert isinstance(outcome, OSError)
                continue
            reader, writer = outcome
            with contextlib.suppress(ConnectionResetError):
                assert await asyncio.wait_for(reader.read(), 10) == b""
            writer.close()

    run(main())


@pytest.mark.anyio
async def test_the_suite_runs_as_users_do() -> None:
    """anyio's plugin would hide what asyncio.run() shows; see conftest.py."""
    if not hasattr(anyio.pytest_plugin, "set_current_async_library"):
        pytest.skip("this release of anyio needs no library where tasks are started")
    assert await callbacks_have_no_library()
