"""Every public call with values of a wrong type or size: an ActpError each time, at once, and no other."""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager, asynccontextmanager
from typing import Any

import anyio
import numpy as np
import pytest

import actp
import actp._checks
from actp import MdClient, TraderClient, sim
from actp.enums import Direction, OffsetFlag
from actp.sim import Account, Front, Position
from actp.testing import FAST_BACKOFF

pytestmark = pytest.mark.anyio

NAN, INF = float("nan"), float("inf")
ODD: list[Any] = [b"x", [], {}, (), object(), 1j, np.array([1, 2]), lambda: None]
"""Right for nothing that is taken here but what says so."""
NO_TEXT: list[Any] = [*ODD, 5, 0, True, 1.5, NAN]
BAD_TEXT: list[Any] = ["x\n", "x\0", "x\udc80", "x" * 100]
NO_NUMBER: list[Any] = [*ODD, "5", "", True, NAN, INF, -INF, 10**400, 10**5000, np.bool_(True)]
NO_COUNT: list[Any] = [*NO_NUMBER, 1.5, -1, 2**40]
NO_SECONDS: list[Any] = [*NO_NUMBER, -1, 1e300]
NO_FLAG: list[Any] = [*ODD, "false", 0, 1, None, np.bool_(False)]
NO_WORD: list[Any] = [*NO_TEXT, "x", "", "MD"]
NO_OBJECT: list[Any] = [*ODD, "x", 5, True]

NAME = [*NO_TEXT, *BAD_TEXT, None, ""]


@asynccontextmanager
async def running() -> AsyncIterator[tuple[Front, MdClient, TraderClient]]:
    account = Account("u", "p", positions=(Position("rb2701", "0", 5),))
    async with Front(seed=1, virtual=True, instruments=["rb2701"], accounts=[account]) as front:
        who: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p", "backoff": FAST_BACKOFF}
        async with MdClient(front.md_address, **who) as md:
            async with TraderClient(front.trader_address, **who, query_rate=None) as td:
                yield front, md, td


async def outcome(call: Callable[[], Any]) -> BaseException | None:
    """What a call raises, at once or where it is awaited or entered."""
    try:
        with anyio.fail_after(5):
            result = call()
            if inspect.isawaitable(result):
                await result
            elif isinstance(result, AbstractContextManager):
                with result:
                    pass
    except Exception as error:  # noqa: BLE001 - that is the question
        return error
    return None


async def check(calls: list[tuple[str, Callable[[Any], Any], list[Any]]]) -> None:
    wrong = []
    for name, call, values in calls:
        for value in values:
            error = await outcome(lambda call=call, value=value: call(value))  # type: ignore[misc]
            if not isinstance(error, (actp.ConfigurationError, actp.UsageError)):
                wrong.append(f"{name} of {type(value).__name__} {actp._checks.shown(value)}: {error!r}")
    assert not wrong, "\n".join(wrong)


