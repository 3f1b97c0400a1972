"""What makes a contract an option, and the rules that follow from it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from typing import NamedTuple

from actp import _checks as check
from actp.errors import ConfigurationError

__all__ = [
    "OPTION_PRODUCTS",
    "OptionName",
    "OptionProduct",
    "OptionTerms",
    "expiry_day",
    "fair_price",
    "parse_name",
    "seller_margin",
]


@dataclass(frozen=True, slots=True)
class OptionTerms:
    """What makes a contract an option on another contract of the front."""

    call: bool
    strike: float
    underlying: str
    """InstrumentID of the future it is on; of an index option, of the index's future."""
    american: bool = True
    """Whether it can be exercised before its expiry."""
    cash_settled: bool = False
    """Exercise pays the difference; else it opens a position in the underlying at the strike price."""
    underlying_multiple: float = 1.0
    expire_date: str | None = None
    """YYYYMMDD; None for the day that the exchange's rule gives."""

    def __post_init__(self) -> None:
        check.text("option: underlying", self.underlying, 80, needed=True)
        what = f"option on {self.underlying}:"
        for name in ("call", "american", "cash_settled"):
            check.flag(f"{what} {name}", getattr(self, name))
        check.number(f"{what} strike", self.strike, above=0)
        check.number(f"{what} underlying_multiple", self.underlying_multiple)
        if self.expire_date is not None and not re.fullmatch(
            r"\d{8}", check.text(f"{what} expire_date", self.expire_date)
        ):
            raise ConfigurationError(f"{what} expire_date= is YYYYMMDD, not {check.shown(self.expire_date)}")

    def intrinsic(self, underlying: float) -> float:
        """What exercise brings per unit, with the underlying at this price; 0 out of the money."""
        return max(0.0, underlying - self.strike if self.call else self.strike - underlying)

    def out_of_the_money(self, underlying: float) -> float:
        return max(0.0, self.strike - underlying if self.call else underlying - self.strike)


@dataclass(frozen=True, slots=True)
class OptionProduct:
    """The options on a product. `id` is their own ProductID; CZCE has one for calls and one for puts."""

    underlying: str
    price_tick: float
    american: bool = True
    index: str = ""
    """Of index options: the letters their names begin with."""
    multiplier: int | None = None
    """None: that of the underlying."""

    def product_id(self, exchange: str, call: bool) -> str:
        if self.index:
            return self.index
        if exchange == "CZCE":
            return self.underlying + ("C" if call else "P")
        return f"{self.underlying}_o"


OPTION_PRODUCTS = {
    product.index or product.underlying: product
    for product in (
        OptionProduct("cu", 2.0, american=False),
        OptionProduct("al", 1.0),
        OptionProduct("zn", 1.0),
        OptionProduct("ni", 2.0),
        OptionProduct("au", 0.02, american=False),
        OptionProduct("ag", 0.5),
        OptionProduct("rb", 0.5),
        OptionProduct("ru", 1.0),
        OptionProduct("sc", 0.05),
        OptionProduct("m", 0.5),
        OptionProduct("i", 0.1),
        OptionProduct("p", 0.5),
        OptionProduct("y", 0.5),
        OptionProduct("c", 0.5),
        OptionProduct("a", 0.5),
        OptionProduct("l", 0.5),
        OptionProduct("pp", 0.5),
        OptionProduct("v", 0.5),
        OptionProduct("lh", 2.5),
        OptionProduct("jd", 0.5),
        OptionProduct("SR", 0.5),
        OptionProduct("CF", 1.0),
        OptionProduct("TA", 0.5),
        OptionProduct("MA", 0.5),
        OptionProduct("FG", 0.5),
        OptionProduct("SA", 0.5),
        OptionProduct("RM", 0.5),
        OptionProduct("OI", 0.5),
        OptionProduct("AP", 0.5),
        OptionProduct("si", 5.0),
        OptionProduct("lc", 10.0),
        OptionProduct("ps", 5.0),
        OptionProduct("IF", 0.2, american=False, index="IO", multiplier=100),
        OptionProduct("IH", 0.2, american=False, index="HO", multiplier=100),
        OptionProduct("IM", 0.2, american=False, index="MO", multiplier=100),
    )
}

# cu2612C70000 (SHFE, INE), SR701C5300 (CZCE), m2701-C-2800 (DCE, GFEX), IO2612-C-4000 (CFFEX).
_JOINED = re.compile(r"([A-Za-z]+)(\d{3,4})([CP])(\d+(?:\.\d+)?)")
_HYPHENED = re.compile(r"([A-Za-z]+)(\d{4})-([CP])-(\d+(?:\.\d+)?)")


class OptionName(NamedTuple):
    """What an option's InstrumentID says."""

    product: str
    """Key of `OPTION_PRODUCTS`."""
    month: str
    call: bool
    strike: float
    hyphened: bool


def parse_name(name: str) -> OptionName | None:
    """None for the name of something else."""
    hyphened = _HYPHENED.fullmatch(name)
    found = hyphened or _JOINED.fullmatch(name)
    if found is None or float(found[4]) <= 0:
        return None
    return OptionName(found[1], found[2], found[3] == "C", float(found[4]), hyphened is not None)


def fair_price(terms: OptionTerms, underlying: float) -> float:
    """A plausible price: the intrinsic value and a time value.

    The time value is 3 % of the underlying at the money and falls with the distance, to a third of that at
    8 % of the underlying.
    """
    distance = abs(underlying - terms.strike) / underlying
    return terms.intrinsic(underlying) + 0.03 * underlying * exp(-distance / 0.073)


def seller_margin(terms: OptionTerms, multiplier: int, underlying: float, underlying_margin: float) -> float:
    """What one sold lot asks for besides its premium.

    The margin of the underlying less half of what the option is out of the money, at least half of it.
    `underlying` is the underlying's price, `underlying_margin` its margin for as much as one lot of the
    option stands for.
    """
    out = terms.out_of_the_money(underlying) * multiplier
    return max(underlying_margin - out / 2, underlying_margin / 2)


def expiry_day(exchange: str, year: int, month: int) -> date:
    """The last day of the options on a delivery month, by weekdays: the exchanges here know no holidays.

    SHFE and INE: the fifth last of the month before; DCE: the twelfth, GFEX: the fifth of it; CZCE: the
    third last up to its 15th; CFFEX: the third Friday of the month itself.
    """
    if exchange == "CFFEX":
        first = date(year, month, 1)
        return first + timedelta(days=(4 - first.weekday()) % 7 + 14)
    before = date(year, month, 1) - timedelta(days=1)
    days = [day for number in range(1, before.day + 1) if (day := before.replace(day=number)).weekday() < 5]
    if exchange == "CZCE":
        return [day for day in days if day.day <= 15][-3]
    return days[{"DCE": 11, "GFEX": 4}.get(exchange, -5)]
