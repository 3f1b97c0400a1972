"""A fuzzer for the front: `python tests/sim/fuzz.py --seconds 600 --seed 1`.

Framing and every request of every version over TCP, with values at and beyond their boundaries. After each
round the front must live, serve others, have its books in order and have logged no exception. A fault is
printed with the round's seed (`--seed N --rounds 1` repeats it) and makes the exit code 1.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import math
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal

import anyio
from fuzzing import Structs, layout_of, spoil
from rawclient import MAGIC, RawClient
from trader import Trader

from actp.ctp.description import Method, installed
from actp.sim import Account, Front, Limits, Position, Times, instrument_info

INSTRUMENTS = [
    *("rb2701", "ag2612", "m2701", "CF701", "IF2612", "si2612", "sc2612"),
    # Options come with what they are on.
    *("m2701-C-3050", "m2701-P-3050", "SR701P5700", "cu2612C79000", "IO2612-C-4500", "m2705"),
]
COMBINATIONS = [
    *(("SP m2701&m2705", "DCE"), ("STD m2701-C-3050&m2701-P-3050", "DCE")),
    *(("PRT m2701-C-3050&m2701", "DCE"), ("PRT m2701-P-3050&m2701", "DCE"), ("SP m2705&m2701", "DCE")),
]
# All, or one.
PRODUCTS: list[tuple[str, ...]] = [(), ("rb",), ("m",), ("CF",), ("IF",)]
SELF_TRADE: tuple[Literal["allow", "refuse", "cancel_resting"], ...] = ("allow", "refuse", "cancel_resting")
USERS = ["fuzz0", "fuzz1", "fuzz2"]
LIMIT = 30.0
"""Seconds after which a front that does not answer is a fault."""


_COUNTS = (
    *("position", "long_frozen", "short_frozen", "today_position", "comb_position"),
    *("strike_frozen", "abandon_frozen"),
)
_NEVER_NEGATIVE = ("margin", "frozen_margin", "frozen_commission", "commission")


class Fault(Exception):
    """The front did what it must not."""


@dataclass
class Tally:
    frames: int = 0
    rounds: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    requests: set[tuple[str, str]] = field(default_factory=set)
    """Version and name of the requests tried."""


class Errors(logging.Handler):
    """Exceptions and errors that were logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR or record.exc_info:
            self.found.append(logging.Formatter().format(record))


def _number(random: Random, most: int) -> bytes:
    """Of an order, a quote or something parked, as the front writes it; or none."""
    return b"" if random.random() < 0.5 else b"%12d" % random.randrange(1, most)


# What trades, in each of the ways there are.
INSTRUCTIONS = (
    *("ReqOrderInsert", "ReqOrderInsert", "ReqOrderInsert", "ReqOrderAction", "ReqBatchOrderAction"),
    *("ReqQuoteInsert", "ReqQuoteInsert", "ReqQuoteAction", "ReqForQuoteInsert"),
    *("ReqParkedOrderInsert", "ReqParkedOrderAction", "ReqRemoveParkedOrder", "ReqRemoveParkedOrderAction"),
    *("ReqExecOrderInsert", "ReqExecOrderInsert", "ReqExecOrderAction"),
    *("ReqOptionSelfCloseInsert", "ReqOptionSelfCloseAction"),
    *("ReqCombActionInsert", "ReqCombActionInsert", "ReqCombActionInsert"),
    *("ReqFromBankToFutureByFuture", "ReqFromFutureToBankByFuture", "ReqQueryBankAccountMoneyByFuture"),
)


def _reference(random: Random, most: int) -> bytes:
    return b"" if random.random() < 0.7 else str(random.randrange(1, most)).encode()


def valid_fields(front: Front, random: Random, user: bytes, request: str) -> dict[str, bytes]:
    """What is good in this request."""
    fields = order_fields(front, random, user)
    if "Exec" in request or "SelfClose" in request:
        fields |= option_fields(random)
    if "Comb" in request:
        name, exchange = random.choice(COMBINATIONS)
        fields |= {"InstrumentID": name.encode(), "ExchangeID": exchange.encode()}
        fields |= {"CombDirection": random.choice((b"0", b"0", b"1", b"2")), "HedgeFlag": b"1"}
        fields |= {"Volume": struct.pack("<i", random.randrange(1, 4))}
    if "ByFuture" in request:
        fields |= {"Password": b"", "TradeAmount": struct.pack("<d", random.choice((100.0, 0.01, 1e6)))}
    return fields


