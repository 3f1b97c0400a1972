"""Guesses of passwords at the front: one counter, a lock, and a loop that is not held up."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import anyio
import pytest
from rawclient import Frame, RawClient
from trader import Trader

from actp import records
from actp.sim import Account, Front
from actp.sim.accounts import passwords as hashing

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

RB = "rb2701"


def front_of(*accounts: Account, **options: Any) -> Front:
    given = {"seed": 1, "instruments": [RB], "accounts": accounts or [Account("u", "p")]}
    return Front(**(given | {"lock_after": 3} | options))


async def update(client: RawClient, old: str, new: str = "new", user: str = "u") -> int | None:
    record = records.UserPasswordUpdate(broker_id="9999", user_id=user, old_password=old, new_password=new)
    client.request("ReqUserPasswordUpdate", record)
    return (await client.expect("OnRspUserPasswordUpdate")).error_id


def trading(front: Front) -> RawClient:
    return RawClient(front.trader_address, kind=1)


async def logins(front: Front, *passwords: str, md: bool = False, user: str = "u") -> list[int | None]:
    found = []
    for password in passwords:
        async with RawClient(front.md_address) if md else trading(front) as client:
            await client.handshake()
            found.append((await client.login(user, password)).error_id)
    return found


@pytest.mark.parametrize("hashed", [False, True])
async def test_guessing_the_old_password_locks_the_account(hashed: bool) -> None:
    async with front_of() as front, trading(front) as client:
        if hashed:
            front.accounts["u"].set_password("p")
        await client.handshake()
        assert (await client.login("u", "p")).error_id == 0
        assert [await update(client, f"guess {n}") for n in range(5)] == [14, 14, 14, 75, 75]
        # Locked is locked: the right one changes nothing.
        assert await update(client, "p") == 75
        assert await logins(front, "p", "new") == [75, 75]
        assert await logins(front, "p", md=True) == [75]
        front.accounts["u"].set_password("p")
        assert await logins(front, "p") == [0]


async def test_one_counter_for_logins_of_both_kinds_and_updates() -> None:
    async with front_of() as front, trading(front) as client:
        await client.handshake()
        assert (await client.login("u", "p")).error_id == 0
        assert await logins(front, "x") == [3]
        assert await logins(front, "x", md=True) == [3]
        assert await update(client, "x") == 14
        assert await update(client, "p") == 75
        assert await logins(front, "p", md=True) == [75]


async def test_a_good_login_and_a_good_update_begin_the_count_anew() -> None:
    async with front_of() as front, trading(front) as client:
        await client.handshake()
        assert (await client.login("u", "p")).error_id == 0
        for _ in range(3):
            assert [await update(client, "x"), await update(client, "x")] == [14, 14]
            assert await logins(front, "p") == [0]
        assert [await update(client, "x"), await update(client, "x")] == [14, 14]
        assert await update(client, "p", "q") == 0
        assert [await update(client, "x"), await update(client, "x")] == [14, 14]
        assert await update(client, "q", "r") == 0


async def test_before_the_login_only_a_password_that_has_to_be_changed() -> None:
    accounts = [Account("u", "p"), Account("n", "p", first_login=True), Account("w", "p", login_error=131)]
    async with front_of(*accounts) as front:
        async with trading(front) as client:
            await client.handshake()
            # It counts, and it changes nothing.
            assert await update(client, "p") == 6
            assert [await update(client, "x"), await update(client, "x")] == [14, 14]
            assert await update(client, "p", user="nobody") == 11
            # Not on a connection whose login was not refused for that.
            assert await update(client, "p", user="n") == 6
            assert (await client.login("n", "p")).error_id == 140
            # That refusal is for one user.
            assert await update(client, "p", user="u") == 6
            assert await update(client, "p", user="n") == 0
            assert (await client.login("n", "new")).error_id == 0
        assert await logins(front, "p") == [0]
        async with trading(front) as client:
            await client.handshake()
            assert (await client.login("w", "x")).error_id == 3
            assert await update(client, "p", user="w") == 6
            assert (await client.login("w", "p")).error_id == 131
            assert await update(client, "p", user="w") == 0
    async with Front(seed=1, instruments=[RB]) as anybody, trading(anybody) as client:
        await client.handshake()
        assert await update(client, "p") == 6
        assert (await client.login("u", "p")).error_id == 0
        assert await update(client, "p") == 0


async def test_many_connections_get_no_more_guesses_than_one() -> None:
    async with front_of(Account("u", "p"), Account("v", "p"), lock_after=5) as front:
        front.accounts["u"].set_password("right")
        found: list[int | None] = []

        async def guess(number: int) -> None:
            async with trading(front) as client:
                await client.handshake()
                found.append((await client.login("u", f"guess {number}")).error_id)

        async with anyio.create_task_group() as group:
            for number in range(40):
                group.start_soon(guess, number)
        assert sorted(found) == [3] * 5 + [75] * 35
        assert await logins(front, "right") == [75]


async def transfer(trader: Trader, password: str) -> Frame:
    return await trader.ask(
        "ReqFromBankToFutureByFuture",
        account_id="u", password=password, trade_amount=1.0, currency_id="CNY",
    )  # fmt: skip


@pytest.mark.parametrize("hashed", [False, True])
async def test_fund_passwords_are_counted_too(hashed: bool) -> None:
    async with (
        front_of(Account("u", "p", fund_password="fund")) as front,
        Trader(front, "u") as trader,
    ):

        async def change(old: str, new: str) -> int | None:
            fields = {"account_id": "u", "old_password": old, "new_password": new, "currency_id": "CNY"}
            return (await trader.ask("ReqTradingAccountPasswordUpdate", **fields)).error_id

        right = "fund"
        if hashed:
            assert await change("fund", "newer") == 0
            right = "newer"
        assert (await transfer(trader, "x")).error_id == 2001
        assert await change("x", "y") == 14
        assert (await transfer(trader, right)).error_id == 0
        # Another login makes nothing good: else whoever is logged in could go on for ever.
        assert [(await transfer(trader, "x")).error_id for _ in range(2)] == [2001, 2001]
        assert await logins(front, "p") == [0]
        asked = await trader.ask(
            "ReqQueryBankAccountMoneyByFuture", account_id="u", password="x", currency_id="CNY"
        )
        assert asked.error_id == 2001
        assert (await transfer(trader, right)).error_id == 75
        assert await change(right, "y") == 75
        assert await logins(front, "p") == [75]


async def test_the_lock_survives_a_restart(tmp_path: Any) -> None:
    account = Account("u", "p", fund_password="fund")
    async with front_of(account, store=tmp_path / "state") as front, Trader(front, "u") as trader:
        assert (await transfer(trader, "x")).error_id == 2001
        for _ in range(2):
            answer = await trader.ask("ReqUserPasswordUpdate", old_password="x", new_password="y")
            assert answer.error_id == 14
    async with front_of(account, store=tmp_path / "state") as front:
        assert await logins(front, "p") == [75]


class Slow:
    """Hashing that takes until the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let_go = threading.Event()
        self.running = self.most = 0
        fits = hashing._fits

        def slow(digest: str, password: str) -> bool:
            self.running += 1
            self.most = max(self.most, self.running)
            self.let_go.wait(20)
            self.running -= 1
            return fits(digest, password)

        monkeypatch.setattr(hashing, "_fits", slow)


