"""Whether anybody listens at a front's address: CTP's library itself never says."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass

import anyio

from actp.fronts import Front

__all__ = ["ProbeResult", "probe_fronts"]


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
