"""Queries: instruments, account, positions, orders, the settlement statement, all asked for at once.

CTP takes one query at a time and one a second. `TraderClient` keeps them in line, so a program may ask for
everything at once and wait for all of it; each answer is complete, an empty one is an empty list.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

import actp


async def main(address: str | None, broker_id: str, user_id: str, password: str) -> None:
    async with AsyncExitStack() as stack:
        rate: float | None = 1.0
        if address is None:
            front = await stack.enter_async_context(actp.sim.Front(seed=1))
            address, rate = front.trader_address, None  # the simulated front need not be spared
        client = actp.TraderClient(
            address, broker_id=broker_id, user_id=user_id, password=password, query_rate=rate
        )
        td = await stack.enter_async_context(client)
        instruments, accounts, positions, orders, trades, statement = await asyncio.gather(
            td.query_instrument(),
            td.query_trading_account(),
            td.query_investor_position(),
            td.query_order(),
            td.query_trade(),
            td.settlement_text(),
        )
        exchanges = sorted({instrument.exchange_id for instrument in instruments})
        print(f"trading day {td.trading_day}, {len(instruments)} instruments at {', '.join(exchanges)}")
        for account in accounts:
            print(f"account {account.account_id}: balance {account.balance:,.2f}")
        print(f"{len(positions)} positions, {len(orders)} orders, {len(trades)} trades")
        print(statement.splitlines()[1].strip() if statement else "no settlement statement")
        try:
            await td.query_bank_account_money_by_future(bank_id="1", timeout=1)
        except (actp.ResponseError, actp.RequestTimeoutError) as error:
            print(f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    arguments = sys.argv[1:]
    given = arguments if len(arguments) == 4 else [None, "9999", "demo", "demo"]
    asyncio.run(main(given[0], str(given[1]), str(given[2]), str(given[3])))
