"""Faults on demand, heartbeats, and clients that misbehave."""

from __future__ import annotations

import asyncio
import struct
from pathlib import Path

import anyio
import pytest
from rawclient import RawClient
from simdata import TIMES, row, write_csv

from actp import records
from actp.errors import UsageError
from actp.sim import Front, Limits, Times

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

# A front that cuts nobody by itself within a test.
PATIENT = Times(timeout=600)


async def serves(front: Front) -> None:
    """A new client is served as if nothing had happened."""
    async with RawClient(front.md_address) as client:
        name = f"probe{front.statistics().connections}"
        await client.ready(name)
        await front.push_tick(instrument_id=name, volume=3)
        assert (await client.tick()).volume == 3


async def test_disconnect_cuts_all_or_the_chosen() -> None:
    async with Front(seed=1) as front:
        async with RawClient(front.md_address) as one, RawClient(front.md_address) as two:
            await one.handshake()
            await two.handshake()
            await one.login("a")
            await two.login("b")
            async with RawClient(front.trader_address, kind=1) as trader:
                await trader.handshake()
                await front.disconnect(kind="trader")
                await trader.closed()
            await front.disconnect(user_id="a")
            await one.closed()
            assert [client.user_id for client in front.clients] == ["b"]
            await front.disconnect(*front.clients)
            await two.closed()
            assert front.clients == ()
            await front.disconnect()
        await serves(front)


async def test_a_disconnect_ends_subscriptions() -> None:
    async with Front(seed=1) as front:
        async with RawClient(front.md_address) as client:
            await client.ready("x")
            await front.wait_for_subscription("x")
            await front.disconnect()
        async with RawClient(front.md_address) as client:
            await client.ready()
            await front.push_tick(instrument_id="x")
            client.subscription("SubscribeMarketData", "y")
            assert (await client.frame()).name == "OnRspSubMarketData"


async def test_garbage() -> None:
    async with (
        Front(seed=1) as front,
        RawClient(front.md_address) as client,
        RawClient(front.md_address) as other,
    ):
        await client.ready()
        await other.ready()
        victim = front.clients[0]

        async def close_on_garbage() -> None:
            assert isinstance(await client.closed(), ValueError | asyncio.IncompleteReadError)
            await client.aclose()

        async with anyio.create_task_group() as group:
            group.start_soon(close_on_garbage)
            await front.garbage(victim)
        assert len(front.clients) == 1
        await serves_other(other, front)


async def serves_other(client: RawClient, front: Front) -> None:
    await client.subscribe("x")
    await front.push_tick(instrument_id="x", volume=4)
    assert (await client.tick()).volume == 4


async def test_silence_holds_everything_back(numbered: Path) -> None:
    async with (
        Front(numbered, speed=None, times=PATIENT) as front,
        RawClient(front.md_address) as client,
        RawClient(front.md_address) as late,
    ):
        await client.handshake()
        await client.login()
        await late.handshake()
        with front.silence():
            client.subscription("SubscribeMarketData", "rb2610")
            late.request("ReqUserLogin", records.ReqUserLogin(broker_id="9999", user_id="late"), 8)
            await front.push_tick(instrument_id="rb2610", volume=1)
            with anyio.move_on_after(0.2) as waited:
                await client.frame()
            assert waited.cancelled_caught
            assert front.clients[0].subscriptions == frozenset()
        await client.expect("OnRspSubMarketData")
        assert (await client.tick()).volume == 1
        times = [(await client.tick()).update_time for _ in range(200)]
        assert times == sorted(set(times))
        assert (await late.expect("OnRspUserLogin")).request_id == 8


async def test_a_replay_stands_still_in_silence(numbered: Path) -> None:
    async with Front(numbered, speed=50.0) as front, RawClient(front.md_address) as client:
        await client.ready("rb2610")
        first = await client.tick()
        with front.silence():
            before = front.statistics().ticks
            with anyio.move_on_after(0.3):
                await front.replay_done.wait()
            assert front.statistics().ticks == before
        rest = [(await client.tick()).update_time for _ in range(199)]
        assert [first.update_time, *rest] == sorted({first.update_time, *rest})


async def test_connections_are_refused_and_then_the_same_port_serves() -> None:
    async with Front(seed=1) as front:
        address = front.md_address
        async with RawClient(address) as client:
            await client.ready()
            for _ in range(3):
                with front.refuse_connections():
                    for refused in (address, front.trader_address):
                        with pytest.raises(ConnectionRefusedError):
                            await RawClient(refused).open()
                await serves(front)
            await serves_other(client, front)
        assert front.md_address == address


