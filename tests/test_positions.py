"""Positions: which lots trades close, what orders freeze, and iterating while they change.

The random runs are held against a model that keeps lots one by one, and against the front's own ledger.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import actp
from actp import OrderHandle, TraderClient, records
from actp.enums import Direction, OffsetFlag, PosiDirection
from actp.sim import Account, Front, Position, Times
from actp.testing import FAST_BACKOFF
from actp.trading.orders import OrderBook
from actp.trading.positions import Positions

LONG, SHORT = PosiDirection.LONG, PosiDirection.SHORT
SEPARATE, TOGETHER = ("SHFE", "INE"), ("DCE", "CZCE", "CFFEX", "GFEX")
SESSION = (1, 7)

repeatable = settings(derandomize=True, deadline=None, max_examples=300, database=None)


def row(exchange: str, volume: int, today: int, **fields: Any) -> records.InvestorPosition:
    given: dict[str, Any] = {"instrument_id": "x", "posi_direction": "2", "hedge_flag": "1"}
    return records.InvestorPosition(
        **given, exchange_id=exchange, position=volume, today_position=today, **fields
    )


def rows(exchange: str, today: int, history: int, **fields: Any) -> list[records.InvestorPosition]:
    """The rows as exchanges keep them: two of a side at SHFE and INE."""
    if exchange in TOGETHER:
        return [row(exchange, today + history, today, position_date="1", **fields)]
    return [
        row(exchange, today, today, position_date="1"),
        row(exchange, history, 0, position_date="2", **fields),
    ]


def closing_trade(exchange: str, flag: OffsetFlag | str, volume: int, **fields: Any) -> records.Trade:
    given: dict[str, Any] = {"instrument_id": "x", "direction": "1", "offset_flag": flag, "hedge_flag": "1"}
    return records.Trade(**(given | {"exchange_id": exchange, "volume": volume} | fields))


def buckets(positions: Positions) -> tuple[int, int]:
    held = positions["x", LONG]
    return held.today, held.history


# -- which lots a trade closes ----------------------------------------------------------------------


@pytest.mark.parametrize("flag", [flag for flag in OffsetFlag if flag is not OffsetFlag.OPEN])
@pytest.mark.parametrize("exchange", SEPARATE + TOGETHER)
def test_a_flag_that_names_lots_which_are_not_there(exchange: str, flag: OffsetFlag) -> None:
    """The trade closed what there was: no bucket goes below none."""
    for today, history in ((0, 5), (5, 0), (1, 4), (4, 1)):
        positions = Positions()
        positions.seed(rows(exchange, today, history))
        for left in (3, 1, 0, 0):
            positions.trade(closing_trade(exchange, flag, 2))
            found = buckets(positions)
            assert min(found) >= 0 and sum(found) == left


def test_elsewhere_earlier_lots_are_closed_first_whatever_the_flag() -> None:
    for exchange in TOGETHER:
        for flag in OffsetFlag:
            if flag is OffsetFlag.OPEN:
                continue
            positions = Positions()
            positions.seed(rows(exchange, 0, 5))
            positions.trade(closing_trade(exchange, flag, 2))
            assert buckets(positions) == (0, 3)
            positions.trade(closing_trade(exchange, OffsetFlag.OPEN, 4, direction="0"))
            positions.trade(closing_trade(exchange, flag, 5))
            assert buckets(positions) == (2, 0)


def test_a_close_that_is_told_before_its_opening() -> None:
    """The rows of a trade query come in any order."""
    positions = Positions()
    positions.seed(rows("SHFE", 1, 0))
    positions.trade(closing_trade("SHFE", OffsetFlag.CLOSE_TODAY, 3))
    assert buckets(positions) == (0, 0)
    positions.trade(closing_trade("SHFE", OffsetFlag.OPEN, 3, direction="0"))
    assert buckets(positions) == (1, 0)


# -- a model ----------------------------------------------------------------------------------------


class Model:
    """One side of one instrument, every lot and every order for itself; what is asked is counted anew."""

    def __init__(self, exchange: str, today: int, history: int) -> None:
        self.separate = exchange in SEPARATE
        self.lots = [False] * history + [True] * today  # in order of opening: whether it is of today
        self.orders: list[list[Any]] = []  # flag and lots that remain

    def candidates(self, flag: str) -> list[int]:
        """The lots that a flag may close, in the order in which it does."""
        numbers = list(range(len(self.lots)))
        if not self.separate:
            return numbers
        if flag == "3":
            return [n for n in numbers if self.lots[n]]
        if flag in "14":
            return [n for n in numbers if not self.lots[n]]
        return sorted(numbers, key=lambda n: self.lots[n])

    def free(self) -> list[int]:
        """The lots that no order freezes. Orders that name a bucket come before those that take any."""
        taken: set[int] = set()
        for flag, volume in sorted(self.orders, key=lambda order: order[0] not in "134"):
            left = [n for n in self.candidates(flag) if n not in taken]
            taken.update(left[:volume])
        return [n for n in range(len(self.lots)) if n not in taken]

    def closable(self, flag: str) -> int:
        free = self.free()
        return sum(1 for n in self.candidates(flag) if n in free)

    def close(self, flag: str, volume: int) -> None:
        for number in sorted(self.candidates(flag)[:volume], reverse=True):
            del self.lots[number]

    def numbers(self) -> tuple[int, ...]:
        free = self.free()
        today = sum(self.lots)
        free_today = sum(1 for n in free if self.lots[n])
        frozen = len(self.lots) - len(free)
        return today, len(self.lots) - today, frozen, free_today, len(free) - free_today


def numbers(held: actp.trading.positions.Position) -> tuple[int, ...]:
    return held.today, held.history, held.frozen, held.closable_today, held.closable_history


class Side:
    """`Positions` and its orders, moved by records as a client moves them."""

    def __init__(self, exchange: str, today: int, history: int, *, whole_day: bool) -> None:
        self.exchange, self.count, self.opened, self.closed = exchange, 0, 0, 0
        self.book = OrderBook()
        self.book.begin_day("20260302")
        self.book.sessions.add(SESSION)
        self.positions = Positions(whole_day=whole_day, live_orders=self.book.live)
        self.positions.seed(rows(exchange, today, history))

    def order(self, flag: str, volume: int, direction: str = "1", session: Any = SESSION) -> OrderHandle:
        """An order that is sent and not reported yet; of another session: reported at once."""
        self.count += 1
        request = records.InputOrder(
            instrument_id="x",
            exchange_id=self.exchange,
            direction=direction,
            comb_offset_flag=flag,
            comb_hedge_flag="1",
            volume_total_original=volume,
            order_ref=str(self.count),
            contingent_condition="1",
        )
        if session == SESSION:
            return self.book.place(session, request)
        self.report(request, "3", 0, session)
        found = self.book.find((*session, request.order_ref))
        assert found is not None
        return found

    def report(self, request: Any, status: str, traded: int, session: Any = SESSION) -> None:
        same = {"instrument_id", "exchange_id", "direction", "comb_offset_flag", "comb_hedge_flag"}
        fields = {name: getattr(request, name) for name in same}
        record = records.Order(
            **fields,
            order_ref=request.order_ref,
            volume_total_original=request.volume_total_original,
            contingent_condition="1",
            front_id=session[0],
            session_id=session[1],
            order_status=status,
            order_submit_status="3",
            order_sys_id=f"{request.order_ref:>12}",
            order_local_id=f"{request.order_ref:>12}",
            trader_id="T",
            volume_traded=traded,
            volume_total=request.volume_total_original - traded,
        )
        handle = self.book.order(record)
        if handle is not None:
            self.positions.order(handle)

    def trade(self, order: Any, volume: int) -> None:
        self.count += 1
        record = records.Trade(
            instrument_id="x",
            exchange_id=self.exchange,
            direction=order.direction,
            offset_flag=order.comb_offset_flag[:1],
            hedge_flag="1",
            volume=volume,
            order_sys_id=f"{order.order_ref:>12}",
            trade_id=str(self.count),
            trading_day="20260302",
        )
        if record.offset_flag == OffsetFlag.OPEN:
            self.opened += volume
        else:
            self.closed += volume
        assert self.book.trade(record)
        self.positions.trade(record)


_step = st.tuples(
    st.sampled_from(["open", "close", "close", "report", "fill", "fill", "cancel", "query"]),
    st.sampled_from("123456"),
    st.integers(1, 4),
    st.integers(0, 20),
    st.booleans(),
)


@repeatable
@given(
    st.sampled_from(SEPARATE + TOGETHER),
    st.booleans(),
    st.integers(0, 4),
    st.integers(0, 4),
    st.lists(_step, max_size=30),
)
def test_buckets_and_what_is_frozen_equal_a_model(
    exchange: str, whole_day: bool, today: int, history: int, steps: list[tuple[str, str, int, int, bool]]
) -> None:
    model, side = Model(exchange, today, history), Side(exchange, today, history, whole_day=whole_day)
    live: list[tuple[OrderHandle, list[Any]]] = []
    for what, flag, volume, chosen, other in steps:
        session = (2, 8) if other else SESSION
        if what == "open":
            order = side.order("0", volume, "0")
            side.report(order.request, "0", volume)
            side.trade(order.request, volume)
            model.lots += [True] * volume
        elif what == "close" and model.closable(flag) >= volume:
            kept = [flag, volume]
            model.orders.append(kept)
            live.append((side.order(flag, volume, session=session), kept))
        elif what == "query":
            now_today, now_history, *_ = model.numbers()
            more = {"open_volume": side.opened, "close_volume": side.closed}
            of_history = sum(left for flag, left in model.orders if flag != "3" or exchange in TOGETHER)
            asked = rows(exchange, now_today, now_history, short_frozen=of_history, **more)
            if exchange in SEPARATE:
                of_today = sum(left for flag, left in model.orders if flag == "3")
                asked[0] = asked[0].replace(short_frozen=of_today)
            assert side.positions.seed(asked)
        elif live and what in ("report", "fill", "cancel"):
            handle, kept = live[chosen % len(live)]
            origin, key = handle.order or handle.request, handle.key[:2]
            assert origin is not None
            traded = handle.volume_traded
            if what == "report":
                side.report(origin, "3" if not traded else "1", traded, key)
            elif what == "fill":
                part = min(volume, kept[1])
                done = part == kept[1]
                # The report comes before its trade, which alone takes lots.
                side.report(origin, "0" if done else "1", traded + part, key)
                if whole_day or handle.mine:
                    assert numbers(side.positions["x", LONG]) == model.numbers()
                side.trade(origin, part)
                kept[1] -= part
                if done:
                    model.orders.remove(kept)
                    live.remove((handle, kept))
                model.close(kept[0], part)
            else:
                side.report(origin, "5", traded, key)
                model.orders.remove(kept)
                live.remove((handle, kept))
        held = side.positions["x", LONG]
        assert numbers(held) == model.numbers()
        assert held.today + held.history == held.volume
        assert held.closable + held.frozen == held.volume
        assert held.closable == held.closable_today + held.closable_history
        assert min(numbers(held)) >= 0


# -- what a query adds ------------------------------------------------------------------------------


def test_what_the_rows_freeze_is_counted_once() -> None:
    """Rows count the orders that are known, and those that are not: a flow may begin in mid-day."""
    side = Side("DCE", 2, 6, whole_day=False)
    mine = side.order("1", 2)
    side.report(mine.request, "3", 0)
    assert side.positions["x", LONG].frozen == 2
    side.positions.seed(rows("DCE", 2, 6, short_frozen=5, strike_frozen=1))
    assert side.positions["x", LONG].frozen == 6
    side.report(mine.request, "5", 0)
    assert side.positions["x", LONG].frozen == 4
    # One of the unknown ones becomes known: three lots of it are left, no more.
    others = records.InputOrder(
        instrument_id="x",
        exchange_id="DCE",
        direction="1",
        comb_offset_flag="1",
        comb_hedge_flag="1",
        volume_total_original=3,
        order_ref="77",
    )
    side.report(others, "3", 0, (5, 5))
    assert side.positions["x", LONG].frozen == 4
    side.report(others, "5", 0, (5, 5))
    assert side.positions["x", LONG].frozen == 1
    side.positions.seed(rows("DCE", 2, 6))
    assert side.positions["x", LONG].frozen == 0


def test_rows_that_came_while_orders_did_keep_to_what_is_known() -> None:
    side = Side("SHFE", 2, 6, whole_day=True)
    side.positions._seeded.set()
    order = side.order("3", 2)
    side.report(order.request, "5", 0)
    # The query was answered before the cancel: its rows still freeze the order's lots.
    frozen = rows("SHFE", 2, 6)
    frozen[0] = frozen[0].replace(short_frozen=2)
    assert side.positions.seed(frozen, quiet=False)
    assert side.positions["x", LONG].frozen == 0


def test_orders_that_wait_at_ctp_freeze_nothing() -> None:
    side = Side("DCE", 0, 5, whole_day=True)
    order = side.order("1", 2)
    assert order.request is not None
    for condition, frozen in (("5", 0), ("H", 0), ("2", 2), ("3", 2), ("1", 2), ("", 2)):
        order.request = order.request.replace(contingent_condition=condition)
        assert side.positions["x", LONG].frozen == frozen


def test_orders_in_doubt_freeze_until_it_is_known_what_became_of_them() -> None:
    side = Side("SHFE", 1, 5, whole_day=True)
    side.order("1", 2)
    side.book.lost()
    assert numbers(side.positions["x", LONG]) == (1, 5, 2, 1, 3)
    for _ in range(2):
        side.book.reconciled([])
    assert numbers(side.positions["x", LONG]) == (1, 5, 0, 1, 5)


def test_a_declaration_freezes_while_it_stands() -> None:
    side = Side("SHFE", 3, 4, whole_day=True)
    given: dict[str, Any] = {
        "instrument_id": "x",
        "exchange_id": "SHFE",
        "posi_direction": "2",
        "hedge_flag": "1",
        "trader_id": "T",
        "order_submit_status": "0",
        "exec_result": "n",
    }
    exercise = records.ExecOrder(**given, exec_order_local_id="1", volume=2, offset_flag="3")
    abandon = records.ExecOrder(**given, exec_order_local_id="2", volume=1, offset_flag="1")
    for record in (exercise, abandon, exercise.replace(order_submit_status="3")):
        side.positions.declaration(record)
    assert numbers(side.positions["x", LONG]) == (3, 4, 3, 1, 3)
    seeded = rows("SHFE", 3, 4, abandon_frozen=1)
    seeded[0] = seeded[0].replace(strike_frozen=2)
    side.positions.seed(seeded)
    assert numbers(side.positions["x", LONG]) == (3, 4, 3, 1, 3)
    side.positions.declaration(exercise.replace(exec_result="c"))
    assert numbers(side.positions["x", LONG]) == (3, 4, 1, 3, 3)
    side.positions.declaration(abandon.replace(order_submit_status="4"))
    assert side.positions["x", LONG].frozen == 0


# -- against the front ------------------------------------------------------------------------------

DAY = "20260302"
NAMES = {
    "SHFE": "rb2605",
    "INE": "sc2604",
    "DCE": "m2605",
    "CZCE": "SR605",
    "CFFEX": "IF2603",
    "GFEX": "si2605",
}


def front_of(*held: Position, **options: Any) -> Front:
    account = Account("u", "p", balance=1e9, positions=held)
    given: dict[str, Any] = {"seed": 1, "fill": "book", "instruments": list(NAMES.values())}
    given |= {"trading_day": DAY, "times": Times.fast(), "accounts": [account]}
    return Front(**(given | options))


def trader(front: Front, **options: Any) -> TraderClient:
    given: dict[str, Any] = {"broker_id": "9999", "user_id": "u", "password": "p", "query_rate": None}
    return TraderClient(front.trader_address, **(given | {"backoff": FAST_BACKOFF} | options))


def at_the_front(front: Front, name: str, side: PosiDirection) -> tuple[int, int, int]:
    """Of today, of history, and frozen, as the front's ledger has it."""
    found = [
        each
        for each in front.accounts["u"].positions
        if each.instrument_id == name and each.posi_direction == side
    ]
    today = sum(each.today_position for each in found)
    frozen = sum(each.short_frozen if side is LONG else each.long_frozen for each in found)
    return today, sum(each.position for each in found) - today, frozen


