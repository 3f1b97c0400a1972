"""The contracts the front knows: products of the six exchanges and the near months of a trading day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from actp import _checks as check
from actp.errors import ConfigurationError, StateFileError

from .options import OPTION_PRODUCTS, OptionTerms, expiry_day, fair_price, parse_name

__all__ = [
    "SHANGHAI",
    "Commission",
    "InstrumentInfo",
    "Margin",
    "Product",
    "calendar_day",
    "default_instruments",
    "delivery_month",
    "documented_instruments",
    "expire_date",
    "instrument_info",
    "known_instruments",
    "moment_of",
    "next_trading_day",
    "parse_day",
    "previous_trading_day",
    "seconds_of_day",
    "trading_day_of",
    "unknown_contract",
]

# China has no daylight saving time; the zone needs no data base.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Product:
    """What the contracts of a product share. `night` is when its night session ends, "" without one."""

    id: str
    exchange: str
    multiplier: int
    price_tick: float
    limit: float
    """The price limit as a fraction of the previous settlement price."""
    reference: float
    """About where the price stands; a simulated market starts there."""
    months: tuple[int, ...]
    night: str = ""
    activity: int = 20
    """Lots that trade in an average half second."""


_ALL = tuple(range(1, 13))
_ODD = (1, 3, 5, 7, 9, 11)
_TERM = (1, 5, 9)
_STEEL = (1, 5, 10)
_QUARTER = (3, 6, 9, 12)
_EVEN = (2, 4, 6, 8, 10, 12)

_PRODUCTS = {
    product.id: product
    for product in (
        Product("rb", "SHFE", 10, 1.0, 0.07, 3150.0, _STEEL, "23:00", 180),
        Product("hc", "SHFE", 10, 1.0, 0.07, 3300.0, _STEEL, "23:00", 60),
        Product("cu", "SHFE", 5, 10.0, 0.09, 79000.0, _ALL, "01:00", 18),
        Product("al", "SHFE", 5, 5.0, 0.09, 20600.0, _ALL, "01:00", 25),
        Product("zn", "SHFE", 5, 5.0, 0.09, 22400.0, _ALL, "01:00", 22),
        Product("ni", "SHFE", 1, 10.0, 0.12, 121000.0, _ALL, "01:00", 25),
        Product("au", "SHFE", 1000, 0.02, 0.10, 780.0, _EVEN, "02:30", 40),
        Product("ag", "SHFE", 15, 1.0, 0.12, 9100.0, _EVEN, "02:30", 90),
        Product("ru", "SHFE", 10, 5.0, 0.09, 15600.0, _TERM, "23:00", 45),
        Product("fu", "SHFE", 10, 1.0, 0.12, 2900.0, _TERM, "23:00", 90),
        Product("bu", "SHFE", 10, 1.0, 0.09, 3450.0, _EVEN, "23:00", 30),
        Product("sp", "SHFE", 10, 2.0, 0.07, 5200.0, _TERM, "23:00", 30),
        Product("sc", "INE", 1000, 0.1, 0.12, 485.0, _ALL, "02:30", 20),
        Product("nr", "INE", 10, 5.0, 0.09, 12600.0, _ALL, "23:00", 14),
        Product("lu", "INE", 10, 1.0, 0.12, 3500.0, _ALL, "23:00", 18),
        Product("ec", "INE", 50, 0.1, 0.20, 1400.0, _EVEN, "", 12),
        Product("m", "DCE", 10, 1.0, 0.07, 3050.0, _TERM, "23:00", 150),
        Product("i", "DCE", 100, 0.5, 0.10, 770.0, _TERM, "23:00", 90),
        Product("p", "DCE", 10, 2.0, 0.08, 9100.0, _TERM, "23:00", 80),
        Product("y", "DCE", 10, 2.0, 0.07, 8300.0, _TERM, "23:00", 50),
        Product("c", "DCE", 10, 1.0, 0.06, 2250.0, _TERM, "23:00", 60),
        Product("a", "DCE", 10, 1.0, 0.07, 4050.0, _TERM, "23:00", 20),
        Product("jm", "DCE", 60, 0.5, 0.10, 1150.0, _TERM, "23:00", 70),
        Product("j", "DCE", 100, 0.5, 0.10, 1650.0, _TERM, "23:00", 8),
        Product("l", "DCE", 5, 1.0, 0.07, 7250.0, _TERM, "23:00", 40),
        Product("pp", "DCE", 5, 1.0, 0.07, 7000.0, _TERM, "23:00", 45),
        Product("v", "DCE", 5, 1.0, 0.07, 4900.0, _TERM, "23:00", 90),
        Product("lh", "DCE", 16, 5.0, 0.08, 13700.0, _ODD, "", 10),
        Product("jd", "DCE", 10, 1.0, 0.07, 3200.0, _ALL, "", 20),
        Product("SR", "CZCE", 10, 1.0, 0.07, 5700.0, _TERM, "23:00", 45),
        Product("CF", "CZCE", 5, 5.0, 0.07, 13700.0, _TERM, "23:00", 40),
        Product("TA", "CZCE", 5, 2.0, 0.07, 4750.0, _TERM, "23:00", 110),
        Product("MA", "CZCE", 10, 1.0, 0.08, 2350.0, _TERM, "23:00", 120),
        Product("FG", "CZCE", 20, 1.0, 0.09, 1150.0, _TERM, "23:00", 150),
        Product("SA", "CZCE", 20, 1.0, 0.09, 1300.0, _TERM, "23:00", 160),
        Product("RM", "CZCE", 10, 1.0, 0.08, 2550.0, _TERM, "23:00", 80),
        Product("OI", "CZCE", 10, 1.0, 0.08, 9500.0, _TERM, "23:00", 40),
        Product("AP", "CZCE", 10, 1.0, 0.09, 8000.0, (1, 5, 10), "", 25),
        Product("CJ", "CZCE", 5, 5.0, 0.09, 10500.0, _TERM, "", 14),
        Product("IF", "CFFEX", 300, 0.2, 0.10, 4500.0, _QUARTER, "", 12),
        Product("IH", "CFFEX", 300, 0.2, 0.10, 2950.0, _QUARTER, "", 7),
        Product("IC", "CFFEX", 200, 0.2, 0.10, 6900.0, _QUARTER, "", 12),
        Product("IM", "CFFEX", 200, 0.2, 0.10, 7200.0, _QUARTER, "", 18),
        Product("T", "CFFEX", 10000, 0.005, 0.02, 108.0, _QUARTER, "", 9),
        Product("TF", "CFFEX", 10000, 0.005, 0.012, 105.8, _QUARTER, "", 7),
        Product("TS", "CFFEX", 20000, 0.002, 0.005, 102.3, _QUARTER, "", 5),
        Product("TL", "CFFEX", 10000, 0.01, 0.035, 116.0, _QUARTER, "", 9),
        Product("si", "GFEX", 5, 5.0, 0.09, 8800.0, _ALL, "", 70),
        Product("lc", "GFEX", 1, 20.0, 0.09, 72000.0, _ALL, "", 80),
        Product("ps", "GFEX", 3, 5.0, 0.09, 52000.0, _ALL, "", 20),
    )
}

# Of each product the nearest months of the default universe.
_UNIVERSE = {
    "rb": 2,
    "hc": 1,
    "cu": 2,
    "al": 1,
    "zn": 1,
    "ni": 1,
    "au": 2,
    "ag": 2,
    "ru": 1,
    "fu": 1,
    "sc": 2,
    "nr": 1,
    "lu": 1,
    "m": 2,
    "i": 2,
    "p": 1,
    "y": 1,
    "c": 1,
    "jm": 1,
    "SR": 1,
    "CF": 1,
    "TA": 2,
    "MA": 1,
    "FG": 1,
    "SA": 1,
    "AP": 1,
    "IF": 2,
    "IC": 1,
    "IM": 1,
    "T": 1,
    "TS": 1,
    "si": 1,
    "lc": 1,
}

_NIGHT = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MOST = 2**31 - 1  # of CTP's int
_NAME = re.compile(r"([A-Za-z]+)(\d{3,4})")


@dataclass(frozen=True, slots=True)
class Commission:
    """A contract's commission: a rate of the money traded, and an amount per lot, for each kind of trade."""

    open_by_money: float = 0.0001
    open_by_volume: float = 0.0
    close_by_money: float = 0.0001
    close_by_volume: float = 0.0
    close_today_by_money: float = 0.0001
    close_today_by_volume: float = 0.0
    exercise_by_money: float = 0.0
    """Of an option, for its exercise and its assignment: of the strike price's money."""
    exercise_by_volume: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = check.number(f"commission: {field.name}", getattr(self, field.name))
            object.__setattr__(self, field.name, value)


