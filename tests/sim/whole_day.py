"""A trading day at a seeded front under a virtual clock, told by its journal: whole_day.py JOURNAL [uvloop]

Two users trade over TCP against the market and each other, fill in parts, cancel, are refused and settled.
"""

from __future__ import annotations

import sys
from pathlib import Path

import anyio

import actp
from actp.errors import OrderRejected
from actp.sim import Account, Commission, Front, InstrumentInfo, Journal, Margin

RB = InstrumentInfo(
    "rb2605", "SHFE", "rb", 10, 1.0, 0.07, 3150.0, "23:00", 4,
    margin=Margin(0.09, 1.0, 0.08, 2.0), commission=Commission(0.0001, 0.01, 0.0001, 0.0, 0.00015, 0.0),
)  # fmt: skip
M = InstrumentInfo("m2605", "DCE", "m", 10, 1.0, 0.07, 3050.0, "23:00", 4)
USERS = ("alice", "bob")
PASSWORD, AUTH_CODE = "a-password", "an-auth-code"


def client(front: Front, user: str) -> actp.TraderClient:
    return actp.TraderClient(
        front.trader_address,
        broker_id="9999",
        user_id=user,
        password=PASSWORD,
        app_id="app",
        auth_code=AUTH_CODE,
        query_rate=None,
        # What she asks for by herself, and when, is nobody's business.
        follow_positions=user == "alice",
    )


async def trade(front: Front, alice: actp.TraderClient, bob: actp.TraderClient) -> None:
    order = {"exchange_id": "SHFE", "timeout": 60}

    async def pass_(seconds: float) -> None:
        """What the front has sent is here: the answer to a query comes behind it."""
        await front.advance(seconds)
        for each in (alice, bob):
            await each.query_exchange(exchange_id="none")

    for round_, time in enumerate(("21:00:05", "21:30:00", "09:00:10", "10:45:00", "14:59:00")):
        await front.advance_to(time)
        quote = front.snapshot("rb2605")
        # Alice takes more than the market shows: the rest of it meets bob and what comes, and is cancelled.
        taken = await alice.buy_open("rb2605", quote.ask_price1 + 1, 400, **order)
        resting = await bob.sell_open("rb2605", quote.ask_price1 + 9, 3, **order)
        bid = await alice.buy_open("rb2605", quote.bid_price1 - 4, 2, **order)
        met = await bob.sell_open("rb2605", quote.bid_price1, 150, time_in_force="fak", **order)
        # She is told when he is, not when his answer is here.
        await pass_(2)
        for each in (taken, resting, bid, met):
            if not each.final:
                await each.cancel(60)
        await pass_(0.5)
        bought = sum(trade.volume for trade in taken.trades)
        if bought:
            await (await alice.sell_close_today("rb2605", quote.lower_limit_price, 1, **order)).done(60)
        try:
            await bob.buy_close_yesterday("rb2605", quote.ask_price1, 100 + round_, **order)
        except OrderRejected:
            continue
        raise AssertionError("bob holds nothing of yesterday")


async def main(journal: Path) -> None:
    accounts = [Account(user, PASSWORD, app_id="app", auth_code=AUTH_CODE, balance=2e7) for user in USERS]
    async with Front(
        seed=7,
        virtual=True,
        trading_day="20260302",
        market_start="21:00:00",
        instruments=[RB, M],
        accounts=accounts,
        exchange_latency=0.0,
        journal=Journal(journal),
    ) as front:
        async with actp.MdClient(front.md_address, broker_id="9999", user_id="bob", password=PASSWORD) as md:
            await md.subscribe("m2605")
            await front.wait_for_subscription("m2605")
            await front.advance_to("21:00:03")
            await md.unsubscribe("m2605")
            await front.wait_until(lambda front: not front.clients[0].subscriptions)
        async with client(front, "bob") as bob:
            async with client(front, "alice") as alice:
                await trade(front, alice, bob)
            front.accounts["bob"].deposit(1000.25)
            await front.run_day()
            # He connects again by himself.
            async for event in bob.connection_events():
                if event.state is actp.State.READY and bob.trading_day == front.trading_day:
                    break
            text = await bob.settlement_text()
            (account,) = await bob.query_trading_account()
            assert f"{account.pre_balance:.2f}" in text


if __name__ == "__main__":
    anyio.run(main, Path(sys.argv[1]), backend_options={"use_uvloop": "uvloop" in sys.argv[2:]})
