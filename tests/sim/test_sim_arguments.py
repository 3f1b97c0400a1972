"""What is given to a running front: texts that CTP's fields hold, and wrong values for every argument."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import anyio
import pytest
from frontprocess import TOKEN, connected
from rawclient import RawClient
from trader import BUY, Trader

from actp import records
from actp.errors import UsageError
from actp.sim import Account, Front
from actp.sim.front.remote_control import control_server

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

RB = "rb2701"
# Of two bytes each in GB18030; the last text has an odd byte before them.
LONGEST = ["x" * 58, "涨" * 29, "x" + "涨" * 28]
TOO_LONG = ["x" * 59, "涨" * 30, "x" + "涨" * 29, "x" * 10_000]
NO_TEXT = ["", "\0", "a\0b", "\ud800", "\x1b[31m", "line\n", 5, b"x", ["x"], True]


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    options: dict[str, Any] = {"instruments": [RB], "trading_day": "20261105", "fill": "book", "seed": 1}
    accounts = [Account("u", "p"), Account("v", "p")]
    async with Front(accounts=accounts, virtual=True, **options) as front:
        yield front


# -- texts


@pytest.mark.parametrize("text", LONGEST)
async def test_the_longest_text_of_an_exchange_arrives_whole(front: Front, text: str) -> None:
    price = front.snapshot(RB).pre_settlement_price
    async with Trader(front, "u") as u:
        with front.rule("ReqOrderInsert", exchange_error=text):
            order = (await u.done(RB, BUY, price, 1))[-1].record
        assert order.order_status == "5"
        assert order.status_msg == f"已撤单报单被拒绝SHFE:{text}"
        # The order is over, and the query of orders works.
        (row,) = await u.query("Order")
        assert row.status_msg == order.status_msg
        resting = (await u.done(RB, BUY, price, 1))[-1].record
        with front.rule("ReqOrderAction", exchange_error=text):
            u.cancel(resting)
            (refused,) = [n for n in await u.notices() if n.name == "OnErrRtnOrderAction"]
        assert refused.record.status_msg == f"CTP:SHFE:{text}"


@pytest.mark.parametrize("name", ["ReqOrderInsert", "ReqOrderAction", "ReqQuoteInsert", "ReqForQuoteInsert"])
async def test_a_text_that_no_field_holds_is_refused_at_once(front: Front, name: str) -> None:
    for text in [*TOO_LONG, *NO_TEXT]:
        with pytest.raises(UsageError, match="exchange_error"):
            front.rule(name, exchange_error=text)  # type: ignore[arg-type]


async def test_a_long_refusal_is_cut_at_a_character(front: Front) -> None:
    price = front.snapshot(RB).pre_settlement_price
    async with Trader(front, "u") as u:
        with front.rule("ReqOrderInsert", error_id=31, text="x" + "涨" * 100):
            notices = await u.done(RB, BUY, price, 1)
        assert {n.frame.error_text for n in notices} == {"CTP:x" + "涨" * 37}
        assert await u.query("Order") == []


@pytest.mark.parametrize("text", [each for each in NO_TEXT if each != ""])
async def test_refusals_without_a_text_that_can_be_sent(front: Front, text: Any) -> None:
    for make in (
        lambda: front.refuse_login(7, text),
        lambda: front.refuse_handshake(4040, text),
        lambda: front.rule("ReqUserLogin", error_id=7, text=text),
    ):
        with pytest.raises(UsageError, match="text="):
            make()


# -- wrong values

NUMBERS = [None, "", "1", b"1", True, float("nan"), float("inf"), -1, -0.5, 10**400, [], {}, object()]
WHOLE = [*NUMBERS, 0, 1.5, 2**70]
IDS = [True, -1, 1.5, b"u", "\0", "\ud800", "x" * 100, "涨" * 41, "a\n", [], {}, object()]
KINDS = ["trade", "MD", "", True, 1, b"md", [], object()]
NAMES = [*IDS, None, "", "ReqNothing"]


def values(*names_and_values: tuple[str, list[Any]]) -> list[tuple[str, Any]]:
    return [(name, value) for name, wrong in names_and_values for value in wrong]


CONTEXTS: list[tuple[str, dict[str, Any], list[tuple[str, Any]]]] = [
    ("refuse_login", {"error_id": 7}, values(("error_id", ["7", 2**40, 0, *WHOLE]), ("times", WHOLE[1:]))),
    ("refuse_handshake", {}, values(("error_id", [2**40, *WHOLE]))),
    ("delay", {}, values(("seconds", NUMBERS))),
    (
        "rule",
        {"name": "ReqOrderInsert", "error_id": 31},
        values(
            ("name", NAMES),
            ("user", IDS),
            ("instrument", IDS),
            ("times", WHOLE[1:]),
            ("error_id", [2**40, *WHOLE]),
            ("delay", NUMBERS[1:]),
            ("drop_answer", ["no", 1, None]),
            ("duplicate", ["no", 1, None]),
        ),
    ),
]
CALLS: list[tuple[str, dict[str, Any], list[tuple[str, Any]]]] = [
    ("deposit", {"user_id": "u", "amount": 1.0}, values(("user_id", IDS), ("amount", [*NUMBERS, 0, 1e13]))),
    ("withdraw", {"user_id": "u", "amount": 1.0}, values(("user_id", IDS), ("amount", [*NUMBERS, 0, 1e13]))),
    (
        "set_password",
        {"user_id": "u", "password": "n"},
        values(("user_id", IDS), ("password", [*IDS, None, ""])),
    ),
    ("account", {}, values(("user_id", [*IDS, None, ""]))),
    ("orders", {}, values(("user_id", [*IDS, None, ""]))),
    ("trades", {}, values(("user_id", [*IDS, None, ""]))),
    ("snapshot", {}, values(("instrument_id", [*IDS, None, ""]))),
    ("book", {}, values(("instrument_id", [*IDS, None, ""]))),
    (
        "trade",
        {"instrument_id": RB, "price": 3000.0, "volume": 1},
        values(("instrument_id", IDS), ("price", [*NUMBERS, 0, 0.5]), ("volume", [*WHOLE, 2**31])),
    ),
    (
        "push_tick",
        {"instrument_id": RB},
        values(
            ("instrument_id", [*IDS, None, ""]),
            ("last_price", [None, "1", True, float("inf"), 10**400, [], {}]),
            ("volume", [None, "1", True, 1.5, 2**40, [], {}]),
            ("no_field", [1]),
        ),
    ),
    (
        "fill",
        {"user_id": "u", "order_sys_id": "1"},
        values(("user_id", IDS), ("order_sys_id", [*IDS, None, ""])),
    ),
    ("for_quote", {"instrument_id": RB}, values(("instrument_id", [*IDS, None, ""]))),
    (
        "notice",
        {"text": "x"},
        values(("text", ["", "\0", "\ud800", "x" * 501, 5, None, [], True]), ("user_id", IDS)),
    ),
    (
        "settle",
        {},
        values(("prices", [[], "", 0, False, {RB: "x"}, {RB: True}, {RB: float("nan")}, {"x": 1.0}])),
    ),
    ("run_day", {}, values(("prices", [[], "", 0, False, {RB: "x"}, {RB: True}, {RB: -1.0}, {"x": 1.0}]))),
    ("advance", {}, values(("seconds", NUMBERS))),
    ("advance_to", {}, values(("time", [None, "", "25:00:00", "9", True, 9, 9.5, b"09:00:00", [], {}]))),
    (
        "set_status",
        {"status": "2", "products": ["rb"]},
        values(
            ("status", ["", "22", " ", "涨", "\0", 2, None, True, []]),
            ("products", [["xx"], [1], [[]], "rb", 1]),
        ),
    ),
    ("disconnect", {}, values(("kind", KINDS), ("user_id", IDS))),
    ("garbage", {}, values(("kind", KINDS), ("user_id", IDS))),
    (
        "return_codes",
        {"code": -2},
        values(
            ("code", [-4, -(2**40), *[each for each in WHOLE if each != -1]]),
            ("count", WHOLE),
            ("kind", KINDS),
        ),
    ),
    (
        "wait_clients",
        {"count": 0},
        values(("count", [-1, *NUMBERS]), ("kind", KINDS), ("logged_in", ["no", 1]), ("timeout", NUMBERS)),
    ),
    (
        "wait_for_subscription",
        {"instruments": [RB]},
        values(("instruments", [None, "", RB, 1, [1], [[]], {}]), ("timeout", NUMBERS)),
    ),
    ("end", {}, values(("number", [*NUMBERS, 1, 2**70]))),
    (
        "begin",
        {"fault": "silence"},
        values(("fault", [*IDS, None, "", "nothing"]), ("keep", ["no", 1, None, []])),
    ),
    (
        "begin",
        {"fault": "drop_requests"},
        values(("names", ["ReqUserLogin", 1, None, [1], [[]], ["ReqNothing"], {}])),
    ),
    *[("begin", {"fault": name, **good}, wrong) for name, good, wrong in CONTEXTS],
]


# The calls that the Python interface has under the same name, with the same arguments.
SAME = {"push_tick", "snapshot", "book", "trade", "for_quote", "notice", "settle", "run_day", "advance"}
SAME |= {"advance_to", "disconnect", "garbage", "return_codes"}
ALIEN = ("has no attribute", "positional argument", "'NoneType'", "unhashable", "not supported between")


def local(front: Front, call: str, given: dict[str, Any]) -> Callable[[], Any] | None:
    """The same call of the Python interface, None where that has it otherwise."""
    user = given.pop("user_id", None) if call in ("deposit", "withdraw", "set_password") else None
    if user is not None:
        return lambda: getattr(front.accounts[user], call)(**given) if user == "u" else front.books(user)
    if call == "set_status" and isinstance(given.get("products"), list):
        return lambda: front.set_status(given["status"], *given["products"])
    if call in SAME or (call == "wait_clients" and "timeout" not in given):
        return lambda: getattr(front, call)(**given)
    return None


def state(front: Front) -> Any:
    core = front._core
    return (
        list(front._broker.investors),
        [front.books(user) for user in ("u", "v")],
        front.snapshot(RB),
        front.now,
        front.trading_day,
        core.board.ticks,
        front._broker.notices.told,
        dict(front._broker.floor._core.counters._next) if hasattr(core.counters, "_next") else None,
        core.faults.silent,
        core.faults.delay,
        list(core.rules._rules),
    )


@pytest.mark.parametrize(
    ("call", "good", "wrong"), CALLS, ids=[f"{call}-{good.get('fault', '')}" for call, good, _ in CALLS]
)
async def test_wrong_values_change_nothing_and_say_what_is_wrong(
    front: Front, call: str, good: dict[str, Any], wrong: list[tuple[str, Any]]
) -> None:
    before = state(front)
    async with RawClient(front.md_address) as client, control_server(front, TOKEN) as port:
        await client.ready()
        async with connected(port) as remote:
            for name, value in wrong:
                given = good | {name: value}
                if _json(value):
                    with anyio.fail_after(10):
                        said = await remote.refused(call, **given)
                    # Python's own words are no help to a program in another language.
                    assert said, (name, value)
                    assert not [words for words in ALIEN if words in said], (name, value, said)
                    assert "cannot be used" not in said, (name, value)
                made = local(front, call, dict(given))
                if made is not None:
                    with pytest.raises(UsageError):
                        result = made()
                        if hasattr(result, "__await__"):
                            with anyio.fail_after(10):
                                await result
            assert state(front) == before
            # The connection, the client and the front go on.
            assert [c["kind"] for c in (await remote.do("status"))["clients"]] == ["md"]
        assert front.statistics().cut == 0


@pytest.mark.parametrize(("name", "good", "wrong"), CONTEXTS, ids=[name for name, _, _ in CONTEXTS])
async def test_a_fault_with_a_wrong_value_is_refused_before_its_block(
    front: Front, name: str, good: dict[str, Any], wrong: list[tuple[str, Any]]
) -> None:
    for argument, value in wrong:
        with pytest.raises(UsageError):
            getattr(front, name)(**(good | {argument: value}))


async def test_names_of_requests_that_are_none(front: Front) -> None:
    for name in NAMES:
        with pytest.raises(UsageError, match="no request"):
            front.drop_requests(name)


async def test_what_is_no_client_and_no_order(front: Front) -> None:
    for wrong in ("md", 1, None, object(), records.Order()):
        with pytest.raises(UsageError):
            await front.disconnect(wrong)  # type: ignore[arg-type]
        with pytest.raises(UsageError):
            await front.fill(wrong)


async def test_anybody_may_log_in_but_not_anything() -> None:
    """Where each name is an account, what is no name is none."""
    async with Front(seed=1, instruments=[RB]) as front:
        for wrong in [*IDS, None, ""]:
            assert front.accounts.get(wrong) is None
            with pytest.raises(UsageError):
                front.books(wrong)
        assert list(front.accounts) == []
        assert front.accounts["new"].funds.balance == 1_000_000


def _json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_json, value.values()))
    if isinstance(value, list):
        return all(map(_json, value))
    if isinstance(value, float):
        return value == value and abs(value) != float("inf")
    return value is None or (isinstance(value, (str, int)) and value != 10**400)
