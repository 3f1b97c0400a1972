"""Cancels of every kind pass the requests that wait for `order_rate`; they count in it all the same."""

from __future__ import annotations

import contextlib
from typing import Any

import anyio
import pytest

import actp
from actp import TraderClient, records
from actp.requests.specs import Kind, cancels, requests
from actp.testing import FAST_BACKOFF
from hostilefront import HostileFront

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

CANCELS = {
    forms[-1].ctp: name
    for name, forms in requests().items()
    if cancels(forms[-1].ctp) and forms[-1].kind in (Kind.ANSWERED, Kind.INSTRUCTION)
}


def test_which_they_are() -> None:
    assert set(CANCELS) == {
        "ReqBatchOrderAction",
        "ReqCancelOffsetSetting",
        "ReqExecOrderAction",
        "ReqHedgeCfmAction",
        "ReqOptionSelfCloseAction",
        "ReqOrderAction",
        "ReqParkedOrderAction",
        "ReqQuoteAction",
        "ReqRemoveParkedOrder",
        "ReqRemoveParkedOrderAction",
        "ReqSpdApplyAction",
    }


@pytest.mark.parametrize("name", [*CANCELS, "cancel()"])
async def test_cancels_pass_queued_inserts(name: str) -> None:
    """30 inserts wait at 10 a second; the cancel is among the first requests that the front sees then."""
    scripts: dict[str, Any] = {n: (lambda *_: None) for n in ("ReqOrderInsert", *CANCELS)}
    with HostileFront("trader", "6.7.13", **scripts) as front:
        td = TraderClient(
            front.address,
            broker_id="9999",
            user_id="u",
            password="p",
            backoff=FAST_BACKOFF,
            follow_positions=False,
            order_rate=10,
        )
        async with td, anyio.create_task_group() as group:
            report = records.Order(
                front_id=1, session_id=7, order_ref="9", order_status="3", exchange_id="SHFE", request_id=9
            )
            front.send("OnRtnOrder", report)
            with anyio.fail_after(10):
                while td.find_order((1, 7, "9")) is None:
                    await anyio.sleep(0.01)

            async def insert() -> None:
                with contextlib.suppress(actp.ActpError):
                    await td.order_insert(instrument_id="rb2701", exchange_id="SHFE")

            async def cancel() -> None:
                with contextlib.suppress(actp.ActpError):
                    if name != "cancel()":
                        await getattr(td, CANCELS[name])()
                    else:
                        handle = td.find_order((1, 7, "9"))
                        assert handle is not None
                        await handle.cancel()

            for _ in range(30):
                group.start_soon(insert)
            await anyio.sleep(0.05)
            group.start_soon(cancel)
            ctp = name if name in CANCELS else "ReqOrderAction"
            with anyio.fail_after(10):
                while ctp not in front.seen:
                    await anyio.sleep(0.01)
            assert front.seen.count("ReqOrderInsert") <= 10
            group.cancel_scope.cancel()
