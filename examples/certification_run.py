"""The run that brokers ask for before a client may trade: each step of a session, with the ids CTP gave it.

usage: certification_run.py [TRADER_FRONT BROKER_ID USER_ID PASSWORD APP_ID AUTH_CODE INSTRUMENT]

Authentication, login, settlement, queries, an order and its cancellation, one that trades, refusals by CTP
and by the exchange, a late cancellation, closing, logout. Without arguments it runs on the simulated front;
on an evaluation front `production_mode=False` is needed from CTP 6.7.11 on. The broker compares the times and
ids of the report with its own records.
"""

import asyncio
import sys
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta, timezone
from typing import Any

import actp
from actp.enums import Direction, OffsetFlag

BEIJING = timezone(timedelta(hours=8))


class Report:
    """A line for each step, with the time at which it was over."""

    def __init__(self) -> None:
        self.steps = 0

    def line(self, what: str, result: str) -> None:
        self.steps += 1
        print(f"{self.steps:2} {datetime.now(BEIJING):%Y-%m-%d %H:%M:%S.%f} {what:28} {result}")

    async def refused(self, what: str, request: Awaitable[object], why: type[actp.ResponseError]) -> None:
        """A step that has to be refused."""
        try:
            await request
        except actp.ResponseError as error:
            if not isinstance(error, why):
                raise
            said = f"{error.code} {error.symbol}" if error.code is not None else error.text
            self.line(what, f"refused: {said}")
        else:
            raise SystemExit(f"{what}: it was not refused")

    def order(self, what: str, order: actp.OrderHandle) -> None:
        front, session, reference = order.key
        status = getattr(order.status, "name", order.status)
        ids = f"front {front} session {session} ref {reference} sys {order.order_sys_id.strip()}"
        self.line(what, f"{status} {order.volume_traded}/{order.volume} {ids}")


async def run(td: actp.TraderClient, instrument: str, report: Report) -> None:
    assert td.login is not None
    report.line(
        "authenticated, logged in", f"day {td.trading_day} {td.login.system_name} {td.library_version}"
    )
    statement = await td.settlement_text()
    report.line("settlement confirmed", f"{len(statement)} characters")
    (contract,) = await td.query_instrument(instrument_id=instrument)
    report.line(
        "ReqQryInstrument", f"{contract.instrument_id} {contract.exchange_id} tick {contract.price_tick:g}"
    )
    (quote,) = await td.query_depth_market_data(instrument_id=instrument)
    tick, last = contract.price_tick, quote.last_price
    report.line(
        "ReqQryDepthMarketData",
        f"last {last:g} limits {quote.lower_limit_price:g} {quote.upper_limit_price:g}",
    )
    (account,) = await td.query_trading_account()
    report.line("ReqQryTradingAccount", f"available {account.available:,.2f}")
    report.line("ReqQryInvestorPosition", f"{len(await td.query_investor_position())} rows")

    order = await td.buy_open(instrument, quote.lower_limit_price + tick, 1)
    report.order("order at the exchange", order)
    await order.cancel()
    report.order("order cancelled", order)
    await report.refused("cancelled again by its key", cancel_again(td, order), actp.CancelRejected)

    order = await td.buy_open(instrument, last + 10 * tick, 2)
    await order.filled(30)
    report.order("order traded", order)
    for trade in order.trades:
        report.line(
            "trade", f"{trade.volume} at {trade.price:g} trade {trade.trade_id.strip()} {trade.trade_time}"
        )

    wrong = {"exchange_id": contract.exchange_id}
    request = td.insert_order("none0000", Direction.BUY, OffsetFlag.OPEN, last, 1, **wrong)
    await report.refused("refused by CTP: instrument", request, actp.OrderRejected)
    many = contract.max_limit_order_volume
    request = td.buy_open(instrument, last, many)
    await report.refused("refused by CTP: money", request, actp.ctp_errors.InsufficientMoney)
    request = td.buy_open(instrument, quote.upper_limit_price + tick, 1)
    await report.refused("refused by the exchange", request, actp.OrderRejected)

    order = await td.sell_close_today(instrument, last - 10 * tick, 2)
    await order.filled(30)
    report.order("position closed", order)
    orders, trades = await td.query_order(), await td.query_trade()
    report.line("ReqQryOrder, ReqQryTrade", f"{len(orders)} orders, {len(trades)} trades")
    await td.positions.wait_confirmed(30)
    report.line(
        "account at the end", f"balance {td.account.balance:,.2f} commission {td.account.commission:,.2f}"
    )
    await td.user_logout()
    report.line("ReqUserLogout", "logged out")


async def cancel_again(td: actp.TraderClient, order: actp.OrderHandle) -> None:
    """`order.cancel()` would leave a cancelled order alone, so this is CTP's own request."""
    front_id, session_id, order_ref = order.key
    key = {"front_id": front_id, "session_id": session_id, "order_ref": order_ref}
    assert order.order is not None
    await td.order_action(
        **key,
        instrument_id=order.instrument_id,
        exchange_id=order.order.exchange_id,
        action_flag=actp.enums.ActionFlag.DELETE,
    )


async def main(arguments: list[str]) -> None:
    async with AsyncExitStack() as stack:
        options: dict[str, Any] = {}
        if not arguments:
            account = actp.sim.Account("demo", "demo", app_id="client_demo_1.0", auth_code="0000000000000000")
            front = await stack.enter_async_context(actp.sim.Front(seed=1, speed=20, accounts=[account]))
            arguments = [front.trader_address, "9999", "demo", "demo", "client_demo_1.0", "0" * 16, "rb2701"]
            options["query_rate"] = None
        address, broker_id, user_id, password, app_id, auth_code, instrument = arguments
        client = actp.TraderClient(
            address,
            broker_id=broker_id,
            user_id=user_id,
            password=password,
            app_id=app_id,
            auth_code=auth_code,
            **options,
        )
        report = Report()
        async with client as td:
            await run(td, instrument, report)
        print(f"{report.steps} steps passed")


if __name__ == "__main__":
    if len(sys.argv) not in (1, 8):
        sys.exit(__doc__)
    asyncio.run(main(sys.argv[1:]))
