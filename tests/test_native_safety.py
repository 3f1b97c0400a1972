"""What a native library under an interpreter must survive: exit, fork, signals, subinterpreters, failures.

Whatever ends or splits a process runs in a process of its own. `ACTP_TEST_REPEATS` repeats those tests,
for races that one run may miss.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import logging
import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest

import actp
from actp import EventStream, MdClient, State, TickBatch, _core, records
from actp.library import open_library, simulated_library
from actp.sim import Front, Times
from actp.testing import FAST_BACKOFF

NAMES = ("rb2701", "rb2705", "cu2612")
REPEATS = range(int(os.environ.get("ACTP_TEST_REPEATS", "1")))
SANITIZER = os.environ.get("ACTP_TEST_SANITIZER")

LOOPS = ["asyncio", "uvloop"]
WAKEUPS = ["threadsafe", "eventfd"]

pytestmark = pytest.mark.timeout(180)

SERVE = """
    import sys
    import anyio
    from actp.sim import Front, Times

    async def main():
        speed = None if sys.argv[1] == "None" else float(sys.argv[1])
        # They have their breaks at the same times, which a front skips.
        contracts = ["rb2701", "rb2705", "cu2612", "ag2612", "ni2612", "zn2612"]
        async with Front(seed=1, speed=speed, instruments=contracts, times=Times.fast()) as front:
            print(front.md_address, flush=True)
            await anyio.sleep_forever()

    anyio.run(main)
"""

# What every program starts with: `connect()` gives a client with ticks flowing, `run()` a loop.
PRELUDE = """
    import asyncio, atexit, gc, json, os, signal, sys, threading, traceback, warnings
    import anyio
    import actp
    from actp import State, _core
    from actp.testing import FAST_BACKOFF

    # What a shell starts in the background has it ignored, and hands that down.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ADDRESS, LOOP, WAKEUP = sys.argv[1:]
    NAMES = ("rb2701", "rb2705", "cu2612")

    def make(**options):
        return actp.MdClient(ADDRESS, broker_id="9999", wakeup=WAKEUP, backoff=FAST_BACKOFF, **options)

    async def connect(**options):
        client = make(**options)
        await client.connect()
        client.stream = client.ticks(*NAMES)
        await anext(client.stream)
        return client

    def run(main):
        if LOOP == "uvloop":
            import uvloop
            return uvloop.run(main)
        return asyncio.run(main)
"""


def serve(speed: float | None) -> Iterator[str]:
    command = [sys.executable, "-c", textwrap.dedent(SERVE), str(speed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            assert address.startswith("sim://")
            yield address
        finally:
            process.kill()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A front in a process of its own."""
    yield from serve(200.0)


@pytest.fixture
def storm() -> Iterator[str]:
    """A front that sends as fast as it can."""
    yield from serve(None)


@pytest.fixture(params=LOOPS)
def loop(request: pytest.FixtureRequest) -> str:
    if request.param == "uvloop":
        pytest.importorskip("uvloop")
    return str(request.param)


