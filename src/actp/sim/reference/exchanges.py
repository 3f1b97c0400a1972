"""What differs from exchange to exchange. Data: exchanges change their rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["EXCHANGES", "Exchange", "Quoting", "seat_id"]


@dataclass(frozen=True, slots=True)
class Quoting:
    """What an exchange makes of market makers' quotes."""

    follows: Literal["legs", "cancels", "nothing"] = "cancels"
    """What its QuoteStatus tells after "not traded": that both orders are filled and that the quote was
    cancelled, only the latter, or nothing more."""
    one_sided: bool = False
    """A side may be left out, with volume 0."""
    uneven: bool = False
    """The sides may differ in volume."""
    crosses: bool = True
    """The ask may be at or below the bid: the two orders then meet."""
    cancels_legs: bool = False
    """One of the two orders can be cancelled alone."""
    hedges: str = "1235"
    """The hedge flags it takes."""
    order_type: str = ""
    """OrderType of the two orders once the exchange has answered."""
    one_local_id: bool = False
    """Both orders have the same OrderLocalID."""
    bid_first: bool = False
    """It answers the bid before the ask."""
    repeats: bool = True
    """Whether it repeats, where it does so for other orders."""
    names_replaced: bool = False
    """ReplaceSysID must name one's own quote, if it is given."""
    refuses_at_ctp: bool = False
    """Too frequent for-quotes are refused by CTP; elsewhere by the exchange."""
    numbers_for_quotes: bool = False
    """For-quotes have a ForQuoteSysID, for quotes to name."""


@dataclass(frozen=True, slots=True)
class Exchange:
    id: str
    name: str
    settlement_group: str
    splits_days: bool = False
    """Positions of today and of history are apart, and so are the offsets that close them."""
    truncates: bool = False
    """A price off the tick is cut to the tick; elsewhere it is refused."""
    repeats: bool = True
    """A fill's report is preceded by a repeat of the state before."""
    queues_first: bool = False
    """An order that fills at once is first reported as queueing, and what remains of a FAK order as cancelled
    last; elsewhere the cancellation comes before the trades."""
    natural_insert_date: bool = False
    """InsertDate is the calendar's; elsewhere it is the trading day."""
    natural_trade_date: bool = False
    cancels_unknown: bool = True
    """An order can be cancelled before the exchange has answered it."""
    price_types: str = "2"
    """The OrderPriceType it takes."""
    keeps_stops: bool = False
    """It has stop-loss and take-profit orders of its own (ContingentCondition `2` and `3`)."""
    cancels_batches: bool = False
    """It cancels all orders of a session at once. The vendor does not say which do; CFFEX is a guess."""
    quoting: Quoting = Quoting()
    larger_side: Literal["", "product", "code"] = ""
    """Where only the larger of long and short is margined: within a product, or over all that a trading code
    holds there."""
    larger_side_products: tuple[str, ...] = ()
    """Those it holds for; () for all."""

    def margin_group(self, product: str) -> str:
        """Positions of the same group are margined by the larger side; "" for none."""
        if not self.larger_side or (self.larger_side_products and product not in self.larger_side_products):
            return ""
        return self.id if self.larger_side == "code" else f"{self.id}.{product}"


_SHANGHAI = Quoting()
_DALIAN = Quoting(
    follows="nothing",
    one_sided=True,
    uneven=True,
    crosses=False,
    cancels_legs=True,
    order_type="0",
    numbers_for_quotes=True,
)

EXCHANGES = {
    exchange.id: exchange
    for exchange in (
        Exchange(
            "SHFE",
            "上海期货交易所",
            "00000001",
            splits_days=True,
            natural_insert_date=True,
            natural_trade_date=True,
            larger_side="product",
            quoting=_SHANGHAI,
        ),
        Exchange(
            "INE",
            "上海国际能源交易中心股份有限公司",
            "00000010",
            splits_days=True,
            natural_insert_date=True,
            natural_trade_date=True,
            larger_side="product",
            larger_side_products=("sc",),
            quoting=_SHANGHAI,
        ),
        Exchange(
            "DCE",
            "大连商品交易所",
            "00000002",
            repeats=False,
            queues_first=True,
            price_types="12",
            keeps_stops=True,
            quoting=_DALIAN,
        ),
        Exchange(
            "CZCE",
            "郑州商品交易所",
            "00000003",
            truncates=True,
            queues_first=True,
            natural_insert_date=True,
            cancels_unknown=False,
            price_types="12",
            quoting=Quoting(
                follows="legs",
                crosses=False,
                hedges="1",
                order_type="1",
                one_local_id=True,
                bid_first=True,
                repeats=False,
                refuses_at_ctp=True,
                numbers_for_quotes=True,
            ),
        ),
        Exchange(
            "CFFEX",
            "中国金融期货交易所",
            "00000005",
            price_types="123G",
            larger_side="code",
            cancels_batches=True,
            quoting=Quoting(
                uneven=True, order_type="1", one_local_id=True, names_replaced=True, refuses_at_ctp=True
            ),
        ),
        Exchange(
            "GFEX",
            "广州期货交易所",
            "00000006",
            repeats=False,
            queues_first=True,
            price_types="12",
            keeps_stops=True,
            quoting=_DALIAN,
        ),
    )
}


def seat_id(exchange: str, broker_id: str) -> str:
    """TraderID: of the seat through which a broker's orders reach an exchange."""
    return f"{exchange}{broker_id}"[:20]
