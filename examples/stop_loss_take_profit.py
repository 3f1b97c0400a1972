"""A position with a stop loss and a take profit: whichever comes first closes it, and the other is withdrawn.

The take profit rests at the exchange as a limit order. The stop is watched here, on the ticks, because CTP's
own conditional orders are lost when its day ends and not every broker offers them (`stop_price=` of
`insert_order` sends one). The stop closes what is left after the take profit has been withdrawn, never more:
a part that was traded at the last moment is known by then.
"""

import asyncio
import sys

import anyio

import actp
from actp.enums import Direction, PosiDirection

INSTRUMENT = "rb2701"


class Bracket:
    """Guards one long position. `worst`: how far through the market the stop may sell, in price."""

    def __init__(
        self, md: actp.MdClient, td: actp.TraderClient, *, profit: float, loss: float, worst: float = 20.0
    ) -> None:
        self.md, self.td = md, td
        self.profit, self.loss, self.worst = profit, loss, worst

    async def run(self, volume: int, entry: float) -> str:
        """Close `volume` lots at a profit or a loss; says which it was."""
        take = await self.td.sell_close_today(INSTRUMENT, entry + self.profit, volume)
        print(f"take profit at {entry + self.profit:g}, stop at {entry - self.loss:g}")
        async with anyio.create_task_group() as tasks:
            stopped = anyio.Event()

            async def watch() -> None:
                async for tick in self.md.ticks(INSTRUMENT, overflow=actp.Overflow.CONFLATE):
                    if tick.last_price <= entry - self.loss:
                        print(f"{tick.update_time} {tick.last_price:g}: stop")
                        stopped.set()
                        return

            async def end_with(event: anyio.Event) -> None:
                await event.wait()
                tasks.cancel_scope.cancel()

            tasks.start_soon(watch)
            tasks.start_soon(end_with, stopped)
            await take.done()
            tasks.cancel_scope.cancel()
        if take.final and take.volume_traded == volume:
            return "profit"
        return await self._stop(take, volume)

    async def _stop(self, take: actp.OrderHandle, volume: int) -> str:
        try:
            await take.cancel()
        except actp.CancelRejected as refusal:
            if not refusal.too_late:
                raise
        await take.done()  # its last trades are in
        left = volume - take.volume_traded
        while left:
            (quote,) = await self.td.query_depth_market_data(instrument_id=INSTRUMENT)
            price = max(quote.last_price - self.worst, quote.lower_limit_price)
            order = await self.td.sell_close_today(INSTRUMENT, price, left, time_in_force="fak")
            await order.done()
            left -= order.volume_traded
        return "loss"


async def main(direction: str) -> None:
    async with actp.sim.Front(seed=1, speed=4.0, instruments=[INSTRUMENT]) as front:
        who = {"broker_id": "9999", "user_id": "demo", "password": "demo"}
        async with (
            actp.MdClient(front.md_address) as md,
            actp.TraderClient(front.trader_address, **who, query_rate=None) as td,
        ):
            (quote,) = await td.query_depth_market_data(instrument_id=INSTRUMENT)
            opened = await td.buy_open(INSTRUMENT, quote.last_price + 5, 3)
            trades = await opened.filled()
            entry = sum(trade.price * trade.volume for trade in trades) / 3
            print(f"bought 3 at {entry:g}")
            bracket = Bracket(md, td, profit=10.0, loss=10.0)
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(move_the_market, front, direction, entry)
                print(f"closed with a {await bracket.run(3, round(entry))}")
                tasks.cancel_scope.cancel()
            await td.positions.wait_confirmed(10)
            held = td.positions[INSTRUMENT, PosiDirection.LONG]
            closed = [trade for trade in td.trades_today if trade.direction == Direction.SELL]
            print(f"{sum(trade.volume for trade in closed)} lots closed, {held.volume} held")
            print(f"close profit {td.account.close_profit:+,.2f}")


async def move_the_market(front: actp.sim.Front, direction: str, entry: float) -> None:
    """What a market does by itself, hurried along."""
    step = 1.0 if direction == "up" else -1.0
    price = round(entry)
    while True:
        price += step
        quote = {"bid_price1": price, "bid_volume1": 50, "ask_price1": price + 1, "ask_volume1": 50}
        await front.push_tick(instrument_id=INSTRUMENT, last_price=price, **quote)
        await anyio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else "down"))
