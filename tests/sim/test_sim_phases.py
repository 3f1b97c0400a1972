"""The phases of a trading day: schedules, instrument status, call auctions, pauses."""

from __future__ import annotations

from math import isnan
from pathlib import Path
from typing import Any

import pytest
from rawclient import RawClient
from simdata import row, write_csv
from still import M, Still
from trader import BUY, FAK, FOK, SELL, Notice, Trader, script

from actp.sim import Front, InstrumentInfo, instrument_info
from actp.sim.reference.instruments import moment_of
from actp.sim.reference.trading_phases import CALL, CONTINUOUS, half_second, schedule

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

NOT_NOW = "当前状态禁止此项操作"


def day(name: str) -> list[str]:
    found = schedule(instrument_info(name))
    changes = [(found.before, ""), *((phase, half) for half, phase in found.changes)]
    return [
        f"{moment_of('20260303', half / 2):%H:%M} {phase}" if half != "" else phase for phase, half in changes
    ]


def of(found: list[Notice], product: str) -> list[tuple[str, str]]:
    """Status and EnterTime of a product, from what a session was told."""
    return [
        (n.record.instrument_status.value, n.record.enter_time)
        for n in found
        if n.name == "OnRtnInstrumentStatus" and n.record.instrument_id == product
    ]


# -- the data


def test_days_are_those_of_the_exchanges() -> None:
    night = ["20:55 3", "20:59 5", "21:00 2"]
    pauses = ["10:15 1", "10:30 2", "11:30 1", "13:30 2", "15:00 6"]
    call = ["08:55 3", "08:59 5", "09:00 2"]
    assert day("rb2605") == ["1", *night, "23:00 1", *call, *pauses]
    assert day("cu2605") == ["1", *night, "01:00 1", *call, *pauses]
    assert day("sc2605") == ["1", *night, "02:30 1", *call, *pauses]
    assert day("m2605") == ["0", *night, "23:00 1", *call, *pauses]
    assert day("lh2605") == ["0", *call, *pauses]
    assert day("lc2605") == ["0", *call, *pauses]
    rests = ["10:15 0", "10:30 2", "11:30 0", "13:30 2", "15:00 6"]
    assert day("SR605") == ["0", "20:55 3", "20:59 0", "21:00 2", "23:00 0", "09:00 2", *rests]
    assert day("AP605") == ["0", "08:55 3", "08:59 0", "09:00 2", *rests]
    noon = ["09:25 3", "09:29 5", "09:30 2", "11:30 1", "13:00 2"]
    assert day("IF2606") == ["0", *noon, "15:00 6"]
    assert day("T2606") == ["0", *noon, "15:15 6"]
    # An exchange that nobody knows has the hours of most.
    unknown = InstrumentInfo("x", "XXXX", "x", 1, 1.0, 0.1, 10.0)
    assert schedule(unknown).changes == schedule(instrument_info("lc2605")).changes


def test_a_day_without_auctions() -> None:
    for name in ("rb2605", "SR605", "IF2606"):
        whole = schedule(instrument_info(name))
        plain = whole.without_auctions()
        assert CALL not in {phase for _, phase in plain.changes}
        for half in range(0, half_second("15:30"), 7):
            assert (whole.at(half) == CONTINUOUS) is (plain.at(half) == CONTINUOUS)
        assert plain.end == whole.end


# -- status


async def test_each_change_is_told_once() -> None:
    still = Still(0, sessions=True, start=None, instruments=[M, "rb2605"])
    async with still.front as front, Trader(front, public=(0, 0)) as one:
        for clock in ("20:55:00", "20:59:00", "21:00:00", "21:00:01"):
            still.until(clock)
        notices = await one.notices()
        begins = [("3", "20:55:00"), ("5", "20:59:00"), ("2", "21:00:00")]
        assert of(notices, "m") == [("0", "20:53:00"), *begins]
        assert of(notices, "rb") == [("1", "20:53:00"), *begins]
        segments = [n.record.trading_segment_sn for n in notices if n.record.instrument_id == "m"]
        assert segments == [1, 2, 3, 4]
        assert {n.frame.flow for n in notices} == {3}


