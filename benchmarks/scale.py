"""How many clients one front can feed: `python -m benchmarks.scale [--clients 200] [--instruments 800]`.

The front runs in a process of its own, on the first core alone, and so do the readers, on the others: plain
TCP clients that shake hands, log in, subscribe to every instrument and then count bytes, so that they cost
little. Ticks carry the time at which they were made (in Turnover), and one reader decodes its ticks to tell
how late they come. The front's share of its core is its CPU time over the wall's; its CPU time for each tick
that a client got says what the front could do with the whole of it. It holds the pace if `delivered/s` is
`wanted/s` and `late p99` is well below half a second, the time between two snapshots.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import selectors
import socket
import struct
import subprocess
import sys
import time
from math import nan
from pathlib import Path
from typing import Any

from actp import records
from actp.ctp.description import installed
from actp.sim import Front, InstrumentInfo, Limits, SimulatedMarket, Times
from actp.sim.market import simulated_contract as contract
from actp.sim.wire.frames import Hello, Kind, Request, Subscription

VERSION = "6.7.11"
ROOT = Path(__file__).resolve().parent.parent
_HEAD = struct.Struct("<IBHiBBi")


def stamp_ticks() -> None:
    """Let each tick say when it was made, on the clock that all processes share."""
    averages = contract.Contract._averages

    def stamped(self: contract.Contract) -> tuple[float, float]:
        return time.monotonic(), averages(self)[1]

    contract.Contract._averages = stamped  # type: ignore[method-assign]


def contracts(count: int) -> list[InstrumentInfo]:
    return [
        InstrumentInfo(
            id=f"zz{10000 + number}",
            exchange="SHFE",
            product="zz",
            multiplier=10,
            price_tick=1.0,
            limit=0.1,
            reference_price=3000.0,
        )
        for number in range(count)
    ]


async def serve(instruments: int) -> None:
    """The front's process: reports its CPU time and counts whenever it is asked."""
    stamp_ticks()
    source = SimulatedMarket(contracts(instruments), seed=1, trading_day="20261105", start="09:30:00")
    # The readers send no heartbeats.
    times = Times(timeout=3600.0)
    async with Front(market=source, times=times, limits=Limits(max_connections=10_000)) as front:
        print(json.dumps({"md": front.md_address}), flush=True)
        reader = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
        )
        while await reader.readline():
            counts = front.statistics()
            print(
                json.dumps(
                    {
                        "cpu": time.process_time(),
                        "wall": time.monotonic(),
                        "published": counts.ticks,
                        "frames": counts.frames,
                        "cut": counts.cut,
                        "clients": len(front.clients),
                    }
                ),
                flush=True,
            )


class Readers:
    """The clients' process: raw sockets and one selector."""

    def __init__(self, host: str, port: int, clients: int, instruments: int) -> None:
        methods = {m.name: m.index for m in installed().all_methods("MdApi")}
        login = records.ReqUserLogin(version=VERSION, broker_id="9999", user_id="u", password="p")
        names = tuple(f"zz{10000 + number}".encode() for number in range(instruments))
        opening = (
            Hello(1, Kind.MARKET_DATA, installed().schema, VERSION, "", 255, 0, 255, 0).pack()
            + Request(methods["ReqUserLogin"], 1, login.to_bytes(VERSION)).pack()
            + Subscription(methods["SubscribeMarketData"], names).pack()
        )
        self.selector = selectors.DefaultSelector()
        self.bytes = [0] * clients
        layout = installed().struct("DepthMarketData", VERSION)
        assert layout is not None
        self._stamp = next(field.offset for field in layout.fields if field.name == "Turnover")
        self.tick_size = _HEAD.size + layout.size
        self.late: list[float] = []
        self._rest = b""
        for number in range(clients):
            made = socket.create_connection((host, port))
            made.setblocking(False)
            made.sendall(opening)
            self.selector.register(made, selectors.EVENT_READ, number)
            # Those that are there have ticks coming while the others connect.
            self._read(0.0)

    def read_for(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    def _read(self, within: float) -> None:
        for key, _ in self.selector.select(within):
            assert isinstance(key.fileobj, socket.socket)
            data = key.fileobj.recv(1 << 18)
            if not data:
                raise SystemExit(f"the front cut client {key.data}")
            self.bytes[key.data] += len(data)
            if key.data == 0:
                self._measure(data)

    def _measure(self, data: bytes) -> None:
        now, data, place = time.monotonic(), self._rest + data, 0
        while len(data) - place >= 4:
            (length,) = struct.unpack_from("<I", data, place)
            if len(data) - place < 4 + length:
                break
            if 4 + length == self.tick_size:
                (made,) = struct.unpack_from("<d", data, place + _HEAD.size + self._stamp)
                self.late.append(now - made)
            place += 4 + length
        self._rest = data[place:]


def ask(front: subprocess.Popen[str]) -> dict[str, Any]:
    assert front.stdin is not None and front.stdout is not None
    front.stdin.write("\n")
    front.stdin.flush()
    found: dict[str, Any] = json.loads(front.stdout.readline())
    return found


def measure(clients: int, instruments: int, seconds: float, loop: str, core: int | None) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.scale",
        "--serve",
        "--instruments",
        str(instruments),
        "--loop",
        loop,
        *([] if core is None else ["--core", str(core)]),
    ]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, cwd=ROOT) as front:
        try:
            assert front.stdout is not None
            address = json.loads(front.stdout.readline())["md"]
            host, port = address.removeprefix("sim://").split("?")[0].split(":")
            readers = Readers(host, int(port), clients, instruments)
            # The front is late at first: so many clients log in at once.
            readers.read_for(4.0 + clients / 50)
            readers.late.clear()
            before, received, own = ask(front), sum(readers.bytes), time.process_time()
            readers.read_for(seconds)
            after, total, own_after = ask(front), sum(readers.bytes), time.process_time()
        finally:
            front.kill()
    wall = after["wall"] - before["wall"]
    late = sorted(readers.late) or [nan]
    return {
        "clients": after["clients"],
        "instruments": instruments,
        "loop": loop,
        "published/s": (after["published"] - before["published"]) / wall,
        "delivered/s": (total - received) / readers.tick_size / wall,
        "wanted/s": 2.0 * instruments * clients,
        "CPU": (after["cpu"] - before["cpu"]) / wall,
        "CPU us a tick": 1e6 * (after["cpu"] - before["cpu"]) * readers.tick_size / (total - received),
        "readers' CPU": (own_after - own) / wall,
        "late p50 ms": 1000 * late[len(late) // 2],
        "late p99 ms": 1000 * late[int(len(late) * 0.99)],
        "late max ms": 1000 * late[-1],
        "cut": after["cut"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--clients", default="200", help="numbers of clients to try, separated by commas")
    parser.add_argument("--instruments", type=int, default=800)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--loop", default="asyncio,uvloop", help="the front's event loops to try")
    parser.add_argument("--core", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        if chosen.core is not None:
            os.sched_setaffinity(0, {chosen.core})
        if chosen.loop == "uvloop":
            import uvloop

            uvloop.run(serve(chosen.instruments))
        else:
            asyncio.run(serve(chosen.instruments))
        return
    # Linux only: elsewhere the system says where they run.
    core, *others = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [None]
    if others:
        os.sched_setaffinity(0, others)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for loop in chosen.loop.split(","):
        for clients in chosen.clients.split(","):
            found = measure(int(clients), chosen.instruments, chosen.seconds, loop, core)
            print(
                ", ".join(f"{k} {v:,.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in found.items())
            )


if __name__ == "__main__":
    main()
