"""Options as contracts: their names, terms, prices and days, and how CTP's queries list them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from math import isnan
from typing import Any

import pytest
from trader import BUY, Trader

from actp import records
from actp.errors import ConfigurationError
from actp.sim import Front, InstrumentInfo, OptionTerms, instrument_info
from actp.sim.reference.instruments import expire_date, known_instruments
from actp.sim.reference.option_terms import fair_price, parse_name, seller_margin

pytestmark = pytest.mark.timeout(60)

DAY = "20260302"


@pytest.mark.parametrize(
    ("name", "exchange", "product", "underlying", "call", "strike", "multiplier"),
    [
        ("cu2612C70000", "SHFE", "cu_o", "cu2612", True, 70000.0, 5),
        ("sc2612P500", "INE", "sc_o", "sc2612", False, 500.0, 1000),
        ("m2701-C-2800", "DCE", "m_o", "m2701", True, 2800.0, 10),
        ("si2612-P-9000", "GFEX", "si_o", "si2612", False, 9000.0, 5),
        ("SR701C5300", "CZCE", "SRC", "SR701", True, 5300.0, 10),
        ("SR701P5300", "CZCE", "SRP", "SR701", False, 5300.0, 10),
        ("IO2612-C-4000", "CFFEX", "IO", "IF2612", True, 4000.0, 100),
    ],
)
def test_an_options_name_says_what_it_is(
    name: str, exchange: str, product: str, underlying: str, call: bool, strike: float, multiplier: int
) -> None:
    info = instrument_info(name)
    assert (info.id, info.exchange, info.product, info.multiplier) == (name, exchange, product, multiplier)
    terms = info.option
    assert terms is not None
    assert (terms.underlying, terms.call, terms.strike) == (underlying, call, strike)
    assert terms.cash_settled is (exchange == "CFFEX")
    assert terms.american is (exchange != "CFFEX" and product != "cu_o")
    assert info.ticks(info.reference_price) is not None
    future = instrument_info(underlying)
    assert info.reference_price >= terms.intrinsic(future.reference_price)


@pytest.mark.parametrize(
    "name",
    [
        "cu2612-C-70000",  # SHFE writes no hyphens,
        "m2701C2800",  # DCE does,
        "SR2701C5300",  # CZCE has three digits,
        "cu612C70000",  # the others four.
        "cu2613C70000",
        "cu2612C0",
        "cu2612X70000",
        "xx2612C70000",
        "IF2612-C-4000",
        "IO2612C4000",
        "m2701-c-2800",
        "cu2612C70000 ",
        "jm2701-C-1000",  # a product without options
    ],
)
def test_what_is_no_options_name(name: str) -> None:
    with pytest.raises(ConfigurationError, match="not a contract of a product"):
        instrument_info(name)


def test_a_strike_may_have_decimals() -> None:
    found = parse_name("sc2612C500.5")
    assert found is not None and found.strike == 500.5


def test_the_dearer_option_is_the_one_deeper_in_the_money() -> None:
    calls = [OptionTerms(True, strike, "m2701") for strike in (2600.0, 2800.0, 3000.0, 3200.0)]
    prices = [fair_price(terms, 3000.0) for terms in calls]
    assert prices == sorted(prices, reverse=True)
    assert all(price > terms.intrinsic(3000.0) for price, terms in zip(prices, calls, strict=True))
    put = OptionTerms(False, 3200.0, "m2701")
    assert put.intrinsic(3000.0) == 200.0 and put.out_of_the_money(3000.0) == 0.0
    assert put.out_of_the_money(3250.0) == 50.0
    # Put and call at the money differ by nothing.
    at = OptionTerms(False, 3000.0, "m2701")
    assert fair_price(at, 3000.0) == fair_price(calls[2], 3000.0) == pytest.approx(90.0)


def test_the_sellers_margin() -> None:
    terms = OptionTerms(True, 3000.0, "m2701")
    # In the money: the underlying's margin. Out of it: less half of that, but half the margin at least.
    assert seller_margin(terms, 10, 3100.0, 2700.0) == 2700.0
    assert seller_margin(terms, 10, 2900.0, 2700.0) == 2700.0 - 500.0
    assert seller_margin(terms, 10, 2000.0, 2700.0) == 1350.0


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("cu2612C70000", "20261124"),  # the fifth last weekday of November
        ("m2701-C-2800", "20261216"),  # the twelfth of December
        ("si2701-C-9000", "20261207"),  # the fifth
        ("SR701C5300", "20261211"),  # the third last up to the 15th
        ("IO2612-C-4000", "20261218"),  # the third Friday
        ("m2701", "20270115"),
    ],
)
def test_the_last_day(name: str, day: str) -> None:
    assert expire_date(instrument_info(name), DAY) == day


def test_the_last_day_may_be_given() -> None:
    info = InstrumentInfo(
        "x", "DCE", "x_o", 10, 0.5, 0.5, 50.0, option=OptionTerms(True, 100.0, "x1", expire_date="20260310")
    )
    assert expire_date(info, DAY) == "20260310"


@pytest.mark.parametrize("strike", [0.0, -1.0, float("nan"), float("inf")])
def test_a_strike_is_a_positive_number(strike: float) -> None:
    with pytest.raises(ConfigurationError, match="strike"):
        OptionTerms(True, strike, "m2701")


def test_an_option_brings_its_underlying() -> None:
    assert list(known_instruments(["m2701-C-2800", "rb2701"])) == ["m2701-C-2800", "rb2701", "m2701"]
    odd = InstrumentInfo("x", "DCE", "x_o", 10, 0.5, 0.5, 50.0, option=OptionTerms(True, 100.0, "x1"))
    assert list(known_instruments([odd])) == ["x"]


# -- listing


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    async with Front(
        seed=1,
        trading_day=DAY,
        instruments=["cu2612C70000", "m2701-P-3000", "m2701-C-3000", "m2705", "SR701C5300", "IO2612-C-4000"],
    ) as running:
        yield running


@pytest.mark.anyio
async def test_a_row_of_an_option(front: Front) -> None:
    async with Trader(front) as one:
        (row,) = await one.query("Instrument", instrument_id="m2701-P-3000")
        assert (row.product_class, row.options_type, row.strike_price) == ("2", "2", 3000.0)
        assert (row.product_id, row.underlying_instr_id, row.underlying_multiple) == ("m_o", "m2701", 1.0)
        assert (row.volume_multiple, row.price_tick, row.expire_date) == (10, 0.5, "20261216")
        assert (row.delivery_year, row.delivery_month) == (2027, 1)
        assert (row.is_trading, row.inst_life_phase) == (1, "1")
        assert isnan(row.long_margin_ratio) and isnan(row.short_margin_ratio)
        (future,) = await one.query("Instrument", instrument_id="m2701")
        assert (future.product_class, future.underlying_instr_id) == ("1", "")
        (cu,) = await one.query("Instrument", instrument_id="cu2612C70000")
        assert (cu.options_type, cu.position_date_type) == ("1", "1")


@pytest.mark.anyio
async def test_filters_of_the_listing(front: Front) -> None:
    async with Trader(front) as one:

        async def ids(name: str, **fields: Any) -> list[str]:
            return [row.instrument_id for row in await one.query(name, **fields)]

        assert await ids("Instrument", product_id="m_o") == ["m2701-P-3000", "m2701-C-3000"]
        assert await ids("Instrument", exchange_id="CFFEX") == ["IO2612-C-4000", "IF2612"]
        assert await ids("Instrument", product_id="SRC") == ["SR701C5300"]
        futures = ["m2705", "cu2612", "m2701", "SR701", "IF2612"]
        assert await ids("ClassifiedInstrument", trading_type="1", class_type="1") == futures
        options = ["cu2612C70000", "m2701-P-3000", "m2701-C-3000", "SR701C5300", "IO2612-C-4000"]
        assert await ids("ClassifiedInstrument", trading_type="1", class_type="2") == options
        # Everything, with the futures that can be combined, which nobody trades.
        every = await ids("ClassifiedInstrument", trading_type="0", class_type="0")
        assert sorted(every) == sorted([*futures, *options, "SP m2701&m2705"])
        assert await ids("ClassifiedInstrument", trading_type="1", class_type="3") == []
        # DCE's combinations of options come by product, for who asks for just them.
        assert await ids("ClassifiedInstrument", trading_type="2", class_type="3") == ["SP m2701&m2705"]
        dce = await ids("ClassifiedInstrument", exchange_id="DCE", trading_type="2", class_type="3")
        assert dce[:2] == ["SP m2701&m2705", "STD m_o&m_o"] and "PRT m_o&m" in dce
        (row,) = await one.query("ClassifiedInstrument", class_type="3", instrument_id="SP m2701&m2705")
        assert (row.product_class, row.is_trading, row.combination_type) == ("3", 0, "0")
        products = await one.query("Product", product_class="2")
        assert [p.product_id for p in products] == ["IO", "SRC", "cu_o", "m_o"]
        groups = await one.query("ProductGroup", product_id="m_o")
        assert [(g.exchange_id, g.product_group_id) for g in groups] == [("DCE", "m_o")]
        assert (await one.query("ProductExchRate", product_id="m"))[0].exchange_rate == 1.0


@pytest.mark.anyio
async def test_market_data_of_a_class_of_products(front: Front) -> None:
    async with Trader(front) as one:
        rows = await one.query("DepthMarketData", product_class="2")
        assert [row.instrument_id for row in rows] == [
            name for name, info in front.instruments.items() if info.option is not None
        ]
        assert len(await one.query("DepthMarketData", exchange_id="DCE", product_class="1")) == 2
    # Before 6.7.7 there is no such filter.
    async with Trader(front, version="6.3.15") as old:
        assert len(await old.query("DepthMarketData")) == len(front.instruments)


@pytest.mark.anyio
async def test_what_trading_an_option_costs(front: Front) -> None:
    async with Trader(front) as one:
        future = front.snapshot("m2701").pre_settlement_price
        ratio = front.instruments["m2701"].margin_ratio
        margin = future * 10 * ratio
        out = max(0.0, 3000.0 - future) * 10
        (row,) = await one.query("OptionInstrTradeCost", instrument_id="m2701-C-3000", input_price=80.0)
        assert row.fixed_margin == pytest.approx(max(margin - out / 2, margin / 2))
        assert (row.royalty, row.exch_fixed_margin, row.mini_margin) == (800.0, row.fixed_margin, 0.0)
        (row,) = await one.query(
            "OptionInstrTradeCost", instrument_id="m2701-C-3000", input_price=80.0, underlying_price=2000.0
        )
        assert row.fixed_margin == pytest.approx(2000 * 10 * ratio / 2)
        (row,) = await one.query("OptionInstrTradeCost", instrument_id="m2701-C-3000")
        assert row.royalty == front.snapshot("m2701-C-3000").pre_settlement_price * 10
        (rate,) = await one.query("OptionInstrCommRate", instrument_id="m2701-C-3000")
        assert (rate.instrument_id, rate.open_ratio_by_volume, rate.strike_ratio_by_volume) == (
            "m_o",
            3.0,
            3.0,
        )
        # A future has no option's rates, an option no future's; with an empty name those held.
        for name in ("OptionInstrTradeCost", "OptionInstrCommRate"):
            assert await one.query(name, instrument_id="m2701") == []
            assert await one.query(name) == []
        for name in ("InstrumentMarginRate", "InstrumentCommissionRate", "ExchangeMarginRate"):
            assert await one.query(name, instrument_id="m2701-C-3000") == []


@pytest.mark.anyio
async def test_combinations_are_listed_with_their_legs(front: Front) -> None:
    async with Trader(front, version="6.7.11") as one:
        legs = await one.query("CombLeg")
        assert [
            (leg.comb_instrument_id, leg.leg_id, leg.leg_instrument_id, leg.direction) for leg in legs
        ] == [
            ("SP m2701&m2705", 1, "m2701", BUY),
            ("SP m2701&m2705", 2, "m2705", "1"),
        ]
        assert len(await one.query("CombLeg", leg_instrument_id="m2705")) == 1
        (guard,) = await one.query("CombInstrumentGuard", exchange_id="DCE")
        assert (guard.instrument_id, guard.guarant_ratio) == ("SP m2701&m2705", 1.0)
        rows = await one.query("CombPromotionParam", exchange_id="DCE")
        assert {row.instrument_id: row.xparameter for row in rows} == {
            "OPL m_o&m_o": 0.2,
            "BLS m_o&m_o": 0.2,
            "CAS m_o&m_o": 0.2,
            "BFO m_o&m": 0.8,
        }


@pytest.mark.anyio
async def test_an_expired_option_is_not_traded(anyio_backend: Any) -> None:
    info = instrument_info("m2701-C-3000")
    assert info.option is not None
    over = replace(info, option=replace(info.option, expire_date="20260227"))
    async with Front(seed=1, trading_day=DAY, instruments=[over]) as front, Trader(front) as one:
        (row,) = await one.query("Instrument", instrument_id="m2701-C-3000")
        assert (row.is_trading, row.inst_life_phase) == (0, "3")
        got = await one.done("m2701-C-3000", BUY, 100.0, 1)
        assert [n.error_id for n in got] == [17, 17]
        request = records.QryClassifiedInstrument(trading_type="2", class_type="2")
        one.request("ReqQryClassifiedInstrument", request, 5)
        assert one.record(await one.frame()).instrument_id == "m2701-C-3000"