class Program:
    """A running program made of PRELUDE and `text`. `closes`: it closes its clients before it ends."""

    def __init__(
        self, text: str, address: str, loop: str, wakeup: str, *flags: str, closes: bool = True
    ) -> None:
        code = textwrap.dedent(PRELUDE) + textwrap.dedent(text)
        env = dict(os.environ)
        if SANITIZER == "asan" and not closes:
            # Live clients, and a child's copies of its parent's, are what the leak check would find.
            env["ASAN_OPTIONS"] += ":detect_leaks=0"
        self.process = subprocess.Popen(
            [sys.executable, *flags, "-c", code, address, loop, wakeup],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=env,
            start_new_session=True,
        )

    def ready(self) -> None:
        """Wait for the program to print a line."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line == "ready\n", (line, self.process.communicate(timeout=60))

    def end(self) -> tuple[int, str, str]:
        """Exit code, stdout, stderr. A program that hangs fails the test."""
        try:
            out, err = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # its children hold the pipes as well
            out, err = self.process.communicate()
            pytest.fail(f"the program hangs: {out}\n{err}")
        return self.process.returncode, out, err


def finish(text: str, address: str, loop: str, wakeup: str, *flags: str) -> tuple[int, str, str]:
    """Run a program that ends or splits with live clients."""
    return Program(text, address, loop, wakeup, *flags, closes=False).end()


# -- the interpreter's exit ---------------------------------------------------------------------------

EXITS = {
    "the main coroutine ends": (
        """
        async def main():
            global client
            client = await connect()
        run(main())
        """,
        0,
    ),
    "sys.exit in a coroutine": (
        """
        async def main():
            global client
            client = await connect()
            sys.exit(3)
        run(main())
        """,
        3,
    ),
    "an exception": (
        """
        async def main():
            global client
            client = await connect()
            raise ValueError("planned")
        run(main())
        """,
        1,
    ),
    "a task that still reads": (
        """
        async def read(stream):
            async for tick in stream:
                pass
        async def main():
            global client, task
            client = await connect()
            task = asyncio.ensure_future(read(client.stream))
            await asyncio.sleep(0.05)
        run(main())
        """,
        0,
    ),
    "a loop in a daemon thread": (
        """
        ready = threading.Event()
        async def main():
            global client
            client = await connect()
            ready.set()
            async for tick in client.stream:
                pass
        threading.Thread(target=run, args=(main(),), daemon=True).start()
        ready.wait()
        sys.exit(4)
        """,
        4,
    ),
    "a loop that is stopped and never closed": (
        """
        loop = asyncio.new_event_loop()
        client = loop.run_until_complete(connect())
        """,
        0,
    ),
    "while connect() is at work": (
        """
        async def main():
            global client, task
            client = make()
            task = asyncio.ensure_future(client.connect())
            await asyncio.sleep(float(os.getpid() % 8) / 1000)
            sys.exit(5)
        run(main())
        """,
        5,
    ),
    "while close() is at work": (
        """
        async def main():
            global client, task
            client = await connect()
            task = asyncio.ensure_future(client.close())
            await asyncio.sleep(0)
            sys.exit(6)
        run(main())
        """,
        6,
    ),
    "a dropped client": (
        """
        async def main():
            client = await connect()
        run(main())
        gc.collect()
        """,
        0,
    ),
}


def check_exit(result: tuple[int, str, str], way: str, code: int) -> None:
    got, out, err = result
    assert (got, out) == (code, ""), err
    if way == "an exception":
        # One traceback, and nothing around it.
        assert err.startswith("Traceback (most recent call last):\n")
        assert err.endswith("\nValueError: planned\n")
        assert err.count("Traceback") == 1
    else:
        assert err == ""


@pytest.mark.parametrize("repeat", REPEATS)
@pytest.mark.parametrize("wakeup", WAKEUPS)
@pytest.mark.parametrize("way", EXITS)
def test_exit_with_a_live_client(address: str, loop: str, wakeup: str, way: str, repeat: int) -> None:
    text, code = EXITS[way]
    check_exit(finish(text, address, loop, wakeup), way, code)


@pytest.mark.parametrize("repeat", REPEATS)
@pytest.mark.parametrize(
    "way", ["sys.exit in a coroutine", "a task that still reads", "a loop in a daemon thread"]
)
def test_exit_in_a_storm(storm: str, loop: str, way: str, repeat: int) -> None:
    text, code = EXITS[way]
    for wakeup in WAKEUPS:
        check_exit(finish(text, storm, loop, wakeup), way, code)


@pytest.mark.parametrize("way", ["sys.exit in a coroutine", "a dropped client"])
def test_the_resource_warning_is_the_only_word(address: str, loop: str, way: str) -> None:
    text, code = EXITS[way]
    got, out, err = finish(text, address, loop, "threadsafe", "-W", "always::ResourceWarning")
    assert (got, out) == (code, "")
    lines = [line for line in err.splitlines() if "ResourceWarning" in line and "MdClient" in line]
    if way == "a dropped client":
        assert len(lines) == 1
        assert "was dropped without close()" in lines[0]
    assert "Traceback" not in err
    assert "Exception ignored" not in err


# -- fork ---------------------------------------------------------------------------------------------

# The child calls everything public, then the collector takes what it got from its parent.
USE_IN_CHILD = """
    def refusals(client):
        calls = {
            "connect": lambda: client.connect(),
            "close": lambda: client.close(),
            "run_forever": lambda: client.run_forever(),
            "wait_for": lambda: client.wait_for(State.CLOSED, 1),
            "wait_for the present": lambda: client.wait_for(State.READY, 1),
            "subscribe": lambda: client.subscribe("rb2701"),
            "unsubscribe": lambda: client.unsubscribe("rb2701"),
            "subscribe_for_quote_rsp": lambda: client.subscribe_for_quote_rsp("rb2701"),
            "unsubscribe_for_quote_rsp": lambda: client.unsubscribe_for_quote_rsp("rb2701"),
            "query_multicast_instrument": lambda: client.query_multicast_instrument(topic_id=1),
            "ticks": lambda: client.ticks(),
            "for_quotes": lambda: client.for_quotes(),
            "connection_events": lambda: client.connection_events(),
            "trading_day": lambda: client.trading_day,
            "wait on a stream": lambda: client.quiet.__anext__(),
        }
        said = {}
        for name, call in calls.items():
            try:
                result = call()
                if hasattr(result, "__await__"):
                    result.__await__().send(None)
                said[name] = "nothing"
            except BaseException as error:
                said[name] = type(error).__name__
        return said

    def child(client, write):
        said = refusals(client)
        # What the parent's loop would call if the child went on with it.
        client._api._drain()
        client._api.detach()
        client._api.abandon()
        repr(client)
        os.write(write, json.dumps(said).encode())
        os.close(write)

    async def check_parent(client):
        for _ in range(200):
            await anext(client.stream)
        await client.subscribe("ag2612")
        assert client.state is State.READY
