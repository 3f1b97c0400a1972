"""What a native library under an interpreter must survive. Fronts and loops of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from programs import LOOPS, serve


@pytest.fixture(scope="module")
def fronts() -> Iterator[dict[str, str]]:
    """The addresses of a front in a process of its own, by the kind of client."""
    for md, trader in serve(200.0):
        yield {"md": md, "trader": trader}


@pytest.fixture
def address(fronts: dict[str, str]) -> str:
    return fronts["md"]


@pytest.fixture
def storm() -> Iterator[str]:
    """A front that sends as fast as it can."""
    for md, _ in serve(None):
        yield md


@pytest.fixture(params=LOOPS)
def loop(request: pytest.FixtureRequest) -> str:
    if request.param == "uvloop":
        pytest.importorskip("uvloop")
    return str(request.param)
