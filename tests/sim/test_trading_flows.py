"""The private and the public flow: numbers, and what a session hears again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from rawclient import RawClient
from trader import BUY, SELL, Trader, script

from actp.sim import Account, Front

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

RESTART, RESUME, QUICK, NONE, FROM_NUMBER, UNSUBSCRIBED = 0, 1, 2, 3, 4, 255
DAY = "20260302"


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    async with Front(seed=1, trading_day=DAY, fill="book", instruments=["rb2605", "m2605"]) as running:
        yield running


@pytest.mark.parametrize(
    ("kind", "sequence", "day", "expected"),
    [
        (RESTART, 0, "", [1, 2, 3, 4]),
        (RESTART, 3, DAY, [1, 2, 3, 4]),
        (RESUME, 0, "", [1, 2, 3, 4]),
        (RESUME, 3, DAY, [4]),
        (RESUME, 4, DAY, []),
        # The numbers are of another day, whose flow is gone.
        (RESUME, 3, "20260227", [1, 2, 3, 4]),
        (QUICK, 0, DAY, []),
        (FROM_NUMBER, 3, DAY, [3, 4]),
        (FROM_NUMBER, 0, DAY, [1, 2, 3, 4]),
    ],
)
async def test_resume_types_of_the_private_flow(
    front: Front, kind: int, sequence: int, day: str, expected: list[int]
) -> None:
    async with Trader(front) as one:
        for _ in range(2):
            await one.done("rb2605", BUY, 3150.0, 1)
        async with Trader(front, private=(kind, sequence), trading_day=day) as again:
            replayed = await again.notices()
            assert [n.frame.sequence for n in replayed] == expected
            assert {n.frame.flow for n in replayed} <= {2}
            await one.done("rb2605", BUY, 3150.0, 1)
            assert [n.frame.sequence for n in await again.notices()] == [5, 6]


@pytest.mark.parametrize("kind", [NONE, UNSUBSCRIBED])
async def test_a_session_without_the_private_flow(front: Front, kind: int) -> None:
    async with Trader(front, private=(kind, 0)) as one:
        assert await one.done("rb2605", BUY, 3150.0, 1) == []
        # The answers to its own requests come all the same.
        assert script(await one.done("rb2605", BUY, 3150.0, 0)) == "OnRspOrderInsert 15"
        assert len(front.books("u").orders) == 1


async def test_numbers_from_beyond_the_flow_wait_for_it(front: Front) -> None:
    async with Trader(front, private=(RESUME, 3), trading_day=DAY) as one:
        assert await one.done("rb2605", BUY, 3150.0, 1) == []
        assert [n.frame.sequence for n in await one.done("rb2605", BUY, 3150.0, 1)] == [4]


async def test_each_user_has_a_flow_of_its_own(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as other:
        first = await one.done("rb2605", BUY, 3150.0, 1)
        second = await other.done("rb2605", SELL, 3150.0, 1)
        assert [n.frame.sequence for n in first] == [1, 2]
        assert [n.frame.sequence for n in second] == [1, 2, 3, 4]
        assert [n.frame.sequence for n in await one.notices()] == [3, 4, 5]
        assert {n.record.investor_id for n in second} == {"v"}


async def test_what_happened_while_away_is_replayed(front: Front) -> None:
    async with Trader(front) as one:
        await one.done("rb2605", BUY, 3150.0, 2)
    async with Trader(front, "v") as other:
        await other.done("rb2605", SELL, 3150.0, 2)
    async with Trader(front, private=(RESUME, 2), trading_day=DAY) as again:
        assert script(await again.notices()) == "R(3) R(0) T"


async def test_refusals_are_replayed_too(front: Front) -> None:
    async with Trader(front) as one:
        await one.done("rb2605", BUY, 3150.0, 0)
        one.cancel(order_ref="9")
        await one.notices()
    async with Trader(front, private=(RESTART, 0)) as again:
        assert script(await again.notices()) == "OnErrRtnOrderInsert 15 OnErrRtnOrderAction 25"


async def test_the_flow_begins_after_the_login_is_answered(front: Front) -> None:
    async with Trader(front) as one:
        await one.done("rb2605", BUY, 3150.0, 1)
        late = Trader(front, private=(RESTART, 0), public=(RESTART, 0))
        await late.open()
        try:
            late.hello(private=late.private, public=late.public)
            await late.expect("WELCOME")
            with front.delay(0.05):
                before = front.statistics().requests
                login = asyncio.create_task(late.login())
                await front.wait_until(lambda f: f.statistics().requests > before)
                await one.done("rb2605", BUY, 3150.0, 1)
                assert (await login).error_id == 0
            rest = [await late.frame() for _ in range(6)]
            assert [(f.flow, f.sequence) for f in rest] == [(3, 1), (3, 2), (2, 1), (2, 2), (2, 3), (2, 4)]
        finally:
            await late.aclose()


@pytest.mark.parametrize(
    ("kind", "sequence", "expected"),
    [(RESTART, 0, [1, 2]), (RESUME, 1, [2]), (QUICK, 0, []), (NONE, 0, None), (UNSUBSCRIBED, 0, None)],
)
async def test_the_public_flow(front: Front, kind: int, sequence: int, expected: list[int] | None) -> None:
    async with Trader(front, public=(kind, sequence), trading_day=DAY) as one:
        first = await one.notices()
        assert [n.frame.sequence for n in first] == (expected or [])
        if kind == RESTART:
            assert [(n.name, n.record.instrument_id, n.record.exchange_id) for n in first] == [
                ("OnRtnInstrumentStatus", "m", "DCE"),
                ("OnRtnInstrumentStatus", "rb", "SHFE"),
            ]
            assert {n.record.instrument_status for n in first} == {"2"}
        front.set_status("6")
        changes = await one.notices()
        assert [n.frame.sequence for n in changes] == ([] if expected is None else [3, 4])


async def test_a_long_flow_reaches_a_slow_session(front: Front) -> None:
    count = 6000
    async with Trader(front) as one:
        for number in range(count):
            one.order("rb2605", BUY, 3150.0, 0)
            if number % 500 == 0:
                await one.notices()
        await one.notices()
        slow = Trader(front, private=(RESTART, 0))
        slow.reading.clear()
        await slow.open()
        try:
            slow.hello(private=slow.private)
            await front.wait_clients(2)
            slow.reading.set()
            await slow.expect("WELCOME")
            assert (await slow.login()).error_id == 0
            slow.reading.clear()
            # More than may wait for a client comes while it does not read.
            for number in range(count):
                one.order("rb2605", BUY, 3150.0, 0)
                if number % 500 == 0:
                    await one.notices()
            await one.notices()
            slow.reading.set()
            got = await slow.notices()
            while len(got) < 2 * count:
                got += await slow.notices()
            assert [n.frame.sequence for n in got] == list(range(1, 2 * count + 1))
        finally:
            await slow.aclose()
        assert front.statistics().cut == 0


async def test_a_new_trading_day_begins_everything_again(anyio_backend: Any) -> None:
    async with (
        Front(
            seed=1,
            speed=None,
            trading_day="20260302",
            market_start="14:59:50",
            instruments=["rb2605"],
            accounts=[Account("u", "p")],
            fill="book",
        ) as front,
        Trader(front) as one,
    ):
        await one.done("rb2605", BUY, 3150.0, 2)
        await one.done("rb2605", SELL, 3150.0, 1)
        held = front.books("u")
        assert len(held.orders) == 2 and held.account.commission > 0
        assert front.trading_day == "20260302"
        # Somebody's ticks let time pass over the end of the day.
        async with RawClient(front.md_address) as md:
            await md.ready("rb2605")
            while (await md.tick_of_days("rb2605")).trading_day == "20260302":
                pass
        today = front.books("u")
        assert front.trading_day > "20260302"
        assert today.orders == today.trades == ()
        assert not today.settlement_confirmed
        assert today.account.frozen_margin == 0
        assert {row.position_date for row in today.positions} == {"2"}
        assert {
            (row.posi_direction.value, row.yd_position, row.today_position) for row in today.positions
        } == {
            ("2", 1, 0),
            ("3", 1, 0),
        }
        # One bought and one sold at the same price: only the commission is gone.
        expected = held.account.pre_balance - held.account.commission
        assert today.account.pre_balance == pytest.approx(expected)
        # The trading session ended with its day, as at a back end's restart; the next one starts anew.
        with pytest.raises(ConnectionError):
            await one.notices()
        async with Trader(front, private=(RESTART, 0), public=(RESTART, 0), confirm=False) as again:
            assert again.login_record.trading_day == front.trading_day
            first = await again.notices()
            assert {n.name for n in first} == {"OnRtnInstrumentStatus"}
            refused = await again.done("rb2605", BUY, 3150.0, 1)
            assert {n.error_id for n in refused} == {42}
            assert [n.frame.sequence for n in refused if n.frame.flow == 2] == [1]
