"""A listening port that can refuse connections for a while and then is the same port again."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Callable

import anyio

from actp._supervise import report
from actp.errors import ConfigurationError

__all__ = ["Port"]

log = logging.getLogger("actp.sim")

# Nothing to accept a connection with: file descriptors or memory.
_EXHAUSTED = frozenset((errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM))
_PAUSE = 0.5


class Port:
    """`open()` and `close()` take effect at once; `serve()` runs the connections. Must be made on the event
    loop."""

    def __init__(self, host: str, port: int) -> None:
        self._loop = asyncio.get_running_loop()
        self._listening: socket.socket | None = None
        self._accepted: list[socket.socket] = []
        self._offered = asyncio.Event()
        # A bound socket that never listens keeps the number ours while nothing listens on it.
        self._keeper = _bound(host, port)
        self.host, self.number = self._keeper.getsockname()[:2]

    def open(self) -> None:
        """Accept connections from now on."""
        if self._listening is not None:
            return
        listening = _bound(self.host, self.number)
        try:
            listening.listen(100)
        except OSError as error:
            listening.close()
            raise ConfigurationError(
                f"the front cannot listen on {self.host}:{self.number}: {error}"
            ) from error
        listening.setblocking(False)
        self._listening = listening
        self._loop.add_reader(listening, self._accept, listening)

    def close(self) -> None:
        """Refuse connections from now on; those there are stay."""
        if self._listening is not None:
            self._loop.remove_reader(self._listening)
            self._listening.close()
            self._listening = None

    def release(self) -> None:
        self.close()
        self._keeper.close()
        for each in self._accepted:
            each.close()
        self._accepted.clear()

    async def serve(self, make_protocol: Callable[[], asyncio.Protocol]) -> None:
        """Give every accepted connection a protocol, until cancelled. What making one raises is reported."""
        starting: set[socket.socket] = set()

        async def start(accepted: socket.socket) -> None:
            try:
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                await self._loop.connect_accepted_socket(make_protocol, accepted)
            except OSError as error:
                accepted.close()
                log.debug("a connection ended before it began: %s", error)
            except Exception as error:  # noqa: BLE001 - reported; the front and its other clients go on
                accepted.close()
                report("actp: a front could not take a connection", error)
            finally:
                starting.remove(accepted)

        try:
            # Tasks are started here and not where connections are accepted, for that is no task: anyio takes
            # its library from the running task, and where sniffio is installed finds none in a callback.
            async with anyio.create_task_group() as group:
                while True:
                    await self._offered.wait()
                    self._offered.clear()
                    accepted, self._accepted = self._accepted, []
                    starting.update(accepted)
                    for each in accepted:
                        group.start_soon(start, each)
        finally:
            # Those whose task was cancelled before it ran.
            for each in starting:
                each.close()

    def _accept(self, listening: socket.socket) -> None:
        while self._listening is listening:
            try:
                accepted, _ = listening.accept()
            except BlockingIOError:
                return
            except OSError as error:
                log.warning("a connection could not be accepted: %s", error)
                if error.errno in _EXHAUSTED:
                    # The connection waits on, and would be offered again at once and for ever.
                    self._loop.remove_reader(listening)
                    self._loop.call_later(_PAUSE, self._listen_on, listening)
                # Else the peer was gone before it was accepted.
                return
            accepted.setblocking(False)
            self._accepted.append(accepted)
            self._offered.set()

    def _listen_on(self, listening: socket.socket) -> None:
        if self._listening is listening:
            self._loop.add_reader(listening, self._accept, listening)


def _bound(host: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except (OSError, OverflowError) as error:
        made.close()
        raise ConfigurationError(f"the front cannot listen on {host}:{port}: {error}") from error
    return made
