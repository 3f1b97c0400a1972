"""A virtual clock: what is due comes in order, nothing else happens, and a bot in lockstep sees it all."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import anyio
import pytest
from rawclient import RawClient
from simdata import row, write_csv
from trader import BUY, SELL, Trader, script

import actp
from actp import records
from actp.enums import Direction, OffsetFlag, OrderStatus
from actp.errors import ConfigurationError, UsageError
from actp.sim import Account, Board, Front, InstrumentInfo, Limits, MarketSource, Pacer, Tick
from actp.sim.clock import clock as clock_module
from actp.sim.clock.clock import VirtualClock
from actp.sim.clock.delay_line import DelayLine
from actp.sim.clock.rate_limit import Rate
from actp.sim.reference.instruments import SHANGHAI

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY, NEXT = "20260302", "20260303"
START = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


def front_of(**options: Any) -> Front:
    """A front whose first trading day, a Monday, has a night session on the Friday before."""
    given = {"seed": 1, "trading_day": DAY, "instruments": ["rb2605"], "virtual": True}
    return Front(**(given | {"market_start": "21:00:00"} | options))


def at(front: Front) -> str:
    return f"{front.now:%m-%d %H:%M:%S}"


# -- the clock by itself


async def test_calls_come_by_time_and_then_in_the_order_in_which_they_were_put_down() -> None:
    clock = VirtualClock(START)
    called: list[tuple[str, float]] = []

    def call(name: str) -> None:
        called.append((name, clock.time()))
        if name == "c":
            # What is due already by then still comes within the same move.
            clock.call_at(2.0, lambda: call("c2"))

    for name, time in (("a", 3.0), ("b", 1.0), ("c", 2.0), ("d", 1.0), ("late", 9.0), ("never", 2.5)):
        timer = clock.call_at(time, lambda name=name: call(name))  # type: ignore[misc]
        if name == "never":
            timer.cancel()
    await clock.move_to(2.0)
    assert called == [("b", 1.0), ("d", 1.0), ("c", 2.0), ("c2", 2.0)]
    assert (clock.time(), clock.now()) == (2.0, START + timedelta(seconds=2))
    await clock.move_to(3.0)
    # Time does not go back, and what was due in the past comes at once.
    clock.call_at(1.0, lambda: call("past"))
    await clock.move_to(2.0)
    assert called[4:] == [("a", 3.0), ("past", 3.0)]
    assert clock.time() == 3.0


async def test_a_delay_line_and_a_rate_go_by_the_clock() -> None:
    clock = VirtualClock(START)
    line, rate = DelayLine(clock), Rate(2, clock)
    called: list[tuple[int, float]] = []
    for number, delay in enumerate((2.0, 1.0, 0.0)):
        line.call(delay, lambda number=number: called.append((number, clock.time())))  # type: ignore[misc]
    assert [rate.exceeded() for _ in range(3)] == [False, False, True]
    await clock.move_to(1.9)
    assert called == []
    assert not rate.exceeded()
    await clock.move_to(2.0)
    assert called == [(0, 2.0), (1, 2.0), (2, 2.0)]


async def test_market_steps_and_timers_take_turns() -> None:
    """Whether the source's task has to stop for the timers or not."""
    board = Board(VirtualClock(START))
    clock = board.clock
    assert isinstance(clock, VirtualClock)
    pacer = Pacer(board, 1.0, ())
    happened: list[tuple[str, float]] = []

    async def source() -> None:
        try:
            for step in range(1, 200):
                await pacer.until(step / 2)
                happened.append(("step", clock.time()))
                if step == 4:
                    # Put down before the source waits for that time: it comes first.
                    clock.call_at(2.5, lambda: happened.append(("first", clock.time())))
        finally:
            clock.end()

    clock.call_at(1.25, lambda: happened.append(("timer", clock.time())))
    clock.begin()
    async with anyio.create_task_group() as group:
        group.start_soon(source)
        await clock.move_to(1.0)
        clock.call_at(1.5, lambda: happened.append(("second", clock.time())))
        await clock.move_to(4.0)
        assert happened == [
            ("step", 0.5),
            ("step", 1.0),
            ("timer", 1.25),
            ("step", 1.5),
            ("second", 1.5),
            ("step", 2.0),
            ("first", 2.5),
            ("step", 2.5),
            ("step", 3.0),
            ("step", 3.5),
            ("step", 4.0),
        ]
        await clock.move_to(1000.0)
    assert happened[-1] == ("step", 99.5)


