"""Control of a front from other programs: JSON lines over a TCP port of this machine.

The first line of a connection is `{"token": "…"}`, each further one `{"call": "…", "with": {…}, "id": …}`.
It is answered by `{"id": …, "ok": true, "result": …}` or `{"id": …, "ok": false, "error": "…"}`.
"""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any

import anyio
from anyio.abc import ByteStream, SocketAttribute
from anyio.streams.buffered import BufferedByteReceiveStream

from actp._checks import count, shown, text_problem
from actp.errors import ActpError, ConfigurationError
from actp.sim.front.front import Front
from actp.sim.front.remote_operations import Operations

__all__ = ["MAX_LINE", "check_token", "control_server"]

log = logging.getLogger("actp.sim")

MAX_LINE = 65_536
_MOST_CONNECTIONS = 16
# Those that have not shown the token yet: counted apart, so that they keep nobody out who has it.
_MOST_WAITING = 16
_TOKEN_WITHIN = 3.0
_SHORTEST_TOKEN = 16


@asynccontextmanager
async def control_server(
    front: Front, token: str, *, host: str = "127.0.0.1", port: int = 0
) -> AsyncIterator[int]:
    """Serve control connections to a running front for the block's time; gives the port.

    Who knows the token may do with the front what its owner may, so only loopback addresses can be bound.
    ConfigurationError for another `host`, a token of fewer than 16 characters or with one in it that cannot
    be printed, or a port that is taken.
    """
    try:
        loopback = isinstance(host, str) and ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ConfigurationError(
            f"the control port is for this machine only: 127.0.0.1 or ::1, not {shown(host)}"
        )
    count("port", port, 0, 65_535)
    check_token(token)
    try:
        listener = await anyio.create_tcp_listener(local_host=host, local_port=port)
    except (OSError, OverflowError) as error:
        raise ConfigurationError(f"control cannot listen on {host}:{port}: {error}") from error
    server = _Server(front, token.encode())
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, server.handle)
        try:
            yield listener.extra(SocketAttribute.local_port)
        finally:
            group.cancel_scope.cancel()
            server.close()


def check_token(token: str, name: str = "the control token") -> None:
    """ConfigurationError for a token that is none. The message does not show it."""
    problem = text_problem(token)
    if problem:
        raise ConfigurationError(f"{name} {problem}")
    if len(token) < _SHORTEST_TOKEN:
        raise ConfigurationError(f"{name} has {len(token)} characters; {_SHORTEST_TOKEN} at least")


class _Server:
    def __init__(self, front: Front, token: bytes) -> None:
        self._front = front
        self._token = token
        self._connections = 0
        """Those that have shown the token."""
        self._waiting: dict[anyio.CancelScope, None] = {}
        """Those that have not, the oldest first."""
        self._keeping: list[Operations] = []

    def close(self) -> None:
        for operations in reversed(self._keeping):
            operations.end_faults(kept=True)

    async def handle(self, stream: ByteStream) -> None:
        operations = Operations(self._front)
        try:
            async with stream:
                lines = BufferedByteReceiveStream(stream)
                if await self._admit(stream, lines):
                    self._connections += 1
                    try:
                        await self._converse(stream, lines, operations)
                    finally:
                        self._connections -= 1
        except (anyio.BrokenResourceError, anyio.ClosedResourceError, anyio.IncompleteRead):
            log.debug("a control connection ended")
        except Exception:
            # Neither the front nor the other connections end with it.
            log.exception("a control connection failed")
        finally:
            operations.close()
            if operations.keeps:
                self._keeping.append(operations)

    async def _admit(self, stream: ByteStream, lines: BufferedByteReceiveStream) -> bool:
        """Whether the first line has the token."""
        if len(self._waiting) >= _MOST_WAITING:
            oldest = next(iter(self._waiting))
            del self._waiting[oldest]
            oldest.cancel()
        with anyio.move_on_after(_TOKEN_WITHIN) as waited:
            self._waiting[waited] = None
            try:
                first = await _line(lines)
            finally:
                self._waiting.pop(waited, None)
        if waited.cancelled_caught:
            return False
        offered = first.get("token") if isinstance(first, dict) else None
        # Compared in constant time. What does not even begin with a token is told no more.
        if not isinstance(offered, str) or not hmac.compare_digest(
            offered.encode("utf-8", "replace"), self._token
        ):
            log.warning("a control connection was refused: wrong token")
            await _say(stream, ok=False, error='the first line must be {"token": "…"} with the right token')
            return False
        if self._connections >= _MOST_CONNECTIONS:
            await _say(stream, ok=False, error=f"more than {_MOST_CONNECTIONS} control connections")
            return False
        return True

    async def _converse(
        self, stream: ByteStream, lines: BufferedByteReceiveStream, operations: Operations
    ) -> None:
        await _say(stream, ok=True, result=None)
        while True:
            request = await _line(lines)
            if isinstance(request, str):
                await _say(stream, ok=False, error=request)
                return
            await _say(stream, **await _answer(operations, request))


async def _line(lines: BufferedByteReceiveStream) -> dict[str, Any] | str:
    """The next line's object, or what is wrong with it, after which nothing more can be read."""
    try:
        text = await lines.receive_until(b"\n", MAX_LINE)
    except anyio.DelimiterNotFound:
        return f"a line of more than {MAX_LINE} bytes"
    try:
        found = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return "not JSON: each line is one object"
    return found if isinstance(found, dict) else "not an object: each line is one JSON object"


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is not JSON")


async def _answer(operations: Operations, request: dict[str, Any]) -> dict[str, Any]:
    number, name, arguments = request.get("id"), request.get("call"), request.get("with", {})
    if not isinstance(name, str) or not isinstance(arguments, dict):
        return {"id": number, "ok": False, "error": 'a request is {"call": "…", "with": {…}}'}
    try:
        result = await operations.call(name, arguments)
    except TimeoutError:
        return {"id": number, "ok": False, "error": f"{name}: it did not happen in time"}
    except ActpError as error:
        return {"id": number, "ok": False, "error": str(error)}
    except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError) as error:
        # What no check has found shows itself where it is used, in words that are Python's.
        log.warning("control: %s failed: %s", name, type(error).__name__, exc_info=error)
        return {"id": number, "ok": False, "error": f"{name}: an argument has a value that cannot be used"}
    return {"id": number, "ok": True, "result": result}


async def _say(stream: ByteStream, **answer: Any) -> None:
    # In ASCII: an id that is no Unicode comes back as it came.
    await stream.send(json.dumps(answer).encode("ascii") + b"\n")
