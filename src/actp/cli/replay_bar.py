"""How far a recording has been read and played, as a bar on a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from actp.sim import Replay

__all__ = ["replay_bar"]

_REDRAW = 0.25


@asynccontextmanager
async def replay_bar(replay: Replay | None, console: Console) -> AsyncIterator[None]:
    """While the block runs. Nothing without a recording, or where the console is no terminal.

    What else goes to the terminal meanwhile is to be printed by `console`.
    """
    if replay is None or not console.is_terminal:
        yield
        return
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        console=console, transient=True, auto_refresh=False,
    )  # fmt: skip
    with bar:
        async with anyio.create_task_group() as group:
            group.start_soon(_draw, replay, bar)
            yield
            group.cancel_scope.cancel()


async def _draw(replay: Replay, bar: Progress) -> None:
    task = bar.add_task("reading", total=None)
    while not replay.done:
        if replay.rows:
            text = f"{replay.trading_day} {replay.clock}"
            bar.update(task, description=text, completed=replay.played, total=replay.rows)
        else:
            done, size = replay.scanned
            bar.update(task, description="reading", completed=done, total=size or None)
        bar.refresh()
        await anyio.sleep(_REDRAW)
    bar.remove_task(task)
    bar.refresh()