"""

FORKS = {
    # In a coroutine, as multiprocessing or a library may do; the child must not run the loop's end.
    "os.fork in a coroutine": """
        async def main():
            client = await connect()
            client.quiet = client.for_quotes()
            read, write = os.pipe()
            if (pid := os.fork()) == 0:
                child(client, write)
                del client
                gc.collect()
                os._exit(7)
            os.close(write)
            await check_parent(client)
            assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
            await check_parent(client)
            print(os.read(read, 10000).decode())
            await client.close()
        run(main())
    """,
    "multiprocessing": """
        import multiprocessing
        async def main():
            client = await connect()
            client.quiet = client.for_quotes()
            read, write = os.pipe()
            process = multiprocessing.get_context("fork").Process(target=child, args=(client, write))
            process.start()
            os.close(write)
            await check_parent(client)
            process.join()
            assert process.exitcode == 0
            await check_parent(client)
            print(os.read(read, 10000).decode())
            await client.close()
        run(main())
    """,
    # The child unwinds and exits like any program: atexit, finalizers, the last collection.
    "os.fork beside the loop's thread": """
        ready, forked = threading.Event(), threading.Event()
        async def main():
            global client
            client = await connect()
            client.quiet = client.for_quotes()
            ready.set()
            while not forked.is_set():
                await anext(client.stream)
            await check_parent(client)
            assert client._flow.path.is_dir()
            await client.close()
        thread = threading.Thread(target=run, args=(main(),))
        thread.start()
        ready.wait()
        read, write = os.pipe()
        if (pid := os.fork()) == 0:
            child(client, write)
            client = None
            gc.collect()
            sys.exit(7)
        os.close(write)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        forked.set()
        thread.join()
        assert status == 7, status
        print(os.read(read, 10000).decode())
    """,
}


@pytest.mark.parametrize("repeat", REPEATS)
@pytest.mark.parametrize("wakeup", WAKEUPS)
@pytest.mark.parametrize("way", FORKS)
def test_fork(address: str, loop: str, wakeup: str, way: str, repeat: int) -> None:
    flags = ("-W", "ignore", "-W", "always::ResourceWarning")  # 3.12 warns of every fork beside threads
    code, out, err = finish(
        textwrap.dedent(USE_IN_CHILD) + textwrap.dedent(FORKS[way]), address, loop, wakeup, *flags
    )
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert said == dict.fromkeys(said, "ForkedError")
    assert len(said) == 15


@pytest.mark.skipif(SANITIZER == "tsan", reason="it takes no threads in the child of a process with threads")
@pytest.mark.parametrize("wakeup", WAKEUPS)
def test_a_child_makes_its_own_client(address: str, loop: str, wakeup: str) -> None:
    """Also when another thread holds the process-wide locks at the moment of the fork."""
    text = """
        from actp import library
        from actp.lifecycle import lifecycle
        ready, done = threading.Event(), threading.Event()
        async def parent():
            client = await connect()
            with lifecycle.held(), library._opening:
                ready.set()
                done.wait()
            await client.close()
        async def own():
            client = await connect()
            await client.close()
        thread = threading.Thread(target=run, args=(parent(),))
        thread.start()
        ready.wait()
        if (pid := os.fork()) == 0:
            run(own())
            sys.exit(7)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        done.set()
        thread.join()
        print(status)
    """
    assert finish(text, address, loop, wakeup, "-W", "ignore") == (0, "7\n", "")


def test_fork_with_a_trader(loop: str) -> None:
    """What only a TraderClient has: its requests, its orders, its streams."""
    text = """
        from actp.sim import Front, Times

        def child(td, handle, stream, write):
            calls = {
                "close": td.close,
                "change_password": lambda: td.change_password("new"),
                "settlement_text": td.settlement_text,
                "query_order": td.query_order,
                "reports only": lambda: td.for_quote_insert(instrument_id="rb2701", exchange_id="SHFE"),
                "insert_order": lambda: td.buy_open("rb2701", price=1.0),
                "close at once": lambda: td.sell_close("rb2701", price=1.0),
                "cancel": handle.cancel,
                "orders": td.orders,
                "trades": td.trades,
                "notices": td.notices,
                "wait on a stream": stream.__anext__,
            }
            said = {}
            for name, call in calls.items():
                try:
                    result = call()
                    if hasattr(result, "__await__"):
                        result.__await__().send(None)
                    said[name] = "nothing"
                except BaseException as error:
                    said[name] = type(error).__name__ + ": " + str(error)
            # What the parent wrote down can be read.
            repr(td), td.state, td.login, td.orders_today, td.positions, handle.status
            os.write(write, json.dumps(said).encode())

        async def main():
            async with Front(seed=1, speed=20, times=Times.fast()) as front:
                who = {"broker_id": "9999", "user_id": "u", "password": "p"}
                async with actp.TraderClient(front.trader_address, **who, query_rate=None) as td:
                    stream = td.trades()
                    await td.query_instrument(instrument_id="rb2701")
                    (tick,) = await td.query_depth_market_data(instrument_id="rb2701")
                    handle = await td.buy_open("rb2701", price=tick.lower_limit_price)
                    read, write = os.pipe()
                    if (pid := os.fork()) == 0:
                        child(td, handle, stream, write)
                        del td, handle, stream
                        gc.collect()
                        os._exit(7)
                    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 7
                    print(os.read(read, 10000).decode())
                    # The child did nothing to the parent's session.
                    await handle.cancel()
                    await td.query_order()
                    assert td.state is State.READY

        run(main())
    """
    code, out, err = finish(
        text, "no front", loop, "threadsafe", "-W", "ignore", "-W", "always::ResourceWarning"
    )
    assert (code, err) == (0, "")
    said = json.loads(out)
    assert len(said) == 12
    text = "ForkedError: this client was connected before fork()"
    assert {call: answer for call, answer in said.items() if not answer.startswith(text)} == {}


@pytest.mark.parametrize("wakeup", WAKEUPS)
def test_a_client_that_was_not_connected_may_be_used_in_the_child(
    address: str, loop: str, wakeup: str
) -> None:
    text = """
        client = make()
        async def main():
            async with client:
                await client.subscribe("rb2701")
        if (pid := os.fork()) == 0:
            run(main())
            sys.exit(7)
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    """
    assert finish(text, address, loop, wakeup) == (0, "7\n", "")


def test_a_child_does_not_hold_the_flow_folder(address: str, tmp_path: Path) -> None:
    """flock belongs to the open file, which a child has as well: close() must unlock it."""
    text = f"""
        async def main():
            client = await connect(flow_path={str(tmp_path / "flow")!r})
            read, write = os.pipe()
            if (pid := os.fork()) == 0:
                os.read(read, 1)
                os._exit(0)
            await client.close()
            again = await connect(flow_path={str(tmp_path / "flow")!r})
            await again.close()
            os.write(write, b"x")
            os.waitpid(pid, 0)
        run(main())
    """
    assert finish(text, address, "asyncio", "threadsafe", "-W", "ignore") == (0, "", "")


# -- signals ------------------------------------------------------------------------------------------

RUNNERS = {
    "asyncio.run": "asyncio.run(main())",
    "uvloop.run": "__import__('uvloop').run(main())",
    "anyio.run": "anyio.run(main)",
    "anyio.run on uvloop": "anyio.run(main, backend_options={'use_uvloop': True})",
}


@pytest.fixture(params=RUNNERS)
def runner(request: pytest.FixtureRequest) -> str:
    if "uvloop" in request.param:
        pytest.importorskip("uvloop")
    return RUNNERS[request.param]


INTERRUPTED = """
    async def main():
        global client
        async with make() as client:
            client.stream = client.ticks(*NAMES)
            await anext(client.stream)
            print("ready", flush=True)
            await client.run_forever()
