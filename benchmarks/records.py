"""What a tick costs: making one, reading it, and the usual ways of Python beside it, in one run.

usage: python benchmarks/records.py [--json]

Times are the best of several repeats in nanoseconds per operation, less what an empty loop takes. Absolute
figures are the machine's; the last column, relative to `struct.unpack_from` of the whole notice into a
namedtuple, can be compared between machines.
"""

from __future__ import annotations

import json
import pickle
import struct
import sys
import timeit
from collections import namedtuple
from collections.abc import Callable

from actp import records

LOOPS, REPEATS = 100_000, 7
CODES = {"double": "d", "int": "i", "short": "h", "char": "c"}


def unpacker() -> tuple[struct.Struct, Callable[..., object]]:
    """The whole market data notice by the struct module, text undecoded, fields of a namedtuple."""
    layout = records.layout("DepthMarketData", "6.7.13")
    parts, at, names = ["<"], 0, []
    for name, offset, size, kind in layout.fields:
        parts.append(f"{offset - at}x{CODES.get(kind) or f'{size}s'}")
        names.append(name)
        at = offset + size
    make: Callable[..., object] = namedtuple("Row", names)._make  # type: ignore[attr-defined]
    return struct.Struct("".join(parts)), make


def measure() -> dict[str, float]:
    tick = records.Tick(
        trading_day="20260918",
        action_day="20260918",
        instrument_id="rb2610",
        update_time="10:00:00",
        update_millisec=500,
        last_price=3500.0,
        volume=12345,
        bid_price1=3499.0,
        received_ns=1_789_696_800_500_000_000,
        session=1,
    )
    data, status = tick.to_bytes(), records.Order(order_status="0", status_msg="全部成交")
    unpack, make = unpacker()
    row = make(unpack.unpack_from(data))
    operations: dict[str, Callable[[], object]] = {
        "empty": lambda: None,
        "unpack_from into a namedtuple": lambda: make(unpack.unpack_from(data)),
        "namedtuple, four fields": lambda: (row.InstrumentID, row.LastPrice, row.Volume, row.BidPrice1),  # type: ignore[attr-defined]
        "Tick.from_bytes": lambda: records.Tick.from_bytes(data),
        "tick, four fields": lambda: (tick.instrument_id, tick.last_price, tick.volume, tick.bid_price1),
        "tick.instrument_id": lambda: tick.instrument_id,
        "tick.last_price": lambda: tick.last_price,
        "tick.received_ns": lambda: tick.received_ns,
        "tick.exchange_time": lambda: tick.exchange_time,
        "tick['LastPrice']": lambda: tick["LastPrice"],
        "order.order_status (enum)": lambda: status.order_status,
        "order.status_msg (Chinese)": lambda: status.status_msg,
        "tick.asdict()": tick.asdict,
        "tick.to_bytes()": tick.to_bytes,
        "tick.to_bytes('6.3.19')": lambda: tick.to_bytes("6.3.19"),
        "pickle there and back": lambda: pickle.loads(pickle.dumps(tick)),
        "Order(four keywords)": lambda: records.Order(
            instrument_id="rb2610", limit_price=1.0, direction="0", volume_total=1
        ),
        "hash(tick)": lambda: hash(tick),
    }
    found: dict[str, float] = {}
    for name, operation in operations.items():
        loops = LOOPS if name.split(".")[-1] not in ("asdict()", "exchange_time") else LOOPS // 10
        best = min(timeit.repeat(operation, number=loops, repeat=REPEATS)) / loops * 1e9
        found[name] = best - found.get("empty", 0.0)
    return found


def main() -> None:
    found = measure()
    if "--json" in sys.argv[1:]:
        print(json.dumps(found))
        return
    base = found["unpack_from into a namedtuple"]
    print(f"{'operation':32}{'ns':>10}{'ratio':>9}")
    for name, nanoseconds in found.items():
        print(f"{name:32}{nanoseconds:10.0f}{nanoseconds / base:9.2f}")


if __name__ == "__main__":
    main()
