"""The front and the simulated CTP library, together as a program meets them."""

from __future__ import annotations

import csv
import gzip
from math import isnan
from pathlib import Path

import anyio
import pytest
from simdata import row, write_csv

import actp
from actp.ctp.description import snake_case
from actp.sim import Front, Times

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

LOGIN = {"broker_id": "9999", "user_id": "u", "password": "p"}


@pytest.fixture
def flows(tmp_path: Path) -> Path:
    return tmp_path / "flow"


async def test_a_recorded_day_reaches_a_consumer_whole(recorded_days: list[Path], flows: Path) -> None:
    with gzip.open(recorded_days[0], "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    async with (
        Front(recorded_days[0], speed=None) as front,
        actp.MdClient(front.md_address, **LOGIN, flow_path=flows) as md,
    ):
        stream = md.ticks("AP010")
        for expected in rows:
            tick = await anext(stream)
            for column, cell in expected.items():
                value = tick[column]
                if cell == "N/A":
                    assert isnan(value), column
                else:
                    assert value == type(value)(cell), column
                assert value is tick[column] or value == getattr(tick, snake_case(column)) or isnan(value)
        await stream.aclose()


async def test_a_cut_connection_comes_back_and_ticks_go_on(tmp_path: Path, flows: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [row("x", "09:00:00")])
    async with (
        Front(path, speed=None, times=Times.fast()) as front,
        actp.MdClient(front.md_address, **LOGIN, flow_path=flows) as md,
    ):
        stream = md.ticks("x")
        assert (await anext(stream)).update_time == "09:00:00"
        for turn, fault in enumerate((front.disconnect, front.garbage), 1):
            await fault()
            await front.wait_clients(logged_in=True)
            await front.wait_for_subscription("x")
            # The snapshot that every new subscription gets, and a new tick.
            await front.push_tick(instrument_id="x", volume=turn)
            while (await anext(stream)).volume != turn:
                pass
        await stream.aclose()


async def test_silence_ends_in_a_reconnect(flows: Path) -> None:
    async with (
        Front(seed=1, times=Times.fast()) as front,
        actp.MdClient(front.md_address, **LOGIN, flow_path=flows) as md,
        md.connection_events() as events,
    ):
        seen = [(await anext(events)).state]
        with front.silence():
            while seen[-1] is actp.State.READY:
                event = await anext(events)
                seen.append(event.state)
        assert seen[-1] is actp.State.RECONNECTING
        with anyio.fail_after(60):
            await md.wait_for(actp.State.READY)


@pytest.mark.parametrize("error_id", [3, 12, 60])
async def test_a_refused_login_is_known_to_the_client(flows: Path, error_id: int) -> None:
    async with Front(seed=1, times=Times.fast()) as front:
        client = actp.MdClient(front.md_address, **LOGIN, flow_path=flows, connect_timeout=2.0)
        with front.refuse_login(error_id), pytest.raises(actp.ActpError):
            await client.connect()
        await client.close()


async def test_the_simulated_market_reaches_a_consumer(flows: Path) -> None:
    async with (
        Front(seed=1, speed=20.0, instruments=["rb2610", "SR609"], trading_day="20260302") as front,
        actp.MdClient(front.md_address, **LOGIN, flow_path=flows) as md,
    ):
        stream = md.ticks("rb2610", "SR609")
        seen = [(await anext(stream)).instrument_id for _ in range(20)]
        assert {"rb2610", "SR609"} == set(seen)
        assert md.trading_day == "20260302"
        await stream.aclose()
