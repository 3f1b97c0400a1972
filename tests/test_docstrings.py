"""Public coroutines say what they raise, by names that exist; what is raised is among them."""

from __future__ import annotations

import asyncio
import inspect
import re
from collections.abc import Callable
from typing import Any

import anyio
import pytest

import actp
from actp import MdClient, OrderHandle, TraderClient, errors
from actp.sim import Front, Times
from actp.trading.instruments import Instruments
from actp.trading.positions import Positions

CLASSES: tuple[type[Any], ...] = (
    MdClient,
    TraderClient,
    OrderHandle,
    Positions,
    Instruments,
    actp.EventStream,
    actp.TickStream,
)
# They raise nothing of actp's.
QUIET = {"aclose"}
KNOWN = {*errors.__all__, "TimeoutError"}
ERROR = re.compile(r"\b([A-Z]\w*(?:Error|Lost|Placed|Doubt|Expired|Filled|Rejected|Confirmed|NotSent))\b")

# What any request may meet.
SENT = {"ConnectionLost", "SendError", "ClientClosedError", "WrongLoopError", "ForkedError"}
ANSWERED = SENT | {"ResponseError", "ProtocolError", "RequestTimeoutError", "RequestNotSent"}
ORDER = SENT | {
    "OrderRejected",
    "SettlementNotConfirmed",
    "OrderNotPlaced",
    "OrderInDoubt",
    "OrderExpired",
    "RequestNotSent",
    "UsageError",
    "FlowPathError",
    "NotConnectedError",
}
DONE = {"OrderRejected", "OrderNotPlaced", "OrderExpired", "OrderNotFilled", "TimeoutError"}
AT_LEAST = {
    **dict.fromkeys(
        [
            "insert_order",
            *(f"{side}_{flag}" for side in ("buy", "sell") for flag in ("open", "close")),
            *(f"{side}_close_{day}" for side in ("buy", "sell") for day in ("today", "yesterday")),
        ],
        ORDER,
    ),
    "cancel": SENT | {"CancelRejected", "RequestTimeoutError", "RequestNotSent", "NotConnectedError"},
    "done": DONE | {"ClientClosedError", "RequestTimeoutError"},
    "filled": DONE | {"ClientClosedError", "RequestTimeoutError"},
    "subscribe": SENT | {"SubscriptionError", "RequestTimeoutError", "ProtocolError"},
    "query_multicast_instrument": ANSWERED,
    "query_order": ANSWERED | {"NotConnectedError", "UsageError"},
    "order_insert": SENT | {"OrderRejected", "RequestTimeoutError", "FlowPathError", "UsageError"},
    "order_action": SENT | {"CancelRejected", "RequestTimeoutError", "UsageError"},
    "quote_insert": ANSWERED | {"FlowPathError", "UsageError"},
    "change_password": ANSWERED | {"ConfigurationError"},
    "wait_for": {"TimeoutError", "ClientClosedError", "WrongLoopError", "LoginError"},
    "wait_confirmed": {"TimeoutError", "ClientClosedError", "LoginError"},
}


def coroutines(*classes: type[Any]) -> dict[str, set[str]]:
    """The names of errors in each docstring."""
    return {
        f"{cls.__name__}.{name}": set(ERROR.findall(inspect.getdoc(member) or ""))
        for cls in classes
        for name, member in inspect.getmembers(cls, inspect.iscoroutinefunction)
        if not name.startswith("_") and name not in QUIET
    }


@pytest.mark.parametrize(("name", "named"), coroutines(*CLASSES).items())
def test_a_coroutine_says_what_it_raises(name: str, named: set[str]) -> None:
    assert named, f"{name} names no error"
    assert not named - KNOWN, f"{name} names what is no error of actp's"
    assert not AT_LEAST.get(name.partition(".")[2], set()) - named


def test_the_lists_are_of_coroutines_that_exist() -> None:
    assert not AT_LEAST.keys() - {name.partition(".")[2] for name in coroutines(*CLASSES)}


# What they are called with. Nothing is sent: the client is not connected, closed, or another loop's.
ARGUMENTS: dict[str, tuple[Any, ...]] = {
    "insert_order": ("rb2701", "0", "0", 1.0),
    "subscribe": ("rb2701",),
    "change_password": ("new",),
    "wait_for": (actp.State.READY,),
    **{name: ("rb2701", 1.0) for name in AT_LEAST if name.startswith(("buy_", "sell_"))},
}


async def raised(call: Callable[..., Any], name: str) -> type[BaseException] | None:
    try:
        with anyio.fail_after(5):
            await call(*ARGUMENTS.get(name, ()))
    except Exception as error:  # noqa: BLE001 - which one it is, is the test
        return type(error)
    return None


def check(cls: type[Any], found: dict[str, type[BaseException] | None]) -> None:
    named = coroutines(cls)
    for name, kind in found.items():
        if kind is not None:
            assert kind.__name__ in named[f"{cls.__name__}.{name}"], f"{name} raised {kind.__name__}"


@pytest.mark.anyio
@pytest.mark.parametrize("cls", [MdClient, TraderClient])
async def test_what_is_raised_without_a_connection(cls: type[Any]) -> None:
    """Before connect(), on another loop, while the connection is broken, and after close()."""
    fronts = {"broker_id": "9999", "user_id": "u", "password": "p"}
    names = [name.partition(".")[2] for name in coroutines(cls)]
    names = [name for name in names if name not in ("connect", "close", "change_password", "run_forever")]
    async with Front(seed=1, times=Times.fast(), instruments=["rb2701"]) as front:
        address = front.md_address if cls is MdClient else front.trader_address
        client = cls(address, **fronts)
        quick = [name for name in names if name != "wait_for"]
        before = {name: await raised(getattr(client, name), name) for name in quick}
        assert cls is MdClient or set(before.values()) == {actp.NotConnectedError}
        check(cls, before)

        if cls is TraderClient:
            client = cls(address, follow_positions=False, load_instruments=False, **fronts)
        async with client:

            def elsewhere() -> dict[str, type[BaseException] | None]:
                async def everything() -> dict[str, type[BaseException] | None]:
                    return {name: await raised(getattr(client, name), name) for name in quick}

                return asyncio.run(everything())

            other = await anyio.to_thread.run_sync(elsewhere)
            assert set(other.values()) == {actp.WrongLoopError}
            check(cls, other)

            with front.refuse_connections():
                await front.disconnect()
                await client.wait_for(actp.State.RECONNECTING, 10)
                broken = {name: await raised(getattr(client, name), name) for name in quick}
            check(cls, broken)
        closed = {name: await raised(getattr(client, name), name) for name in names}
        assert set(closed.values()) == {actp.ClientClosedError}
        check(cls, closed)
