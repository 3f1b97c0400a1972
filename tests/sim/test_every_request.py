"""Every request of every API version is answered: served, or refused as not supported."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rawclient import Frame
from trader import Trader

from actp.ctp.description import Method, installed
from actp.sim import Account, Front, Position
from actp.sim.queries.accounts import EMPTY

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

VERSIONS = installed().versions

NOT_SUPPORTED = {
    # Logins by other means, which brokers do not use.
    "ReqUserAuthMethod",
    "ReqGenUserCaptcha",
    "ReqGenUserText",
    "ReqUserLoginWithCaptcha",
    "ReqUserLoginWithText",
    "ReqUserLoginWithOTP",
    # Instructions that came with the latest versions.
    "ReqOffsetSetting",
    "ReqCancelOffsetSetting",
    "ReqSpdApply",
    "ReqSpdApplyAction",
    "ReqHedgeCfm",
    "ReqHedgeCfmAction",
}
# Their answer goes out first, or they end the session.
APART = {"ReqUserLogin", "ReqUserLogout", "ReqAuthenticate"}
# Told of by notices, if CTP does not refuse.
WITHOUT_ANSWER = {
    "ReqOrderInsert",
    "ReqOrderAction",
    "ReqExecOrderInsert",
    "ReqExecOrderAction",
    "ReqForQuoteInsert",
    "ReqQuoteInsert",
    "ReqQuoteAction",
    "ReqBatchOrderAction",
    "ReqOptionSelfCloseInsert",
    "ReqOptionSelfCloseAction",
    "ReqCombActionInsert",
}
INSTRUMENTS = ["m2605-C-3000", "m2605", "m2609", "rb2605", "SR605", "IO2605-C-4000"]


def requests(version: str) -> list[Method]:
    return [
        method
        for method in installed().methods("TraderApi", version)
        if method.returns == "int" and method.struct is not None and method.name.startswith("Req")
    ]


async def answer(one: Trader, method: Method, **fields: Any) -> list[Frame]:
    number = one.tell(method.name, **fields)
    frames: list[Frame] = []
    while not frames or not frames[-1].last:
        frame = await one.frame()
        if frame.request_id == number:
            frames.append(frame)
    return frames


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_request_is_answered(version: str, anyio_backend: Any) -> None:
    """With what an empty struct and the user's ids say."""
    held = tuple(Position(name, "0", 3) for name in INSTRUMENTS)
    async with (
        Front(
            seed=1,
            trading_day="20260302",
            fill="book",
            instruments=INSTRUMENTS,
            accounts=[Account("u", "p", balance=1e7, positions=held)],
        ) as front,
        Trader(front, version=version) as one,
    ):
        refused: set[str] = set()
        for method in requests(version):
            if method.name in APART:
                continue
            frames = await answer(one, method)
            errors = {frame.error_id for frame in frames}
            name = method.name.removeprefix("Req")
            if errors == {27}:
                refused.add(method.name)
                continue
            assert {frame.name for frame in frames} == {f"OnRsp{name}"}, method.name
            if method.name.startswith("ReqQry"):
                assert errors == {None} and {frame.flow for frame in frames} == {1}, method.name
            elif method.name in WITHOUT_ANSWER:
                # Empty as it is, CTP refuses it.
                assert errors.isdisjoint({0, None}), method.name
        assert refused <= NOT_SUPPORTED
        assert NOT_SUPPORTED & {method.name for method in requests(version)} <= refused
        # Nothing of all this has hurt.
        assert len(await one.query("Exchange")) == 6
        assert front.statistics().cut == 0


@pytest.mark.parametrize("version", VERSIONS)
async def test_before_login(version: str, anyio_backend: Any) -> None:
    async with Front(seed=1, instruments=["rb2605"]) as front:
        one = Trader(front, version=version)
        await one.open()
        try:
            await one.handshake()
            for method in requests(version):
                if method.name in APART | {"ReqUserPasswordUpdate", "ReqGenSMSCode"}:
                    continue
                (frame,) = await answer(one, method)
                assert frame.error_id in (6, 27) and frame.data is None, method.name
                if frame.error_id != 6:
                    assert method.name in NOT_SUPPORTED, method.name
        finally:
            await one.aclose()


def listed() -> dict[str, str]:
    """What the documentation says of each request."""
    page = Path(__file__).parents[2] / "docs/reference/sim-requests.md"
    _, _, table = page.read_text(encoding="utf-8").partition("## All requests")
    rows = [line.split("|") for line in table.splitlines() if line.startswith("| Req")]
    return {row[1].strip(): row[3].strip() for row in rows}


def test_the_list_in_the_documentation_is_true() -> None:
    names = {method.name for version in VERSIONS for method in requests(version)}
    said = listed()
    assert set(said) == names
    refused = NOT_SUPPORTED
    assert {name for name, what in said.items() if what == "not supported"} == refused
    assert {name for name, what in said.items() if what == "empty"} == set(EMPTY)
    assert set(said.values()) == {"served", "empty", "not supported"}
