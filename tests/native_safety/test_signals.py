"""Ctrl-C and SIGTERM."""

from __future__ import annotations

import re
import signal
import sys

import pytest
from programs import REPEATS, WAKEUPS, Program, finish

pytestmark = pytest.mark.timeout(180)


RUNNERS = {
    "asyncio.run": "asyncio.run(main())",
    "uvloop.run": "__import__('uvloop').run(main())",
    "anyio.run": "anyio.run(main)",
    "anyio.run on uvloop": "anyio.run(main, backend_options={'use_uvloop': True})",
}


@pytest.fixture(params=RUNNERS)
def runner(request: pytest.FixtureRequest) -> str:
    """What runs `main` to its end, which is to be KeyboardInterrupt."""
    if "uvloop" in request.param:
        pytest.importorskip("uvloop")
    if "anyio" in request.param and sys.version_info < (3, 11):
        # anyio's runner asks for Task.uncancel, which that Python lacks, and lets the cancellation out.
        pytest.skip("before Python 3.11 anyio.run ends in CancelledError, with actp or without")
    return RUNNERS[request.param]


INTERRUPTED = """
    async def main():
        global client
        async with make() as client:
            await follow(client)
            print("ready", flush=True)
            await client.run_forever()
"""


def check_interrupted(runner: str, address: str, wakeup: str, kind: str = "md") -> None:
    text = f"""
    {INTERRUPTED}
    try:
        {runner}
    except KeyboardInterrupt:
        blocks = _core.native_blocks()
        print(client.state.name, [t.name for t in threading.enumerate()], blocks["shims"], flush=True)
    """
    program = Program(text, address, "asyncio", wakeup, kind=kind)
    program.ready()
    program.process.send_signal(signal.SIGINT)
    assert program.end() == (0, "CLOSED ['MainThread'] 0\n", "")


@pytest.mark.parametrize("repeat", REPEATS)
@pytest.mark.parametrize("wakeup", WAKEUPS)
def test_ctrl_c_in_run_forever(address: str, runner: str, wakeup: str, repeat: int) -> None:
    check_interrupted(runner, address, wakeup)


@pytest.mark.parametrize("repeat", REPEATS)
@pytest.mark.parametrize("wakeup", WAKEUPS)
@pytest.mark.parametrize("run", ["asyncio.run", "uvloop.run"])
def test_ctrl_c_in_run_forever_of_a_trader(
    fronts: dict[str, str], run: str, wakeup: str, repeat: int
) -> None:
    if run == "uvloop.run":
        pytest.importorskip("uvloop")
    check_interrupted(RUNNERS[run], fronts["trader"], wakeup, kind="trader")


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
