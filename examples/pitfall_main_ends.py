"""The pitfall: a program that subscribes and ends at once, while CTP's threads still work.

CTP calls back on threads of its own, so `subscribe` returns before a tick has come. If nothing waits after
it, the program ends: no tick is ever processed. C++ programs call `Join()` there; `remedy_run_forever.py`
has actp's way. Without an argument this example runs itself as a second process against an embedded
front and shows what became of it.
"""

import asyncio
import sys
import warnings

import actp


async def the_mistake(front: str, instrument: str) -> None:
    md = actp.MdClient(front, broker_id="9999", user_id="demo", password="demo")
    await md.connect()
    await md.subscribe(instrument)
    reading = asyncio.create_task(process_ticks(md))
    print(f"subscribed {instrument}, {md.state.name}; CTP's threads are at work")
    # Here is the mistake: nothing waits for `reading` and nothing closes the client.
    del reading


async def process_ticks(md: actp.MdClient) -> None:
    processed = 0
    try:
        async for tick in md.ticks():
            processed += 1
            print("a tick:", tick.instrument_id, tick.last_price)
    finally:
        print(f"the main coroutine has returned; ticks processed: {processed}")


async def explain() -> None:
    async with actp.sim.Front(seed=1, instruments=["rb2701"]) as front:
        print(f"$ python pitfall_main_ends.py {front.md_address} rb2701")
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, __file__, front.md_address, "rb2701"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await child.communicate()
    for line in output.decode().splitlines():
        print("  |", line)
    print(f"exit code {child.returncode}: the program looks fine and did nothing.")
    print("Why: the loop ended with the main coroutine, and cancelled the task that reads ticks.")
    print("actp's ResourceWarning (python -X dev shows it) tells of the client left open.")
    print("Remedy: 'async with actp.MdClient(...)' and 'await md.run_forever()', or await the task.")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        warnings.simplefilter("always", ResourceWarning)  # Python hides these by default
        asyncio.run(the_mistake(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "rb2701"))
    else:
        asyncio.run(explain())
