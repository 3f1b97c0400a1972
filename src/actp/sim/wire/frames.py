"""The frames between the simulated library and the front (docs/explanation/sim-protocol.md).

Sans I/O: bytes in, frames out. Everything a peer sends is checked here, so that the rest of the front
meets well-formed frames only.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from functools import lru_cache

__all__ = [
    "MAGIC",
    "MAX_FRAME",
    "PROTOCOL",
    "Flags",
    "Flow",
    "FrameReader",
    "FrameType",
    "Hello",
    "Kind",
    "ProtocolError",
    "Request",
    "RspInfo",
    "Subscription",
    "callback",
    "control",
    "frame",
    "pack_text",
    "refuse",
    "rsp_info",
    "welcome",
]

MAGIC = 0x50544341
PROTOCOL = 1
MAX_FRAME = 262_144


class FrameType(IntEnum):
    HELLO = 1
    REQUEST = 2
    SUBSCRIPTION = 3
    HEARTBEAT = 4
    WELCOME = 16
    CALLBACK = 17
    CONTROL = 18
    REFUSE = 19


class Kind(IntEnum):
    """What a client's library is, and what a port of the front serves."""

    MARKET_DATA = 0
    TRADING = 1


class Flow(IntEnum):
    DIALOG = 0
    QUERY = 1
    PRIVATE = 2
    PUBLIC = 3
    NONE = 255


class Flags(IntFlag):
    STRUCT = 1
    RSP_INFO = 2
    LAST = 4


_WITH_STRUCT, _WITH_INFO, _WITH_LAST = (int(flag) for flag in (Flags.STRUCT, Flags.RSP_INFO, Flags.LAST))


class ProtocolError(Exception):
    """The peer sent bytes that are not the protocol's."""


@dataclass(frozen=True, slots=True)
class RspInfo:
    """CTP's ErrorID and ErrorMsg."""

    error_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Hello:
    """A library's first frame. The resume types are CTP's, 255 where the topic was not subscribed."""

    protocol: int
    kind: Kind
    schema: int
    version: str
    trading_day: str
    private_type: int
    private_sequence: int
    public_type: int
    public_sequence: int

    @classmethod
    def parse(cls, body: bytes) -> Hello:
        try:
            magic, protocol, kind, schema = _HELLO_HEAD.unpack_from(body)
            version, place = _text(body, _HELLO_HEAD.size)
            trading_day, place = _text(body, place)
            topics = _HELLO_TAIL.unpack_from(body, place)
            if magic != MAGIC:
                raise ProtocolError(f"HELLO with magic {magic:#010x}")
            if place + _HELLO_TAIL.size != len(body):
                raise ProtocolError("HELLO of a wrong length")
            return cls(
                protocol, Kind(kind), schema, version.decode("ascii"), trading_day.decode("ascii"), *topics
            )
        except (struct.error, ValueError) as error:
            raise ProtocolError(f"malformed HELLO: {error}") from error

    def pack(self) -> bytes:
        return frame(
            FrameType.HELLO,
            _HELLO_HEAD.pack(MAGIC, self.protocol, self.kind, self.schema)
            + pack_text(self.version.encode("ascii"))
            + pack_text(self.trading_day.encode("ascii"))
            + _HELLO_TAIL.pack(
                self.private_type, self.private_sequence, self.public_type, self.public_sequence
            ),
        )


@dataclass(frozen=True, slots=True)
class Request:
    """A `Req…` call: the method's index in `api.json`, nRequestID and the struct's bytes."""

    method: int
    request_id: int
    data: bytes

    @classmethod
    def parse(cls, body: bytes) -> Request:
        if len(body) < _REQUEST.size:
            raise ProtocolError("malformed REQUEST")
        method, request_id = _REQUEST.unpack_from(body)
        return cls(method, request_id, body[_REQUEST.size :])

    def pack(self) -> bytes:
        return frame(FrameType.REQUEST, _REQUEST.pack(self.method, self.request_id) + self.data)