def option_fields(random: Random) -> dict[str, bytes]:
    """What declares something of an option, and calls it off."""
    name = random.choice([name for name in INSTRUMENTS if instrument_info(name).option is not None])
    return {
        "InstrumentID": name.encode(),
        "ExchangeID": instrument_info(name).exchange.encode(),
        "Volume": struct.pack("<i", random.randrange(4)),
        "OffsetFlag": random.choice((b"1", b"1", b"3", b"4")),
        "HedgeFlag": b"1",
        "ActionType": random.choice((b"1", b"1", b"2")),
        "PosiDirection": b"2",
        "ReservePositionFlag": random.choice((b"0", b"1")),
        "CloseFlag": random.choice((b"0", b"1")),
        "OptSelfCloseFlag": random.choice((b"1", b"2", b"3", b"4")),
        "ExecOrderRef": _reference(random, 30),
        "OptionSelfCloseRef": _reference(random, 30),
        "ExecOrderSysID": _number(random, 30),
        "OptionSelfCloseSysID": _number(random, 30),
    }


def order_fields(front: Front, random: Random, user: bytes) -> dict[str, bytes]:
    """What a good order says, and a good cancel and most queries too."""
    sessions = [0, *(o.session_id for o in front.accounts[user.decode()].orders[-20:])]
    info = front.instruments[random.choice(INSTRUMENTS)]
    price = info.reference_price * random.choice((1, 1, 1.001, 0.999, 1.02, 0.98, 1.5))
    limit = round(price / info.price_tick) * info.price_tick
    return {
        "BrokerID": b"9999",
        "InvestorID": user,
        "UserID": user,
        "AccountID": user,
        "CurrencyID": b"CNY",
        "InstrumentID": info.id.encode(),
        "ExchangeID": info.exchange.encode(),
        "OrderRef": b"" if random.random() < 0.8 else str(random.randrange(1, 500)).encode(),
        "OrderPriceType": random.choice((b"2", b"2", b"2", b"1", b"3", b"G")),
        "Direction": random.choice((b"0", b"1")),
        "CombOffsetFlag": random.choice((b"0", b"0", b"1", b"3", b"4")),
        "CombHedgeFlag": random.choice((b"1", b"1", b"3")),
        "LimitPrice": struct.pack("<d", limit),
        "VolumeTotalOriginal": struct.pack("<i", random.randrange(1, 20)),
        "TimeCondition": random.choice((b"3", b"3", b"1")),
        "VolumeCondition": random.choice((b"1", b"1", b"2", b"3")),
        "MinVolume": struct.pack("<i", random.randrange(3)),
        "ContingentCondition": random.choice((b"1", b"1", b"1", b"1", b"5", b"2", b"3")),
        "StopPrice": struct.pack("<d", random.choice((3000.0, limit))),
        "ForceCloseReason": b"0",
        "ActionFlag": b"0",
        "FrontID": struct.pack("<i", random.choice((1, 1, 0))),
        "SessionID": struct.pack("<i", random.choice(sessions)),
        "OrderSysID": _number(random, 60),
        "QuoteRef": b"" if random.random() < 0.7 else str(random.randrange(1, 20)).encode(),
        "AskOrderRef": b"" if random.random() < 0.8 else str(random.randrange(1, 500)).encode(),
        "BidOrderRef": b"" if random.random() < 0.8 else str(random.randrange(1, 500)).encode(),
        "AskPrice": struct.pack("<d", limit + random.choice((1, 1, 0, -1)) * info.price_tick),
        "BidPrice": struct.pack("<d", limit - info.price_tick),
        "AskVolume": struct.pack("<i", random.choice((2, 2, 2, 0, 5))),
        "BidVolume": struct.pack("<i", random.choice((2, 2, 2, 0))),
        "AskOffsetFlag": random.choice((b"0", b"0", b"1", b"3")),
        "BidOffsetFlag": random.choice((b"0", b"0", b"1", b"3")),
        "AskHedgeFlag": b"1",
        "BidHedgeFlag": b"1",
        "QuoteSysID": _number(random, 30),
        "ReplaceSysID": _number(random, 30),
        "ParkedOrderID": _number(random, 20),
        "ParkedOrderActionID": _number(random, 20),
        "Password": b"p",
        "OldPassword": b"p",
        "NewPassword": b"p",
        "AppID": b"app",
        "AuthCode": b"code",
    }


