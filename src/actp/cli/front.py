"""`actp front`: the simulated front as a process."""

from __future__ import annotations

import os
import secrets
import signal
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import cached_property
from ipaddress import ip_address
from pathlib import Path

import anyio
import typer
from rich.console import Console

from actp import _checks as checks
from actp._files import check_ordinary, refuse_same, write_private
from actp._secret import Secret
from actp._text import printable
from actp.cli.front_config import Accounts, Settings, read_accounts, read_settings, secret_from_file
from actp.cli.replay_bar import replay_bar
from actp.cli.running import stderr
from actp.errors import ConfigurationError
from actp.sim import Client, Front, Times
from actp.sim.front.remote_control import check_token, control_server

__all__ = ["Control", "Files", "Options", "front_of", "run_front"]


# An empty host would be every address of the machine.
_TEXTS = {"broker_id", "host", "trading_day", "market_start"}


@dataclass(frozen=True, kw_only=True)
class Options:
    """The command's options; None is for what was not given."""

    config: Path | None = None
    broker_id: str | None = None
    accounts: tuple[str, ...] = field(default=(), repr=False)
    password: Secret = field(default_factory=lambda: Secret(""))
    password_file: Path | None = None
    app_id: str | None = None
    auth_code: Secret | None = None
    lock_after: int | None = None
    md_port: int | None = None
    trader_port: int | None = None
    host: str | None = None
    replay: list[Path] | None = None
    speed: str | None = None
    seed: int | None = None
    instruments: str | None = None
    trading_day: str | None = None
    sessions: bool = False
    market_start: str | None = None
    virtual: bool = False
    journal: Path | None = None
    fast_times: bool = False
    store: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """Those of the file, with what the options say instead. ConfigurationError for either."""
        settings = read_settings(self.config) if self.config is not None else Settings()
        names = (
            *("broker_id", "lock_after", "md_port", "trader_port", "host", "seed", "trading_day"),
            *("market_start", "journal", "store"),
        )
        given = {name: value for name in names if (value := getattr(self, name)) is not None}
        for name in _TEXTS & set(given):
            checks.text(f"--{name.replace('_', '-')}", given[name], needed=True)
        given |= {name: True for name in ("sessions", "virtual") if getattr(self, name)}
        if self.replay:
            given["replay"] = self.replay
        if self.speed is not None:
            given["speed"] = _speed(self.speed)
        if self.instruments is not None:
            given["instruments"] = self.instruments.replace(",", " ").split()
            if not given["instruments"]:
                raise ConfigurationError(
                    "--instruments names no contract; write it as --instruments rb2701,ag2612"
                )
        settings.front |= given
        if self.fast_times:
            settings.times = Times.fast()
        return settings

    def named_accounts(self) -> Accounts:
        """The accounts among the options. ConfigurationError for a password file that cannot be read."""
        if self.password_file is None:
            password = self.password
        else:
            password = Secret(secret_from_file(self.password_file, "--password-file"))
        return Accounts(self.accounts, password, self.app_id, self.auth_code)


def _speed(text: str) -> float | None:
    try:
        return None if text == "max" else float(text)
    except ValueError:
        raise ConfigurationError(f"--speed is a number or 'max', not {text!r}") from None


def front_of(options: Options) -> Front:
    """A front from the command's options."""
    settings = options.settings
    arguments = settings.front
    if arguments.get("replay") and {"seed", "instruments", "sessions"} & set(arguments):
        raise ConfigurationError(
            "--seed, --instruments and --sessions are for a simulated market, not for a --replay"
        )
    accounts = read_accounts(settings, arguments.get("broker_id", "9999"), options.named_accounts())
    return Front(**arguments, accounts=accounts, limits=settings.limits, times=settings.times)


@dataclass(frozen=True)
class Files:
    """The files of a front, by the names of their options."""

    named: tuple[tuple[str, Path], ...] = ()

    @classmethod
    def of(cls, options: Options) -> Files:
        front = options.settings.front
        found = [("--replay", Path(path)) for path in dict.fromkeys(front.get("replay", ()))]
        if (store := front.get("store")) is not None:
            found += [("--store", Path(f"{store}{end}")) for end in ("", "-wal", "-shm", "-journal")]
        found += [(f"--{name}", front[name]) for name in ("journal",) if front.get(name) is not None]
        if options.config is not None:
            found.append(("--config", options.config))
        if options.password_file is not None:
            found.append(("--password-file", options.password_file))
        return cls(tuple(found))


@dataclass(frozen=True)
class Control:
    """How the front can be steered from outside. The token is ACTP_CONTROL_TOKEN's, else a random one."""

    port: int
    token_file: Path | None
    chosen: Secret = field(default_factory=lambda: Secret(os.environ.get("ACTP_CONTROL_TOKEN") or ""))
    random: Secret = field(default_factory=lambda: Secret(secrets.token_urlsafe(32)))

    @property
    def token(self) -> str:
        return (self.chosen or self.random).value

    @property
    def is_printed(self) -> bool:
        """Whether whoever starts the front has to be shown it."""
        return not self.chosen and self.token_file is None

    def check(self) -> None:
        """ConfigurationError for a token, or a file for it, that is none; nothing was touched by then."""
        check_token(self.token, "ACTP_CONTROL_TOKEN")
        if self.token_file is not None:
            try:
                check_ordinary(self.token_file)
            except (OSError, ValueError) as error:
                raise self._unwritable(error) from None

    def write_token(self) -> None:
        """Put the token into its file, if there is to be one. ConfigurationError if that fails."""
        if self.token_file is not None:
            try:
                write_private(self.token_file, self.token + "\n")
            except (OSError, ValueError) as error:
                raise self._unwritable(error) from None

    def _unwritable(self, error: Exception) -> ConfigurationError:
        why = (error.strerror if isinstance(error, OSError) else None) or error
        return ConfigurationError(f"the control token cannot be written to {self.token_file}: {why}")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def run_front(options: Options, control: Control | None = None) -> int:
    """Serve until cancelled, or until the front fails."""
    files = Files.of(options).named
    if control is not None:
        control.check()
        if control.token_file is not None:
            files = (*files, ("--control-token-file", control.token_file))
    refuse_same(files)
    host = options.settings.front.get("host", "127.0.0.1")
    if not _is_loopback(host):
        stderr().print(
            f"warning: --host {host} lets others in, and CTP's passwords pass the network in clear here: "
            "use throw-away passwords, on a network that you trust",
            style="yellow",
            markup=False,
        )
    console = stderr()
    async with AsyncExitStack() as stack:
        front = front_of(options)
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
            port = await stack.enter_async_context(control_server(front, control.token, port=control.port))
            control.write_token()
            typer.echo(f"control 127.0.0.1:{port}")
            if control.is_printed:
                typer.echo(f"token {control.token}")
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
