"""The rows that CTP's queries give: from the broker's state to records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import floor
from typing import TYPE_CHECKING, Any

from actp import records

from .broker import Broker
from .exchanges import EXCHANGES
from .instruments import InstrumentInfo
from .investors import Investor
from .ledger import Key, Ledger, Lot, Tally
from .schema import fitting
from .statement import settlement_rows

if TYPE_CHECKING:
    from .core import Core

__all__ = ["OWN", "QUERIES", "Query", "account_row", "detail_rows", "max_order_volume", "position_rows"]

Query = Callable[["Core", Investor, Any], Iterable[Any]]
"""Gives the rows that answer a request of an investor."""


def _fits(request: Any, **fields: str) -> bool:
    """Whether the filters that the request sets are met: an empty one takes all."""
    return all(getattr(request, name) in ("", value) for name, value in fields.items())


# -- the investor's own


def _orders(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for order in investor.orders:
        if (
            _fits(
                request,
                instrument_id=order.info.id,
                exchange_id=order.exchange.id,
                order_sys_id=order.order_sys_id,
            )
            and (request.insert_time_start or "") <= order.insert_time
            and order.insert_time <= (request.insert_time_end or "~")
        ):
            yield order.record()


def _trades(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for trade in investor.trades:
        if (
            _fits(
                request,
                instrument_id=trade.instrument_id,
                exchange_id=trade.exchange_id,
                trade_id=trade.trade_id,
            )
            and (request.trade_time_start or "") <= trade.trade_time
            and trade.trade_time <= (request.trade_time_end or "~")
        ):
            yield trade


def _quotes(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for quote in core.broker.quotes.of(investor):
        if (
            _fits(
                request,
                instrument_id=quote.info.id,
                exchange_id=quote.exchange.id,
                quote_sys_id=quote.sys_id,
            )
            and (request.insert_time_start or "") <= quote.insert_time
            and quote.insert_time <= (request.insert_time_end or "~")
        ):
            yield quote.record()


def _for_quotes(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for asked in core.broker.for_quotes.of(investor):
        if (
            _fits(request, instrument_id=asked.info.id, exchange_id=asked.info.exchange)
            and (request.insert_time_start or "") <= asked.inserted.time
            and asked.inserted.time <= (request.insert_time_end or "~")
        ):
            yield asked.record()


def _parked_orders(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for row in core.broker.parked.orders(investor):
        if _fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def _parked_order_actions(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for row in core.broker.parked.actions(investor):
        if _fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def position_rows(broker: Broker, investor: Investor) -> Iterator[Any]:
    ledger = investor.ledger
    for key in ledger.keys():  # noqa: SIM118 - a method, not a mapping's
        yield _position(broker, investor, ledger, key)


def _position(broker: Broker, investor: Investor, ledger: Ledger, key: Key) -> Any:
    info = ledger.contract(key.instrument_id)
    tally = ledger.tallies.get(key) or Tally(key)
    lots = [lot for lot in ledger.lots if lot.key == key]
    # An order that closes a long position sells, and freezes as short; one that opens it freezes as long.
    opening = [hold for hold in ledger.holds if hold.opens and hold.key == key]
    closing = [hold for hold in ledger.holds if not hold.opens and hold.key == key]
    long, short = (opening, closing) if key.buy else (closing, opening)

    def amount(lot: Lot, price: float) -> float:
        return price * info.multiplier * lot.volume

    return records.InvestorPosition(
        instrument_id=key.instrument_id,
        broker_id=investor.account.broker_id,
        investor_id=investor.account.user_id,
        posi_direction="2" if key.buy else "3",
        hedge_flag=key.hedge_flag,
        position_date="2" if key.today is False else "1",
        yd_position=tally.yesterday,
        position=sum(lot.volume for lot in lots),
        long_frozen=sum(hold.volume for hold in long),
        short_frozen=sum(hold.volume for hold in short),
        long_frozen_amount=sum(hold.price * info.multiplier * hold.volume for hold in long),
        short_frozen_amount=sum(hold.price * info.multiplier * hold.volume for hold in short),
        open_volume=tally.opened,
        close_volume=tally.closed,
        open_amount=tally.opened_amount,
        close_amount=tally.closed_amount,
        position_cost=sum(amount(lot, lot.basis) for lot in lots),
        pre_margin=tally.previous_margin,
        use_margin=sum(ledger.margin(lot) for lot in lots),
        frozen_margin=sum(hold.margin for hold in opening),
        frozen_commission=sum(hold.commission for hold in (*opening, *closing)),
        commission=tally.commission,
        close_profit=tally.profit_by_date,
        position_profit=sum(ledger.profit(lot) for lot in lots),
        pre_settlement_price=broker.settlement_before(info),
        settlement_price=ledger.mark(key.instrument_id),
        trading_day=broker.trading_day,
        settlement_id=1,
        open_cost=sum(amount(lot, lot.open_price) for lot in lots),
        exchange_margin=sum(ledger.margin(lot) for lot in lots),
        close_profit_by_date=tally.profit_by_date,
        close_profit_by_trade=tally.profit_by_trade,
        today_position=sum(lot.volume for lot in lots if lot.today),
        margin_rate_by_money=info.margin_ratio,
        margin_rate_by_volume=0.0,
        exchange_id=info.exchange,
    )


def _positions(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for row in position_rows(core.broker, investor):
        if _fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def detail_rows(broker: Broker, investor: Investor) -> Iterator[Any]:
    """One row per opening trade, those closed today with Volume 0."""
    ledger = investor.ledger
    for lot in (*sorted(ledger.closed_lots, key=lambda lot: lot.number), *ledger.lots):
        key = lot.key
        info = ledger.contract(key.instrument_id)
        yield records.InvestorPositionDetail(
            instrument_id=key.instrument_id,
            broker_id=investor.account.broker_id,
            investor_id=investor.account.user_id,
            hedge_flag=key.hedge_flag,
            direction="0" if key.buy else "1",
            open_date=lot.open_date,
            trade_id=lot.trade_id,
            volume=lot.volume,
            open_price=lot.open_price,
            trading_day=broker.trading_day,
            settlement_id=1,
            trade_type="0",
            exchange_id=info.exchange,
            close_profit_by_date=lot.profit_by_date,
            close_profit_by_trade=lot.profit_by_trade,
            position_profit_by_date=ledger.profit(lot),
            position_profit_by_trade=ledger.profit(lot, by_date=False),
            margin=ledger.margin(lot),
            exch_margin=ledger.margin(lot),
            margin_rate_by_money=info.margin_ratio,
            margin_rate_by_volume=0.0,
            last_settlement_price=broker.settlement_before(info),
            settlement_price=ledger.mark(key.instrument_id),
            close_volume=lot.closed_volume,
            close_amount=lot.closed_amount,
            time_first_volume=lot.volume + lot.closed_volume,
            spec_posi_type="#",
        )


def _details(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for row in detail_rows(core.broker, investor):
        if _fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def account_row(broker: Broker, investor: Investor) -> Any:
    funds = investor.ledger.funds()
    return records.TradingAccount(
        broker_id=investor.account.broker_id,
        account_id=investor.account.user_id,
        pre_deposit=funds.previous_balance - funds.previous_margin,
        pre_balance=funds.previous_balance,
        pre_margin=funds.previous_margin,
        deposit=funds.deposit,
        withdraw=funds.withdrawal,
        frozen_margin=funds.frozen_margin,
        frozen_commission=funds.frozen_commission,
        curr_margin=funds.margin,
        commission=funds.commission,
        close_profit=funds.close_profit,
        position_profit=funds.position_profit,
        balance=funds.balance,
        available=funds.available,
        # What is not yet realised cannot be withdrawn.
        withdraw_quota=max(0.0, funds.available - max(0.0, funds.position_profit)),
        trading_day=broker.trading_day,
        settlement_id=1,
        exchange_margin=funds.margin,
        currency_id="CNY",
        biz_type="0",
    )


def _account(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    if _fits(request, currency_id="CNY", account_id=investor.account.user_id):
        yield account_row(core.broker, investor)


def _investor(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    account = investor.account
    yield records.Investor(
        investor_id=account.user_id,
        broker_id=account.broker_id,
        investor_name=fitting(f"模拟客户{account.user_id}", 80),
        identified_card_type="1",
        is_active=1,
        open_date="20200101",
    )


def _trading_codes(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    account = investor.account
    for exchange in EXCHANGES:
        allowed = account.exchanges is None or exchange in account.exchanges
        if allowed and _fits(request, exchange_id=exchange, client_id=investor.client_id):
            yield records.TradingCode(
                investor_id=account.user_id,
                broker_id=account.broker_id,
                exchange_id=exchange,
                client_id=investor.client_id,
                is_active=1,
                client_id_type="1",
                biz_type="1",
            )


def _rated(core: Core, investor: Investor, request: Any) -> list[InstrumentInfo]:
    """The contracts of a query for rates: the one named, else those held."""
    names = [request.instrument_id] if request.instrument_id else _held(investor)
    infos = (core.broker.info(name) for name in names)
    return [info for info in infos if info is not None and _fits(request, exchange_id=info.exchange)]


def _held(investor: Investor) -> list[str]:
    return list(dict.fromkeys(key.instrument_id for key in investor.ledger.keys()))  # noqa: SIM118


def _margin_rates(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for info in _rated(core, investor, request):
        yield records.InstrumentMarginRate(
            instrument_id=info.id,
            investor_range="1",
            broker_id=investor.account.broker_id,
            investor_id="00000000",
            hedge_flag=request.hedge_flag or "1",
            long_margin_ratio_by_money=info.margin_ratio,
            short_margin_ratio_by_money=info.margin_ratio,
            is_relative=0,
            exchange_id=info.exchange,
        )


def _commission_rates(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for info in _rated(core, investor, request):
        rates = info.commission
        yield records.InstrumentCommissionRate(
            # As brokers set them: for the product.
            instrument_id=info.product,
            investor_range="1",
            broker_id=investor.account.broker_id,
            investor_id="00000000",
            open_ratio_by_money=rates.open_by_money,
            open_ratio_by_volume=rates.open_by_volume,
            close_ratio_by_money=rates.close_by_money,
            close_ratio_by_volume=rates.close_by_volume,
            close_today_ratio_by_money=rates.close_today_by_money,
            close_today_ratio_by_volume=rates.close_today_by_volume,
            exchange_id=info.exchange,
            biz_type="1",
        )


def _settlement_info(core: Core, investor: Investor, request: Any) -> Iterable[Any]:
    return settlement_rows(core.broker, investor, request.trading_day)


def _settlement_info_confirm(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    if investor.confirmed is not None:
        date, time = investor.confirmed
        yield records.SettlementInfoConfirm(
            broker_id=investor.account.broker_id,
            investor_id=investor.account.user_id,
            confirm_date=date,
            confirm_time=time,
            account_id=investor.account.user_id,
            currency_id="CNY",
        )


def max_order_volume(core: Core, investor: Investor, request: Any) -> int:
    """The most lots of an order that money or positions allow, and the exchange takes."""
    broker, ledger = core.broker, investor.ledger
    info = broker.info(request.instrument_id)
    if info is None:
        return 0
    buy, hedge, offset = request.direction == "0", request.hedge_flag or "1", request.offset_flag or "0"
    if offset != "0":
        key = ledger.key(info.id, not buy, hedge, offset == "3")
        return min(ledger.closable(key), info.max_limit_volume)
    price = broker.limits(info)[1] or broker.mark(info.id)
    hold, _ = ledger.opening(info.id, buy, hedge, price, 1)
    one = hold.margin + hold.commission
    available = ledger.funds().available
    if available <= 0 or one <= 0:
        return info.max_limit_volume if one <= 0 <= available else 0
    return min(floor(available / one), info.max_limit_volume)


def _max_order_volume(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    yield request.replace(max_volume=max_order_volume(core, investor, request))


# -- what all see alike


def _instrument(info: InstrumentInfo, trading_day: str) -> Any:
    year, month = _delivery(info.id, trading_day)
    splits = info.exchange in EXCHANGES and EXCHANGES[info.exchange].splits_days
    return records.Instrument(
        instrument_id=info.id,
        exchange_id=info.exchange,
        instrument_name=fitting(info.id, 20),
        exchange_inst_id=info.id,
        product_id=info.product,
        product_class="3" if "&" in info.id else "1",
        delivery_year=year,
        delivery_month=month,
        max_market_order_volume=info.max_market_volume,
        min_market_order_volume=info.min_market_volume,
        max_limit_order_volume=info.max_limit_volume,
        min_limit_order_volume=info.min_limit_volume,
        volume_multiple=info.multiplier,
        price_tick=info.price_tick,
        create_date=f"{year - 1}{month:02d}01",
        open_date=f"{year - 1}{month:02d}16",
        expire_date=f"{year}{month:02d}15",
        start_deliv_date=f"{year}{month:02d}15",
        end_deliv_date=f"{year}{month:02d}20",
        inst_life_phase="1" if info.is_trading else "2",
        is_trading=int(info.is_trading),
        position_type="2",
        position_date_type="1" if splits else "2",
        long_margin_ratio=info.margin_ratio,
        short_margin_ratio=info.margin_ratio,
        max_margin_side_algorithm="0",
        underlying_multiple=1.0,
        combination_type="0",
    )


def _delivery(name: str, trading_day: str) -> tuple[int, int]:
    """Year and month of a contract's name; the next ones of that last digit where there is but one."""
    today = int(trading_day[:4])
    digits = "".join(c for c in name.split("&")[0].split("-")[0] if c.isdigit())[-4:]
    if len(digits) < 3 or not 1 <= int(digits[-2:]) <= 12:
        return today, int(trading_day[4:6])
    short, month = digits[:-2], int(digits[-2:])
    year = next(y for y in range(today - 1, today + 100) if str(y).endswith(short))
    if (year, month) < (today, int(trading_day[4:6])) and len(short) == 1:
        year += 10
    return year, month