class Fuzzer:
    def __init__(self, front: Front, tally: Tally, errors: Errors) -> None:
        self.front, self.tally, self.errors = front, tally, errors
        versions = installed().versions
        self._methods: dict[tuple[int, str], list[Method]] = {
            (kind, version): [
                method
                for method in installed().methods(("MdApi", "TraderApi")[kind], version)
                if method.returns == "int" and method.struct is not None
            ]
            for kind in (0, 1)
            for version in versions
        }
        self._left = [(kind, version, m) for (kind, version), all_ in self._methods.items() for m in all_]
        Random(1).shuffle(self._left)

    # -- sending

    def _client(self, random: Random, kind: int, version: str) -> RawClient:
        address = (self.front.md_address, self.front.trader_address)[
            kind if random.random() < 0.95 else 1 - kind
        ]
        return RawClient(address, kind=kind, version=version)

    async def _send(self, client: RawClient, data: bytes, frames: int = 1) -> None:
        self.tally.frames += frames
        client.send_bytes(data)
        with suppress(ConnectionError):
            await client._writer.drain()

    def _request(
        self, random: Random, structs: Structs, version: str, method: Method, valid: dict[str, bytes]
    ) -> bytes:
        assert method.struct is not None
        layout = layout_of(method.struct, version)
        assert layout is not None
        self.tally.requests.add((version, method.name))
        data = structs.fill(layout, valid)
        if random.random() < 0.02:
            data = data[: random.randrange(len(data))] if random.random() < 0.5 else data + b"\xff" * 9
        body = struct.pack("<Hi", method.index, random.choice((0, 1, 7, -1, 2**31 - 1))) + data
        return struct.pack("<IB", len(body) + 1, 2) + body

    def _login(self, version: str, methods: list[Method], user: bytes) -> bytes:
        method = next(method for method in methods if method.name == "ReqUserLogin")
        layout = layout_of("ReqUserLogin", version)
        assert layout is not None
        valid = {"BrokerID": b"9999", "UserID": user, "Password": b"p"}
        return self._request(Random(0), _Plain(), version, method, valid)

    # -- rounds

    async def requests(self, random: Random) -> None:
        """A session of random requests; those not yet tried come first."""
        if self._left and random.random() < 0.7:
            kind, version, wanted = self._left.pop()
        else:
            kind, version = random.choice((0, 1, 1, 1)), random.choice(installed().versions)
            wanted = random.choice(self._methods[kind, version])
        methods, structs = self._methods[kind, version], Structs(random, INSTRUMENTS)
        orders = [m for name in INSTRUCTIONS for m in methods if m.name == name]
        user = random.choice(USERS).encode()
        async with self._client(random, kind, version) as client:
            client.hello(
                private=(random.choice((0, 1, 2, 255)), random.choice((0, 5, -1, 2**31 - 1))),
                public=(random.choice((0, 1, 2, 3, 200)), random.choice((0, -(2**31)))),
                trading_day=random.choice(("", "19800100", "20261105")),
            )
            if random.random() < 0.9:
                await self._send(client, self._login(version, methods, user))
            confirm = [m for m in methods if m.name == "ReqSettlementInfoConfirm"]
            sequence = [*confirm, wanted]
            for _ in range(random.choice((2, 10, 40))):
                pool = orders if orders and random.random() < 0.5 else methods
                sequence.append(random.choice(pool))
            for method in sequence:
                if method.name == "ReqUserLogout" and method is not wanted:
                    continue
                if random.random() < 0.05:
                    self.front.set_status(random.choice("1223"), *random.choice(PRODUCTS))
                valid = valid_fields(self.front, random, user, method.name)
                await self._send(client, self._request(random, structs, version, method, valid))
                if random.random() < 0.05:
                    await self._send(client, self._subscription(random, structs))
            if random.random() < 0.7:
                with suppress(ConnectionError), anyio.move_on_after(0.02):
                    while True:
                        self.tally.answers[(await client.frame()).name] += 1

    def _subscription(self, random: Random, structs: Structs) -> bytes:
        names = [
            structs.text(random.choice((1, 8, 31, 80, 255))) for _ in range(random.choice((0, 1, 3, 50)))
        ]
        if random.random() < 0.5:
            names = [name.rstrip(b"\0") for name in names]
        body = struct.pack("<HH", random.randrange(20), len(names)) + b"".join(
            bytes((len(n),)) + n for n in names
        )
        return struct.pack("<IB", len(body) + 1, 3) + body

    async def framing(self, random: Random) -> None:
        """A good beginning of a session, spoilt, in pieces of any size."""
        kind, version = random.randrange(2), random.choice(installed().versions)
        methods, structs = self._methods[kind, version], Structs(random, INSTRUMENTS)
        sent: list[bytes] = []
        async with self._client(random, kind, version) as client:
            write, client.send_bytes = client.send_bytes, sent.append  # type: ignore[method-assign]
            client._writer.write, original = sent.append, client._writer.write  # type: ignore[method-assign]
            client.hello()
            client._writer.write = original  # type: ignore[method-assign]
            client.send_bytes = write  # type: ignore[method-assign]
            sent.append(self._login(version, methods, b"fuzz0"))
            sent += [
                self._request(
                    random,
                    structs,
                    version,
                    random.choice(methods),
                    order_fields(self.front, random, b"fuzz0"),
                )
                for _ in range(random.randrange(6))
            ]
            sent.append(self._subscription(random, structs))
            data = spoil(random, b"".join(sent)) if random.random() < 0.9 else random.randbytes(5000)
            place = 0
            while place < len(data):
                step = random.choice((1, 4, 7, 100, 5000, 100_000))
                await self._send(client, data[place : place + step], 0)
                place += step
                if random.random() < 0.3:
                    await asyncio.sleep(0)
            self.tally.frames += len(sent)

    async def hellos(self, random: Random) -> None:
        """Handshakes with anything in them."""
        for _ in range(5):
            async with self._client(
                random, random.randrange(2), random.choice(installed().versions)
            ) as client:
                version = random.choice((client.version.encode(), b"", b"6.7.99", b"\xff", b"9" * 255))
                body = (
                    struct.pack("<IHBI", random.choice((MAGIC, MAGIC, 0)), random.choice((0, 1, 65535)),
                                random.choice((0, 1, 2, 255)), random.choice((installed().schema, 0)))
                    + bytes((len(version),)) + version + b"\x02\xff\xfe"
                    + struct.pack("<BiBi", random.randrange(256), -1, random.randrange(256), 2**31 - 1)
                )  # fmt: skip
                frame = struct.pack("<IB", len(body) + 1, 1) + body
                await self._send(client, spoil(random, frame) if random.random() < 0.5 else frame)

    async def vanishing(self, random: Random) -> None:
        """Connections that say nothing, say half a frame, or end with a reset."""
        open_ones = []
        for _ in range(random.choice((1, 5, 20))):
            client = self._client(random, 1, "6.7.11")
            await client.open()
            open_ones.append(client)
            if random.random() < 0.5:
                await self._send(client, struct.pack("<IB", 262_144, 1) + bytes(random.randrange(3000)))
            if random.random() < 0.5:
                raw = client._writer.get_extra_info("socket")
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        for client in open_ones:
            await client.aclose()

    async def round(self, number: int) -> None:
        random = Random(number)
        kinds = (self.requests, self.requests, self.requests, self.framing, self.hellos, self.vanishing)
        chosen = random.choice(kinds)
        self.tally.rounds[chosen.__name__] += 1
        with suppress(ConnectionError):
            await chosen(random)

    # -- checking

    async def check(self, witness: Trader, watcher: RawClient, number: int) -> None:
        """That the front is as it should be."""
        try:
            with anyio.fail_after(LIMIT):
                rows = await witness.query("Investor", broker_id="9999", investor_id="witness")
                assert [row.investor_id for row in rows] == ["witness"]
                await self.front.push_tick(instrument_id="witness", volume=number)
                while (await watcher.tick()).volume != number:
                    pass
        except (TimeoutError, ConnectionError, AssertionError) as error:
            raise Fault(f"others are not served: {error!r}") from error
        if self.errors.found:
            raise Fault("\n".join(self.errors.found))
        for name in self.front.accounts:
            self._check_books(name)

    async def end_days(self, number: int) -> None:
        """Settle what was fuzzed until the options are past their last day."""
        for _ in range(30):
            await self.front.settle()
            try:
                if self.errors.found:
                    raise Fault("\n".join(self.errors.found))
                for name in self.front.accounts:
                    self._check_books(name)
            except Fault as fault:
                day = self.front.trading_day
                raise Fault(f"settled for {day}, after round {number}: {fault}") from fault

    def _check_books(self, name: str) -> None:
        account = self.front.accounts[name]
        funds = account.funds
        names = ("balance", "available", "close_profit", "position_profit", *_NEVER_NEGATIVE)
        values = {key: getattr(funds, key) for key in names}
        if wrong := [f"{key}={value}" for key, value in values.items() if not math.isfinite(value)]:
            raise Fault(f"{name}: {', '.join(wrong)}")
        # Sums of positive amounts, but for what the last bits of a double leave.
        if wrong := [key for key in _NEVER_NEGATIVE if values[key] < -1e-6]:
            raise Fault(f"{name}: negative {wrong}: {values}")
        records = account.positions
        for position in records:
            if (
                any(getattr(position, key) < 0 for key in _COUNTS)
                or position.comb_position > position.position
            ):
                raise Fault(f"{name}: {position}")
        row = self.front.books(name).account
        margin, frozen_margin = self._margins(records)
        for what, total, parts in (
            ("margin", funds.margin, margin),
            ("close profit", funds.close_profit, math.fsum(p.close_profit for p in records)),
            ("position profit", funds.position_profit, math.fsum(p.position_profit for p in records)),
            ("frozen margin", funds.frozen_margin, frozen_margin),
            ("frozen cash", row.frozen_cash, math.fsum(p.frozen_cash for p in records)),
            ("premium", row.cash_in, math.fsum(p.cash_in for p in records)),
            ("option value", row.option_value, math.fsum(p.option_value for p in records)),
        ):
            if not math.isclose(total, parts, rel_tol=1e-9, abs_tol=0.01):
                raise Fault(f"{name}: {what} {total}, its positions make {parts}")
        brought = row.pre_balance + row.deposit - row.withdraw
        balance = brought + row.close_profit + row.position_profit + row.cash_in - row.commission
        frozen = row.frozen_margin + row.frozen_commission + row.frozen_cash
        available = balance - row.curr_margin - frozen
        for what, value, expected in (
            ("balance", row.balance, balance),
            ("available", row.available, available),
        ):
            if not math.isclose(value, expected, rel_tol=1e-9, abs_tol=0.01):
                raise Fault(f"{name}: {what} {value} instead of {expected}")
        self._check_instructions(name)
        for order in account.orders:
            traded = sum(t.volume for t in account.trades if t.order_sys_id == order.order_sys_id and
                         t.exchange_id == order.exchange_id)  # fmt: skip
            if order.order_sys_id and traded != order.volume_traded:
                raise Fault(f"{name}: {order}: its trades make {traded}")
            if order.volume_traded + order.volume_total != order.volume_total_original:
                raise Fault(f"{name}: {order}")

    def _margins(self, positions: Sequence[Any]) -> tuple[float, float]:
        """What is held and what is frozen, where of some positions only the larger side counts."""
        broker = self.front._broker
        held = frozen = 0.0
        groups: dict[str, list[float]] = {}
        for row in positions:
            info = broker.info(row.instrument_id)
            if group := broker.margin_group(info) if info is not None else "":
                sides, buy = groups.setdefault(group, [0.0] * 4), row.posi_direction == "2"
                sides[buy] += row.use_margin
                sides[2 + buy] += row.frozen_margin
            else:
                held += row.use_margin
                frozen += row.frozen_margin
        for short, long, more_short, more_long in groups.values():
            held += max(short, long)
            frozen += max(short + more_short, long + more_long) - max(short, long)
        return held, frozen

    def _check_instructions(self, name: str) -> None:
        """That nothing is held back but for what stands, and that quotes and their orders agree."""
        broker = self.front._broker
        investor = broker.investors["9999", name]
        alive = [order.hold for order in investor.orders if order.alive and not order.conditional]
        alive += [d.hold for d in investor.declarations.values() if d.stands and d.hold is not None]
        for key in investor.ledger.keys():  # noqa: SIM118 - a method, not a mapping's
            if investor.ledger.closable(key) < 0 or investor.ledger.combinable(
                key
            ) < -investor.ledger.held_back(key):
                raise Fault(f"{name}: more of {key} is held back or combined than there is")
        if set(alive) != set(investor.ledger.holds):
            raise Fault(f"{name}: {len(alive)} orders live, {len(investor.ledger.holds)} hold something back")
        for quote in broker.quotes.of(investor):
            if quote.withdrawn and any(order.alive for order in quote.legs):
                raise Fault(f"{name}: an order of {quote.record()} outlives it")
            stands = broker.quotes._standing.get((quote.user, quote.info.id)) is quote
            if quote.sys_id and stands is quote.ended:
                raise Fault(f"{name}: {quote.record()} stands: {stands}")
        for parked in broker.parked._parked.values():
            if parked.waits is not (parked in broker.parked._waiting):
                raise Fault(f"{name}: {parked.record}")


