"""A thousand forced disconnects in one run: always READY again, everything restored, nothing left behind."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import anyio
import pytest

import actp
from actp import Backoff, ConnectionEvent, EventStream, MdClient, State
from actp.sim import Front, Times

NAMES = ("rb2701", "rb2705", "cu2612", "ag2612")
TIMES = Times(refused=0.02, lost=0.0, warn=30.0, timeout=60.0, beat=15.0, front_beat=15.0)
BACKOFF = Backoff(initial=0.001, maximum=0.002)


async def until(events: EventStream[ConnectionEvent], state: State) -> None:
    """Read events up to the next change to `state`. Events are lossless, so a quick change is not missed."""
    with anyio.fail_after(20):
        async for event in events:
            if event.state is state and event.previous is not state:
                return


async def _thousand(count: int) -> None:
    rng = random.Random(11)
    requests = {"answered": 0, "lost": 0}
    losses = 0
    cuts = {"tick": 0, "login": 0, "subscribe": 0}
    async with Front(seed=3, speed=50, times=TIMES) as front:
        async with MdClient(
            front.md_address, broker_id="9999", backoff=BACKOFF, request_timeout=10, snapshot_timeout=None
        ) as md:
            events = md.connection_events()
            await anext(events)  # the state it starts with
            stream = md.ticks(*NAMES)
            pending: set[asyncio.Task[None]] = set()

            async def request(call: Any) -> None:
                try:
                    await call
                    requests["answered"] += 1
                except (actp.ConnectionLost, actp.ResponseError) as error:
                    requests["lost" if isinstance(error, actp.ConnectionLost) else "answered"] += 1

            for number in range(count):
                where = ("tick", "login", "subscribe")[number % 3]
                cuts[where] += 1
                if where == "tick":
                    await anext(stream)
                elif where == "login":
                    # Cut twice: the second cut meets the login that follows the first.
                    await front.disconnect()
                    await until(events, State.RECONNECTING)
                    await until(events, State.LOGGING_IN)
                else:
                    pending.add(asyncio.ensure_future(request(md.subscribe(f"zz{number}"))))
                    await asyncio.sleep(0)
                    if rng.random() < 0.3:
                        pending.add(asyncio.ensure_future(request(md.unsubscribe(f"zz{number - 3}"))))
                if rng.random() < 0.3:
                    pending.add(asyncio.ensure_future(request(md.query_multicast_instrument(topic_id=1))))
                if rng.random() < 0.5:
                    await asyncio.sleep(rng.random() * 0.002)
                await front.disconnect()
                await until(events, State.RECONNECTING)
                losses += 1
                await until(events, State.READY)
            with anyio.fail_after(20):
                await asyncio.gather(*pending)
            # Every subscription is there again, at the front itself.
            await front.wait_for_subscription(*md.subscriptions)
            assert set(NAMES) <= md.subscriptions
            (client,) = await front.wait_clients(1)
            assert set(client.subscriptions) == md.subscriptions
            with anyio.fail_after(20):
                seen: set[str] = set()
                last = md._session.session
                while seen != set(NAMES):
                    tick = await anext(stream)
                    if tick.session == last:
                        seen.add(tick.instrument_id)
            assert md._pending == {}
    assert losses == count
    assert min(cuts.values()) >= count // 3
    assert requests["lost"] > 0
    assert requests["answered"] > 0


@pytest.mark.timeout(240)
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_a_thousand_disconnects(no_leaks: None, loop: str) -> None:
    anyio.run(_thousand, 1000 if loop == "asyncio" else 200, backend_options={"use_uvloop": loop == "uvloop"})


async def _cycles(count: int) -> None:
    async with Front(seed=3, speed=50, times=TIMES) as front:
        for _ in range(count):
            async with MdClient(front.md_address, broker_id="9999") as md:
                await anext(md.ticks("rb2701"))


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_many_clients_one_after_the_other(no_leaks: None, loop: str) -> None:
    anyio.run(_cycles, 50, backend_options={"use_uvloop": loop == "uvloop"})
