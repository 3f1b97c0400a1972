"""What a front can make a client keep: an answer without an end, reports that nobody takes, unread events."""

from __future__ import annotations

import contextlib
import threading
from typing import Any

import anyio
import pytest
from rawfront import Request, Session

import actp
from actp import MdClient, ReceiveLimitError, State, TraderClient, _core, records
from actp.connection.session import ReasonKind
from actp.testing import FAST_BACKOFF
from hostilefront import HostileFront, Script

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(90)]

MEBIBYTE = 1 << 20


def client(front: HostileFront, **options: Any) -> Any:
    given: dict[str, Any] = {
        "broker_id": "9999",
        "user_id": "u",
        "password": "p",
        "backoff": FAST_BACKOFF,
        "request_timeout": 30.0,
        "connect_timeout": 30.0,
    }
    if front.kind == "md":
        return MdClient(front.address, **(given | options))
    more = {"query_rate": None, "follow_positions": False, "load_instruments": False}
    return TraderClient(front.address, **(given | more | options))


def endless(callback: str, record: Any) -> Script:
    """Rows until the library hangs up."""

    def script(front: HostileFront, session: Session, frame: Request) -> None:
        with contextlib.suppress(OSError):
            while True:
                front.send(callback, record, request_id=frame.request_id, last=False, times=500)

    return script


ENDLESS = [
    ("trader", "ReqQryOrder", "query_order", "OnRspQryOrder", records.Order(order_ref="1")),
    ("trader", "ReqQryTrade", "query_trade", "OnRspQryTrade", records.Trade(trade_id="1")),
    (
        "md",
        "ReqQryMulticastInstrument",
        "query_multicast_instrument",
        "OnRspQryMulticastInstrument",
        records.MulticastInstrument(topic_id=1),
    ),
]


@pytest.mark.parametrize(("kind", "name", "call", "callback", "record"), ENDLESS)
async def test_rows_without_an_end(kind: str, name: str, call: str, callback: str, record: Any) -> None:
    with HostileFront(kind, **{name: endless(callback, record)}) as front:
        user = client(front, answer_bytes=MEBIBYTE)
        await user.connect()
        with anyio.fail_after(30):
            with pytest.raises(
                ReceiveLimitError, match=f"{name} is larger than answer_bytes=1048576"
            ) as caught:
                await getattr(user, call)()
            assert not caught.value.retriable
            with pytest.raises(ReceiveLimitError):
                await user.run_forever()
        await user.close()


async def test_rows_without_an_end_while_connecting() -> None:
    script = endless("OnRspQrySettlementInfoConfirm", records.SettlementInfoConfirm(investor_id="u"))
    with HostileFront("trader", ReqQrySettlementInfoConfirm=script) as front:
        user = client(front, answer_bytes=MEBIBYTE, settlement="require")
        with anyio.fail_after(30), pytest.raises(ReceiveLimitError, match="ReqQrySettlementInfoConfirm"):
            await user.connect()
        assert user.state is State.DISCONNECTED


async def test_instruments_without_an_end() -> None:
    """Of the background load, whose rows are not kept with the request."""
    script = endless("OnRspQryInstrument", records.Instrument(instrument_id="x", exchange_id="SHFE"))
    with HostileFront("trader", ReqQryInstrument=script) as front:
        user = client(front, answer_bytes=MEBIBYTE, load_instruments=True)
        await user.connect()
        with anyio.fail_after(30), pytest.raises(ReceiveLimitError, match="ReqQryInstrument"):
            await user.run_forever()
        await user.close()


