"""One measurement of actp, in a process of its own: `python -m benchmarks.measure '{"scenario": …}'`.

Prints one JSON line. `benchmarks.suite` starts these; the settings are the keyword arguments below.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import os
import statistics
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

from benchmarks.allocator import resident
from benchmarks.blaster import WINDOW, Blaster, distribution

Result = dict[str, Any]


def instruments(count: int) -> list[str]:
    return [f"rb{10000 + i}" for i in range(count)]


def run(main: Awaitable[Result], loop: str) -> Result:
    if loop == "uvloop":
        import uvloop

        factory: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop
    else:
        factory = asyncio.new_event_loop
    event_loop = factory()
    try:
        return event_loop.run_until_complete(main)
    finally:
        event_loop.close()


def look_at(batch: Any) -> None:
    """What a consumer of batches does: the four fields, three of them reduced."""
    array = batch.to_numpy()
    array["InstrumentID"]
    array["LastPrice"].max()
    array["Volume"].max()
    array["BidPrice1"].max()


# -- throughput -----------------------------------------------------------------------------------


async def throughput(
    library: str,
    n: int,
    mode: str = "records",
    names: int = 10,
    consumers: int = 1,
    wakeup: str = "threadsafe",
    routed: bool = False,
    piece: int = 0,
) -> Result:
    """Ticks per second into consumers that read four fields of each. `routed`: streams by instrument.
    `vendor_ns`, `loop_ns`: CPU time a tick of the two threads; other programs disturb it less than seconds.

    `piece`: emission and consumption take turns, so many ticks at a time; for counting instructions, which
    then do not depend on how two threads happen to meet.
    """
    import actp

    if mode == "batches":
        import numpy  # noqa: F401 - its import must not count
    blaster = Blaster(library)
    subscribed = instruments(names)
    pace = actp.Pace(size=1000)
    async with actp.MdClient("tcp://127.0.0.1:1", library=library, wakeup=wakeup, pace=pace) as md:  # type: ignore[arg-type]
        await md.subscribe(*subscribed)
        streams = [md.ticks(*(subscribed if routed else ())) for _ in range(consumers)]
        began, ended = [0.0] * consumers, [0.0] * consumers

        async def read(which: int) -> None:
            stream, seen, clock = streams[which], 0, time.perf_counter
            async for tick in stream:
                _name, _price = tick.instrument_id, tick.last_price
                _volume, _bid = tick.volume, tick.bid_price1
                if not seen:
                    began[which] = clock()
                seen += 1
                if seen == n:
                    break
            ended[which] = clock()

        async def read_batches(which: int) -> None:
            stream, seen, clock = streams[which], 0, time.perf_counter
            async for batch in stream.batches():
                if not seen:
                    began[which] = clock()
                look_at(batch)
                seen += len(batch)
                if which == 0:
                    blaster.acknowledge(seen)
                if seen >= n:
                    break
            ended[which] = clock()

        reader = read_batches if mode == "batches" else read
        tasks = [asyncio.create_task(reader(which)) for which in range(consumers)]
        await asyncio.sleep(0.05)
        if piece:
            for sent in range(piece, n + 1, piece):
                blaster.start(piece)
                while not blaster.done:
                    time.sleep(0.001)  # noqa: ASYNC251 - the loop is held up on purpose
                while min(stream.statistics().delivered for stream in streams) < sent:  # noqa: ASYNC110
                    await asyncio.sleep(0)
                blaster.profile(sent < n - piece)  # neither the first piece nor the last counts
            await asyncio.gather(*tasks)
            return {}
        if mode != "batches":
            blaster.acknowledge_every_millisecond(lambda: min(s.statistics().delivered for s in streams))
        ran = time.thread_time_ns()
        blaster.start(n, 0, WINDOW)
        await asyncio.gather(*tasks)
        ran = time.thread_time_ns() - ran
        while not blaster.done:  # noqa: ASYNC110 - a C thread, which has no event
            await asyncio.sleep(0.001)
        dropped = sum(stream.statistics().dropped for stream in streams) + md.dropped_ticks
    seconds = max(ended) - min(began)
    return {
        "per_s": n / seconds,
        "sum_per_s": n * consumers / seconds,
        "dropped": dropped,
        "vendor_ns": blaster.spent / n,
        "loop_ns": ran / n,
    }


async def steady(
    library: str, n: int, mode: str = "records", repeats: int = 12, realtime: bool = False
) -> Result:
    """Ticks into one consumer, `repeats` times `n` of them with pauses: nanoseconds a tick, the median.

    `realtime`: the threads run under SCHED_RR while ticks come (root only, some ten milliseconds at a time),
    so that both have a processor at once, whatever else the machine does.
    """
    import actp

    if mode == "batches":
        import numpy  # noqa: F401 - its import must not count
    blaster, pace = Blaster(library), actp.Pace(size=1000)
    seen, begun, due = 0, 0, n
    done = asyncio.Event()
    found: list[tuple[float, float, float]] = []
    async with actp.MdClient("tcp://127.0.0.1:1", library=library, pace=pace) as md:
        await md.subscribe(*instruments(10))
        stream = md.ticks()

        async def read() -> None:
            nonlocal seen
            async for tick in stream:
                _name, _price = tick.instrument_id, tick.last_price
                _volume, _bid = tick.volume, tick.bid_price1
                seen += 1
                if seen == due:
                    done.set()

        async def read_batches() -> None:
            nonlocal seen
            async for batch in stream.batches():
                look_at(batch)
                seen += len(batch)
                blaster.acknowledge(seen - begun)
                if seen == due:
                    done.set()

        task = asyncio.create_task(read_batches() if mode == "batches" else read())
        if mode != "batches":
            blaster.acknowledge_every_millisecond(lambda: seen - begun)
        await asyncio.sleep(0.05)
        for _ in range(repeats + 1):
            done.clear()
            begun, due = seen, seen + n
            if realtime:
                schedule(os.SCHED_RR)
            clock, ran = time.perf_counter_ns(), time.thread_time_ns()
            blaster.start(n, 0, WINDOW)
            await done.wait()
            clock, ran = time.perf_counter_ns() - clock, time.thread_time_ns() - ran
            if realtime:
                schedule(os.SCHED_OTHER)
            while not blaster.done:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
            found.append((clock / n, blaster.spent / n, ran / n))
        task.cancel()
    ns, vendor, loop = (statistics.median(values) for values in zip(*found[1:], strict=True))
    return {"ns": ns, "vendor_ns": vendor, "loop_ns": loop}


def schedule(policy: int) -> None:
    """Every thread of this process under a scheduling policy."""
    for thread in os.listdir("/proc/self/task"):
        os.sched_setscheduler(int(thread), policy, os.sched_param(int(policy == os.SCHED_RR)))


# -- latency and the vendor's thread --------------------------------------------------------------


async def latency(library: str, n: int, rate: int, wakeup: str = "threadsafe", burn: float = 0.0) -> Result:
    """From just before the callback to the consumer. `burn`: the share of the loop's time that is eaten."""
    import actp

    blaster = Blaster(library)
    async with actp.MdClient("tcp://127.0.0.1:1", library=library, wakeup=wakeup) as md:  # type: ignore[arg-type]
        await md.subscribe(*instruments(10))
        found: list[int] = []
        stream = md.ticks()

        async def read() -> None:
            clock = time.perf_counter_ns
            async for tick in stream:
                found.append(clock() - int(tick.turnover))
                if len(found) == n:
                    break

        task = asyncio.create_task(read())
        burner = asyncio.create_task(burn_python(burn)) if burn else None
        await asyncio.sleep(0.05)
        gc.collect()
        blaster.start(n, rate)
        await task
        if burner is not None:
            burner.cancel()
    return {"latency": distribution(found), "callback": distribution(blaster.durations())}