@pytest.mark.anyio
@pytest.mark.parametrize("exchange", NAMES)
async def test_a_random_day_equals_the_fronts_ledger(exchange: str) -> None:
    """After every step, without a query in between."""
    name, chance = NAMES[exchange], random.Random(exchange)
    held = (Position(name, "0", 6), Position(name, "1", 5), Position(name, "0", 3, today=True))
    async with front_of(*held) as front, trader(front) as td:
        price = (await td.query_depth_market_data(instrument_id=name))[0].last_price
        tick = front.instruments[name].price_tick
        live: list[OrderHandle] = []
        refused = 0
        for _ in range(60):
            what = chance.choice(["open", "close", "close", "close", "fill", "fill", "cancel"])
            buy, volume = chance.random() < 0.5, chance.randint(1, 3)
            # What rests does not meet: buys below, sells above.
            at = price + (-5 if buy else 5) * tick
            direction = Direction.BUY if buy else Direction.SELL
            if what in ("open", "close"):
                offset = OffsetFlag.OPEN if what == "open" else OffsetFlag(chance.choice("134"))
                side = td.positions[name, SHORT if buy else LONG]
                closable = side.closable
                if exchange in SEPARATE:
                    today = offset is OffsetFlag.CLOSE_TODAY
                    closable = side.closable_today if today else side.closable_history
                if what == "close" and volume > closable:
                    with pytest.raises(actp.OrderRejected) as caught:
                        await td.insert_order(name, direction, offset, at, volume)
                    assert caught.value.code in (30, 50, 51)
                    refused += 1
                else:
                    live.append(await td.insert_order(name, direction, offset, at, volume))
            elif live:
                handle = chance.choice(live)
                if what == "fill":
                    assert handle.order is not None
                    left = handle.volume - handle.volume_traded
                    before = handle.volume_traded
                    part = chance.randint(1, left)
                    await front.fill(handle.order, part)
                    with anyio.fail_after(10):
                        while sum(trade.volume for trade in handle.trades) < before + part:
                            await anyio.sleep(0.001)
                else:
                    await handle.cancel(10)
                if handle.final:
                    live.remove(handle)
            for side_of in (LONG, SHORT):
                ours = td.positions[name, side_of]
                assert (ours.today, ours.history, ours.frozen) == at_the_front(front, name, side_of)
                assert ours.closable == ours.closable_today + ours.closable_history
        assert refused
        await td.positions.wait_confirmed(10)
        for side_of in (LONG, SHORT):
            ours = td.positions[name, side_of]
            assert (ours.today, ours.history, ours.frozen) == at_the_front(front, name, side_of)


