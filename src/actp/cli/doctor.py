"""`actp doctor`: how far the way to a front goes."""

from __future__ import annotations

import ctypes
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import anyio
from rich.console import Console
from rich.text import Text

from actp import MdClient
from actp.cli.running import claim_stdout
from actp.errors import ActpError, AddressError, FrontUnreachableError, HandshakeError, UnknownVersionError
from actp.fronts import Front, parse_front
from actp.library import ENVIRONMENT, find_library, open_library, simulated_library
from actp.probe import probe_fronts
from actp.records import Tick
from actp.session import ConnectionEvent, State
from actp.streams import EventStream

__all__ = ["Account", "run_doctor"]


@dataclass(frozen=True)
class Account:
    """Who logs in."""

    user_id: str
    broker_id: str
    password: str = field(repr=False)


_INDENT = 20  # of what stands beside a step's name


class _Report:
    """Prints a line per step, and keeps whether one failed."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.failed = False

    def works(self, step: str, text: str) -> None:
        self._line("ok", "green", step, text)

    def fails(self, step: str, text: str, cure: str = "") -> None:
        self.failed = True
        self._line("FAILS", "bold red", step, text)
        if cure:
            self._line("", "", "", cure)

    def skips(self, step: str, text: str) -> None:
        self._line("-", "dim", step, text, "dim")

    def note(self, text: str) -> None:
        self._line("", "", "", text, "dim")

    def _line(self, mark: str, mark_style: str, step: str, text: str, style: str = "") -> None:
        head = Text.assemble((f"{mark:<6}", mark_style), (f"{step:<14}", "bold"))
        body = Text(text, style=style)
        if not self._console.is_terminal:
            self._console.print(head + body, soft_wrap=True)
            return
        # A hanging indent: long causes stay readable beside the names of the steps.
        for number, line in enumerate(body.wrap(self._console, max(self._console.width - _INDENT, 20))):
            line.rstrip()
            self._console.print((head if number == 0 else Text(" " * _INDENT)) + line, soft_wrap=True)


async def run_doctor(
    address: str,
    account: Account,
    instrument: str | None,
    library: Path | None,
    evaluation: bool,
    timeout: float,
) -> int:
    """Try each step to a market-data front. 1 if one fails."""
    with tempfile.NamedTemporaryFile(prefix="actp-doctor-") as printed, claim_stdout(printed.name) as file:
        report = _Report(Console(file=file, highlight=False))
        await _examine(report, address, account, instrument, library, evaluation, timeout)
        for line in _lines_of(printed.name):
            if "OnSessionDisconnected" not in line:  # said already, in better words
                report.note(f"the library printed: {line}")
    return int(report.failed)


async def _examine(
    report: _Report,
    address: str,
    account: Account,
    instrument: str | None,
    library: Path | None,
    evaluation: bool,
    timeout: float,
) -> None:
    try:
        front = parse_front(address)
    except AddressError as error:
        report.fails("address", str(error))
        return
    report.works("address", f"{front}: TCP to {front.host} port {front.port}")
    library_works = _try_library(report, front, library)
    (probed,) = await probe_fronts([front], timeout)
    if not probed.listening:
        report.fails(
            "TCP",
            probed.problem,
            "Check address and port with the broker. Fronts are closed outside service hours, and some "
            "let only known networks in",
        )
    else:
        report.works("TCP", "somebody listens")
    steps = ["handshake", "login"] + (["subscription"] if instrument else [])
    if not (library_works and probed.listening):
        for step in steps:
            report.skips(step, "not tried")
        return
    client = MdClient(
        address,
        user_id=account.user_id,
        broker_id=account.broker_id,
        password=account.password,
        library=library,
        production_mode=not evaluation,
        connect_timeout=timeout,
        request_timeout=timeout,
        snapshot_timeout=None,
    )
    await _try_session(report, client, instrument, steps, timeout)


def _try_library(report: _Report, front: Front, library: Path | None) -> bool:
    try:
        if front.simulated:
            if library is not None:
                report.fails("library", "sim:// has its own library: give no --library with it")
                return False
            where, path = "actp's own", simulated_library("md", front.api)
        else:
            named = ENVIRONMENT if os.environ.get(ENVIRONMENT) else "package openctp-ctp"
            where = "--library" if library else named
            path = find_library("md", library)
        opened = open_library("md", path)
    except UnknownVersionError as error:
        report.fails("library", str(error), "Install one of these versions, or a newer actp")
        return False
    except ActpError as error:
        report.fails("library", str(error))
        return False
    report.works("library", f"CTP {opened.version} ({where}): {opened.path}")
    return True


async def _try_session(
    report: _Report, client: MdClient, instrument: str | None, steps: list[str], timeout: float
) -> None:
    started = time.monotonic()
    shaken: list[float] = []

    async def watch(events: EventStream[ConnectionEvent]) -> None:
        async for event in events:
            if event.state is State.LOGGING_IN and not shaken:
                shaken.append(time.monotonic() - started)

    problem: ActpError | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(watch, client.connection_events())
        try:
            await client.connect()
        except ActpError as error:
            problem = error
        # The watcher has what connect() went through before it is asked.
        await anyio.lowlevel.checkpoint()
        group.cancel_scope.cancel()
    try:
        if shaken:
            report.works(steps.pop(0), f"answered in {_seconds(shaken[0])}")
        if problem is not None:
            report.fails(steps.pop(0), str(problem), _cure(problem))
            for step in steps:
                report.skips(step, "not tried")
            return
        took = _seconds(time.monotonic() - started)
        report.works(steps.pop(0), f"READY after {took}, trading day {client.trading_day}")
        if instrument is not None:
            await _try_subscription(report, client, instrument, timeout)
    finally:
        with anyio.CancelScope(shield=True):
            await client.close()


async def _try_subscription(report: _Report, client: MdClient, instrument: str, timeout: float) -> None:
    started = time.monotonic()
    try:
        stream = client.ticks(instrument)
        await client.subscribe(instrument)
        with anyio.fail_after(timeout):
            tick: Tick = await anext(stream)
    except TimeoutError as error:
        if isinstance(error, ActpError):
            report.fails("subscription", str(error))
            return
        report.fails(
            "subscription",
            f"accepted, but no tick of {instrument} within {timeout:g} s",
            "CTP accepts unknown names without a word. Case matters: rb2610 (SHFE, DCE, INE, GFEX), "
            "SR609 (CZCE), IF2609 (CFFEX). Outside trading hours there may be no tick either",
        )
        return
    except ActpError as error:
        report.fails("subscription", str(error))
        return
    report.works(
        "subscription",
        f"first tick of {tick.instrument_id} after {_seconds(time.monotonic() - started)}: "
        f"{tick.last_price:g} at {tick.update_time or 'no time'}",
    )


def _cure(error: ActpError) -> str:
    match error:
        case HandshakeError():
            return "Ask the broker for its market-data port and library version, or try --evaluation"
        case FrontUnreachableError():
            return "It was there a moment ago: the front may limit connections per second"
    return ""


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _lines_of(path: str) -> list[str]:
    """What the library wrote on descriptor 1, each line once."""
    ctypes.CDLL(None).fflush(None)  # its stdio buffers what goes to a file
    lines = Path(path).read_text(errors="replace").splitlines()
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))
