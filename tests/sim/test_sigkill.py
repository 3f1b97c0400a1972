"""A front that is killed while it works, and goes on from its state file; clients that are killed with it."""

from __future__ import annotations

import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from random import Random
from typing import Any

import anyio
import pytest
from anyio.streams.buffered import BufferedByteReceiveStream
from ctpdriver import Driver
from frontprocess import FrontProcess
from libsession import PRICE, Session
from rawclient import Frame
from trader import BUY, CLOSE_TODAY, OPEN, SELL, Trader

pytestmark = [pytest.mark.timeout(180)]

DAY = "20260302"
RESTART, RESUME, QUICK, NONE, FROM_NUMBER = range(5)
# Nobody subscribes to ticks, so the market stands still: what happens, the test has sent.
OPTIONS = ["--seed=1", "--speed=max", f"--trading-day={DAY}", "--instruments=rb2605"]


# -- what is heard again ----------------------------------------------------------------------------


class Hearing:
    """Libraries of different versions and resume types, all of one user, in one C++ program."""

    def __init__(self, program: Path, libraries: Path, folder: Path, front: FrontProcess) -> None:
        self.program, self.libraries, self.folder, self.front = program, libraries, folder, front
        self.kinds = [
            *((version, kind) for version in ("6.3.15", "6.7.13") for kind in (RESTART, RESUME, QUICK)),
            ("6.7.13", NONE),
            ("6.7.13", FROM_NUMBER),
        ]

    @asynccontextmanager
    async def running(self, *, kill: bool) -> AsyncIterator[None]:
        """The program, killed in the end or not. Its flow files are those of the last time."""
        driver = Driver(self.program, self.libraries)
        with driver:
            self.driver = driver
            self.writer = self._session(0, "6.7.13", QUICK)
            self.sessions = [self._session(n, *each) for n, each in enumerate(self.kinds, 1)]
            for session in (self.writer, *self.sessions):
                await session.start()
            yield
            if kill:
                driver.allowed = (-signal.SIGKILL,)
                driver.process.kill()
            else:
                for session in (self.writer, *self.sessions):
                    await session.run(session.api.do, "release")

    def _session(self, number: int, version: str, kind: int) -> Session:
        folder = self.folder / f"flow{number}"
        public = kind if kind < FROM_NUMBER else QUICK
        topics = (kind, public, 2)
        return Session(self.driver, folder, self.front, version, topics=topics, number=number)

    async def login(self, order: int) -> None:
        """The writer first, whose order the others come too late for; then all, and one more order."""
        await self.writer.login()
        await self._order(order)
        await self._close_and_open()
        for session in self.sessions:
            await session.login()
        await self._order(order + 1)
        await self._close_and_open()

    async def _close_and_open(self) -> None:
        for status in ("6", "2"):
            await self.front.control.do("set_status", status=status)

    async def _order(self, number: int) -> None:
        assert await self.writer.insert(str(number + 1), "0", 1) == 0
        reports = [await self.writer.order() for _ in range(2)]
        assert [(r.broker_order_seq, r.order_status) for r in reports] == [(number, "a"), (number, "3")]

    async def check(self, first: dict[int, int], orders: int, statuses: dict[int, str]) -> None:
        """Each has heard the private flow from a number on to the end, and so many of the public one."""
        for (version, kind), session in zip(self.kinds, self.sessions, strict=True):
            if kind != NONE:
                heard = [await session.order() for _ in range(first[kind], 2 * orders + 1)]
                expected = [((n + 1) // 2, "3a"[n % 2]) for n in range(first[kind], 2 * orders + 1)]
                assert [(r.broker_order_seq, r.order_status) for r in heard] == expected, (version, kind)
                wanted = statuses[min(kind, QUICK)]
                found = [(await session.callback("OnRtnInstrumentStatus"))[0] for _ in wanted]
                assert "".join(record.instrument_status for record in found) == wanted, (version, kind)
        silent = self.sessions[self.kinds.index(("6.7.13", NONE))]
        unwanted = {silent.api.spi("OnRtnOrder"), silent.api.spi("OnRtnInstrumentStatus")}
        assert not [
            e for e in self.driver.events if e["id"] == silent.api.number and e.get("callback") in unwanted
        ]


def test_what_libraries_hear_again(program: Path, libraries: Path, tmp_path: Path) -> None:
    # The loop is the test's own only: once will do.
    anyio.run(_hear_again, program, libraries, tmp_path)


async def _hear_again(program: Path, libraries: Path, tmp_path: Path) -> None:
    async with FrontProcess(tmp_path, *OPTIONS) as front:
        hearing = Hearing(program, libraries, tmp_path, front)
        async with hearing.running(kill=True):
            await hearing.login(1)
            # RESUME begins where the folder's files do: with nothing.
            first = {RESTART: 1, RESUME: 1, QUICK: 3, FROM_NUMBER: 2}
            await hearing.check(first, 2, {RESTART: "26262", RESUME: "26262", QUICK: "62"})
            # The front is killed, and the libraries find it again.
            await front.kill()
            await front.start()
            for session in (hearing.writer, *hearing.sessions):
                await session.run(session.api.callback, "OnFrontDisconnected")
                await session.run(session.api.callback, "OnFrontConnected")
            await hearing.login(3)
            first |= {RESUME: 5, QUICK: 7}
            await hearing.check(first, 4, {RESTART: "2" + "62" * 4, RESUME: "6262", QUICK: "62"})
        # Front and program are killed. The program's files tell what it had.
        await front.kill()
        await front.start()
        async with hearing.running(kill=False):
            await hearing.login(5)
            first |= {RESUME: 9, QUICK: 11}
            await hearing.check(first, 6, {RESTART: "2" + "62" * 6, RESUME: "6262", QUICK: "62"})


# -- at any instant ---------------------------------------------------------------------------------


class Recorder:
    """A user's session that sends what it likes and writes down the private flow."""

    def __init__(self, front: FrontProcess, user: str, random: Random) -> None:
        self.front, self.user, self.random = front, user, random
        self.flow: dict[int, Frame] = {}
        self.trader: Trader

    def _trader(self, kind: int, number: int = 0) -> Trader:
        return Trader(self.front, self.user, private=(kind, number), trading_day=DAY)

    async def again(self) -> None:
        """After a restart: the flow has all that was heard, and RESUME goes on behind it."""
        heard = max(self.flow, default=0)
        async with self._trader(RESTART) as trader:
            whole = {notice.frame.sequence: notice.frame for notice in await trader.notices()}
        assert list(whole) == list(range(1, len(whole) + 1))
        for number, frame in self.flow.items():
            assert whole[number] == frame, f"{number} was another notice before"
        async with self._trader(QUICK) as trader:
            assert await trader.notices() == []
        self.trader = self._trader(RESUME, heard)
        async with self.trader as trader:
            rest = {notice.frame.sequence: notice.frame for notice in await trader.notices()}
        assert rest == {number: frame for number, frame in whole.items() if number > heard}
        self.flow = whole

    async def work(self, group: anyio.abc.TaskGroup, tally: list[int]) -> None:
        """Send orders and cancels, as fast as the front takes them, until it is gone."""
        self.trader = trader = self._trader(QUICK)
        try:
            await trader.__aenter__()
        except ConnectionError:
            # Others had so much to tell that the front was killed before this login was answered.
            await trader.aclose()
            return
        group.start_soon(self._listen, trader, tally)
        sent: list[str] = []
        while not trader.over:
            if sent and self.random.random() < 0.2:
                login = trader.login_record
                key = {"front_id": login.front_id, "session_id": login.session_id}
                trader.cancel(**key, order_ref=self.random.choice(sent), instrument_id="rb2605")
            else:
                price = PRICE + self.random.randint(-2, 2)
                offset = self.random.choice((OPEN, OPEN, CLOSE_TODAY))
                volume = self.random.randint(1, 5)
                sent.append(trader.order("rb2605", self.random.choice((BUY, SELL)), price, volume, offset))
            # A few are on their way at a time.
            await anyio.sleep(0 if self.random.random() < 0.8 else 0.001)

    async def _listen(self, trader: Trader, tally: list[int]) -> None:
        try:
            while True:
                frame = await trader.frame()
                if frame.flow == 2:
                    self.flow[frame.sequence] = frame
                    tally[0] += 1
        except ConnectionError:
            await trader.aclose()

    async def check_books(self) -> None:
        """What the flow has told is how orders and trades stand."""
        orders: dict[int, Any] = {}
        trades: list[Any] = []
        for frame in self.flow.values():
            record = self.trader.record(frame)
            if frame.name == "OnRtnOrder":
                orders[record.broker_order_seq] = record
            elif frame.name == "OnRtnTrade":
                trades.append(record)
        rows = await self.front.control.do("orders", user_id=self.user)
        assert [row["broker_order_seq"] for row in rows] == list(orders)
        for row in rows:
            told = orders[row["broker_order_seq"]]
            assert (told.order_status.value, told.volume_traded) == (
                row["order_status"],
                row["volume_traded"],
            )
        kept = await self.front.control.do("trades", user_id=self.user)
        assert [row["trade_id"] for row in kept] == [trade.trade_id for trade in trades]
        account = await self.front.control.do("account", user_id=self.user)
        held = sum(
            row["position"] * (1 if row["posi_direction"] == "2" else -1) for row in account["positions"]
        )
        assert held == sum(t.volume if t.direction.value == BUY else -t.volume for t in trades)


@pytest.mark.anyio
async def test_killed_at_random_instants(tmp_path: Path, anyio_backend: Any) -> None:
    random = Random(str(anyio_backend))
    async with FrontProcess(tmp_path, *OPTIONS) as front:
        recorders = [Recorder(front, user, random) for user in "uv"]
        for _ in range(3):
            tally = [0]
            async with anyio.create_task_group() as group:
                for recorder in recorders:
                    group.start_soon(recorder.work, group, tally)
                due = random.randint(50, 400)
                while tally[0] < due:
                    await anyio.sleep(random.random() * 0.002)
                await front.kill()
            await front.start()
            for recorder in recorders:
                await recorder.again()
                await recorder.check_books()
        assert sum(len(recorder.flow) for recorder in recorders) > 300
        assert len(await front.control.do("trades", user_id="u")) > 20


# -- a client that is killed, too -------------------------------------------------------------------


@asynccontextmanager
async def client_process(front: FrontProcess, folder: Path, flow: str) -> AsyncIterator[tuple[Any, set[str]]]:
    """`client_process.py` amid its orders, and those it knew at first. In the end it is killed."""
    script = Path(__file__).with_name("client_process.py")
    command = [sys.executable, str(script), front.trader_address, str(folder), flow]
    async with AsyncExitStack() as stack:
        process = await stack.enter_async_context(await anyio.open_process(command, stderr=None))
        stack.callback(process.kill)
        assert process.stdout is not None
        lines = BufferedByteReceiveStream(process.stdout)
        word, *known = (await lines.receive_until(b"\n", 1_000_000)).decode().split()
        assert word == "known"
        yield lines, set(known)


async def sent(lines: BufferedByteReceiveStream, count: int) -> set[str]:
    found = [(await lines.receive_until(b"\n", 1000)).decode().split() for _ in range(count)]
    assert {word for word, _ in found} == {"sent"}
    return {reference for _, reference in found}


def test_a_client_that_is_killed_with_the_front(tmp_path: Path) -> None:
    anyio.run(_killed_together, tmp_path)


async def _killed_together(tmp_path: Path) -> None:
    taken: set[str] = set()
    async with FrontProcess(tmp_path, *OPTIONS) as front:
        for flow, count in (("resume", 40), ("restart", 25), ("resume", 30)):
            async with client_process(front, tmp_path / "flow", flow) as (lines, known):
                if flow == "restart":
                    assert taken <= known
                references = await sent(lines, count)
                assert not references & taken, "an OrderRef twice"
                taken |= references
                await front.kill()
            await front.start()
            rows = await front.control.do("orders", user_id="u")
            there = [row["order_ref"].strip() for row in rows]
            # No order that was told of is lost, and no number was given twice.
            assert taken <= set(there) and len(set(there)) == len(there)
