"""How a command runs and ends: signals, errors, broken pipes, and whose lines reach standard output."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TextIO

import anyio
import typer
from anyio.abc import TaskStatus
from rich.console import Console
from rich.text import Text

from actp._text import printable
from actp.errors import ActpError

__all__ = [
    "BROKEN_PIPE",
    "Stop",
    "claim_stdout",
    "console",
    "fail",
    "fail_io",
    "forget_stdout",
    "run",
    "stderr",
]

BROKEN_PIPE = 128 + signal.SIGPIPE


def console(file: TextIO, *, soft_wrap: bool = False) -> Console:
    """A console that takes text as it is: what a front says is no markup."""
    return Console(file=file, highlight=False, markup=False, emoji=False, soft_wrap=soft_wrap)


def stderr() -> Console:
    """Standard error as it is now; lines are not wrapped, so that each stays one line in a file."""
    return console(sys.stderr, soft_wrap=True)


def fail(message: str) -> None:
    """One red line on standard error."""
    stderr().print(Text.assemble(("error: ", "bold red"), (printable(message), "red")))


def fail_io(error: OSError) -> None:
    """The line for what the system did not do; without a file's name it is standard output that is full."""
    with suppress(OSError):
        fail(f"{error.filename or 'standard output'}: {error.strerror or error}")


class Stop(Exception):
    """A signal asked the command to end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run(main: Callable[[], Awaitable[int]], *, stopping: bool = False) -> None:
    """Run a command and exit with the code it returns.

    An ActpError is one line and code 1. SIGINT and SIGTERM cancel the command, which then cleans up;
    the code is 128 + the signal's number, or 0 if `stopping` is the command's ordinary end.
    """
    try:
        code = anyio.run(_until_signal, main)
    except Exception as error:
        match cause := _single(error):
            case ActpError():
                fail(str(cause))
                raise typer.Exit(1) from None
            case Stop():
                raise typer.Exit(0 if stopping else 128 + cause.number) from None
            case BrokenPipeError():
                forget_stdout()
                raise typer.Exit(BROKEN_PIPE) from None
            case OSError():
                forget_stdout()
                fail_io(cause)
                raise typer.Exit(1) from None
            case _:
                raise
    raise typer.Exit(code)


def _single(error: BaseException) -> BaseException:
    """What a task group's error is about, where it is one thing."""
    inner: Sequence[BaseException] = getattr(error, "exceptions", ())
    return _single(inner[0]) if len(inner) == 1 else error


async def _until_signal(main: Callable[[], Awaitable[int]]) -> int:
    async def watch(*, task_status: TaskStatus[None]) -> None:
        # Left at the first signal: a second Ctrl-C gets through even if cleaning up should hang.
        with anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
            task_status.started()
            number = await anext(aiter(signals))
        raise Stop(number)

    async with anyio.create_task_group() as group:
        await group.start(watch)
        code = await main()
        group.cancel_scope.cancel()
    return code


@contextmanager
def claim_stdout(others: int | str) -> Iterator[TextIO]:
    """Standard output for the command alone.

    CTP's library prints lines of its own on file descriptor 1. They go to `others` (a descriptor or a
    file) from now on. Where sys.stdout is not descriptor 1, as in a test, it is given as it is.
    """
    try:
        number = sys.stdout.fileno()
    except io.UnsupportedOperation:
        number = -1
    if number != 1:
        yield sys.stdout
        return
    sys.stdout.flush()
    ours = os.fdopen(os.dup(1), "w", encoding=sys.stdout.encoding, errors="replace", newline="")
    if isinstance(others, int):
        os.dup2(others, 1)
    else:
        target = os.open(others, os.O_WRONLY | os.O_APPEND)
        os.dup2(target, 1)
        os.close(target)
    try:
        yield ours
    finally:
        # Descriptor 1 is not given back: the library's lines may be flushed as late as at exit.
        with suppress(BrokenPipeError):
            ours.close()


def forget_stdout() -> None:
    """Nobody reads any more: what is still buffered must not fail again when the interpreter ends."""
    null = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(null, sys.stdout.fileno())
    except (io.UnsupportedOperation, OSError, ValueError):
        return
    finally:
        os.close(null)
