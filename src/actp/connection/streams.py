"""Streams: what a program reads with `async for`. Each stream has its own buffer; each gets every item."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from actp import _checks as check
from actp import _core
from actp._core import TickBatch

if TYPE_CHECKING:
    import asyncio

    from typing_extensions import Self

    from actp.records import Tick

__all__ = ["EventStream", "Overflow", "StreamStatistics", "TickBatch", "TickStream"]

T = TypeVar("T")


class Overflow(Enum):
    """What a tick stream does when its consumer is slower than the market."""

    DROP_OLDEST = "drop oldest"
    """Keep the newest `buffer` ticks; what falls out is counted and logged once per episode."""
    CONFLATE = "conflate"
    """Keep the newest tick of each instrument only: always current, never more than one per instrument."""
    ERROR = "error"
    """End the stream with StreamOverflowError."""


_POLICY = {Overflow.DROP_OLDEST: 0, Overflow.CONFLATE: 1, Overflow.ERROR: 2}
_UNBOUNDED = 3


@dataclass(frozen=True, slots=True)
class StreamStatistics:
    """Counts of one stream, in items. `buffer` is its capacity (0: unbounded)."""

    buffered: int
    buffer: int
    delivered: int
    dropped: int
    conflated: int
    waiting: bool


class _BaseStream(_core.Stream):
    """What tick and event streams share: an async iterator and async context manager for one reader.

    A stream survives reconnects. It ends (`async for` finishes) after `close()` of the client or its own
    `aclose()`, and raises the error that ended the client for good. Two tasks that read one stream at the
    same time get ConcurrentReadError.
    """

    __slots__ = ("__weakref__",)

    def statistics(self) -> StreamStatistics:
        """Counts since the stream was made."""
        return StreamStatistics(*self._counts())

    async def aclose(self) -> None:
        """End the stream and drop its buffer. Its other half, the client, goes on."""
        self._orphan()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        counts = self.statistics()
        return f"<{type(self).__name__} buffered={counts.buffered} delivered={counts.delivered}>"


class EventStream(_BaseStream, Generic[T]):
    """A lossless stream: connection events, notices, for-quote requests. Its buffer has no limit.

    When more than the client's `unread_warning` items wait in it, that is logged and reported as a connection
    event (UNREAD_STREAM), once until half of them have been read.
    """

    __slots__ = ()

    def __new__(
        cls,
        loop: asyncio.AbstractEventLoop | None = None,
        name: str = "",
        unread_warning: int = 0,
        on_unread: Callable[[str], None] | None = None,
    ) -> Self:
        stream = super().__new__(cls, _UNBOUNDED, 0, loop)
        if on_unread is not None:
            text = (
                f"{unread_warning} items wait in {name} and nobody reads them: none is dropped, memory grows"
            )
            stream._watch(unread_warning, on_unread, text)
        return stream

    if TYPE_CHECKING:

        def __aiter__(self) -> Self: ...
        async def __anext__(self) -> T: ...


class TickStream(_BaseStream):
    """Ticks of some instruments, or of all that are subscribed, in the order CTP delivered them."""

    __slots__ = ()

    def __new__(cls, overflow: Overflow, buffer: int, loop: asyncio.AbstractEventLoop | None = None) -> Self:
        check.instance("overflow", overflow, Overflow, "an actp.Overflow")
        buffer = check.count("buffer", buffer, 1, 2**31 - 1, what="a number of ticks")
        return super().__new__(cls, _POLICY[overflow], buffer, loop)

    @property
    def _batch_record(self) -> type:
        from actp import records

        return records.Tick

    if TYPE_CHECKING:

        def __aiter__(self) -> Self: ...
        async def __anext__(self) -> Tick: ...
        def batches(self) -> AsyncIterator[TickBatch]:
            """Yield what has arrived since the last time, as one `TickBatch`; never an empty one.

            From the first use on the stream keeps struct bytes and makes no record objects; CONFLATE does
            not apply to them.
            """
