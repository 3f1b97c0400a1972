"""What futures and callbacks of the event loop need so that nothing is kept, or complained of, too long."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable
from types import MethodType, TracebackType
from typing import Any, ParamSpec, TypeVar

import anyio

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