async def test_a_cancelled_move_leaves_the_clock_usable() -> None:
    board = Board(VirtualClock(START))
    clock = board.clock
    assert isinstance(clock, VirtualClock)
    steps: list[float] = []

    async def source() -> None:
        pacer = Pacer(board, 1.0, ())
        try:
            while True:
                await pacer.until(len(steps) + 1.0)
                steps.append(clock.time())
                await anyio.sleep(0)
        finally:
            clock.end()

    clock.begin()
    async with anyio.create_task_group() as group:
        group.start_soon(source)
        with anyio.move_on_after(0.05) as scope:
            await clock.move_to(1e9)
        assert scope.cancelled_caught
        stopped = clock.time()
        assert 0 < stopped < 1e9
        await clock.move_to(stopped + 3)
        assert steps == [float(n + 1) for n in range(int(stopped) + 3)]
        group.cancel_scope.cancel()


# -- a front


async def test_time_stands_still_until_it_is_moved() -> None:
    async with front_of() as front, RawClient(front.md_address) as md:
        assert (at(front), front.trading_day) == ("02-27 20:59:00", DAY)
        await md.ready("rb2605")
        before = await md.tick()
        assert (before.volume, before.update_time) == (0, "20:59:00")
        await front.advance(59.5)
        assert front.statistics().ticks == 0
        await front.advance(1.0)
        first, second = await md.tick(), await md.tick()
        assert (first.update_time, first.update_millisec) == ("21:00:00", 0)
        assert (second.update_time, second.update_millisec) == ("21:00:00", 500)
        assert (at(front), front.statistics().ticks) == ("02-27 21:00:00", 2)
        await front.advance(0)
        assert front.statistics().ticks == 2


async def test_breaks_and_nights_pass_in_no_time() -> None:
    async with front_of(fill="book") as front, Trader(front) as one:
        last = None
        for time, open_ in (
            ("20:59:30", False),
            ("22:59:59", True),
            ("23:00:00", False),
            ("03:00:00", False),
            ("09:00:00", True),
            ("10:15:00", False),
            ("10:30:00", True),
            ("11:30", False),
            ("13:30:00", True),
            ("14:59:59", True),
            ("15:00:00", False),
            ("17:00:00", False),
        ):
            await front.advance_to(time)
            assert last is None or front.now > last
            last = front.now
            found = script(await one.done("rb2605", BUY, front.snapshot("rb2605").lower_limit_price, 1))
            assert found == ("R(a) R(3)" if open_ else "R(a) R(5)"), time
        orders = front.books("u").orders
        # After midnight it is Saturday; the day session is Monday's.
        assert {o.insert_date for o in orders} == {"20260227", "20260228", "20260302"}
        assert [o.insert_time for o in orders][:3] == ["20:59:30", "22:59:59", "23:00:00"]
        closing = front.snapshot("rb2605")
        assert (closing.update_time, closing.close_price) == ("15:00:00", closing.last_price)


async def test_a_day_waits_for_its_settlement() -> None:
    async with front_of() as front:
        await front.run_day()
        assert (at(front), front.trading_day) == ("03-02 15:30:00", NEXT)
        # The next night session is the same evening's.
        await front.advance_to("21:00:00")
        assert at(front) == "03-02 21:00:00"
        assert front.snapshot("rb2605").volume > 0
        # In the middle of a session, too: the next one is that of the next evening.
        await front.settle()
        assert front.trading_day == "20260304"
        await front.advance(3600)
        assert front.snapshot("rb2605").volume == 0
        await front.advance_to("21:00:01")
        assert at(front) == "03-03 21:00:01"
        assert front.snapshot("rb2605").volume > 0
        # Without a settlement nothing opens after the close.
        await front.advance(3 * 86_400)
        assert (front.trading_day, front.snapshot("rb2605").update_time) == ("20260304", "15:00:00")
        await front.run_day({"rb2605": 3200.0})
        assert front.snapshot("rb2605").pre_settlement_price == 3200.0