"""


@pytest.mark.parametrize("repeat", REPEATS)
@pytest.mark.parametrize("wakeup", WAKEUPS)
def test_ctrl_c_in_run_forever(address: str, runner: str, wakeup: str, repeat: int) -> None:
    text = f"""
    {INTERRUPTED}
    try:
        {runner}
    except KeyboardInterrupt:
        blocks = _core.native_blocks()
        print(client.state.name, [t.name for t in threading.enumerate()], blocks["shims"], flush=True)
    """
    program = Program(text, address, "asyncio", wakeup)
    program.ready()
    program.process.send_signal(signal.SIGINT)
    assert program.end() == (0, "CLOSED ['MainThread'] 0\n", "")


@pytest.mark.parametrize("repeat", REPEATS)
def test_ctrl_c_shows_one_traceback(address: str, runner: str, repeat: int) -> None:
    program = Program(f"{INTERRUPTED}\n    {runner}", address, "asyncio", "threadsafe")
    program.ready()
    program.process.send_signal(signal.SIGINT)
    code, out, err = program.end()
    assert (code, out) == (-signal.SIGINT, "")
    assert err.endswith("\nKeyboardInterrupt\n")
    # The cancellation that asyncio makes of it may be shown as its cause; nothing else.
    assert set(re.findall(r"^(\S*(?:Error|Exception|Interrupt))\b", err, re.MULTILINE)) <= {
        "asyncio.exceptions.CancelledError",
        "KeyboardInterrupt",
    }
    assert "never retrieved" not in err
    assert "ignored" not in err


@pytest.mark.parametrize("repeat", REPEATS)
def test_ctrl_c_in_a_storm(storm: str, runner: str, repeat: int) -> None:
    text = f"""
    async def main():
        global client
        async with make() as client:
            count = 0
            async for tick in client.ticks(*NAMES):
                count += 1
                if count == 5000:
                    print("ready", flush=True)
    try:
        {runner}
    except KeyboardInterrupt:
        print(client.state.name, [t.name for t in threading.enumerate()], flush=True)
    """
    for wakeup in WAKEUPS:
        program = Program(text, storm, "asyncio", wakeup)
        program.ready()
        program.process.send_signal(signal.SIGINT)
        assert program.end() == (0, "CLOSED ['MainThread']\n", "")


@pytest.mark.parametrize("repeat", REPEATS)
@pytest.mark.parametrize("wakeup", WAKEUPS)
def test_sigterm_closes_the_client(address: str, loop: str, wakeup: str, repeat: int) -> None:
    text = """
        async def main():
            async with make() as client:
                tasks = []
                stop = lambda: tasks.append(asyncio.ensure_future(client.close()))
                asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
                print("ready", flush=True)
                await client.run_forever()
                await asyncio.gather(*tasks)
            print(client.state.name, [t.name for t in threading.enumerate()])
        run(main())
    """
    program = Program(text, address, loop, wakeup)
    program.ready()
    program.process.send_signal(signal.SIGTERM)
    assert program.end() == (0, "CLOSED ['MainThread']\n", "")


def test_an_interrupt_inside_a_delivery_loses_nothing(address: str, loop: str) -> None:
    """Before Python 3.11 Ctrl-C is raised wherever the loop is, also while a callback is delivered."""
    text = """
        if LOOP == "uvloop":
            import uvloop
            loop = uvloop.new_event_loop()
        else:
            loop = asyncio.new_event_loop()
        client = loop.run_until_complete(connect())
        deliver = client._on_callback
        def interrupted(*arguments):
            client._on_callback = deliver
            deliver(*arguments)
            raise KeyboardInterrupt
        client._on_callback = interrupted
        try:
            loop.run_until_complete(client.subscribe("ag2612", "ni2612"))
        except KeyboardInterrupt:
            print("interrupted")
        async def more():
            await client.subscribe("zn2612")
            for _ in range(500):
                await anext(client.stream)
            await client.close()
        loop.run_until_complete(more())
        loop.close()
    """
    for wakeup in WAKEUPS:
        assert finish(text, address, loop, wakeup) == (0, "interrupted\n", "")


# -- interpreters -------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", [False, True], ids=["alone", "beside the main interpreter"])
def test_a_subinterpreter_is_refused(tmp_path: Path, first: bool) -> None:
    said = tmp_path / "said"
    inside = textwrap.dedent(
        f"""
        try:
            import actp
        except ImportError as error:
            said = str(error)
        else:
            said = "imported"
        with open({str(said)!r}, "w") as file:
            file.write(said)
        """
    )
    text = f"""
        import sys
        {"import actp" if first else ""}
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        try:
            number = interpreters.create(isolated=False)
        except TypeError:
            number = interpreters.create("legacy")
        failure = interpreters.run_string(number, {inside!r})
        assert failure is None, failure
        interpreters.destroy(number)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(text)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    message = said.read_text()
    assert "interpreter" in message, message
    if not first:
        assert message.startswith("actp cannot be imported in a subinterpreter")


