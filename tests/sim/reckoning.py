"""What a day's orders and trades come to, reckoned beside the front, and whether all who tell of it agree."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from frontprocess import FrontProcess, Remote

from actp import TraderClient
from actp.enums import OrderStatus, PosiDirection
from actp.sim.front.remote_operations import plain

__all__ = ["Books", "check_client", "check_user"]

# Position of an instrument, and whether it is long.
Side = tuple[str, bool]


@dataclass(frozen=True)
class Books:
    """What the front says of a user over its control connection."""

    user: str
    orders: list[dict[str, Any]]
    trades: list[dict[str, Any]]
    positions: list[dict[str, Any]]
    funds: dict[str, Any]

    def volume(self, side: Side) -> int:
        return sum(
            row["position"]
            for row in self.positions
            if (row["instrument_id"], row["posi_direction"] == "2") == side
        )


async def read_books(control: Remote, user: str) -> Books:
    account = await control.do("account", user_id=user)
    return Books(
        user,
        await control.do("orders", user_id=user),
        await control.do("trades", user_id=user),
        account["positions"],
        account["funds"],
    )


class Reckoning:
    """Positions and money of a day that began with no position, from its trades."""

    def __init__(self, instruments: dict[str, Any], trades: list[dict[str, Any]]) -> None:
        self.lots: dict[Side, deque[list[float]]] = {}
        self.commission = self.close_profit = 0  # in cents
        for trade in trades:
            info, opens = instruments[trade["instrument_id"]], trade["offset_flag"] == "0"
            price, volume = trade["price"], trade["volume"]
            kind = "open" if opens else "close_today"
            rates = info.commission
            # Everything is charged in whole cents, trade by trade.
            self.commission += cents(
                volume * (price * info.multiplier * rates[f"{kind}_by_money"] + rates[f"{kind}_by_volume"])
            )
            buys = trade["direction"] == "0"
            side = (trade["instrument_id"], buys == opens)
            lots = self.lots.setdefault(side, deque())
            if opens:
                lots.append([price, volume])
            else:
                self._close(lots, price, volume, info.multiplier * (1 if side[1] else -1))

    def _close(self, lots: deque[list[float]], price: float, volume: int, worth: int) -> None:
        while volume:
            part = min(volume, lots[0][1])
            self.close_profit += cents((price - lots[0][0]) * worth * part)
            volume -= int(part)
            lots[0][1] -= part
            if not lots[0][1]:
                lots.popleft()

    def volume(self, side: Side) -> int:
        return int(sum(volume for _, volume in self.lots.get(side, ())))


async def check_user(front: FrontProcess, user: str, moved: list[float]) -> Books:
    """The front's books of a user are whole: they follow from the trades, and these belong to the orders."""
    books = await read_books(front.control, user)
    traded: dict[tuple[str, str], int] = {}
    for trade in books.trades:
        key = (trade["exchange_id"], trade["order_sys_id"])
        traded[key] = traded.get(key, 0) + trade["volume"]
    for order in books.orders:
        assert order["order_status"] in ("0", "5", "c"), order
        key = (order["exchange_id"], order["order_sys_id"])
        assert traded.pop(key, 0) == order["volume_traded"], order
    assert not traded, "trades without an order"
    sides = [(trade["instrument_id"], trade["trade_id"], trade["direction"]) for trade in books.trades]
    assert len(set(sides)) == len(sides), "a trade twice"
    reckoning = Reckoning(front.instruments, books.trades)
    for side in {
        *reckoning.lots,
        *((r["instrument_id"], r["posi_direction"] == "2") for r in books.positions),
    }:
        assert books.volume(side) == reckoning.volume(side), (user, side)
    for row in books.positions:
        assert row["long_frozen"] == row["short_frozen"] == 0, row
    funds = books.funds
    assert cents(funds["commission"]) == reckoning.commission
    assert cents(funds["close_profit"]) == reckoning.close_profit
    assert [cents(funds["deposit"]), cents(funds["withdrawal"])] == [cents(amount) for amount in moved]
    assert funds["frozen_margin"] == funds["frozen_commission"] == 0
    return books