_OPTION_COMMISSION = Commission(0.0, 3.0, 0.0, 3.0, 0.0, 3.0, exercise_by_volume=3.0)


@dataclass(frozen=True, slots=True)
class Margin:
    """A contract's margin: a rate of a position's value, and an amount per lot, for each side."""

    long_by_money: float = 0.0
    long_by_volume: float = 0.0
    short_by_money: float = 0.0
    short_by_volume: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = check.number(f"margin: {field.name}", getattr(self, field.name), 0)
            object.__setattr__(self, field.name, value)

    def rates(self, buy: bool) -> tuple[float, float]:
        """Of a side: by money and by volume."""
        if buy:
            return self.long_by_money, self.long_by_volume
        return self.short_by_money, self.short_by_volume

    def of(self, buy: bool, value: float, volume: int) -> float:
        """What `volume` lots that are worth `value` ask for."""
        by_money, by_volume = self.rates(buy)
        return round(value * by_money + volume * by_volume, 6)


@dataclass(frozen=True, slots=True)
class InstrumentInfo:
    """A contract. Prices are in the exchange's units; `activity` is lots per half second."""

    id: str
    exchange: str
    product: str
    multiplier: int
    price_tick: float
    limit: float
    """The price limit as a fraction of the previous settlement price."""
    reference_price: float
    """The settlement price of the day before the front's first trading day."""
    night: str = ""
    activity: int = 20
    margin_ratio: float = 0.1
    """Margin of a position, long or short, as a fraction of its value; `margin` says more."""
    commission: Commission = Commission()
    max_limit_volume: int = 500
    """The most lots of one limit order."""
    max_market_volume: int = 200
    is_trading: bool = True
    """Whether orders are taken; else they are refused with 17."""
    margin: Margin | None = None
    """For each side, by money and by volume; then `margin_ratio` does not count. Not of an option."""
    takes_quotes: bool = True
    """Whether market makers' quotes and for-quotes are taken; else they are refused with 85 and 83."""
    min_limit_volume: int = 1
    """The least lots of one limit order."""
    min_market_volume: int = 1
    option: OptionTerms | None = None
    """Of an option: on what, at which price, how it is exercised."""

    @property
    def margins(self) -> Margin:
        """The margin that counts."""
        if self.margin is not None:
            return self.margin
        return Margin(long_by_money=self.margin_ratio, short_by_money=self.margin_ratio)

    def __post_init__(self) -> None:
        check.text("instrument: id", self.id, 80, needed=True)
        what = f"instrument {self.id}:"
        for name, limit in (("exchange", 8), ("product", 80)):
            check.text(f"{what} {name}", getattr(self, name), limit)  # "": of a recording that has none
        for name in ("price_tick", "reference_price"):
            check.number(f"{what} {name}", getattr(self, name), above=0)
        check.count(f"{what} multiplier", self.multiplier, 1, _MOST)
        if not check.number(f"{what} limit", self.limit, above=0) < 1:
            raise ConfigurationError(f"{what} limit= is a fraction below 1, not {check.shown(self.limit)}")
        check.number(f"{what} margin_ratio", self.margin_ratio, 0)
        check.count(f"{what} activity", self.activity, 1, _MOST)
        for name in ("limit", "market"):
            least = check.count(f"{what} min_{name}_volume", getattr(self, f"min_{name}_volume"), 1, _MOST)
            check.count(f"{what} max_{name}_volume", getattr(self, f"max_{name}_volume"), least, _MOST)
        for name in ("is_trading", "takes_quotes"):
            check.flag(f"{what} {name}", getattr(self, name))
        check.instance(f"{what} commission", self.commission, Commission, "an actp.sim.Commission")
        if self.margin is not None:
            check.instance(f"{what} margin", self.margin, Margin, "an actp.sim.Margin, or None")
        if self.option is not None:
            check.instance(f"{what} option", self.option, OptionTerms, "actp.sim.OptionTerms, or None")
        if not isinstance(self.night, str) or (self.night and not _NIGHT.fullmatch(self.night)):
            raise ConfigurationError(f'{what} night= is when its night session ends, HH:MM, or ""')

    def ticks(self, price: float) -> int | None:
        """A price as a whole number of price ticks, None if it is none."""
        exact = price / self.price_tick
        # No price comes near a thousand million ticks; below, doubles are exact enough to tell.
        if not abs(exact) < 1e9 or abs(exact - round(exact)) > 1e-6:
            return None
        return round(exact)

    def price(self, ticks: int) -> float:
        return _rounded(ticks, self.price_tick)


