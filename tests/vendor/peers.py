"""What may stand at a front's address instead of a front."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from types import TracebackType
from typing import Literal

Habit = Literal["close", "garbage", "silent", "echo"]


class Peer:
    """A loopback server that closes each connection, answers garbage, accepts and says nothing, or sends the
    first packet of each connection back with the byte at `spoiled` set to 0xff.

    `accepted` counts connections, `received` is all that came on the first that sent something.
    """

    def __init__(self, habit: Habit, host: str = "127.0.0.1", spoiled: int = 0) -> None:
        self.habit = habit
        self.spoiled = spoiled
        self.host = host
        self.accepted = 0
        self.received = b""
        self._first: asyncio.StreamReader | None = None
        self._changed = asyncio.Condition()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Peer:
        self._server = await asyncio.start_server(self._serve, self.host, 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.address = f"tcp://{self.host}:{self.port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def until_accepted(self, count: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self.accepted >= count)

    async def until_received(self, size: int = 47) -> None:
        """Until so many bytes have come: 47 are the greeting of CTP 6.6.1 and later, 71 that before."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self.received) >= size)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            async with self._changed:
                self.accepted += 1
                self._changed.notify_all()
            if self.habit == "close":
                return
            if self.habit == "garbage":
                writer.write(b"HTTP/1.0 400 Bad Request\r\nServer: not a front\r\n\r\n")
            first = True
            while data := await reader.read(4096):
                if first and self.habit == "echo":
                    writer.write(data[: self.spoiled] + b"\xff" + data[self.spoiled + 1 :])
                first = False
                async with self._changed:
                    self._first = self._first or reader
                    if reader is self._first:
                        self.received += data
                    self._changed.notify_all()
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                await writer.wait_closed()


@contextlib.contextmanager
def refusing() -> Iterator[str]:
    """An address at which connections are refused: bound, so that nobody else gets it, but not listening."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"tcp://127.0.0.1:{bound.getsockname()[1]}"
