"""What differs from exchange to exchange. Data: exchanges change their rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["CONTINUOUS", "EXCHANGES", "Exchange", "seat_id"]

CONTINUOUS = "2"
"""The InstrumentStatus in which orders are matched as they come."""


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
        ),
        Exchange("DCE", "大连商品交易所", "00000002", repeats=False, queues_first=True, price_types="12"),
        Exchange(
            "CZCE",
            "郑州商品交易所",
            "00000003",
            truncates=True,
            queues_first=True,
            natural_insert_date=True,
            cancels_unknown=False,
            price_types="12",
        ),
        Exchange("CFFEX", "中国金融期货交易所", "00000005", price_types="123G", larger_side="code"),
        Exchange("GFEX", "广州期货交易所", "00000006", repeats=False, queues_first=True, price_types="12"),
    )
}


def seat_id(exchange: str, broker_id: str) -> str:
    """TraderID: of the seat through which a broker's orders reach an exchange."""
    return f"{exchange}{broker_id}"[:20]
