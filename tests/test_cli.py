"""The command line, run as its users run it: as processes, in pipes, and on a terminal."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import re
import select
import signal
import socket
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import anyio
import pytest
from rich.console import Console
from typer.testing import CliRunner

import actp
from actp.cli.app import app
from actp.cli.replay_bar import replay_bar
from actp.connection.library import described_versions, open_library
from actp.errors import ActpError
from actp.sim import Front, read_ticks

TIMEOUT = 50
# Releases of typer before 0.26 use what click deprecates.
ACTP = [
    *(sys.executable, "-W", "error", "-W", "ignore:'click.utils:DeprecationWarning"),
    *("-m", "actp"),
]
FRONT = ["front", "--seed", "1", "--instruments", "rb2701,ag2612", "--fast-times"]
VERSIONS = described_versions()


def environment(**changes: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACTP_")}
    return {**kept, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", "TERM": "xterm-256color", **changes}


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ACTP, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        env=environment(**changes),
        check=False,
    )


class Process:
    """A command that goes on. Its standard error is collected on the side."""

    def __init__(self, *arguments: str, **changes: str) -> None:
        self._process = subprocess.Popen(
            [*ACTP, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(**changes),
        )
        self.errors = ""
        self._more = threading.Condition()
        self._collector = threading.Thread(target=self._collect)
        self._collector.start()

    def _collect(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            with self._more:
                self.errors += line
                self._more.notify_all()

    def line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def until_error(self, pattern: str, count: int = 1) -> None:
        """Wait until standard error has so many matches."""
        with self._more:
            met = self._more.wait_for(lambda: len(re.findall(pattern, self.errors)) >= count, TIMEOUT)
        assert met, self.errors

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def end(self) -> tuple[int, str]:
        """Wait for the end: exit code and what is left of standard output."""
        assert self._process.stdout is not None
        rest = self._process.stdout.read()
        self._process.wait(TIMEOUT)
        self._collector.join(TIMEOUT)
        return self._process.returncode, rest

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate()
        self._collector.join(TIMEOUT)


class Served:
    """A running `actp front`."""

    def __init__(self, process: Process) -> None:
        self.process = process
        lines = [process.line() for _ in range(4)]
        matches = [
            re.fullmatch(r"(md|trader) ((?:sim|tcp)://127\.0\.0\.1:(\d+)\S*)\n", line) for line in lines
        ]
        assert all(matches), (lines, process.errors)
        self.addresses = [(m[1], m[2]) for m in matches if m]
        self.md, self.md_tcp, self.trader, self.trader_tcp = (address for _, address in self.addresses)


@contextmanager
def serving(*arguments: str) -> Iterator[Served]:
    with Process(*arguments) as process:
        yield Served(process)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serving(*FRONT, "--speed", "10") as front:
        yield front


# -- version, help, import ----------------------------------------------------------------------


def test_version() -> None:
    ran = run("--version")
    assert ran.returncode == 0
    assert ran.stdout.startswith(f"actp {actp.__version__} (CTP {VERSIONS[0]} to {VERSIONS[-1]}, Python ")
    assert ran.stderr == ""


def test_help_names_every_command() -> None:
    ran = run("--help")
    assert ran.returncode == 0
    for name in ("demo", "ticks", "front", "sim-library", "doctor"):
        assert re.search(rf"│ {name} ", ran.stdout)
        assert run(name, "--help").returncode == 0


def test_the_library_does_not_import_the_command_line() -> None:
    code = "import actp, sys; sys.exit(any(n in sys.modules for n in ('typer', 'rich', 'actp.cli')))"
    assert subprocess.run([sys.executable, "-c", code], timeout=TIMEOUT, check=False).returncode == 0


# -- demo ---------------------------------------------------------------------------------------


def test_demo_shows_ticks_the_loss_and_ticks_again() -> None:
    ran = run("demo", "--speed", "20")
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert "\x1b" not in ran.stdout  # plain where there is no terminal
    tick = r"\n  09:\d\d:\d\d\.\d  (?:rb2701|ag2612|IF2612) "
    before, lost, after = re.split(r"  RECONNECTING  (?=0x1001)|  READY  .*session 2", ran.stdout)
    assert "READY  ReqUserLogin accepted, session 1" in before
    assert len(re.findall(tick, before)) == 12
    assert not re.findall(tick, lost)
    assert len(re.findall(tick, after)) == 12
    assert re.search(r"CLOSED  close\(\) called\n", after)


def test_demo_without_a_loss_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing(front: Front) -> None:
        pass

    monkeypatch.setattr(Front, "disconnect", nothing)
    monkeypatch.setattr("actp.cli.demo._LIMIT", 1.0)
    result = CliRunner().invoke(app, ["demo", "--speed", "20"])
    assert result.exit_code == 1
    assert "error: the demo did not come to its end" in result.stderr


def test_demo_on_a_terminal_is_coloured() -> None:
    with Terminal("demo", "--speed", "20") as terminal:
        terminal.until(r"Done\. Next:.*actp doctor", timeout=TIMEOUT)
        assert terminal.end() == 0
        assert re.search(r"\x1b\[1;33mRECONNECTING", terminal.text)
        assert re.search(r"\x1b\[1;31m", terminal.text)


# -- ticks --------------------------------------------------------------------------------------


def test_csv_into_a_pipe_plays_back(served: Served, tmp_path: Path) -> None:
    recording = run("ticks", served.md, "rb2701", "ag2612", "--count", "30")
    assert recording.returncode == 0, recording.stderr
    rows = list(csv.reader(io.StringIO(recording.stdout)))
    assert rows[0] == list(actp.records.DepthMarketData().keys())
    assert rows[0][:5] == ["TradingDay", "InstrumentID", "ExchangeID", "ExchangeInstID", "LastPrice"]
    assert len(rows) == 31
    assert {row[1] for row in rows[1:]} == {"rb2701", "ag2612"}
    assert rows[1][rows[0].index("SettlementPrice")] == "N/A"
    assert re.search(r"READY  ReqUserLogin accepted, session 1\n", recording.stderr)

    path = tmp_path / "ticks.csv"
    path.write_text(recording.stdout)
    records = list(read_ticks(path))
    with serving("front", "--replay", str(path), "--speed", "max") as front:
        for kind in ("csv", "jsonl"):
            again = run("ticks", front.md, "rb2701", "ag2612", "--count", "2", "--format", kind)
            assert again.returncode == 0, again.stderr
        front.process.signal(signal.SIGTERM)
        assert front.process.end() == (0, "")
    with serving("front", "--replay", str(path), "--speed", "max") as front:
        played = run("ticks", front.md, "rb2701", "ag2612", "--count", "30", "--format", "csv")
        assert played.returncode == 0, played.stderr
    path.write_text(played.stdout)
    assert list(read_ticks(path)) == records


def _recording(path: Path, rows: int) -> Path:
    header = "TradingDay,InstrumentID,UpdateTime,UpdateMillisec,LastPrice,ActionDay\n"
    lines = [
        f"20260302,rb2605,09:{n // 60:02d}:{n % 60:02d},0,{3100 + n % 9}.0,20260302\n" for n in range(rows)
    ]
    path.write_text(header + "".join(lines))
    return path


def test_what_was_left_out_of_a_recording_is_said(tmp_path: Path) -> None:
    path = _recording(tmp_path / "ticks.csv", 20)
    path.write_text(path.read_text()[:-30])
    with serving("front", "--replay", str(path), "--speed", "max") as front:
        played = run("ticks", front.md, "rb2605", "--count", "19", "--format", "csv")
        assert played.returncode == 0, played.stderr
        front.process.signal(signal.SIGTERM)
        front.process.end()
    assert "line 21, the last one, is cut" in " ".join(front.process.errors.split())


@pytest.mark.anyio
@pytest.mark.parametrize("terminal", [True, False])
async def test_a_bar_shows_how_far_a_recording_is(tmp_path: Path, terminal: bool) -> None:
    shown = io.StringIO()
    console = Console(file=shown, force_terminal=terminal, width=100)
    front = Front(replay=_recording(tmp_path / "ticks.csv", 50), speed=5.0)
    async with replay_bar(front.replay, console), front:
        assert front.replay is not None
        assert (front.replay.played, front.replay.rows) == (0, 50)
        with anyio.fail_after(TIMEOUT):
            while terminal and "20260302 --:--:--" not in shown.getvalue():
                await anyio.sleep(0.02)
            async with actp.MdClient(front.md_address, broker_id="9999") as md:
                async for tick in md.ticks("rb2605"):
                    if tick.update_time >= "09:00:20" and (
                        not terminal or "20260302 09:00" in shown.getvalue()
                    ):
                        break
    assert ("20260302 09:00" in shown.getvalue()) is terminal
    assert (not shown.getvalue()) is not terminal


def test_json_lines(served: Served) -> None:
    ran = run("ticks", served.md, "rb2701", "--count", "3", "--format", "jsonl")
    assert ran.returncode == 0, ran.stderr
    ticks = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(ticks) == 3
    for tick in ticks:
        assert tick["instrument_id"] == "rb2701"
        assert tick["settlement_price"] is None
        assert tick["session"] == 1
        assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00", tick["exchange_time"])


def test_table_without_a_terminal_is_printed_once(served: Served) -> None:
    ran = run("ticks", served.md, "rb2701", "ag2612", "--count", "8", "--format", "table", COLUMNS="120")
    assert ran.returncode == 0, ran.stderr
    head, *rows, caption = ran.stdout.splitlines()
    assert head.split() == [
        "instrument",
        "time",
        "last",
        "change",
        "%",
        "bid",
        "ask",
        "volume",
        "open",
        "int.",
        "latency",
    ]
    assert [row.split()[0] for row in rows] == ["ag2612", "rb2701"]
    assert caption.split() == ["CLOSED", "8", "ticks"]


def test_a_narrow_table_leaves_columns_out(served: Served) -> None:
    ran = run("ticks", served.md, "rb2701", "--count", "6", "--format", "table", COLUMNS="70")
    head, row, _ = ran.stdout.splitlines()
    assert "open int." not in head
    assert head.split()[:3] == ["instrument", "time", "last"]
    assert "…" not in row


def test_seconds_end_it(served: Served) -> None:
    ran = run("ticks", served.md, "rb2701", "--seconds", "0.5")
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("TradingDay,")


def test_fewer_ticks_than_counted_are_an_error(served: Served) -> None:
    ran = run("ticks", served.md, "rb2702", "--seconds", "0.3", "--count", "5")
    assert ran.returncode == 1
    assert ran.stderr.endswith("error: only 0 of 5 ticks came within 0.3 s\n")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_quietly(served: Served, number: signal.Signals, code: int, tmp_path: Path) -> None:
    with Process("ticks", served.md, "rb2701", TMPDIR=str(tmp_path)) as ticks:
        assert ticks.line().startswith("TradingDay,")
        assert ",rb2701," in ticks.line()
        ticks.signal(number)
        assert ticks.end()[0] == code
        assert "Traceback" not in ticks.errors
        assert "error" not in ticks.errors
    assert not list(tmp_path.iterdir())  # CTP's object was released, its flow folder is gone


def test_a_closed_pipe_ends_it_quietly(served: Served) -> None:
    with subprocess.Popen(
        [*ACTP, "ticks", served.md, "rb2701"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment(),
    ) as ticks:
        assert ticks.stdout is not None
        assert ticks.stderr is not None
        assert ticks.stdout.readline().startswith("TradingDay,")
        ticks.stdout.close()
        errors = ticks.stderr.read()
        assert ticks.wait(TIMEOUT) == 141
    assert "CLOSED" in errors
    assert "Traceback" not in errors
    assert "BrokenPipe" not in errors


def test_events_of_a_reconnect_go_to_standard_error() -> None:
    with serving(*FRONT) as front, Process("ticks", front.md, "rb2701", "--format", "jsonl") as ticks:
        assert json.loads(ticks.line())["session"] == 1
        front.process.signal(signal.SIGUSR1)
        front.process.until_error(r"cut 1 connection")
        ticks.until_error(r"RECONNECTING  0x1001 ")
        ticks.until_error(r"READY  ReqUserLogin accepted, session 2")
        while json.loads(ticks.line())["session"] == 1:
            pass
        front.process.until_error(r"md client \S+ \(CTP \S+\) logged in", 2)


def test_a_refused_connection_is_one_red_line() -> None:
    with socket.socket() as keeper:
        keeper.bind(("127.0.0.1", 0))  # bound, not listening: refused, and nobody else's
        address = f"tcp://127.0.0.1:{keeper.getsockname()[1]}"
        ran = run("ticks", f"sim{address[3:]}", "rb2701")
    assert ran.returncode == 1
    assert ran.stdout == ""
    connecting, error = ran.stderr.splitlines()
    assert "CONNECTING" in connecting
    assert re.match(r"error: no front can be reached: .*connection refused.*Check address and port", error)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ticks", "127.0.0.1:1", "rb2701"], "error: front address '127.0.0.1:1' has no scheme. Write it as"),
        (
            ["ticks", "tcp://127.0.0.1:1", "rb2701", "--library", "/nowhere"],
            "error: library='/nowhere': no such file",
        ),
        (["front", "--speed", "fast"], "error: --speed is a number or 'max', not 'fast'"),
        (["front", "--instruments", "nonsense"], "error: instrument 'nonsense' is not a contract"),
        (["front", "--instruments", " , "], "error: --instruments names no contract"),
        (["front", "--replay", "/nowhere.csv"], "error: replay /nowhere.csv:"),
        (
            ["front", "--replay", "/nowhere.csv", "--seed", "1"],
            "error: --seed, --instruments and --sessions are for",
        ),
        (["front", "--trading-day", "tomorrow"], "error: 'tomorrow' is not a date"),
    ],
)
def test_errors_are_one_line(arguments: list[str], message: str) -> None:
    ran = run(*arguments)
    assert ran.returncode == 1
    assert ran.stdout == ""
    line = ran.stderr.splitlines()[-1]
    assert line.startswith(message)
    assert "Traceback" not in ran.stderr


def test_the_password_shows_nowhere() -> None:
    secret = "correct-horse-battery"
    for arguments, changes in (
        (["--password", secret], {}),
        ([], {"ACTP_PASSWORD": secret}),
    ):
        ran = run(
            "--verbose",
            "ticks",
            "tcp://127.0.0.1:1",
            "rb2701",
            "--user",
            "me",
            "--library",
            "/nowhere",
            *arguments,
            **changes,
        )
        assert ran.returncode == 1
        assert secret not in ran.stdout + ran.stderr
    assert secret not in run("ticks", "--help", ACTP_PASSWORD=secret).stdout


def test_the_password_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def client(*arguments: Any, **options: Any) -> None:
        given.update(options)
        raise ActpError("seen")

    monkeypatch.setattr(actp, "MdClient", client)
    result = CliRunner().invoke(
        app,
        ["ticks", "tcp://a:1", "rb2701", "--user", "u", "--broker", "9999", "--evaluation"],
        env={"ACTP_PASSWORD": "from the environment"},
    )
    assert result.exit_code == 1
    assert result.stderr == "error: seen\n"
    assert given["password"] == "from the environment"
    assert (given["user_id"], given["broker_id"], given["production_mode"]) == ("u", "9999", False)


def test_live_table_on_a_terminal(served: Served) -> None:
    with Terminal("ticks", served.md, "rb2701", "ag2612", columns=120) as terminal:
        terminal.until(r"READY.*session 1")
        terminal.until(r"instrument +time +last +change")
        terminal.until(r"ag2612 [^\n]*\nrb2701 [^\n]*\nREADY  \d+ ticks")
        terminal.until(r"READY  \d+ ticks")
        assert "\x1b[1A" in terminal.text  # drawn over itself
        terminal.signal(signal.SIGINT)
        assert terminal.end() == 130
        assert "Traceback" not in terminal.text
        assert terminal.text.endswith("\x1b[?25h")  # the cursor is back


# -- front --------------------------------------------------------------------------------------


def test_front_prints_its_addresses_and_ends_on_a_signal() -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with serving(*FRONT) as front:
            assert [kind for kind, _ in front.addresses] == ["md", "md", "trader", "trader"]
            assert front.md_tcp == front.md.replace("sim://", "tcp://", 1)
            assert front.trader_tcp == front.trader.replace("sim://", "tcp://", 1)
            assert front.md != front.trader
            front.process.signal(number)
            assert front.process.end() == (0, "")
            assert "Traceback" not in front.process.errors


def test_front_on_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("front", "--md-port", str(port))
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith(f"error: the front cannot listen on 127.0.0.1:{port}: ")
    assert "in use" in ran.stderr


def test_front_on_a_given_port_and_day() -> None:
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))
        port = keeper.getsockname()[1]
        with serving(*FRONT, "--md-port", str(port), "--trading-day", "20261105") as front:
            assert front.md.startswith(f"sim://127.0.0.1:{port}?")
            ran = run("ticks", front.md, "rb2701", "--count", "1", "--format", "jsonl")
    assert json.loads(ran.stdout)["trading_day"] == "20261105"


def test_front_with_a_journal_and_a_virtual_clock(tmp_path: Path) -> None:
    ran = run("front", "--virtual")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "nobody could move time" in ran.stderr
    path = tmp_path / "journal"
    options = ("--journal", str(path), "--trading-day", "20261105", "--market-start", "21:00:00")
    with serving(*FRONT, "--virtual", "--control", *options) as front:
        ran = run("ticks", front.md, "rb2701", "--count", "1", "--format", "jsonl")
        front.process.signal(signal.SIGTERM)
        assert front.process.end()[0] == 0
    assert json.loads(ran.stdout)["update_time"] == "20:59:00"
    lines = [json.loads(line) for line in path.read_bytes().splitlines()]
    assert {line["time"] for line in lines} == {"20261104 20:59:00.000"}
    assert lines[0]["event"] == "day"
    ran = run("front", "--journal", str(tmp_path))
    assert (ran.returncode, ran.stderr[:7]) == (1, "error: ")


# -- sim-library --------------------------------------------------------------------------------

FILES = ["libthostmduserapi_se.so", "libthosttraderapi_se.so"]


def test_library_versions_are_listed() -> None:
    ran = run("sim-library", "--list")
    assert ran.returncode == 0
    assert tuple(ran.stdout.split()) == VERSIONS


def test_written_library_serves_as_the_vendors(served: Served, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "ctp"
    ran = run("sim-library", "--api", "6.7.2", str(folder), "--front", served.md_tcp)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == [str(folder / name) for name in FILES]
    assert f"register {served.md_tcp}" in ran.stderr
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert open_library("md", folder / FILES[0]).version == "6.7.2"
    assert open_library("trader", folder / FILES[1]).version == "6.7.2"
    ticks = run("ticks", served.md_tcp, "rb2701", "--count", "2", "--library", str(folder))
    assert ticks.returncode == 0, ticks.stderr
    assert len(ticks.stdout.splitlines()) == 3


def test_library_is_not_overwritten_unasked(tmp_path: Path) -> None:
    (tmp_path / FILES[1]).write_bytes(b"the vendor's")
    ran = run("sim-library", str(tmp_path))
    assert ran.returncode == 1
    assert re.search(rf"error: .* has {FILES[1]} already.*--force\n$", ran.stderr)
    assert (tmp_path / FILES[1]).read_bytes() == b"the vendor's"
    assert not (tmp_path / FILES[0]).exists()
    assert run("sim-library", "--force", str(tmp_path)).returncode == 0
    assert open_library("trader", tmp_path / FILES[1]).version == VERSIONS[-1]


def test_unknown_library_version_names_the_nearest(tmp_path: Path) -> None:
    ran = run("sim-library", "--api", "6.7.12", str(tmp_path))
    assert ran.returncode == 1
    assert (
        "error: no simulated library for CTP 6.7.12: the nearest that actp describes are 6.7.11 and 6.7.13"
        in ran.stderr
    )
    assert not list(tmp_path.iterdir())


def test_library_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    ran = run("sim-library", str(tmp_path / "file" / "folder"))
    assert ran.returncode == 1
    assert re.match(r"error: .*cannot be written: Not a directory\n$", ran.stderr)


def test_library_without_a_folder() -> None:
    ran = run("sim-library")
    assert ran.returncode == 2
    assert "name the folder to write into" in ran.stderr


# -- doctor -------------------------------------------------------------------------------------

STEPS = ["address", "library", "TCP", "handshake", "login"]


def steps_of(text: str) -> dict[str, str]:
    """How each step went."""
    return {m[2]: m[1] for m in re.finditer(r"^(ok|FAILS|-) +(\w+) +\S", text, re.MULTILINE)}


def test_doctor_finds_all_well(served: Served) -> None:
    ran = run("doctor", served.md, "--instrument", "rb2701", "--user", "u", "--broker", "9999")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert steps_of(ran.stdout) == dict.fromkeys([*STEPS, "subscription"], "ok")
    assert f"CTP {VERSIONS[-1]} (actp's own)" in ran.stdout
    assert re.search(r"first tick of rb2701 after \d+ m?s: \d+ at \d\d:\d\d:\d\d", ran.stdout)


def test_doctor_and_an_unknown_instrument(served: Served) -> None:
    ran = run("doctor", served.md, "--instrument", "RB2701", "--timeout", "1")
    assert ran.returncode == 1
    assert steps_of(ran.stdout) == dict.fromkeys(STEPS, "ok") | {"subscription": "FAILS"}
    assert "accepted, but no tick of RB2701 within 1 s" in ran.stdout
    assert "Case matters" in ran.stdout


@contextmanager
def scripted(code: str) -> Iterator[list[str]]:
    """A front made by a program of its own, which prints its addresses and ends with standard input."""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as front:
        assert front.stdout is not None
        assert front.stdin is not None
        try:
            yield front.stdout.readline().split()
        finally:
            front.stdin.close()
            assert front.wait(TIMEOUT) == 0


REFUSING = """
import sys, anyio, actp
async def main():
    async with actp.sim.Front() as front:
        with front.refuse_login(3):
            print(front.md_address, flush=True)
            await anyio.to_thread.run_sync(sys.stdin.read)
