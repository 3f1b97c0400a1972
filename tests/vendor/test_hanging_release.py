"""CTP's Release can hang. A client that meets that still closes, and the others go on."""

from __future__ import annotations

import gc
from typing import Any

import anyio
import pytest
from peers import Peer
from wheels import VendorLibrary

import actp
from actp.connection.lifecycle_lock import lifecycle
from actp.errors import ClientClosedError


@pytest.mark.usefixtures("nothing_left")
def test_release_behind_a_silent_proxy(
    vendor: VendorLibrary,
    anyio_backend: tuple[str, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The library dials a proxy on the thread that Release waits for, and waits for its answer."""
    monkeypatch.setattr(lifecycle, "timeout", 1.0)
    before = actp._core.native_blocks()["instances"]  # 6.3 may have left some behind in other tests

    async def connecting(client: actp.MdClient) -> None:
        with pytest.raises(ClientClosedError):
            await client.connect()

    async def main() -> None:
        async with Peer("silent") as other, anyio.create_task_group() as group:
            async with Peer("silent") as proxy:
                address = f"socks5://127.0.0.1:1/127.0.0.1:{proxy.port}"
                stuck = actp.MdClient(address, library=vendor.md, connect_timeout=30)
                group.start_soon(connecting, stuck)
                with anyio.fail_after(20):
                    await proxy.until_received(3)
                    assert proxy.received == b"\x05\x01\x00"
                    await stuck.close()
                assert stuck.state is actp.State.CLOSED
                assert "Release has not come back" in caplog.text
                client = actp.MdClient(other.address, library=vendor.md, connect_timeout=30)
                group.start_soon(connecting, client)
                with anyio.fail_after(20):
                    await other.until_received()
                    await client.close()
            if vendor.key < (6, 5):
                return  # there the second client's Release may hang as well, at random and for good
            # The proxy is gone, so the library's thread goes on, and Release comes back after all.
            with anyio.fail_after(20):
                while actp._core.native_blocks()["instances"] > before:
                    gc.collect()  # a cycle of frames may hold the object
                    await anyio.sleep(0.05)

    anyio.run(main, backend=anyio_backend[0], backend_options=anyio_backend[1])
