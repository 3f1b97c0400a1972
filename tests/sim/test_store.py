"""The state file: what a front that was killed goes on from."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import anyio
import pytest
from rawclient import RawClient
from trader import BUY, CLOSE, CLOSE_TODAY, FAK, FOK, OPEN, SELL, Trader, script
from trader import DAY as DAY_ORDER
from wholestate import differences

import actp
from actp import records
from actp.sim import Account, Front, Position
from actp.sim.broker.order_entry import _Message

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY = "20260302"
RESTART, RESUME, QUICK, NONE = range(4)
NAMES = ["rb2605", "m2605", "SR605", "IF2603"]
ACCOUNTS = [
    Account("u", "p", balance=5e6, positions=(Position("rb2605", "0", 20), Position("m2605", "1", 9))),
    Account("v", "p", balance=3e6, positions=(Position("SR605", "0", 15),)),
]


def make(path: Path, **options: Any) -> Front:
    # Without a subscriber this market stands still: whatever happens, the test has sent it.
    settings: dict[str, Any] = {"seed": 1, "speed": None, "trading_day": DAY, "instruments": NAMES}
    return Front(store=path, **{**settings, "accounts": ACCOUNTS, **options})


def copied(path: Path, to: Path) -> Path:
    """The file as a kill at this moment would leave it."""
    for suffix in ("", "-wal"):
        source = path.with_name(path.name + suffix)
        if source.exists():
            shutil.copy(source, to.with_name(to.name + suffix))
    return to


def everything(front: Front) -> dict[str, Any]:
    """All that a front knows, in a form that compares."""
    core = front._core
    found: dict[str, Any] = {"day": front.trading_day, "counters": dict(core.counters._last)}
    for (_, user), investor in front._broker.investors.items():
        found[user] = front.books(user)
        found[f"{user} funds"] = investor.ledger.funds()
        found[f"{user} keys"] = (set(investor.by_reference), set(investor.by_sys_id))
        found[f"{user} flow"] = [(n.sequence, n.name, n.record, n.info) for n in investor.flow.notices]
    found["public"] = [(n.sequence, n.name, n.record) for n in front._broker.public.notices]
    # The market's traders send their orders anew after a restart.
    views = [front.book(name) for name in front.instruments]
    found["books"] = [
        [(level.price, level.orders) for level in side if level.orders]
        for view in views
        for side in (view.bids, view.asks)
    ]
    found["market's side"] = [front._broker.floor.venue.view(i).quotes() for i in front.instruments.values()]
    found["market"] = core.source.state()
    found["phases"] = [front._broker.status(info) for info in front.instruments.values()]
    quotes = {
        f"{side}_{what}{n}": 0 for side in ("bid", "ask") for what in ("price", "volume") for n in range(1, 6)
    }
    found["prices"] = [
        front.snapshot(name).replace(**({} if core.board.pushed(name) else quotes))
        for name in front.instruments
    ]
    waiting = front._broker.desk._conditional._waiting
    found["conditional"] = {name: [o.order_sys_id for o in kept] for name, kept in waiting.items() if kept}
    stops = front._broker.floor._stops._waiting
    found["stops"] = {name: [o.order_sys_id for o in kept] for name, kept in stops.items() if kept}
    found["parked"] = [p.record for p in front._broker.parked._parked.values()]
    found["parked and waiting"] = [p.number for p in front._broker.parked._waiting]
    quotes = front._broker.quotes
    found["quotes"] = [(q.record(), q.ended) for q in quotes._quotes.values()]
    found["quote keys"] = (set(quotes._by_reference), set(quotes._by_sys_id))
    found["standing"] = {key: quote.sys_id for key, quote in quotes._standing.items()}
    found["of quotes"] = [
        (order.broker_order_seq, order.quote_seq)
        for investor in front._broker.investors.values()
        for order in investor.orders
        if order.quote_seq
    ]
    found["for-quotes"] = [asked.record() for asked in front._broker.for_quotes._asked.values()]
    found["for-quote times"] = dict(front._broker.for_quotes._last)
    found["own references"] = [i.own.last_order_ref for i in front._broker.investors.values()]
    found["messages"] = [message for _, message in core.shelf.load("message", _Message)]
    found["volumes"] = dict(front._broker.floor.venue._volumes.last)
    return found


class Day:
    """Random inputs of a trading day."""

    def __init__(self, front: Front, sessions: list[Trader], seed: int) -> None:
        self.front, self.sessions, self.random = front, sessions, random.Random(seed)
        self.sent: list[tuple[Trader, str, str]] = []
        self.quoted: list[tuple[Trader, str, str]] = []

    async def step(self) -> None:
        session, name = self.random.choice(self.sessions), self.random.choice(NAMES)
        info, last = self.front.instruments[name], self.front.snapshot(name).last_price
        price = round(last + self.random.randint(-4, 4) * info.price_tick, 6)
        match self.random.randrange(20):
            case 0 | 1 if self.sent:
                by, name, reference = self.random.choice(self.sent)
                key = {"front_id": by.login_record.front_id, "session_id": by.login_record.session_id}
                session.cancel(**key, order_ref=reference, instrument_id=name)
            case 2:
                await self.front.push_tick(**self._quote(name, price))
            case 3:
                await self.front.trade(name, price, self.random.randint(1, 30))
            case 4:
                stop = {"contingent_condition": self.random.choice("5678"), "stop_price": price}
                self._order(session, name, last + 8 * info.price_tick, **stop)
            case 5 if self.random.random() < 0.2:
                self.front.set_status(self.random.choice("22236"), info.product)
            case 5:
                account = self.front.accounts[session.user]
                account.deposit(self.random.randint(1, 999) / 100)
                account.withdraw(self.random.randint(1, 999) / 100)
            case 6:
                self._order(session, name, price, **self.random.choice((FAK, FOK)))
            case 12 | 13:
                self._quote_around(session, name, price)
            case 14 if self.quoted:
                by, name, reference = self.random.choice(self.quoted)
                key = {"front_id": by.login_record.front_id, "session_id": by.login_record.session_id}
                session.tell("ReqQuoteAction", **key, quote_ref=reference, action_flag="0")
            case 15:
                stop = {"contingent_condition": self.random.choice("23"), "stop_price": price}
                self._order(session, "m2605", self.front.snapshot("m2605").last_price, **stop)
            case 16:
                key = {"front_id": 1, "session_id": session.login_record.session_id}
                session.tell("ReqBatchOrderAction", **key, exchange_id="CFFEX")
            case 17:
                session.tell("ReqForQuoteInsert", instrument_id=name, exchange_id=info.exchange)
            case 18:
                await self._park(session, name, price)
            case _:
                self._order(session, name, price)
        for each in self.sessions:
            await each.notices()

    def _quote(self, name: str, price: float) -> dict[str, Any]:
        step = self.front.instruments[name].price_tick
        return {
            "instrument_id": name,
            "last_price": price,
            "bid_price1": round(price - step, 6),
            "bid_volume1": self.random.randint(0, 6),
            "ask_price1": round(price + step, 6),
            "ask_volume1": self.random.randint(0, 6),
            "volume": self.front.snapshot(name).volume + self.random.randint(0, 9),
        }

    def _quote_around(self, session: Trader, name: str, price: float) -> None:
        session.references += 3
        references = [str(session.references - back) for back in (2, 1, 0)]
        info, own = self.front.instruments[name], self.random.random() < 0.3
        session.tell(
            "ReqQuoteInsert",
            instrument_id=name,
            exchange_id=info.exchange,
            quote_ref=references[0],
            ask_order_ref="" if own else references[1],
            bid_order_ref="" if own else references[2],
            ask_price=round(price + info.price_tick, 6),
            bid_price=round(price - info.price_tick, 6),
            ask_volume=2,
            bid_volume=2,
            **{f"{side}_{flag}": value for side in ("ask", "bid")
               for flag, value in (("offset_flag", OPEN), ("hedge_flag", "1"))},
        )  # fmt: skip
        self.quoted.append((session, name, references[0]))

    async def _park(self, session: Trader, name: str, price: float) -> None:
        info = self.front.instruments[name]
        self.front.set_status("1", info.product)
        where = {"instrument_id": name, "exchange_id": info.exchange}
        for _ in range(2):
            session.tell(
                "ReqParkedOrderInsert",
                **where,
                order_price_type="2",
                direction=BUY,
                comb_offset_flag=OPEN,
                comb_hedge_flag="1",
                **{"limit_price": price, "volume_total_original": 1, "min_volume": 1, **DAY_ORDER},
                contingent_condition="1",
                force_close_reason="0",
            )
        session.tell("ReqParkedOrderAction", **where, front_id=1, order_ref="1", action_flag="0")
        answer = await session.ask("ReqParkedOrderAction", **where, order_sys_id="x", action_flag="0")
        number = session.record(answer).parked_order_action_id
        session.tell("ReqRemoveParkedOrderAction", parked_order_action_id=number)
        if self.random.random() < 0.8:
            # Else they wait until the product is opened by chance.
            await session.notices()
            self.front.set_status("2", info.product)

    def _order(self, session: Trader, name: str, price: float, **fields: Any) -> None:
        offset = self.random.choice((OPEN, OPEN, CLOSE, CLOSE_TODAY))
        side = self.random.choice((BUY, SELL))
        reference = session.order(name, side, price, self.random.randint(1, 6), offset, **fields)
        self.sent.append((session, name, reference))


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    ("seed", "fill", "latency", "moving"),
    [
        (0, "market", 0.0, False),
        (1, "book", 0.0, False),
        (2, "market", 0.02, False),
        (3, "market", 0.0, True),
    ],
)
async def test_a_day_goes_on_after_every_few_inputs_from_its_file(
    tmp_path: Path, anyio_backend: Any, seed: int, fill: str, latency: float, moving: bool
) -> None:
    options: dict[str, Any] = {"fill": fill, "exchange_latency": latency}
    if moving:
        # Begins within the first inputs, and closes before the last.
        options |= {"virtual": True, "speed": 1.0, "market_start": "14:59:20"}
    state = tmp_path / "state.sqlite"
    async with AsyncExitStack() as stack:
        front = await stack.enter_async_context(make(state, **options))
        users = ["u", "u", "v"]
        sessions = [await stack.enter_async_context(Trader(front, user)) for user in users]
        day, in_flight = Day(front, sessions, seed), 0
        for number in range(25):
            for _ in range(5):
                await day.step()
                if moving:
                    await front.advance(1.0)
            front.keep()
            copy = copied(state, tmp_path / f"{number}.sqlite")
            expected = everything(front)
            # What was on its way to an exchange is on its way again; here it shall not arrive.
            async with make(copy, **options | {"exchange_latency": latency and 60.0}) as again:
                found = everything(again)
                # With latency the one goes on while the other starts.
                if not latency:
                    assert differences(front._core, again._core) == []
            for name, value in expected.items():
                assert found[name] == value, (number, name)
            in_flight += len(expected["messages"])
        assert len(expected["u"].trades) > 10 and len(expected["v"].orders) > 10
        for kind in ("quotes", "parked", "for-quotes"):
            assert len(expected[kind]) > 2, kind
        assert (in_flight > 0) is (latency > 0)


# -- a front that starts again ----------------------------------------------------------------------


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


async def test_priority_in_the_book_survives(state: Path, anyio_backend: Any) -> None:
    async with make(state, fill="book") as front, Trader(front) as one, Trader(front, "v") as two:
        for trader, price in ((one, 3150.0), (two, 3150.0), (one, 3150.0), (one, 3151.0)):
            await trader.done("rb2605", BUY, price, 2)
    async with make(state, fill="book") as front, Trader(front, "v") as two:
        await two.done("rb2605", SELL, 3150.0, 5)
        assert [order.volume_traded for order in front.books("u").orders] == [2, 0, 2]
        assert [order.volume_traded for order in front.books("v").orders] == [1, 5]


@pytest.mark.parametrize(
    ("kind", "sequence", "day", "expected"),
    [
        (RESTART, 0, "", [1, 2, 3, 4]),
        (RESUME, 2, DAY, [3, 4]),
        (RESUME, 4, DAY, []),
        # The numbers are of another day.
        (RESUME, 2, "20260227", [1, 2, 3, 4]),
        (QUICK, 0, DAY, []),
    ],
)
async def test_the_private_flow_goes_on(
    state: Path, anyio_backend: Any, kind: int, sequence: int, day: str, expected: list[int]
) -> None:
    async with make(state) as front, Trader(front, "v") as one:
        sent = [*await one.done("SR605", BUY, 5400.0, 1), *await one.done("SR605", BUY, 5400.0, 0)]
        one.cancel(order_ref="77")
        told = {n.frame.sequence: n for n in [*sent, *await one.notices()] if n.frame.flow == 2}
        assert list(told) == [1, 2, 3, 4]
    async with make(state) as front, Trader(front, "v", private=(kind, sequence), trading_day=day) as again:
        replayed = await again.notices()
        assert [n.frame.sequence for n in replayed] == expected
        for notice in replayed:
            before = told[notice.frame.sequence]
            assert (notice.name, notice.record) == (before.name, before.record)
            assert notice.error_id == before.error_id
        # The refused order has used up its number, too.
        assert [n.frame.sequence for n in await again.done("SR605", BUY, 5400.0, 1)] == [5, 6]


async def test_the_public_flow_goes_on(state: Path, anyio_backend: Any) -> None:
    async with make(state) as front:
        front.set_status("6", "rb")
    async with make(state) as front:
        async with Trader(front, public=(RESUME, len(NAMES)), trading_day=DAY) as again:
            (notice,) = await again.notices()
            assert (notice.frame.sequence, notice.record.instrument_id) == (len(NAMES) + 1, "rb")
            # The phase holds.
            refused = await again.done("rb2605", BUY, 3150.0, 1)
            assert refused[-1].record.status_msg.endswith("当前状态禁止此项操作")
        async with Trader(front, private=(NONE, 0), public=(NONE, 0)) as silent:
            assert await silent.notices() == []


async def test_no_number_is_given_out_twice(state: Path, anyio_backend: Any) -> None:
    sessions: list[int] = []
    for _ in range(3):
        # The same seed gives the same row of session ids.
        async with make(state, fill="book") as front, Trader(front) as one, Trader(front, "v") as two:
            sessions += [one.login_record.session_id, two.login_record.session_id]
            await one.done("rb2605", BUY, 3100.0, 1)
            await two.done("rb2605", SELL, 3100.0, 1)
            u, v = front.books("u"), front.books("v")
    assert len(set(sessions)) == len(sessions)
    orders = u.orders + v.orders
    assert len(orders) == 6 and len(u.trades) == 3
    for numbers in (
        [(o.front_id, o.session_id, o.order_ref) for o in orders],
        [o.order_sys_id for o in orders],
        [o.order_local_id for o in orders],
        [o.broker_order_seq for o in orders],
        [t.trade_id for t in u.trades],
    ):
        assert len(set(numbers)) == len(numbers)


async def test_what_was_on_its_way_to_the_exchange_arrives(state: Path, anyio_backend: Any) -> None:
    async with make(state, fill="book", exchange_latency=60.0) as front, Trader(front) as one:
        for price in (3150.0, 3151.0):
            (sent,) = await one.done("rb2605", BUY, price, 1)
            assert sent.record.order_status.value == "a"
        one.cancel(sent.record)
        assert await one.notices() == []
    async with make(state, fill="book") as front:
        kept, cancelled = front.books("u").orders
        assert (kept.order_status.value, cancelled.order_status.value) == ("3", "5")
        assert kept.order_sys_id and front.books("u").account.frozen_margin > 0
        async with Trader(front, private=(RESUME, 2), trading_day=DAY) as again:
            assert script(await again.notices()) == "R(3) R(3) R(3) R(5)"
    # It arrives once.
    async with make(state, fill="book") as front:
        assert [order.order_status.value for order in front.books("u").orders] == ["3", "5"]


async def test_what_the_accounts_have_is_the_files(state: Path, anyio_backend: Any) -> None:
    async with make(state) as front, Trader(front, "v") as one:
        await one.done("SR605", BUY, 5400.0, 1)
        front.accounts["u"].deposit(0.1)
        funds, books = front.accounts["u"].funds, front.books("v")
    new = [Account("u", "p", balance=1.0), Account("w", "p", balance=77.0)]
    async with make(state, accounts=new) as front:
        assert front.accounts["u"].funds == funds and funds.deposit == 0.1
        assert front.accounts["w"].funds.balance == 77.0
        # Nobody can log in as v any more; its order rests all the same.
        assert front.books("v") == books
        assert front.book("SR605").bids[-1].orders == books.orders
        async with RawClient(front.trader_address, kind=1) as client:
            await client.handshake()
            assert (await client.login("v", "p")).error_id == 3


async def test_passwords_that_were_changed_stay_and_are_no_text(state: Path, anyio_backend: Any) -> None:
    accounts = [Account(user, "first", first_login=user == "u") for user in ("u", "v", "w")]

    async def logins(front: Front, user: str, *passwords: str) -> list[int | None]:
        found = []
        for password in passwords:
            async with RawClient(front.trader_address, kind=1) as client:
                await client.handshake()
                found.append((await client.login(user, password)).error_id)
        return found

    async with make(state, accounts=accounts, lock_after=2) as front:
        async with RawClient(front.trader_address, kind=1) as client:
            await client.handshake()
            who = {"broker_id": "9999", "user_id": "u"}
            assert (await client.login("u", "first")).error_id == 140
            change = records.UserPasswordUpdate(**who, old_password="first", new_password="Second-2")
            client.request("ReqUserPasswordUpdate", change)
            assert (await client.expect("OnRspUserPasswordUpdate")).error_id == 0
        front.accounts["v"].set_password("Third-3")
        assert await logins(front, "w", "no", "no", "first") == [3, 3, 75]
    async with make(state, accounts=accounts, lock_after=2) as front:
        assert await logins(front, "u", "first", "Second-2") == [3, 0]
        assert await logins(front, "v", "first", "Third-3") == [3, 0]
        assert await logins(front, "w", "first") == [75]
        front.accounts["w"].set_password("first")
        assert await logins(front, "w", "first") == [0]
    data = b"".join(file.read_bytes() for file in state.parent.iterdir())
    assert b"9999/u" in data
    for password in (b"first", b"Second-2", b"Third-3"):
        assert password not in data


async def test_a_day_that_ended_while_the_front_was_down(state: Path, anyio_backend: Any) -> None:
    async with make(state, fill="book") as front:
        async with Trader(front) as one, Trader(front, "v") as two:
            await one.done("rb2605", BUY, 3150.0, 3)
            await two.done("rb2605", SELL, 3150.0, 2)
            await front.push_tick(instrument_id="rb2605", last_price=3160.0)
        front.accounts["u"].deposit(100.0)
        before = front.accounts["u"].funds
    async with make(state, fill="book", trading_day="20260303") as front:
        books, funds = front.books("u"), front.accounts["u"].funds
        assert front.trading_day == "20260303"
        assert books.orders == books.trades == () and not books.settlement_confirmed
        assert funds.previous_balance == pytest.approx(before.balance, abs=1e-6)
        assert funds.deposit == funds.commission == funds.frozen_margin == 0
        (row,) = [row for row in books.positions if row.instrument_id == "rb2605"]
        assert (row.yd_position, row.today_position, row.position) == (22, 0, 22)
        async with Trader(front, private=(RESUME, 3), trading_day=DAY) as again:
            # The numbers were of yesterday: today's flow is empty.
            assert [n.frame.sequence for n in await again.done("rb2605", BUY, 3150.0, 1)] == [1, 2]
    # The market begins where the file is, not where it was told to the first time.
    async with make(state, fill="book") as front:
        assert front.trading_day == "20260303" and len(front.books("u").orders) == 1


# -- the file ---------------------------------------------------------------------------------------


async def test_nothing_leaves_before_it_is_written(state: Path, anyio_backend: Any) -> None:
    async with make(state, fill="book") as front, Trader(front) as one, Trader(front, "v") as two:
        store, written = front._core.store, []
        for client in front.clients:
            write = client._transport.write

            def watched(data: bytes, write: Callable[[bytes], None] = write) -> None:
                written.append(store.dirty)
                write(data)

            client._transport = Watched(client._transport, watched)  # type: ignore[assignment]
        for _ in range(300):
            one.order("rb2605", BUY, 3150.0, 1)
        await one.notices()
        # One order makes more reports than leave in one write, to one session with the order half done.
        assert len(await two.done("rb2605", SELL, 3150.0, 300)) > 300
        assert len(await one.notices()) > 600
        front.accounts["u"].deposit(1.0)
        await one.query("TradingAccount")
    assert len(written) > 5 and not any(written)


class Watched:
    def __init__(self, transport: Any, write: Callable[[bytes], None]) -> None:
        self._transport = transport
        self.write = write

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


async def test_a_file_that_cannot_be_written_ends_the_front(
    state: Path, anyio_backend: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "actp.sim")
    async with make(state) as front, Trader(front) as one:
        await one.done("rb2605", BUY, 3000.0, 1)
        # A full disk, as far as SQLite can tell.
        database = front._core.store._database  # type: ignore[attr-defined]
        (pages,) = database.execute("PRAGMA page_count").fetchone()
        database.execute(f"PRAGMA max_page_count = {pages}")
        failing = asyncio.ensure_future(front.wait_closed())
        sent = 0
        with pytest.raises(ConnectionError):
            while True:
                sent += len(await one.done("rb2605", BUY, 3000.0, 1))
        with pytest.raises(actp.StateFileError, match=r"cannot be written.*full.*The front has ended"):
            await failing
    async with make(state) as front:
        # All that it told is kept, and no more.
        assert 2 * len(front.books("u").orders) == 2 + sent


async def test_a_file_is_one_fronts(state: Path, anyio_backend: Any) -> None:
    async with make(state):
        with pytest.raises(actp.StateFileError, match="in use by another front"):
            await make(state).start()
    async with make(state):
        pass
    assert _mode(state) == 0o600
    os.chmod(state, 0o644)
    async with make(state):
        assert _mode(state) == 0o600


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _text(path: Path) -> None:
    path.write_text("rb2605,3150\n" * 1000)


def _foreign(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE photos (name TEXT)")
    database.close()


def _meta(key: str, value: Any) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        database = sqlite3.connect(path)
        database.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
        database.commit()
        database.close()

    return change


def _sql(statement: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        database = sqlite3.connect(path)
        database.execute(statement)
        database.commit()
        database.close()

    return change


def _holes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_text, "not a database"),
        (_foreign, "another program"),
        (_meta("schema", 1), "another release"),
        (_sql("PRAGMA user_version = 99"), "another release of actp .0."),
        (_holes, "cannot be used"),
        (_sql("UPDATE state SET value = '{}' WHERE kind = 'ledger'"), "ledger .*9999/u.*balance"),
        (_sql("UPDATE state SET value = '{' WHERE kind = 'order'"), "order 1 of 9999/u"),
        (_sql("UPDATE flow SET record = x'00' WHERE owner = '9999/u'"), "OnRtnOrder of 9999/u"),
        (_sql("UPDATE state SET value = replace(value, 'rb2605', 'rb2699')"), "rb2699.*instruments="),
    ],
)
async def test_a_file_that_is_none_is_refused(
    state: Path, anyio_backend: Any, spoil: Callable[[Path], None], said: str
) -> None:
    if spoil is not _text and spoil is not _foreign:
        async with make(state) as front, Trader(front) as one:
            await one.done("rb2605", BUY, 3000.0, 1)
    spoil(state)
    before = await anyio.Path(state).read_bytes()
    with pytest.raises(actp.StateFileError, match=said):
        await make(state).start()
    assert await anyio.Path(state).read_bytes() == before


async def test_a_place_that_is_none_is_refused(tmp_path: Path, anyio_backend: Any) -> None:
    for place in (tmp_path, tmp_path / "missing" / "state.sqlite"):
        with pytest.raises(actp.StateFileError, match=r"cannot be opened.*Give store="):
            await make(place).start()
    with pytest.raises(actp.ConfigurationError, match="store= is a path"):
        make(7)  # type: ignore[arg-type]
