"""The simulated front: ports, clients, market, faults."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from os import PathLike
from random import SystemRandom
from types import TracebackType
from typing import Any, BinaryIO, Literal

import anyio
import anyio.lowlevel

from actp import _checks as check
from actp import records
from actp._checks import flag, shown
from actp._files import refuse_same
from actp._loop import prepared
from actp.errors import ConfigurationError, StateFileError, UsageError
from actp.sim.accounts.credentials import Account, AccountBook
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.journal import Journal
from actp.sim.accounts.state import Core, FrontStatistics, Limits
from actp.sim.broker.broker import Broker
from actp.sim.clock.clock import VirtualClock
from actp.sim.front.control import Control
from actp.sim.front.days import Days
from actp.sim.front.fault_injection import ClientKind, Outages
from actp.sim.front.options import check_journal, check_market, check_replay, checked_host
from actp.sim.front.running import Running
from actp.sim.market.feed import Board, MarketSource, Pace, Tick
from actp.sim.market.market import SimulatedMarket
from actp.sim.market.replay import Replay, ReplaySource
from actp.sim.market.simulated_contract import Contract
from actp.sim.persistence.codec import Reference
from actp.sim.persistence.store import NO_STORE, Store, StoreLike
from actp.sim.queries.snapshot import Books, books
from actp.sim.reference.arguments import MAX_INSTRUMENT_ID, client_kind, identifier, record_of, whole
from actp.sim.reference.arguments import user_id as checked_user_id
from actp.sim.reference.exchanges import EXCHANGES, Exchange
from actp.sim.reference.instruments import (
    SHANGHAI,
    InstrumentInfo,
    default_instruments,
    expire_date,
    known_instruments,
    moment_of,
    parse_day,
    seconds_of_day,
    trading_day_of,
    unknown_contract,
)
from actp.sim.session.connection import Client
from actp.sim.session.connections import Connections
from actp.sim.session.market_data_session import MarketDataService
from actp.sim.session.session import Service
from actp.sim.session.trading_session import TradingService
from actp.sim.wire.frames import Kind
from actp.sim.wire.listener import Port
from actp.sim.wire.timeouts import Times

__all__ = ["Front"]

log = logging.getLogger("actp.sim")

_CLOSING = 5.0


class Front(Control, Days, Outages):
    """A CTP front for tests and for trying things out, on loopback unless told otherwise.

    ::

        async with Front(seed=1) as front:
            async with actp.MdClient(front.md_address, broker_id="9999", user_id="u", password="p") as md:
                ...

    Market data comes from one source: `market` if given, else the recorded ticks of `replay` (a CSV
    file, a list of them, or an iterable of records), else a market simulated from `seed` (None: a
    random one, which is logged at debug level and readable as `seed`). `speed` is how many seconds of
    market time pass in a second; None is as fast as the clients take the ticks. Either source waits for
    its first subscriber.

    `instruments` are contracts' names, products (`"rb"` is its nearest contract) or `InstrumentInfo`.
    Without them the simulated market has the near months of the best-known products as they are listed on
    `trading_day` (None: today's). `contract("rb")` gives a name that trades, whatever the day is.

    Without `accounts`, any user and password of `broker_id` may log in.

    The simulated market opens at `market_start` ("09:30:00") and skips the hours without trading; with
    `sessions` it has call auctions and pauses, and begins before the first auction.

    Orders meet each other's in price–time order, and with `fill="market"` the market's too: those of the
    simulated market's traders, or the quotes of other market data. `fill="book"` leaves the users' orders to
    themselves. `exchange_latency` is how many seconds an order or a
    cancel takes from the broker to the exchange; meanwhile an order has the status "a" (unknown). They are
    the machine's seconds, whatever `speed` is, and market time's with `virtual`.
    `self_trade` is what becomes of an order that would meet one of the same user: "allow" fills them, as
    SimNow does; "refuse" has the exchange refuse it, "cancel_resting" has it cancel the one that rests first,
    as services against self-trades do.

    `max_margin_side`: long and short of a product (CFFEX: of all its products) ask for the larger margin of
    the two where the exchange rules so; False: for both everywhere.

    With `virtual=True` market time stands still until the program moves it, with `advance()`,
    `advance_to()` or `run_day()`; nothing waits for a first subscriber then, and `speed` does not apply.
    With a `seed` the same program gives the same day.

    `journal` is a file, or a `Journal`, for what happens: a line of JSON each, without anything of the
    machine's, so that the same day gives the same bytes.

    `store` is a file for orders, trades, positions, money, flows and changed passwords: a front that was
    killed at any instant goes on from there. What an account of `accounts` has counts only when it is new.
    """

    def __init__(
        self,
        replay: ReplaySource | None = None,
        speed: float | None = 1.0,
        seed: int | None = None,
        host: str = "127.0.0.1",
        *,
        md_port: int = 0,
        trader_port: int = 0,
        accounts: Iterable[Account] | None = None,
        broker_id: str = "9999",
        lock_after: int | None = None,
        instruments: Iterable[str | InstrumentInfo] | None = None,
        trading_day: str | None = None,
        market: MarketSource | None = None,
        market_start: str | None = None,
        sessions: bool = False,
        fill_exchange: bool = False,
        longest_gap: float = 5.0,
        wait_for: Literal["any", "all"] = "any",
        times: Times | None = None,
        limits: Limits | None = None,
        front_id: int = 1,
        fill: Literal["market", "book"] = "market",
        exchange_latency: float = 0.0,
        self_trade: Literal["allow", "refuse", "cancel_resting"] = "allow",
        max_margin_side: bool = True,
        virtual: bool = False,
        journal: str | PathLike[str] | BinaryIO | Journal | None = None,
        store: str | PathLike[str] | None = None,
    ) -> None:
        host = checked_host(host)
        ports = (("md_port", md_port), ("trader_port", trader_port))
        md_port, trader_port = (check.count(name, port, 0, 65535, what="a port,") for name, port in ports)
        for name, flagged in (
            ("sessions", sessions),
            ("fill_exchange", fill_exchange),
            ("max_margin_side", max_margin_side),
            ("virtual", virtual),
        ):
            check.flag(name, flagged)
        check.choice("self_trade", self_trade, ("allow", "refuse", "cancel_resting"))
        check.choice("fill", fill, ("market", "book"))
        check.choice("wait_for", wait_for, ("any", "all"))
        exchange_latency = check.seconds("exchange_latency", exchange_latency, zero=True)
        longest_gap = check.seconds("longest_gap", longest_gap, zero=True)
        if speed is not None:
            speed = check.number("speed", speed, above=0, what="None (as fast as possible) or a number")
        if seed is not None:
            seed = check.count("seed", seed)
        front_id = check.count("front_id", front_id, 1, 2**31 - 1)
        if times is not None:
            check.instance("times", times, Times, "an actp.sim.Times")
        if limits is not None:
            check.instance("limits", limits, Limits, "an actp.sim.Limits")
        if virtual and speed != 1.0:
            raise ConfigurationError("speed= does not apply with virtual=True: the program moves time")
        if market is not None and replay is not None:
            raise ConfigurationError("give either replay or market")
        check_market(market)
        check_replay(replay)
        check_journal(journal)
        if trading_day is not None:
            parse_day(check.text("trading_day", trading_day))
        if market_start is not None:
            market_start = check.text("market_start", market_start)
        try:
            seconds_of_day("00:00" if market_start is None else market_start)
        except (ValueError, TypeError, AttributeError):
            raise ConfigurationError(f"market_start={shown(market_start)} is no time HH:MM:SS") from None
        self.seed = SystemRandom().randrange(2**32) if seed is None else seed
        self.times = times or Times()
        self._host = host
        self._numbers = {Kind.MARKET_DATA: md_port, Kind.TRADING: trader_port}
        self._limits = limits or Limits()
        self._trading_day = trading_day
        self._front_id = front_id
        self._fill = fill
        self._exchange_latency = exchange_latency
        self._self_trade = self_trade
        self._max_margin_side = max_margin_side
        self._virtual = virtual
        self._journal = journal if journal is None or isinstance(journal, Journal) else Journal(journal)
        self._state_file = None if store is None else check.path("store", store)
        self._replayed = _files_of(replay)
        self._accounts = AccountBook(accounts, broker_id, lock_after)
        self._source = market or self._make_source(
            replay, speed, instruments, market_start, sessions, fill_exchange, longest_gap, wait_for
        )
        self._ports: dict[Kind, Port] = {}
        self._running: Running | None = None
        self._serving: asyncio.Task[None] | None = None
        self._told = False
        self._replay_done: asyncio.Event | None = None

    def _make_source(
        self,
        replay: ReplaySource | None,
        speed: float | None,
        instruments: Iterable[str | InstrumentInfo] | None,
        market_start: str | None,
        sessions: bool,
        fill_exchange: bool,
        longest_gap: float,
        wait_for: str,
    ) -> MarketSource:
        day = self._trading_day or trading_day_of(datetime.now(SHANGHAI))
        given = known_instruments(instruments or (), day)
        if replay is not None:
            return Replay(
                replay,
                speed=speed,
                longest_gap=longest_gap,
                wait_for=wait_for,
                instruments=given,
                trading_day=self._trading_day,
            )
        log.debug("simulated market of %s with seed %d", day, self.seed)
        if instruments is None:
            given = known_instruments(default_instruments(day), day)
        over = [name for name, info in given.items() if expire_date(info, day) < day]
        if over:
            log.warning(
                "%s ended before trading day %s and will be listed as expired, without taking orders; give a "
                "later contract, or trading_day= of a day on which it traded",
                ", ".join(over),
                day,
            )
        return SimulatedMarket(
            given.values(),
            seed=self.seed,
            trading_day=day,
            speed=speed,
            start=market_start,
            fill_exchange=fill_exchange,
            sessions=sessions,
            virtual=self._virtual,
        )

    # -- life

    async def __aenter__(self) -> Front:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def start(self) -> None:
        """Open the ports. A front starts once; ConfigurationError for a bad replay or a taken port, and
        StateFileError for a `store` that cannot be used.
        """
        if self._serving is not None:
            raise UsageError("this front was started before; make another one")
        started = asyncio.get_running_loop().create_future()
        # A task of its own holds the front's task group, so that start and close may be called from
        # different tasks, as fixtures do.
        self._serving = asyncio.create_task(self._serve(started), name="actp.sim.Front")
        try:
            await started
        except BaseException:
            await self.aclose()
            raise

    async def aclose(self) -> None:
        """Close the ports and cut all clients. Does nothing the second time."""
        serving = self._serving
        if serving is None:
            return
        with anyio.CancelScope(shield=True):
            serving.cancel()
            await asyncio.wait([serving])
        if not serving.cancelled() and (error := serving.exception()) is not None and not self._told:
            self._told = True
            raise error

    async def wait_closed(self) -> None:
        """Return when the front was closed; raise what it failed with, such as an error in its market.

        A front that fails closes its ports and cuts its clients, but cannot end the `async with` block it
        was started in. Await this beside the block's work, in the same task group, where that matters.
        """
        if self._serving is None:
            raise UsageError("wait_closed: the front was not started")
        # The wait may be cancelled; the front goes on.
        await asyncio.wait([self._serving])
        if not self._serving.cancelled() and (error := self._serving.exception()) is not None:
            self._told = True
            raise error

    async def _serve(self, started: asyncio.Future[None]) -> None:
        running: Running | None = None
        store: StoreLike = NO_STORE
        try:
            await prepared(lambda: records.InstrumentStatus)
            self._check_files()
            if isinstance(self._source, Replay):
                await self._source.load()
            if self._state_file is not None:
                store = Store(self._state_file, self._references())
            running = self._make_running(store)
            core = running.core
            for kind, number in self._numbers.items():
                self._ports[kind] = Port(self._host, number)
            async with anyio.create_task_group() as group:
                for kind, port in self._ports.items():
                    group.start_soon(port.serve, self._protocol_maker(running, kind))
                    port.open()
                self._running = running
                if isinstance(core.clock, VirtualClock):
                    core.clock.begin()
                group.start_soon(self._run_source, core)
                if isinstance(store, Store):
                    group.start_soon(self._watch_store, store)
                log.debug("front at %s and %s", self.md_address, self.trader_address)
                started.set_result(None)
                if self._journal is not None:
                    await self._journal.failure()
                await anyio.sleep_forever()
        except Exception as error:
            if started.done():
                log.exception("the front failed")
                raise _only(error) from None
            self._told = True
            started.set_exception(error)
        finally:
            for port in self._ports.values():
                port.release()
            if running is not None:
                connections = running.connections
                for client in tuple(connections.all):
                    client.cut()
                # Aborted transports report their end in the loop's next turns; the bound is for a broken one.
                with anyio.move_on_after(_CLOSING, shield=True):
                    await running.core.changes.until(lambda: not connections.all)
            self._running = None
            self._accounts.close()
            store.close()
            if running is not None:
                core = running.core
                if isinstance(core.clock, VirtualClock):
                    core.clock.close()
                # Whoever waits for something of a front that is gone must not wait for ever.
                core.changes.notify()
            if self._journal is not None:
                self._journal.close()

    def _check_files(self) -> None:
        """ConfigurationError where one file is given for two things, before any of them is touched."""
        files: list[tuple[str, str | PathLike[str]]] = [("replay", path) for path in self._replayed]
        files = list({os.path.realpath(path): (name, path) for name, path in files}.values())
        if self._state_file is not None:
            # With what SQLite puts beside it.
            files += [("store", f"{self._state_file}{end}") for end in ("", "-wal", "-shm", "-journal")]
        if self._journal is not None and self._journal.path is not None:
            files.append(("journal", self._journal.path))
        refuse_same(files)

    def _references(self) -> dict[type, Reference]:
        """What the state file names by its id."""

        def contract(name: str) -> InstrumentInfo:
            found = self._source.instruments.get(name)
            if found is None:
                raise unknown_contract(name)
            return found

        def account(key: list[str]) -> Account:
            # One that is no longer given keeps what it has, but nobody can log in.
            return self._accounts.account(*key) or Account.of_anybody(key[1], key[0])

        return {
            InstrumentInfo: Reference(lambda info: info.id, contract),
            Contract: Reference(Contract.state, lambda state: state),
            Exchange: Reference(lambda exchange: exchange.id, EXCHANGES.__getitem__),
            Account: Reference(lambda account: [account.broker_id, account.user_id], account),
        }

    async def _watch_store(self, store: Store) -> None:
        await store.failed.wait()
        assert store.error is not None
        raise store.error

    def _make_running(self, store: StoreLike) -> Running:
        self._replay_done = asyncio.Event()
        days = [day for _, day in store.shelf().load("day", str)]
        if isinstance(self._source, SimulatedMarket):
            self._source.recall(store.shelf())
        for kept in days:
            self._recall_day(kept, dict(store.shelf().load("settlement", float)))
        board = self._make_board()
        core = Core(
            board=board,
            source=self._source,
            accounts=self._accounts,
            times=self.times,
            limits=self._limits,
            seed=self.seed,
            trading_day=self._given_day,
            front_id=self._front_id,
            store=store,
            journal=self._journal,
        )
        if self._journal is not None:
            self._journal.open(core)
        self._accounts.recall(core.shelf, core.clock)
        for kept in days:
            core.go_on_with(kept)
        broker = Broker(core, self._fill, self._exchange_latency, self._self_trade, self._max_margin_side)
        for account in self._accounts:
            broker.investor(account.broker_id, account.user_id)
        # Whatever cannot be written shows before anybody connects.
        if not store.commit() and store.error is not None:
            raise store.error
        connections: Connections[Client] = Connections(core)
        broker.sessions_end = connections.hang_up_all
        return Running(core, broker, connections)

    def _make_board(self) -> Board:
        if not self._virtual:
            return Board()
        source = self._source
        opening = getattr(source, "opening", None)
        if opening is None:
            clock = "09:00:00" if source.clock.startswith("-") else source.clock
            opening = moment_of(self.trading_day, seconds_of_day(clock))
        return Board(VirtualClock(opening))

    def _recall_day(self, kept: str, settlements: Mapping[str, float]) -> None:
        """Let the market go on with the trading day that the store is at, if that is later."""
        source = self._source
        if isinstance(source, SimulatedMarket) and kept > source.trading_day:
            source.resume(kept, settlements)
        # Where the source counts no days, the front does.
        if kept > self.trading_day and hasattr(source, "end_day"):
            raise StateFileError(
                f"the state file is at trading day {kept}, and the market at {self.trading_day}: give it "
                "a market of that day or a later one, or another store="
            )

    @property
    def _given_day(self) -> str | None:
        # The simulated market begins with the given day and goes on to the next ones.
        return None if isinstance(self._source, SimulatedMarket) else self._trading_day

    def _protocol_maker(self, running: Running, kind: Kind) -> Callable[[], Client]:
        core, broker = running.core, running.broker

        def make_service(client: Client) -> Service:
            # A market that has begun another day by itself ends the sessions there are, and not this one.
            broker.turn_day()
            if kind is Kind.TRADING:
                return TradingService(client, core, broker)
            return MarketDataService(client, core)

        return lambda: Client(core, running.connections, kind, make_service)

    async def _run_source(self, core: Core) -> None:
        clock = core.clock if isinstance(core.clock, VirtualClock) else None
        try:
            await self._source.run(core.board)
        except BaseException:
            if clock is not None:
                # The front ends, and its time with it.
                clock.close()
            raise
        if clock is not None:
            clock.end()
        if self._replay_done is not None:
            self._replay_done.set()

    @property
    def _now_running(self) -> Running:
        if self._running is None:
            raise UsageError("the front is not running; use it inside `async with Front(...)`")
        return self._running

    # -- what there is

    def _address(self, kind: Kind) -> str:
        if kind not in self._ports:
            raise UsageError("the front has no address before it is started")
        port = self._ports[kind]
        host = "127.0.0.1" if port.host == "0.0.0.0" else port.host
        return f"sim://{host}:{port.number}{self.times.query}"

    @property
    def md_address(self) -> str:
        """The market-data front's address. For other CTP programs, put tcp:// in place of sim://."""
        return self._address(Kind.MARKET_DATA)

    @property
    def trader_address(self) -> str:
        """The trading front's address. For other CTP programs, put tcp:// in place of sim://."""
        return self._address(Kind.TRADING)

    @property
    def instruments(self) -> Mapping[str, InstrumentInfo]:
        """The contracts the front has market data of, as they are now. Those of a replay are known once it is
        started."""
        # A copy: a source may find more while somebody iterates.
        return dict(self._source.instruments)

    def contract(self, product: str) -> str:
        """The InstrumentID of the nearest contract of a product, such as `"rb"`, that trades today.

        Futures and options alike, by ProductID. UsageError if the front has none.
        """
        day = self.trading_day
        found = [
            (last, name)
            for name, info in self.instruments.items()
            if info.product == product and info.is_trading and (last := expire_date(info, day)) >= day
        ]
        if not found:
            products = ", ".join(sorted({info.product for info in self.instruments.values()}))
            raise UsageError(
                f"the front has no contract of {shown(product)} that trades on {day}; it has {products}"
            )
        return min(found)[1]

    @property
    def trading_day(self) -> str:
        """YYYYMMDD, as a login learns it."""
        if self._running is not None:
            return self._running.core.trading_day
        return self._given_day or self._source.trading_day

    @property
    def clients(self) -> tuple[Client, ...]:
        """The connected libraries whose handshake is done, in order of connection."""
        return tuple(self._connections.established)

    def statistics(self) -> FrontStatistics:
        """Counts since the front started."""
        core = self._core
        return replace(core.statistics, ticks=core.board.ticks)

    @property
    def replay(self) -> Replay | None:
        """The recording that is played, with `played` of its `rows` so far; None for another market."""
        return self._source if isinstance(self._source, Replay) else None

    @property
    def pace(self) -> Pace | None:
        """How the market keeps its `speed`; None before it begins, without a speed and with a virtual clock.

        A market that falls half a second behind is also logged, once until it is on time again.
        """
        return self._core.board.pace

    def snapshot(self, instrument_id: str) -> Any:
        """The `DepthMarketData` that a new subscriber would be sent, None if there is none."""
        core = self._core
        tick = core.snapshot(identifier("instrument_id", instrument_id, MAX_INSTRUMENT_ID))
        return tick.record if tick is not None else None

    def books(self, user_id: str, broker_id: str | None = None) -> Books:
        """What the broker has of a user at this moment: orders, trades, positions, funds.

        UsageError for a user without an account.
        """
        return books(self._broker, self._investor(user_id, broker_id))

    def _investor(self, user_id: str, broker_id: str | None = None) -> Investor:
        broker = self._accounts.broker_id if broker_id is None else identifier("broker_id", broker_id, 10)
        investor = self._broker.investor(broker, checked_user_id(user_id))
        if investor is None:
            raise UsageError(f"the front has no account {user_id!r} of broker {broker!r}")
        return investor

    def set_status(self, status: str, *products: str) -> None:
        """Let products (without any, all) enter a phase, an `InstrumentStatus` such as CONTINOUS or CLOSED.

        Their sessions get OnRtnInstrumentStatus. The exchange takes orders in continuous trading and in
        AUCTION_ORDERING, which gathers them for an auction that its end brings. In the simulated market the
        phase holds up to the product's next change of phase, elsewhere up to the next call.
        """
        broker = self._broker
        if not isinstance(status, str) or len(status) != 1 or not "!" <= status <= "~":
            raise UsageError(f"set_status: {shown(status)} is no InstrumentStatus, which is one character")
        for product in products:
            if not isinstance(product, str) or product not in broker.products:
                known = ", ".join(broker.products)
                raise UsageError(f"set_status: the front has no product {shown(product)}; it has {known}")
        broker.set_status(status, products)

    def notice(self, text: str, user_id: str | None = None) -> None:
        """Tell a user something: OnRtnTradingNotice in the private flow, kept for ReqQryTradingNotice.

        Without a user it is for all: OnRtnBulletin in the public flow, kept for ReqQryNotice too. UsageError
        for an unknown user, and for a text that CTP's 500 bytes do not hold.
        """
        if not isinstance(text, str):
            raise UsageError(f"notice: text= is text, not {type(text).__name__}")
        self._broker.notices.tell(text, self._investor(user_id) if user_id is not None else None)

    # -- awaiting

    async def wait_until(self, condition: Callable[[Front], object]) -> None:
        """Return once `condition(front)` holds. It is asked again after each change of the clients.

        Changes are connections, logins, requests, subscriptions and disconnections.
        """
        if not callable(condition):
            raise UsageError(f"wait_until: condition= is a function of the front, not {shown(condition)}")
        changes = self._core.changes
        await changes.until(lambda: self._running is None or bool(condition(self)))
        if self._running is None:
            raise UsageError("the front was closed, or failed, while something of it was waited for")

    async def wait_clients(
        self, count: int = 1, *, kind: ClientKind | None = None, logged_in: bool = False
    ) -> tuple[Client, ...]:
        """Wait until exactly `count` clients (of a kind, logged in) are connected, and give them.

        UsageError for a `count` below 0 and a `kind` that is none.
        """
        count = whole("count", count, 0)
        client_kind(kind)
        flag("logged_in", logged_in, error=UsageError)

        count = check.count("wait_clients: count", count, error=UsageError)
        check.flag("wait_clients: logged_in", logged_in, error=UsageError)
        if kind is not None:
            check.choice("wait_clients: kind", kind, ("md", "trader"), error=UsageError)

        def fitting() -> tuple[Client, ...]:
            return tuple(
                client
                for client in self.clients
                if kind in (None, client.kind) and (client.logged_in or not logged_in)
            )

        await self.wait_until(lambda _: len(fitting()) == count)
        return fitting()

    async def wait_for_subscription(self, *instruments: str, quotes: bool = False) -> None:
        """Wait until each instrument has a subscriber (`quotes`: to for-quote notices)."""
        for name in instruments:
            identifier("instrument", name, MAX_INSTRUMENT_ID)
        flag("quotes", quotes, error=UsageError)
        board = self._core.board
        await self.wait_until(lambda _: all(board.subscribers(name, quotes=quotes) for name in instruments))

    @property
    def replay_done(self) -> asyncio.Event:
        """Set when the last recorded tick was handed to the clients' send buffers."""
        if self._replay_done is None:
            raise UsageError("the front is not running; use it inside `async with Front(...)`")
        return self._replay_done

    # -- notices on demand

    async def push_tick(self, tick: Any = None, /, **fields: Any) -> None:
        """Send a snapshot to the subscribers of its instrument.

        Give a `DepthMarketData` record, or `instrument_id` and the fields that differ from the
        instrument's present snapshot (from an empty record if there is none). It is the snapshot for
        new subscribers until the source's next tick of the instrument, and what orders meet: in the
        simulated market its levels stand in for the traders' orders until then.
        """
        core = self._core
        if tick is None:
            name = fields.get("instrument_id")
            if name is None:
                raise UsageError("push_tick needs a record or at least instrument_id")
            identifier("instrument_id", name, MAX_INSTRUMENT_ID)
            record_of("push_tick", records.DepthMarketData, fields)
            present = core.snapshot(name)
            values = present.record.asdict() if present is not None else {"trading_day": self.trading_day}
            tick = records.DepthMarketData(**{**values, **fields})
        elif fields:
            raise UsageError("push_tick takes a record or fields, not both")
        elif not isinstance(tick, records.DepthMarketData):
            raise UsageError(f"push_tick takes a DepthMarketData record, not {shown(tick)}")
        elif not tick.instrument_id:
            raise UsageError("push_tick: the record has no instrument_id")
        core.board.push(Tick(tick))
        await anyio.lowlevel.checkpoint()

    async def for_quote(self, instrument_id: str, **fields: Any) -> None:
        """Send OnRtnForQuoteRsp to those who subscribed to it for the instrument.

        `fields` are those of `ForQuoteRsp` that shall differ. UsageError for what its fields do not take.
        """
        identifier("instrument_id", instrument_id, MAX_INSTRUMENT_ID)
        record_of("for_quote", records.ForQuoteRsp, {"instrument_id": instrument_id, **fields})
        self._broker.for_quotes.announce(instrument_id, **fields)
        await anyio.lowlevel.checkpoint()


def _files_of(replay: ReplaySource | None) -> list[str | PathLike[str]]:
    """The files among what a replay is given."""
    if isinstance(replay, (str, PathLike)):
        return [replay]
    if isinstance(replay, Sequence):
        return [each for each in replay if isinstance(each, (str, PathLike))]
    return []


def _only(error: Exception) -> Exception:
    """What a task group's error is about, where it is one thing. Its traceback was logged."""
    inner: tuple[Exception, ...] = getattr(error, "exceptions", ())
    return _only(inner[0]) if len(inner) == 1 else error
