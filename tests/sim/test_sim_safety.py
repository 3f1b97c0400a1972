"""Clients that mean no good: memory stays bounded, they are dropped, the others do not notice."""

from __future__ import annotations

import logging
import os
import resource
import socket
import struct
from typing import Any
from urllib.parse import urlsplit

import anyio
import fuzz
import fuzz_library
import pytest
from rawclient import RawClient
from trader import Trader

from actp import records
from actp.ctp.description import installed
from actp.sim import Account, Front, Limits, Times
from actp.sim.session import connection as sim_client
from actp.sim.session import trading_session as trading

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

RB = "rb2701"
PATIENT = Times(timeout=600)


async def serves(front: Front) -> None:
    async with RawClient(front.md_address) as client:
        await client.ready("probe")
        await front.push_tick(instrument_id="probe", volume=3)
        assert (await client.tick()).volume == 3


async def settled(front: Front, count: int) -> None:
    """So many connections are left."""
    await front.wait_until(lambda front: len(front._connections.all) == count)


async def test_a_flood_of_connections_keeps_out_itself_only() -> None:
    async with Front(seed=1, times=PATIENT, limits=Limits(max_connections=10)) as front:
        async with RawClient(front.md_address) as good, Trader(front) as trader:
            await good.ready("x")
            parts = urlsplit(front.md_address)
            flood = [socket.create_connection((parts.hostname, parts.port)) for _ in range(60)]
            await front.wait_until(lambda front: front.statistics().connections == 62)
            await settled(front, 10)
            # A newcomer that speaks gets in, though all places are taken.
            await serves(front)
            await front.push_tick(instrument_id="x", volume=1)
            assert (await good.tick()).volume == 1
            assert len(await trader.query("Investor")) == 1
            for one in flood:
                one.close()
        assert front.statistics().cut >= 52


async def test_clients_alone_fill_the_places() -> None:
    async with Front(seed=1, times=PATIENT, limits=Limits(max_connections=2)) as front:
        async with RawClient(front.md_address) as one, RawClient(front.md_address) as two:
            await one.ready("x")
            await two.ready("x")
            async with RawClient(front.md_address) as three:
                await three.closed()
            await front.push_tick(instrument_id="x", volume=1)
            assert [(await client.tick()).volume for client in (one, two)] == [1, 1]


async def test_a_hello_that_trickles_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sim_client, "_HELLO_WITHIN", 0.2)
    caplog.set_level(logging.INFO, "actp")
    async with Front(seed=1, times=PATIENT) as front, RawClient(front.md_address) as client:
        assert client.ended is not None
        client.send_bytes(struct.pack("<IB", 200_000, 1))
        with anyio.fail_after(20):
            while not client.ended.done():
                client.send_bytes(b"x")
                await anyio.sleep(0.02)
        assert "cut, no handshake" in caplog.text
        await serves(front)


async def test_no_descriptors_left_neither_spins_nor_ends_the_front(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with Front(seed=1, times=PATIENT) as front:
        await serves(front)
        parts = urlsplit(front.md_address)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.connect((parts.hostname, parts.port))
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        free = os.dup(0)
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
        try:
            await anyio.sleep(0.2)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        refused = [r for r in caplog.records if "could not be accepted" in r.getMessage()]
        assert len(refused) == 1
        await front.wait_until(lambda front: front.statistics().connections == 4)
        for one in waiting:
            one.close()
        await serves(front)


async def test_what_a_silent_front_holds_is_bounded() -> None:
    async with Front(seed=1, times=PATIENT) as front, RawClient(front.trader_address, kind=1) as client:
        await client.handshake()
        with front.silence():
            body = struct.pack("<IB", 200_001, 2) + bytes(200_000)
            for _ in range(60):
                client.send_bytes(body)
            await client.closed()
        assert front.statistics().cut == 1
        await serves(front)


async def test_unread_answers_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trading, "_MOST_ANSWERS", 50)
    async with (
        Front(seed=1, times=PATIENT) as front,
        Trader(front, "greedy") as greedy,
        Trader(front) as other,
    ):
        greedy.reading.clear()
        request = records.QryInstrument(version=greedy.version)
        # By name: a library of an earlier test may dial a port that is used anew.
        while any(client.user_id == "greedy" for client in front.clients):
            for number in range(20):
                greedy.request("ReqQryInstrument", request, number)
            assert len(await other.query("Investor")) == 1
        assert front.statistics().cut == 1


