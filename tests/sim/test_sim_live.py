"""The simulated market's books, in which users' orders stand beside its traders'."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from math import isnan
from pathlib import Path
from random import Random
from typing import Any

import pytest
from rawclient import RawClient
from still import M, Still
from trader import BUY, CLOSE, FAK, FOK, OPEN, SELL, Trader, script

from actp.errors import ConfigurationError, UsageError
from actp.sim import Front, InstrumentInfo, Tick, instrument_info
from actp.sim.market.feed import LiveMarket
from actp.sim.market.order_book import Entry, OrderBook
from actp.sim.market.simulated_contract import Contract
from actp.sim.reference.trading_phases import CALL, CONTINUOUS, schedule

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


def test_the_simulated_market_is_live_and_others_are_not() -> None:
    assert isinstance(Still().market, LiveMarket)
    assert not isinstance(object(), LiveMarket)


# -- users in the book


class User:
    def take(self, buy: bool, volume: int) -> int:
        return volume


async def test_a_trade_counts_in_the_ticks() -> None:
    still = Still()
    async with still.front as front, Trader(front) as one:
        before = still.tick
        got = await one.done(M, BUY, before.ask_price1 + 5, 30)
        trades = [n.record for n in got if n.name == "OnRtnTrade"]
        assert sum(trade.volume for trade in trades) == 30
        assert trades[0].price == before.ask_price1
        after = still.tick
        assert after.volume == before.volume + 30
        money = sum(trade.price * trade.volume for trade in trades) * 10
        assert after.turnover == pytest.approx(before.turnover + money)
        assert after.last_price == trades[-1].price
        assert after.highest_price == max(before.highest_price, after.last_price)
        assert abs(after.open_interest - before.open_interest) <= 30
        assert still.step().volume >= after.volume


async def test_a_resting_order_is_in_the_quote_and_meets_the_traders() -> None:
    still = Still()
    async with still.front as front, Trader(front) as one:
        before = still.tick
        bid = before.bid_price1
        assert script(await one.done(M, BUY, bid, 7)) == "R(a) R(3)"
        assert (still.tick.bid_price1, still.tick.bid_volume1) == (bid, before.bid_volume1 + 7)
        level = front.book(M).bids[0]
        assert (level.price, level.volume, level.market) == (bid, before.bid_volume1 + 7, before.bid_volume1)
        assert [order.volume_total for order in level.orders] == [7]
        one.cancel(front.books("u").orders[0])
        await one.notices()
        assert still.tick.bid_volume1 == before.bid_volume1
        # Whoever pays more stands first, and is met by what the traders sell next.
        spread = still.tick.ask_price1 - 1.0
        await one.done(M, BUY, spread, 3)
        traded = 0
        while front.books("u").orders[1].volume_traded < 3:
            assert still.step()
            traded += 1
            assert traded < 1000
        fills = front.books("u").trades
        assert {trade.price for trade in fills} == {spread}
        assert [n.record for n in await one.notices() if n.name == "OnRtnTrade"] == list(fills)


async def test_time_goes_before_size_also_among_traders_and_users() -> None:
    still = Still(instruments=[replace(instrument_info(M), max_limit_volume=10_000)])
    async with still.front as front, Trader(front) as one, Trader(front, "v") as other:
        tick = still.tick
        ahead = tick.ask_volume1
        await one.done(M, SELL, tick.ask_price1, 5)
        await other.done(M, BUY, tick.ask_price1, ahead)
        assert front.books("u").trades == ()
        assert await one.notices() == []
        got = await other.done(M, BUY, tick.ask_price1, 5)
        assert [n.record.volume for n in got if n.name == "OnRtnTrade"] == [5]
        assert [trade.volume for trade in front.books("u").trades] == [5]
        assert front.books("u").trades[0].trade_id == front.books("v").trades[-1].trade_id


async def test_open_interest_follows_what_is_opened_and_closed() -> None:
    still = Still()
    contract = still.market._contracts[M]
    async with still.front as front, Trader(front) as one, Trader(front, "v") as other:
        price, interest = still.tick.bid_price1, contract.interest
        # Nobody else is there.
        contract.book = OrderBook()
        for buyer, bought, seller, sold, change in (
            (one, OPEN, other, OPEN, 4),
            (other, CLOSE, one, OPEN, 0),
            (one, CLOSE, other, OPEN, 0),
            (other, CLOSE, one, CLOSE, -4),
        ):
            await buyer.done(M, BUY, price, 4, bought)
            got = await seller.done(M, SELL, price, 4, sold)
            assert script(got[-4:]) == "R(a) R(3) R(0) T"
            interest += change
            assert still.tick.open_interest == interest


def test_what_users_take_moves_the_price_and_comes_back() -> None:
    moved = []
    for seed in range(24):
        still, alone = (Still(seed=seed, instruments=["lc2604"]) for _ in range(2))
        before = still.tick
        assert before == alone.tick
        book = still.market.book("lc2604")
        there = sum(volume for _, volume in book.levels(False))
        buyer = Entry(True, there, User())
        still.market.changed("lc2604", book.submit(buyer, None))
        assert isnan(still.tick.ask_price1)
        assert still.tick.last_price > before.ask_price1 + 3 * 20.0
        for _ in range(8):
            still.step()
            alone.step()
        usual, after = (
            sum(volume for _, volume in each.market.book("lc2604").levels(False)) for each in (alone, still)
        )
        assert after > usual / 2
        moved.append((still.tick.bid_price1 - alone.tick.bid_price1) / 20.0)
    # By chance also down in one case or another, but not as a rule.
    assert 1.0 < sum(moved) / len(moved) < 10.0


async def test_what_users_do_is_what_the_book_traded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each side that a user has in a trade is one Trade of that user, and nothing else is."""
    traded: list[tuple[str, bool, float, int]] = []
    counted = Contract.count

    def count(contract: Contract, fills: Any) -> bool:
        for fill in fills:
            for side in fill[:2]:
                if side is not None and hasattr(side.owner, "request"):
                    user = side.owner.request.investor_id
                    traded.append((user, side.buy, contract.info.price(fill.price), fill.volume))
        return counted(contract, fills)

    monkeypatch.setattr(Contract, "count", count)
    random = Random(4)
    still = Still()
    async with still.front as front, Trader(front) as one, Trader(front, "v") as other:
        for _ in range(150):
            who = random.choice((one, other))
            chance = random.random()
            if chance < 0.15:
                alive = [order for order in front.books(who.user).orders if order.order_status in "13"]
                if alive:
                    who.cancel(random.choice(alive))
            else:
                price = still.tick.last_price + random.randint(-4, 4)
                options = random.choice(({}, {}, FAK, FOK))
                who.order(M, random.choice((BUY, SELL)), price, random.randint(1, 200), **options)
            await who.notices()
            still.step()
        made = [
            (trade.investor_id, trade.direction == BUY, trade.price, trade.volume)
            for user in ("u", "v")
            for trade in front.books(user).trades
        ]
    assert len(made) > 100
    assert sorted(made) == sorted(traded)


