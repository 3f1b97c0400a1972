"""MdClient against the simulated front, over real TCP and through actp's simulated CTP library."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import time
import warnings
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import anyio
import pytest
from anyio.from_thread import start_blocking_portal

import actp
from actp import MdClient, Overflow, State, _core, records
from actp.connection.session import ReasonKind
from actp.sim import Account, Front, Times
from actp.testing import FAST_BACKOFF, offline

pytestmark = pytest.mark.anyio
NAMES = ("rb2701", "rb2705", "cu2612")
# A cut shows as a failed read, or as a failed write if the library was just sending.
CUT = (0x1001, 0x1002)


def client(front: Front, **options: Any) -> MdClient:
    return MdClient(
        front.md_address, **({"broker_id": "9999", "user_id": "u", "backoff": FAST_BACKOFF} | options)
    )


async def collect(stream: Any, count: int) -> list[Any]:
    found: list[Any] = []
    with anyio.fail_after(20):
        async for item in stream:
            found.append(item)
            if len(found) == count:
                break
    return found


# -- the main job -----------------------------------------------------------------------------------


async def test_ticks_flow(front: Front, md: MdClient) -> None:
    assert md.state is State.READY
    assert md.trading_day == front.trading_day
    await md.subscribe(*NAMES)
    assert md.subscriptions == set(NAMES)
    ticks = await collect(md.ticks(), 60)
    assert {t.instrument_id for t in ticks} == set(NAMES)
    for name in NAMES:
        volumes = [t.volume for t in ticks if t.instrument_id == name]
        assert volumes == sorted(volumes)
    assert all(t.session == 1 for t in ticks)
    assert all(abs(time.time_ns() - t.received_ns) < 60e9 for t in ticks)
    assert all(
        t.exchange_time is not None and t.exchange_time.utcoffset() == timedelta(hours=8) for t in ticks
    )


async def test_a_stream_of_one_instrument_subscribes_it(front: Front, md: MdClient) -> None:
    ticks = await collect(md.ticks("rb2701"), 5)
    assert {t.instrument_id for t in ticks} == {"rb2701"}
    assert md.subscriptions == {"rb2701"}


async def test_streams_made_before_connect(front: Front) -> None:
    md = client(front)
    events, stream = md.connection_events(), md.ticks("rb2701")
    async with md:
        assert len(await collect(stream, 3)) == 3
    states = [event.state async for event in events]
    assert states == [
        State.DISCONNECTED,
        State.CONNECTING,
        State.LOGGING_IN,
        State.READY,
        State.CLOSING,
        State.CLOSED,
    ]


async def test_every_consumer_gets_every_tick(front: Front, md: MdClient) -> None:
    streams = [md.ticks(*NAMES) for _ in range(4)]
    found = [await collect(stream, 30) for stream in streams]
    assert all([t.volume for t in f] == [t.volume for t in found[0]] for f in found)


@pytest.mark.parametrize("version", _core.described_versions())
async def test_every_version(version: str) -> None:
    async with Front(seed=2, speed=20, times=Times.fast()) as front:
        separator = "&" if "?" in front.md_address else "?"
        address = f"{front.md_address}{separator}api={version}"
        async with MdClient(address, broker_id="9999", backoff=FAST_BACKOFF) as md:
            assert md.api_version == version
            stream = md.ticks("rb2701")
            assert all(t.version == version and t.last_price > 0 for t in await collect(stream, 5))
            await front.disconnect()
            await md.wait_for(State.RECONNECTING, 10)
            await md.wait_for(State.READY, 10)
            with anyio.fail_after(20):
                while (await anext(stream)).session != 2:
                    pass


@pytest.mark.parametrize("wakeup", ["threadsafe", "eventfd"])
async def test_wakeups(front: Front, wakeup: Any) -> None:
    async with client(front, wakeup=wakeup) as md:
        assert len(await collect(md.ticks(*NAMES), 40)) == 40


async def test_unsubscribe(front: Front, md: MdClient) -> None:
    await md.subscribe("rb2701", "rb2705")
    await md.unsubscribe("rb2701", "never-subscribed")
    assert md.subscriptions == {"rb2705"}
    stream = md.ticks()
    await front.push_tick(instrument_id="rb2701", last_price=1.0)
    assert {t.instrument_id for t in await collect(stream, 10)} == {"rb2705"}


async def test_for_quotes(front: Front, md: MdClient) -> None:
    quotes = md.for_quotes()
    await md.subscribe_for_quote_rsp("cu2612")
    await front.for_quote("cu2612")
    (quote,) = await collect(quotes, 1)
    assert isinstance(quote, records.ForQuoteRsp)
    assert quote.instrument_id == "cu2612"
    await md.unsubscribe_for_quote_rsp("cu2612")


async def test_a_request_the_front_does_not_serve(md: MdClient) -> None:
    with pytest.raises(actp.ResponseError) as caught:
        await md.query_multicast_instrument(topic_id=1)
    assert caught.value.code == 77
    with pytest.raises(actp.UsageError, match="not both"):
        await md.query_multicast_instrument(records.QryMulticastInstrument(), topic_id=1)


async def test_a_version_without_the_request(front: Front) -> None:
    separator = "&" if "?" in front.md_address else "?"
    async with MdClient(f"{front.md_address}{separator}api=6.3.15", broker_id="9999") as md:
        with pytest.raises(actp.UsageError, match=r"CTP 6\.3\.15 has no ReqQryMulticastInstrument"):
            await md.query_multicast_instrument()


async def test_run_forever_returns_at_close(front: Front) -> None:
    async with client(front) as md, anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(md.run_forever)
        await anyio.wait_all_tasks_blocked()
        await md.close()
    assert md.state is State.CLOSED
    await md.run_forever()


async def test_streams_end_at_close_with_what_was_delivered(front: Front) -> None:
    md = client(front)
    await md.connect()
    stream = md.ticks("rb2701")
    await front.wait_for_subscription("rb2701")
    with anyio.fail_after(10):
        while stream.statistics().buffered < 3:
            await anyio.sleep(0.01)
    await md.close()
    assert len([t async for t in stream]) >= 3


async def test_conflate(front: Front, md: MdClient) -> None:
    stream = md.ticks("rb2701", overflow=Overflow.CONFLATE)
    await front.wait_for_subscription("rb2701")
    for price in range(1, 50):
        await front.push_tick(instrument_id="rb2701", last_price=float(price))
    marker = md.ticks("cu2612")
    await collect(marker, 3)
    assert stream.statistics().buffered == 1
    assert stream.statistics().conflated >= 49


async def test_batches_of_a_live_stream(front: Front, md: MdClient) -> None:
    total = 0
    with anyio.fail_after(20):
        async for batch in md.ticks(*NAMES).batches():
            total += len(batch)
            assert all(record.instrument_id in NAMES for record in batch)
            if total > 30:
                break


async def test_batches_alone_take_every_tick(front: Front, md: MdClient) -> None:
    """Ticks that only batches want are moved many at a time: to every stream, all of them, in order."""
    count = 3000
    seen: list[list[int]] = [[], []]
    await md.subscribe("zz1")
    streams = [md.ticks() for _ in seen]
    late = md.ticks(buffer=16)
    strict = md.ticks(overflow=Overflow.ERROR, buffer=16)
    gone = md.ticks()

    async def read(stream: Any, volumes: list[int]) -> None:
        async for batch in stream.batches():
            volumes += [tick.volume for tick in batch]
            if volumes[-1] == count:
                return

    async with anyio.create_task_group() as readers:
        for stream, volumes in zip(streams, seen, strict=True):
            readers.start_soon(read, stream, volumes)
        await front.push_tick(instrument_id="zz1", volume=0)
        unread = [stream.batches() for stream in (late, strict, gone)]
        with anyio.fail_after(20):
            for batches in unread:
                assert [tick.volume for tick in await anext(batches)] == [0]
            for number in range(1, count + 1):
                await front.push_tick(instrument_id="zz1", volume=number)
                if number == 1000:
                    await unread.pop().aclose()
                    del gone
    assert seen == [[*range(count + 1)]] * 2
    kept = [tick.volume for tick in await anext(unread[0])]
    assert kept == [*range(count + 1 - len(kept), count + 1)]
    assert 8 <= len(kept) <= 16
    assert late.statistics().dropped == count - len(kept)
    assert [tick.volume for tick in await anext(unread[1])] == [*range(1, 17)]
    with pytest.raises(actp.StreamOverflowError):
        await anext(unread[1])


async def test_a_stream_of_records_joins_batches(front: Front, md: MdClient) -> None:
    """And leaves them again: no tick is lost, and none comes twice."""
    await md.subscribe("zz1")
    batches = md.ticks().batches()
    volumes: list[int] = []
    records_seen: list[int] = []
    number = 0

    async def push(times: int) -> None:
        nonlocal number
        for _ in range(times):
            number += 1
            await front.push_tick(instrument_id="zz1", volume=number)

    with anyio.fail_after(20):
        for _ in range(3):
            await push(200)
            while not volumes or volumes[-1] != number:
                volumes += [tick.volume for tick in await anext(batches)]
            stream = md.ticks()
            await push(200)
            records_seen += [tick.volume for tick in await collect(stream, 200)]
            del stream
        while volumes[-1] != number:
            volumes += [tick.volume for tick in await anext(batches)]
    assert volumes == [*range(1, number + 1)]
    assert records_seen == [n for n in range(1, number + 1) if (n - 1) // 200 % 2]


# -- losses -----------------------------------------------------------------------------------------


async def test_a_lost_connection_is_restored(front: Front, md: MdClient) -> None:
    events = md.connection_events()
    stream = md.ticks(*NAMES)
    await collect(stream, 10)
    await front.disconnect()
    seen = await collect(events, 4)
    assert [e.state for e in seen] == [State.READY, State.RECONNECTING, State.LOGGING_IN, State.READY]
    assert seen[1].reason.code in CUT
    assert seen[3].session == 2
    await front.wait_for_subscription(*NAMES)
    with anyio.fail_after(20):
        while (tick := await anext(stream)).session != 2:
            pass
    assert tick.instrument_id in NAMES


async def test_an_outage_with_refused_connections(front: Front, md: MdClient) -> None:
    await md.subscribe(*NAMES)
    async with offline(front):
        await md.wait_for(State.RECONNECTING, 10)
        await md.subscribe("ag2612")
        await md.unsubscribe("cu2612")
    await md.wait_for(State.READY, 20)
    await front.wait_for_subscription("rb2701", "rb2705", "ag2612")
    (session,) = await front.wait_clients(1)
    assert set(session.subscriptions) == {"rb2701", "rb2705", "ag2612"}


async def test_requests_in_flight_fail_with_connection_lost(front: Front, md: MdClient) -> None:
    with front.silence():
        async with anyio.create_task_group() as group:

            async def subscribe() -> None:
                with pytest.raises(actp.ConnectionLost) as caught:
                    await md.subscribe("rb2701")
                assert caught.value.code in CUT
                assert caught.value.retriable

            async def query() -> None:
                with pytest.raises(actp.ConnectionLost):
                    await md.query_multicast_instrument(topic_id=1)

            group.start_soon(subscribe)
            group.start_soon(query)
            await anyio.wait_all_tasks_blocked()
            await front.disconnect()
    await md.wait_for(State.READY, 20)
    await front.wait_for_subscription("rb2701")


async def test_silence_gives_a_warning_and_then_0x2001(front: Front, md: MdClient) -> None:
    events = md.connection_events()
    with front.silence():
        seen = await collect(events, 3)
    assert seen[1].reason.kind is ReasonKind.HEARTBEAT_WARNING
    assert seen[1].state is State.READY
    assert seen[2].state is State.RECONNECTING
    assert seen[2].reason.code == 0x2001
    await md.wait_for(State.READY, 20)


async def test_garbage_gives_0x2003(front: Front, md: MdClient) -> None:
    events = md.connection_events()
    await front.garbage()
    seen = await collect(events, 2)
    assert seen[1].reason.code == 0x2003
    await md.wait_for(State.READY, 20)


async def test_a_transient_login_refusal_is_survived(front: Front, md: MdClient) -> None:
    events = md.connection_events()
    with front.refuse_login(8, times=2):
        await front.disconnect()
        await md.wait_for(State.RECONNECTING, 10)
        await md.wait_for(State.READY, 20)
    seen = await collect(events, 2)
    while seen[-1].state is not State.READY:
        seen += await collect(events, 1)
    refused = [e for e in seen if e.reason.kind is ReasonKind.REFUSED]
    assert [e.reason.code for e in refused] == [8, 8]


async def test_a_final_login_refusal_ends_the_client(front: Front, md: MdClient) -> None:
    stream = md.ticks("rb2701")
    events = md.connection_events()
    with front.refuse_login(3):
        await front.disconnect()
        with pytest.raises(actp.LoginError) as caught, anyio.fail_after(20):
            await md.run_forever()
        assert caught.value.code == 3
        with pytest.raises(actp.LoginError):
            async for _ in stream:
                pass
        assert [e.state async for e in events][-2:] == [State.CLOSING, State.CLOSED]
        assert (
            front.statistics().logins_refused == 1 if hasattr(front.statistics(), "logins_refused") else True
        )
    with pytest.raises(actp.ClientClosedError, match="INVALID_LOGIN"):
        md.ticks()


async def test_an_unanswered_login_is_tried_again(front: Front) -> None:
    async with client(front, request_timeout=0.3) as md:
        with front.drop_requests("ReqUserLogin"):
            await front.disconnect()
            await md.wait_for(State.LOGGING_IN, 10)
            await md.wait_for(State.RECONNECTING, 10)
        await md.wait_for(State.READY, 20)


async def test_the_first_login_is_tried_again_within_connect_timeout(front: Front) -> None:
    with front.refuse_login(7, times=2):
        async with client(front) as md:
            assert md.state is State.READY


async def test_a_front_that_never_answers_requests(front: Front, md: MdClient) -> None:
    with (
        front.drop_requests("ReqQryMulticastInstrument"),
        pytest.raises(actp.RequestTimeoutError, match=r"0\.2 s"),
    ):
        await md.query_multicast_instrument(topic_id=1, timeout=0.2)


async def test_return_codes_are_tried_again(front: Front, md: MdClient) -> None:
    await front.return_codes(-3, 2)
    with pytest.raises(actp.ResponseError):
        await md.query_multicast_instrument(topic_id=1, timeout=10)
    await front.return_codes(-2, 1)
    await md.subscribe("rb2701")


# -- errors that say what is wrong ------------------------------------------------------------------


async def test_wrong_password_and_wrong_broker() -> None:
    async with Front(seed=1, times=Times.fast(), accounts=[Account("u", "secret")]) as front:
        async with client(front, password="secret") as md:
            assert md.state is State.READY
        for options, code in (
            ({"password": "hunter2"}, 3),
            ({"broker_id": "1234", "password": "secret"}, 12),
        ):
            md = client(front, **options)
            with pytest.raises(actp.LoginError) as caught:
                await md.connect()
            assert caught.value.code == code
            assert not caught.value.retriable
            assert "hunter2" not in str(caught.value)
            assert md.state is State.DISCONNECTED
            await md.close()


async def test_an_unknown_instrument_is_reported(front: Front) -> None:
    async with client(front, snapshot_timeout=1.0) as md:
        events = md.connection_events()
        await md.subscribe("rb2701", "RB2701", "nonsense")
        seen = await collect(events, 2)
        assert seen[1].reason.kind is ReasonKind.NO_SNAPSHOT
        assert set(seen[1].reason.instruments) == {"RB2701", "nonsense"}
        assert seen[1].state is State.READY


@pytest.mark.parametrize("wrong", [(), ("",), (" rb2610",), ("rb2610\0",), (1,), (["rb2610"],), ("x" * 81,)])
async def test_bad_instruments(md: MdClient, wrong: Any) -> None:
    with pytest.raises(actp.ConfigurationError):
        await md.subscribe(*wrong)
    if wrong:
        with pytest.raises(actp.ConfigurationError):
            md.ticks(*wrong)


async def test_nobody_listens(free_port: int) -> None:
    md = MdClient(f"sim://127.0.0.1:{free_port}")
    with pytest.raises(actp.FrontUnreachableError, match="connection refused") as caught:
        await md.connect()
    assert caught.value.retriable
    assert md.state is State.DISCONNECTED
    await md.close()


async def test_connect_again_after_a_failure(front: Front) -> None:
    md = client(front, connect_timeout=0.5)
    stream = md.ticks("rb2701")
    with front.mute_handshake(), pytest.raises(actp.HandshakeError, match="somebody listens"):
        await md.connect()
    await md.connect()
    assert len(await collect(stream, 2)) == 2
    await md.close()


async def test_a_front_that_closes_every_connection() -> None:
    async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(close, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        # The oldest library reconnects at once: hundreds of disconnects a second.
        md = MdClient(f"sim://127.0.0.1:{port}?api=6.3.15", connect_timeout=1.0)
        events = md.connection_events()
        with pytest.raises(actp.HandshakeError) as caught:
            await md.connect()
        assert caught.value.code == 0x1001
        await md.close()
        assert len([e async for e in events]) == 4, "a storm of disconnects is no storm of events"


async def test_the_handshake_refused(front: Front) -> None:
    md = client(front)
    with front.refuse_handshake(4040), pytest.raises(actp.HandshakeError) as caught:
        await md.connect()
    assert caught.value.code == 4040
    await md.close()


async def test_a_trading_front_refuses_market_data(front: Front) -> None:
    md = MdClient(front.trader_address, broker_id="9999", connect_timeout=3)
    with pytest.raises((actp.LoginError, actp.HandshakeError)) as caught:
        await md.connect()
    assert caught.value.code in (77, 4040)
    await md.close()


async def test_use_after_close(front: Front) -> None:
    md = client(front)
    await md.connect()
    await md.close()
    await md.close()
    for call in (
        md.connect,
        lambda: md.subscribe("a"),
        lambda: md.unsubscribe("a"),
        md.query_multicast_instrument,
    ):
        with pytest.raises(actp.ClientClosedError):
            await call()
    for make in (md.ticks, md.connection_events, md.for_quotes):
        with pytest.raises(actp.ClientClosedError):
            make()


async def test_use_before_connect() -> None:
    md = MdClient("sim://127.0.0.1:1")
    with pytest.raises(actp.NotConnectedError):
        await md.run_forever()
    with pytest.raises(actp.NotConnectedError):
        await md.query_multicast_instrument()
    await md.subscribe("rb2610")
    assert md.subscriptions == {"rb2610"}
    await md.close()
    assert md.state is State.CLOSED


async def test_connect_twice(md: MdClient) -> None:
    with pytest.raises(actp.UsageError, match="READY"):
        await md.connect()


async def test_use_from_another_loop(front: Front, md: MdClient) -> None:
    caught: list[BaseException] = []
    stream = md.ticks("rb2701")

    def elsewhere() -> None:
        async def use() -> None:
            for call in (
                lambda: md.subscribe("rb2610"),
                md.close,
                md.run_forever,
                lambda: anext(stream),
                md.query_multicast_instrument,
            ):
                try:
                    await call()
                except actp.WrongLoopError as error:
                    caught.append(error)

        asyncio.run(use())
        try:
            md.ticks()
        except actp.WrongLoopError as error:
            caught.append(error)

    await anyio.to_thread.run_sync(elsewhere)
    assert len(caught) == 6


async def test_two_readers_of_one_stream(front: Front, md: MdClient) -> None:
    stream = md.ticks("not-traded")
    async with anyio.create_task_group() as group:

        async def read() -> None:
            async for _ in stream:
                pass

        group.start_soon(read)
        await anyio.wait_all_tasks_blocked()
        with pytest.raises(actp.ConcurrentReadError):
            await anext(stream)
        await stream.aclose()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"wakeup": "pipe"}, "wakeup"),
        ({"connect_timeout": 0}, "connect_timeout"),
        ({"request_timeout": "soon"}, "request_timeout"),
        ({"queue_bytes": 0}, "queue_bytes"),
        ({"broker_id": 9999}, "broker_id"),
        ({"password": b"x"}, "password"),
    ],
)
async def test_bad_settings(options: dict[str, Any], says: str) -> None:
    with pytest.raises(actp.ConfigurationError, match=says):
        MdClient("sim://127.0.0.1:1", **options)


async def test_library_and_sim_exclude_each_other() -> None:
    md = MdClient("sim://127.0.0.1:1", library="/nowhere")
    with pytest.raises(actp.ConfigurationError, match="exclude each other"):
        await md.connect()
    await md.close()


async def test_an_unknown_simulated_version() -> None:
    md = MdClient("sim://127.0.0.1:1?api=6.7.12")
    with pytest.raises(
        actp.UnknownVersionError, match=r"nearest that actp describes are 6\.7\.11 and 6\.7\.13"
    ):
        await md.connect()
    await md.close()


async def test_secrets_stay_secret(front: Front, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        md = client(front, password="hunter2")
        await md.connect()
        await md.close()
        shown = repr(md) + str(vars(md)) + caplog.text
    assert "hunter2" not in shown
    assert records.ReqUserLogin(password="hunter2").password == "hunter2"
    assert "hunter2" not in repr(records.ReqUserLogin(password="hunter2"))


# -- many -------------------------------------------------------------------------------------------


async def test_several_clients_in_one_loop(front: Front) -> None:
    async with anyio.create_task_group() as group:

        async def one(name: str) -> None:
            async with client(front) as md:
                assert {t.instrument_id for t in await collect(md.ticks(name), 5)} == {name}

        for name in (*NAMES, "ag2612", "rb2701"):
            group.start_soon(one, name)


async def test_loops_in_several_threads(front: Front) -> None:
    """Clients on loops of their own, in threads, created and closed beside each other."""
    problems: list[BaseException] = []

    def worker() -> None:
        async def main() -> None:
            for _ in range(3):
                async with client(front) as md:
                    await collect(md.ticks("rb2701"), 3)

        try:
            asyncio.run(main())
        except BaseException as error:  # noqa: BLE001 - a thread's error belongs to the test
            problems.append(error)

    threads = [threading.Thread(target=worker) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await anyio.to_thread.run_sync(thread.join)
    assert not problems


async def test_a_large_subscription_is_paced_and_complete(front: Front) -> None:
    from actp import Pace

    names = [f"zz{number:04d}" for number in range(2500)]
    async with client(front, pace=Pace(500, 0.05), snapshot_timeout=None) as md:
        await md.subscribe(*names)
        (session,) = await front.wait_clients(1)
        assert set(session.subscriptions) == set(names)
        await front.disconnect()
        await md.wait_for(State.RECONNECTING, 10)
        await md.wait_for(State.READY, 20)
        await front.wait_for_subscription(*names)


async def test_ticks_beyond_the_queue_are_dropped_counted_and_reported() -> None:
    # The front runs on a loop of its own, so that it sends while the client's loop is busy.
    with start_blocking_portal() as portal:
        busy_front = Front(seed=1, speed=1000, times=Times(warn=30))
        with portal.wrap_async_context_manager(busy_front):
            async with client(busy_front, queue_bytes=20_000) as md:
                events = md.connection_events()
                stream = md.ticks("rb2701", buffer=100_000)
                await md.subscribe("rb2701")
                deadline = time.monotonic() + 20
                while not md.dropped_ticks and time.monotonic() < deadline:
                    pass  # busy on purpose: the loop gets no turn
                assert md.dropped_ticks
                seen = await collect(events, 2)
                assert seen[1].reason.kind is ReasonKind.TICKS_DROPPED
                assert seen[1].state is State.READY
                assert seen[1].reason.code == md.dropped_ticks
                assert len(await collect(stream, 50)) == 50, "and the stream goes on"


async def test_a_client_that_is_dropped_warns(front: Front) -> None:
    md: Any = client(front)
    await md.connect()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del md
        gc.collect()
        await anyio.sleep(0)
        gc.collect()
    assert [w.category for w in caught] == [ResourceWarning]
    assert "dropped without close()" in str(caught[0].message)


async def test_cancelled_connects_leave_nothing(front: Front) -> None:
    """connect() given up at every stage, then the same client connects."""
    for delay in (0, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01):
        md = client(front)
        with anyio.move_on_after(delay) as scope:
            await md.connect()
        if scope.cancelled_caught:
            assert md.state is State.DISCONNECTED
            await md.connect()
        assert md.state is State.READY
        await md.close()


async def test_close_while_connecting(front: Front) -> None:
    with front.mute_handshake():
        md = client(front)
        async with anyio.create_task_group() as group:

            async def connect() -> None:
                with pytest.raises(actp.ClientClosedError, match="while it was connecting"):
                    await md.connect()

            group.start_soon(connect)
            await anyio.wait_all_tasks_blocked()
            await md.close()
        assert md.state is State.CLOSED


async def test_cancelled_close_still_closes(front: Front) -> None:
    md = client(front)
    await md.connect()
    with anyio.CancelScope() as scope:
        scope.cancel()
        await md.close()
    await md.close()
    assert md.state is State.CLOSED


async def test_wait_for(front: Front, md: MdClient) -> None:
    await md.wait_for(State.READY)
    with pytest.raises(TimeoutError):
        await md.wait_for(State.RECONNECTING, 0.01)
    with pytest.raises(actp.ConfigurationError):
        await md.wait_for("READY")  # type: ignore[arg-type]
    async with anyio.create_task_group() as group:

        async def wait() -> None:
            with pytest.raises(actp.ClientClosedError):
                await md.wait_for(State.RECONNECTING)

        group.start_soon(wait)
        group.start_soon(md.wait_for, State.CLOSED)
        await anyio.wait_all_tasks_blocked()
        await md.close()


@pytest.fixture
async def free_port() -> AsyncIterator[int]:
    """A port that nobody listens on, held by a socket that does not listen."""
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]