anyio.run(main)
"""


def test_doctor_and_a_refused_login() -> None:
    account = ["--user", "u", "--broker", "9999"]
    with scripted(REFUSING) as (address,):
        ran = run("doctor", address, *account, "--instrument", "rb2701", ACTP_PASSWORD="wrong")
    assert ran.returncode == 1
    assert steps_of(ran.stdout) == dict.fromkeys(STEPS[:4], "ok") | {"login": "FAILS", "subscription": "-"}
    assert "ReqUserLogin refused with CTP error 3" in ran.stdout
    assert "Check broker_id, user_id and password" in ran.stdout


TRADING = """
import sys, anyio, actp
from actp.sim import Account
ACCOUNTS = [
    Account("plain", "the-password"),
    Account("client", "the-password", app_id="app_1.0", auth_code="the-auth-code"),
    Account("new", "the-password", first_login=True),
]
async def main():
    async with actp.sim.Front(accounts=ACCOUNTS) as front:
        print(front.trader_address, front.md_address, flush=True)
        await anyio.to_thread.run_sync(sys.stdin.read)
anyio.run(main)
"""
TRADING_STEPS = [*STEPS[:4], "authenticate", "login", "settlement"]


@pytest.fixture(scope="module")
def trading() -> Iterator[list[str]]:
    with scripted(TRADING) as addresses:
        yield addresses


def trading_doctor(
    address: str, user: str, *more: str, password: str = "the-password", auth_code: str = ""
) -> subprocess.CompletedProcess[str]:
    who = ["--trader", "--broker", "9999", "--user", user]
    ran = run("--verbose", "doctor", address, *who, *more, ACTP_PASSWORD=password, ACTP_AUTH_CODE=auth_code)
    for secret in filter(None, (password, auth_code)):
        assert secret not in ran.stdout + ran.stderr
    return ran


def test_doctor_finds_trading_well_and_confirms_nothing(trading: list[str]) -> None:
    for _ in range(2):
        ran = trading_doctor(trading[0], "client", "--app-id", "app_1.0", auth_code="the-auth-code")
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert steps_of(ran.stdout) == dict.fromkeys(TRADING_STEPS, "ok")
        assert "libthosttraderapi_se" in ran.stdout
        assert "not confirmed yet: until it is, orders are refused with CTP error 42" in ran.stdout


def test_doctor_sees_the_settlement_confirmed(trading: list[str]) -> None:
    async def confirm() -> None:
        async with actp.TraderClient(
            trading[0], broker_id="9999", user_id="plain", password="the-password", follow_positions=False
        ):
            pass

    anyio.run(confirm)
    ran = trading_doctor(trading[0], "plain")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert steps_of(ran.stdout) == dict.fromkeys(TRADING_STEPS, "ok") | {"authenticate": "-"}
    assert re.search(r"settlement +confirmed on \d{8} at \d\d:\d\d:\d\d", ran.stdout)


@pytest.mark.parametrize(
    ("user", "more", "given", "failing", "message"),
    [
        ("client", ["--app-id", "app_1.0"], {"auth_code": "another-code"}, "authenticate", "CTP error 63"),
        ("client", [], {}, "login", "Give --app-id, and the auth code in ACTP_AUTH_CODE"),
        ("plain", [], {"password": "another-password"}, "login", "CTP error 3 "),
        ("new", [], {}, "login", "change the password with TraderClient.change_password()"),
        ("", [], {}, "login", "Give --broker and --user, the password in ACTP_PASSWORD"),
    ],
)
def test_doctor_and_a_refused_trader(
    trading: list[str], user: str, more: list[str], given: dict[str, str], failing: str, message: str
) -> None:
    ran = trading_doctor(trading[0], user, *more, **given)
    assert ran.returncode == 1
    steps = steps_of(ran.stdout)
    assert [step for step, how in steps.items() if how == "FAILS"] == [failing]
    assert message in ran.stdout
    assert steps.get("settlement", "-") == "-"


@pytest.mark.parametrize(
    ("given", "more", "says"),
    [
        ({"auth_code": "the-auth-code\n"}, ("--app-id", "app_1.0"), "auth_code= ends in a newline"),
        ({"auth_code": "x" * 17}, ("--app-id", "app_1.0"), "auth_code= takes 16 bytes at most"),
        ({"auth_code": "some-code"}, ("--app-id", "x" * 33), "app_id= takes 32 bytes at most"),
        ({"password": "x" * 41}, (), "password= takes 40 bytes at most"),
    ],
)
def test_doctor_and_credentials_that_do_not_fit(
    trading: list[str], given: dict[str, str], more: tuple[str, ...], says: str
) -> None:
    ran = trading_doctor(trading[0], "client", *more, **given)
    assert ran.returncode == 1
    assert re.search(rf"FAILS +account +{says}", ran.stdout)
    assert "It is what " in ran.stdout
    assert "service hours" not in ran.stdout
    assert "Traceback" not in ran.stderr


def test_doctor_tells_trading_from_market_data(trading: list[str]) -> None:
    trader, md = trading
    ran = trading_doctor(md, "plain")
    assert steps_of(ran.stdout)["login"] == "FAILS"
    assert "or leave --trader out" in ran.stdout
    ran = run("doctor", trader, "--user", "plain", "--broker", "9999")
    assert steps_of(ran.stdout)["login"] == "FAILS"
    assert "or give --trader" in ran.stdout


@pytest.mark.parametrize("arguments", [["--trader", "--instrument", "rb2701"], ["--app-id", "app_1.0"]])
def test_doctor_refuses_options_of_the_other_kind(arguments: list[str]) -> None:
    ran = run("doctor", "tcp://127.0.0.1:1", *arguments)
    assert ran.returncode == 2
    assert "--trader" in ran.stderr


def test_doctor_and_nobody_listening(tmp_path: Path) -> None:
    library = written_library(tmp_path)
    with socket.socket() as keeper:
        keeper.bind(("127.0.0.1", 0))
        ran = run("doctor", f"tcp://127.0.0.1:{keeper.getsockname()[1]}", "--library", library)
    assert ran.returncode == 1
    assert steps_of(ran.stdout) == {
        "address": "ok",
        "library": "ok",
        "TCP": "FAILS",
        "handshake": "-",
        "login": "-",
    }
    assert "connection refused: nothing listens there" in ran.stdout
    assert "Check address and port with the broker" in ran.stdout
    assert f"(--library): {library}" in ran.stdout


def silent(connection: socket.socket) -> None:
    while connection.recv(4096):
        pass


def closing(connection: socket.socket) -> None:
    """Nothing."""


def junk(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 4)
    silent(connection)


@contextmanager
def peer(behaviour: Callable[[socket.socket], None]) -> Iterator[int]:
    """A listener that is no CTP front; each connection on a thread."""
    threads: list[threading.Thread] = []

    def handle(connection: socket.socket) -> None:
        with connection:
            try:
                behaviour(connection)
            except OSError:
                return

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=handle, args=(connection,))
            thread.start()
            threads.append(thread)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        acceptor = threading.Thread(target=accept)
        acceptor.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            acceptor.join(TIMEOUT)
    for thread in threads:
        thread.join(TIMEOUT)


def written_library(folder: Path) -> str:
    assert run("sim-library", "--api", "6.7.11", str(folder)).returncode == 0
    return str(folder / FILES[0])


def vendor_installed() -> bool:
    """Asked of the metadata: importing the package runs its code, which ends the process on some systems."""
    try:
        return distribution("openctp-ctp") is not None
    except PackageNotFoundError:
        return False


HANDSHAKES = [
    (silent, "somebody listens, but did not answer CTP's handshake within 2.5 s"),
    (closing, "TCP connects, but CTP's handshake fails (last: 0x1001 network read failed"),
    (junk, "TCP connects, but CTP's handshake fails (last: 0x2003 a bad packet was received)"),
]


@pytest.mark.parametrize(("behaviour", "message"), HANDSHAKES)
@pytest.mark.parametrize("kind", ["simulated", pytest.param("vendor", marks=pytest.mark.vendor)])
def test_doctor_and_a_listener_that_is_no_front(
    behaviour: Callable[[socket.socket], None], message: str, kind: str, tmp_path: Path
) -> None:
    if kind == "vendor":
        if not vendor_installed():
            pytest.skip("the vendor's library is not installed")
        where: list[str] = []
    else:
        where = ["--library", written_library(tmp_path)]
    with peer(behaviour) as port:
        ran = run("doctor", f"tcp://127.0.0.1:{port}", "--timeout", "2.5", *where)
    assert ran.returncode == 1, ran.stdout
    assert steps_of(ran.stdout) == {
        "address": "ok",
        "library": "ok",
        "TCP": "ok",
        "handshake": "FAILS",
        "login": "-",
    }
    assert message in ran.stdout
    assert "or try --evaluation" in ran.stdout
    assert "OnSessionDisconnected" not in ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("arguments", "changes", "failing", "message"),
    [
        (["127.0.0.1:1"], {}, ["address"], "has no scheme"),
        (["tcp://127.0.0.1:1", "--library", "/nowhere"], {}, ["library", "TCP"], "no such file or folder"),
        (
            ["tcp://127.0.0.1:1"],
            {"ACTP_CTP_LIBRARY": "/bin/sh"},
            ["library", "TCP"],
            "cannot be opened as a library",
        ),
        (["sim://127.0.0.1:1", "--library", "/bin/sh"], {}, ["library", "TCP"], "give no --library with it"),
    ],
)
def test_doctor_goes_on_where_it_can(
    arguments: list[str], changes: dict[str, str], failing: list[str], message: str
) -> None:
    ran = run("doctor", *arguments, "--timeout", "2", **changes)
    assert ran.returncode == 1
    assert [step for step, how in steps_of(ran.stdout).items() if how == "FAILS"] == failing
    assert message in ran.stdout


# -- a terminal ---------------------------------------------------------------------------------


class Terminal:
    """A command on a pseudo-terminal. `text` is what it has written."""

    def __init__(self, *arguments: str, columns: int = 100) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
        changed = environment()
        del changed["COLUMNS"]
        self._process = subprocess.Popen(
            [*ACTP, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=changed
        )
        os.close(theirs)
        self._bytes = b""
        self._from = 0

    @property
    def text(self) -> str:
        return self._bytes.decode("utf-8", "replace")

    @property
    def plain(self) -> str:
        """The text without control sequences."""
        return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", self.text)

    def _read(self, timeout: float) -> bool:
        """Whether there is more to come."""
        if not select.select([self._ours], [], [], timeout)[0]:
            raise AssertionError(f"the terminal shows no more than ... {self.plain[-1000:]!r}")
        try:
            read = os.read(self._ours, 65536)
        except OSError:  # the other side is closed
            return False
        self._bytes += read
        return bool(read)

    def until(self, pattern: str, timeout: float = TIMEOUT) -> None:
        """Read on until the pattern is met, behind the last one."""
        deadline = time.monotonic() + timeout
        while not (found := re.compile(pattern, re.DOTALL).search(self.plain, self._from)):
            assert self._read(max(deadline - time.monotonic(), 0.0)), f"{pattern!r}: {self.plain[-1000:]!r}"
        self._from = found.end()

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def end(self) -> int:
        while self._read(TIMEOUT):
            pass
        return self._process.wait(TIMEOUT)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(TIMEOUT)
        os.close(self._ours)
