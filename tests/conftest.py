"""Every async test here runs on asyncio's own loop and on uvloop."""

from __future__ import annotations

import gc
import importlib.util
import os
import threading
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(params=[False, True], ids=["asyncio", "uvloop"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    if request.param:
        pytest.importorskip("uvloop")
    return "asyncio", {"use_uvloop": request.param}


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
