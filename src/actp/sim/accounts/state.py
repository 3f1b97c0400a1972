"""What all connections of one front share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from random import Random

from actp import _checks as check
from actp.sim.accounts.credentials import AccountBook
from actp.sim.accounts.faults import Faults
from actp.sim.accounts.journal import Journal
from actp.sim.accounts.overrides import Rules
from actp.sim.market.feed import Board, LiveMarket, MarketSource, Tick
from actp.sim.persistence.sequences import Counters
from actp.sim.persistence.store import NO_STORE, StoreLike
from actp.sim.reference.instruments import calendar_day, next_trading_day
from actp.sim.wire.timeouts import Times

__all__ = ["Core", "FrontStatistics", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a broker's front limits. None: no limit."""

    max_connections: int = 1_000
    """TCP connections at a time. For one more the oldest makes way that has not shaken hands, else it is cut
    itself."""
    connect_freq: int | None = None
    """Connections a second from one address; more are cut."""
    login_freq: int | None = None
    """Logins a second in one session; more are refused."""
    max_subscriptions: int | None = None
    """Instruments subscribed in one session; more are refused with 6000."""
    query_freq: int | None = None
    """Queries a second in one session; more are answered with OnRspError 90."""
    order_freq: int | None = None
    """Orders and cancels a second in one session; more are refused with 116."""
    parked_orders: int | None = None
    """Parked orders and cancels of one investor that wait; more are refused with 159."""
    broker_parked_orders: int | None = None
    """Those of all investors together; more are refused with 160."""
    for_quote_interval: float | None = None
    """Seconds of market time between two for-quotes for a contract; more are refused with 113, or by the
    exchange."""
    for_quote_spread: int | None = None
    """For-quotes are refused with 114 unless bid and ask are more than so many price ticks apart."""
    sending_list_size: int = 10_000
    """Packets waiting for one client; with more it is cut."""
    query_frequency: int = 1
    package_frequency: int = 6

    def __post_init__(self) -> None:
        for field in fields(self):
            value, what = getattr(self, field.name), f"limits: {field.name}"
            if value is None and field.default is None:
                continue
            if field.name == "for_quote_interval":
                value = check.seconds(what, value, zero=True)
            else:
                value = check.count(what, value, 0, 2**31 - 1)
            object.__setattr__(self, field.name, value)


@dataclass(slots=True)
class FrontStatistics:
    """Counts since the front started."""

    connections: int = 0
    """TCP connections accepted."""
    handshakes: int = 0
    logins: int = 0
    """Successful ones."""
    requests: int = 0
    """Requests and subscriptions received."""
    frames: int = 0
    """Frames handed to the network."""
    bytes: int = 0
    ticks: int = 0
    """Ticks published, whether or not anyone subscribed to them."""
    cut: int = 0
    """Clients the front cut: silent, too slow, or not speaking the protocol."""


class Core:
    def __init__(
        self,
        *,
        board: Board,
        source: MarketSource,
        accounts: AccountBook,
        times: Times,
        limits: Limits,
        seed: int,
        trading_day: str | None,
        front_id: int,
        store: StoreLike = NO_STORE,
        journal: Journal | None = None,
    ) -> None:
        self.store = store
        self.shelf = store.shelf()
        self.counters = Counters(self.shelf)
        self.board = board
        self.clock = board.clock
        self.changes = board.changes
        self.source = source
        self.live = source if isinstance(source, LiveMarket) else None
        """The source, if users can trade in its books."""
        self.accounts = accounts
        self.times = times
        self.limits = limits
        self.journal = journal
        self.faults = Faults()
        self.rules = Rules()
        self.statistics = FrontStatistics()
        self.front_id = front_id
        self._trading_day = trading_day
        self._begun = ("", "")
        """The source's trading day when the front counted on by itself, and the day that then began."""
        self._seed = seed
        self._session_randoms: dict[tuple[str, str], Random] = {}
        self._sessions: set[int] = {0, *(number for number, _ in self.shelf.load("session", str))}

    @property
    def _told_day(self) -> str:
        return self._trading_day or self.source.trading_day

    @property
    def trading_day(self) -> str:
        at, begun = self._begun
        told = self._told_day
        return begun if told == at else told

    def go_on_with(self, day: str) -> None:
        """The trading day is this one if the market does not tell a later one."""
        if day > self.trading_day:
            self._begun = self._told_day, day

    def end_day(self, prices: Mapping[str, float]) -> Mapping[str, float]:
        """Go over to the next trading day. Gives the settlement prices as far as the market knows them."""
        ended, told = self.trading_day, self._told_day
        end_day = getattr(self.source, "end_day", None)
        settlements: Mapping[str, float] = prices if end_day is None else end_day(self.board, prices)
        if self._told_day == told:
            self._begun = told, next_trading_day(ended)
        return settlements

    def new_session_id(self, broker_id: str, user_id: str) -> int:
        """A signed number that no other session of this front has, or had before a restart.

        Each user has a sequence of its own, so that it does not matter in which order users log in.
        """
        random = self._session_randoms.get((broker_id, user_id))
        if random is None:
            random = Random(f"{self._seed}/sessions/{broker_id}/{user_id}")
            self._session_randoms[broker_id, user_id] = random
        while (number := random.randint(-(2**31), 2**31 - 1)) in self._sessions:
            pass
        self._sessions.add(number)
        self.shelf.put("session", number, user_id)
        return number

    def now(self) -> datetime:
        """The calendar's time in Shanghai; a virtual clock's if there is one."""
        return self.clock.now()

    @property
    def exchange_clock(self) -> str:
        """The exchanges' time HH:MM:SS, `--:--:--` if unknown."""
        return f"{self.now():%H:%M:%S}" if self.clock.virtual else self.source.clock

    @property
    def market_time(self) -> str:
        """The calendar's date and the exchanges' time, "" if nobody knows it; a virtual clock's to the ms."""
        if self.clock.virtual:
            return f"{self.now():%Y%m%d %H:%M:%S.%f}"[:-3]
        clock = self.source.clock
        return "" if clock.startswith("-") else f"{calendar_day(self.trading_day, clock)} {clock}"

    def snapshot(self, instrument_id: str) -> Tick | None:
        return self.board.pushed(instrument_id) or self.source.snapshot(instrument_id)