def _info(name: str, product: Product, nearness: int = 0) -> InstrumentInfo:
    # Later months stand a little higher, as where goods cost storage.
    ticks = round(product.reference * (1 + 0.004 * nearness) / product.price_tick)
    return InstrumentInfo(
        name,
        product.exchange,
        product.id,
        product.multiplier,
        product.price_tick,
        product.limit,
        _rounded(ticks, product.price_tick),
        product.night,
        max(product.activity // (1 + 2 * nearness), 1),
        # Exchanges ask a little more than a day's greatest move.
        margin_ratio=round(product.limit + 0.02, 4),
    )


def _rounded(ticks: int, price_tick: float) -> float:
    """`ticks` price ticks as the double nearest to the decimal price."""
    return round(ticks * price_tick, 6)


def instrument_info(name: str) -> InstrumentInfo:
    """The contract of that name, of any month of a known product, future or option.

    Options are called as at their exchanges: cu2612C70000, m2701-C-2800, SR701C5300, IO2612-C-4000.
    ConfigurationError for another name.
    """
    name = check.instance("instrument", name, str, "an InstrumentID as text")
    match = _NAME.fullmatch(name)
    product = _PRODUCTS.get(match[1]) if match else None
    if match is not None and product is not None and len(match[2]) == _digits(product.exchange):
        return _info(name, product)
    option = _option(name)
    if option is None:
        raise ConfigurationError(
            f"instrument {name!r} is not a contract of a product the front knows; give an InstrumentInfo"
        )
    return option


def _digits(exchange: str) -> int:
    """Of year and month in a contract's name."""
    return 3 if exchange == "CZCE" else 4


def _option(name: str) -> InstrumentInfo | None:
    parsed = parse_name(name)
    kind = OPTION_PRODUCTS.get(parsed.product) if parsed is not None else None
    if parsed is None or kind is None:
        return None
    product = _PRODUCTS[kind.underlying]
    fits = (
        parsed.hyphened is (product.exchange in ("DCE", "GFEX", "CFFEX"))
        and len(parsed.month) == _digits(product.exchange)
        and 1 <= int(parsed.month[-2:]) <= 12
    )
    if not fits:
        return None
    underlying = _info(f"{product.id}{parsed.month}", product)
    terms = OptionTerms(
        call=parsed.call,
        strike=parsed.strike,
        underlying=underlying.id,
        american=kind.american,
        cash_settled=bool(kind.index),
    )
    price = fair_price(terms, underlying.reference_price)
    # Some ticks at least, so that there is room for both sides of a book.
    reference = _rounded(max(round(price / kind.price_tick), 10), kind.price_tick)
    return InstrumentInfo(
        name,
        product.exchange,
        kind.product_id(product.exchange, parsed.call),
        kind.multiplier or product.multiplier,
        kind.price_tick,
        # As far as the underlying may move; cheap options would fall below nothing.
        round(min(product.limit * underlying.reference_price / reference, 0.9), 4),
        reference,
        product.night,
        max(product.activity // 4, 1),
        commission=_OPTION_COMMISSION,
        max_limit_volume=100,
        max_market_volume=50,
        option=terms,
    )


def default_instruments(trading_day: str) -> list[InstrumentInfo]:
    """The near months of the default products as they are listed on `trading_day`."""
    day = parse_day(trading_day)
    found: list[InstrumentInfo] = []
    for product_id, count in _UNIVERSE.items():
        product = _PRODUCTS[product_id]
        # Contracts deliver about the middle of their month; the next month's is the first listed for sure.
        year, month = day.year, day.month
        near = 0
        while near < count:
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
            if month not in product.months:
                continue
            year_text = f"{year % 10}" if product.exchange == "CZCE" else f"{year % 100:02d}"
            found.append(_info(f"{product_id}{year_text}{month:02d}", product, near))
            near += 1
    return found


def documented_instruments() -> list[InstrumentInfo]:
    """The contracts that the documentation and examples name, whatever the date is."""
    return [instrument_info(name) for name in ("ag2612", "cu2612", "m2701", "rb2610", "rb2701")]


def known_instruments(given: Iterable[str | InstrumentInfo]) -> dict[str, InstrumentInfo]:
    """By InstrumentID. What the options among them are on comes with them, where it is a known contract."""
    items = check.items("instruments", given, "a list of InstrumentIDs, or of actp.sim.InstrumentInfo")
    infos = (item if isinstance(item, InstrumentInfo) else instrument_info(item) for item in items)
    found = {info.id: info for info in infos}
    for info in tuple(found.values()):
        if info.option is not None and info.option.underlying not in found:
            with suppress(ConfigurationError):
                found[info.option.underlying] = instrument_info(info.option.underlying)
    return found


def delivery_month(name: str, trading_day: str) -> tuple[int, int]:
    """Year and month of a contract's name; the next ones of that last digit where there is but one."""
    today = int(trading_day[:4])
    option = parse_name(name)
    digits = option.month if option is not None else _last_digits(name)
    if len(digits) < 3 or not 1 <= int(digits[-2:]) <= 12:
        return today, int(trading_day[4:6])
    short, month = digits[:-2], int(digits[-2:])
    year = next(y for y in range(today - 1, today + 100) if str(y).endswith(short))
    if (year, month) < (today, int(trading_day[4:6])) and len(short) == 1:
        year += 10
    return year, month


def _last_digits(name: str) -> str:
    return "".join(c for c in name.split("&")[0].split("-")[0] if c.isdigit())[-4:]


def expire_date(info: InstrumentInfo, trading_day: str) -> str:
    """The contract's last trading day, YYYYMMDD; of a future the 15th of its month."""
    year, month = delivery_month(info.id, trading_day)
    if info.option is None:
        return f"{year}{month:02d}15"
    if info.option.expire_date is not None:
        return info.option.expire_date
    # Where the name tells no month, the option goes on.
    return f"{expiry_day(info.exchange, year if parse_name(info.id) else year + 1, month):%Y%m%d}"


def parse_day(day: str) -> date:
    """A date in CTP's form YYYYMMDD."""
    try:
        return datetime.strptime(day, "%Y%m%d").replace(tzinfo=SHANGHAI).date()
    except ValueError:
        raise ConfigurationError(f"{day!r} is not a date of the form YYYYMMDD") from None


def next_trading_day(day: str) -> str:
    """The weekday after `day`. The simulated exchanges know weekends but no holidays."""
    following = parse_day(day) + timedelta(days=1)
    while following.weekday() >= 5:
        following += timedelta(days=1)
    return f"{following:%Y%m%d}"


def previous_trading_day(day: str) -> str:
    before = parse_day(day) - timedelta(days=1)
    while before.weekday() >= 5:
        before -= timedelta(days=1)
    return f"{before:%Y%m%d}"


def calendar_day(trading_day: str, clock: str) -> str:
    """The calendar's date at HH:MM:SS of a trading day, whose night session begins the evening before."""
    if clock >= "18:00:00":
        return previous_trading_day(trading_day)
    if clock < "06:00:00":
        return f"{parse_day(previous_trading_day(trading_day)) + timedelta(days=1):%Y%m%d}"
    return trading_day


@lru_cache(maxsize=64)
def _evenings(trading_day: str) -> tuple[datetime, datetime]:
    """18:00 of the trading day before, and of the calendar's day before."""
    days = parse_day(previous_trading_day(trading_day)), parse_day(trading_day) - timedelta(days=1)
    before, night = (datetime(day.year, day.month, day.day, 18, tzinfo=SHANGHAI) for day in days)
    return before, night


def moment_of(trading_day: str, seconds: float) -> datetime:
    """The calendar time, so many seconds after 18:00, of a trading day.

    Past six in the morning it is the trading day itself; over a weekend days lie between.
    """
    before, night = _evenings(trading_day)
    return (before if seconds < 43_200 else night) + timedelta(seconds=seconds)


def seconds_of_day(clock: str) -> int:
    """HH:MM or HH:MM:SS as seconds after 18:00, the order in which a trading day passes; else ValueError."""
    hours, minutes, *rest = (int(part) for part in clock.split(":"))
    seconds = rest[0] if rest else 0
    if not (0 <= hours < 24 and 0 <= minutes < 60 and 0 <= seconds < 60) or len(rest) > 1:
        raise ValueError(f"{clock!r} is no time of day")
    return (hours * 3600 + minutes * 60 + seconds - 18 * 3600) % 86_400


def trading_day_of(moment: datetime) -> str:
    """The trading day a moment belongs to: from 20:00 on the next one, and never a weekend."""
    local = moment.astimezone(SHANGHAI)
    day = f"{local:%Y%m%d}"
    return next_trading_day(day) if local.hour >= 20 or local.weekday() >= 5 else day


def unknown_contract(name: str) -> StateFileError:
    """For a state file that knows more contracts than the front that shall go on with it."""
    return StateFileError(
        f"the state file has orders or positions of {name!r}, which this front does not have: start it with "
        "the same instruments= (or replay=) as before, or with another store="
    )
