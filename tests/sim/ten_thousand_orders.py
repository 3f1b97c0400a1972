"""Random orders of several clients on a front that cuts them off, and that is killed and started again.

    python tests/sim/ten_thousand_orders.py --orders 10000 --clients 4 --seed 1 --kills 1

Every client has a user of its own, and the first user has a second session. In the end all that the clients
know, what the front answers them, and what it says over its control connection has to be the same, and to
follow from the trades. Cuts and kills come after so many orders, so that a slow machine sees the same mix.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import anyio
from frontprocess import FrontProcess
from reckoning import check_client, check_user

import actp
from actp import OrderHandle, State, TraderClient
from actp.enums import Direction, OffsetFlag, PosiDirection
from actp.sim.market.feed import Changes
from actp.trading.order_entry import offset_for

__all__ = ["Settings", "Storm", "run"]

NAMES = ["rb2605", "sc2605", "m2605", "SR605", "IF2603", "si2605"]
DAY = "20260302"
FLOWS = ("restart", "resume", "quick", "resume")
BACKOFF = actp.Backoff(initial=0.005, maximum=0.05)
# Longer than anything takes on a busy machine: what is not answered by then never will be.
PATIENCE = 120.0
_MOST_RESTING = 12
_MONEY = 9_000_000.0


@dataclass(frozen=True)
class Settings:
    orders: int = 10_000
    clients: int = 4
    seed: int = 1
    kills: int = 1
    cuts: int | None = None
    """Of connections; None: one for every hundred orders."""
    workers: int = 6
    """Orders that a session has on their way at a time."""
    speed: float = 5.0
    """Of the market."""
    query_rate: float = 20.0
    """Queries of a client a second."""


@dataclass
class Summary:
    settings: Settings
    kinds: Counter[str] = field(default_factory=Counter)
    """Orders by kind."""
    outcomes: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    kills: list[str] = field(default_factory=list)
    """What each kill met."""
    trades: int = 0
    figures: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        def told(counts: Counter[str]) -> str:
            return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))

        lines = [str(self.settings), f"orders: {told(self.kinds)}", f"outcomes: {told(self.outcomes)}"]
        lines += [f"faults: {told(self.faults)}", *self.kills, f"trades: {self.trades}"]
        return "\n".join([*lines, *(f"{name}: {value}" for name, value in self.figures.items())])


class Session:
    """One client, and the orders that it keeps sending."""

    def __init__(self, storm: Storm, number: int, user: str, flow: Any) -> None:
        self.storm, self.user = storm, user
        self.random = Random(f"{storm.settings.seed}/{number}")
        self.client = TraderClient(
            storm.front.trader_address,
            broker_id="9999",
            user_id=user,
            password="p",
            private_flow=flow,
            flow_path=storm.folder / f"flow{number}",
            query_rate=storm.settings.query_rate,
            backoff=BACKOFF,
            request_timeout=PATIENCE,
            connect_timeout=PATIENCE,
        )
        self.number = 0
        """Of the client's session: a new one after each loss."""
        self.handles: list[OrderHandle] = []
        self.resting: deque[OrderHandle] = deque()
        self.told: list[Any] = []
        """What the stream of trades has told."""

    # -- what comes in

    async def follow(self) -> None:
        async for event in self.client.connection_events():
            if event.state is State.READY and event.session != self.number:
                self.number = event.session
                self.storm.changes.notify()

    async def listen(self, trades: Any) -> None:
        async for trade in trades:
            self.told.append(trade)

    async def restored(self, number: int) -> None:
        """The session after the given one is READY."""
        await self.storm.changes.until(lambda: self.number > number)

    # -- what goes out

    async def work(self, numbers: Iterator[int]) -> None:
        for number in numbers:
            self.storm.sent = number
            self.storm.changes.notify()
            kind, order = self._invent()
            self.storm.summary.kinds[kind] += 1
            handle = await self._place(order)
            if handle is not None and not handle.final:
                await self._tend(handle)

    def _invent(self) -> tuple[str, dict[str, Any]]:
        random, name = self.random, self.random.choice(NAMES)
        info, last = self.storm.front.instruments[name], self.storm.prices[name]
        kinds = {"limit": 10, "fak": 3, "fok": 2, "market": 2, "stop": 3, "wrong": 1}
        kind = random.choices([*kinds], [*kinds.values()])[0]
        step, buy = info.price_tick, random.random() < 0.5
        order: dict[str, Any] = {
            "instrument_id": name,
            "exchange_id": info.exchange,
            "offset": OffsetFlag.OPEN,
            "price": round(last + random.randint(-5, 5) * step, 6),
            "volume": random.randint(1, 4),
        }
        held = self.client.positions[name, PosiDirection.SHORT if buy else PosiDirection.LONG].closable
        if held > 0 and random.random() < 0.6:
            order["volume"] = min(order["volume"], held)
            flag = random.choices((OffsetFlag.CLOSE_TODAY, OffsetFlag.CLOSE_YESTERDAY), (20, 1))[0]
            order["offset"] = offset_for(info.exchange, flag)
        if kind == "market" and info.exchange in ("SHFE", "INE"):
            kind = "fak"
        if kind == "market":
            order["price"] = None
        elif kind in ("fak", "fok"):
            order["time_in_force"] = kind
        elif kind == "stop":
            # At most a tick or two away, so that many are triggered; the order itself reaches further.
            order["stop_price"] = round(
                last + (random.randint(-1, 2) if buy else random.randint(-2, 1)) * step, 6
            )
            order["price"] = round(last + (4 if buy else -4) * step, 6)
        elif kind == "wrong":
            order |= random.choice(({"price": last * 2}, {"volume": 10**6}, {"price": last + step / 3}))
        return kind, {"direction": Direction.BUY if buy else Direction.SELL, **order}

    async def _place(self, order: dict[str, Any]) -> OrderHandle | None:
        outcomes = self.storm.summary.outcomes
        while True:
            number = self.number
            try:
                handle = await self.client.insert_order(**order)
            except actp.OrderNotPlaced:
                outcomes["not placed"] += 1
                return None
            except actp.OrderRejected as error:
                outcomes[f"refused by {'CTP' if error.code else 'the exchange'}"] += 1
                return None
            except (actp.ConnectionLost, actp.SendError):
                # It was never sent.
                self.storm.summary.faults["sent again"] += 1
                await self.restored(number)
                continue
            outcomes["placed"] += 1
            return handle

    async def _tend(self, handle: OrderHandle) -> None:
        """Cancel the order, or let it rest and cancel an older one, of the user's other session perhaps."""
        chance = self.random.random()
        if chance < 0.4:
            await self.cancel(handle)
            return
        self.resting.append(handle)
        if chance > 0.97:
            others = [h for h in self.client.orders_today[-200:] if not h.mine and not h.final]
            if others:
                self.storm.summary.faults["cancelled by the other session"] += 1
                await self.cancel(self.random.choice(others))
        elif len(self.resting) > _MOST_RESTING:
            await self.cancel(self.resting.popleft())

    async def cancel(self, handle: OrderHandle) -> None:
        while not handle.final:
            number = self.number
            try:
                await handle.cancel()
            except actp.CancelRejected as error:
                # A stop order goes on with what it has triggered.
                if not error.too_late:
                    raise
            except (actp.ConnectionLost, actp.SendError):
                await self.restored(number)

    async def finish(self) -> None:
        """Nothing is left in the market, and the client knows it."""
        for handle in self.client.orders_today:
            if handle.mine:
                await self.cancel(handle)
        for handle in self.client.orders_today:
            with suppress(actp.OrderRejected, actp.OrderNotPlaced):
                await handle.done(PATIENCE)
        await self.client.positions.wait_confirmed(PATIENCE)