@pytest.mark.parametrize("wakeup", ["threadsafe", "eventfd"])
async def test_a_flood_while_the_loop_is_blocked(wakeup: str) -> None:
    """So much is kept and no more. What was kept is delivered, without a gap; then the client ends."""
    with HostileFront("trader") as front:
        user = client(front, queue_bytes=MEBIBYTE, backlog_bytes=2 * MEBIBYTE, wakeup=wakeup)
        await user.connect()
        notices = user.notices()
        before = _core.native_blocks()["chunks"]
        flooded = threading.Event()

        def flood() -> None:
            with contextlib.suppress(OSError):
                for number in range(20_000):  # 18 MB
                    front.send("OnRtnOrder", records.Order(order_ref=str(number), front_id=5, session_id=5))
            flooded.set()

        thread = threading.Thread(target=flood)
        thread.start()
        assert flooded.wait(60)  # the loop stands still all the while
        thread.join()
        assert _core.native_blocks()["chunks"] - before < 3 * MEBIBYTE // 131072 + 20
        found = []
        with anyio.fail_after(30), pytest.raises(ReceiveLimitError, match="backlog_bytes=2097152"):
            async for notice in notices:
                found.append(int(notice.record.order_ref))
        assert found == list(range(len(found)))
        assert 2 * MEBIBYTE // 900 < len(found) < 20_000
        with anyio.fail_after(30), pytest.raises(ReceiveLimitError):
            await user.run_forever()
        await user.close()


async def test_what_a_day_brings_fits() -> None:
    """Reports in the ten thousands while the loop is blocked, with the default figures."""
    with HostileFront("trader") as front:
        async with client(front) as user:
            notices = user.notices()
            report = records.Order(order_ref="1", front_id=5, session_id=5)
            sent = threading.Event()

            def send() -> None:
                front.send("OnRtnOrder", report, times=30_000)
                sent.set()

            thread = threading.Thread(target=send)
            thread.start()
            assert sent.wait(60)
            thread.join()
            with anyio.fail_after(60):
                for _ in range(30_000):
                    await anext(notices)
            assert user.state is State.READY


@pytest.mark.parametrize("name", ["answer_bytes", "backlog_bytes", "unread_warning"])
@pytest.mark.parametrize("value", [0, -1, 1.5, "1", None])
async def test_figures_that_are_none(name: str, value: Any) -> None:
    for cls in (MdClient, TraderClient):
        with pytest.raises(actp.ConfigurationError, match=f"{name}="):
            cls("sim://127.0.0.1:1", broker_id="9999", user_id="u", password="p", **{name: value})


STREAMS = ["orders", "trades", "notices", "for_quotes", "updates", "connection_events"]


@pytest.mark.parametrize("kind", STREAMS)
async def test_a_lossless_stream_that_nobody_reads(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    """Reported once, at the length that was set, and again after it was read."""
    with HostileFront("md" if kind == "for_quotes" else "trader") as front:
        async with client(front, unread_warning=50) as user:
            number = 0

            def send(count: int) -> None:
                nonlocal number
                for _ in range(count):
                    number += 1
                    order = records.Order(order_ref="1", front_id=5, session_id=5, volume_traded=number)
                    match kind:
                        case "for_quotes":
                            front.send("OnRtnForQuoteRsp", records.ForQuoteRsp(instrument_id="x"))
                        case "trades":
                            front.send("OnRtnTrade", records.Trade(trade_id=str(number)))
                        case "connection_events":
                            warning = front.callbacks["OnHeartBeatWarning"]
                            user._on_callback(warning, None, None, b"", 1, False)
                        case _:
                            front.send("OnRtnOrder", order)

            if kind == "updates":
                send(1)
                with anyio.fail_after(10):
                    while (order := user.find_order((5, 5, "1"))) is None:
                        await anyio.sleep(0.01)
                stream = order.updates()
            else:
                stream = getattr(user, kind)()
            events = stream if kind == "connection_events" else user.connection_events()
            for reported in (1, 2):
                send(49 - stream.statistics().buffered)
                with anyio.fail_after(10):
                    while stream.statistics().buffered < 49:
                        await anyio.sleep(0.01)
                assert len(caplog.records) == reported - 1
                send(60)
                with anyio.fail_after(10):
                    while stream.statistics().buffered < 109 or len(caplog.records) < reported:
                        await anyio.sleep(0.01)
                assert len(caplog.records) == reported
                assert f"50 items wait in {kind}()" in caplog.records[-1].getMessage()
                for _ in range(stream.statistics().buffered - 10):
                    event = await anext(stream)
                    if events is stream and event.reason.kind is ReasonKind.UNREAD_STREAM:
                        assert event.reason.code == 50
            assert stream.statistics().dropped == 0
            if events is not stream:
                found = [await anext(events) for _ in range(events.statistics().buffered)]
                kinds = [event.reason.kind for event in found]
                assert kinds.count(ReasonKind.UNREAD_STREAM) == 2