async def sessions(
    count: int, start: str | None = None, *, ends: bool = False
) -> tuple[list[Any], list[tuple[str, str]], list[tuple[str, str]]]:
    """Ticks of a contract from a day's beginning, and the status that was told; of somebody late, too.

    The day `ends` meanwhile: that cuts off whoever was there.
    """
    options: dict[str, Any] = {"trading_day": "20260306", "instruments": ["lh2605"], "market_start": start}
    async with (
        Front(seed=3, speed=None, sessions=True, **options) as front,
        Trader(front, public=(0, 0)) as one,
        RawClient(front.md_address) as md,
    ):
        await md.ready("lh2605")
        ticks = [await md.tick_of_days("lh2605") for _ in range(count)]
        told = of(await (one.last() if ends else one.notices()), "lh")
        async with Trader(front, "late", public=(0, 0)) as late:
            return ticks, told, of(await late.notices(), "lh")


async def test_a_day_begins_with_an_auction() -> None:
    ticks, told, again = await sessions(5)
    first, auction, *rest = ticks
    assert (first.update_time, first.volume) == ("08:53:00", 0)
    assert isnan(first.open_price)
    assert auction.update_time == "08:59:00"
    assert auction.open_price == auction.last_price == auction.highest_price == auction.lowest_price
    assert auction.turnover == auction.volume * auction.open_price * 16
    assert [tick.update_time for tick in rest] == ["09:00:00"] * 2 + ["09:00:01"]
    changes = [("0", "08:53:00"), ("3", "08:55:00"), ("5", "08:59:00"), ("2", "09:00:00")]
    assert told[:4] == again[:4] == changes


async def test_a_day_ends_and_the_next_begins_with_an_auction() -> None:
    ticks, told, late = await sessions(6, "14:59:59", ends=True)
    assert [tick.update_time for tick in ticks] == [
        "14:58:59",
        "14:59:59",
        "14:59:59",
        "15:00:00",
        "08:59:00",
        "09:00:00",
    ]
    closing, auction = ticks[3:5]
    assert (closing.trading_day, auction.trading_day) == ("20260306", "20260309")
    assert auction.pre_settlement_price == closing.settlement_price
    assert auction.pre_close_price == closing.close_price
    assert auction.pre_open_interest == closing.open_interest
    assert told == [("2", "13:30:00"), ("6", "15:00:00")]
    # The public flow begins anew with the day.
    assert late[:2] == [("0", "08:53:00"), ("3", "08:55:00")]


async def test_a_market_with_sessions_waits_for_a_login_only() -> None:
    async with (
        Front(seed=3, speed=3000.0, sessions=True, trading_day="20260302", instruments=[M]) as front,
        Trader(front, public=(0, 0)) as one,
    ):
        await one.until(
            lambda f: f.name == "OnRtnInstrumentStatus" and one.record(f).instrument_status == "2"
        )
        assert front.snapshot(M).open_price > 0


async def test_pauses_without_sessions_are_told_and_take_no_time() -> None:
    async with (
        Front(seed=3, speed=None, trading_day="20260302", instruments=[M], market_start="10:14:58") as front,
        Trader(front, public=(0, 0)) as one,
        RawClient(front.md_address) as md,
    ):
        await md.ready(M)
        times = [(await md.tick()).update_time for _ in range(7)]
        assert times[1:] == ["10:14:58"] * 2 + ["10:14:59"] * 2 + ["10:30:00"] * 2
        told = of(await one.notices(), "m")
        assert told[:3] == [("2", "09:00:00"), ("1", "10:15:00"), ("2", "10:30:00")]


