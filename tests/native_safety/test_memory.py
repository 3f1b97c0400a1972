"""Clients that come and go leave no memory behind, neither Python's nor that of C++."""

from __future__ import annotations

import ctypes
import json

import pytest
from programs import SANITIZER, Program

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.skipif(
        not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="glibc before 2.33, or another libc"
    ),
    pytest.mark.skipif(SANITIZER is not None, reason="the allocator is the sanitizer's"),
]

CLIENTS = 60

CHURN = f"""
    import ctypes

    class Info(ctypes.Structure):
        _fields_ = [
            (name, ctypes.c_size_t)
            for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
        ]

    mallinfo2 = ctypes.CDLL(None).mallinfo2
    mallinfo2.restype = Info

    def counts():
        gc.collect()
        info = mallinfo2()
        tasks, descriptors = (len(os.listdir("/proc/self/" + kind)) for kind in ("task", "fd"))
        return info.uordblks + info.hblkhd, sys.getallocatedblocks(), tasks, descriptors

    async def some(count):
        for _ in range(count):
            async with make() as client:
                await follow(client)
            del client

    async def main():
        await some({CLIENTS} // 2)  # what is made once and kept
        before = counts()
        await some({CLIENTS})
        print(json.dumps([after - first for after, first in zip(counts(), before)]))

    run(main())
"""
# One arena, and no chunks kept by threads, which the allocator would count as in use: what is left is exact.
EXACT = {"MALLOC_ARENA_MAX": "1", "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}


@pytest.mark.parametrize("kind", ["md", "trader"])
@pytest.mark.parametrize(("loop", "wakeup"), [("asyncio", "threadsafe"), ("uvloop", "eventfd")])
def test_clients_leave_no_memory(fronts: dict[str, str], kind: str, loop: str, wakeup: str) -> None:
    if loop == "uvloop":
        pytest.importorskip("uvloop")
    code, out, err = Program(CHURN, fronts[kind], loop, wakeup, kind=kind, env=EXACT).end()
    assert (code, err) == (0, "")
    in_use, blocks, tasks, descriptors = json.loads(out)
    # The smallest block that malloc gives out has 32 bytes: not even one for each client.
    assert in_use < 32 * CLIENTS
    # asyncio keeps up to a hundred cancelled timers; uvloop keeps none.
    assert blocks < CLIENTS + (400 if loop == "asyncio" else 0)
    assert (tasks, descriptors) == (0, 0)