async def test_the_clients() -> None:
    async with running() as (_front, md, td):
        ready = actp.State.READY
        timeouts = NO_SECONDS
        handle = await td.sell_close("rb2701", 3300.0, exchange_id="SHFE")
        await check(
            [
                ("md.subscribe", md.subscribe, NAME),
                ("md.subscribe timeout", lambda v: md.subscribe("rb2701", timeout=v), [*timeouts, 0]),
                ("md.unsubscribe", md.unsubscribe, NAME),
                ("md.unsubscribe timeout", lambda v: md.unsubscribe("rb2701", timeout=v), [*timeouts, 0]),
                ("md.subscribe_for_quote_rsp", md.subscribe_for_quote_rsp, NAME),
                ("md.unsubscribe_for_quote_rsp", md.unsubscribe_for_quote_rsp, NAME),
                ("md.ticks", md.ticks, NAME),
                ("md.ticks overflow", lambda v: md.ticks(overflow=v), [*NO_WORD, None]),
                ("md.ticks buffer", lambda v: md.ticks(buffer=v), [*NO_COUNT, 0, None]),
                ("md.wait_for", md.wait_for, [*NO_WORD, None]),
                ("md.wait_for timeout", lambda v: md.wait_for(ready, v), timeouts),
                ("td.wait_for timeout", lambda v: td.wait_for(actp.State.CLOSED, timeout=v), timeouts),
                ("md.query request", md.query_multicast_instrument, NO_OBJECT),
                ("md.query timeout", lambda v: md.query_multicast_instrument(timeout=v), [*timeouts, 0]),
                (
                    "md.query field",
                    lambda v: md.query_multicast_instrument(instrument_id=v),
                    [*NO_TEXT[1:], "x" * 100],
                ),
                ("td.query request", td.query_order, NO_OBJECT),
                ("td.query timeout", lambda v: td.query_order(timeout=v), [*timeouts, 0]),
                (
                    "td.query field",
                    lambda v: td.query_order(instrument_id=v),
                    [*NO_TEXT[1:], "x" * 100, "x\0"],
                ),
                ("td.query no field", lambda v: td.query_order(instrument=v), ["rb2701"]),
                (
                    "td.order_insert",
                    lambda v: td.order_insert(limit_price=v),
                    [*NO_NUMBER[1:7], INF, 10**400],
                ),
                ("td.settlement_text", td.settlement_text, [*NO_TEXT[1:], "x" * 10]),
                ("td.settlement_text timeout", lambda v: td.settlement_text(timeout=v), [*timeouts, 0]),
                ("td.change_password", td.change_password, [*NO_TEXT, None, "", "x" * 41, "x\n", "x\udc80"]),
                ("td.find_order", td.find_order, [*NO_OBJECT, (1, 2), None]),
                ("td.positions", lambda v: td.positions[v], [*NO_OBJECT, ("rb2701",), ("rb2701", 5)]),
                ("wait_confirmed", lambda v: td.positions.wait_confirmed(v), timeouts),
                ("done", lambda v: handle.done(v), timeouts),
                ("filled", lambda v: handle.filled(v), timeouts),
                ("cancel", lambda v: handle.cancel(v), [*timeouts, 0]),
            ]
        )
        assert td.state is ready and md.state is ready
        await handle.cancel()


async def test_orders() -> None:
    async with running() as (front, _md, td):
        good: dict[str, Any] = {
            "instrument_id": "rb2701",
            "direction": Direction.BUY,
            "offset": OffsetFlag.OPEN,
            "price": 3000.0,
            "volume": 1,
            "exchange_id": "SHFE",
        }
        texts = [*NO_TEXT, "x\n", "x\0", "x\udc80"]
        wrong: dict[str, list[Any]] = {
            "instrument_id": [*NAME[:-2], None, "x" * 200],
            "direction": [*NO_TEXT[1:], "xx", "\u8d27", None],
            "offset": [*NO_TEXT[4:], "xxxxxxxx", None],
            "hedge": [*NO_TEXT[4:], "xxxxxxxx", None],
            "price": NO_NUMBER,
            "volume": [*NO_COUNT, 0, None],
            "min_volume": [*NO_COUNT, None],
            "stop_price": NO_NUMBER,
            "time_in_force": [*NO_WORD, None, "DAY"],
            "contingent_condition": [*NO_OBJECT],
            "exchange_id": [*texts, "x" * 20],
            "timeout": [*NO_SECONDS, 0],
            "order_memo": [*NO_TEXT[1:], "x" * 200, "x\0", "x\udc80"],
            "order_ref": [*NO_TEXT[1:], "x" * 14],
            "no_such_field": ["x"],
            "user_force_close": [*ODD, "x", None, 1.5, 2**40],
        }
        await check(
            [
                (f"insert_order {name}", lambda v, name=name: td.insert_order(**{**good, name: v}), values)
                for name, values in wrong.items()
            ]
        )
        await check(
            [
                ("sell_close_today", lambda v: td.sell_close_today(v, 3000.0), NAME[:-1]),
                ("buy_open", lambda v: td.buy_open("rb2701", 3000.0, v, exchange_id="SHFE"), NO_COUNT),
            ]
        )
        assert front.books("u").orders == (), "nothing was sent"