async def test_logins_are_refused_with_a_given_error() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.handshake()
        with front.refuse_login(60, times=2):
            for request_id in (1, 2):
                answer = await client.login(request_id=request_id)
                assert (answer.error_id, answer.request_id) == (60, request_id)
                assert answer.error_text == "CTP:用户在线会话超出上限"
            assert (await client.login()).error_id == 0
        async with RawClient(front.trader_address, kind=1) as trader:
            await trader.handshake()
            with front.refuse_login(7, "某某" * 60):
                answer = await trader.login()
                assert answer.error_id == 7
                assert answer.error_text == "CTP:" + "某某" * 19
            assert (await trader.login()).error_id == 0


async def test_answers_are_delayed_in_order_but_ticks_are_not() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.ready("x")
        with front.delay(0.2):
            client.subscription("SubscribeMarketData", "a")
            client.subscription("SubscribeMarketData", "b")
            await front.wait_until(lambda front: front.statistics().requests == 4)
            await front.push_tick(instrument_id="x")
            assert (await client.frame()).name == "OnRtnDepthMarketData"
            assert front.clients[0].subscriptions == {"x"}
        # What comes after the delay keeps behind what it holds back.
        client.subscription("SubscribeMarketData", "c")
        answers = [client.record(await client.expect("OnRspSubMarketData")).instrument_id for _ in range(3)]
        assert answers == ["a", "b", "c"]
        assert front.clients[0].subscriptions == {"x", "a", "b", "c"}


async def test_a_mute_handshake_and_a_refused_one() -> None:
    async with Front(seed=1, times=PATIENT) as front:
        async with RawClient(front.md_address) as client:
            with front.mute_handshake():
                client.hello()
                with anyio.move_on_after(0.2) as waited:
                    await client.frame()
                assert waited.cancelled_caught
            assert front.clients == ()
            assert front.statistics().connections == 1
        async with RawClient(front.md_address) as client:
            with front.refuse_handshake():
                client.hello()
                answer = await client.frame()
                assert (answer.name, answer.error_id) == ("REFUSE", 4040)
                await client.closed()
        await serves(front)


async def test_requests_can_vanish() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.handshake()
        with front.drop_requests("ReqUserLogin", "SubscribeForQuoteRsp"):
            client.request("ReqUserLogin", records.ReqUserLogin(broker_id="9999"), 1)
            client.subscription("SubscribeForQuoteRsp", "x")
            client.subscription("SubscribeMarketData", "x")
            assert (await client.frame()).name == "OnRspSubMarketData"
        assert (await client.login()).error_id == 0
        with pytest.raises(UsageError, match="ReqNothing"), front.drop_requests("ReqNothing"):
            pass


async def test_return_codes() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.handshake()
        await front.return_codes(-3, 2)
        assert (await client.expect("CONTROL")).values == (-3, 2)
        with pytest.raises(UsageError):
            await front.return_codes(0)


async def test_the_front_beats_and_drops_who_does_not() -> None:
    async with Front(seed=1, times=TIMES) as front, RawClient(front.md_address) as client:
        await client.handshake()
        for _ in range(3):
            await client.expect("HEARTBEAT", ())
        await client.closed()
        assert front.statistics().cut == 1
        assert front.clients == ()


async def test_heartbeats_keep_a_client() -> None:
    async with Front(seed=1, times=TIMES) as front, RawClient(front.md_address) as client:
        await client.handshake()
        for _ in range(10):
            await client.expect("HEARTBEAT", ())
            client.heartbeat()
        assert len(front.clients) == 1


async def test_a_connection_without_hello_is_dropped() -> None:
    async with Front(seed=1, times=TIMES) as front, RawClient(front.md_address) as client:
        await client.closed()
        assert front.statistics().cut == 1


def framed(kind: int, body: bytes) -> bytes:
    return struct.pack("<IB", len(body) + 1, kind) + body


