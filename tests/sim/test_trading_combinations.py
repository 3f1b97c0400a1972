"""Combining positions: what can be combined, what it saves, how it is reported, and how it comes apart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from settling import SettlingMarket
from trader import BUY, CLOSE, SELL, Notice, Trader

from actp.ctp.description import installed
from actp.sim import Account, Front, Position
from actp.sim.accounts.combination_margin import find
from actp.sim.reference.instruments import known_instruments

pytestmark = pytest.mark.timeout(60)

DAY = "20260302"
NEAR, FAR, OTHER = "m2605", "m2609", "c2605"
CALL, PUT, HIGH, LATER = "m2605-C-3000", "m2605-P-3000", "m2605-C-3200", "m2609-C-3000"
LOW_PUT = "m2605-P-2800"
CZCE = ("SR605", "SR609", "CF605", "SR605C5700", "SR605P5700")
NAMES = [NEAR, FAR, OTHER, CALL, PUT, HIGH, LATER, LOW_PUT, *CZCE, "rb2605"]
INFOS = known_instruments(NAMES)

SP, LOCK = f"SP {NEAR}&{FAR}", f"SP {NEAR}&{NEAR}"
STG = f"STG {LOW_PUT}&{HIGH}"


@pytest.mark.parametrize(
    ("name", "exchange", "buy", "sides"),
    [
        (SP, "DCE", True, (True, False)),
        (SP, "DCE", False, (False, True)),
        (f"SP {NEAR}& {FAR}", "DCE", True, (True, False)),
        (LOCK, "DCE", True, (True, False)),
        (f"SPC {NEAR}&{OTHER}", "DCE", False, (False, True)),
        (f"STD {CALL}&{PUT}", "DCE", False, (False, False)),
        (STG, "DCE", False, (False, False)),
        (f"PRT {CALL}&{NEAR}", "DCE", False, (False, True)),
        (f"PRT {PUT}&{NEAR}", "DCE", False, (False, False)),
        (f"OPL {CALL}&{CALL}", "DCE", True, (True, False)),
        (f"BLS {CALL}&{HIGH}", "DCE", True, (True, False)),
        (f"BLS {PUT}&{LOW_PUT}", "DCE", True, (True, False)),
        (f"BES {CALL}&{HIGH}", "DCE", False, (False, True)),
        (f"CAS {CALL}&{LATER}", "DCE", False, (False, True)),
        (f"BFO {CALL}&{NEAR}", "DCE", True, (True, False)),
        (f"BFO {PUT}&{NEAR}", "DCE", True, (True, True)),
        ("SPD SR605&SR609", "CZCE", True, (True, False)),
        ("IPS SR605&CF605", "CZCE", False, (False, True)),
        ("STD SR605C5700&SR605P5700", "CZCE", False, (False, False)),
    ],
)
def test_what_can_be_combined(name: str, exchange: str, buy: bool, sides: tuple[bool, bool]) -> None:
    found = find(name, exchange, buy, INFOS)
    assert found is not None and tuple(leg.buy for leg in found.legs) == sides
    assert found.id == name.replace("& ", "&")


@pytest.mark.parametrize(
    ("name", "exchange", "buy"),
    [
        ("", "DCE", True),
        (NEAR, "DCE", True),
        (f"SP {NEAR}&x", "DCE", True),
        (f"XX {NEAR}&{FAR}", "DCE", True),
        (SP, "CZCE", True),
        (f"SP {NEAR}&SR605", "DCE", True),
        (f"SP {NEAR}&{OTHER}", "DCE", True),  # that is SPC's
        (f"SPC {NEAR}&{FAR}", "DCE", True),
        (LOCK, "DCE", False),
        (f"SP {NEAR}&{CALL}", "DCE", True),
        (f"STD {CALL}&{PUT}", "DCE", True),
        (f"STD {CALL}&{LOW_PUT}", "DCE", False),
        (f"STD {CALL}&{HIGH}", "DCE", False),
        (f"STG {CALL}&{PUT}", "DCE", False),
        (f"PRT {CALL}&{FAR}", "DCE", False),
        (f"PRT {NEAR}&{CALL}", "DCE", False),
        (f"OPL {CALL}&{HIGH}", "DCE", True),
        (f"BLS {HIGH}&{CALL}", "DCE", True),
        (f"BLS {CALL}&{HIGH}", "DCE", False),
        (f"BES {CALL}&{HIGH}", "DCE", True),
        (f"CAS {LATER}&{CALL}", "DCE", False),
        (f"CAS {CALL}&{PUT}", "DCE", False),
        ("SP SR605&SR609", "CZCE", True),
        ("SPD SR605&SR605", "CZCE", True),
        ("SP rb2605&rb2605", "SHFE", True),
    ],
)
def test_what_cannot_be_combined(name: str, exchange: str, buy: bool) -> None:
    assert find(name, exchange, buy, INFOS) is None


@pytest.mark.parametrize(
    ("name", "buy", "margins", "premiums", "expected"),
    [
        (SP, True, (300.0, 200.0), (0.0, 0.0), 300.0),
        (f"STD {CALL}&{PUT}", False, (300.0, 200.0), (90.0, 40.0), 340.0),
        (STG, False, (200.0, 300.0), (90.0, 40.0), 390.0),
        (f"PRT {CALL}&{NEAR}", False, (300.0, 200.0), (90.0, 0.0), 290.0),
        (f"OPL {CALL}&{CALL}", True, (0.0, 300.0), (90.0, 90.0), 60.0),
        (f"BLS {CALL}&{HIGH}", True, (0.0, 300.0), (90.0, 40.0), 60.0),
        (f"BES {CALL}&{HIGH}", False, (3000.0, 0.0), (90.0, 40.0), 2000.0),
        (f"BES {CALL}&{HIGH}", False, (300.0, 0.0), (90.0, 40.0), 300.0),
        (f"CAS {CALL}&{LATER}", False, (300.0, 0.0), (90.0, 95.0), 60.0),
        (f"BFO {CALL}&{NEAR}", True, (0.0, 300.0), (90.0, 0.0), 240.0),
    ],
)
def test_what_it_asks_for(
    name: str, buy: bool, margins: tuple[float, float], premiums: tuple[float, float], expected: float
) -> None:
    found = find(name, "DCE", buy, INFOS)
    assert found is not None
    assert found.margin(margins, premiums) == pytest.approx(expected)


# -- instructions


HELD = (
    Position(NEAR, BUY, 5, today=True),
    Position(NEAR, SELL, 2),
    Position(FAR, SELL, 3),
    Position(HIGH, SELL, 4, 20.0),
    Position(LOW_PUT, SELL, 4, 20.0),
    Position("SR605", SELL, 2),
    Position("SR609", BUY, 2),
)


@pytest.fixture
async def front(anyio_backend: Any) -> AsyncIterator[Front]:
    accounts = [Account("u", "p", balance=500_000.0, positions=HELD), Account("v", "p")]
    async with Front(seed=1, trading_day=DAY, fill="book", instruments=NAMES, accounts=accounts) as running:
        yield running


def instruct(
    one: Trader, name: str, volume: int, *, split: bool = False, buy: bool = True, **fields: Any
) -> None:
    values = {
        "instrument_id": name,
        "exchange_id": "DCE",
        "direction": BUY if buy else SELL,
        "volume": volume,
        "comb_direction": "1" if split else "0",
        "hedge_flag": "1",
    }
    one.tell("ReqCombActionInsert", **(values | fields))


def states(notices: list[Notice]) -> list[tuple[str, str]]:
    return [(n.name, n.record.action_status.value) for n in notices]


DONE = [("OnRtnCombAction", "a"), ("OnRtnCombAction", "b")]


async def account(one: Trader) -> Any:
    (row,) = await one.query("TradingAccount")
    positions = await one.query("InvestorPosition")
    # What the rows say adds up.
    assert sum(p.use_margin for p in positions) == pytest.approx(row.curr_margin)
    assert row.available == pytest.approx(row.balance - row.curr_margin)
    return row


async def rows_of(one: Trader, name: str) -> dict[str, Any]:
    return {row.posi_direction.value: row for row in await one.query("InvestorPosition", instrument_id=name)}


@pytest.mark.anyio
async def test_combining_saves_margin_and_splitting_costs_it(front: Front) -> None:
    async with Trader(front) as one, Trader(front) as other:
        before = await account(one)
        near, far = (await rows_of(one, NEAR))["2"], (await rows_of(one, FAR))["3"]
        instruct(one, SP, 2)
        got = await one.notices()
        assert states(got) == DONE == states(await other.notices())
        record = got[1].record
        assert (record.comb_action_ref, record.com_trade_id.strip(), record.status_msg) == (
            "1",
            "1",
            "组合成功",
        )
        after = await account(one)
        each = near.use_margin / 5, far.use_margin / 3
        assert before.curr_margin - after.curr_margin == pytest.approx(2 * min(each))
        # Three rows: the combination, and its legs with what of them is in it.
        (combination,) = (await rows_of(one, SP)).values()
        assert (combination.posi_direction, combination.position, combination.comb_position) == ("2", 2, 2)
        assert combination.use_margin == pytest.approx(2 * max(each))
        near, far = (await rows_of(one, NEAR))["2"], (await rows_of(one, FAR))["3"]
        assert (near.position, near.comb_position, far.position, far.comb_position) == (5, 2, 3, 2)
        details = await one.query("InvestorPositionCombineDetail", comb_instrument_id=SP)
        assert [(d.instrument_id, d.direction, d.leg_id, d.total_amt) for d in details] == [
            (NEAR, BUY, 1, 2),
            (FAR, SELL, 2, 2),
        ]
        assert len({d.com_trade_id for d in details}) == 1
        assert sum(d.margin for d in details) == pytest.approx(combination.use_margin)
        # More of it, and back.
        instruct(one, SP, 1)
        assert states(await one.notices()) == DONE
        instruct(one, SP, 3, split=True)
        assert states(await one.notices()) == DONE
        assert (await account(one)).curr_margin == pytest.approx(before.curr_margin)
        assert await rows_of(one, SP) == {}
        actions = await one.query("CombAction", exchange_id="DCE")
        assert [(a.comb_direction, a.volume, a.action_status) for a in actions] == [
            ("0", 2, "b"),
            ("0", 1, "b"),
            ("1", 3, "b"),
        ]
        assert await one.query("CombAction", instrument_id="none") == []


@pytest.mark.anyio
async def test_options_a_lock_and_another_exchange(front: Front) -> None:
    async with Trader(front) as one:
        for name, volume, buy, exchange in (
            (STG, 3, False, "DCE"),
            (LOCK, 2, True, "DCE"),
            ("SPD SR605&SR609", 1, False, "CZCE"),
        ):
            before = (await account(one)).curr_margin
            instruct(one, name, volume, buy=buy, exchange_id=exchange)
            assert states(await one.notices()) == DONE
            assert (await account(one)).curr_margin < before
        rows = await rows_of(one, STG)
        assert list(rows) == ["3"] and rows["3"].position == 3
        # The lock needs one side's margin only.
        assert (await rows_of(one, NEAR))["3"].use_margin == pytest.approx(0.0)


@pytest.mark.anyio
async def test_a_combination_that_is_closed_comes_apart(front: Front) -> None:
    async with Trader(front) as one, Trader(front, "v") as maker:
        instruct(one, SP, 2)
        instruct(one, SP, 1)
        await one.notices()
        # Single lots go first: two of the five are in no combination.
        price = front.snapshot(NEAR).pre_settlement_price
        for lots, combined in ((2, 3), (1, 2), (2, 0)):
            maker.order(NEAR, BUY, price, lots)
            await maker.notices()
            await one.done(NEAR, SELL, price, lots, CLOSE)
            await account(one)
            assert sum(row.position for row in (await rows_of(one, SP)).values()) == combined
        assert (await rows_of(one, FAR))["3"].comb_position == 0


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("name", "fields", "error_id"),
    [
        (SP, {"investor_id": ""}, 146),
        (SP, {"investor_id": "v"}, 9),
        (SP, {"exchange_id": ""}, 147),
        (SP, {"exchange_id": "X"}, 148),
        (SP, {"exchange_id": "SHFE"}, 27),
        (SP, {"exchange_id": "CZCE"}, 16),
        ("SP m2605&m2607", {}, 16),
        (STG, {"buy": True}, 16),
        (SP, {"volume": 0}, 15),
        (SP, {"direction": ""}, 15),
        (SP, {"comb_direction": "3"}, 15),
        (SP, {"hedge_flag": "2"}, 15),
        (SP, {"comb_action_ref": "x"}, 15),
        (SP, {"comb_action_ref": "0"}, 22),
        (SP, {"volume": 4}, 30),
        (SP, {"hedge_flag": "3"}, 30),
        (SP, {"hedge_flag": "6"}, 30),
        (SP, {"buy": False}, 30),
        (SP, {"split": True}, 30),
        (SP, {"comb_direction": "2"}, 151),
    ],
)
async def test_what_ctp_refuses(front: Front, name: str, fields: dict[str, Any], error_id: int) -> None:
    async with Trader(front) as one:
        instruct(one, name, **({"volume": 1} | fields))
        assert [(n.name, n.error_id) for n in await one.notices()] == [
            ("OnRspCombActionInsert", error_id),
            ("OnErrRtnCombActionInsert", error_id),
        ]
        assert await one.query("CombAction") == []


@pytest.mark.anyio
async def test_lots_are_combined_once(front: Front) -> None:
    async with Trader(front) as one:
        instruct(one, SP, 3)
        await one.notices()
        instruct(one, SP, 1)
        assert {n.error_id for n in await one.notices()} == {30}
        # Nor are those that an order closes.
        await one.done(NEAR, SELL, front.snapshot(NEAR).upper_limit_price, 1, CLOSE)
        instruct(one, LOCK, 2)
        assert {n.error_id for n in await one.notices()} == {30}
        instruct(one, LOCK, 1)
        assert {n.error_id for n in await one.notices()} == {None}


@pytest.mark.anyio
async def test_splitting_needs_money(front: Front) -> None:
    async with Trader(front) as one:
        instruct(one, SP, 3)
        await one.notices()
        front.accounts["u"].withdraw(round((await account(one)).available - 1000.0, 2))
        instruct(one, SP, 3, split=True)
        assert {n.error_id for n in await one.notices()} == {153}


@pytest.mark.anyio
async def test_combinations_are_not_traded(front: Front) -> None:
    async with Trader(front) as one:
        got = await one.done(SP, BUY, 10.0, 1, exchange_id="DCE")
        assert {n.error_id for n in got} == {17}


@pytest.mark.anyio
async def test_on_the_way_to_the_exchange(anyio_backend: Any) -> None:
    accounts = [Account("u", "p", balance=500_000.0, positions=HELD), Account("v", "p")]
    async with (
        Front(
            seed=1,
            trading_day=DAY,
            fill="book",
            instruments=NAMES,
            accounts=accounts,
            exchange_latency=0.1,
            virtual=True,
        ) as front,
        Trader(front) as one,
    ):
        # Each of two finds enough lots at CTP, the second none at the exchange.
        instruct(one, SP, 2)
        instruct(one, SP, 2)
        assert states(await one.notices()) == [("OnRtnCombAction", "a")] * 2
        # Deleting takes half a minute.
        instruct(one, SP, 2, comb_direction="2")
        assert [n.error_id for n in await one.notices()] == [152, 152]
        await front.advance(0.2)
        answers = await one.notices()
        assert states(answers) == [("OnRtnCombAction", "b"), ("OnRtnCombAction", "c")]
        assert "持仓不足" in answers[1].record.status_msg
        front.set_status("1", "m")
        instruct(one, SP, 1)
        assert states(await one.notices()) == [("OnRtnCombAction", "a")]
        await front.advance(0.2)
        (last,) = await one.notices()
        assert last.record.action_status == "c" and "当前状态" in last.record.status_msg


@pytest.mark.anyio
async def test_deleting_an_instruction_the_exchange_has_not_answered(
    anyio_backend: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = [Account("u", "p", balance=500_000.0, positions=HELD)]
    async with (
        Front(
            seed=1,
            trading_day=DAY,
            fill="book",
            instruments=NAMES,
            accounts=accounts,
            exchange_latency=1e6,
        ) as front,
        Trader(front) as one,
    ):
        instruct(one, SP, 2)
        await one.notices()
        now = front._core.now
        monkeypatch.setattr(front._core, "now", lambda: now() + timedelta(seconds=31))
        instruct(one, SP, 2, comb_direction="2")
        assert states(await one.notices()) == [("OnRtnCombAction", "c")]
        instruct(one, SP, 2, comb_direction="2")
        assert [n.error_id for n in await one.notices()] == [151, 151]


@pytest.mark.anyio
async def test_combinations_go_through_the_night(anyio_backend: Any) -> None:
    market = SettlingMarket(NAMES)
    accounts = [Account("u", "p", balance=500_000.0, positions=HELD)]
    async with Front(market=market, fill="book", accounts=accounts) as front:
        async with Trader(front) as one:
            instruct(one, SP, 2)
            await one.notices()
            await front.settle({NEAR: 3100.0, FAR: 3200.0})
        async with Trader(front) as one:
            await check_the_night(front, one)


async def check_the_night(front: Front, one: Trader) -> None:
    instruct(one, SP, 1)
    await one.notices()
    details = await one.query("InvestorPositionCombineDetail")
    assert [d.com_trade_id for d in details] == [f"{1:>12}"] * 2 + ["20260303000001"] * 2
    instruct(one, SP, 1, split=True)
    await one.notices()
    row = (await rows_of(one, SP))["2"]
    assert (row.position, row.yd_position, row.today_position) == (2, 1, 1)
    await account(one)
    assert row.use_margin == pytest.approx(2 * 3200 * 10 * front.instruments[FAR].margins.long_by_money)
    assert len(await one.query("CombAction")) == 2


@pytest.mark.anyio
@pytest.mark.parametrize("version", installed().versions)
async def test_every_version(front: Front, version: str) -> None:
    async with Trader(front, version=version) as one:
        instruct(one, SP, 1)
        assert states(await one.notices()) == DONE
        assert len(await one.query("CombAction")) == 1
        assert len(await one.query("InvestorPositionCombineDetail")) == 2
        assert len(await one.query("CombInstrumentGuard", exchange_id="CZCE")) == 1
        # Before 6.5.1 a contract's name had 30 characters.
        instruct(one, STG, 1, buy=False)
        assert states(await one.notices()) == DONE
        names = {row.instrument_id for row in await one.query("InvestorPosition")}
        assert STG in names or STG[:30] in names
