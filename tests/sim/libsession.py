"""A trading session of a C++ program that knows CTP's interface only, over the simulated library."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import anyio.to_thread
from ctpdriver import Api, Driver
from frontprocess import FrontProcess

from actp import records
from actp.ctp.description import installed
from actp.sim import Front

__all__ = ["PRICE", "Session"]

PRICE = 3150.0


class Session:
    """One API object of the driver against a front. Waits run in a thread: the front is on the loop."""

    def __init__(
        self,
        driver: Driver,
        flow: Path,
        front: Front | FrontProcess,
        version: str,
        topics: tuple[int, int, int] = (0, 2, 1),
        number: int = 1,
    ) -> None:
        flow.mkdir(exist_ok=True)
        self.api = Api(driver, flow, version=version, number=number)
        self.version, self.topics = version, topics
        self.address = front.trader_address.replace("sim://", "tcp://")
        self.requests = 0

    async def run(self, call: Callable[..., Any], *args: Any) -> Any:
        return await anyio.to_thread.run_sync(partial(call, *args))

    async def start(self) -> None:
        await self.run(self.api.made)
        await self.run(self.api.do, "topics {} {} {}".format(*self.topics))
        await self.run(self.api.do, f"front {self.address}")
        await self.run(self.api.do, "init")
        await self.run(self.api.callback, "OnFrontConnected")

    async def request(self, name: str, record: Any) -> int:
        self.requests += 1
        code: int = await self.run(self.api.request, name, self.requests, record.to_bytes(self.version))
        return code

    async def callback(self, name: str) -> tuple[Any, int | None, dict[str, Any]]:
        """The struct as a record and the ErrorID, None for null pointers, and the event."""
        event = await self.run(self.api.callback, name)
        struct = next(m.struct for m in installed().all_methods("TraderSpi") if m.name == name)
        assert struct is not None
        data, info = event["data"], event["info"]
        record = (
            getattr(records, struct).from_bytes(bytes.fromhex(data), version=self.version) if data else None
        )
        error_id = int.from_bytes(bytes.fromhex(info)[:4], "little") if info else None
        return record, error_id, event

    async def login(self) -> Any:
        request = records.ReqAuthenticate(
            version=self.version, broker_id="9999", user_id="u", app_id="app", auth_code="0" * 16
        )
        assert await self.request("ReqAuthenticate", request) == 0
        assert (await self.callback("OnRspAuthenticate"))[1] == 0
        login = records.ReqUserLogin(version=self.version, broker_id="9999", user_id="u", password="p")
        assert await self.request("ReqUserLogin", login) == 0
        record, error_id, _ = await self.callback("OnRspUserLogin")
        assert error_id == 0
        confirm = records.SettlementInfoConfirm(version=self.version, broker_id="9999", investor_id="u")
        assert await self.request("ReqSettlementInfoConfirm", confirm) == 0
        assert (await self.callback("OnRspSettlementInfoConfirm"))[1] == 0
        return record

    async def insert(self, ref: str, direction: str, volume: int, **fields: Any) -> int:
        values = {
            "broker_id": "9999",
            "investor_id": "u",
            "user_id": "u",
            "instrument_id": "rb2605",
            "exchange_id": "SHFE",
            "order_ref": ref,
            "order_price_type": "2",
            "direction": direction,
            "comb_offset_flag": "0",
            "comb_hedge_flag": "1",
            "limit_price": PRICE,
            "volume_total_original": volume,
            "time_condition": "3",
            "volume_condition": "1",
            "min_volume": 1,
            "contingent_condition": "1",
            "force_close_reason": "0",
        }
        order = records.InputOrder(version=self.version, **{**values, **fields})
        return await self.request("ReqOrderInsert", order)

    async def order(self) -> Any:
        return (await self.callback("OnRtnOrder"))[0]