class _Plain(Structs):
    """Nothing but the valid fields."""

    def __init__(self) -> None:
        super().__init__(Random(0), [""])

    def fill(self, layout: object, valid: dict[str, bytes]) -> bytes:
        data = bytearray(layout.size)  # type: ignore[attr-defined]
        for entry in layout.fields:  # type: ignore[attr-defined]
            if (value := valid.get(entry.name)) is not None:
                data[entry.offset : entry.offset + len(value)] = value
        return bytes(data)


async def fuzz(seed: int, *, seconds: float = math.inf, rounds: float = math.inf, tally: Tally) -> None:
    """Fuzz a new front; raises Fault, with the round's seed, at the first thing that is wrong."""
    errors = Errors()
    loggers = [logging.getLogger(name) for name in ("actp", "asyncio")]
    for logger in loggers:
        logger.addHandler(errors)
    held = [Position("rb2701", "0", 5), Position("IF2612", "1", 2), Position("m2701", "0", 9, today=True)]
    held += [Position("m2705", "1", 5), Position("cu2612C79000", "1", 1), Position("SR701P5700", "0", 5)]
    held += [Position(f"m2701-{kind}-3050", side, 4) for kind in "CP" for side in "01"]
    accounts = [
        Account(user, "p", balance=5e6, positions=tuple(held), confirm_settlement=False) for user in USERS
    ]
    accounts += [Account(user, "p", confirm_settlement=False) for user in ("witness", "u")]
    end = time.monotonic() + seconds
    number = seed
    try:
        # Its day is over before memory is: orders of a day are kept.
        while number < seed + rounds and time.monotonic() < end:
            async with Front(
                seed=seed,
                speed=20.0,
                instruments=INSTRUMENTS,
                accounts=accounts,
                times=Times(timeout=600.0),
                limits=Limits(),
                exchange_latency=0.002 if number % 2 else 0.0,
                self_trade=SELF_TRADE[number % 3],
            ) as front:
                fuzzer = Fuzzer(front, tally, errors)
                async with (
                    Trader(front, "witness", confirm=False) as witness,
                    RawClient(front.md_address) as watcher,
                ):
                    await watcher.ready("witness")
                    for _ in range(300):
                        await fuzzer.round(number)
                        try:
                            await fuzzer.check(witness, watcher, number % 2**30)
                        except Fault as fault:
                            raise Fault(f"round {number} (--seed {number} --rounds 1): {fault}") from fault
                        number += 1
                        if number >= seed + rounds or time.monotonic() >= end:
                            break
                    await fuzzer.end_days(number - 1)
    finally:
        for logger in loggers:
            logger.removeHandler(errors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=math.inf)
    parser.add_argument("--rounds", type=float, default=math.inf)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.seconds == chosen.rounds == math.inf:
        chosen.seconds = 60.0
    tally, began, fault = Tally(), time.monotonic(), None
    try:
        asyncio.run(fuzz(chosen.seed, seconds=chosen.seconds, rounds=chosen.rounds, tally=tally))
    except Fault as caught:
        fault = caught
    seconds = time.monotonic() - began
    print(f"{tally.frames:,} frames in {seconds:.0f} s, rounds {dict(tally.rounds)}, "
          f"{len(tally.requests):,} pairs of version and request")  # fmt: skip
    print("answers:", ", ".join(f"{name} {count}" for name, count in tally.answers.most_common(12)))
    print(f"FAULT {fault}" if fault is not None else "no fault")
    sys.exit(fault is not None)


if __name__ == "__main__":
    main()
