"""Terms of futures that follow from their exchange's rules: volume limits and dates. Data: exchanges change
them.

Rules of the exchanges: the last trading days, and that delivery follows them (of CFFEX's share indices it is
the same day). Assumptions, where the rules differ from product to product or over the years: the volume
limits of market orders at SHFE, INE, DCE, CZCE and GFEX, the length of the delivery, and that a contract is
listed when that of a year before has ended.
Days are counted by weekdays and the holidays that have a fixed date; the others are not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

__all__ = ["delivery_days", "last_trading_day", "listing_days", "volume_limits"]

_BONDS = ("T", "TF", "TS", "TL")
_HOLIDAYS = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))

# The most lots of a limit order and of a market order.
_VOLUMES = {
    "SHFE": (500, 30),
    "INE": (500, 30),
    "DCE": (1000, 200),
    "CZCE": (1000, 200),
    "GFEX": (1000, 200),
    "CFFEX": (20, 10),
}
_BOND_VOLUMES = (50, 30)


def volume_limits(exchange: str, product: str) -> tuple[int, int]:
    """The most lots of a limit order and of a market order in a future."""
    if exchange == "CFFEX" and product in _BONDS:
        return _BOND_VOLUMES
    return _VOLUMES.get(exchange, (500, 200))


def _is_open(day: date) -> bool:
    return day.weekday() < 5 and (day.month, day.day) not in _HOLIDAYS


def _on_or_after(day: date) -> date:
    while not _is_open(day):
        day += timedelta(days=1)
    return day


def _after(day: date, count: int = 1) -> date:
    for _ in range(count):
        day = _on_or_after(day + timedelta(days=1))
    return day


def _open_days(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [day for n in range(31) if (day := first + timedelta(days=n)).month == month and _is_open(day)]


def _fifteenth(year: int, month: int) -> date:
    return _on_or_after(date(year, month, 15))


def _tenth_open(year: int, month: int) -> date:
    return _open_days(year, month)[9]


def _fourth_last(year: int, month: int) -> date:
    return _open_days(year, month)[-4]


def _last_before(year: int, month: int) -> date:
    before = date(year, month, 1) - timedelta(days=1)
    return _open_days(before.year, before.month)[-1]


def _last_monday(year: int, month: int) -> date:
    return [day for day in _open_days(year, month) if day.weekday() == 0][-1]


def _friday(number: int) -> Callable[[int, int], date]:
    def found(year: int, month: int) -> date:
        first = date(year, month, 1)
        return _on_or_after(first + timedelta(days=(4 - first.weekday()) % 7 + 7 * (number - 1)))

    return found


_LAST_DAYS = {
    "DCE": _tenth_open,
    "CZCE": _tenth_open,
    "GFEX": _tenth_open,
    "CFFEX": _friday(3),
}
_LAST_DAYS_OF_PRODUCTS = {
    **dict.fromkeys(_BONDS, _friday(2)),
    **dict.fromkeys(("fu", "sc", "lu"), _last_before),
    **dict.fromkeys(("lh", "jd"), _fourth_last),
    "ec": _last_monday,
}


def last_trading_day(exchange: str, product: str, year: int, month: int) -> date:
    """Of the future that delivers in a month."""
    rule = _LAST_DAYS_OF_PRODUCTS.get(product) or _LAST_DAYS.get(exchange, _fifteenth)
    return rule(year, month)


def delivery_days(exchange: str, product: str, last: date) -> tuple[date, date]:
    """The first and the last day of the delivery, from the last trading day."""
    if exchange == "CFFEX" and product not in _BONDS:
        return last, last
    return _after(last), _after(last, 5 if exchange in ("SHFE", "INE") else 3)


def listing_days(exchange: str, product: str, year: int, month: int) -> tuple[date, date]:
    """When a future was made known, and the first day on which it was traded."""
    opened = _after(last_trading_day(exchange, product, year - 1, month))
    made = opened - timedelta(days=1)
    while not _is_open(made):
        made -= timedelta(days=1)
    return made, opened