class Storm:
    """The front, its clients, and what happens to them."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        self.random = Random(settings.seed)
        self.front = FrontProcess(
            folder,
            f"--seed={settings.seed}",
            f"--speed={settings.speed}",
            f"--trading-day={DAY}",
            f"--instruments={','.join(NAMES)}",
        )
        self.summary = Summary(settings)
        self.changes = Changes()
        self.sent = 0
        """Orders so far."""
        self.prices: dict[str, float] = {}
        self.moved: dict[str, list[float]] = {}
        """Money that came in and went out, by user."""
        users = [f"u{number}" for number in range(settings.clients)]
        self.sessions = [
            Session(self, number, user, FLOWS[number % len(FLOWS)])
            for number, user in enumerate([*users, users[0]])
        ]
        self.sessions[-1].random = Random(f"{settings.seed}/second")

    # -- faults

    def _plan(self) -> list[tuple[int, str]]:
        settings, random = self.settings, self.random
        cuts = settings.orders // 100 if settings.cuts is None else settings.cuts
        kinds = {"cut one": 5, "cut all": 2, "garbage": 1, "return codes": 1, "twice": 1, "money": 2}
        first, last = settings.orders // 20, settings.orders - settings.orders // 20
        plan = [
            # The clients ask for money after orders only: some have to come after the last of it.
            (random.randint(first, last if kind != "money" else settings.orders // 2), kind)
            for kind in random.choices([*kinds], [*kinds.values()], k=cuts)
        ]
        return sorted([*plan, *((random.randint(first, last), "kill") for _ in range(settings.kills))])

    async def _disturb(self) -> None:
        for due, kind in self._plan():
            await self.changes.until(lambda due=due: self.sent >= due)  # type: ignore[misc]
            self.summary.faults[kind] += 1
            user, control = self.random.choice(self.sessions).user, self.front.control
            match kind:
                case "cut one":
                    await control.do("disconnect", user_id=user)
                case "cut all":
                    await control.do("disconnect")
                case "garbage":
                    await control.do("garbage", user_id=user)
                case "return codes":
                    await control.do("return_codes", code=self.random.choice((-2, -3)), count=3)
                case "twice":
                    name = self.random.choice(("OnRtnOrder", "OnRtnTrade"))
                    await control.do("begin", fault="rule", name=name, duplicate=True, user=user, times=20)
                case "money":
                    await self._move(user)
                case _:
                    await self._kill()

    async def _move(self, user: str) -> None:
        amounts = [self.random.randint(1, 99_999) / 100 for _ in range(2)]
        for call, amount in zip(("deposit", "withdraw"), amounts, strict=True):
            # There may be no money to take out.
            if (await self.front.control.ask(call, user_id=user, amount=amount))["ok"]:
                self.moved[user][call == "withdraw"] += amount

    async def _kill(self) -> None:
        # Somewhere in what the front is doing, not only where the last order was sent.
        await anyio.sleep(self.random.random() * 0.01)
        waiting = sum(
            1
            for s in self.sessions
            for h in s.client.orders_today
            if h.mine and h.order is None and not h.final
        )
        alive = (
            sum(1 for s in self.sessions for h in s.client.orders_today if h.mine and not h.final) - waiting
        )
        numbers = [session.number for session in self.sessions]
        began = time.monotonic()
        await self.front.kill()
        await self.front.start()
        started = time.monotonic() - began
        for session, number in zip(self.sessions, numbers, strict=True):
            await session.restored(number)
        self.summary.kills.append(
            f"killed after {self.sent} orders, {waiting} without a report and {alive} in the market: "
            f"the ports open again after {started:.2f} s, all sessions after {time.monotonic() - began:.2f} s"
        )

    # -- the whole

    async def run(self) -> Summary:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.front)
            md = actp.MdClient(self.front.md_address, broker_id="9999", user_id="md", password="p")
            await stack.enter_async_context(md)
            ticks = md.ticks()
            await md.subscribe(*NAMES)
            while len(self.prices) < len(NAMES):
                tick = await anext(ticks)
                self.prices[tick.instrument_id] = tick.last_price
            group = await stack.enter_async_context(anyio.create_task_group())
            group.start_soon(self._watch, ticks)
            for session in self.sessions:
                trades = session.client.trades()
                await stack.enter_async_context(session.client)
                group.start_soon(session.follow)
                group.start_soon(session.listen, trades)
            for user in dict.fromkeys(session.user for session in self.sessions):
                await self.front.control.do("deposit", user_id=user, amount=_MONEY)
                self.moved[user] = [_MONEY, 0.0]
            began = time.monotonic()
            async with anyio.create_task_group() as working:
                working.start_soon(self._disturb)
                numbers = iter(range(1, self.settings.orders + 1))
                for session in self.sessions:
                    for _ in range(self.settings.workers):
                        working.start_soon(session.work, numbers)
            took = time.monotonic() - began
            async with anyio.create_task_group() as finishing:
                for session in self.sessions:
                    finishing.start_soon(session.finish)
            await self._check()
            self._count(took, time.monotonic() - began)
            group.cancel_scope.cancel()
        return self.summary

    async def _watch(self, ticks: Any) -> None:
        async for tick in ticks:
            self.prices[tick.instrument_id] = tick.last_price

    # -- in the end

    async def _check(self) -> None:
        trades = 0
        keys: Counter[Any] = Counter()
        ids: dict[tuple[str, str], list[Any]] = {}
        for user in self.moved:
            books = await check_user(self.front, user, self.moved[user])
            trades += len(books.trades)
            for session in self.sessions:
                if session.user == user:
                    await check_client(self.front.control, books, session.client, session.told)
            for order in books.orders:
                if order["session_id"]:
                    keys["session", order["front_id"], order["session_id"], order["order_ref"].strip()] += 1
                if order["order_sys_id"]:
                    keys["exchange", order["exchange_id"], order["order_sys_id"]] += 1
                keys["local", order["order_local_id"]] += 1
                keys["broker", order["broker_order_seq"]] += 1
            for trade in books.trades:
                ids.setdefault((trade["exchange_id"], trade["trade_id"]), []).append(trade)
        assert not (twice := [key for key, count in keys.items() if count > 1]), twice
        for sides in ids.values():
            # The market is the other side, or one of the users.
            assert len(sides) == 1 or _match(sides), sides
        references = Counter(
            handle.key for s in self.sessions for handle in s.client.orders_today if handle.mine
        )
        assert max(references.values()) == 1, references.most_common(3)
        assert self.summary.kinds.total() == self.summary.outcomes.total() == self.settings.orders
        self.summary.trades = trades

    def _count(self, took: float, whole: float) -> None:
        figures = self.summary.figures
        handles = [h for s in self.sessions for h in s.client.orders_today if h.mine]
        figures["handles"] = f"{len(handles)}, final and complete {sum(h.complete for h in handles)}"
        figures["logins"] = sum(session.number for session in self.sessions)
        figures["state file"] = f"{self.front.store.stat().st_size / 1e6:.1f} MB"
        figures["orders a second"] = f"{self.settings.orders / took:.0f}"
        figures["seconds"] = f"{whole:.1f}"


def _match(sides: list[Any]) -> bool:
    one, other = sides
    same = all(one[name] == other[name] for name in ("instrument_id", "price", "volume"))
    return bool(same and one["direction"] != other["direction"])


async def run(folder: Path, settings: Settings) -> Summary:
    return await Storm(folder, settings).run()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, default in vars(Settings()).items():
        kind = float if isinstance(default, float) else int
        parser.add_argument(f"--{name.replace('_', '-')}", type=kind, default=default)
    parser.add_argument("--uvloop", action="store_true")
    options = vars(parser.parse_args())
    uvloop = options.pop("uvloop")
    with tempfile.TemporaryDirectory() as folder:
        print(anyio.run(run, Path(folder), Settings(**options), backend_options={"use_uvloop": uvloop}))


if __name__ == "__main__":
    main()
