"""What futures and callbacks of the event loop need so that nothing is kept, or complained of, too long."""

from __future__ import annotations

import asyncio
import importlib
import logging
import sys
import weakref
from collections.abc import Callable
from types import MethodType, TracebackType
from typing import Any, ParamSpec, TypeVar

import anyio

from actp import _core

logger = logging.getLogger("actp")

T = TypeVar("T")
P = ParamSpec("P")


def weakly(method: Callable[P, T], otherwise: T) -> Callable[P, T]:
    """A bound method for those who must not keep its object alive, so that a client that is dropped goes at
    once. `otherwise` is returned when the object is gone."""
    assert isinstance(method, MethodType)
    reference, name = weakref.ref(method.__self__), method.__name__

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        owner = reference()
        if owner is None:
            return otherwise
        result: T = getattr(owner, name)(*args, **kwargs)
        return result

    return call


def retrieved(future: asyncio.Future[Any]) -> None:
    """Mark a future's error as seen: it is raised where it matters, not at garbage collection."""
    if not future.cancelled():
        future.exception()


class within:  # noqa: N801 - it reads as `with within(seconds):`, beside anyio.fail_after()
    """`anyio.fail_after()` that leaves no cycle. TimeoutError when the block took longer; None is no limit.

    From Python 3.12 on that one, a generator, has the cancellation go through a frame that knows it; and the
    block's frames, with the client in them, hang on it until the collector comes.
    """

    def __init__(self, seconds: float | None) -> None:
        self._scope = anyio.move_on_after(seconds)

    def __enter__(self) -> None:
        self._scope.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._scope.__exit__(kind, error, traceback)
        if self._scope.cancelled_caught:
            raise TimeoutError


def in_thread(loop: asyncio.AbstractEventLoop, work: Callable[[], T]) -> asyncio.Future[T]:
    """Run `work` on a thread of its own. It is not cancelled with whoever awaits it.

    RuntimeError if no thread can be started.
    """
    future: asyncio.Future[T] = loop.create_future()
    future.add_done_callback(retrieved)
    # An error knows the frame of `run`, which must not know the error, nor the future that gets it.
    waiting = [future]

    def settle(result: T | None, error: BaseException | None) -> None:
        thread.join()
        future = waiting.pop()
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as caught:  # noqa: BLE001 - handed over to whoever awaits the work
            error = caught
        try:
            loop.call_soon_threadsafe(settle, result, error)
        except RuntimeError:
            logger.debug("the event loop was closed before a call of CTP's came back")
        finally:
            del error

    thread = _core.start_thread(run, "actp-lifecycle")
    return future


# What is imported with its first use, and takes a loop's time for two or three ticks: anyio's back end by the
# first scope or event, the other by the first flow folder.
_LATE = ("anyio._backends._asyncio", "tempfile")


async def prepared(work: Callable[[], object] | None = None) -> None:
    """Do on a thread what takes long the first time in a process: imports, and what `work` makes.

    To be awaited before anything of anyio's is used. Where no thread can be had the loop waits.
    """

    def first() -> None:
        for name in _LATE:
            importlib.import_module(name)
        if work is not None:
            work()

    if work is None and all(name in sys.modules for name in _LATE):
        return
    try:
        done = in_thread(asyncio.get_running_loop(), first)
    except RuntimeError:  # can't start new thread
        first()
    else:
        await done