async def test_subscriptions_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("actp.sim.session.market_data_session._MOST_NAMES", 3)
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.ready()
        answers = await client.subscribe("a", "b", "c", "d", "a")
        assert [answer.error_id for answer in answers] == [0, 0, 0, 6000, 0]
        client.subscription("SubscribeForQuoteRsp", "a", "b", "c", "d")
        answers = [await client.expect("OnRspSubForQuoteRsp") for _ in range(4)]
        assert [answer.error_id for answer in answers] == [0, 0, 0, 6000]


async def test_users_of_an_open_front_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trading, "_MOST_USERS", 2)
    async with Front(seed=1) as front:
        for user, expected in (("a", 0), ("b", 0), ("c", 3), ("a", 0)):
            async with RawClient(front.trader_address, kind=1) as client:
                await client.handshake()
                assert (await client.login(user)).error_id == expected


@pytest.mark.parametrize("kind", [0, 1])
async def test_a_frame_of_the_wrong_form_for_its_method_is_none(kind: int) -> None:
    names = {m.name: m.index for m in installed().all_methods(("MdApi", "TraderApi")[kind])}
    login = names["ReqUserLogin"]
    bad = [(3, struct.pack("<HHB", login, 1, 1) + b"x"), (3, struct.pack("<HHB", 11, 1, 2) + b"x\0")]
    if not kind:
        bad.append((2, struct.pack("<Hi", names["SubscribeMarketData"], 1)))
    async with Front(seed=1) as front:
        address = (front.md_address, front.trader_address)[kind]
        for frame, body in bad:
            async with RawClient(address, kind=kind) as client:
                await client.handshake()
                client.send(frame, body)
                await client.closed()
        assert front.statistics().cut == len(bad)


async def test_passwords_are_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = {"right-Pw-1", "wrong-Pw-2", "newer-Pw-3", "other-Pw-4"}
    accounts = [Account("a", "right-Pw-1", app_id="app", auth_code="right-Pw-1")]
    async with Front(seed=1, accounts=accounts, lock_after=3) as front:
        async with RawClient(front.trader_address, kind=1) as client:
            await client.handshake()

            async def ask(name: str, record: str, answer: str, **fields: Any) -> int | None:
                made = getattr(records, record)(broker_id="9999", user_id="a", **fields)
                client.request(name, made)
                return (await client.expect(answer)).error_id

            for code, expected in (("wrong-Pw-2", 63), ("right-Pw-1", 0)):
                got = await ask(
                    "ReqAuthenticate", "ReqAuthenticate", "OnRspAuthenticate", app_id="app", auth_code=code
                )
                assert got == expected
            assert (await client.login("a", "wrong-Pw-2")).error_id == 3
            assert (await client.login("a", "right-Pw-1")).error_id == 0
            for old, expected in (("wrong-Pw-2", 14), ("right-Pw-1", 0)):
                got = await ask(
                    "ReqUserPasswordUpdate",
                    "UserPasswordUpdate",
                    "OnRspUserPasswordUpdate",
                    old_password=old,
                    new_password="newer-Pw-3",
                )
                assert got == expected
            front.accounts["a"].set_password("other-Pw-4")
            # And when the front itself fails on a request that has one in it.
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(front._core.accounts, "change_password", lambda *_: 1 / 0)
                client.request(
                    "ReqUserPasswordUpdate",
                    records.UserPasswordUpdate(broker_id="9999", user_id="a", old_password="other-Pw-4"),
                )
                await client.closed()
    assert "ZeroDivisionError" in caplog.text
    assert not [secret for secret in secrets if secret in caplog.text]


async def test_a_short_run_of_the_fuzzer() -> None:
    tally = fuzz.Tally()
    await fuzz.fuzz(7, rounds=60, tally=tally)
    assert tally.frames > 300


async def test_a_short_run_of_the_library_s_fuzzer(anyio_backend: tuple[str, dict[str, Any]]) -> None:
    if anyio_backend[1]["use_uvloop"]:
        pytest.skip("the library is in the child, whose loop is asyncio's own")
    tally = fuzz_library.Tally()
    await fuzz_library.fuzz(3, seconds=0.1, each=1.5, tally=tally)
    assert tally.children == 1
    assert tally.frames > 50
