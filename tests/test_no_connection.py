"""CTP's return code -1, and numbers of orders that cannot be kept: nothing is sent, and the error says so."""

from __future__ import annotations

import copy
import errno
import gc
import os
import pickle
import shutil
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import anyio
import pytest

import actp
from actp import errors
from actp.enums import Direction, OffsetFlag
from actp.records import InputOrder
from actp.sim import Account, Front, Times
from actp.trading.orders import OrderBook, OrderRefs

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(90)]


@asynccontextmanager
async def trading(**options: Any) -> AsyncIterator[tuple[Front, actp.TraderClient]]:
    accounts = [Account("u", "p", balance=1e7)]
    async with Front(seed=2, times=Times.fast(), fill="book", accounts=accounts) as front:
        given: dict[str, Any] = {
            "query_rate": None,
            "backoff": actp.Backoff(initial=0.05),
            "follow_positions": False,
            "load_instruments": False,
        }
        td = actp.TraderClient(
            front.trader_address, broker_id="9999", user_id="u", password="p", **(given | options)
        )
        async with td:
            yield front, td


async def place_one(td: actp.TraderClient, **options: Any) -> actp.OrderHandle:
    return await td.insert_order(
        "rb2701", Direction.BUY, OffsetFlag.OPEN, 3000.0, 1, exchange_id="SHFE", **options
    )


async def no_connection(front: Front, call: Any) -> actp.ConnectionLost:
    """What a call raises when CTP returns -1."""
    await front.return_codes(-1, 1)
    with anyio.fail_after(10), pytest.raises(actp.ConnectionLost) as caught:
        while True:  # until the library has heard of it
            await call()
    assert caught.value.code == -1
    return caught.value


async def test_an_order_that_ctp_did_not_take_has_its_handle() -> None:
    async with trading() as (front, td):
        error = await no_connection(front, lambda: place_one(td))
        assert type(error) is actp.OrderNotPlaced
        order = error.order
        assert order is not None and order.final and isinstance(order.error, actp.OrderNotPlaced)
        assert order not in td.orders_today and td.find_order(order.key) is None
        with pytest.raises(actp.OrderNotPlaced):
            await order.done(1)
        with pytest.raises(actp.CancelRejected) as refused:
            await order.cancel()
        assert refused.value.too_late
        assert all(each.order is not None for each in td.orders_today)
        assert int((await place_one(td)).order_ref) > int(order.order_ref)


async def test_a_reference_of_one_s_own_is_kept_while_ctp_says_later() -> None:
    async with trading() as (front, td):
        await place_one(td)
        for code in (-2, -3):
            own = str(int((await place_one(td)).order_ref) + 5000)
            await front.return_codes(code, 2)
            await anyio.sleep(0.1)  # on its way to the library
            order = await place_one(td, order_ref=own)
            assert order.order_ref == own and order.order is not None
            assert int((await place_one(td)).order_ref) > int(own)


@pytest.mark.parametrize(
    "call",
    [
        lambda td: td.query_trading_account(),
        lambda td: td.buy_open("m2701", 3000.0),
        lambda td: td.for_quote_insert(instrument_id="m2701", exchange_id="DCE"),
        lambda td: td.parked_order_insert(instrument_id="rb2701"),
        lambda td: td.change_password("q"),
        lambda td: td.settlement_text(),
    ],
    ids=["query", "look-up", "instruction", "answered", "password", "text"],
)
async def test_other_requests(call: Any) -> None:
    async with trading() as (front, td):
        error = await no_connection(front, lambda: _quiet(call(td)))
        assert not isinstance(error, actp.SendError)


async def _quiet(call: Any) -> None:
    with suppress(errors.ResponseError):
        await call


async def test_a_cancel() -> None:
    async with trading() as (front, td):
        orders = [await place_one(td) for _ in range(20)]

        async def cancel() -> None:
            await orders.pop().cancel()

        error = await no_connection(front, cancel)
        assert type(error) is actp.ConnectionLost


@pytest.mark.parametrize("name", ["subscribe", "unsubscribe", "subscribe_for_quote_rsp"])
async def test_subscriptions(name: str) -> None:
    """They are wanted all the same, and sent as soon as CTP takes them."""
    async with Front(seed=2, times=Times.fast(), instruments=["rb2701", "m2701"]) as front:
        async with actp.MdClient(front.md_address, backoff=actp.Backoff(initial=0.05)) as md:
            if name == "unsubscribe":
                await md.subscribe("rb2701")
            await front.return_codes(-1, 1)
            with anyio.fail_after(10), pytest.raises(actp.ConnectionLost) as caught:
                while True:
                    await getattr(md, name)("rb2701")
                    other = md.unsubscribe if name == "subscribe" else md.subscribe
                    if name != "subscribe_for_quote_rsp":
                        await other("rb2701")
                    else:
                        await md.unsubscribe_for_quote_rsp("rb2701")
            assert caught.value.code == -1 and md.state is actp.State.READY
            await md.subscribe("rb2701", timeout=10)
            with anyio.fail_after(20):
                assert (await anext(md.ticks("rb2701"))).instrument_id == "rb2701"


