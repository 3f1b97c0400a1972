"""fork() with live clients: the child is refused, the parent is not disturbed."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from programs import REPEATS, SANITIZER, WAKEUPS, finish

pytestmark = pytest.mark.timeout(180)


# What a child is told: the class and the message of the error that each call raises, or "nothing".
REFUSED = """
    def refused(calls):
        said = {}
        for name, call in calls.items():
            try:
                result = call()
                if hasattr(result, "__await__"):
                    result.__await__().send(None)
                said[name] = "nothing"
            except BaseException as error:
                said[name] = f"{type(error).__name__}: {error}"
        return said
"""
FORKED = "ForkedError: this client was connected before fork()"


def check_refused(out: str, count: int) -> None:
    """Every one of so many calls, as the program printed them."""
    said = json.loads(out)
    assert {call: answer for call, answer in said.items() if not answer.startswith(FORKED)} == {}
    assert len(said) == count


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
        return refused(calls)

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
    text = "".join(map(textwrap.dedent, (REFUSED, USE_IN_CHILD, FORKS[way])))
    code, out, err = finish(text, address, loop, wakeup, *flags)
    assert (code, err) == (0, "")
    check_refused(out, 15)


@pytest.mark.skipif(SANITIZER == "tsan", reason="it takes no threads in the child of a process with threads")
@pytest.mark.parametrize("wakeup", WAKEUPS)
def test_a_child_makes_its_own_client(address: str, loop: str, wakeup: str) -> None:
    """Also when another thread holds the process-wide locks at the moment of the fork."""
    text = """
        from actp.connection import library
        from actp.connection.lifecycle_lock import lifecycle
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


@pytest.mark.parametrize("wakeup", WAKEUPS)
def test_fork_with_a_trader(loop: str, wakeup: str) -> None:
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
            said = refused(calls)
            # What the parent wrote down can be read.
            repr(td), td.state, td.login, td.orders_today, td.positions, handle.status
            os.write(write, json.dumps(said).encode())

        async def main():
            async with Front(seed=1, speed=20, times=Times.fast()) as front:
                who = {"broker_id": "9999", "user_id": "u", "password": "p", "wakeup": WAKEUP}
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
    program = textwrap.dedent(REFUSED) + textwrap.dedent(text)
    flags = ("-W", "ignore", "-W", "always::ResourceWarning")
    code, out, err = finish(program, "no front", loop, wakeup, *flags, kind="trader")
    assert (code, err) == (0, "")
    check_refused(out, 12)


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
