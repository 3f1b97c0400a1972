"""The vendor's trading library, connected to what is no front: what TraderClient tells of it, and closing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import anyio
import pytest
from peers import Peer, refusing
from wheels import VendorLibrary

import actp
from actp.errors import ClientClosedError, FrontUnreachableError, HandshakeError

pytestmark = pytest.mark.anyio


def trader(vendor: VendorLibrary, address: str, flow: Path, timeout: float = 30) -> actp.TraderClient:
    return actp.TraderClient(
        address,
        broker_id="9999",
        user_id="u",
        password="p",
        app_id="app",
        auth_code="code",
        library=vendor.trader,
        flow_path=flow,
        connect_timeout=timeout,
    )


@pytest.mark.parametrize(("habit", "code"), [("close", 0x1001), ("garbage", 0x2003)])
async def test_disconnect_reason(vendor: VendorLibrary, tmp_path: Path, habit: Any, code: int) -> None:
    async with Peer(habit) as peer:
        client = trader(vendor, peer.address, tmp_path, 1.5)
        with pytest.raises(HandshakeError, match=f"0x{code:04x}") as error:
            await client.connect()
        assert error.value.code == code
        assert client.api_version == vendor.version
        await client.close()


async def test_nobody_listens(vendor: VendorLibrary, tmp_path: Path) -> None:
    with refusing() as address:
        client = trader(vendor, address, tmp_path)
        with anyio.fail_after(15), pytest.raises(FrontUnreachableError, match="connection refused"):
            await client.connect()
        await client.close()


def test_close_without_a_handshake_leaves_nothing(
    vendor: VendorLibrary, anyio_backend: tuple[str, dict[str, Any]], tmp_path: Path, nothing_left: None
) -> None:
    greeting = 71 if vendor.key < (6, 6) else 47

    async def main() -> None:
        async with Peer("silent") as peer, anyio.create_task_group() as group:
            client = trader(vendor, peer.address, tmp_path)

            async def connect() -> None:
                with pytest.raises(ClientClosedError):
                    await client.connect()

            group.start_soon(connect)
            with anyio.fail_after(20):
                await peer.until_received(greeting)
            await client.close()
            assert len(peer.received) == greeting

    anyio.run(main, backend=anyio_backend[0], backend_options=anyio_backend[1])
