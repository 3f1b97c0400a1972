"""For-quotes: nothing on the trading side, a notice on the market-data side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from rawclient import RawClient
from simdata import StillMarket
from trader import Trader, script

from actp import records
from actp.ctp.description import installed
from actp.sim import Account, Front, Limits, instrument_info
from actp.sim.market.feed import Tick

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

CONTRACTS = {
    "SHFE": "rb2605",
    "INE": "sc2605",
    "DCE": "m2605",
    "CZCE": "SR605",
    "CFFEX": "IF2606",
    "GFEX": "si2605",
}
NO_QUOTES = "hc2605"


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    bare = instrument_info(NO_QUOTES)
    bare = type(bare)(
        **{name: getattr(bare, name) for name in bare.__dataclass_fields__} | {"takes_quotes": False}
    )
    accounts = [Account("u", "p"), Account("v", "p"), Account("narrow", "p", exchanges=("DCE",))]
    async with Front(
        seed=1,
        trading_day="20260302",
        fill="book",
        accounts=accounts,
        instruments=[*CONTRACTS.values(), bare],
    ) as running:
        yield running


async def listening(front: Front, *instruments: str, version: str = "6.7.11") -> RawClient:
    client = RawClient(front.md_address, version=version)
    await client.open()
    await client.handshake()
    await client.login("v")
    client.subscription("SubscribeForQuoteRsp", *instruments)
    for _ in instruments:
        await client.expect("OnRspSubForQuoteRsp")
    return client


def ask(session: Trader, exchange: str, **changes: Any) -> None:
    values = {"instrument_id": CONTRACTS.get(exchange, ""), "exchange_id": exchange}
    session.tell("ReqForQuoteInsert", **(values | changes))


@pytest.mark.parametrize(
    ("exchange", "version"), [("SHFE", "6.7.11"), *(("DCE", version) for version in installed().versions)]
)
async def test_heard_by_those_who_subscribed(front: Front, exchange: str, version: str) -> None:
    name = CONTRACTS[exchange]
    async with Trader(front, version=version) as one, Trader(front) as other:
        md = await listening(front, name, "CF701", version=version)
        try:
            ask(one, exchange)
            assert await one.notices() == [] == await other.notices()
            heard = await md.expect("OnRtnForQuoteRsp")
            notice = md.record(heard)
            assert (notice.instrument_id, notice.exchange_id, notice.version) == (name, exchange, version)
            assert (notice.trading_day, notice.action_day) == ("20260302", "20260302")
            assert notice.for_quote_time == "09:29:00"
            # SHFE, INE and CFFEX do not number them.
            assert bool(notice.for_quote_sys_id.strip()) is (exchange == "DCE")
            (row,) = await one.query("ForQuote", instrument_id=name, exchange_id=exchange)
            assert (row.for_quote_status, row.for_quote_ref, row.status_msg) == ("b", "1", "")
            assert (row.instrument_id, row.session_id) == (name, one.login_record.session_id)
            assert row.for_quote_local_id.strip() and row.insert_time == "09:29:00"
            assert await one.query("ForQuote", exchange_id="GFEX") == []
            assert await one.query("ForQuote", insert_time_start="23:00:00") == []
            # By hand it is the same notice.
            await front.for_quote(name)
            again = md.record(await md.expect("OnRtnForQuoteRsp"))
            assert again.instrument_id == name
            await front.for_quote(name, for_quote_sys_id="77")
            assert md.record(await md.expect("OnRtnForQuoteRsp")).for_quote_sys_id == "77"
        finally:
            await md.aclose()


@pytest.mark.parametrize(
    ("error_id", "changes"),
    [
        (146, {"investor_id": ""}),
        (9, {"investor_id": "v"}),
        (147, {"exchange_id": ""}),
        (148, {"exchange_id": "XXXX"}),
        (150, {"exchange_id": "SHFE"}),
        (16, {"instrument_id": "m9999"}),
        (83, {"instrument_id": NO_QUOTES, "exchange_id": "SHFE"}),
        (15, {"for_quote_ref": "x"}),
    ],
)
async def test_refused_by_ctp(front: Front, error_id: int, changes: dict[str, Any]) -> None:
    """Only the session that asked is told."""
    async with Trader(front) as one, Trader(front) as other:
        ask(one, "DCE", **changes)
        assert script(await one.notices()) == f"OnRspForQuoteInsert {error_id}"
        assert await other.notices() == []
        assert await one.query("ForQuote") == []


async def test_who_may_ask(front: Front) -> None:
    async with Trader(front, confirm=False) as one, Trader(front, "narrow") as narrow:
        ask(one, "DCE")
        assert script(await one.notices()) == "OnRspForQuoteInsert 42"
        ask(narrow, "CZCE")
        assert script(await narrow.notices()) == "OnRspForQuoteInsert 20"


async def test_references(front: Front) -> None:
    async with Trader(front) as one:
        for reference, error_id in (("5", 0), ("5", 22), ("4", 22), ("", 0), ("6", 22), ("7", 0)):
            ask(one, "DCE", for_quote_ref=reference)
            refused = f"OnRspForQuoteInsert {error_id}" if error_id else ""
            assert script(await one.notices()) == refused
        assert [row.for_quote_ref for row in await one.query("ForQuote")] == ["5", "6", "7"]


async def test_refused_by_the_exchange(front: Front) -> None:
    async with Trader(front) as one, Trader(front) as other:
        front.set_status("1", "rb")
        ask(one, "SHFE", for_quote_ref="9")
        for session in (one, other):
            (notice,) = await session.notices()
            assert (notice.name, notice.error_id) == ("OnErrRtnForQuoteInsert", 91)
            assert notice.frame.error_text == "CTP:SHFE:当前状态禁止此项操作"
            assert notice.record.for_quote_ref == "9"
        (row,) = await one.query("ForQuote")
        assert (row.for_quote_status, row.status_msg) == ("c", "CTP:SHFE:当前状态禁止此项操作")
        with front.rule("ReqForQuoteInsert", exchange_error="没有该合约的做市商"):
            ask(one, "DCE")
            (notice,) = await one.notices()
        assert notice.frame.error_text == "CTP:DCE:没有该合约的做市商"


async def test_not_too_often() -> None:
    """CZCE and CFFEX leave that to CTP, the others refuse themselves; the market's time counts."""
    market = StillMarket(*CONTRACTS.values())
    limits = Limits(for_quote_interval=60.0)
    async with Front(market=market, fill="book", limits=limits) as front, Trader(front) as one:
        for exchange in CONTRACTS:
            ask(one, exchange)
        assert await one.notices() == []
        market.clock = "10:00:59"
        for exchange, refusal in (
            ("CZCE", "OnRspForQuoteInsert 113"),
            ("CFFEX", "OnRspForQuoteInsert 113"),
            ("DCE", "OnErrRtnForQuoteInsert 91"),
            ("SHFE", "OnErrRtnForQuoteInsert 91"),
        ):
            ask(one, exchange)
            assert script(await one.notices()) == refusal
        market.clock = "10:01:00"
        for exchange in CONTRACTS:
            ask(one, exchange)
        assert await one.notices() == []
        # Over midnight too.
        market.clock = "23:59:30"
        ask(one, "CZCE")
        market.clock = "00:00:10"
        ask(one, "CZCE")
        assert script(await one.notices()) == "OnRspForQuoteInsert 113"


async def test_not_where_the_spread_is_narrow() -> None:
    market = StillMarket("m2605")
    front = Front(market=market, fill="book", limits=Limits(for_quote_spread=4))
    async with front, Trader(front) as one:
        nothing = float("nan")
        for bid, asked, refused in (
            (3050.0, 3054.0, True),
            (3050.0, 3055.0, False),
            (nothing, 3054.0, False),
            (3050.0, nothing, False),
            (0.0, 3054.0, False),
        ):
            tick = records.DepthMarketData(
                instrument_id="m2605", trading_day="20260302", bid_price1=bid, ask_price1=asked
            )
            front._core.board.push(Tick(tick))
            ask(one, "DCE")
            assert script(await one.notices()) == ("OnRspForQuoteInsert 114" if refused else "")


async def test_they_are_gone_with_their_day() -> None:
    market = StillMarket("m2605")
    async with Front(market=market, fill="book") as front, Trader(front) as one:
        ask(one, "DCE")
        assert len(await one.query("ForQuote")) == 1
        market.trading_day = "20260303"
        assert front.accounts["u"].orders == ()
        async with Trader(front) as two:
            assert await two.query("ForQuote") == []
