"""A whole trading day in seconds: night and day session, a bot, the settlement and its statement.

usage: whole_day.py [JOURNAL]

The front's clock is virtual: it stands still until the program moves it. So the bot is never late, nothing
depends on how fast the machine is, and the same seed gives the same day again: JOURNALs are the same bytes.
"""

import asyncio
import sys
from datetime import timedelta

import actp
from actp.enums import PosiDirection

LOGIN = {"broker_id": "9999", "user_id": "demo", "password": "demo"}
INSTRUMENT = "rb2605"
TIMES = ("21:00:00", "21:45:00", "22:30:00", "09:15:00", "10:00:00", "10:45:00", "13:45:00", "14:30:00")


async def tick_of(ticks: actp.TickStream, front: actp.sim.Front) -> actp.records.Tick:
    """The market at the front's time: what came before it is passed over."""
    async for tick in ticks:
        if tick.exchange_time > front.now - timedelta(seconds=1):
            return tick
    raise SystemExit("the market data has ended")


async def trade(front: actp.sim.Front, md: actp.MdClient, td: actp.TraderClient) -> None:
    """Buy a lot when the price has risen since the last look, sell one of them when it has fallen."""
    ticks = md.ticks(INSTRUMENT, overflow=actp.Overflow.CONFLATE)
    await md.subscribe(INSTRUMENT)
    before = None
    for time in TIMES:
        await front.advance_to(time)
        tick = await tick_of(ticks, front)
        held = td.positions[INSTRUMENT, PosiDirection.LONG]
        if before is not None and tick.last_price > before:
            order = await td.buy_open(INSTRUMENT, tick.ask_price1, 1)
        elif before is not None and tick.last_price < before and held.closable:
            order = await td.sell_close_today(INSTRUMENT, tick.bid_price1, 1)
        else:
            order = None
        before = tick.last_price
        if order is not None:
            (fill,) = await order.filled(10)
            await td.positions.wait_confirmed(10)
            print(f"{fill.trade_time} {order.direction.name.lower():4} 1 at {fill.price:.0f}")
    # Nobody sells so low: the order is still there when the day ends.
    await td.buy_open(INSTRUMENT, tick.lower_limit_price, 1)


async def main(journal: str | None) -> None:
    async with (
        actp.sim.Front(
            seed=5,
            virtual=True,
            trading_day="20260302",
            market_start="21:00:00",
            instruments=[INSTRUMENT],
            times=actp.sim.Times(lost=0.1),
            journal=journal,
        ) as front,
        actp.MdClient(front.md_address, **LOGIN) as md,
        actp.TraderClient(front.trader_address, **LOGIN, query_rate=None) as td,
    ):
        print(f"trading day {front.trading_day} begins on {front.now:%A, %H:%M:%S}")
        await trade(front, md, td)
        await td.positions.wait_confirmed(10)
        last_order = td.orders_today[-1]

        # The rest of the day, and its settlement, at which the front ends all connections.
        await front.run_day()
        async for event in td.connection_events():
            if event.state is actp.State.READY and td.trading_day == front.trading_day:
                break
        await td.positions.wait_confirmed(10)
        print(await td.settlement_text())
        print(f"trading day {td.trading_day}: balance {td.account.pre_balance:.2f} brought forward")
        for position in td.positions:
            print(f"{position.instrument_id} {position.direction.name} {position.history} of the day before")
        try:
            await last_order.done()
        except actp.OrderExpired as expired:
            print(f"the last order has expired, {expired.traded} of {expired.volume} lots traded")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else None))
