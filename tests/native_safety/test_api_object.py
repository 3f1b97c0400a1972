"""The core by itself: API objects, batches, dropped clients."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from programs import blocks

import actp
from actp import MdClient, TickBatch, _core, records
from actp.library import open_library, simulated_library
from actp.sim import Front, Times

pytestmark = pytest.mark.timeout(180)


@pytest.fixture
def make_api(tmp_path: Path) -> Callable[..., Any]:
    library = open_library("md", simulated_library("md"))

    def make(version: str = library.version) -> Any:
        router = _core.TickRouter()
        return _core.Api(
            library.native,
            version,
            queue_bytes=1 << 20,
            use_eventfd=False,
            tick_callback=0,
            classes=[],
            router=router,
        )

    return make


CALLS: dict[str, Callable[[Any], Any]] = {
    "register_front": lambda api: api.register_front(b"tcp://127.0.0.1:1"),
    "register_name_server": lambda api: api.register_name_server(b"tcp://127.0.0.1:1"),
    "register_fens_user_info": lambda api: api.register_fens_user_info(bytes(1000)),
    "subscribe_topics": lambda api: api.subscribe_topics(2, 2),
    "init": lambda api: api.init(),
    "request": lambda api: api.request(1, bytes(1000), 1),
    "subscription": lambda api: api.subscription(1, [b"rb2701"]),
    "trading_day": lambda api: api.trading_day(),
    "front_info": lambda api: api.front_info(1000),
}


@pytest.mark.parametrize("call", CALLS)
def test_calls_on_no_api_object(make_api: Callable[..., Any], tmp_path: Path, call: str) -> None:
    """Before Create and after Release there is nothing to call: an error, not a crash."""
    before = blocks()
    api = make_api()
    with pytest.raises(RuntimeError, match="not created yet, or released"):
        CALLS[call](api)
    api.create(os.fsencode(tmp_path) + b"/", False)
    with pytest.raises(RuntimeError, match="created already"):
        api.create(os.fsencode(tmp_path) + b"/", False)
    api.release()
    with pytest.raises(RuntimeError, match="not created yet, or released"):
        CALLS[call](api)
    with pytest.raises(RuntimeError, match="created already"):
        api.create(os.fsencode(tmp_path) + b"/", False)
    api.release()
    del api
    assert blocks() == before


def test_a_version_without_description(make_api: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"9\.9\.9 is not described"):
        make_api("9.9.9").create(os.fsencode(tmp_path) + b"/", False)


def test_the_memory_of_a_batch_stays_where_it_is() -> None:
    layout = records.layout("DepthMarketData", "6.7.11")
    data = bytearray(3 * layout.size)
    batch = TickBatch(data, layout, records.DepthMarketData)
    view = memoryview(batch)
    with pytest.raises(BufferError):
        data.extend(bytes(1 << 20))
    assert bytes(view.cast("B") if view.format == "B" else view.tobytes()) == bytes(3 * layout.size)


@pytest.mark.parametrize("kind", ["md", "trader"])
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_a_dropped_client_is_noticed_at_once(
    kind: str, anyio_backend: str, recwarn: pytest.WarningsRecorder
) -> None:
    """No cycle keeps it until the collector comes."""
    who = {"broker_id": "9999", "user_id": "u", "password": "p"}
    async with Front(seed=1, speed=20, times=Times.fast()) as front:
        gc.collect()
        gc.disable()
        try:
            client: Any
            if kind == "md":
                client = MdClient(front.md_address, **who)
                await client.connect()
                await client.subscribe("rb2701")
            else:
                client = actp.TraderClient(front.trader_address, **who, query_rate=None)
                await client.connect()
                await client.positions.wait_confirmed(10)
                await client.query_order()
            await anyio.wait_all_tasks_blocked()
            assert not [w for w in recwarn if w.category is ResourceWarning]
            del client
            (warning,) = [w for w in recwarn if w.category is ResourceWarning]
        finally:
            gc.enable()
    assert "was dropped without close()" in str(warning.message)
