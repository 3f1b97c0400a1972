"""Every async test here runs on asyncio's own loop and on uvloop."""

from __future__ import annotations

import fcntl
import gc
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import anyio.pytest_plugin
import pytest

if TYPE_CHECKING:
    from ctpdriver import Driver

# Its Python side is beside the tests that are all about it.
sys.path.insert(0, str(Path(__file__).resolve().parent / "native"))

pytest_plugins = ["pytester"]


# anyio's plugin sets sniffio's context variable, which callbacks of the loop inherit. asyncio.run() and
# pytest-asyncio do not set it, and anyio then works in tasks only; the tests are to run under that condition.
# Releases of anyio before 4.14 start tasks without asking sniffio, and have no such function.
if hasattr(anyio.pytest_plugin, "set_current_async_library"):
    anyio.pytest_plugin.set_current_async_library = lambda name: None  # type: ignore[attr-defined]


@pytest.fixture(params=[False, True], ids=["asyncio", "uvloop"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    if request.param:
        pytest.importorskip("uvloop")
    return "asyncio", {"use_uvloop": request.param}


@pytest.fixture
def front_options() -> dict[str, Any]:
    """A day on which the contracts that tests name are listed, whatever the date is."""
    from actp.sim import default_instruments

    day = "20260915"
    return {"trading_day": day, "instruments": [*default_instruments(day), "cu2612", "rb2705"]}


class Resources:
    """What a test must leave as it found it: threads, file descriptors, native blocks."""

    def __init__(self) -> None:
        from actp import _core

        gc.collect()
        self.threads = {t.name for t in threading.enumerate()}
        self.tasks = len(os.listdir("/proc/self/task"))
        self.descriptors = len(os.listdir("/proc/self/fd"))
        blocks = _core.native_blocks()
        self.blocks = {kind: blocks[kind] for kind in ("chunks", "instances", "shims")}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Resources) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Resources({vars(self)})"


@pytest.fixture
def no_leaks() -> Iterator[None]:
    """Fails a test that leaves a thread, a descriptor or a native block behind. For sync tests that run
    their own loop: a loop of the test's runner would count as a leak."""
    if importlib.util.find_spec("uvloop"):
        # uvloop opens what it keeps for the whole process at its first loop.
        anyio.run(anyio.sleep, 0, backend_options={"use_uvloop": True})
    before = Resources()
    yield
    after = Resources()
    assert after == before


# -- the driver: a C++ program that knows CTP's interface only --------------------------------------


@pytest.fixture(scope="session")
def libraries() -> Path:
    """The folder of the simulated libraries: `ACTP_SIM_DIRECTORY`, else that of the installed package."""
    if chosen := os.environ.get("ACTP_SIM_DIRECTORY"):
        return Path(chosen).resolve()
    from importlib.resources import files

    assert importlib.util.find_spec("actp") is not None, "install actp or set ACTP_SIM_DIRECTORY"
    # An editable install keeps each file at its own place in the build folder: ask for one of them.
    found = files("actp").joinpath("_sim").joinpath("libthostmduserapi_se-6.7.11.so")
    assert isinstance(found, Path), f"the simulated libraries are not files: {found!r}"
    return found.parent


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The driver program, compiled once for all workers of a run."""
    from build_driver import build

    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    directory = shared / "ctp-driver"
    with (shared / "ctp-driver.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        built = directory / "driver"
        return built if built.exists() else build(directory)


@pytest.fixture
def driver(program: Path, libraries: Path) -> Iterator[Driver]:
    """A driver process that must end well."""
    from ctpdriver import Driver

    with Driver(program, libraries) as running:
        yield running
