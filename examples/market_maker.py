"""A market-making bot: ticks, orders and inventory in one task group.

It keeps a bid and an offer a few ticks away from the middle, follows the market with them, and stops quoting
the side that would take its position over the limit. Ctrl-C, or the end of its time, cancels what rests.

Real money asks for more: a loss limit, a stale-quote guard, fees. The shape stays the same.
"""

import asyncio
import signal
import sys
from contextlib import AsyncExitStack, suppress
from typing import Any

import anyio

import actp
from actp.enums import Direction, PosiDirection

INSTRUMENT, TICK, DISTANCE, LIMIT = "rb2701", 1.0, 1, 3


class Quote:
    """One side of the market maker: at most one order, where the market wants it."""

    def __init__(self, td: actp.TraderClient, direction: Direction) -> None:
        self.td = td
        self.direction = direction
        self.order: actp.OrderHandle | None = None

    async def move(self, price: float | None) -> None:
        """Have the order at `price`, none at all for None."""
        try:
            if await self._withdrawn(price) and price is not None:
                self.order = await self._send(price)
        except actp.OrderInDoubt as doubt:
            self.order = doubt.order  # it may be at the exchange: followed, not sent again
        except (
            actp.OrderRejected,
            actp.CancelRejected,
            actp.ConnectionLost,  # OrderNotPlaced too
            actp.RequestTimeoutError,
        ) as error:
            print(f"not done: {error}")

    async def _withdrawn(self, price: float | None) -> bool:
        """Take the order out unless it is where it should be. False if there is no room for another."""
        order = self.order
        if order is None or order.final:
            return True
        if order.in_doubt or (order.request is not None and order.request.limit_price == price):
            return False
        await withdraw(order)
        return True

    async def _send(self, price: float) -> actp.OrderHandle:
        buys = self.direction == Direction.BUY
        held = self.td.positions[INSTRUMENT, PosiDirection.SHORT if buys else PosiDirection.LONG]
        if buys:
            send = self.td.buy_close_today if held.today else self.td.buy_open
        else:
            send = self.td.sell_close_today if held.today else self.td.sell_open
        return await send(INSTRUMENT, price, 1)


async def withdraw_for_good(td: actp.TraderClient, order: actp.OrderHandle) -> None:
    """Until it has ended: also when the connection breaks meanwhile, or CTP does not know the order yet."""
    with anyio.move_on_after(30):
        while not order.final:
            await td.wait_for(actp.State.READY)
            with suppress(actp.ConnectionLost, actp.RequestTimeoutError, actp.CancelRejected):
                await order.cancel()
            await anyio.sleep(0.1)


async def withdraw(order: actp.OrderHandle) -> None:
    try:
        await order.cancel()
    except actp.CancelRejected as refusal:
        if not refusal.too_late:  # else it was traded meanwhile: that is what it was there for
            raise


def inventory(td: actp.TraderClient) -> int:
    """Lots held, short ones negative."""
    long, short = (
        td.positions[INSTRUMENT, side].volume for side in (PosiDirection.LONG, PosiDirection.SHORT)
    )
    return long - short


async def make_market(md: actp.MdClient, td: actp.TraderClient, bid: Quote, offer: Quote) -> None:
    # Only the latest tick matters to a quote: those that came while orders were sent are passed over.
    async for tick in md.ticks(INSTRUMENT, overflow=actp.Overflow.CONFLATE):
        if td.state is not actp.State.READY:
            continue
        if not (tick.bid_price1 > 0 and tick.ask_price1 > 0):  # nan on an empty side
            continue
        held = inventory(td)
        middle = round((tick.bid_price1 + tick.ask_price1) / 2 / TICK)
        await bid.move((middle - DISTANCE) * TICK if held < LIMIT else None)
        await offer.move((middle + DISTANCE) * TICK if held > -LIMIT else None)


async def tell(td: actp.TraderClient, count: dict[str, int]) -> None:
    async for trade in td.trades():
        count["trades"] += 1
        side = "bought" if trade.direction == Direction.BUY else "sold"
        print(f"{trade.trade_time} {side} {trade.volume} at {trade.price:g}, holding {inventory(td):+d}")


async def stop(scope: anyio.CancelScope, seconds: float) -> None:
    with anyio.move_on_after(seconds), anyio.open_signal_receiver(signal.SIGINT, signal.SIGTERM) as signals:
        async for number in signals:
            print(f"{number.name}: no more quotes")
            break
    scope.cancel()


async def main(fronts: list[str], seconds: float) -> None:
    who: dict[str, Any] = {"broker_id": "9999", "user_id": "demo", "password": "demo"}
    async with AsyncExitStack() as stack:
        if not fronts:  # twenty seconds of market pass in one
            front = await stack.enter_async_context(
                actp.sim.Front(seed=1, speed=20, instruments=[INSTRUMENT])
            )
            fronts, who["query_rate"] = [front.md_address, front.trader_address], None
        md = await stack.enter_async_context(actp.MdClient(fronts[0]))
        td = await stack.enter_async_context(actp.TraderClient(fronts[1], **who))
        bid, offer, count = Quote(td, Direction.BUY), Quote(td, Direction.SELL), {"trades": 0}
        try:
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(make_market, md, td, bid, offer)
                tasks.start_soon(tell, td, count)
                tasks.start_soon(stop, tasks.cancel_scope, seconds)
        finally:
            # Whatever ended it. A cancelled task may have left an order on its way: the day's orders have it.
            with anyio.CancelScope(shield=True):
                for order in td.orders_today:
                    if order.mine and not order.final:
                        await withdraw_for_good(td, order)
        await td.positions.wait_confirmed(10)
        resting = sum(not order.final for order in td.orders_today)
        print(f"{count['trades']} trades, {len(td.orders_today)} orders, {resting} still in the market")
        print(f"holding {inventory(td):+d}, balance {td.account.balance:,.2f}")


if __name__ == "__main__":
    # market_maker.py [SECONDS] [MD_FRONT TRADER_FRONT]
    arguments = sys.argv[1:]
    asyncio.run(main(arguments[1:], float(arguments[0]) if arguments else 3.0))