async def test_hashing_holds_up_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    async with front_of(Account("u", "p"), Account("v", "q"), lock_after=None) as front:
        front.accounts["u"].set_password("p")
        slow = Slow(monkeypatch)
        clients = [trading(front) for _ in range(5)]
        for client in clients:
            await client.open()
            await client.handshake()
            login = records.ReqUserLogin(broker_id="9999", user_id="u", password="p")
            client.request("ReqUserLogin", login, 1)
            # What comes behind it waits, and is answered in its turn.
            client.request("ReqQryInvestor", records.QryInvestor(broker_id="9999"), 2)
        await front.wait_until(lambda front: front.statistics().requests >= 5)
        assert await logins(front, "q", user="v") == [0]
        async with RawClient(front.md_address) as md:
            await md.handshake()
            assert (await md.login("v", "q")).error_id == 0
            await md.subscribe(RB)
            await md.tick()
        slow.let_go.set()
        for client in clients:
            names = [(await client.frame()).name for _ in range(2)]
            assert names == ["OnRspUserLogin", "OnRspQryInvestor"]
            await client.aclose()
        assert slow.most == 1


async def test_a_password_that_is_changed_meanwhile_is_the_one_that_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with front_of() as front, trading(front) as client:
        front.accounts["u"].set_password("old")
        slow = Slow(monkeypatch)
        await client.handshake()
        login = records.ReqUserLogin(broker_id="9999", user_id="u", password="old")
        client.request("ReqUserLogin", login, 1)
        await front.wait_until(lambda front: front._accounts._hasher.pending)
        front.accounts["u"].set_password("new")
        slow.let_go.set()
        assert (await client.expect("OnRspUserLogin")).error_id == 3


@pytest.mark.parametrize("virtual", [False, True])
async def test_the_front_closes_with_guesses_under_way(
    monkeypatch: pytest.MonkeyPatch, virtual: bool
) -> None:
    async with front_of(virtual=virtual, lock_after=None) as front:
        front.accounts["u"].set_password("p")
        slow = Slow(monkeypatch)
        clients = [trading(front) for _ in range(3)]
        for client in clients:
            await client.open()
            await client.handshake()
            client.request(
                "ReqUserLogin", records.ReqUserLogin(broker_id="9999", user_id="u", password="x"), 1
            )
        await front.wait_until(lambda front: front._accounts._hasher.pending == 3)
        for client in clients:
            await client.aclose()
        asyncio.get_running_loop().call_later(0.05, slow.let_go.set)
        slow.let_go.set()
    assert not [t for t in threading.enumerate() if t.name.startswith("actp.sim.passwords")]


async def test_virtual_time_waits_for_a_password() -> None:
    async with front_of(virtual=True, trading_day="20261105") as front, trading(front) as client:
        front.accounts["u"].set_password("p")
        await client.handshake()
        await front.advance_to("10:00:00")
        client.request("ReqUserLogin", records.ReqUserLogin(broker_id="9999", user_id="u", password="p"), 1)
        await front.wait_until(lambda front: front._accounts._hasher.pending)
        await front.advance(60)
        answer = await client.expect("OnRspUserLogin")
        assert client.record(answer).login_time == "10:00:00"


async def test_an_answer_that_is_dropped_although_it_takes_time() -> None:
    async with front_of() as front, trading(front) as client:
        front.accounts["u"].set_password("p")
        await client.handshake()
        with front.rule("ReqUserLogin", drop_answer=True, times=1):
            client.request(
                "ReqUserLogin", records.ReqUserLogin(broker_id="9999", user_id="u", password="p"), 1
            )
            await front.wait_until(lambda front: any(c.logged_in for c in front.clients))
        client.request("ReqQryInvestor", records.QryInvestor(broker_id="9999"), 2)
        assert (await client.frame()).name == "OnRspQryInvestor"
