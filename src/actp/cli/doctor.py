"""`actp doctor`: how far the way to a front goes."""

from __future__ import annotations

import ctypes
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import anyio
from rich.console import Console
from rich.text import Text

from actp import MdClient, Secret, TraderClient
from actp._text import printable
from actp.cli.running import claim_stdout, console
from actp.connection.addresses import Front, parse_front
from actp.connection.library import ENVIRONMENT, find_library, open_library, simulated_library
from actp.connection.probe import probe_fronts
from actp.connection.session import ConnectionEvent, State
from actp.connection.streams import EventStream
from actp.ctp.kinds import Kind
from actp.errors import (
    ActpError,
    AddressError,
    ConfigurationError,
    ConnectTimeoutError,
    FrontUnreachableError,
    HandshakeError,
    UnknownVersionError,
)
from actp.records import Tick

__all__ = ["Account", "Examination", "run_doctor"]


@dataclass(frozen=True)
class Account:
    """Who logs in."""

    user_id: str
    broker_id: str
    password: Secret
    app_id: str = ""
    auth_code: Secret = Secret("")  # noqa: RUF009 - immutable


@dataclass(frozen=True)
class Examination:
    """What to try: a trading front if `trader`, else one of market data. `timeout` s for each step."""

    address: str
    account: Account
    trader: bool
    instrument: str | None
    library: Path | None
    evaluation: bool
    timeout: float

    @property
    def kind(self) -> Kind:
        return "trader" if self.trader else "md"

    @property
    def authenticates(self) -> bool:
        return bool(self.account.app_id or self.account.auth_code)


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
        body = Text(printable(text), style=style)
        if not self._console.is_terminal:
            self._console.print(head + body, soft_wrap=True)
            return
        # A hanging indent: long causes stay readable beside the names of the steps.
        for number, line in enumerate(body.wrap(self._console, max(self._console.width - _INDENT, 20))):
            line.rstrip()
            self._console.print((head if number == 0 else Text(" " * _INDENT)) + line, soft_wrap=True)


async def run_doctor(asked: Examination) -> int:
    """Try each step to a front. 1 if one fails."""
    with tempfile.NamedTemporaryFile(prefix="actp-doctor-") as printed, claim_stdout(printed.name) as file:
        report = _Report(console(file))
        await _examine(report, asked)
        for line in _lines_of(printed.name):
            if "OnSessionDisconnected" not in line:  # said already, in better words
                report.note(f"the library printed: {line}")
    return int(report.failed)


async def _examine(report: _Report, asked: Examination) -> None:
    try:
        front = parse_front(asked.address)
    except AddressError as error:
        report.fails("address", str(error))
        return
    report.works("address", f"{front}: TCP to {front.host} port {front.port}")
    options_fit = _try_options(report, asked)
    library_works = _try_library(report, front, asked)
    (probed,) = await probe_fronts([front], asked.timeout)
    if not probed.listening:
        report.fails(
            "TCP",
            probed.problem,
            "Check address and port with the broker. Fronts are closed outside service hours, and some "
            "let only known networks in",
        )
    else:
        report.works("TCP", "somebody listens")
    if not (options_fit and library_works and probed.listening):
        for step in _steps(asked):
            report.skips(step, "not tried")
        return
    if not asked.trader:
        await _try_market_data(report, asked)
    elif asked.account.user_id and asked.account.broker_id:
        await _try_trading(report, asked)
    else:
        report.skips("handshake", "not tried")
        report.fails(
            "login",
            "a trading front cannot be tried without an account",
            "Give --broker and --user, the password in ACTP_PASSWORD, and what the broker issued for this "
            "program: --app-id and ACTP_AUTH_CODE",
        )


def _steps(asked: Examination) -> list[str]:
    """What comes after TCP."""
    if not asked.trader:
        return ["handshake", "login"] + (["subscription"] if asked.instrument else [])
    return ["handshake"] + (["authenticate"] if asked.authenticates else []) + ["login", "settlement"]


def _try_library(report: _Report, front: Front, asked: Examination) -> bool:
    try:
        if front.simulated:
            if asked.library is not None:
                report.fails("library", "sim:// has its own library: give no --library with it")
                return False
            where, path = "actp's own", simulated_library(asked.kind, front.api)
        else:
            named = ENVIRONMENT if os.environ.get(ENVIRONMENT) else "package openctp-ctp"
            where = "--library" if asked.library else named
            path = find_library(asked.kind, asked.library)
        opened = open_library(asked.kind, path)
    except UnknownVersionError as error:
        report.fails("library", str(error), "Install one of these versions, or a newer actp")
        return False
    except ActpError as error:
        report.fails("library", str(error))
        return False
    report.works("library", f"CTP {opened.version} ({where}): {opened.path}")
    return True


def _md_client(asked: Examination) -> MdClient:
    return MdClient(
        asked.address,
        user_id=asked.account.user_id,
        broker_id=asked.account.broker_id,
        password=asked.account.password,
        library=asked.library,
        production_mode=not asked.evaluation,
        connect_timeout=asked.timeout,
        request_timeout=asked.timeout,
        snapshot_timeout=None,
    )


def _trader(asked: Examination, flow: str) -> TraderClient:
    """A session of its own, which changes nothing at the broker."""
    return TraderClient(
        asked.address,
        user_id=asked.account.user_id,
        broker_id=asked.account.broker_id,
        password=asked.account.password,
        app_id=asked.account.app_id,
        auth_code=asked.account.auth_code,
        settlement="skip",
        private_flow="quick",
        public_flow="quick",
        follow_positions=False,
        library=asked.library,
        flow_path=flow,
        production_mode=not asked.evaluation,
        connect_timeout=asked.timeout,
        request_timeout=asked.timeout,
    )


