"""Fixtures of the tests on the vendor's own libraries.

By default the oldest and the newest release of openctp-ctp are tested, with ACTP_TEST_VENDOR=all every one
and ctpwrapper's 6.7.9_P1 and 6.7.13, with CTP versions or releases between commas those. Where a package
cannot be had the tests skip and say why; with CI set they fail.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import anyio
import pytest

import actp
from actp.connection.lifecycle_lock import lifecycle

sys.path.insert(0, str(Path(__file__).resolve().parent))

from peers import refusing
from wheels import ALL, NEWEST, OLDEST, Unavailable, VendorLibrary, fetch, installed_package, release_of

WANTED = os.environ.get("ACTP_TEST_VENDOR", f"{OLDEST},{NEWEST}")
TESTED = ALL if WANTED == "all" else [release_of(name) for name in WANTED.split(",")]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.vendor)
            item.add_marker(pytest.mark.timeout(360 if len(TESTED) > 2 else 120))


def _get(release: str) -> VendorLibrary:
    found = fetch(release)
    if isinstance(found, str):
        unavailable(found)
    return found


def unavailable(found: str) -> NoReturn:
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        pytest.fail(f"the vendor's library is not available: {found}")
    pytest.skip(f"the vendor's library is not available: {found}")


@pytest.fixture(scope="session", params=TESTED)
def vendor(request: pytest.FixtureRequest) -> VendorLibrary:
    """The vendor's libraries of a version that actp describes."""
    return _get(request.param)


@pytest.fixture(scope="session")
def oldest() -> VendorLibrary:
    return _get(OLDEST)


@pytest.fixture(scope="session")
def newest() -> VendorLibrary:
    return _get(NEWEST)


@pytest.fixture(scope="session")
def openctp_package() -> Path:
    """openctp-ctp 6.7.11.0 as pip installs it."""
    try:
        return installed_package(NEWEST)
    except Unavailable as reason:
        unavailable(str(reason))


@pytest.fixture(scope="session", params=["real", "simulated"])
def md_library(request: pytest.FixtureRequest) -> Path:
    """The market-data library of 6.7.11: the vendor's, and actp's own. Guards stand in front of both."""
    if request.param == "real":
        return _get(NEWEST).md
    from actp.connection.library import simulated_library

    return simulated_library("md", "6.7.11")


@pytest.fixture(scope="session")
def used() -> set[tuple[str, bool]]:
    """Which libraries have been used in this process, on which loop: `(version, uvloop)`."""
    return set()


@pytest.fixture
def nothing_left(
    vendor: VendorLibrary,
    used: set[tuple[str, bool]],
    anyio_backend: tuple[str, dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """The test leaves no thread, descriptor or native block, counted after a first use: uvloop keeps a pool
    of threads for names, the library its code.

    In 6.3.15 and 6.3.19 one Release of some hundreds hangs for good when it follows Init within
    milliseconds. There the tests show that close() comes back all the same, and nothing is counted.
    """

    async def once() -> None:
        await asyncio.get_running_loop().getaddrinfo("localhost", 1)
        with refusing() as address:
            client = actp.MdClient(address, library=vendor.md)
            with pytest.raises(actp.errors.FrontUnreachableError):
                await client.connect()
            await client.close()

    first = (vendor.release, bool(anyio_backend[1]["use_uvloop"]))
    if first not in used:
        anyio.run(once, backend=anyio_backend[0], backend_options=anyio_backend[1])
        used.add(first)
    if vendor.key < (6, 5):
        monkeypatch.setattr(lifecycle, "timeout", 2.0)
    else:
        request.getfixturevalue("no_leaks")


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run_python() -> Run:
    """Runs a script of this folder in a process of its own, which may die."""

    def run(script: str, *arguments: object, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-X", "dev", "-W", "error", str(Path(__file__).parent / script)]
        return subprocess.run(
            command + [str(argument) for argument in arguments],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
        )

    return run