@dataclass(frozen=True, slots=True)
class Subscription:
    """A `Subscribe…` or `UnSubscribe…` call; names are the bytes the program gave."""

    method: int
    names: tuple[bytes, ...]

    @classmethod
    def parse(cls, body: bytes) -> Subscription:
        if len(body) < _SUBSCRIPTION.size:
            raise ProtocolError("malformed SUBSCRIPTION")
        method, count = _SUBSCRIPTION.unpack_from(body)
        names: list[bytes] = []
        place = _SUBSCRIPTION.size
        for _ in range(count):
            name, place = _text(body, place)
            if 0 in name:
                raise ProtocolError("a name with a NUL in it")
            names.append(name)
        if place != len(body):
            raise ProtocolError("SUBSCRIPTION of a wrong length")
        return cls(method, tuple(names))

    def pack(self) -> bytes:
        head = _SUBSCRIPTION.pack(self.method, len(self.names))
        return frame(FrameType.SUBSCRIPTION, head + b"".join(map(pack_text, self.names)))


_HEAD = struct.Struct("<IB")
_LENGTH = struct.Struct("<I")
_HELLO_HEAD = struct.Struct("<IHBI")
_HELLO_TAIL = struct.Struct("<BiBi")
_REQUEST = struct.Struct("<Hi")
_SUBSCRIPTION = struct.Struct("<HH")
_WELCOME = struct.Struct("<ii")
_CALLBACK = struct.Struct("<HiBBi")
_CONTROL = struct.Struct("<iI")
_RSP_INFO = struct.Struct("<i81s3x")


def _text(body: bytes, place: int) -> tuple[bytes, int]:
    if place >= len(body):
        raise ProtocolError("a text is missing")
    end = place + 1 + body[place]
    if end > len(body):
        raise ProtocolError("a text is cut short")
    return body[place + 1 : end], end


def pack_text(text: bytes) -> bytes:
    return bytes((len(text),)) + text


def frame(kind: FrameType, body: bytes = b"") -> bytes:
    return _HEAD.pack(len(body) + 1, kind) + body


def welcome(query_frequency: int, package_frequency: int) -> bytes:
    """`query_frequency` and `package_frequency` are what the library's GetFrontInfo reports."""
    return frame(FrameType.WELCOME, _WELCOME.pack(query_frequency, package_frequency))


def control(return_code: int, count: int) -> bytes:
    return frame(FrameType.CONTROL, _CONTROL.pack(return_code, count))


def refuse(info: RspInfo) -> bytes:
    return frame(FrameType.REFUSE, rsp_info(info))


@lru_cache(maxsize=256)
def rsp_info(info: RspInfo) -> bytes:
    """The struct CThostFtdcRspInfoField: GB18030, cut to 80 bytes at a character's end."""
    text = info.text.encode("gb18030", "replace")
    if len(text) > 80:
        text = text[:80].decode("gb18030", "ignore").encode("gb18030")
    return _RSP_INFO.pack(info.error_id, text)


def callback(
    index: int,
    data: bytes | None = None,
    *,
    request_id: int = 0,
    info: RspInfo | None = None,
    last: bool = False,
    flow: Flow = Flow.DIALOG,
    sequence: int = 0,
) -> bytes:
    """A CALLBACK frame. `data` is the struct's bytes; None reaches the program as a null pointer."""
    # Plain numbers: a front makes thousands of these at a time, and enum members are slow to combine.
    flags = (data is not None) * _WITH_STRUCT + (info is not None) * _WITH_INFO + last * _WITH_LAST
    head = _CALLBACK.pack(index, request_id, flags, flow, sequence)
    return frame(
        FrameType.CALLBACK,
        head + (rsp_info(info) if info is not None else b"") + (data if data is not None else b""),
    )


class FrameReader:
    """Cuts a byte stream into `(type, body)`. Types are those a library may send."""

    _accepted = frozenset((FrameType.HELLO, FrameType.REQUEST, FrameType.SUBSCRIPTION, FrameType.HEARTBEAT))

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[tuple[FrameType, bytes]]:
        """The frames that `data` completes; raises ProtocolError at the first that is none.

        Frames before a bad one in the same bytes are lost with it: the connection is cut anyway.
        """
        buffer = self._buffer
        buffer += data
        frames: list[tuple[FrameType, bytes]] = []
        place = 0
        while len(buffer) - place >= 4:
            (length,) = _LENGTH.unpack_from(buffer, place)
            if not 1 <= length <= MAX_FRAME:
                raise ProtocolError(f"a frame of {length} bytes")
            if len(buffer) - place > 4 and buffer[place + 4] not in self._accepted:
                raise ProtocolError(f"a frame of type {buffer[place + 4]}")
            if len(buffer) - place < 4 + length:
                break
            frames.append((FrameType(buffer[place + 4]), bytes(buffer[place + 5 : place + 4 + length])))
            place += 4 + length
        del buffer[:place]
        return frames