async def test_settled_before_anything_has_opened() -> None:
    async with front_of() as front:
        await front.settle()
        assert front.trading_day == NEXT
        await front.advance_to("21:00:00")
        assert (at(front), front.snapshot("rb2605").volume > 0) == ("03-02 21:00:00", True)


@pytest.mark.parametrize(
    ("call", "argument", "said"),
    [
        ("advance", -1, "no number of seconds"),
        ("advance", float("nan"), "no number of seconds"),
        ("advance", float("inf"), "no number of seconds"),
        ("advance_to", "20:58:59", r"2026-02-27 20:58:59 is past: it is 2026-02-27 20:59:00 of trading day"),
        ("advance_to", "soon", "no time of the form"),
        ("advance_to", "25:00:00", "no time of the form"),
        ("advance_to", datetime(2026, 3, 2), "no time zone"),  # noqa: DTZ001
    ],
)
async def test_times_that_are_none(call: str, argument: Any, said: str) -> None:
    async with front_of() as front:
        with pytest.raises(UsageError, match=said):
            await getattr(front, call)(argument)
        assert at(front) == "02-27 20:59:00"


async def test_a_moment_may_be_of_another_day() -> None:
    async with front_of() as front:
        await front.advance_to(datetime(2026, 3, 2, 1, 30, tzinfo=SHANGHAI))
        assert at(front) == "03-02 01:30:00"


async def test_only_a_virtual_clock_can_be_moved() -> None:
    with pytest.raises(ConfigurationError, match="speed= does not apply"):
        Front(virtual=True, speed=None)
    async with Front(seed=1) as front:
        for move in (front.advance(1), front.advance_to("15:00:00"), front.run_day()):
            with pytest.raises(UsageError, match="virtual=True"):
                await move
        assert abs((front.now - datetime.now(SHANGHAI)).total_seconds()) < 60


async def test_time_is_moved_by_one_at_a_time() -> None:
    async with front_of() as front, RawClient(front.md_address) as md:
        await md.ready("rb2605")
        async with anyio.create_task_group() as group:
            group.start_soon(front.advance, 1800)
            await md.tick()
            await md.tick()
            for other in (front.advance(1), front.settle(), front.run_day()):
                with pytest.raises(UsageError, match="moved already"):
                    await other
        assert at(front) == "02-27 21:29:00"


async def test_a_front_that_closes_ends_a_move() -> None:
    async with front_of() as front, RawClient(front.md_address) as md:
        await md.ready("rb2605")
        md.reading.clear()

        async def move() -> None:
            with pytest.raises(UsageError, match="closed, or failed"):
                await front.run_day()

        async with anyio.create_task_group() as group:
            group.start_soon(move)
            await anyio.sleep(0)
            await front.aclose()


async def test_a_silent_front_stands_still() -> None:
    async with front_of() as front:
        with front.silence(), pytest.raises(UsageError, match="silent"):
            await front.advance(1)
        await front.advance(1)


async def test_subscribers_set_the_pace_and_nothing_is_lost() -> None:
    """One of them reads nothing for a while."""
    limits = Limits(sending_list_size=2_000)
    async with front_of(limits=limits) as front, RawClient(front.md_address) as md:
        await md.ready("rb2605")
        md.reading.clear()
        async with anyio.create_task_group() as group:
            group.start_soon(front.advance_to, "23:00:00")
            # It gets as far as the buffers on the way hold.
            while True:
                ticks = front.statistics().ticks
                await anyio.sleep(0.2)
                if ticks == front.statistics().ticks > 0:
                    break
            assert ticks < 14_400
            md.reading.set()
        assert front.statistics().cut == 0
        got = [await md.tick() for _ in range(14_401)]
        assert len({(t.update_time, t.update_millisec) for t in got}) == 14_401
        assert got[-1].update_time == "22:59:59"


