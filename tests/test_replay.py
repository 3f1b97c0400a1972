"""A recorded day through the front and the simulated library: every tick, in order, equal to the file."""

from __future__ import annotations

import csv
import gzip
import math
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import anyio
import pytest

from actp import MdClient
from actp.sim import Front
from recorded import RECORDED_DAYS, needs_recorded_days

pytestmark = pytest.mark.anyio
SHANGHAI = ZoneInfo("Asia/Shanghai")


@needs_recorded_days
@pytest.mark.parametrize("day", RECORDED_DAYS, ids=lambda day: day.name.split(".")[0])
@pytest.mark.parametrize("version", ["6.3.15", "6.7.13"])
async def test_a_recorded_day(day: Path, version: str) -> None:
    with gzip.open(day, "rt", newline="") as file:
        rows = list(csv.DictReader(file))
    async with Front(replay=day, speed=None) as front:
        async with MdClient(f"{front.md_address}?api={version}", broker_id="9999") as md:
            stream = md.ticks("AP010")
            with anyio.fail_after(50):
                for number, row in enumerate(rows):
                    tick = await anext(stream)
                    for name, text in row.items():
                        value = tick[name]
                        if isinstance(value, float):
                            expected = math.nan if text == "N/A" else float(text)
                            same = value == expected or (math.isnan(value) and math.isnan(expected))
                        elif isinstance(value, int):
                            same = value == int(text)
                        else:
                            same = value == text
                        assert same, f"row {number}: {name} is {value!r}, not {text!r}"
                    when = datetime.strptime(f"{row['ActionDay']} {row['UpdateTime']}", "%Y%m%d %H:%M:%S")  # noqa: DTZ007
                    when = when.replace(microsecond=int(row["UpdateMillisec"]) * 1000, tzinfo=SHANGHAI)
                    assert tick.exchange_time == when
            await md.close()
            assert [t async for t in stream] == []
    assert stream.statistics().dropped == 0
