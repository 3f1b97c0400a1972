"""`actp front` as a process that can be killed and started again, and its control connection."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any

import anyio
from anyio.abc import ByteStream, Process
from anyio.streams.buffered import BufferedByteReceiveStream

__all__ = ["TOKEN", "FrontProcess", "Remote", "connected"]

TOKEN = "a token of the test's"
_LONGEST_LINE = 1 << 28


class Remote:
    """A program in another language, as far as the control port can tell."""

    def __init__(self, stream: ByteStream) -> None:
        self.stream = stream
        self.lines = BufferedByteReceiveStream(stream)
        self.number = 0

    async def send(self, text: str | bytes) -> dict[str, Any]:
        await self.stream.send((text.encode() if isinstance(text, str) else text) + b"\n")
        return await self.answer()

    async def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(await self.lines.receive_until(b"\n", _LONGEST_LINE))
        return found

    async def ask(self, call: str, /, **arguments: Any) -> dict[str, Any]:
        self.number += 1
        answer = await self.send(json.dumps({"id": self.number, "call": call, "with": arguments}))
        assert answer["id"] == self.number
        return answer

    async def do(self, call: str, /, **arguments: Any) -> Any:
        answer = await self.ask(call, **arguments)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, call: str, /, **arguments: Any) -> str:
        answer = await self.ask(call, **arguments)
        assert not answer["ok"]
        return str(answer["error"])


@asynccontextmanager
async def connected(port: int, token: str | None = TOKEN) -> AsyncIterator[Remote]:
    async with await anyio.connect_tcp("127.0.0.1", port) as stream:
        remote = Remote(stream)
        if token is not None:
            assert (await remote.send(json.dumps({"token": token})))["ok"]
        yield remote


class FrontProcess:
    """Runs from `start()` to `kill()`, again and again, on the same ports and the same state file.

    Files are made in `folder`: `state.sqlite`, and `front.log` with what the front says on standard error.
    """

    def __init__(self, folder: Path, *options: str, times: str = "refused=0.02&lost=0") -> None:
        self.store, self.log = folder / "state.sqlite", folder / "front.log"
        self._times = times
        # A bound socket that never listens keeps each port ours while the front is dead.
        self._keepers = {kind: _bound() for kind in ("md", "trader")}
        ports = {kind: keeper.getsockname()[1] for kind, keeper in self._keepers.items()}
        self.ports: dict[str, int] = ports
        self._command = [sys.executable, "-m", "actp", "front", "--store", str(self.store), "--control"]
        self._command += [f"--{kind}-port={port}" for kind, port in ports.items()]
        self._command += options
        self._stack = AsyncExitStack()
        self.process: Process | None = None
        self.control: Remote
        self.instruments: dict[str, Any] = {}

    @property
    def md_address(self) -> str:
        return f"sim://127.0.0.1:{self.ports['md']}?{self._times}"

    @property
    def trader_address(self) -> str:
        return f"sim://127.0.0.1:{self.ports['trader']}?{self._times}"

    async def start(self) -> None:
        """Returns when both ports are open and `control` is connected."""
        with self.log.open("ab") as log:
            process = await anyio.open_process(
                self._command, stderr=log, env={**os.environ, "ACTP_CONTROL_TOKEN": TOKEN}
            )
        self.process = process
        assert process.stdout is not None
        lines = BufferedByteReceiveStream(process.stdout)
        try:
            while not (line := await lines.receive_until(b"\n", 1000)).startswith(b"control "):
                pass
        except anyio.IncompleteRead:
            raise AssertionError(f"the front ended: {self.log.read_text()}") from None
        port = int(line.rpartition(b":")[2])
        self.control = await self._stack.enter_async_context(connected(port))
        found = await self.control.do("instruments")
        self.instruments = {name: SimpleNamespace(**info) for name, info in found.items()}

    async def kill(self) -> None:
        """SIGKILL, at this instant. Returns when the process is gone."""
        process, self.process = self.process, None
        assert process is not None
        process.kill()
        await process.wait()
        await self._stack.aclose()
        await process.aclose()

    async def __aenter__(self) -> FrontProcess:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with anyio.CancelScope(shield=True):
            if self.process is not None:
                await self.kill()
        for keeper in self._keepers.values():
            keeper.close()


def _bound() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", 0))
    return made
