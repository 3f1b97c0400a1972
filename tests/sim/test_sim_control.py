"""A running front steered from Python: books, accounts, trades, rules, latency, failure."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import anyio
import pytest
from rawclient import RawClient
from trader import BUY, CLOSE_TODAY, SELL, Trader, script

from actp import records
from actp.errors import ConfigurationError, UsageError
from actp.sim import Account, Board, Front, Limits, SimulatedMarket, Tick, instrument_info

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

RB, CF = "rb2701", "CF701"


def quiet(**options: Any) -> Front:
    """A front in whose books only the test moves."""
    options = {"seed": 1, "instruments": [RB, CF], "trading_day": "20261105", "fill": "book"} | options
    return Front(**options)


def price_of(front: Front, name: str = RB) -> float:
    return front.snapshot(name).pre_settlement_price


# -- books, trades


async def test_a_book_shows_levels_and_orders() -> None:
    async with quiet() as front, Trader(front, "a") as a, Trader(front, "b") as b:
        price = price_of(front)
        assert front.book(RB).bids == front.book(RB).asks == ()
        await a.done(RB, BUY, price, 3)
        await b.done(RB, BUY, price, 2)
        await b.done(RB, BUY, price + 1, 1)
        await b.done(RB, SELL, price + 2, 4)
        book = front.book(RB)
        assert [(level.price, level.volume, level.market) for level in book.bids] == [
            (price + 1, 1, 0),
            (price, 5, 0),
        ]
        assert [order.investor_id for order in book.bids[1].orders] == ["a", "b"]
        assert [(level.price, level.volume) for level in book.asks] == [(price + 2, 4)]
        with pytest.raises(UsageError, match="no instrument 'xx'"):
            front.book("xx")


async def test_a_book_shows_the_market_s_quote_without_starting_the_market() -> None:
    async with quiet(fill="market") as front:
        await front.push_tick(instrument_id=RB, bid_price1=3000.0, bid_volume1=7, ask_price1=3001.0)
        (level,) = front.book(RB).bids
        assert (level.price, level.volume, level.market, level.orders) == (3000.0, 7, 7, ())
        assert front.book(RB).asks == ()
        assert front.statistics().ticks == 1


async def test_a_trade_fills_by_price_and_time_and_is_told() -> None:
    async with quiet() as front, Trader(front, "a") as a, RawClient(front.md_address) as md:
        await md.ready(RB)
        await md.tick()
        before, price = front.snapshot(RB), price_of(front)
        for lots, at in ((2, price), (3, price + 1), (5, price - 1)):
            a.order(RB, BUY, at, lots)
        a.order(RB, SELL, price + 9, 1)
        await a.notices()
        assert await front.trade(RB, price, 4) == 4
        trades = [n.record for n in await a.notices() if n.name == "OnRtnTrade"]
        assert [(trade.price, trade.volume) for trade in trades] == [(price + 1, 3), (price, 1)]
        while (tick := await md.tick()).volume != before.volume + 4:
            pass
        assert tick.last_price == price
        multiplier = front.instruments[RB].multiplier
        assert tick.turnover == pytest.approx(before.turnover + 4 * price * multiplier)
        # More than there is, and nothing at all.
        assert await front.trade(RB, price - 1, 100) == 6
        assert await front.trade(RB, price - 1, 1) == 0
        assert front.accounts["a"].positions[0].position == 10
        for wrong in ({"price": price + 0.5, "volume": 1}, {"price": price, "volume": 0}):
            with pytest.raises(UsageError, match="trade:"):
                await front.trade(RB, **wrong)  # type: ignore[arg-type]


async def test_a_trade_fills_once_though_the_book_follows_the_market() -> None:
    async with quiet(fill="market", speed=None) as front, Trader(front, "a") as a:
        price = price_of(front)
        await front.push_tick(
            instrument_id=RB, bid_volume1=0, ask_volume1=0, last_price=price, volume=100, **EMPTY
        )
        await a.done(RB, BUY, price, 10)
        assert await front.trade(RB, price - 1, 4) == 4
        assert front.books("a").trades[-1].volume == 4
        assert sum(trade.volume for trade in front.books("a").trades) == 4


EMPTY = {f"{side}_volume{level}": 0 for side in ("bid", "ask") for level in range(2, 6)}


async def test_one_order_is_filled_on_demand() -> None:
    async with quiet() as front, Trader(front, "a") as a:
        price = price_of(front)
        await a.done(RB, BUY, price, 9)
        await a.done(RB, BUY, price, 3)
        second = front.books("a").orders[1]
        await front.fill(second, 2)
        assert script(await a.notices()) == "R(3) R(1) T"
        with pytest.raises(UsageError, match="2 lots, of the order's 1"):
            await front.fill(second, 2)
        await front.fill(second)
        assert script(await a.notices()) == "R(1) R(0) T"
        assert [order.volume_traded for order in front.books("a").orders] == [0, 3]
        with pytest.raises(UsageError, match="does not rest"):
            await front.fill(second)
        with pytest.raises(UsageError, match="has no order"):
            await front.fill(records.Order(broker_id="9999", investor_id="a", order_ref="77"))
        assert front.accounts["a"].funds.frozen_margin == pytest.approx(
            9 * price * front.instruments[RB].multiplier * front.instruments[RB].margin_ratio
        )


# -- accounts


async def test_accounts_are_live() -> None:
    users = [Account("a", "old", balance=1000.0), Account("b", "p", balance=500_000.0)]
    async with quiet(accounts=users, lock_after=1) as front:
        accounts = front.accounts
        assert isinstance(accounts, Mapping)
        assert list(accounts) == ["a", "b"] and len(accounts) == 2
        assert "nobody" not in accounts
        account = accounts["a"]
        async with Trader(front, "a", password="old") as trader:
            price = price_of(front)
            (_, refused) = await trader.done(RB, BUY, price, 1)
            assert refused.error_id == 31
            account.deposit(99_000.0)
            assert script(await trader.done(RB, BUY, price, 1)) == "R(a) R(3)"
            (row,) = await trader.query("TradingAccount", broker_id="9999", investor_id="a")
            assert (row.deposit, row.balance) == (99_000.0, 100_000.0)
            assert row.available == pytest.approx(account.funds.available)
            await front.trade(RB, price, 1)
            assert account.positions[0].position == 1
            assert (len(account.orders), len(account.trades)) == (1, 1)
            account.withdraw(50.0)
            (row,) = await trader.query("TradingAccount", broker_id="9999", investor_id="a")
            assert row.withdraw == 50.0
        with pytest.raises(UsageError, match="is more than"):
            account.withdraw(1e9)
        for wrong in (0.0, -1.0, float("nan"), float("inf")):
            with pytest.raises(UsageError, match="no amount above 0"):
                account.deposit(wrong)
        account.set_password("new")
        async with RawClient(front.trader_address, kind=1) as client:
            await client.handshake()
            # Locked by one wrong password, and unlocked by the next one set.
            assert [(await client.login("a", word)).error_id for word in ("old", "new")] == [3, 75]
            account.set_password("newer")
            assert (await client.login("a", "newer")).error_id == 0
        assert "newer" not in repr(account) + repr(accounts)


async def test_accounts_of_a_front_that_anybody_may_use() -> None:
    async with quiet() as front:
        assert list(front.accounts) == []
        assert front.accounts["x"].funds.balance == 1_000_000.0
        assert list(front.accounts) == ["x"]
        with pytest.raises(UsageError, match="any password"):
            front.accounts["x"].set_password("p")


# -- rules


async def test_a_rule_refuses_an_order_for_whom_it_fits() -> None:
    async with quiet() as front, Trader(front, "a") as a, Trader(front, "b") as b:
        price = price_of(front)
        with front.rule("ReqOrderInsert", error_id=31, user="a", instrument=RB, times=1) as rule:
            assert script(await b.done(RB, BUY, price, 1)) == "R(a) R(3)"
            assert rule.hits == 0
            assert script(await a.done(RB, BUY, price, 1)) == "OnRspOrderInsert 31 OnErrRtnOrderInsert 31"
            assert script(await a.done(RB, BUY, price, 1)) == "R(a) R(3)"
            assert rule.hits == 1
        with front.rule("ReqOrderInsert", error_id=9999, text="不行"):
            refused = await a.done(RB, BUY, price, 1)
            assert refused[0].frame.error_text == "CTP:不行"
        assert script(await a.done(RB, BUY, price, 1)) == "R(a) R(3)"


async def test_a_rule_refuses_a_cancel_a_query_a_login_and_a_subscription() -> None:
    async with quiet() as front, Trader(front, "a") as a:
        await a.done(RB, BUY, price_of(front), 1)
        order = front.books("a").orders[0]
        with front.rule("ReqOrderAction", error_id=23):
            a.cancel(order)
            assert script(await a.notices()) == "OnRspOrderAction 23 OnErrRtnOrderAction 23"
        with front.rule("ReqQryTradingAccount", error_id=90):
            (answer,) = await a.query_frames("TradingAccount")
            assert (answer.name, answer.error_id, answer.last) == ("OnRspQryTradingAccount", 90, True)
        async with RawClient(front.md_address) as client:
            await client.handshake()
            with front.rule("ReqUserLogin", error_id=75, user="locked"):
                assert (await client.login("locked")).error_id == 75
                assert (await client.login("free")).error_id == 0
            with front.rule("SubscribeMarketData", error_id=16, instrument="bad"):
                answers = await client.subscribe("good", "bad")
            assert [answer.error_id for answer in answers] == [0, 16]
            assert front.clients[-1].subscriptions == {"good"}


async def test_a_rule_lets_the_exchange_refuse() -> None:
    async with quiet() as front, Trader(front, "a") as a:
        price = price_of(front)
        with front.rule("ReqOrderInsert", exchange_error="今天不行", times=1):
            notices = await a.done(RB, BUY, price, 1)
        assert script(notices) == "R(a) R(5)"
        assert "今天不行" in notices[-1].record.status_msg
        assert front.accounts["a"].funds.frozen_margin == 0
        await a.done(RB, BUY, price, 1)
        order = front.books("a").orders[1]
        with front.rule("ReqOrderAction", exchange_error="撤不了"):
            a.cancel(order)
            assert script(await a.notices()) == "OnErrRtnOrderAction 91"
        a.cancel(order)
        assert script(await a.notices()) == "R(3) R(5)"


async def test_a_rule_delays_drops_and_doubles() -> None:
    async with quiet() as front, Trader(front, "a") as a:
        price = price_of(front)
        with front.rule("ReqQryTradingAccount", delay=0.05, times=1) as rule:
            a.request("ReqQryTradingAccount", records.QryTradingAccount(version=a.version), 50)
            a.request("ReqQryTradingAccount", records.QryTradingAccount(version=a.version), 51)
            assert [(await a.frame()).request_id for _ in range(2)] == [51, 50]
            assert rule.hits == 1
        await a.done(RB, BUY, price, 2)
        with front.rule("ReqQryTradingAccount", drop_answer=True):
            a.request("ReqQryTradingAccount", records.QryTradingAccount(version=a.version), 50)
            assert (await a.query("Investor"))[0].investor_id == "a"
        assert [row.balance for row in await a.query("TradingAccount")] == [1_000_000.0]
        with front.rule("OnRtnTrade", duplicate=True, instrument=RB):
            await front.trade(RB, price, 1)
            notices = await a.notices()
        assert script(notices) == "R(3) R(1) T T"
        assert notices[2].record == notices[3].record
        assert notices[3].frame.sequence == notices[2].frame.sequence + 1
        assert len(front.books("a").trades) == 1


@pytest.mark.parametrize(
    ("name", "fields", "says"),
    [
        ("ReqOrderInsert", {}, "give one of"),
        ("ReqOrderInsert", {"error_id": 1, "delay": 1.0}, "give one of"),
        ("ReqNothing", {"error_id": 1}, "no request 'ReqNothing'"),
        ("ReqOrderInsert", {"error_id": 0}, "ErrorID 0"),
        ("ReqOrderInsert", {"delay": float("nan")}, "no number"),
        ("ReqOrderInsert", {"error_id": 1, "times": 0}, "times"),
        ("ReqOrderInsert", {"duplicate": True}, "duplicate is for"),
        ("ReqUserLogin", {"exchange_error": "x"}, "exchange_error is for"),
        ("ReqOrderInsert", {"exchange_error": ""}, "text"),
        ("ReqOrderInsert", {"drop_answer": True, "text": "x"}, "text goes with"),
        ("SubscribeMarketData", {"delay": 1.0}, "only error_id"),
    ],
)
async def test_rules_that_make_no_sense(name: str, fields: dict[str, Any], says: str) -> None:
    async with quiet() as front:
        with pytest.raises(UsageError, match=says), front.rule(name, **fields):
            pass


# -- the way to the exchange


async def test_an_order_is_unknown_until_the_exchange_has_it() -> None:
    async with quiet(exchange_latency=0.1) as front, Trader(front, "a") as a:
        price = price_of(front)
        assert script(await a.done(RB, BUY, price, 1)) == "R(a)"
        (order,) = front.books("a").orders
        assert (order.order_status, order.order_sys_id) == ("a", "")
        assert front.accounts["a"].funds.frozen_margin > 0
        # A cancel follows its order on the way and never passes it.
        a.cancel(order)
        states = [a.record(await a.expect("OnRtnOrder")).order_status.value for _ in range(3)]
        assert states == ["3", "3", "5"]
        assert front.accounts["a"].funds.frozen_margin == 0


async def test_a_cancel_can_cross_a_fill() -> None:
    async with quiet(exchange_latency=0.05) as front, Trader(front, "a") as a:
        price = price_of(front)
        a.order(RB, BUY, price, 1)
        resting = await a.until(lambda frame: frame.name == "OnRtnOrder" and a.record(frame).order_sys_id)
        a.cancel(a.record(resting))
        await a.notices()
        await front.trade(RB, price, 1)
        frame = await a.expect("OnErrRtnOrderAction", ("OnRtnOrder", "OnRtnTrade"))
        assert (frame.error_id, frame.error_text) == (91, "CTP:SHFE:报单已全成交或已撤销")
        assert front.books("a").orders[0].order_status == "0"


async def test_czce_cancels_nothing_that_is_unknown() -> None:
    async with quiet(exchange_latency=0.05) as front, Trader(front, "a") as a:
        assert script(await a.done(CF, BUY, price_of(front, CF), 1)) == "R(a)"
        a.cancel(front.books("a").orders[0])
        refused = [n for n in await a.notices() if n.name != "OnRtnOrder"]
        assert script(refused) == "OnRspOrderAction 157 OnErrRtnOrderAction 157"


async def test_positions_of_an_order_on_its_way_cannot_be_closed_twice() -> None:
    async with quiet(exchange_latency=0.05) as front, Trader(front, "a") as a:
        price = price_of(front)
        a.order(RB, BUY, price, 1)
        await a.until(lambda frame: frame.name == "OnRtnOrder" and a.record(frame).order_status == "3")
        await front.trade(RB, price, 1)
        await a.notices()
        assert script(await a.done(RB, SELL, price, 1, CLOSE_TODAY)) == "R(a)"
        assert (await a.done(RB, SELL, price, 1, CLOSE_TODAY))[0].error_id == 50


def test_a_latency_that_is_none() -> None:
    for wrong in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ConfigurationError, match="exchange_latency"):
            Front(exchange_latency=wrong)


# -- a front that fails


class Broken(SimulatedMarket):
    async def run(self, board: Board) -> None:
        await board.changes.until(lambda: board.subscribed(RB))
        board.publish(Tick(records.DepthMarketData(instrument_id=RB)))
        raise ArithmeticError("the market is broken")


def broken() -> Front:
    return Front(market=Broken([instrument_info(RB)], seed=1, trading_day="20261105"))


@pytest.fixture
def failing(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    return caplog


async def subscribe_and_lose(front: Front) -> None:
    async with RawClient(front.md_address) as client:
        await client.ready(RB)
        await client.closed()


async def test_wait_closed_tells_of_a_failure(failing: pytest.LogCaptureFixture) -> None:
    async with broken() as front:
        waiting = asyncio.ensure_future(front.wait_closed())
        await subscribe_and_lose(front)
        with pytest.raises(ArithmeticError, match="the market is broken"):
            await waiting
        with pytest.raises(UsageError, match="not running"):
            front.accounts["a"]
    assert "the front failed" in failing.text


async def test_a_failure_that_nobody_waited_for_is_raised_at_the_end() -> None:
    with pytest.raises(ArithmeticError):
        async with broken() as front:
            await subscribe_and_lose(front)


async def test_waiting_for_something_of_a_failed_front_ends() -> None:
    async def wait(front: Front) -> None:
        with pytest.raises(UsageError, match="was closed, or failed"):
            await front.wait_until(lambda front: False)

    with pytest.raises(ArithmeticError):
        async with broken() as front:
            async with anyio.create_task_group() as group:
                group.start_soon(wait, front)
                await anyio.wait_all_tasks_blocked()
                await subscribe_and_lose(front)


async def test_wait_closed_returns_when_the_front_is_closed() -> None:
    front = quiet(limits=Limits())
    with pytest.raises(UsageError, match="not started"):
        await front.wait_closed()
    await front.start()
    async with anyio.create_task_group() as group:
        group.start_soon(front.wait_closed)
        await anyio.wait_all_tasks_blocked()
        await front.aclose()
    await front.wait_closed()
