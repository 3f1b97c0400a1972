"""What Python computes of the structs' layouts is what the C++ compiler makes of them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from actp import records
from actp.ctp.description import installed
from actp.errors import UnknownVersionError

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = installed().versions

# Measured with the vendor's headers: size in 6.3.19, 6.6.9, 6.7.11 and 6.7.13.
SIZES = {
    "DepthMarketData": (408, 584, 584, 584),
    "Order": (656, 856, 872, 872),
    "Trade": (336, 496, 496, 496),
    "InputOrder": (272, 392, 408, 408),
    "InputOrderAction": (208, 320, 336, 336),
    "OrderAction": (408, 520, 536, 536),
    "InvestorPosition": (384, 472, 480, 480),
    "InvestorPositionDetail": (288, 448, 448, 448),
    "TradingAccount": (400, 400, 408, 408),
    "Instrument": (296, 616, 616, 616),
    "ReqUserLogin": (228, 264, 264, 280),
    "RspUserLogin": (156, 204, 296, 296),
    "Quote": (624, 840, 856, 856),
    "InstrumentStatus": (100, 260, 260, 260),
}
# The offsets of the newest market data notice, read from the vendor's header.
TICK_OFFSETS = {
    "TradingDay": 0,
    "reserve1": 9,
    "ExchangeID": 40,
    "LastPrice": 80,
    "Volume": 136,
    "Turnover": 144,
    "UpdateTime": 208,
    "UpdateMillisec": 220,
    "BidPrice1": 224,
    "BidVolume1": 232,
    "AskPrice1": 240,
    "AskVolume1": 248,
    "AskVolume5": 376,
    "AveragePrice": 384,
    "ActionDay": 392,
    "InstrumentID": 401,
    "ExchangeInstID": 482,
    "BandingUpperPrice": 568,
    "BandingLowerPrice": 576,
}


@pytest.mark.parametrize("version", VERSIONS)
def test_compiler_agrees(version: str, tmp_path: Path) -> None:
    generator = [sys.executable, str(ROOT / "ext" / "generate.py")]
    header = tmp_path / f"ctp_{version.replace('.', '_')}.hpp"
    source, program = tmp_path / "layout.cpp", tmp_path / "layout"
    subprocess.run([*generator, "header", version, str(header)], check=True, timeout=60)
    subprocess.run([*generator, "layout", version, str(source)], check=True, timeout=60)
    compiler = shlex.split(os.environ.get("CXX", "c++"))
    quiet = ["-std=c++17", "-O0", "-w"]
    subprocess.run([*compiler, *quiet, str(source), "-o", str(program)], check=True, timeout=300)
    printed = subprocess.run([str(program)], check=True, timeout=60, capture_output=True, text=True).stdout

    compiled: dict[str, tuple[int, list[tuple[str, int, int]]]] = {}
    fields: list[tuple[str, int, int]] = []
    for line in printed.splitlines():
        name, first, second = line.split()
        if line.startswith(" "):
            fields.append((name, int(first), int(second)))
        else:
            fields = []
            compiled[name] = (int(first), fields)
    computed = {}
    for name in installed().struct_names:
        if version in records.record_class(name).__struct__.versions:
            layout = records.layout(name, version)
            assert layout.name == name
            assert layout.version == version
            computed[name] = (layout.size, [(field, at, size) for field, at, size, _ in layout.fields])
    assert computed == compiled


@pytest.mark.parametrize("name", SIZES)
def test_sizes_measured_with_the_vendors_headers(name: str) -> None:
    versions = ("6.3.19", "6.6.9", "6.7.11", "6.7.13")
    assert tuple(records.layout(name, version).size for version in versions) == SIZES[name]


def test_offsets_read_from_the_vendors_header() -> None:
    for version in ("6.6.1", "6.7.13"):
        offsets = {name: offset for name, offset, _, _ in records.layout("DepthMarketData", version).fields}
        assert {name: offsets[name] for name in TICK_OFFSETS} == TICK_OFFSETS


def test_the_front_of_the_tick_never_moved() -> None:
    """The first 401 bytes have the same fields at the same places in every version, but for dead ones."""
    expected = None
    for version in VERSIONS:
        fields = records.layout("DepthMarketData", version).fields
        live = {n: (o, s) for n, o, s, _ in fields if o < 401 and "reserve" not in n and "Inst" not in n}
        assert expected in (None, live)
        expected = live


def test_layout_of_what_is_not_there() -> None:
    with pytest.raises(UnknownVersionError, match=r"6\.7\.12 .*6\.7\.11 and 6\.7\.13"):
        records.layout("Order", "6.7.12")
    with pytest.raises(UnknownVersionError, match=r"versions are 6\.3\.15"):
        records.layout("Order", "newest")
    with pytest.raises(KeyError, match="Ordre"):
        records.layout("Ordre", "6.7.11")
    absent = next(
        n for n in installed().struct_names if "6.3.15" not in records.record_class(n).__struct__.versions
    )
    with pytest.raises(ValueError, match=rf"6\.3\.15 has no struct {absent}; there is one, from CTP 6"):
        records.layout(absent, "6.3.15")


def test_layouts_are_shared_and_pickle() -> None:
    import pickle

    layout = records.layout("Order", "6.5.1")
    assert records.layout("Order", "6.5.1") is layout
    assert pickle.loads(pickle.dumps(layout)) is layout
    assert "LimitPrice" in layout
    assert "NoSuchField" not in layout
    assert "OrderMemo" not in layout
    assert "OrderMemo" in records.layout("Order", "6.7.13")
    assert repr(layout) == f"<Layout of Order in CTP 6.5.1, {layout.size} bytes>"