async def check_client(control: Remote, books: Books, client: TraderClient, told: list[Any]) -> None:
    """A client knows what the front knows, by what it was told and by the answers to its queries."""
    _check_orders(books, client, await client.query_order())
    # Trades: the same by query, by flow and as the stream told them, each once.
    rows = await client.query_trade()
    assert all(_same(plain(row), trade) for row, trade in zip(rows, books.trades, strict=True))
    expected = sorted(map(_trade_key, rows))
    assert sorted(map(_trade_key, client.trades_today)) == expected
    assert sorted(map(_trade_key, told)) == expected
    _check_positions(books, client)
    # Money: as the client has it, but for the profit that moves with the market ...
    own, funds = client.account, books.funds
    for ours, theirs in _FUNDS.items():
        if ours not in ("position_profit", "balance", "available"):
            assert cents(getattr(own, ours)) == cents(funds[theirs]), (books.user, ours)
    for name in ("balance", "available"):
        assert cents(getattr(own, name) - own.position_profit) == cents(
            funds[name] - funds["position_profit"]
        )
    # ... and with it, asked for until nothing moved in between.
    while True:
        before = (await control.do("account", user_id=books.user))["funds"]
        (row,) = await client.query_trading_account()
        after = (await control.do("account", user_id=books.user))["funds"]
        if before == after:
            break
    for ours, theirs in _FUNDS.items():
        assert cents(getattr(row, ours)) == cents(after[theirs]), (books.user, ours)


_FUNDS = {
    "pre_balance": "previous_balance",
    "deposit": "deposit",
    "withdraw": "withdrawal",
    "frozen_margin": "frozen_margin",
    "frozen_commission": "frozen_commission",
    "curr_margin": "margin",
    "commission": "commission",
    "close_profit": "close_profit",
    "position_profit": "position_profit",
    "balance": "balance",
    "available": "available",
}


def _check_orders(books: Books, client: TraderClient, rows: list[Any]) -> None:
    assert all(_same(plain(row), order) for row, order in zip(rows, books.orders, strict=True))
    by_local = {row.order_local_id: row for row in rows}
    keys = {(row.front_id, row.session_id, row.order_ref.strip()) for row in rows}
    known = set()
    for handle in client.orders_today:
        assert handle.complete, handle
        report = handle.order
        if report is None:
            # CTP refused it, or a disconnect swallowed it: then the front has none of it.
            assert handle.error is not None and handle.key not in keys, handle
            continue
        row = by_local[report.order_local_id]
        assert row.order_local_id not in known, f"two handles of one order: {handle}"
        known.add(row.order_local_id)
        for name in ("order_sys_id", "order_status", "order_submit_status", "volume_traded", "status_msg"):
            assert getattr(report, name) == getattr(row, name), (handle, name)
        assert handle.volume_traded == sum(trade.volume for trade in handle.trades) == row.volume_traded
    # A stop order that was triggered is gone on with under another number.
    triggered = {row.relative_order_sys_id for row in rows}
    for row in rows:
        if row.order_local_id not in known:
            assert row.order_status == OrderStatus.TOUCHED and row.order_sys_id in triggered, row


def _check_positions(books: Books, client: TraderClient) -> None:
    sides = {(row["instrument_id"], row["posi_direction"]) for row in books.positions}
    for name, direction in sides:
        ours = client.positions[name, PosiDirection(direction)]
        assert ours.volume == books.volume((name, direction == "2")), (books.user, ours)
        assert ours.frozen == 0
    assert {(p.instrument_id, str(p.direction.value)) for p in client.positions} <= sides


def _same(ours: dict[str, Any], theirs: dict[str, Any]) -> bool:
    """Whether a record is what the front has, as far as the client's version goes."""
    return all(theirs[name] == value for name, value in ours.items())


def _trade_key(trade: Any) -> tuple[Any, ...]:
    return (
        trade.exchange_id,
        trade.trade_id,
        str(trade.direction.value),
        trade.order_sys_id,
        trade.volume,
        trade.price,
    )


def cents(amount: float) -> int:
    """Half a cent goes away from zero, but for what doubles miss it by."""
    return int(Decimal(f"{amount * 100:.4f}").quantize(Decimal(1), ROUND_HALF_UP))
