"""Streams by themselves: buffers, policies, readers, endings."""

from __future__ import annotations

import asyncio
import gc
import logging

import anyio
import pytest

from actp import Overflow, TickStream, _core, records
from actp.connection.streams import EventStream
from actp.errors import ConcurrentReadError, ConfigurationError, StreamOverflowError, WrongLoopError

pytestmark = pytest.mark.anyio


def tick(instrument: str = "rb2610", volume: int = 0) -> records.Tick:
    return records.Tick(instrument_id=instrument, volume=volume)


def key(instrument: str) -> bytes:
    return instrument.encode()


async def test_items_come_in_order_and_the_stream_ends() -> None:
    stream: EventStream[int] = EventStream()
    for number in range(5000):
        stream._put(number)
    stream._end()
    assert [number async for number in stream] == list(range(5000))
    assert [number async for number in stream] == []
    assert stream.statistics().delivered == 5000


async def test_a_reader_that_waits_is_woken() -> None:
    stream: EventStream[str] = EventStream()
    got = []

    async def read() -> None:
        async for item in stream:
            got.append(item)

    async with anyio.create_task_group() as group:
        group.start_soon(read)
        await anyio.wait_all_tasks_blocked()
        assert stream.statistics().waiting
        stream._put("a")
        stream._put("b")
        await anyio.wait_all_tasks_blocked()
        assert got == ["a", "b"]
        stream._end()


async def test_tuples_and_exceptions_are_items_like_others() -> None:
    stream: EventStream[object] = EventStream()
    error = ValueError("an item")
    for item in (("a", 1), error, None, ()):
        stream._put(item)
    stream._end()
    assert [item async for item in stream] == [("a", 1), error, None, ()]


async def test_the_error_comes_after_what_is_buffered() -> None:
    stream: EventStream[int] = EventStream()
    stream._put(1)
    stream._end(RuntimeError("over"))
    stream._put(2)
    assert await anext(stream) == 1
    with pytest.raises(RuntimeError, match="over"):
        await anext(stream)


async def test_two_readers_at_once() -> None:
    stream: EventStream[int] = EventStream()
    async with anyio.create_task_group() as group:

        async def read() -> None:
            assert await anext(stream) == 1

        group.start_soon(read)
        await anyio.wait_all_tasks_blocked()
        with pytest.raises(ConcurrentReadError, match="stream of its own"):
            await anext(stream)
        stream._put(1)


async def test_a_cancelled_reader_loses_nothing() -> None:
    stream: EventStream[int] = EventStream()
    for number in range(200):
        with anyio.move_on_after(0 if number % 2 else 5):
            await anyio.lowlevel.checkpoint()
            await anext(stream) if stream.statistics().buffered else None
        stream._put(number)
    # Cancelled while it waits, and while an item is on its way.
    for number in range(200, 400):
        with anyio.CancelScope() as scope:
            asyncio.get_running_loop().call_soon(stream._put, number)
            asyncio.get_running_loop().call_soon(scope.cancel)
            while True:
                last = await anext(stream)
    stream._end()
    rest = [number async for number in stream]
    seen = stream.statistics().delivered
    assert seen == 400
    assert rest == sorted(rest)
    del last


async def test_wait_for_and_anext_with_a_timeout() -> None:
    stream: EventStream[int] = EventStream()
    with pytest.raises(TimeoutError):
        with anyio.fail_after(0.01):
            await anext(stream)
    stream._put(7)
    assert await asyncio.wait_for(anext(stream), 5) == 7


async def test_a_full_buffer_does_not_starve_other_tasks() -> None:
    stream: EventStream[int] = EventStream()
    for number in range(10_000):
        stream._put(number)
    stream._end()
    turns = 0
    reading = True

    async def other() -> None:
        nonlocal turns
        while reading:
            turns += 1
            await anyio.sleep(0)

    async with anyio.create_task_group() as group:
        group.start_soon(other)
        async for _ in stream:
            pass
        reading = False
    assert turns >= 5


async def test_drop_oldest(caplog: pytest.LogCaptureFixture) -> None:
    stream = TickStream(Overflow.DROP_OLDEST, 10)
    with caplog.at_level(logging.WARNING, "actp"):
        for volume in range(35):
            stream._put(tick(volume=volume), key("rb2610"))
    assert len(caplog.records) == 1, "once per episode, not per tick"
    stream._end()
    assert [t.volume async for t in stream] == list(range(25, 35))
    statistics = stream.statistics()
    assert (statistics.dropped, statistics.delivered, statistics.buffer) == (25, 10, 10)


async def test_conflate_keeps_the_newest_of_each_instrument() -> None:
    stream = TickStream(Overflow.CONFLATE, 10)
    for volume in range(100):
        for name in ("a", "b", "c"):
            stream._put(tick(name, volume), key(name))
    stream._put(tick("a", 1000), key("a"))
    stream._end()
    assert [(t.instrument_id, t.volume) async for t in stream] == [("a", 1000), ("b", 99), ("c", 99)]
    assert stream.statistics().conflated == 298