async def test_users_alone_leave_the_market_alone() -> None:
    still, other = Still(fill="book"), Still()
    async with still.front as front, Trader(front) as one:
        assert script(await one.done(M, BUY, still.tick.ask_price1 + 5, 9)) == "R(a) R(3)"
        assert front.book(M).bids[0].volume == 9
        assert front.book(M).asks == ()
        for _ in range(10):
            assert still.step() == other.step()


# -- from outside


async def test_a_pushed_quote_stands_in_for_the_traders_and_leaves_them_as_they_were() -> None:
    still, other = Still(), Still()
    async with still.front as front:
        for _ in range(5):
            await front.push_tick(instrument_id=M, bid_price1=2900.0, bid_volume1=3, ask_volume1=0)
            (level,) = front.book(M).bids
            assert (level.price, level.volume, level.market) == (2900.0, 3, 3)
            assert front.snapshot(M).bid_price1 == 2900.0
            assert still.step() == other.step()
        assert len(front.book(M).bids) >= 5


async def test_what_happens_at_a_pushed_quote_counts() -> None:
    still = Still()
    async with still.front as front, Trader(front) as one:
        before = still.tick
        await one.done(M, BUY, before.bid_price1 - 2, 5)
        far = before.bid_price1 - 9
        await front.push_tick(instrument_id=M, bid_volume1=0, ask_price1=far, ask_volume1=8)
        # The resting order meets the quote at its own price, and a new one what is left of it.
        (trade,) = front.books("u").trades
        assert (trade.price, trade.volume) == (before.bid_price1 - 2, 5)
        await one.notices()
        assert script(await one.done(M, BUY, far + 1, 10, **FAK)) == "R(a) R(3) R(1) T R(5)"
        # One that rests now, above what the traders ask, and one that is cancelled before they are back.
        assert script(await one.done(M, BUY, before.ask_price1, 2)) == "R(a) R(3)"
        await one.done(M, BUY, before.bid_price1, 2)
        one.cancel(front.books("u").orders[3])
        await one.notices()
        after = still.step()
        assert script(await one.notices()) == "R(0) T"
        assert front.books("u").trades[-1].price <= before.ask_price1
        assert after.volume >= before.volume + 5 + 3 + 2
        assert after.lowest_price == far
        assert all(not level.orders for level in front.book(M).bids)