@pytest.mark.parametrize(
    "data",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        struct.pack("<I", 0),
        struct.pack("<IB", 262_145, 2),
        framed(99, b""),
        framed(16, b"\0" * 8),
        framed(1, b"\0" * 3),
        framed(2, b"\0"),
        framed(2, struct.pack("<Hi", 60_000, 1)),
        framed(2, struct.pack("<Hi", 15, 1) + b"short"),
        framed(3, struct.pack("<HH", 11, 5)),
        framed(3, struct.pack("<HH", 11, 1) + b"\x09abc"),
        framed(3, struct.pack("<HH", 4, 0)),
    ],
)
@pytest.mark.parametrize("greeted", [False, True])
async def test_a_bad_client_is_cut_and_the_others_are_served(data: bytes, greeted: bool) -> None:
    async with (
        Front(seed=1) as front,
        RawClient(front.md_address) as good,
        RawClient(front.md_address) as bad,
    ):
        await good.ready()
        if greeted:
            await bad.handshake()
        bad.send_bytes(data)
        await bad.closed()
        assert front.statistics().cut == 1
        await serves_other(good, front)


async def test_wrong_magic_and_a_second_hello() -> None:
    async with Front(seed=1) as front:
        async with RawClient(front.md_address) as client:
            client.hello(magic=1)
            await client.closed()
        async with RawClient(front.md_address) as client:
            await client.handshake()
            client.hello()
            await client.closed()
        assert front.statistics().cut == 2


async def test_frames_may_come_in_any_pieces() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        sent: list[bytes] = []
        client._writer.write, write = sent.append, client._writer.write  # type: ignore[method-assign]
        client.hello()
        client.request("ReqUserLogin", records.ReqUserLogin(broker_id="9999", user_id="u"), 1)
        client.subscription("SubscribeMarketData", "x")
        for byte in b"".join(sent):
            write(bytes((byte,)))
            await asyncio.sleep(0)
        await client.expect("WELCOME")
        assert (await client.expect("OnRspUserLogin")).error_id == 0
        assert client.record(await client.expect("OnRspSubMarketData")).instrument_id == "x"


async def test_a_slow_reader_is_cut_when_the_list_is_full() -> None:
    limits = Limits(sending_list_size=500)
    async with (
        Front(seed=1, times=PATIENT, limits=limits) as front,
        RawClient(front.md_address) as slow,
        RawClient(front.md_address) as quick,
    ):
        await slow.ready("x")
        await quick.ready("x")
        slow.reading.clear()
        await front.push_tick(instrument_id="x", volume=0)
        volume = 0
        while len(front.clients) == 2:
            volume += 1
            await front.push_tick(instrument_id="x", volume=volume)
            while (await quick.tick()).volume != volume:
                pass
        assert front.statistics().cut == 1
        assert volume > 500
        await serves_other(quick, front)


async def test_as_fast_as_possible_waits_for_a_slow_reader(tmp_path: Path) -> None:
    rows = [row("x", f"09:{n // 60 % 60:02d}:{n % 60:02d}", Volume=n) for n in range(30_000)]
    path = write_csv(tmp_path / "long.csv", rows)
    async with Front(path, speed=None, times=PATIENT) as front, RawClient(front.md_address) as client:
        await client.ready("x")
        assert (await client.tick()).volume == 0
        client.reading.clear()
        with anyio.move_on_after(0.5):
            await front.replay_done.wait()
        assert not front.replay_done.is_set()
        client.reading.set()
        for volume in range(1, 30_000):
            assert (await client.tick()).volume == volume
        await front.replay_done.wait()
        assert front.statistics().cut == 0


async def test_a_client_that_takes_nothing_is_cut_after_the_timeout(tmp_path: Path) -> None:
    rows = [row("x", f"09:{n // 60 % 60:02d}:{n % 60:02d}", Volume=n) for n in range(30_000)]
    path = write_csv(tmp_path / "long.csv", rows)
    async with Front(path, speed=None, times=TIMES) as front:
        async with RawClient(front.md_address) as stuck:
            await stuck.ready("x")
            stuck.reading.clear()
            async with RawClient(front.md_address) as client:
                await client.ready("x")
                while (await client.tick()).volume != 29_999:
                    client.heartbeat()
        assert front.statistics().cut == 1


async def test_a_closing_front_cuts_its_clients() -> None:
    async with Front(seed=1) as front:
        client = RawClient(front.md_address)
        await client.open()
        await client.ready("x")
    await client.closed()
    await client.aclose()


async def test_a_front_closes_while_silent_and_while_refusing() -> None:
    async with Front(seed=1) as front:
        silence, refusing = front.silence(), front.refuse_connections()
        silence.__enter__()
        refusing.__enter__()
    refusing.__exit__(None, None, None)
    silence.__exit__(None, None, None)


async def test_start_and_close_may_come_from_different_tasks() -> None:
    front = Front(seed=1)
    await asyncio.create_task(front.start())
    await serves(front)
    await asyncio.create_task(front.aclose())
