"""What the control connection of a front can be asked for, by name, in values that JSON can say."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from itertools import count
from typing import Any

import anyio

from actp._checks import flag, items, shown
from actp.errors import UsageError
from actp.sim.front.front import Front
from actp.sim.persistence.json_values import plain
from actp.sim.reference.arguments import duration

__all__ = ["Operations", "plain"]


class Operations:
    """One connection's operations. Faults it began end with `close()`, but for those with `keep`."""

    def __init__(self, front: Front) -> None:
        self._front = front
        self._numbers = count(1)
        self._begun: dict[int, tuple[AbstractContextManager[Any], bool]] = {}
        self._calls: dict[str, Callable[..., Any]] = {
            "status": self._status,
            "instruments": lambda: dict(front.instruments),
            "snapshot": lambda instrument_id: front.snapshot(instrument_id),
            "book": lambda instrument_id: front.book(instrument_id),
            "accounts": lambda: list(front.accounts),
            "account": self._account,
            "orders": lambda user_id: self._user(user_id).orders,
            "trades": lambda user_id: self._user(user_id).trades,
            "deposit": lambda user_id, amount: self._user(user_id).deposit(amount),
            "withdraw": lambda user_id, amount: self._user(user_id).withdraw(amount),
            "set_password": lambda user_id, password: self._user(user_id).set_password(password),
            "push_tick": lambda **fields: front.push_tick(**fields),
            "trade": lambda instrument_id, price, volume: front.trade(instrument_id, price, volume),
            "fill": self._fill,
            "for_quote": lambda instrument_id: front.for_quote(instrument_id),
            "notice": lambda text, user_id=None: front.notice(text, user_id),
            "settle": lambda prices=None: front.settle(prices),
            "advance": lambda seconds: front.advance(seconds),
            "advance_to": lambda time: front.advance_to(time),
            "run_day": lambda prices=None: front.run_day(prices),
            "set_status": lambda status, products=(): front.set_status(
                status, *items("products", products, "a list of products", error=UsageError)
            ),
            "disconnect": lambda kind=None, user_id=None: front.disconnect(kind=kind, user_id=user_id),
            "garbage": lambda kind=None, user_id=None: front.garbage(kind=kind, user_id=user_id),
            "return_codes": lambda code, count=1, kind=None: front.return_codes(code, count, kind=kind),
            "begin": self._begin,
            "end": self._end,
            "wait_clients": self._wait_clients,
            "wait_for_subscription": self._wait_for_subscription,
        }
        self._faults: dict[str, Callable[..., AbstractContextManager[Any]]] = {
            "silence": front.silence,
            "refuse_connections": front.refuse_connections,
            "mute_handshake": front.mute_handshake,
            "refuse_handshake": front.refuse_handshake,
            "refuse_login": front.refuse_login,
            "delay": front.delay,
            "drop_requests": lambda names=(): front.drop_requests(
                *items("names", names, "a list of requests' CTP names", error=UsageError)
            ),
            "rule": front.rule,
        }

    async def call(self, name: str, arguments: dict[str, Any]) -> Any:
        """Do one thing and give what came of it, made `plain()`. UsageError for a call that is none."""
        found = self._calls.get(name)
        if found is None:
            raise UsageError(f"there is no call {shown(name)}; there are {', '.join(self._calls)}")
        _bind(name, found, arguments)
        result = found(**arguments)
        answer = plain(await result if isinstance(result, Awaitable) else result)
        # An answer is a promise, too: what it tells of is kept.
        self._front.keep()
        return answer

    def close(self) -> None:
        """The connection is over."""
        self.end_faults(kept=False)

    def end_faults(self, *, kept: bool) -> None:
        for number, (fault, keep) in reversed(list(self._begun.items())):
            if kept or not keep:
                del self._begun[number]
                fault.__exit__(None, None, None)

    @property
    def keeps(self) -> bool:
        """Whether a fault outlives the connection."""
        return bool(self._begun)

    # -- calls of more than a line

    def _status(self) -> dict[str, Any]:
        front = self._front
        return {
            "trading_day": front.trading_day,
            "now": f"{front.now:%Y%m%d %H:%M:%S}",
            "md_address": front.md_address,
            "trader_address": front.trader_address,
            "clients": [
                {
                    name: getattr(client, name)
                    for name in ("kind", "version", "address", "user_id", "logged_in", "subscriptions")
                }
                for client in front.clients
            ],
            "statistics": front.statistics(),
        }

    def _user(self, user_id: str) -> Any:
        account = self._front.accounts.get(user_id)
        if account is None:
            raise UsageError(f"the front has no account {shown(user_id)}")
        return account

    def _account(self, user_id: str) -> dict[str, Any]:
        account = self._user(user_id)
        funds = account.funds
        more = {"balance": funds.balance, "available": funds.available}
        return {"funds": plain(funds) | more, "positions": account.positions}

    async def _fill(self, user_id: str, order_sys_id: str, volume: int | None = None) -> None:
        if not isinstance(order_sys_id, str):
            raise UsageError(f"fill: order_sys_id= is text, not {shown(order_sys_id)}")
        wanted = order_sys_id.strip()
        orders = [o for o in self._user(user_id).orders if wanted and o.order_sys_id.strip() == wanted]
        if len(orders) != 1:
            raise UsageError(
                f"fill: user {user_id!r} has {len(orders)} orders with OrderSysID {shown(wanted)}"
            )
        await self._front.fill(orders[0], volume)

    def _begin(self, fault: str, keep: bool = False, **arguments: Any) -> int:
        make = self._faults.get(fault) if isinstance(fault, str) else None
        if make is None:
            raise UsageError(f"begin: there is no fault {shown(fault)}; there are {', '.join(self._faults)}")
        flag("keep", keep, error=UsageError)
        _bind(f"begin {fault}", make, arguments)
        manager = make(**arguments)
        manager.__enter__()
        number = next(self._numbers)
        self._begun[number] = manager, keep
        return number

    def _end(self, number: int) -> None:
        if not isinstance(number, int) or isinstance(number, bool) or number not in self._begun:
            raise UsageError(f"end: fault {shown(number)} was not begun on this connection, or has ended")
        fault, _ = self._begun.pop(number)
        fault.__exit__(None, None, None)

    async def _wait_clients(
        self, count: int = 1, kind: Any = None, logged_in: bool = False, timeout: float = 10.0
    ) -> None:
        with anyio.fail_after(duration("timeout", timeout, zero=True)):
            await self._front.wait_clients(count, kind=kind, logged_in=logged_in)

    async def _wait_for_subscription(self, instruments: list[str], timeout: float = 10.0) -> None:
        names = items("instruments", instruments, "a list of InstrumentIDs", error=UsageError)
        with anyio.fail_after(duration("timeout", timeout, zero=True)):
            await self._front.wait_for_subscription(*names)


def _bind(name: str, function: Callable[..., Any], arguments: dict[str, Any]) -> None:
    """UsageError for arguments that the function does not have, or lacks."""
    try:
        inspect.signature(function).bind(**arguments)
    except TypeError as error:
        raise UsageError(f"{name}: {error}") from None
