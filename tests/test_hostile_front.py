"""Answers that do not fit their request, over real TCP: a front that has CTP's frames but not its rules."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio
import pytest
from rawfront import Request, Session, Subscription

import actp
from actp import MdClient, ProtocolError, State, TraderClient, _core, records
from actp.connection.api_class import api_class
from actp.ctp.description import installed
from actp.testing import FAST_BACKOFF
from hostilefront import HostileFront, Script

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

VERSIONS = _core.described_versions()
LOGIN = records.RspUserLogin(trading_day="20260302", front_id=1, session_id=7, max_order_ref="1")


def client(front: HostileFront, **options: Any) -> Any:
    given: dict[str, Any] = {
        "broker_id": "9999",
        "user_id": "u",
        "password": "p",
        "backoff": FAST_BACKOFF,
        "request_timeout": 20.0,
        "connect_timeout": 30.0,
    }
    if front.kind == "md":
        return MdClient(front.address, **(given | options))
    return TraderClient(front.address, **(given | {"query_rate": None, "follow_positions": False} | options))


@contextlib.asynccontextmanager
async def quiet() -> AsyncIterator[list[dict[str, Any]]]:
    """What reaches the event loop's exception handler; nothing may."""
    reported: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: reported.append(context))
    try:
        yield reported
    finally:
        loop.set_exception_handler(before)
    assert reported == []


def reply(callback: str, record: Any = None, **options: Any) -> Script:
    def script(front: HostileFront, session: Session, frame: Any) -> None:
        front.send(callback, record, **({"request_id": getattr(frame, "request_id", 0)} | options))

    return script


# -- the table ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", ["md", "trader"])
async def test_every_request_knows_its_answer(kind: Any, version: str) -> None:
    described = api_class(kind, version)
    by_name = {method.name: method for method in described.callbacks.values()}
    api = {"md": "MdApi", "trader": "TraderApi"}[kind]
    for method in installed().methods(api, version):
        if method.name.startswith("Req") and len(method.params) == 2:
            assert by_name[described.answers[method.name]].shape == "response"
    assert described.answers["ReqUserLogin"] == "OnRspUserLogin"


# -- steps of the login -------------------------------------------------------------------------------

STEPS = [
    ("trader", "ReqUserLogin", {}, {"ReqUserLogin": reply("OnRspUserLogin")}),
    ("md", "ReqUserLogin", {}, {"ReqUserLogin": reply("OnRspUserLogin")}),
    ("md", "ReqUserLogin", {}, {"ReqUserLogin": reply("OnRspUserLogout", records.UserLogout())}),
    ("md", "ReqUserLogin", {}, {"ReqUserLogin": reply("OnRspSubMarketData", records.SpecificInstrument())}),
    ("md", "ReqUserLogin", {}, {"ReqUserLogin": reply("OnRspError")}),
    ("trader", "ReqUserLogin", {}, {"ReqUserLogin": reply("OnRspQryOrder", records.Order())}),
    ("trader", "ReqUserLogin", {}, {"ReqUserLogin": reply("OnRspError")}),
    (
        "trader",
        "ReqAuthenticate",
        {"app_id": "a", "auth_code": "c"},
        {"ReqAuthenticate": reply("OnRspOrderInsert", records.InputOrder())},
    ),
    (
        "trader",
        "ReqAuthenticate",
        {"app_id": "a", "auth_code": "c"},
        {"ReqAuthenticate": reply("OnRspUserLogin", LOGIN)},
    ),
    (
        "trader",
        "ReqSettlementInfoConfirm",
        {},
        {"ReqSettlementInfoConfirm": reply("OnRspUserLogin", LOGIN)},
    ),
    (
        "trader",
        "ReqQrySettlementInfoConfirm",
        {"settlement": "require"},
        {"ReqQrySettlementInfoConfirm": reply("OnRspQryInstrument", records.Instrument(instrument_id="x"))},
    ),
    (
        "trader",
        "ReqUserPasswordUpdate",
        {"new_password": "q"},
        {
            "ReqUserLogin": reply("OnRspUserLogin", error=140),
            "ReqUserPasswordUpdate": reply("OnRspOrderInsert", records.InputOrder()),
        },
    ),
]


@pytest.mark.parametrize(("kind", "name", "options", "scripts"), STEPS)
async def test_a_step_of_the_login_with_another_answer(
    kind: str, name: str, options: dict[str, Any], scripts: dict[str, Script]
) -> None:
    """connect() says so at once, not after its time-out."""
    with HostileFront(kind, **scripts) as front:
        async with quiet():
            user = client(front, **options)
            with anyio.fail_after(10), pytest.raises(ProtocolError, match=name):
                await user.connect()
            assert user.state is State.DISCONNECTED
            # It is no state to be stuck in: the same client connects once the front answers properly.
            for script in scripts:
                del front.scripts[script]
            async with user:
                assert user.state is State.READY


