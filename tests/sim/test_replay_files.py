"""Files of recorded ticks: how they are written, of which trading day a row is, in which order they play."""

from __future__ import annotations

import csv
import gzip
import io
import logging
import random
import tracemalloc
from collections.abc import Callable
from itertools import groupby
from math import isnan, nan
from pathlib import Path
from typing import Any

import anyio
import pytest
from rawclient import RawClient
from simdata import COLUMNS, row, write_csv

from actp import records
from actp.errors import ConfigurationError, ReplayFileError
from actp.sim import Account, Front, Position, instrument_info, read_ticks
from actp.sim.market.replay_days import day_text
from actp.sim.market.replay_index import SECONDS, Index
from actp.sim.market.replay_parts import FilePart, Part, RecordsPart
from actp.sim.market.replay_reader import TickFile

pytestmark = pytest.mark.timeout(60)

# 2026: Friday, Monday, Tuesday, Wednesday.
FRI, MON, TUE, WED = "20260227", "20260302", "20260303", "20260304"
SAT = "20260228"


def index(*sources: Path | list[Any], day: str | None = None) -> Index:
    parts: list[Part] = [
        RecordsPart(source, day or MON) if isinstance(source, list) else FilePart(TickFile(source, day))
        for source in sources
    ]
    found = Index(parts)
    found.scan()
    return found