def _instruments(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for info in tuple(core.source.instruments.values()):
        if _fits(
            request,
            instrument_id=info.id,
            exchange_id=info.exchange,
            exchange_inst_id=info.id,
            product_id=info.product,
        ):
            yield _instrument(info, core.broker.trading_day)


def _exchanges(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for exchange in EXCHANGES.values():
        if _fits(request, exchange_id=exchange.id):
            yield records.Exchange(
                exchange_id=exchange.id, exchange_name=exchange.name, exchange_property="0"
            )


def _products(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    first: Mapping[str, InstrumentInfo] = {
        info.product: info for info in reversed(tuple(core.source.instruments.values()))
    }
    for product in sorted(first):
        info = first[product]
        splits = info.exchange in EXCHANGES and EXCHANGES[info.exchange].splits_days
        if _fits(request, product_id=product, exchange_id=info.exchange, product_class="1"):
            yield records.Product(
                product_id=product,
                product_name=fitting(product, 20),
                exchange_id=info.exchange,
                product_class="1",
                volume_multiple=info.multiplier,
                price_tick=info.price_tick,
                max_market_order_volume=info.max_market_volume,
                min_market_order_volume=info.min_market_volume,
                max_limit_order_volume=info.max_limit_volume,
                min_limit_order_volume=info.min_limit_volume,
                position_type="2",
                position_date_type="1" if splits else "2",
                close_deal_type="0",
                trade_currency_id="CNY",
                mortgage_fund_use_range="0",
                underlying_multiple=1.0,
                exchange_product_id=product,
            )


def _market_data(core: Core, investor: Investor, request: Any) -> Iterator[Any]:
    for info in tuple(core.source.instruments.values()):
        if _fits(request, instrument_id=info.id, exchange_id=info.exchange):
            tick = core.snapshot(info.id)
            if tick is not None:
                # On this side CTP names the exchange.
                yield tick.record.replace(exchange_id=info.exchange)


OWN: Mapping[str, Query] = {
    "ReqQryOrder": _orders,
    "ReqQryTrade": _trades,
    "ReqQryQuote": _quotes,
    "ReqQryForQuote": _for_quotes,
    "ReqQryParkedOrder": _parked_orders,
    "ReqQryParkedOrderAction": _parked_order_actions,
    "ReqQryInvestorPosition": _positions,
    "ReqQryInvestorPositionDetail": _details,
    "ReqQryTradingAccount": _account,
    "ReqQryInvestor": _investor,
    "ReqQryTradingCode": _trading_codes,
    "ReqQryInstrumentMarginRate": _margin_rates,
    "ReqQryInstrumentCommissionRate": _commission_rates,
    "ReqQrySettlementInfo": _settlement_info,
    "ReqQrySettlementInfoConfirm": _settlement_info_confirm,
    "ReqQryMaxOrderVolume": _max_order_volume,
    "ReqQueryMaxOrderVolume": _max_order_volume,
}
"""Queries for what an investor has: refused with 9 for another's."""

QUERIES: Mapping[str, Query] = {
    **OWN,
    "ReqQryInstrument": _instruments,
    "ReqQryClassifiedInstrument": _instruments,
    "ReqQryExchange": _exchanges,
    "ReqQryProduct": _products,
    "ReqQryDepthMarketData": _market_data,
}