async def test_a_trade_from_outside_counts_and_leaves_the_traders_orders() -> None:
    still = Still()
    async with still.front as front, Trader(front) as one:
        before = still.tick
        price = before.bid_price1 - 20
        await one.done(M, BUY, before.bid_price1 - 1, 2)
        await one.done(M, BUY, price - 1, 2)
        book = front.book(M)
        seen: list[Tick] = []
        front._core.board.listeners.append(seen.append)
        assert await front.trade(M, price, 50) == 2
        (published,) = seen
        tick = published.record
        assert (tick.last_price, tick.volume, tick.lowest_price) == (price, before.volume + 50, price)
        money = 2 * (before.bid_price1 - 1) + 48 * price
        assert tick.turnover == pytest.approx(before.turnover + 10 * money)
        market = [(level.price, level.market) for level in front.book(M).bids]
        assert market == [(level.price, level.market) for level in book.bids]
        assert still.step().volume >= before.volume + 50


async def test_an_order_taken_on_demand_counts() -> None:
    still = Still()
    async with still.front as front, Trader(front) as one:
        await one.done(M, BUY, still.tick.bid_price1 - 3, 5)
        before = still.tick
        await front.fill(front.books("u").orders[0], 2)
        assert still.tick.volume == before.volume + 2
        assert still.tick.last_price == front.books("u").trades[0].price
        one.cancel(front.books("u").orders[0])
        await one.notices()
        with pytest.raises(UsageError, match="does not rest"):
            await front.fill(front.books("u").orders[0])


# -- volumes


async def test_the_least_volume_of_an_order() -> None:
    info = replace(instrument_info(M), min_limit_volume=5, min_market_volume=10)
    still = Still(instruments=[info])
    async with still.front as front, Trader(front) as one:
        got = await one.done(M, BUY, still.tick.bid_price1, 4)
        assert script(got) == "R(a) R(5)"
        assert got[-1].record.status_msg.endswith("报单手数低于最小限制5手")
        assert script(await one.done(M, BUY, still.tick.bid_price1, 5)) == "R(a) R(3)"
        got = await one.done(M, BUY, 0.0, 9, order_price_type="1", **FOK)
        assert got[-1].record.status_msg.endswith("报单手数低于最小限制10手")
        (row,) = await one.query("Instrument", instrument_id=M)
        assert (row.min_limit_order_volume, row.min_market_order_volume) == (5, 10)
        (row,) = await one.query("Product", product_id="m")
        assert (row.min_limit_order_volume, row.min_market_order_volume) == (5, 10)
    for wrong in ({"min_limit_volume": 0}, {"min_market_volume": 300}, {"activity": 0}):
        with pytest.raises(ConfigurationError, match=M):
            replace(instrument_info(M), **wrong)


# -- over a restart


