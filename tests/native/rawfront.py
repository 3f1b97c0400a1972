"""A front under a test's full control: it speaks the frames of `docs/explanation/sim-protocol.md`, not CTP.

Blocking sockets on the test's own thread; every wait has a limit.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType

LIMIT = 30.0
"""Seconds before a wait is given up."""

HELLO, REQUEST, SUBSCRIPTION, HEARTBEAT = 1, 2, 3, 4
WELCOME, CALLBACK, CONTROL, REFUSE = 16, 17, 18, 19
HAS_STRUCT, HAS_INFO, IS_LAST = 1, 2, 4
DIALOG, QUERY, PRIVATE, PUBLIC, NO_FLOW = 0, 1, 2, 3, 255


@dataclass(frozen=True)
class Hello:
    magic: int
    protocol: int
    kind: int
    schema: int
    version: str
    trading_day: str
    private_type: int
    private_sequence: int
    public_type: int
    public_sequence: int


@dataclass(frozen=True)
class Request:
    method: int
    request_id: int
    data: bytes


@dataclass(frozen=True)
class Subscription:
    method: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Heartbeat:
    pass


def _text(body: bytes, at: int) -> tuple[str, int]:
    end = at + 1 + body[at]
    return body[at + 1 : end].decode("ascii"), end


def _hello(body: bytes) -> Hello:
    magic, protocol, kind, schema = struct.unpack_from("<IHBI", body)
    version, at = _text(body, 11)
    trading_day, at = _text(body, at)
    return Hello(magic, protocol, kind, schema, version, trading_day, *struct.unpack("<BiBi", body[at:]))


def rsp_info(error_id: int = 0, message: bytes = b"") -> bytes:
    """A CThostFtdcRspInfoField as it lies in memory."""
    return struct.pack("<i81s3x", error_id, message)


class Session:
    """One accepted connection."""

    def __init__(self, connection: socket.socket) -> None:
        connection.settimeout(LIMIT)
        self.socket = connection
        self._buffer = b""

    def _exactly(self, size: int) -> bytes | None:
        while len(self._buffer) < size:
            try:
                chunk = self.socket.recv(65536)
            except ConnectionResetError:
                return None
            if not chunk:
                return None
            self._buffer += chunk
        found, self._buffer = self._buffer[:size], self._buffer[size:]
        return found

    def read(self) -> Hello | Request | Subscription | Heartbeat | None:
        """The next frame; None when the library closed the connection."""
        head = self._exactly(4)
        if head is None:
            return None
        frame = self._exactly(int.from_bytes(head, "little"))
        if frame is None:
            return None
        body = frame[1:]
        match frame[0]:
            case 1:
                return _hello(body)
            case 2:
                method, request_id = struct.unpack_from("<Hi", body)
                return Request(method, request_id, body[6:])
            case 3:
                method, count = struct.unpack_from("<HH", body)
                at, names = 4, []
                for _ in range(count):
                    name, at = _text(body, at)
                    names.append(name)
                assert at == len(body)
                return Subscription(method, tuple(names))
            case 4:
                assert not body
                return Heartbeat()
            case other:
                raise AssertionError(f"the library sent a frame of type {other}")

    def read_hello(self) -> Hello:
        frame = self.read()
        assert isinstance(frame, Hello), frame
        return frame

    def read_request(self) -> Request:
        while isinstance(frame := self.read(), Heartbeat):
            pass
        assert isinstance(frame, Request), frame
        return frame

    def closed(self) -> bool:
        """Reads to the end: True once the library has closed."""
        while self.read() is not None:
            pass
        return True

    def raw(self, data: bytes) -> None:
        self.socket.sendall(data)

    def frame(self, kind: int, body: bytes = b"", times: int = 1) -> None:
        self.raw((struct.pack("<IB", 1 + len(body), kind) + body) * times)

    def welcome(self, query_frequency: int = 1, package_frequency: int = 6) -> None:
        self.frame(WELCOME, struct.pack("<ii", query_frequency, package_frequency))

    def control(self, return_code: int, count: int) -> None:
        self.frame(CONTROL, struct.pack("<iI", return_code, count))

    def refuse(self, info: bytes) -> None:
        self.frame(REFUSE, info)

    def callback(
        self,
        index: int,
        data: bytes | None = None,
        *,
        info: bytes | None = None,
        request_id: int = 0,
        last: bool = True,
        flow: int = NO_FLOW,
        sequence: int = 0,
        times: int = 1,
    ) -> None:
        flags = (data is not None) * HAS_STRUCT | (info is not None) * HAS_INFO | last * IS_LAST
        head = struct.pack("<HiBBi", index, request_id, flags, flow, sequence)
        self.frame(CALLBACK, head + (info or b"") + (data or b""), times)

    def reset(self) -> None:
        """Closes with RST instead of FIN."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    def close(self) -> None:
        self.socket.close()


class RawFront:
    def __init__(self, listen: bool = True) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.settimeout(LIMIT)
        self._sessions: list[Session] = []
        if listen:
            self.listen()

    def listen(self) -> None:
        """Until now the port was taken but refused."""
        self._socket.listen()

    @property
    def plain(self) -> str:
        host, port = self._socket.getsockname()
        return f"tcp://{host}:{port}"

    def address(self, **seconds: float) -> str:
        query = "&".join(f"{key}={value}" for key, value in seconds.items())
        return f"{self.plain}?{query}" if query else self.plain

    def accept(self) -> Session:
        connection, _ = self._socket.accept()
        session = Session(connection)
        self._sessions.append(session)
        return session

    def welcomed(self) -> Session:
        """The next connection, greeted."""
        session = self.accept()
        session.read_hello()
        session.welcome()
        return session

    def close(self) -> None:
        for session in self._sessions:
            session.close()
        self._socket.close()

    def __enter__(self) -> RawFront:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@contextmanager
def many(count: int) -> Iterator[list[RawFront]]:
    fronts = [RawFront() for _ in range(count)]
    try:
        yield fronts
    finally:
        for front in fronts:
            front.close()
