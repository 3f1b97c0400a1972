"""What is used for the first time in a process does not hold the loop up: imports, classes, libraries."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

# The longest pass of the loop, in CPU time of its thread, beside that of a loop of Python's own which takes
# some ten milliseconds: the machine's speed and its other work are out of it.
PROGRAM = """
import asyncio, json, sys, time

def reference():
    began = time.thread_time()
    total = 0
    for number in range(200_000):
        total += number & 3
    return time.thread_time() - began

async def longest(call):
    most = 0.0
    async def look():
        nonlocal most
        before = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            most = max(most, now - before)
            before = now
    task = asyncio.ensure_future(look())
    await asyncio.sleep(0)
    await call
    await asyncio.sleep(0)
    task.cancel()
    return most

async def main(kind):
    import actp
    from actp.sim import Front
    front = Front(seed=1)
    found = {"start": await longest(front.start())}
    who = {"broker_id": "9999", "user_id": "u", "password": "p"}
    if kind == "md":
        client = actp.MdClient(front.md_address, **who)
    else:
        client = actp.TraderClient(front.trader_address, follow_positions=False, **who)
    found["connect"] = await longest(client.connect())
    found["close"] = await longest(client.close())
    await front.aclose()
    found["reference"] = min(reference() for _ in range(5))
    print(json.dumps(found))

if sys.argv[2] == "uvloop":
    import uvloop
    loop = uvloop.new_event_loop()
else:
    loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.run_until_complete(main(sys.argv[1]))
loop.close()
"""


@pytest.mark.parametrize("loop", ["asyncio", "uvloop"])
@pytest.mark.parametrize("kind", ["md", "trader"])
def test_first_uses(kind: str, loop: str) -> None:
    if loop == "uvloop":
        pytest.importorskip("uvloop")
    program = [sys.executable, "-c", PROGRAM, kind, loop]
    done = subprocess.run(program, capture_output=True, text=True, timeout=120, check=True)
    found = json.loads(done.stdout)
    reference = found.pop("reference")
    assert {name: took for name, took in found.items() if took > 4 * reference} == {}, reference
