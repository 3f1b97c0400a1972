"""A test that awaits connection events, with the fixtures of actp's pytest plugin.

`front` is a running simulated front with short times, `md` a client that is READY on it. Nothing sleeps:
each step waits for the event that it is about. Run it with pytest, or as a
program.
"""

import subprocess
import sys

import anyio
import pytest

from actp import MdClient, ReasonKind, State
from actp.sim import Front
from actp.testing import offline

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_ticks_come_again_after_an_outage(front: Front, md: MdClient) -> None:
    instrument = next(iter(front.instruments))
    ticks = md.ticks(instrument)
    events = md.connection_events()
    assert (await anext(events)).state is State.READY
    assert (await anext(ticks)).session == 1

    async with offline(front):
        event = await anext(events)
        assert event.state is State.RECONNECTING
        assert event.reason.kind is ReasonKind.DISCONNECTED
        assert event.reason.code == 0x1001

    await md.wait_for(State.READY, timeout=10)
    await front.wait_for_subscription(instrument)
    with anyio.fail_after(10):
        async for tick in ticks:
            if tick.session == 2:
                break


async def test_a_login_refused_for_a_moment_is_tried_again(front: Front, md: MdClient) -> None:
    with front.refuse_login(7, times=2):  # "CTP front is not initialized", which passes
        await front.disconnect()
        await md.wait_for(State.RECONNECTING, timeout=10)
        await md.wait_for(State.READY, timeout=10)


if __name__ == "__main__":
    sys.exit(subprocess.call([sys.executable, "-m", "pytest", "-q", __file__]))
