"""Every Python block of the README files and docs/ runs as it stands, and every `actp` command line parses.

A block is a whole program. It runs in a process and an empty folder of its own, against a simulated front.
BROKER's addresses become that front's. A program that would run for ever is interrupted once it has printed
what EXPECTED has for it.
"""

from __future__ import annotations

import asyncio
import re
import shlex
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer.main

from actp.cli.app import app
from actp.sim import Front, Times

ROOT = Path(__file__).parent.parent
FILES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
BROKER: dict[str, Callable[[Front], str]] = {
    "tcp://broker:41213": lambda front: front.md_address,
    "tcp://broker:41205": lambda front: front.trader_address,
}
TIMEOUT = 50.0
pytestmark = pytest.mark.timeout(90)


@dataclass(frozen=True)
class Block:
    name: str
    """The file and the number of the block in it, from 1."""
    line: int
    language: str
    text: str


def blocks(*languages: str) -> list[Block]:
    found = []
    for file in FILES:
        number = 0
        for match in re.finditer(r"^```(\w+)\n(.*?)^```$", file.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            if match[1] in languages:
                number += 1
                line = match.string.count("\n", 0, match.start()) + 2
                found.append(Block(f"{file.relative_to(ROOT)}:{number}", line, match[1], match[2]))
    return found


@dataclass(frozen=True)
class Expected:
    says: tuple[str, ...]
    """Patterns that standard output has, one after the other."""
    ends: bool = True
    cut: bool = False
    """The front cuts its connections after the first pattern."""


TICKS = Expected((r"rb2610 3\d\d\d\.0 2026", r"ag2612 \d+\.0 2026"), ends=False)
ORDER = Expected((r"1000000\.0 0\n", r"(filled at|成交价) \[3\d\d\d\.0"))

EXPECTED = {
    "README.md:1": TICKS,
    "README.md:2": Expected(
        (r"3\d\d\d\.0\n", r"→ RECONNECTING", r"→ READY", r"3\d\d\d\.0\n"), False, cut=True
    ),
    "README.md:3": ORDER,
    "README.md:4": Expected(()),
    "README.md:5": Expected((r"1 passed",)),
    "README.zh-CN.md:1": TICKS,
    "README.zh-CN.md:2": ORDER,
    "docs/index.md:1": TICKS,
    "docs/how-to/simulated-front.md:1": Expected((r"\w+ \d+\.\d+\n", r"\w+ \d+\.\d+\n"), ends=False),
    "docs/how-to/simulated-front.md:2": Expected((r"^1 5 500000\.0\n",)),
    "docs/how-to/simulated-options.md:1": Expected((r"^m2701-C-2800 5\n",)),
    "docs/how-to/trading.md:1": Expected((r"\[3\d\d\d\.0",)),
    "docs/how-to/trading.md:2": Expected((r"^0 0\.\d+\n",)),
    "docs/how-to/trading.md:3": Expected(
        (r"Order\(", r"OrderStatus\.ALL_TRADED True", r"OrderStatus\.CANCELED")
    ),
    "docs/how-to/trading.md:4": Expected((r"^0 0 0 0\n0 0 0\n",)),
    "docs/how-to/whole-days.md:1": Expected((r"^\d{8}\n",)),
    "docs/how-to/whole-days.md:2": Expected((r"OrderStatus\.", r"OrderStatus\.", r"OrderStatus\.")),
    "docs/reference/records.md:1": Expected((r'"last_price": 3200\.0', r"^3200\.5 3201\.0\n1\n")),
    "docs/tutorial/first-ticks.md:1": Expected((r"(2026-\S+ \S+ \S+ \d+ \d+\n){6}|(.*\n){6}",)),
    "docs/tutorial/first-ticks.md:2": Expected((r"enough traded", r"CLOSED\n")),
    "docs/tutorial/first-ticks.md:3": Expected((r"RECONNECTING", r"ticks again", r"CLOSED")),
    "docs/tutorial/first-ticks.md:4": Expected((r"1 passed",)),
}
PROGRAMS = {block.name: block for block in blocks("python")}


def front() -> Front:
    return Front(
        seed=1,
        speed=10.0,
        trading_day="20260302",
        instruments=["rb2610", "ag2612"],
        times=Times.fast(),
    )


async def run(
    text: str, folder: Path, expected: Expected, serving: Front, limit: float = TIMEOUT
) -> tuple[str, str]:
    """What it printed on both streams. Fails unless it did as expected."""
    for written, address in BROKER.items():
        text = text.replace(written, address(serving))
    assert "://broker" not in text
    is_test = re.search(r"^(async )?def test_", text, re.MULTILINE) is not None
    (folder / "test_block.py").write_text(text, encoding="utf-8")
    arguments = ["-W", "error", "test_block.py"]
    if is_test:
        # Pytest takes no settings from above the folder.
        (folder / "pytest.ini").write_text("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
        arguments = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-u",
        *arguments,
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    out, cut = "", False

    async def read(stream: asyncio.StreamReader) -> None:
        nonlocal out, cut
        while line := await stream.readline():
            out += line.decode()
            if expected.cut and not cut and fits(expected.says[:1], out):
                cut = True
                await serving.disconnect()
            if not expected.ends and process.returncode is None and fits(expected.says, out):
                process.send_signal(signal.SIGINT)
                await stream.read()
                return

    try:
        _, errors = await asyncio.wait_for(asyncio.gather(read(process.stdout), process.stderr.read()), limit)
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    err = errors.decode()
    assert fits(expected.says, out), f"{out}\n{err}"
    if expected.ends:
        assert (code, err) == (0, ""), f"{out}\n{err}"
    else:
        ends = {(-signal.SIGINT, "KeyboardInterrupt")}
        if sys.version_info < (3, 11):
            ends.add((1, "asyncio.exceptions.CancelledError"))  # anyio.run() there
        assert (code, err.splitlines()[-1]) in ends, f"{out}\n{err}"
        assert "Warning" not in err, err
    return out, err


def fits(patterns: tuple[str, ...], text: str) -> bool:
    at = 0
    for pattern in patterns:
        if (match := re.compile(pattern, re.MULTILINE).search(text, at)) is None:
            return False
        at = match.end()
    return True


def test_every_block_has_its_line_here() -> None:
    assert set(PROGRAMS) == set(EXPECTED)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_python_block_runs(name: str, tmp_path: Path) -> None:
    async def main() -> None:
        async with front() as serving:
            await run(PROGRAMS[name].text, tmp_path, EXPECTED[name], serving)
            for order in serving.books("u").orders:
                assert order.order_status in ("0", "5"), "the program left a live order behind"

    asyncio.run(main())


@pytest.mark.parametrize("name", ["README.md:3", "README.zh-CN.md:2"])
def test_an_order_that_is_not_filled_in_time_is_withdrawn(name: str, tmp_path: Path) -> None:
    """On every Python: before 3.11 asyncio's TimeoutError is not the built-in one."""

    async def main() -> None:
        async with front() as serving:
            text = (
                PROGRAMS[name].text.replace("price=3200", "price=3000").replace("timeout=10", "timeout=0.3")
            )
            assert text.count("3000") == text.count("0.3") == 1
            await run(text, tmp_path, Expected((r"(withdrawn, traded|已撤单，已成交) 0\n",)), serving)
            (order,) = serving.books("u").orders
            assert order.order_status == "5"

    asyncio.run(main())


def test_a_block_that_fails_fails_its_test(tmp_path: Path) -> None:
    async def main() -> None:
        async with front() as serving:
            for text in ("raise ValueError", "import warnings\nwarnings.warn('x')", "print('other')"):
                with pytest.raises(AssertionError):
                    await run(text, tmp_path, Expected((r"^this\n",)), serving)
            with pytest.raises((TimeoutError, asyncio.TimeoutError)):
                text = "import time\ntime.sleep(60)"
                await run(text, tmp_path, Expected((), ends=False), serving, limit=1.0)

    asyncio.run(main())


# -- commands -----------------------------------------------------------------------------------------


def command_lines(program: str) -> list[Any]:
    """The lines of console and shell blocks that run a program, as `[program, argument, ...]`."""
    found = []
    for block in blocks("console", "bash"):
        for offset, text in enumerate(block.text.splitlines()):
            line = text.removeprefix("$ ") if block.language == "console" else text
            if (block.language == "console" and line == text) or not line.startswith(f"{program} "):
                continue
            found.append(pytest.param(shell_words(line), id=f"{block.name}+{offset}"))
    return found


def shell_words(line: str) -> list[str]:
    """The words of a command, up to the first redirection, pipe or separator."""
    words = []
    for word in shlex.split(line, comments=True):
        if re.match(r"\d?[|&;<>]", word):
            break
        words.append(word)
    return words


@pytest.mark.parametrize("words", command_lines("actp"))
def test_an_actp_command_parses(words: list[str]) -> None:
    group: Any = typer.main.get_command(app)
    command = group.commands[words[1]]
    with command.make_context(words[1], words[2:]):
        pass


@pytest.mark.parametrize("words", command_lines("make"))
def test_a_make_target_exists(words: list[str]) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in (word for word in words[1:] if "=" not in word):
        assert re.search(rf"^([\w.-]+ )*{target}( [\w.-]+)*:", makefile, re.MULTILINE), target


def test_an_unknown_option_is_found() -> None:
    with pytest.raises(Exception, match="No such option"):
        test_an_actp_command_parses(["actp", "ticks", "tcp://broker:41213", "rb2610", "--no-such-option"])