def test_a_market_goes_on_from_its_state() -> None:
    names = ["rb2605", "IF2603", "SR605"]
    options: dict[str, Any] = {"instruments": names, "start": "09:30:00"}
    still = Still(400, **options)
    state = json.loads(json.dumps(still.market.state()))
    again, twin, before = Still(0, **options), Still(0, **options), still.market.state()
    again.market.restore(state)
    twin.market.restore(state)
    assert again.market.state() == before
    assert again.market.clock == still.market.clock == "09:33:19"
    quote = re.compile("(bid|ask)_(price|volume)")
    for name in names:
        one, other = still.market.snapshot(name), again.market.snapshot(name)
        assert one is not None
        assert other is not None
        values, found = one.record.asdict(), other.record.asdict()
        assert {key: repr(value) for key, value in values.items() if not quote.match(key)} == {
            key: repr(value) for key, value in found.items() if not quote.match(key)
        }
        assert isnan(other.record.bid_price1)
    for _ in range(20):
        again.step()
        twin.step()
    for name in names:
        one, other = still.market.snapshot(name), again.market.snapshot(name)
        assert one is not None
        assert other is not None
        assert other.record == twin.market.snapshot(name).record  # type: ignore[union-attr]
        tick = other.record
        assert tick.volume > one.record.volume
        assert abs(tick.last_price - one.record.last_price) < 20 * instrument_info(name).price_tick
        assert tick.bid_price1 < tick.ask_price1
        assert tick.open_price == one.record.open_price
        contract = again.market._contracts[name]
        traders = (*contract.crowd.makers, *contract.crowd.takers, contract.outside)
        held = [trader.position for trader in traders]
        assert sum(p for p in held if p > 0) == tick.open_interest == -sum(p for p in held if p < 0)


async def test_a_market_goes_on_from_its_file(tmp_path: Path) -> None:
    names = ["rb2605", "IF2603"]
    options: dict[str, Any] = {"store": tmp_path / "state", "sessions": True, "trading_day": "20260302"}
    options |= {"speed": None, "seed": 4, "instruments": names, "market_start": "10:14:50"}
    ticks: list[Any] = []
    said: list[tuple[str, ...]] = []
    orders = 0
    for _ in range(3):
        async with Front(**options) as front, RawClient(front.md_address) as md, Trader(front) as one:
            await md.ready(*names)
            for _ in range(20):
                ticks.append(await md.tick())
            one.order("IF2603", BUY, ticks[-1].lower_limit_price, 1)
            await one.until(lambda frame: frame.name == "OnRtnOrder")
            orders += 1
            assert len(front.books("u").orders) == orders
            fields = ("instrument_id", "instrument_status", "enter_time", "trading_segment_sn")
            notices = front._broker.public.notices
            said = [tuple(str(getattr(n.record, name)) for name in fields) for n in notices]
    for name in names:
        mine = [tick for tick in ticks if tick.instrument_id == name]
        for earlier, later in pairwise(mine):
            assert (later.update_time, later.volume) >= (earlier.update_time, earlier.volume)
            assert later.open_price == mine[1].open_price or earlier is mine[0]
            assert abs(later.open_interest / earlier.open_interest - 1.0) < 0.05
        assert mine[-1].volume > mine[1].volume
    # The phases are told once, whichever front told them.
    assert len(said) == len(set(said))
    assert [sn for product, *_, sn in said if product == "IF"] == ["1"]


def test_a_market_goes_on_within_an_auction() -> None:
    still = Still(0, sessions=True, start="20:58:00")
    state = still.market.state()
    assert still.market.phase(M) == CALL
    again = Still(0, sessions=True)
    again.market.restore(state)
    assert again.market.phase(M) == CALL
    for _ in range(122):
        again.step()
    assert again.tick.open_price > 0
    assert again.tick.update_time == "20:59:00"


@pytest.mark.parametrize("limit", [0.0001, 0.001, 0.9])
def test_traders_keep_to_any_limits(limit: float) -> None:
    info = InstrumentInfo("x1", "SHFE", "x", 10, 1.0, limit, 100.0, activity=1)
    contract = Contract(info, 3, schedule(info), 0)
    contract.phase = CONTINUOUS
    for half in range(300):
        contract.step(half)
        for buy in (True, False):
            assert all(contract.lower <= entry.price <= contract.upper for entry in contract.book.orders(buy))
    assert contract.lower <= contract.low <= contract.high <= contract.upper
