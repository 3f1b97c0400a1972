"""What the drain owes the loop and the streams."""

from __future__ import annotations

import asyncio
import gc
import itertools
import logging
import os
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from programs import NAMES, WAKEUPS, md_client
from rawfront import RawFront

import actp
from actp import EventStream, MdClient, Overflow, TickStream, _core, records
from actp.connection.api_class import api_class
from actp.connection.library import open_library, simulated_library
from actp.sim import Front

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def front_options() -> dict[str, Any]:
    return {"speed": 100.0}


@pytest.fixture
async def md(front: Front) -> AsyncIterator[MdClient]:
    async with md_client(front.md_address) as client:
        yield client


@pytest.mark.anyio
async def test_a_fault_while_a_tick_is_delivered_is_passed_over(md: MdClient) -> None:
    """A user's logging filter that raises is called from inside the delivery."""

    class Broken(logging.Filter):
        calls = 0

        def filter(self, record: logging.LogRecord) -> bool:
            if "fell behind" in record.msg:
                Broken.calls += 1
                raise RuntimeError("planned")
            return True

    reported: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))
    broken = Broken()
    logging.getLogger("actp").addFilter(broken)
    full = md.ticks(*NAMES, buffer=1)
    stream = md.ticks(*NAMES)
    try:
        with anyio.fail_after(30):
            while not Broken.calls:
                await anext(stream)
            for _ in range(300):
                await anext(stream)
    finally:
        logging.getLogger("actp").removeFilter(broken)
    assert "planned" in {str(context.get("exception")) for context in reported}
    assert full.statistics().dropped > 0
    # The fault cost nobody a tick, and gave nobody one twice.
    counts = stream.statistics()
    assert counts.delivered + counts.buffered == md._router.ticks


@pytest.mark.anyio
@pytest.mark.parametrize("wakeup", WAKEUPS)
async def test_turns_of_the_drain_do_not_add_up(wakeup: str, tmp_path: Path) -> None:
    """However much is queued and still comes, the loop has its turn after so many messages."""
    loop = asyncio.get_running_loop()
    library = open_library("md", simulated_library("md"))
    described = api_class("md", library.version)
    assert described.tick_layout is not None
    router = _core.TickRouter()
    router.set_layout(records.Tick, described.tick_layout, described.tick_instrument)
    stream = TickStream(Overflow.DROP_OLDEST, 1 << 22, loop)
    router.add(stream)
    api = _core.Api(
        library.native,
        library.version,
        queue_bytes=64 << 20,
        use_eventfd=wakeup == "eventfd",
        tick_callback=described.tick_callback,
        classes=described.callback_classes,
        router=router,
    )
    backlog, more = 8192, 100
    with RawFront() as front:
        api.create(os.fsencode(tmp_path) + b"/", False)
        api.register_front(front.plain.encode())
        api.attach(loop, lambda *_: None)
        api.init()
        try:
            session = front.welcomed()
            sent = most = 0
            for _ in range(3):
                # The loop is held up meanwhile: all of them wait in the queue.
                session.callback(described.tick_callback, bytes(described.tick_layout.size), times=backlog)
                sent += backlog
                while api.queued_bytes < backlog * described.tick_layout.size:
                    threading.Event().wait(0.001)
                # As many wake-ups as a waker thread might send meanwhile.
                for _ in range(4):
                    loop.call_soon(api._drain)
                for turn in itertools.count():
                    if turn < 20:
                        session.callback(
                            described.tick_callback, bytes(described.tick_layout.size), times=more
                        )
                        sent += more
                    before = router.ticks
                    await asyncio.sleep(0)
                    most = max(most, router.ticks - before)
                    if turn >= 20 and router.ticks == sent:
                        break
        finally:
            api.release()
            api.detach()
    assert most == 2048
    assert stream.statistics().buffered == sent


@pytest.mark.anyio
async def test_records_and_batches_of_one_stream_do_not_mix(md: MdClient) -> None:
    stream = md.ticks(*NAMES)
    batches = stream.batches()
    with anyio.fail_after(20):
        await anext(batches)
        more = md.ticks(*NAMES)
        for _ in range(20):
            await anext(more)
        with pytest.raises(actp.UsageError, match="batches"):
            await anext(stream)
        assert len(await anext(batches)) > 0


@pytest.mark.anyio
async def test_two_readers_after_a_long_run() -> None:
    """After many items at once the stream gives way before it waits: a second reader may come just then."""
    stream: EventStream[int] = EventStream()
    for number in range(1024):
        stream._put(number)
    for number in range(1024):
        assert await anext(stream) == number
    first = asyncio.ensure_future(anext(stream))
    second = asyncio.ensure_future(anext(stream))
    with anyio.fail_after(20):
        with pytest.raises(actp.ConcurrentReadError):
            await second
        stream._put(7)
        assert await first == 7


@pytest.mark.anyio
async def test_a_stream_in_a_cycle_leaves_the_broadcast() -> None:
    class Holder:
        pass

    broadcast = _core.Broadcast()
    stream: EventStream[Any] = EventStream()
    holder: Any = Holder()
    holder.stream, holder.me = stream, holder
    broadcast.add(stream)
    del stream, holder
    gc.collect()
    assert broadcast.count == 0
