"""`actp front`: the simulated front as a process."""

from __future__ import annotations

import os
import secrets
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import anyio
import typer
from rich.console import Console

from actp._text import printable
from actp.cli.replay_bar import replay_bar
from actp.cli.running import stderr
from actp.errors import ConfigurationError
from actp.sim import Client, Front, Times
from actp.sim.front.remote_control import control_server

__all__ = ["Control", "front_of", "run_front"]


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
    sessions: bool,
    market_start: str | None,
    virtual: bool,
    journal: Path | None,
    fast_times: bool,
    store: Path | None,
) -> Front:
    """A front from the command's options."""
    if replay and (seed is not None or instruments is not None or sessions):
        raise ConfigurationError(
            "--seed, --instruments and --sessions are for a simulated market, not for a --replay"
        )
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
        sessions=sessions,
        market_start=market_start,
        virtual=virtual,
        journal=journal,
        times=Times.fast() if fast_times else None,
        store=store,
    )


@dataclass(frozen=True)
class Control:
    """How the front can be steered from outside. The token is ACTP_CONTROL_TOKEN's, else a random one."""

    port: int
    token_file: Path | None

    def token(self) -> tuple[str, bool]:
        """The token, and whether whoever starts the front has to be shown it."""
        given = os.environ.get("ACTP_CONTROL_TOKEN")
        token = given or secrets.token_urlsafe(32)
        if self.token_file is not None:
            try:
                _write_privately(self.token_file, token + "\n")
            except OSError as error:
                raise ConfigurationError(
                    f"the control token cannot be written to {self.token_file}: {error.strerror}"
                ) from error
        return token, given is None and self.token_file is None


def _write_privately(path: Path, text: str) -> None:
    """Into a new file that nobody else can read: an old one might be open elsewhere."""
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


async def run_front(make: Callable[[], Front], control: Control | None = None) -> int:
    """Serve until cancelled, or until the front fails."""
    console = stderr()
    async with AsyncExitStack() as stack:
        front = make()
        await stack.enter_async_context(replay_bar(front.replay, console))
        await stack.enter_async_context(front)
        group = await stack.enter_async_context(anyio.create_task_group())
        group.start_soon(front.wait_closed)
        # Before the addresses are out: whoever reads them may send the signal.
        await group.start(_cut_on_signal, front, console)
        for kind, address in (("md", front.md_address), ("trader", front.trader_address)):
            typer.echo(f"{kind} {address}")
            typer.echo(f"{kind} tcp{address.removeprefix('sim')}")
        if control is not None:
            token, telling = control.token()
            port = await stack.enter_async_context(control_server(front, token, port=control.port))
            typer.echo(f"control 127.0.0.1:{port}")
            if telling:
                typer.echo(f"token {token}")
        names = list(front.instruments)
        shown = ", ".join(names[:6]) + (f", … ({len(names)} in all)" if len(names) > 6 else "")
        console.print(f"trading day {front.trading_day}, instruments {printable(shown)}", style="dim")
        console.print(f"Ctrl-C ends it; 'kill -USR1 {os.getpid()}' cuts all connections", style="dim")
        if front.replay is not None:
            for warning in front.replay.warnings:
                console.print(warning, style="yellow")
        group.start_soon(_report_pace, front, console)
        await _report_clients(front, console)
    return 0


async def _cut_on_signal(front: Front, console: Console, *, task_status: anyio.abc.TaskStatus[None]) -> None:
    with anyio.open_signal_receiver(signal.SIGUSR1) as signals:
        task_status.started()
        async for _ in signals:
            console.print(f"cut {len(front.clients)} connection(s)", style="yellow")
            await front.disconnect()


async def _report_pace(front: Front, console: Console) -> None:
    """A line when the market cannot keep its speed, and when it can again."""

    def late(front: Front) -> bool:
        return front.pace is not None and front.pace.late

    while True:
        await front.wait_until(late)
        if (pace := front.pace) is not None:
            console.print(
                f"the market cannot keep speed {pace.asked:g}: it runs at {pace.achieved:.2g}; "
                "choose a lower --speed or fewer --instruments",
                style="yellow",
            )
        await front.wait_until(lambda front: not late(front))
        console.print("the market keeps its speed again", style="dim")


async def _report_clients(front: Front, console: Console) -> None:
    """A line for each client that comes, logs in or goes."""
    present: dict[Client, tuple[str, bool]] = {}

    def changed(front: Front) -> bool:
        return {client: client.logged_in for client in front.clients} != {
            client: logged_in for client, (_, logged_in) in present.items()
        }

    while True:
        now = {
            client: (
                printable(f"{client.kind} client {client.address} (CTP {client.version})"),
                client.logged_in,
            )
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
