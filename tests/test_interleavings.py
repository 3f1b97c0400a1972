"""connect(), close(), cancellation, retries and change_password() in any order: whatever their callers do, a
client ends CLOSED for good, with nothing raised but what is documented and nothing left behind."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from typing import Any

import anyio
import pytest

import actp
from actp import MdClient, State, TraderClient
from actp.ctp.kinds import Kind
from actp.sim import Front, Times
from actp.testing import FAST_BACKOFF


def make(kind: Kind, front: Front) -> MdClient | TraderClient:
    options: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p", "backoff": FAST_BACKOFF}
    if kind == "md":
        return MdClient(front.md_address, **options)
    return TraderClient(front.trader_address, query_rate=None, **options)


class Round:
    """One client, and everything that may happen to it, at random moments."""

    def __init__(self, rng: random.Random, kind: Kind, front: Front) -> None:
        self.rng, self.kind, self.front = rng, kind, front
        self.client = make(kind, front)
        self.faults = ExitStack()

    async def moment(self) -> None:
        await asyncio.sleep(self.rng.choice([0, 0, self.rng.random() * 0.004, self.rng.random() * 0.03]))

    async def retrying(self) -> None:
        """Tries until it is connected, and some more times when it is told that it cannot be."""
        for _ in range(30):
            try:
                await self.client.connect()
                return
            except actp.ActpError:
                if self.rng.random() < 0.5:
                    await self.moment()

    async def changing(self) -> None:
        if isinstance(self.client, TraderClient):
            await self.client.change_password("p")

    async def closing(self) -> None:
        await self.moment()
        await self.client.close()

    async def using(self) -> None:
        if isinstance(self.client, MdClient):
            await self.client.subscribe("rb2701", timeout=1)
        else:
            await self.client.query_trading_account(timeout=1)

    async def disturb(self) -> None:
        match self.rng.randrange(4):
            case 0:
                await self.front.disconnect()
            case 1:
                self.faults.enter_context(self.front.refuse_login(self.rng.choice([3, 8, 140]), times=2))
            case 2:
                self.faults.enter_context(self.front.delay(0.01))
            case 3:
                self.faults.enter_context(self.front.mute_handshake())

    async def run(self) -> None:
        calls: list[Callable[[], Awaitable[None]]] = [self.retrying, self.client.connect, self.changing]
        calls += [self.retrying, self.closing, self.using]
        events = self.client.connection_events()
        tasks = [asyncio.ensure_future(self.guarded(self.retrying))]
        for _ in range(self.rng.randrange(1, 8)):
            await self.moment()
            if self.rng.random() < 0.3:
                await self.disturb()
            if self.rng.random() < 0.6:
                tasks.append(asyncio.ensure_future(self.guarded(self.rng.choice(calls))))
            else:
                self.rng.choice(tasks).cancel()
                if self.rng.random() < 0.3:
                    await asyncio.sleep(0)
                    self.rng.choice(tasks).cancel()
        await self.moment()
        self.faults.close()
        await self.client.close()
        assert self.client.state is State.CLOSED
        await asyncio.wait(tasks, timeout=20)
        for task in tasks:
            assert task.done()
            if not task.cancelled():
                task.result()
        assert self.client.state is State.CLOSED
        assert self.client._api is None
        assert self.client._pending == {}
        states = [event.state async for event in events]
        assert states[-1] is State.CLOSED
        assert states.count(State.CLOSED) == 1

    async def guarded(self, call: Callable[[], Awaitable[None]]) -> None:
        with suppress(actp.ActpError, TimeoutError):
            await call()


async def _rounds(kind: Kind, count: int, seed: int) -> None:
    unhandled: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: unhandled.append(context))
    async with Front(seed=3, times=Times(refused=0.01, lost=0.0)) as front:
        for number in range(count):
            rng = random.Random(f"{kind} {seed} {number}")
            with anyio.fail_after(30):
                await Round(rng, kind, front).run()
            assert unhandled == [], number


@pytest.mark.timeout(180)
@pytest.mark.parametrize("kind", ["md", "trader"])
@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
def test_any_interleaving(no_leaks: None, loop: str, kind: Kind) -> None:
    options = {"use_uvloop": loop == "uvloop"}
    anyio.run(_rounds, kind, 60, 7, backend_options=options)


@pytest.mark.anyio
@pytest.mark.parametrize("kind", ["md", "trader"])
async def test_close_while_a_caller_tries_again(kind: Kind) -> None:
    """A caller that knows of ActpError only, and never pauses: it is told that the client is closed."""
    async with Front(times=Times.fast()) as front:
        with front.mute_handshake():
            connecting = make(kind, front)
            told: list[actp.ActpError] = []

            async def connect() -> None:
                while len(told) < 50:
                    try:
                        await connecting.connect()
                    except actp.ActpError as error:
                        told.append(error)

            with anyio.fail_after(20):
                async with anyio.create_task_group() as group:
                    group.start_soon(connect)
                    while connecting.state is not State.CONNECTING:
                        await anyio.sleep(0)
                    await connecting.close()
                    assert connecting.state is State.CLOSED
        assert all(isinstance(error, actp.ClientClosedError) for error in told)
        assert connecting.state is State.CLOSED
