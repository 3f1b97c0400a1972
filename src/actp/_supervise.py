"""Background work that goes on after an unexpected exception."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable, Coroutine
from types import MethodType
from typing import Any

__all__ = ["report", "supervised"]

Work = Callable[[], Coroutine[Any, Any, None]]

# Seconds before failed work is begun again; twice as many each time it fails at once.
_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 10.0


def report(message: str, error: BaseException) -> None:
    """Give an exception that nobody can catch to the running loop's exception handler."""
    asyncio.get_running_loop().call_exception_handler({"message": message, "exception": error})


def supervised(what: str, work: Work) -> asyncio.Task[None]:
    """Run `work` in a task until it returns or the task is cancelled.

    An exception goes to the loop's exception handler, and after a pause `work` is called again. A bound
    method's object is not kept alive but by the call that runs: when it is gone, the task ends.
    """
    find: Callable[[], Work | None] = lambda: work  # noqa: E731
    if isinstance(work, MethodType):
        find = weakref.WeakMethod(work)
    return asyncio.get_running_loop().create_task(_run(what, find))


async def _run(what: str, find: Callable[[], Work | None]) -> None:
    loop = asyncio.get_running_loop()
    pause = _FIRST_PAUSE
    while (work := find()) is not None:
        began = loop.time()
        try:
            await work()
            return
        except Exception as error:  # noqa: BLE001 - reported, whatever it is
            if loop.time() - began > _LONGEST_PAUSE:
                pause = _FIRST_PAUSE
            report(f"actp: {what} failed, and goes on in {pause:g} s", error)
        del work
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)
