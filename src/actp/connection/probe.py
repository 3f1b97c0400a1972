"""Why nobody answers: whether anybody listens at a front's address. CTP's library itself never says."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

import anyio

from actp.connection.addresses import Front
from actp.connection.session import Session
from actp.errors import ActpError, ConnectTimeoutError, FrontUnreachableError, HandshakeError

__all__ = ["ProbeResult", "nobody_listens", "probe_fronts", "timed_out"]


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What one TCP connection attempt gave. `problem` is "" when somebody listens."""

    front: Front
    problem: str

    @property
    def listening(self) -> bool:
        return not self.problem

    def __str__(self) -> str:
        return f"{self.front}: {self.problem or 'listening'}"


async def probe_fronts(fronts: Sequence[Front], timeout: float = 3.0) -> list[ProbeResult]:
    """Try TCP to every front at once, each for at most `timeout` s. The connections are closed at once."""
    results: dict[Front, ProbeResult] = {}

    async def probe(front: Front) -> None:
        results[front] = ProbeResult(front, await _problem(front, timeout))

    async with anyio.create_task_group() as group:
        for front in fronts:
            group.start_soon(probe, front)
    return [results[front] for front in fronts]


async def _problem(front: Front, timeout: float) -> str:
    try:
        with anyio.fail_after(timeout):
            stream = await anyio.connect_tcp(front.host, front.port, happy_eyeballs_delay=0.1)
            await stream.aclose()
    except TimeoutError:
        return f"no answer to TCP within {timeout:g} s (a firewall, or a wrong address)"
    except socket.gaierror as error:
        return f"the host name does not resolve ({error.strerror})"
    except OSError as error:
        causes = [error, *(getattr(error.__cause__, "exceptions", None) or [error.__cause__])]
        if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
            return "connection refused: nothing listens there"
        return f"TCP fails ({error})"
    return ""


async def nobody_listens(fronts: Sequence[Front]) -> FrontUnreachableError | None:
    """Probe every front. None if somebody listens, else the error that says what each gave."""
    results = await probe_fronts(fronts)
    if any(result.listening for result in results):
        return None
    return FrontUnreachableError(
        f"no front can be reached: {'; '.join(map(str, results))}. Check address and port; CTP itself would "
        "retry in silence for ever. Outside service hours fronts are closed"
    )


def timed_out(session: Session, fronts: Sequence[Front], limit: float) -> ActpError:
    """Why a session is not READY after `limit` s, as far as it was told anything."""
    if session.last_error is not None:
        return copy(session.last_error)
    shown = ", ".join(map(str, fronts))
    reason = session.last_reason
    if session.attempt:
        return ConnectTimeoutError(
            f"not READY within connect_timeout={limit:g} s; the client was {session.state.name}"
        )
    if reason is None:
        return HandshakeError(
            f"{shown}: somebody listens, but did not answer CTP's handshake within {limit:g} s. Is this a "
            "CTP front?"
        )
    return HandshakeError(
        f"{shown}: TCP connects, but CTP's handshake fails (last: {reason}). Is this a CTP front of the "
        "right kind, and does the library's version fit it? production_mode=False is for evaluation fronts",
        reason.code,
    )
