"""Order round trips, from ReqOrderInsert to the exchange's acceptance, in a process of their own:
`python -m benchmarks.orders '{"way": "actp", …}'`. Prints one JSON line.

The front runs in another process, over TCP on loopback. Each order is a limit order far from the market, sent
when the one before is accepted; the first tenth is not counted.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks.blaster import distribution
from benchmarks.measure import run

VERSION = "6.7.11"
INSTRUMENT, EXCHANGE, PRICE = "rb2701", "SHFE", 2950.0

FRONT = """
import asyncio, sys
from actp.sim import Account, Front, Times
async def main():
    rich = [Account("u", "p", balance=1e12)]
    market = {"seed": 1, "speed": 0.001, "fill": "book", "instruments": sys.argv[1:2]}
    market["store"] = sys.argv[2] or None
    async with Front(**market, accounts=rich, times=Times(refused=0.1, lost=0.0)) as front:
        print(front.trader_address, flush=True)
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(None, sys.stdin.readline):
            await front.disconnect()
asyncio.run(main())
"""


@contextmanager
def front(store: str = "") -> Iterator[tuple[str, Callable[[], None]]]:
    """A front in another process: its address, and what cuts its clients. It ends with its standard input.

    `store`: the file for its state, if it shall keep it.
    """
    command = [sys.executable, "-c", FRONT, INSTRUMENT, store]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        orders = process.stdin

        def disconnect() -> None:
            orders.write("disconnect\n")
            orders.flush()

        try:
            yield process.stdout.readline().strip(), disconnect
        finally:
            process.stdin.close()


async def actp_orders(address: str, n: int, wakeup: str) -> list[int]:
    import actp

    taken = []
    where = f"{address}{'&' if '?' in address else '?'}api={VERSION}"
    who = {"broker_id": "9999", "user_id": "u", "password": "p"}
    # Positions would be asked for behind each order: another request's round trip in between.
    async with actp.TraderClient(where, **who, follow_positions=False, wakeup=wakeup) as td:  # type: ignore[arg-type]
        for _ in range(n):
            before = time.perf_counter_ns()
            await td.buy_open(INSTRUMENT, PRICE, exchange_id=EXCHANGE)
            taken.append(time.perf_counter_ns() - before)
    return taken


def native_orders(native: str, address: str, n: int) -> list[int]:
    """A C++ program on the same simulated library."""
    from actp.connection.library import simulated_library

    taken = (ctypes.c_int64 * n)()
    library = ctypes.CDLL(native)
    library.orders_run.restype = ctypes.c_bool
    with tempfile.TemporaryDirectory() as flow:
        texts = [str(simulated_library("trader", VERSION)), f"{flow}/", address.replace("sim://", "tcp://")]
        arguments = [text.encode() for text in (*texts, INSTRUMENT, EXCHANGE)]
        if not library.orders_run(*arguments, ctypes.c_double(PRICE), n, taken):
            raise SystemExit("an order was refused or lost")
    return list(taken)


def bare(native: str, n: int) -> list[int]:
    """The bytes of an order and of its two reports, over TCP between two processes that do nothing else."""
    from actp import records
    from actp.sim.wire.frames import callback

    head = len(callback(0))
    order = records.layout("InputOrder", VERSION).size + head
    reports = 2 * (records.layout("Order", VERSION).size + head)
    taken = (ctypes.c_int64 * n)()
    library = ctypes.CDLL(native)
    library.orders_bare.restype = ctypes.c_bool
    if not library.orders_bare(order, reports, n, taken):
        raise SystemExit("the connection broke")
    return list(taken)


def measure(
    way: str, loop: str, n: int, wakeup: str = "threadsafe", native: str = "", store: bool = False
) -> dict[str, Any]:
    """`store`: the front keeps its state in a file."""
    if way == "bare":
        taken = bare(native, n)
    else:
        with tempfile.TemporaryDirectory() as folder, front(f"{folder}/s" if store else "") as (address, _):
            if way == "native":
                taken = native_orders(native, address, n)
            else:

                async def main() -> dict[str, Any]:
                    return {"taken": await actp_orders(address, n, wakeup)}

                taken = run(main(), loop)["taken"]
    return {"latency": distribution(taken[len(taken) // 10 :])}


if __name__ == "__main__":
    settings = {"loop": "asyncio", **json.loads(sys.argv[1])}
    print(json.dumps(measure(**settings)))