async def test_reports_are_on_their_way_when_a_move_returns() -> None:
    async with (
        front_of(fill="book", accounts=[Account("u", "p", balance=1e9)]) as front,
        Trader(front) as one,
    ):
        await front.advance_to("21:00:00")
        one.reading.clear()
        with front.rule("ReqOrderInsert", delay=60):
            for _ in range(700):
                one.order("rb2605", BUY, 3100.0, 1)
            await front.wait_until(lambda front: front.statistics().requests > 700)
        async with anyio.create_task_group() as group:
            group.start_soon(front.advance, 61)
            await front.wait_until(lambda front: len(front.books("u").orders) == 700)
            one.reading.set()
        for client in front.clients:
            assert not client.behind
        assert len(await one.notices()) == 1400


async def test_latency_rules_delays_and_rates_go_by_market_time() -> None:
    limits = Limits(query_freq=1)
    async with front_of(fill="book", exchange_latency=0.7, limits=limits) as front, Trader(front) as one:
        await front.advance_to("21:00:00")
        one.order("rb2605", BUY, 3100.0, 1)
        await front.wait_until(lambda front: front.books("u").orders)
        await front.advance(0.6)
        assert [o.order_status for o in front.books("u").orders] == [OrderStatus.UNKNOWN]
        await front.advance(0.2)
        (order,) = front.books("u").orders
        assert (order.order_status, order.insert_time) == (OrderStatus.NO_TRADE_QUEUEING, "21:00:00")
        await one.query("TradingAccount")
        (refused,) = await one.query_frames("TradingAccount")
        assert refused.error_id == 90
        await front.advance(1.0)
        assert len(await one.query("TradingAccount")) == 1
        with front.rule("ReqOrderInsert", delay=10):
            one.order("rb2605", BUY, 3100.0, 1)
            await front.wait_until(lambda front: front.statistics().requests >= 7)
            await front.advance(9.9)
            assert len(front.books("u").orders) == 1
            await front.advance(1.0)
            assert front.books("u").orders[1].insert_time == "21:00:12"


async def test_logins_and_confirmations_are_stamped_with_market_time() -> None:
    async with front_of() as front:
        await front.advance_to("09:00:07")
        async with Trader(front) as one:
            login = one.login_record
            assert (login.login_time, login.shfe_time, login.gfex_time) == ("09:00:07",) * 3
            (confirmed,) = await one.query("SettlementInfoConfirm")
            assert (confirmed.confirm_date, confirmed.confirm_time) == (DAY, "09:00:07")


async def test_a_recording_keeps_its_own_time(tmp_path: Path) -> None:
    times = ("15:00:00", "20:59:00", "21:00:05", "09:00:01", "11:00:00")
    # The first row is left over from the day before.
    files = [
        write_csv(
            tmp_path / f"{day}.csv", [row("rb2605", time, TradingDay=day, LastPrice=n) for n, time in rows]
        )
        for day, rows in ((DAY, list(enumerate(times))), (NEXT, [(9, "21:00:00")]))
    ]
    async with Front(replay=files, instruments=["rb2605"], virtual=True) as front:
        assert at(front) == "02-27 20:59:00"
        await front.advance(0.5)
        assert front.snapshot("rb2605").last_price == 1.0
        await front.advance_to("21:00:05")
        assert front.snapshot("rb2605").last_price == 1.0
        await front.advance_to("09:30:00")
        assert (at(front), front.snapshot("rb2605").last_price) == ("03-02 09:30:00", 3.0)
        await front.run_day()
        assert (at(front), front.trading_day) == ("03-02 15:30:00", NEXT)
        assert not front.replay_done.is_set()
        await front.advance_to("21:00:01")
        assert front.snapshot("rb2605").last_price == 9.0
        assert front.replay_done.is_set()
        await front.run_day()
        assert front.trading_day == "20260304"


