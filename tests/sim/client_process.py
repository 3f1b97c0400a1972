"""A trading program that is killed amid its orders: says what it knows, and sends orders until then.

    python tests/sim/client_process.py ADDRESS FLOW_FOLDER restart|resume

A line `known REF …` first, with the orders that the front has told of; then `sent REF` for each order that
was taken.
"""

from __future__ import annotations

import sys
from typing import Any

import anyio

import actp


async def main(address: str, folder: str, flow: Any) -> None:
    client = actp.TraderClient(
        address,
        broker_id="9999",
        user_id="u",
        password="p",
        private_flow=flow,
        flow_path=folder,
        query_rate=None,
    )
    async with client:
        # A notice of the flow may come after the answer that shows that it was sent.
        (account,) = await client.query_trading_account()
        rows = await client.query_order()
        with anyio.fail_after(30):
            while flow == "restart" and len(client.orders_today) < len(rows):
                await anyio.sleep(0.001)
        print("known", *(order.order_ref for order in client.orders_today), flush=True)
        assert account.available > 0
        for number in range(10_000):
            order = await client.buy_open("rb2605", 3100.0 + number % 50, 1, exchange_id="SHFE")
            print("sent", order.order_ref, flush=True)


if __name__ == "__main__":
    anyio.run(main, *sys.argv[1:])
