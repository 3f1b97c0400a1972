"""One measurement of another CTP binding: `peer.py BINDING LIBRARY '{"n": …}'`, in that binding's own
environment. Its callback hands four fields to an asyncio queue with call_soon_threadsafe, as its users do.

Prints one JSON line, in the form of `benchmarks.measure`.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

from blaster import WINDOW, Blaster, distribution  # type: ignore[import-not-found]

NAMES = [f"rb{10000 + i}" for i in range(10)]
FRONT = "tcp://127.0.0.1:1"
kept: list[object] = []
Deliver = Callable[[tuple[Any, ...]], None]


def openctp(flow: str, deliver: Deliver) -> object:
    from openctp_ctp import mdapi  # type: ignore[import-not-found]

    class Spi(mdapi.CThostFtdcMdSpi):  # type: ignore[misc]
        def OnFrontConnected(self) -> None:  # noqa: N802
            api.ReqUserLogin(mdapi.CThostFtdcReqUserLoginField(), 1)

        def OnRspUserLogin(self, *_: object) -> None:  # noqa: N802
            api.SubscribeMarketData([name.encode() for name in NAMES], len(NAMES))

        def OnRtnDepthMarketData(self, tick: Any) -> None:  # noqa: N802
            # The struct dies with the callback: what is needed later is read here.
            deliver((tick.InstrumentID, tick.LastPrice, tick.Volume, tick.BidPrice1, tick.Turnover))

    api = mdapi.CThostFtdcMdApi.CreateFtdcMdApi(flow)
    spi = Spi()
    api.RegisterSpi(spi)
    api.RegisterFront(FRONT)
    api.Init()
    return api, spi


def ctpwrapper(flow: str, deliver: Deliver) -> object:
    from ctpwrapper import ApiStructure, MdApiPy  # type: ignore[import-not-found]

    class Md(MdApiPy):  # type: ignore[misc]
        def OnFrontConnected(self) -> None:  # noqa: N802
            self.ReqUserLogin(ApiStructure.ReqUserLoginField(), 1)

        def OnRspUserLogin(self, *_: object) -> None:  # noqa: N802
            self.SubscribeMarketData(NAMES)

        def OnRtnDepthMarketData(self, tick: Any) -> None:  # noqa: N802
            deliver((tick.InstrumentID, tick.LastPrice, tick.Volume, tick.BidPrice1, tick.Turnover))

    api = Md()
    api.Create(flow)
    api.RegisterFront(FRONT)
    api.Init()
    return api


def vnpy(flow: str, deliver: Deliver) -> object:
    # The API module by itself: the package around it imports vnpy's desktop application.
    import importlib.util

    spec = importlib.util.find_spec("vnpy_ctp")
    assert spec is not None
    assert spec.origin is not None
    sys.path.insert(0, os.path.join(os.path.dirname(spec.origin), "api"))
    from vnctpmd import MdApi  # type: ignore[import-not-found]

    class Md(MdApi):  # type: ignore[misc]
        def onFrontConnected(self) -> None:  # noqa: N802
            self.reqUserLogin({}, 1)

        def onRspUserLogin(self, *_: object) -> None:  # noqa: N802
            for name in NAMES:
                self.subscribeMarketData(name)

        def onRtnDepthMarketData(self, tick: dict[str, Any]) -> None:  # noqa: N802
            deliver(
                (tick["InstrumentID"], tick["LastPrice"], tick["Volume"], tick["BidPrice1"], tick["Turnover"])
            )

    api = Md()
    api.createFtdcMdApi(flow, True)
    api.registerFront(FRONT)
    api.init()
    return api


def algoplus(flow: str, deliver: Deliver) -> object:
    from AlgoPlus.CTP.MdApi import TickEngine  # type: ignore[import-not-found]

    class Md(TickEngine):  # type: ignore[misc]
        def OnRtnDepthMarketData(self, tick: Any) -> None:  # noqa: N802
            deliver(
                (tick["InstrumentID"], tick["LastPrice"], tick["Volume"], tick["BidPrice1"], tick["Turnover"])
            )

    names = [name.encode() for name in NAMES]
    return Md(b"9999", FRONT.removeprefix("tcp://"), names, None, b"u", b"p", flow)


BINDINGS = {"openctp-ctp": openctp, "ctpwrapper": ctpwrapper, "vnpy_ctp": vnpy, "AlgoPlus": algoplus}


async def measure(binding: str, library: str, n: int, rate: int = 0, burn: float = 0.0) -> dict[str, Any]:
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[tuple[Any, ...]] = asyncio.Queue()
    put = queue.put_nowait
    blaster = Blaster(library)

    def deliver(tick: tuple[Any, ...]) -> None:
        loop.call_soon_threadsafe(put, tick)

    # Some constructors block until the session stands. Nothing is emitted before start().
    keep = await loop.run_in_executor(None, BINDINGS[binding], os.path.join(tempfile.mkdtemp(), ""), deliver)
    await asyncio.sleep(1.5)
    gc.collect()
    seen = 0
    burner = asyncio.create_task(burn_python(burn)) if burn else None
    if not rate:
        blaster.acknowledge_every_millisecond(lambda: seen)
        blaster.start(n, 0, WINDOW)
        began = 0.0
        while seen < n:
            _name, _price, _volume, _bid, _ = await queue.get()
            if not seen:
                began = time.perf_counter()
            seen += 1
        result: dict[str, Any] = {"per_s": n / (time.perf_counter() - began)}
    else:
        clock, found = time.perf_counter_ns, []
        blaster.start(n, rate)
        while seen < n:
            tick = await queue.get()
            found.append(clock() - int(tick[4]))
            seen += 1
        result = {"latency": distribution(found), "callback": distribution(blaster.durations())}
    if burner is not None:
        burner.cancel()
    kept.append(keep)  # not every binding survives being taken down
    return result


async def burn_python(share: float) -> None:
    """Keep the loop's thread in Python code for this share of the time, 10 ms at a time."""
    while True:
        until = time.perf_counter() + 0.010 * share
        while time.perf_counter() < until:
            sum(range(100))
        await asyncio.sleep(0.010 * (1 - share))


def main() -> None:
    binding, library, settings = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    if settings.pop("loop", "asyncio") == "uvloop":
        import uvloop

        loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    else:
        loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    result = loop.run_until_complete(measure(binding, library, **settings))
    print(json.dumps(result), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
