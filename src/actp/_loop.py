"""What futures and callbacks of the event loop need so that nothing is kept, or complained of, too long."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable
from types import MethodType
from typing import Any, ParamSpec, TypeVar

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