class Own:
    """A market of one's own: a tick a minute, and then something that is no market time."""

    instruments: ClassVar = {"x": InstrumentInfo("x", "SHFE", "x", 1, 1.0, 0.1, 10.0)}
    trading_day = DAY
    clock = "--:--:--"

    def __init__(self, stuck: bool) -> None:
        self.stuck = stuck

    def snapshot(self, instrument_id: str) -> Tick | None:
        return None

    async def run(self, board: Board) -> None:
        pacer = Pacer(board, 1.0, self.instruments)
        for minute in range(3):
            await pacer.until(60.0 * minute)
            board.publish(Tick(records.DepthMarketData(instrument_id="x", volume=minute)))
        if self.stuck:
            await board.changes.until(lambda: False)


async def test_a_market_of_ones_own_under_a_virtual_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_module, "_LONGEST_STEP", 0.2)
    for stuck in (False, True):
        market: MarketSource = Own(stuck)
        async with Front(market=market, virtual=True) as front, RawClient(front.md_address) as md:
            await md.ready("x")
            assert at(front) == "03-02 09:00:00"
            await front.advance(119)
            assert [(await md.tick()).volume for _ in range(2)] == [0, 1]
            if stuck:
                with pytest.raises(UsageError, match="something other than market time"):
                    await front.advance(1)
            else:
                await front.advance(86_400)
                assert at(front) == "03-03 09:01:59"
            assert (await md.tick()).volume == 2


async def test_the_same_seed_gives_the_same_ticks_whoever_subscribes_and_however_time_is_moved() -> None:
    async def ticks(names: tuple[str, ...], moves: tuple[float, ...]) -> list[Any]:
        instruments = ["rb2605", "m2605"]
        async with front_of(instruments=instruments) as front, RawClient(front.md_address) as md:
            await md.ready(*names)
            for seconds in moves:
                await front.advance(seconds)
            found = []
            while len([t for t in found if t.instrument_id == "rb2605"]) < 241:
                found.append(await md.tick())
            return [t for t in found if t.instrument_id == "rb2605"]

    one = await ticks(("rb2605",), (180.0,))
    assert one == await ticks(("rb2605", "m2605"), (60.25, 0.1, 40.0, 79.65))


# -- a bot


async def test_a_bot_in_lockstep() -> None:
    """Time, ticks, an order, its reports, and again: over TCP, by clients that know nothing of it."""
    login = {"broker_id": "9999", "user_id": "u", "password": "p"}
    async with (
        front_of(exchange_latency=0.25) as front,
        actp.MdClient(front.md_address, **login) as md,
        actp.TraderClient(front.trader_address, **login, query_rate=None) as td,
    ):
        ticks = md.ticks("rb2605")
        await md.subscribe("rb2605")
        await front.wait_for_subscription("rb2605")
        await anext(ticks)
        filled = 0
        await front.advance_to("20:59:59")
        for second in range(30):
            await front.advance(1.0)
            tick = [await anext(ticks) for _ in range(2 if second else 1)][-1]
            assert tick.exchange_time == front.now.replace(microsecond=0)
            order = asyncio.create_task(
                td.insert_order(
                    "rb2605", Direction.BUY, OffsetFlag.OPEN, tick.ask_price1 + 1, exchange_id="SHFE"
                )
            )
            await front.wait_until(lambda front, second=second: len(front.books("u").orders) == second + 1)
            await front.advance(0.25)
            handle = await order
            (trade,) = await handle.filled(5)
            filled += trade.volume
            assert trade.trade_time == f"{front.now:%H:%M:%S}"
            await front.advance(0.75)
            await anext(ticks)
            await anext(ticks)
        assert filled == front.books("u").positions[0].position == 30
        async with Trader(front, "v") as other:
            assert script(await other.done("rb2605", SELL, 3500.0, 1)) == "R(a)"
