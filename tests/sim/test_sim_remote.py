"""Control of a front from other programs."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from frontprocess import TOKEN, Remote, connected
from rawclient import RawClient
from trader import BUY, Trader, script

from actp.errors import ConfigurationError
from actp.sim import Account, Front
from actp.sim.front.remote_control import MAX_LINE, control_server

pytestmark = [pytest.mark.timeout(60)]

RB = "rb2701"


async def over(remote: Remote) -> None:
    """The front has closed the connection."""
    with pytest.raises((anyio.EndOfStream, anyio.IncompleteRead, anyio.BrokenResourceError)):
        await remote.answer()


@asynccontextmanager
async def steered(**options: Any) -> AsyncIterator[tuple[Front, int]]:
    options = {"seed": 1, "instruments": [RB], "trading_day": "20261105", "fill": "book"} | options
    async with Front(**options) as front, control_server(front, TOKEN) as port:
        yield front, port


@pytest.mark.anyio
async def test_what_there_is() -> None:
    async with steered() as (front, port), connected(port) as remote, RawClient(front.md_address) as client:
        await client.ready(RB)
        status = await remote.do("status")
        assert status["trading_day"] == "20261105"
        assert status["md_address"] == front.md_address
        assert [(c["kind"], c["subscriptions"]) for c in status["clients"]] == [("md", [RB])]
        assert status["statistics"]["logins"] == 1
        assert (await remote.do("instruments"))[RB]["multiplier"] == 10
        snapshot = await remote.do("snapshot", instrument_id=RB)
        assert snapshot["instrument_id"] == RB
        # CTP's "no value".
        assert snapshot["close_price"] is None
        assert await remote.do("snapshot", instrument_id="nothing") is None


@pytest.mark.anyio
async def test_a_whole_story() -> None:
    users = [Account("a", "old", balance=1000.0)]
    async with steered(accounts=users) as (front, port), connected(port) as remote:
        assert await remote.do("accounts") == ["a"]
        await remote.do("deposit", user_id="a", amount=99_000)
        await remote.do("withdraw", user_id="a", amount=500.5)
        await remote.do("set_password", user_id="a", password="p")
        assert (await remote.do("account", user_id="a"))["funds"]["balance"] == 99_499.5
        price = front.snapshot(RB).pre_settlement_price
        async with Trader(front, "a") as a:
            assert script(await a.done(RB, BUY, price, 3)) == "R(a) R(3)"
            (level,) = (await remote.do("book", instrument_id=RB))["bids"]
            assert (level["price"], level["volume"]) == (price, 3)
            (order,) = await remote.do("orders", user_id="a")
            assert (order["order_status"], order["limit_price"]) == ("3", price)
            await remote.do("fill", user_id="a", order_sys_id=order["order_sys_id"], volume=1)
            assert await remote.do("trade", instrument_id=RB, price=price, volume=9) == 2
            assert script(await a.notices()) == "R(3) R(1) T R(1) R(0) T"
            assert [trade["volume"] for trade in await remote.do("trades", user_id="a")] == [1, 2]
            assert (await remote.do("account", user_id="a"))["positions"][0]["position"] == 3
            await remote.do("set_status", status="6", products=["rb"])
            assert (await a.done(RB, BUY, price, 1))[-1].record.order_status == "5"
        await remote.do("disconnect", kind="trader")
        await remote.do("wait_clients", count=0)


@pytest.mark.anyio
async def test_ticks_and_faults() -> None:
    async with steered() as (front, port), connected(port) as remote:
        async with RawClient(front.md_address) as client:
            await client.handshake()
            refusal = await remote.do("begin", fault="refuse_login", error_id=7, times=1)
            rule = await remote.do("begin", fault="rule", name="SubscribeMarketData", error_id=16)
            assert [(await client.login()).error_id for _ in range(2)] == [7, 0]
            assert [a.error_id for a in await client.subscribe(RB)] == [16]
            await remote.do("end", number=rule)
            await client.subscribe(RB)
            await client.tick()
            await remote.do("wait_for_subscription", instruments=[RB])
            await remote.do("push_tick", instrument_id=RB, last_price=3456.0)
            while (await client.tick()).last_price != 3456.0:
                pass
            await remote.do("end", number=refusal)
            assert "has ended" in await remote.refused("end", number=refusal)
            await remote.do("return_codes", code=-3)
            assert (await client.expect("CONTROL")).values == (-3, 1)
        assert "not happen in time" in await remote.refused("wait_clients", count=5, timeout=0.01)


@pytest.mark.anyio
async def test_market_time_and_settlement() -> None:
    async with steered(virtual=True) as (front, port), connected(port) as remote:
        await remote.do("advance_to", time="09:30:01")
        await remote.do("advance", seconds=1.5)
        status = await remote.do("status")
        assert (status["now"], status["trading_day"]) == ("20261105 09:30:02", "20261105")
        assert (await remote.do("snapshot", instrument_id=RB))["update_time"] == "09:30:02"
        assert "is past" in await remote.refused("advance_to", time="09:30:00")
        assert "no multiple" in await remote.refused("settle", prices={RB: 0.5})
        await remote.do("settle", prices={RB: 3160.0})
        assert (await remote.do("snapshot", instrument_id=RB))["pre_settlement_price"] == 3160.0
        await remote.do("run_day")
        assert (await remote.do("status"))["trading_day"] == front.trading_day == "20261109"
        assert (await remote.do("status"))["now"] == "20261106 15:30:00"


@pytest.mark.anyio
async def test_faults_end_with_the_connection_that_began_them_unless_they_are_kept() -> None:
    async with steered() as (front, port):
        async with connected(port) as remote:
            await remote.do("begin", fault="silence")
            await remote.do("begin", fault="delay", seconds=0.25, keep=True)
            assert front._core.faults.silent
        with anyio.fail_after(10):
            while front._core.faults.silent:
                await anyio.sleep(0)
        assert front._core.faults.delay == 0.25


@pytest.mark.parametrize(
    "first",
    [
        '{"token": "wrong"}',
        '{"token": "a token of the tests"}',
        '{"token": 5}',
        '{"token": "\\ud800"}',
        "{}",
        "[]",
        "nonsense",
        '{"call": "status"}',
        "GET / HTTP/1.1\r",
        "",
        "x" * (2 * MAX_LINE),
        "[" * 60_000,
        "\0\xff",
    ],
)
@pytest.mark.anyio
async def test_without_the_token_nothing_is_told(first: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "actp")
    async with steered() as (_, port):
        async with connected(port, None) as remote:
            answer = await remote.send(first)
            assert not answer["ok"] and "token" in answer["error"] and TOKEN not in answer["error"]
            await over(remote)
        async with connected(port) as remote:
            await remote.do("status")
    assert TOKEN not in caplog.text and "wrong token" in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nonsense", "not JSON"),
        ('{"call": "status"', "not JSON"),
        ('{"call": "delay", "with": {"seconds": NaN}}', "not JSON"),
        ("[1]", "not an object"),
        ("x" * (MAX_LINE + 1), "a line of more than"),
        (b"\xff\xfe", "not JSON"),
    ],
)
@pytest.mark.anyio
async def test_a_line_that_is_none_ends_the_connection(line: str | bytes, says: str) -> None:
    async with steered() as (_, port), connected(port) as remote:
        answer = await remote.send(line)
        assert not answer["ok"] and says in answer["error"]
        await over(remote)


@pytest.mark.parametrize(
    ("call", "arguments", "says"),
    [
        ("nothing", {}, "there is no call 'nothing'; there are status,"),
        ("__init__", {}, "there is no call"),
        ("book", {}, "instrument_id"),
        ("book", {"instrument_id": RB, "more": 1}, "more"),
        ("book", {"instrument_id": ["x"]}, ""),
        ("book", {"instrument_id": "xx"}, "no instrument"),
        ("account", {"user_id": ""}, "no account"),
        ("deposit", {"user_id": "a", "amount": "much"}, ""),
        ("deposit", {"user_id": "a", "amount": 1e300}, "no amount"),
        ("trade", {"instrument_id": RB, "price": 3000.0, "volume": 1.5}, "1.5 lots"),
        ("trade", {"instrument_id": RB, "price": 3000.0, "volume": 2**40}, ""),
        ("trade", {"instrument_id": RB, "price": None, "volume": 1}, ""),
        ("fill", {"user_id": "a", "order_sys_id": " "}, "0 orders"),
        ("push_tick", {"instrument_id": RB, "no_field": 1}, "no_field"),
        ("push_tick", {}, "instrument_id"),
        ("set_status", {"status": "closed"}, "one character"),
        ("begin", {"fault": "nothing"}, "there is no fault"),
        ("begin", {"fault": "rule", "name": "ReqOrderInsert"}, "give one of"),
        ("begin", {"fault": "delay", "minutes": 1}, "begin delay"),
        ("begin", {"fault": "delay", "seconds": -1}, "no number"),
        ("end", {"number": 1}, "was not begun"),
        ("return_codes", {"code": 3}, "code is"),
    ],
)
@pytest.mark.anyio
async def test_a_bad_call_is_answered_and_the_next_one_is_served(
    call: str, arguments: dict[str, Any], says: str
) -> None:
    async with steered() as (_, port), connected(port) as remote:
        assert says in await remote.refused(call, **arguments)
        assert not (await remote.send('{"call": 5, "id": "\\ud800"}'))["ok"]
        assert (await remote.do("status"))["clients"] == []


@pytest.mark.anyio
async def test_one_connection_that_says_nothing_keeps_nobody_out() -> None:
    async with steered() as (_, port), connected(port, None), connected(port) as remote:
        await remote.do("status")


@pytest.mark.anyio
async def test_any_number_of_connections_that_say_nothing_keep_nobody_out() -> None:
    async with steered() as (_, port), AsyncExitStack() as stack:
        silent = [await stack.enter_async_context(connected(port, None)) for _ in range(40)]
        # At once, however long the others would still be waited for.
        with anyio.fail_after(2):
            async with connected(port) as remote:
                await remote.do("status")
        # The oldest made way.
        for each in silent[:20]:
            await over(each)
        # Those that have the token are counted apart.
        for _ in range(16):
            await stack.enter_async_context(connected(port))
        async with connected(port, None) as late:
            said = await late.send(json.dumps({"token": TOKEN}))
            assert "more than 16 control connections" in said["error"]


@pytest.mark.anyio
async def test_only_this_machine_and_no_guessable_token() -> None:
    async with Front(seed=1, instruments=[RB]) as front:
        for host in ("0.0.0.0", "::", "192.0.2.1", "example.org", ""):
            with pytest.raises(ConfigurationError, match="for this machine only"):
                async with control_server(front, TOKEN, host=host):
                    pass
        for token in ("\udcff" * 20, "a token with a NUL \0", "a token, and its newline\n", 5):
            with pytest.raises(ConfigurationError, match="the control token"):
                async with control_server(front, token):  # type: ignore[arg-type]
                    pass
        with pytest.raises(ConfigurationError, match="5 characters"):
            async with control_server(front, "short"):
                pass
        async with control_server(front, TOKEN) as port:
            with pytest.raises(ConfigurationError, match="cannot listen"):
                async with control_server(front, TOKEN, port=port):
                    pass


COMMAND = [
    sys.executable,
    "-W",
    "error",
    "-m",
    "actp",
    "front",
    "--seed",
    "1",
    "--instruments",
    RB,
    "--control",
]


@pytest.mark.parametrize("how", ["printed", "file", "environment"])
def test_the_command(how: str, tmp_path: Path) -> None:
    file, extra = tmp_path / "token", dict[str, str]()
    arguments = ["--control-token-file", str(file)] if how == "file" else []
    if how == "environment":
        extra["ACTP_CONTROL_TOKEN"] = TOKEN
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, env=os.environ | extra, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(5)]
            found = re.fullmatch(r"control 127\.0\.0\.1:(\d+)\n", lines[4])
            assert found is not None, lines
            token = TOKEN
            if how == "printed":
                token = process.stdout.readline().removeprefix("token ").strip()
                assert len(token) > 40
            elif how == "file":
                token = file.read_text().strip()
                assert stat.S_IMODE(file.stat().st_mode) == 0o600

            async def ask() -> Any:
                async with connected(int(found[1]), token) as remote:
                    return await remote.do("instruments")

            assert list(anyio.run(ask)) == [RB]
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