async def test_a_market_may_begin_within_the_day() -> None:
    still = Still(1, sessions=True, start="10:20:00", instruments=[M, "SR605"])
    assert still.market.phase(M) == "1"
    assert still.market.phase("SR605") == "0"
    tick = still.until("10:30:00")
    # No auction comes: the first half second of trading opens the day.
    assert tick.open_price == tick.last_price
    assert still.step().volume > tick.volume
    still = Still(0, sessions=True, start="20:57:00")
    assert still.market.phase(M) == CALL
    assert still.until("20:59:00").open_price > 0


# -- auctions


async def test_an_auction_takes_orders_and_trades_them_at_one_price() -> None:
    still = Still(0, sessions=True, start=None)
    async with still.front as front, Trader(front) as one, Trader(front, "v") as other:
        settled = still.tick.pre_settlement_price
        # Before it, nothing is taken.
        got = await one.done(M, BUY, settled, 1)
        assert script(got) == "R(a) R(5)"
        assert got[-1].record.status_msg.endswith(NOT_NOW)
        still.until("20:55:00")
        high, low = settled + 40, settled - 40
        # Orders that cross each other and the traders' rest.
        assert script(await one.done(M, BUY, high, 9)) == "R(a) R(3)"
        assert script(await other.done(M, SELL, low, 4)) == "R(a) R(3)"
        assert script(await one.done(M, BUY, low, 2)) == "R(a) R(3)"
        for options in (FAK, FOK):
            got = await one.done(M, BUY, high, 1, **options)
            assert got[-1].record.status_msg.endswith(NOT_NOW)
        got = await one.done(M, BUY, 0.0, 1, order_price_type="1", **FOK)
        assert got[-1].record.status_msg.endswith(NOT_NOW)
        await one.done(M, BUY, high, 3)
        one.cancel(front.books("u").orders[-1])
        assert script(await one.notices()) == "R(3) R(5)"
        assert still.tick.volume == 0
        assert isnan(still.tick.bid_price1)
        (best, *_) = front.book(M).bids
        assert (best.price, best.volume) == (high, 9)
        tick = still.until("20:59:00")
        assert tick.volume >= 9
        assert tick.open_price == tick.last_price
        assert script(await one.notices()).startswith("R(0) T")
        assert script(await other.notices()).startswith("R(0) T")
        for user, lots in (("u", 9), ("v", 4)):
            trades = front.books(user).trades
            assert {trade.price for trade in trades} == {tick.open_price}
            assert sum(trade.volume for trade in trades) == lots
        # What is left stays, but is not to be touched before continuous trading.
        left = front.books("u").orders[2]
        one.cancel(left)
        assert script(await one.notices()) == "OnErrRtnOrderAction 91"
        assert (await one.done(M, BUY, low, 1))[-1].record.status_msg.endswith(NOT_NOW)
        still.until("21:00:00")
        assert [order.volume_total for order in front.book(M).bids[-1].orders] == [2]
        one.cancel(left)
        assert script(await one.notices()) == "R(3) R(5)"


async def test_orders_live_through_pauses() -> None:
    still = Still(0, sessions=True, start="10:14:50")
    async with still.front as front, Trader(front) as one:
        still.step()
        price = still.tick.lower_limit_price
        await one.done(M, BUY, price, 2)
        still.until("10:15:00")
        volume = still.tick.volume
        assert (await one.done(M, BUY, price, 1))[-1].record.status_msg.endswith(NOT_NOW)
        assert still.until("10:29:59").volume == volume
        assert [order.volume_total for order in front.book(M).bids[-1].orders] == [2]
        still.until("10:30:01")
        assert still.tick.volume > volume
        assert [order.volume_total for order in front.book(M).bids[-1].orders] == [2]
        still.until("11:30:00")
        one.cancel(front.books("u").orders[0])
        (refused,) = await one.notices()
        assert (refused.error_id, refused.frame.error_text) == (91, f"CTP:DCE:{NOT_NOW}")


