"""A front whose answers a test chooses: frames over real TCP, sent from a thread of its own.

What a test does not choose is answered as a front does: the login with its struct, queries with no rows,
subscriptions name by name.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from rawfront import RawFront, Request, Session, Subscription, rsp_info

from actp import records
from actp.connection.api_class import api_class

__all__ = ["HostileFront", "Script"]

Script = Callable[["HostileFront", Session, Any], None]
"""Answers one frame: a `Request`, or a `Subscription`."""


class HostileFront:
    """`scripts` are by CTP's name of the request; they run on the front's thread."""

    def __init__(self, kind: Any, version: str = "6.7.11", **scripts: Script) -> None:
        self.kind = kind
        self.version = version
        self.scripts = scripts
        self.described = api_class(kind, version)
        self.requests = {index: name for name, index in self.described.methods.items()}
        self.callbacks = {method.name: index for index, method in self.described.callbacks.items()}
        self.seen: list[str] = []
        self.failed: BaseException | None = None
        self._front = RawFront()
        self._session: Session | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._serve, name="hostile-front")

    @property
    def address(self) -> str:
        place = self._front.plain.removeprefix("tcp://")
        return f"sim://{place}?api={self.version}&lost=0.02&refused=0.02"

    def send(
        self,
        callback: str,
        record: Any = None,
        *,
        error: int = 0,
        request_id: int = 0,
        last: bool = True,
        times: int = 1,
    ) -> None:
        """One callback, or many that are alike, on the present connection."""
        assert self._session is not None
        info = rsp_info(error, b"as planned") if error else None
        self._session.callback(
            self.callbacks[callback],
            None if record is None else record.to_bytes(self.version),
            info=info,
            request_id=request_id,
            last=last,
            times=times,
        )

    def login(self, request: Request, **options: Any) -> None:
        login = records.RspUserLogin(trading_day="20260302", front_id=1, session_id=7, max_order_ref="1")
        self.send("OnRspUserLogin", login, request_id=request.request_id, **options)

    def cut(self) -> None:
        assert self._session is not None
        with suppress(OSError):
            self._session.socket.shutdown(socket.SHUT_RDWR)

    def _answer(self, session: Session, frame: Request | Subscription) -> None:
        name = self.requests[frame.method]
        self.seen.append(name)
        if (script := self.scripts.get(name)) is not None:
            script(self, session, frame)
        elif isinstance(frame, Subscription):
            answer = {
                "SubscribeMarketData": "OnRspSubMarketData",
                "UnSubscribeMarketData": "OnRspUnSubMarketData",
                "SubscribeForQuoteRsp": "OnRspSubForQuoteRsp",
                "UnSubscribeForQuoteRsp": "OnRspUnSubForQuoteRsp",
            }[name]
            for instrument in frame.names:
                self.send(answer, records.SpecificInstrument(instrument_id=instrument))
        elif name == "ReqUserLogin":
            self.login(frame)
        elif name == "ReqQrySettlementInfoConfirm":
            confirmed = records.SettlementInfoConfirm(broker_id="9999", investor_id="u")
            self.send("OnRspQrySettlementInfoConfirm", confirmed, request_id=frame.request_id)
        elif name.startswith("ReqQry"):
            self.send("OnRsp" + name.removeprefix("Req"), request_id=frame.request_id)
        else:
            method = self.described.callbacks[self.callbacks["OnRsp" + name.removeprefix("Req")]]
            assert method.struct is not None
            answer_record = records.record_class(method.struct)(version=self.version)
            self.send(method.name, answer_record, request_id=frame.request_id)

    def _serve(self) -> None:
        try:
            while True:
                self._session = session = self._front.welcomed()
                while (frame := session.read()) is not None:
                    if isinstance(frame, (Request, Subscription)):
                        self._answer(session, frame)
        except BaseException as error:  # noqa: BLE001 - the test's own thread raises it
            if not self._stopping and not isinstance(error, (BrokenPipeError, ConnectionResetError)):
                self.failed = error

    def __enter__(self) -> HostileFront:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopping = True
        with suppress(OSError):
            self._front._socket.shutdown(socket.SHUT_RDWR)
        self.cut() if self._session is not None else None
        self._thread.join(30)
        self._front.close()
        assert self.failed is None or error is not None, self.failed
