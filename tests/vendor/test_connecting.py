"""Connecting on the vendor's library to what is no front, and closing in every state.

CTP's handshake is not public, so no loopback server can answer it: READY is out of reach here.
"""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio
import pytest
from peers import Peer, refusing
from wheels import VendorLibrary

import actp
from actp.errors import ClientClosedError, FrontUnreachableError, HandshakeError, UsageError

pytestmark = pytest.mark.anyio

LONG = 30.0  # a connect_timeout that a test never waits for
Backend = tuple[str, dict[str, Any]]


def run(backend: Backend, main: Callable[..., Awaitable[None]], *arguments: object) -> None:
    """A loop of the test's own, so that the test can look at what is left when the loop is gone."""
    anyio.run(main, *arguments, backend=backend[0], backend_options=backend[1])


async def expect_closed(client: actp.MdClient) -> None:
    with pytest.raises(ClientClosedError):
        await client.connect()


def spins(vendor: VendorLibrary) -> bool:
    """Before 6.7.9 a lost connection is dialled again at once, hundreds of times a second."""
    return vendor.key < (6, 7, 9)


# -- what connect() raises ------------------------------------------------------------------------


@pytest.mark.parametrize(("habit", "code"), [("close", 0x1001), ("garbage", 0x2003)])
async def test_disconnect_reason(vendor: VendorLibrary, habit: Any, code: int) -> None:
    async with Peer(habit) as peer:
        client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=1.5)
        events = client.connection_events()
        with pytest.raises(HandshakeError, match=f"0x{code:04x}") as error:
            await client.connect()
        assert error.value.code == code
        assert error.value.retriable
        assert client.state is actp.State.DISCONNECTED
        await client.close()
    seen = [event async for event in events]
    # One event a change of state, however many disconnects there were.
    assert [event.state for event in seen] == [
        actp.State.DISCONNECTED,
        actp.State.CONNECTING,
        actp.State.DISCONNECTED,
        actp.State.CLOSED,
    ]
    assert seen[2].reason.code == code


async def test_nobody_listens(vendor: VendorLibrary) -> None:
    """CTP says nothing at all; the error must not wait for connect_timeout."""
    with refusing() as address:
        client = actp.MdClient(address, library=vendor.md, connect_timeout=LONG)
        with anyio.fail_after(LONG / 2), pytest.raises(FrontUnreachableError, match="connection refused"):
            await client.connect()
        await client.close()


async def test_one_of_two_fronts_listens(vendor: VendorLibrary) -> None:
    async with Peer("silent") as peer:
        with refusing() as address:
            client = actp.MdClient(address, peer.address, library=vendor.md, connect_timeout=LONG)
            async with anyio.create_task_group() as group:
                group.start_soon(expect_closed, client)
                with anyio.fail_after(20):
                    await peer.until_received()
                await client.close()


async def test_host_does_not_resolve(vendor: VendorLibrary) -> None:
    client = actp.MdClient("tcp://no-such-host.invalid:41213", library=vendor.md, connect_timeout=LONG)
    with anyio.fail_after(LONG - 1), pytest.raises(FrontUnreachableError, match="does not resolve"):
        await client.connect()
    await client.close()


async def test_somebody_accepts_and_stays_silent(vendor: VendorLibrary) -> None:
    async with Peer("silent") as peer:
        client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=1.5)
        with pytest.raises(HandshakeError, match="did not answer CTP's handshake") as error:
            await client.connect()
        await client.close()
    assert error.value.code is None
    # The library spoke first: its version's own greeting.
    assert len(peer.received) == (71 if vendor.key < (6, 6) else 47)


async def test_ipv6(vendor: VendorLibrary) -> None:
    """tcp6:// with an address that carries brackets for everybody but CTP, which knows it from 6.5.1 on."""
    if vendor.key < (6, 5):
        pytest.skip("CTP 6.3 has no tcp6://")
    try:
        peer = await Peer("silent", "::1").__aenter__()
    except OSError as error:
        pytest.skip(f"no IPv6 loopback here: {error}")
    try:
        client = actp.MdClient(f"tcp6://[::1]:{peer.port}", library=vendor.md, connect_timeout=LONG)
        async with anyio.create_task_group() as group:
            group.start_soon(expect_closed, client)
            with anyio.fail_after(20):
                await peer.until_received()
            await client.close()
    finally:
        await peer.__aexit__(None, None, None)


async def test_connect_again_after_a_failure(vendor: VendorLibrary) -> None:
    async with Peer("silent") as peer:
        client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=0.5)
        for _ in range(3):
            with pytest.raises(HandshakeError):
                await client.connect()
            assert client.state is actp.State.DISCONNECTED
            assert client.trading_day == ""
        async with anyio.create_task_group() as group:
            group.start_soon(expect_closed, client)
            with anyio.fail_after(20):
                await peer.until_accepted(4)
            await client.close()
        with pytest.raises(ClientClosedError):
            await client.connect()


# -- close() in every state -----------------------------------------------------------------------


async def never_connected(vendor: VendorLibrary) -> None:
    await actp.MdClient("tcp://127.0.0.1:1", library=vendor.md).close()


async def connecting_refused(vendor: VendorLibrary) -> None:
    with refusing() as address:
        client = actp.MdClient(address, library=vendor.md, connect_timeout=LONG)
        async with anyio.create_task_group() as group:
            group.start_soon(expect_closed, client)
            await client.wait_for(actp.State.CONNECTING, timeout=10)
            await client.close()