@pytest.mark.parametrize("version", ["6.3.15", "6.5.1", "6.7.2", "6.7.13"])
@pytest.mark.parametrize("kind", ["md", "trader"])
async def test_after_a_reconnect_it_ends_the_client(kind: str, version: str) -> None:
    with HostileFront(kind, version) as front:
        async with quiet():
            user = client(front)
            await user.connect()
            front.scripts["ReqUserLogin"] = reply("OnRspUserLogin")
            front.cut()
            with anyio.fail_after(10), pytest.raises(ProtocolError, match="without its struct"):
                await user.run_forever()
            await user.close()


async def test_a_login_that_is_answered_twice_or_never_marked_as_the_last() -> None:
    def twice(front: HostileFront, session: Session, frame: Request) -> None:
        for last in (False, True, True):
            front.login(frame, last=last)

    for kind in ("md", "trader"):
        with HostileFront(kind, ReqUserLogin=twice) as front:
            async with quiet(), client(front) as user:
                assert user.state is State.READY


async def test_a_login_with_a_number_that_is_none() -> None:
    """What cannot be handled ends the connection attempt with an error, wherever it comes to light."""
    odd = LOGIN.replace(max_order_ref="²")
    with HostileFront("trader", ReqUserLogin=reply("OnRspUserLogin", odd)) as front:
        async with quiet():
            user = client(front)
            with anyio.fail_after(10):
                with contextlib.suppress(ProtocolError):
                    await user.connect()
            await user.close()


# -- queries and other requests -----------------------------------------------------------------------

ACCOUNT = reply("OnRspQryInvestorPosition", records.InvestorPosition(instrument_id="x"))


async def test_a_query_with_rows_of_another_struct() -> None:
    with HostileFront("trader", ReqQryTradingAccount=ACCOUNT) as front:
        async with quiet(), client(front) as td:
            with anyio.fail_after(10), pytest.raises(ProtocolError) as caught:
                await td.query_trading_account()
            assert "ReqQryTradingAccount was answered by OnRspQryInvestorPosition" in str(caught.value)
            assert not caught.value.retriable and caught.value.code is None
            # That request alone: the session goes on, and so do the queries.
            assert td.state is State.READY
            assert await td.query_order() == []


async def test_a_row_of_another_struct_among_the_right_ones() -> None:
    def mixed(front: HostileFront, session: Session, frame: Request) -> None:
        right = records.Order(order_ref="1")
        front.send("OnRspQryOrder", right, request_id=frame.request_id, last=False)
        front.send("OnRspQryTrade", records.Trade(), request_id=frame.request_id, last=False)
        front.send("OnRspQryOrder", right, request_id=frame.request_id, last=True)
        front.send("OnRspQryOrder", right, request_id=frame.request_id, last=True)

    with HostileFront("trader", ReqQryOrder=mixed) as front:
        async with quiet(), client(front) as td:
            with anyio.fail_after(10), pytest.raises(ProtocolError, match="OnRspQryTrade"):
                await td.query_order()
            assert await td.query_trade() == []


@pytest.mark.parametrize(
    ("call", "script"),
    [
        ("query_order", reply("OnRspError")),
        ("query_order", reply("OnRspError", last=False)),
        ("query_order", reply("OnRspUserLogin", LOGIN)),
        ("user_password_update", reply("OnRspUserLogout", records.UserLogout())),
        ("parked_order_insert", reply("OnRspQryOrder", records.Order())),
        ("order_insert", reply("OnRspOrderAction", records.InputOrderAction(), error=30)),
        ("quote_insert", reply("OnRspOrderInsert", records.InputOrder(), error=30)),
        ("for_quote_insert", reply("OnRspQryOrder", records.Order())),
    ],
)
async def test_requests_of_every_kind(call: str, script: Script) -> None:
    name = {"query_order": "ReqQryOrder"}.get(call) or "Req" + "".join(
        part.capitalize() for part in call.split("_")
    )
    with HostileFront("trader", **{name: script}) as front:
        async with quiet(), client(front) as td:
            with anyio.fail_after(10), pytest.raises(ProtocolError, match=name):
                await getattr(td, call)()
            assert td.state is State.READY


async def test_an_error_fits_every_request() -> None:
    with HostileFront("trader", ReqQryOrder=reply("OnRspError", error=9, last=False)) as front:
        async with quiet(), client(front) as td:
            with anyio.fail_after(10), pytest.raises(actp.ResponseError) as caught:
                await td.query_order()
            assert caught.value.code == 9 and not isinstance(caught.value, ProtocolError)


async def test_a_multicast_query_with_another_answer() -> None:
    script = reply("OnRspUserLogin", LOGIN)
    with HostileFront("md", ReqQryMulticastInstrument=script) as front:
        async with quiet(), client(front) as md:
            with anyio.fail_after(10), pytest.raises(ProtocolError, match="ReqQryMulticastInstrument"):
                await md.query_multicast_instrument()


