"""`actp front`: the simulated front as a process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import anyio
import typer

from actp.cli.running import stderr
from actp.errors import ConfigurationError
from actp.sim import Client, Front, Times

__all__ = ["front_of", "run_front"]


def front_of(
    *,
    md_port: int,
    trader_port: int,
    host: str,
    replay: list[Path] | None,
    speed: str,
    seed: int | None,
    instruments: str | None,
    trading_day: str | None,
    fast_times: bool,
) -> Front:
    """A front from the command's options."""
    if replay and (seed is not None or instruments is not None):
        raise ConfigurationError("--seed and --instruments are for a simulated market, not for a --replay")
    try:
        factor = None if speed == "max" else float(speed)
    except ValueError:
        raise ConfigurationError(f"--speed is a number or 'max', not {speed!r}") from None
    names = None if instruments is None else instruments.replace(",", " ").split()
    if names == []:
        raise ConfigurationError("--instruments names no contract; write it as --instruments rb2701,ag2612")
    return Front(
        replay=replay or None,
        speed=factor,
        seed=seed,
        host=host,
        md_port=md_port,
        trader_port=trader_port,
        instruments=names,
        trading_day=trading_day,
        times=Times.fast() if fast_times else None,
    )


async def run_front(make: Callable[[], Front]) -> int:
    """Serve until cancelled."""
    async with make() as front, anyio.create_task_group() as group:
        # Before the addresses are out: whoever reads them may send the signal.
        await group.start(_cut_on_signal, front)
        for kind, address in (("md", front.md_address), ("trader", front.trader_address)):
            typer.echo(f"{kind} {address}")
            typer.echo(f"{kind} tcp{address.removeprefix('sim')}")
        names = list(front.instruments)
        shown = ", ".join(names[:6]) + (f", … ({len(names)} in all)" if len(names) > 6 else "")
        console = stderr()
        console.print(f"trading day {front.trading_day}, instruments {shown}", style="dim")
        console.print(f"Ctrl-C ends it; 'kill -USR1 {os.getpid()}' cuts all connections", style="dim")
        await _report_clients(front)
    return 0


async def _cut_on_signal(front: Front, *, task_status: anyio.abc.TaskStatus[None]) -> None:
    with anyio.open_signal_receiver(signal.SIGUSR1) as signals:
        task_status.started()
        async for _ in signals:
            stderr().print(f"cut {len(front.clients)} connection(s)", style="yellow")
            await front.disconnect()


async def _report_clients(front: Front) -> None:
    """A line for each client that comes, logs in or goes."""
    console = stderr()
    present: dict[Client, tuple[str, bool]] = {}

    def changed(front: Front) -> bool:
        return {client: client.logged_in for client in front.clients} != {
            client: logged_in for client, (_, logged_in) in present.items()
        }

    while True:
        now = {
            client: (f"{client.kind} client {client.address} (CTP {client.version})", client.logged_in)
            for client in front.clients
        }
        for client, (name, logged_in) in now.items():
            before = present.get(client)
            if before is None:
                console.print(f"{name} connected", style="dim")
            if logged_in and not (before and before[1]):
                console.print(f"{name} logged in")
        for client, (name, _) in present.items():
            if client not in now:
                console.print(f"{name} gone", style="dim")
        present = now
        await front.wait_until(changed)