async def test_the_front() -> None:
    async with running() as (front, _md, td):
        order = (await td.sell_close("rb2701", 3300.0, exchange_id="SHFE")).order
        u = front.accounts["u"]
        await check(
            [
                ("advance", front.advance, [*NO_SECONDS, None]),
                ("advance_to", front.advance_to, [*NO_TEXT, "x", "25:00", "", None]),
                (
                    "settle",
                    front.settle,
                    [*NO_OBJECT[:2], *NO_OBJECT[3:], {"rb2701": "x"}, {5: 1.0}, {"rb2701": NAN}],
                ),
                ("run_day", lambda v: front.settle(v), [{"rb2701": True}, {"x": 1.0}, {"rb2701": 10**400}]),
                ("trade instrument", lambda v: front.trade(v, 3000.0, 1), NAME),
                ("trade price", lambda v: front.trade("rb2701", v, 1), [*NO_NUMBER, None]),
                ("trade volume", lambda v: front.trade("rb2701", 3000.0, v), [*NO_COUNT, 0, None]),
                ("fill", front.fill, [*NO_OBJECT, None]),
                ("fill volume", lambda v: front.fill(order, v), [*NO_COUNT, 0]),
                ("book", front.book, NAME),
                ("books", front.books, [*NO_TEXT, "x", None]),
                ("books broker", lambda v: front.books("u", v), [*NO_TEXT, "x"]),
                ("notice", front.notice, [*NO_TEXT, "x" * 600, None]),
                ("notice user", lambda v: front.notice("x", v), [*NO_TEXT, "x"]),
                ("set_status", front.set_status, [*NO_TEXT, "xx", "", None]),
                ("set_status products", lambda v: front.set_status("2", v), NO_TEXT),
                ("snapshot", front.snapshot, [*NO_TEXT, None]),
                ("push_tick", front.push_tick, NO_OBJECT),
                ("push_tick name", lambda v: front.push_tick(instrument_id=v), NO_TEXT),
                (
                    "push_tick price",
                    lambda v: front.push_tick(instrument_id="rb2701", last_price=v),
                    [*ODD[:5], "x", INF],
                ),
                ("for_quote", front.for_quote, [*NO_TEXT, None]),
                ("wait_until", front.wait_until, [*NO_OBJECT[:7], None]),
                ("wait_clients", front.wait_clients, [*NO_COUNT[:-1], None]),
                ("wait_clients kind", lambda v: front.wait_clients(kind=v), NO_WORD),
                ("wait_clients logged_in", lambda v: front.wait_clients(logged_in=v), NO_FLAG),
                ("wait_for_subscription", front.wait_for_subscription, [*NO_TEXT, None]),
                ("disconnect", front.disconnect, [*NO_OBJECT, None]),
                ("disconnect kind", lambda v: front.disconnect(kind=v), [*NO_WORD, "trade"]),
                ("disconnect user", lambda v: front.disconnect(user_id=v), NO_TEXT),
                ("garbage kind", lambda v: front.garbage(kind=v), NO_WORD),
                ("return_codes", front.return_codes, [*NO_NUMBER, 0, 1, -1.5, None]),
                ("return_codes count", lambda v: front.return_codes(-1, v), [*NO_COUNT, 0, None]),
                ("refuse_handshake", front.refuse_handshake, [*NO_COUNT, 0, None, "7"]),
                ("refuse_login", front.refuse_login, [*NO_COUNT, 0, None, "7"]),
                ("refuse_login text", lambda v: front.refuse_login(3, v), NO_TEXT),
                ("refuse_login times", lambda v: front.refuse_login(3, times=v), [*NO_COUNT[:-1], 0]),
                ("delay", front.delay, [*NO_SECONDS, None]),
                ("drop_requests", front.drop_requests, [*NO_TEXT, "x", None]),
                ("rule", lambda v: front.rule(v, error_id=1), [*NO_TEXT, "x", "", None]),
                ("rule user", lambda v: front.rule("ReqOrderInsert", user=v, error_id=1), NO_TEXT),
                (
                    "rule instrument",
                    lambda v: front.rule("ReqOrderInsert", instrument=v, error_id=1),
                    NO_TEXT,
                ),
                ("rule times", lambda v: front.rule("ReqOrderInsert", times=v, error_id=1), [*NO_COUNT, 0]),
                (
                    "rule error_id",
                    lambda v: front.rule("ReqOrderInsert", error_id=v),
                    [*NO_COUNT[:-2], 0, 2**40],
                ),
                ("rule text", lambda v: front.rule("ReqOrderInsert", error_id=1, text=v), NO_TEXT),
                (
                    "rule exchange_error",
                    lambda v: front.rule("ReqOrderInsert", exchange_error=v),
                    [*NO_TEXT, ""],
                ),
                ("rule delay", lambda v: front.rule("ReqOrderInsert", delay=v), [*NO_SECONDS, 0]),
                ("rule drop_answer", lambda v: front.rule("ReqOrderInsert", drop_answer=v), NO_FLAG),
                ("rule duplicate", lambda v: front.rule("OnRtnOrder", duplicate=v), NO_FLAG),
                ("deposit", u.deposit, [*NO_NUMBER, 0, -1, None]),
                ("withdraw", u.withdraw, [*NO_NUMBER, 0, -1, None]),
                ("set_password", u.set_password, [*NO_TEXT, "", "x" * 41, "x\n", None]),
            ]
        )
        assert td.state is actp.State.READY
        assert len(front.clients) == 2


