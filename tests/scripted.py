"""A front on a thread of its own that does what a script says, also while the loop under test is blocked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from rawfront import Heartbeat, Hello, RawFront, Request, Session, rsp_info

from actp import records
from actp.connection.api_class import api_class
from actp.ctp.kinds import Kind

VERSION = "6.7.11"
_STRUCTS = {
    "ReqAuthenticate": "RspAuthenticate",
    "ReqUserLogin": "RspUserLogin",
    "ReqSettlementInfoConfirm": "SettlementInfoConfirm",
    "ReqUserPasswordUpdate": "UserPasswordUpdate",
}


class Connection:
    """One accepted connection, by CTP's names."""

    def __init__(self, front: ScriptedFront, session: Session, number: int) -> None:
        self.session = session
        self.number = number
        self._front = front
        api = api_class(front.kind, VERSION)
        self._names = {index: name for name, index in api.methods.items()}
        self._callbacks = {method.name: index for index, method in api.callbacks.items()}

    def request(self) -> tuple[str, int]:
        """The next request: its name and its nRequestID. EOFError when the client's library has closed."""
        while isinstance(frame := self.session.read(), Heartbeat):
            pass
        if not isinstance(frame, Request):
            raise EOFError
        name = self._names[frame.method]
        self._front.requests.append((self.number, name))
        return name, frame.request_id

    def answer(self, name: str, request_id: int, error: int = 0) -> None:
        data = None
        if not error:
            data = getattr(records, _STRUCTS[name])(version=VERSION).to_bytes(VERSION)
        callback = self._callbacks["OnRsp" + name.removeprefix("Req")]
        self.session.callback(callback, data, info=rsp_info(error), request_id=request_id)

    def serve(self, **errors: int) -> None:
        """Answer requests until one is refused with the ErrorID that is given for its name, or for ever."""
        while True:
            name, request_id = self.request()
            error = errors.get(name, 0)
            self.answer(name, request_id, error)
            if error:
                return

    def welcome(self) -> None:
        """Greet, and wait until the client's library has made OnFrontConnected of it: see `beat` below."""
        self.session.welcome()
        while not isinstance(self.session.read(), Heartbeat):
            pass


class ScriptedFront:
    """Calls `script(connection)` for one connection after the other; it is closed when the script returns."""

    def __init__(self, kind: Kind, script: Callable[[Connection], None]) -> None:
        self.kind: Kind = kind
        self.requests: list[tuple[int, str]] = []  # (number of the connection, name), from 1
        self.error: BaseException | None = None
        self._script = script
        self._front = RawFront()
        # It connects again at once, and sends a heartbeat as soon as it is welcome.
        self.address = self._front.address(refused=0.02, lost=0, beat=0.02).replace("tcp:", "sim:", 1)
        self.address += f"&api={VERSION}"
        self._thread = threading.Thread(target=self._run, daemon=True)

    def count(self, name: str) -> int:
        return sum(requested == name for _, requested in self.requests)

    def _run(self) -> None:
        number = 0
        while True:
            try:
                session = self._front.accept()
            except OSError:
                return  # closed, or nobody came for a long time
            number += 1
            try:
                if isinstance(session.read(), Hello):
                    self._script(Connection(self, session, number))
            except (EOFError, OSError):
                pass
            except BaseException as error:  # noqa: BLE001 - the test raises it
                self.error = error
                return
            finally:
                session.close()

    def __enter__(self) -> ScriptedFront:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        listening: Any = self._front._socket
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        for session in self._front._sessions:
            with suppress(OSError):
                session.socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(30)
        self._front.close()
        if self.error is not None and error is None:
            raise self.error