def played(*sources: Path | list[Any], day: str | None = None) -> list[tuple[str, str, str]]:
    """Trading day, instrument and time of each row, in the order in which they are played."""
    return [
        (day_text(int(position // SECONDS)), record.instrument_id, record.update_time)
        for position, record in index(*sources, day=day).play()
    ]


def at(name: str, time: str, trading: str, action: str | None = None, **values: Any) -> dict[str, str]:
    return row(name, time, TradingDay=trading, ActionDay=trading if action is None else action, **values)


# -- of which trading day a row is

SHFE = [
    at("rb2605", "21:00:00", MON, FRI),
    at("rb2605", "09:00:00", MON),
    at("rb2605", "14:59:59", MON),
    at("rb2605", "21:00:00", TUE, MON),
    at("rb2605", "09:00:00", TUE),
]
DCE = [{**each, "InstrumentID": "m2605", "ActionDay": each["TradingDay"]} for each in SHFE]
CZCE = [
    at("SR605", "21:00:00", FRI),
    at("SR605", "09:00:00", MON),
    at("SR605", "14:59:59", MON),
    at("SR605", "21:00:00", MON),
    at("SR605", "09:00:00", TUE),
]
DAYS = [MON, MON, MON, TUE, TUE]
TIMES = [each["UpdateTime"] for each in SHFE]


@pytest.mark.parametrize("rows", [SHFE, DCE, CZCE], ids=["SHFE", "DCE", "CZCE"])
def test_several_days_in_one_file(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    path = write_csv(tmp_path / "days.csv", rows)
    name = rows[0]["InstrumentID"]
    assert played(path) == [(day, name, time) for day, time in zip(DAYS, TIMES, strict=True)]


@pytest.mark.parametrize("spread", ["one", "by exchange", "by session", "by row", "backwards", "records"])
def test_however_the_rows_are_spread(tmp_path: Path, spread: str) -> None:
    rows = [each for session in zip(SHFE, DCE, CZCE, strict=True) for each in session]
    lists = {
        "one": [rows],
        "by exchange": [SHFE, DCE, CZCE],
        "by session": [list(group) for _, group in groupby(rows, lambda each: each["UpdateTime"][:2])],
        "by row": [[each] for each in rows],
        "backwards": [[each] for each in reversed(rows)],
        "records": [rows],
    }[spread]
    paths = [write_csv(tmp_path / f"{number}.csv", part) for number, part in enumerate(lists)]
    sources: list[Any] = [list(read_ticks(paths[0]))] if spread == "records" else list(paths)
    expected = [
        (day, name, time)
        for day, time in zip(DAYS, TIMES, strict=True)
        for name in ("rb2605", "m2605", "SR605")
    ]
    got = played(*sources)
    key: Callable[[tuple[str, str, str]], Any] = lambda each: (each[0], TIMES.index(each[2]), each[1])  # noqa: E731
    assert sorted(got, key=key) == sorted(expected, key=key)
    assert [each[::2] for each in got] == [each[::2] for each in expected]


@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ([at("SR605", "21:00:00", FRI), at("SR605", "22:59:59", FRI)], MON),
        ([at("SR605", "21:00:00", MON)], TUE),
        ([at("SR605", "21:00:00", FRI, "")], MON),
        ([at("SR605", "00:10:00", SAT)], MON),
        ([at("SR605", "00:10:00", TUE)], TUE),
        # SimNow follows SHFE for every exchange.
        ([at("SR605", "21:00:00", MON, FRI)], MON),
        ([at("rb2605", "21:00:00", MON, FRI), at("SR605", "21:00:01", FRI)], MON),
        ([at("SR605", "21:00:01", FRI), at("m2605", "21:00:02", MON)], MON),
        ([at("rb2605", "21:00:00", MON, FRI), at("rb2605", "00:30:00", MON, SAT)], MON),
        ([at("SPD AP610&AP611", "21:00:00", FRI)], MON),
        ([at("IPS SF609&SM609", "21:00:00", FRI)], MON),
        ([at("PRT SR609C5300&SR609", "21:00:00", FRI)], MON),
        ([at("x", "21:00:00", FRI, ExchangeID="CZCE")], MON),
        # The exchanges were closed on Monday: rows of the same night know it.
        ([at("SR605", "21:00:00", FRI), at("rb2605", "21:00:00", TUE, FRI)], TUE),
        ([at("SR605", "21:00:00", FRI), at("m2605", "21:00:00", TUE)], TUE),
        # No TradingDay, as in some feeds.
        ([at("rb2605", "21:00:00", "", FRI)], MON),
        ([at("m2605", "21:00:00", "", MON)], MON),
        ([at("SR605", "21:00:00", "", FRI)], MON),
        ([at("rb2605", "01:00:00", "", SAT)], MON),
        ([at("rb2605", "10:00:00", "", MON)], MON),
    ],
)
def test_a_night_alone(tmp_path: Path, rows: list[dict[str, str]], day: str) -> None:
    assert {each[0] for each in played(write_csv(tmp_path / "night.csv", rows))} == {day}


def test_a_holiday_is_known_from_other_rows(tmp_path: Path) -> None:
    """The next trading day that is recorded is that of the night, unless another evening lies between."""
    night = write_csv(tmp_path / "night.csv", [at("SR605", "21:00:00", FRI)])
    day = write_csv(tmp_path / "day.csv", [at("SR605", "09:00:00", TUE)])
    assert [each[0] for each in played(night, day)] == [TUE, TUE]
    between = write_csv(tmp_path / "between.csv", [at("SR605", "21:00:00", MON)])
    assert [each[0] for each in played(night, day, between)] == [MON, TUE, TUE]


def test_rows_without_a_time_stay_with_the_row_before(tmp_path: Path) -> None:
    rows = [
        at("a", "09:00:00", MON),
        {**at("b", "09:00:00", MON), "UpdateTime": ""},
        at("a", "09:00:01", MON),
    ]
    assert [each[1:] for each in played(write_csv(tmp_path / "a.csv", rows))] == [
        ("a", "09:00:00"),
        ("b", ""),
        ("a", "09:00:01"),
    ]


# -- in which order


def test_rows_some_seconds_out_of_order(tmp_path: Path) -> None:
    times = ["09:00:02", "09:00:00", "09:00:03", "09:00:01", "09:00:05", "09:00:04"]
    rows = [at("ab"[number % 2], time, MON) for number, time in enumerate(times)]
    assert [each[2] for each in played(write_csv(tmp_path / "a.csv", rows))] == sorted(times)


def minutes(name: str, count: int) -> list[dict[str, str]]:
    return [at(name, f"{9 + n // 60:02d}:{n % 60:02d}:00", MON, Volume=n) for n in range(count)]


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("order", ["by instrument", "shuffled"])
def test_a_file_in_another_order_than_that_of_time(tmp_path: Path, order: str, compressed: bool) -> None:
    rows = [each for name in "abcd" for each in minutes(name, 120)]
    if order == "shuffled":
        random.Random(7).shuffle(rows)
    path = write_csv(tmp_path / "a.csv", rows)
    if compressed:
        path.with_suffix(".csv.gz").write_bytes(gzip.compress(path.read_bytes()))
        path = path.with_suffix(".csv.gz")
    got = played(path)
    assert len(got) == 480
    assert sorted(got) == sorted((MON, each["InstrumentID"], each["UpdateTime"]) for each in rows)
    assert [each[2] for each in got] == sorted(each[2] for each in got)


def test_a_time_that_goes_back_while_more_is_traded_is_wrong(tmp_path: Path) -> None:
    times = ["09:00:00", "09:00:01", "14:00:00", "09:00:02", "09:00:03", "08:00:00", "08:00:01"]
    rows = [at("a", time, MON, Volume=number) for number, time in enumerate(times)]
    assert [each[2] for each in played(write_csv(tmp_path / "a.csv", rows))] == times


def test_old_snapshots_come_when_they_came(tmp_path: Path) -> None:
    """What a recorder gets when it subscribes: the day before's last state, or the last of some hours ago."""
    rows = [
        at("a", "15:00:00", MON),
        at("b", "14:59:00", MON),
        at("c", "15:00:00", MON),
        at("a", "20:59:00", MON, FRI),
        at("b", "20:59:00", MON, FRI),
        at("a", "09:00:00", MON),
        at("d", "21:10:00", MON, FRI),
        at("a", "09:00:01", MON),
        at("d", "09:00:01", MON),
    ]
    got = played(write_csv(tmp_path / "a.csv", rows))
    assert got == [(MON, each["InstrumentID"], each["UpdateTime"]) for each in rows]
    positions = [position % SECONDS for position, _ in index(tmp_path / "a.csv").play()]
    assert positions == sorted(positions)
    assert positions[0] == 3 * 3600 - 60 + 0.5


def test_files_are_not_held_in_memory(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.csv"
        rows = [at(f"c{n % 20}", f"09:{n // 1200:02d}:{n // 20 % 60:02d}", MON) for n in range(count)]
        write_csv(path, rows)
        del rows
        tracemalloc.start()
        try:
            assert sum(1 for _ in index(path).play()) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)
    few, many = peak(1_000), peak(4_000)
    # Of 3,000 more rows a record each would be 2 MB.
    assert many < few + 600_000


# -- how they are written


def text_of(rows: list[dict[str, str]], columns: list[str] | None = None, **options: Any) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns or COLUMNS, extrasaction="ignore", **options)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


ROWS = [at("rb2605", f"09:00:0{n}", MON, Volume=264 + n) for n in range(3)]
PLAIN = text_of(ROWS)


def ticks(tmp_path: Path, content: str | bytes, name: str = "a.csv") -> list[Any]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = list(read_ticks(path))
    assert len(played(path)) == len(found)
    return found


@pytest.mark.parametrize(
    ("name", "content"),
    {
        "quoted": text_of(ROWS, quoting=csv.QUOTE_ALL),
        "BOM": b"\xef\xbb\xbf" + PLAIN.encode(),
        "lines end in LF": PLAIN.replace("\r\n", "\n"),
        "no line end at the end": PLAIN.rstrip("\r\n"),
        "semicolons": text_of(ROWS, delimiter=";"),
        "tabs": text_of(ROWS, delimiter="\t"),
        "gzip": gzip.compress(PLAIN.encode()),
        "gzip in two parts": gzip.compress(PLAIN.encode()[:300]) + gzip.compress(PLAIN.encode()[300:]),
        "blanks": PLAIN.replace(",", " , "),
        "empty lines": PLAIN.replace("\r\n", "\r\n\r\n"),
        "empty rows": PLAIN + "," * PLAIN.split("\r\n")[0].count(",") + "\r\n",
        "header again": PLAIN + PLAIN.split("\r\n", 1)[0] + "\r\n",
        "snake case": ",".join(
            {"TradingDay": "trading_day", "UpdateTime": "update_time"}.get(name, name) for name in COLUMNS
        )
        + PLAIN[PLAIN.index("\r\n") :],
        "delimiter at each end": PLAIN.replace("\r\n", ",\r\n"),
        "delimiter at each row's end": PLAIN.replace("\r\n", ",\r\n").replace(",\r\n", "\r\n", 1),
        "index": "".join(
            f"{'' if n == 0 else n - 1},{line}\n" for n, line in enumerate(PLAIN.split()) if line
        ),
        "index of pandas": "".join(
            f"{'Unnamed: 0' if n == 0 else n - 1},{line}\n" for n, line in enumerate(PLAIN.split()) if line
        ),
        "reserve": text_of(
            [{**each, "reserve1": "x", "reserve2": ""} for each in ROWS], ["reserve1", *COLUMNS, "reserve2"]
        ),
        "dates with dashes": PLAIN.replace(MON, "2026-03-02"),
        "dates with slashes": PLAIN.replace(MON, "2026/3/2"),
        "dates as numbers": PLAIN.replace(MON, f"{MON}.0"),
        "hours of one digit": PLAIN.replace(",09:00", ",9:00"),
        "whole numbers as floats": PLAIN.replace(",500,", ",500.0,").replace(",264,", ",264.0,"),
        "whole numbers with exponents": PLAIN.replace(",264,", ",2.64e+02,"),
    }.items(),
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_ways_to_write_the_same(tmp_path: Path, name: str, content: str | bytes) -> None:
    expected = [tick.asdict() for tick in ticks(tmp_path, PLAIN, "plain.csv")]
    found = [tick.asdict() for tick in ticks(tmp_path, content, "other.csv")]
    assert [str(each) for each in found] == [str(each) for each in expected]


def test_gb18030(tmp_path: Path) -> None:
    rows = [{**each, "ExchangeInstID": "螺纹钢"} for each in ROWS]
    for encoding in ("utf-8", "gb18030"):
        assert [tick.exchange_inst_id for tick in ticks(tmp_path, text_of(rows).encode(encoding))] == [
            "螺纹钢"
        ] * 3


def test_milliseconds_behind_the_time(tmp_path: Path) -> None:
    columns = [name for name in COLUMNS if name != "UpdateMillisec"]
    rows = [{**each, "UpdateTime": f"{each['UpdateTime']}.25"} for each in ROWS]
    found = ticks(tmp_path, text_of(rows, columns))
    assert [(tick.update_time, tick.update_millisec) for tick in found] == [
        (f"09:00:0{n}", 250) for n in range(3)
    ]


@pytest.mark.parametrize(
    "cell",
    [
        *("", "N/A", "nan", "NaN", "-", "--", "null", "inf", "-inf", "#N/A"),
        *("1.79769e+308", "1.79769313486232E+308", "1.7976931348623157e+308", "1.7976931348623e308"),
        *("-1.79769e+308", "1e300", "-1e300", "1e999", "179769313486231570000" + "0" * 288 + ".000000"),
    ],
)
def test_no_value(tmp_path: Path, cell: str) -> None:
    rows = [{**each, "SettlementPrice": cell, "LastPrice": cell} for each in ROWS]
    for tick in ticks(tmp_path, text_of(rows)):
        assert isnan(tick.settlement_price)
        assert isnan(tick.last_price)
        assert not isnan(tick.open_price)


async def follow(client: RawClient, name: str) -> None:
    """Take every tick, and come back after each settlement."""
    while True:
        await client.tick_of_days(name)


@pytest.mark.anyio
@pytest.mark.parametrize("cell", ["1.79769e+308", "1.79769313486232E+308"])
async def test_no_value_is_no_price_of_the_account(tmp_path: Path, cell: str) -> None:
    rows = [{**each, "SettlementPrice": cell} for each in ROWS] + [
        at("rb2605", "09:00:00", TUE, PreSettlementPrice=cell)
    ]
    accounts = [Account("u", "p", positions=(Position("rb2605", "0", 1, 3100.0),))]
    async with Front(write_csv(tmp_path / "a.csv", rows), speed=None, accounts=accounts) as front:
        async with RawClient(front.md_address) as client, anyio.create_task_group() as reading:
            await client.ready("rb2605")
            reading.start_soon(follow, client, "rb2605")
            await front.replay_done.wait()
            reading.cancel_scope.cancel()
        assert 0 < front.books("u").account.balance < 1e9


# -- what is wrong with a file


@pytest.mark.parametrize(
    ("content", "line", "column", "says"),
    [
        ("", None, None, "empty"),
        ("\n\n", None, None, "empty"),
        (PLAIN.split("\r\n", 1)[1], 1, None, "line with the columns' names"),
        (PLAIN.replace("TradingDay", "Unnamed: 0"), 1, "TradingDay", "trading_day="),
        (PLAIN.replace("InstrumentID", "Symbol"), 1, "'Symbol'", "rename"),
        (PLAIN.replace("ExchangeID", "InstrumentID"), 1, "'InstrumentID'", "two columns"),
        (PLAIN.replace("ExchangeID", "instrument_id"), 1, "'instrument_id'", "two columns"),
        (PLAIN.replace("UpdateTime", "reserve1"), 1, None, "UpdateTime"),
        (PLAIN.replace(",265,", ",265.5,"), 3, "Volume", "whole number"),
        (PLAIN.replace(",265,", ",3000000000,"), 3, "Volume", "32 bits"),
        (PLAIN.replace(",265,", ",many,"), 3, "Volume", "no number"),
        (PLAIN.replace("09:00:01", "09:61:00"), 3, "UpdateTime", "HH:MM:SS"),
        (PLAIN.replace("09:00:01", "9:00"), 3, "UpdateTime", "HH:MM:SS"),
        (PLAIN.replace("09:00:01", "25:00:00"), 3, "UpdateTime", "HH:MM:SS"),
        (PLAIN.replace(MON, "20260231"), 2, "TradingDay", "YYYYMMDD"),
        (PLAIN.replace(MON, "2026032"), 2, "TradingDay", "YYYYMMDD"),
        (PLAIN.replace("rb2605", ""), 2, "InstrumentID", "empty"),
        (PLAIN.replace(MON, ""), 2, "TradingDay", "ActionDay"),
        (PLAIN.replace(",265,", ",265,1,"), 3, None, "cells"),
        (PLAIN.replace(",265,", ","), 3, None, "cells"),
        (PLAIN.replace(",265,", ',"265,'), 3, None, "quote"),
        (PLAIN.replace("rb2605", "rb" + "9" * 90), 2, None, "instrument_id"),
        (PLAIN.replace(",265,", ",\0,"), 3, None, "NUL"),
        (PLAIN.encode("utf-16"), 1, None, "UTF-16"),
        (gzip.compress(PLAIN.encode())[:60] + b"nonsense" * 20, 1, None, "line"),
        (b"PAR1" + bytes(range(256)) * 10, 1, None, "line"),
    ],
)
def test_an_error_says_where_and_what_to_do(
    tmp_path: Path, content: str | bytes, line: int | None, column: str | None, says: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ReplayFileError) as caught:
        played(path)
    error = caught.value
    assert isinstance(error, ConfigurationError)
    assert (error.path, error.line, error.column) == (str(path), line, column)
    assert says in str(error)
    assert str(path) in str(error)


def test_what_is_no_file(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "fifo")
    for path in (tmp_path, tmp_path / "nothing", tmp_path / "fifo", "nul\0"):
        with pytest.raises(ReplayFileError):
            TickFile(path)


@pytest.mark.anyio
async def test_a_bad_cell_far_behind_ends_the_front_when_it_is_reached(tmp_path: Path) -> None:
    rows = [at("a", f"09:{n // 60:02d}:{n % 60:02d}", MON) for n in range(300)]
    rows[250]["LastPrice"] = "x"
    path = write_csv(tmp_path / "a.csv", rows)
    with pytest.raises(ReplayFileError, match="line 252, column LastPrice"):
        async with Front(path, speed=None) as front, RawClient(front.md_address) as client:
            await client.ready("a")
            with anyio.fail_after(20):
                await front.wait_closed()


@pytest.mark.parametrize(
    "cut",
    [
        PLAIN[:-40],
        PLAIN[:-40] + "\r\n",
        PLAIN.rstrip("\r\n")[:-3],
        text_of(ROWS, quoting=csv.QUOTE_ALL)[:-5],
        PLAIN[:-40].encode() + b"\0" * 100,
        gzip.compress(PLAIN.encode())[:-12],
    ],
    ids=["cells", "with a line end", "last cell", "quote", "NUL", "gzip"],
)
def test_a_last_row_that_is_cut_is_left_out(
    tmp_path: Path, cut: str | bytes, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(cut if isinstance(cut, bytes) else cut.encode())
    with caplog.at_level(logging.WARNING, "actp.sim"):
        got = played(path)
    assert [each[2] for each in got] == [f"09:00:0{n}" for n in range(len(got))]
    assert len(got) == 2 or isinstance(cut, bytes)
    (told,) = [record.getMessage() for record in caplog.records]
    assert str(path) in told
    assert f"line {len(got) + 2}" in told


def test_a_trading_day_given_is_that_of_rows_without(tmp_path: Path) -> None:
    columns = [name for name in COLUMNS if name not in ("TradingDay", "ActionDay")]
    path = tmp_path / "a.csv"
    path.write_text(text_of(ROWS, columns))
    assert {each[0] for each in played(path, day=TUE)} == {TUE}
    undated = [records.DepthMarketData(instrument_id="a", update_time="09:00:00")]
    assert {each[0] for each in played(undated, day=TUE)} == {TUE}


# -- at the front


@pytest.mark.anyio
async def test_one_file_of_three_days_is_settled_twice(tmp_path: Path) -> None:
    rows = [
        at(name, time, day, PreSettlementPrice=3100, SettlementPrice=settled)
        for number, day in enumerate((MON, TUE, WED))
        for time, settled in (("09:00:00", "N/A"), ("15:00:00", 3100 + 10 * number))
        for name in ("rb2605",)
    ]
    night = [at("SR605", "21:00:00", MON), at("SR605", "21:00:00", TUE)]
    path = write_csv(tmp_path / "a.csv", [*rows[:2], night[0], *rows[2:4], night[1], *rows[4:]])
    accounts = [Account("u", "p", positions=(Position("rb2605", "0", 1, 3100.0),))]
    async with Front(path, speed=None, accounts=accounts) as front:
        async with RawClient(front.md_address) as client:
            assert front.trading_day == MON
            await client.ready("rb2605", "SR605")
            got = [await client.tick_of_days("rb2605", "SR605") for _ in range(8)]
            await front.replay_done.wait()
        assert [(tick.instrument_id, tick.update_time[:2]) for tick in got] == [
            *(("rb2605", "09"), ("rb2605", "15")),
            *(("SR605", "21"), ("rb2605", "09"), ("rb2605", "15")),
            *(("SR605", "21"), ("rb2605", "09"), ("rb2605", "15")),
        ]
        assert front.trading_day == WED
        before = instrument_info("rb2605").reference_price
        assert front.books("u").account.pre_balance == 1_000_000 + 10 * (3110 - before)


@pytest.mark.anyio
async def test_a_night_alone_at_the_front(tmp_path: Path) -> None:
    rows = [at("SR605", "21:00:00", FRI), at("SR605", "21:00:01", FRI)]
    async with Front(write_csv(tmp_path / "a.csv", rows), virtual=True) as front:
        assert front.trading_day == MON
        assert f"{front.now:%Y%m%d %H:%M:%S}" == f"{FRI} 21:00:00"
        await front.run_day()
        assert front.trading_day == TUE


def test_records_may_hold_what_is_no_date() -> None:
    held = [records.DepthMarketData(instrument_id="a", trading_day="x", update_time="09:00:00")]
    with pytest.raises(ConfigurationError, match="record 0"):
        played(held)
    held = [records.DepthMarketData(instrument_id="a", trading_day=MON, update_time="?", last_price=nan)]
    assert played(held) == [(MON, "a", "?")]
