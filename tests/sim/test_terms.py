"""What contracts are listed, until when, and on which terms."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from settling import SettlingMarket
from trader import BUY, Trader, script

from actp.errors import UsageError
from actp.sim import Account, Front, InstrumentInfo, Position, default_instruments, instrument_info
from actp.sim.reference.instruments import SHANGHAI, expire_date
from actp.sim.reference.terms import delivery_days, last_trading_day, listing_days, volume_limits

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]


@pytest.mark.parametrize(
    ("exchange", "product", "year", "month", "last"),
    [
        ("SHFE", "rb", 2020, 10, "20201015"),
        ("SHFE", "rb", 2026, 8, "20260817"),  # the 15th is a Saturday
        ("SHFE", "fu", 2027, 1, "20261231"),
        ("INE", "sc", 2027, 1, "20261231"),
        ("DCE", "m", 2027, 1, "20270115"),  # the tenth without New Year's Day
        ("CZCE", "SR", 2026, 9, "20260914"),
        ("DCE", "jd", 2026, 9, "20260925"),
        ("CFFEX", "IF", 2026, 12, "20261218"),
        ("CFFEX", "T", 2026, 12, "20261211"),
        ("GFEX", "lc", 2026, 9, "20260914"),
        ("INE", "ec", 2026, 8, "20260831"),
    ],
)
def test_last_trading_days(exchange: str, product: str, year: int, month: int, last: str) -> None:
    assert f"{last_trading_day(exchange, product, year, month):%Y%m%d}" == last


def test_dates_about_the_last_day() -> None:
    last = date(2020, 10, 15)
    assert delivery_days("SHFE", "rb", last) == (date(2020, 10, 16), date(2020, 10, 22))
    assert delivery_days("CFFEX", "IF", last) == (last, last)
    made, opened = listing_days("SHFE", "rb", 2020, 10)
    assert (made, opened) == (date(2019, 10, 15), date(2019, 10, 16))


async def test_the_listing() -> None:
    names = ["rb2610", "IF2612", "T2612", "m2701", "SR701", "sc2611"]
    async with Front(seed=1, trading_day="20260915", instruments=names) as front, Trader(front) as one:
        rows = {row.instrument_id: row for row in await one.query("Instrument")}
        products = {row.product_id: row for row in await one.query("Product")}
    assert list(rows) == names
    volumes = {name: (row.max_limit_order_volume, row.max_market_order_volume) for name, row in rows.items()}
    assert len(set(volumes.values())) >= 3
    assert volumes["IF2612"] == volume_limits("CFFEX", "IF") == (20, 10)
    assert volumes["T2612"] == (50, 30)
    for row in rows.values():
        assert row.underlying_multiple == 0.0
        assert row.is_trading == 1
        assert row.inst_life_phase.value == "1"
        dates = [row.create_date, row.open_date, row.expire_date, row.start_deliv_date, row.end_deliv_date]
        assert dates == sorted(dates)
        assert row.create_date < row.open_date < "20260915" <= row.expire_date
    assert {product.underlying_multiple for product in products.values()} == {0.0}
    assert rows["rb2610"].start_deliv_date == "20261016"
    assert rows["IF2612"].start_deliv_date == rows["IF2612"].expire_date
    assert len({row.create_date[6:] for row in rows.values()} - {"01"}) > 1


async def test_the_first_status_says_since_when() -> None:
    names = ["SR605", "rb2605", "IF2603"]
    async with (
        Front(seed=1, trading_day="20260302", instruments=names) as front,
        Trader(front, public=(0, 0)) as one,
    ):
        told = {
            notice.record.instrument_id: (notice.record.instrument_status.value, notice.record.enter_time)
            for notice in await one.notices()
            if notice.name == "OnRtnInstrumentStatus"
        }
    assert told == {"SR": ("2", "09:00:00"), "rb": ("2", "09:00:00"), "IF": ("2", "09:30:00")}


# -- what trades today


def test_the_default_contracts_trade_on_every_day() -> None:
    day = date(2026, 1, 1)
    for _ in range(120):
        day += timedelta(days=7)
        text = f"{day:%Y%m%d}"
        for info in default_instruments(text):
            assert expire_date(info, text) >= text


async def test_without_a_trading_day_what_is_listed_trades() -> None:
    async with Front(seed=1) as front, Trader(front) as one:
        rows = await one.query("Instrument")
        assert len(rows) > 30
        for row in rows:
            assert row.expire_date >= front.trading_day
            assert row.is_trading == 1
        for product in ("rb", "ag", "m", "IF", "SR", "cu"):
            name = front.contract(product)
            assert front.instruments[name].product == product
        with pytest.raises(UsageError, match="no contract of 'xx'"):
            front.contract("xx")


@pytest.mark.parametrize("day", ["20260302", "20271231", None])
async def test_a_product_stands_for_its_nearest_contract(day: str | None) -> None:
    async with Front(seed=1, instruments=["rb", "SR", "IF"], trading_day=day) as front, Trader(front) as one:
        assert [info.product for info in front.instruments.values()] == ["rb", "SR", "IF"]
        name = front.contract("rb")
        price = front.instruments[name].reference_price
        assert script(await one.done(name, BUY, price - 50, 1)).startswith("R(a) R(3)")


async def test_an_expired_contract_is_listed_as_such_and_does_not_trade(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, "actp.sim"):
        front = Front(seed=1, instruments=["rb2610", "rb2701"], trading_day="20261127")
    assert "rb2610 ended" in caplog.text
    assert "trading_day=" in caplog.text
    async with front, Trader(front) as one:
        rows = {row.instrument_id: row for row in await one.query("Instrument")}
        assert (rows["rb2610"].is_trading, rows["rb2610"].inst_life_phase.value) == (0, "3")
        assert (rows["rb2701"].is_trading, rows["rb2701"].inst_life_phase.value) == (1, "1")
        assert script(await one.done("rb2610", BUY, 3100.0, 1)).startswith("OnRspOrderInsert 17")
        assert script(await one.done("rb2701", BUY, 3100.0, 1)).startswith("R(a)")
        assert front.contract("rb") == "rb2701"


def test_a_name_without_a_month_never_ends() -> None:
    today = f"{datetime.now(SHANGHAI):%Y%m%d}"
    for name in ("x", "x1", "spot"):
        info = InstrumentInfo(name, "SHFE", name, 1, 1.0, 0.1, 10.0)
        assert expire_date(info, today) > today


async def test_what_is_held_on_the_last_day_is_closed_at_the_settlement_price() -> None:
    held = (Position("rb2605", "0", 2, 3100.0),)
    market = SettlingMarket(["rb2605", "rb2610"], "20260515")
    async with Front(market=market, accounts=[Account("u", "p", positions=held)]) as front:
        assert front.contract("rb") == "rb2605"
        before = instrument_info("rb2605").reference_price
        await front.settle({"rb2605": 3160.0})
        books = front.books("u")
        assert not [row for row in books.positions if row.position]
        gain: Any = books.account.pre_balance - 1_000_000
        assert gain == pytest.approx(2 * 10 * (3160 - before), abs=20)
        assert front.contract("rb") == "rb2610"