def test_a_free_threaded_interpreter_keeps_its_lock() -> None:
    """Without the slot Py_mod_gil = NOT_USED a free-threaded build takes the GIL at import, and says so."""

    class Slot(ctypes.Structure):
        _fields_ = (("slot", ctypes.c_int), ("value", ctypes.c_void_p))

    class Definition(ctypes.Structure):
        _fields_ = (
            ("base", ctypes.c_char * (object.__basicsize__ + 3 * ctypes.sizeof(ctypes.c_void_p))),
            ("name", ctypes.c_char_p),
            ("doc", ctypes.c_char_p),
            ("size", ctypes.c_ssize_t),
            ("methods", ctypes.c_void_p),
            ("slots", ctypes.POINTER(Slot)),
        )

    get = ctypes.pythonapi.PyModule_GetDef
    get.argtypes, get.restype = [ctypes.py_object], ctypes.POINTER(Definition)
    definition = get(_core)[0]
    assert definition.name.split(b".")[-1] == b"_core"  # the structure is read rightly
    slots: dict[int, int | None] = {}
    while definition.slots[len(slots)].slot:
        slot = definition.slots[len(slots)]
        slots[slot.slot] = slot.value
    assert 2 in slots  # Py_mod_exec
    assert slots.get(4, 0) in (0, None)  # Py_mod_gil: absent, or Py_MOD_GIL_USED


