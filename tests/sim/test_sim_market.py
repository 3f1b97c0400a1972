"""Subscriptions, replays, the simulated market."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from math import isnan, nan
from pathlib import Path
from typing import Any, ClassVar

import anyio
import anyio.lowlevel
import pytest
from rawclient import RawClient
from simdata import row, write_csv

from actp import records
from actp.ctp.description import snake_case
from actp.errors import ConfigurationError
from actp.sim import Board, Front, InstrumentInfo, Limits, Tick, default_instruments

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]


def same(one: Any, other: Any) -> bool:
    return one == other or (
        isinstance(one, float) and isinstance(other, float) and isnan(one) and isnan(other)
    )


def expected(row: dict[str, str], kinds: dict[str, type]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column, cell in row.items():
        kind = kinds[snake_case(column)]
        values[snake_case(column)] = (nan if cell == "N/A" else float(cell)) if kind is float else kind(cell)
    return values


KINDS = {name: type(value) for name, value in records.DepthMarketData().asdict().items()}

# -- subscriptions


async def test_answers_to_subscriptions() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.ready()
        name = next(iter(front.instruments))
        for request, answer in (
            ("SubscribeMarketData", "OnRspSubMarketData"),
            ("UnSubscribeMarketData", "OnRspUnSubMarketData"),
            ("SubscribeForQuoteRsp", "OnRspSubForQuoteRsp"),
            ("UnSubscribeForQuoteRsp", "OnRspUnSubForQuoteRsp"),
        ):
            client.subscription(request, name, "RB2610", "nonsense")
            answers = [await client.expect(answer, ("OnRtnDepthMarketData",)) for _ in range(3)]
            assert [client.record(a).instrument_id for a in answers] == [name, "RB2610", "nonsense"]
            assert [(a.request_id, a.error_id, a.error_text) for a in answers] == [(0, 0, "CTP:No Error")] * 3
            assert [a.last for a in answers] == [False, False, True]
            wanted = {name, "RB2610", "nonsense"} if request == "SubscribeMarketData" else set()
            assert front.clients[0].subscriptions == wanted


async def test_a_long_list_is_answered_in_packets() -> None:
    async with Front(seed=1) as front, RawClient(front.md_address) as client:
        await client.ready()
        answers = await client.subscribe(*(f"x{number}" for number in range(45)))
        assert [place for place, answer in enumerate(answers) if answer.last] == [19, 39, 44]


async def test_the_limit_of_subscriptions() -> None:
    async with (
        Front(seed=1, limits=Limits(max_subscriptions=2)) as front,
        RawClient(front.md_address) as client,
    ):
        await client.ready()
        answers = await client.subscribe("a", "b", "a", "c")
        assert [a.error_id for a in answers] == [0, 0, 0, 6000]
        assert answers[-1].error_text == "CTP:sub too many insts"
        assert front.clients[0].subscriptions == {"a", "b"}


async def test_snapshot_first_and_nothing_after_unsubscribing(numbered: Path) -> None:
    async with Front(numbered, speed=None) as front:
        async with RawClient(front.md_address) as client:
            await client.ready("rb2610")
            await front.replay_done.wait()
        async with RawClient(front.md_address) as client:
            await client.ready("ag2612", "unknown")
            assert (await client.tick()).update_time == "09:03:19"
            client.subscription("SubscribeMarketData", "ag2612")
            await client.expect("OnRspSubMarketData")
            await front.push_tick(instrument_id="ag2612", last_price=1.5)
            tick = await client.tick()
            assert (tick.last_price, tick.update_time) == (1.5, "09:03:19")
            client.subscription("UnSubscribeMarketData", "ag2612")
            await client.expect("OnRspUnSubMarketData")
            await front.push_tick(instrument_id="ag2612", last_price=2.5)
            client.subscription("SubscribeMarketData", "ag2612")
            await client.expect("OnRspSubMarketData")
            assert (await client.tick()).last_price == 2.5


async def test_for_quote_notices_go_to_their_subscribers() -> None:
    async with (
        Front(seed=1, trading_day="20260302", instruments=["rb2610"]) as front,
        RawClient(front.md_address) as one,
        RawClient(front.md_address, version="6.3.15") as other,
    ):
        for client in (one, other):
            await client.ready()
            client.subscription("SubscribeForQuoteRsp", "rb2610")
            await client.expect("OnRspSubForQuoteRsp")
        await front.wait_for_subscription("rb2610", quotes=True)
        await front.for_quote("ag2612")
        await front.for_quote("rb2610", for_quote_time="10:00:01")
        for client in (one, other):
            quote = client.record(await client.expect("OnRtnForQuoteRsp"))
            assert (quote.instrument_id, quote.trading_day, quote.exchange_id) == (
                "rb2610",
                "20260302",
                "SHFE",
            )
            assert quote.for_quote_time == "10:00:01"


# -- replay


async def test_a_recorded_day_arrives_whole(recorded_days: list[Path]) -> None:
    rows = []
    for day in recorded_days:
        with gzip.open(day, "rt", encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    async with Front(recorded_days, speed=None) as front:
        assert front.trading_day == rows[0]["TradingDay"]
        async with RawClient(front.md_address, version="6.7.11") as client:
            await client.ready("AP010")
            for row in rows:
                tick = await client.tick_of_days("AP010")
                for name, value in expected(row, KINDS).items():
                    assert same(getattr(tick, name), value), (row["UpdateTime"], name)
            await front.replay_done.wait()
        assert front.statistics().ticks == len(rows) > 20_000
        assert front.trading_day == rows[-1]["TradingDay"]


@pytest.mark.parametrize("version", ["6.3.15", "6.5.1", "6.7.13"])
async def test_every_field_in_every_layout(numbered: Path, version: str) -> None:
    with numbered.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    async with Front(numbered, speed=None) as front, RawClient(front.md_address, version=version) as client:
        await client.ready("rb2610", "ag2612")
        for row in rows:
            tick = await client.tick()
            for name, value in expected(row, KINDS).items():
                assert same(getattr(tick, name), value), name


async def test_clients_of_all_versions_at_once_and_from_their_position_on(numbered: Path) -> None:
    async with (
        Front(numbered, speed=1000.0) as front,
        RawClient(front.md_address, version="6.3.15") as old,
        RawClient(front.md_address) as new,
    ):
        await old.ready()
        await new.ready("ag2612")
        seen = [(await new.tick()).update_time for _ in range(5)]
        assert seen[0] == "09:00:00"
        await old.subscribe("ag2612")
        first = (await old.tick()).update_time
        assert first >= seen[-1]
        rest = [(await old.tick()).update_time]
        while rest[-1] != "09:03:19":
            rest.append((await old.tick()).update_time)
        assert rest == sorted(set(rest))
        assert rest[0] > first
        while seen[-1] != "09:03:19":
            seen.append((await new.tick()).update_time)
        assert len(seen) == 200
        assert seen[-len(rest) :] == rest


async def test_a_replay_can_wait_for_all(numbered: Path) -> None:
    async with Front(numbered, speed=None, wait_for="all") as front, RawClient(front.md_address) as client:
        await client.ready("rb2610")
        await client.subscribe("ag2612")
        names = [(await client.tick()).instrument_id for _ in range(4)]
        assert names == ["rb2610", "ag2612"] * 2


async def test_files_of_one_day_are_merged_and_days_follow(tmp_path: Path) -> None:
    def part(name: str, *rows: dict[str, str]) -> Path:
        return write_csv(tmp_path / name, list(rows))

    tuesday = {"TradingDay": "20260303"}
    files = [
        part("a.csv", row("a", "21:00:00"), row("a", "09:00:02")),
        part("b.csv", row("b", "20:59:00"), row("b", "09:00:01"), row("b", "09:00:03")),
        part("c.csv", row("a", "09:00:00", **tuesday)),
    ]
    async with Front(files, speed=None) as front, RawClient(front.md_address) as client:
        await client.ready("a", "b")
        ticks = [await client.tick_of_days("a", "b") for _ in range(6)]
        assert [(t.instrument_id, t.update_time) for t in ticks] == [
            ("b", "20:59:00"),
            ("a", "21:00:00"),
            ("b", "09:00:01"),
            ("a", "09:00:02"),
            ("b", "09:00:03"),
            ("a", "09:00:00"),
        ]


async def test_records_can_be_replayed() -> None:
    ticks = [
        records.DepthMarketData(instrument_id="x", update_time=f"09:00:{n:02d}", volume=n) for n in range(3)
    ]
    async with Front(iter(ticks), speed=None) as front, RawClient(front.md_address) as client:
        assert list(front.instruments) == ["x"]
        await client.ready("x")
        assert [(await client.tick()).volume for _ in range(3)] == [0, 1, 2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "empty"),
        ("InstrumentID,UpdateTime,Nonsense\n", "Nonsense"),
        ("InstrumentID,LastPrice\n", "UpdateTime"),
        ("InstrumentID,UpdateTime,LastPrice\na,09:00:00,x\n", "line 2"),
        ("InstrumentID,UpdateTime\n", "no ticks"),
        (None, "day.csv"),
    ],
)
async def test_a_bad_file_is_a_clear_error(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "day.csv"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message):
        async with Front(path):
            pass


@pytest.mark.parametrize("speed", [0, -1, nan, float("inf")])
async def test_a_speed_is_positive(speed: float) -> None:
    with pytest.raises(ConfigurationError, match="speed"):
        Front(speed=speed)


# -- the simulated market


async def collect(count: int, names: list[str], **options: Any) -> dict[str, list[Any]]:
    """`count` ticks of each instrument, the snapshot at subscription first."""
    found: dict[str, list[Any]] = defaultdict(list)
    async with Front(speed=None, **options) as front, RawClient(front.md_address) as client:
        await client.ready(*names)
        while any(len(found[name]) < count for name in names):
            tick = await client.tick_of_days(*names)
            found[tick.instrument_id].append(tick)
    return {name: ticks[:count] for name, ticks in found.items()}


async def test_the_market_depends_on_its_seed_alone() -> None:
    names = ["rb2605", "sc2604"]
    day = {"trading_day": "20260302"}
    one = await collect(50, names, seed=7, instruments=names, **day)
    again = await collect(50, names, seed=7, **day)
    other = await collect(50, names, seed=8, **day)
    for name in names:
        assert [t.to_bytes() for t in one[name]] == [t.to_bytes() for t in again[name]]
        assert [t.last_price for t in one[name]] != [t.last_price for t in other[name]]


async def test_the_market_is_plausible() -> None:
    infos = {info.id: info for info in default_instruments("20260302")}
    assert {info.exchange for info in infos.values()} == {"SHFE", "INE", "DCE", "CZCE", "CFFEX", "GFEX"}
    assert 38 <= len(infos) <= 45
    found = await collect(400, list(infos), seed=3, trading_day="20260302")
    for name, ticks in found.items():
        info = infos[name]
        first, ticks = ticks[0], ticks[1:]
        assert isnan(first.open_price)
        assert isnan(first.bid_price1)
        assert first.volume == 0
        previous = first
        for tick in ticks:
            assert tick.exchange_id == ""
            assert tick.lower_limit_price <= tick.lowest_price <= tick.last_price <= tick.highest_price
            assert tick.highest_price <= tick.upper_limit_price
            assert tick.lowest_price <= tick.open_price <= tick.highest_price
            assert tick.bid_price1 < tick.ask_price1
            assert abs(tick.last_price / info.price_tick - round(tick.last_price / info.price_tick)) < 1e-6
            assert min(tick.bid_volume1, tick.ask_volume1) > 0
            assert tick.volume >= previous.volume
            assert isnan(tick.settlement_price)
            assert isnan(tick.close_price)
            assert tick.open_interest >= 0
            deep = info.exchange in ("SHFE", "INE")
            # An auction may leave fewer levels than are shown.
            assert isnan(tick.bid_price5) is not deep or previous is first
            if deep and previous is not first:
                assert tick.bid_price5 < tick.bid_price2 < tick.bid_price1
                assert tick.ask_price5 > tick.ask_price2 > tick.ask_price1
            average = tick.average_price / (1 if info.exchange == "CZCE" else info.multiplier)
            assert tick.lowest_price - info.price_tick <= average <= tick.highest_price + info.price_tick
            assert tick.turnover == pytest.approx(average * tick.volume * info.multiplier, rel=1e-9)
            previous = tick
        assert previous.volume > first.volume
        assert len({t.last_price for t in ticks}) > 3


async def test_each_exchange_stamps_time_in_its_way() -> None:
    names = ["rb2605", "sc2604", "m2605", "SR605", "IF2603", "lc2604"]
    found = await collect(41, names, seed=3, trading_day="20260302", instruments=names)
    times = {name: [(t.update_time, t.update_millisec) for t in ticks[1:]] for name, ticks in found.items()}
    for name in names:
        seconds = [time for time, _ in times[name]]
        assert seconds[0::2] == seconds[1::2] == [f"09:30:{n:02d}" for n in range(20)]
    for name in ("rb2605", "sc2604", "IF2603"):
        assert {millisecond for _, millisecond in times[name]} == {0, 500}
    for name in ("m2605", "lc2604"):
        assert len({millisecond for _, millisecond in times[name]}) > 10
        assert times[name] == sorted(times[name])
    assert {millisecond for _, millisecond in times["SR605"]} == {0}


async def test_dates_at_night() -> None:
    # Monday's trading day opens on Friday at 21:00.
    names = ["rb2605", "sc2604", "m2605", "SR605"]
    found = await collect(
        3, names, seed=3, trading_day="20260302", instruments=names, market_start="21:00:00"
    )
    dates = {name: (ticks[-1].trading_day, ticks[-1].action_day) for name, ticks in found.items()}
    assert dates == {
        "rb2605": ("20260302", "20260227"),
        "sc2604": ("20260302", "20260227"),
        "m2605": ("20260302", "20260302"),
        "SR605": ("20260227", "20260227"),
    }
    late = await collect(
        3, ["au2604"], seed=3, trading_day="20260302", instruments=["au2604"], market_start="00:10:00"
    )
    assert (late["au2604"][-1].trading_day, late["au2604"][-1].action_day) == ("20260302", "20260228")


async def test_a_day_ends_with_settlement_and_the_next_begins() -> None:
    found = await collect(
        12, ["rb2605"], seed=3, trading_day="20260306", instruments=["rb2605"], market_start="14:59:58"
    )
    ticks = found["rb2605"]
    closing = next(tick for tick in ticks if not isnan(tick.close_price))
    assert closing.update_time == "15:00:00"
    assert closing.close_price == closing.last_price
    assert closing.lowest_price <= closing.settlement_price <= closing.highest_price
    following = ticks[ticks.index(closing) + 1]
    assert (following.trading_day, following.action_day) == ("20260309", "20260306")
    assert following.update_time == "21:00:00"
    assert following.pre_settlement_price == closing.settlement_price
    assert following.pre_close_price == closing.close_price
    assert following.turnover == following.volume * following.open_price * 10


async def test_prices_stop_at_their_limits() -> None:
    # Nearly no room: both limits are met soon.
    narrow = InstrumentInfo("x1", "SHFE", "x", 10, 1.0, 0.003, 1000.0, activity=5)
    found = await collect(800, ["x1"], seed=5, instruments=[narrow], trading_day="20260302")
    ticks = found["x1"][1:]
    at_top = [t for t in ticks if isnan(t.ask_price1)]
    at_bottom = [t for t in ticks if isnan(t.bid_price1)]
    assert {t.ask_volume1 for t in at_top} == {0} == {t.bid_volume1 for t in at_bottom}
    # Nobody sells below the limit, and whoever wants to buy queues there; and the other way round.
    assert max(t.bid_price1 for t in at_top) == 1003.0 == max(t.highest_price for t in ticks)
    assert min(t.ask_price1 for t in at_bottom) == 997.0 == min(t.lowest_price for t in ticks)
    assert len([t for t in at_top if t.bid_price1 == 1003.0]) > 0.8 * len(at_top)
    assert len([t for t in at_bottom if t.ask_price1 == 997.0]) > 0.8 * len(at_bottom)


async def test_the_exchange_is_filled_where_asked() -> None:
    found = await collect(2, ["rb2605"], instruments=["rb2605"], fill_exchange=True)
    assert found["rb2605"][1].exchange_id == "SHFE"


async def test_a_market_of_ones_own() -> None:
    class One:
        instruments: ClassVar = {"x": InstrumentInfo("x", "SHFE", "x", 1, 1.0, 0.1, 10.0)}
        trading_day = "20260302"
        clock = "10:00:00"

        def snapshot(self, instrument_id: str) -> Tick | None:
            return None

        async def run(self, board: Board) -> None:
            await board.changes.until(lambda: board.subscribed("x"))
            for volume in range(3):
                board.publish(Tick(records.DepthMarketData(instrument_id="x", volume=volume)))
                await anyio.lowlevel.checkpoint()

    async with Front(market=One()) as front, RawClient(front.md_address) as client:
        await client.ready("x")
        assert [(await client.tick()).volume for _ in range(3)] == [0, 1, 2]


async def test_an_unknown_product_needs_a_description() -> None:
    with pytest.raises(ConfigurationError, match="zz2610"):
        Front(instruments=["zz2610"])
    with pytest.raises(ConfigurationError, match="SR2610"):
        Front(instruments=["SR2610"])
