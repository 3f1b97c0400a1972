"""What may go wrong with a front, on demand: connections, the handshake, logins, answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Literal

import anyio.lowlevel

from actp._checks import instance, shown
from actp.errors import UsageError
from actp.sim.front.running import PartOfFront, Running
from actp.sim.reference.arguments import client_kind, duration, error_text, whole
from actp.sim.reference.arguments import error_id as checked_error_id
from actp.sim.reference.arguments import user_id as checked_user_id
from actp.sim.session.connection import Client
from actp.sim.wire.frames import Kind, control
from actp.sim.wire.layouts import api_class
from actp.sim.wire.listener import Port

__all__ = ["ClientKind", "Outages"]

ClientKind = Literal["md", "trader"]

# No length of itself that a frame can have.
_GARBAGE = b"\xff" * 16


class Outages(PartOfFront):
    """The part of `Front` that makes it fail. The context managers nest and combine."""

    _ports: dict[Kind, Port]
    _running: Running | None

    def _chosen(
        self, clients: tuple[Client, ...], kind: ClientKind | None, user_id: str | None
    ) -> list[Client]:
        for client in clients:
            instance("client", client, Client, "one of Front.clients", error=UsageError)
        client_kind(kind)
        if user_id is not None:
            checked_user_id(user_id)
        chosen = clients or tuple(self._connections.established)
        return [c for c in chosen if kind in (None, c.kind) and user_id in (None, c.user_id)]

    async def disconnect(
        self, *clients: Client, kind: ClientKind | None = None, user_id: str | None = None
    ) -> None:
        """Cut the TCP connection of the given clients, or of all (of a kind, of a user).

        Their libraries report OnFrontDisconnected(0x1001) and connect again. Returns when they are gone.
        UsageError for a `kind` that is none.
        """
        core = self._core
        chosen = self._chosen(clients, kind, user_id)
        for client in chosen:
            client.hang_up()
        await core.changes.until(lambda: all(client.gone for client in chosen))

    async def garbage(
        self, *clients: Client, kind: ClientKind | None = None, user_id: str | None = None
    ) -> None:
        """Send bytes that are no frame: their libraries report OnFrontDisconnected(0x2003)."""
        core = self._core
        chosen = self._chosen(clients, kind, user_id)
        for client in chosen:
            client.spoil(_GARBAGE)
        await core.changes.until(lambda: all(client.gone for client in chosen))

    async def return_codes(
        self, code: int, count: int = 1, *clients: Client, kind: ClientKind | None = None
    ) -> None:
        """Let the next `count` requests of the clients return `code` (-1, -2, -3) without being sent."""
        try:
            code, count = whole("code", code, -3, -1), whole("count", count, 1)
        except UsageError as error:
            raise UsageError(
                f"return_codes: the code is -1, -2 or -3, the count at least 1: {error}"
            ) from None
        for client in self._chosen(clients, kind, None):
            client.send(control(code, count))
        await anyio.lowlevel.checkpoint()

    @contextmanager
    def silence(self) -> Iterator[None]:
        """The front stands still: it sends nothing and handles nothing, as a stopped process.

        Market time stands still too. Afterwards it goes on where it was, with the requests that came
        meanwhile from those still connected.
        """
        running = self._now_running
        core = running.core
        core.board.freeze()
        try:
            with core.faults.silence():
                yield
        finally:
            if not core.faults.silent:
                core.board.thaw()
                for client in tuple(running.connections.all):
                    client.process()
                    client.flush()

    @contextmanager
    def refuse_connections(self) -> Iterator[None]:
        """Nothing listens on the ports (ECONNREFUSED); afterwards the same ports do again."""
        running = self._now_running
        for port in self._ports.values():
            port.close()
        try:
            yield
        finally:
            if self._running is running:
                for port in self._ports.values():
                    port.open()

    @contextmanager
    def mute_handshake(self) -> Iterator[None]:
        """Connections are accepted but never welcomed; these stay unanswered also afterwards."""
        with self._core.faults.muting():
            yield

    def refuse_handshake(self, error_id: int = 4040, text: str | None = None) -> AbstractContextManager[None]:
        """The handshake is refused: OnRspError with the error, then a disconnect.

        A `text` of more than ErrorMsg's 80 bytes is cut. UsageError, at the call, for what is no ErrorID or
        no text.
        """
        return self._core.faults.refusing_handshake(
            checked_error_id("error_id", error_id), error_text("text", text)
        )

    def refuse_login(
        self, error_id: int, text: str | None = None, times: int | None = None
    ) -> AbstractContextManager[None]:
        """Logins are refused with a CTP error: all of them, or the next `times`.

        A `text` of more than ErrorMsg's 80 bytes is cut. UsageError, at the call, for what is no ErrorID or
        no text, and for `times` below 1.
        """
        return self._core.faults.refusing_login(
            checked_error_id("error_id", error_id),
            error_text("text", text),
            None if times is None else whole("times", times, 1),
        )

    def delay(self, seconds: float) -> AbstractContextManager[None]:
        """Answers to requests that come now leave `seconds` later. Ticks and heartbeats are not delayed.

        UsageError, at the call, for what is no number of seconds of 0 or more.
        """
        return self._core.faults.delaying(duration("delay", seconds, zero=True))

    def drop_requests(self, *names: str) -> AbstractContextManager[None]:
        """Requests of these CTP names ("ReqUserLogin", "SubscribeMarketData") vanish; without names, all.

        UsageError, at the call, for a name that CTP does not have.
        """
        known = {name for kind in Kind for name in api_class(kind).requests.values()}
        for name in names:
            if not isinstance(name, str) or name not in known:
                raise UsageError(f"drop_requests: CTP has no request {shown(name)}")
        return self._core.faults.dropping(names)