# -- nothing is left, whatever fails --------------------------------------------------------------------


def md_client(address: str, **options: Any) -> MdClient:
    return MdClient(address, **({"broker_id": "9999", "backoff": FAST_BACKOFF} | options))


def blocks() -> dict[str, int]:
    """Native objects alive: not always none at the start, for tests drop clients on purpose."""
    return {kind: count for kind, count in _core.native_blocks().items() if kind != "records"}


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
    start = threading.Thread.start

    def refuse(self: threading.Thread) -> None:
        if self.name == "actp-waker":
            raise RuntimeError("can't start new thread")
        start(self)

    async def main() -> None:
        client = md_client(address)
        with monkeypatch.context() as patch:
            patch.setattr(threading.Thread, "start", refuse)
            with pytest.raises(RuntimeError, match="can't start new thread"):
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
                ("actp.instance", "open_library"),
                ("actp.instance", "api_class"),
                ("actp.instance.FlowFolder", "open"),
                ("actp.client.Client", "_before_init"),
                ("actp.client.Client", "_until_ready"),
                ("actp.md.MdClient", "_step_request"),
                ("actp.md.MdClient", "_restore"),
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


# -- deliveries -----------------------------------------------------------------------------------------


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
async def test_turns_of_the_drain_do_not_add_up(storm: str, wakeup: Any) -> None:
    """However much is queued and still comes, the loop has its turn after so many messages."""
    async with md_client(storm, wakeup=wakeup) as md:
        stream = md.ticks(*NAMES, buffer=1 << 22)
        await anext(stream)
        most = 0
        with anyio.fail_after(150):
            backlogs = 0
            while backlogs < 3:
                # The loop is held up until there is a backlog of several turns; not for ever, for a front
                # that does not get its turn either may have to be connected again.
                held_up = time.monotonic() + 5
                while (queued := md._api.queued_bytes if md._api else 0) < 3 << 20:
                    if time.monotonic() > held_up:
                        break
                backlogs += queued >= 3 << 20
                # As many wake-ups as a waker thread might send meanwhile.
                for _ in range(4):
                    asyncio.get_running_loop().call_soon(md._api._drain)
                for _ in range(100):
                    before = md._router.ticks
                    await asyncio.sleep(0)
                    most = max(most, md._router.ticks - before)
        assert 0 < most <= 2048


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


