"""A client of the sim protocol in plain asyncio, independent of the front's own code."""

from __future__ import annotations

import asyncio
import struct
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from actp import records
from actp.ctp.description import installed

MAGIC = 0x50544341


@dataclass(frozen=True)
class Frame:
    """What the front sent. `name` is WELCOME, CONTROL, REFUSE, HEARTBEAT or the callback's name."""

    name: str
    request_id: int = 0
    data: bytes | None = None
    error_id: int | None = None
    error_text: str = ""
    last: bool = False
    flow: int = 0
    sequence: int = 0
    values: tuple[int, ...] = ()


class RawClient:
    """Speaks for one library. `kind` 0 is market data, 1 trading."""

    def __init__(
        self, address: str, *, kind: int = 0, version: str = "6.7.11", heartbeats: bool = True
    ) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 0
        self.kind, self.version = kind, version
        self._heartbeats = heartbeats
        api, spi = ("TraderApi", "TraderSpi") if kind else ("MdApi", "MdSpi")
        self._methods = {m.name: m.index for m in installed().all_methods(api)}
        spi_methods = installed().all_methods(spi)
        self._callbacks = {m.index: m.name for m in spi_methods}
        self._structs = {m.name: m.struct for m in spi_methods}
        self._pending: deque[Frame] = deque()
        self._arrived = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._seen: set[str] = set()
        self._seen_again: set[str] = set()
        self.ended: asyncio.Future[BaseException | None] | None = None
        self.reading = asyncio.Event()
        self.reading.set()

    async def __aenter__(self) -> RawClient:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def open(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        self.ended = asyncio.get_running_loop().create_future()
        self._tasks.append(asyncio.create_task(self._read()))

    async def aclose(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._writer.close()
        with suppress(ConnectionError):
            await self._writer.wait_closed()

    @property
    def over(self) -> bool:
        """The connection takes no more."""
        return self._writer.is_closing() or (self.ended is not None and self.ended.done())

    # -- sending

    def send(self, kind: int, body: bytes = b"") -> None:
        self._writer.write(struct.pack("<IB", len(body) + 1, kind) + body)

    def send_bytes(self, data: bytes) -> None:
        self._writer.write(data)

    def hello(
        self,
        *,
        protocol: int = 1,
        schema: int | None = None,
        magic: int = MAGIC,
        trading_day: str = "",
        private: tuple[int, int] = (255, 0),
        public: tuple[int, int] = (255, 0),
    ) -> None:
        """`private` and `public` are a resume type and a sequence number; 255 is not subscribed."""
        version, day = self.version.encode(), trading_day.encode()
        self.send(
            1,
            struct.pack("<IHBI", magic, protocol, self.kind, installed().schema if schema is None else schema)
            + bytes([len(version)])
            + version
            + bytes([len(day)])
            + day
            + struct.pack("<BiBi", *private, *public),
        )

    def request(self, name: str, record: Any, request_id: int = 1) -> None:
        self.send(2, struct.pack("<Hi", self._methods[name], request_id) + record.to_bytes(self.version))

    def subscription(self, name: str, *instruments: str) -> None:
        body = struct.pack("<HH", self._methods[name], len(instruments))
        for instrument in instruments:
            encoded = instrument.encode("gb18030")
            body += bytes([len(encoded)]) + encoded
        self.send(3, body)

    def heartbeat(self) -> None:
        self.send(4)

    # -- receiving

    async def _read(self) -> None:
        assert self.ended is not None
        error: BaseException | None = None
        try:
            while True:
                await self.reading.wait()
                head = await self._reader.readexactly(5)
                length, kind = struct.unpack("<IB", head)
                body = await self._reader.readexactly(length - 1)
                frame = self._decode(kind, body)
                if frame.name != "HEARTBEAT" or self._heartbeats:
                    self._pending.append(frame)
                    self._arrived.set()
        except (asyncio.IncompleteReadError, ConnectionError, ValueError) as caught:
            error = caught
        finally:
            if not self.ended.done():
                self.ended.set_result(error)
            self._arrived.set()

    def _decode(self, kind: int, body: bytes) -> Frame:
        if kind == 4:
            return Frame("HEARTBEAT")
        if kind == 16:
            return Frame("WELCOME", values=struct.unpack("<ii", body))
        if kind == 18:
            return Frame("CONTROL", values=struct.unpack("<iI", body))
        if kind == 19:
            error_id, text = struct.unpack("<i81s3x", body)
            return Frame("REFUSE", error_id=error_id, error_text=_text(text))
        if kind != 17:
            raise ValueError(f"frame type {kind}")
        index, request_id, flags, flow, sequence = struct.unpack_from("<HiBBi", body)
        place = struct.calcsize("<HiBBi")
        error_id, text = None, b""
        if flags & 2:
            error_id, text = struct.unpack_from("<i81s3x", body, place)
            place += 88
        return Frame(
            self._callbacks[index],
            request_id,
            body[place:] if flags & 1 else None,
            error_id,
            _text(text),
            bool(flags & 4),
            flow,
            sequence,
        )

    async def frame(self) -> Frame:
        """The next frame; ConnectionError once there will be none."""
        while not self._pending:
            assert self.ended is not None
            if self.ended.done():
                raise ConnectionError("the front closed the connection")
            self._arrived.clear()
            await self._arrived.wait()
        return self._pending.popleft()

    async def expect(self, name: str, skip: tuple[str, ...] = ("HEARTBEAT",)) -> Frame:
        while (frame := await self.frame()).name in skip and frame.name != name:
            pass
        assert frame.name == name, frame
        return frame

    async def until(self, condition: Callable[[Frame], bool]) -> Frame:
        while not condition(frame := await self.frame()):
            pass
        return frame

    def record(self, frame: Frame) -> Any:
        struct_name = self._structs[frame.name]
        assert struct_name is not None
        assert frame.data is not None
        return getattr(records, struct_name).from_bytes(frame.data, version=self.version)

    async def tick(self) -> Any:
        return self.record(await self.expect("OnRtnDepthMarketData"))

    async def tick_of_days(self, *names: str) -> Any:
        """The next tick; a settlement ends the session, which is then begun again for `names`.

        The snapshots with which that answers its subscriptions are passed over.
        """
        while True:
            try:
                tick = await self.tick()
            except ConnectionError:
                await self.aclose()
                self._tasks.clear()
                await self.open()
                await self.ready(*names)
                self._seen_again = self._seen & set(names)
                continue
            name = tick.instrument_id
            if name in self._seen_again:
                self._seen_again.discard(name)
                continue
            self._seen.add(name)
            return tick

    async def closed(self) -> BaseException | None:
        assert self.ended is not None
        return await asyncio.shield(self.ended)

    # -- usual sequences

    async def handshake(self) -> RawClient:
        self.hello()
        await self.expect("WELCOME")
        return self

    async def login(
        self, user: str = "u", password: str = "p", broker: str = "9999", request_id: int = 1
    ) -> Frame:
        self.request(
            "ReqUserLogin",
            records.ReqUserLogin(broker_id=broker, user_id=user, password=password),
            request_id,
        )
        return await self.expect("OnRspUserLogin")

    async def ready(self, *instruments: str) -> RawClient:
        """Handshake, login, and the answers to a subscription."""
        await self.handshake()
        answer = await self.login()
        assert answer.error_id == 0, answer
        await self.subscribe(*instruments)
        return self

    async def subscribe(self, *instruments: str) -> list[Frame]:
        if not instruments:
            return []
        self.subscription("SubscribeMarketData", *instruments)
        skipped = ("HEARTBEAT", "OnRtnDepthMarketData")
        return [await self.expect("OnRspSubMarketData", skipped) for _ in instruments]


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode("gb18030", "replace")
