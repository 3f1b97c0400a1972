"""`Tick.exchange_time`: the date of a tick, exchange by exchange. 2026-09-18 is a Friday."""

from __future__ import annotations

import csv
import gzip
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from actp import records
from actp.ctp import clock as _clock
from actp.ctp.clock import SHANGHAI, exchange_time
from recorded import RECORDED_DAYS, needs_recorded_days

REPLAY = datetime(2027, 3, 3, 14, 0, tzinfo=SHANGHAI)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%d %H:%M:%S").replace(tzinfo=SHANGHAI)


def nanoseconds(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000_000


# exchange, TradingDay, ActionDay, UpdateTime, the day it happened
CASES = [
    # by day everything is the calendar day
    ("SHFE", "20260918", "20260918", "10:00:00", "20260918"),
    ("DCE", "20260918", "20260918", "14:59:59", "20260918"),
    ("CZCE", "20260918", "20260918", "09:00:00", "20260918"),
    ("CFFEX", "20260918", "20260918", "09:30:00", "20260918"),
    ("", "20260918", "", "11:29:59", "20260918"),
    ("", "", "20260918", "11:29:59", "20260918"),
    # a night within the week: Wednesday's evening belongs to Thursday
    ("SHFE", "20260917", "20260916", "21:00:00", "20260916"),
    ("INE", "20260917", "20260917", "00:30:00", "20260917"),
    ("DCE", "20260917", "20260917", "21:00:00", "20260916"),
    ("GFEX", "20260917", "20260917", "22:59:59", "20260916"),
    ("DCE", "20260917", "20260917", "01:00:00", "20260917"),
    ("CZCE", "20260916", "20260916", "21:00:00", "20260916"),
    ("SHFE", "20260917", "", "21:00:00", "20260916"),
    ("DCE", "20260917", "", "21:00:00", "20260916"),
    # Friday's night carries Monday's TradingDay
    ("SHFE", "20260921", "20260918", "21:00:00", "20260918"),
    ("SHFE", "20260921", "20260919", "02:29:59", "20260919"),
    ("INE", "20260921", "", "01:00:00", "20260919"),
    ("DCE", "20260921", "20260921", "20:59:00", "20260918"),
    ("DCE", "20260921", "20260921", "01:00:00", "20260919"),
    ("GFEX", "20260921", "20260921", "21:30:00", "20260918"),
    ("DCE", "20260921", "", "21:30:00", "20260918"),
    ("CZCE", "20260918", "20260918", "22:00:00", "20260918"),
    ("CZCE", "", "20260918", "22:00:00", "20260918"),
    # no exchange given: by the dates
    ("", "20260921", "20260918", "21:00:00", "20260918"),
    ("", "20260921", "20260919", "00:00:01", "20260919"),
    ("", "20260921", "20260921", "21:00:00", "20260918"),
    ("", "20260917", "20260917", "00:00:00", "20260917"),
    # SimNow follows SHFE for every exchange
    ("DCE", "20260917", "20260916", "21:00:00", "20260916"),
    ("CZCE", "20260917", "20260916", "21:00:00", "20260916"),
    # the snapshot of the evening before, as recorded
    ("", "20200803", "20200731", "19:29:00", "20200731"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case))
@pytest.mark.parametrize("received", ["unknown", "live", "replayed"])
def test_day(case: tuple[str, str, str, str, str], received: str) -> None:
    exchange, trading_day, action_day, time, happened = case
    expected = at(f"{happened} {time}")
    moment = {"live": expected + timedelta(seconds=1), "replayed": REPLAY}.get(received)
    received_ns = nanoseconds(moment) if moment else 0
    assert exchange_time(trading_day, action_day, time, 0, exchange, received_ns) == expected


def test_receipt_decides_between_czce_and_dce_where_the_exchange_is_not_given() -> None:
    """Both dates say Monday. CZCE means Monday evening by it, DCE Friday's."""
    monday, friday = at("20260921 21:05:00"), at("20260918 21:05:00")
    for happened in (monday, friday):
        for skew in (-300, 0, 1, 600):
            received = nanoseconds(happened + timedelta(seconds=skew))
            assert exchange_time("20260921", "20260921", "21:05:00", 0, "", received) == happened
    assert exchange_time("20260921", "20260921", "21:05:00", 0, "CZCE", nanoseconds(REPLAY)) == monday
    assert exchange_time("20260921", "20260921", "21:05:00", 0, "DCE", nanoseconds(monday)) == friday


def test_an_old_snapshot_keeps_its_day() -> None:
    """Subscribed on Monday morning: the last state of Friday afternoon and of Friday night."""
    monday = nanoseconds(at("20260921 08:40:00"))
    assert exchange_time("20260918", "20260918", "15:00:01", 0, "", monday) == at("20260918 15:00:01")
    assert exchange_time("20260921", "20260921", "22:59:59", 0, "DCE", monday) == at("20260918 22:59:59")
    assert exchange_time("20260921", "20260921", "22:59:59", 0, "", monday) == at("20260918 22:59:59")
    assert exchange_time("20260921", "20260919", "02:29:59", 0, "", monday) == at("20260919 02:29:59")


def test_what_dce_sends_before_the_evening_auction() -> None:
    """DCE stamps Monday on what it sends on Friday evening."""
    friday = at("20260918 19:30:00")
    for received in (friday, at("20260918 23:00:00"), at("20260920 12:00:00")):
        got = exchange_time("20260921", "20260921", "19:30:00", 0, "DCE", nanoseconds(received))
        assert got == friday


def test_by_day_the_receivers_clock_decides_nothing() -> None:
    """A simulated or replayed market may run ahead of the receiver's clock."""
    for received in (at("20200101 12:00:00"), at("20260917 07:00:00"), at("20260918 07:00:00"), REPLAY):
        got = exchange_time("20260918", "20260918", "10:00:00", 0, "", nanoseconds(received))
        assert got == at("20260918 10:00:00")


def test_without_dates_the_receipt_gives_the_day() -> None:
    received = nanoseconds(at("20260919 00:00:02"))
    assert exchange_time("", "", "23:59:59", 0, "", received) == at("20260918 23:59:59")
    assert exchange_time("", "", "00:00:01", 0, "", received) == at("20260919 00:00:01")
    assert exchange_time("", "", "00:00:01", 0, "", 0) is None


@pytest.mark.parametrize(
    "time", ["", "--:--:--", "9:00:00", "24:00:00", "12:60:00", "120000", "１２:00:00", "::"]
)
def test_no_time(time: str) -> None:
    assert exchange_time("20260918", "20260918", time, 0, "", 1) is None


@pytest.mark.parametrize("day", ["", "0", "20260231", "99999999", "2026-9-1", "00000000"])
def test_a_date_that_is_none_counts_as_empty(day: str) -> None:
    assert exchange_time("20260918", day, "10:00:00", 0, "", 0) == at("20260918 10:00:00")
    assert exchange_time(day, "20260918", "10:00:00", 0, "", 0) == at("20260918 10:00:00")
    assert exchange_time(day, day, "10:00:00", 0, "", 0) is None


def test_milliseconds_and_zone() -> None:
    moment = exchange_time("20260918", "20260918", "10:00:00", 500, "", 0)
    assert moment is not None
    assert moment.microsecond == 500_000
    assert moment.tzinfo is SHANGHAI
    assert moment.utcoffset() == timedelta(hours=8)
    assert moment == datetime(2026, 9, 18, 2, 0, 0, 500_000, tzinfo=timezone.utc)
    for wrong in (-1, 1000, 2**31 - 1):
        moment = exchange_time("20260918", "20260918", "10:00:00", wrong, "", 0)
        assert moment == at("20260918 10:00:00")


@pytest.mark.parametrize(
    ("instrument", "exchange"),
    [
        ("SR509", "CZCE"),
        ("AP010", "CZCE"),
        ("SR509C5300", "CZCE"),
        ("SPD TA109&TA110", "CZCE"),
        ("SPD AP610&AP611", "CZCE"),
        ("IPS SF609&SM609", "CZCE"),
        ("PRT SR609C5300&SR609", "CZCE"),
        ("STD SR609C5300&SR609P5300", "CZCE"),
        ("STG SR609P5200&SR609C5300", "CZCE"),
        ("SR609MSC5300", "CZCE"),
        ("STG m2609-MS-P-2800&m2609-MS-C-2900", ""),
        ("PRT m2609-C-2800&m2609", ""),
        ("STD m2609-C-2800&m2609-P-2800", ""),
        ("SPC y2609&p2609", ""),
        ("SP lc2609&lc2610", ""),
        ("sc2609TAS", ""),
        ("IF2509", ""),
        ("IO2509-C-4000", ""),
        ("T2509", ""),
        ("TS2509", ""),
        ("rb2510", ""),
        ("m2509-C-2800", ""),
        ("SP a2109&a2201", ""),
        ("", ""),
    ],
)
def test_exchange_by_name(instrument: str, exchange: str) -> None:
    assert _clock.exchange_of(instrument) == exchange


@pytest.mark.parametrize(
    ("name", "happened"),
    [
        ("IPS SF609&SM609", "20260921 21:05:00"),
        ("PRT SR609C5300&SR609", "20260921 21:05:00"),
        ("SPD TA609&TA610", "20260921 21:05:00"),
        ("STG m2609-P-2800&m2609-C-2900", "20260918 21:05:00"),
        ("PRT m2609-C-2800&m2609", "20260918 21:05:00"),
        ("SPC y2609&p2609", "20260918 21:05:00"),
    ],
)
def test_combinations_are_of_their_legs_exchange(name: str, happened: str) -> None:
    """Both dates say Monday: at CZCE that evening, at DCE Friday's."""
    tick = records.Tick(
        instrument_id=name,
        trading_day="20260921",
        action_day="20260921",
        update_time="21:05:00",
        received_ns=nanoseconds(REPLAY),
    )
    assert tick.exchange_time == at(happened)


def test_tick_knows_czce_by_the_instruments_name() -> None:
    dce = records.Tick(
        instrument_id="m2611",
        trading_day="20260921",
        action_day="20260921",
        update_time="21:05:00",
        update_millisec=250,
        received_ns=nanoseconds(REPLAY),
    )
    czce = dce.replace(instrument_id="SR611")
    assert czce.exchange_time == at("20260921 21:05:00") + timedelta(milliseconds=250)
    assert dce.exchange_time == at("20260918 21:05:00") + timedelta(milliseconds=250)
    assert records.Tick(update_time="--:--:--").exchange_time is None


@needs_recorded_days
@pytest.mark.parametrize("day", RECORDED_DAYS, ids=lambda day: day.name.split(".")[0])
def test_recorded_days(day: Path) -> None:
    """Two real days of a CZCE contract without a night session; ActionDay is the calendar day in each row."""
    with gzip.open(day, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 11_000
    before = at("20200101 00:00:00")
    for row in rows:
        expected = at(f"{row['ActionDay']} {row['UpdateTime']}")
        for received in (0, nanoseconds(expected + timedelta(seconds=1)), nanoseconds(REPLAY)):
            tick = records.Tick(
                trading_day=row["TradingDay"],
                action_day=row["ActionDay"],
                instrument_id=row["InstrumentID"],
                update_time=row["UpdateTime"],
                update_millisec=int(row["UpdateMillisec"]),
                received_ns=received,
            )
            moment = tick.exchange_time
            assert moment is not None
            assert moment == expected + timedelta(milliseconds=int(row["UpdateMillisec"]))
            assert moment >= before
        before = expected
