"""For tests of programs that use actp: a pytest plugin and faults as context managers.

The plugin is found by pytest by itself. It gives these fixtures, for async tests run by anyio's plugin or
by pytest-asyncio:

- `front`: a running `actp.sim.Front` with short times; `front_options` (a dict) changes how it is made.
- `md`: an `actp.MdClient` that is READY on that front; `md_options` likewise.

The faults are the front's own context managers (`front.silence()`, `front.refuse_connections()`,
`front.refuse_login(3)`, ...; see `actp.sim.Front`) and, for a whole outage, `offline` below.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from actp.connection.session import Backoff
from actp.sim import Front

__all__ = ["FAST_BACKOFF", "offline"]

FAST_BACKOFF = Backoff(initial=0.05, maximum=0.2)
"""Pauses between login attempts that suit a test."""


@asynccontextmanager
async def offline(front: Front) -> AsyncIterator[None]:
    """Cut every client off and refuse connections until the block is left: a front outside its hours."""
    with front.refuse_connections():
        await front.disconnect()
        yield
