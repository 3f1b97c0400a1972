"""What may go wrong with a front, on demand: connections, the handshake, logins, answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import anyio.lowlevel

from actp import _checks as check
from actp.errors import UsageError

from .client import Client
from .core import Core
from .port import Port
from .protocol import Kind, control
from .schema import api_class

__all__ = ["ClientKind", "Outages"]

ClientKind = Literal["md", "trader"]

# No length of itself that a frame can have.
_GARBAGE = b"\xff" * 16


class Outages:
    """The part of `Front` that makes it fail. The context managers nest and combine."""

    _ports: dict[Kind, Port]
    _running: Core | None

    @property
    def _core(self) -> Core:
        """UsageError while the front is not running."""
        raise NotImplementedError

    def _chosen(
        self, clients: tuple[Client, ...], kind: ClientKind | None, user_id: str | None
    ) -> list[Client]:
        for client in clients:
            check.instance("clients", client, Client, "clients of this front", error=UsageError)
        _check_kind(kind)
        if user_id is not None:
            check.text("user_id", user_id, error=UsageError)
        chosen = clients or tuple(self._core.clients)
        return [c for c in chosen if kind in (None, c.kind) and user_id in (None, c.user_id)]

    async def disconnect(
        self, *clients: Client, kind: ClientKind | None = None, user_id: str | None = None
    ) -> None:
        """Cut the TCP connection of the given clients, or of all (of a kind, of a user).

        Their libraries report OnFrontDisconnected(0x1001) and connect again. Returns when they are gone.
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
        code = check.count(
            "return_codes: code", code, -128, -1, what="-1, -2 or -3, a number", error=UsageError
        )
        count = check.count("return_codes: count", count, 1, 2**31 - 1, error=UsageError)
        for client in self._chosen(clients, kind, None):
            client.send(control(code, count))
        await anyio.lowlevel.checkpoint()

    @contextmanager
    def silence(self) -> Iterator[None]:
        """The front stands still: it sends nothing and handles nothing, as a stopped process.

        Market time stands still too. Afterwards it goes on where it was, with the requests that came
        meanwhile from those still connected.
        """
        core = self._core
        core.board.freeze()
        try:
            with core.faults.silence():
                yield
        finally:
            if not core.faults.silent:
                core.board.thaw()
                for client in tuple(core.connections):
                    client.process()
                    client.flush()

    @contextmanager
    def refuse_connections(self) -> Iterator[None]:
        """Nothing listens on the ports (ECONNREFUSED); afterwards the same ports do again."""
        core = self._core
        for port in self._ports.values():
            port.close()
        try:
            yield
        finally:
            if self._running is core:
                for port in self._ports.values():
                    port.open()

    @contextmanager
    def mute_handshake(self) -> Iterator[None]:
        """Connections are accepted but never welcomed; these stay unanswered also afterwards."""
        with self._core.faults.muting():
            yield

    @contextmanager
    def refuse_handshake(self, error_id: int = 4040, text: str | None = None) -> Iterator[None]:
        """The handshake is refused: OnRspError with the error, then a disconnect."""
        error_id, text = _refusal("refuse_handshake", error_id, text)
        with self._core.faults.refusing_handshake(error_id, text):
            yield

    @contextmanager
    def refuse_login(
        self, error_id: int, text: str | None = None, times: int | None = None
    ) -> Iterator[None]:
        """Logins are refused with a CTP error: all of them, or the next `times`."""
        error_id, text = _refusal("refuse_login", error_id, text)
        if times is not None:
            times = check.count("refuse_login: times", times, 1, error=UsageError)
        with self._core.faults.refusing_login(error_id, text, times):
            yield

    @contextmanager
    def delay(self, seconds: float) -> Iterator[None]:
        """Answers to requests that come now leave `seconds` later. Ticks and heartbeats are not delayed."""
        seconds = check.seconds("delay: seconds", seconds, zero=True, error=UsageError)
        with self._core.faults.delaying(seconds):
            yield

    @contextmanager
    def drop_requests(self, *names: str) -> Iterator[None]:
        """Requests of these CTP names ("ReqUserLogin", "SubscribeMarketData") vanish; without names, all."""
        known = {name for kind in Kind for name in api_class(kind).requests.values()}
        if unknown := [name for name in names if not isinstance(name, str) or name not in known]:
            raise UsageError(f"drop_requests: CTP has no request {', '.join(map(check.shown, unknown))}")
        with self._core.faults.dropping(names):
            yield


def _check_kind(kind: object) -> None:
    if kind is not None:
        check.choice("kind", kind, ("md", "trader"), error=UsageError)


def _refusal(what: str, error_id: object, text: object) -> tuple[int, str | None]:
    """An ErrorID and the words that go with it; what CTP's 80 bytes do not hold is cut off on the wire."""
    return (
        check.count(
            f"{what}: error_id", error_id, 1, 2**31 - 1, what="CTP's ErrorID, a number", error=UsageError
        ),
        None if text is None else check.text(f"{what}: text", text, error=UsageError),
    )
