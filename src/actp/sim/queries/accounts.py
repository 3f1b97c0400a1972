"""The rows that CTP's queries give: from the broker's state to records."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from actp import records
from actp.sim.accounts.combination_margin import combined_volume, leg_margin
from actp.sim.accounts.investor import Investor
from actp.sim.accounts.ledger import Key, Ledger, Lot, Tally
from actp.sim.accounts.statement import settlement_rows
from actp.sim.broker.broker import Broker
from actp.sim.queries.bank_transfers import BANK_QUERIES
from actp.sim.queries.combinations import COMBINATION_QUERIES, combined_rows
from actp.sim.queries.declarations import DECLARATION_QUERIES
from actp.sim.queries.filters import fits
from actp.sim.queries.instruments import LISTING
from actp.sim.queries.notices import NOTICE_QUERIES
from actp.sim.queries.rates import OWN_RATES, RATES
from actp.sim.reference.exchanges import EXCHANGES, seat_id
from actp.sim.reference.instruments import InstrumentInfo
from actp.sim.wire.layouts import fitting

__all__ = [
    "EMPTY",
    "OWN",
    "QUERIES",
    "Query",
    "account_row",
    "detail_rows",
    "max_order_volume",
    "position_rows",
]

Query = Callable[[Broker, Investor, Any], Iterable[Any]]
"""Gives the rows that answer a request of an investor."""


# -- the investor's own


def _orders(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for order in investor.orders:
        if (
            fits(
                request,
                instrument_id=order.info.id,
                exchange_id=order.exchange.id,
                order_sys_id=order.order_sys_id,
            )
            and (request.insert_time_start or "") <= order.insert_time
            and order.insert_time <= (request.insert_time_end or "~")
        ):
            yield order.record()


def _trades(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for trade in investor.trades:
        if (
            fits(
                request,
                instrument_id=trade.instrument_id,
                exchange_id=trade.exchange_id,
                trade_id=trade.trade_id,
            )
            and (request.trade_time_start or "") <= trade.trade_time
            and trade.trade_time <= (request.trade_time_end or "~")
        ):
            yield trade


def _quotes(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for quote in broker.quotes.of(investor):
        if (
            fits(
                request,
                instrument_id=quote.info.id,
                exchange_id=quote.exchange.id,
                quote_sys_id=quote.sys_id,
            )
            and (request.insert_time_start or "") <= quote.insert_time
            and quote.insert_time <= (request.insert_time_end or "~")
        ):
            yield quote.record()


def _for_quotes(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for asked in broker.for_quotes.of(investor):
        if (
            fits(request, instrument_id=asked.info.id, exchange_id=asked.info.exchange)
            and (request.insert_time_start or "") <= asked.inserted.time
            and asked.inserted.time <= (request.insert_time_end or "~")
        ):
            yield asked.record()


def _parked_orders(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for row in broker.parked.orders(investor):
        if fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def _parked_order_actions(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for row in broker.parked.actions(investor):
        if fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def position_rows(broker: Broker, investor: Investor) -> Iterator[Any]:
    """The positions, and what of them is combined as positions of its own."""
    ledger = investor.ledger
    for key in ledger.keys():  # noqa: SIM118 - a method, not a mapping's
        yield _position(broker, investor, ledger, key)
    yield from combined_rows(broker, investor)


def _position(broker: Broker, investor: Investor, ledger: Ledger, key: Key) -> Any:
    info = ledger.contract(key.instrument_id)
    tally = ledger.tallies.get(key) or Tally(key)
    lots = [lot for lot in ledger.lots if lot.key == key]
    # An order that closes a long position sells, and freezes as short; one that opens it freezes as long.
    opening = [hold for hold in ledger.holds if hold.opens and hold.key == key]
    closing = [hold for hold in ledger.holds if not hold.opens and hold.key == key]
    exercising = [hold for hold in closing if hold.purpose == "exercise"]
    abandoning = [hold for hold in closing if hold.purpose == "abandon"]
    closing = [hold for hold in closing if not hold.purpose]
    long, short = (opening, closing) if key.buy else (closing, opening)
    combined = combined_volume(ledger, key)
    # What is combined is margined in the combination's row.
    alone = leg_margin(ledger, key) * combined if combined else 0.0
    margin = round(sum(ledger.margin(lot) for lot in lots) - alone, 6)
    value = sum(lot.volume for lot in lots) * ledger.mark(key.instrument_id) * info.multiplier
    by_money, by_volume = _rates(info, key.buy)

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
        use_margin=margin,
        frozen_margin=sum(hold.margin for hold in (*opening, *exercising)),
        frozen_cash=sum(hold.cash for hold in (*opening, *closing)),
        frozen_commission=sum(hold.commission for hold in (*opening, *closing, *exercising)),
        cash_in=tally.cash_in,
        commission=tally.commission,
        close_profit=tally.profit_by_date,
        position_profit=sum(ledger.profit(lot) for lot in lots),
        pre_settlement_price=broker.settlement_before(info),
        # A bought option's stays what it was when the position last changed.
        settlement_price=(
            (tally.mark or broker.settlement_before(info))
            if info.option is not None and key.buy
            else ledger.mark(key.instrument_id)
        ),
        trading_day=broker.trading_day,
        settlement_id=1,
        comb_position=combined,
        strike_frozen=sum(hold.volume for hold in exercising),
        strike_frozen_amount=sum(hold.margin for hold in exercising),
        abandon_frozen=sum(hold.volume for hold in abandoning),
        option_value=0.0 if info.option is None else value if key.buy else -value,
        open_cost=sum(amount(lot, lot.open_price) for lot in lots),
        exchange_margin=margin,
        close_profit_by_date=tally.profit_by_date,
        close_profit_by_trade=tally.profit_by_trade,
        today_position=sum(lot.volume for lot in lots if lot.today),
        margin_rate_by_money=by_money,
        margin_rate_by_volume=by_volume,
        exchange_id=info.exchange,
    )


def _rates(info: InstrumentInfo, buy: bool) -> tuple[float, float]:
    """An option has no margin rates."""
    return info.margins.rates(buy) if info.option is None else (0.0, 0.0)


def _positions(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for row in position_rows(broker, investor):
        if fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def detail_rows(broker: Broker, investor: Investor) -> Iterator[Any]:
    """One row per opening trade, those closed today with Volume 0."""
    ledger = investor.ledger
    for lot in (*sorted(ledger.closed_lots, key=lambda lot: lot.number), *ledger.lots):
        key = lot.key
        info = ledger.contract(key.instrument_id)
        by_money, by_volume = _rates(info, key.buy)
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
            trade_type=lot.trade_type,
            exchange_id=info.exchange,
            close_profit_by_date=lot.profit_by_date,
            close_profit_by_trade=lot.profit_by_trade,
            position_profit_by_date=ledger.profit(lot),
            position_profit_by_trade=ledger.profit(lot, by_date=False),
            margin=ledger.margin(lot),
            exch_margin=ledger.margin(lot),
            margin_rate_by_money=by_money,
            margin_rate_by_volume=by_volume,
            last_settlement_price=broker.settlement_before(info) if lot.today else lot.last_settlement,
            settlement_price=ledger.mark(key.instrument_id),
            close_volume=lot.closed_volume,
            close_amount=lot.closed_amount,
            time_first_volume=lot.volume + lot.closed_volume,
            spec_posi_type="#",
        )


def _details(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for row in detail_rows(broker, investor):
        if fits(request, instrument_id=row.instrument_id, exchange_id=row.exchange_id):
            yield row


def _group_margins(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """Each product is a group of its own. Of the larger side only, where that is the product's rule."""
    broker = broker
    rows: dict[tuple[str, str, str], tuple[InstrumentInfo, list[Any]]] = {}
    for row in position_rows(broker, investor):
        # Of a combination, its left leg's.
        info = broker.contract(row.instrument_id.split()[-1].split("&")[0])
        rows.setdefault((info.exchange, info.product, row.hedge_flag.value), (info, []))[1].append(row)
    for (exchange, product, hedge_flag), (info, found) in rows.items():
        if not fits(request, product_group_id=product, hedge_flag=hedge_flag, exchange_id=exchange):
            continue
        long = [row for row in found if row.posi_direction == "2"]
        short = [row for row in found if row.posi_direction == "3"]
        used = [sum(row.use_margin for row in side) for side in (long, short)]
        frozen = [sum(row.frozen_margin for row in side) for side in (long, short)]
        one_side = broker.margin_group(info).endswith(f".{product}")
        use = max(used) if one_side else sum(used)
        freeze = max(map(sum, zip(used, frozen, strict=True))) - use if one_side else sum(frozen)
        yield records.InvestorProductGroupMargin(
            product_group_id=product,
            broker_id=investor.account.broker_id,
            investor_id=investor.account.user_id,
            trading_day=broker.trading_day,
            settlement_id=1,
            frozen_margin=freeze,
            long_frozen_margin=frozen[0],
            short_frozen_margin=frozen[1],
            use_margin=use,
            long_use_margin=used[0],
            short_use_margin=used[1],
            exch_margin=use,
            long_exch_margin=used[0],
            short_exch_margin=used[1],
            close_profit=sum(row.close_profit for row in found),
            frozen_commission=sum(row.frozen_commission for row in found),
            commission=sum(row.commission for row in found),
            frozen_cash=sum(row.frozen_cash for row in found),
            cash_in=sum(row.cash_in for row in found),
            position_profit=sum(row.position_profit for row in found),
            hedge_flag=hedge_flag,
            exchange_id=exchange,
        )