async def burn_python(share: float) -> None:
    """Keep the loop's thread in Python code for this share of the time, 10 ms at a time."""
    while True:
        until = time.perf_counter() + 0.010 * share
        while time.perf_counter() < until:
            sum(range(100))
        await asyncio.sleep(0.010 * (1 - share))


async def bare(bare: str, n: int, rate: int, way: str) -> Result:
    """A loop that a C++ thread wakes, with nothing to hand over: by eventfd, semaphore or directly."""
    library = ctypes.PyDLL(bare) if way == "direct" else ctypes.CDLL(bare)
    library.bare_stamps.restype = ctypes.POINTER(ctypes.c_int64)
    library.bare_stamped.restype = ctypes.c_long
    loop = asyncio.get_running_loop()
    stamps, stamped = library.bare_stamps(), library.bare_stamped
    clock = time.perf_counter_ns
    found: list[int] = []
    waiter: asyncio.Future[None] = loop.create_future()

    def wake() -> None:
        if not waiter.done():
            waiter.set_result(None)

    async def read() -> None:
        nonlocal waiter
        while len(found) < n:
            await waiter
            waiter = loop.create_future()
            found.extend(clock() - stamps[i] for i in range(len(found), stamped()))

    task = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    gc.collect()
    if way == "eventfd":
        descriptor = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

        def readable() -> None:
            os.eventfd_read(descriptor)
            wake()

        loop.add_reader(descriptor, readable)
        library.bare_eventfd(descriptor, ctypes.c_long(n), ctypes.c_long(rate))
        await task
        loop.remove_reader(descriptor)
        os.close(descriptor)
    elif way == "direct":
        library.bare_direct.argtypes = [ctypes.py_object, ctypes.py_object, ctypes.c_long, ctypes.c_long]
        library.bare_direct(loop.call_soon_threadsafe, wake, n, rate)
        await task
    else:
        library.bare_semaphore(ctypes.c_long(n), ctypes.c_long(rate))

        def waiting() -> None:
            for _ in range(n):
                library.bare_wait()
                loop.call_soon_threadsafe(wake)

        thread = threading.Thread(target=waiting)
        thread.start()
        await task
        thread.join()
    return {"latency": distribution(found)}


