"""The journal: the same day gives the same bytes, and what is in it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import whole_day
from rawclient import RawClient
from trader import BUY, SELL, Trader

from actp import records
from actp.errors import ConfigurationError
from actp.sim import Account, Front, Journal

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY = "20260302"


def front_of(journal: Any, **options: Any) -> Front:
    accounts = [Account("u", "secret-1", app_id="app", auth_code="secret-2"), Account("v", "p")]
    given = {"seed": 1, "trading_day": DAY, "instruments": ["rb2605"], "accounts": accounts, "fill": "book"}
    return Front(**(given | {"virtual": True, "journal": journal} | options))


def lines(data: bytes) -> list[dict[str, Any]]:
    assert data.endswith(b"\n")
    found = [json.loads(line) for line in data.splitlines()]
    assert [line["n"] for line in found] == list(range(1, len(found) + 1))
    return found


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    """Night and day session and settlement, in two processes on two kinds of loop with their own hashes."""
    program = [sys.executable, "-W", "error", whole_day.__file__]
    runs = []
    for number, loop in enumerate(("asyncio", "uvloop")):
        environment = {**os.environ, "PYTHONHASHSEED": str(number), "TMPDIR": str(tmp_path)}
        path = tmp_path / f"{loop}.jsonl"
        running = subprocess.Popen([*program, path, loop], env=environment, stderr=subprocess.PIPE)
        runs.append((path, running))
    for _, running in runs:
        _, errors = running.communicate(timeout=55)
        assert (running.returncode, errors) == (0, b"")
    one, other = (path.read_bytes() for path, _ in runs)
    assert one == other
    told = lines(one)
    # Alice's cancelled orders have traded in parts, and the market itself has filled resting ones.
    fills = [line["fields"] for line in told if line.get("name") == "OnRtnTrade"]
    assert {fill["investor_id"] for fill in fills} == set(whole_day.USERS)
    canceled = [
        f["fields"] for f in told if f.get("name") == "OnRtnOrder" and f["fields"]["order_status"] == "5"
    ]
    assert any(fields["volume_traded"] for fields in canceled)
    times = [line["time"] for line in told]
    assert times == sorted(times)
    assert (times[0][:17], times[-1]) == ("20260227 20:59:00", "20260302 15:30:00.000")
    assert {line["day"] for line in told} == {DAY, "20260303"}
    settled = {line["user"]: line for line in told if line["event"] == "settled"}
    assert settled["bob"]["deposit"] == 1000.25
    for secret in (whole_day.PASSWORD, whole_day.AUTH_CODE, "127.0.0.1", "ip_address", "request_id"):
        assert secret.encode() not in one


async def test_what_is_written() -> None:
    file = io.BytesIO()
    async with front_of(file) as front:
        async with RawClient(front.trader_address, kind=1) as raw:
            raw.hello()
            await raw.expect("WELCOME")
            wrong = records.ReqAuthenticate(broker_id="9999", user_id="u", app_id="app", auth_code="secret-3")
            raw.request("ReqAuthenticate", wrong, 1)
            await raw.expect("OnRspAuthenticate")
        await front.advance_to("09:30:00")
        async with Trader(front, "v") as v, RawClient(front.md_address) as md:
            # Of this nothing is told.
            await md.handshake()
            await md.login("v", "p")
            await md.subscribe("rb2605")
            v.order("rb2605", BUY, 3150.0, 2, ip_address="10.0.0.1", mac_address="00", request_id=9)
            v.order("rb2605", SELL, 3150.0, 2, "1")
            await v.query("Order")
            front.accounts["v"].deposit(5.0)
            front.accounts["v"].withdraw(2.0)
        await front.settle({"rb2605": 3150.0})
        # What was asked for is written when the call returns.
        written = file.getvalue()
    told = lines(written)
    assert lines(file.getvalue()) == told
    assert not file.closed
    assert told[0] == {"n": 1, "time": "20260302 09:29:00.000", "day": DAY, "event": "day"}
    by_name: dict[str, list[dict[str, Any]]] = {}
    for line in told:
        by_name.setdefault(line.get("name") or line["event"], []).append(line)
    (asked,) = by_name["ReqAuthenticate"]
    assert asked["fields"] == {"broker_id": "9999", "user_id": "u", "app_id": "app", "auth_code": "***"}
    (answer,) = by_name["OnRspAuthenticate"]
    assert (answer["n"], answer["error_id"], "session" in answer) == (asked["n"] + 1, 63, False)
    (login,) = by_name["ReqUserLogin"]
    assert "side" not in login
    assert (login["broker"], login["user"], login["fields"]["password"]) == ("9999", "v", "***")
    sent, refused = by_name["ReqOrderInsert"]
    assert sent["time"] == "20260302 09:30:00.000"
    assert sent["session"] == by_name["OnRspUserLogin"][0]["session"] == refused["session"] != 0
    fields = sent["fields"]
    assert (fields["limit_price"], fields["volume_total_original"], fields["direction"]) == (3150.0, 2, "0")
    assert not fields.keys() & {"ip_address", "mac_address", "request_id", "session_req_seq", "order_memo"}
    (answer,) = by_name["OnRspOrderInsert"]
    assert (answer["event"], answer["error_id"], answer["error_msg"][:4]) == ("answer", 51, "CTP:")
    (report,) = by_name["OnErrRtnOrderInsert"]
    assert (report["event"], report["user"], report["sequence"], report["error_id"]) == ("report", "v", 3, 51)
    assert [line["fields"]["order_status"] for line in by_name["OnRtnOrder"]] == ["a", "3"]
    public = by_name["OnRtnInstrumentStatus"]
    assert [line["sequence"] for line in public] == [1, 1]
    assert "user" not in public[0]
    assert (by_name["deposit"][0]["amount"], by_name["withdrawal"][0]["amount"]) == (5.0, 2.0)
    (settlement,) = by_name["settlement"]
    assert (settlement["prices"], settlement["day"]) == ({"rb2605": 3150.0}, DAY)
    settled = {line["user"]: line for line in by_name["settled"]}
    assert set(settled) == {"u", "v"}
    assert (settled["v"]["balance"], settled["v"]["commission"]) == (1_000_003.0, 0.0)
    assert [line["day"] for line in by_name["day"]] == [DAY, "20260303"]
    # Clients ask when they like.
    assert not [name for name in by_name if "Qry" in name]


async def test_market_data_and_queries_if_they_are_wanted(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    journal = Journal(path, market_data=True, queries=True)
    async with front_of(journal) as front, Trader(front, "v") as v, RawClient(front.md_address) as md:
        await md.handshake()
        await md.login("v", "p")
        await md.subscribe("rb2605", "zz")
        await front.advance_to("09:30:01")
        await v.query("TradingAccount")
        await v.query("Order")
    told = lines(path.read_bytes())
    ticks = [line["fields"] for line in told if line["event"] == "tick"]
    assert [(t["update_time"], t["update_millisec"]) for t in ticks] == [
        ("09:30:00", 0),
        ("09:30:00", 500),
        ("09:30:01", 0),
    ]
    assert ticks[0]["bid_volume1"] > 0
    # No value is no field.
    assert "settlement_price" not in ticks[0]
    names = [line.get("name") for line in told]
    login = next(line for line in told if line.get("side") == "md")
    assert (login["name"], login["user"], login["fields"]["password"]) == ("ReqUserLogin", "v", "***")
    (subscribed,) = [line for line in told if line["event"] == "subscription"]
    assert (subscribed["names"], subscribed["side"], subscribed["user"]) == (["rb2605", "zz"], "md", "v")
    assert "OnRspSubMarketData" not in names
    assert names.index("ReqQryTradingAccount") + 1 == names.index("OnRspQryTradingAccount")
    (empty,) = [line for line in told if line.get("name") == "OnRspQryOrder"]
    assert empty["fields"] == {}


async def test_market_time_without_a_virtual_clock(tmp_path: Path) -> None:
    """The machine's time stands in answers only, to a login and a confirmation."""
    path = tmp_path / "journal"
    async with front_of(path, virtual=False) as front, Trader(front, "v") as v:
        await v.done("rb2605", BUY, 3150.0, 1)
    told = lines(path.read_bytes())
    assert {line["time"] for line in told} == {"20260302 09:29:00"}


@pytest.mark.parametrize("target", ["/nowhere/journal", "/"])
async def test_a_journal_that_cannot_be_opened(target: str) -> None:
    with pytest.raises(ConfigurationError, match=rf"journal {target}: "):
        await front_of(target).start()


async def test_a_full_disk_ends_the_front() -> None:
    with open("/dev/full", "wb", buffering=0) as full:  # noqa: ASYNC230 - a device
        front = front_of(full)
        with pytest.raises(ConfigurationError, match=r"cannot be written.*No space left"):
            async with front:
                await front.wait_closed()


async def test_a_file_that_is_closed_too_early() -> None:
    file = io.BytesIO()
    with pytest.raises(ConfigurationError, match=r"cannot be written.*closed file"):
        async with front_of(file) as front:
            file.close()
            await front.settle()