async def test_conditions_are_looked_at_in_continuous_trading_only() -> None:
    still = Still(0, sessions=True, start=None)
    async with still.front as front, Trader(front) as one:
        still.until("20:55:00")
        options = {"contingent_condition": "6", "stop_price": 1.0}
        assert script(await one.done(M, BUY, still.tick.upper_limit_price, 1, **options)) == "R(b)"
        still.until("20:59:00")
        front._core.board.publish(still.market.snapshot(M))  # type: ignore[arg-type]
        assert await one.notices() == []
        still.until("21:00:00")
        assert script(await one.notices()) == "R(c) R(a) R(3) R(0) T"


async def test_users_alone_have_auctions_too() -> None:
    still = Still(0, fill="book", sessions=True, start=None)
    async with still.front as front, Trader(front) as one, Trader(front, "v") as other:
        still.until("20:55:00")
        price = still.tick.pre_settlement_price
        await one.done(M, BUY, price + 3, 5)
        await one.done(M, BUY, price + 2, 1)
        assert script(await other.done(M, SELL, price - 5, 6)) == "R(a) R(3)"
        still.until("20:59:00")
        assert script(await other.notices()) == "R(0) T T"
        assert script(await one.notices()) == "R(0) T R(0) T"
        # Both sides leave nothing over between the bids and the ask: the nearest to the last price.
        last = still.tick.pre_settlement_price
        assert {trade.price for trade in front.books("u").trades} == {last}


# -- set by hand


async def test_a_status_set_by_hand_holds_up_to_the_next_change() -> None:
    still = Still(0, instruments=[M, "rb2605"], start="10:14:50")
    async with still.front as front, Trader(front, public=(0, 0)) as one:
        still.step()
        await one.notices()
        front.set_status("6", "m")
        volume, other = still.tick.volume, front.snapshot("rb2605").volume
        assert of(await one.notices(), "m") == [("6", "10:14:50")]
        assert (await one.done(M, BUY, still.tick.bid_price1, 1))[-1].record.status_msg.endswith(NOT_NOW)
        still.until("10:14:59")
        # Nobody trades in what is closed.
        assert still.tick.volume == volume
        assert front.snapshot("rb2605").volume > other
        still.until("10:15:00")
        assert of(await one.notices(), "m") == [("1", "10:15:00")]
        still.until("10:30:00")
        assert still.tick.volume > volume


@pytest.mark.parametrize("fill", ["market", "book"])
async def test_an_auction_by_hand(fill: str) -> None:
    still = Still(fill=fill)
    async with still.front as front, Trader(front) as one, Trader(front, "v") as other:
        front.set_status("3", "m")
        last, volume = still.tick.last_price, still.tick.volume
        await one.done(M, BUY, last + 30, 5)
        assert script(await other.done(M, SELL, last - 30, 5)) == "R(a) R(3)"
        assert still.step().volume == volume
        front.set_status("2", "m")
        assert script(await one.notices()).startswith("R(0) T")
        prices = {trade.price for user in ("u", "v") for trade in front.books(user).trades}
        assert len(prices) == 1
        if fill == "market":
            assert prices == {still.tick.last_price}
        still.step()
        assert still.tick.volume > volume


async def test_an_auction_by_hand_on_a_replay(tmp_path: Path) -> None:
    played = row("rb2605", "09:00:00", LastPrice="3100", LowerLimitPrice="N/A", UpperLimitPrice="N/A")
    path = write_csv(tmp_path / "day.csv", [played])
    async with Front(path, speed=None) as front, Trader(front) as one, RawClient(front.md_address) as md:
        await md.ready("rb2605")
        await front.replay_done.wait()
        front.set_status("3", "rb")
        await one.done("rb2605", BUY, 3110.0, 5)
        assert script(await one.done("rb2605", SELL, 3080.0, 3)) == "R(a) R(3)"
        # A quote that crosses them fills nothing now.
        await front.push_tick(instrument_id="rb2605", ask_price1=3000.0, ask_volume1=9)
        assert await one.notices() == []
        front.set_status("2", "rb")
        assert script(await one.notices()) == "R(3) R(1) T R(3) R(0) T"
        trades: tuple[Any, ...] = front.books("u").trades
        assert {trade.price for trade in trades} == {3100.0}
