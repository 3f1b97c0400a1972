"""`actp demo`: the main job in ten seconds, against the embedded front."""

from __future__ import annotations

import os
from collections.abc import Callable

import anyio
from rich.console import Console
from rich.text import Text

import actp
from actp import MdClient
from actp._text import printable
from actp.cli.events import event_line
from actp.cli.running import claim_stdout, fail
from actp.cli.running import console as console_on
from actp.connection.session import ConnectionEvent, State
from actp.connection.streams import EventStream, TickStream
from actp.records import Tick
from actp.sim import Front, Times

__all__ = ["run_demo"]

_INSTRUMENTS = ("rb2701", "ag2612", "IF2612")
_BEFORE = 12
_AFTER = 12
_OUTAGE = 1.5
_LIMIT = 60.0


async def run_demo(speed: float) -> int:
    """0 if ticks came, the connection broke, came back by itself, and ticks came again."""
    with claim_stdout(os.devnull) as file:
        console = console_on(file, soft_wrap=True)
        seen: list[ConnectionEvent] = []
        try:
            with anyio.fail_after(_LIMIT):
                after = await _play(console, speed, seen)
        except TimeoutError:
            last = seen[-1] if seen else "none"
            fail(f"the demo did not come to its end within {_LIMIT:g} s; the last event: {last}")
            return 1
    states = [event.state for event in seen]
    lost = State.RECONNECTING in states
    back = lost and State.READY in states[states.index(State.RECONNECTING) :]
    if not (lost and back and after):
        names = ", ".join(state.name for state in states)
        fail(f"no reconnect was seen: {after} ticks after it, states {names}")
        return 1
    return 0


async def _play(console: Console, speed: float, seen: list[ConnectionEvent]) -> int:
    def say(title: str, *lines: str) -> None:
        console.print()
        console.print(title, style="bold")
        for line in lines:
            console.print(f"  {line}", style="dim")

    def show(event: ConnectionEvent) -> None:
        seen.append(event)
        console.print(Text("  ") + event_line(event))

    console.print(f"actp {actp.__version__}: a simulated broker front and a client, both on this machine")
    say("1. Connect", "CTP calls back on threads of its own; actp makes streams and coroutines of it.")
    times = Times(refused=1.0 / speed, lost=1.0 / speed)
    async with Front(seed=1, speed=speed, instruments=_INSTRUMENTS, times=times) as front:
        md = MdClient(front.md_address, broker_id="9999", user_id="demo", password="demo")
        async with anyio.create_task_group() as group:
            group.start_soon(_watch, md.connection_events(), show)
            async with md:
                say("2. Ticks", 'async for tick in md.ticks("rb2701", "ag2612", "IF2612"):')
                stream = md.ticks(*_INSTRUMENTS)
                await _print_ticks(console, stream, _BEFORE, session=1)
                say(
                    "3. The front goes away",
                    "It cuts the connection and refuses new ones for a while. CTP dials again by",
                    "itself (every 5 s; here every second), but forgets login and subscriptions.",
                )
                with front.refuse_connections():
                    await front.disconnect()
                    await md.wait_for(State.RECONNECTING)
                    await anyio.sleep(_OUTAGE / speed)
                await md.wait_for(State.READY)
                say("4. Ticks again", "actp logged in and subscribed anew; the same loop goes on reading.")
                after = await _print_ticks(console, stream, _AFTER, session=2)
                say("5. Close", "Leaving the 'async with' block releases CTP's object and its threads.")
    console.print()
    console.print("Done. Next:", style="bold")
    console.print("  actp front                      the same front, for any CTP program")
    console.print("  actp ticks sim://... rb2701     its ticks, live")
    console.print("  actp doctor tcp://broker:port   whether your broker's front can be used")
    return after


async def _watch(events: EventStream[ConnectionEvent], show: Callable[[ConnectionEvent], None]) -> None:
    await anext(events)
    async for event in events:
        show(event)


async def _print_ticks(console: Console, stream: TickStream, count: int, *, session: int) -> int:
    """Print so many ticks of a session and return how many there were."""
    seen = 0
    async for tick in stream:
        if tick.session < session:
            continue
        console.print(_tick_line(tick))
        seen += 1
        if seen == count:
            break
    return seen


def _tick_line(tick: Tick) -> Text:
    change = tick.last_price - tick.pre_settlement_price
    style = "red" if change > 0 else "green" if change < 0 else ""
    name = printable(f"  {tick.update_time}.{tick.update_millisec // 100}  {tick.instrument_id:<6}")
    line = Text(name)
    line.append(f"{tick.last_price:>8.1f}", style=f"bold {style}")
    line.append(f"{change:>+7.1f}", style=style)
    line.append(
        f"  bid {_side(tick.bid_price1, tick.bid_volume1)}  ask {_side(tick.ask_price1, tick.ask_volume1)}"
    )
    return line


def _side(price: float, volume: int) -> str:
    return f"{price:.1f} x {volume:<4}" if volume else "-".ljust(13)
