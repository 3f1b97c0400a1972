"""The state file: what a front that was killed goes on from."""

from __future__ import annotations

import random
import shutil
import sqlite3
import stat
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from trader import BUY, CLOSE, CLOSE_TODAY, FAK, FOK, OPEN, SELL, Trader, script

import actp
from actp.sim import Account, Front, Position

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

DAY = "20260302"
RESTART, RESUME = 0, 1
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
    for (_, user), investor in core.broker.investors.items():
        found[user] = front.books(user)
        found[f"{user} funds"] = investor.ledger.funds()
        found[f"{user} keys"] = (list(investor.by_reference), list(investor.by_sys_id))
        found[f"{user} flow"] = [(n.sequence, n.name, n.record, n.info) for n in investor.flow.notices]
    found["public"] = [(n.sequence, n.name, n.record) for n in core.broker.public.notices]
    found["books"] = [front.book(name) for name in front.instruments]
    found["phases"] = [core.broker.status(info) for info in front.instruments.values()]
    found["prices"] = [front.snapshot(name) for name in front.instruments]
    waiting = core.broker.desk._conditional._waiting
    found["conditional"] = {name: [o.order_sys_id for o in kept] for name, kept in waiting.items() if kept}
    found["messages"] = len(core.broker.desk._way._waiting)
    found["volumes"] = dict(core.broker.floor._volumes)
    return found


class Day:
    """Random inputs of a trading day."""

    def __init__(self, front: Front, sessions: list[Trader], seed: int) -> None:
        self.front, self.sessions, self.random = front, sessions, random.Random(seed)
        self.sent: list[tuple[Trader, str, str]] = []

    async def step(self) -> None:
        session, name = self.random.choice(self.sessions), self.random.choice(NAMES)
        info, last = self.front.instruments[name], self.front.snapshot(name).last_price
        price = round(last + self.random.randint(-4, 4) * info.price_tick, 6)
        match self.random.randrange(12):
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

    def _order(self, session: Trader, name: str, price: float, **fields: Any) -> None:
        offset = self.random.choice((OPEN, OPEN, CLOSE, CLOSE_TODAY))
        side = self.random.choice((BUY, SELL))
        reference = session.order(name, side, price, self.random.randint(1, 6), offset, **fields)
        self.sent.append((session, name, reference))


@pytest.mark.parametrize(
    ("seed", "fill", "latency"), [(0, "market", 0.0), (1, "book", 0.0), (2, "market", 0.002)]
)
async def test_a_day_goes_on_after_every_few_inputs_from_its_file(
    tmp_path: Path, anyio_backend: Any, seed: int, fill: str, latency: float
) -> None:
    options: dict[str, Any] = {"fill": fill, "exchange_latency": latency}
    state = tmp_path / "state.sqlite"
    async with AsyncExitStack() as stack:
        front = await stack.enter_async_context(make(state, **options))
        users = ["u", "u", "v"]
        sessions = [await stack.enter_async_context(Trader(front, user)) for user in users]
        day = Day(front, sessions, seed)
        for number in range(25):
            for _ in range(5):
                await day.step()
            front.keep()
            copy = copied(state, tmp_path / f"{number}.sqlite")
            expected = everything(front)
            # What was on its way to an exchange is on its way again; here it shall not arrive.
            async with make(copy, **options | {"exchange_latency": latency and 60.0}) as again:
                found = everything(again)
            for name, value in expected.items():
                assert found[name] == value, (number, name)
        assert len(expected["u"].trades) > 10 and len(expected["v"].orders) > 10
