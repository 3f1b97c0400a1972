"""What CTP's queries tell of margin and commission rates, and of how the broker reckons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from typing import Any

from actp import records
from actp.sim.accounts.investor import Investor
from actp.sim.broker.broker import Broker
from actp.sim.queries.filters import fits, named_or_held
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.reference.instruments import InstrumentInfo

__all__ = ["OWN_RATES", "RATES"]

# Rates that hold for all of a broker's investors.
_ALL: dict[str, Any] = {"investor_range": "1", "investor_id": "00000000"}


def _futures(broker: Broker, investor: Investor, request: Any) -> Iterator[InstrumentInfo]:
    """Options have queries of their own."""
    return (info for info in named_or_held(broker, investor, request) if info.option is None)


def _options(broker: Broker, investor: Investor, request: Any) -> Iterator[InstrumentInfo]:
    return (info for info in named_or_held(broker, investor, request) if info.option is not None)


def _margins(info: InstrumentInfo) -> dict[str, Any]:
    rates = info.margins
    return {
        "long_margin_ratio_by_money": rates.long_by_money,
        "long_margin_ratio_by_volume": rates.long_by_volume,
        "short_margin_ratio_by_money": rates.short_by_money,
        "short_margin_ratio_by_volume": rates.short_by_volume,
    }


def _margin_rates(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for info in _futures(broker, investor, request):
        yield records.InstrumentMarginRate(
            **_ALL,
            instrument_id=info.id,
            broker_id=investor.account.broker_id,
            hedge_flag=request.hedge_flag or "1",
            **_margins(info),
            is_relative=0,
            exchange_id=info.exchange,
        )


def _exchange_margin_rates(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """The broker asks for no more than the exchange."""
    for info in _futures(broker, investor, request):
        yield records.ExchangeMarginRate(
            broker_id=investor.account.broker_id,
            instrument_id=info.id,
            hedge_flag=request.hedge_flag or "1",
            **_margins(info),
            exchange_id=info.exchange,
        )


def _margin_rate_adjustments(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """What comes on top for investors that follow the exchange is nothing."""
    for info in _futures(broker, investor, request):
        yield records.ExchangeMarginRateAdjust(
            broker_id=investor.account.broker_id,
            instrument_id=info.id,
            hedge_flag=request.hedge_flag or "1",
            **{f"exch_{name}": rate for name, rate in _margins(info).items()},
            **{f"no_{name}": rate for name, rate in _margins(info).items()},
        )


def _commission(info: InstrumentInfo) -> dict[str, Any]:
    rates = info.commission
    return {
        "open_ratio_by_money": rates.open_by_money,
        "open_ratio_by_volume": rates.open_by_volume,
        "close_ratio_by_money": rates.close_by_money,
        "close_ratio_by_volume": rates.close_by_volume,
        "close_today_ratio_by_money": rates.close_today_by_money,
        "close_today_ratio_by_volume": rates.close_today_by_volume,
    }


def _commission_rates(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for info in _futures(broker, investor, request):
        yield records.InstrumentCommissionRate(
            **_ALL,
            **_commission(info),
            # As brokers set them: for the product.
            instrument_id=info.product,
            broker_id=investor.account.broker_id,
            exchange_id=info.exchange,
            biz_type="1",
        )


def _option_commission_rates(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for info in _options(broker, investor, request):
        yield records.OptionInstrCommRate(
            **_ALL,
            **_commission(info),
            instrument_id=info.product,
            broker_id=investor.account.broker_id,
            strike_ratio_by_money=info.commission.exercise_by_money,
            strike_ratio_by_volume=info.commission.exercise_by_volume,
            exchange_id=info.exchange,
        )


def _option_costs(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """A seller's margin is FixedMargin and the premium, at InputPrice if one is given."""
    broker = broker
    for info in _options(broker, investor, request):
        price, underlying = request.input_price, request.underlying_price
        if not isfinite(price) or price <= 0:
            price = broker.settlement_before(info)
        fixed = broker.seller_margin(info, underlying if isfinite(underlying) and underlying > 0 else None)
        yield records.OptionInstrTradeCost(
            broker_id=investor.account.broker_id,
            investor_id=investor.account.user_id,
            instrument_id=info.id,
            hedge_flag=request.hedge_flag or "1",
            fixed_margin=fixed,
            royalty=price * info.multiplier,
            exch_fixed_margin=fixed,
            exchange_id=info.exchange,
        )


def _order_commission_rates(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """Orders and cancels are free."""
    for info in named_or_held(broker, investor, request):
        yield records.InstrumentOrderCommRate(
            **_ALL,
            instrument_id=info.product,
            broker_id=investor.account.broker_id,
            hedge_flag="1",
            exchange_id=info.exchange,
        )


def _trading_params(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    if fits(request, currency_id="CNY", account_id=investor.account.user_id):
        yield records.BrokerTradingParams(
            broker_id=investor.account.broker_id,
            investor_id=investor.account.user_id,
            # Margin by the opening price, of earlier positions by the last settlement; so are sold options.
            margin_price_type="4",
            option_royalty_price_type="4",
            # Profit and loss on paper both count, and so does what was realised today.
            algorithm="1",
            avail_include_close_profit="0",
            currency_id="CNY",
            account_id=investor.account.user_id,
        )


def _trading_algorithms(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    info = broker.info(request.instrument_id) if request.instrument_id else None
    if request.instrument_id and info is None:
        return
    for exchange in EXCHANGES:
        if fits(request, exchange_id=exchange) and (info is None or info.exchange == exchange):
            kind = {"DCE": "2", "CZCE": "3"}.get(exchange, "1")
            yield records.BrokerTradingAlgos(
                broker_id=investor.account.broker_id,
                exchange_id=exchange,
                instrument_id=request.instrument_id,
                handle_position_algo_id=kind,
                find_margin_rate_algo_id=kind,
                handle_trading_account_algo_id=kind,
            )


OWN_RATES: Mapping[str, Callable[[Broker, Investor, Any], Iterable[Any]]] = {
    "ReqQryInstrumentMarginRate": _margin_rates,
    "ReqQryInstrumentCommissionRate": _commission_rates,
    "ReqQryInstrumentOrderCommRate": _order_commission_rates,
    "ReqQryOptionInstrCommRate": _option_commission_rates,
    "ReqQryOptionInstrTradeCost": _option_costs,
    "ReqQryBrokerTradingParams": _trading_params,
}
"""Those that name an investor."""

RATES: Mapping[str, Callable[[Broker, Investor, Any], Iterable[Any]]] = {
    "ReqQryExchangeMarginRate": _exchange_margin_rates,
    "ReqQryExchangeMarginRateAdjust": _margin_rate_adjustments,
    "ReqQryBrokerTradingAlgos": _trading_algorithms,
}
