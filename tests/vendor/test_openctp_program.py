"""Unmodified programs for openctp-ctp (SWIG) run against `actp.sim.Front`, once the vendor's library files
inside the package are replaced by the simulated ones."""

from __future__ import annotations

import asyncio
import math
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
import pytest
from wheels import Unavailable, gb18030_locale

import actp
from actp.connection.library import simulated_library

pytestmark = pytest.mark.anyio

PROGRAM = Path(__file__).with_name("openctp_program.py")
TRADING_PROGRAM = Path(__file__).with_name("openctp_trading_program.py")


@pytest.fixture
def package(openctp_package: Path, tmp_path: Path) -> Path:
    """The package with the vendor's libraries exchanged, under the same hashed names."""
    copy = tmp_path / "site"
    shutil.copytree(openctp_package, copy, ignore=shutil.ignore_patterns("*thost*_se*", "__pycache__"))
    for kind, stem in (("md", "libthostmduserapi_se"), ("trader", "libthosttraderapi_se")):
        (vendors,) = (openctp_package / "openctp_ctp.libs").glob(f"{stem}-*.so")
        library = simulated_library("md" if kind == "md" else "trader", "6.7.11")
        shutil.copy(library, copy / "openctp_ctp.libs" / vendors.name)
    return copy


@pytest.fixture(scope="session")
def locales() -> Path | None:
    try:
        return gb18030_locale()
    except Unavailable as reason:
        pytest.skip(str(reason))


@asynccontextmanager
async def started(
    package: Path, locales: Path | None, folder: Path, *arguments: str, program: Path = PROGRAM
) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = os.environ | {"PYTHONPATH": str(package), "PYTHONIOENCODING": "utf-8"}
    if locales is not None:
        environment["LOCPATH"] = str(locales)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(program),
        *arguments,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def lines(process: asyncio.subprocess.Process, until: str) -> list[str]:
    """What the program prints, up to the line that begins with `until` or its end."""
    assert process.stdout is not None
    read: list[str] = []
    while line := (await process.stdout.readline()).decode():
        read.append(line.rstrip())
        if line.startswith(until):
            break
    return read


@pytest.mark.parametrize("end", ["release", "join"])
async def test_ticks_are_printed(package: Path, locales: Path | None, tmp_path: Path, end: str) -> None:
    wanted = 8
    async with (
        actp.sim.Front(seed=3, speed=20.0, wait_for="any") as front,
        anyio.create_task_group() as group,
    ):
        instrument = next(iter(front.instruments))
        seen: dict[tuple[str, int], actp.records.Tick] = {}

        async def watch(md: actp.MdClient) -> None:
            async for tick in md.ticks(instrument):
                seen[tick.update_time, tick.update_millisec] = tick

        async with actp.MdClient(front.md_address) as md:
            group.start_soon(watch, md)
            address = front.md_address.replace("sim://", "tcp://")
            with anyio.fail_after(50):
                async with started(
                    package, locales, tmp_path, address, instrument, str(wanted), end
                ) as process:
                    printed = await lines(process, "released") if end == "release" else []
                    while sum(line.startswith("tick") for line in printed) < wanted:
                        read = await lines(process, "tick")
                        assert read, f"the program ended: {printed}"
                        printed += read
                    if end == "join":
                        process.terminate()
                    # Join is left by a signal, as ever; Release by returning.
                    assert await process.wait() == (0 if end == "release" else -15), printed
            # The first printed tick is the snapshot of the subscription's moment: perhaps nobody else's.
            _, _, time, millisec, *_ = [line for line in printed if line.startswith("tick")][-1].split()
            with anyio.fail_after(20):
                while (time, int(millisec)) not in seen:
                    await anyio.sleep(0.01)
        group.cancel_scope.cancel()
    assert printed[:4] == [
        "version v6.7.11_actp simulated",
        "OnFrontConnected",
        f"OnRspUserLogin 0 {front.trading_day}",
        f"OnRspSubMarketData {instrument}",
    ]
    ticks = [line.split()[1:] for line in printed if line.startswith("tick")]
    assert len(ticks) == wanted
    compared = 0
    for name, time, millisec, price, volume, bid, ask in ticks:
        assert name == instrument
        if tick := seen.get((time, int(millisec))):
            compared += 1
            assert int(volume) == tick.volume
            for shown, actual in ((price, tick.last_price), (bid, tick.bid_price1), (ask, tick.ask_price1)):
                # "No value" is CTP's DBL_MAX there and nan here.
                assert math.isnan(actual) if float(shown) == sys.float_info.max else float(shown) == actual
    assert compared >= wanted - 1
    volumes = [int(tick[4]) for tick in ticks]
    assert volumes == sorted(volumes)


async def test_a_refused_login_in_chinese(package: Path, locales: Path | None, tmp_path: Path) -> None:
    async with actp.sim.Front(seed=3) as front:
        with front.refuse_login(3, text="CTP:不合法的登录"), anyio.fail_after(50):
            address = front.md_address.replace("sim://", "tcp://")
            async with started(package, locales, tmp_path, address, "rb2610", "1", "release") as process:
                printed = await lines(process, "released")
                assert await process.wait() == 0, printed
    assert printed[2:] == ["OnRspUserLogin 3 CTP:不合法的登录", "released"]


async def test_queries_orders_and_cancels(package: Path, locales: Path | None, tmp_path: Path) -> None:
    account = actp.sim.Account("tester", "secret", app_id="client_test_1.0", auth_code="0" * 16)
    async with actp.sim.Front(seed=3, speed=0.01, accounts=[account], instruments=["rb2701"]) as front:
        address = front.trader_address.replace("sim://", "tcp://")
        arguments = (address, "rb2701", "SHFE")
        with anyio.fail_after(50):
            async with started(package, locales, tmp_path, *arguments, program=TRADING_PROGRAM) as process:
                printed = await lines(process, "released")
                assert await process.wait() == 0, printed
        books = front.books("tester")
        confirmed = front.trading_day
    assert [order.order_status for order in books.orders] == ["5", "0"]
    cancelled, traded = (order.order_ref for order in books.orders)
    trades = [trade.volume for trade in books.trades]
    quote = next(line for line in printed if line.startswith("DepthMarketData"))
    assert confirmed in printed[3]
    assert printed == [
        "version v6.7.11_actp simulated",
        "OnFrontConnected",
        "OnRspAuthenticate 0",
        f"OnRspUserLogin 0 {confirmed}",
        printed[4],
        "Instrument: rb2701 SHFE 10",
        "TradingAccount: tester 1000000.00",
        "InvestorPosition:",
        quote,
        "cancelled a335",
        "traded aa0",
        "too late 26 CTP:报单已全成交或已撤销，不能再撤",
        "refused 51 CTP:平昨仓位不足",
        "InvestorPosition: rb2701 2 2",
        f"Order: {cancelled} 5 0; {traded} 0 2",
        "Trade: " + "; ".join(f"{traded} {volume}" for volume in trades),
        "released",
    ]
    assert printed[4].startswith("OnRspSettlementInfoConfirm 20")
