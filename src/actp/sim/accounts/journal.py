"""What happened at a front, a line each: nothing in it depends on the machine or on chance but the seed's.

A line is a JSON object: `n` counts, `time` is market time, `day` the trading day, `event` what it is:

- `request`, `answer`: of a trading client (`broker`, `user`, `session`), with `name` and `fields` as in CTP;
- `report`: an OnRtn… or OnErrRtn… into a user's private flow, or (without `user`) the public one, with its
  number there (`sequence`);
- `deposit`, `withdrawal`: by the program;
- `settlement`: the day's settlement `prices`; `settled`: a user's money as settled; `day`: one begins;
- of market data, if asked for: `tick`, `subscription` with the `names` that a client asked for or gave up,
  and `request` and `answer` (of a login) with `side` "md".

Fields that are empty are left out; so are addresses, and what clients count by themselves (RequestID,
SessionReqSeq). Passwords and authentication codes are masked.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from os import PathLike, fspath
from typing import Any, BinaryIO, Protocol

from actp._files import open_ordinary
from actp._text import json_text
from actp.errors import ConfigurationError
from actp.sim.accounts.ledger import Settled
from actp.sim.market.feed import Board, Tick
from actp.sim.persistence.json_values import plain
from actp.sim.persistence.notice import Notice
from actp.sim.wire.frames import Flow, RspInfo

__all__ = ["Journal"]

_ADDRESSES = frozenset(("client_ip_address", "client_ip_port", "ip_address", "mac_address"))
_COUNTED_BY_CLIENTS = frozenset(("request_id", "session_req_seq"))


class Peer(Protocol):
    """A client, as lines of the journal name it."""

    @property
    def kind(self) -> str: ...
    @property
    def broker_id(self) -> str: ...
    @property
    def user_id(self) -> str: ...
    @property
    def session_id(self) -> int: ...


class JournalSource(Protocol):
    """Where the journal takes times and ticks from."""

    @property
    def market_time(self) -> str: ...
    @property
    def board(self) -> Board: ...


class Journal:
    """Writes into a file of mode 0600 that it opens anew, or into an open binary one.

    `market_data`: ticks, and the logins and subscriptions of market-data clients. `queries`: queries and
    their answers. Clients ask and connect when they like, and change nothing by it: with these, the same
    day may give another journal.
    """

    def __init__(
        self, target: str | PathLike[str] | BinaryIO, *, market_data: bool = False, queries: bool = False
    ) -> None:
        self._target = target
        self._market_data = market_data
        self._queries = queries
        self._core: JournalSource | None = None
        self._file: BinaryIO | None = None
        self._lines: list[bytes] = []
        self._number = 0
        self._day = ""
        self._error: OSError | ValueError | None = None

    @property
    def path(self) -> str | None:
        """Its file, None where it writes into an open one."""
        return fspath(self._target) if isinstance(self._target, (str, PathLike)) else None

    def open(self, core: JournalSource) -> None:
        """Begin. ConfigurationError for a file that cannot be opened, or is no ordinary one of this user."""
        self._failed = asyncio.Event()
        if isinstance(self._target, (str, PathLike)):
            path = fspath(self._target)
            try:
                descriptor = open_ordinary(path, os.O_WRONLY | os.O_CREAT)
                self._file = open(descriptor, "wb")  # noqa: SIM115 - until close()
                # It tells of accounts and their money.
                os.fchmod(descriptor, 0o600)
                os.ftruncate(descriptor, 0)
            except OSError as error:
                self._let_go()
                raise ConfigurationError(f"journal {path}: {error.strerror}") from error
            except ValueError as error:
                raise ConfigurationError(f"journal {path!r} is no path: {error}") from None
        else:
            self._file = self._target
        self._core = core
        if self._market_data:
            core.board.listeners.append(self._tick)

    def flush(self) -> None:
        lines, self._lines = self._lines, []
        if not lines or self._file is None:
            return
        try:
            self._file.write(b"".join(lines))
            self._file.flush()
        except (OSError, ValueError) as error:
            # A closed file is a ValueError.
            self._error = error
            self._let_go()
            self._failed.set()

    def close(self) -> None:
        """The end. ConfigurationError if lines could not be written."""
        self.flush()
        self._let_go()
        self._core = None
        self._check()

    def _let_go(self) -> None:
        file, self._file = self._file, None
        if file is not None and file is not self._target:
            with suppress(OSError):
                # What it still holds was said to be lost.
                file.close()

    def _check(self) -> None:
        if self._error is not None:
            raise ConfigurationError(f"the journal cannot be written: {self._error}") from self._error

    async def failure(self) -> None:
        """Wait until a line cannot be written, and raise ConfigurationError."""
        await self._failed.wait()
        self._check()

    # -- lines

    def write(self, event: str, **more: Any) -> None:
        core = self._core
        if core is None:
            return
        self._number += 1
        line = {"n": self._number, "time": core.market_time, "day": self._day, "event": event, **more}
        if not self._lines:
            asyncio.get_running_loop().call_soon(self.flush)
        self._lines.append(json_text(line, separators=(",", ":"), allow_nan=False).encode() + b"\n")

    def _tells_of(self, client: Peer) -> bool:
        return self._market_data or client.kind == "trader"

    def begin_day(self, trading_day: str) -> None:
        self._day = trading_day
        self.write("day")

    def request(self, client: Peer, name: str, record: Any) -> None:
        if self._tells_of(client) and (self._queries or not name.startswith("ReqQ")):
            self.write("request", **_of(client, record), name=name, fields=_fields(record))

    def answer(self, client: Peer, name: str, record: Any, info: RspInfo | None, flow: Flow) -> None:
        if not self._tells_of(client) or (flow is Flow.QUERY and not self._queries):
            return
        refused = info is not None and info.error_id
        if name.startswith(("OnRspSub", "OnRspUnSub")) and not refused:
            # One for each name: the line of the request has them all.
            return
        more: dict[str, Any] = {} if info is None else {"error_id": info.error_id}
        if refused and info is not None:
            more["error_msg"] = info.text
        self.write("answer", **_of(client, record), name=name, **more, fields=_fields(record))

    def subscription(self, client: Peer, name: str, names: list[str]) -> None:
        if self._market_data:
            self.write("subscription", **_of(client, None), name=name, names=names)

    def report(self, broker_id: str, user_id: str, notice: Notice) -> None:
        who = {"broker": broker_id, "user": user_id} if user_id else {}
        more = (
            {} if notice.info is None else {"error_id": notice.info.error_id, "error_msg": notice.info.text}
        )
        fields = _fields(notice.record)
        self.write("report", **who, sequence=notice.sequence, name=notice.name, **more, fields=fields)

    def settled(self, broker_id: str, user_id: str, settled: Settled) -> None:
        funds = settled.funds
        figures = {
            **plain(funds),
            "balance": funds.balance,
            "positions": sum(h.lot.volume for h in settled.held),
        }
        self.write("settled", broker=broker_id, user=user_id, **figures)

    def paid(self, broker_id: str, user_id: str, event: str, amount: float) -> None:
        self.write(event, broker=broker_id, user=user_id, amount=amount)

    def _tick(self, tick: Tick) -> None:
        self.write("tick", fields=_fields(tick.record))


def _of(client: Peer, record: Any) -> dict[str, Any]:
    """Whose line it is. Before the login that is what the request says."""
    found = {
        "side": "md" if client.kind == "md" else "",
        "broker": client.broker_id or getattr(record, "broker_id", ""),
        "user": client.user_id or getattr(record, "user_id", ""),
        "session": client.session_id,
    }
    return {name: value for name, value in found.items() if value}


def _fields(record: Any) -> dict[str, Any]:
    if record is None:
        return {}
    secret = {field.attribute for field in type(record).__struct__.fields if field.secret}
    found: dict[str, Any] = {}
    for name, value in record.asdict().items():
        if name in _ADDRESSES or name in _COUNTED_BY_CLIENTS or name.startswith("reserve"):
            continue
        shown = plain(value)
        if shown not in ("", None):
            found[name] = "***" if name in secret else shown
    return found
