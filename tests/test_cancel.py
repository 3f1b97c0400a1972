"""Leaving a client's block while its task is cancelled."""

from __future__ import annotations

import anyio
import pytest

from actp import MdClient, State
from actp.sim import Front


@pytest.mark.anyio
async def test_a_cancelled_block_is_left_when_the_client_is_closed(front: Front) -> None:
    with anyio.fail_after(30), anyio.CancelScope() as scope:
        async with MdClient(front.md_address) as md:
            scope.cancel()
            await md.run_forever()
    assert scope.cancelled_caught
    assert md.state is State.CLOSED