# -- the core by itself -----------------------------------------------------------------------------------


@pytest.fixture
def make_api(tmp_path: Path) -> Callable[..., Any]:
    library = open_library("md", simulated_library("md"))

    def make(version: str = library.version) -> Any:
        router = _core.TickRouter()
        return _core.Api(
            library.native,
            version,
            queue_bytes=1 << 20,
            use_eventfd=False,
            tick_callback=0,
            classes=[],
            router=router,
        )

    return make


CALLS: dict[str, Callable[[Any], Any]] = {
    "register_front": lambda api: api.register_front(b"tcp://127.0.0.1:1"),
    "register_name_server": lambda api: api.register_name_server(b"tcp://127.0.0.1:1"),
    "register_fens_user_info": lambda api: api.register_fens_user_info(bytes(1000)),
    "subscribe_topics": lambda api: api.subscribe_topics(2, 2),
    "init": lambda api: api.init(),
    "request": lambda api: api.request(1, bytes(1000), 1),
    "subscription": lambda api: api.subscription(1, [b"rb2701"]),
    "trading_day": lambda api: api.trading_day(),
    "front_info": lambda api: api.front_info(1000),
}


@pytest.mark.parametrize("call", CALLS)
def test_calls_on_no_api_object(make_api: Callable[..., Any], tmp_path: Path, call: str) -> None:
    """Before Create and after Release there is nothing to call: an error, not a crash."""
    before = blocks()
    api = make_api()
    with pytest.raises(RuntimeError, match="not created yet, or released"):
        CALLS[call](api)
    api.create(os.fsencode(tmp_path) + b"/", False)
    with pytest.raises(RuntimeError, match="created already"):
        api.create(os.fsencode(tmp_path) + b"/", False)
    api.release()
    with pytest.raises(RuntimeError, match="not created yet, or released"):
        CALLS[call](api)
    with pytest.raises(RuntimeError, match="created already"):
        api.create(os.fsencode(tmp_path) + b"/", False)
    api.release()
    del api
    assert blocks() == before


def test_a_version_without_description(make_api: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"9\.9\.9 is not described"):
        make_api("9.9.9").create(os.fsencode(tmp_path) + b"/", False)


def test_the_memory_of_a_batch_stays_where_it_is() -> None:
    layout = records.layout("DepthMarketData", "6.7.11")
    data = bytearray(3 * layout.size)
    batch = TickBatch(data, layout, records.DepthMarketData)
    view = memoryview(batch)
    with pytest.raises(BufferError):
        data.extend(bytes(1 << 20))
    assert bytes(view.cast("B") if view.format == "B" else view.tobytes()) == bytes(3 * layout.size)


@pytest.mark.parametrize("kind", ["md", "trader"])
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_dropped_client_is_noticed_at_once(
    kind: str, anyio_backend: str, recwarn: pytest.WarningsRecorder
) -> None:
    """No cycle keeps it until the collector comes."""
    who = {"broker_id": "9999", "user_id": "u", "password": "p"}
    async with Front(seed=1, speed=20, times=Times.fast()) as front:
        gc.collect()
        gc.disable()
        try:
            client: Any
            if kind == "md":
                client = MdClient(front.md_address, **who)
                await client.connect()
                await client.subscribe("rb2701")
            else:
                client = actp.TraderClient(front.trader_address, **who, query_rate=None)
                await client.connect()
                await client.positions.wait_confirmed(10)
                await client.query_order()
            await anyio.wait_all_tasks_blocked()
            assert not [w for w in recwarn if w.category is ResourceWarning]
            del client
            (warning,) = [w for w in recwarn if w.category is ResourceWarning]
        finally:
            gc.enable()
    assert "was dropped without close()" in str(warning.message)
