"""What is wrong with the front at the moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from actp.sim.wire import error_texts as messages
from actp.sim.wire.frames import RspInfo

__all__ = ["Faults"]


@dataclass(slots=True, eq=False)
class _LoginRefusal:
    info: RspInfo
    remaining: int | None


class Faults:
    """Switches that the connections look at. Each is a context manager; they nest and combine."""

    def __init__(self) -> None:
        self._silent = 0
        self._mute = 0
        self._delays: list[float] = []
        self._dropped: Counter[str] = Counter()
        self._logins: list[_LoginRefusal] = []
        self._handshakes: list[RspInfo] = []

    @property
    def silent(self) -> bool:
        return self._silent > 0

    @property
    def mute(self) -> bool:
        return self._mute > 0

    @property
    def delay(self) -> float:
        return sum(self._delays)

    @property
    def handshake_refusal(self) -> RspInfo | None:
        return self._handshakes[-1] if self._handshakes else None

    def drops(self, request: str) -> bool:
        return bool(self._dropped) and (request in self._dropped or "" in self._dropped)

    def login_refusal(self) -> RspInfo | None:
        """The refusal due to a login that comes now; counts it."""
        if not self._logins:
            return None
        refusal = self._logins[-1]
        if refusal.remaining is not None:
            refusal.remaining -= 1
            if refusal.remaining <= 0:
                self._logins.remove(refusal)
        return refusal.info

    @contextmanager
    def silence(self) -> Iterator[None]:
        self._silent += 1
        try:
            yield
        finally:
            self._silent -= 1

    @contextmanager
    def muting(self) -> Iterator[None]:
        self._mute += 1
        try:
            yield
        finally:
            self._mute -= 1

    @contextmanager
    def delaying(self, seconds: float) -> Iterator[None]:
        self._delays.append(seconds)
        try:
            yield
        finally:
            self._delays.remove(seconds)

    @contextmanager
    def dropping(self, names: tuple[str, ...]) -> Iterator[None]:
        """Requests of these CTP names get no answer; without names none does."""
        dropped = names or ("",)
        self._dropped.update(dropped)
        try:
            yield
        finally:
            self._dropped = self._dropped - Counter(dropped)

    @contextmanager
    def refusing_login(self, error_id: int, text: str | None, times: int | None) -> Iterator[None]:
        refusal = _LoginRefusal(messages.error(error_id, text), times)
        self._logins.append(refusal)
        try:
            yield
        finally:
            if refusal in self._logins:
                self._logins.remove(refusal)

    @contextmanager
    def refusing_handshake(self, error_id: int, text: str | None) -> Iterator[None]:
        info = messages.error(error_id, text)
        self._handshakes.append(info)
        try:
            yield
        finally:
            self._handshakes.remove(info)
