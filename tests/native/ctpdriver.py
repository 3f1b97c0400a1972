"""The driver program (`driver.cpp`) as a Python object: commands go out, replies and callbacks come back."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from build_driver import generate
from rawfront import LIMIT

Event = dict[str, Any]
API = generate.API
KINDS = {"md": "Md", "trader": "Trader"}


def index(class_name: str, name: str, version: str) -> int:
    """The place of a method in the description's list of its class."""
    return int(next(m.index for m in API.methods(class_name, version) if m.name == name))


class Driver:
    """One process of the driver program. Events wait in `events` until they are asked for."""

    def __init__(self, program: Path, libraries: Path, env: dict[str, str] | None = None) -> None:
        self.libraries = libraries
        self.events: list[Event] = []
        self.output: list[str] = []
        self._changed = threading.Condition()
        self._ended = False
        self.process = subprocess.Popen(
            [str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, **(env or {})},
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._changed:
                if line.startswith("{"):
                    self.events.append(json.loads(line))
                else:
                    self.output.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def send(self, command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def wait(self, wanted: Callable[[Event], bool]) -> Event:
        """The first event that fits, taken out; those before it stay."""
        found: list[Event] = []

        def look() -> bool:
            for place, event in enumerate(self.events):
                if wanted(event):
                    found.append(self.events.pop(place))
                    return True
            return self._ended

        with self._changed:
            in_time = self._changed.wait_for(look, LIMIT)
            assert found, (
                f"{'the driver ended' if in_time else 'nothing came'}: {self.events=} {self.output=}"
            )
        return found[0]

    def printed(self, text: str) -> str:
        """The first output line that contains `text`."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or any(text in line for line in self.output), LIMIT)
            lines = [line for line in self.output if text in line]
        assert lines, self.output
        return lines[0]

    def do(self, command: str) -> Any:
        """Sends a command and waits for its reply."""
        self.send(command)
        words = command.split()
        number, verb = int(words[0]), words[2] if words[1] == "async" else words[1]
        return self.wait(lambda e: e.get("verb") == verb and e["id"] == number)["reply"]

    def end(self) -> int:
        """Closes the driver's input and returns its exit status (negative: the signal that killed it)."""
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # it had died with a command unread
            self.process.stdin.close()
        status = self.process.wait(LIMIT)
        self._reader.join(LIMIT)
        assert self.process.stdout is not None
        self.process.stdout.close()
        return status

    def __enter__(self) -> Driver:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            status = self.end()
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        if kind is None:
            assert status in self.allowed, (status, self.output)

    allowed: tuple[int, ...] = (0,)


class Api:
    """One API object inside a driver."""

    def __init__(
        self,
        driver: Driver,
        flow: Path | str,
        *,
        version: str = "6.7.11",
        kind: str = "trader",
        number: int = 1,
    ) -> None:
        self.driver, self.version, self.kind, self.number = driver, version, kind, number
        self.class_prefix = KINDS[kind]
        self.library = library(driver.libraries, version, kind)
        self.flow = flow
        prefix = f"{flow}/" if isinstance(flow, Path) else flow
        self.create = f"{number} create {version} {kind} {self.library} {prefix}"

    def made(self) -> Api:
        assert self.do_raw(self.create) is True
        self.do("spi on")
        return self

    def do_raw(self, command: str) -> Any:
        return self.driver.do(command)

    def do(self, command: str) -> Any:
        return self.driver.do(f"{self.number} {command}")

    def start(self, *addresses: str) -> Api:
        """Creates, registers and starts."""
        self.made()
        for address in addresses:
            self.do(f"front {address}")
        self.do("init")
        return self

    def method(self, name: str) -> int:
        return index(f"{self.class_prefix}Api", name, self.version)

    def spi(self, name: str) -> int:
        return index(f"{self.class_prefix}Spi", name, self.version)

    def callback(self, name: str) -> Event:
        """Waits for a callback by its name."""
        wanted = self.spi(name)
        return self.driver.wait(lambda e: e.get("callback") == wanted and e["id"] == self.number)

    def request(self, name: str, request_id: int = 1, data: bytes | None = b"") -> int:
        text = "null" if data is None else data.hex() or "-"
        return int(self.do(f"request {self.method(name)} {request_id} {text}"))

    def on(self, callback: str, command: str) -> None:
        """Runs a command inside the next callback of that name."""
        self.do(f"on {self.spi(callback)} {self.number} {command}")


def library(libraries: Path, version: str, kind: str) -> Path:
    name = {"md": "libthostmduserapi_se", "trader": "libthosttraderapi_se"}[kind]
    return libraries / f"{name}-{version}.so"
