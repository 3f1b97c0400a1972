"""The exchanges' contracts and products as CTP's queries list them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import nan
from typing import Any

from actp import records
from actp.sim.accounts.combination_margin import find, listed_pairs, product_pairs
from actp.sim.accounts.investor import Investor
from actp.sim.broker.broker import Broker
from actp.sim.queries.filters import fits
from actp.sim.reference.exchanges import EXCHANGES
from actp.sim.reference.instruments import InstrumentInfo, delivery_month, expire_date, future_dates
from actp.sim.wire.layouts import fitting

__all__ = ["LISTING", "product_class"]

FUTURES, OPTIONS, COMBINATION = "1", "2", "3"
"""ProductClass, and CTP's ClassType for the same."""


def product_class(info: InstrumentInfo) -> str:
    if info.option is not None:
        return OPTIONS
    return COMBINATION if "&" in info.id else FUTURES


def _in_common(info: InstrumentInfo) -> dict[str, Any]:
    """What CTP tells of an instrument and of its product alike."""
    splits = info.exchange in EXCHANGES and EXCHANGES[info.exchange].splits_days
    return {
        "product_class": product_class(info),
        "volume_multiple": info.multiplier,
        "price_tick": info.price_tick,
        "max_market_order_volume": info.max_market_volume,
        "min_market_order_volume": info.min_market_volume,
        "max_limit_order_volume": info.max_limit_volume,
        "min_limit_order_volume": info.min_limit_volume,
        "position_type": "2",
        "position_date_type": "1" if splits else "2",
    }


def _instrument(broker: Broker, info: InstrumentInfo) -> Any:
    trading_day = broker.trading_day
    year, month = delivery_month(info.id, trading_day)
    expires = expire_date(info, trading_day)
    expired = broker.expired(info)
    # An option has no rate of its own: its seller's margin follows from the underlying's.
    no_rate = info.option is not None
    return records.Instrument(
        instrument_id=info.id,
        exchange_id=info.exchange,
        instrument_name=fitting(info.id, 20),
        exchange_inst_id=info.id,
        product_id=info.product,
        delivery_year=year,
        delivery_month=month,
        **_in_common(info),
        expire_date=expires,
        **_dates(info, trading_day, expires),
        inst_life_phase="3" if expired else "1" if info.is_trading else "2",
        is_trading=int(info.is_trading and not expired),
        long_margin_ratio=nan if no_rate else info.margins.long_by_money,
        short_margin_ratio=nan if no_rate else info.margins.short_by_money,
        max_margin_side_algorithm="1" if broker.margin_group(info) else "0",
        combination_type="0",
        **_terms(info),
    )


def _dates(info: InstrumentInfo, trading_day: str, expires: str) -> dict[str, Any]:
    if info.option is None:
        return {**future_dates(info, trading_day)}
    year, month = delivery_month(info.id, trading_day)
    return {
        "create_date": f"{year - 1}{month:02d}01",
        "open_date": f"{year - 1}{month:02d}16",
        "start_deliv_date": expires,
        "end_deliv_date": expires,
    }


def _terms(info: InstrumentInfo) -> dict[str, Any]:
    terms = info.option
    if terms is None:
        return {"underlying_multiple": 0.0}
    return {
        "strike_price": terms.strike,
        "options_type": "1" if terms.call else "2",
        "underlying_instr_id": terms.underlying,
        "underlying_multiple": terms.underlying_multiple,
    }


