"""The interpreter's exit with live clients: quick, and without a word."""

from __future__ import annotations

import pytest
from programs import LOOPS, REPEATS, WAKEUPS, finish

pytestmark = pytest.mark.timeout(180)


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
    # What outlives its module finds None in place of what the module knew.
    "a client that goes after its module": (
        """
        async def main():
            os.client = await connect()
            sys.alive = os, sys.modules["actp.connection.client"]
        run(main())
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
@pytest.mark.parametrize("wakeup", WAKEUPS)
@pytest.mark.parametrize(
    "way",
    [
        "the main coroutine ends",
        "a task that still reads",
        "while connect() is at work",
        "while close() is at work",
        "a dropped client",
    ],
)
def test_exit_with_a_live_trader(fronts: dict[str, str], wakeup: str, way: str, repeat: int) -> None:
    text, code = EXITS[way]
    loop = LOOPS[WAKEUPS.index(wakeup)]
    check_exit(finish(text, fronts["trader"], loop, wakeup, kind="trader"), way, code)


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
