"""One order from sending to its end: resting, cut off, cancelled; then one that trades; then one refused.

`insert_order` returns a handle once the exchange has taken the order. The handle follows it through
everything, a lost connection included: nothing is sent twice, nothing is counted twice.
"""

import asyncio

import actp
from actp.enums import Direction, OffsetFlag


async def main() -> None:
    async with (
        actp.sim.Front(seed=1, speed=20, times=actp.sim.Times.fast()) as front,
        actp.TraderClient(front.trader_address, broker_id="9999", user_id="demo", password="demo") as td,
    ):
        (quote,) = await td.query_depth_market_data(instrument_id="rb2701")
        low, high = quote.last_price - 60, quote.last_price + 60

        order = await td.insert_order("rb2701", Direction.BUY, OffsetFlag.OPEN, price=low, volume=2)
        print(f"at the exchange: {order.status.name}")
        await front.disconnect()
        await td.wait_for(actp.State.RECONNECTING)
        print(f"cut off: {order.status.name}, in doubt: {order.in_doubt}")
        await td.wait_for(actp.State.READY)
        await order.cancel()
        print(f"back, and cancelled: {(await order.done()).name}")

        order = await td.buy_open("rb2701", high, 2)
        for trade in await order.filled():
            print(f"traded {trade.volume} at {trade.price:g}")

        try:
            await td.sell_close_yesterday("rb2701", low, 2)
        except actp.OrderRejected as error:
            print(f"refused by {error.by} with {error.code} {error.symbol}")
        await (await td.sell_close_today("rb2701", low, 2)).filled()
        print("closed")
        print(f"{len(td.orders_today)} orders, {len(td.trades_today)} trades today")


if __name__ == "__main__":
    asyncio.run(main())