def _try_options(report: _Report, asked: Examination) -> bool:
    """Whether the account is one that CTP's fields hold: a code pasted with its newline is found here."""
    try:
        if not asked.trader:
            _md_client(asked)
        elif asked.account.user_id and asked.account.broker_id:
            _trader(asked, tempfile.gettempdir())
    except ConfigurationError as error:
        option = str(error).partition("=")[0]
        report.fails("account", str(error), _GIVEN_BY.get(option, ""))
        return False
    return True


async def _try_market_data(report: _Report, asked: Examination) -> None:
    client = _md_client(asked)
    try:
        if await _try_session(report, client, asked) and asked.instrument is not None:
            await _try_subscription(report, client, asked.instrument, asked.timeout)
    finally:
        with anyio.CancelScope(shield=True):
            await client.close()


async def _try_trading(report: _Report, asked: Examination) -> None:
    # A folder of its own: the account's usual one may be in use by a program that trades.
    with tempfile.TemporaryDirectory(prefix="actp-doctor-") as flow:
        client = _trader(asked, flow)
        try:
            if await _try_session(report, client, asked):
                await _try_settlement(report, client)
        finally:
            with anyio.CancelScope(shield=True):
                await client.close()


async def _try_session(report: _Report, client: MdClient | TraderClient, asked: Examination) -> bool:
    """From handshake to READY. Whether it came to that."""
    started = time.monotonic()
    reached: dict[State, float] = {}

    async def watch(events: EventStream[ConnectionEvent]) -> None:
        async for event in events:
            reached.setdefault(event.state, time.monotonic())

    problem: ActpError | None = None
    async with anyio.create_task_group() as group:
        group.start_soon(watch, client.connection_events())
        try:
            await client.connect()
        except ActpError as error:
            problem = error
        took = _seconds(time.monotonic() - started)
        # The watcher has what connect() went through before it is asked.
        await anyio.lowlevel.checkpoint()
        group.cancel_scope.cancel()
    steps = _steps(asked)
    first = State.AUTHENTICATING if asked.trader and asked.authenticates else State.LOGGING_IN
    if first in reached:
        report.works(steps.pop(0), f"answered in {_seconds(reached[first] - started)}")
        if first is State.AUTHENTICATING and State.LOGGING_IN in reached:
            report.works(steps.pop(0), f"accepted in {_seconds(reached[State.LOGGING_IN] - reached[first])}")
        elif asked.trader and not asked.authenticates:
            report.skips("authenticate", "not tried: no --app-id was given, and no auth code")
    if problem is not None:
        if isinstance(problem, ConfigurationError):  # of this library's version: nothing was sent
            report.fails("account", str(problem))
            for step in steps:
                report.skips(step, "not tried")
            return False
        report.fails(steps.pop(0), str(problem), _cure(problem, asked))
        for step in steps:
            report.skips(step, "not tried")
        return False
    report.works(steps.pop(0), f"READY after {took}, trading day {client.trading_day}")
    return True


async def _try_settlement(report: _Report, client: TraderClient) -> None:
    """Whether the statement is confirmed. It is left as it is: to confirm is the trader's business."""
    try:
        confirmed = await client.query_settlement_info_confirm()
    except ActpError as error:
        report.fails("settlement", str(error))
        return
    if confirmed:
        last = confirmed[-1]
        report.works("settlement", f"confirmed on {last.confirm_date} at {last.confirm_time}")
        return
    report.works("settlement", "not confirmed yet: until it is, orders are refused with CTP error 42")
    report.note("TraderClient confirms it in connect(), unless it is given settlement='require' or 'skip'")


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


def _cure(error: ActpError, asked: Examination) -> str:
    match error:
        case HandshakeError():
            port = "trading" if asked.trader else "market-data"
            return f"Ask the broker for its {port} port and library version, or try --evaluation"
        case FrontUnreachableError():
            return "It was there a moment ago: the front may limit connections per second"
        case ConnectTimeoutError():
            return "Back ends may be silent outside service hours; or give it more time with --timeout"
    return (_TRADER_CURES if asked.trader else _MD_CURES).get(error.code or 0, "")


# How a client's option is given to this command.
_GIVEN_BY = {
    "broker_id": "It is what --broker gives",
    "user_id": "It is what --user gives",
    "password": "It is what ACTP_PASSWORD, or --password, gives",
    "app_id": "It is what --app-id gives",
    "auth_code": "It is what ACTP_AUTH_CODE, or --auth-code, gives",
}

# What the errors' own hints say in terms of the clients' arguments, in those of this command.
_TRADER_CURES = {
    63: "--app-id and ACTP_AUTH_CODE go together. Production and evaluation have different ones",
    64: "Give --app-id, and the auth code in ACTP_AUTH_CODE",
    77: "This is the broker's market-data front: ask for the trading front, or leave --trader out",
}
_MD_CURES = {77: "This is the broker's trading front: ask for the market-data front, or give --trader"}


def _seconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _lines_of(path: str) -> list[str]:
    """What the library wrote on descriptor 1, each line once."""
    ctypes.CDLL(None).fflush(None)  # its stdio buffers what goes to a file
    lines = Path(path).read_text(errors="replace").splitlines()
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))