async def test_a_program_that_tries_again_at_once_lets_the_disconnect_through() -> None:
    """-1 comes before the disconnect: without a pause such a loop never gives way to it."""
    async with trading() as (front, td):
        for _ in range(3):
            lost = 0
            await front.disconnect()
            with anyio.fail_after(20):
                while True:
                    try:
                        await place_one(td)
                        break
                    except actp.OrderNotPlaced:
                        lost += 1
                    except actp.ConnectionLost:
                        await td.wait_for(actp.State.READY)
            assert lost <= 3


# -- errors of orders -----------------------------------------------------------------------------------

ORDER_ERRORS = [
    getattr(errors, name)
    for name in errors.__all__
    if name.startswith("Order") or name in ("CancelRejected", "SettlementNotConfirmed")
]


def made(kind: Any) -> Any:
    arguments = ("ReqOrderInsert", 31) if issubclass(kind, errors.ResponseError) else ("text",)
    return kind(*arguments)


@pytest.mark.parametrize("kind", ORDER_ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_of_an_order_has_its_handle(kind: Any) -> None:
    order = OrderBook().place((1, 2), InputOrder(order_ref="7", volume_total_original=3))
    error = made(kind)
    assert error.order is None
    error.order = order
    assert error.order is order and copy.copy(error).order is order
    again = pickle.loads(pickle.dumps(error))
    assert again.order is None and str(again) == str(error) and type(again) is type(error)
    error.order = None
    # The one that an order keeps does not keep the order; a copy of it, which is raised, does.
    order._fail(error)
    assert error.order is order
    raised, gone = copy.copy(error), weakref.ref(order)
    del order
    gc.collect()
    assert raised.order is gone() is not None
    del raised
    gc.disable()
    try:
        assert gone() is None and error.order is None, "without the collector"
    finally:
        gc.enable()


# -- numbers of orders ----------------------------------------------------------------------------------


async def test_a_flow_folder_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "flow"
    async with trading(flow_path=folder) as (front, td):
        await place_one(td)
        shutil.rmtree(folder)
        before = front.statistics().requests
        with pytest.raises(actp.FlowPathError, match=r"actp\.orderref"):
            for _ in range(OrderRefs.BLOCK + 2):
                await place_one(td)
                before += 1
        assert front.statistics().requests == before
        with pytest.raises(actp.FlowPathError, match=r"actp\.orderref"):
            await td.quote_insert(instrument_id="rb2701", exchange_id="SHFE")
        folder.mkdir()
        await place_one(td)
        assert (folder / "actp.orderref").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EIO])
@pytest.mark.parametrize("where", ["open", "replace"])
def test_a_block_counts_once_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, where: str
) -> None:
    refs = OrderRefs(tmp_path)
    assert refs.next() == "1"
    kept = int((tmp_path / "actp.orderref").read_text())
    refs.above(str(kept - 1))
    assert refs.next() == str(kept)

    def full(*_: Any, **__: Any) -> Any:
        raise OSError(number, "no")

    with monkeypatch.context() as patch:
        patch.setattr(Path if where == "open" else os, where, full)
        for _ in range(3):
            with pytest.raises(actp.FlowPathError, match=r"actp\.orderref.*nothing was sent"):
                refs.next()
        assert refs.last == str(kept), "no number is used up"
    assert refs.next() == str(kept + 1)
    again = OrderRefs(tmp_path)
    assert int(again.next()) > kept + 1


@pytest.mark.parametrize("what", ["pipe", "folder"])
async def test_what_stands_in_the_place_of_the_file(tmp_path: Path, what: str) -> None:
    place = tmp_path / "actp.orderref"
    os.mkfifo(place) if what == "pipe" else place.mkdir()
    with (
        anyio.fail_after(20),
        pytest.raises(
            actp.FlowPathError, match=r"actp\.orderref' cannot be written: it is not an ordinary file"
        ),
    ):
        async with trading(flow_path=tmp_path):
            pass
    os.unlink(place) if what == "pipe" else place.rmdir()
    os.mkfifo(tmp_path / "actp.new")  # where the file is written before it is renamed
    with (
        anyio.fail_after(20),
        pytest.raises(actp.FlowPathError, match="it is not an ordinary file but a pipe"),
    ):
        async with trading(flow_path=tmp_path):
            pass
    os.unlink(tmp_path / "actp.new")
    with anyio.fail_after(20):
        async with trading(flow_path=tmp_path) as (_, td):
            assert (await place_one(td)).order_ref
    assert int(place.read_text()) >= OrderRefs.BLOCK


def test_the_last_reference_is_not_wrapped() -> None:
    refs = OrderRefs(None)
    refs.above(str(OrderRefs.LIMIT - 1))
    assert refs.next() == "9" * 12
    for _ in range(2):
        with pytest.raises(actp.UsageError, match="no OrderRef is left"):
            refs.next()
    refs = OrderRefs(None)
    for useless in ("", "  ", "abc", "1" * 13, "-4", "²"):
        refs.above(useless)
    assert refs.next() == "1"