async def no_handshake(vendor: VendorLibrary) -> None:
    async with Peer("silent") as peer:
        client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=LONG)
        async with anyio.create_task_group() as group:
            group.start_soon(expect_closed, client)
            with anyio.fail_after(20):
                await peer.until_received()
            await client.close()


async def storm(vendor: VendorLibrary) -> None:
    async with Peer("close") as peer:
        client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=LONG)
        async with anyio.create_task_group() as group:
            group.start_soon(expect_closed, client)
            with anyio.fail_after(25):
                await peer.until_accepted(500 if spins(vendor) else 3)
            assert client.state is actp.State.CONNECTING
            await client.close()


async def after_failed_connect(vendor: VendorLibrary) -> None:
    async with Peer("garbage") as peer:
        client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=0.3)
        with pytest.raises(HandshakeError):
            await client.connect()
        await client.close()
        await client.close()


async def unresolvable(vendor: VendorLibrary) -> None:
    client = actp.MdClient("tcp://no-such-host.invalid:1", library=vendor.md, connect_timeout=LONG)
    async with anyio.create_task_group() as group:
        group.start_soon(expect_closed, client)
        await client.wait_for(actp.State.CONNECTING, timeout=10)
        await client.close()


@pytest.mark.parametrize(
    "situation",
    [never_connected, connecting_refused, no_handshake, storm, after_failed_connect, unresolvable],
    ids=lambda situation: situation.__name__,
)
@pytest.mark.usefixtures("nothing_left")
def test_close_leaves_nothing(
    vendor: VendorLibrary,
    anyio_backend: Backend,
    situation: Callable[[VendorLibrary], Awaitable[None]],
) -> None:
    run(anyio_backend, situation, vendor)


# -- cancellation, many clients, threads ----------------------------------------------------------


@pytest.mark.usefixtures("nothing_left")
def test_cancelled_connects(vendor: VendorLibrary, anyio_backend: Backend) -> None:
    """A connect() that is cancelled anywhere between loading and the handshake leaves a working library."""

    async def main() -> None:
        moments = random.Random(1)
        async with Peer("silent") as peer:
            for _ in range(40):
                client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=LONG)
                with anyio.move_on_after(moments.uniform(0, 0.02)) as scope:
                    await client.connect()
                assert scope.cancelled_caught
                assert client.state is actp.State.DISCONNECTED
                await client.close()
        await no_handshake(vendor)

    run(anyio_backend, main)


@pytest.mark.usefixtures("nothing_left")
def test_many_clients_at_once(vendor: VendorLibrary, anyio_backend: Backend) -> None:
    async def one(address: str) -> None:
        client = actp.MdClient(address, library=vendor.md, connect_timeout=2)
        with pytest.raises((HandshakeError, FrontUnreachableError)):
            await client.connect()
        await client.close()

    async def main() -> None:
        async with Peer("silent") as silent, Peer("garbage") as garbage:
            with refusing() as address:
                async with anyio.create_task_group() as group:
                    for _ in range(7):
                        for front in (silent.address, garbage.address, address):
                            group.start_soon(one, front)

    run(anyio_backend, main)


@pytest.mark.usefixtures("nothing_left")
def test_clients_on_loops_of_their_own(vendor: VendorLibrary, anyio_backend: Backend) -> None:
    """Create, Init and Release from eight threads at once; CTP wants them one after the other."""

    def thread() -> None:
        for _ in range(3):
            run(anyio_backend, no_handshake, vendor)

    with ThreadPoolExecutor(8) as threads:
        for outcome in [threads.submit(thread) for _ in range(8)]:
            outcome.result(60)


# -- calls at the wrong moment --------------------------------------------------------------------


async def test_calls_while_connecting_and_after_close(vendor: VendorLibrary) -> None:
    """None of them reaches the library's object in a state it cannot bear."""
    async with Peer("silent") as peer:
        client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=LONG)
        async with anyio.create_task_group() as group:
            group.start_soon(expect_closed, client)
            with anyio.fail_after(20):
                await peer.until_received()
            with pytest.raises(UsageError, match="it is called once"):
                await client.connect()
            await client.subscribe("rb2610")
            assert client.subscriptions == {"rb2610"}
            with pytest.raises(actp.errors.ConnectionLost):
                await client.query_multicast_instrument(topic_id=1)
            assert client.trading_day in ("", "19800100")
            assert client.dropped_ticks == 0
            await client.close()
    assert client.trading_day == ""
    for call in (client.connect, lambda: client.subscribe("rb2610"), client.query_multicast_instrument):
        with pytest.raises(ClientClosedError):
            await call()
    with pytest.raises(ClientClosedError):
        client.ticks()


@pytest.mark.usefixtures("nothing_left")
def test_close_from_a_consumer_of_its_events(vendor: VendorLibrary, anyio_backend: Backend) -> None:
    """Release inside a callback kills the process; a consumer runs on the loop instead."""

    async def main() -> None:
        async with Peer("close") as peer:
            client = actp.MdClient(peer.address, library=vendor.md, connect_timeout=LONG)
            events = client.connection_events()

            async def consume() -> None:
                async for event in events:
                    if event.state is actp.State.CONNECTING:
                        await peer.until_accepted(2)
                        await client.close()

            async with anyio.create_task_group() as group:
                group.start_soon(consume)
                group.start_soon(expect_closed, client)

    run(anyio_backend, main)
