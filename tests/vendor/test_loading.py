"""The vendor's library is found, opened and matched to its description, version by version."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import anyio
import pytest
from peers import Peer, refusing
from wheels import VendorLibrary

import actp
from actp.connection.library import find_library, open_library, simulated_library
from actp.errors import FrontUnreachableError, HandshakeError, LibraryError

pytestmark = pytest.mark.anyio


async def test_version_is_reported(vendor: VendorLibrary) -> None:
    with refusing() as address:
        client = actp.MdClient(address, library=vendor.folder)
        assert client.api_version is None
        assert client.library_version is None
        with pytest.raises(FrontUnreachableError):
            await client.connect()
        await client.close()
    assert client.api_version == vendor.version
    assert client.library_version is not None
    assert re.fullmatch(rf"v?{re.escape(vendor.version)}_(P1_)?\d{{8}}.*\S", client.library_version)


def test_both_kinds_open(vendor: VendorLibrary) -> None:
    md, trader = open_library("md", vendor.md), open_library("trader", vendor.trader)
    assert md.version == trader.version == vendor.version
    assert open_library("md", vendor.md) is md


def test_factory_form(vendor: VendorLibrary) -> None:
    """Up to 6.7.10 the factory takes no production flag; both forms have to be found."""
    exported = vendor.md.read_bytes()
    newer = b"_ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKcbbb\0" in exported
    older = b"_ZN15CThostFtdcMdApi15CreateFtdcMdApiEPKcbb\0" in exported
    assert (older, newer) == ((False, True) if vendor.key >= (6, 7, 11) else (True, False))
    assert open_library("md", vendor.md).native.has_factory


@pytest.mark.parametrize("production_mode", [True, False])
async def test_production_flag_is_passed_to_either_factory(
    vendor: VendorLibrary, production_mode: bool
) -> None:
    async with Peer("silent") as peer:
        client = actp.MdClient(
            peer.address, library=vendor.md, production_mode=production_mode, connect_timeout=30
        )
        async with anyio.create_task_group() as group:
            group.start_soon(_closed_while_connecting, client)
            with anyio.fail_after(20):
                await peer.until_received()
            await client.close()
    assert peer.received.startswith(b"\x00\x06\x00\x00")


async def _closed_while_connecting(client: actp.MdClient) -> None:
    with pytest.raises(actp.errors.ClientClosedError):
        await client.connect()


async def test_trading_library_for_market_data(vendor: VendorLibrary) -> None:
    with refusing() as address:
        client = actp.MdClient(address, library=vendor.trader)
        with pytest.raises(LibraryError, match="is CTP's trading library, but the market-data library"):
            await client.connect()
        await client.close()
    with pytest.raises(LibraryError, match="is CTP's market-data library, but the trading library"):
        open_library("trader", vendor.md)


def test_folder_with_one_kind_only(vendor: VendorLibrary, tmp_path: Path) -> None:
    shutil.copy(vendor.trader, tmp_path)
    with pytest.raises(LibraryError, match=r"the folder has no libthostmduserapi_se\.so"):
        find_library("md", tmp_path)
    assert find_library("trader", tmp_path).name == vendor.trader.name


def test_folder_with_several(oldest: VendorLibrary, newest: VendorLibrary, tmp_path: Path) -> None:
    shutil.copy(oldest.md, tmp_path)
    shutil.copy(newest.md, tmp_path)
    with pytest.raises(LibraryError, match="several libraries fit") as error:
        find_library("md", tmp_path)
    assert oldest.md.name in str(error.value)
    assert newest.md.name in str(error.value)
    named = tmp_path / "libthostmduserapi_se.so"
    shutil.copy(newest.md, named)
    assert find_library("md", tmp_path) == named.resolve()


async def test_environment_names_the_library(vendor: VendorLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACTP_CTP_LIBRARY", str(vendor.folder))
    with refusing() as address:
        client = actp.MdClient(address)
        with pytest.raises(FrontUnreachableError):
            await client.connect()
        await client.close()
    assert client.api_version == vendor.version


def test_openctp_package_is_found(newest: VendorLibrary, tmp_path: Path) -> None:
    """As pip installs it: a dist-info folder and openctp_ctp.libs beside it."""
    info = tmp_path / "openctp_ctp-6.7.11.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: openctp-ctp\nVersion: 6.7.11.0\n")
    shutil.copytree(newest.folder, tmp_path / "openctp_ctp.libs")
    code = (
        "from actp.connection.library import *; p = find_library('md'); "
        "print(open_library('md', p).version, p)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        # An editable installation of actp builds at import and needs its tools on the path.
        env={"PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["6.7.11", str((tmp_path / "openctp_ctp.libs" / newest.md.name).resolve())]


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_file_cut_short(newest: VendorLibrary, tmp_path: Path, share: float) -> None:
    """The loader would map what is not there: SIGBUS."""
    whole = newest.md.read_bytes()
    cut = tmp_path / "libthostmduserapi_se.so"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(LibraryError, match="is cut short"):
        open_library("md", cut)


async def test_two_versions_at_once(oldest: VendorLibrary, newest: VendorLibrary) -> None:
    """Each speaks its own handshake: 71 bytes in 6.3.15, 47 in 6.7.11."""
    async with Peer("silent") as one, Peer("silent") as other, anyio.create_task_group() as group:
        old = actp.MdClient(one.address, library=oldest.md, connect_timeout=30)
        new = actp.MdClient(other.address, library=newest.md, connect_timeout=30)
        group.start_soon(_closed_while_connecting, old)
        group.start_soon(_closed_while_connecting, new)
        with anyio.fail_after(20):
            await one.until_received(71)
            await other.until_received()
        assert (old.api_version, new.api_version) == ("6.3.15", "6.7.11")
        await old.close()
        await new.close()
    assert (len(one.received), len(other.received)) == (71, 47)


async def test_real_and_simulated_at_once(newest: VendorLibrary) -> None:
    """Same version, same symbols, two libraries; the simulated one still ticks beside the real one."""
    async with actp.sim.Front(seed=1, speed=10.0) as front, Peer("silent") as peer:
        real = actp.MdClient(peer.address, library=newest.md, connect_timeout=30)
        async with anyio.create_task_group() as group:
            group.start_soon(_closed_while_connecting, real)
            with anyio.fail_after(20):
                await peer.until_received()
                async with actp.MdClient(f"{front.md_address}?api=6.7.11") as md:
                    await md.subscribe(next(iter(front.instruments)))
                    async for tick in md.ticks():
                        assert tick.instrument_id
                        break
                    assert md.api_version == real.api_version == "6.7.11"
                    assert real.state is actp.State.CONNECTING
            await real.close()


async def test_real_library_at_a_simulated_front(vendor: VendorLibrary) -> None:
    """Only the simulated library speaks the simulated front's protocol; the mistake must be told in time."""
    async with actp.sim.Front(seed=1) as front:
        address = front.md_address.replace("sim://", "tcp://")
        client = actp.MdClient(address, library=vendor.md, connect_timeout=2)
        with pytest.raises(HandshakeError, match="handshake"):
            await client.connect()
        await client.close()


async def test_simulated_library_by_path() -> None:
    async with actp.sim.Front(seed=1) as front:
        address = front.md_address.replace("sim://", "tcp://")
        async with actp.MdClient(address, library=simulated_library("md", "6.6.9")) as md:
            assert md.api_version == "6.6.9"