# -- memory ---------------------------------------------------------------------------------------


async def memory(library: str, n: int, samples: int = 20) -> Result:
    """Resident bytes while `n` ticks go through one consumer: after each of `samples` equal parts."""
    import actp

    blaster = Blaster(library)
    async with actp.MdClient("tcp://127.0.0.1:1", library=library) as md:
        await md.subscribe(*instruments(10))
        stream = md.ticks()
        found: list[int] = []
        blaster.acknowledge_every_millisecond(lambda: stream.statistics().delivered)
        part, seen = n // samples, 0
        blaster.start(part * samples, 0, WINDOW)
        async for tick in stream:
            _name, _price = tick.instrument_id, tick.last_price
            _volume, _bid = tick.volume, tick.bid_price1
            seen += 1
            if seen % part == 0:
                found.append(resident())
                if len(found) == samples:
                    break
    return {"resident": found, "grown": found[-1] - found[len(found) // 4]}


async def buffered(library: str, n: int = 60000) -> Result:
    """Bytes per tick that waits: in a stream as a record, and in the native queue."""
    import actp

    blaster = Blaster(library)
    async with actp.MdClient("tcp://127.0.0.1:1", library=library) as md:
        await md.subscribe(*instruments(10))
        stream = md.ticks()
        before = resident()
        # A small window: what waits in the native queue meanwhile must not count.
        blaster.start(n, 0, 512)
        while (waiting := stream.statistics().buffered) < n:
            blaster.acknowledge(waiting)
            await asyncio.sleep(0)
        record = (resident() - before) / n
        await stream.aclose()
        del stream
        assert md._api is not None
        blaster.start(n)
        while not blaster.done:
            time.sleep(0.01)  # noqa: ASYNC251 - the loop is held up on purpose: the queue fills
        queue = md._api.queued_bytes / n
        size = actp.records.layout("DepthMarketData", md.api_version or "").size
    return {"record_bytes": record, "queue_bytes": queue, "struct_bytes": size}


async def allocations(library: str, n: int) -> Result:
    """Calls of malloc and its kin per tick in the steady state, with nothing read of a tick."""
    import actp

    count = ctypes.CDLL(None).allocation_calls
    count.restype = ctypes.c_long
    blaster = Blaster(library)
    async with actp.MdClient("tcp://127.0.0.1:1", library=library) as md:
        await md.subscribe(*instruments(10))
        stream = md.ticks()
        # Counted from outside: a consumer that counted would allocate its numbers.
        task = asyncio.create_task(read_nothing(stream))

        async def until(total: int) -> int:
            while (delivered := stream.statistics().delivered) < total:
                blaster.acknowledge(delivered)
                await asyncio.sleep(0.001)
            return delivered

        blaster.start(2 * n, 0, WINDOW)
        warm = await until(n // 2)
        first = count()
        done = await until(2 * n)
        found = (count() - first) / (done - warm)
    await task
    return {"per_tick": found}


async def read_nothing(stream: Any) -> None:
    async for _tick in stream:
        pass


# -- starting -------------------------------------------------------------------------------------


def importing(package: str, module: str = "actp") -> Result:
    """Milliseconds that an import takes in an interpreter that has loaded nothing: neither what the module
    needs, nor what an editable install brings. `package`: the folder with an installed actp."""
    program = (
        "import sys, time\n"
        f"sys.path[:0] = {[package, sysconfig.get_path('purelib')]}\n"
        "began = time.perf_counter()\n"
        f"import {module}\n"
        "print((time.perf_counter() - began) * 1000, len(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True)
    milliseconds, modules = done.stdout.split()
    return {"ms": float(milliseconds), "modules": int(modules)}


async def ready(library: str) -> Result:
    """Milliseconds until READY: the constructor and connect(), with the import done."""
    import actp

    began = time.perf_counter()
    md = actp.MdClient("tcp://127.0.0.1:1", library=library)
    await md.connect()
    took = time.perf_counter() - began
    await md.close()
    return {"ms": took * 1000}


SCENARIOS: dict[str, Callable[..., Awaitable[Result]]] = {
    "throughput": throughput,
    "steady": steady,
    "latency": latency,
    "bare": bare,
    "memory": memory,
    "buffered": buffered,
    "allocations": allocations,
    "ready": ready,
}


def main() -> None:
    settings = json.loads(sys.argv[1])
    scenario, loop = settings.pop("scenario"), settings.pop("loop", "asyncio")
    result = importing(**settings) if scenario == "import" else run(SCENARIOS[scenario](**settings), loop)
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