@pytest.mark.anyio
async def test_resting_closes_count_before_any_query() -> None:
    async with front_of(Position("rb2605", "0", 3), Position("rb2605", "0", 2, today=True)) as front:
        async with trader(front) as td, trader(front) as other:
            price = (await td.query_depth_market_data(instrument_id="rb2605"))[0].last_price + 20
            where: dict[str, Any] = {"exchange_id": "SHFE"}  # asked for, it would wait behind the query
            with front.drop_requests("ReqQryInvestorPosition"):
                closing = [await td.sell_close("rb2605", price, 1, **where) for _ in range(2)]
                closing.append(await other.sell_close("rb2605", price, 1, **where))
                with anyio.fail_after(10):
                    while len(td.orders_today) < 3:
                        await anyio.sleep(0.001)
                for each in (td, other):
                    held = each.positions["rb2605", LONG]
                    assert numbers(held) == (2, 3, 3, 2, 0) and held.closable == 2
                await closing[0].cancel(10)
                assert numbers(td.positions["rb2605", LONG]) == (2, 3, 2, 2, 1)
                # Sent, and not answered yet.
                with front.rule("ReqOrderInsert", delay=0.3):
                    async with anyio.create_task_group() as group:
                        group.start_soon(
                            lambda: td.insert_order(
                                "rb2605", Direction.SELL, OffsetFlag.CLOSE_TODAY, price, 2, **where
                            )
                        )
                        with anyio.fail_after(10):
                            while len(td.orders_today) < 4:
                                await anyio.sleep(0.001)
                        assert numbers(td.positions["rb2605", LONG]) == (2, 3, 4, 0, 1)


