"""Instruments and their exchanges: known before the first order, loaded in the background, or asked for."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import weakref
from typing import Any

import anyio
import pytest
from rawfront import Request, Session

import actp
from actp import RequestNotSent, State, TraderClient, records
from actp.sim import Front, Times
from actp.testing import FAST_BACKOFF
from hostilefront import HostileFront, Script

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(90)]

ORDER = records.Order(
    instrument_id="rb2701", exchange_id="SHFE", order_ref="8", front_id=9, session_id=9, order_status="3"
)


def trader(address: str, **options: Any) -> TraderClient:
    given: dict[str, Any] = {
        "broker_id": "9999",
        "user_id": "u",
        "password": "p",
        "backoff": FAST_BACKOFF,
        "query_rate": None,
        "follow_positions": False,
        "load_instruments": False,
        "request_timeout": 20.0,
    }
    return TraderClient(address, **(given | options))


def rows(callback: str, *found: Any) -> Script:
    def script(front: HostileFront, session: Session, frame: Request) -> None:
        for number, record in enumerate(found, 1):
            front.send(callback, record, request_id=frame.request_id, last=number == len(found))

    return script


def instrument(name: str, exchange: str = "SHFE") -> records.Instrument:
    return records.Instrument(instrument_id=name, exchange_id=exchange, volume_multiple=10)


def silent(front: HostileFront, session: Session, frame: Request) -> None:
    pass


async def seen(front: HostileFront, name: str) -> None:
    with anyio.fail_after(15):
        while name not in front.seen:
            await anyio.sleep(0.005)


# -- what is known --------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["position", "order", "trade", "status", "tick", "instrument", "detail"])
async def test_an_order_goes_out_at_once_whatever_named_its_exchange(source: str) -> None:
    """A query that nobody answers is in flight: no look-up could be made."""
    named = {"instrument_id": "rb2701", "exchange_id": "SHFE"}
    position = records.InvestorPosition(**named, position=1, posi_direction="2", hedge_flag="1")
    scripts = {
        "ReqQryOrder": silent,
        "ReqOrderInsert": silent,
        "ReqQryInvestorPosition": rows("OnRspQryInvestorPosition", position),
        "ReqQryTradingAccount": rows("OnRspQryTradingAccount", records.TradingAccount(account_id="u")),
        "ReqQryTrade": rows("OnRspQryTrade", records.Trade(**named)),
        "ReqQryInstrument": rows("OnRspQryInstrument", instrument("rb2701")),
        "ReqQryDepthMarketData": rows("OnRspQryDepthMarketData", records.DepthMarketData(**named)),
        "ReqQryInvestorPositionDetail": rows(
            "OnRspQryInvestorPositionDetail", records.InvestorPositionDetail(**named)
        ),
    }
    with HostileFront("trader", **scripts) as front:
        async with trader(front.address, follow_positions=source == "position") as td:
            match source:
                case "order":
                    front.send("OnRtnOrder", ORDER)
                case "trade":
                    await td.query_trade()
                case "status":
                    front.send("OnRtnInstrumentStatus", records.InstrumentStatus(**named))
                case "tick":
                    await td.query_depth_market_data()
                case "instrument":
                    await td.query_instrument()
                case "detail":
                    await td.query_investor_position_detail()
            with anyio.fail_after(10):
                while td.instruments._exchanges.get("rb2701") != "SHFE":
                    await anyio.sleep(0.005)
            asked = front.seen.count("ReqQryInstrument")
            async with anyio.create_task_group() as group:
                group.start_soon(td.query_order)
                await seen(front, "ReqQryOrder")
                group.start_soon(td.sell_close, "rb2701", 3000.0)
                await seen(front, "ReqOrderInsert")
                assert front.seen.count("ReqQryInstrument") == asked
                group.cancel_scope.cancel()


async def test_what_a_program_wrote_names_no_exchange() -> None:
    wrong = {"instrument_id": "rb2701", "exchange_id": "DCE"}
    with HostileFront("trader", ReqQryInstrument=rows("OnRspQryInstrument", instrument("rb2701"))) as front:
        async with trader(front.address) as td:
            front.send("OnErrRtnOrderInsert", records.InputOrder(**wrong), error=148)
            front.send("OnErrRtnOrderAction", records.OrderAction(**wrong), error=25)
            front.send("OnRtnErrorConditionalOrder", records.ErrorConditionalOrder(**wrong))
            front.send("OnRtnOrder", ORDER.replace(**wrong, order_submit_status="4", order_status="5"))
            front.scripts["ReqQryParkedOrder"] = rows("OnRspQryParkedOrder", records.ParkedOrder(**wrong))
            await td.query_parked_order()
            assert await td._exchange_of("rb2701", None) == ("SHFE", None)
            # CTP's own list is right, whatever came before it.
            front.send("OnRtnOrder", ORDER.replace(instrument_id="m2701", exchange_id="CZCE"))
            front.scripts["ReqQryInstrument"] = rows("OnRspQryInstrument", instrument("m2701", "DCE"))
            await td.query_instrument()
            assert await td._exchange_of("m2701", None) == ("DCE", None)


# -- what is not known ----------------------------------------------------------------------------------


async def test_the_look_up_passes_all_queued_queries() -> None:
    scripts: dict[str, Script] = {
        "ReqOrderInsert": silent,
        "ReqQryInstrument": rows("OnRspQryInstrument", instrument("rb2701"), instrument("rb27010")),
    }
    with HostileFront("trader", **scripts) as front:
        async with trader(front.address, query_rate=5.0) as td, anyio.create_task_group() as group:
            for _ in range(14):
                group.start_soon(td.query_trade)
            await seen(front, "ReqQryTrade")
            # All at once: one query tells the exchange to every one of them.
            for _ in range(5):
                group.start_soon(td.buy_open, "rb2701", 3000.0)
            with anyio.fail_after(15):
                while front.seen.count("ReqOrderInsert") < 5:
                    await anyio.sleep(0.005)
            assert front.seen.count("ReqQryInstrument") == 1
            assert front.seen.count("ReqQryTrade") <= 3
            group.cancel_scope.cancel()


async def test_a_report_that_comes_first_ends_the_look_up() -> None:
    with HostileFront("trader", ReqQryTrade=silent, ReqOrderInsert=silent) as front:
        async with trader(front.address) as td, anyio.create_task_group() as group:
            group.start_soon(td.query_trade)
            await seen(front, "ReqQryTrade")
            group.start_soon(td.buy_open, "rb2701", 3000.0)
            await anyio.sleep(0.02)
            assert "ReqOrderInsert" not in front.seen
            front.send("OnRtnOrder", ORDER)
            await seen(front, "ReqOrderInsert")
            assert "ReqQryInstrument" not in front.seen
            group.cancel_scope.cancel()


async def test_a_look_up_that_cannot_be_made_says_so_and_nothing_is_sent() -> None:
    with HostileFront("trader", ReqQryTrade=silent) as front:
        async with trader(front.address) as td, anyio.create_task_group() as group:
            group.start_soon(td.query_trade)
            await seen(front, "ReqQryTrade")
            for call in (td.buy_open, td.sell_close_today):
                with anyio.fail_after(10), pytest.raises(RequestNotSent) as caught:
                    await call("rb2701", 3000.0, timeout=0.1)
                text = str(caught.value)
                assert "exchange of rb2701 is not known" in text and "exchange_id=" in text
                assert "ReqQryTrade has been unanswered" in text
            assert "ReqOrderInsert" not in front.seen and td.orders_today == ()
            assert td.instruments._awaited == {}
            group.cancel_scope.cancel()


async def test_unknown_names() -> None:
    asked: list[int] = []

    def script(front: HostileFront, session: Session, frame: Request) -> None:
        asked.append(frame.request_id)
        front.send("OnRspQryInstrument", request_id=frame.request_id)

    with HostileFront("trader", ReqQryInstrument=script) as front:
        async with trader(front.address) as td:
            calls = [td.buy_open("RB2701", 3000.0) for _ in range(5)]
            with anyio.fail_after(10):
                found = await asyncio.gather(*calls, return_exceptions=True)
            assert [type(error) for error in found] == [actp.UsageError] * 5
            assert "CTP knows no instrument 'RB2701'" in str(found[0])
            assert len(asked) <= 2  # the next one may have its turn already


# -- the background load ----------------------------------------------------------------------------------


async def test_all_instruments_are_loaded_in_the_background_and_anew_for_each_day() -> None:
    async with Front(seed=2, times=Times.fast()) as front:
        async with trader(front.trader_address, load_instruments=True) as td:
            assert not td.instruments.loaded
            with anyio.fail_after(10):
                while not td.instruments.loaded:
                    await anyio.sleep(0.01)
            assert set(td.instruments) == set(front.instruments) == set(dict(td.instruments))
            assert len(td.instruments) == len(front.instruments)
            assert td.instruments["rb2701"].volume_multiple == 10
            assert "nothing" not in td.instruments and td.instruments.get("nothing") is None
            await td.instruments.wait_loaded()
            first = td.instruments["rb2701"]
            await front.settle()
            await td.wait_for(State.RECONNECTING, 10)
            await td.wait_for(State.READY, 10)
            assert not td.instruments.loaded
            assert td.instruments["rb2701"] is first  # until the new ones are there
            await td.instruments.wait_loaded(10)
            assert td.instruments["rb2701"] is not first
            # The same day again: nothing to load.
            await front.disconnect()
            await td.wait_for(State.RECONNECTING, 10)
            await td.wait_for(State.READY, 10)
            assert td.instruments.loaded
        assert td.instruments["rb2701"].exchange_id == "SHFE"


async def test_the_load_is_last_in_line_and_hurries_for_whoever_waits() -> None:
    with HostileFront("trader", ReqQryInstrument=rows("OnRspQryInstrument", instrument("rb2701"))) as front:
        async with trader(front.address, load_instruments=True, query_rate=20.0) as td:
            for _ in range(20):
                await td.query_trade()
            assert "ReqQryInstrument" not in front.seen
            async with anyio.create_task_group() as group:
                for _ in range(5):
                    group.start_soon(td.query_order)
                await anyio.sleep(0.02)
                group.start_soon(td.instruments.wait_loaded, 10)
            assert td.instruments.loaded
            # Asked once, alone: without a filter.
            assert front.seen.count("ReqQryInstrument") == 1


async def test_without_it_nothing_is_asked() -> None:
    with HostileFront("trader") as front:
        async with trader(front.address, load_instruments=False) as td:
            await anyio.sleep(0.8)
            assert "ReqQryInstrument" not in front.seen and len(td.instruments) == 0
            with pytest.raises(actp.UsageError, match="load_instruments=False"):
                await td.instruments.wait_loaded()


async def test_a_load_that_breaks_off_is_done_after_the_next_login() -> None:
    def half(front: HostileFront, session: Session, frame: Request) -> None:
        front.send("OnRspQryInstrument", instrument("rb2701"), request_id=frame.request_id, last=False)
        front.scripts["ReqQryInstrument"] = rows(
            "OnRspQryInstrument", instrument("rb2701"), instrument("m2701", "DCE")
        )
        front.cut()

    with HostileFront("trader", ReqQryInstrument=half) as front:
        async with trader(front.address, load_instruments=True) as td:
            await td.instruments.wait_loaded(20)
            assert set(td.instruments) == {"rb2701", "m2701"}
            assert front.seen.count("ReqQryInstrument") == 2


@pytest.mark.parametrize("kind", ["refused", "later", "unanswered", "another answer"])
async def test_a_load_that_fails(kind: str) -> None:
    def script(front: HostileFront, session: Session, frame: Request) -> None:
        match kind:
            case "refused":
                front.send("OnRspQryInstrument", error=9, request_id=frame.request_id)
            case "later":
                front.send("OnRspError", error=90, request_id=frame.request_id)
            case "another answer":
                front.send("OnRspQryTrade", request_id=frame.request_id)
        front.scripts["ReqQryInstrument"] = rows("OnRspQryInstrument", instrument("rb2701"))

    with HostileFront("trader", ReqQryInstrument=script) as front:
        async with trader(front.address, load_instruments=True, request_timeout=0.3) as td:
            expected = {"refused": actp.ResponseError, "unanswered": actp.RequestTimeoutError}
            with anyio.fail_after(15):
                if kind == "later":
                    await td.instruments.wait_loaded()
                    return
                with pytest.raises(expected.get(kind, actp.ProtocolError)):
                    await td.instruments.wait_loaded()
                if kind == "unanswered":  # CTP takes no other query until it answers
                    front.cut()
                    await td.wait_for(State.RECONNECTING)
                    await td.wait_for(State.READY)
                await td.instruments.wait_loaded()
            assert td.instruments.loaded


async def test_waiting_ends_with_the_client() -> None:
    with HostileFront("trader", ReqQryInstrument=silent) as front:
        td = trader(front.address, load_instruments=True)
        await td.connect()
        waiting = asyncio.ensure_future(td.instruments.wait_loaded())
        await seen(front, "ReqQryInstrument")
        with pytest.raises(TimeoutError):
            await td.instruments.wait_loaded(0.01)
        await td.close()
        with pytest.raises(actp.ClientClosedError):
            await waiting
        with pytest.raises(actp.ClientClosedError):
            await td.instruments.wait_loaded()
        assert td.instruments._waiters == []


@pytest.mark.parametrize("moment", ["waiting", "in flight", "loaded"])
async def test_a_dropped_client_is_not_kept(moment: str) -> None:
    script = rows("OnRspQryInstrument", instrument("rb2701")) if moment == "loaded" else silent
    with HostileFront("trader", ReqQryInstrument=script) as front:
        td = trader(front.address, load_instruments=True)
        await td.connect()
        before = asyncio.all_tasks()
        if moment != "waiting":
            await seen(front, "ReqQryInstrument")
            if moment == "loaded":
                await td.instruments.wait_loaded(10)
        assert asyncio.all_tasks() == before  # it needs no task
        gc.collect()
        gc.disable()
        try:
            gone = weakref.ref(td)
            with pytest.warns(ResourceWarning):
                del td
            assert gone() is None
        finally:
            gc.enable()


async def test_many_rows_leave_the_loop_its_turns() -> None:
    """20,000 instruments: other tasks run all the while, and nothing is held twice."""
    every = [instrument(f"x{number:05}") for number in range(20_000)]
    with HostileFront("trader", ReqQryInstrument=rows("OnRspQryInstrument", *every)) as front:
        async with trader(front.address, load_instruments=True) as td:
            rounds = 0

            async def tick() -> None:
                nonlocal rounds
                while not td.instruments.loaded:
                    rounds += 1
                    await anyio.sleep(0)

            with anyio.fail_after(60):
                async with anyio.create_task_group() as group:
                    group.start_soon(tick)
                    await td.instruments.wait_loaded()
            assert len(td.instruments) == 20_000
            assert rounds > 20
            with contextlib.suppress(KeyError):
                assert td.instruments["x19999"].exchange_id == "SHFE"
