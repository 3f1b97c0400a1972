"""Fixtures of the native tests: the compiled driver program and the simulated libraries."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from build_driver import build
from ctpdriver import Driver


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
    with Driver(program, libraries) as running:
        yield running


@pytest.fixture
def launch(program: Path, libraries: Path) -> Callable[..., Driver]:
    """Makes driver processes, for tests that expect them to die or want an environment."""

    def start(**env: str) -> Driver:
        return Driver(program, libraries, env)

    return start
