"""Names of more than 30 bytes, which CTP before 6.5.1 has no room for: whole, or not told at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from rawclient import RawClient
from simdata import row, write_csv
from trader import BUY, Trader

from actp.sim import Front, InstrumentInfo

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

LONG = "STG m2609-MS-P-2800&m2609-MS-C-2900"
OTHER = "STG m2609-MS-P-2800&m2609-MS-C-2950"
OLD, NEW = ["6.3.15", "6.3.19"], ["6.5.1", "6.7.2", "6.7.13"]


def front_of(tmp_path: Path) -> Front:
    rows = [row(name, f"09:00:0{n}") for n in range(3) for name in (LONG, "m2609", OTHER)]
    given = [InstrumentInfo(name, "DCE", name, 10, 0.5, 0.9, 100.0) for name in (LONG, OTHER)]
    return Front(write_csv(tmp_path / "a.csv", rows), speed=None, instruments=given)


@pytest.mark.parametrize("version", NEW)
async def test_whole_where_there_is_room(tmp_path: Path, version: str) -> None:
    async with front_of(tmp_path) as front, RawClient(front.md_address, version=version) as client:
        await client.handshake()
        await client.login()
        answers = await client.subscribe(LONG, OTHER)
        assert [(client.record(a).instrument_id, a.error_id) for a in answers] == [(LONG, 0), (OTHER, 0)]
        assert {(await client.tick()).instrument_id for _ in range(6)} == {LONG, OTHER}
        async with Trader(front, version=version, public=(0, 0)) as trader:
            for query in ("Instrument", "DepthMarketData"):
                assert {r.instrument_id for r in await trader.query(query)} == {LONG, OTHER, "m2609"}


@pytest.mark.parametrize("version", OLD)
async def test_refused_or_left_out_where_there_is_none(tmp_path: Path, version: str) -> None:
    async with front_of(tmp_path) as front, RawClient(front.md_address, version=version) as client:
        await client.handshake()
        await client.login()
        answers = await client.subscribe("m2609", LONG, OTHER)
        assert [answer.error_id for answer in answers] == [0, 16, 16]
        assert front.clients[0].subscriptions == {"m2609"}
        assert {(await client.tick()).instrument_id for _ in range(3)} == {"m2609"}
        # Nothing of another session's orders either, and the flow goes on behind them.
        async with Trader(front, version=version) as old, Trader(front) as new:
            for query in ("Instrument", "DepthMarketData"):
                assert {r.instrument_id for r in await old.query(query)} == {"m2609"}
            assert len(await new.done(LONG, BUY, 100.0, 1, exchange_id="DCE")) == 2
            assert await old.notices() == []
            assert await old.query("Order") == []
            assert [r.instrument_id for r in await new.query("Order")] == [LONG]
            await new.done("m2609", BUY, 3000.0, 1, exchange_id="DCE")
            assert {notice.record.instrument_id for notice in await old.notices()} == {"m2609"}
