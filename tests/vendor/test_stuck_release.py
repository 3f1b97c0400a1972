"""A peer can make a thread of the vendor's library spin, and Release waits for it for ten seconds and more:
connect() and close() keep their time all the same, and the Release goes on behind them."""

from __future__ import annotations

import asyncio

import pytest
from peers import Peer
from wheels import VendorLibrary

import actp
from actp import State

pytestmark = pytest.mark.anyio

LIMIT = 1.5


def make(kind: str, vendor: VendorLibrary, address: str) -> actp.MdClient | actp.TraderClient:
    if kind == "md":
        return actp.MdClient(address, library=vendor.md, connect_timeout=LIMIT)
    return actp.TraderClient(
        address, library=vendor.trader, connect_timeout=LIMIT, broker_id="9999", user_id="u", password="p"
    )


@pytest.mark.parametrize(("kind", "spoiled"), [("md", 15), ("trader", 11), ("trader", 15)])
async def test_connect_keeps_its_time(
    newest: VendorLibrary,
    kind: str,
    spoiled: int,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    loop = asyncio.get_running_loop()
    async with Peer("echo", spoiled=spoiled) as peer:
        client = make(kind, newest, peer.address)
        began = loop.time()
        with pytest.raises(actp.ActpError):
            await client.connect()
        assert loop.time() - began < LIMIT + 2
        assert client.state is State.DISCONNECTED
        began = loop.time()
        await client.close()
        assert loop.time() - began < 8
        assert client.state is State.CLOSED
    reports = [r for r in caplog.records if "Release has not come back" in r.getMessage()]
    assert len(reports) <= 1