# -- subscriptions ------------------------------------------------------------------------------------


def named(callback: str, **options: Any) -> Script:
    def script(front: HostileFront, session: Session, frame: Subscription) -> None:
        for name in frame.names:
            front.send(callback, records.SpecificInstrument(instrument_id=name), **options)

    return script


@pytest.mark.parametrize(
    ("call", "request_name", "script"),
    [
        ("subscribe", "SubscribeMarketData", named("OnRspUnSubMarketData")),
        ("subscribe", "SubscribeMarketData", named("OnRspSubForQuoteRsp")),
        ("subscribe", "SubscribeMarketData", reply("OnRspSubMarketData")),
        ("subscribe_for_quote_rsp", "SubscribeForQuoteRsp", named("OnRspSubMarketData")),
        ("subscribe_for_quote_rsp", "SubscribeForQuoteRsp", reply("OnRspSubForQuoteRsp")),
        ("unsubscribe", "UnSubscribeMarketData", named("OnRspSubMarketData")),
        ("unsubscribe", "UnSubscribeMarketData", reply("OnRspUnSubMarketData")),
        ("unsubscribe_for_quote_rsp", "UnSubscribeForQuoteRsp", named("OnRspUnSubMarketData")),
    ],
)
async def test_a_subscription_with_another_answer(call: str, request_name: str, script: Script) -> None:
    with HostileFront("md") as front:
        async with quiet(), client(front) as md:
            if call.startswith("un"):
                await getattr(md, call.removeprefix("un"))("rb2701", "rb2705")
            front.scripts[request_name] = script
            with anyio.fail_after(10), pytest.raises(ProtocolError, match=request_name):
                await getattr(md, call)("rb2701", "rb2705")
            assert md.state is State.READY
            del front.scripts[request_name]
            await md.subscribe("cu2701")


async def test_late_answers_disturb_no_later_call() -> None:
    """An unsubscription whose caller has gone is still answered, in between."""
    with HostileFront("md") as front:
        async with quiet(), client(front) as md:
            await md.subscribe("rb2701")
            held: list[tuple[str, Subscription]] = []
            front.scripts["UnSubscribeMarketData"] = lambda f, s, frame: held.append(("x", frame))
            with anyio.move_on_after(0.1):
                await md.unsubscribe("rb2701")

            def late(front: HostileFront, session: Session, frame: Subscription) -> None:
                named("OnRspUnSubMarketData")(front, session, frame)
                named("OnRspSubMarketData")(front, session, frame)

            front.scripts["SubscribeMarketData"] = late
            with anyio.fail_after(10):
                await md.subscribe("rb2701")
            assert md.subscriptions == {"rb2701"}


# -- whatever else ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["md", "trader"])
async def test_what_cannot_be_handled_ends_the_client(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No exception reaches the loop: the client ends with an error that names the callback."""
    with HostileFront(kind) as front:
        async with quiet():
            user = client(front)
            await user.connect()
            monkeypatch.setattr(type(user), "_on_notice", lambda *_: {}["planned"])
            notice = "OnRtnForQuoteRsp" if kind == "md" else "OnRtnOrder"
            record = records.ForQuoteRsp() if kind == "md" else records.Order()
            front.send(notice, record)
            with anyio.fail_after(10), pytest.raises(ProtocolError, match=f"{notice} could not be handled"):
                await user.run_forever()
            await user.close()
            assert user.state is State.CLOSED


async def test_random_callbacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every callback of either class, with and without struct, error and mark, during and after requests."""
    for kind in ("md", "trader"):
        with HostileFront(kind) as front:
            async with quiet():
                user = client(front, request_timeout=0.2)
                await user.connect()
                described = front.described

                def all_of_them(front: HostileFront, session: Session, frame: Request) -> None:
                    for index, method in front.described.callbacks.items():
                        for request_id in (frame.request_id, frame.request_id + 1, 0, -1):
                            for record in _structs(method.struct, front.version):
                                if method.shape in ("void", "int"):
                                    continue
                                if record is None and method.shape == "notice":
                                    continue
                                session.callback(
                                    index, record, request_id=request_id, last=bool(request_id % 2)
                                )

                name = "ReqQryMulticastInstrument" if kind == "md" else "ReqQryOrder"
                front.scripts[name] = all_of_them
                query = user.query_multicast_instrument if kind == "md" else user.query_order
                with anyio.fail_after(30):
                    for _ in range(3):
                        with contextlib.suppress(actp.ActpError):
                            await query()
                assert described.answers
                await user.close()


def _structs(name: str | None, version: str) -> Iterator[bytes | None]:
    yield None
    if name is not None:
        size = len(records.record_class(name)(version=version).to_bytes(version))
        yield bytes(size)
        yield b"\xff" * size
        yield os.urandom(size)