def _instruments(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for info in tuple(broker.core.source.instruments.values()):
        if _asked(request, info.id, info.exchange, info.product):
            yield _instrument(broker, info)


def _asked(request: Any, name: str, exchange: str, product: str) -> bool:
    return fits(request, instrument_id=name, exchange_id=exchange, exchange_inst_id=name, product_id=product)


def _classified(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """By TradingType (0 all, 1 traded, 2 not traded) and ClassType (0 all, futures, options, combinations).

    What can only be combined is listed as contracts where futures are combined, and by product for options,
    these only for who asks for DCE's or GFEX's untraded combinations.
    """
    state, kind = request.trading_type or "0", request.class_type or "0"
    for row in _instruments(broker, investor, request):
        if kind in ("0", row.product_class) and state in ("0", "1" if row.is_trading else "2"):
            yield row
    if kind in ("0", COMBINATION) and state in ("0", "2"):
        infos = tuple(broker.core.source.instruments.values())
        for pair, left, right in listed_pairs(infos):
            name = f"{pair.id} {left.id}&{right.id}"
            if _asked(request, name, left.exchange, f"{pair.id} {left.product}&{right.product}"):
                yield _combination(broker, name, pair.type, left)
        if kind == COMBINATION and state == "2":
            for pair, name, info in product_pairs(infos, request.exchange_id):
                if _asked(request, name, info.exchange, name):
                    yield _combination(broker, name, pair.type, info)


def _combination(broker: Broker, name: str, kind: str, info: InstrumentInfo) -> Any:
    return _instrument(broker, info).replace(
        instrument_id=name,
        instrument_name=fitting(name, 20),
        exchange_inst_id=name,
        product_id=f"{name.split()[0]} {info.product}&{info.product}",
        product_class=COMBINATION,
        is_trading=0,
        combination_type=kind,
        strike_price=nan,
        options_type="",
        underlying_instr_id="",
    )


def _exchanges(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for exchange in EXCHANGES.values():
        if fits(request, exchange_id=exchange.id):
            yield records.Exchange(
                exchange_id=exchange.id, exchange_name=exchange.name, exchange_property="0"
            )


def _products(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    first: Mapping[str, InstrumentInfo] = {
        info.product: info for info in reversed(tuple(broker.core.source.instruments.values()))
    }
    for product in sorted(first):
        info = first[product]
        kind = product_class(info)
        if fits(request, product_id=product, exchange_id=info.exchange, product_class=kind):
            yield records.Product(
                product_id=product,
                product_name=fitting(product, 20),
                exchange_id=info.exchange,
                **_in_common(info),
                close_deal_type="0",
                trade_currency_id="CNY",
                mortgage_fund_use_range="0",
                underlying_multiple=0.0 if info.option is None else 1.0,
                exchange_product_id=product,
            )


def _market_data(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for info in tuple(broker.core.source.instruments.values()):
        # Since 6.7.7 the class of product may be asked for.
        if fits(request, instrument_id=info.id, exchange_id=info.exchange, product_class=product_class(info)):
            tick = broker.core.snapshot(info.id)
            if tick is not None:
                # On this side CTP names the exchange.
                yield tick.record.replace(exchange_id=info.exchange)


def _product_groups(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """Each product is a group of its own for the margin."""
    for product in _products(broker, investor, request):
        yield records.ProductGroup(
            product_id=product.product_id,
            exchange_id=product.exchange_id,
            product_group_id=product.product_id,
        )


def _product_exchange_rates(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for product in _products(broker, investor, request):
        yield records.ProductExchRate(
            product_id=product.product_id,
            quote_currency_id="CNY",
            exchange_rate=1.0,
            exchange_id=product.exchange_id,
        )


def _combination_legs(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    infos = broker.core.source.instruments
    for pair, left, right in listed_pairs(tuple(infos.values())):
        found = find(f"{pair.id} {left.id}&{right.id}", left.exchange, True, infos)
        assert found is not None
        for number, leg in enumerate(found.legs, 1):
            if fits(request, leg_instrument_id=leg.info.id):
                yield records.CombLeg(
                    comb_instrument_id=found.id,
                    leg_id=number,
                    leg_instrument_id=leg.info.id,
                    direction="0" if leg.buy else "1",
                    leg_multiple=1,
                    imply_level=0,
                )


def _promotions(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """The discount parameters of DCE's and GFEX's option combinations, by product."""
    infos = tuple(broker.core.source.instruments.values())
    for exchange in ("DCE", "GFEX"):
        for pair, name, info in product_pairs(infos, exchange):
            x = pair.x
            if x is not None and fits(request, exchange_id=exchange, instrument_id=name):
                yield records.CombPromotionParam(
                    exchange_id=info.exchange, instrument_id=name, comb_hedge_flag="1", xparameter=x
                )


def _guards(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """The safety factor of each combination that is listed: nothing is added to its margin."""
    infos = tuple(broker.core.source.instruments.values())
    for pair, left, right in listed_pairs(infos):
        name = f"{pair.id} {left.id}&{right.id}"
        if fits(request, instrument_id=name, exchange_id=left.exchange):
            yield records.CombInstrumentGuard(
                broker_id=investor.account.broker_id,
                instrument_id=name,
                guarant_ratio=1.0,
                exchange_id=left.exchange,
            )


LISTING: Mapping[str, Callable[[Broker, Investor, Any], Iterable[Any]]] = {
    "ReqQryInstrument": _instruments,
    "ReqQryClassifiedInstrument": _classified,
    "ReqQryExchange": _exchanges,
    "ReqQryProduct": _products,
    "ReqQryDepthMarketData": _market_data,
    "ReqQryProductGroup": _product_groups,
    "ReqQryProductExchRate": _product_exchange_rates,
    "ReqQryCombLeg": _combination_legs,
    "ReqQryCombPromotionParam": _promotions,
    "ReqQryCombInstrumentGuard": _guards,
}
