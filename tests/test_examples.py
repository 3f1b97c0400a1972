"""Every example runs as its reader would run it, and says the thing it is about."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import anyio
import pytest

from actp.sim import Front

EXAMPLES = Path(__file__).parent.parent / "examples"
TIMEOUT = 50

SAYS = {
    "pitfall_main_ends": [
        r"READY; CTP's threads are at work",
        r"ticks processed: 0\n",
        r"ResourceWarning: <MdClient .*was dropped without close\(\)",
        r"exit code 0:",
    ],
    "remedy_run_forever": [
        r"ag2612 9103\.0\n",
        r"6 ticks are enough",
        r"run_forever\(\) has returned, the client is CLOSED\n$",
    ],
    "network_failure": [
        r"session 1: rb2701",
        r"cuts the connection",
        r"READY → RECONNECTING: 0x1001",
        r"LOGGING_IN → READY",
        r"session 2: rb2701",
        r"resubscribed without a line of code: \['ag2612', 'rb2701'\]",
        r"→ CLOSED",
    ],
    "query_everything": [
        r"instruments at CFFEX, CZCE, DCE, GFEX, INE, SHFE\n",
        r"account demo: balance 1,000,000\.00",
        r"\n0 positions, 0 orders, 0 trades\n",
        r"Settlement Statement",
    ],
    "place_and_follow_an_order": [
        r"at the exchange: NO_TRADE_QUEUEING\n",
        r"cut off: UNKNOWN, in doubt: True\n",
        r"back, and cancelled: CANCELED\n",
        r"traded \d at 3\d\d\d\n",
        r"refused by CTP with 51 OVER_CLOSEYESTERDAY_POSITION\n",
        r"closed\n4 orders, \d trades today\n$",
    ],
    "market_maker": [
        r"bought 1 at 3\d\d\d, holding \+1\n",
        r"sold 1 at 3\d\d\d, holding",
        r"[1-9]\d* trades, [1-9]\d* orders, 0 still in the market\n",
        r"holding [+-]\d, balance [\d,]+\.\d\d\n$",
    ],
    "stop_loss_take_profit": [
        r"bought 3 at 3\d\d\d",
        r"take profit at 3\d\d\d, stop at 3\d\d\d\n",
        r": stop\nclosed with a loss\n",
        r"3 lots closed, 0 held\n",
        r"close profit -\d",
    ],
    "certification_run": [
        r" authenticated, logged in +day 20\d{6}",
        r"order at the exchange +NO_TRADE_QUEUEING 0/1 front 1 session -?\d+ ref \d+ sys \d+\n",
        r"order cancelled +CANCELED 0/1",
        r"refused: 26 INSUITABLE_ORDER_STATUS\n",
        r"order traded +ALL_TRADED 2/2",
        r"refused: 16 INSTRUMENT_NOT_FOUND\n",
        r"refused: 31 INSUFFICIENT_MONEY\n",
        r"refused by the exchange +refused: .*涨停板\n",
        r"position closed +ALL_TRADED 2/2",
        r"ReqUserLogout +logged out\n18 steps passed\n$",
    ],
    "whole_day": [
        r"trading day 20260302 begins on Friday, 20:59:00\n",
        r"\n(\d\d:\d\d:00 (buy |sell) 1 at \d{4}\n)+",
        r"Settlement Statement",
        r"手 续 费 Commission： +[1-9]\d*\.\d\d",
        r"成交记录 Transaction Record",
        r"trading day 20260303: balance \d+\.\d\d brought forward\n",
        r"the last order has expired, 0 of 1 lots traded\n$",
    ],
    "test_with_events": [r"2 passed"],
    "record_and_replay": [r"recorded 40 ticks", r"replayed 40 ticks; the same: True\n$"],
    "conflate": [r"passed over [1-9]\d*, behind 0 times\n", r"the other stream read all [1-9]\d*\n$"],
}
INTERRUPTED = {"bot_with_other_tasks"}


def command(name: str) -> list[str]:
    return [sys.executable, "-W", "error", str(EXAMPLES / f"{name}.py")]


def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "TMPDIR": str(tmp_path), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}


def run(arguments: list[str], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """A program that ends by itself, and well."""
    ran = subprocess.run(
        arguments,
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran


def test_every_example_is_run() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.py")} == SAYS.keys() | INTERRUPTED


@pytest.mark.parametrize("name", SAYS)
def test_example(name: str, tmp_path: Path) -> None:
    ran = run(command(name), tmp_path)
    assert ran.stderr == ""
    at = 0
    for pattern in SAYS[name]:
        found = re.compile(pattern).search(ran.stdout, at)
        assert found, f"{pattern!r} is not in (the rest of)\n{ran.stdout}"
        at = found.end()
    assert not list(tmp_path.glob("actp-flow-*"))


def test_a_take_profit_is_taken(tmp_path: Path) -> None:
    ran = run([*command("stop_loss_take_profit"), "up"], tmp_path)
    assert "closed with a profit\n3 lots closed, 0 held\nclose profit +300.00\n" in ran.stdout


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_market_maker_leaves_no_order_behind(number: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen(
        [*command("market_maker"), "60"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as bot:
        assert bot.stdout is not None
        assert "bought" in bot.stdout.readline()
        bot.send_signal(number)
        rest, errors = bot.communicate(timeout=TIMEOUT)
    assert (bot.returncode, errors) == (0, "")
    assert f"{number.name}: no more quotes\n" in rest
    assert " orders, 0 still in the market\n" in rest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_bot_ends_cleanly_on_a_signal(number: signal.Signals, tmp_path: Path) -> None:
    with subprocess.Popen(
        command("bot_with_other_tasks"),
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as bot:
        assert bot.stdout is not None
        seen = {"bar": "", "timer": "", "connection: READY": ""}
        for line in bot.stdout:
            for start in seen:
                if line.startswith(start):
                    seen[start] = line
            if all(seen.values()):
                break
        bot.send_signal(number)
        rest, errors = bot.communicate(timeout=TIMEOUT)
    assert bot.returncode == 0, errors
    assert f"{number.name}: shutting down" in rest
    assert re.search(r"closed \(CLOSED\) with [1-9]\d* bars\n$", rest)
    assert errors == ""
    assert not list(tmp_path.glob("actp-flow-*"))


TUTORIAL = Path(__file__).parent.parent / "docs" / "tutorial" / "first-ticks.md"
BLOCKS = re.findall(
    r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_tutorial(number: int, tmp_path: Path) -> None:
    program, output = BLOCKS[number]
    is_test = "import pytest" in program
    path = tmp_path / ("test_block.py" if is_test else "block.py")
    path.write_text(program, encoding="utf-8")
    with_pytest = ["-m", "pytest", "-q", "-p", "no:asyncio"] if is_test else []
    ran = run([*command("")[:-1], *with_pytest, path.name], tmp_path)
    if is_test:
        assert "1 passed" in ran.stdout
    else:
        assert (ran.stdout, ran.stderr) == (output, "")


@pytest.mark.anyio
async def test_the_market_maker_survives_cuts(tmp_path: Path) -> None:
    async with Front(seed=1, speed=20, instruments=["rb2701"]) as front:
        done = anyio.Event()

        async def cut() -> None:
            while front.statistics().logins < 2:
                await anyio.sleep(0.05)
            for _ in range(20):
                await anyio.sleep(0.1)
                await front.disconnect()
            done.set()

        arguments = [*command("market_maker"), "5", front.md_address, front.trader_address]
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(cut)
            with anyio.fail_after(TIMEOUT):
                ran = await anyio.run_process(arguments, cwd=tmp_path, env=environment(tmp_path), check=False)
            tasks.cancel_scope.cancel()
    said = ran.stdout.decode()
    assert (ran.returncode, ran.stderr.decode()) == (0, ""), said
    assert done.is_set() and " 0 still in the market\n" in said, said