def _option_value(ledger: Ledger) -> float:
    """What the options bought are worth, less those sold."""
    worth = 0.0
    for (instrument_id, buy), total in ledger.sums.items():
        info = ledger.contract(instrument_id)
        if total.volume and info.option is not None:
            value = total.volume * ledger.mark(instrument_id) * info.multiplier
            worth += value if buy else -value
    return worth


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
        frozen_cash=funds.frozen_cash,
        frozen_commission=funds.frozen_commission,
        curr_margin=funds.margin,
        cash_in=funds.cash_in,
        commission=funds.commission,
        close_profit=funds.close_profit,
        position_profit=funds.position_profit,
        balance=funds.balance,
        available=funds.available,
        option_value=_option_value(investor.ledger),
        withdraw_quota=funds.withdraw_quota,
        trading_day=broker.trading_day,
        settlement_id=1,
        exchange_margin=funds.margin,
        currency_id="CNY",
        biz_type="0",
    )


def _account(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    if fits(request, currency_id="CNY", account_id=investor.account.user_id):
        yield account_row(broker, investor)


def _investor(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    account = investor.account
    yield records.Investor(
        investor_id=account.user_id,
        broker_id=account.broker_id,
        investor_name=fitting(f"模拟客户{account.user_id}", 80),
        identified_card_type="1",
        is_active=1,
        open_date="20200101",
    )


def _trading_codes(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    account = investor.account
    for exchange in EXCHANGES:
        allowed = account.exchanges is None or exchange in account.exchanges
        if allowed and fits(request, exchange_id=exchange, client_id=investor.client_id):
            yield records.TradingCode(
                investor_id=account.user_id,
                broker_id=account.broker_id,
                exchange_id=exchange,
                client_id=investor.client_id,
                is_active=1,
                client_id_type="1",
                biz_type="1",
            )


def _settlement_info(broker: Broker, investor: Investor, request: Any) -> Iterable[Any]:
    return settlement_rows(investor, request)


def _settlement_info_confirm(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
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


def max_order_volume(broker: Broker, investor: Investor, request: Any) -> int:
    """The most lots of an order that money or positions allow, and the exchange takes."""
    broker, ledger = broker, investor.ledger
    info = broker.info(request.instrument_id)
    if info is None:
        return 0
    buy, hedge, offset = request.direction == "0", request.hedge_flag or "1", request.offset_flag or "0"
    if offset != "0":
        key = ledger.key(info.id, not buy, hedge, offset == "3")
        return min(ledger.closable(key), info.max_limit_volume)
    price = broker.limits(info)[1] or broker.mark(info.id)

    def too_many(volume: int) -> bool:
        return ledger.opening(info.id, buy, hedge, price, volume)[1] > 0

    return bisect_left(range(1, info.max_limit_volume + 1), True, key=too_many)


def _max_order_volume(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    yield request.replace(max_volume=max_order_volume(broker, investor, request))


def _sessions(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for session in tuple(investor.sessions.values()):
        if request.front_id in (0, session.front_id) and request.session_id in (0, session.session_id):
            yield session


def _seats(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """The broker's seats at the exchanges, one each and connected."""
    broker_id = investor.account.broker_id
    for exchange in EXCHANGES:
        seat = seat_id(exchange, broker_id)
        if fits(request, exchange_id=exchange, participant_id=broker_id, trader_id=seat):
            yield records.TraderOffer(
                exchange_id=exchange,
                trader_id=seat,
                participant_id=broker_id,
                install_id=1,
                trader_connect_status="2",
                trading_day=broker.trading_day,
                broker_id=broker_id,
                order_cancel_alg="1",
            )


def _nothing(broker: Broker, investor: Investor, request: Any) -> Iterable[Any]:
    return ()


# What this broker has none of: warrants, market makers, secondary agents, units of an investor, currencies
# besides one, settlement during the day, fees for information, and the exchanges' portfolio margins.
EMPTY = (
    "ReqQryEWarrantOffset",
    "ReqQryCFMMCTradingAccountKey",
    "ReqQryMMInstrumentCommissionRate",
    "ReqQryMMOptionInstrCommRate",
    "ReqQrySecAgentACIDMap",
    "ReqQrySecAgentCheckMode",
    "ReqQrySecAgentTradeInfo",
    "ReqQrySecAgentTradingAccount",
    "ReqQryInvestUnit",
    "ReqQryExchangeRate",
    "ReqQryRiskSettleInvstPosition",
    "ReqQryRiskSettleProductStatus",
    "ReqQryInvestorInfoCommRec",
    "ReqQryInvestorPortfMarginRatio",
    "ReqQryInvestorPortfSetting",
    "ReqQryInvestorProdSPBMDetail",
    "ReqQrySPBMAddOnInterParameter",
    "ReqQrySPBMFutureParameter",
    "ReqQrySPBMInterParameter",
    "ReqQrySPBMIntraParameter",
    "ReqQrySPBMInvestorPortfDef",
    "ReqQrySPBMOptionParameter",
    "ReqQrySPBMPortfDefinition",
    "ReqQryInvestorCommodityGroupSPMMMargin",
    "ReqQryInvestorCommoditySPMMMargin",
    "ReqQrySPMMInstParam",
    "ReqQrySPMMProductParam",
    "ReqQryInvestorProdRCAMSMargin",
    "ReqQryRCAMSCombProductInfo",
    "ReqQryRCAMSInstrParameter",
    "ReqQryRCAMSInterParameter",
    "ReqQryRCAMSIntraParameter",
    "ReqQryRCAMSInvestorCombPosition",
    "ReqQryRCAMSShortOptAdjustParam",
    "ReqQryInvestorProdRULEMargin",
    "ReqQryRULEInstrParameter",
    "ReqQryRULEInterParameter",
    "ReqQryRULEIntraParameter",
    "ReqQryOffsetSetting",
    "ReqQrySpdApply",
    "ReqQryHedgeCfm",
)

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
    "ReqQryInvestorProductGroupMargin": _group_margins,
    "ReqQryInvestor": _investor,
    "ReqQryTradingCode": _trading_codes,
    "ReqQryUserSession": _sessions,
    "ReqQryTraderOffer": _seats,
    **OWN_RATES,
    **BANK_QUERIES,
    **NOTICE_QUERIES,
    **COMBINATION_QUERIES,
    **DECLARATION_QUERIES,
    **dict.fromkeys(EMPTY, _nothing),
    "ReqQrySettlementInfo": _settlement_info,
    "ReqQrySettlementInfoConfirm": _settlement_info_confirm,
    "ReqQryMaxOrderVolume": _max_order_volume,
    "ReqQueryMaxOrderVolume": _max_order_volume,
}
"""Queries for what an investor has: refused with 9 for another's."""

QUERIES: Mapping[str, Query] = {**OWN, **RATES, **LISTING}