async def test_error_policy_ends_the_stream() -> None:
    stream = TickStream(Overflow.ERROR, 3)
    for volume in range(4):
        stream._put(tick(volume=volume), key("rb2610"))
    got = []
    with pytest.raises(StreamOverflowError, match="buffer of 3"):
        async for t in stream:
            got.append(t.volume)
    assert got == [0, 1, 2]


async def test_a_reader_that_catches_up_starts_a_new_episode(caplog: pytest.LogCaptureFixture) -> None:
    stream = TickStream(Overflow.DROP_OLDEST, 4)
    with caplog.at_level(logging.WARNING, "actp"):
        for _ in range(2):
            for volume in range(6):
                stream._put(tick(volume=volume))
            for _ in range(4):
                await anext(stream)
    assert len(caplog.records) == 2


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "many"])
async def test_bad_buffer(wrong: object) -> None:
    with pytest.raises(ConfigurationError, match="from 1 to"):
        TickStream(Overflow.CONFLATE, wrong)  # type: ignore[arg-type]


async def test_bad_policy() -> None:
    with pytest.raises(ConfigurationError, match=r"actp\.Overflow"):
        TickStream("drop", 10)  # type: ignore[arg-type]


async def test_aclose_ends_a_waiting_reader() -> None:
    stream: EventStream[int] = EventStream()
    async with anyio.create_task_group() as group:

        async def read() -> None:
            async with stream:
                assert [item async for item in stream] == []

        group.start_soon(read)
        await anyio.wait_all_tasks_blocked()
        await stream.aclose()


async def test_a_dropped_stream_leaves_the_broadcast() -> None:
    broadcast = _core.Broadcast()
    kept: EventStream[int] = EventStream()
    broadcast.add(kept)
    for _ in range(10):
        broadcast.add(EventStream())
    gc.collect()
    broadcast.put(1)
    assert broadcast.count == 1
    assert await anext(kept) == 1


async def test_an_anext_keeps_its_stream_alive() -> None:
    broadcast = _core.Broadcast()

    def make() -> object:
        stream: EventStream[int] = EventStream()
        broadcast.add(stream)
        return anext(stream)

    awaitable = make()
    gc.collect()
    broadcast.put(5)
    assert await awaitable == 5  # type: ignore[misc]


async def test_a_stream_belongs_to_one_loop() -> None:
    stream: EventStream[int] = EventStream(asyncio.get_running_loop())
    caught: list[BaseException] = []

    def elsewhere() -> None:
        async def read() -> None:
            await anext(stream)

        try:
            asyncio.run(read())
        except WrongLoopError as error:
            caught.append(error)

    await anyio.to_thread.run_sync(elsewhere)
    assert len(caught) == 1


async def test_repr_and_statistics() -> None:
    stream = TickStream(Overflow.DROP_OLDEST, 10)
    stream._put(tick())
    assert "buffered=1" in repr(stream)


async def test_batches() -> None:
    numpy = pytest.importorskip("numpy")
    stream = TickStream(Overflow.DROP_OLDEST, 100)
    first = [tick("rb2610", n) for n in range(5)]
    for t in first:
        stream._put(t)
    stream._end()
    batches = [batch async for batch in stream.batches()]
    assert len(batches) == 1
    (batch,) = batches
    assert len(batch) == 5
    array = numpy.asarray(batch)
    assert array.base is not None
    assert not array.flags.writeable
    assert array["Volume"].tolist() == [0, 1, 2, 3, 4]
    assert array["InstrumentID"].tolist() == [b"rb2610"] * 5
    assert array.dtype.itemsize == 584
    same = batch.to_numpy()
    assert same.dtype == array.dtype
    assert same.tobytes() == array.tobytes()
    assert numpy.shares_memory(same, array)
    assert not same.flags.writeable
    assert batch[:0].to_numpy().shape == (0,)
    assert [record.volume for record in batch] == [0, 1, 2, 3, 4]
    assert batch[-1].instrument_id == "rb2610"
    assert isinstance(batch[0], records.Tick)
    assert batch[0].received_ns == 0
    assert [r.volume for r in batch[1:3]] == [1, 2]
    with pytest.raises(IndexError):
        batch[5]
    with pytest.raises(ValueError, match="steps of 1"):
        batch[::2]
    del batch, batches, stream
    gc.collect()
    assert array["Volume"].tolist() == [0, 1, 2, 3, 4], "the array keeps the batch's memory alive"


async def test_to_arrow() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    stream = TickStream(Overflow.DROP_OLDEST, 100)
    stream._put(records.Tick(instrument_id="rb2610", last_price=3500.0, settlement_price=float("nan")))
    stream._end()
    (batch,) = [b async for b in stream.batches()]
    table = batch.to_arrow()
    assert isinstance(table, pyarrow.RecordBatch)
    row = table.to_pylist()[0]
    assert row["InstrumentID"] == "rb2610"
    assert row["LastPrice"] == 3500.0
    assert row["SettlementPrice"] is None