PATH = [5, b"x", {}, True, 1j]
FRONT: dict[str, list[Any]] = {
    "replay": [5, True, object(), {}],
    "speed": [*NO_NUMBER, 0, -1],
    "seed": [*NO_NUMBER, -1, 1.5],
    "host": [*NO_TEXT, "", "a b", "x\n", "a..b", "x" * 300, None],
    "md_port": [*NO_COUNT, 65536, None],
    "trader_port": [*NO_COUNT, 65536, None],
    "accounts": ["u", 5, True, [5], ["u"], {"u": "p"}, [None]],
    "broker_id": [*NO_TEXT, "", "x" * 11, "x\n", None],
    "lock_after": [*NO_NUMBER, 0, -1],
    "instruments": ["rb2701", 5, True, [5], [None], ["x"], {"rb2701": 1}, [b"rb2701"]],
    "trading_day": [*NO_TEXT, "x", "20261301", ""],
    "market": [*NO_OBJECT],
    "market_start": [*NO_TEXT, "x", "25:00"],
    "sessions": NO_FLAG,
    "fill_exchange": NO_FLAG,
    "longest_gap": [*NO_SECONDS, None],
    "wait_for": [*NO_WORD, None],
    "times": NO_OBJECT,
    "limits": NO_OBJECT,
    "front_id": [*NO_COUNT, 0, None],
    "fill": [*NO_WORD, None],
    "exchange_latency": [*NO_SECONDS, None],
    "self_trade": [*NO_WORD, None],
    "max_margin_side": NO_FLAG,
    "virtual": NO_FLAG,
    "journal": [5, b"x", {}, True, 1j, object()],
    "store": PATH,
}
INFO: dict[str, Any] = {
    "id": "zz2701",
    "exchange": "SHFE",
    "product": "zz",
    "multiplier": 10,
    "price_tick": 1.0,
    "limit": 0.1,
    "reference_price": 100.0,
}
MADE: list[tuple[Callable[..., Any], dict[str, Any], dict[str, list[Any]]]] = [
    (Front, {}, FRONT),
    (
        sim.Account,
        {"user_id": "u", "password": "p"},
        {
            "user_id": [*NAME, "x" * 13],
            "password": [*NO_TEXT, "x" * 41, "x\n", None],
            "broker_id": [*NAME, "x" * 11],
            "app_id": [*NO_TEXT, "x" * 33],
            "auth_code": [*NO_TEXT, "x" * 17, "x\n"],
            "first_login": NO_FLAG,
            "login_error": [*NO_COUNT, 0],
            "balance": [*NO_NUMBER, 1e13, None],
            "positions": ["x", 5, True, [5], ["rb2701"], None, {}],
            "confirm_settlement": NO_FLAG,
            "trading": [*NO_WORD, None],
            "conditional_orders": NO_FLAG,
            "exchanges": ["SHFE", 5, [5], {"SHFE": 1}, True],
            "bank": NO_OBJECT,
            "fund_password": [*NO_TEXT, "x" * 41, None],
        },
    ),
    (
        sim.Bank,
        {},
        {
            "id": [*NAME, "1234"],
            "name": [*NO_TEXT, "x" * 101, None],
            "account": [*NO_TEXT, "x" * 41, None],
            "password": [*NO_TEXT, "x" * 41, None],
            "balance": [*NO_NUMBER, -1, None],
        },
    ),
    (
        sim.Position,
        {"instrument_id": "rb2701", "direction": "0", "volume": 1},
        {
            "instrument_id": NAME,
            "direction": [*NO_TEXT, "2", "", None],
            "volume": [*NO_COUNT, 0, None],
            "open_price": NO_NUMBER,
            "open_date": [*NO_TEXT, ""],
            "today": NO_FLAG,
            "hedge_flag": [*NO_TEXT, "", "xx", None],
        },
    ),
    (
        sim.Times,
        {},
        {
            name: [*NO_SECONDS, *([] if name == "lost" else [None])]
            for name in ("refused", "lost", "warn", "timeout", "beat", "front_beat")
        },
    ),
    (
        sim.Limits,
        {},
        {
            "max_connections": [*NO_COUNT, None],
            "connect_freq": NO_COUNT,
            "query_freq": NO_COUNT,
            "order_freq": NO_COUNT,
            "for_quote_interval": NO_SECONDS,
            "sending_list_size": [*NO_COUNT, None],
            "package_frequency": [*NO_COUNT, None],
        },
    ),
    (
        sim.InstrumentInfo,
        INFO,
        {
            "id": NAME,
            "exchange": NAME[:-1],
            "product": NAME[:-1],
            "multiplier": [*NO_COUNT, 0, None],
            "price_tick": [*NO_NUMBER, 0, None],
            "limit": [*NO_NUMBER, 0, 1, None],
            "reference_price": [*NO_NUMBER, 0, None],
            "night": [*NO_TEXT, "x", "25:00", None],
            "activity": [*NO_COUNT, 0, None],
            "margin_ratio": [*NO_NUMBER, -1, None],
            "commission": [*NO_OBJECT, None],
            "max_limit_volume": [*NO_COUNT, 0, None],
            "is_trading": NO_FLAG,
            "takes_quotes": NO_FLAG,
            "margin": NO_OBJECT,
            "min_market_volume": [*NO_COUNT, 0, None],
            "option": NO_OBJECT,
        },
    ),
    (sim.Commission, {}, {"open_by_money": [*NO_NUMBER, None], "exercise_by_volume": NO_NUMBER}),
    (sim.Margin, {}, {"long_by_money": [*NO_NUMBER, -1, None], "short_by_volume": NO_NUMBER}),
    (
        sim.OptionTerms,
        {"call": True, "strike": 1.0, "underlying": "rb2701"},
        {
            "call": NO_FLAG,
            "strike": [*NO_NUMBER, 0, None],
            "underlying": NAME,
            "american": NO_FLAG,
            "cash_settled": NO_FLAG,
            "underlying_multiple": [*NO_NUMBER, None],
            "expire_date": [*NO_TEXT, "x", ""],
        },
    ),
]


@pytest.mark.parametrize(("cls", "good", "wrong"), MADE, ids=[cls.__name__ for cls, _, _ in MADE])
def test_what_is_made(cls: Callable[..., Any], good: dict[str, Any], wrong: dict[str, list[Any]]) -> None:
    cls(**good)
    found = []
    for name, values in wrong.items():
        for value in values:
            problem: object = "was taken"
            try:
                cls(**{**good, name: value})
            except actp.ConfigurationError:
                continue
            except Exception as error:  # noqa: BLE001 - that is the question
                problem = error
            found.append(f"{name} of {type(value).__name__} {actp._checks.shown(value)}: {problem!r}")
    assert not found, "\n".join(found)
