"""Orders against the market's book, and what the front shows of a user."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rawclient import RawClient
from simdata import row, write_csv
from trader import BUY, FAK, SELL, Trader, script

from actp.errors import ConfigurationError, UsageError
from actp.sim import Account, Commission, Front, InstrumentInfo, Position, instrument_info

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

QUOTE = {
    "instrument_id": "rb2605",
    "last_price": 3150.0,
    "bid_price1": 3149.0,
    "bid_volume1": 4,
    "ask_price1": 3151.0,
    "ask_volume1": 3,
    "volume": 100,
}


def front_of(**arguments: Any) -> Front:
    return Front(seed=1, trading_day="20260302", instruments=["rb2605"], speed=None, **arguments)


async def test_an_order_takes_what_the_market_shows(anyio_backend: Any) -> None:
    async with front_of() as front, Trader(front) as one:
        await front.push_tick(**QUOTE, ask_price2=3152.0, ask_volume2=5)
        got = await one.done("rb2605", BUY, 3152.0, 10)
        assert script(got) == "R(a) R(a) R(1) T T"
        assert [(n.record.price, n.record.volume) for n in got if n.name == "OnRtnTrade"] == [
            (3151.0, 3),
            (3152.0, 5),
        ]
        # It is used up until the next snapshot.
        assert script(await one.done("rb2605", BUY, 3151.0, 1, **FAK)) == "R(a) R(5)"
        await front.push_tick(**QUOTE)
        got = await one.notices()
        # The resting order is filled at its own price.
        assert script(got) == "R(1) R(0) T"
        assert [(n.record.price, n.record.volume) for n in got if n.name == "OnRtnTrade"] == [(3152.0, 2)]


async def test_a_resting_order_waits_for_the_market(anyio_backend: Any) -> None:
    async with front_of() as front, Trader(front) as one:
        await front.push_tick(**QUOTE)
        assert script(await one.done("rb2605", BUY, 3149.0, 5)) == "R(a) R(3)"
        # At its price others stand before it.
        await front.push_tick(**{**QUOTE, "last_price": 3149.0, "volume": 150})
        assert await one.notices() == []
        # Through its price: at most what was traded.
        await front.push_tick(**{**QUOTE, "last_price": 3148.0, "volume": 152, "bid_price1": 3147.0})
        got = await one.notices()
        assert script(got) == "R(3) R(1) T"
        assert (got[-1].record.price, got[-1].record.volume) == (3149.0, 2)
        await front.push_tick(**{**QUOTE, "ask_price1": 3148.0, "ask_volume1": 9, "volume": 152})
        assert script(await one.notices()) == "R(1) R(0) T"


async def test_users_alone(anyio_backend: Any) -> None:
    async with front_of(fill="book") as front, Trader(front) as one:
        await front.push_tick(**QUOTE)
        assert script(await one.done("rb2605", BUY, 3160.0, 5)) == "R(a) R(3)"
        await front.push_tick(**{**QUOTE, "last_price": 3000.0, "volume": 999})
        assert await one.notices() == []
    with pytest.raises(ConfigurationError, match="fill"):
        front_of(fill="luck")


async def test_the_simulated_market_fills_without_a_subscriber(anyio_backend: Any) -> None:
    async with (
        Front(seed=1, trading_day="20260302", instruments=["rb2605"], speed=100.0) as front,
        Trader(front) as one,
    ):
        limit = front.snapshot("rb2605").upper_limit_price
        one.order("rb2605", BUY, limit, 3)
        filled = await one.until(lambda f: f.name == "OnRtnOrder" and one.record(f).order_status == "0")
        assert one.record(filled).volume_traded == 3
        assert front.books("u").positions[0].position == 3


async def test_the_same_seed_gives_the_same_trades(anyio_backend: Any) -> None:
    async def trades() -> list[str]:
        async with (
            Front(seed=5, trading_day="20260302", instruments=["rb2605"], speed=None) as front,
            Trader(front) as one,
            RawClient(front.md_address) as md,
        ):
            for step in range(20):
                one.order("rb2605", (BUY, SELL)[step % 2], 3150.0 + (step - 10) * 2, 7)
            await one.notices()
            await md.ready("rb2605")
            for _ in range(400):
                await md.tick()
            await front.wait_until(lambda f: len(f.books("u").trades) >= 20)
            return [
                repr((t.order_ref, t.price, t.volume, t.trade_time)) for t in front.books("u").trades[:20]
            ]

    first = await trades()
    assert await trades() == first


async def test_outside_its_hours_a_contract_is_closed(anyio_backend: Any) -> None:
    async with (
        Front(
            seed=1,
            speed=1000.0,
            trading_day="20260302",
            market_start="21:00:00",
            instruments=["rb2605", "IF2606"],
            accounts=[Account("u", "p", balance=1e9)],
        ) as front,
        RawClient(front.md_address) as md,
        Trader(front) as one,
    ):
        await md.ready("rb2605")
        await md.tick()
        await md.tick()
        got = await one.done("IF2606", BUY, 4500.0, 1)
        assert script(got) == "R(a) R(5)"
        assert got[-1].record.status_msg.endswith("当前状态禁止此项操作")


async def test_a_replay_waits_for_market_data_not_for_orders(tmp_path: Path, anyio_backend: Any) -> None:
    rows = [row("rb2605", f"09:00:{n:02d}", AskPrice1="3100", AskVolume1="1") for n in range(30)]
    path = write_csv(tmp_path / "day.csv", rows)
    async with Front(path, speed=None) as front, Trader(front) as one:
        assert script(await one.done("rb2605", BUY, 3000.0, 1)) == "R(a) R(3)"
        async with RawClient(front.md_address) as md:
            await md.ready("rb2605")
            assert [(await md.tick()).update_time for _ in rows] == [r["UpdateTime"] for r in rows]


async def test_books_show_a_user(anyio_backend: Any) -> None:
    async with front_of(accounts=[Account("u", "p", balance=5e5)], fill="book") as front:
        empty = front.books("u")
        assert (empty.orders, empty.trades, empty.positions, empty.details) == ((), (), (), ())
        assert (empty.account.balance, empty.settlement_confirmed) == (5e5, False)
        async with Trader(front) as one:
            await one.done("rb2605", BUY, 3150.0, 2)
            await one.done("rb2605", SELL, 3150.0, 1)
        books = front.books("u")
        assert [o.order_status for o in books.orders] == ["1", "0"]
        assert [t.volume for t in books.trades] == [1, 1]
        assert {p.posi_direction.value: p.position for p in books.positions} == {"2": 1, "3": 1}
        assert books.settlement_confirmed
        with pytest.raises(UsageError, match="nobody"):
            front.books("nobody")
        with pytest.raises(UsageError, match="no account"):
            front.books("u", "8888")


async def test_what_cannot_be_is_said(anyio_backend: Any) -> None:
    with pytest.raises(ConfigurationError, match="direction"):
        Position("rb2605", "2", 1)
    with pytest.raises(ConfigurationError, match="volume"):
        Position("rb2605", BUY, 0)
    with pytest.raises(ConfigurationError, match="trading"):
        Account("u", "p", trading="some")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="balance"):
        Account("u", "p", balance=float("nan"))
    with pytest.raises(ConfigurationError, match="commission"):
        Commission(open_by_money=float("inf"))
    with pytest.raises(ConfigurationError, match="margin_ratio"):
        InstrumentInfo("x", "SHFE", "x", 1, 1.0, 0.1, 1.0, margin_ratio=-1.0)
    with pytest.raises(ConfigurationError, match="no contract 'cu2605'"):
        async with front_of(accounts=[Account("u", "p", positions=(Position("cu2605", BUY, 1),))]):
            pass


def test_prices_in_ticks() -> None:
    for name in ("rb2605", "au2606", "TS2606", "sc2605", "IF2606"):
        info = instrument_info(name)
        for number in range(-3, 200_000, 997):
            assert info.ticks(info.price(number)) == number
            assert info.ticks(info.price(number) + info.price_tick / 2) is None
        assert info.ticks(float("nan")) is None
        assert info.ticks(1.7976931348623157e308) is None
