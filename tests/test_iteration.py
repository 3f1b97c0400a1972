"""What the public API hands out may be iterated with awaits inside, whatever changes meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import anyio.lowlevel
import pytest

from actp import MdClient, TraderClient, records
from actp.sim import Account, Front, Times
from actp.sim.market.replay import Replay
from actp.testing import FAST_BACKOFF

pytestmark = pytest.mark.anyio

NAMES = ["rb2701", "m2701", "SR701"]
WHO = {"broker_id": "9999", "user_id": "u", "password": "p", "backoff": FAST_BACKOFF}


async def walk(collection: Iterable[Any], change: Callable[[], Any]) -> int:
    """Iterate with a change after the first item; how many items there were."""
    count = 0
    for _ in collection:
        count += 1
        if count == 1:
            await change()
    return count


async def test_what_a_client_hands_out() -> None:
    times = Times.fast()
    async with Front(seed=2, fill="book", instruments=NAMES, times=times) as front:
        async with TraderClient(front.trader_address, query_rate=None, **WHO) as td:
            prices = {row.instrument_id: row.last_price for row in await td.query_depth_market_data()}

            async def fill(name: str) -> None:
                handle = await td.buy_open(name, prices[name], 1)
                assert handle.order is not None
                await front.fill(handle.order)
                await handle.filled(10)

            for name in NAMES[:2]:
                await fill(name)
            collections: list[Callable[[], Iterable[Any]]] = [
                lambda: td.positions,
                lambda: td.orders_today,
                lambda: td.trades_today,
                lambda: td.orders_today[0].trades,
                lambda: next(iter(td.positions)).rows,
            ]
            await td.positions.wait_confirmed(10)
            for collection in collections:
                await walk(collection(), lambda: fill("SR701"))
            assert len(td.positions) == 3
        async with MdClient(front.md_address, **WHO) as md:
            await md.subscribe(*NAMES[:2])
            assert await walk(md.subscriptions, lambda: md.subscribe(NAMES[2])) == 2


async def test_what_a_front_hands_out() -> None:
    async with Front(seed=2, instruments=NAMES, times=Times.fast()) as front:
        front.accounts["a"]

        async def another() -> None:
            front.accounts[f"user{len(front.accounts)}"]

        for collection in (front.accounts, front.accounts.items(), front.accounts.values()):
            await walk(collection, another)
        assert len(front.accounts) == 4
        async with MdClient(front.md_address, **WHO):
            await walk(front.clients, front.disconnect)


async def test_the_contracts_of_a_source_that_finds_more() -> None:
    class Growing(Replay):
        """As a replay is that learns its contracts from its rows while it plays."""

        async def find(self) -> None:
            info = next(iter(self._instruments.values()))
            self._instruments[f"x{len(self._instruments)}"] = info
            await anyio.lowlevel.checkpoint()

    ticks = [{"instrument_id": name, "trading_day": "20260302", "last_price": 3000.0} for name in NAMES]
    source = Growing([records.DepthMarketData(**each) for each in ticks])
    async with Front(market=source, times=Times.fast(), accounts=[Account("u", "p")]) as front:
        assert await walk(front.instruments, source.find) == 3
        assert await walk(front.instruments.items(), source.find) == 4
        assert len(front.instruments) == 5
