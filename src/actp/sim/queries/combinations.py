"""Queries for combinations of positions, and the rows that show what is combined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from actp import records
from actp.sim.accounts.combination_margin import Combined, discount, leg_margin
from actp.sim.accounts.investor import Investor
from actp.sim.broker.broker import Broker
from actp.sim.broker.combination_orders import HEDGE_FLAGS
from actp.sim.queries.filters import fits

__all__ = ["COMBINATION_QUERIES", "combined_rows"]


def combined_rows(broker: Broker, investor: Investor) -> Iterator[Any]:
    """The positions in combinations, one row for each combination, side and hedge flag."""
    ledger = investor.ledger
    together: dict[tuple[str, bool, str], list[Combined]] = {}
    for each in ledger.combined.values():
        key = (each.combination.id, each.combination.buy, _hedge_flag(each))
        together.setdefault(key, []).append(each)
    for (name, buy, hedge_flag), standing in together.items():
        margin = sum(_margin(ledger, each) * each.volume for each in standing)
        volume = sum(each.volume for each in standing)
        yield records.InvestorPosition(
            instrument_id=name,
            broker_id=investor.account.broker_id,
            investor_id=investor.account.user_id,
            posi_direction="2" if buy else "3",
            hedge_flag=hedge_flag,
            position_date="1",
            yd_position=sum(each.volume for each in standing if each.day < broker.trading_day),
            position=volume,
            use_margin=margin,
            exchange_margin=margin,
            trading_day=broker.trading_day,
            settlement_id=1,
            comb_position=volume,
            today_position=sum(each.volume for each in standing if each.day >= broker.trading_day),
            exchange_id=standing[0].combination.legs[0].info.exchange,
        )


def _hedge_flag(combined: Combined) -> str:
    flags = "".join(key.hedge_flag for key in combined.keys)
    return next(flag for flag, legs in HEDGE_FLAGS.items() if legs == flags)


def _margin(ledger: Any, combined: Combined) -> float:
    """Of one of it."""
    alone = sum(leg_margin(ledger, key) for key in combined.keys)
    return float(alone - discount(ledger, combined))


def _details(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    """A row for each leg. The dearer leg has all the margin."""
    ledger = investor.ledger
    for each in tuple(ledger.combined.values()):
        name, exchange = each.combination.id, each.combination.legs[0].info.exchange
        if not fits(request, comb_instrument_id=name, exchange_id=exchange):
            continue
        margins = [leg_margin(ledger, key) for key in each.keys]
        for number, key in enumerate(each.keys):
            lot = next(lot for lot in ledger.lots if lot.key == key)
            dearer = margins.index(max(margins)) == number
            margin = _margin(ledger, each) * each.volume if dearer else 0.0
            yield records.InvestorPositionCombineDetail(
                trading_day=broker.trading_day,
                open_date=each.day,
                exchange_id=exchange,
                settlement_id=1,
                broker_id=investor.account.broker_id,
                investor_id=investor.account.user_id,
                com_trade_id=each.id,
                trade_id=lot.trade_id,
                instrument_id=key.instrument_id,
                hedge_flag=key.hedge_flag,
                direction="0" if key.buy else "1",
                total_amt=each.volume,
                margin=margin,
                exch_margin=margin,
                leg_id=number + 1,
                leg_multiple=1,
                comb_instrument_id=name,
            )


def _instructions(broker: Broker, investor: Investor, request: Any) -> Iterator[Any]:
    for each in tuple(investor.combinings.values()):
        if fits(request, instrument_id=each.combination.id, exchange_id=each.request.exchange_id):
            yield each.record()


COMBINATION_QUERIES: Mapping[str, Callable[[Broker, Investor, Any], Iterable[Any]]] = {
    "ReqQryCombAction": _instructions,
    "ReqQryInvestorPositionCombineDetail": _details,
}