@pytest.mark.anyio
@pytest.mark.parametrize("flow", ["restart", "resume", "quick"])
async def test_orders_of_before_the_flow_count_once(flow: Any) -> None:
    async with front_of(Position("m2605", "0", 5)) as front, trader(front) as td:
        price = (await td.query_depth_market_data(instrument_id="m2605"))[0].last_price + 20
        first = await td.sell_close("m2605", price, 2)
        assert first.order is not None
        await front.fill(first.order, 1)
        async with trader(front, private_flow=flow) as late:
            await late.positions.wait_confirmed(10)
            assert numbers(late.positions["m2605", LONG]) == (0, 4, 1, 0, 3)
            await late.sell_close("m2605", price, 1)
            assert numbers(late.positions["m2605", LONG]) == (0, 4, 2, 0, 2)
            await first.cancel(10)
            with anyio.fail_after(10):
                while late.positions["m2605", LONG].frozen != 1:
                    await anyio.sleep(0.001)
            await late.positions.wait_confirmed(10)
            assert numbers(late.positions["m2605", LONG]) == (0, 4, 1, 0, 3)


# -- iterating --------------------------------------------------------------------------------------


def opening(name: str) -> records.Trade:
    return closing_trade("DCE", OffsetFlag.OPEN, 1, instrument_id=name, direction="0")


def test_iterating_goes_on_whatever_changes() -> None:
    positions = Positions()
    for name in "abc":
        positions.trade(opening(name))
    seen = []
    changes: list[Callable[[], object]] = [
        lambda: positions.trade(opening("d")),
        lambda: positions.seed([]),
        lambda: None,
    ]
    for held, change in zip(positions, changes, strict=False):
        seen.append(held.instrument_id)
        change()
    # What is gone by its turn is left out; what is new comes with the next iteration.
    assert seen == ["a", "b"]
    assert list(positions) == [] and len(positions) == 0
    each = iter(positions)
    positions.trade(opening("e"))
    assert list(each) == [] and [held.instrument_id for held in positions] == ["e"]
